// What a visitor's browser loads until the first map is on the screen, and how long it
// takes. The size test and the benchmark both ask here.

import { bytes } from "./bytes.mjs";
import { Visit } from "./harness.mjs";

/**
 * A visit with an empty cache: `{ readyMs, files: [{ path, raw, gzip, brotli }] }`.
 * `files` holds everything that was asked for before the map's picture, each once.
 */
export async function firstMap(site, options) {
	const visit = await Visit.begin(site, options);
	try {
		await visit.open("/");
		const readyMs = await visit.ready();
		const urls = visit.asked.slice(0, visit.askedBeforeMap);
		return { readyMs, files: await weigh(site, urls) };
	} finally {
		await visit.end();
	}
}

/** Every file of these addresses, each once: `[{ path, raw, gzip, brotli }]`. */
export async function weigh(site, urls) {
	const own = [...new Set(urls.map((url) => url.split(/[?#]/)[0]))].filter(
		(url) => url.startsWith(site.origin),
	);
	const files = [];
	for (const url of own) {
		const response = await fetch(url);
		const body = Buffer.from(await response.arrayBuffer());
		if (!response.ok) continue;
		files.push({
			path: new URL(url).pathname.slice(1) || "index.html",
			...bytes(body),
		});
	}
	return files;
}

/** The sum over all files: `{ raw, gzip, brotli }`. */
export function total(files) {
	const sum = { raw: 0, gzip: 0, brotli: 0 };
	for (const file of files) {
		for (const kind of Object.keys(sum)) sum[kind] += file[kind];
	}
	return sum;
}
