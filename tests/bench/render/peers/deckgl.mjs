// deck.gl: a flat view, a layer of polygons with outlines, a layer of text.

import { Deck, OrthographicView } from "@deck.gl/core";
import { PolygonLayer, SolidPolygonLayer, TextLayer } from "@deck.gl/layers";
import {
	boxOf,
	FILLS,
	FONT,
	FONT_PX,
	INK,
	LIT,
	MARK,
	rgbOf,
	ringOf,
	STROKE,
	TEXT_SCALE,
} from "./look.mjs";

const fills = FILLS.map(rgbOf);

const viewStateOf = ({ cx, cy, scale }) => ({
	target: [cx, cy, 0],
	zoom: Math.log2(scale),
});

function layersOf({ data, stalls, marks, lit }, { scale }) {
	const names = new TextLayer({
		id: "names",
		data: data.stalls.features,
		visible: scale >= TEXT_SCALE,
		getPosition(feature) {
			const { x, y, w, h } = boxOf(feature);
			return [x + w / 2, y + h / 2];
		},
		getText: (feature) => feature.properties.text,
		getSize: FONT_PX,
		getColor: rgbOf(INK),
		characterSet: "auto",
		fontFamily: FONT,
		fontSettings: { fontSize: 22 },
	});
	return [stalls, marks, lit, names];
}

export default {
	format: "local",

	async init({ el, width, height, data, view }) {
		const stalls = new PolygonLayer({
			id: "stalls",
			data: data.stalls.features,
			getPolygon: ringOf,
			getFillColor: (feature) => fills[feature.properties.grade],
			getLineColor: rgbOf(STROKE),
			lineWidthUnits: "pixels",
			getLineWidth: 1,
			stroked: true,
			filled: true,
			pickable: true,
		});
		const marks = new SolidPolygonLayer({
			id: "marks",
			data: data.marks.features,
			getPolygon: ringOf,
			getFillColor: rgbOf(MARK),
		});
		const state = { data, stalls, marks, view };
		const first = new Promise((resolve) => {
			state.rendered = resolve;
		});
		state.deck = new Deck({
			parent: el,
			width,
			height,
			views: new OrthographicView({ flipY: true }),
			viewState: viewStateOf(view),
			controller: false,
			useDevicePixels: false,
			layers: layersOf(state, view),
			onAfterRender() {
				if (state.deck?.isInitialized) state.rendered();
			},
			onError: (error) => console.error(`deck.gl: ${error.message}`),
		});
		await first;
		return state;
	},

	setView(state, view) {
		const wasWritten = state.view.scale >= TEXT_SCALE;
		state.view = view;
		const layers =
			wasWritten === view.scale >= TEXT_SCALE
				? {}
				: { layers: layersOf(state, view) };
		state.deck.setProps({ viewState: viewStateOf(view), ...layers });
	},

	async highlight(state, ids) {
		state.lit = new SolidPolygonLayer({
			id: "lit",
			data: ids.map((id) => state.data.stalls.features[id]),
			getPolygon: ringOf,
			getFillColor: rgbOf(LIT),
		});
		const rendered = new Promise((resolve) => {
			state.rendered = resolve;
		});
		state.deck.setProps({ layers: layersOf(state, state.view) });
		await rendered;
	},

	pick({ deck }, x, y) {
		const hit = deck.pickObject({ x, y, layerIds: ["stalls"] });
		return hit?.object?.id ?? null;
	},
};
