// The way there, walked like a person would: from a stall's card, step by step on the map, in
// another manner, through a list, and along on a telephone. The program finds the same way.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import jsQR from "jsqr";
import { PNG } from "pngjs";
import { becomes, holds, sees, seesNo } from "./expect.mjs";
import { DIST, PHONE, programPath, useSite } from "./harness.mjs";
import { mapOf, settled } from "./map.mjs";
import { openMarket } from "./market.mjs";
import { literally, wordsOf } from "./words.mjs";

const site = useSite();
const market = openMarket();
const kiosk = "a1-k1";
const en = wordsOf("en");
/** A Wednesday morning, when everything runs. */
const AT = "2026-11-25T10:00";
const START = `/?lang=en&kiosk=${kiosk}`;

/** Two stalls of another building, and one of the kiosk's own level. */
const [far, farther] = market
	.stalls("f3")
	.filter((stall) => stall.categories.length > 0)
	.filter((_, at) => at === 40 || at === 900);
const near = market.stalls("a1").find((stall) => stall.categories.length > 0);

/** What the program finds. */
function found(to, ...more) {
	const stops = [to].flat().flatMap((id) => ["--to", id]);
	const from = ["--from", kiosk, "--at", AT, "--lang", "en"];
	const words = ["route", join(DIST, "data"), ...from, ...stops, ...more];
	const text = execFileSync(programPath(), [...words, "--format", "json"]);
	return JSON.parse(text);
}

function begin(t, path, options = {}) {
	const prepare = async (page) => {
		await page.clock.setFixedTime(new Date(`${AT}:00+08:00`));
		await page.addInitScript(() => {
			window.ways = [];
			window.addEventListener("market-route", ({ detail }) =>
				window.ways.push(detail),
			);
		});
	};
	return site.visit(t, path, { prepare, ...options });
}

const sentences = (visit) => visit.kiosk.locator(".step-key span");
const summary = (visit) => visit.kiosk.locator(".way-summary");

/** Waits until the steps on the screen are these. */
async function tells(visit, routes) {
	const expected = routes.flatMap((route) =>
		route.steps.map((step) => step.text),
	);
	await becomes(() => sentences(visit).allTextContents(), expected);
}

/** How many pixels of the line's colour lie over the map. */
async function blue(visit) {
	await settled(visit);
	const box = await visit.kiosk.locator("market-map").boundingBox();
	const pixels = await visit.pixels();
	return pixels.count([10, 108, 240], 24, box);
}

async function addToList(visit, stall) {
	await visit.page.evaluate(
		(id) => document.querySelector("market-kiosk").select(id),
		stall.id,
	);
	await sees(visit.kiosk.locator(".stall-number"), stall.printed);
	await visit.kiosk.locator(".pick-key").tap();
}

test("the way to a stall of another building, step by step on the map", async (t) => {
	const visit = await begin(t, `${START}&stall=${far.id}`);
	const { routes } = found(far.id);
	await visit.kiosk.locator(".way-key").tap();
	await tells(visit, routes);
	assert.equal(await summary(visit).textContent(), routes[0].summary);
	const [way] = await visit.page.evaluate(() => window.ways);
	assert.deepEqual(way, {
		found: true,
		metres: routes[0].metres,
		seconds: routes[0].seconds,
		levels: routes[0].legs.map((leg) => leg.level).join(" "),
		stalls: far.id,
	});
	// It is seen as a whole first, on the level where one stands.
	const stage = visit.kiosk.locator(".market-map-stage");
	const shown = () => stage.getAttribute("data-level");
	await becomes(shown, "a1");
	await holds(
		() => blue(visit),
		(count) => count > 400,
		"the line is on the map",
	);
	await visit.screen("way-whole");
	// Then every step, with its level.
	for (const [at, step] of routes[0].steps.entries()) {
		await visit.kiosk.locator(".step-next").tap();
		await sees(visit.kiosk.locator(".step-now"), step.text);
		await becomes(shown, routes[0].legs[step.leg].level);
		const now = visit.kiosk.locator(".step-key[aria-pressed=true] span");
		assert.equal(await now.textContent(), step.text);
		if (at === 1) await visit.screen("way-step");
	}
	assert.ok(await visit.kiosk.locator(".step-next").isDisabled());
	await holds(
		() => blue(visit),
		(count) => count > 100,
		"the line is still on the map",
	);
	await visit.screen("way-arrived");
	// And away again with the person.
	await visit.page.evaluate(() =>
		document.querySelector("market-kiosk").reset(),
	);
	await becomes(shown, "a1");
	await seesNo(visit.kiosk.locator(".way-card"));
});

