// How long the product takes to know what a finger touched. Its engine runs in a worker and
// answers by messages; here the same built engine runs in the page, where its call can be timed.

import { median, nextFrame, round } from "./instruments.js";

const ROUNDS = 20;
/** One is shorter than the clock's own steps. */
const TAPS_OF_A_ROUND = 20;
const TAPS = ROUNDS * TAPS_OF_A_ROUND;
/** Far enough apart to be no double taps. */
const BETWEEN_MS = 1000;

/**
 * Lifts a finger at places all over a level: `{ hitTestMs, hits, of }`, the median of all that
 * the engine does then.
 */
export async function timeHits({ src, level, width, height }) {
	const {
		default: start,
		install_byte_reader,
		MapEngine,
	} = await import("/site/stallmap-map.js");
	await start({ module_or_path: "/site/stallmap-map_bg.wasm" });
	install_byte_reader(async (address) => (await fetch(address)).arrayBuffer());
	let isReady = false;
	let hits = 0;
	const engine = new MapEngine(
		new OffscreenCanvas(width, height),
		new OffscreenCanvas(1, 1),
		src,
		"",
		(name) => {
			isReady ||= name === "ready";
			if (name === "select") hits += 1;
		},
	);
	engine.set("level", level);
	engine.set("lang", "zh");
	engine.resize(width, height, 1);
	engine.begin();
	while (!isReady) engine.frame(await nextFrame());

	let timeMs = performance.now();
	const rounds = Array(ROUNDS).fill(0);
	for (let tap = 0; tap < TAPS; tap += 1) {
		// Steps that meet every part of the map once.
		const x = width * (0.1 + 0.8 * ((tap * 0.618) % 1));
		const y = height * (0.1 + (0.8 * tap) / TAPS);
		timeMs += BETWEEN_MS;
		engine.pointer("down", 1, x, y, timeMs, true, true);
		const startMs = performance.now();
		engine.pointer("up", 1, x, y, timeMs + 40, true, false);
		rounds[Math.floor(tap / TAPS_OF_A_ROUND)] += performance.now() - startMs;
	}
	engine.free();
	return {
		hitTestMs: round(median(rounds) / TAPS_OF_A_ROUND),
		hits,
		of: TAPS,
	};
}
