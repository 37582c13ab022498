// What a machine can find of barriers for people who read by ear, by keyboard or with weak eyes:
// axe over every view of the kiosk, in every language and look, and over two pages besides. Nothing it
// finds is accepted.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { sees } from "./expect.mjs";
import { PORTRAIT, useSite } from "./harness.mjs";
import { settled } from "./map.mjs";
import { smallSites } from "./small_site.mjs";
import { speak, viewsOf } from "./views.mjs";
import { LANGUAGES, wordsOf } from "./words.mjs";

const AXE = readFileSync(
	createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
	"utf8",
);
const RULES = {
	type: "tag",
	values: [
		"wcag2a",
		"wcag2aa",
		"wcag21a",
		"wcag21aa",
		"wcag22aa",
		"best-practice",
	],
};
/** What a look changes is what people with weak eyes see: these rules are about nothing else. */
const LOOK_RULES = {
	type: "rule",
	values: ["color-contrast", "target-size", "meta-viewport"],
};

const sites = smallSites("axe");
const server = useSite(sites.root);
const { market } = sites.site("market");

/** The language in which each view is opened. */
const FIRST = "zh";

/**
 * Looks of the screen besides the usual one; the function turns it on, or off again, in the page. A
 * further look is a further row. `languages` are those in which it is looked at.
 */
const LOOKS = [
	{
		name: "elder view",
		turn: `root.querySelector("[data-ease=large]").click()`,
		languages: LANGUAGES,
	},
	{
		name: "high contrast",
		turn: `root.querySelector("[data-ease=contrast]").click()`,
		languages: LANGUAGES,
	},
	{
		name: "the host's contrast theme",
		turn: `kiosk.toggleAttribute("theme") && kiosk.setAttribute("theme", "contrast")`,
		languages: [FIRST],
	},
	{
		name: "texts at 200 %",
		turn: `kiosk.toggleAttribute("text-size") && kiosk.setAttribute("text-size", "200")`,
		languages: [FIRST],
	},
];

const graded = market
	.stalls("a1")
	.find(
		(own) => market.record("a1", own.id).stall.grades?.length > 1 && own.name,
	);
const other = market
	.stalls("a1")
	.find((own) => own.name && own.id !== graded.id);
const VIEWS = viewsOf([graded.id, other.id]);

/** Brings axe and what it looks at into the page. */
async function prepare(visit) {
	await visit.page.evaluate(AXE);
	await visit.page.evaluate(`
		window.speak = ${speak};
		window.turns = {
			${LOOKS.map(({ name, turn }) => `${JSON.stringify(name)}: (kiosk, root) => { ${turn}; }`).join()}
		};
		window.barriers = async (runOnly) => {
			const { violations } = await axe.run(document, { runOnly, resultTypes: ["violations"] });
			return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) =>
				id + ": " + html + " " + failureSummary));
		};
	`);
}

/** What axe finds on the page: `rule: element` each. */
const barriers = (visit, rules = RULES) =>
	visit.page.evaluate((own) => window.barriers(own), rules);

/** What it finds in the present view in a language, in all looks of that. */
async function inLooks(visit, tag) {
	const { say } = wordsOf(tag);
	const looks = LOOKS.filter(({ languages }) => languages.includes(tag));
	return visit.page.evaluate(
		async ({ tag, waits, looks, rules, lookRules }) => {
			await window.speak({ tag, waits });
			const kiosk = document.querySelector("market-kiosk");
			const found = await window.barriers(rules);
			const all = found.map((own) => `${tag}: ${own}`);
			for (const look of looks) {
				const turn = () => window.turns[look](kiosk, kiosk.shadowRoot);
				turn();
				// The look is on the screen with the next frame.
				await new Promise(requestAnimationFrame);
				await new Promise(requestAnimationFrame);
				const found = await window.barriers(lookRules);
				all.push(...found.map((own) => `${tag}, ${look}: ${own}`));
				turn();
			}
			return all;
		},
		{
			tag,
			waits: [say("loading"), say("search_wait")],
			looks: looks.map(({ name }) => name),
			rules: RULES,
			lookRules: LOOK_RULES,
		},
	);
}

test("no barrier in any view, language and look", async (t) => {
	const visit = await server.visit(t, `/market/?idle-seconds=0`, {
		viewport: PORTRAIT,
	});
	const { kiosk } = visit;
	await prepare(visit);
	const found = [];
	for (const { name, go } of VIEWS) {
		await kiosk.evaluate((own, tag) => {
			own.lang = tag;
		}, FIRST);
		await go(visit, wordsOf(FIRST));
		await settled(visit);
		for (const tag of LANGUAGES) {
			const own = await inLooks(visit, tag);
			found.push(...own.map((barrier) => `${name}, ${barrier}`));
		}
		await kiosk.evaluate((own) => own.reset());
	}
	assert.deepEqual(found, []);
});

test("no barrier on a machine that nobody stands before", async (t) => {
	const visit = await server.visit(t, "/market/?idle-seconds=60", {
		viewport: PORTRAIT,
		prepare: (page) => page.clock.install(),
	});
	const { kiosk, page } = visit;
	await settled(visit);
	await prepare(visit);
	// Nobody is asked who was not there.
	await kiosk.locator(".dock-key").first().tap();
	const found = [];
	for (const [sign, secs] of [
		[".idle-question", 70],
		[".attract", 90],
	]) {
		for (const tag of LANGUAGES) {
			await page.clock.runFor(secs * 1000);
			await sees(kiosk.locator(sign), /^/);
			const own = await inLooks(visit, tag);
			found.push(...own.map((barrier) => `${sign}, ${barrier}`));
			if (sign === ".idle-question") await kiosk.locator(".idle-stay").tap();
		}
	}
	assert.deepEqual(found, []);
});

/** A frame is a part of a page, which has the headings. */
const FRAME_RULES = {
	...RULES,
	values: RULES.values.filter((own) => own !== "best-practice"),
};

/** Pages besides the kiosk's, what is on them when they are complete, and what they have to keep. */
const PAGES = [
	["credit.html", "market-index .index-value"],
	["status.html?lang=zh", "h1"],
	["status.html?lang=en", "h1"],
	["embed.html?view=kiosk&lang=en", "market-kiosk .dock", FRAME_RULES],
	["embed.html?view=map&lang=en", "market-map .market-map-key", FRAME_RULES],
	["embed.html?view=search&lang=en", "market-search input", FRAME_RULES],
	["demo.html", "market-search input"],
	// The same widgets in many dresses, with the same names.
	["theme.html", "market-search input", FRAME_RULES],
];

test("no barrier on any page besides the kiosk's", async (t) => {
	const found = [];
	for (const [path, sign, rules] of PAGES) {
		const visit = await server.visit(t, `/market/${path}`, {
			ready: false,
		});
		await sees(visit.page.locator(sign), /^/);
		await prepare(visit);
		const own = await barriers(visit, rules);
		found.push(...own.map((barrier) => `${path}, ${barrier}`));
	}
	assert.deepEqual(found, []);
});
