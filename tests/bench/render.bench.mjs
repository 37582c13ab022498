// Drawing: the built map beside map engines, the same stalls under the same fingers, one
// browser after the other. Tables on the screen, figures in target/bench/render.json, the
// table of the README in target/bench/render.md.
//
//   node tests/bench/render.bench.mjs [--quick] [--peers leaflet,pixi] [--scenes level]
//     [--sizes 1920x1080] [--parts peers,stub,large,slow] [--element market-map] [--screens]
//     [--dist dist] [--product no] [--limit 40]

import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { PNG } from "pngjs";
import { ROOT } from "../browser/harness.mjs";
import { bundlePeers, PEERS } from "./render/bundle.mjs";
import { contest, emptyPage } from "./render/contest.mjs";
import { codeBytes, productOf } from "./render/product.mjs";
import { prepareScenes, SCENES } from "./render/scenes.mjs";
import { serveFolders } from "./render/server.mjs";
import { markdownOf, printTables, summaryOf } from "./render/table.mjs";

const { values: asked } = parseArgs({
	options: {
		quick: { type: "boolean", default: false },
		peers: { type: "string" },
		scenes: { type: "string" },
		sizes: { type: "string" },
		parts: { type: "string" },
		element: { type: "string", default: "market-map" },
		product: { type: "string", default: "yes" },
		dist: { type: "string", default: "dist" },
		screens: { type: "boolean", default: false },
		limit: { type: "string", default: "40" },
	},
});

const LANDSCAPE = "1920x1080";
const PORTRAIT = "1080x1920";
const LARGE = "3840x2160";
const QUICK_PEERS = "maplibre,openlayers,leaflet,pixi";
/** Without a real GPU the others wait for one second a frame at these sizes. */
const LARGE_PEERS = ["openlayers", "leaflet"];
const STUB_PEERS = ["maplibre", "openlayers-webgl", "deckgl", "pixi"];
const SLOWDOWN = 4;

const list = (text) => text.split(",").filter(Boolean);
const peers = list(
	asked.peers ?? (asked.quick ? QUICK_PEERS : Object.keys(PEERS).join()),
);
const scenes = list(asked.scenes ?? SCENES.join());
const sizes = list(
	asked.sizes ?? (asked.quick ? LANDSCAPE : `${LANDSCAPE},${PORTRAIT}`),
);
const parts = list(
	asked.parts ?? (asked.quick ? "peers" : "peers,stub,large,slow"),
);
const repetitions = asked.quick ? 1 : 3;
/** For each step; who needs longer is out. A busy machine needs more. */
const limitMs = 1000 * Number(asked.limit);

const OUT = join(ROOT, "target", "bench");
const WORK = join(OUT, "render");
const dist = resolve(ROOT, asked.dist);

// --- what takes part -------------------------------------------------------------

const sheet = prepareScenes(join(dist, "data"), WORK);
const npm = join(WORK, "node_modules");
const sizesOfCode = await bundlePeers(peers, npm, join(WORK, "peers"));
const server = await serveFolders({
	site: dist,
	sheet: join(WORK, "sheet"),
	data: join(WORK, "data"),
	peers: join(WORK, "peers"),
	npm,
	page: join(ROOT, "tests", "bench", "render", "page"),
});
const product =
	asked.product === "no" ? undefined : productOf(asked.element, server);

const engines = [
	...(product ? [product] : []),
	...peers.map((name) => ({
		name,
		urlOf: (scene, stub) =>
			`${server.origin}/page/peer.html?peer=${name}&scene=${scene.name}${stub ? "&stub" : ""}`,
	})),
];

const results = [];
const started = performance.now();

