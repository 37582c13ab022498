// The credit index as an element of its own: what it asks for, what it says, and that a page keeps
// its own words when there is no index.

import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes, sees, seesNo } from "./expect.mjs";
import { LANDSCAPE, useSite } from "./harness.mjs";
import { smallSites } from "./small_site.mjs";
import { literally, wordsOf } from "./words.mjs";

const sites = smallSites("index-alone");
const server = useSite(sites.root);
const en = wordsOf("en");
const zh = wordsOf("zh");

/** A visit to the page with the index alone: `{ visit, index, market }`. */
async function visitIndex(t, name, damage = () => {}, options = {}) {
	const site = sites.site(name);
	damage(site);
	const visit = await server.visit(t, `/${name}/credit.html`, {
		viewport: LANDSCAPE,
		...options,
	});
	return {
		visit,
		site,
		market: site.market,
		index: visit.page.locator("market-index"),
	};
}

const decimals = (hundredths) =>
	new Intl.NumberFormat("en", { minimumFractionDigits: 2 }).format(
		hundredths / 100,
	);

test("value, light, chart and issuer, in the page's own place", async (t) => {
	const { visit, index, market } = await visitIndex(t, "whole-index");
	const published = market.published("index.json");
	const today = new Date().toISOString().slice(0, 10);
	const now = published.series.filter((own) => own.date <= today).at(-1);
	await sees(
		index.locator(".index-value"),
		literally(decimals(now.value_hundredths)),
	);
	const light = published.lights.find(
		(own) =>
			now.value_hundredths >= (own.from_hundredths ?? Number.NEGATIVE_INFINITY),
	);
	await sees(index.locator("[aria-current]"), literally(light.name.en));
	await sees(
		index.locator(".vouched"),
		literally(en.say("issued_by", { issuer: published.issuer.en })),
	);
	await visit.screen("index-alone");
	// As high as what it says, and its neighbours stay where they are.
	const box = await index.boundingBox();
	const panel = await index.locator(".index-panel").boundingBox();
	assert.ok(
		box.height > 300 && Math.abs(box.height - panel.height) < 2,
		`${box.height}`,
	);
	await sees(visit.page.locator("h1"), /A page of the market/);
	await becomes(() => visit.page.locator("#own").isVisible(), false);
});

test("it asks for the market and the index, and for no map", async (t) => {
	const { visit, index } = await visitIndex(t, "asks");
	await sees(index.locator(".index-value"), /\d/);
	const data = visit.asked
		.map((url) => new URL(url).pathname)
		.filter((path) => path.includes("/data/"))
		.map((path) =>
			path.replace(/.*\/data\//, "").replace(/\.[0-9a-f]{8}\./, "."),
		);
	assert.deepEqual(data.sort(), [
		"index.json",
		"market.json",
		"publication.json",
	]);
	assert.ok(!visit.asked.some((url) => /stallmap-(map|search)/.test(url)));
});

test("its language follows the attribute", async (t) => {
	const { index } = await visitIndex(t, "language");
	await sees(index.locator("button"), literally(en.say("index_table")));
	await index.evaluate((own) => {
		own.lang = "zh";
	});
	await sees(index.locator("button"), literally(zh.say("index_table")));
});

test("its theme follows the attribute, and the system where it says so", async (t) => {
	const { visit, index } = await visitIndex(t, "theme");
	await sees(index.locator(".index-value"), /\d/);
	const colors = () =>
		index.locator(".index-panel").evaluate((own) => {
			const { backgroundColor, color } = getComputedStyle(own);
			return [backgroundColor, color];
		});
	const light = ["rgb(255, 253, 249)", "rgb(29, 41, 50)"];
	const dark = ["rgb(32, 37, 44)", "rgb(240, 237, 230)"];
	assert.deepEqual(await colors(), light);
	const theme = (name) =>
		index.evaluate((own, value) => {
			own.theme = value;
		}, name);
	await theme("dark");
	assert.deepEqual(await colors(), dark);
	await visit.screen("index-alone-dark");
	await theme("contrast");
	assert.deepEqual(await colors(), ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]);
	await theme("auto");
	assert.deepEqual(await colors(), light);
	await visit.page.emulateMedia({ colorScheme: "dark" });
	assert.deepEqual(await colors(), dark);
	// What is dressed anew is not begun anew.
	assert.equal(
		visit.asked.filter((url) => /\/index\.[0-9a-f]+\.json/.test(url)).length,
		1,
	);
});

test("without an index the page's own words stay", async (t) => {
	const { visit, index } = await visitIndex(
		t,
		"none",
		(site) => site.withdraw("index.json"),
		{ ready: false },
	);
	await sees(index.locator(".index-alone"), /^/);
	await becomes(() => visit.page.locator("#own").isVisible(), true);
	await seesNo(index.locator(".index-panel, .notice, .hint, button"));
});

test("an index that does not come can be tried again", async (t) => {
	const { visit, site, index } = await visitIndex(
		t,
		"lost",
		(own) => own.lose("index.json"),
		{ faults: [/ 404/], ready: false },
	);
	await sees(index.locator(".not-there"), literally(en.say("failed_paper")));
	await becomes(() => visit.page.locator("#own").isVisible(), true);
	site.restore(`data/${site.market.pathOf("index.json")}`);
	await index.locator("button").tap();
	await sees(index.locator(".index-value"), /\d/);
});
