/**
 * The last errors of this kiosk, for the technician: a ring under `stallmap-errors`, the newest last,
 * each `{ time, code, text, path, last, times }` with moments in ISO 8601. `time` is the first of
 * them, `last` the latest; whoever else writes there may leave out what comes after `text`. Only
 * technical words: whatever stands in quotation marks may be somebody's and is left out.
 */

import { ERRORS, keep, kept, wipe } from "./kept.js";

const MOST = 40;
const MOST_LETTERS = 240;
const QUOTED = /"[^"]*"|'[^']*'|`[^`]*`|“[^”]*”|«[^»]*»/g;

/** All of them, the newest last. */
export function errors() {
	const ring = kept(ERRORS);
	if (!Array.isArray(ring)) return [];
	return ring.map(({ time, code, text = "", path = "", last, times = 1 }) => {
		return { time, code, text, path, last: last ?? time, times };
	});
}

export function forgetErrors() {
	wipe(ERRORS);
}

/** `words` without what may be a person's, and not too long. */
export function technical(words) {
	return String(words ?? "")
		.replace(QUOTED, "…")
		.replace(/\s+/g, " ")
		.trim()
		.slice(0, MOST_LETTERS);
}

/** Notes one; the same one again only counts. */
export function note({ code, path = "", text = "" }, now = new Date()) {
	const last = now.toISOString();
	const entry = {
		code: technical(code),
		text: technical(text),
		path: technical(path),
	};
	const ring = errors();
	const same = ring.findIndex(
		(own) =>
			own.code === entry.code &&
			own.path === entry.path &&
			own.text === entry.text,
	);
	const [known] = same < 0 ? [] : ring.splice(same, 1);
	const { time = last, times = 0 } = known ?? {};
	ring.push({ time, ...entry, last, times: times + 1 });
	keep(ERRORS, ring.slice(-MOST));
}

/** Listens to a page, for as long as it lives. */
export function noteErrors() {
	addEventListener("market-error", ({ detail }) => note(detail ?? {}));
	addEventListener("market-recovered", ({ detail }) =>
		note({ ...detail, code: "recovered" }),
	);
	addEventListener("error", ({ message, filename, lineno }) =>
		note({
			code: "script",
			path: filename && `${filename.split("/").pop()}:${lineno}`,
			text: message,
		}),
	);
	addEventListener("unhandledrejection", ({ reason }) =>
		note({ code: "script", text: reason?.message ?? reason }),
	);
	// What a module says when it dies goes to the console only; the exception that follows has no
	// words.
	const say = console.error;
	console.error = (...words) => {
		const [first] = words;
		if (typeof first === "string" && first.startsWith("panicked at")) {
			note({ code: "crashed", text: first.split("\n\nStack")[0] });
		}
		say.apply(console, words);
	};
}
