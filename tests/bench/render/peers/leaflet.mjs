// Leaflet on a canvas. It has no text on canvases: names are tooltips of the stalls in view,
// written when the fingers lift. While they are down the old bitmap is moved, through the same
// calls as Leaflet's own handlers of fingers make.

import L from "leaflet";
import { FILLS, LIT, MARK, STROKE, TEXT_SCALE } from "./look.mjs";

const STYLE = `
.leaflet-container { width: 100%; height: 100%; overflow: hidden; position: relative }
.leaflet-pane, .leaflet-pane > canvas, .leaflet-zoom-animated, .leaflet-tooltip
	{ position: absolute; left: 0; top: 0 }
.leaflet-zoom-animated { transform-origin: 0 0 }
.name { font: 11px sans-serif; white-space: nowrap; pointer-events: none; text-align: center }`;

const latLng = ([x, y]) => L.latLng(-y, x);
const centreOf = ({ cx, cy }) => latLng([cx, cy]);
const zoomOf = ({ scale }) => Math.log2(scale);
const twoFrames = () =>
	new Promise((resolve) =>
		requestAnimationFrame(() => requestAnimationFrame(resolve)),
	);

/** Where each stall's name stands, and what it says. */
function nameOf({ geometry, properties }) {
	const bounds = L.latLngBounds(geometry.coordinates[0].map(latLng));
	return {
		at: bounds.getCenter(),
		text: properties.text.replaceAll("\n", "<br>"),
	};
}

function writeNames({ map, names, tips, view }) {
	tips.clearLayers();
	if (view.scale < TEXT_SCALE) return;
	const seen = map.getBounds();
	for (const { at, text } of names.filter((name) => seen.contains(name.at))) {
		const tip = L.tooltip({
			permanent: true,
			direction: "center",
			className: "name",
			interactive: false,
		});
		tips.addLayer(tip.setLatLng(at).setContent(text));
	}
}

export default {
	format: "local",

	async init({ el, data, view }) {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync(STYLE);
		document.adoptedStyleSheets.push(sheet);
		const map = L.map(el, {
			crs: L.CRS.Simple,
			preferCanvas: true,
			zoomSnap: 0,
			minZoom: -5,
			maxZoom: 8,
			zoomControl: false,
			attributionControl: false,
			fadeAnimation: false,
			inertia: false,
			dragging: false,
			touchZoom: false,
			tapHold: false,
		});
		map.setView(centreOf(view), zoomOf(view), { animate: false });
		const state = { map, view, byId: new Map(), touched: null };
		L.geoJSON(data.stalls, {
			coordsToLatLng: latLng,
			style: ({ properties }) => ({
				fillColor: FILLS[properties.grade],
				fillOpacity: 1,
				color: STROKE,
				weight: 1,
			}),
			onEachFeature({ id }, layer) {
				state.byId.set(id, layer);
				layer.on("click", () => {
					state.touched = id;
				});
			},
		}).addTo(map);
		L.geoJSON(data.marks, {
			coordsToLatLng: latLng,
			interactive: false,
			style: { fillColor: MARK, fillOpacity: 1, stroke: false },
		}).addTo(map);
		state.tips = L.layerGroup().addTo(map);
		state.names = data.stalls.features.map(nameOf);
		await twoFrames();
		return state;
	},

	begin: ({ map }) => map._moveStart(true, false),

	setView(state, view) {
		const { map } = state;
		state.view = view;
		if (Math.abs(zoomOf(view) - map.getZoom()) > 1e-9) {
			map._move(centreOf(view), zoomOf(view), { pinch: true, round: false });
			return;
		}
		const to = map.project(centreOf(view));
		map._rawPanBy(to.subtract(map.project(map.getCenter()))._round());
		map.fire("move");
	},

	end(state) {
		state.map._resetView(centreOf(state.view), zoomOf(state.view));
		writeNames(state);
	},

	async highlight({ byId }, ids) {
		for (const id of ids) byId.get(id).setStyle({ fillColor: LIT });
		await twoFrames();
	},

	pick(state, x, y) {
		state.touched = null;
		const canvas = state.map.getPane("overlayPane").querySelector("canvas");
		const where = { bubbles: true, clientX: x, clientY: y, view: window };
		for (const type of ["mousedown", "mouseup", "click"]) {
			canvas.dispatchEvent(new MouseEvent(type, where));
		}
		return state.touched;
	},
};
