/** A kiosk begins with its map, which is an element of its own, and goes on with what stands around it. */

import { fire } from "./fire.js";
import { atLast } from "./start.js";

/** What a map says that a kiosk takes up. */
const MAP_EVENTS = [
	"market-ready",
	"market-error",
	"market-select",
	"market-level",
];
/** Of these, what must not be missed: there is a picture, or something is wrong. */
const TOLD = ["market-ready", "market-error"];
/** Attributes of a kiosk that its map has, too, from the beginning. */
const OF_MAP = [
	"src",
	"kiosk",
	"lang",
	"level",
	"stall",
	"category",
	"px-per-mm",
];
/** A map that takes longer than this is not waited for. */
const MOST_MAP_MS = 4000;

/**
 * What a kiosk shows. The map comes first: it is what a person waits for. What stands around it is
 * fetched when the map has everything it needs, and takes it in by its slot.
 */
export async function loadKiosk(life, how) {
	const kiosk = life.element;
	const map = firstMap(kiosk, how);
	life.onLeave(map.leave);
	// Its script may come meanwhile; what it fetches waits.
	const module = import("./module.js");
	module.catch(() => {});
	await map.said;
	const { dressed } = await module;
	const [glue, style] = await dressed(kiosk);
	return () => {
		map.enter();
		if (how === "renewed") glue.forget_publications();
		// Asked for now: the person may have been forgotten meanwhile.
		const memo = how === "new" ? undefined : kiosk.visitMemo;
		const widget = glue.mount(kiosk, style, memo);
		map.hand();
		if (how === "new") followLater(kiosk);
		return widget;
	};
}

/** A kiosk keeps its market whole and new; nothing of that is needed to show it. */
async function followLater(kiosk) {
	const { followKiosk } = await atLast(() => import("./following.js"));
	followKiosk(kiosk);
}

/**
 * The map of a kiosk, as its light child. `said` is kept with the first event that says that there
 * is a picture, or may be none; `hand()` tells it all again when somebody listens.
 */
function firstMap(kiosk, how) {
	const before = kiosk.querySelector("market-map[slot=map]");
	if (how === "revived" && before) return standing(before);
	if (how === "new") before?.remove();
	const map = document.createElement("market-map");
	map.slot = "map";
	map.setAttribute("loading", "eager");
	if (how === "renewed") map.style.visibility = "hidden";
	map.setAttribute("theme", "light");
	map.data = kiosk.data;
	for (const name of OF_MAP) {
		const value = kiosk.getAttribute(name);
		if (value) map.setAttribute(name, value);
	}
	const heard = [];
	let hold;
	let late;
	const said = new Promise((resolve) => {
		// Until somebody listens, what the map says is not the kiosk's word.
		hold = (event) => {
			event.stopPropagation();
			if (TOLD.includes(event.type)) {
				heard.push(event);
				resolve();
			}
		};
		late = setTimeout(resolve, MOST_MAP_MS);
	});
	for (const name of MAP_EVENTS) map.addEventListener(name, hold);
	kiosk.append(map);
	/** Nobody waits any more. */
	const leave = () => {
		clearTimeout(late);
		for (const name of MAP_EVENTS) map.removeEventListener(name, hold);
	};
	const hand = () => {
		leave();
		map.style.visibility = "";
		for (const { type, detail } of heard) fire(map, type, detail);
	};
	/** From here on it is the kiosk's only map. */
	const enter = () => {
		// One that was begun and given up may stand there, too.
		for (const other of kiosk.querySelectorAll("market-map[slot=map]"))
			if (other !== map) other.remove();
	};
	return { said, enter, hand, leave };
}

/** The map of a kiosk that crashed: it goes on, and says once more that it is there. */
function standing(map) {
	const hand = () => fire(map, "market-ready", { level: map.level });
	return { said: undefined, enter() {}, hand, leave() {} };
}
