// What can be read off a screenshot, the same way for every engine.

import { PNG } from "pngjs";

/** Stalls at least so large on the screen shall carry text, CSS pixels. */
const TEXT_BOX_PX = { width: 40, height: 30 };
/** Letters are that much darker or lighter than the stall's ground, 0 to 255. */
const INK_CONTRAST = 70;
/** Fewer pixels of ink are no number. */
const INK_PX = 14;
/** Side of the squares that count as drawn or not. */
const CELL_PX = 24;
const CELL_SHARE = 0.02;

export const pictureOf = async (page) => PNG.sync.read(await page.screenshot());

/** Where a place of the scene is on the page, CSS pixels; `view` as the page says it. */
export function pageFromPlan(view, xM, yM) {
	const turn = (view.turnDeg * Math.PI) / 180;
	const [sin, cos] = [Math.sin(turn), Math.cos(turn)];
	const [dx, dy] = [xM - view.x, yM - view.y];
	const { x, y, width, height } = view.box;
	return [
		x + width / 2 + (dx * cos - dy * sin) * view.pxPerM,
		y + height / 2 + (dx * sin + dy * cos) * view.pxPerM,
	];
}

/**
 * The boxes of stalls that are wholly in view and large enough for text:
 * `[{ index, x, y, width, height }]`, CSS pixels. `origin` is where the page's plan begins in
 * the scene, decimetres. Only for maps that stand upright.
 */
export function largeStalls(stalls, view, origin) {
	const { box } = view;
	return stalls.flatMap((stall, index) => {
		if (!stall.isBox) return [];
		const [x, y] = pageFromPlan(
			view,
			(stall.x - origin.x) / 10,
			(stall.y - origin.y) / 10,
		);
		const width = (stall.w / 10) * view.pxPerM;
		const height = (stall.h / 10) * view.pxPerM;
		const isLarge = width >= TEXT_BOX_PX.width && height >= TEXT_BOX_PX.height;
		const isInView =
			x >= box.x &&
			y >= box.y &&
			x + width <= box.x + box.width &&
			y + height <= box.y + box.height;
		return isLarge && isInView ? [{ index, x, y, width, height }] : [];
	});
}

/** Percent of these boxes that have letters around their middle. */
export function percentWithText(picture, boxes) {
	if (boxes.length === 0) return undefined;
	const written = boxes.filter((box) => inkOf(picture, box) >= INK_PX);
	return (100 * written.length) / boxes.length;
}

/** Pixels of ink in the middle of a box; the red mark in the corner is none. */
function inkOf(picture, { x, y, width, height }) {
	const shades = [];
	for (let py = Math.ceil(y + height * 0.15); py < y + height * 0.85; py += 1) {
		for (let px = Math.ceil(x + width * 0.1); px < x + width * 0.9; px += 1) {
			const [red, green, blue] = colorAt(picture, px, py);
			const isRed = red > 150 && green < 90 && blue < 90;
			if (!isRed) shades.push((red + green + blue) / 3);
		}
	}
	shades.sort((a, b) => a - b);
	const ground = shades[shades.length >> 1];
	return shades.filter((shade) => Math.abs(shade - ground) > INK_CONTRAST)
		.length;
}

/** Percent of the squares with something drawn in `whole` that have something in `held` too. */
export function percentDrawn(held, whole, box) {
	const ground = commonColor(whole, box);
	let [wanted, found] = [0, 0];
	for (let y = box.y; y + CELL_PX <= box.y + box.height; y += CELL_PX) {
		for (let x = box.x; x + CELL_PX <= box.x + box.width; x += CELL_PX) {
			if (!isDrawn(whole, x, y, ground)) continue;
			wanted += 1;
			if (isDrawn(held, x, y, ground)) found += 1;
		}
	}
	return wanted ? (100 * found) / wanted : undefined;
}

/** The color of most of the picture: what lies between the stalls. */
function commonColor(picture, { x, y, width, height }) {
	const counts = new Map();
	for (let py = y; py < y + height; py += 7) {
		for (let px = x; px < x + width; px += 7) {
			const key = colorAt(picture, px, py).join();
			counts.set(key, (counts.get(key) ?? 0) + 1);
		}
	}
	const [[color]] = [...counts].sort((a, b) => b[1] - a[1]);
	return color.split(",").map(Number);
}

function isDrawn(picture, x, y, ground) {
	let others = 0;
	for (let py = y; py < y + CELL_PX; py += 1) {
		for (let px = x; px < x + CELL_PX; px += 1) {
			const color = colorAt(picture, px, py);
			if (color.some((part, at) => Math.abs(part - ground[at]) > 6))
				others += 1;
		}
	}
	return others > CELL_PX * CELL_PX * CELL_SHARE;
}

/** Percent of pixels that differ between two pictures. */
export function percentChanged(before, after) {
	let changed = 0;
	for (let i = 0; i < before.data.length; i += 4) {
		const isOther = [0, 1, 2].some(
			(part) => Math.abs(before.data[i + part] - after.data[i + part]) > 12,
		);
		if (isOther) changed += 1;
	}
	return (400 * changed) / before.data.length;
}

function colorAt({ width, data }, x, y) {
	const start = (Math.floor(y) * width + Math.floor(x)) * 4;
	return data.subarray(start, start + 3);
}
