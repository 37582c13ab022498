/**
 * When an element starts: whether it can at all, and whether anybody sees it yet.
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