/** One contest; its figures are kept and a line is printed. */
async function hold(part, engine, sceneName, sizeName, options = {}) {
	const scene = sheet[sceneName];
	const [width, height] = sizeName.split("x").map(Number);
	const stub = part === "stub";
	const figures = await contest(
		{ ...engine, url: engine.urlOf(scene, stub) },
		scene,
		{
			size: { width, height },
			limitMs,
			screens: asked.screens ? keepScreen(sceneName, sizeName) : undefined,
			...options,
		},
	);
	const row = {
		part,
		engine: engine.name,
		scene: sceneName,
		size: sizeName,
		load: Number(loadavg()[0].toFixed(2)),
		...figures,
	};
	results.push(row);
	print(row);
	return row;
}

function keepScreen(scene, size) {
	const folder = join(WORK, "screens");
	mkdirSync(folder, { recursive: true });
	return (name, picture) =>
		writeFileSync(
			join(folder, `${scene}-${size}-${name}.png`),
			PNG.sync.write(picture),
		);
}

function print(row) {
	const secs = Math.round((performance.now() - started) / 1000);
	const say = (value, unit) =>
		value === undefined ? "–" : `${value.toFixed(1)} ${unit}`;
	const failed = row.failed ? `; failed at ${row.failed}` : "";
	console.log(
		`${String(secs).padStart(4)} s  ${row.part} ${row.scene} ${row.size} ${row.engine}: ` +
			`first ${say(row.firstPictureMs, "ms")}, ${say(row.fps, "fps")}, ` +
			`main ${say(row.perFrameMs?.main, "ms a frame")}${failed}`,
	);
}

// --- the contests ----------------------------------------------------------------

const empty = {};
for (const size of sizes) {
	const [width, height] = size.split("x").map(Number);
	empty[size] = await emptyPage(`${server.origin}/page/empty.html`, {
		width,
		height,
	});
}

if (parts.includes("peers")) {
	for (const scene of scenes) {
		const tooSlow = new Set();
		for (const size of sizes) {
			for (const engine of engines.filter(({ name }) => !tooSlow.has(name))) {
				const isFirstSize = size === sizes[0];
				const isWhole = isFirstSize || engine.isProduct;
				const first = await hold("peers", engine, scene, size, { isWhole });
				// Who takes seconds a frame says the same the second time.
				if (first.failed || first.fps < 3) tooSlow.add(engine.name);
				else if (isFirstSize) await again(engine, scene, size);
			}
		}
	}
}

async function again(engine, scene, size) {
	for (let more = 1; more < repetitions; more += 1) {
		await hold("peers", engine, scene, size);
	}
}

const some = (names) =>
	engines.filter(({ name, isProduct }) => isProduct || names.includes(name));

if (parts.includes("stub")) {
	for (const scene of scenes) {
		for (const engine of some(STUB_PEERS)) {
			await hold("stub", engine, scene, LANDSCAPE);
		}
	}
}
if (parts.includes("large")) {
	for (const scene of scenes) {
		for (const engine of some(LARGE_PEERS)) {
			await hold("large", engine, scene, LARGE);
		}
	}
}
if (parts.includes("slow")) {
	for (const scene of scenes) {
		for (const engine of some(LARGE_PEERS)) {
			await hold("slow", engine, scene, LANDSCAPE, { slowdown: SLOWDOWN });
		}
	}
}

// --- what came out ---------------------------------------------------------------

const code = { ...sizesOfCode };
if (product) code[product.name] = await codeBytes(product, sheet.level);
server.close();

const about = {
	chromium: results[0]?.chromium,
	processor: cpus()[0]?.model,
	cores: cpus().length,
	stalls: Object.fromEntries(
		Object.values(sheet).map(({ name, stalls }) => [name, stalls.length]),
	),
	minutes: (performance.now() - started) / 60_000,
};
const summary = summaryOf(results, { code, empty });
mkdirSync(OUT, { recursive: true });
const whole = { ...about, code, empty, summary, contests: results };
writeFileSync(join(OUT, "render.json"), `${JSON.stringify(whole, null, 2)}\n`);
writeFileSync(join(OUT, "render.md"), markdownOf(summary, about));
printTables(summary, about);
