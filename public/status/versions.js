/** Which files this kiosk gets from its host, by their hashes. */

import { made, table } from "./elements.js";

/** All code, in the order in which a page loads it. */
const FILES = [
	"index.html",
	"kiosk.js",
	"widgets/stallmap.js",
	"widgets/map.js",
	"stallmap-map.js",
	"stallmap-map_bg.wasm",
	"stallmap-web.js",
	"stallmap-web_bg.wasm",
	"stallmap-web-rooms.wasm",
	"stallmap-web-keys.wasm",
	"stallmap-web-attract.wasm",
	"stallmap-seal.js",
	"stallmap-seal_bg.wasm",
	"stallmap-search.js",
	"stallmap-search_bg.wasm",
	"widgets/stallmap.css",
];
const HASH_DIGITS = 12;

export async function versions({ say, language }) {
	const rows = await Promise.all(
		FILES.map(async (path) => {
			const { bytes, changed } = await fetched(path);
			if (!bytes) return [path, say("missing"), "", ""];
			const size = new Intl.NumberFormat(language).format(bytes.byteLength);
			return [path, (await hash(bytes)) ?? say("no_hash"), size, changed];
		}),
	);
	const head = [say("file"), "SHA-256", say("size"), say("changed")];
	// Not every host says when.
	if (rows.every((row) => !row.at(-1))) {
		for (const row of [head, ...rows]) row.pop();
	}
	return [made("p", "note", say("versions_note")), table(head, rows)];
}

async function fetched(path) {
	try {
		// What the page itself would run: through the browser's cache.
		const answer = await fetch(path, { cache: "no-cache" });
		if (!answer.ok) return {};
		const changed = Date.parse(answer.headers.get("last-modified") ?? "");
		return {
			bytes: await answer.arrayBuffer(),
			changed: changed ? new Date(changed).toLocaleDateString("sv") : "",
		};
	} catch {
		return {};
	}
}

async function hash(bytes) {
	if (!crypto.subtle) return undefined;
	const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
	return [...digest]
		.map((byte) => byte.toString(16).padStart(2, "0"))
		.join("")
		.slice(0, HASH_DIGITS);
}
