// MapLibre GL JS: a GeoJSON source that its worker cuts into tiles, fills with outlines, and
// text that avoids collisions. Its letters are drawn on this machine.

import {
	Map as MlMap,
	setWorkerUrl,
} from "/npm/maplibre-gl/dist/maplibre-gl.mjs";
import {
	degreesOf,
	FILLS,
	FONT_PX,
	GROUND,
	INK,
	LIT,
	MARK,
	STROKE,
	TEXT_SCALE,
} from "./look.mjs";

const WORKER = "/npm/maplibre-gl/dist/maplibre-gl-worker.mjs";
/** Metres around the equator: the whole world is 512 pixels at zoom 0. */
const EQUATOR_M = 40075016.6856;
const zoomOf = (scale) => Math.log2((scale * EQUATOR_M) / 512);

const isLit = ["boolean", ["feature-state", "lit"], false];
const byGrade = [
	"match",
	["get", "grade"],
	0,
	FILLS[0],
	1,
	FILLS[1],
	2,
	FILLS[2],
	FILLS[3],
];

const layers = [
	{
		id: "ground",
		type: "background",
		paint: { "background-color": GROUND },
	},
	{
		id: "stalls",
		type: "fill",
		source: "stalls",
		paint: {
			"fill-color": ["case", isLit, LIT, byGrade],
			"fill-outline-color": STROKE,
		},
	},
	{
		id: "marks",
		type: "fill",
		source: "marks",
		paint: { "fill-color": MARK, "fill-antialias": false },
	},
	{
		id: "names",
		type: "symbol",
		source: "stalls",
		minzoom: zoomOf(TEXT_SCALE),
		layout: {
			"text-field": ["get", "text"],
			"text-size": FONT_PX,
			"text-font": ["Noto Sans CJK SC"],
			"text-max-width": 40,
			"text-padding": 0,
		},
		paint: { "text-color": INK },
	},
];

const idle = (map) => new Promise((resolve) => map.once("idle", resolve));

export default {
	format: "lnglat",

	async init({ el, data, meta, view }) {
		setWorkerUrl(new URL(WORKER, location.href).href);
		const map = new MlMap({
			container: el,
			interactive: false,
			attributionControl: false,
			fadeDuration: 0,
			renderWorldCopies: false,
			center: degreesOf(meta, view),
			zoom: zoomOf(view.scale),
			maxZoom: 23,
			canvasContextAttributes: { antialias: false },
			style: {
				version: 8,
				sources: {
					stalls: { type: "geojson", data: data.stalls },
					marks: { type: "geojson", data: data.marks },
				},
				layers,
			},
		});
		map.on("error", ({ error }) =>
			console.error(`maplibre: ${error?.message}`),
		);
		await idle(map);
		return { map, meta };
	},

	setView({ map, meta }, view) {
		map.jumpTo({ center: degreesOf(meta, view), zoom: zoomOf(view.scale) });
	},

	async highlight({ map }, ids) {
		for (const id of ids) {
			map.setFeatureState({ source: "stalls", id }, { lit: true });
		}
		await idle(map);
	},

	pick({ map }, x, y) {
		const [hit] = map.queryRenderedFeatures([x, y], { layers: ["stalls"] });
		return hit?.id ?? null;
	},
};
