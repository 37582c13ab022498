// How each engine is built and asked, within its limits.

import { fork } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as own from "./own.mjs";
import * as pagefind from "./pagefind.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));

export const PEERS = [
	"minisearch",
	"flexsearch",
	"fuse",
	"ufuzzy",
	"orama",
	"pagefind",
];

/**
 * Builds and asks one engine. Gives what was measured: `buildMs rawBytes gzipBytes loadMs
 * memoryMb p50Ms p99Ms first ten asked kinds`; what is missing could not be measured, and
 * `failed` says why. `limits` are `{ buildMs, queriesMs, memoryMb }`.
 */
export async function run(engine, paths, limits, program) {
	const budgetMs = limits.queriesMs;
	if (engine === "own")
		return {
			...(await own.build(program, paths)),
			...(await own.query(program, { ...paths, budgetMs })),
		};
	const folder = join(paths.folder, engine);
	const { names, queries } = paths;
	try {
		if (engine === "pagefind") {
			const script = [join(HERE, "pagefind.mjs"), names, folder];
			const built = await inTime(script, limits.buildMs, limits);
			if (built.failed) return built;
			const asked = { names, queries, folder, budgetMs };
			return { ...built, ...(await pagefind.query(asked)) };
		}
		const script = (phase) => [
			join(HERE, "worker.mjs"),
			...[phase, engine, names, queries, folder],
		];
		const built = await inTime(script("build"), limits.buildMs, limits);
		if (built.failed || !built.saved) return built;
		return {
			...built,
			...(await inTime(script("query"), limits.buildMs, limits)),
		};
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/**
 * Runs a script and gathers what it tells; stops it when it takes too long. What counts is its own
 * time on the processor, so that a busy machine is not held against it.
 */
function inTime([script, ...rest], buildMs, { memoryMb, queriesMs }) {
	return new Promise((resolve) => {
		const child = fork(script, rest, {
			execArgv: ["--expose-gc", `--max-old-space-size=${memoryMb}`],
			env: { ...process.env, SEARCH_QUERIES_MS: `${queriesMs}` },
			// What an engine says when its memory is full is told in one word below.
			stdio: ["ignore", "ignore", "pipe", "ipc"],
		});
		let measured = {};
		let said = "";
		let late = false;
		child.on("message", (part) => {
			measured = { ...measured, ...part };
		});
		child.stderr.on("data", (chunk) => {
			said = (said + chunk).slice(-4000);
		});
		const limit = buildMs + queriesMs;
		const began = Date.now();
		const watch = setInterval(() => {
			const waited = Date.now() - began;
			late = (cpuMs(child.pid) ?? waited) > limit || waited > 4 * limit;
			if (late) child.kill("SIGKILL");
		}, 1000);
		child.once("close", (status) => {
			clearInterval(watch);
			if (status === 0) resolve(measured);
			else resolve({ ...measured, failed: reason(late, limit, said) });
		});
	});
}

/** Milliseconds that a process had a processor; null where the system does not say. */
function cpuMs(pid) {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
		const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
		// User and system time, in ticks of ten milliseconds.
		return (Number(fields[11]) + Number(fields[12])) * 10;
	} catch {
		return null;
	}
}

function reason(late, limit, said) {
	if (late) return `not done in ${Math.round(limit / 1000)} s`;
	if (/heap out of memory|Allocation failed/.test(said)) return "memory full";
	return (
		said
			.trim()
			.split("\n")
			.find((line) => /Error/.test(line))
			?.slice(0, 120) ?? "stopped"
	);
}
