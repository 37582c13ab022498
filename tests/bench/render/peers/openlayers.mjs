// OpenLayers, layers of vectors on a canvas, decluttered text.

import VectorLayer from "ol/layer/Vector.js";
import OlMap from "ol/Map.js";
import VectorSource from "ol/source/Vector.js";
import { Fill, Stroke, Style, Text } from "ol/style.js";
import {
	DEG_PER_M,
	FILLS,
	FONT,
	FONT_PX,
	INK,
	LIT,
	MARK,
	STROKE,
	TEXT_SCALE,
} from "./look.mjs";
import { drawn, fingers, readFeatures, viewOf } from "./openlayers-view.mjs";

const stroke = new Stroke({ color: STROKE, width: 1 });

function textLayer(source) {
	const text = new Text({
		font: `${FONT_PX}px ${FONT}`,
		fill: new Fill({ color: INK }),
		// Lines are cut already; a letter more than the stall is wide does no harm.
		overflow: true,
	});
	const style = new Style({ text });
	return new VectorLayer({
		source,
		declutter: true,
		maxResolution: (DEG_PER_M / TEXT_SCALE) * 1.0001,
		style(feature) {
			text.setText(feature.get("text"));
			return style;
		},
	});
}

export default {
	format: "lnglat",
	...fingers,

	async init({ el, data, meta, view }) {
		const styles = FILLS.map(
			(color) => new Style({ fill: new Fill({ color }), stroke }),
		);
		const source = new VectorSource({ features: readFeatures(data.stalls) });
		const stalls = new VectorLayer({
			source,
			style: (feature) => styles[feature.get("grade")],
		});
		const marks = new VectorLayer({
			source: new VectorSource({ features: readFeatures(data.marks) }),
			style: new Style({ fill: new Fill({ color: MARK }) }),
		});
		const olView = viewOf(meta, view);
		const map = new OlMap({
			target: el,
			layers: [stalls, marks, textLayer(source)],
			view: olView,
			controls: [],
			interactions: [],
		});
		await drawn(map);
		return { map, meta, view: olView, source, stalls };
	},

	async highlight({ map, source }, ids) {
		const style = new Style({ fill: new Fill({ color: LIT }), stroke });
		const features = ids.map((id) => source.getFeatureById(id));
		const lit = new VectorLayer({
			source: new VectorSource({ features }),
			style,
		});
		// Below the marks and the texts.
		map.getLayers().insertAt(1, lit);
		await drawn(map);
	},

	pick({ map, stalls }, x, y) {
		const hit = map.forEachFeatureAtPixel(
			[x, y],
			(feature) => feature.getId(),
			{
				layerFilter: (layer) => layer === stalls,
			},
		);
		return hit ?? null;
	},
};
