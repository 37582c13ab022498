// How soon the first map is there, and what travels until then: the built page in
// Chromium, with an empty cache, on this machine and with its processor slowed down.

import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { firstMap, total } from "../browser/first_map.mjs";
import { LANDSCAPE, openSite, PORTRAIT, ROOT } from "../browser/harness.mjs";

const RUNS = 5;
const cases = [
	{ name: "portrait 1080x1920", viewport: PORTRAIT, slowdown: 1 },
	{ name: "landscape 1920x1080", viewport: LANDSCAPE, slowdown: 1 },
	{
		name: "portrait, processor 4 times slower",
		viewport: PORTRAIT,
		slowdown: 4,
	},
];

const site = await openSite();
const results = [];
let files = [];
for (const { name, ...options } of cases) {
	const readyMs = [];
	for (let run = 0; run < RUNS; run += 1) {
		const measured = await firstMap(site, options);
		readyMs.push(measured.readyMs);
		files = measured.files;
	}
	readyMs.sort((a, b) => a - b);
	results.push({
		name,
		runs: RUNS,
		medianMs: readyMs[RUNS >> 1],
		bestMs: readyMs[0],
		worstMs: readyMs.at(-1),
	});
}
const chromium = site.browser.version();
await site.close();

const bytes = { ...total(files), files };
mkdirSync(join(ROOT, "target", "bench"), { recursive: true });
writeFileSync(
	join(ROOT, "target", "bench", "page.json"),
	`${JSON.stringify({ chromium, cores: cpus().length, processor: cpus()[0]?.model, firstMap: results, bytes }, null, 2)}\n`,
);

console.log(
	`First map, Chromium ${chromium}, ${cpus().length} cores, median of ${RUNS}`,
);
console.table(
	Object.fromEntries(
		results.map((r) => [
			r.name,
			{
				"median ms": Math.round(r.medianMs),
				best: Math.round(r.bestMs),
				worst: Math.round(r.worstMs),
			},
		]),
	),
);
console.log("Bytes until the first map");
const rows = files.map(({ path, ...sizes }) => [path, sizes]);
console.table(Object.fromEntries([...rows, ["all together", total(files)]]));
