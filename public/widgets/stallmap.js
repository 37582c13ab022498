/**
 * Defines Stallmap's elements, and no more: their names, attributes, properties and methods. What
 * they do is in `life.js`, which is loaded when the first of them is about to be seen. Light children
 * of an element stay visible until it can show something, and whenever it cannot.
 */

import { fire } from "./fire.js";
import { canRun, nextMs, whenWanted } from "./start.js";

/** Attributes that say whose publication is shown. */
const PROVED = ["src", "pubkey", "allow-unsigned"];
/** What `life.js` imports, asked for in the same breath and not one after the other. */
const REST = [
	"errors",
	"files",
	"keep",
	"kinds",
	"languages",
	"listed",
	"notes",
	"once",
	"peers",
	"publication",
	"seal",
];

/** What elements live by, once it is loaded; see `life.js`. */
let rest;
let loading;

function loadRest() {
	if (!loading) {
		loading = import("./life.js").then((loaded) => {
			rest = loaded;
		});
		// Tried again by the next one.
		loading.catch(() => {
			loading = undefined;
		});
		for (const name of REST) import(`./${name}.js`).catch(() => {});
	}
	return loading;
}

/** What all elements have in common: a place on the page, attributes and their properties. */
class MarketElement extends HTMLElement {
	/** What it does, from the moment when it was wanted. */
	#life;
	#turn = 0;
	#failures = 0;
	#again;
	/** Ends the waiting for that moment. */
	#unwatch;

	connectedCallback() {
		this.#adopt();
		this.#unwatch = whenWanted(this, () => this.#begin());
	}

	disconnectedCallback() {
		this.#turn++;
		clearTimeout(this.#again);
		this.#unwatch?.();
		this.#life?.end();
	}

	/** Properties that the page has set before there was this class. */
	#adopt() {
		for (const name of this.constructor.properties) {
			if (Object.hasOwn(this, name)) {
				const value = this[name];
				delete this[name];
				this[name] = value;
			}
		}
	}

	async #begin() {
		const turn = ++this.#turn;
		clearTimeout(this.#again);
		try {
			if (!canRun()) throw new Error("the browser is too old");
			await loadRest();
			// Removed meanwhile, or asked to begin once more.
			if (turn !== this.#turn || !this.isConnected) return;
			this.#life ??= new rest.Life(this);
			this.#life.begin();
		} catch (error) {
			console.warn("stallmap: an element could not start", error);
			const detail = { code: "no-webassembly", path: this.localName };
			fire(this, "market-error", detail);
			if (!canRun() || turn !== this.#turn) return;
			const ms = nextMs(Math.random(), ++this.#failures);
			this.#again = setTimeout(() => this.#begin(), ms);
		}
	}

	attributeChangedCallback(name, before, now) {
		if (before !== now) this.#life?.changed(name, now);
	}

	/** Opens a stall by id. */
	select(id) {
		this.widget?.select(String(id));
	}

	/** Forgets the person. */
	reset() {
		this.widget?.reset();
	}

	/** Starts the element anew, with fresh data. */
	reload() {
		this.#unwatch?.();
		if (this.#life) this.#life.reload();
		else this.#begin();
	}

	get widget() {
		return this.#life?.widget;
	}
}

class MarketKiosk extends MarketElement {
	static followed = [
		"lang",
		"stall",
		"category",
		"level",
		"query",
		"text-size",
	];
	static observedAttributes = [
		...MarketKiosk.followed,
		...PROVED,
		"kiosk",
		"px-per-mm",
		"mount-mm",
		"idle-seconds",
		"layout",
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
	static observedAttributes = [...MarketMap.followed, ...PROVED, "kiosk"];
	static told = ["market-select"];

	#lit;
	#way;
	#areas;

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

/** The market's credit index. */
class MarketIndex extends MarketElement {
	static followed = ["lang", "text-size", "theme"];
	static observedAttributes = [...MarketIndex.followed, ...PROVED];
}

/** Search field and results. Maps and listings of the page follow it. */
class MarketSearch extends MarketElement {
	static followed = ["lang", "query", "text-size"];
	static observedAttributes = [...MarketSearch.followed, ...PROVED, "kiosk"];
	static told = ["market-select", "market-level"];
}

/** One stall. */
class MarketListing extends MarketElement {
	static followed = ["lang", "stall", "text-size"];
	static observedAttributes = [...MarketListing.followed, ...PROVED, "kiosk"];
	static told = ["market-navigate"];

	#data;

	/** A draft of the listing (`FORMAT.md`), shown in place of what is published. */
	get data() {
		return this.#data;
	}

	set data(draft) {
		this.#data = draft ?? undefined;
		this.widget?.follow_data(this);
	}
}

/** The signs of one stall. */
class MarketBadge extends MarketElement {
	static followed = ["lang", "stall", "labelled"];
	static observedAttributes = [...MarketBadge.followed, ...PROVED];
}

// What an element without a map hands to the maps that it speaks to.
for (const { prototype } of [MarketSearch, MarketListing]) {
	for (const name of ["lit", "way", "areas"]) {
		Object.defineProperty(prototype, name, {
			configurable: true,
			set(value) {
				rest?.handToMaps(this, name, value);
			},
		});
	}
}

/** Properties that are no attributes. */
const OWN = {
	"market-map": ["lit", "way", "areas"],
	"market-listing": ["data"],
};

/**
 * A property for an attribute. `lang` is a property of every element already, and `route` is what
 * the method is called. Gives the property's name.
 */
function reflect(prototype, name) {
	// As a label calls it.
	const property =
		name === "for"
			? "htmlFor"
			: name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
	if (property in HTMLElement.prototype || Object.hasOwn(prototype, property)) {
		return property;
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
	return property;
}

for (const [tag, element] of [
	["market-map", MarketMap],
	["market-kiosk", MarketKiosk],
	["market-index", MarketIndex],
	["market-search", MarketSearch],
	["market-listing", MarketListing],
	["market-badge", MarketBadge],
]) {
	const names = new Set([...element.observedAttributes, "loading"]);
	if (element.told) names.add("for");
	names.delete("route");
	element.properties = [...names].map((name) =>
		reflect(element.prototype, name),
	);
	element.properties.push(...(OWN[tag] ?? []));
	// Another loader may have been here before.
	if (!customElements.get(tag)) {
		customElements.define(tag, element);
	}
}
