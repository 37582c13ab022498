// A person in front of the kiosk: what is on the screen is what the publication says.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LANDSCAPE, PORTRAIT, useSite } from "./harness.mjs";
import { categories, categoryName, home, isWithin, record, stalls, venue } from "./market.mjs";
import { mapOf, settled } from "./map.mjs";

const site = useSite();
const level = home.level;

function key(visit, name) {
	return visit.kiosk.getByRole("button", { name });
}

test("it opens on the level of its kiosk and says where one is", async (t) => {
	const visit = await site.visit(t, "/");
	const here = visit.kiosk.locator(".level-key[aria-pressed=true]");
	await assertText(here, /您在这里/);
	const own = venue.buildings.flatMap((b) => b.levels).find((row) => row.id === level);
	await assertText(visit.kiosk.locator(".level-title"), new RegExp(own.name.zh));
	await assertText(visit.kiosk.locator(".sample"), /示例/);
	await settled(visit);
	await visit.screen("kiosk-zh-portrait");
});

test("the list shows every stall of the level, and the red marks where the data says", async (t) => {
	const visit = await site.visit(t, "/");
	await key(visit, "商位").first().tap();
	const expected = stalls(level);
	await assertText(visit.kiosk.locator(".list-count"), new RegExp(number(expected.length)));
	const first = await visit.kiosk.locator(".stall-row").evaluateAll((rows) =>
		rows.map((row) => ({ id: row.dataset.stall, marked: "marked" in row.dataset, text: row.textContent })),
	);
	assert.equal(first.length, Math.min(40, expected.length));
	for (const [index, row] of first.entries()) {
		assert.equal(row.id, expected[index].id);
		assert.equal(row.marked, expected[index].marked, `mark of ${row.id}`);
		assert.ok(row.text.includes(expected[index].printed), `${row.text} names ${expected[index].printed}`);
	}
	await visit.kiosk.locator(".filter-key").tap();
	const marked = expected.filter((stall) => stall.marked);
	await assertText(visit.kiosk.locator(".list-count"), new RegExp(number(marked.length)));
	await settled(visit);
	assert.equal(Number(await (await mapOf(visit)).attribute("data-lit")), marked.length);
	await visit.screen("kiosk-zh-marked");
});

test("red marks stand on the map where the data says", async (t) => {
	const visit = await site.visit(t, "/");
	const all = stalls(level).filter((stall) => stall.isBox);
	const marked = all.find((stall) => stall.marked && stall.w >= 30 && stall.h >= 30);
	const plain = all.find((stall) => !stall.marked && stall.w >= 30 && stall.h >= 30);
	for (const stall of [marked, plain]) {
		await visit.page.goto(`${site.origin}/?stall=${stall.id}`);
		await settled(visit);
		const map = await mapOf(visit);
		const box = map.boxOf(stall);
		const red = (await visit.pixels(box)).count(map.red, 30);
		if (stall.marked) {
			assert.ok(red > 20, `${red} red pixels at the marked stall ${stall.id}`);
		} else {
			assert.equal(red, 0, `red pixels at ${stall.id}, which is not marked`);
		}
	}
});

test("a tap on the map opens the listing of that stall", async (t) => {
	const visit = await site.visit(t, "/");
	const map = await mapOf(visit);
	const inView = stalls(level).filter((stall) => stall.name && stall.isBox && map.isInView(stall));
	const stall = inView[Math.floor(inView.length / 2)];
	const { x, y } = map.centreOf(stall);
	await visit.page.touchscreen.tap(x, y);
	const card = visit.kiosk.locator(".stall-card");
	await assertText(card.locator(".stall-number"), new RegExp(stall.printed));
	const { listings } = record(level, stall.id);
	for (const listing of listings) {
		const shop = card.locator(`[data-listing="${listing.id}"]`);
		await assertText(shop, new RegExp(escape(listing.name.zh)));
		await assertText(shop, new RegExp(escape(listing.products[0].zh)));
	}
	await visit.screen("kiosk-zh-listing");
});

test("a category lights up exactly the stalls of the data and counts the other levels", async (t) => {
	const visit = await site.visit(t, "/");
	const here = stalls(level);
	const tops = categories.parent.flatMap((parent, index) => (parent < 0 ? [index] : []));
	const counted = (top) => here.filter((stall) => stall.categories.some((own) => isWithin(own, top))).length;
	const top = tops.reduce((best, own) => (counted(own) > counted(best) ? own : best));
	await visit.kiosk.locator(`.category-key[data-category="${categories.id[top]}"]`).tap();
	await assertText(visit.kiosk.locator(".where-here"), new RegExp(number(counted(top))));
	await settled(visit);
	assert.equal(Number(await (await mapOf(visit)).attribute("data-lit")), counted(top));
	const others = await visit.kiosk
		.locator(".where-key")
		.evaluateAll((keys) => keys.map((key) => [key.dataset.level, key.textContent]));
	const published = categories.counts[top];
	for (const [id, text] of others) {
		const place = categories.levels.indexOf(id);
		const at = published.findIndex((value, index) => index % 2 === 0 && value === place);
		assert.ok(text.replaceAll(",", "").includes(String(published[at + 1])), `${text} counts ${id}`);
	}
	assert.equal(others.length, published.length / 2 - 1);
	await visit.screen("kiosk-zh-category");
	// Down the tree, and to another level.
	await visit.kiosk.locator(".category .row-key").first().tap();
	await visit.kiosk.locator(".where-key, .where-here").first().waitFor();
});

