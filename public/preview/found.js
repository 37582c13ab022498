/**
 * How buyers find the stall: the published search index with the draft mixed in, asked by the very
 * engine that buyers ask. A rank is the place among the stalls of the answer, nothing else.
 */

import { json } from "../widgets/files.js";
import { ownFinder } from "../widgets/finder.js";

/** Places that are looked at: nobody turns that many pages. */
const LIMIT = 200;
/** The engine asks for the products of so many stalls in a row, and then it is asked again. */
const MOST_CHECKS = 4;
/** As much as the widgets take of any file. */
const MOST_BYTES = 64_000_000;
/** Queries made of the category's usual words. */
const QUERIES = 10;

export class Found {
	#market;
	#stall;
	#categories;
	#finder;
	#turn = 0;
	/** One question after the other: a newer one would silence the one before. */
	#queue = Promise.resolve();

	constructor(market, stall, categories) {
		this.#market = market;
		this.#stall = stall;
		this.#categories = categories;
		this.#finder = ownFinder(market.base, market.index());
	}

	stop() {
		this.#turn++;
		this.#finder.stop();
	}

	/** Mixes in what the shops of the stall say: their listings. */
	async mix(listings) {
		await this.#finder.mix(
			this.#stall.level.id,
			this.#stall.index,
			this.said(listings),
		);
	}

	/** Listings as the engine hears them. */
	said(listings) {
		const all = (field) => listings.flatMap((own) => own[field] ?? []);
		return {
			names: listings.flatMap((own) => Object.values(own.name ?? {})),
			products: all("products").map((own) => Object.values(own)),
			brands: all("brands"),
			standards: all("standards"),
			categories: all("categories")
				.map((id) => this.#categories.ids.indexOf(id))
				.filter((index) => index >= 0),
		};
	}

	/**
	 * Where the stall stands in the answer to a query: `{ rank, total, field, text }`; without a
	 * `rank` it is not among the first, without `isFound` it is not found at all. Nothing when
	 * another question has come meanwhile that makes this one idle.
	 */
	ask(text, language) {
		const turn = this.#turn;
		const answer = this.#queue.then(() =>
			turn === this.#turn ? this.#answer(text, language) : undefined,
		);
		this.#queue = answer.catch(() => {});
		return answer;
	}

	/** What was asked so far and is not answered yet is idle. */
	forgetQuestions() {
		this.#turn++;
	}

	async #answer(text, language) {
		const kiosk = this.#market.kiosk();
		const where = kiosk && { level: kiosk.level, at: kiosk.at };
		const question = { text, language, limit: LIMIT, ...where };
		let answer;
		for (let round = 0; round < MOST_CHECKS; round++) {
			answer = undefined;
			const failed = (code) => {
				throw Object.assign(new Error(code), { code });
			};
			await this.#finder.ask(
				question,
				(own) => {
					answer = own;
				},
				failed,
			);
			if (!answer?.checks?.length) break;
			await this.#finder.putProducts(await this.#products(answer.checks));
		}
		return answer && this.#standing(answer);
	}

	#standing({ hits, total, lit, incomplete }) {
		const { level, index } = this.#stall;
		const stalls = hits.filter((own) =>
			["stall", "shop", "product"].includes(own.kind),
		);
		const place = stalls.findIndex(
			(own) => own.level === level.id && own.index === index,
		);
		const isFound = place >= 0 || (lit[level.id]?.includes(index) ?? false);
		const { field, text, partial, slip } = stalls[place] ?? {};
		const rank = place >= 0 ? place + 1 : undefined;
		return { isFound, rank, total, field, text, partial, slip, incomplete };
	}

	/** Names of the products of stalls, as the engine wants them. */
	async #products(checks) {
		const rows = [];
		for (const { level, count, stall } of checks) {
			const table = await this.#market.file(`stalls/${level}.json`);
			const place = Math.floor(count / table.stalls_per_shard);
			const file = table.files[place];
			const shard =
				file && (await json(this.#market.base + file.path, MOST_BYTES));
			const id = shard?.stalls[count % table.stalls_per_shard]?.id;
			const listings = (shard?.listings ?? []).filter((own) =>
				own.stalls.includes(id),
			);
			const products = listings.flatMap((own) => own.products ?? []);
			rows.push([stall, products.map((own) => Object.values(own).join(" / "))]);
		}
		return rows;
	}

	/**
	 * The words that buyers use for these categories, `{ word, language }`: names and further words
	 * of each and of those above, in the given languages.
	 */
	async usualWords(ids, languages) {
		const rows = [];
		const { ids: all, parents } = this.#categories;
		const chain = [];
		for (const id of ids) {
			let index = all.indexOf(id);
			// The topmost one says what half of the market says.
			while (index >= 0 && parents[index] >= 0) {
				if (!chain.includes(index)) chain.push(index);
				index = parents[index];
			}
			if (index >= 0 && chain.length === 0) chain.push(index);
		}
		for (const index of chain) {
			for (const language of languages) {
				const own = await this.#market.categoryWords(language);
				const words = [own.name[index], ...(own.synonyms[index] ?? [])];
				for (const word of words) {
					if (word && !rows.some((row) => row.word === word))
						rows.push({ word, language });
				}
			}
		}
		return rows;
	}

	/** Ten usual queries: of each language some, the market's own first. */
	queries(words, languages) {
		const rows = [];
		const left = languages.map((tag) =>
			words.filter(({ language }) => language === tag),
		);
		while (rows.length < QUERIES && left.some((own) => own.length > 0))
			for (const own of left) if (own.length > 0) rows.push(own.shift());
		return rows.slice(0, QUERIES);
	}

	/** Of these words, those that none of the listings' texts holds. */
	async lacking(words, listings) {
		const { names, products, brands } = this.said(listings);
		const texts = [
			...names,
			...products.flat(),
			...brands,
			...listings.flatMap((own) => Object.values(own.description ?? {})),
		];
		const rows = [];
		for (const own of words) {
			const [mark] = await this.#finder.marks(own.word, [texts]);
			if (!mark) rows.push(own);
		}
		return rows;
	}
}
