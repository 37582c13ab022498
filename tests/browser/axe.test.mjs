// What a machine can find of barriers for people who read by ear, by keyboard or with weak eyes:
// axe over every view of the kiosk, in every language and look. Nothing it finds is accepted.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { sees } from "./expect.mjs";
import { PORTRAIT, useSite } from "./harness.mjs";
import { settled } from "./map.mjs";
import { smallSites } from "./small_site.mjs";
import { LANGUAGES, wordsOf } from "./words.mjs";

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

/** What a look changes is what people with weak eyes see: these rules are about nothing else. */
const LOOK_RULES = ["color-contrast", "target-size", "meta-viewport"];

/**
 * Looks of the screen besides the usual one. `put` dresses the kiosk, `off` takes it back.
 * A further look is a further row.
 */
const LOOKS = [
	{
		name: "texts at 200 %",
		put: (kiosk) => kiosk.setAttribute("text-size", "200"),
		off: (kiosk) => kiosk.removeAttribute("text-size"),
	},
	{
		name: "contrast",
		put: (kiosk) => kiosk.setAttribute("theme", "contrast"),
		off: (kiosk) => kiosk.removeAttribute("theme"),
	},
];

/** What axe finds on the page: `rule: element` each. */
async function barriers(visit, choice = { type: "tag", values: RULES }) {
	if (!(await visit.page.evaluate(() => "axe" in window)))
		await visit.page.evaluate(AXE);
	const { violations } = await visit.page.evaluate(
		(runOnly) =>
			window.axe.run(document, { runOnly, resultTypes: ["violations"] }),
		choice,
	);
	return violations.flatMap(({ id, nodes }) =>
		nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
	);
}

const tap = (visit, locator) => visit.kiosk.locator(locator).first().tap();
const keyOf =
	(message) =>
	(visit, { say }) =>
		visit.kiosk
			.locator("button")
			.filter({ hasText: say(message) })
			.first()
			.tap();

const stall = market
	.stalls("a1")
	.find(
		(own) => market.record("a1", own.id).stall.grades?.length > 1 && own.name,
	);
const select = (visit, id) =>
	visit.kiosk.evaluate((kiosk, own) => kiosk.select(own), id);

/**
 * Each view: its name, how a person gets there from the first screen, and what is then there.
 * The last word: looked at in every language, since its words decide what it looks like.
 */
const VIEWS = [
	["first screen", () => {}, ".category-key", "all"],
	["category", (visit) => tap(visit, ".category-key"), ".where", "all"],
	[
		"results",
		(visit) => visit.kiosk.getByRole("searchbox").fill("A1"),
		".results .row-key",
		"all",
	],
	["keys", (visit) => visit.kiosk.getByRole("searchbox").tap(), ".keys"],
	["listing", (visit) => select(visit, stall.id), ".grade-card", "all"],
	[
		"grade",
		async (visit) => {
			await select(visit, stall.id);
			await tap(visit, ".grade-more");
		},
		".own-grade",
		"all",
	],
	[
		"way",
		async (visit) => {
			await select(visit, stall.id);
			await tap(visit, ".way-key");
		},
		".step-key",
		"all",
	],
	["stalls", keyOf("stalls"), ".stall-row"],
	["services", keyOf("services"), ".services .row-key"],
	[
		"place",
		async (visit, words) => {
			await keyOf("services")(visit, words);
			await tap(visit, ".services .row-key");
		},
		".place-card",
	],
	["legend", keyOf("legend"), ".legend", "all"],
	["languages", (visit) => tap(visit, ".all-languages"), ".language-key"],
	["Party member", (visit) => tap(visit, ".help-card"), ".found", "all"],
	["dispute", keyOf("dispute_key"), ".found"],
	["needs", keyOf("needs_key"), ".need-key"],
	[
		"one need",
		async (visit, words) => {
			await keyOf("needs_key")(visit, words);
			await tap(visit, ".need-key");
		},
		".found",
	],
	["notices", keyOf("notices_key"), ".notices-page", "all"],
	["index", keyOf("index_key"), ".index-panel"],
	[
		"index as a table",
		async (visit, words) => {
			await keyOf("index_key")(visit, words);
			await keyOf("index_table")(visit, words);
		},
		".index-table",
	],
	["honours", keyOf("honours_key"), ".honour-card"],
	["micro-grids", keyOf("grids_key"), ".grid-card"],
	["story", keyOf("generations_key"), ".generation"],
];

for (const tag of LANGUAGES) {
	test(`${tag}: no barrier in any view and look`, async (t) => {
		const words = wordsOf(tag);
		const visit = await server.visit(t, `/market/?lang=${tag}`, {
			viewport: PORTRAIT,
		});
		const { kiosk } = visit;
		const found = [];
		const note = (where, list) =>
			found.push(...list.map((own) => `${where}: ${own}`));
		for (const [name, go, sign, where] of VIEWS) {
			if (where !== "all" && tag !== "zh") continue;
			await sees(kiosk.locator(".category-key"), /^/);
			await go(visit, words);
			await sees(kiosk.locator(sign), /^/);
			await settled(visit);
			note(name, await barriers(visit));
			for (const look of LOOKS) {
				await kiosk.evaluate(look.put);
				await settled(visit);
				const rules = { type: "rule", values: LOOK_RULES };
				note(`${name}, ${look.name}`, await barriers(visit, rules));
				await kiosk.evaluate(look.off);
			}
			await kiosk.evaluate((own) => own.reset());
		}
		assert.deepEqual(found, []);
	});
}

test("no barrier in a page with the index alone", async (t) => {
	const visit = await server.visit(t, "/market/credit.html");
	await sees(visit.page.locator("market-index .index-value"), /\d/);
	assert.deepEqual(await barriers(visit), []);
});
