// OpenLayers, vectors by WebGL. This layer has no text: it draws none.

import WebGLVectorLayer from "ol/layer/WebGLVector.js";
import OlMap from "ol/Map.js";
import VectorSource from "ol/source/Vector.js";
import { FILLS, LIT, MARK, STROKE } from "./look.mjs";
import { drawn, fingers, readFeatures, viewOf } from "./openlayers-view.mjs";

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

export default {
	format: "lnglat",
	...fingers,

	async init({ el, data, meta, view }) {
		const source = new VectorSource({ features: readFeatures(data.stalls) });
		const stalls = new WebGLVectorLayer({
			source,
			style: {
				"fill-color": byGrade,
				"stroke-color": STROKE,
				"stroke-width": 1,
			},
		});
		const marks = new WebGLVectorLayer({
			source: new VectorSource({ features: readFeatures(data.marks) }),
			style: { "fill-color": MARK },
		});
		const olView = viewOf(meta, view);
		const map = new OlMap({
			target: el,
			layers: [stalls, marks],
			view: olView,
			controls: [],
			interactions: [],
		});
		await drawn(map);
		return { map, meta, view: olView, source };
	},

	async highlight({ map, source }, ids) {
		const features = ids.map((id) => source.getFeatureById(id));
		map.addLayer(
			new WebGLVectorLayer({
				source: new VectorSource({ features }),
				style: { "fill-color": LIT },
			}),
		);
		await drawn(map);
	},
};
