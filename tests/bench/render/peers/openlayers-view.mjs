// What both layers of OpenLayers share: features in degrees, and a view that fingers move.

import GeoJSON from "ol/format/GeoJSON.js";
import View from "ol/View.js";
import { DEG_PER_M, degreesOf } from "./look.mjs";

export const readFeatures = (collection) =>
	new GeoJSON({
		dataProjection: "EPSG:4326",
		featureProjection: "EPSG:4326",
	}).readFeatures(collection);

export const viewOf = (meta, view) =>
	new View({
		projection: "EPSG:4326",
		center: degreesOf(meta, view),
		resolution: DEG_PER_M / view.scale,
		maxResolution: 1,
		minResolution: DEG_PER_M / 100,
		constrainResolution: false,
		smoothResolutionConstraint: false,
		enableRotation: false,
		multiWorld: true,
	});

export const drawn = (map) =>
	new Promise((resolve) => map.once("rendercomplete", resolve));

/** `beginInteraction` and `endInteraction` around the fingers, as its own handlers do. */
export const fingers = {
	begin: ({ view }) => view.beginInteraction(),
	end: ({ view }) => view.endInteraction(0),

	setView({ view, meta }, next) {
		view.setCenter(degreesOf(meta, next));
		view.setResolution(DEG_PER_M / next.scale);
	},
};
