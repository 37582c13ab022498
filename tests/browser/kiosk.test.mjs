// A person in front of the kiosk: where it opens, what a link opens, in which language, and
// what is left of a person after starting over.

import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes, holds, sees, seesNo } from "./expect.mjs";
import { LANDSCAPE, PHONE, PORTRAIT, useSite } from "./harness.mjs";
import { mapOf, settled } from "./map.mjs";
import { openMarket } from "./market.mjs";
import { literally, wordsOf } from "./words.mjs";

const site = useSite();
const market = openMarket();
const home = market.kiosk("a1-k1");
const zh = wordsOf("zh");
const en = wordsOf("en");

/** Chinese words that a reader of English would meet; the sign of the marks is no word. */
function chineseLeft(visit) {
	return visit.kiosk.evaluate((kiosk) => {
		const isChinese = (text) =>
			/\p{Script=Han}/u.test(text.replaceAll("党", ""));
		const found = [];
		const map = kiosk.querySelector("market-map");
		for (const root of [kiosk.shadowRoot, map.shadowRoot]) {
			const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
			while (walker.nextNode()) {
				const text = walker.currentNode.textContent.trim();
				const where = walker.currentNode.parentElement;
				if (isChinese(text) && !where.closest(".languages")) found.push(text);
			}
			for (const element of root.querySelectorAll("*")) {
				for (const name of ["aria-label", "aria-description", "title"]) {
					const text = element.getAttribute(name) ?? "";
					if (isChinese(text)) found.push(`${name}: ${text}`);
				}
			}
		}
		return found;
	});
}

test("it opens on the level of its kiosk and says where one is", async (t) => {
	const visit = await site.visit(t, "/");
	const level = market.levelRow(home.level);
	await sees(visit.kiosk.locator(".level-title"), literally(level.name.zh));
	const { stalls, marked } = market.venue.levels[home.level];
	const counts = visit.kiosk.locator(".level-title p");
	await sees(counts, literally(zh.count("count_stalls", stalls)));
	await sees(counts, literally(zh.count("count_marked", marked)));
	const own = visit.kiosk.locator(".level-key[aria-pressed=true]");
	await becomes(() => own.count(), 1);
	await sees(own, literally(level.short_name));
	await sees(own.locator(".spoken"), literally(zh.say("you_are_here")));
	await sees(visit.kiosk.locator(".sample"), literally(zh.say("sample_data")));
	await settled(visit);
	await visit.screen("kiosk-zh-portrait");
});

test("another kiosk opens on its own level", async (t) => {
	const level = "f3";
	const { id } = market.venue.kiosks[level][0];
	const visit = await site.visit(t, `/?kiosk=${id}`);
	const name = market.levelRow(level).name.zh;
	await sees(visit.kiosk.locator(".level-title"), literally(name));
});

for (const [name, viewport] of Object.entries({ PORTRAIT, LANDSCAPE, PHONE })) {
	test(`nothing is cut off on a ${name.toLowerCase()} screen`, async (t) => {
		const visit = await site.visit(t, "/", { viewport });
		await settled(visit);
		const outside = await visit.kiosk.evaluate((kiosk) => {
			const root = kiosk.shadowRoot;
			const box = (element) => element.getBoundingClientRect();
			const screen = box(document.documentElement);
			const map = kiosk.querySelector("market-map").shadowRoot;
			const stage = box(map.querySelector(".market-map-stage"));
			const isIn = (own, frame) =>
				own.width >= 24 &&
				own.height >= 24 &&
				own.left >= frame.left - 1 &&
				own.right <= frame.right + 1 &&
				own.top >= frame.top - 1 &&
				own.bottom <= frame.bottom + 1;
			const isShown = (key) => {
				if (key.matches(".market-map-key")) return isIn(box(key), stage);
				// The keys of many levels may scroll sideways where the screen is narrow.
				const rail = key.closest(".building-keys, .level-keys");
				if (rail && rail.scrollWidth > rail.clientWidth)
					return isIn(box(rail), screen);
				return isIn(box(key), screen);
			};
			const keys = [
				...root.querySelectorAll(
					".tools button, .levels button, .dock button, input",
				),
				...map.querySelectorAll(".market-map-key:not([hidden])"),
			];
			return keys
				.filter((key) => !isShown(key))
				.map((key) => key.getAttribute("aria-label") ?? key.textContent);
		});
		await visit.screen(`kiosk-zh-${name.toLowerCase()}`);
		assert.deepEqual(outside, [], "keys outside of their frame or too small");
	});
}

