// A person who looks for something: while typing, in any writing, narrowed down, and when a part
// of the search is missing.

import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes, sees, seesNo } from "./expect.mjs";
import { LANDSCAPE, useSite } from "./harness.mjs";
import { mapOf, settled } from "./map.mjs";
import { openMarket } from "./market.mjs";
import { literally, wordsOf } from "./words.mjs";

const site = useSite();
const market = openMarket();
const zh = wordsOf("zh");
const en = wordsOf("en");
const toys = market.categories.id.indexOf("toys");

const field = (visit) => visit.kiosk.getByRole("searchbox");
const category = (visit, id) =>
	visit.kiosk.locator(`.results [data-category="${id}"]`);

for (const typed of [
	"wanju",
	"wj",
	"玩具",
	"toy",
	"tyos",
	"игрушки",
	"ألعاب",
]) {
	test(`"${typed}" finds the toys`, async (t) => {
		const visit = await site.visit(t, "/");
		await field(visit).fill(typed);
		await sees(category(visit, "toys"), literally(market.categoryName(toys)));
	});
}

test("what is found lights up, on this level and with counts on the others", async (t) => {
	const visit = await site.visit(t, "/?lang=en", { viewport: LANDSCAPE });
	await field(visit).fill("plush toys");
	const keys = visit.kiosk.locator(".place-key");
	await sees(keys.first(), literally(market.levelRow("a1").name.en));
	await settled(visit);
	const lit = (await mapOf(visit)).litCount;
	assert.ok(lit > 50, `${lit} stalls are lit`);
	await sees(keys.first(), literally(en.count("count_stalls", lit)));
	// The rows are parted by level, the nearest first, with what the key says of it.
	const heading = visit.kiosk.locator(".results-level").first();
	await sees(heading, literally(market.levelRow("a1").name.en));
	await sees(heading, literally(en.count("count_stalls", lit)));
	await visit.screen("search-en-landscape");
	// The second level is one tap away, and lit there as the key says.
	const count = await keys.nth(1).locator("small").textContent();
	const level = await keys.nth(1).getAttribute("data-level");
	await keys.nth(1).tap();
	const title = visit.kiosk.locator(".level-title");
	await sees(title, literally(market.levelRow(level).name.en));
	await becomes(
		async () => en.count("count_stalls", (await mapOf(visit)).litCount),
		count,
	);
});

test("a row says why it is there, with the words that fit marked", async (t) => {
	const visit = await site.visit(t, "/");
	await field(visit).fill("毛绒");
	await sees(visit.kiosk.locator(".results mark").first(), /^毛绒$/);
	await settled(visit);
	await visit.screen("search-zh-portrait");
});

test("choices narrow it down, one after the other, and let go again", async (t) => {
	const visit = await site.visit(t, "/?lang=en");
	await field(visit).fill("toys");
	const summary = visit.kiosk.locator(".results-summary");
	const found = async () =>
		Number((await summary.textContent()).replaceAll(/\D/g, ""));
	await sees(summary, /\d/);
	await settled(visit);
	const all = await found();
	await visit.key(en.say("narrow_down")).tap();
	const marked = visit.kiosk.locator('[data-choice="marked"]');
	const promised = (await marked.locator("small").textContent()).replaceAll(
		/\D/g,
		"",
	);
	await marked.tap();
	await becomes(found, Number(promised));
	assert.ok((await found()) < all);
	await visit.screen("search-en-choices");
	await marked.tap();
	await becomes(found, all);
	// Starting over leaves nothing of it.
	await marked.tap();
	await becomes(found, Number(promised));
	await visit.key(en.say("start_over")).tap();
	await sees(visit.kiosk.locator(".home h2"), /\S/);
	await field(visit).fill("toys");
	await becomes(found, all);
});

test("what is half typed is offered whole, in the language of the screen", async (t) => {
	const visit = await site.visit(t, "/?lang=en");
	await field(visit).fill("wanj");
	const keys = visit.kiosk.locator(".completion-key");
	await sees(keys.first(), /\S/);
	await settled(visit);
	const name = market.categoryName(toys, "en");
	const key = keys.filter({ hasText: literally(name) }).first();
	await key.tap();
	await becomes(() => field(visit).inputValue(), name);
	await sees(category(visit, "toys"), literally(name));
});

test("choices cost nothing until they are opened", async (t) => {
	const visit = await site.visit(t, "/?lang=en&loading=lazy");
	const asked = () => visit.asked.filter((url) => /search\/facts/.test(url));
	await field(visit).fill("toys");
	await sees(
		visit.kiosk.locator('.results[aria-busy="false"] .rows').first(),
		/\S/,
	);
	assert.deepEqual(asked(), []);
	await visit.key(en.say("narrow_down")).tap();
	await sees(visit.kiosk.locator("[data-choice]").first(), /\d/);
	await becomes(async () => asked().length, 1);
});

