// The product among the engines: its built element on a page of its own.

import { bytes } from "../../browser/bytes.mjs";
import { openChromium } from "./chromium.mjs";

const CODE = /\.(js|wasm|css)$/;

/** `element` is a tag that the built loader defines. */
export function productOf(element, server) {
	return {
		name: "stallmap",
		isProduct: true,
		server,
		urlOf({ name, level }, stub) {
			const src = name === "market" ? "/sheet/" : "/site/data/";
			const asked = new URLSearchParams({ element, src, level, lang: "zh" });
			if (stub) asked.set("stub", "");
			return `${server.origin}/page/product.html?${asked}`;
		},
		/**
		 * When the last file that a level is drawn from had been sent, milliseconds on the clock of
		 * the wall. It still has to arrive and to be read; others begin with parsed data.
		 */
		dataInHandMs(level) {
			const needed = [`/levels/${level}.`, `/${level}.`, "/categories."];
			const sent = server.sent.filter(({ path }) =>
				needed.some((part) => path.includes(part)),
			);
			return sent.length
				? Math.max(...sent.map(({ wallMs }) => wallMs))
				: Number.NaN;
		},
	};
}

/** Everything of code that a map page asks for: `{ raw, gzip, brotli, files }`. */
export async function codeBytes(product, scene) {
	const browser = await openChromium({ width: 1920, height: 1080 });
	const before = product.server.sent.length;
	await browser.page.goto(product.urlOf(scene, false));
	await browser.page.waitForFunction(() => window.bench);
	await browser.page.evaluate(() => window.bench.init());
	await browser.close();
	const paths = product.server.sent.slice(before).map(({ path }) => path);
	const own = new Set(
		paths.filter((path) => path.startsWith("/site/") && CODE.test(path)),
	);
	const sum = { raw: 0, gzip: 0, brotli: 0, files: {} };
	for (const path of own) {
		const answer = await fetch(product.server.origin + path);
		const size = bytes(Buffer.from(await answer.arrayBuffer()));
		for (const kind of Object.keys(size)) sum[kind] += size[kind];
		sum.files[path.slice("/site/".length)] = size.brotli;
	}
	return sum;
}
