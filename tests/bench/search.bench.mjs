// Our search beside the engines that a website would otherwise take: the same product names,
// the same queries, the same judge, one run on one machine. The peers are asked in Node, without a
// page around them; ours in the built page in Chromium, from the key press through the worker.
// Prints a table for each number of names and writes target/bench/search.json.
//
// `tests/tools/bench.sh search` installs the peers and sets what this needs.
//
//   SEARCH_NAMES=20000,200000     other numbers of names than all three
//   SEARCH_ENGINES=own,minisearch only some of the engines
//   SEARCH_BUILD_MS= SEARCH_QUERIES_MS=   how long building and asking may take
//   SEARCH_MEMORY_MB=             memory of one engine
//
// An engine that does not end within time and memory does not hold that many names.

import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { programPath, ROOT } from "../browser/harness.mjs";
import { prepare, WHOLE_MARKET } from "./search/corpus.mjs";
import { measurePage } from "./search/page.mjs";
import { PEERS, run } from "./search/runs.mjs";
import { printPage, printTable } from "./search/tables.mjs";

const OUT = join(ROOT, "target", "bench");

const setting = (name, usual) => Number(process.env[name] ?? usual);
const chosen = (name, usual) => process.env[name]?.split(",") ?? usual;
const sizes = chosen("SEARCH_NAMES", [20_000, 200_000, WHOLE_MARKET.names]);
const engines = chosen("SEARCH_ENGINES", ["own", ...PEERS]);
const limits = {
	buildMs: setting("SEARCH_BUILD_MS", 480_000),
	queriesMs: setting("SEARCH_QUERIES_MS", 60_000),
	memoryMb: setting(
		"SEARCH_MEMORY_MB",
		Math.round(Math.min(8192, (totalmem() / 1e6) * 0.6)),
	),
};

mkdirSync(OUT, { recursive: true });
const results = [];
for (const names of sizes.map(Number)) {
	const paths = await prepare({
		folder: join(OUT, "search", `${names}`),
		names,
		program: programPath(),
		source: usualSource(names),
	});
	const some = [];
	for (const engine of engines) {
		console.log(`${names} names: ${engine} …`);
		const measured = await run(engine, paths, limits, programPath());
		if (engine === "own") {
			console.log(`${names} names: our page …`);
			const page = await measurePage(paths);
			printPage(names, page);
			const { p50Ms, p99Ms } = page.queries;
			const { wasmMb, heapMb, buffersMb } = page.memory;
			const memoryMb = wasmMb + heapMb + buffersMb;
			Object.assign(measured, { page, p50Ms, p99Ms, memoryMb });
		}
		some.push({ engine, names, ...measured });
	}
	printTable(names, some);
	results.push(...some);
	// After each size, so that a run that is stopped leaves what it has.
	write();
}

function write() {
	const machine = {
		cores: cpus().length,
		processor: cpus()[0]?.model,
		node: process.version,
	};
	writeFileSync(
		join(OUT, "search.json"),
		`${JSON.stringify({ ...machine, limits, results }, null, 2)}\n`,
	);
}

/** The source of the usual sample market, when it is there and is the one wanted. */
function usualSource(names) {
	const source = join(ROOT, "target", "sample");
	return names === WHOLE_MARKET.names && existsSync(source)
		? source
		: undefined;
}