test("a kiosk tells the way in the frame after the tap", async (t) => {
	const visit = await begin(t, `${START}&stall=${far.id}`);
	await sees(visit.kiosk.locator(".stall-number"), far.printed);
	// What lies between and the landmarks are there before anybody asks: settled waits for them.
	const levels = found(far.id).routes[0].legs.map((leg) => leg.level);
	await holds(
		() => visit.asked.join(" "),
		(asked) =>
			levels.every((level) =>
				["routes", "levels"].every((kind) =>
					asked.includes(`/${kind}/${level}.`),
				),
			),
		`the data of ${levels}`,
	);
	await settled(visit);
	const data = () =>
		visit.asked.filter((url) => /\/(routes|levels)\//.test(url));
	const known = data();
	const { routes } = found(far.id);
	const told = await visit.page.evaluate(async () => {
		const root = document.querySelector("market-kiosk").shadowRoot;
		root.querySelector(".way-key").click();
		// Before this frame is painted.
		await new Promise(requestAnimationFrame);
		const steps = [...root.querySelectorAll(".step-key span")];
		return steps.map((step) => step.textContent);
	});
	assert.deepEqual(
		told,
		routes[0].steps.map((step) => step.text),
	);
	await holds(
		() => blue(visit),
		(count) => count > 400,
		"the line is on the map",
	);
	assert.deepEqual(data(), known, "nothing is loaded for it");
});

test("the map is turned so that what lies ahead is up", async (t) => {
	const visit = await begin(t, `${START}&stall=${far.id}`);
	const { routes } = found(far.id);
	await visit.kiosk.locator(".way-key").tap();
	await tells(visit, routes);
	const turn = routes[0].steps.findIndex(
		(step) => step.kind === "turn" && step.metres > 20,
	);
	assert.notEqual(turn, -1, "no turn on this way");
	await visit.kiosk.locator(".step-key").nth(turn).tap();
	const { at, leg } = routes[0].steps[turn];
	const line = routes[0].legs[leg].points;
	const here = line.findIndex(([x, y]) => Math.hypot(x - at[0], y - at[1]) < 1);
	assert.notEqual(here, -1, "the corner lies on the line");
	const [dx, dy] = [0, 1].map((i) => line[here + 1][i] - line[here][i]);
	const ahead = (Math.atan2(dx, -dy) * 180) / Math.PI;
	// Small bends after the corner turn the map a little further.
	await holds(
		async () => (await mapOf(visit)).number("data-turn-deg"),
		(turned) => Math.abs(((turned + ahead + 540) % 360) - 180) < 30,
		`turned against ${ahead} degrees`,
	);
});

test("where one is and where one goes is seen, under no key", async (t) => {
	const visit = await begin(t, START);
	const { at } = market.kiosk(kiosk).kiosk;
	const stalls = market.stalls("a1").filter((stall) => stall.name);
	const isSeen = async (place, what) => {
		await settled(visit);
		const map = await mapOf(visit);
		const point = map.pageFromPlan(...place);
		assert.ok(map.isFree(point), `${what} at ${JSON.stringify(point)}`);
		const around = { x: point.x - 25, y: point.y - 45, width: 50, height: 60 };
		const pixels = await visit.pixels();
		const signs = pixels.count([10, 108, 240], 24, around);
		const pins = pixels.count([0x12, 0x51, 0xb8], 24, around);
		assert.ok(signs + pins > 100, `${what}: ${signs} and ${pins} pixels`);
	};
	for (const share of [0.02, 0.5, 0.98]) {
		const { id } = stalls[Math.floor(stalls.length * share)];
		await visit.page.evaluate(
			(id) => document.querySelector("market-kiosk").route(undefined, id),
			id,
		);
		const { routes } = found(id);
		await tells(visit, routes);
		const [leg] = routes[0].legs;
		await isSeen(at, `the kiosk, on the way to ${id}`);
		if (routes[0].legs.length === 1) {
			await isSeen(leg.points.at(-1), `${id}, on the way as a whole`);
		}
		await visit.kiosk.locator(".step-key").last().tap();
		await isSeen(routes[0].steps.at(-1).at, `${id}, arrived`);
	}
});

test("the line walks, and stands still for who wants that", async (t) => {
	const visit = await begin(t, START);
	await visit.page.evaluate(
		(id) => document.querySelector("market-kiosk").route(undefined, id),
		near.id,
	);
	await tells(visit, found(near.id).routes);
	await settled(visit);
	const clip = await visit.kiosk.locator("market-map").boundingBox();
	const picture = async () => {
		const png = await visit.page.screenshot({ clip });
		return png.toString("base64");
	};
	const still = await picture();
	assert.equal(await picture(), still, "it stands still");
	await visit.page.emulateMedia({ reducedMotion: "no-preference" });
	await holds(picture, (now) => now !== still, "the dashes walk");
});

test("without steps, and with goods", async (t) => {
	const visit = await begin(t, `${START}&stall=${far.id}`);
	await visit.kiosk.locator(".way-key").tap();
	await tells(visit, found(far.id).routes);
	const manner = (key) =>
		visit.kiosk.getByRole("button", { name: en.say(key), exact: true });
	await manner("way_step_free").tap();
	const free = found(far.id, "--step-free");
	assert.ok(free.found, "the sample has a way without steps");
	const kinds = free.routes[0].rides.map((ride) => ride.kind);
	assert.ok(!kinds.includes("escalator") && !kinds.includes("stairs"));
	await tells(visit, free.routes);
	await manner("way_goods").tap();
	await tells(visit, found(far.id, "--step-free", "--heavy-goods").routes);
	await manner("way_step_free").tap();
	await manner("way_goods").tap();
	await tells(visit, found(far.id).routes);
});

test("a list is visited in a good order, and edited", async (t) => {
	const visit = await begin(t, START);
	await seesNo(visit.kiosk.locator(".list-key"));
	for (const stall of [far, near, farther]) await addToList(visit, stall);
	await becomes(() => visit.kiosk.locator(".dock-count").textContent(), "3");
	await visit.kiosk.locator(".list-key").tap();
	const ids = [far, near, farther].map((stall) => stall.id);
	const { routes } = found(ids);
	await tells(visit, routes);
	const order = routes.map((route) => route.to);
	const names = visit.kiosk.locator(".stop-key .row-words > bdi");
	const printed = (id) =>
		[far, near, farther].find((stall) => stall.id === id).printed;
	const shown = async () => {
		const texts = await names.allTextContents();
		return texts.map((text) => text.replace(/^\D*/, ""));
	};
	await becomes(
		shown,
		order.map((id) => printed(id).split("-").at(-1)),
	);
	await visit.screen("way-list");
	await visit.kiosk.locator(".stop-remove").first().tap();
	await tells(visit, found(order.slice(1)).routes);
	await visit.kiosk.locator(".stop-remove").first().tap();
	await visit.kiosk.locator(".stop-remove").first().tap();
	await sees(visit.kiosk.locator(".way-card"), en.say("list_empty"));
	await seesNo(visit.kiosk.locator(".list-key"));
});

test("the code opens the same way on a telephone", async (t) => {
	const base = "https://market.example/kiosk/";
	const to = `&stall=${far.id}`;
	const visit = await begin(t, `${START}${to}&link-base=${base}`);
	await visit.kiosk.locator(".way-key").tap();
	await visit.kiosk
		.getByRole("button", { name: en.say("way_step_free"), exact: true })
		.tap();
	const { routes } = found(far.id, "--step-free");
	await tells(visit, routes);
	const code = visit.kiosk.locator(".take-along .code");
	await code.scrollIntoViewIfNeeded();
	const link = await visit.kiosk
		.locator(".take-along")
		.getAttribute("data-link");
	const { data, width, height } = PNG.sync.read(await code.screenshot());
	const read = jsQR(new Uint8ClampedArray(data), width, height);
	assert.equal(read?.data, link);
	const { search, searchParams } = new URL(link);
	assert.equal(link, `${base}${search}`);
	assert.deepEqual([...searchParams.keys()].sort(), ["lang", "route", "way"]);
	const phone = await begin(t, `/${search}`, { viewport: PHONE });
	await tells(phone, routes);
	// Here it is the page's own address that a code would lead to: this machine's.
	await sees(
		phone.kiosk.locator(".take-along-none"),
		literally(en.say("take_along_no_address")),
	);
	await phone.screen("way-phone");
});

test("an old link leads to where its stall is now", async (t) => {
	const [moved] = market.published("moves.json").moves;
	const visit = await begin(t, `${START}&route=*${kiosk}~${moved.from}`);
	const { routes } = found(moved.to);
	await tells(visit, routes);
	const note = visit.kiosk.locator(".way-card .notice").first();
	const words = en.say("route_moved", { id: moved.from, goal: "" });
	await sees(note, literally(words.split(".")[0]));
	await visit.screen("way-moved");
	// The program knows it by either id.
	assert.equal(found(moved.from).routes[0].to, moved.to);
});

test("a link to a stall that has moved, or is gone, says so", async (t) => {
	const [first, second] = market.published("moves.json").moves;
	const placed = (id) =>
		market.stalls(id.split("-")[0]).find((stall) => stall.id === id);
	const visit = await begin(t, `${START}&stall=${first.from}`);
	const number = visit.kiosk.locator(".stall-number");
	const note = visit.kiosk.locator(".panel-body .notice");
	const says = ({ from, to }) =>
		en.say("route_moved", { id: from, goal: placed(to).printed });
	await sees(number, placed(first.to).printed);
	await sees(note, says(first));
	const stage = visit.kiosk.locator(".market-map-stage");
	const level = () => stage.getAttribute("data-level");
	await becomes(level, first.to.split("-")[0]);
	await settled(visit);
	await visit.screen("moved");
	// The way begins from the card as from any other.
	await visit.kiosk.locator(".way-key").tap();
	await tells(visit, found(first.to).routes);
	await visit.kiosk.locator(".back-key").tap();
	await sees(number, placed(first.to).printed);
	await seesNo(note);
	// The page may ask for old ids, too.
	const select = (id) =>
		visit.page.evaluate(
			(id) => document.querySelector("market-kiosk").select(id),
			id,
		);
	await select(second.from);
	await sees(note, says(second));
	await sees(number, placed(second.to).printed);
	await select("f3-99999");
	await sees(note, en.say("gone_stall", { id: "f3-99999" }));
	await seesNo(number);
});

test("a list may hold the nearest of a kind", async (t) => {
	const visit = await begin(t, START);
	await addToList(visit, near);
	await visit.kiosk.locator(".back-key").tap();
	await visit.kiosk
		.locator("button")
		.filter({ hasText: en.say("needs_key") })
		.tap();
	await visit.kiosk.locator('.need-key[data-kind="toilet"]').tap();
	await visit.kiosk.locator(".need-help .pick-key").tap();
	await becomes(() => visit.kiosk.locator(".dock-count").textContent(), "2");
	await visit.kiosk.locator(".list-key").tap();
	const names = visit.kiosk.locator(".stop-key bdi");
	await becomes(
		async () =>
			(await names.allTextContents()).includes(en.say("place_toilet")),
		true,
	);
	await holds(
		() => sentences(visit).count(),
		(count) => count > 2,
		"a tour is told",
	);
	await seesNo(visit.kiosk.locator(".way-card .way-outcome .notice"));
	await visit.screen("way-list-kind");
});

test("an old link says honestly that its stall is gone", async (t) => {
	const visit = await begin(t, `${START}&route=*${kiosk}~f3-99999`);
	await sees(
		visit.kiosk.locator(".way-card .notice"),
		en.say("route_gone", { id: "f3-99999" }),
	);
	await seesNo(visit.kiosk.locator(".step-key"));
	await seesNo(visit.kiosk.locator(".take-along"));
});

test("nearest of a kind, asked by the page", async (t) => {
	const visit = await begin(t, START);
	await visit.page.evaluate(() =>
		document
			.querySelector("market-kiosk")
			.route(undefined, "**toilet", { stepFree: true }),
	);
	const { routes } = foundNearest("toilet", "--step-free");
	await tells(visit, routes);
});

function foundNearest(kind, ...more) {
	const words = ["--from", kiosk, "--nearest", kind, "--at", AT, ...more];
	const text = execFileSync(programPath(), [
		"route",
		join(DIST, "data"),
		...words,
		"--format",
		"json",
	]);
	return JSON.parse(text);
}

test("a look aside, another language and another way lose nothing", async (t) => {
	const visit = await begin(t, START);
	await addToList(visit, near);
	await addToList(visit, far);
	await visit.kiosk.locator(".way-key").tap();
	await tells(visit, found(far.id).routes);
	const next = visit.kiosk.locator(".step-next");
	await next.tap();
	await next.tap();
	const place = visit.kiosk.locator(".step-place");
	const total = found(far.id).routes[0].steps.length;
	await sees(place, en.say("way_step_of", { n: "2", total: `${total}` }));
	// The same step in other words, and no news to the page.
	await visit.kiosk.locator(".languages [lang=zh]").tap();
	const zh = wordsOf("zh");
	await sees(place, zh.say("way_step_of", { n: "2", total: `${total}` }));
	assert.equal(await visit.page.evaluate(() => window.ways.length), 1);
	// Back from a stall on the way, one is where one was.
	await visit.page.evaluate(
		(id) => document.querySelector("market-kiosk").select(id),
		near.id,
	);
	await sees(visit.kiosk.locator(".stall-number"), near.printed);
	await visit.kiosk.locator(".back-key").tap();
	await sees(place, zh.say("way_step_of", { n: "2", total: `${total}` }));
	await becomes(() => visit.page.evaluate(() => window.ways.length), 2);
	// Another way by the page's attribute is not another visit.
	await visit.page.evaluate(
		(route) =>
			document.querySelector("market-kiosk").setAttribute("route", route),
		`*${kiosk}~${near.id}`,
	);
	await becomes(() => visit.page.evaluate(() => window.ways.length), 3);
	await becomes(() => visit.kiosk.locator(".dock-count").textContent(), "2");
	assert.equal(await visit.kiosk.locator(".kiosk").getAttribute("lang"), "zh");
});

test("where the page knows no kiosk, ways begin at the first one", async (t) => {
	const visit = await begin(t, `/?lang=en&kiosk=nowhere&stall=${far.id}`);
	await visit.kiosk.locator(".way-key").tap();
	await tells(visit, found(far.id).routes);
});
