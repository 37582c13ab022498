// The elements inside other people's frameworks: each hands over attributes, objects and events as
// its users write them, before the elements are defined and after, and keeps its own children.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { compile } from "svelte/compiler";
import { build } from "vite";
import { becomes, holds, sees } from "./expect.mjs";
import { LANDSCAPE, ROOT, useSite } from "./harness.mjs";
import { smallSites } from "./small_site.mjs";
import { literally } from "./words.mjs";

const sites = smallSites("frameworks");
const server = useSite(sites.root);
const { market, folder } = sites.site("market");

const SOURCES = join(ROOT, "tests", "browser", "frameworks");
const FRAMEWORKS = ["react", "vue", "svelte", "preact"];

before(async () => {
	await build({
		root: SOURCES,
		configFile: false,
		logLevel: "warn",
		define: {
			"process.env.NODE_ENV": '"production"',
			__VUE_OPTIONS_API__: "true",
			__VUE_PROD_DEVTOOLS__: "false",
			__VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
		},
		plugins: [
			{
				name: "svelte",
				transform(source, filename) {
					if (!filename.endsWith(".svelte")) return undefined;
					return compile(source, { filename, generate: "client" }).js;
				},
			},
		],
		build: {
			outDir: join(folder, "frameworks"),
			emptyOutDir: true,
			lib: {
				entry: Object.fromEntries(
					FRAMEWORKS.map((own) => [own, join(SOURCES, `${own}.mjs`)]),
				),
				formats: ["es"],
				fileName: (_, name) => `${name}.js`,
			},
		},
	});
	mkdirSync(folder, { recursive: true });
	writeFileSync(
		join(folder, "framework.html"),
		'<!doctype html><html lang="en"><meta charset="utf-8"><title>A page of somebody else</title><link rel="icon" href="data:,"><div id="place"></div>',
	);
});

const [stall, other] = market
	.stalls("a1", "en")
	.filter((row) => row.name && !row.name.includes(" · "));
const draft = {
	draft: 1,
	market: market.venue.market.id,
	listing: market.record("a1", other.id).listings[0].id,
	stall: other.id,
	base: { sequence: 1, sha256: "" },
	changes: [{ field: "name/en", old: other.name, new: "Wanted name" }],
};

for (const framework of FRAMEWORKS) {
	test(`in ${framework}`, async (t) => {
		const visit = await server.visit(t, "/market/framework.html", {
			viewport: LANDSCAPE,
			ready: false,
		});
		const { page } = visit;
		const listing = page.locator("market-listing");
		const first = { lang: "en", size: "120", stall: stall.id, words: "Soon" };
		await page.evaluate(
			async ([name, values]) => {
				window.heard = [];
				const { show } = await import(`./frameworks/${name}.js`);
				const place = document.querySelector("#place");
				window.change = show(place, values, (event) =>
					window.heard.push([event.type, event.detail.sequence]),
				);
			},
			[framework, first],
		);
		// Not defined yet: what the framework has written is there, to the letter.
		await sees(listing.locator("p"), /^Soon$/);
		assert.equal(await listing.evaluate((own) => own.shadowRoot), null);
		const markup = await listing.evaluate((own) => own.innerHTML);

		await page.evaluate(() => import("./widgets/stallmap.js"));
		await sees(listing.locator(".shop-name"), literally(stall.name));
		await holds(
			() => page.evaluate(() => window.heard),
			(heard) =>
				heard[0]?.[0] === "market-data" && Number.isInteger(heard[0][1]),
			"the event and its detail",
		);
		assert.equal(await listing.evaluate((own) => own.innerHTML), markup);
		assert.equal(await listing.evaluate((own) => own.textSize), "120");

		// Defined: values change, and one of them is an object.
		const change = (values) =>
			page.evaluate((own) => window.change(own), { ...first, ...values });
		await change({ stall: other.id, size: undefined });
		await sees(listing.locator(".shop-name"), literally(other.name));
		await becomes(() => listing.getAttribute("text-size"), null);
		await change({ stall: other.id, data: draft });
		await sees(listing.locator(".shop-name"), /^Wanted name$/);
		assert.equal(await listing.getAttribute("data"), null);
		assert.deepEqual(await listing.evaluate((own) => own.data), draft);
		await change({ stall: other.id, data: undefined, words: "Never mind" });
		await sees(listing.locator(".shop-name"), literally(other.name));
		await becomes(
			() => listing.evaluate((own) => own.textContent),
			"Never mind",
		);
	});
}
