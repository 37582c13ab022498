// Routes: how long after a tap the way is told, and how long until all its words stand on the
// panel, in the built page, with the data of its levels loaded; at full speed and four times
// slower. A person taps on a page at rest, so that is what is asked. Bytes of the routing data.
// Tables on the screen, figures in target/bench/route.json.
//
//   node tests/bench/route.bench.mjs [--quick]

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { DIST, openSite, ROOT, Visit } from "../browser/harness.mjs";
import { openMarket } from "../browser/market.mjs";

const isQuick = process.argv.includes("--quick");
const WAYS = isQuick ? 40 : 200;
const TOURS = isQuick ? 5 : 20;
const STOPS = 12;
const SLOWDOWNS = [1, 4];

/** Always the same stalls: mulberry32. */
let seed = 20261121;
function below(count) {
	seed = (seed + 0x6d2b79f5) | 0;
	let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
	t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
	return ((t ^ (t >>> 14)) >>> 0) % count;
}

const market = openMarket();
const stalls = market.levels.flatMap(({ id }) =>
	market.stalls(id).map((stall) => stall.id),
);
const someStall = () => stalls[below(stalls.length)];
const pairs = Array.from({ length: WAYS }, () => [someStall(), someStall()]);
const tours = Array.from({ length: TOURS }, () =>
	Array.from({ length: STOPS }, someStall),
);

/** In the page: milliseconds from the call to the told way and to its words, the data being there. */
async function timed(asks) {
	const kiosk = document.querySelector("market-kiosk");
	const asked = ([from, to]) =>
		new Promise((resolve) => {
			let [toldMs, shownMs] = [Number.NaN, Number.NaN];
			const begun = performance.now();
			// Told of every change of the panel, the last one last.
			const watch = new MutationObserver(() => {
				shownMs = performance.now() - begun;
			});
			watch.observe(kiosk.shadowRoot.querySelector(".panel"), {
				childList: true,
				subtree: true,
			});
			const end = () => {
				clearTimeout(late);
				clearInterval(look);
				watch.disconnect();
				resolve({ toldMs, shownMs });
			};
			const late = setTimeout(end, 30_000);
			// By then all of the tap's own work is done.
			const look = setInterval(() => Number.isNaN(toldMs) || end(), 0);
			kiosk.addEventListener(
				"market-route",
				() => {
					toldMs = performance.now() - begun;
				},
				{ once: true },
			);
			kiosk.route(from, to);
		});
	const stage = () =>
		kiosk
			.querySelector("market-map")
			.shadowRoot.querySelector(".market-map-stage").dataset.painted;
	/** Nothing was drawn for so long, and nothing else is to be done. */
	const rest = async () => {
		let painted;
		do {
			painted = stage();
			await new Promise((resolve) => setTimeout(resolve, 120));
		} while (!painted || painted !== stage());
		await new Promise((resolve) => {
			requestIdleCallback(resolve, { timeout: 1000 });
		});
	};
	// A way that is asked for again in the same breath is the same way.
	const forget = async () => {
		kiosk.reset();
		await rest();
	};
	const times = [];
	for (const ask of asks) {
		kiosk.reset();
		await asked(ask);
		await forget();
		times.push(await asked(ask));
	}
	return times;
}

function share(times, part) {
	const sorted = [...times].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

const site = await openSite();
const figures = { ways: {}, tours: {}, bytes: {} };
for (const slowdown of SLOWDOWNS) {
	const visit = await Visit.begin(site, { slowdown });
	await visit.open("/?lang=en&kiosk=a1-k1");
	const note = (times) => {
		const told = times.map(({ toldMs }) => toldMs);
		const shown = times.map(({ shownMs }) => shownMs);
		return {
			count: times.length,
			lost: told.filter(Number.isNaN).length,
			p50Ms: share(told, 0.5),
			p99Ms: share(told, 0.99),
			shownP50Ms: share(shown, 0.5),
			shownP99Ms: share(shown, 0.99),
		};
	};
	figures.ways[slowdown] = note(await visit.page.evaluate(timed, pairs));
	const asks = tours.map((stops) => [undefined, stops]);
	figures.tours[slowdown] = note(await visit.page.evaluate(timed, asks));
	await visit.end();
}
await site.close();

const folder = join(DIST, "data", "routes");
const sizes = readdirSync(folder).map(
	(name) => brotliCompressSync(readFileSync(join(folder, name))).length,
);
figures.bytes = { levels: sizes.length, most: Math.max(...sizes) };

console.table(
	SLOWDOWNS.map((slowdown) => ({
		slowdown: `${slowdown} ×`,
		"way p50, ms": figures.ways[slowdown].p50Ms.toFixed(1),
		"way p99, ms": figures.ways[slowdown].p99Ms.toFixed(1),
		"its words p50, ms": figures.ways[slowdown].shownP50Ms.toFixed(1),
		"its words p99, ms": figures.ways[slowdown].shownP99Ms.toFixed(1),
		[`${STOPS} stops p50, ms`]: figures.tours[slowdown].p50Ms.toFixed(1),
		[`${STOPS} stops p99, ms`]: figures.tours[slowdown].p99Ms.toFixed(1),
	})),
);
console.log(
	`routing data of a level, brotli: at most ${figures.bytes.most} bytes`,
);
const out = join(ROOT, "target", "bench");
mkdirSync(out, { recursive: true });
writeFileSync(join(out, "route.json"), JSON.stringify(figures, null, "\t"));
