/**
 * Asks the search engine: in a worker, so that typing never waits, or in the page when the browser
 * refuses workers or theirs dies.
 */

import { bytes } from "./files.js";

const WASM = new URL("../stallmap-search_bg.wasm", import.meta.url);
const WORKER = new URL("./search-worker.js", import.meta.url);
const ENGINE = new URL("./search-engine.js", import.meta.url);

/** The first screen and its first touches come before the index that nobody asked for yet. */
const HOLD_AFTER_MS = 3_000;
/** When not even its first file could be had, it is tried again after this. */
const HOLD_AGAIN_MS = 60_000;

let compiled;

function compile() {
	compiled ??= fetch(WASM)
		.then((answer) => {
			if (!answer.ok) throw new Error(`${WASM.pathname}: ${answer.status}`);
			return answer.arrayBuffer();
		})
		.then((bytes) => WebAssembly.compile(bytes))
		.catch((error) => {
			compiled = undefined;
			throw error;
		});
	return compiled;
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until the page has nothing else to do, where the browser says so. */
const idle = () =>
	new Promise((resolve) =>
		globalThis.requestIdleCallback
			? requestIdleCallback(resolve, { timeout: 10_000 })
			: resolve(),
	);

/** One engine for each index of the page. */
const finders = new Map();

/** The finder of a publication: `base` its folder, `core` the path of the index's first file. */
export function finder(base, core) {
	const address = new URL(base, document.baseURI).href;
	const key = `${address}\n${core}`;
	if (!finders.has(key)) finders.set(key, new Finder(address, core));
	return finders.get(key);
}

/** A finder that nobody else asks: a newer question of theirs silences none of its own. */
export function ownFinder(base, core) {
	return new Finder(new URL(base, document.baseURI).href, core);
}

/** Forgets all engines: the next question begins with fresh files. */
export function forgetFinders() {
	for (const own of finders.values()) own.stop();
	finders.clear();
}

class Finder {
	#options;
	/** Whoever answers: `ask(question, tell)`, `marks(typed, lists)`, `stop()`; a promise. */
	#engine;
	#isStopped = false;

	constructor(base, core) {
		this.#options = { base, core };
	}

	/**
	 * Answers through `tell(answer)`, perhaps several times; `failed(code)` when nobody can. A newer
	 * question silences the ones before.
	 */
	async ask(question, tell, failed) {
		try {
			const engine = await this.#start();
			await engine.ask(question, tell);
		} catch (error) {
			console.warn("stallmap: the search stopped:", error);
			this.#engine = undefined;
			failed(error.code ?? "crashed");
		}
	}

	/** Parts of texts that fit what was typed: for each list `[index, from, to, …]` or nothing. */
	async marks(typed, lists) {
		return (await this.#start()).marks(typed, lists);
	}

	/**
	 * From here on answers are as if a stall, named by its level and its index there, said what a
	 * draft says; without `said`, as published.
	 */
	async mix(level, index, said) {
		(await this.#start()).mix(level, index, said);
	}

	/** Takes over products that an answer's `checks` asked for: rows of `[stall, names]`. */
	async putProducts(rows) {
		(await this.#start()).putProducts(rows);
	}

	/**
	 * Fetches the whole index by and by, when what the page has to do first is done: for a kiosk,
	 * whose host may be away tomorrow.
	 */
	async hold() {
		await pause(HOLD_AFTER_MS);
		await idle();
		while (!this.#isStopped) {
			try {
				return await (await this.#start()).hold();
			} catch {
				// The next question says what is wrong.
				this.#engine = undefined;
				await pause(HOLD_AGAIN_MS);
			}
		}
	}

	/** How many files of the index are loaded, and how many there are. */
	async held() {
		return (await this.#start()).held();
	}

	/** The index's files besides the first: `{ path, size, sha256 }` each. */
	async rows() {
		return (await this.#start()).rows();
	}

	stop() {
		this.#isStopped = true;
		this.#engine?.then(
			(engine) => engine.stop(),
			() => {},
		);
	}

	#start() {
		this.#engine ??= this.#begin();
		return this.#engine;
	}

	async #begin() {
		const options = { ...this.#options, module: await compile() };
		if (typeof Worker === "function") {
			try {
				return await inWorker(options);
			} catch (error) {
				// What is wrong with the index is wrong in the page, too. (A browser's own refusal,
				// as for widgets of another origin, has a number for a code.)
				if (typeof error.code === "string") throw error;
				console.warn("stallmap: searching without a worker:", error);
			}
		}
		const { openEngine } = await import(ENGINE.href);
		const engine = await openEngine({ ...options, read: bytes });
		return {
			ask: (question, tell) => engine.ask(question, tell),
			marks: (typed, lists) => engine.marks(typed, lists),
			mix: (...values) => engine.mix(...values),
			putProducts: (rows) => engine.putProducts(rows),
			hold: () => engine.hold(),
			held: () => engine.held(),
			rows: () => engine.rows(),
			stop() {},
		};
	}
}

/** An engine in a worker of its own. */
function inWorker(options) {
	return new Promise((resolve, reject) => {
		const worker = new Worker(WORKER, {
			type: "module",
			name: "market-search",
		});
		const waiting = new Map();
		let last = 0;
		const send = (name, tell, ...values) =>
			new Promise((done, fail) => {
				// Only the newest question is answered.
				for (const [number, own] of waiting) {
					if (own.name === name) {
						waiting.delete(number);
						own.done();
					}
				}
				waiting.set(++last, { name, tell, done, fail });
				worker.postMessage([name, last, ...values]);
			});
		const failed = (error) => {
			reject(error);
			for (const own of waiting.values()) own.fail(error);
			waiting.clear();
			worker.terminate();
		};
		worker.addEventListener("error", (event) =>
			failed(new Error(event.message ?? "no worker")),
		);
		worker.addEventListener("message", ({ data: [name, ...values] }) => {
			if (name === "started") {
				resolve({
					ask: (question, tell) => send("ask", tell, question),
					marks: (typed, lists) => send("marks", undefined, typed, lists),
					mix: (...values) => worker.postMessage(["mix", ...values]),
					putProducts: (rows) => worker.postMessage(["putProducts", rows]),
					hold: () => worker.postMessage(["hold"]),
					held: () => send("held"),
					rows: () => send("rows"),
					stop: () => worker.terminate(),
				});
			} else if (name === "failed") {
				const [code, words] = values;
				const known = code === "crashed" ? {} : { code };
				failed(Object.assign(new Error(words), known));
			} else if (name === "read") {
				readFor(worker, ...values);
			} else {
				const [number, value] = values;
				const own = waiting.get(number);
				if (!own) return;
				own.tell?.(value);
				if (name !== "answer" || !value.waiting) {
					waiting.delete(number);
					own.done(value);
				}
			}
		});
		worker.postMessage(["start", options]);
	});
}

/** Files come from the page, which proves and keeps them. */
async function readFor(worker, number, address, mostBytes, row) {
	try {
		const buffer = await bytes(address, mostBytes, row);
		worker.postMessage(["file", number, buffer]);
	} catch ({ code, message }) {
		worker.postMessage(["file", number, null, code, message]);
	}
}
