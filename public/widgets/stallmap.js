/**
 * Defines Stallmap's elements, and no more: their names, attributes, properties and methods. Light
 * children of an element stay visible until it can show something, and whenever it cannot.
 */

import {
	act,
	DraftElement,
	define,
	handsOn,
	MarketElement,
} from "./element.js";

/** Attributes that say whose publication is shown. */
const PROVED = ["src", "pubkey", "allow-unsigned"];

/** All of it: the map, and around it the search, the listings and the keys. */
class MarketKiosk extends DraftElement {
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
		const stops = [to].flat().join("~");
		act(this, "route", from ?? "", stops, way.join("~"));
	}
}

class MarketMap extends DraftElement {
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
class MarketSearch extends DraftElement {
	static followed = ["lang", "query", "text-size"];
	static observedAttributes = [...MarketSearch.followed, ...PROVED, "kiosk"];
	static told = ["market-select", "market-level"];
}

/** One stall. */
class MarketListing extends DraftElement {
	static followed = ["lang", "stall", "text-size"];
	static observedAttributes = [...MarketListing.followed, ...PROVED, "kiosk"];
	static told = ["market-navigate"];
}

/** The signs of one stall. */
class MarketBadge extends DraftElement {
	static followed = ["lang", "stall", "labelled"];
	static observedAttributes = [...MarketBadge.followed, ...PROVED];
}

/** What maps take besides attributes. */
const OF_MAP = ["lit", "way", "areas"];
handsOn(MarketSearch, OF_MAP);
handsOn(MarketListing, OF_MAP);

define("market-map", MarketMap, [...OF_MAP, "data"]);
define("market-kiosk", MarketKiosk, ["data"]);
define("market-index", MarketIndex);
define("market-search", MarketSearch, ["data"]);
define("market-listing", MarketListing, ["data"]);
define("market-badge", MarketBadge, ["data"]);
