// One visitor after the other, for weeks: what the page holds does not grow.

import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes } from "./expect.mjs";
import { useSite } from "./harness.mjs";
import { settled } from "./map.mjs";
import { smallSites } from "./small_site.mjs";

/** Visitors; `STALLMAP_SESSIONS=10000` for the long run. */
const SESSIONS = Number(process.env.STALLMAP_SESSIONS ?? 40);
/** What is loaded once, and what grows to its size, is there after these. */
const WARM_UP = 20;
const MB = 1024 * 1024;

const sites = smallSites("soak");
const { market } = sites.site("soak");
const server = useSite(sites.root);

test("after many visitors the page holds what it held before", async (t) => {
	const visit = await server.visit(t, "/soak/?lang=en&loading=lazy");
	await settled(visit);
	// What was looked at once is kept: these are all looked at before it counts.
	const stalls = market
		.stalls("a1")
		.slice(0, 10)
		.map(({ id }) => id);
	await sessions(visit, stalls, WARM_UP);
	const before = await holding(visit);
	await sessions(visit, stalls, SESSIONS);
	const after = await holding(visit);
	t.diagnostic(`${SESSIONS} sessions: ${JSON.stringify({ before, after })}`);
	assert.ok(after.heap - before.heap <= MB, "heap");
	assert.ok(after.nodes - before.nodes <= 200, "nodes");
	assert.ok(after.listeners - before.listeners <= 20, "listeners");
	// What Leptos leaves behind of some views; at 64 MB the page begins anew, see the test below.
	const perSession = (after.wasm - before.wasm) / SESSIONS;
	assert.ok(perSession <= 16 * 1024, `${perSession} bytes of the module each`);
	assert.ok(after.storage <= before.storage, "storage");
});

test("a kiosk whose module has grown begins anew when its visitor has left", async (t) => {
	const visit = await server.visit(t, "/soak/?idle-seconds=1");
	await settled(visit);
	let loads = 0;
	visit.page.on("load", () => loads++);
	await visit.kiosk.evaluate((kiosk) => kiosk.reset());
	await settled(visit);
	assert.equal(loads, 0);
	await visit.kiosk.evaluate(async (kiosk) => {
		const glue = await import("./stallmap-web.js");
		const { memory } = await glue.default();
		memory.grow(1024);
		kiosk.reset();
	});
	await becomes(() => loads, 1);
	await visit.ready();
});

/** Each touches, searches, chooses, asks for the way, and is forgotten. */
async function sessions(visit, stalls, count) {
	await visit.kiosk.evaluate(
		async (kiosk, { stalls, count }) => {
			const frame = () => new Promise(requestAnimationFrame);
			const words = ["toys", "1000", "flower", "kiosk", "a1-1"];
			for (let turn = 0; turn < count; turn++) {
				const stall = stalls[turn % stalls.length];
				const steps = [
					() => kiosk.select(stall),
					() => {
						kiosk.query = words[turn % words.length];
					},
					() => {
						kiosk.category = "toys";
					},
					() => kiosk.select(stalls[(turn * 7) % stalls.length]),
					() => kiosk.route("", stall),
					() => kiosk.shadowRoot.querySelector(".dock button")?.click(),
				];
				for (const step of steps) {
					step();
					await frame();
					await frame();
				}
				for (const name of ["query", "category", "stall"])
					kiosk.removeAttribute(name);
				kiosk.reset();
				await frame();
			}
		},
		{ stalls, count },
	);
	await becomes(
		() => visit.kiosk.evaluate((kiosk) => /view home/.test(kiosk.visitMemo)),
		true,
	);
	await settled(visit);
}

async function holding(visit) {
	const { nodes, jsEventListeners } = await visit.held();
	const inPage = await visit.page.evaluate(async () => {
		const glue = await import("./stallmap-web.js");
		const { memory } = await glue.default();
		const { usedJSHeapSize } = performance.memory;
		return {
			heap: usedJSHeapSize,
			wasm: memory.buffer.byteLength,
			storage: JSON.stringify(localStorage).length,
		};
	});
	return { nodes, listeners: jsEventListeners, ...inPage };
}
