/**
 * Drafts that this browser keeps, and nobody else: in its storage, one for each shop of a stall. A
 * storage that is full or refused costs the keeping, never the page.
 */

const NAME = "stallmap-draft";

const nameOf = (file) =>
	[NAME, file.market, file.stall, file.listing].join("|");

/** Keeps a draft; one without changes is let go. False when the browser does not keep it. */
export function keep(file) {
	try {
		if (file.changes.length === 0) localStorage.removeItem(nameOf(file));
		else
			localStorage.setItem(
				nameOf(file),
				JSON.stringify({ saved: new Date().toISOString(), file }),
			);
		return true;
	} catch {
		return false;
	}
}

/** All drafts of a market: `{ name, saved, file }`, the newest first. */
export function drafts(market) {
	const found = [];
	try {
		for (let place = 0; place < localStorage.length; place++) {
			const name = localStorage.key(place);
			if (!name.startsWith(`${NAME}|${market}|`)) continue;
			const own = read(localStorage.getItem(name));
			if (own) found.push({ name, ...own });
		}
	} catch {
		// Refused: nothing is kept here.
	}
	return found.sort((one, other) => (one.saved < other.saved ? 1 : -1));
}

/** Somebody may have written there, too. */
function read(text) {
	try {
		const { saved, file } = JSON.parse(text);
		const isDraft =
			typeof saved === "string" &&
			typeof file.stall === "string" &&
			typeof file.listing === "string" &&
			Array.isArray(file.changes);
		return isDraft ? { saved, file } : undefined;
	} catch {
		return undefined;
	}
}

/** The draft that is kept of a shop, if any. */
export function draftOf(market, stall, listing) {
	const own = drafts(market).find(
		({ file }) => file.stall === stall && file.listing === listing,
	);
	return own?.file;
}

/** Wipes these drafts. */
export function wipe(list) {
	for (const { name } of list) {
		try {
			localStorage.removeItem(name);
		} catch {
			// Refused: nothing is kept here.
		}
	}
}
