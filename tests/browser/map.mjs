// The map as a person sees it: where a place of the plan is on the screen, and when the
// picture is complete. Reads the notes that the map leaves on its stage; see src/embed/README.md.

import assert from "node:assert/strict";
import { LANGUAGES, wordsOf } from "./words.mjs";

/**
 * No change for so long: nothing more is coming. The map itself waits 90 ms for its last
 * picture; frames are counted too, as a busy machine has few of them.
 */
const STILL_MS = 250;
const STILL_FRAMES = 10;
const SETTLED_MS = 30_000;
const LOADING = LANGUAGES.flatMap((language) => {
	const { say } = wordsOf(language);
	return [say("loading"), say("search_wait")];
});

/** Takes away what the browser needs to draw in workers. */
export const withoutWorkers = (page) =>
	page.addInitScript(() => {
		delete window.Worker;
		delete window.OffscreenCanvas;
	});

/** Waits until nothing is on its way, no loading text is shown and the map stands still. */
export async function settled(visit) {
	const { page } = visit;
	await page.evaluate(() => {
		window.stillState = undefined;
	});
	await page.waitForFunction(
		({ loading, stillMs, stillFrames }) => {
			const kiosks = [...document.querySelectorAll("market-kiosk")];
			const roots = kiosks.flatMap((kiosk) => kiosk.shadowRoot ?? []);
			const maps = [document, ...roots].flatMap((root) => [
				...root.querySelectorAll("market-map"),
			]);
			const stages = maps.map(
				(map) =>
					map.shadowRoot?.querySelector(".market-map-stage")?.dataset.painted,
			);
			const painted = stages.length > 0 && stages.every(Boolean);
			const text = roots
				.map((root) => root.querySelector(".panel")?.textContent)
				.join();
			const isLoading = loading.some((words) => text.includes(words));
			// The number of resources grows with every answered request.
			const answers = performance
				.getEntriesByType("resource")
				// The index is fetched by and by, for the day on which its host is away.
				.filter(({ name }) => !name.includes("/search/")).length;
			const now = performance.now();
			const state = `${stages} ${isLoading} ${answers}`;
			if (window.stillState !== state || !painted || isLoading) {
				window.stillState = state;
				window.stillSince = now;
				window.stillFrames = 0;
			}
			window.stillFrames += 1;
			return (
				now - window.stillSince >= stillMs && window.stillFrames >= stillFrames
			);
		},
		{ loading: LOADING, stillMs: STILL_MS, stillFrames: STILL_FRAMES },
		{ polling: "raf", timeout: SETTLED_MS },
	);
}

/** The picture of this moment; ask again after anything that moves or paints it. */
export async function mapOf(visit, map = visit.page.locator("market-map")) {
	const seen = await map.evaluate((map) => {
		const box = (element) => {
			const { x, y, width, height } = element.getBoundingClientRect();
			return { x, y, width, height };
		};
		const stage = map.shadowRoot.querySelector(".market-map-stage");
		const attributes = {};
		for (const { name, value } of stage.attributes) attributes[name] = value;
		const kiosk = map.closest("market-kiosk")?.shadowRoot;
		const above = [
			...map.shadowRoot.querySelectorAll(".market-map-key"),
			...(kiosk?.querySelectorAll(".level-title") ?? []),
		];
		return { attributes, stage: box(stage), above: above.map(box) };
	});
	return new MapPicture(seen);
}

class MapPicture {
	#attributes;
	#above;

	constructor({ attributes, stage, above }) {
		this.#attributes = attributes;
		this.#above = above;
		/** The stage's box on the page, CSS pixels. */
		this.stage = stage;
		/** The red of marks in full strength. */
		this.red = [0xd7, 0x14, 0x1a];
		/** The ground of lit stalls. */
		this.lit = [0xff, 0xb4, 0x00];
	}

	/** A note of the stage, as text. */
	attribute(name) {
		return this.#attributes[name];
	}

	/** A note of the stage as a number. */
	number(name) {
		const value = Number.parseFloat(this.#attributes[name]);
		assert.ok(
			Number.isFinite(value),
			`${name} is ${this.#attributes[name]}, not a number`,
		);
		return value;
	}

	/** How many stalls are lit; the map leaves no note when none is. */
	get litCount() {
		return Number(this.#attributes["data-lit"] ?? 0);
	}

	/** Where a place of the plan is on the page, CSS pixels. */
	pageFromPlan(x_dm, y_dm) {
		const turn = (this.number("data-turn-deg") * Math.PI) / 180;
		const [sin, cos] = [Math.sin(turn), Math.cos(turn)];
		const pxPerDm = this.number("data-px-per-m") / 10;
		const dx = x_dm - this.number("data-center-x-dm");
		const dy = y_dm - this.number("data-center-y-dm");
		const { x, y, width, height } = this.stage;
		return {
			x: x + width / 2 + (dx * cos - dy * sin) * pxPerDm,
			y: y + height / 2 + (dx * sin + dy * cos) * pxPerDm,
		};
	}

	centreOf(stall) {
		return this.pageFromPlan(stall.x + stall.w / 2, stall.y + stall.h / 2);
	}

	/** The upright box around a box stall's corners: the stall itself after quarter turns. */
	boxOf(stall) {
		assert.ok(stall.isBox, `${stall.id} is not a box`);
		const corners = [0, 1, 2, 3].map((corner) =>
			this.pageFromPlan(
				stall.x + (corner & 1 ? stall.w : 0),
				stall.y + (corner & 2 ? stall.h : 0),
			),
		);
		const xs = corners.map((corner) => corner.x);
		const ys = corners.map((corner) => corner.y);
		const [x, y] = [Math.min(...xs), Math.min(...ys)];
		return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
	}

	/** True when all of a stall is on the stage and under nothing that lies above it. */
	isInView(stall) {
		const box = this.boxOf(stall);
		return (
			box.x >= this.stage.x &&
			box.y >= this.stage.y &&
			box.x + box.width <= this.stage.x + this.stage.width &&
			box.y + box.height <= this.stage.y + this.stage.height &&
			!this.#above.some((other) => overlap(box, other))
		);
	}

	/** True when a place of the page is on the map and under none of its keys. */
	isFree({ x, y }) {
		const point = { x: x - 2, y: y - 2, width: 4, height: 4 };
		const { stage } = this;
		return (
			x >= stage.x + 2 &&
			y >= stage.y + 2 &&
			x <= stage.x + stage.width - 2 &&
			y <= stage.y + stage.height - 2 &&
			!this.#above.some((other) => overlap(point, other))
		);
	}

	/** True when none of the signs (`[x, y]` in decimetres) comes near a stall. */
	isClearOf(signs, stall, marginPx = 60) {
		const { x, y, width, height } = this.boxOf(stall);
		const around = {
			x: x - marginPx,
			y: y - marginPx,
			width: width + 2 * marginPx,
			height: height + 2 * marginPx,
		};
		return signs.every((at) => {
			const point = this.pageFromPlan(...at);
			return !overlap(around, { ...point, width: 0, height: 0 });
		});
	}
}

function overlap(a, b) {
	return (
		a.x < b.x + b.width &&
		b.x < a.x + a.width &&
		a.y < b.y + b.height &&
		b.y < a.y + a.height
	);
}
