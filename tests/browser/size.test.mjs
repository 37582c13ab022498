// The budget of bytes in tests/size-budget.txt, held against what was built.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
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
	const own = built.filter((path) => path.endsWith(".js"));
	const ofMap = own.filter((path) => /\/map[-.]/.test(path));
	const ofSearch = own.filter((path) => /\/search-/.test(path));
	const below = (folder) =>
		built.filter((path) => new RegExp(`^${folder}/.+\\.(js|css)$`).test(path));
	const [ofGuard, ofStatus] = [below("kiosk"), below("status")];
	const ofPreview = below("preview");
	assert.ok(ofGuard.length >= 8 && ofStatus.length >= 10, "own scripts");
	// What keeps a kiosk alive comes when the first map stands.
	const ofKeeping = own.filter((path) =>
		/(^sw|\/(updates|offline|idle|crashes))\.js$/.test(path),
	);
	const ofBadge = own.filter((path) => path.endsWith("/badge.js"));
	const pages = own.filter(
		(path) =>
			!path.includes("/") && !/^stallmap-/.test(path) && path !== "sw.js",
	);
	const others = [
		GLUE,
		MAP_GLUE,
		SEARCH_GLUE,
		SEAL_GLUE,
		DRAFT_GLUE,
		VOICE,
		...ofMap,
		...ofSearch,
		...ofKeeping,
		...ofBadge,
		...ofGuard,
		...ofStatus,
		...ofPreview,
	];
	const loader = own.filter(
		(path) => !others.includes(path) && !pages.includes(path),
	);
	assert.ok(ofMap.length >= 4, `parts of the map: ${ofMap}`);
	const later = {};
	for (const path of built.filter((own) => PART.test(own))) {
		const name = `wasm-${path.replace(PART, "$1$2")}`;
		later[name] = [...(later[name] ?? []), path];
	}
	assert.deepEqual(
		built.filter((path) => path.endsWith(".wasm")).sort(),
		[
			WASM,
			MAP_WASM,
			SEARCH_WASM,
			SEAL_WASM,
			DRAFT_WASM,
			...Object.values(later).flat(),
		].sort(),
		"a module without a budget",
	);
	const parts = {
		wasm: [WASM],
		...later,
		"wasm-map": [MAP_WASM],
		glue: [GLUE],
		"glue-map": [MAP_GLUE],
		search: [SEARCH_WASM, SEARCH_GLUE, ...ofSearch],
		seal: [SEAL_WASM, SEAL_GLUE],
		preview: ["preview.html", DRAFT_WASM, DRAFT_GLUE, ...ofPreview],
		loader,
		keeping: ofKeeping,
		pages,
		css: built.filter((path) => /^(page|widgets.*)\.css$/.test(path)),
		guard: ofGuard,
		status: ["status.html", ...ofStatus],
		voice: [VOICE],
		map: [
			MAP_WASM,
			MAP_GLUE,
			...ofMap,
			...loader.filter((path) => !path.endsWith("/finder.js")),
			"widgets/map.css",
		],
	};
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
