// The map as an element of its own, on a page without a kiosk: what it loads, what it says, and
// that a page without workers, or with one that fails, sees the same map.

import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes, holds, sees } from "./expect.mjs";
import { LANDSCAPE, useSite } from "./harness.mjs";
import { mapOf, settled, withoutWorkers } from "./map.mjs";
import { smallSites } from "./small_site.mjs";
import { wordsOf } from "./words.mjs";

const sites = smallSites("map-alone");
const server = useSite(sites.root);
const { market } = sites.site("market");
const zh = wordsOf("zh");
const en = wordsOf("en");

/** A visit to a page with maps only, once they stand still. */
async function visitMap(t, { path = "map.html", ...options } = {}) {
	const visit = await server.visit(t, `/market/${path}`, {
		viewport: LANDSCAPE,
		...options,
	});
	await settled(visit);
	return { visit, map: visit.page.locator("market-map") };
}

/** Events of the map since the page was loaded, `[name, detail]`. */
function recordEvents(page) {
	return page.addInitScript(() => {
		window.heard = [];
		for (const name of ["ready", "level", "select", "error"])
			addEventListener(`market-${name}`, ({ type, detail }) =>
				window.heard.push([type, detail]),
			);
	});
}
const heard = (visit) => visit.page.evaluate(() => window.heard);

const note = (visit, name) => async () => (await mapOf(visit)).number(name);
const levelOf = (map) =>
	map.locator(".market-map-stage").getAttribute("data-level");

/** A stall near the middle of the level that nothing lies upon. */
async function someStall(visit) {
	const map = await mapOf(visit);
	const signs = market.signs("a1");
	const clear = market
		.stalls("a1")
		.filter((s) => s.isBox && map.isInView(s) && map.isClearOf(signs, s, 30));
	assert.ok(clear.length > 5, `${clear.length} stalls in view`);
	return { stall: clear[Math.floor(clear.length / 2)], map };
}

test("it loads its own module and nothing of the kiosk's", async (t) => {
	const { visit, map } = await visitMap(t, { prepare: recordEvents });
	const asked = visit.asked.map((url) => new URL(url).pathname);
	assert.deepEqual(
		asked.filter((path) => /stallmap-web|stallmap\.css/.test(path)),
		[],
	);
	assert.ok(asked.some((path) => path.endsWith("/stallmap-map_bg.wasm")));
	assert.equal(visit.page.workers().length, 1, "it draws in a worker");
	assert.equal(await levelOf(map), "a1");
	assert.deepEqual(await heard(visit), [
		["market-level", { level: "a1" }],
		["market-ready", { level: "a1" }],
	]);
	// The market's own language, and the page's words are gone.
	await sees(
		map.getByRole("button", { name: zh.say("map_zoom_in"), exact: true }),
		/^$/,
	);
	assert.equal(await map.locator(":scope > p").isVisible(), false);
	await visit.screen("map-alone");
});

test("red marks stand where the data says", async (t) => {
	const { visit } = await visitMap(t, { path: "map.html" });
	await visit.page.evaluate(() => {
		document.querySelector("market-map").overview();
	});
	await settled(visit);
	const map = await mapOf(visit);
	const pixels = await visit.pixels();
	const signs = market.signs("a1");
	const seen = { marked: 0, plain: 0 };
	for (const stall of market.stalls("a1")) {
		if (!stall.isBox || !map.isInView(stall)) continue;
		if (!map.isClearOf(signs, stall)) continue;
		const red = pixels.count(map.red, 24, map.boxOf(stall));
		assert.equal(red > 0, stall.marked, `${stall.id}: ${red} red pixels`);
		seen[stall.marked ? "marked" : "plain"] += 1;
	}
	assert.ok(seen.marked > 0 && seen.plain > 5, JSON.stringify(seen));
});

