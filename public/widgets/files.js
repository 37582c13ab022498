/**
 * The publications' files, each fetched once a page: whichever module asks next gets the same
 * bytes, proved. Failures carry a stable `code`.
 */

import { failure } from "./errors.js";
import { parsed } from "./listed.js";
import { ENTRY, Publication } from "./publication.js";

/** The market's levels as published are half of this; what is over is read again. */
const MOST_KEPT_BYTES = 8_000_000;

/** By address, the oldest first: a promise of the bytes, and how many there are. */
const shelf = new Map();
/** By the address of their folder. */
const publications = new Map();
/** Hear of every file that was refused. */
const listeners = new Set();

const absolute = (address) => new URL(address, document.baseURI).href;

/** The publication in a folder; its address may lack the slash at the end. */
export function publicationAt(src) {
	const base = absolute(src.endsWith("/") ? src : `${src}/`);
	let own = publications.get(base);
	if (!own) {
		const refused = (code, path) => {
			for (const hear of listeners) hear(own, code, path);
		};
		own = new Publication(base, refused);
		publications.set(base, own);
	}
	return own;
}

/** See `Publication.trust`. */
export function trust(src, pubkey, allowsUnsigned) {
	if (publicationAt(src).trust(pubkey, allowsUnsigned)) shelf.clear();
}

/** `hear(publication, code, path)` is told of every file that was not taken, and why. */
export function onRefused(hear) {
	listeners.add(hear);
}

/**
 * The bytes of a file of at most `mostBytes`; an address is relative to the page. `row`
 * (`{ size, sha256 }`) says what they have to be where the entry does not: such files are not
 * shared, and so not kept on the shelf.
 */
export function bytes(address, mostBytes, row) {
	const url = absolute(address);
	if (row) return load(url, mostBytes, row);
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
	const value = parsed(await bytes(address, mostBytes));
	if (value === undefined) throw failure("not-json", "null");
	return value;
}

/** Whether the publication in a folder has proved to be the operator's. */
json.isSigned = (src) => publicationAt(src).isSigned();

/** Forgets everything: the next question goes to the host again. */
export function forget() {
	shelf.clear();
	for (const own of publications.values()) own.reopen();
}

/** Forgets what was read, not whose it is. */
export function clearShelf() {
	shelf.clear();
}

function load(url, mostBytes, row) {
	if (url.endsWith(`/${ENTRY}`))
		return publicationAt(url.slice(0, -ENTRY.length)).entry();
	// Everybody asks for the entry first, so the folder is known; the innermost one counts.
	const bases = [...publications.keys()].filter((base) => url.startsWith(base));
	const base = bases.sort((a, b) => b.length - a.length)[0];
	if (!base) return Promise.reject(failure("not-listed", url));
	return publications.get(base).file(url.slice(base.length), mostBytes, row);
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
