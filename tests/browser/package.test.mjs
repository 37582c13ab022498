// The npm package as its users have it: packed, installed, and served by a bare page, by Vite and by
// webpack. Nothing of it passes through a bundler but one small function.

import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import {
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { promisify } from "node:util";
import { sees } from "./expect.mjs";
import { DIST, LANDSCAPE, ROOT, useSite } from "./harness.mjs";
import { smallSites } from "./small_site.mjs";
import { literally } from "./words.mjs";

const run = promisify(execFile);
const sites = smallSites("package");
const server = useSite(sites.root);
const { market } = sites.site("market");
const stall = market.stalls("a1", "en").find((row) => row.name);

const BIN = join(ROOT, "tests", "node_modules", ".bin");
let installed;

before(() => {
	const built = join(ROOT, "target", "package");
	const script = join(ROOT, "tests", "tools", "package.mjs");
	execFileSync(process.execPath, [script, DIST, built], { stdio: "pipe" });
	installed = join(sites.root, "project");
	mkdirSync(installed, { recursive: true });
	writeFileSync(
		join(installed, "package.json"),
		JSON.stringify({ name: "project", private: true, type: "module" }),
	);
	const npm = (...words) =>
		execFileSync("npm", [...words, "--offline", "--no-audit", "--no-fund"], {
			cwd: installed,
			encoding: "utf8",
			stdio: ["ignore", "pipe", "pipe"],
		});
	npm("pack", built, "--pack-destination", installed);
	const [tarball] = readdirSync(installed).filter((own) =>
		own.endsWith(".tgz"),
	);
	npm("install", `./${tarball}`, "--ignore-scripts");
});

const BODY = `<market-search src="../market/data/" lang="en"></market-search>
<market-listing src="../market/data/" lang="en" stall="${stall.id}"></market-listing>`;
const page = (head) =>
	`<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,">${head}</head><body>${BODY}</body></html>`;

/** A folder of the served site with the package's files in it, as `stallmap-copy` lays them. */
async function folderOf(name) {
	const folder = join(sites.root, name);
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const copy = join(installed, "node_modules", "stallmap", "copy.mjs");
	await run(process.execPath, [copy, join(folder, "stallmap")]);
	return folder;
}

/** Looks at the built page: both elements work, and talk. */
async function works(t, name) {
	const visit = await server.visit(t, `/${name}/index.html`, {
		viewport: LANDSCAPE,
	});
	const listing = visit.page.locator("market-listing");
	await sees(listing.locator(".stall-number"), literally(stall.printed));
	const search = visit.page.locator("market-search");
	const next = market
		.stalls("a1", "en")
		.filter((row) => row.name && !row.name.includes(" · "))[1];
	await search.locator("input").fill(next.name);
	await search.locator(`[data-stall="${next.id}"]`).click();
	await sees(listing.locator(".stall-number"), literally(next.printed));
}

test("what is packed is what users need, and no more", () => {
	const folder = join(installed, "node_modules", "stallmap");
	const own = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
	for (const file of [...own.files, "README.md", "LICENSE-MIT"]) {
		assert.ok(readdirSync(folder).includes(file), `${file} is not packed`);
	}
	const site = readdirSync(join(folder, "site"), { recursive: true });
	for (const name of [
		"widgets/stallmap.js",
		"widgets/badge.json",
		"stallmap-map_bg.wasm",
	])
		assert.ok(site.includes(name), `${name} is not packed`);
	assert.deepEqual(
		site.filter((path) => /^data|kiosk\.js|demo/.test(path)),
		[],
	);
	const cargo = readFileSync(join(ROOT, "Cargo.toml"), "utf8");
	const [, version] = cargo.match(/^version = "(.*)"$/m);
	assert.equal(own.version, version, "the package has the program's version");
});

test("a bare page", async (t) => {
	const folder = await folderOf("bare");
	const head =
		'<script type="module" src="stallmap/widgets/stallmap.js"></script>';
	writeFileSync(join(folder, "index.html"), page(head));
	await works(t, "bare");
});

const ENTRY = 'import { define } from "stallmap";\ndefine("./stallmap/");\n';

test("a page built by Vite", async (t) => {
	const source = join(installed, "vite");
	mkdirSync(source, { recursive: true });
	writeFileSync(join(source, "main.js"), ENTRY);
	writeFileSync(
		join(source, "index.html"),
		page('<script type="module" src="./main.js"></script>'),
	);
	const folder = await folderOf("vite");
	await run(
		process.execPath,
		[
			join(BIN, "vite"),
			"build",
			".",
			"--base",
			"./",
			"--outDir",
			folder,
			"--emptyOutDir",
			"false",
			"--logLevel",
			"warn",
		],
		{ cwd: source },
	);
	await works(t, "vite");
});

test("a page built by webpack", async (t) => {
	const source = join(installed, "webpack");
	mkdirSync(source, { recursive: true });
	writeFileSync(join(source, "main.js"), ENTRY);
	const folder = await folderOf("webpack");
	const { default: webpack } = await import("webpack");
	const stats = await promisify(webpack)({
		mode: "production",
		context: source,
		entry: "./main.js",
		output: { path: folder, filename: "main.js" },
	});
	assert.deepEqual(stats.toJson().errors, []);
	writeFileSync(
		join(folder, "index.html"),
		page('<script type="module" src="./main.js"></script>'),
	);
	await works(t, "webpack");
});
