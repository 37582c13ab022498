// Room for all words: in every view and language, on an upright machine, a lying one and a phone, at
// the usual size and at twice that, no text is cut off, lies over another one, or runs the wrong way.
// One page shows all of them: its element is as large as each screen in turn.

import assert from "node:assert/strict";
import { test } from "node:test";
import { sees } from "./expect.mjs";
import { LANDSCAPE, PHONE, PORTRAIT, useSite } from "./harness.mjs";
import { settled } from "./map.mjs";
import { openMarket } from "./market.mjs";
import { cutTexts, strayTexts, wrongTexts } from "./texts.mjs";
import { speak, viewsOf } from "./views.mjs";
import { LANGUAGES, wordsOf } from "./words.mjs";

const site = useSite();
const market = openMarket();
/** Wide enough for a lying machine, high enough for an upright one. */
const TABLE = { width: 1920, height: 1920 };
const MACHINES = { upright: PORTRAIT, lying: LANDSCAPE };
/** Sizes of the texts, in per cent. */
const SIZES = ["100", "200"];

/** A graded stall with a way of several steps, and one on another level. */
const graded = market
	.stalls("f3")
	.find(
		(own) => own.name && market.record("f3", own.id).stall.grades?.length > 1,
	);
const other = market.stalls("a1").find((own) => own.marked && own.name);
/** The language in which each view is opened. */
const FIRST = "zh";
const VIEWS = viewsOf([graded.id, other.id]);

const waitsOf = ({ say }) => [say("loading"), say("search_wait")];

/** Texts of the language before that would be wrong in this one. */
function staleIn(tag) {
	const own = new Set(Object.values(wordsOf(tag).all));
	const { language_name: _, ...before } = wordsOf(FIRST).all;
	const others = Object.values(before).filter((text) => !own.has(text));
	return tag === FIRST ? [] : others;
}

/** The page, its map out of sight: it has no words, and drawing it for each size takes long. */
async function begin(t, query, options) {
	const visit = await site.visit(t, `/?kiosk=a1-k1&${query}`, options);
	await settled(visit);
	await visit.page.evaluate(`
		window.speak = ${speak};
		window.cutTexts = ${cutTexts};
		window.strayTexts = ${strayTexts};
		window.wrongTexts = ${wrongTexts};
	`);
	await visit.page.evaluate(() => {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync("market-map { display: none !important }");
		document.adoptedStyleSheets.push(sheet);
	});
	return visit;
}

/** What is wrong with the present view in one language. */
function faults(visit, tag, screens, sizes = SIZES) {
	const waits = waitsOf(wordsOf(tag));
	const stale = staleIn(tag);
	return visit.page.evaluate(
		async ({ tag, waits, stale, screens, sizes }) => {
			await window.speak({ tag, waits });
			// What a search finds comes anew, and later.
			const latest = performance.now() + 5_000;
			const isComing = () => window.wrongTexts({ tag, stale }).length > 0;
			while (isComing() && performance.now() < latest)
				await new Promise(requestAnimationFrame);
			const kiosk = document.querySelector("market-kiosk");
			const found = [];
			for (const [screen, { width, height }] of Object.entries(screens)) {
				kiosk.style.inlineSize = `${width}px`;
				kiosk.style.blockSize = `${height}px`;
				for (const size of sizes) {
					kiosk.setAttribute("text-size", size);
					const own = window.cutTexts();
					found.push(...own.map((fault) => `${screen}, ${size} %: ${fault}`));
				}
				kiosk.removeAttribute("text-size");
			}
			found.push(
				...window.strayTexts().map((text) => `the wrong way: ${text}`),
			);
			found.push(...window.wrongTexts({ tag, stale }));
			return found.map((fault) => `${tag}, ${fault}`);
		},
		{ tag, waits, stale, screens, sizes },
	);
}

/** Looks at all views in all languages. */
async function look(visit, screens, sizes, views = VIEWS) {
	const words = wordsOf(FIRST);
	const found = [];
	for (const view of views) {
		await visit.kiosk.evaluate((own, tag) => {
			own.lang = tag;
		}, FIRST);
		await view.go(visit, words);
		for (const tag of LANGUAGES) {
			const own = await faults(visit, tag, screens, sizes);
			found.push(...own.map((fault) => `${view.name}, ${fault}`));
		}
		await visit.kiosk.evaluate((own) => own.reset());
	}
	return found;
}

test("on machines", async (t) => {
	const visit = await begin(t, "layout=kiosk&idle-seconds=0", {
		viewport: TABLE,
	});
	assert.deepEqual(await look(visit, MACHINES, SIZES), []);
});

test("on an upright machine with very large texts", async (t) => {
	const visit = await begin(t, "layout=kiosk&idle-seconds=0", {
		viewport: PORTRAIT,
	});
	const views = VIEWS.filter(({ name }) => name !== "keys");
	const screens = { upright: PORTRAIT };
	assert.deepEqual(await look(visit, screens, ["300"], views), []);
});

test("on a phone", async (t) => {
	const visit = await begin(t, "layout=web", { viewport: PHONE });
	// It brings keys of its own.
	const views = VIEWS.filter(({ name }) => name !== "keys");
	assert.deepEqual(await look(visit, { phone: PHONE }, SIZES, views), []);
});

test("on a machine that nobody stands before", async (t) => {
	const visit = await begin(t, "layout=kiosk&idle-seconds=60", {
		viewport: TABLE,
		prepare: (page) => page.clock.install(),
	});
	const { kiosk, page } = visit;
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
			const own = await faults(visit, tag, MACHINES);
			found.push(...own.map((fault) => `${sign}, ${fault}`));
			if (sign === ".idle-question") await kiosk.locator(".idle-stay").tap();
		}
	}
	assert.deepEqual(found, []);
});