test("the language changes at once, everywhere", async (t) => {
	const visit = await site.visit(t, "/");
	await visit.key(en.say("language_name")).tap();
	const title = visit.kiosk.locator(".home h2");
	await sees(title, literally(en.say("categories_heading")));
	const tops = market.categories.parent
		.flatMap((parent, index) => (parent < 0 ? [index] : []))
		.map((index) => market.categoryName(index, "en"));
	await becomes(
		() => visit.kiosk.locator(".category-name").allTextContents(),
		tops,
	);
	const level = market.levelRow(home.level).name.en;
	await sees(visit.kiosk.locator(".level-title"), literally(level));
	await becomes(() => chineseLeft(visit), [], "Chinese on the English screen");
	await becomes(() => visit.kiosk.locator(".kiosk").getAttribute("lang"), "en");
	// The names on map and list come in a file of their own.
	await visit.key(en.say("stalls")).tap();
	const first = market.stalls(home.level, "en").find((stall) => stall.name);
	const row = visit.kiosk.locator(`[data-stall="${first.id}"]`);
	await sees(row, literally(first.name));
	await settled(visit);
	await visit.screen("kiosk-en-list");
	for (const view of ["services", "legend"]) {
		await visit.key(en.say(view)).tap();
		await sees(visit.kiosk.locator(".panel h2"), /[a-z]/);
		await becomes(() => chineseLeft(visit), [], `Chinese in ${view}`);
	}
	await visit.key(zh.say("language_name")).tap();
	await sees(
		visit.kiosk.locator(".legend h2"),
		literally(zh.say("legend_heading")),
	);
});

test("an open listing changes its language, too", async (t) => {
	const stall = market.stalls(home.level).find((row) => {
		const { listings } = market.record(home.level, row.id);
		return row.marked && listings[0]?.name.en;
	});
	const [listing] = market.record(home.level, stall.id).listings;
	const visit = await site.visit(t, `/?stall=${stall.id}`);
	const card = visit.kiosk.locator(".stall-card");
	for (const language of ["zh", "en", "zh"]) {
		const { say } = wordsOf(language);
		await visit.key(say("language_name")).tap();
		await sees(card.locator(".shop-name"), literally(listing.name[language]));
		await becomes(
			() => card.locator(".products li").allTextContents(),
			listing.products.slice(0, 12).map((name) => name[language]),
		);
		await becomes(
			() => card.locator(".tag-key").first().textContent(),
			market.categoryName(
				market.categories.id.indexOf(listing.categories[0]),
				language,
			),
		);
		await sees(card.locator(".head-signs"), literally(say("party_member")));
		const title = visit.kiosk.locator(".stall-head h2");
		const own = market.stalls(home.level, language)[stall.index];
		await sees(title, literally(own.name));
		if (language === "en")
			await becomes(() => chineseLeft(visit), [], "Chinese in the listing");
	}
});

test("a listing that is there before the names of its categories takes them up", async (t) => {
	const stall = market
		.stalls(home.level)
		.find((row) => market.record(home.level, row.id).listings.length === 1);
	const [listing] = market.record(home.level, stall.id).listings;
	const visit = await site.visit(t, "/");
	const shop = visit.kiosk.locator(".shop-name");
	await visit.page.route(/names\/zh\/categories\.[^/]*$/, async (route) => {
		await shop.waitFor();
		await route.continue();
	});
	await visit.page.goto(`${site.origin}/?stall=${stall.id}`);
	await becomes(
		() => visit.kiosk.locator(".shop .tag-key").allTextContents(),
		listing.categories.map((id) =>
			market.categoryName(market.categories.id.indexOf(id)),
		),
	);
});

