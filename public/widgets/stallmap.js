/**
 * Defines Stallmap's elements. Light children of an element stay visible until it can show
 * something, and whenever it cannot. Each element has a module of its own, which is loaded when
 * the first of its kind is on the page.
 */

import { bytes, forget, json } from "./files.js";
import { finder, forgetFinders } from "./finder.js";
import { LANGUAGES, spoken } from "./languages.js";

const beside = (path) => new URL(path, import.meta.url);

/** Runs `load` once for all elements; what failed is tried again by the next one. */
function once(load) {
	const known = new Map();
	return (key) => {
		if (!known.has(key)) {
			const promise = load(key);
			known.set(key, promise);
			promise.catch(() => known.delete(key));
		}
		return known.get(key);
	};
}

async function answerOf(url) {
	const answer = await fetch(url);
	if (!answer.ok) {
		throw new Error(`${url.pathname}: ${answer.status}`);
	}
	return answer;
}

const texts = once(async (tag) =>
	(await answerOf(beside(`./texts/${tag}.json`))).json(),
);

const sheet = once(async (name) => {
	const answer = await answerOf(beside(`./${name}.css`));
	return new CSSStyleSheet().replace(await answer.text());
});

const kioskModule = once(async () => {
	const glue = await import(beside("../stallmap-web.js").href);
	await glue.default();
	glue.install_text_reader(texts);
	glue.install_reader(json);
	glue.install_finder(finder);
	return glue;
});

/** The module, once it has the texts that an element begins with; it asks for others itself. */
async function speaking(element) {
	const tag = spoken(element.getAttribute("lang") ?? "") ?? "zh";
	const [glue, table] = await Promise.all([kioskModule(), texts(tag)]);
	glue.install_texts(tag, table);
	return glue;
}

/** How the map's part in the page comes by what it shares with others. */
const shared = { bytes, texts, languages: LANGUAGES, spoken };

const mapModule = once(async () => {
	const [{ MapView, compile }] = await Promise.all([
		import(beside("./map.js").href),
		sheet("map"),
	]);
	// Fails here when there is no WebAssembly, before anything is taken off the page.
	await compile();
	return MapView;
});

/** What ends with an element's life on the page, while there is something. */
const leaving = new WeakMap();

/** What all elements have in common: a life on the page, attributes and their properties. */
class MarketElement extends HTMLElement {
	#widget;
	#life = 0;

	connectedCallback() {
		this.addEventListener("market-retry", this);
		this.#start();
	}

	disconnectedCallback() {
		this.removeEventListener("market-retry", this);
		this.#stop();
	}

	attributeChangedCallback(name, before, now) {
		if (!this.#widget || before === now) {
			return;
		}
		if (this.constructor.followed.includes(name)) {
			this.#widget.set(name, now ?? undefined);
		} else {
			this.reload();
		}
	}

	handleEvent() {
		this.reload();
	}

	/** Opens a stall by id. */
	select(id) {
		this.#widget?.select(String(id));
	}

	/** Forgets the person. */
	reset() {
		this.#widget?.reset();
	}

	/** Starts the element anew, with fresh data. */
	reload() {
		forget();
		forgetFinders();
		this.#stop();
		this.#start();
	}

	get widget() {
		return this.#widget;
	}

	async #start() {
		const life = ++this.#life;
		try {
			const mount = await this.constructor.load(this);
			// Removed, or started again, while the module was on its way.
			if (life === this.#life && this.isConnected) {
				this.#widget = mount(this);
			}
		} catch (error) {
			console.warn("stallmap: an element could not start", error);
			this.dispatchEvent(
				new CustomEvent("market-error", {
					bubbles: true,
					composed: true,
					detail: { code: "no-webassembly", path: this.localName },
				}),
			);
		}
	}

	#stop() {
		this.#life++;
		leaving.get(this)?.();
		leaving.delete(this);
		this.#widget?.free();
		this.#widget = undefined;
	}
}

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
 * The map of a kiosk, as its light child. `said` is kept with the first event that says that there
 * is a picture, or may be none; `hand()` tells it all again when somebody listens.
 */
function firstMap(kiosk) {
	kiosk.querySelector("market-map[slot=map]")?.remove();
	const map = document.createElement("market-map");
	map.slot = "map";
	map.setAttribute("theme", "light");
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
		for (const { type, detail } of heard) {
			map.dispatchEvent(
				new CustomEvent(type, { bubbles: true, composed: true, detail }),
			);
		}
	};
	return { said, hand, leave };
}

class MarketKiosk extends MarketElement {
	static followed = ["lang", "stall", "category", "level", "query"];
	static observedAttributes = [
		...MarketKiosk.followed,
		"src",
		"kiosk",
		"px-per-mm",
		"from",
		"loading",
		"route",
		"way",
		"link-base",
	];

