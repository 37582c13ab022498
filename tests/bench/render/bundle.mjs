// Bundles every adapter with its engine, as a site would ship it, and weighs the bundles.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bytes } from "../../browser/bytes.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));

export const PEERS = {
	maplibre: "MapLibre GL JS",
	openlayers: "OpenLayers canvas",
	"openlayers-webgl": "OpenLayers WebGL",
	leaflet: "Leaflet canvas",
	deckgl: "deck.gl",
	pixi: "PixiJS",
};

/** What of an engine is not in the bundle: MapLibre's worker wants a file of its own. */
const BESIDE = {
	maplibre: [
		"maplibre-gl.mjs",
		"maplibre-gl-worker.mjs",
		"maplibre-gl.css",
	].map((file) => `maplibre-gl/dist/${file}`),
};

/**
 * `out/NAME.js` for each peer. `npm` is the folder of the installed engines. Answers
 * `{ NAME: { version, raw, gzip, brotli } }`.
 */
export async function bundlePeers(names, npm, out) {
	const { build } = createRequire(join(npm, "..", "package.json"))("esbuild");
	const sizes = {};
	for (const name of names) {
		const outfile = join(out, `${name}.js`);
		await build({
			entryPoints: [join(HERE, "peers", `${name}.mjs`)],
			outfile,
			bundle: true,
			minify: true,
			format: "esm",
			target: "chrome120",
			nodePaths: [npm],
			external: ["/npm/*"],
			define: { "process.env.NODE_ENV": '"production"' },
			logLevel: "warning",
		});
		const beside = (BESIDE[name] ?? []).map((file) => join(npm, file));
		const parts = [outfile, ...beside].map((file) => bytes(readFileSync(file)));
		sizes[name] = { raw: 0, gzip: 0, brotli: 0 };
		for (const part of parts) {
			for (const kind of Object.keys(part)) sizes[name][kind] += part[kind];
		}
	}
	return sizes;
}
