// Our search as a visitor has it: the built page in Chromium, the engine in its worker. From a key
// press to the answer in the page, on this machine and with its processor slowed down; memory with
// everything loaded; requests and bytes of the first answer.

import { cpSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { DIST, startBrowser, startServer } from "../../browser/harness.mjs";
import { readRows } from "../../search/rows.mjs";
import { rendererMb, scriptMemory } from "../render/chromium.mjs";
import { readQueries } from "./corpus.mjs";
import { percentile } from "./judging.mjs";

/** What a visitor's processor may be slower by. */
const SLOWDOWN = 4;
/** As for the peers: of each query the best of so many. */
const ROUNDS = 3;
/** Key presses that are timed, of all beginnings of all judged queries. */
const KEYS = 3000;
/** Milliseconds: fetching the whole index slowly takes half a minute. */
const HELD_MS = 240_000;

/**
 * Measures the page with the publication of `paths`. Gives `{ keys, queries, slow, memory, first,
 * brotliBytes }`; times in milliseconds, memory in megabytes.
 */
export async function measurePage({ folder, publication, queries }) {
	const site = join(folder, "site");
	const isUsual = publication === join(DIST, "data");
	if (!isUsual) {
		rmSync(site, { recursive: true, force: true });
		for (const own of readdirSync(DIST))
			if (own !== "data")
				cpSync(join(DIST, own), join(site, own), { recursive: true });
		cpSync(publication, join(site, "data"), { recursive: true });
	}
	const server = await startServer(isUsual ? DIST : site);
	const browser = await startBrowser();
	try {
		const texts = readQueries(queries).map((one) => one.query);
		const keys = keyPresses();
		const usual = await inPage(browser, server.origin, {
			texts,
			keys,
			hasWorker: true,
		});
		const slow = await inPage(browser, server.origin, {
			texts,
			keys,
			hasWorker: false,
		});
		return {
			keys: usual.keys,
			queries: usual.queries,
			slow: slow.slowKeys,
			memory: usual.memory,
			first: await firstAnswers(browser, server.origin, publication),
			brotliBytes: brotliOf(join(publication, "search")),
		};
	} finally {
		await browser.close();
		await server.stop();
		if (!isUsual) rmSync(site, { recursive: true, force: true });
	}
}

/** Every beginning of the judged queries that somebody who types them sees answered, thinned out. */
function keyPresses() {
	const all = new Set();
	for (const { query } of readRows()) {
		const signs = [...query];
		for (let end = 1; end <= signs.length; end += 1)
			all.add(signs.slice(0, end).join(""));
	}
	const step = Math.max(1, Math.ceil(all.size / KEYS));
	return [...all].filter((_, at) => at % step === 0);
}

/** The kiosk's page with its whole index; with a worker, or as where workers are refused. */
async function inPage(browser, origin, { texts, keys, hasWorker }) {
	const context = await browser.newContext({ locale: "zh-CN" });
	const page = await context.newPage();
	if (!hasWorker)
		await page.addInitScript(() => {
			delete window.Worker;
		});
	await page.goto(`${origin}/?loading=lazy`);
	await page.getByRole("searchbox").waitFor();
	await takeQuestion(page);
	await page.getByRole("searchbox").fill("wanju");
	await page.locator(".results [data-category]").first().waitFor();
	await hold(page);
	const own = { texts, keys, rounds: ROUNDS };
	const result = {
		queries: summary(await ask(page, { ...own, keys: texts })),
		keys: summary(await ask(page, own)),
	};
	if (hasWorker) {
		result.memory = await memory(page, browser);
	} else {
		const devtools = await context.newCDPSession(page);
		await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
		result.slowKeys = summary(await ask(page, own));
	}
	await context.close();
	return result;
}

/** Keeps the question that the kiosk asks, to ask others in the same words. */
function takeQuestion(page) {
	return page.evaluate(async () => {
		const { finder } = await import("./widgets/finder.js");
		const entry = await (await fetch("data/publication.json")).json();
		const core = entry.files.find(({ path }) => /search\/core\./.test(path));
		const own = finder("data/", core.path);
		const { ask } = Object.getPrototypeOf(own);
		own.ask = (question, ...rest) => {
			window.question = question;
			return ask.call(own, question, ...rest);
		};
		window.finder = own;
	});
}

async function hold(page) {
	await page.evaluate(() => {
		window.finder.hold();
	});
	await page.waitForFunction(
		async () => {
			const [loaded, files] = await window.finder.held();
			return loaded === files;
		},
		undefined,
		{ timeout: HELD_MS, polling: 1000 },
	);
}

/** For each text the best milliseconds from the question to its last answer in the page. */
function ask(page, { keys, rounds }) {
	return page.evaluate(
		async ({ keys, rounds }) => {
			const ms = keys.map(() => Number.POSITIVE_INFINITY);
			for (let round = 0; round < rounds; round += 1)
				for (const [at, text] of keys.entries()) {
					const question = { ...window.question, text };
					const start = performance.now();
					await new Promise((done, failed) => {
						const tell = (answer) => answer.waiting || done();
						window.finder.ask(question, tell, failed);
					});
					ms[at] = Math.min(ms[at], performance.now() - start);
					// A person's next key comes later than this.
					if (at % 50 === 0) await new Promise((done) => setTimeout(done));
				}
			return ms;
		},
		{ keys, rounds },
	);
}

function summary(ms) {
	return {
		asked: ms.length,
		p50Ms: percentile(ms, 0.5),
		p99Ms: percentile(ms, 0.99),
		mostMs: Math.max(...ms),
	};
}

/** Megabytes of the page and its workers: all of it, and what the process holds. */
async function memory(page, browser) {
	const devtools = await page.context().newCDPSession(page);
	const { heapMb, buffersMb, wasmMb } = await scriptMemory(devtools);
	await devtools.detach();
	const system = await browser.newBrowserCDPSession();
	const processMb = await rendererMb(system);
	await system.detach();
	return { heapMb, buffersMb, wasmMb, processMb };
}

/**
 * Requests and brotli bytes of the first answer, for every judged query with an engine that has
 * nothing yet: the index's files until the first answer is told, and the names of the stalls that
 * are shown first, where they are not on the level that is on the screen anyway.
 */
async function firstAnswers(browser, origin, publication) {
	const context = await browser.newContext({ locale: "zh-CN" });
	const page = await context.newPage();
	let asked = [];
	page.on("request", (request) => {
		const path = request.url().match(/\/data\/(search\/.*)$/)?.[1];
		if (path) asked.push(path);
	});
	await page.goto(`${origin}/?loading=lazy`);
	await page.getByRole("searchbox").waitFor();
	await takeQuestion(page);
	await page.getByRole("searchbox").fill("wanju");
	await page.locator(".results [data-category]").first().waitFor();
	const weigh = scales(publication);
	const first = { requests: [], bytes: [] };
	const whole = { requests: [], bytes: [] };
	const shown = await page.evaluate(() => window.question.level ?? "");
	for (const { query, language } of readRows()) {
		asked = [];
		const told = await page.evaluate(firstAnswer, { query, language });
		// The first file of the index, then what the first answer waits for.
		const early = asked.slice(0, 1 + told.files);
		const other = told.level && told.level !== shown;
		const names = other ? weigh.names(told.level, language) : [];
		first.requests.push(early.length + names.length);
		first.bytes.push(weigh.all(early) + weigh.all(names));
		whole.requests.push(asked.length);
		whole.bytes.push(weigh.all(asked));
	}
	await context.close();
	const figures = ({ requests, bytes }) => ({
		requests: [0.5, 0.99, 1].map((part) => percentile(requests, part)),
		bytes: [0.5, 0.99, 1].map((part) => percentile(bytes, part)),
	});
	return {
		queries: first.requests.length,
		...figures(first),
		atMostFour: first.requests.filter((count) => count <= 4).length,
		whole: figures(whole),
	};
}

/** Runs in the page: how many files the first answer waits for, and where its first stall is. */
async function firstAnswer({ query, language }) {
	const { forgetFinders, finder } = await import("./widgets/finder.js");
	const { FIRST_LOADS } = await import("./widgets/search-engine.js");
	forgetFinders();
	window.core ??= (
		await (await fetch("data/publication.json")).json()
	).files.find(({ path }) => /search\/core\./.test(path)).path;
	const engine = finder("data/", window.core);
	const question = { ...window.question, text: query, language };
	let rounds = 0;
	let files = 0;
	let level;
	await new Promise((done, failed) => {
		const tell = (answer) => {
			if (answer.early) {
				files += Math.min(FIRST_LOADS[rounds], answer.needs.length);
			} else {
				level ??= answer.hits.find((hit) => hit.level)?.level ?? "";
			}
			rounds += 1;
			if (!answer.waiting) done();
		};
		engine.ask(question, tell, failed);
	});
	return { files, level };
}

/** Brotli bytes of published files, each packed once. */
function scales(publication) {
	const known = new Map();
	const weigh = (path) => {
		if (!known.has(path))
			known.set(path, brotli(readFileSync(join(publication, path))));
		return known.get(path);
	};
	const entry = JSON.parse(
		readFileSync(join(publication, "publication.json"), "utf8"),
	);
	const paths = entry.files.map(({ path }) => path);
	return {
		all: (list) =>
			[...new Set(list)].reduce((sum, path) => sum + weigh(path), 0),
		// The market's own names where there are none in a language.
		names: (level, language) => {
			const of = (tag) =>
				paths.filter((path) => path.startsWith(`names/${tag}/${level}.`));
			const own = of(language);
			return own.length > 0 ? own : of("zh");
		},
	};
}

function brotliOf(folder) {
	return readdirSync(folder)
		.map((file) => brotli(readFileSync(join(folder, file))))
		.reduce((a, b) => a + b, 0);
}

function brotli(bytes) {
	const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
	return brotliCompressSync(bytes, { params }).length;
}
