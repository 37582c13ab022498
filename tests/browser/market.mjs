// What the publication says, read straight from its files: the tests compare the screen with it.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DIST } from "./harness.mjs";

const DATA = join(DIST, "data");

function read(path) {
	return JSON.parse(readFileSync(join(DATA, path), "utf8"));
}

const entry = read("publication.json");
const paths = new Map(
	entry.files.map((row) => [row.path.replace(/\.[0-9a-f]{8}\.json$/, ".json"), row.path]),
);

/** A published file by its name without the digits. */
export function published(name) {
	const path = paths.get(name);
	if (!path) throw new Error(`the publication has no ${name}`);
	return read(path);
}

export const venue = published("market.json");
export const categories = published("categories.json");
export const home = { kiosk: "a1-k1", level: levelOfKiosk("a1-k1") };

function levelOfKiosk(id) {
	for (const [level, kiosks] of Object.entries(venue.kiosks)) {
		if (kiosks.some((kiosk) => kiosk.id === id)) return level;
	}
	throw new Error(`the publication has no kiosk ${id}`);
}

/** A level's stalls as rows: `{ id, number, printed, x, y, w, h, category, marked, post, name }`. */
export function stalls(level, language = "zh") {
	const { stalls } = published(`levels/${level}.json`);
	const { name } = published(`names/${language}/${level}.json`);
	const { stall_prefix: prefix } = venue.buildings
		.flatMap((building) => building.levels)
		.find((row) => row.id === level);
	return stalls.number.map((number, index) => ({
		id: stalls.ids?.[index] ?? `${level}-${number}`,
		number,
		printed: stalls.printed?.[index] ?? `${prefix}${number}`,
		x: stalls.x[index],
		y: stalls.y[index],
		w: stalls.w[index],
		h: stalls.h[index],
		isBox: !(stalls.outline && index in stalls.outline),
		categories: [stalls.category[index], ...(stalls.more_categories?.[index] ?? [])],
		marked: (stalls.plaques[index] & 1) !== 0,
		post: (stalls.plaques[index] & 2) !== 0,
		name: name[index],
	}));
}

/** The full record of a stall, as its shard has it: `{ stall, listings }`. */
export function record(level, id) {
	const index = stalls(level).findIndex((stall) => stall.id === id);
	const table = published(`stalls/${level}.json`);
	const shard = read(table.files[Math.floor(index / table.stalls_per_shard)].path);
	return {
		stall: shard.stalls.find((stall) => stall.id === id),
		listings: shard.listings.filter((listing) => listing.stalls.includes(id)),
	};
}

/** True when `category` is `above` or lies below it (indexes into categories.json). */
export function isWithin(category, above) {
	for (let own = category; own >= 0; own = categories.parent[own]) {
		if (own === above) return true;
	}
	return false;
}

/** Name of a category in a language. */
export function categoryName(index, language = "zh") {
	return published(`names/${language}/categories.json`).name[index];
}
