/**
 * Small values that this browser's own storage keeps of a machine, never of a person. A storage that
 * is full or refused costs the value and nothing else.
 */

/** What went wrong lately: see `errors.js`. */
export const ERRORS = "stallmap-errors";
/** What kiosks count where `kiosk.json` asks for it: see `kiosk/counts.js`. */
export const COUNTS = "stallmap-counts";
/** The publications that are kept here: by address, `{ checked, updated, hash, files }`. */
export const KEPT = "stallmap-kept";
/** What was seen of signed markets: by trusted key, `{ key, markets: { ID: { sequence, key, hash } } }`. */
export const SEEN = "stallmap-seen";

/** What was noted under a name; nothing when there is nothing, or it cannot be read. */
export function noted(name) {
	try {
		return JSON.parse(localStorage.getItem(name)) ?? undefined;
	} catch {
		return undefined;
	}
}

/** Notes a value. True when the storage has taken it. */
export function note(name, value) {
	try {
		localStorage.setItem(name, JSON.stringify(value));
		return true;
	} catch {
		return false;
	}
}

/** Forgets what was noted. */
export function wipe(name) {
	try {
		localStorage.removeItem(name);
	} catch {
		// Then there was nothing either.
	}
}
