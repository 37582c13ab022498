// What a map on a wall lives through: ten thousand gestures, screens that change their size all
// the time, two people at once, and losing whoever draws it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { scriptMemory } from "../bench/render/chromium.mjs";
import { becomes, holds } from "./expect.mjs";
import { useSite } from "./harness.mjs";
import { mapOf, settled, withoutWorkers } from "./map.mjs";
import { smallSites } from "./small_site.mjs";

/** Large enough for stalls with names, small enough to be compared pixel by pixel. */
const SCREEN = { width: 1200, height: 800 };

const sites = smallSites("map-endurance");
const server = useSite(sites.root);
const { market } = sites.site("market");

async function visitMap(t, options = {}) {
	const visit = await server.visit(t, "/market/map.html", {
		viewport: SCREEN,
		...options,
	});
	await settled(visit);
	return { visit, map: visit.page.locator("market-map") };
}

/** Where the map is: what lies in the middle, scale and turn. */
async function viewOf(visit) {
	const map = await mapOf(visit);
	const [x, y, scale, turn] = [
		"center-x-dm",
		"center-y-dm",
		"px-per-m",
		"turn-deg",
	].map((name) => map.number(`data-${name}`));
	return { x, y, scale, turn, map };
}

/** Shows a stall of the first level, near enough to read it, and then a place beside it. */
async function lookBeside(visit, map) {
	const stall = market.stalls("a1").find(({ isBox }) => isBox);
	await map.evaluate((own, id) => own.select(id), stall.id);
	await settled(visit);
	await visit.swipe([560, 500], [330, 390]);
	await settled(visit);
	return viewOf(visit);
}

/** Clearly another colour in this share of the pixels, 0 to 1. */
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

// --- ten thousand gestures ---------------------------------------------------------

/** Plays random gestures on the stage, a frame for every hundred of them; the same for a seed. */
function gesture(own, [count, firstSeed]) {
	const stage = own.shadowRoot.querySelector(".market-map-stage");
	let seed = firstSeed;
	const dice = (below) => {
		seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
		return (seed >>> 8) % below;
	};
	const { width, height } = stage.getBoundingClientRect();
	const point = () => [dice(width), dice(height)];
	const pointer = (type, pointerId, [clientX, clientY]) =>
		stage.dispatchEvent(
			new PointerEvent(type, {
				pointerId,
				clientX,
				clientY,
				pointerType: "touch",
				isPrimary: pointerId === 1,
				buttons: type === "pointerup" ? 0 : 1,
				bubbles: true,
			}),
		);
	const strokes = (fingers) => {
		for (const id of fingers) pointer("pointerdown", id, point());
		for (let step = 0; step < 4; step += 1)
			for (const id of fingers) pointer("pointermove", id, point());
		for (const id of fingers)
			pointer(dice(20) ? "pointerup" : "pointercancel", id, point());
	};
	const keys = [
		"+",
		"-",
		"[",
		"]",
		"0",
		"ArrowLeft",
		"ArrowRight",
		"ArrowUp",
		"ArrowDown",
	];
	const all = [
		() => strokes([1]),
		() => strokes([1, 2]),
		() => strokes([1, 2, 3]),
		() => {
			const at = point();
			pointer("pointerdown", 1, at);
			pointer("pointerup", 1, at);
		},
		() => {
			const [clientX, clientY] = point();
			const deltaY = dice(2000) - 1000;
			stage.dispatchEvent(
				new WheelEvent("wheel", { clientX, clientY, deltaY, cancelable: true }),
			);
		},
		() => {
			const key = keys[dice(keys.length)];
			stage.dispatchEvent(
				new KeyboardEvent("keydown", { key, cancelable: true }),
			);
		},
		() => {
			const buttons = own.shadowRoot.querySelectorAll(".market-map-key");
			buttons[dice(buttons.length)].click();
		},
	];
	return (async () => {
		for (let done = 0; done < count; done += 1) {
			all[dice(all.length)]();
			if (done % 100 === 0) await new Promise(requestAnimationFrame);
		}
	})();
}