test("search finds a stall by number on another level, a shop and a category", async (t) => {
	const visit = await site.visit(t, "/");
	const field = visit.kiosk.getByRole("searchbox");
	await field.fill("f3-12045");
	const hit = visit.kiosk.locator('.results .row-key[data-stall="f3-12045"]');
	await hit.waitFor();
	await visit.screen("kiosk-zh-search");
	await hit.tap();
	await assertText(visit.kiosk.locator(".stall-number"), /F3-12045/);
	await key(visit, "返回").tap();
	const shop = stalls(level).find((stall) => stall.name);
	await field.fill(shop.name);
	await visit.kiosk.locator(`.results .row-key[data-stall="${shop.id}"]`).waitFor();
	await field.fill(categoryName(0));
	await visit.kiosk.locator(`.results .row-key[data-category="${categories.id[0]}"]`).waitFor();
	for (const odd of ["\u202e\u0000", "<img src=x onerror=alert(1)>", "((((", "😀".repeat(60)]) {
		await field.fill(odd);
	}
	await assertText(visit.kiosk.locator(".panel"), /没有找到/);
});

test("the language changes at once, everywhere", async (t) => {
	const visit = await site.visit(t, "/");
	await key(visit, "English").tap();
	await assertText(visit.kiosk.locator(".home h2"), /What are you looking for/);
	await assertText(visit.kiosk.locator(".category-key").first(), new RegExp(categoryName(0, "en")));
	const first = stalls(level, "en").find((stall) => stall.name);
	await key(visit, "Stalls").last().tap();
	await assertText(visit.kiosk.locator(`[data-stall="${first.id}"]`), new RegExp(escape(first.name)));
	await settled(visit);
	await visit.screen("kiosk-en-list");
	const left = await visit.kiosk.evaluate((kiosk) => {
		const walker = document.createTreeWalker(kiosk.shadowRoot, NodeFilter.SHOW_TEXT);
		const found = [];
		while (walker.nextNode()) {
			const text = walker.currentNode.textContent.trim();
			if (/[\u4e00-\u9fff]/.test(text) && !walker.currentNode.parentElement.closest(".languages, svg, .stall-row")) {
				found.push(text);
			}
		}
		return found;
	});
	assert.deepEqual(left, [], "Chinese words left on the English screen");
});

test("a deep link survives a reload", async (t) => {
	const stall = stalls("f3").find((row) => row.name && row.marked);
	const visit = await site.visit(t, `/?stall=${stall.id}&lang=en`, { viewport: LANDSCAPE });
	for (let time = 0; time < 2; time += 1) {
		await assertText(visit.kiosk.locator(".stall-number"), new RegExp(stall.printed));
		await assertText(visit.kiosk.locator(".head-signs"), /Party-member stall/);
		await settled(visit);
		await visit.screen("kiosk-en-landscape-listing");
		await visit.page.reload();
	}
});

test("start over forgets the person", async (t) => {
	const visit = await site.visit(t, "/");
	const before = await visit.kiosk.locator(".level-title").textContent();
	await key(visit, "English").tap();
	await visit.kiosk.getByRole("searchbox").fill("toys");
	await visit.kiosk.locator(".building-key").nth(3).tap();
	await key(visit, "Start over").tap();
	await assertText(visit.kiosk.locator(".home h2"), /您想找什么商品/);
	assert.equal(await visit.kiosk.getByRole("searchbox").inputValue(), "");
	await visit.kiosk.locator(".level-title").filter({ hasText: before }).waitFor();
});

test("another building and level: one tap each, the services as text", async (t) => {
	const visit = await site.visit(t, "/", { viewport: LANDSCAPE });
	await visit.kiosk.locator(".building-key").nth(1).tap();
	const building = venue.buildings[1];
	await assertText(visit.kiosk.locator(".level-title"), new RegExp(building.name.zh));
	await visit.kiosk.locator(".level-key").nth(1).tap();
	await assertText(visit.kiosk.locator(".level-title"), new RegExp(building.levels[1].name.zh));
	await key(visit, "服务").last().tap();
	await visit.kiosk.locator(".services .row-key").first().tap();
	await visit.kiosk.locator(".place-card").waitFor();
	await settled(visit);
	await visit.screen("kiosk-zh-landscape-place");
	await key(visit, "图例").last().tap();
	await assertText(visit.kiosk.locator(".legend"), /党员经营户/);
	await visit.screen("kiosk-zh-landscape-legend");
});

// --- helpers ---------------------------------------------------------------------

async function assertText(locator, pattern) {
	await locator.filter({ hasText: pattern }).first().waitFor({ timeout: 15_000 }).catch(async () => {
		const text = await locator.first().textContent({ timeout: 500 }).catch(() => "nothing");
		assert.match(text ?? "", pattern);
	});
}

/** As `Intl` writes it, for a pattern. */
function number(value) {
	return value.toLocaleString("zh").replace(/[.,]/g, ".");
}

function escape(text) {
	return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
