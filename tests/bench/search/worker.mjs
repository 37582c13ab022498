// One engine of npm in a process of its own, so that it can be stopped and its memory counted.
//
//   node worker.mjs build|query ENGINE NAMES QUERIES FOLDER
//
// `build` makes the index and writes it to FOLDER; `query` loads it and asks. What was measured
// goes to the parent as messages.

import {
	createReadStream,
	mkdirSync,
	readdirSync,
	rmSync,
	statSync,
} from "node:fs";
import { join } from "node:path";
import { createGzip } from "node:zlib";
import { readDocs, readQueries } from "./corpus.mjs";
import { measure } from "./judging.mjs";

const [, , phase, engine, names, queries, folder] = process.argv;
const peer = await import(`./peers/${engine}.mjs`);
const tell = (measured) => process.send(measured);
const budgetMs = Number(process.env.SEARCH_QUERIES_MS ?? 60_000);

if (phase === "build") await build();
else await query();
process.disconnect();

async function build() {
	const docs = await readDocs(names);
	const before = memoryMb();
	const [index, buildMs] = await timed(() => peer.build(docs));
	tell({ buildMs, memoryMb: memoryMb() - before });
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	try {
		await peer.save(index, folder);
		tell({ saved: true, ...(await sizes(folder)) });
	} catch (error) {
		// A string has a greatest length. Then the index is asked where it was made.
		tell({ saved: false, why: error.message });
		tell(await asked(index, docs));
	}
}

async function query() {
	const docs = await readDocs(names);
	const before = memoryMb();
	const [index, loadMs] = await timed(() => peer.load(folder, docs));
	tell({ loadMs, memoryMb: memoryMb() - before });
	tell(await asked(index, docs));
}

function asked(index, docs) {
	const ask = async (text) => {
		const ids = await peer.search(index, text);
		return { docs: ids.map((id) => docs[id]) };
	};
	return measure(readQueries(queries), ask, { budgetMs });
}

async function timed(work) {
	const start = performance.now();
	const made = await work();
	return [made, performance.now() - start];
}

function memoryMb() {
	globalThis.gc?.();
	const { heapUsed, external } = process.memoryUsage();
	return (heapUsed + external) / 1e6;
}

/** Bytes of all files of a folder, as they are and through gzip. */
async function sizes(from) {
	const total = { rawBytes: 0, gzipBytes: 0 };
	for (const file of readdirSync(from)) {
		const path = join(from, file);
		total.rawBytes += statSync(path).size;
		const packed = createReadStream(path).pipe(createGzip({ level: 6 }));
		for await (const chunk of packed) total.gzipBytes += chunk.length;
	}
	return total;
}
