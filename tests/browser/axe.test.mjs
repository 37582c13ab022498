// What a machine can find of barriers for people who read by ear, by keyboard or with weak eyes:
// axe over every view of the kiosk. Nothing it finds is accepted.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { sees } from "./expect.mjs";
import { PORTRAIT, useSite } from "./harness.mjs";
import { settled } from "./map.mjs";
import { smallSites } from "./small_site.mjs";
import { wordsOf } from "./words.mjs";

const AXE = readFileSync(
	createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
	"utf8",
);
const RULES = [
	"wcag2a",
	"wcag2aa",
	"wcag21a",
	"wcag21aa",
	"wcag22aa",
	"best-practice",
];

const sites = smallSites("axe");
const server = useSite(sites.root);
const { market } = sites.site("market");
const zh = wordsOf("zh");

/** What axe finds on the page: `rule: element` each. */
async function barriers(visit) {
	await visit.page.evaluate(AXE);
	const { violations } = await visit.page.evaluate(
		(tags) =>
			window.axe.run(document, {
				runOnly: { type: "tag", values: tags },
				resultTypes: ["violations"],
			}),
		RULES,
	);
	return violations.flatMap(({ id, nodes }) =>
		nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
	);
}

const tap = (visit, locator) => visit.kiosk.locator(locator).first().tap();
const keyOf = (message) => (visit) =>
	visit.kiosk
		.locator("button")
		.filter({ hasText: zh.say(message) })
		.first()
		.tap();

const stall = market
	.stalls("a1")
	.find(
		(own) => market.record("a1", own.id).stall.grades?.length > 1 && own.name,
	);

/** Each view: its name, how a person gets there from the first screen, and what is then there. */
const VIEWS = [
	["first screen", () => {}, ".category-key"],
	["category", (visit) => tap(visit, ".category-key"), ".where"],
	[
		"results",
		(visit) => visit.kiosk.getByRole("searchbox").fill("花"),
		".results .row-key",
	],
	["keys", (visit) => visit.kiosk.getByRole("searchbox").tap(), ".keys"],
	["listing", (visit) => select(visit, stall.id), ".grade-card"],
	[
		"grade",
		async (visit) => {
			await select(visit, stall.id);
			await tap(visit, ".grade-more");
		},
		".own-grade",
	],
	["stalls", keyOf("stalls"), ".stall-row"],
	["services", keyOf("services"), ".services .row-key"],
	[
		"place",
		async (visit) => {
			await keyOf("services")(visit);
			await tap(visit, ".services .row-key");
		},
		".place-card",
	],
	["legend", keyOf("legend"), ".legend"],
	["Party member", (visit) => tap(visit, ".help-card"), ".found"],
	["dispute", keyOf("dispute_key"), ".found"],
	["needs", keyOf("needs_key"), ".need-key"],
	[
		"one need",
		async (visit) => {
			await keyOf("needs_key")(visit);
			await tap(visit, ".need-key");
		},
		".found",
	],
	["notices", keyOf("notices_key"), ".notices-page"],
	["index", keyOf("index_key"), ".index-panel"],
	[
		"index as a table",
		async (visit) => {
			await keyOf("index_key")(visit);
			await keyOf("index_table")(visit);
		},
		".index-table",
	],
	["honours", keyOf("honours_key"), ".honour-card"],
	["micro-grids", keyOf("grids_key"), ".grid-card"],
	["story", keyOf("generations_key"), ".generation"],
];

const select = (visit, id) =>
	visit.kiosk.evaluate((kiosk, own) => kiosk.select(own), id);

for (const [name, go, sign] of VIEWS) {
	test(`no barrier in the view: ${name}`, async (t) => {
		const visit = await server.visit(t, "/market/", { viewport: PORTRAIT });
		await settled(visit);
		await go(visit);
		await sees(visit.kiosk.locator(sign), /^/);
		await settled(visit);
		assert.deepEqual(await barriers(visit), []);
	});
}

test("no barrier in a page with the index alone", async (t) => {
	const visit = await server.visit(t, "/market/credit.html");
	await sees(visit.page.locator("market-index .index-value"), /\d/);
	assert.deepEqual(await barriers(visit), []);
});
