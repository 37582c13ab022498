// The map under a person's eyes and fingers: red marks, colours, tap, pinch, wheel, buttons, keys.

import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes, holds, sees } from "./expect.mjs";
import { LANDSCAPE, useSite } from "./harness.mjs";
import { mapOf, settled } from "./map.mjs";
import { openMarket } from "./market.mjs";
import { literally, wordsOf } from "./words.mjs";

const site = useSite();
const market = openMarket();
const level = "a1";
const { kiosk } = market.kiosk("a1-k1");
const zh = wordsOf("zh");

/** A look at one number of the map. */
function note(visit, name) {
	return async () => (await mapOf(visit)).number(name);
}

/** Stalls of which nothing is hidden by a sign or a button. */
function clearStalls(map, signs = market.signs(level)) {
	return market
		.stalls(level)
		.filter((s) => s.isBox && map.isInView(s) && map.isClearOf(signs, s));
}

/** Every stall of the present picture that is clear has a mark exactly if the data says so. */
async function checkMarks(visit, { leastRed }) {
	await settled(visit);
	const map = await mapOf(visit);
	const pixels = await visit.pixels();
	const wrong = [];
	const seen = { marked: 0, plain: 0 };
	for (const stall of clearStalls(map)) {
		const red = pixels.count(map.red, 24, map.boxOf(stall));
		seen[stall.marked ? "marked" : "plain"] += 1;
		if (stall.marked ? red < leastRed : red > 0)
			wrong.push(`${stall.id} marked ${stall.marked}: ${red} red pixels`);
	}
	assert.deepEqual(wrong, []);
	return seen;
}

test("red marks stand where the data says, on the whole level and near by", async (t) => {
	const visit = await site.visit(t, "/");
	const whole = await checkMarks(visit, { leastRed: 4 });
	assert.ok(whole.marked > 150 && whole.plain > 1500, JSON.stringify(whole));
	await visit.screen("map-marks-whole");
	const zoom = visit.key(zh.say("map_zoom_in"));
	const scale = await note(visit, "data-px-per-m")();
	await zoom.tap();
	await zoom.tap();
	await holds(
		note(visit, "data-px-per-m"),
		(now) => now > scale * 2,
		"zoomed in",
	);
	const nearer = await checkMarks(visit, { leastRed: 12 });
	assert.ok(nearer.marked > 10 && nearer.plain > 100, JSON.stringify(nearer));
});

test("red marks stand where the data says, at the size of names, and turned", async (t) => {
	const middle = market
		.stalls(level)
		.find((s) => s.isBox && s.marked && s.x > 1400 && s.y > 600);
	const visit = await site.visit(t, `/?stall=${middle.id}`);
	await settled(visit);
	await visit.key(zh.say("map_zoom_out")).tap();
	// The chosen stall is shown as chosen; its mark stays red.
	const seen = await checkMarks(visit, { leastRed: 40 });
	assert.ok(seen.marked >= 2 && seen.plain >= 10, JSON.stringify(seen));
	await visit.screen("map-marks-near");
	await visit.key(zh.say("map_turn")).tap();
	await becomes(
		async () => Math.abs(await note(visit, "data-turn-deg")()),
		90,
		"a quarter turn, as nobody looks another way here",
	);
	const turned = await checkMarks(visit, { leastRed: 40 });
	assert.ok(turned.marked >= 2 && turned.plain >= 10, JSON.stringify(turned));
	await visit.screen("map-marks-turned");
});

