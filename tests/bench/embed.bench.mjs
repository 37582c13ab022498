// What an element costs a page that has one of its kind already: twenty of each, one after the other,
// each from its place in the page to the moment when it shows something, and how long the page's
// own thread was at work for it.

import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { LANDSCAPE, openSite, ROOT, Visit } from "../browser/harness.mjs";

const COUNT = 20;
const KINDS = ["badge", "map", "search", "listing", "index"];
const PAGE = `<!doctype html><title>Many</title><link rel="icon" href="data:,">
<script type="module" src="widgets/stallmap.js"></script><body></body>`;

const site = await openSite();
const results = [];
for (const kind of KINDS) {
	const visit = await Visit.begin(site, { viewport: LANDSCAPE });
	await visit.page.route("**/many.html", (route) =>
		route.fulfill({ contentType: "text/html", body: PAGE }),
	);
	await visit.page.goto(`${site.origin}/many.html`);
	const devtools = await visit.page.context().newCDPSession(visit.page);
	await devtools.send("Performance.enable");
	/** Seconds of work of the page's own thread so far. */
	const worked = async () => {
		const { metrics } = await devtools.send("Performance.getMetrics");
		return metrics.find(({ name }) => name === "TaskDuration").value;
	};
	const readyMs = [];
	const workMs = [];
	for (let turn = 0; turn < COUNT; turn += 1) {
		const before = await worked();
		readyMs.push(await visit.page.evaluate(shown, kind));
		workMs.push(((await worked()) - before) * 1000);
	}
	await visit.end();
	results.push({
		kind,
		first: { readyMs: readyMs[0], workMs: workMs[0] },
		others: { readyMs: spread(readyMs), workMs: spread(workMs) },
	});
}
const chromium = site.browser.version();
await site.close();

/** Adds one and promises how long it took until it showed something, ms. */
function shown(kind) {
	return new Promise((resolve) => {
		const element = document.createElement(`market-${kind}`);
		element.setAttribute("loading", "eager");
		element.setAttribute("stall", "a1-10001");
		element.setAttribute("lang", "en");
		if (kind === "map") {
			element.style.display = "block";
			element.style.blockSize = "300px";
		}
		const began = performance.now();
		element.addEventListener("market-ready", () =>
			resolve(performance.now() - began),
		);
		document.body.append(element);
	});
}

/** Median and most of the second to the last. */
function spread([, ...values]) {
	values.sort((a, b) => a - b);
	return { median: values[values.length >> 1], most: values.at(-1) };
}

mkdirSync(join(ROOT, "target", "bench"), { recursive: true });
writeFileSync(
	join(ROOT, "target", "bench", "embed.json"),
	`${JSON.stringify({ chromium, cores: cpus().length, processor: cpus()[0]?.model, count: COUNT, results }, null, 2)}\n`,
);
const rounded = (ms) => Math.round(ms * 10) / 10;
console.log(`${COUNT} elements of a kind, Chromium ${chromium}, ms`);
console.table(
	Object.fromEntries(
		results.map(({ kind, first, others }) => [
			kind,
			{
				"first ready": rounded(first.readyMs),
				"others ready, median": rounded(others.readyMs.median),
				"others ready, most": rounded(others.readyMs.most),
				"others' work, median": rounded(others.workMs.median),
				"others' work, most": rounded(others.workMs.most),
			},
		]),
	),
);
