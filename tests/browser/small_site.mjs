// The built page with a small market of its own, for tests that damage files: a folder below
// target/tmp, made anew by every run.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
	cpSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { sees } from "./expect.mjs";
import { DIST, programPath, ROOT } from "./harness.mjs";
import { settled } from "./map.mjs";
import { openMarket } from "./market.mjs";
import { literally, wordsOf } from "./words.mjs";

const zh = wordsOf("zh");

const FOLDER = join(ROOT, "target", "tmp", "browser");
const PAGES = join(ROOT, "tests", "browser", "pages");

/**
 * A folder of sites, one for each test: `{ root, site(name) }`. The server takes `root`;
 * a site lies at `/NAME/`.
 */
export function smallSites(name) {
	const root = join(FOLDER, name);
	rmSync(root, { recursive: true, force: true });
	const whole = join(root, "whole");
	mkdirSync(whole, { recursive: true });
	const program = programPath();
	const source = join(root, "source");
	const size = ["--stalls", "300", "--products", "2000"];
	execFileSync(program, ["sample", source, ...size], { stdio: "pipe" });
	execFileSync(program, ["build", source, join(whole, "data")], {
		stdio: "pipe",
	});
	rmSync(source, { recursive: true });
	for (const own of readdirSync(DIST)) {
		if (own !== "data")
			cpSync(join(DIST, own), join(whole, own), { recursive: true });
	}
	cpSync(PAGES, whole, { recursive: true });
	// The harness wants a page at the door.
	writeFileSync(
		join(root, "index.html"),
		"<!doctype html><title>Sites</title>",
	);
	return {
		root,
		/** A fresh copy of the whole site. */
		site(name) {
			const folder = join(root, name);
			rmSync(folder, { recursive: true, force: true });
			cpSync(whole, folder, { recursive: true });
			return new SmallSite(folder, whole);
		},
	};
}

class SmallSite {
	#whole;

	constructor(folder, whole) {
		this.#whole = whole;
		this.folder = folder;
		/** What the publication said before it was damaged. */
		this.market = openMarket(folder);
	}

	/** Takes a file of the site away. */
	remove(path) {
		rmSync(join(this.folder, path));
	}

	/** Brings a file back as it was. */
	restore(path) {
		cpSync(join(this.#whole, path), join(this.folder, path));
	}

	/** Takes a file of the publication away, by its name without the digits. */
	lose(name) {
		// Read while it is there: the test compares with what was published.
		this.market.published(name);
		this.remove(join("data", this.market.pathOf(name)));
	}

	/** A file that was never published, by its name without the digits. */
	withdraw(name) {
		const path = this.market.pathOf(name);
		this.remove(join("data", path));
		const entryPath = join(this.folder, "data", "publication.json");
		const entry = JSON.parse(readFileSync(entryPath, "utf8"));
		entry.files = entry.files.filter((row) => row.path !== path);
		writeFileSync(entryPath, JSON.stringify(entry));
	}

	/** Changes what a file of the publication says. */
	change(name, change) {
		const record = structuredClone(this.market.published(name));
		change(record);
		this.replace(this.market.pathOf(name), JSON.stringify(record));
	}

	/** Puts a text in the place of a file, by its name without the digits. */
	write(name, text) {
		this.market.published(name);
		this.replace(this.market.pathOf(name), text);
	}

	/** Puts a text in the place of publication.json. */
	replaceEntry(text) {
		writeFileSync(join(this.folder, "data", "publication.json"), text);
	}

	/**
	 * Puts a text in the place of a published path. Size and hash are made to fit: the
	 * operator published this very text.
	 */
	replace(path, text) {
		writeFileSync(join(this.folder, "data", path), text);
		const note = (row) => {
			row.size = Buffer.byteLength(text);
			row.sha256 = createHash("sha256").update(text).digest("hex");
		};
		const entryPath = join(this.folder, "data", "publication.json");
		const entry = JSON.parse(readFileSync(entryPath, "utf8"));
		const row = entry.files.find((own) => own.path === path);
		if (row) {
			note(row);
			writeFileSync(entryPath, JSON.stringify(entry));
			return;
		}
		// A shard: its row is in the level's table.
		const [, level] = path.split("/");
		this.change(`stalls/${level}.json`, (table) =>
			note(table.files.find((own) => own.path === path)),
		);
	}
}

/**
 * A visit to a copy of the site that `damage(site)` has changed: `{ visit, site, market }`.
 * Options: as a visit's, and `query`.
 */
export async function visitDamaged(
	{ t, sites, server },
	name,
	damage,
	{ query = "", ...options } = {},
) {
	const site = sites.site(name);
	damage(site);
	const visit = await server.visit(t, `/${name}/${query}`, options);
	return { visit, site, market: site.market };
}

/** The level is on the screen, with all its stalls in the list, which stays open. */
export async function checkLevel(visit, market, level) {
	const name = market.levelRow(level).name.zh;
	await sees(visit.kiosk.locator(".level-title h2"), literally(name));
	await settled(visit);
	await visit.key(zh.say("stalls")).tap();
	const { stalls } = market.venue.levels[level];
	await sees(
		visit.kiosk.locator(".list-count"),
		literally(zh.count("count_stalls", stalls)),
	);
}

/** The kiosk says calmly that something is missing. */
export function notice(visit, key) {
	return sees(visit.kiosk.locator(".notice"), literally(zh.say(key)));
}