test("a kiosk that has the whole index searches without its host", async (t) => {
	const visit = await site.visit(t, "/");
	const held = await visit.page.evaluate(async () => {
		const { finder } = await import("./widgets/finder.js");
		const { files } = await (await fetch("data/publication.json")).json();
		const core = files.find(({ path }) => path.startsWith("search/core."));
		const own = finder("data/", core.path);
		own.hold();
		for (;;) {
			const [loaded, all] = await own.held();
			if (loaded === all) return all;
			await new Promise((done) => setTimeout(done, 200));
		}
	});
	assert.ok(held > 20, `${held} files`);
	await visit.page.route(/data\/search\//, (route) => route.abort());
	for (const typed of ["игрушки", "f3-12045", "plush rabbit"]) {
		await field(visit).fill(typed);
		await sees(
			visit.kiosk.locator('.results[aria-busy="false"] .rows').first(),
			/\S/,
		);
		await seesNo(visit.kiosk.locator(".results .notice"));
	}
});

test("a part of the index is missing: the rest is found, and said to be a part", async (t) => {
	const visit = await site.visit(t, "/", {
		faults: [/^console: Failed to load resource.* 404 .*\/search\//],
	});
	await visit.page.route(/search\/[^/]*\.bin$/, async (route) => {
		const isFirst = /\/core\./.test(route.request().url());
		await (isFirst ? route.continue() : route.fulfill({ status: 404 }));
	});
	await field(visit).fill("f3-12045");
	await sees(
		visit.kiosk.locator(".results .notice"),
		literally(zh.say("search_incomplete")),
	);
});

test("a damaged part of the index is not believed", async (t) => {
	const visit = await site.visit(t, "/");
	await visit.page.route(/search\/[^/]*\.bin$/, async (route) => {
		const answer = await route.fetch();
		const body = await answer.body();
		if (!/\/core\./.test(route.request().url())) body[body.length >> 1] ^= 1;
		await route.fulfill({ response: answer, body });
	});
	await field(visit).fill("f3-12045");
	await sees(
		visit.kiosk.locator(".results .notice"),
		literally(zh.say("search_incomplete")),
	);
});

test("without workers the search runs in the page", async (t) => {
	const visit = await site.visit(t, "/");
	await visit.page.addInitScript(() => {
		delete window.Worker;
	});
	await visit.page.reload();
	await field(visit).fill("wanju");
	await sees(category(visit, "toys"), literally(market.categoryName(toys)));
});

test("an answer to somebody who has gone is nobody's", async (t) => {
	const visit = await site.visit(t, "/?lang=en", { viewport: LANDSCAPE });
	await field(visit).fill("toys");
	await sees(
		category(visit, "toys"),
		literally(market.categoryName(toys, "en")),
	);
	// The person goes at every moment between question and answer.
	const left = await visit.kiosk.evaluate(async (kiosk) => {
		const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
		const stage = kiosk
			.querySelector("market-map")
			.shadowRoot.querySelector(".market-map-stage");
		const left = [];
		for (let ms = 0; ms < 40; ms += 1) {
			kiosk.query = `toy${"s".repeat(ms % 2)}`;
			await pause(ms / 2);
			kiosk.reset();
			// What comes too late for a moment is cleared away; what stays is somebody's.
			await pause(120);
			const stays = () =>
				stage.hasAttribute("data-lit") ||
				kiosk.shadowRoot.querySelector(".results .row") !== null;
			for (let wait = 0; wait < 40 && stays(); wait += 1) await pause(50);
			if (stays()) left.push(ms);
		}
		return left;
	});
	assert.deepEqual(left, []);
});

test("odd words are only words, and in time", async (t) => {
	const visit = await site.visit(t, "/");
	for (const odd of [
		"' OR 1=1 --",
		"<script>alert(1)</script>",
		"\u202eabc\u202c",
		".*+?^$ {}()|[]\\",
		"\ud800",
		"🧸",
		"\u0000",
		"\u0001\u001b[31m\u007f",
		" ",
		"玩",
		"<img src=x onerror=alert(1)>",
		"玩具 toys ".repeat(1200),
		"a".repeat(10_000),
	]) {
		await field(visit).fill(odd);
		await sees(visit.kiosk.locator(".panel"), /\S/);
	}
	await field(visit).fill("toys");
	await sees(category(visit, "toys"), /\S/);
	await seesNo(visit.kiosk.locator(".results script, .results img"));
});
