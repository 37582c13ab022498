// One engine, one scene, one size of the screen: everything that is measured in one browser
// of its own.

import { setTimeout as pause } from "node:timers/promises";
import {
	openChromium,
	processorMs,
	rendererMb,
	scriptMemory,
	threads,
} from "./chromium.mjs";
import { framesWithin, noteFrames } from "./frames.mjs";
import {
	DETAIL_PX_PER_M,
	gestureOf,
	liftAll,
	pinches,
	play,
	tap,
} from "./gesture.mjs";
import {
	largeStalls,
	pageFromPlan,
	percentChanged,
	percentDrawn,
	percentWithText,
	pictureOf,
} from "./picture.mjs";

/** After the fingers: time for texts and sharper pictures. */
const SETTLE_MS = 900;
const HELD_MS = 300;
const CLOSE_MS = 5000;

/**
 * Runs one contest. `engine` is `{ name, url, isProduct }`, `options`
 * `{ size, isWhole, slowdown, limitMs, screens }`; `screens` is a folder for pictures.
 * What failed is in `failed`, and every figure before it stands.
 */
export async function contest(engine, scene, options) {
	const { size, limitMs, slowdown = 1 } = options;
	const figures = slowdown === 1 ? {} : { slowdown };
	const faults = [];
	let browser;
	let step = "start";
	try {
		browser = await openChromium(size);
		figures.chromium = browser.version;
		browser.page.on("pageerror", (error) => faults.push(String(error)));
		await browser.page.goto(engine.url);
		await browser.page.waitForFunction(() => window.bench);
		const steps = new Contest(engine, scene, options, browser, figures);
		for (step of steps.all()) await within(limitMs, steps[step]());
	} catch (error) {
		figures.failed = `${step}: ${error.message.split("\n")[0]}`;
	}
	if (faults.length) figures.faults = faults.slice(0, 3);
	// A browser whose page is busy for a minute is left to end by itself.
	if (browser) await within(CLOSE_MS, browser.close()).catch(() => {});
	return figures;
}

/** What an empty page holds: `{ rendererMb }`. */
export async function emptyPage(url, size) {
	const browser = await openChromium(size);
	await browser.page.goto(url);
	await pause(SETTLE_MS);
	const figures = { rendererMb: await rendererMb(browser.system) };
	await browser.close();
	return figures;
}

function within(ms, promise) {
	const late = pause(ms, undefined, { ref: false }).then(() => {
		throw new Error(`longer than ${ms / 1000} s`);
	});
	return Promise.race([promise, late]);
}

class Contest {
	constructor(engine, scene, options, browser, figures) {
		this.engine = engine;
		this.scene = scene;
		this.options = options;
		this.browser = browser;
		this.figures = figures;
		// The product's plan begins where the level's does; GeoJSON begins at the first stall.
		this.origin = engine.isProduct ? { x: 0, y: 0 } : scene.box;
	}

	all() {
		const short = ["load", "init", "gesture", "highlight"];
		const more = ["detail", "pick", "held", "tap", "memory"];
		if (this.options.slowdown > 1)
			return ["load", "init", "gesture", "detail", "tap"];
		return this.options.isWhole ? [...short, ...more] : short;
	}

	ask(name, argument) {
		return this.browser.page.evaluate(
			([question, value]) => window.bench[question](value),
			[name, argument],
		);
	}

	async screen(name) {
		const { screens } = this.options;
		const picture = await pictureOf(this.browser.page);
		if (screens) await screens(`${this.engine.name}-${name}`, picture);
		return picture;
	}

	async load() {
		Object.assign(this.figures, await this.ask("load"));
		const { slowdown = 1 } = this.options;
		if (slowdown === 1) return;
		await this.browser.devtools.send("Emulation.setCPUThrottlingRate", {
			rate: slowdown,
		});
	}

	async init() {
		const { firstPictureWallMs, ...figures } = await this.ask("init");
		Object.assign(this.figures, figures);
		if (firstPictureWallMs !== undefined) {
			const inHandMs = this.engine.dataInHandMs(this.scene.level);
			this.figures.firstPictureMs = firstPictureWallMs - inHandMs;
		}
		const first = this.options.isWhole ? await this.screen("first") : undefined;
		await pause(SETTLE_MS);
		if (!first) return;
		const settled = await this.screen("whole");
		this.figures.changedLaterPercent = percentChanged(first, settled);
	}

