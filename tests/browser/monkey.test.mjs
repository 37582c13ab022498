// Random touches on everything that there is, for as long as wanted:
// `MONKEY=10000 node --test tests/browser/monkey.test.mjs` (about seven minutes).

import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes } from "./expect.mjs";
import { PORTRAIT, useSite } from "./harness.mjs";
import { settled } from "./map.mjs";
import { remains } from "./remains.mjs";

const site = useSite();
const TOUCHES = Number(process.env.MONKEY ?? 1000);
/** After so many the person is forgotten, and the page compared with a fresh one. */
const VISIT = 250;
const SEED = Number(process.env.SEED ?? 20261121);

/** Mulberry32: the same seed, the same touches. */
function chance(seed) {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let z = Math.imul(state ^ (state >>> 15), 1 | state);
		z = (z + Math.imul(z ^ (z >>> 7), 61 | z)) ^ z;
		return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
	};
}

test(`${TOUCHES} random touches: no error, nobody leaves, nothing stays`, async (t) => {
	const visit = await site.visit(t, "/?lang=en");
	const { page } = visit;
	await settled(visit);
	// The first visit fetches what all later ones keep.
	const reset = () => visit.kiosk.evaluate((kiosk) => kiosk.reset());
	const fresh = await remains(visit);
	// A page that is left, or drawn anew, has no such mark any more.
	await page.evaluate(() => {
		window.isTheSame = true;
	});
	const next = chance(SEED);
	const held = [];
	for (let done = 0; done < TOUCHES; ) {
		const count = Math.min(VISIT, TOUCHES - done);
		for (let touch = 0; touch < count; touch += 1) {
			const x = next() * PORTRAIT.width;
			const y = next() * PORTRAIT.height;
			const kind = next();
			if (kind < 0.9) await page.touchscreen.tap(x, y);
			else if (kind < 0.95)
				await visit.swipe(
					[x, y],
					[next() * PORTRAIT.width, next() * PORTRAIT.height],
					{
						stepMs: 1,
					},
				);
			else await page.keyboard.type("toys 12045 wj"[Math.floor(next() * 13)]);
		}
		done += count;
		const isTheSame = await page.evaluate(() => window.isTheSame);
		assert.ok(isTheSame, `the page was left (seed ${SEED})`);
		await reset();
		await becomes(
			() => remains(visit),
			fresh,
			`after ${done} touches (seed ${SEED})`,
		);
		const { nodes, jsEventListeners, documents } = await visit.held();
		const memory = await page.evaluate(() => performance.memory.usedJSHeapSize);
		held.push({ nodes, jsEventListeners, documents, memory });
		t.diagnostic(JSON.stringify(held.at(-1)));
	}
	// What grows with each visit would be seen between the first and the last.
	const [first, last] = [held[0], held.at(-1)];
	assert.equal(last.documents, first.documents);
	assert.ok(last.nodes <= first.nodes * 1.1 + 100, "elements are kept");
	assert.ok(
		last.jsEventListeners <= first.jsEventListeners * 1.1 + 50,
		"listeners are kept",
	);
	assert.ok(last.memory <= first.memory * 1.3 + 2_000_000, "memory is kept");
});
