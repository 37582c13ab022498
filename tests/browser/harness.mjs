// What every test of the built page shares: the operator's own server on a free port,
// a real browser that can reach nothing else, and pages that are watched for faults.
//
//   const site = useSite();
//   test('a tap opens the listing', async (t) => {
//     const visit = await site.visit(t, '/?lang=en', { viewport: PORTRAIT });
//     await visit.kiosk.getByRole('button', { name: 'Search' }).tap();
//   });
//
// A visit fails its test when the page asks anything of another origin, writes an error
// to the console, throws, or breaks its Content-Security-Policy. What a test provokes on
// purpose it names: `visit(t, path, { faults: [/404/] })`; each of these must happen.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { PNG } from "pngjs";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
export const DIST = join(ROOT, "dist");
const SCREENS = join(ROOT, "target", "screens");

/** A kiosk on a wall, the same lying, and a phone; sizes in CSS pixels. */
export const PORTRAIT = { width: 1080, height: 1920 };
export const LANDSCAPE = { width: 1920, height: 1080 };
export const PHONE = { width: 390, height: 844 };

/** Milliseconds: a busy machine without a GPU is slow, but not this slow. */
const START_MS = 20_000;
const READY_MS = 30_000;

/** One server and one browser for all tests of a file. `dist` may be another folder. */
export function useSite(dist = DIST) {
	const shared = {
		/** Opens a page whose faults fail the test `t`. Options: see `Visit.open`. */
		async visit(t, path, options) {
			const visit = await Visit.begin(shared, options);
			t.after(() => visit.end());
			await visit.open(path);
			return visit;
		},
	};
	before(async () => Object.assign(shared, await openSite(dist)));
	after(() => shared.close?.());
	return shared;
}

/** The same outside of tests: `{ origin, browser, close() }`. */
export async function openSite(dist = DIST) {
	const server = await startServer(dist);
	// A server left behind would keep the process, and so the whole test run, alive.
	const browser = await startBrowser().catch(async (error) => {
		await server.stop();
		throw error;
	});
	return {
		origin: server.origin,
		browser,
		async close() {
			await browser.close();
			await server.stop();
		},
	};
}

// --- server and browser ----------------------------------------------------------

/** `stallmap serve DIST` on a free port: `{ origin, stop() }`. */
export async function startServer(dist = DIST) {
	const program = programPath();
	assert.ok(
		existsSync(program),
		`${program} is missing: run "make dist" first`,
	);
	assert.ok(
		existsSync(join(dist, "index.html")),
		`${dist} is not built: run "make dist" first`,
	);
	const server = spawn(program, ["serve", dist, "--port", "0"], {
		stdio: ["ignore", "pipe", "pipe"],
	});
	const ended = new Promise((resolve) => server.once("exit", resolve));
	try {
		const origin = await saidOrigin(server, ended);
		return {
			origin,
			async stop() {
				server.kill();
				await ended;
			},
		};
	} catch (error) {
		server.kill();
		throw error;
	}
}

/** Waits for the line with the address that the server chose. */
async function saidOrigin(server, ended) {
	let said = "";
	const origin = new Promise((resolve) => {
		for (const stream of [server.stdout, server.stderr]) {
			stream.on("data", (chunk) => {
				said += chunk;
				const url = said.match(/http:\/\/127\.0\.0\.1:\d+(?=\/?\s)/);
				if (url) resolve(url[0]);
			});
		}
	});
	const late = pause(START_MS, undefined, { ref: false });
	const found = await Promise.race([origin, ended, late]);
	if (typeof found === "string") return found;
	throw new Error(`stallmap serve did not come up in ${START_MS} ms:\n${said}`);
}

/** The native program. */
export function programPath() {
	const target = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");
	return process.env.STALLMAP ?? join(target, "release", "stallmap");
}

/** Chromium without errands of its own, for whom the world ends at 127.0.0.1. */
export function startBrowser() {
	return chromium.launch({
		executablePath: chromiumPath(),
		args: [
			"--disable-background-networking",
			"--disable-component-update",
			"--disable-default-apps",
			"--disable-domain-reliability",
			"--disable-sync",
			"--no-first-run",
			"--no-pings",
			"--no-proxy-server",
			"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
			// The same letters on every machine: no subpixel colours in what tests read.
			"--disable-lcd-text",
			"--font-render-hinting=none",
			"--force-color-profile=srgb",
		],
	});
}

/** The browser of the tests. */
export function chromiumPath() {
	if (process.env.CHROMIUM) return process.env.CHROMIUM;
	const found = join(ROOT, "target", "tools", "chromium.path");
	if (existsSync(found)) return readFileSync(found, "utf8").trim();
	return "/usr/bin/chromium";
}

