// The budget of bytes in tests/size-budget.txt, held against what was built.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { bytes } from "./bytes.mjs";
import { becomes } from "./expect.mjs";
import { firstMap, total, weigh } from "./first_map.mjs";
import { DIST, ROOT, useSite } from "./harness.mjs";
import { openMarket } from "./market.mjs";

const WASM = "stallmap-web_bg.wasm";
/** What lies behind the first screen; what several parts share is in parts of its own. */
const PART = /^stallmap-web-(?:(chunk)_\d+|(\w+))\.wasm$/;
const GLUE = "stallmap-web.js";
const MAP_WASM = "stallmap-map_bg.wasm";
const MAP_GLUE = "stallmap-map.js";
const SEARCH_WASM = "stallmap-search_bg.wasm";
const SEARCH_GLUE = "stallmap-search.js";
const SEAL_WASM = "stallmap-seal_bg.wasm";
const SEAL_GLUE = "stallmap-seal.js";
const DRAFT_WASM = "stallmap-draft_bg.wasm";
const DRAFT_GLUE = "stallmap-draft.js";
const VOICE = "widgets/voice.js";
const TEXTS = "widgets/texts/";

const site = useSite();
const budget = readBudget(
	readFileSync(join(ROOT, "tests", "size-budget.txt"), "utf8"),
);

test("the parts of the page keep to their budget", (t) => {
	const built = readdirSync(DIST, { recursive: true }).filter(
		(path) => !path.startsWith("data"),
	);
	const scripts = built.filter((path) => path.endsWith(".js"));
	const below = (folder) =>
		built.filter((path) => new RegExp(`^${folder}/.+\\.(js|css)$`).test(path));
	const loader = importsOf("widgets/stallmap.js");
	const elements = importsOf("widgets/life.js").filter(
		(path) => !loader.includes(path),
	);
	const ofMap = scripts.filter((path) => /\/map[-.]/.test(path));
	const ofSearch = scripts.filter((path) => /\/search-/.test(path));
	const pages = scripts.filter(
		(path) =>
			!path.includes("/") && !/^stallmap-/.test(path) && path !== "sw.js",
	);
	const later = {};
	for (const path of built.filter((own) => PART.test(own))) {
		const name = `wasm-${path.replace(PART, "$1$2")}`;
		later[name] = [...(later[name] ?? []), path];
	}
	const parts = {
		wasm: [WASM],
		...later,
		"wasm-map": [MAP_WASM],
		glue: [GLUE],
		"glue-map": [MAP_GLUE],
		search: [SEARCH_WASM, SEARCH_GLUE, ...ofSearch],
		seal: [SEAL_WASM, SEAL_GLUE],
		preview: ["preview.html", DRAFT_WASM, DRAFT_GLUE, ...below("preview")],
		loader,
		elements,
		// What draws the map is counted below, with all that it needs.
		module: ["first-map", "module", "finder"].map(
			(name) => `widgets/${name}.js`,
		),
		badge: ["widgets/badge.js"],
		// What keeps a kiosk alive comes when the first map stands.
		keeping: scripts.filter((path) =>
			/(^sw|\/(updates|offline|idle|crashes|reload|following))\.js$/.test(path),
		),
		pages,
		css: built.filter((path) => /^(page|widgets.*)\.css$/.test(path)),
		guard: below("kiosk"),
		status: ["status.html", ...below("status")],
		voice: [VOICE],
		map: [
			MAP_WASM,
			MAP_GLUE,
			...ofMap,
			...loader,
			...elements,
			"widgets/map.css",
		],
	};
	const counted = new Set(Object.values(parts).flat());
	const own = built.filter((path) => /\.(js|wasm)$/.test(path));
	assert.deepEqual(
		own.filter((path) => !counted.has(path)),
		[],
		"without a budget",
	);
	const over = [];
	for (const [name, paths] of Object.entries(parts)) {
		let brotli = 0;
		for (const path of paths)
			brotli += bytes(readFileSync(join(DIST, path))).brotli;
		over.push(...compare(t, name, brotli));
	}
	const texts = built.filter((path) => path.startsWith(TEXTS));
	const ofOwners = built.filter((path) => path.startsWith("preview/texts/"));
	assert.ok(ofOwners.length >= 13, `texts of the owner's page: ${ofOwners}`);
	for (const path of ofOwners) {
		const { brotli } = bytes(readFileSync(join(DIST, path)));
		over.push(...compare(t, "texts-preview", brotli));
	}
	assert.ok(texts.length >= 13, `texts: ${texts}`);
	for (const path of texts) {
		const { brotli } = bytes(readFileSync(join(DIST, path)));
		over.push(...compare(t, "texts", brotli));
	}
	assert.deepEqual(over, []);
});

