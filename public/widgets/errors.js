/** What went wrong, with codes that stay the same in every version. */

/** An error with a code. */
export function failure(code, words = "") {
	return Object.assign(new Error(words), { code });
}

/**
 * What went wrong on this machine lately, for the technician's page. Its name in the browser's
 * storage: a list of `{ time, code, text }`, the newest last.
 */
const NAME = "stallmap-errors";
const MOST = 20;
const MOST_LETTERS = 2000;

/**
 * Notes a failure: `code` stays the same in every version, `text` is for the technician's eyes.
 * `time` becomes the moment in ISO 8601.
 */
export function report(code, text = "") {
	try {
		const known = JSON.parse(localStorage.getItem(NAME) ?? "[]");
		const list = Array.isArray(known) ? known : [];
		const last = list.at(-1);
		if (last?.code === code && last.text === text) return;
		const time = new Date().toISOString();
		list.push({ time, code, text: String(text).slice(0, MOST_LETTERS) });
		localStorage.setItem(NAME, JSON.stringify(list.slice(-MOST)));
	} catch {
		// Refused or full: the console and the events have said it as well.
	}
}