// --- one visit -------------------------------------------------------------------

export class Visit {
	#site;
	#options;
	#devtools;
	#firstMap;

	/**
	 * A fresh browser window, not yet at the site. Options:
	 * `viewport`; `locale`, the browser's language; `colorScheme`;
	 * `slowdown`, how many times slower the processor shall seem;
	 * `ready: false`, do not wait for the first map;
	 * `prepare(page)`, done before anything is loaded;
	 * `faults`, patterns of the faults that the test provokes.
	 */
	static async begin(site, options = {}) {
		const {
			viewport = PORTRAIT,
			locale = "zh-CN",
			colorScheme,
			slowdown = 1,
		} = options;
		const context = await site.browser.newContext({
			viewport,
			locale,
			colorScheme,
			hasTouch: true,
			reducedMotion: "reduce",
			serviceWorkers: "block",
		});
		const page = await context.newPage();
		const devtools = await context.newCDPSession(page);
		if (slowdown !== 1)
			await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
		const visit = new Visit(site, page, devtools, options);
		await visit.#watch();
		await options.prepare?.(page);
		return visit;
	}

	constructor(site, page, devtools, options) {
		this.#site = site;
		this.#options = options;
		this.#devtools = devtools;
		this.page = page;
		/** The whole kiosk; locators go through its open shadow root by themselves. */
		this.kiosk = page.locator("market-kiosk");
		/** Everything that went wrong so far, one sentence each. */
		this.faults = [];
		/** Every URL asked for, in order; `askedBeforeMap` is how many before the first map. */
		this.asked = [];
		this.askedBeforeMap = undefined;
	}

	/** Goes to a path of the site and waits until the first map is on the screen. */
	async open(path) {
		await this.page.goto(this.#site.origin + path);
		if (this.#options.ready !== false) await this.ready();
	}

	/** Milliseconds from the navigation to the first map, once it is there. */
	async ready() {
		const readyMs = await Promise.race([
			this.#firstMap,
			pause(READY_MS, undefined, { ref: false }),
		]);
		if (readyMs !== undefined) return readyMs;
		const faults = this.faults.length ? `\n${this.faults.join("\n")}` : " none";
		throw new Error(
			`no market-ready event within ${READY_MS} ms; faults so far:${faults}`,
		);
	}

	async #watch() {
		const { page } = this;
		page.on("request", (request) => {
			const url = request.url();
			this.asked.push(url);
			if (/^(data|blob):/.test(url) || url.startsWith(`${this.#site.origin}/`))
				return;
			this.faults.push(`request that leaves the site: ${url}`);
		});
		page.on("websocket", (socket) =>
			this.faults.push(`web socket: ${socket.url()}`),
		);
		page.on("popup", (popup) => this.faults.push(`new window: ${popup.url()}`));
		page.on("pageerror", (error) =>
			this.faults.push(`uncaught: ${error.stack ?? error}`),
		);
		page.on("crash", () => this.faults.push("the page crashed"));
		page.on("console", (message) => {
			if (message.type() !== "error") return;
			const { url, lineNumber } = message.location();
			this.faults.push(`console: ${message.text()} (${url}:${lineNumber})`);
		});
		await page.exposeBinding("reportPolicyViolation", (_, text) => {
			this.faults.push(`Content-Security-Policy: ${text}`);
		});
		this.#firstMap = new Promise((resolve) => {
			page.exposeBinding("reportReady", (_, readyMs) => resolve(readyMs));
		});
		await page.exposeBinding("reportMap", () => {
			this.askedBeforeMap ??= this.asked.length;
		});
		await page.addInitScript(() => {
			document.addEventListener("securitypolicyviolation", (event) => {
				window.reportPolicyViolation(
					`${event.violatedDirective} forbids ${event.blockedURI}`,
				);
			});
			// Bubbles and leaves shadow roots; the first one counts.
			const once = { once: true };
			window.addEventListener(
				"market-ready",
				() => window.reportReady(performance.now()),
				once,
			);
			// The map has its picture before what stands around it is there.
			window.addEventListener(
				"market-ready",
				(event) => {
					if (event.composedPath()[0].localName === "market-map")
						window.reportMap();
				},
				true,
			);
		});
	}

	/**
	 * What the page holds after a thorough cleaning: `{ documents, nodes, jsEventListeners,
	 * heapBytes }`.
	 */
	async held() {
		// Twice: the first round lets go of what the second can free.
		await this.#devtools.send("HeapProfiler.collectGarbage");
		await this.#devtools.send("HeapProfiler.collectGarbage");
		const counters = await this.#devtools.send("Memory.getDOMCounters");
		const { usedSize } = await this.#devtools.send("Runtime.getHeapUsage");
		return { ...counters, heapBytes: usedSize };
	}

	/** Closes the page and fails the test for every fault that was not provoked. */
	async end() {
		// A request that a test holds back may still be under way; closing must not make it fail
		// after its test.
		await this.page.unrouteAll({ behavior: "ignoreErrors" });
		await this.page.context().close();
		const provoked = this.#options.faults ?? [];
		const unexpected = this.faults.filter(
			(fault) => !provoked.some((p) => p.test(fault)),
		);
		assert.deepEqual(unexpected, [], "the page had faults");
		for (const pattern of provoked) {
			assert.ok(
				this.faults.some((fault) => pattern.test(fault)),
				`expected a fault like ${pattern}; there was none`,
			);
		}
	}

	// --- hands ---------------------------------------------------------------------

	/**
	 * Fingers on the glass: `paths` holds for each finger its points `[x, y]` in CSS
	 * pixels, all of the same count. They go down together, move together, lift together.
	 */
	async touch(paths, { stepMs = 16 } = {}) {
		const moments = paths[0].length;
		assert.ok(
			paths.every((path) => path.length === moments),
			"every finger needs the same number of points",
		);
		const send = (type, touchPoints) =>
			this.#devtools.send("Input.dispatchTouchEvent", { type, touchPoints });
		for (let moment = 0; moment < moments; moment += 1) {
			const points = paths.map((path, id) => ({
				id,
				x: path[moment][0],
				y: path[moment][1],
			}));
			await send(moment === 0 ? "touchStart" : "touchMove", points);
			await pause(stepMs);
		}
		await send("touchEnd", []);
	}

	/** One finger from one point to another. */
	swipe(from, to, options) {
		return this.touch([line(from, to)], options);
	}

	/** Two fingers around `centre`, side by side, from one distance to another (pixels). */
	pinch([x, y], fromPx, toPx, options) {
		const left = line([x - fromPx / 2, y], [x - toPx / 2, y]);
		const right = line([x + fromPx / 2, y], [x + toPx / 2, y]);
		return this.touch([left, right], options);
	}

	// --- eyes ----------------------------------------------------------------------

	/** Keeps a picture in target/screens/NAME.png for a person to look at. */
	async screen(name) {
		mkdirSync(SCREENS, { recursive: true });
		const path = join(SCREENS, `${name}.png`);
		await this.page.screenshot({ path });
		return path;
	}

	/** A key of the kiosk by its exact name. */
	key(name) {
		return this.kiosk.getByRole("button", { name, exact: true });
	}

	/** The pixels of the page, or of `clip` (`{ x, y, width, height }`, CSS pixels). */
	async pixels(clip) {
		return new Pixels(
			PNG.sync.read(
				await this.page.screenshot({ clip, animations: "disabled" }),
			),
		);
	}
}

