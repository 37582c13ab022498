/**
 * When an element starts: whether it can at all, whether anybody sees it yet, and when it is tried
 * again.
 */

/**
 * A module that uses everything the widgets' modules may use: mutable globals, sign extension,
 * bulk memory, conversions that saturate, several results, references.
 */
const PROBE =
	"AGFzbQEAAAABCQJgAAJ/f2AAAAMDAgABBAQBbwABBQMBAAEGBgF/AUEACwcFAQFnAwAKIwIQAEEBwEQAAAAAAADwP/wCCxAAQQBBAEEB/AsAQQAlABoL";

let answer;

/** Whether the browser understands what the widgets are made of; asked before anything is loaded. */
export function canRun() {
	answer ??=
		typeof WebAssembly === "object" &&
		"replace" in (globalThis.CSSStyleSheet?.prototype ?? {}) &&
		"adoptedStyleSheets" in Document.prototype &&
		WebAssembly.validate(
			Uint8Array.from(atob(PROBE), (letter) => letter.charCodeAt(0)),
		);
	return answer;
}

/**
 * Calls `start` when it is time, as `loading` says: `eager` at once, `lazy` when somebody sees the
 * element, `auto` when it is less than a screen away. Gives a function that calls it off.
 */
export function whenWanted(element, start) {
	const wish = element.getAttribute("loading");
	const isNear = () => {
		const box = element.getBoundingClientRect();
		const margin = wish === "lazy" ? 0 : innerHeight;
		// What is not displayed has no boxes.
		return (
			element.getClientRects().length > 0 &&
			box.bottom >= -margin &&
			box.top <= innerHeight + margin
		);
	};
	// Seen already: nobody waits for a frame.
	if (wish === "eager" || !globalThis.IntersectionObserver || isNear()) {
		start();
		return undefined;
	}
	const seen = new IntersectionObserver(
		(entries) => {
			if (entries.some((entry) => entry.isIntersecting)) {
				seen.disconnect();
				start();
			}
		},
		{ rootMargin: wish === "lazy" ? "0px" : "100% 0px" },
	);
	seen.observe(element);
	return () => seen.disconnect();
}

/** The host is asked on average so often … */
const EVERY_MS = 300_000;
/** … and while it cannot be reached, later each time, but no later than this. */
const MOST_AGAIN_MS = 45_000;
const FIRST_AGAIN_MS = 5_000;

/**
 * Milliseconds until the host is asked again. `chance` is between 0 and 1: machines that were
 * switched on together, or lost their host together, must not come back together. `failures` is
 * how often it could not be reached since.
 */
export function nextMs(chance, failures) {
	if (failures === 0) return EVERY_MS * (0.5 + chance);
	const doubled = FIRST_AGAIN_MS * 2 ** Math.min(failures - 1, 10);
	return Math.min(doubled, MOST_AGAIN_MS) * (0.25 + 0.75 * chance);
}

/** What `load()` promises, tried until it can be had: what comes of it is needed, but not now. */
export async function atLast(load) {
	for (let failures = 1; ; failures++) {
		try {
			return await load();
		} catch {
			const ms = nextMs(Math.random(), failures);
			await new Promise((resolve) => setTimeout(resolve, ms));
		}
	}
}
