// Expectations that give the page time: they hold as soon as they come true, and say what was
// there instead when they do not.

import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";

/** Milliseconds: a busy machine is slow, but not this slow. */
const PATIENCE_MS = 15_000;
const LOOK_MS = 50;

/** Waits until an element of `locator` shows the text, and gives that element. */
export async function sees(locator, text) {
	const shown = locator.filter({ hasText: text, visible: true }).first();
	try {
		await shown.waitFor({ timeout: PATIENCE_MS });
	} catch {
		const texts = await locator.allTextContents();
		assert.fail(`${locator} shows ${JSON.stringify(texts)}, not ${text}`);
	}
	return shown;
}

/** Waits until nothing of `locator` is on the page. */
export async function seesNo(locator) {
	await becomes(() => locator.count(), 0, `${locator} is still there`);
}

/** Waits until `look()` gives `expected`, compared deeply. */
export async function becomes(look, expected, message) {
	const latest = Date.now() + PATIENCE_MS;
	for (;;) {
		const seen = await look();
		try {
			assert.deepEqual(seen, expected, message);
			return;
		} catch (error) {
			if (Date.now() > latest) throw error;
		}
		await pause(LOOK_MS);
	}
}

/** Waits until `check(look())` is true, and gives what was seen. */
export async function holds(look, check, message) {
	const latest = Date.now() + PATIENCE_MS;
	for (;;) {
		const seen = await look();
		if (check(seen)) return seen;
		if (Date.now() > latest) {
			assert.fail(`${message}; seen: ${JSON.stringify(seen)}`);
		}
		await pause(LOOK_MS);
	}
}
