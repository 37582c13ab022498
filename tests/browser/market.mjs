// What a publication says, read straight from its files: the tests compare the screen with it.
// Nothing here asks the product's own code, so that both cannot be wrong together.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DIST } from "./harness.mjs";

/** The publication in `dist/data`, or another folder; its files read when they are asked for. */
export function openMarket(dist = DIST, folder = "data") {
	const data = join(dist, folder);
	const read = (path) => JSON.parse(readFileSync(join(data, path), "utf8"));
	const paths = new Map(
		read("publication.json").files.map((row) => [
			row.path.replace(/\.[0-9a-f]{8}\.json$/, ".json"),
			row.path,
		]),
	);
	const known = new Map();

	/** Where a file lies below the data folder, by its name without the digits. */
	function pathOf(name) {
		const path = paths.get(name);
		if (!path) throw new Error(`the publication has no ${name}`);
		return path;
	}

	/** What a file says, by its name without the digits. */
	function published(name) {
		if (!known.has(name)) known.set(name, read(pathOf(name)));
		return known.get(name);
	}

	const venue = published("market.json");
	const categories = published("categories.json");
	const levels = venue.buildings.flatMap((building) => building.levels);

	/** A level's row in market.json. */
	function levelRow(id) {
		return levels.find((level) => level.id === id);
	}

	/** `{ level, kiosk }` of a kiosk's id. */
	function kiosk(id) {
		for (const [level, kiosks] of Object.entries(venue.kiosks)) {
			const own = kiosks.find((row) => row.id === id);
			if (own) return { level, kiosk: own };
		}
		throw new Error(`the publication has no kiosk ${id}`);
	}

	/**
	 * A level's stalls as rows: `{ id, index, printed, x, y, w, h, isBox, categories, marked,
	 * post, name }`. The box is in decimetres; `categories` are indexes, the main one first,
	 * none when the stall is not let.
	 */
	function stalls(level, language = "zh") {
		const { stalls } = published(`levels/${level}.json`);
		const names = paths.has(`names/${language}/${level}.json`)
			? published(`names/${language}/${level}.json`).name
			: [];
		const { stall_prefix: prefix } = levelRow(level);
		return stalls.number.map((number, index) => ({
			id: stalls.ids?.[index] ?? `${level}-${number}`,
			index,
			printed: stalls.printed?.[index] ?? `${prefix}${number}`,
			x: stalls.x[index],
			y: stalls.y[index],
			w: stalls.w[index],
			h: stalls.h[index],
			isBox: !(stalls.outline && index in stalls.outline),
			categories: [
				stalls.category[index],
				...(stalls.more_categories?.[index] ?? []),
			].filter((category) => category >= 0),
			marked: (stalls.plaques[index] & 1) !== 0,
			post: (stalls.plaques[index] & 2) !== 0,
			name: names[index] ?? "",
		}));
	}

	/** Where signs stand on a level: its service places and kiosks, `[x, y]` in decimetres. */
	function signs(level) {
		const { places } = published(`levels/${level}.json`);
		return [...places, ...(venue.kiosks[level] ?? [])].map((row) => row.at);
	}

	/** The full record of a stall, as its shard has it: `{ path, shard, stall, listings }`. */
	function record(level, id) {
		const { index } = stalls(level).find((row) => row.id === id);
		const table = published(`stalls/${level}.json`);
		const row = table.files[Math.floor(index / table.stalls_per_shard)];
		const shard = read(row.path);
		return {
			path: row.path,
			shard,
			stall: shard.stalls.find((stall) => stall.id === id),
			listings: shard.listings.filter((listing) => listing.stalls.includes(id)),
		};
	}

	/** True when `category` is `above` or lies below it; both are indexes. */
	function isWithin(category, above) {
		for (let own = category; own >= 0; own = categories.parent[own]) {
			if (own === above) return true;
		}
		return false;
	}

	/** The stalls of a level that list a category or one below it. */
	function stallsOf(level, category) {
		return stalls(level).filter((stall) =>
			stall.categories.some((own) => isWithin(own, category)),
		);
	}

	/** `[level id, number of stalls]` of a category, counted stall by stall; none are left out. */
	function countsOf(category) {
		return levels
			.map((level) => [level.id, stallsOf(level.id, category).length])
			.filter(([, count]) => count > 0);
	}

	/** Name of a category in a language. */
	function categoryName(index, language = "zh") {
		return published(`names/${language}/categories.json`).name[index];
	}

	return {
		pathOf,
		published,
		venue,
		categories,
		levels,
		levelRow,
		kiosk,
		stalls,
		signs,
		record,
		stallsOf,
		countsOf,
		categoryName,
	};
}