/** What page, worker and module hold after a cleaning. */
async function heldBy(visit) {
	const { nodes, jsEventListeners } = await visit.held();
	const devtools = await visit.page.context().newCDPSession(visit.page);
	const { heapMb, wasmMb } = await scriptMemory(devtools);
	await devtools.detach();
	return { nodes, jsEventListeners, heapMb, wasmMb };
}

test("ten thousand gestures leave nothing behind", async (t) => {
	const { visit, map } = await visitMap(t);
	const home = async () => {
		await map.evaluate((own) => own.reset());
		await settled(visit);
	};
	const round = async (count, seed) => {
		await map.evaluate(gesture, [count, seed]);
		await home();
		return heldBy(visit);
	};
	const warm = await round(2000, 1);
	assert.ok(warm.wasmMb > 1, "the worker's memory is counted");
	// A slow machine draws fewer of them, and comes later to the most memory that a picture takes:
	// what is left behind would be added by every round.
	let [before, after] = [warm, await round(5000, 2)];
	for (let seed = 3; seed < 10; seed += 1) {
		[before, after] = [after, await round(5000, seed)];
		if (after.wasmMb - before.wasmMb < 0.1) break;
	}
	const grown = Object.fromEntries(
		Object.entries(after).map(([name, value]) => [name, value - before[name]]),
	);
	const said = JSON.stringify({ warm, after, grown });
	t.diagnostic(said);
	assert.ok(after.nodes - warm.nodes <= 4, said);
	assert.equal(after.jsEventListeners, warm.jsEventListeners, said);
	// A hundred bytes for each gesture would be more.
	assert.ok(grown.heapMb < 0.3, said);
	assert.ok(grown.wasmMb < 0.1, said);
	// And the map still is one: a finger moves it as far as it goes.
	const from = await lookBeside(visit, map);
	assert.ok(from.scale > 1, `${from.scale}`);
});

// --- sizes -------------------------------------------------------------------------

test("after a storm of sizes the picture is the one from before", async (t) => {
	const { visit, map } = await visitMap(t);
	const before = await visit.pixels();
	const devtools = await visit.page.context().newCDPSession(visit.page);
	const metrics = (width, height, deviceScaleFactor) =>
		devtools.send("Emulation.setDeviceMetricsOverride", {
			width,
			height,
			deviceScaleFactor,
			mobile: false,
		});
	for (let step = 0; step < 40; step += 1) {
		const [width, height] =
			step % 2 ? [1080, 1920] : [700 + step * 20, 400 + step * 9];
		await metrics(width, height, 1 + (step % 3));
	}
	await map.evaluate(async (own) => {
		for (let step = 0; step < 60; step += 1) {
			own.style.width = step % 3 ? `${300 + step * 11}px` : "0";
			if (step % 7 === 0) await new Promise(requestAnimationFrame);
		}
		own.style.width = "";
	});
	await metrics(SCREEN.width, SCREEN.height, 1);
	await settled(visit);
	const share = differing(before, await visit.pixels());
	assert.ok(share < 0.0005, `${share} of the pixels differ`);
	await devtools.detach();
});

// --- two people --------------------------------------------------------------------

