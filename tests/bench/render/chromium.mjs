// Chromium as a kiosk without a GPU has it: pictures by the processor, WebGL by SwiftShader;
// and what its processes cost, read from the system's own tables.

import { readdirSync, readFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { chromiumPath } from "../../browser/harness.mjs";

const FLAGS = [
	"--headless=new",
	"--no-sandbox",
	"--no-first-run",
	"--no-proxy-server",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
	// WebGL without a GPU is refused otherwise.
	"--enable-unsafe-swiftshader",
];

/** A browser with one page: `{ page, devtools, system, close() }`. */
export async function openChromium({ width, height }) {
	const browser = await chromium.launch({
		executablePath: chromiumPath(),
		args: FLAGS,
	});
	const context = await browser.newContext({
		viewport: { width, height },
		deviceScaleFactor: 1,
		hasTouch: true,
		locale: "zh-CN",
	});
	const page = await context.newPage();
	return {
		page,
		version: browser.version(),
		devtools: await context.newCDPSession(page),
		system: await browser.newBrowserCDPSession(),
		close: () => browser.close(),
	};
}

// --- processor -------------------------------------------------------------------

/** Milliseconds that every thread of the browser has run so far; empty where unknown. */
export async function threads(system) {
	const { processInfo } = await system.send("SystemInfo.getProcessInfo");
	return new Map(
		processInfo.flatMap(({ id, type }) =>
			tasksOf(id).map((task) => [
				`${id}/${task.id}`,
				{ ...task, type, process: id },
			]),
		),
	);
}

function tasksOf(process) {
	const folder = `/proc/${process}/task`;
	try {
		return readdirSync(folder).flatMap((task) => {
			try {
				const [ns] = readFileSync(`${folder}/${task}/schedstat`, "utf8").split(
					" ",
				);
				const name = readFileSync(`${folder}/${task}/comm`, "utf8").trim();
				return [{ id: Number(task), name, ms: Number(ns) / 1e6 }];
			} catch {
				// The thread ended while we looked.
				return [];
			}
		});
	} catch {
		return [];
	}
}

/**
 * What ran between two readings: `{ main, workers, others, gpu, browser }`, milliseconds of
 * the pages' main threads, of their workers, of the pages' other threads, of the GPU process
 * and of the rest. Undefined where the system has no such table.
 */
export function processorMs(before, after) {
	if (after.size === 0) return undefined;
	const spent = { main: 0, workers: 0, others: 0, gpu: 0, browser: 0 };
	for (const [key, task] of after) {
		spent[kindOf(task)] += task.ms - (before.get(key)?.ms ?? 0);
	}
	return spent;
}

function kindOf({ id, process, type, name }) {
	if (type === "GPU") return "gpu";
	if (type !== "renderer") return "browser";
	if (id === process) return "main";
	return name.startsWith("DedicatedWorker") ? "workers" : "others";
}

// --- memory ----------------------------------------------------------------------

/** Megabytes of the largest page process, its share of shared pages counted in parts. */
export async function rendererMb(system) {
	const { processInfo } = await system.send("SystemInfo.getProcessInfo");
	const pages = processInfo.filter(({ type }) => type === "renderer");
	return Math.max(...pages.map(({ id }) => proportionalMb(id)));
}

function proportionalMb(process) {
	try {
		const table = readFileSync(`/proc/${process}/smaps_rollup`, "utf8");
		return Number(table.match(/^Pss:\s+(\d+) kB/m)[1]) / 1024;
	} catch {
		return Number.NaN;
	}
}

/**
 * Megabytes that scripts hold after a cleaning, on the page and in its workers:
 * `{ heapMb, buffersMb, wasmMb }`. Memory of WebAssembly is counted apart from buffers.
 */
export async function scriptMemory(devtools) {
	const all = [
		await memoryOf((method, params) => devtools.send(method, params)),
	];
	for (const send of await workersOf(devtools)) all.push(await memoryOf(send));
	const sum = (key) =>
		all.reduce((total, one) => total + one[key], 0) / 2 ** 20;
	return {
		heapMb: sum("heap"),
		buffersMb: sum("buffers"),
		wasmMb: sum("wasm"),
	};
}

async function memoryOf(send) {
	await send("Runtime.enable");
	await send("HeapProfiler.enable");
	// Twice: the first round lets go of what the second can free.
	await send("HeapProfiler.collectGarbage");
	await send("HeapProfiler.collectGarbage");
	const usage = await send("Runtime.getHeapUsage");
	const wasm = await wasmBytes(send);
	const buffers = Math.max(0, (usage.backingStorageSize ?? 0) - wasm);
	return { heap: usage.usedSize, buffers, wasm };
}

async function wasmBytes(send) {
	const prototype = await send("Runtime.evaluate", {
		expression: "WebAssembly.Memory.prototype",
	});
	const { objects } = await send("Runtime.queryObjects", {
		prototypeObjectId: prototype.result.objectId,
	});
	const { result } = await send("Runtime.callFunctionOn", {
		objectId: objects.objectId,
		functionDeclaration:
			"function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }",
		returnByValue: true,
	});
	return result.value;
}

/** For each worker of the page a function that sends it a command. */
async function workersOf(devtools) {
	const sessions = [];
	const waiting = new Map();
	let last = 0;
	devtools.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
		if (targetInfo.type === "worker") sessions.push(sessionId);
	});
	devtools.on("Target.receivedMessageFromTarget", ({ message }) => {
		const { id, result, error } = JSON.parse(message);
		const { resolve, reject } = waiting.get(id) ?? {};
		if (error) reject?.(new Error(error.message));
		else resolve?.(result);
		waiting.delete(id);
	});
	await devtools.send("Target.setAutoAttach", {
		autoAttach: true,
		waitForDebuggerOnStart: false,
		flatten: false,
	});
	return sessions.map((sessionId) => (method, params = {}) => {
		last += 1;
		const id = last;
		const answer = new Promise((resolve, reject) => {
			waiting.set(id, { resolve, reject });
		});
		const message = JSON.stringify({ id, method, params });
		return devtools
			.send("Target.sendMessageToTarget", { sessionId, message })
			.then(() => answer);
	});
}
