/** How each kind of element comes by what it shows; nothing is loaded for a kind that is not there. */

import { bytes } from "./files.js";
import { LANGUAGES, spoken } from "./languages.js";
import { once, sheet, texts } from "./once.js";

/** How the map's part in the page comes by what it shares with others. */
const shared = { bytes, texts, languages: LANGUAGES, spoken };

const mapView = once(async () => {
	const [{ MapView, compile }] = await Promise.all([
		import("./map.js"),
		sheet("map"),
	]);
	// Fails here when there is no WebAssembly, before anything is taken off the page.
	await compile();
	return MapView;
});

const KINDS = {
	async "market-map"({ element }) {
		const [MapView, style] = await Promise.all([mapView(), sheet("map")]);
		return () => new MapView(element, style, shared);
	},
	async "market-badge"({ element }) {
		const [{ BadgeView }, style] = await Promise.all([
			import("./badge.js"),
			sheet("badge"),
		]);
		return () => new BadgeView(element, style);
	},
	async "market-kiosk"(life, how) {
		const { loadKiosk } = await import("./first-map.js");
		return loadKiosk(life, how);
	},
	"market-search": ofModule("mount_search"),
	"market-listing": ofModule("mount_listing"),
	"market-index": ofModule("mount_index"),
};

/** Loads what a life needs to show itself, and promises the function that mounts it. */
export function load(life, how) {
	return KINDS[life.element.localName](life, how);
}

/** An element of the kiosk's module. */
function ofModule(name) {
	return async ({ element }) => {
		const { dressed } = await import("./module.js");
		const [glue, style] = await dressed(element);
		return () => glue[name](element, style);
	};
}