/** Scripts that one needs before it runs: itself and all that it imports. */
function importsOf(path, found = []) {
	if (found.includes(path)) return found;
	found.push(path);
	const script = readFileSync(join(DIST, path), "utf8");
	const FROM = /(?:^|[;}])\s*(?:import|export)[^("';]*["'](\.[^"']+)["']/gm;
	for (const [, other] of script.matchAll(FROM))
		importsOf(join(dirname(path), other), found);
	return found;
}

test("what elements need is asked for side by side", () => {
	const loader = readFileSync(
		join(ROOT, "public", "widgets", "element.js"),
		"utf8",
	);
	const [, list] = loader.match(/const REST = \[([^\]]*)\]/);
	const named = list.match(/[\w-]+/g).map((name) => `widgets/${name}.js`);
	const shared = importsOf("widgets/stallmap.js");
	const needed = importsOf("widgets/life.js").filter(
		(path) => path !== "widgets/life.js" && !shared.includes(path),
	);
	assert.deepEqual(named.sort(), needed.sort());
	// The kiosk's page has them announced before its first script runs.
	const page = readFileSync(join(DIST, "index.html"), "utf8");
	for (const path of [...shared, ...needed, "widgets/life.js"])
		assert.ok(page.includes(`href="${path}"`), `index.html lacks ${path}`);
});

test("the first map comes within its budget", async (t) => {
	const { files } = await firstMap(site);
	for (const file of files) t.diagnostic(`${file.path}: ${file.brotli} bytes`);
	const paths = files.map((file) => file.path);
	assert.ok(paths.includes(MAP_WASM), `no wasm among ${paths}`);
	assert.ok(
		paths.includes("data/publication.json"),
		`no publication among ${paths}`,
	);
	assert.deepEqual(compare(t, "first-map", total(files).brotli), []);
});

test("a page with fifty badges and nothing else comes within its budget", async (t) => {
	const market = openMarket();
	const [level] = market.venue.buildings[0].levels;
	const stalls = market
		.stalls(level.id)
		.filter((row) => row.marked)
		.slice(0, 50);
	assert.equal(stalls.length, 50);
	const badges = stalls.map(
		({ id }) => `<market-badge stall="${id}" loading="eager"></market-badge>`,
	);
	const html = `<!doctype html><title>Badges</title><link rel="icon" href="data:,"><script type="module" src="widgets/stallmap.js"></script>${badges.join(" ")}`;
	const visit = await site.visit(t, "/badges-alone.html", {
		ready: false,
		prepare: (page) =>
			page.route("**/badges-alone.html", (route) =>
				route.fulfill({ contentType: "text/html", body: html }),
			),
	});
	await becomes(
		() => visit.page.locator(".market-badge:has(.mark)").count(),
		50,
	);
	const files = await weigh(
		site,
		visit.asked.filter((url) => !/^data:|badges-alone/.test(url)),
	);
	for (const file of files) t.diagnostic(`${file.path}: ${file.brotli} bytes`);
	assert.deepEqual(compare(t, "badges", total(files).brotli), []);
});

/** Lines `name bytes`; `#` begins a remark. */
function readBudget(text) {
	const entries = new Map();
	for (const line of text.split("\n")) {
		const [name, limit] = line.replace(/#.*/, "").trim().split(/\s+/);
		if (name) entries.set(name, Number(limit));
	}
	return entries;
}

function compare(t, name, brotli) {
	const limit = budget.get(name);
	assert.ok(
		Number.isInteger(limit),
		`size-budget.txt has no number for ${name}`,
	);
	t.diagnostic(`${name}: ${brotli} of ${limit} bytes`);
	return brotli <= limit
		? []
		: [`${name}: ${brotli} bytes, ${brotli - limit} too many`];
}