for (const [where, prepare] of [
	["in a worker", undefined],
	["in the page", withoutWorkers],
]) {
	test(`a tap chooses a stall and says which one (${where})`, async (t) => {
		const { visit, map } = await visitMap(t, {
			prepare: async (page) => {
				await recordEvents(page);
				await prepare?.(page);
			},
		});
		assert.equal(visit.page.workers().length, prepare ? 0 : 1);
		const { stall, map: picture } = await someStall(visit);
		const { x, y } = picture.centreOf(stall);
		await visit.page.touchscreen.tap(x, y);
		await becomes(() => map.getAttribute("stall"), stall.id);
		assert.deepEqual((await heard(visit)).at(-1), [
			"market-select",
			{ level: "a1", stall: stall.id },
		]);
		// It flies there.
		const scale = picture.number("data-px-per-m");
		await holds(note(visit, "data-px-per-m"), (now) => now > scale * 1.5);
	});
}

test("a page that takes the choice over is left to it", async (t) => {
	const { visit, map } = await visitMap(t);
	await map.evaluate((own) => {
		own.addEventListener("market-select", (event) => {
			event.preventDefault();
			own.dataset.chosen = event.detail.stall;
		});
	});
	const { stall, map: picture } = await someStall(visit);
	const { x, y } = picture.centreOf(stall);
	await visit.page.touchscreen.tap(x, y);
	await becomes(() => map.getAttribute("data-chosen"), stall.id);
	assert.equal(await map.getAttribute("stall"), null);
});

test("without workers the same picture is drawn", async (t) => {
	const pictures = [];
	for (const prepare of [undefined, withoutWorkers]) {
		const { visit, map } = await visitMap(t, { prepare });
		for (const scene of ["whole", "near"]) {
			if (scene === "near") {
				const { stall } = await someStall(visit);
				await map.evaluate((own, id) => own.select(id), stall.id);
				await settled(visit);
			}
			const clip = (await mapOf(visit)).stage;
			pictures.push({ scene, pixels: await visit.pixels(clip) });
			await visit.screen(`map-alone-${scene}-${prepare ? "page" : "worker"}`);
		}
	}
	const [whole, near, wholeInPage, nearInPage] = pictures;
	for (const [one, other] of [
		[whole, wholeInPage],
		[near, nearInPage],
	]) {
		const share = differing(one.pixels, other.pixels);
		assert.ok(share < 0.001, `${one.scene}: ${share} of the pixels differ`);
	}
});

/** How many of the pixels are clearly of another colour, 0 to 1. */
function differing(one, other) {
	assert.deepEqual([one.width, one.height], [other.width, other.height]);
	let count = 0;
	for (let y = 0; y < one.height; y += 1) {
		for (let x = 0; x < one.width; x += 1) {
			const [a, b] = [one.at(x, y), other.at(x, y)];
			if (a.some((channel, i) => Math.abs(channel - b[i]) > 24)) count += 1;
		}
	}
	return count / (one.width * one.height);
}

test("a worker that cannot start is done without", async (t) => {
	const { visit, map } = await visitMap(t, {
		prepare: (page) =>
			page.route("**/map-worker.js", (route) =>
				route.fulfill({
					contentType: "text/javascript",
					body: 'throw new Error("does not start");',
				}),
			),
	});
	assert.equal(await levelOf(map), "a1");
	assert.equal(visit.page.workers().length, 0);
	await visit.screen("map-alone-broken-worker");
});

test("a worker that dies is replaced while the map is on the screen", async (t) => {
	const { visit, map } = await visitMap(t, { prepare: recordEvents });
	const { stall } = await someStall(visit);
	await map.evaluate((own, id) => own.select(id), stall.id);
	await settled(visit);
	const before = await visit.pixels();
	const [worker] = visit.page.workers();
	await worker.evaluate(() => postMessage(["crashed", "on purpose"]));
	await becomes(() => visit.page.workers().length, 0);
	await settled(visit);
	assert.equal(await levelOf(map), "a1");
	const share = differing(before, await visit.pixels());
	assert.ok(share < 0.001, `${share} of the pixels differ`);
	const ready = (await heard(visit)).filter(
		([name]) => name === "market-ready",
	);
	assert.equal(ready.length, 1, "ready is said once");
});

