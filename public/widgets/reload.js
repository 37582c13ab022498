/** Loads the page anew when nothing else helps: soon, and ever more seldom when that does not help. */

/** The first time, later each time after it … */
const FIRST_RELOAD_MS = 2_000;
const MOST_RELOAD_MS = 300_000;
/** … unless all was well for so long. */
const FORGET_MS = 900_000;
/** How often the page was loaded anew, in the tab's storage: `{ count, at }`. */
const RELOADS = "stallmap-reloads";

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
