/** Plain colours and patterns over the whole screen, each until it is touched: for dead pixels. */

import { fullScreen, made } from "./elements.js";

const PATTERNS = ["red", "green", "blue", "white", "black", "grid", "ramp"];

export function screenTest(say) {
	let at = -1;
	const dialog = fullScreen("pattern");
	const words = made("p", "pattern-words");
	dialog.append(words);
	const next = () => {
		at += 1;
		if (at >= PATTERNS.length) {
			dialog.close();
			return;
		}
		dialog.dataset.pattern = PATTERNS[at];
		words.textContent = say("screen_next", {
			n: at + 1,
			all: PATTERNS.length,
			name: say(PATTERNS[at]),
		});
	};
	dialog.addEventListener("click", next);
	dialog.addEventListener("keydown", (event) => {
		if (event.key !== "Escape") next();
	});
	next();
}
