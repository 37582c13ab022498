/**
 * What to do when the kiosk's module has died: begin again with another copy of it, and when that
 * happens too often, with another page.
 */

import { report } from "./errors.js";

/** So many crashes in so long are repaired on the spot: each leaves its memory behind. */
const MOST_REPAIRS = 3;
const REPAIRS_MS = 60_000;
/** After the next one the page is loaded anew, later each time … */
const FIRST_RELOAD_MS = 2_000;
const MOST_RELOAD_MS = 300_000;
/** … unless all was well for so long. */
const FORGET_MS = 900_000;
/** How often the page was loaded anew, in the tab's storage: `{ count, at }`. */
const RELOADS = "stallmap-reloads";

/** When the last crashes were, in milliseconds of the page's clock. */
const crashes = [];

/** Notes a crash. True when it may be repaired on the spot. */
export function isRepairable(words) {
	report("crashed", words);
	const now = performance.now();
	crashes.push(now);
	while (now - crashes[0] > REPAIRS_MS) crashes.shift();
	return crashes.length <= MOST_REPAIRS;
}

/** How long to wait before the page is loaded for the `count`th time in a row. */
export function reloadMs(count) {
	return Math.min(FIRST_RELOAD_MS * 2 ** Math.min(count, 20), MOST_RELOAD_MS);
}

/** Loads the page anew, by and by. */
export function reloadLater() {
	let count = 0;
	try {
		const last = JSON.parse(sessionStorage.getItem(RELOADS) ?? "{}");
		const isRecent = Date.now() - last.at < FORGET_MS + reloadMs(last.count);
		if (isRecent) count = last.count + 1;
		const now = { count, at: Date.now() };
		sessionStorage.setItem(RELOADS, JSON.stringify(now));
	} catch {
		// Without a memory the longest wait is the safe one.
		count = Number.POSITIVE_INFINITY;
	}
	setTimeout(() => location.reload(), reloadMs(count));
}