test("a stall that is not let has no trade's colour", async (t) => {
	// The first one that has another close to it, as it is itself shown as chosen.
	const free = market
		.stalls(level)
		.filter((s) => s.isBox && s.categories.length === 0);
	const vacant = free.find((stall) =>
		free.some(
			(other) =>
				other !== stall &&
				Math.hypot(other.x - stall.x, other.y - stall.y) < 90,
		),
	);
	const visit = await site.visit(t, "/");
	const swatches = await visit.kiosk
		.locator(".category-grid .swatch")
		.evaluateAll((all) =>
			all.map((one) =>
				getComputedStyle(one).backgroundColor.match(/\d+/g).map(Number),
			),
		);
	assert.equal(swatches.length, 26);
	await visit.page.goto(`${site.origin}/?stall=${vacant.id}`);
	await settled(visit);
	const map = await mapOf(visit);
	const pixels = await visit.pixels();
	const share = (stall, color) => {
		const box = map.boxOf(stall);
		return pixels.count(color, 2, box) / (box.width * box.height);
	};
	const clear = clearStalls(map).filter((stall) => stall.id !== vacant.id);
	const let_ = clear.find((stall) => stall.categories.length > 0);
	assert.ok(
		swatches.some((color) => share(let_, color) > 0.3),
		`${let_.id} shows the colour of a trade`,
	);
	const others = clear.filter((stall) => stall.categories.length === 0);
	assert.ok(others.length > 0, "no other free stall near by");
	for (const stall of others)
		for (const color of swatches)
			assert.ok(share(stall, color) < 0.3, `${stall.id} has ${color}`);
});

test("a tap on the map opens the listing of that stall", async (t) => {
	const visit = await site.visit(t, "/?level=a1");
	await settled(visit);
	for (const wish of [
		(stall) => stall.marked && stall.w > 40,
		(stall) => !stall.marked && stall.name,
	]) {
		await visit.key(zh.say("start_over")).tap();
		await visit.key(zh.say("map_zoom_in")).tap();
		await settled(visit);
		const map = await mapOf(visit);
		const clear = clearStalls(map).filter(wish);
		const stall = clear[Math.floor(clear.length / 2)];
		const { x, y } = map.centreOf(stall);
		await visit.page.touchscreen.tap(x, y);
		await checkListing(visit, stall);
	}
	await visit.screen("kiosk-zh-listing");
});

test("the listing says what the data says: grade, plaques, honours, help", async (t) => {
	const rows = market.stalls(level);
	const wanted = [
		(record) => record.stall.honours?.length && record.stall.plaques?.length,
		(record) => record.listings.length > 1,
		(record) => record.stall.grades?.some((grade) => grade.suspended),
		(record) => !record.stall.grades?.length && record.listings.length,
		(record) => record.listings.length === 0,
		(record) => record.stall.grades?.[0]?.valid_until < "2026",
	];
	const visit = await site.visit(t, "/");
	for (const wish of wanted) {
		const stall = rows.find((row) => wish(market.record(level, row.id)));
		assert.ok(stall, `no stall on ${level} for ${wish}`);
		await visit.page.goto(`${site.origin}/?stall=${stall.id}`);
		await checkListing(visit, stall);
	}
});

