// What is drawn: stalls of the built publication, once as the product reads them and once as
// GeoJSON for everybody else, so that all draw the same stalls, numbers and names.
//
//   level   one level of the market as it is, about 3,000 stalls
//   market  all levels side by side on one sheet, 80,000 stalls

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sheetOf, writeSheet } from "./sheet.mjs";

export const SCENES = ["level", "market"];

/** Degrees on the equator of a decimetre on the sphere of web maps. */
const DEG_PER_DM = 180 / (6378137 * Math.PI) / 10;
/** Texts are cut into lines for this scale, so that whoever cannot cut them has them cut. */
const TEXT_PX_PER_DM = 1.4;
const LETTER = { width: 11, height: 14 };
/** The red mark of a stall: a square in its upper right corner. */
const MARK_SHARE = 0.4;
const MARK_INSET_DM = 1.5;

/**
 * Prepares both scenes below `out`: `{ level, market }`, each `{ name, level, stalls, box,
 * lit }`. `level` is the level's id in the product's publication, which lies in `dist/data` for
 * the one level and in `OUT/sheet` for the sheet; `lit` are the indices of the stalls that a
 * search would light up.
 */
export function prepareScenes(publication, out) {
	mkdirSync(join(out, "data"), { recursive: true });
	const read = reader(publication);
	const market = read("market");
	const ids = market.buildings.flatMap((building) =>
		building.levels.map((level) => level.id),
	);
	const level = sceneOf("level", ids[0], read);
	const sheet = sheetOf(read, market);
	writeSheet(sheet, join(out, "sheet"));
	const whole = sceneOf("market", sheet.level, (name) => sheet.files[name]);
	for (const scene of [level, whole]) writeGeoJson(scene, join(out, "data"));
	return { level, market: whole };
}

/** Reads a file of a publication by its path without hash and ending. */
function reader(publication) {
	return (name) => {
		const [folder, stem] = name.includes("/")
			? [name.slice(0, name.lastIndexOf("/")), name.split("/").at(-1)]
			: ["", name];
		const files = readdirSync(join(publication, folder));
		const file = files.find((f) => f.startsWith(`${stem}.`));
		if (!file) throw new Error(`${publication} has no ${name}`);
		return JSON.parse(readFileSync(join(publication, folder, file), "utf8"));
	};
}

function sceneOf(name, level, read) {
	const { stalls: columns, grades } = read(`levels/${level}`);
	const names = read(`names/zh/${level}`).name;
	const categories = read("categories");
	const stalls = columns.number.map((number, index) => {
		const [x, y] = [columns.x[index], columns.y[index]];
		const [w, h] = [columns.w[index], columns.h[index]];
		const corners = columns.outline[index];
		const grade = grades[columns.grade[index] - 1]?.level.length ?? 0;
		return {
			number,
			name: names[index] ?? "",
			x,
			y,
			w,
			h,
			isBox: !corners,
			ring: corners ?? [
				[x, y],
				[x + w, y],
				[x + w, y + h],
				[x, y + h],
			],
			grade: Math.min(grade, 3),
			marked: columns.plaques[index] & 1,
		};
	});
	const box = boxAround(stalls);
	const lit = manyOfOneTrade(columns, categories);
	return { name, level, stalls, box, lit };
}

function boxAround(stalls) {
	const least = (key) => stalls.reduce((low, s) => Math.min(low, s[key]), 1e9);
	const most = (at, size) =>
		stalls.reduce((high, s) => Math.max(high, s[at] + s[size]), -1e9);
	const [x, y] = [least("x"), least("y")];
	return { x, y, w: most("x", "w") - x, h: most("y", "h") - y };
}

/** The stalls of the trade that comes nearest to an eighth of all. */
function manyOfOneTrade(columns, categories) {
	const trade = categories.parent.map((_, index) => {
		let at = index;
		while (categories.parent[at] >= 0) at = categories.parent[at];
		return at;
	});
	const lit = new Map();
	for (const index of columns.number.keys()) {
		const own = [
			columns.category[index],
			...(columns.more_categories[index] ?? []),
		];
		for (const at of new Set(own.map((category) => trade[category]))) {
			if (at === undefined) continue;
			if (!lit.has(at)) lit.set(at, []);
			lit.get(at).push(index);
		}
	}
	const wanted = columns.number.length / 8;
	const far = ([, indices]) => Math.abs(indices.length - wanted);
	const [[, indices]] = [...lit].sort((a, b) => far(a) - far(b));
	return indices;
}

// --- GeoJSON ---------------------------------------------------------------------

/** `NAME.local.json` in metres with y down, `NAME.lnglat.json` in degrees with y up. */
function writeGeoJson(scene, folder) {
	const { x, y, w, h } = scene.box;
	const metres = ([px, py]) => [(px - x) / 10, (py - y) / 10];
	// Nine decimals are a tenth of a millimetre.
	const degree = (dm) => Math.round(dm * DEG_PER_DM * 1e9) / 1e9;
	const degrees = ([px, py]) => [
		degree(px - x - w / 2),
		degree(y + h / 2 - py),
	];
	for (const [format, place] of Object.entries({
		local: metres,
		lnglat: degrees,
	})) {
		const meta = { count: scene.stalls.length, width: w / 10, height: h / 10 };
		const stalls = collection(scene.stalls, place, ringOf, (stall) => ({
			text: [stall.number, ...linesOf(stall)].join("\n"),
			grade: stall.grade,
			marked: stall.marked,
		}));
		const marked = scene.stalls.filter((stall) => stall.marked);
		const marks = collection(marked, place, markOf, () => ({}));
		const lit = scene.lit;
		const file = join(folder, `${scene.name}.${format}.json`);
		writeFileSync(file, JSON.stringify({ meta, stalls, marks, lit }));
	}
}

function collection(list, place, outline, properties) {
	const features = list.map((stall, id) => {
		const ring = outline(stall).map(place);
		return {
			type: "Feature",
			id,
			properties: properties(stall),
			geometry: { type: "Polygon", coordinates: [[...ring, ring[0]]] },
		};
	});
	return { type: "FeatureCollection", features };
}

/** The name in as many lines as the stall has room for below its number. */
function linesOf({ name, w, h }) {
	const perLine = Math.floor((w * TEXT_PX_PER_DM) / LETTER.width);
	const most = Math.floor((h * TEXT_PX_PER_DM) / LETTER.height) - 1;
	const letters = [...name];
	const lines = [];
	while (letters.length > 0 && lines.length < most) {
		lines.push(letters.splice(0, Math.max(3, perLine)).join(""));
	}
	return lines;
}

const ringOf = (stall) => stall.ring;

function markOf({ x, y, w, h }) {
	const side = Math.min(w, h) * MARK_SHARE;
	const right = x + w - MARK_INSET_DM;
	const top = y + MARK_INSET_DM;
	return [
		[right - side, top],
		[right, top],
		[right, top + side],
		[right - side, top + side],
	];
}
