// A static server on a free port. Its pages are isolated from other origins, which gives
// `performance.now()` its finest steps: a hit test takes microseconds.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = {
	".html": "text/html",
	".js": "text/javascript",
	".mjs": "text/javascript",
	".json": "application/json",
	".wasm": "application/wasm",
	".css": "text/css",
	".svg": "image/svg+xml",
};

/**
 * `mounts`: the first part of a path, and its folder. Answers `{ origin, sent, close() }`;
 * `sent` says of every file when its last byte had been sent, `{ path, wallMs }`.
 */
export async function serveFolders(mounts) {
	const sent = [];
	const server = createServer(async (request, response) => {
		const { pathname } = new URL(request.url, "http://localhost");
		const [, mount, ...rest] = normalize(decodeURIComponent(pathname)).split(
			"/",
		);
		try {
			const body = await readFile(join(mounts[mount], ...rest));
			response.writeHead(200, {
				"content-type": TYPES[extname(pathname)] ?? "application/octet-stream",
				"cross-origin-opener-policy": "same-origin",
				"cross-origin-embedder-policy": "require-corp",
				"cross-origin-resource-policy": "same-origin",
				"cache-control": "no-store",
			});
			response.end(body, () => {
				const wallMs = performance.timeOrigin + performance.now();
				sent.push({ path: pathname, wallMs });
			});
		} catch {
			response.writeHead(404).end();
		}
	});
	await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		origin: `http://127.0.0.1:${server.address().port}`,
		sent,
		close: () => server.close(),
	};
}