test("a link to a stall survives a reload", async (t) => {
	const stall = market.stalls("f3", "en").find((row) => row.name && row.post);
	const path = `/?stall=${stall.id}&lang=en`;
	const visit = await site.visit(t, path, { viewport: LANDSCAPE });
	for (let time = 0; time < 2; time += 1) {
		const number = visit.kiosk.locator(".stall-number");
		await sees(number, literally(stall.printed));
		const signs = visit.kiosk.locator(".head-signs");
		await sees(signs, literally(en.say("party_member")));
		await sees(signs, literally(en.say("demonstration_post")));
		const level = market.levelRow("f3").name.en;
		await sees(visit.kiosk.locator(".level-title"), literally(level));
		await settled(visit);
		assert.equal((await mapOf(visit)).litCount, 0);
		await visit.screen("kiosk-en-landscape-listing");
		await visit.page.reload();
	}
});

test("links to a category, a level, words and a language", async (t) => {
	const visit = await site.visit(t, "/?category=toys-plush&level=b3");
	const { page, kiosk } = visit;
	const plush = market.categories.id.indexOf("toys-plush");
	await sees(kiosk.locator(".category h2"), market.categoryName(plush));
	const title = kiosk.locator(".level-title");
	await sees(title, literally(market.levelRow("b3").name.zh));

	await page.goto(`${site.origin}/?q=F3-12045`);
	await sees(kiosk.locator(".results"), /F3-12045/);
	const field = kiosk.getByRole("searchbox");
	assert.equal(await field.inputValue(), "F3-12045");

	await page.goto(`${site.origin}/?lang=en&level=c2`);
	await sees(title, literally(market.levelRow("c2").name.en));
	await sees(kiosk.locator(".home h2"), en.say("categories_heading"));

	// From another kiosk: what is shown is where that one stands.
	const from = market.venue.kiosks.d1[1].id;
	await page.goto(`${site.origin}/?from=${from}`);
	await sees(title, literally(market.levelRow("d1").name.zh));
});

test("links to what is not there are answered calmly", async (t) => {
	const visit = await site.visit(t, "/?stall=f3-999999");
	const gone = zh.say("gone_stall", { id: "f3-999999" });
	await sees(visit.kiosk.locator(".notice"), literally(gone));
	await visit.key(zh.say("back")).tap();
	await sees(
		visit.kiosk.locator(".home h2"),
		literally(zh.say("categories_heading")),
	);
	for (const query of [
		"category=no-such-category",
		"level=z9",
		"kiosk=nobody",
		"lang=xx",
		"stall=%00%E2%80%AE%3Cimg%20src=x%3E",
		`q=${"%F0%9F%98%80".repeat(500)}`,
		"px-per-mm=-4",
		"px-per-mm=1e9",
	]) {
		await visit.page.goto(`${site.origin}/?${query}`);
		await sees(visit.kiosk.locator(".level-title h2"), /\S/);
		await sees(visit.kiosk.locator(".panel"), /\S/);
	}
});

test("start over forgets the person", async (t) => {
	const visit = await site.visit(t, "/");
	await settled(visit);
	const scale = async () => (await mapOf(visit)).number("data-px-per-m");
	const before = await scale();
	await visit.key(en.say("language_name")).tap();
	await sees(visit.kiosk.locator(".home h2"), en.say("categories_heading"));
	await visit.kiosk.getByRole("searchbox").fill("toys");
	await sees(visit.kiosk.locator(".results-summary"), /\d/);
	await visit.key(en.say("map_zoom_in")).tap();
	await visit.kiosk.locator(".building-key").nth(3).tap();
	const other = market.venue.buildings[3].name.en;
	await sees(visit.kiosk.locator(".level-title"), literally(other));
	await visit.key(en.say("start_over")).tap();
	await sees(visit.kiosk.locator(".home h2"), zh.say("categories_heading"));
	const field = visit.kiosk.getByRole("searchbox");
	assert.equal(await field.inputValue(), "");
	const own = market.levelRow(home.level).name.zh;
	await sees(visit.kiosk.locator(".level-title"), literally(own));
	await holds(scale, (now) => now === before, `the scale is not ${before}`);
	await seesNo(visit.kiosk.locator(".back-key"));
});

