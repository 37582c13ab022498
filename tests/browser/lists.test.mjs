// The same market as text: the stalls of a level, the categories and where they are, the search.

import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes, sees } from "./expect.mjs";
import { LANDSCAPE, useSite } from "./harness.mjs";
import { mapOf, settled } from "./map.mjs";
import { openMarket } from "./market.mjs";
import { literally, wordsOf } from "./words.mjs";

const site = useSite();
const market = openMarket();
const level = "a1";
const { categories } = market;
const zh = wordsOf("zh");

/** The rows on screen: `{ id, marked, text }`. */
function rowsOn(visit) {
	return visit.kiosk.locator(".stall-row").evaluateAll((rows) =>
		rows.map((row) => ({
			id: row.dataset.stall,
			marked: row.dataset.marked !== undefined,
			text: row.textContent,
		})),
	);
}

/** The rows of all pages, from the first on. */
async function allRows(visit) {
	const next = visit.key(zh.say("next_page"));
	const rows = await rowsOn(visit);
	while ((await next.count()) > 0 && (await next.isEnabled())) {
		const last = rows.at(-1).id;
		await next.tap();
		await sees(visit.kiosk.locator(".stall-row"), /\S/);
		const page = await rowsOn(visit);
		assert.notEqual(page.at(-1).id, last, "another page");
		rows.push(...page);
	}
	return rows;
}

/** The map says how many stalls are lit. */
function lights(visit, count) {
	return becomes(
		async () => (await mapOf(visit)).litCount,
		count,
		"number of lit stalls",
	);
}

test("the list is the level: every stall, with the red marks where the data says", async (t) => {
	const visit = await site.visit(t, "/");
	const expected = market.stalls(level);
	await visit.key(zh.say("stalls")).tap();
	const count = visit.kiosk.locator(".list-count");
	await sees(count, literally(zh.count("count_stalls", expected.length)));
	await lights(visit, 0);
	const rows = await allRows(visit);
	assert.deepEqual(
		rows.map(({ id, marked }) => [id, marked]),
		expected.map(({ id, marked }) => [id, marked]),
	);
	for (const [index, { text }] of rows.entries()) {
		const stall = expected[index];
		const words =
			stall.categories.length > 0 ? stall.name : zh.say("stall_vacant");
		assert.ok(
			text.includes(stall.printed) && text.includes(words),
			`${text} names ${stall.printed} and ${words}`,
		);
		const spoken = [zh.say("party_member"), zh.say("demonstration_post")];
		assert.equal(
			spoken.some((mark) => text.includes(mark)),
			stall.marked,
			`the mark of ${stall.id} in words`,
		);
	}
});

test("only the Party-member stalls: exactly those, on list and map", async (t) => {
	const visit = await site.visit(t, "/");
	await visit.key(zh.say("stalls")).tap();
	await visit.kiosk.locator(".filter-key").tap();
	const marked = market.stalls(level).filter((stall) => stall.marked);
	assert.equal(marked.length, market.venue.levels[level].marked);
	const count = visit.kiosk.locator(".list-count");
	await sees(count, literally(zh.count("count_stalls", marked.length)));
	await lights(visit, marked.length);
	const rows = await allRows(visit);
	assert.deepEqual(
		rows.map((row) => row.id),
		marked.map((stall) => stall.id),
	);
	await settled(visit);
	await visit.screen("kiosk-zh-marked");
	await visit.kiosk.locator(".filter-key").tap();
	const all = market.venue.levels[level].stalls;
	await sees(count, literally(zh.count("count_stalls", all)));
	await lights(visit, 0);
});

test("help in difficulty is one tap away", async (t) => {
	const visit = await site.visit(t, "/", { viewport: LANDSCAPE });
	await visit.kiosk.locator(".help-card").tap();
	const { marked } = market.venue.levels[level];
	await sees(
		visit.kiosk.locator(".list-count"),
		literally(zh.count("count_stalls", marked)),
	);
	await lights(visit, marked);
});