/** The panel shows a stall as its published record has it. */
async function checkListing(visit, stall) {
	const card = visit.kiosk.locator(".stall-card");
	await sees(card.locator(".stall-number"), literally(stall.printed));
	const { stall: detail, listings } = market.record(level, stall.id);
	const shown = await card.locator(".shop").count();
	assert.equal(shown, listings.length, `shops in ${stall.id}`);
	for (const listing of listings) {
		const shop = card.locator(`[data-listing="${listing.id}"]`);
		await sees(shop.locator(".shop-name"), literally(listing.name.zh));
		const first = listing.products.slice(0, 12).map((name) => name.zh);
		await becomes(() => shop.locator(".products li").allTextContents(), first);
		for (const text of [
			...(listing.brands ?? []),
			...(listing.standards ?? []),
			listing.contact?.phone ?? "",
			listing.contact?.email ?? "",
		])
			await sees(shop, literally(text));
		const names = listing.categories.map((id) =>
			market.categoryName(market.categories.id.indexOf(id)),
		);
		await becomes(
			() => shop.locator("> .tags .tag-key").allTextContents(),
			names,
		);
	}
	if (listings.length === 0)
		await sees(card, literally(zh.say("stall_vacant")));
	const lines = card.locator(".grade-line");
	for (const grade of detail.grades ?? []) {
		const scale = market.venue.scales.find((own) => own.id === grade.scale);
		const issuer = zh.say("issued_by", { issuer: scale.issuer.zh });
		const own = scale.levels.find((row) => row.code === grade.level);
		const line = lines.filter({ hasText: scale.name.zh });
		await sees(line, literally(own.name.zh));
		await sees(line, literally(issuer));
		if (grade.suspended) await sees(line, literally(zh.say("grade_suspended")));
		if (grade.valid_until)
			await sees(line, literally(dayInWords(grade.valid_until)));
	}
	if (!detail.grades?.length)
		await sees(lines, literally(zh.say("grade_none")));
	const plaques = card.locator(".plaque-line");
	await becomes(() => plaques.count(), detail.plaques?.length ?? 0);
	assert.equal(stall.marked, (detail.plaques?.length ?? 0) > 0);
	const honours = market.published("honours.json").honours;
	for (const id of detail.honours ?? []) {
		const honour = honours.find((row) => row.id === id);
		await sees(card.locator(".honour-line"), literally(honour.name.zh));
		await sees(card.locator(".honour-line"), literally(`${honour.year}`));
	}
	if (detail.looked_after_by) {
		const by = market
			.stalls(level)
			.find((row) => row.id === detail.looked_after_by);
		const words = zh.say("looked_after_by", { number: by.printed });
		await sees(card.locator(".care-key"), literally(words));
	}
}

function dayInWords(day) {
	const [year, month, date] = day.split("-").map(Number);
	return `${year}年${month}月${date}日`;
}

test("two fingers zoom the map, one moves it, and so does the wheel", async (t) => {
	const visit = await site.visit(t, "/");
	await settled(visit);
	let map = await mapOf(visit);
	const scale = note(visit, "data-px-per-m");
	const start = await scale();
	const middle = [
		map.stage.x + map.stage.width / 2,
		map.stage.y + map.stage.height / 2,
	];
	await visit.pinch(middle, 120, 480);
	const pinched = await holds(
		scale,
		(now) => now > start * 2.5,
		`a pinch from 120 to 480 px zooms in from ${start}`,
	);
	await settled(visit);
	const before = await mapOf(visit);
	await visit.swipe(middle, [middle[0] - 200, middle[1] - 100], {
		stepMs: 30,
	});
	await settled(visit);
	map = await mapOf(visit);
	const moved = (name) => map.number(name) - before.number(name);
	assert.ok(moved("data-center-x-dm") > 0, "to the left shows what is right");
	assert.ok(moved("data-center-y-dm") > 0, "up shows what is below");
	assert.equal(map.number("data-px-per-m"), before.number("data-px-per-m"));
	await visit.pinch(middle, 480, 120);
	await holds(scale, (now) => now < pinched / 2, "a pinch zooms out again");
	await settled(visit);
	const out = await scale();
	await visit.page.mouse.move(...middle);
	await visit.page.mouse.wheel(0, -600);
	const wheeled = await holds(scale, (now) => now > out * 1.2, "a wheel up");
	await visit.page.mouse.wheel(0, 600);
	await holds(scale, (now) => now < wheeled / 1.2, "a wheel down");
	// None of that was a tap.
	await sees(
		visit.kiosk.locator(".home h2"),
		literally(zh.say("categories_heading")),
	);
});

