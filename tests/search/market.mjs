// The publication as the judge needs it: what a stall sells, of what kind a place is. Shards
// are read when a stall in them is asked for, so that judging a few answers stays quick.

import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Opens the publication in `folder`. Ids are those of the publication. */
export function openMarket(folder) {
	const read = (path) => JSON.parse(readFileSync(join(folder, path), "utf8"));
	const entry = read("publication.json");
	const paths = entry.files.map((file) => file.path);
	// Published names carry a hash before `.json`; `path` is without it.
	const published = (path) =>
		paths.find(
			(it) => it.replace(/\.[0-9a-f]{8}\.json$/, ".json") === `${path}.json`,
		);
	const file = (path) => {
		const found = published(path);
		if (!found) throw new Error(`${folder} has no ${path}.json`);
		return read(found);
	};

	const categories = file("categories");
	const above = new Map(
		categories.id.map((id, at) => [
			id,
			categories.parent[at] < 0 ? null : categories.id[categories.parent[at]],
		]),
	);
	const honours = published("honours") ? file("honours").honours : [];
	const levels = paths
		.filter((path) => path.startsWith("levels/"))
		.map((path) => openLevel(read(path), file, read));
	const byId = new Map(levels.map((level) => [level.id, level]));
	const placeKinds = new Map(levels.flatMap((level) => level.placeKinds));

	return {
		levels,
		honours,
		hasCategory: (id) => above.has(id),
		placeKind: (id) => placeKinds.get(id),
		placeKindsThere: new Set(placeKinds.values()),
		/** Whether category `id` is `other` or lies below it. */
		isBelow(id, other) {
			let at = id;
			while (at && at !== other) at = above.get(at);
			return at === other;
		},
		/** Listings of the shops in a stall: `{ id, name, products, brands, standards }`. */
		listings(stallId) {
			const level = byId.get(stallId.slice(0, stallId.indexOf("-")));
			return level?.listings(stallId) ?? [];
		},
		/** Every listing of the market, shard by shard; nothing of it is kept. */
		*everyListing() {
			for (const level of levels) yield* level.everyListing();
		},
	};
}

function openLevel(level, file, read) {
	const id = level.level;
	const numbers = level.stalls.number;
	const ids = numbers.map(
		(number, at) => level.stalls.ids?.[at] ?? `${id}-${number}`,
	);
	const indexOf = new Map(ids.map((stall, at) => [stall, at]));
	const table = file(`stalls/${id}`);
	const shards = new Map();
	return {
		id,
		ids,
		placeKinds: (level.places ?? []).map((place) => [place.id, place.kind]),
		listings(stallId) {
			const at = indexOf.get(stallId);
			if (at === undefined) return [];
			const shard = Math.floor(at / table.stalls_per_shard);
			if (!shards.has(shard))
				shards.set(shard, read(table.files[shard].path).listings ?? []);
			return shards
				.get(shard)
				.filter((listing) => listing.stalls.includes(stallId));
		},
		*everyListing() {
			for (const { path } of table.files) yield* read(path).listings ?? [];
		},
	};
}
