/**
 * The kiosk's module: all elements but map and badge are made of it. After a crash a copy of it
 * takes the place of the one before.
 */

import { json } from "./files.js";
import { spoken } from "./languages.js";
import { onForget } from "./life.js";
import { answerOf, once, sheet, texts } from "./once.js";
import { atLast } from "./start.js";

const beside = (path) => new URL(path, import.meta.url);

/** The part that finds search engines, once the module needs it. */
let finders;

/** Which copy is alive. */
let copy = 0;

/** The script of a copy; fetched ahead, so that a crash needs no host. */
const glueOf = once((number) => {
	const script = number === 0 ? "" : `?g=${number}`;
	return import(beside(`../stallmap-web.js${script}`).href);
});

const wasm = once(async () => {
	const answer = await answerOf(beside("../stallmap-web_bg.wasm"));
	// Compiling while it loads needs the right content type.
	return answer.headers.get("content-type")?.split(";")[0] ===
		"application/wasm"
		? WebAssembly.compileStreaming(answer)
		: WebAssembly.compile(await answer.arrayBuffer());
});

const copyOf = once(async (number) => {
	const compiled = wasm();
	const [glue, own, { voice }] = await Promise.all([
		glueOf(number),
		import("./finder.js"),
		import("./voice.js"),
	]);
	finders = own;
	await glue.default({ module_or_path: await compiled });
	glue.install_crash((words) => crashed(number, words));
	glue.install_text_reader(texts);
	glue.install_reader(json);
	glue.install_finder(finders.finder);
	glue.install_voice(voice);
	return glue;
});

/** The module that is alive. */
export function living() {
	return copyOf(copy);
}

/** The search engine of a publication: see `finder.js`. */
export function finder(base, core) {
	return finders.finder(base, core);
}

/** The module and the style sheet, once there are the texts that an element begins with. */
export async function dressed(element) {
	// The module asks for other languages by itself.
	const tag = spoken(element.getAttribute("lang") ?? "") ?? "zh";
	const [glue, table, style] = await Promise.all([
		living(),
		texts(tag),
		sheet("stallmap"),
	]);
	glue.install_texts(tag, table);
	return [glue, style];
}

/** Has what the next crash needs at hand: the host may be away then. */
export function prepareNext() {
	glueOf(copy + 1).catch(() => {});
	import("./crashes.js").catch(() => {});
}

/** Lets go of what search engines have read. */
export function forgetFinders() {
	finders?.forgetFinders();
}

onForget(() => {
	forgetFinders();
	if (copyOf.has(copy))
		living().then(
			(glue) => glue.forget_publications(),
			() => {},
		);
});

/** When a copy said last that it panics; the trap that follows is told to the page as well. */
let panickedMs = Number.NEGATIVE_INFINITY;
const SAME_CRASH_MS = 100;

/** A copy has died, and with it everything that it shows. */
function crashed(number, words) {
	panickedMs = performance.now();
	// What is left of a dead copy may panic again: nobody sees it.
	if (number !== copy) return;
	copy++;
	// Later: the dying copy is still speaking.
	setTimeout(async () => {
		const { recover } = await atLast(() => import("./crashes.js"));
		recover(words);
	});
}

// A trap without a panic, such as a stack that is full.
for (const name of ["error", "unhandledrejection"]) {
	addEventListener(name, (event) => {
		const error = event.error ?? event.reason;
		const isKnown = performance.now() - panickedMs < SAME_CRASH_MS;
		const isOurs = !isKnown && /stallmap-web/.test(error?.stack);
		if (error instanceof WebAssembly.RuntimeError && isOurs)
			crashed(copy, `${error.stack}`);
	});
}