test("each gesture has a button", async (t) => {
	const facing = market.venue.kiosks[level].find(
		(own) => own.facing_deg % 360 !== 0,
	);
	const visit = await site.visit(t, `/?kiosk=${facing.id}`, {
		viewport: LANDSCAPE,
	});
	await settled(visit);
	const scale = note(visit, "data-px-per-m");
	const turn = note(visit, "data-turn-deg");
	const key = (name) => visit.key(zh.say(name));
	const start = await scale();
	await key("map_zoom_in").tap();
	const near = await holds(scale, (now) => now > start * 1.3, "zoom in");
	await key("map_to_kiosk").tap();
	await settled(visit);
	const map = await mapOf(visit);
	const at = map.pageFromPlan(...facing.at);
	assert.ok(
		at.x > map.stage.x &&
			at.x < map.stage.x + map.stage.width &&
			at.y > map.stage.y &&
			at.y < map.stage.y + map.stage.height,
		`the kiosk is at ${JSON.stringify(at)}, not on the stage`,
	);
	assert.ok(
		map.number("data-px-per-m") >= near,
		"near enough to see the kiosk",
	);
	assert.equal(
		(((map.number("data-turn-deg") + facing.facing_deg) % 360) + 360) % 360,
		0,
		"turned as its reader looks",
	);
	await key("map_north").tap();
	await becomes(turn, 0);
	const close = await scale();
	await key("map_zoom_out").tap();
	await holds(scale, (now) => now < close / 1.3, "zoom out");
	await key("map_turn").tap();
	await holds(turn, (now) => now !== 0, "turned");
	await key("map_whole_level").tap();
	await becomes(async () => [await scale(), await turn()], [start, 0]);
	await visit.screen("map-whole-again");
});

test("the keyboard moves, zooms and turns the map and opens a stall", async (t) => {
	const visit = await site.visit(t, "/");
	await settled(visit);
	const { keyboard } = visit.page;
	const onStage = () =>
		visit.page.evaluate(() =>
			document.activeElement?.shadowRoot?.activeElement?.matches(
				".market-map-stage",
			),
		);
	for (let presses = 0; presses < 12 && !(await onStage()); presses += 1)
		await keyboard.press("Tab");
	assert.ok(await onStage(), "the map comes after at most twelve tabs");
	const scale = note(visit, "data-px-per-m");
	const start = await scale();
	await keyboard.press("+");
	await keyboard.press("+");
	await holds(scale, (now) => now > start * 1.5, "plus zooms in");
	const column = note(visit, "data-center-x-dm");
	const row = note(visit, "data-center-y-dm");
	for (const [name, look, sign] of [
		["ArrowRight", column, 1],
		["ArrowLeft", column, -1],
		["ArrowDown", row, 1],
		["ArrowUp", row, -1],
	]) {
		await settled(visit);
		const before = await look();
		await keyboard.press(name);
		await holds(look, (now) => (now - before) * sign > 0, name);
	}
	const turn = note(visit, "data-turn-deg");
	await keyboard.press("]");
	const turned = await holds(turn, (now) => now !== 0, "] turns");
	await keyboard.press("[");
	await holds(turn, (now) => now !== turned, "[ turns back");
	await keyboard.press("-");
	await settled(visit);
	await keyboard.press("0");
	await becomes(scale, start);

	// A stall in the middle, opened without a pointer.
	const stall = market
		.stalls(level)
		.find((s) => s.isBox && s.name && s.x > 1400 && s.y > 600);
	await visit.page.goto(`${site.origin}/?stall=${stall.id}`);
	await sees(visit.kiosk.locator(".stall-number"), literally(stall.printed));
	await settled(visit);
	await visit.key(zh.say("back")).tap();
	await sees(
		visit.kiosk.locator(".home h2"),
		literally(zh.say("categories_heading")),
	);
	await visit.kiosk.locator(".market-map-stage").focus();
	await keyboard.press("Enter");
	await sees(visit.kiosk.locator(".stall-number"), literally(stall.printed));
});

test("the sign of this kiosk stands where it stands", async (t) => {
	const visit = await site.visit(t, "/");
	await settled(visit);
	const map = await mapOf(visit);
	const { x, y } = map.pageFromPlan(...kiosk.at);
	const around = { x: x - 25, y: y - 45, width: 50, height: 60 };
	const blue = (await visit.pixels()).count([0x0a, 0x6c, 0xf0], 24, around);
	assert.ok(blue > 100, `${blue} pixels of the kiosk's blue`);
});
