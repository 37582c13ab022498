// Our own engine over the same names: the index that `stallmap build` writes, asked through the
// program, which is the engine of the page, compiled natively. How long it takes is measured in the
// page (page.mjs), where a visitor waits for it.

import { execFileSync, spawn } from "node:child_process";
import { createReadStream, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createGzip } from "node:zlib";
import { readDocs, readQueries } from "./corpus.mjs";
import { measure } from "./judging.mjs";

/** Answers that are a stall; others (categories, services) are no product of anyone. */
const STALLS = ["stall", "shop", "product"];

/** Answers asked for: categories stand before the stalls. */
const LIMIT = 40;

/** Publishes `source` and says how long it took and how large the index is. */
export async function build(program, { source, publication }) {
	const start = performance.now();
	execFileSync(program, ["build", source, publication]);
	return { buildMs: performance.now() - start, ...(await sizes(publication)) };
}

/** Bytes of the index of a publication, as they are and through gzip. */
async function sizes(publication) {
	const folder = join(publication, "search");
	const total = { rawBytes: 0, gzipBytes: 0 };
	for (const path of readdirSync(folder, { recursive: true })) {
		const file = statSync(join(folder, path));
		if (!file.isFile()) continue;
		total.rawBytes += file.size;
		const bytes = createReadStream(join(folder, path));
		for await (const chunk of bytes.pipe(createGzip({ level: 6 })))
			total.gzipBytes += chunk.length;
	}
	return total;
}

/** Asks the program, one query after the other. */
export async function query(
	program,
	{ publication, names, queries, budgetMs },
) {
	const stalls = await docsByStall(names);
	const start = performance.now();
	const search = openSearch(program, publication);
	await search.ask("");
	const loadMs = performance.now() - start;
	const ask = async (text) => {
		const { results } = await search.ask(text);
		const docs = results
			.filter((result) => STALLS.includes(result.kind))
			.map((result) => stalls.get(result.id) ?? NOTHING);
		return { docs };
	};
	const judged = { budgetMs, rounds: 0 };
	const { first, ten, kinds, asked } = await measure(
		readQueries(queries),
		ask,
		judged,
	);
	await search.close();
	return { loadMs, first, ten, kinds, asked };
}

/** A stall without products is an answer too, and never a right one for a product. */
const NOTHING = { zh: "", en: "", stall: "" };

/** All product names of each stall as one document. */
async function docsByStall(names) {
	const stalls = new Map();
	for (const { stallId, stall, zh, en } of await readDocs(names)) {
		const doc = stalls.get(stallId) ?? { zh: [], en: [], stall };
		doc.zh.push(zh);
		doc.en.push(en);
		stalls.set(stallId, doc);
	}
	for (const doc of stalls.values())
		Object.assign(doc, { zh: doc.zh.join("\n"), en: doc.en.join("\n") });
	return stalls;
}

function openSearch(program, publication) {
	const options = ["--format", "json", "--limit", `${LIMIT}`, "--lang", "zh"];
	const running = spawn(program, ["search", publication, "-", ...options], {
		stdio: ["pipe", "pipe", "inherit"],
	});
	const ended = new Promise((resolve) => running.once("close", resolve));
	const lines = createInterface({ input: running.stdout })[
		Symbol.asyncIterator
	]();
	return {
		async ask(text) {
			running.stdin.write(`${text}\n`);
			const { value, done } = await lines.next();
			if (done) throw new Error(`${program} search ended early`);
			return JSON.parse(value);
		},
		async close() {
			running.stdin.end();
			await ended;
		},
	};
}
