// The same fingers for everybody: touches through the DevTools protocol, moved by the clock
// and not by how fast the page answers.

import { setTimeout as pause } from "node:timers/promises";
import { nowUs } from "./frames.mjs";

/** CSS pixels of a metre at which stalls carry their texts. */
export const DETAIL_PX_PER_M = 14;
/** More than this, and two fingers of one hand have to grip anew. */
const MOST_OF_ONE_PINCH = 5.2;
const NARROW_PX = 100;
const DRAGS = [
	[-420, -210],
	[-420, 210],
	[420, 0],
];
/** Twice as often as the screen, so that every frame finds the fingers moved. */
const STEP_MS = 8;
/** Touches that may wait for their answer; a busy page gets fewer, as from a real screen. */
const WAITING = 2;

/**
 * Three seconds: pinched open from `fromPxPerM` to the detail, dragged three times, pinched
 * shut again. `box` is the map on the page.
 */
export function gestureOf(box, fromPxPerM) {
	const open = pinches(box, DETAIL_PX_PER_M / fromPxPerM, 1000);
	const shut = pinches(box, fromPxPerM / DETAIL_PX_PER_M, 1000);
	const [x, y] = middleOf(box);
	const drags = DRAGS.map(([dx, dy]) => ({
		ms: 1000 / DRAGS.length,
		fingers: (share) => [[x + dx * (share - 0.5), y + dy * (share - 0.5)]],
	}));
	return [...open, ...drags, ...shut];
}

/** Two fingers side by side, as often as needed to change the scale by `factor`. */
export function pinches(box, factor, ms) {
	const [x, y] = middleOf(box);
	const count = Math.ceil(
		Math.abs(Math.log(factor)) / Math.log(MOST_OF_ONE_PINCH),
	);
	const growth = factor ** (1 / count);
	const fromPx = growth > 1 ? NARROW_PX : NARROW_PX / growth;
	const fingers = (share) => {
		// Even growth looks even: the scale is what is perceived, not the distance.
		const half = (fromPx * growth ** share) / 2;
		return [
			[x - half, y],
			[x + half, y],
		];
	};
	return Array.from({ length: count }, () => ({ ms: ms / count, fingers }));
}

const middleOf = ({ x, y, width, height }) => [
	Math.round(x + width * 0.42),
	Math.round(y + height * 0.45),
];

/** Most of the way evenly, then to a halt: fingers that stop throw nothing. */
const slowing = (time) =>
	time < 0.8 ? time / 0.9 : 1 - ((1 - time) / 0.2) ** 2 / 9;

/**
 * Plays strokes one after the other. Answers `[from, to]` for each, in microseconds: from the
 * first move to the last. With `lift: false` the fingers of the last stroke stay down.
 */
export async function play(devtools, strokes, { lift = true } = {}) {
	const touch = (type, points) =>
		devtools.send("Input.dispatchTouchEvent", {
			type,
			touchPoints: points.map(([x, y], id) => ({ x, y, id })),
		});
	const spans = [];
	for (const [index, { ms, fingers }] of strokes.entries()) {
		await touch("touchStart", fingers(0));
		const startUs = nowUs();
		let waiting = 0;
		for (;;) {
			const share = (nowUs() - startUs) / 1000 / ms;
			if (share >= 1) break;
			if (waiting < WAITING) {
				waiting += 1;
				touch("touchMove", fingers(slowing(share)))
					// The page may be closed under a finger when it takes too long.
					.catch(() => {})
					.finally(() => {
						waiting -= 1;
					});
			}
			await pause(STEP_MS);
		}
		await touch("touchMove", fingers(1));
		spans.push([startUs, nowUs()]);
		if (lift || index < strokes.length - 1) await touch("touchEnd", []);
	}
	return spans;
}

export const liftAll = (devtools) =>
	devtools.send("Input.dispatchTouchEvent", {
		type: "touchEnd",
		touchPoints: [],
	});

/** One finger, down and up at a place. */
export async function tap(devtools, [x, y]) {
	const touchPoints = [{ x, y, id: 0 }];
	await devtools.send("Input.dispatchTouchEvent", {
		type: "touchStart",
		touchPoints,
	});
	await liftAll(devtools);
}