	async gesture() {
		const { system, devtools } = this.browser;
		const before = await this.ask("view");
		const strokes = gestureOf(before.box, before.pxPerM);
		const endNotes = await noteFrames(system);
		const startMs = await this.browser.page.evaluate(() => performance.now());
		const [threadsBefore, startedMs] = [
			await threads(system),
			performance.now(),
		];
		const spans = await play(devtools, strokes);
		const ranMs = performance.now() - startedMs;
		const spent = processorMs(threadsBefore, await threads(system));
		const noted = await endNotes();
		const frames = framesWithin(noted, spans);
		const after = await this.ask("view");
		Object.assign(this.figures, frames, {
			gestureMs: ranMs,
			handedOver: noted.handedOver.length,
			longestTaskMs: await this.ask("longestTaskMs", startMs),
			processorMs: spent,
			returnedToScale: after.pxPerM / before.pxPerM,
		});
		if (spent) {
			this.figures.perFrameMs = Object.fromEntries(
				Object.entries(spent).map(([kind, ms]) => [kind, ms / frames.frames]),
			);
		}
		await pause(SETTLE_MS);
	}

	async highlight() {
		Object.assign(this.figures, await this.ask("highlight", this.scene.lit));
		if (this.options.isWhole) await this.screen("lit");
		await this.ask("endHighlight");
	}

	/** To the scale of texts, and how many stalls carry theirs. */
	async detail() {
		const { pxPerM, box } = await this.ask("view");
		await play(
			this.browser.devtools,
			pinches(box, DETAIL_PX_PER_M / pxPerM, 700),
		);
		await pause(2 * SETTLE_MS);
		const view = await this.ask("view");
		const large = largeStalls(this.scene.stalls, view, this.origin);
		const middles = large.map((b) => [b.x + b.width / 2, b.y + b.height / 2]);
		const isFree = await this.ask("uncovered", middles);
		this.inView = large.filter((_, at) => isFree[at]);
		const picture = await this.screen("detail");
		Object.assign(this.figures, {
			detailPxPerM: view.pxPerM,
			largeStalls: this.inView.length,
			withTextPercent: percentWithText(picture, this.inView),
		});
	}

	async pick() {
		const step = Math.max(1, Math.floor(this.inView.length / 20));
		const points = this.inView
			.filter((_, at) => at % step === 0)
			.map((b) => [b.x + b.width * 0.4, b.y + b.height * 0.6]);
		Object.assign(this.figures, await this.ask("pick", points.slice(0, 20)));
	}

	/** What of the map is there while the fingers have zoomed out and are still down. */
	async held() {
		const { devtools } = this.browser;
		const { box } = await this.ask("view");
		const [stroke] = pinches(box, 1 / 4, 700);
		await play(devtools, [stroke], { lift: false });
		await pause(HELD_MS);
		const held = await this.screen("held");
		await liftAll(devtools);
		await pause(2 * SETTLE_MS);
		const whole = await this.screen("released");
		this.figures.drawnWhileHeldPercent = percentDrawn(held, whole, box);
	}

	/** A tap on the stall in the middle of those that were in view. */
	async tap() {
		const { devtools } = this.browser;
		let view = await this.ask("view");
		if (view.pxPerM < DETAIL_PX_PER_M / 2) {
			await play(
				devtools,
				pinches(view.box, DETAIL_PX_PER_M / view.pxPerM, 700),
			);
			await pause(2 * SETTLE_MS);
			view = await this.ask("view");
		}
		const large = largeStalls(this.scene.stalls, view, this.origin);
		const middle = pageFromPlan(view, view.x, view.y);
		const far = (b) =>
			Math.hypot(b.x + b.width / 2 - middle[0], b.y + b.height / 2 - middle[1]);
		const [nearest] = large.sort((a, b) => far(a) - far(b));
		const answer = this.ask("tap");
		await pause(50);
		const at = [nearest.x + nearest.width / 2, nearest.y + nearest.height / 2];
		await tap(devtools, at);
		const taken = await answer;
		if (!taken) return;
		this.figures.tapHandledMs = taken.handledMs;
		this.figures.tapAnsweredMs = taken.answeredMs;
	}

	async memory() {
		const { devtools, system } = this.browser;
		await this.ask("letGo");
		Object.assign(this.figures, await scriptMemory(devtools));
		await pause(HELD_MS);
		this.figures.rendererMb = await rendererMb(system);
	}
}
