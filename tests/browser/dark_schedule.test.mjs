// When kiosks ask their host: often enough for each, never all at once.

import assert from "node:assert/strict";
import { test } from "node:test";
import { reloadMs } from "../../public/widgets/reload.js";
import { nextMs } from "../../public/widgets/start.js";

const KIOSKS = 1000;

/** The same chances in every run. */
function seeded(seed) {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

test("a thousand kiosks come back within a minute, and no more than sixty in a second", () => {
	const chance = seeded(7);
	const [awayMs, backMs, endMs] = [1_000_000, 3_000_000, 4_000_000];
	const asked = new Map();
	let latestMs = 0;
	for (let kiosk = 0; kiosk < KIOSKS; kiosk++) {
		// All switched on in the same second.
		let nowMs = nextMs(chance(), 0);
		let failures = 0;
		let isBack = false;
		while (nowMs < endMs) {
			const second = Math.floor(nowMs / 1000);
			asked.set(second, (asked.get(second) ?? 0) + 1);
			const isAway = nowMs >= awayMs && nowMs < backMs;
			failures = isAway ? failures + 1 : 0;
			if (!isBack && nowMs >= backMs) {
				isBack = true;
				latestMs = Math.max(latestMs, nowMs - backMs);
			}
			nowMs += nextMs(chance(), failures);
		}
		assert.ok(isBack);
	}
	const most = Math.max(...asked.values());
	assert.ok(most <= 60, `${most} in one second`);
	// Who was not due while the host was away did not notice.
	assert.ok(latestMs <= 450_000, `${latestMs} ms`);
});

test("who lost the host asks again within a minute, each time later", () => {
	for (let failures = 1; failures < 2000; failures++) {
		for (const chance of [0, 0.5, 0.999]) {
			const ms = nextMs(chance, failures);
			assert.ok(ms >= 1000 && ms <= 60_000, `${failures}, ${chance}: ${ms}`);
			assert.ok(nextMs(chance, failures + 1) >= ms);
		}
	}
});

test("a page that crashes again and again is loaded ever more seldom", () => {
	for (let count = 0; count < 50; count++)
		assert.ok(reloadMs(count + 1) >= reloadMs(count));
	assert.ok(reloadMs(0) >= 1000);
	assert.equal(reloadMs(50), reloadMs(Number.POSITIVE_INFINITY));
});