test("another level of the building keeps the place under the eye", async (t) => {
	const { visit, map } = await visitMap(t);
	await map
		.getByRole("button", { name: zh.say("map_zoom_in"), exact: true })
		.tap();
	await settled(visit);
	const look = async () => {
		const picture = await mapOf(visit);
		return ["center-x-dm", "center-y-dm", "px-per-m"].map((name) =>
			picture.number(`data-${name}`),
		);
	};
	const before = await look();
	await map.evaluate((own) => {
		own.level = "a2";
	});
	await becomes(() => levelOf(map), "a2");
	await settled(visit);
	const after = await look();
	// Views lie on whole pixels of the screen.
	const px_dm = 10 / before[2];
	for (const [index, value] of before.entries())
		assert.ok(
			Math.abs(value - after[index]) <= px_dm,
			`${before} became ${after}`,
		);
	// A level that is not there changes nothing.
	await map.evaluate((own) => {
		own.level = "nowhere";
	});
	await becomes(() => levelOf(map), "a1");
});

test("zoomed out it shows the whole market, and a touch leads to any level", async (t) => {
	const { visit, map } = await visitMap(t, { prepare: recordEvents });
	const { stage } = await mapOf(visit);
	await visit.page.mouse.move(
		stage.x + stage.width / 2,
		stage.y + stage.height / 2,
	);
	for (let turn = 0; turn < 6; turn += 1) {
		await visit.page.mouse.wheel(0, 600);
		await settled(visit);
	}
	await visit.screen("map-alone-market");
	assert.equal(await levelOf(map), "a1", "nobody has moved to another level");
	const files = Object.keys(market.venue.levels).map(
		(id) => `data/${market.pathOf(`levels/${id}.json`)}`,
	);
	const asked = () =>
		files.filter((path) => visit.asked.some((url) => url.endsWith(path)));
	await becomes(async () => asked().length, files.length);
	// Every level lights up by itself.
	await map.evaluate((own, id) => {
		own.category = id;
	}, market.categories.id[0]);
	await settled(visit);
	await visit.screen("map-alone-market-lit");
	const lit = (await visit.pixels(stage)).count([0xff, 0xb4, 0x00], 40);
	assert.ok(lit > 50, `${lit} pixels are lit`);
	// Levels of a building lie above one another: this is the middle of the next one.
	const picture = await mapOf(visit);
	const rows = market.levelRow("a1").outline.map(([, y]) => y);
	const [top, bottom] = [Math.min(...rows), Math.max(...rows)];
	const columns = market.levelRow("a1").outline.map(([x]) => x);
	const middle = (Math.min(...columns) + Math.max(...columns)) / 2;
	const title_dm = 520;
	const at = picture.pageFromPlan(
		middle,
		(top + bottom) / 2 - (bottom - top) - title_dm,
	);
	await visit.page.touchscreen.tap(at.x, at.y);
	await becomes(async () => (await levelOf(map)) === "a1", false);
	const level = await levelOf(map);
	assert.equal(await map.getAttribute("level"), level);
	assert.deepEqual((await heard(visit)).at(-1), [
		"market-level",
		{ level, by: "finger" },
	]);
	await settled(visit);
	await visit.screen("map-alone-other-level");
});

test("a category and a list of stalls light up", async (t) => {
	const { visit, map } = await visitMap(t);
	const [toys] = market.categories.id;
	const lit = async () => (await mapOf(visit)).litCount;
	await map.evaluate((own, id) => {
		own.category = id;
	}, toys);
	await becomes(lit, market.stallsOf("a1", 0).length);
	await map.evaluate((own) => {
		own.lit = { a1: [0, 1, 2], b1: [5] };
	});
	await becomes(lit, 3);
	await map.evaluate((own) => {
		own.level = "b1";
	});
	await becomes(lit, 1);
	await map.evaluate((own) => own.reset());
	await becomes(lit, 0);
	await becomes(() => levelOf(map), "a1");
});

