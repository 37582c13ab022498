/**
 * The publication's files, each fetched once a page: whichever module asks next gets the same
 * bytes. Failures carry a stable `code`.
 */

/** The market's levels as published are half of this; what is over is fetched again. */
const MOST_KEPT_BYTES = 8_000_000;

/** By address, the oldest first: a promise of the bytes, and how many there are. */
const shelf = new Map();

/** The bytes of a file of at most `mostBytes`; an address is relative to the page. */
export function bytes(address, mostBytes) {
	const url = new URL(address, document.baseURI).href;
	let entry = shelf.get(url);
	if (!entry) {
		entry = { promise: load(url, mostBytes), size: 0 };
		shelf.set(url, entry);
		entry.promise.then(
			({ byteLength }) => {
				entry.size = byteLength;
				makeRoom();
			},
			// Tried again by the next who asks.
			() => shelf.get(url) === entry && shelf.delete(url),
		);
	}
	return entry.promise;
}

/** A JSON file, parsed. */
export async function json(address, mostBytes) {
	return parse(await bytes(address, mostBytes));
}

/** Forgets everything: the next question goes to the host again. */
export function forget() {
	shelf.clear();
}

/** What a file says. */
function parse(buffer) {
	try {
		return JSON.parse(new TextDecoder().decode(buffer));
	} catch (error) {
		throw failure("not-json", error.message);
	}
}

/** An error with a code that stays the same in every version. */
export function failure(code, words) {
	return Object.assign(new Error(words), { code });
}

async function load(url, mostBytes) {
	let buffer;
	try {
		const answer = await fetch(url);
		if (!answer.ok) {
			throw failure(`http-${answer.status}`, "");
		}
		buffer = await answer.arrayBuffer();
	} catch (error) {
		throw error.code?.startsWith?.("http-")
			? error
			: failure("network", error.message);
	}
	if (buffer.byteLength > mostBytes) {
		throw failure("too-large", "");
	}
	return buffer;
}

function makeRoom() {
	let kept = 0;
	for (const { size } of shelf.values()) {
		kept += size;
	}
	for (const [url, { size }] of shelf) {
		if (kept <= MOST_KEPT_BYTES) {
			return;
		}
		shelf.delete(url);
		kept -= size;
	}
}
