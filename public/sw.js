/**
 * Answers for page and widgets when their host is not there. It holds one build of them, whole and
 * proved by hashes, and serves that one until the next is whole. Publications are not its business:
 * the page keeps and proves them itself.
 */

/** The build's files as `[path, SHA-256 in base64]`; the build writes them here. */
const FILES = [];
/** What tells builds apart. */
const BUILD = "";

const CACHE = `stallmap-page-${BUILD}`;
const PAGES = "stallmap-page-";
/** The machine's own settings: the last that could be read. */
const SETTINGS = "stallmap-settings";
const SETTINGS_FILE = "kiosk.json";
/** So long the host may take for them. */
const MOST_WAIT_MS = 3_000;

const scope = new URL(self.registration.scope);
const known = new Set(FILES.map(([path]) => path));

self.addEventListener("install", (event) => event.waitUntil(hold()));

self.addEventListener("activate", (event) => event.waitUntil(clean()));

self.addEventListener("message", ({ data }) => {
	if (data === "take over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
	const { request } = event;
	const url = new URL(request.url);
	const isOurs =
		request.method === "GET" &&
		url.origin === scope.origin &&
		url.pathname.startsWith(scope.pathname);
	if (!isOurs) return;
	const path = url.pathname.slice(scope.pathname.length) || "index.html";
	if (path === SETTINGS_FILE) event.respondWith(settings(request));
	// Whatever stands behind the path, such as the number of a module's copy, means the same file.
	else if (known.has(path)) event.respondWith(held(path, request));
});

/** Fetches the build; all of it or nothing, and nothing that is not of this build. */
async function hold() {
	const cache = await caches.open(CACHE);
	for (const [path, hash] of FILES) {
		const url = new URL(path, scope);
		if (await cache.match(url)) continue;
		const integrity = `sha256-${hash}`;
		const answer = await fetch(url, { cache: "no-cache", integrity });
		if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
		await cache.put(url, answer);
	}
}

async function clean() {
	const names = await caches.keys();
	const others = names.filter((own) => own.startsWith(PAGES) && own !== CACHE);
	await Promise.all(others.map((own) => caches.delete(own)));
	await self.clients.claim();
}

async function held(path, request) {
	const cache = await caches.open(CACHE);
	return (await cache.match(new URL(path, scope))) ?? fetch(request);
}

/** The host's settings, else the last ones that were settings. */
async function settings(request) {
	const cache = await caches.open(SETTINGS);
	try {
		const signal = AbortSignal.timeout?.(MOST_WAIT_MS);
		const answer = await fetch(request, { signal });
		if (answer.ok) {
			// A portal's page is not JSON.
			await answer.clone().json();
			await cache.put(request.url, answer.clone());
			return answer;
		}
	} catch {
		// Below.
	}
	return (await cache.match(request.url)) ?? Response.json({});
}
