/**
 * Runs the search engine, in a worker or in the page: loads what it needs of the index and asks
 * again, until the answer is as good as it gets.
 */

import start, { SearchEngine } from "../stallmap-search.js";

/** A question is asked again as files arrive, at most so often. */
const MOST_ROUNDS = 12;
/** Files loaded at a time: as many as a browser fetches side by side. */
const MOST_LOADS = 6;
/**
 * What the first answer is made of, beside the index's first file: the texts in which the query
 * could be written, then what they point at. With the names of the stalls that it shows these are
 * four files; the rest makes the answer better afterwards.
 */
export const FIRST_LOADS = [1, 1];
/** Bytes of a file; the largest of the largest market is a tenth of it. */
const MOST_FILE_BYTES = 8_000_000;
/** A file that could not be had is asked for again by a question that comes later than this. */
const AGAIN_MS = 10_000;
/** The whole index is fetched while nobody has asked for so long … */
const QUIET_MS = 2_000;
/** … one file after the other, with so long between them … */
const BETWEEN_MS = 30;
/** … and when one cannot be had, all go on after this. */
const HOLD_AGAIN_MS = 60_000;

/**
 * Opens the index whose first file is at `core`, below the publication's folder `base`.
 * `read(address, mostBytes, row)` promises the bytes of a file, proved. Fails with an error that
 * has a `code`.
 */
export async function openEngine({ module, base, core, read }) {
	await start({ module_or_path: module });
	const first = await read(base + core, MOST_FILE_BYTES);
	return new Searcher(new SearchEngine(new Uint8Array(first)), base, read);
}

/** One engine and its files. */
class Searcher {
	#engine;
	#base;
	#read;
	#turn = 0;
	/** Files on their way, by number. */
	#loads = new Map();
	/** When a file failed last. */
	#failedMs = Number.POSITIVE_INFINITY;
	/** When something was asked last. */
	#askedMs = Number.NEGATIVE_INFINITY;
	#isHolding = false;

	constructor(engine, base, read) {
		this.#engine = engine;
		this.#base = base;
		this.#read = read;
	}

	/**
	 * Answers through `tell(answer)`, again whenever the answer gets better. `waiting` in it says
	 * that more may come, `early` that it lacks even what a first answer is made of. A newer
	 * question silences the ones before.
	 */
	async ask(question, tell) {
		const turn = ++this.#turn;
		this.#askedMs = performance.now();
		if (performance.now() - this.#failedMs > AGAIN_MS) {
			this.#failedMs = Number.POSITIVE_INFINITY;
			this.#engine.forget_failures();
		}
		for (let round = 0; round < MOST_ROUNDS; round++) {
			const started = performance.now();
			const answer = this.#engine.ask(question);
			answer.tookMs = performance.now() - started;
			answer.waiting = answer.needs.length > 0 && round + 1 < MOST_ROUNDS;
			answer.early = answer.waiting && round < FIRST_LOADS.length;
			tell(answer);
			if (!answer.waiting) return;
			const most = FIRST_LOADS[round] ?? MOST_LOADS;
			const needed = [...answer.needs].slice(0, most);
			await Promise.all(needed.map((file) => this.#load(file)));
			if (turn !== this.#turn) return;
		}
	}

	/** Fetches all that is not loaded yet, slowly, so that the search needs the host no more. */
	async hold() {
		if (this.#isHolding) return;
		this.#isHolding = true;
		for (let file = 0; file < this.#engine.files(); file++) {
			while (performance.now() - this.#askedMs < QUIET_MS)
				await pause(QUIET_MS);
			while (!this.#engine.has(file)) {
				try {
					const bytes = await this.#published(file);
					// The published bytes cannot be read: no other ones would come.
					if (!this.#engine.put(file, bytes)) break;
				} catch {
					await pause(HOLD_AGAIN_MS);
				}
			}
			await pause(BETWEEN_MS);
		}
	}

	/** How many files of the index are loaded, and how many there are. */
	held() {
		const files = this.#engine.files();
		let loaded = 0;
		for (let file = 0; file < files; file++) loaded += this.#engine.has(file);
		return [loaded, files];
	}

	/** Parts of texts that fit what was typed; see `SearchEngine.marks`. */
	marks(typed, lists) {
		return this.#engine.marks(typed, lists);
	}

	/** Mixes a stall in as a draft has it; see `SearchEngine.mix`. */
	mix(level, index, said) {
		this.#engine.mix(level, index, said);
	}

	/** Takes over products that an answer's `checks` asked for: rows of `[stall, names]`. */
	putProducts(rows) {
		for (const [stall, names] of rows) this.#engine.put_products(stall, names);
	}

	#load(file) {
		if (!this.#loads.has(file)) {
			const load = this.#fetch(file).finally(() => this.#loads.delete(file));
			this.#loads.set(file, load);
		}
		return this.#loads.get(file);
	}

	/** The files besides the first, as the index means them: `{ path, size, sha256 }`. */
	rows() {
		const engine = this.#engine;
		return Array.from({ length: engine.files() }, (_, file) => ({
			path: engine.path(file),
			...this.#row(file),
		}));
	}

	/** Size and hash of a file; of the hash the index has the first half. */
	#row(file) {
		const hex = (byte) => byte.toString(16).padStart(2, "0");
		const sha256 = Array.from(this.#engine.sha256(file), hex).join("");
		return { size: this.#engine.size(file), sha256 };
	}

	/** The bytes of a file, when they are what the index means. */
	async #published(file) {
		const address = this.#base + this.#engine.path(file);
		const row = this.#row(file);
		return new Uint8Array(await this.#read(address, MOST_FILE_BYTES, row));
	}

	async #fetch(file) {
		try {
			this.#engine.put(file, await this.#published(file));
		} catch (error) {
			console.warn("stallmap: a part of the search is missing:", error);
			this.#engine.fail(file);
			this.#failedMs = performance.now();
		}
	}
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
