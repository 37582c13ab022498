/**
 * A draft in the fragment of an address: the part that no browser sends anywhere. What comes from a
 * fragment is as little believed as a file.
 */

import { mostBytes } from "./desk.js";

const NAME = "draft=";
/** The first letter says how the rest is packed. */
const DEFLATED = "d";
const PLAIN = "p";

const toBase64 = (bytes) =>
	btoa(Array.from(bytes, (own) => String.fromCharCode(own)).join(""))
		.replaceAll("+", "-")
		.replaceAll("/", "_")
		.replace(/=+$/, "");

function fromBase64(text) {
	const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
	return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

async function through(bytes, stream, most = Number.POSITIVE_INFINITY) {
	const parts = [];
	let length = 0;
	const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
	for (;;) {
		const { done, value } = await reader.read();
		if (done) break;
		length += value.length;
		// A few bytes may stand for a flood.
		if (length > most) {
			reader.cancel();
			throw new RangeError("too large");
		}
		parts.push(value);
	}
	return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** The page's address with a draft in its fragment. */
export async function linkOf(file, language) {
	const bytes = new TextEncoder().encode(JSON.stringify(file));
	const packs = typeof CompressionStream === "function";
	const packed = packs
		? await through(bytes, new CompressionStream("deflate-raw"))
		: bytes;
	const address = new URL(location.href);
	address.search = `?lang=${language}`;
	address.hash = NAME + (packs ? DEFLATED : PLAIN) + toBase64(packed);
	return address.href;
}

/** The draft in the page's address, `{ json }`, or `{ refused }`; nothing when there is none. */
export async function draftInAddress() {
	const hash = location.hash.slice(1);
	if (!hash.startsWith(NAME)) return undefined;
	const [kind, text] = [hash[NAME.length], hash.slice(NAME.length + 1)];
	try {
		if (text.length > 2 * mostBytes()) throw new RangeError("too large");
		let bytes = fromBase64(text);
		if (kind === DEFLATED) {
			const stream = new DecompressionStream("deflate-raw");
			bytes = await through(bytes, stream, mostBytes());
		}
		const decoder = new TextDecoder("utf-8", { fatal: true });
		return { json: JSON.parse(decoder.decode(bytes)) };
	} catch (error) {
		const isLarge = error instanceof RangeError;
		return { refused: isLarge ? "too-large" : "no-draft" };
	}
}

/** The draft in a file that somebody chose: `{ json }` or `{ refused }`. */
export async function draftInFile(file) {
	if (file.size > mostBytes()) return { refused: "too-large" };
	try {
		return { json: JSON.parse(await file.text()) };
	} catch {
		return { refused: "no-draft" };
	}
}