/** Twelve points on the way, both ends included. */
function line([fromX, fromY], [toX, toY], count = 12) {
	return Array.from({ length: count }, (_, i) => {
		const share = i / (count - 1);
		return [fromX + (toX - fromX) * share, fromY + (toY - fromY) * share];
	});
}

class Pixels {
	#rgba;

	constructor({ width, height, data }) {
		this.width = width;
		this.height = height;
		this.#rgba = data;
	}

	/** `[red, green, blue]` of one pixel, 0 to 255. */
	at(x, y) {
		const inside = x >= 0 && y >= 0 && x < this.width && y < this.height;
		assert.ok(
			inside,
			`(${x}, ${y}) is outside of ${this.width} x ${this.height}`,
		);
		const start = (Math.floor(y) * this.width + Math.floor(x)) * 4;
		return [...this.#rgba.subarray(start, start + 3)];
	}

	/**
	 * How many pixels are within `tolerance` of a colour in each channel: of all, or of those
	 * that lie wholly in `box` (`{ x, y, width, height }`).
	 */
	count([red, green, blue], tolerance = 8, box = this) {
		const { x = 0, y = 0, width, height } = box;
		const right = Math.min(Math.floor(x + width), this.width);
		const bottom = Math.min(Math.floor(y + height), this.height);
		let found = 0;
		for (let row = Math.max(Math.ceil(y), 0); row < bottom; row += 1) {
			for (
				let column = Math.max(Math.ceil(x), 0);
				column < right;
				column += 1
			) {
				const i = (row * this.width + column) * 4;
				if (
					Math.abs(this.#rgba[i] - red) <= tolerance &&
					Math.abs(this.#rgba[i + 1] - green) <= tolerance &&
					Math.abs(this.#rgba[i + 2] - blue) <= tolerance
				) {
					found += 1;
				}
			}
		}
		return found;
	}
}
