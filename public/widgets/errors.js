/** What went wrong, with codes that stay the same in every version. */

import { ERRORS, note, noted } from "./notes.js";

/** An error with a code. */
export function failure(code, words = "") {
	return Object.assign(new Error(words), { code });
}

/** So many different failures are remembered. */
const MOST = 20;
const MOST_LETTERS = 240;
/** What is in quotation marks may be a person's words. */
const QUOTED = /"[^"]*"|'[^']*'|`[^`]*`|“[^”]*”|«[^»]*»/g;
/** Who reads a file and who shows it tell of one failure both, and so does every element. */
const SAME_MS = 1_000;

/**
 * Notes a failure for the technician: `code` stays the same in every version, `path` is the file or
 * the place it is about, `text` is for the technician's eyes. What is known already is only counted.
 */
export function report(code, text = "", path = "") {
	const now = new Date();
	const last = now.toISOString();
	const own = {
		code: technical(code),
		text: technical(text),
		path: technical(path),
	};
	const ring = failures();
	const same = ring.findIndex((known) =>
		Object.keys(own).every((name) => known[name] === own[name]),
	);
	const [known] = same < 0 ? [] : ring.splice(same, 1);
	const isTold = known && Math.abs(now - Date.parse(known.last)) < SAME_MS;
	const { time = last, times = 0 } = known ?? {};
	ring.push({ time, ...own, last, times: isTold ? times : times + 1 });
	note(ERRORS, ring.slice(-MOST));
}

/**
 * What was noted on this machine, the newest last: `{ time, code, text, path, last, times }` each.
 * `time` is the first such moment and `last` the latest, in ISO 8601.
 */
export function failures() {
	const ring = noted(ERRORS);
	if (!Array.isArray(ring)) return [];
	return ring.map(({ time, code, text = "", path = "", last, times = 1 }) => {
		return { time, code, text, path, last: last ?? time, times };
	});
}

/** `words` without what may be a person's, and not too long. */
function technical(words) {
	return String(words ?? "")
		.replace(QUOTED, "…")
		.replace(/\s+/g, " ")
		.trim()
		.slice(0, MOST_LETTERS);
}
