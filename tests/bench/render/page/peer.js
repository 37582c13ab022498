// The page of a peer: its adapter, the data, and the same questions as to the product.
//
// An adapter (`../peers/NAME.js`) exports by default
//   format      "local" (metres, y down) or "lnglat" (degrees, y up)
//   init({ el, width, height, data, view })   a promise of its state, kept when the engine
//               says that the first picture is complete
//   begin?(state), setView(state, view), end?(state)   fingers down, moving, lifted
//   highlight?(state, ids)   a promise, kept when the stalls are drawn lit up
//   pick?(state, x, y)       the id of the stall at a place of the page, or null

import { followFingers } from "./fingers.js";
import {
	dropDrawCalls,
	longestTaskMs,
	median,
	nextFrame,
	round,
	shown,
	timeTap,
} from "./instruments.js";

const asked = new URLSearchParams(location.search);
const el = document.getElementById("map");
let adapter;
let data;
let state;
let view;

if (asked.has("stub")) dropDrawCalls();

window.bench = {
	longestTaskMs,

	async load() {
		const startMs = performance.now();
		adapter = (await import(`/peers/${asked.get("peer")}.js`)).default;
		const importMs = performance.now() - startMs;
		const answer = await fetch(
			`/data/${asked.get("scene")}.${adapter.format}.json`,
		);
		const text = await answer.text();
		const parseMs = performance.now();
		data = JSON.parse(text);
		return {
			importMs: round(importMs),
			parseMs: round(performance.now() - parseMs),
		};
	},

	/** Milliseconds from the data in hand to the first full picture. */
	async init() {
		const { meta } = data;
		const [width, height] = [innerWidth, innerHeight];
		const first = {
			cx: meta.width / 2,
			cy: meta.height / 2,
			scale: 0.95 * Math.min(width / meta.width, height / meta.height),
		};
		await shown();
		const startMs = performance.now();
		state = await adapter.init({ el, width, height, data, meta, view: first });
		const firstPictureMs = (await shown()) - startMs;
		view = followFingers(el, first, {
			begin: () => adapter.begin?.(state),
			move: (next) => adapter.setView(state, next),
			end: () => adapter.end?.(state),
		});
		return { firstPictureMs: round(firstPictureMs) };
	},

	/** Where the map is: see `pageFromPlan` in `../picture.mjs`. */
	view() {
		const { cx, cy, scale } = view();
		const box = { x: 0, y: 0, width: innerWidth, height: innerHeight };
		return { x: cx, y: cy, pxPerM: scale, turnDeg: 0, box };
	},

	async highlight() {
		if (!adapter.highlight) return {};
		const startMs = await nextFrame();
		await adapter.highlight(state, data.lit);
		return { highlightMs: round((await nextFrame()) - startMs) };
	},

	/** Nothing: what peers lit up may stay. */
	endHighlight() {},

	async pick(points) {
		if (!adapter.pick) return {};
		const times = [];
		let hits = 0;
		for (const [x, y] of points) {
			const startMs = performance.now();
			const id = await adapter.pick(state, x, y);
			times.push(performance.now() - startMs);
			if (id !== null) hits += 1;
		}
		return { hitTestMs: round(median(times)), hits, of: points.length };
	},

	/** Which places of the page belong to the map and to nothing above it. */
	uncovered: (points) => points.map(() => true),

	tap() {
		if (!adapter.pick) return null;
		const answer = new Promise((resolve) => {
			el.addEventListener(
				"pointerup",
				async (event) =>
					resolve(await adapter.pick(state, event.clientX, event.clientY)),
				{ once: true },
			);
		});
		return timeTap(answer);
	},

	/** Engines with columns of their own do not need the data any more. */
	letGo() {
		if (adapter.keepsData === false) data = undefined;
	},
};