	/** A new way is shown, not a new visit. */
	attributeChangedCallback(name, before, now) {
		if (name !== "route" && name !== "way") {
			super.attributeChangedCallback(name, before, now);
			return;
		}
		const [from, ...to] = (this.getAttribute("route") ?? "").split("~");
		if (before !== now && to.length > 0) {
			const way = this.getAttribute("way") ?? "";
			this.widget?.route(from, to.join("~"), way);
		}
	}

	/**
	 * Shows the way to a stall by id, to `LEVEL*ID` for a service place, or to `**KIND` for the
	 * nearest of a kind; a list of them is put on the person's list. `from` is
	 * a stall, a place, or `*ID` for a kiosk; without it the way begins at this kiosk.
	 */
	route(from, to, { stepFree, goods, fewestChanges } = {}) {
		const manners = { "step-free": stepFree, goods, fewest: fewestChanges };
		const way = Object.keys(manners).filter((name) => manners[name]);
		this.widget?.route(from ?? "", [to].flat().join("~"), way.join("~"));
	}

	/**
	 * The map comes first: it is what a person waits for. What stands around it is fetched when
	 * the map has everything it needs, and takes it in by its slot.
	 */
	static async load(kiosk) {
		const map = firstMap(kiosk);
		leaving.set(kiosk, map.leave);
		await map.said;
		const [glue, style] = await Promise.all([
			speaking(kiosk),
			sheet("stallmap"),
		]);
		return (element) => {
			const widget = glue.mount(element, style);
			map.hand();
			return widget;
		};
	}
}

class MarketMap extends MarketElement {
	static followed = [
		"lang",
		"level",
		"stall",
		"place",
		"category",
		"marked",
		"theme",
		"px-per-mm",
	];
	static observedAttributes = [...MarketMap.followed, "src", "kiosk"];

	#lit;
	#way;
	#areas;

	static async load() {
		const [MapView, style] = await Promise.all([mapModule(), sheet("map")]);
		return (element) => new MapView(element, style, shared);
	}

	/**
	 * Stalls to light up instead of a category's: an object from level ids to lists of indexes
	 * into the level's stalls. `undefined` for the category's again.
	 */
	get lit() {
		return this.#lit;
	}

	set lit(levels) {
		this.#lit = levels ?? undefined;
		this.widget?.light(this.#lit);
	}

	/**
	 * A way to draw: `{ legs: [{ level, line: [x, y, …] }], leg, look }` in decimetres of each
	 * level's grid. `leg` is the one to look at, `look` a place on it, `[x, y]`, or `[x, y, x, y]`
	 * with what lies ahead there; without `look` the leg is seen as a whole.
	 */
	get way() {
		return this.#way;
	}

	set way(way) {
		this.#way = way ?? undefined;
		this.widget?.way(this.#way);
	}

	/**
	 * Areas to outline above the stalls: a list of `{ level, name, corners }`, the corners one after
	 * the other as `[x, y, x, y, …]` in decimetres of the level's grid. `undefined` for none.
	 */
	get areas() {
		return this.#areas;
	}

	set areas(list) {
		this.#areas = list ?? undefined;
		this.widget?.outline(this.#areas);
	}

	/**
	 * Flies to a part of the level that is shown: its corners one after the other,
	 * `[x, y, x, y, …]` in decimetres of the level's grid.
	 */
	see(corners) {
		this.widget?.see(corners);
	}

	/** Shows the whole level. */
	overview() {
		this.widget?.overview();
	}
}

/** The market's credit index; of the kiosk's module. */
class MarketIndex extends MarketElement {
	static followed = ["lang"];
	static observedAttributes = [...MarketIndex.followed, "src"];

	static async load(index) {
		const [glue, style] = await Promise.all([
			speaking(index),
			sheet("stallmap"),
		]);
		return (element) => glue.mount_index(element, style);
	}
}

for (const element of [MarketKiosk, MarketMap, MarketIndex]) {
	for (const name of element.observedAttributes) {
		reflect(element.prototype, name);
	}
}

/**
 * A property for an attribute. `lang` is a property of every element already, and `route` is what
 * the method is called.
 */
function reflect(prototype, name) {
	const property = name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
	if (property in HTMLElement.prototype || Object.hasOwn(prototype, property)) {
		return;
	}
	Object.defineProperty(prototype, property, {
		configurable: true,
		enumerable: true,
		get() {
			return this.getAttribute(name) ?? "";
		},
		set(value) {
			if (value === null || value === undefined || value === "") {
				this.removeAttribute(name);
			} else {
				this.setAttribute(name, value);
			}
		},
	});
}

for (const [tag, element] of [
	["market-map", MarketMap],
	["market-kiosk", MarketKiosk],
	["market-index", MarketIndex],
]) {
	if (!customElements.get(tag)) {
		customElements.define(tag, element);
	}
}
