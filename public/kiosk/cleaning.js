/** Cleaning mode: for a while nothing on the screen answers, so that it can be wiped. */

import { both } from "./words.js";

const CLEAN_SECS = 30;
const SWALLOWED = [
	"pointerdown",
	"pointermove",
	"pointerup",
	"touchstart",
	"touchmove",
	"touchend",
	"mousedown",
	"mouseup",
	"click",
	"dblclick",
	"contextmenu",
	"wheel",
	"keydown",
	"keyup",
	"keypress",
];

/** Locks the screen and counts down; the promise is kept when it is over. */
export function clean(secs = CLEAN_SECS) {
	const dialog = document.createElement("dialog");
	dialog.className = "cleaning";
	const words = document.createElement("p");
	words.textContent = both("cleaning");
	const left = document.createElement("p");
	left.className = "cleaning-secs";
	left.setAttribute("role", "timer");
	dialog.append(words, left);
	document.body.append(dialog);
	const life = new AbortController();
	const swallow = (event) => {
		if (event.cancelable) event.preventDefault();
		event.stopImmediatePropagation();
	};
	const options = { capture: true, passive: false, signal: life.signal };
	for (const name of SWALLOWED) addEventListener(name, swallow, options);
	const endMs = performance.now() + secs * 1000;
	// Browsers let a second Escape through to a dialog, whoever forbids it.
	dialog.addEventListener("close", () => dialog.showModal(), options);
	dialog.showModal();
	return new Promise((resolve) => {
		const tick = () => {
			const leftMs = endMs - performance.now();
			if (leftMs > 0) {
				left.textContent = String(Math.ceil(leftMs / 1000));
				return;
			}
			clearInterval(timer);
			life.abort();
			dialog.remove();
			resolve();
		};
		const timer = setInterval(tick, 250);
		tick();
	});
}
