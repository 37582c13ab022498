// Micro-grids on the map: outlined while their page is open, one alone while a stall of it is
// looked at, only where a line would not blacken the map, and never without being asked for.

import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes, holds, sees } from "./expect.mjs";
import { LANDSCAPE, PORTRAIT, useSite } from "./harness.mjs";
import { mapOf, settled } from "./map.mjs";
import { openMarket } from "./market.mjs";
import { literally, wordsOf } from "./words.mjs";

const site = useSite();
const market = openMarket();
const zh = wordsOf("zh");
const LEVEL = market.levels.find((level) => level.ordinal >= 0).id;
const { grids } = market.published(`grids/${LEVEL}.json`);
const rings = grids.flatMap((grid) => grid.outlines);

/** Ink of the lines in the light colours: as good as black. */
const isInk = ([red, green, blue]) => red < 90 && green < 90 && blue < 90;

const areas = (visit) => async () =>
	Number((await mapOf(visit)).attribute("data-areas") ?? 0);

async function openGrids(visit) {
	await visit.kiosk
		.locator(".topic-key")
		.filter({ hasText: zh.say("grids_key") })
		.tap();
	await sees(visit.kiosk.locator(".grid-card"), /\S/);
}

/** How much of a ring's line, where it is on the map, is drawn: 0 to 1. */
async function inkOf(visit, ring) {
	const map = await mapOf(visit);
	const pixels = await visit.pixels();
	let seen = 0;
	let inked = 0;
	for (const [index, from] of ring.entries()) {
		const to = ring[(index + 1) % ring.length];
		for (let step = 1; step < 20; step += 1) {
			const share = step / 20;
			const { x, y } = map.pageFromPlan(
				from[0] + (to[0] - from[0]) * share,
				from[1] + (to[1] - from[1]) * share,
			);
			if (!map.isFree({ x, y })) continue;
			seen += 1;
			const near = [-1, 0, 1].flatMap((dx) =>
				[-1, 0, 1].map((dy) => pixels.at(x + dx, y + dy)),
			);
			inked += near.some(isInk) ? 1 : 0;
		}
	}
	return seen < 10 ? undefined : inked / seen;
}

for (const viewport of [PORTRAIT, LANDSCAPE]) {
	test(`the grids of a level, on a screen of ${viewport.width} pixels`, async (t) => {
		const visit = await site.visit(t, "/", { viewport });
		await settled(visit);
		assert.equal(await areas(visit)(), 0, "nobody asked yet");
		await openGrids(visit);
		await settled(visit);
		const map = await mapOf(visit);
		const pxPerDm = map.number("data-px-per-m") / 10;
		const side = (ring) =>
			Math.min(
				...[0, 1].map((axis) => {
					const values = ring.map((corner) => corner[axis]);
					return (Math.max(...values) - Math.min(...values)) * pxPerDm;
				}),
			);
		const drawn = rings.filter((ring) => side(ring) >= 28);
		assert.ok(drawn.length > 10, `${drawn.length} grids are large enough`);
		await becomes(areas(visit), drawn.length);
		const shares = [];
		for (const ring of drawn.slice(0, 12))
			shares.push(await inkOf(visit, ring));
		const known = shares.filter((share) => share !== undefined);
		assert.ok(known.length > 4, `${known.length} lines could be looked at`);
		// Signs of places and their texts may lie upon a line.
		for (const share of known) assert.ok(share > 0.7, `${known}`);
		await visit.screen(`areas-${viewport.width}`);
		// From afar there is nothing of them.
		for (let press = 0; press < 4; press += 1)
			await visit.key(zh.say("map_zoom_out")).tap();
		await becomes(areas(visit), 0);
		// And nothing is left behind.
		await visit.key(zh.say("map_whole_level")).tap();
		await holds(areas(visit), (count) => count > 10, "outlined again");
		await visit.key(zh.say("back")).tap();
		await becomes(areas(visit), 0);
	});
}

test("a grid's card brings it into sight", async (t) => {
	const visit = await site.visit(t, "/", { viewport: LANDSCAPE });
	await openGrids(visit);
	await settled(visit);
	const before = (await mapOf(visit)).number("data-px-per-m");
	const card = visit.kiosk.locator(".grid-card").first();
	const id = await card.getAttribute("data-grid");
	await card.locator(".grid-show").tap();
	const scale = async () => (await mapOf(visit)).number("data-px-per-m");
	await holds(scale, (own) => own > before * 1.5, "the map has come nearer");
	await settled(visit);
	const map = await mapOf(visit);
	const { outlines } = grids.find((own) => own.id === id);
	for (const [x, y] of outlines.flat()) {
		const { x: left, y: top } = map.pageFromPlan(x, y);
		const stage = map.stage;
		assert.ok(left >= stage.x && left <= stage.x + stage.width, `x ${left}`);
		assert.ok(top >= stage.y && top <= stage.y + stage.height, `y ${top}`);
	}
});

test("a stall's own grid is outlined while the stall is looked at", async (t) => {
	const stall = market
		.stalls(LEVEL)
		.find((own) => own.isBox && market.record(LEVEL, own.id).stall.grid);
	const { grid: id } = market.record(LEVEL, stall.id).stall;
	const grid = grids.find((own) => own.id === id);
	const visit = await site.visit(t, `/?stall=${stall.id}`);
	await sees(visit.kiosk.locator(".grid-card"), literally(grid.name.zh));
	await settled(visit);
	await becomes(areas(visit), grid.outlines.length);
	await visit.screen("areas-stall");
	await visit.key(zh.say("start_over")).tap();
	await becomes(areas(visit), 0);
});
