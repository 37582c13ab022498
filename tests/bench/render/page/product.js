// The page of the product: the built element on a page of its own, as a host would embed it,
// asked through what it promises to hosts and through the notes on its stage.

import { timeHits } from "./hits.js";
import {
	dropDrawCalls,
	longestTaskMs,
	nextFrame,
	round,
	shown,
	timeTap,
} from "./instruments.js";

const asked = new URLSearchParams(location.search);
const element = document.createElement(asked.get("element"));

if (asked.has("stub")) dropDrawCalls();

const stage = () => element.shadowRoot?.querySelector(".market-map-stage");
const note = (name) => Number.parseFloat(stage()?.getAttribute(name));
const event = (name) =>
	new Promise((resolve) =>
		element.addEventListener(name, resolve, { once: true }),
	);

/** Waits for the notes on the stage to say something, as others keep a promise. */
async function until(isTrue) {
	while (!isTrue()) {
		await new Promise((resolve) => {
			const seen = new MutationObserver(() => {
				seen.disconnect();
				resolve();
			});
			seen.observe(stage(), { attributes: true });
		});
	}
}

const wallMs = (pageMs) => performance.timeOrigin + pageMs;

window.bench = {
	longestTaskMs,

	async load() {
		return {};
	},

	/** When the first full picture was there, on the clock of the wall. */
	async init() {
		for (const name of ["src", "level", "lang", "kiosk"]) {
			if (asked.has(name)) element.setAttribute(name, asked.get(name));
		}
		const ready = event("market-ready");
		document.body.append(element);
		await import("/site/widgets/stallmap.js");
		await ready;
		await until(() => note("data-painted") > 0);
		return { firstPictureWallMs: wallMs(await shown()) };
	},

	view() {
		const { x, y, width, height } = stage().getBoundingClientRect();
		return {
			x: note("data-center-x-dm") / 10,
			y: note("data-center-y-dm") / 10,
			pxPerM: note("data-px-per-m"),
			turnDeg: note("data-turn-deg"),
			painted: note("data-painted"),
			box: { x, y, width, height },
		};
	},

	async highlight(stalls) {
		const startMs = await nextFrame();
		const before = note("data-painted");
		element.lit = { [asked.get("level")]: stalls };
		await until(() => note("data-lit") > 0 && note("data-painted") > before);
		return {
			highlightMs: round((await nextFrame()) - startMs),
			lit: note("data-lit"),
		};
	},

	endHighlight() {
		element.lit = undefined;
	},

	async pick() {
		const { width, height } = stage().getBoundingClientRect();
		return timeHits({
			src: asked.get("src"),
			level: asked.get("level"),
			width,
			height,
		});
	},

	uncovered: (points) =>
		points.map(([x, y]) => {
			const top = element.shadowRoot.elementFromPoint(x, y);
			return Boolean(top?.closest(".market-map-stage"));
		}),

	tap() {
		return timeTap(event("market-select").then(({ detail }) => detail.stall));
	},

	letGo() {},
};