test("it speaks the language it is told, and wears the theme", async (t) => {
	const { visit, map } = await visitMap(t);
	await map.evaluate((own) => {
		own.lang = "en";
		own.theme = "dark";
	});
	const stage = map.locator(".market-map-stage");
	await becomes(() => stage.getAttribute("aria-label"), en.say("map"));
	await settled(visit);
	const { stage: box } = await mapOf(visit);
	const dark = (await visit.pixels(box)).count([0x14, 0x16, 0x1b], 2);
	assert.ok(dark > 1000, `${dark} pixels of the dark ground`);
	await visit.screen("map-alone-dark");
});

test("it follows the size of its place and the fineness of the screen", async (t) => {
	const { visit, map } = await visitMap(t);
	const picture = await mapOf(visit);
	const center = picture.number("data-center-x-dm");
	for (const [width, height] of [
		[700, 900],
		[1900, 400],
		[900, 900],
	]) {
		await visit.page.setViewportSize({ width, height });
		await settled(visit);
		const now = await mapOf(visit);
		assert.equal(now.stage.width, width);
		assert.ok(Math.abs(now.number("data-center-x-dm") - center) < 1);
	}
	// The canvas covers the stage, to the device pixel.
	const cover = await map.evaluate((own) => {
		const box = (name) =>
			own.shadowRoot.querySelector(name).getBoundingClientRect();
		const [canvas, stage] = [box("canvas"), box(".market-map-stage")];
		return [canvas.width - stage.width, canvas.height - stage.height];
	});
	assert.ok(
		cover.every((over) => Math.abs(over) < 1),
		`${cover}`,
	);
});

test("two maps on a page share the module and every file", async (t) => {
	const { visit, map } = await visitMap(t, { path: "maps.html" });
	assert.deepEqual(
		await map.evaluateAll((all) =>
			all.map(
				(own) =>
					own.shadowRoot.querySelector(".market-map-stage").dataset.level,
			),
		),
		["a1", "b1"],
	);
	const counts = new Map();
	for (const url of visit.asked.filter((url) => /\/data\/|\.wasm/.test(url)))
		counts.set(url, (counts.get(url) ?? 0) + 1);
	assert.ok(counts.size > 4, `only ${[...counts.keys()]}`);
	assert.deepEqual(
		[...counts].filter(([, count]) => count > 1),
		[],
	);
	await visit.screen("map-alone-two");
});

test("a map that is moved shows its market again; one that goes leaves nothing", async (t) => {
	const { visit, map } = await visitMap(t, { path: "maps.html" });
	await map.first().evaluate((own) => document.body.append(own));
	await settled(visit);
	assert.equal(await levelOf(map.last()), "a1");
	assert.equal(visit.page.workers().length, 2);
	const comeAndGo = (rounds) =>
		visit.page.evaluate(async (count) => {
			for (let round = 0; round < count; round += 1) {
				const own = document.createElement("market-map");
				document.body.append(own);
				for (let frame = 0; frame < round % 5; frame += 1)
					await new Promise(requestAnimationFrame);
				own.remove();
			}
		}, rounds);
	await comeAndGo(5);
	await becomes(() => visit.page.workers().length, 2);
	const before = await visit.held();
	await comeAndGo(20);
	await becomes(() => visit.page.workers().length, 2);
	await becomes(async () => {
		const after = await visit.held();
		return (
			after.nodes - before.nodes < 40 &&
			after.jsEventListeners - before.jsEventListeners < 20
		);
	}, true);
	await visit.page.evaluate(() => document.body.replaceChildren());
	await becomes(() => visit.page.workers().length, 0);
});

test("a canvas that lost its picture gets it back", async (t) => {
	const { visit, map } = await visitMap(t, { prepare: withoutWorkers });
	const before = await visit.pixels();
	await map.evaluate((own) => {
		const canvas = own.shadowRoot.querySelector("canvas");
		canvas.getContext("2d").reset();
		canvas.dispatchEvent(new Event("contextrestored"));
	});
	await settled(visit);
	const share = differing(before, await visit.pixels());
	assert.equal(share, 0);
});