test("a category lights up exactly the stalls of the data and counts every other level", async (t) => {
	const visit = await site.visit(t, "/");
	const top = categories.id.indexOf("toys");
	await visit.kiosk.locator('.category-key[data-category="toys"]').tap();
	await checkCategory(visit, top);
	await settled(visit);
	await checkColours(visit, top);
	await visit.screen("kiosk-zh-category");

	// Down the tree to its end.
	let own = top;
	for (;;) {
		const below = categories.parent.flatMap((parent, index) =>
			parent === own ? [index] : [],
		);
		const keys = visit.kiosk.locator(".category .rows .row-key");
		await becomes(() => keys.count(), below.length);
		if (below.length === 0) break;
		own = below[0];
		await visit.kiosk
			.locator(`.category .row-key[data-category="${categories.id[own]}"]`)
			.tap();
		await checkCategory(visit, own);
	}
	assert.notEqual(own, top);
	await visit.screen("kiosk-zh-category-deep");

	// The same stalls as text, on this level and on another one.
	await visit.kiosk.locator(".where-here").tap();
	await checkLitList(visit, level, own);
	await visit.key(zh.say("back")).tap();
	const [elsewhere] = market.countsOf(own).find(([id]) => id !== level);
	await visit.kiosk.locator(`.where-key[data-level="${elsewhere}"]`).tap();
	const name = market.levelRow(elsewhere).name.zh;
	await sees(visit.kiosk.locator(".level-title"), literally(name));
	await lights(visit, market.stallsOf(elsewhere, own).length);
	await visit.kiosk.locator(".where-here").tap();
	await checkLitList(visit, elsewhere, own);
});

/** The category's view and the level keys say what the level files say. */
async function checkCategory(visit, category) {
	const section = visit.kiosk.locator(".category");
	await sees(section.locator("h2"), market.categoryName(category));
	const counts = market.countsOf(category);
	const here = new Map(counts).get(level) ?? 0;
	const words =
		here > 0 ? zh.count("count_lit", here) : zh.say("not_on_this_level");
	await sees(section.locator(".where-here"), literally(words));
	await lights(visit, here);
	const others = counts.filter(([id]) => id !== level);
	await becomes(
		() =>
			section
				.locator(".where-key")
				.evaluateAll((keys) =>
					keys.map((key) => [
						key.dataset.level,
						key.querySelector(".where-count").textContent,
					]),
				),
		others.map(([id, count]) => [id, zh.number(count)]),
	);
	// The building keys carry the sum of their levels.
	const sums = market.venue.buildings.map((building) =>
		building.levels.reduce(
			(sum, own) => sum + (new Map(counts).get(own.id) ?? 0),
			0,
		),
	);
	await becomes(
		() =>
			visit.kiosk
				.locator(".building-key")
				.evaluateAll((keys) =>
					keys.map((key) =>
						Number(
							(
								key.querySelector(".key-count [aria-hidden]")?.textContent ??
								"0"
							).replaceAll(/\D/g, ""),
						),
					),
				),
		sums,
	);
}

/** The list of lit stalls holds exactly the stalls of a category. */
async function checkLitList(visit, level, category) {
	const expected = market.stallsOf(level, category).map((stall) => stall.id);
	await sees(
		visit.kiosk.locator(".list-count"),
		literally(zh.count("count_stalls", expected.length)),
	);
	const rows = await allRows(visit);
	assert.deepEqual(
		rows.map((row) => row.id),
		expected,
	);
}

/** On the map, the ground of exactly these stalls is lit. */
async function checkColours(visit, category) {
	const lit = new Set(market.stallsOf(level, category).map((row) => row.id));
	const map = await mapOf(visit);
	const pixels = await visit.pixels();
	const signs = market.signs(level);
	const wrong = [];
	let seen = 0;
	for (const stall of market.stalls(level)) {
		// A mark or a grade hides most of a small stall's ground.
		if (!stall.isBox || stall.marked || !map.isInView(stall)) continue;
		if (!map.isClearOf(signs, stall)) continue;
		const box = map.boxOf(stall);
		const share = pixels.count(map.lit, 8, box) / (box.width * box.height);
		seen += 1;
		if (share > 0.25 !== lit.has(stall.id))
			wrong.push(`${stall.id} lit ${lit.has(stall.id)}: ${share}`);
	}
	assert.deepEqual(wrong, []);
	assert.ok(seen > 1500, `${seen} stalls were looked at`);
}