test("another building and level: one tap each", async (t) => {
	const visit = await site.visit(t, "/", { viewport: LANDSCAPE });
	const title = visit.kiosk.locator(".level-title");
	for (const [place, building] of market.venue.buildings.entries()) {
		await visit.kiosk.locator(".building-key").nth(place).tap();
		await sees(title, literally(building.levels[0].name.zh));
		const last = building.levels.length - 1;
		await visit.kiosk.locator(".level-key").nth(last).tap();
		await sees(title, literally(building.levels[last].name.zh));
		await visit.kiosk.locator(".level-key").first().tap();
		await sees(title, literally(building.levels[0].name.zh));
	}
	await settled(visit);
	await visit.screen("kiosk-zh-landscape-last-building");
});

test("a person in a hurry sees the level asked for last", async (t) => {
	const visit = await site.visit(t, "/");
	// All within one moment, while the first of them are still on their way.
	await visit.kiosk.evaluate((kiosk) => {
		for (const key of kiosk.shadowRoot.querySelectorAll(".building-key")) {
			key.click();
		}
	});
	const last = market.venue.buildings.at(-1).levels[0];
	await settled(visit);
	const title = visit.kiosk.locator(".level-title h2");
	await sees(title, literally(last.name.zh));
	await visit.key(zh.say("stalls")).tap();
	const first = market.stalls(last.id)[0];
	await sees(
		visit.kiosk.locator(".stall-row").first(),
		literally(first.printed),
	);
});

test("services are a list, and each is shown with its hours and its place", async (t) => {
	const visit = await site.visit(t, "/", { viewport: LANDSCAPE });
	await visit.key(zh.say("services")).tap();
	const { places } = market.published(`levels/${home.level}.json`);
	const rows = visit.kiosk.locator(".services .row-key");
	await becomes(() => rows.count(), places.length);
	const ids = await rows.evaluateAll((all) =>
		all.map((row) => row.dataset.place),
	);
	assert.deepEqual(ids.toSorted(), places.map((place) => place.id).toSorted());
	const room = places.find((place) => place.kind === "mediation_room");
	await visit.kiosk.locator(`[data-place="${room.id}"]`).tap();
	const card = visit.kiosk.locator(".place-card");
	await sees(card, literally(zh.say("place_mediation_room")));
	await sees(card, literally(zh.say("on_duty")));
	await sees(card, literally(room.handles[0].zh));
	await settled(visit);
	const map = await mapOf(visit);
	const at = map.pageFromPlan(...room.at);
	const middle = {
		x: map.stage.x + map.stage.width / 2,
		y: map.stage.y + map.stage.height / 2,
	};
	const off_px = Math.hypot(at.x - middle.x, at.y - middle.y);
	assert.ok(off_px < map.stage.width / 3, `the place is ${off_px} px off`);
	await visit.screen("kiosk-zh-landscape-place");
});

test("the legend explains every sign of the level", async (t) => {
	const visit = await site.visit(t, "/");
	await visit.key(zh.say("legend")).tap();
	const legend = visit.kiosk.locator(".legend");
	for (const key of [
		"legend_you",
		"legend_marked",
		"legend_post",
		"legend_count",
		"legend_lit",
		"legend_chosen",
		"legend_vacant",
		"legend_void",
		"legend_grade_none",
		"legend_grade_expired",
		"legend_colors",
	]) {
		await sees(legend.locator("p, h3"), literally(zh.say(key)));
	}
	for (const scale of market.venue.scales) {
		for (const level of scale.levels)
			await sees(legend, literally(level.name.zh));
		await sees(
			legend,
			literally(zh.say("issued_by", { issuer: scale.issuer.zh })),
		);
	}
	const { places } = market.published(`levels/${home.level}.json`);
	for (const kind of new Set(places.map((place) => place.kind)))
		await sees(legend, literally(zh.say(`place_${kind}`)));
	await settled(visit);
	await visit.screen("kiosk-zh-legend");
});
