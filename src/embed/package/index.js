/**
 * Defines Stallmap's elements. Scripts, workers and WebAssembly stay files of their own, as a strict
 * Content-Security-Policy and the browser's cache want them: no bundler looks inside. Copy the
 * package's `site/` to where your site serves static files (`npx stallmap-copy public/stallmap`).
 */

/** Loads the elements from the folder that `site/` was copied to. */
export async function define(site = "/stallmap/") {
	const base = new URL(site, document.baseURI).href;
	const folder = base.endsWith("/") ? base : `${base}/`;
	await import(
		/* webpackIgnore: true */ /* @vite-ignore */ `${folder}widgets/stallmap.js`
	);
}
