/**
 * Which elements of a page speak to one another: those that name the same publication, or the one
 * that the attribute `for` names by its id. They are found by what every version of them promises,
 * so that elements of two loaders understand each other.
 */

/** Who follows what is chosen in an element. */
const FOLLOWERS = ["market-map", "market-listing"];
/** Who can take up words or a category that a listing leads to. */
const GUIDES = ["market-search", "market-map"];

const addressOf = (element) =>
	new URL(element.getAttribute("src") || "data/", document.baseURI).href;

/** Elements of these tags that `element` speaks to. */
export function peersOf(element, tags) {
	const root = element.getRootNode();
	const wish = element.getAttribute("for");
	if (wish) {
		const named = root.getElementById?.(wish);
		return named && tags.includes(named.localName) ? [named] : [];
	}
	const address = addressOf(element);
	return [...root.querySelectorAll(tags.join())].filter(
		(own) =>
			own !== element &&
			// The map of a kiosk is the kiosk's.
			!own.slot &&
			addressOf(own) === address,
	);
}

/** Hands a property to the maps that an element without one speaks to. */
export function handToMaps(element, name, value) {
	for (const map of peersOf(element, ["market-map"])) map[name] = value;
}

/** Lets others follow what an element says, unless the page has cancelled it by then. */
export function passOn(element, event) {
	// What bubbles up from an element inside is not this one's word.
	if (event.target !== element) return;
	queueMicrotask(() => {
		if (!event.defaultPrevented) follow(element, event);
	});
}

function follow(element, { type, detail }) {
	if (type === "market-level") {
		for (const map of peersOf(element, ["market-map"]))
			map.level = detail.level;
	} else if (type === "market-navigate") {
		const { query, ...rest } = detail;
		for (const guide of peersOf(element, GUIDES)) {
			if (guide.localName === "market-search") {
				if (query) guide.query = query;
			} else {
				show(guide, rest);
			}
		}
	} else {
		for (const own of peersOf(element, FOLLOWERS)) {
			if (own.localName === "market-map") show(own, detail);
			else if (detail.stall) own.stall = detail.stall;
		}
	}
}

/** What a map is to show: a stall, a place of a level, or a category. */
function show(map, { stall, place, category, level }) {
	if (stall) {
		map.select(stall);
	} else if (place) {
		map.stall = "";
		if (level) map.level = level;
		map.place = place;
	} else if (category) {
		map.lit = undefined;
		map.category = category;
	}
}
