// A site whose publications are signed, and can be put in the place of each other: what an operator
// does, and what somebody does who sits between the operator and the kiosk.

import { execFileSync } from "node:child_process";
import {
	cpSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DIST, programPath, ROOT } from "./harness.mjs";

const FOLDER = join(ROOT, "target", "tmp", "browser");

/**
 * A small market, published several times: `publish(name, change, key)` builds the publication
 * `name` from the source after `change(market)` changed its market.json, signed with `key` unless
 * that is empty; `seed` makes another market of the same name. `key(name, replaces)` makes a key and gives its public line.
 */
export function signedSites(name) {
	const root = join(FOLDER, name);
	rmSync(root, { recursive: true, force: true });
	mkdirSync(join(root, "keys"), { recursive: true });
	const run = (...words) =>
		execFileSync(programPath(), words, { stdio: "pipe" });
	/** The source of a seed: with another one nearly every file is another. */
	const sourceOf = (seed) => {
		const source = join(root, `source-${seed}`);
		const size = ["--stalls", "300", "--products", "2000"];
		if (!existsSync(source))
			run("sample", source, ...size, "--seed", `${seed}`);
		return source;
	};
	const published = (name) => join(root, "published", name);
	const keyPath = (name) => join(root, "keys", name);
	const site = join(root, "site");
	mkdirSync(site, { recursive: true });
	for (const own of readdirSync(DIST)) {
		if (own !== "data")
			cpSync(join(DIST, own), join(site, own), { recursive: true });
	}
	const data = join(site, "data");
	return {
		root: site,
		key(name, replaces) {
			const options = replaces ? ["--replaces", keyPath(replaces)] : [];
			run("keygen", keyPath(name), ...options);
			const lines = readFileSync(`${keyPath(name)}.pub`, "utf8").split("\n");
			return lines[1].trim();
		},
		publish(name, change, key, seed = 1) {
			const source = sourceOf(seed);
			const path = join(source, "market.json");
			const market = JSON.parse(readFileSync(path, "utf8"));
			change(market);
			writeFileSync(path, JSON.stringify(market));
			const sign = key ? ["--sign", keyPath(key)] : [];
			run("build", source, published(name), ...sign);
		},
		/** Puts a publication on the host, and then does what `tamper(host)` does. */
		show(name, tamper = () => {}) {
			// At once, as a host does: a page may ask at any moment.
			const next = `${site}-next`;
			const before = `${site}-before`;
			cpSync(published(name), next, { recursive: true });
			tamper(new Host(next, published));
			if (existsSync(data)) renameSync(data, before);
			renameSync(next, data);
			rmSync(before, { recursive: true, force: true });
		},
		/** Takes the host's publication away. */
		hide() {
			rmSync(data, { recursive: true, force: true });
		},
		/** What a publication's entry says. */
		entry: (name) =>
			JSON.parse(readFileSync(join(published(name), "publication.json"))),
	};
}

/** The host's folder, in the hands of somebody else. */
class Host {
	#data;
	#published;

	constructor(data, published) {
		this.#data = data;
		this.#published = published;
	}

	/** Path of a file on the host by its name without the digits. */
	path(name) {
		const [stem, ending] = [
			name.slice(0, name.lastIndexOf(".")),
			name.split(".").at(-1),
		];
		const folder = join(this.#data, stem.includes("/") ? join(stem, "..") : "");
		const start = `${stem.split("/").at(-1)}.`;
		const found = readdirSync(folder).find(
			(own) => own.startsWith(start) && own.endsWith(`.${ending}`),
		);
		return join(folder, found ?? name);
	}

	/** Takes a file from another publication. */
	from(other, name) {
		const path = join(this.#published(other), name);
		cpSync(path, join(this.#data, name));
	}

	/** Changes the text of a file. */
	text(name, change) {
		const path = existsSync(join(this.#data, name))
			? join(this.#data, name)
			: this.path(name);
		writeFileSync(path, change(readFileSync(path, "utf8")));
	}

	/** Takes a file away. */
	lose(name) {
		const path = join(this.#data, name);
		rmSync(existsSync(path) ? path : this.path(name));
	}
}
