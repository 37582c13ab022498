// A publication whose only level is the whole market: the levels of all buildings side by
// side, a column for each building. No operator has such a plan; it is the most that can be
// on one screen at once.

import { createHash } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const LEVEL = "sheet";
const GAP_DM = 400;
const LANGUAGES = ["zh", "en"];

/** `{ level, publication, files }`: the files by their path without hash and ending. */
export function sheetOf(read, market) {
	const pieces = piecesOf(market);
	const files = {
		market: marketOf(market, pieces, read),
		categories: categoriesOf(read("categories")),
		connectors: { connectors: [] },
		[`levels/${LEVEL}`]: levelOf(pieces, read),
		[`stalls/${LEVEL}`]: { stalls_per_shard: 16, files: [] },
	};
	for (const language of LANGUAGES) {
		const name = pieces.flatMap(
			({ id }) => read(`names/${language}/${id}`).name,
		);
		files[`names/${language}/${LEVEL}`] = { name };
		const trades = `names/${language}/categories`;
		files[trades] = read(trades);
	}
	return { level: LEVEL, publication: read("publication"), files };
}

/** Writes it as a publisher would: every file named by its hash, listed in the entry file. */
export function writeSheet({ publication, files }, folder) {
	rmSync(folder, { recursive: true, force: true });
	const rows = Object.entries(files).map(([name, content]) => {
		const body = JSON.stringify(content);
		const sha256 = createHash("sha256").update(body).digest("hex");
		const path = `${name}.${sha256.slice(0, 8)}.json`;
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), body);
		return { path, size: Buffer.byteLength(body), sha256 };
	});
	const entry = { ...publication, languages: LANGUAGES, files: rows };
	writeFileSync(join(folder, "publication.json"), JSON.stringify(entry));
}

/** Where each level lies on the sheet: `[{ id, prefix, dx, dy, outline }]`, decimetres. */
function piecesOf(market) {
	const span = (axis) =>
		Math.max(
			...market.buildings.flatMap((building) =>
				building.levels.flatMap((level) => level.outline.map((p) => p[axis])),
			),
		) + GAP_DM;
	const [wide, high] = [span(0), span(1)];
	return market.buildings.flatMap((building, column) =>
		building.levels.map((level, row) => ({
			id: level.id,
			prefix: level.stall_prefix,
			dx: column * wide,
			dy: row * high,
			outline: level.outline,
		})),
	);
}

function marketOf(market, pieces, read) {
	const [building] = market.buildings;
	const corners = pieces.flatMap(({ dx, dy, outline }) =>
		outline.map(([x, y]) => [x + dx, y + dy]),
	);
	const xs = corners.map((corner) => corner[0]);
	const ys = corners.map((corner) => corner[1]);
	const [left, top, right, bottom] = [
		Math.min(...xs),
		Math.min(...ys),
		Math.max(...xs),
		Math.max(...ys),
	];
	const outline = [
		[left, top],
		[right, top],
		[right, bottom],
		[left, bottom],
	];
	const level = { ...building.levels[0], id: LEVEL, stall_prefix: "", outline };
	const levels = pieces.map(({ id }) => read(`levels/${id}`));
	const count = (of) => levels.reduce((all, { stalls }) => all + of(stalls), 0);
	return {
		...market,
		buildings: [{ ...building, anchor: [0, 0], outline, levels: [level] }],
		levels: {
			[LEVEL]: {
				stalls: count((stalls) => stalls.number.length),
				marked: count((stalls) => stalls.plaques.filter((p) => p & 1).length),
			},
		},
		kiosks: { [LEVEL]: market.kiosks[pieces[0].id] },
	};
}

function levelOf(pieces, read) {
	const stalls = {};
	const sparse = { outline: {}, more_categories: {} };
	const grades = [];
	const places = [];
	let before = 0;
	for (const { id, prefix, dx, dy } of pieces) {
		const level = read(`levels/${id}`);
		const columns = level.stalls;
		const move = ([x, y]) => [x + dx, y + dy];
		const moved = {
			...columns,
			number: columns.number.map((number) => prefix + number),
			x: columns.x.map((x) => x + dx),
			y: columns.y.map((y) => y + dy),
			grade: columns.grade.map((grade) => grade && grade + grades.length),
		};
		for (const [key, column] of Object.entries(moved)) {
			if (Array.isArray(column))
				stalls[key] = (stalls[key] ?? []).concat(column);
		}
		for (const [index, ring] of Object.entries(columns.outline)) {
			sparse.outline[before + Number(index)] = ring.map(move);
		}
		for (const [index, more] of Object.entries(columns.more_categories)) {
			sparse.more_categories[before + Number(index)] = more;
		}
		grades.push(...level.grades);
		places.push(...level.places.map((p) => ({ ...p, at: move(p.at) })));
		before += columns.number.length;
	}
	return { level: LEVEL, stalls: { ...stalls, ...sparse }, grades, places };
}

function categoriesOf(categories) {
	// Pairs of a level's index and how many of its stalls are in the category.
	const counts = categories.counts.map((pairs) => {
		const total = pairs.reduce((sum, n, at) => sum + (at % 2 ? n : 0), 0);
		return total ? [0, total] : [];
	});
	return { ...categories, levels: [LEVEL], counts };
}