test("a category that is not on this level leads to where it is", async (t) => {
	const visit = await site.visit(t, "/");
	const tops = categories.parent.flatMap((parent, i) =>
		parent < 0 ? [i] : [],
	);
	const elsewhere = tops.find(
		(top) => market.stallsOf(level, top).length === 0,
	);
	const id = categories.id[elsewhere];
	await visit.kiosk.locator(`.category-key[data-category="${id}"]`).tap();
	await checkCategory(visit, elsewhere);
	assert.ok(await visit.kiosk.locator(".where-here").isDisabled());
});

test("search finds a stall's number, a shop, a category and a service, on any level", async (t) => {
	const visit = await site.visit(t, "/");
	const { kiosk } = visit;
	const field = kiosk.getByRole("searchbox");
	await field.fill("f3-12045");
	const hit = kiosk.locator('.results .row-key[data-stall="f3-12045"]');
	await sees(hit, /F3-12045/);
	await settled(visit);
	await visit.screen("kiosk-zh-search");
	await hit.tap();
	await sees(kiosk.locator(".stall-number"), /F3-12045/);
	const f3 = market.levelRow("f3").name.zh;
	await sees(kiosk.locator(".level-title"), literally(f3));
	await visit.key(zh.say("back")).tap();
	await sees(hit, /F3-12045/);

	const shop = market.stalls("c3").find((stall) => stall.name);
	await field.fill(shop.name);
	await sees(
		kiosk.locator(`.results [data-stall="${shop.id}"]`),
		literally(shop.name),
	);
	await field.fill(market.categoryName(0));
	await sees(
		kiosk.locator(`.results [data-category="${categories.id[0]}"]`),
		literally(market.categoryName(0)),
	);
	await field.fill(zh.say("place_mediation_room"));
	await sees(
		kiosk.locator(".results .row-key"),
		literally(zh.say("place_mediation_room")),
	);
	await visit.key(zh.say("search_clear")).tap();
	await sees(
		kiosk.locator(".home h2"),
		literally(zh.say("categories_heading")),
	);
});

test("odd words in the search field are only words", async (t) => {
	const visit = await site.visit(t, "/");
	const field = visit.kiosk.getByRole("searchbox");
	for (const odd of [
		"\u202e\u0000\u0007",
		"<img src=x onerror=alert(1)>",
		"((((\\",
		"%00%ff",
		"\ud83d\ude00".repeat(60),
		"a".repeat(100),
	]) {
		await field.fill(odd);
		await sees(visit.kiosk.locator(".panel"), /\S/);
		await settled(visit);
	}
	const summary = zh.say("search_none", { query: "a".repeat(100) });
	await sees(visit.kiosk.locator(".results-summary"), literally(summary));
	assert.equal(await visit.kiosk.locator(".results img").count(), 0);
});

test("lists and keys work with the keyboard alone", async (t) => {
	const visit = await site.visit(t, "/");
	const { keyboard } = visit.page;
	await settled(visit);
	const category = visit.kiosk.locator('.category-key[data-category="toys"]');
	await category.focus();
	await keyboard.press("Enter");
	await sees(visit.kiosk.locator(".category h2"), market.categoryName(0));
	await visit.kiosk.locator(".where-here").focus();
	await keyboard.press("Space");
	const row = visit.kiosk.locator(".stall-row").first();
	const printed = await row.locator(".row-sign").textContent();
	await row.focus();
	await keyboard.press("Enter");
	await sees(visit.kiosk.locator(".stall-number"), literally(printed));
	// From where the person is, the next keys are within reach again: back is before them.
	await visit.key(zh.say("back")).focus();
	await keyboard.press("Enter");
	await sees(visit.kiosk.locator(".stall-row").first(), literally(printed));
	// Every key that can be pressed can be reached, in the order of the screen.
	const reached = new Set();
	await visit.kiosk.getByRole("searchbox").focus();
	for (let presses = 0; presses < 60; presses += 1) {
		await keyboard.press("Tab");
		reached.add(
			await visit.kiosk.evaluate(
				(own) => own.shadowRoot.activeElement?.className ?? "",
			),
		);
	}
	for (const name of ["key filter-key", "row-key stall-row", "dock-key"])
		assert.ok(reached.has(name), `${name} among ${[...reached].join(", ")}`);
});
