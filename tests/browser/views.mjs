// Every view of the kiosk, how a person gets there from the first screen, and what is then there:
// for tests that look at all of them.

import { sees } from "./expect.mjs";

const tap = (visit, locator) => visit.kiosk.locator(locator).first().tap();
const select = (visit, id) =>
	visit.kiosk.evaluate((kiosk, own) => kiosk.select(own), id);
const type = (visit, text) => visit.kiosk.getByRole("searchbox").fill(text);
const keyOf =
	(message) =>
	(visit, { say }) =>
		visit.kiosk
			.locator("button")
			.filter({ hasText: say(message) })
			.first()
			.tap();
/** One step after the other; what the next one needs is waited for. */
const steps =
	(...all) =>
	async (visit, words) => {
		for (const step of all) {
			if (typeof step === "string") await tap(visit, step);
			else await step(visit, words);
		}
	};

/**
 * `[{ name, go(visit, words), sign }]` for a market and the ids of two of its stalls, the first of
 * them graded. `words` are those of the language on the screen.
 */
export function viewsOf([stall, other]) {
	const all = {
		"first screen": [() => {}, ".category-key"],
		category: [steps(".category-key"), ".where"],
		"category without stalls here": [
			steps(".category-key >> nth=-1", ".category .row-key"),
			".where",
		],
		results: [(visit) => type(visit, "A1"), ".results .row-key"],
		choices: [
			steps(
				(visit) => type(visit, "A1"),
				".narrow-key",
				".choice-key[data-choice]",
			),
			".choice-group",
		],
		"nothing found": [(visit) => type(visit, "qqxxzzqq"), ".results > .hint"],
		keys: [steps((visit) => visit.kiosk.getByRole("searchbox").tap()), ".keys"],
		listing: [(visit) => select(visit, stall), ".grade-card"],
		grade: [
			steps((visit) => select(visit, stall), ".grade-more"),
			".own-grade",
		],
		way: [steps((visit) => select(visit, stall), ".way-key"), ".step-key"],
		"one step": [
			steps((visit) => select(visit, stall), ".way-key", ".step-next"),
			".step-key[aria-pressed=true]",
		],
		"an empty list": [
			steps(
				(visit) => select(visit, stall),
				".pick-key",
				".list-key",
				".stop-remove",
			),
			".way-card .hint",
		],
		"a list": [
			steps(
				(visit) => select(visit, stall),
				".pick-key",
				(visit) => select(visit, other),
				".pick-key",
				".list-key",
			),
			".step-key",
		],
		stalls: [steps(".dock-key >> nth=1"), ".stall-row"],
		services: [steps(".dock-key >> nth=2"), ".services .row-key"],
		place: [steps(".dock-key >> nth=2", ".services .row-key"), ".place-card"],
		legend: [keyOf("legend"), ".legend"],
		languages: [steps(".all-languages"), ".language-key"],
		"Party member": [steps(".help-card"), ".found"],
		dispute: [keyOf("dispute_key"), ".found"],
		needs: [keyOf("needs_key"), ".need-key"],
		"one need": [steps(keyOf("needs_key"), ".need-key"), ".found"],
		notices: [keyOf("notices_key"), ".notices-page"],
		index: [keyOf("index_key"), ".index-panel"],
		"index as a table": [
			steps(keyOf("index_key"), keyOf("index_table")),
			".index-table",
		],
		honours: [keyOf("honours_key"), ".honour-card"],
		"micro-grids": [keyOf("grids_key"), ".grid-card"],
		story: [keyOf("generations_key"), ".generation"],
	};
	return Object.entries(all).map(([name, [go, sign]]) => ({
		name,
		sign,
		async go(visit, words) {
			await sees(visit.kiosk.locator(".category-key"), /^/);
			await go(visit, words);
			await sees(visit.kiosk.locator(sign), /^/);
		},
	}));
}

/**
 * In the page: says the screen's texts in another language and waits until they stand still.
 * `waits` are the words for what is on its way. Self-contained: it is handed to `page.evaluate`.
 */
export async function speak({ tag, waits }) {
	const STILL_FRAMES = 5;
	const LATEST_MS = 20_000;
	const kiosk = document.querySelector("market-kiosk");
	kiosk.lang = tag;
	const frame = kiosk.shadowRoot.querySelector(".kiosk");
	const begun = performance.now();
	let [before, still] = ["", 0];
	while (still < STILL_FRAMES) {
		await new Promise(requestAnimationFrame);
		const text = frame.textContent;
		const isThere =
			frame.lang === tag && !waits.some((words) => text.includes(words));
		still = isThere && text === before ? still + 1 : 0;
		before = text;
		if (performance.now() - begun > LATEST_MS)
			throw new Error(`the screen does not come to rest in ${tag}: ${text}`);
	}
}
