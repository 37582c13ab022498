// Pagefind writes a folder that only a browser reads. So it is built in a process of its own,
// and asked in Chromium from a server on this machine.
//
//   node pagefind.mjs NAMES FOLDER      builds; what was measured goes to the parent

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { startBrowser } from "../../browser/harness.mjs";
import { readDocs, readQueries } from "./corpus.mjs";
import { isRight, summary } from "./judging.mjs";

const TYPES = {
	".html": "text/html",
	".js": "text/javascript",
	".json": "application/json",
};

if (process.argv[1] === fileURLToPath(import.meta.url))
	await build(process.argv[2], process.argv[3]);

async function build(names, folder) {
	const pagefind = await import("pagefind");
	const docs = await readDocs(names);
	const start = performance.now();
	const { index, errors } = await pagefind.createIndex({});
	if (errors.length > 0) throw new Error(errors.join(", "));
	for (let at = 0; at < docs.length; at += 500)
		await Promise.all(
			docs.slice(at, at + 500).map((doc) =>
				index.addCustomRecord({
					url: `/${doc.id}`,
					content: `${doc.zh} ${doc.en} ${doc.stall}`,
					language: "zh",
					meta: { title: doc.zh },
				}),
			),
		);
	await index.writeFiles({ outputPath: folder });
	await pagefind.close();
	// Its files are packed already.
	const rawBytes = bytesBelow(folder);
	process.send({
		buildMs: performance.now() - start,
		saved: true,
		rawBytes,
		gzipBytes: rawBytes,
	});
	process.disconnect();
}

function bytesBelow(folder) {
	return readdirSync(folder, { recursive: true })
		.map((path) => statSync(join(folder, path)))
		.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
}

/** Asks the index in `folder` in Chromium. What it answers is as `measure` of judging.mjs. */
export async function query({ names, queries, folder, budgetMs }) {
	const docs = await readDocs(names);
	const asked = readQueries(queries);
	const server = createServer((request, response) =>
		answer(folder, new URL(request.url, "http://here").pathname, response),
	);
	await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
	const browser = await startBrowser();
	try {
		const page = await browser.newPage();
		await page.goto(`http://127.0.0.1:${server.address().port}/`);
		const texts = asked.map((one) => one.query);
		const got = await page.evaluate(inPage, { texts, budgetMs });
		const judged = got.urls.map((urls, at) => {
			const right = urls.map((url) =>
				isRight(asked[at], docs[Number(url.replace(/\D/g, ""))]),
			);
			const { kind } = asked[at];
			return { kind, first: right[0] === true, ten: right.includes(true) };
		});
		const { loadMs, memoryMb, ms } = got;
		return { loadMs, memoryMb, ...summary(judged, ms), asked: judged.length };
	} finally {
		await browser.close();
		server.close();
	}
}

/** Runs in the page. Only the search is timed, not the names that are fetched afterwards. */
async function inPage({ texts, budgetMs }) {
	const began = performance.now();
	const pagefind = await import("/pagefind.js");
	await pagefind.options({});
	await pagefind.init();
	const loadMs = performance.now() - began;
	const ms = [];
	const urls = [];
	for (const text of texts) {
		if (performance.now() - began > budgetMs) break;
		let best = Infinity;
		let found;
		for (let run = 0; run < 3; run += 1) {
			const start = performance.now();
			found = await pagefind.search(text);
			best = Math.min(best, performance.now() - start);
		}
		ms.push(best);
		const top = (found?.results ?? []).slice(0, 10);
		const data = await Promise.all(top.map((result) => result.data()));
		urls.push(data.map((it) => it.raw_url ?? it.url));
	}
	const memoryMb = (performance.memory?.usedJSHeapSize ?? 0) / 1e6;
	return { loadMs, memoryMb, ms, urls };
}

function answer(folder, pathname, response) {
	const path = join(folder, normalize(decodeURIComponent(pathname)));
	if (pathname === "/") {
		response.setHeader("content-type", "text/html");
		response.end('<!doctype html><html lang="zh"><title>Pagefind</title>');
	} else if (existsSync(path)) {
		const type = TYPES[extname(path)] ?? "application/octet-stream";
		response.setHeader("content-type", type);
		response.end(readFileSync(path));
	} else {
		response.statusCode = 404;
		response.end();
	}
}
