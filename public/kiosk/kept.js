/**
 * What a kiosk remembers of itself, never of a person: small values in this browser's own storage.
 * Starting over leaves them alone.
 */

export const ERRORS = "stallmap-errors";
export const COUNTS = "stallmap-counts";
/** What the widgets note of the publications that they keep: by address, `{ files, updated, checked }`. */
export const KEPT = "stallmap-kept";

/** What was kept under `key`; nothing when there is nothing, or it cannot be read. */
export function kept(key) {
	try {
		return JSON.parse(localStorage.getItem(key)) ?? undefined;
	} catch {
		return undefined;
	}
}

/** Keeps a value; a full or forbidden storage costs the value and nothing else. */
export function keep(key, value) {
	try {
		localStorage.setItem(key, JSON.stringify(value));
	} catch {
		// A kiosk goes on without it.
	}
}

export function wipe(key) {
	try {
		localStorage.removeItem(key);
	} catch {
		// Then there was nothing either.
	}
}
