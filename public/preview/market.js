/**
 * The publication as an owner's page needs it, read through the same gate as the elements': the
 * stall, its shops, the categories, and who says what about it.
 */

import { failure } from "../widgets/errors.js";
import { bytes, json, trust } from "../widgets/files.js";
import { sha256 } from "../widgets/seal.js";

/** As much as the widgets take of any file. */
const MOST_BYTES = 64_000_000;
const ENTRY = "publication.json";

/** A number as people write it: without case, spaces and what stands between. */
export const plain = (text) =>
	String(text)
		.normalize("NFKC")
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]/gu, "");

export class Market {
	#base;
	#rows;
	#levels = new Map();

	/** Opens the publication in a folder; with a key only what its owner has signed. */
	static async open({ src, pubkey }) {
		const market = new Market();
		trust(src, pubkey ?? "", false);
		market.#base = new URL(
			src.endsWith("/") ? src : `${src}/`,
			document.baseURI,
		).href;
		const raw = await bytes(market.#base + ENTRY, MOST_BYTES);
		const entry = JSON.parse(new TextDecoder().decode(raw));
		market.#rows = entry.files.map(({ path }) => path);
		market.sequence = entry.sequence;
		market.languages = entry.languages;
		market.sha256 = await sha256(raw);
		const venue = await market.file("market.json");
		market.venue = venue;
		market.id = venue.market.id;
		market.levels = venue.buildings.flatMap((building) =>
			building.levels.map((level) => ({ building, level })),
		);
		return market;
	}

	get base() {
		return this.#base;
	}

	/** Path of a file with its hash; nothing when it is not published. */
	path(name) {
		const dot = name.lastIndexOf(".");
		const [stem, ending] = [name.slice(0, dot), name.slice(dot)];
		return this.#rows.find(
			(path) =>
				path === name ||
				(path.startsWith(`${stem}.`) &&
					path.endsWith(ending) &&
					path.length === name.length + 9),
		);
	}

	/** A parsed file. */
	async file(name) {
		const path = this.path(name);
		if (!path) throw failure("not-published", name);
		return json(this.#base + path, MOST_BYTES);
	}

	async #maybe(name, otherwise) {
		return this.path(name) ? this.file(name) : otherwise;
	}

	/** The stalls of a level in columns, with their ids. */
	async level(id) {
		if (!this.#levels.has(id)) {
			const file = await this.file(`levels/${id}.json`);
			const { number, ids, printed } = file.stalls;
			const { level, building } = this.levels.find(
				(own) => own.level.id === id,
			);
			const rows = number.map((own, index) => ({
				index,
				id: ids?.[index] ?? `${id}-${own}`,
				number: own,
				printed: printed?.[index] ?? (level.stall_prefix ?? "") + own,
			}));
			this.#levels.set(id, { id, level, building, rows, columns: file.stalls });
		}
		return this.#levels.get(id);
	}

	/** The stalls that could be meant by what was typed: an id, a printed number, or a bare one. */
	async find(typed) {
		const wanted = plain(typed);
		if (!wanted) return [];
		const begins = this.levels.filter(({ level }) =>
			[level.id, level.stall_prefix ?? ""].some(
				(own) => plain(own) && wanted.startsWith(plain(own)),
			),
		);
		const fits = ({ id, printed, number }) =>
			[id, printed, number].some((own) => plain(own) === wanted);
		const found = await this.#among(begins, fits);
		if (found.length > 0) return found;
		const others = this.levels.filter((own) => !begins.includes(own));
		return this.#among(others, fits);
	}

	/** A stall by its id; nothing when there is none. */
	async stall(id) {
		const own = this.levels.filter(({ level }) =>
			id.startsWith(`${level.id}-`),
		);
		const [found] = await this.#among(own, (row) => row.id === id);
		return found;
	}

	async #among(levels, fits) {
		const found = [];
		for (const { level } of levels) {
			const own = await this.level(level.id);
			for (const row of own.rows)
				if (fits(row)) found.push({ ...row, level: own });
		}
		return found;
	}

	/** What is published of a stall: its record and the listings of its shops. */
	async record(stall) {
		const { level, index, id } = stall;
		const table = await this.file(`stalls/${level.id}.json`);
		const file = table.files[Math.floor(index / table.stalls_per_shard)];
		const shard = await json(this.#base + file.path, MOST_BYTES);
		return {
			record: shard.stalls.find((own) => own.id === id) ?? {},
			listings: (shard.listings ?? []).filter((own) => own.stalls.includes(id)),
		};
	}

	/** The category tree: ids and parents by index. */
	async categories() {
		const { id, parent } = await this.file("categories.json");
		return { ids: id, parents: parent };
	}

	/** Names and further words of the categories in a language: lists by index. */
	async categoryWords(language) {
		const none = { name: [], synonyms: [] };
		const own = await this.#maybe(`names/${language}/categories.json`, none);
		return { name: own.name ?? [], synonyms: own.synonyms ?? [] };
	}

	async honours() {
		return (await this.#maybe("honours.json", { honours: [] })).honours;
	}

	/** Path of the search index's first file. */
	index() {
		return this.path("search/core.bin");
	}

	/** Where a buyer without a map stands: a kiosk of the first level on the ground, or above. */
	kiosk() {
		const ground = this.levels.filter(({ level }) => (level.ordinal ?? 0) >= 0);
		for (const { level } of ground) {
			const own = this.venue.kiosks?.[level.id]?.[0];
			if (own) return { level: level.id, ...own };
		}
		return undefined;
	}
}