test("a second person does not tear the map away from the first", async (t) => {
	const { visit, map } = await visitMap(t);
	const start = await lookBeside(visit, map);
	const devtools = await visit.page.context().newCDPSession(visit.page);
	const touch = (type, points) =>
		devtools.send("Input.dispatchTouchEvent", {
			type,
			touchPoints: Object.entries(points).map(([id, [x, y]]) => ({
				id: Number(id),
				x,
				y,
			})),
		});
	// Two fingers of the first hold still, a third one of somebody else wanders and lifts.
	const two = { 0: [450, 400], 1: [650, 400] };
	await touch("touchStart", { 0: two[0] });
	await touch("touchStart", two);
	await touch("touchStart", { ...two, 2: [1000, 250] });
	for (let step = 1; step <= 10; step += 1)
		await touch("touchMove", {
			...two,
			2: [1000 - step * 40, 250 + step * 30],
		});
	await touch("touchEnd", two);
	await touch("touchEnd", {});
	await settled(visit);
	const held = await viewOf(visit);
	assert.ok(
		Math.hypot(held.x - start.x, held.y - start.y) < 0.5,
		"the third finger moved it",
	);
	assert.ok(
		Math.abs(held.scale / start.scale - 1) < 0.01,
		"the third finger zoomed it",
	);

	// Both drag apart from one another: one pinch, which nobody meant, and still a map after it.
	const end = { 0: [200, 650], 1: [1000, 150] };
	await touch("touchStart", { 0: two[0] });
	await touch("touchStart", two);
	for (let step = 1; step <= 10; step += 1) {
		const part = (id) =>
			two[id].map((from, axis) => from + ((end[id][axis] - from) * step) / 10);
		await touch("touchMove", { 0: part(0), 1: part(1) });
	}
	await touch("touchEnd", { 1: end[1] });
	// The other one goes on dragging where they are.
	for (let step = 1; step <= 10; step += 1)
		await touch("touchMove", { 1: [1000 - step * 20, 150] });
	await touch("touchEnd", {});
	await settled(visit);
	const after = await viewOf(visit);
	assert.ok(after.scale > start.scale * 1.5, "two fingers apart zoom in");
	// The turn and zoom of the pinch are over: one finger moves the map by its own way.
	await visit.swipe([600, 400], [460, 400]);
	await settled(visit);
	const last = await viewOf(visit);
	assert.ok(
		Math.abs(last.scale / after.scale - 1) < 1e-3,
		"one finger does not zoom",
	);
	assert.ok(
		Math.hypot(last.x - after.x, last.y - after.y) * (after.scale / 10) > 60,
	);
	await devtools.detach();
});

// --- loss --------------------------------------------------------------------------

test("a worker that is gone without a word is replaced, and the view is kept", async (t) => {
	const { visit, map } = await visitMap(t);
	const before = await lookBeside(visit, map);
	const picture = await visit.pixels(before.map.stage);
	const [worker] = visit.page.workers();
	await worker.evaluate(() => close());
	// Whoever touches it next finds out.
	await visit.page.touchscreen.tap(600, 740);
	const canvas = () =>
		map.evaluate(
			(own) =>
				own.shadowRoot.querySelector("canvas").getContext?.("2d") !== null,
		);
	await holds(
		() =>
			map.evaluate(
				(own) =>
					own.shadowRoot.querySelector(".market-map-stage").dataset.painted,
			),
		(painted) => painted === "1",
		"a new engine paints its first picture",
	);
	await settled(visit);
	assert.ok(await canvas());
	const after = await viewOf(visit);
	assert.ok(
		Math.hypot(after.x - before.x, after.y - before.y) < 0.01,
		"another place",
	);
	assert.ok(Math.abs(after.scale / before.scale - 1) < 1e-3, "another scale");
	const share = differing(picture, await visit.pixels(after.map.stage));
	assert.ok(share < 0.001, `${share} of the pixels differ`);
});

test("a canvas that is lost and restored shows the same place again", async (t) => {
	const { visit, map } = await visitMap(t, { prepare: withoutWorkers });
	const before = await lookBeside(visit, map);
	const picture = await visit.pixels(before.map.stage);
	await map.evaluate((own) => {
		const canvas = own.shadowRoot.querySelector("canvas");
		canvas.dispatchEvent(new Event("contextlost", { cancelable: true }));
		canvas.getContext("2d").reset();
	});
	const lost = differing(picture, await visit.pixels(before.map.stage));
	assert.ok(lost > 0.5, `only ${lost} of the picture was lost`);
	await map.evaluate((own) =>
		own.shadowRoot
			.querySelector("canvas")
			.dispatchEvent(new Event("contextrestored")),
	);
	await becomes(
		async () => differing(picture, await visit.pixels(before.map.stage)) === 0,
		true,
	);
});
