/**
 * Defines Stallmap's elements. Light children of an element stay visible until it can show
 * something, and whenever it cannot. Each element has a module of its own, which is loaded when
 * the first of its kind is on the page.
 */

import { report } from "./errors.js";
import {
	bytes,
	clearShelf,
	forget,
	json,
	onRefused,
	publicationAt,
	trust,
} from "./files.js";
import { LANGUAGES, spoken } from "./languages.js";
import { passOn, peersOf } from "./peers.js";
import { canRun, whenWanted } from "./start.js";

const beside = (path) => new URL(path, import.meta.url);

/** Runs `load` once for all elements; what failed is tried again by the next one. */
function once(load) {
	const known = new Map();
	const loaded = (key) => {
		if (!known.has(key)) {
			const promise = load(key);
			known.set(key, promise);
			promise.catch(() => known.delete(key));
		}
		return known.get(key);
	};
	loaded.has = (key) => known.has(key);
	return loaded;
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

/** The part that finds search engines, once a module needs it. */
let finders;

/** Which copy of the kiosk's module is alive: after a crash it is the next one. */
let copy = 0;

/** The script of a copy; fetched ahead, so that a crash needs no host. */
const glueOf = once((number) => {
	const script = number === 0 ? "" : `?g=${number}`;
	return import(beside(`../stallmap-web.js${script}`).href);
});

const kioskWasm = once(async () => {
	const answer = await answerOf(beside("../stallmap-web_bg.wasm"));
	// Compiling while it loads needs the right content type.
	return answer.headers.get("content-type")?.split(";")[0] ===
		"application/wasm"
		? WebAssembly.compileStreaming(answer)
		: WebAssembly.compile(await answer.arrayBuffer());
});

const kioskModule = once(async (number) => {
	const wasm = kioskWasm();
	const [glue, own, { voice }] = await Promise.all([
		glueOf(number),
		import(beside("./finder.js").href),
		import(beside("./voice.js").href),
	]);
	finders = own;
	await glue.default({ module_or_path: await wasm });
	glue.install_crash((words) => crashed(number, words));
	glue.install_text_reader(texts);
	glue.install_reader(json);
	glue.install_finder(finders.finder);
	glue.install_voice(voice);
	return glue;
});

/** The module, once it has the texts that an element begins with; it asks for others itself. */
async function speaking(element) {
	const tag = spoken(element.getAttribute("lang") ?? "") ?? "zh";
	const [glue, table] = await Promise.all([kioskModule(copy), texts(tag)]);
	glue.install_texts(tag, table);
	return glue;
}

/** When a copy said last that it panics; the trap that follows is told to the page as well. */
let panickedMs = Number.NEGATIVE_INFINITY;
const SAME_CRASH_MS = 100;

/** A copy of the kiosk's module has died, and with it everything that it shows. */
function crashed(number, words) {
	panickedMs = performance.now();
	// What is left of a dead copy may panic again: nobody sees it.
	if (number !== copy) return;
	copy++;
	// Later: the dying copy is still speaking.
	setTimeout(() => recover(words));
}

async function recover(words) {
	const elements = [...alive].filter((own) => own.constructor.isOfKiosk);
	const { isRepairable, reloadLater } = await import("./crashes.js");
	const isRepaired = isRepairable(words);
	for (const element of elements) tell(element, "crashed", element.localName);
	if (isRepaired) {
		finders?.forgetFinders();
		await Promise.all(elements.map((element) => element.revive()));
		// For the next time, when the host may be away.
		glueOf(copy + 1).catch(() => {});
		return;
	}
	for (const element of elements) element.giveUp();
	// A page of somebody else is not ours to load.
	if (elements.some((own) => own.getAttribute("layout") === "kiosk"))
		reloadLater();
}

// A trap without a panic, such as a stack that is full.
for (const name of ["error", "unhandledrejection"]) {
	addEventListener(name, (event) => {
		const error = event.error ?? event.reason;
		const isKnown = performance.now() - panickedMs < SAME_CRASH_MS;
		const isOurs = !isKnown && /stallmap-web/.test(error?.stack);
		if (error instanceof WebAssembly.RuntimeError && isOurs)
			crashed(copy, `${error.stack}`);
	});
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

/** Attributes that say whose publication is shown. */
const PROVED = ["src", "pubkey", "allow-unsigned"];
/** What every element hears of itself. */
const HEARD = ["market-retry", "market-error", "market-data", "market-ready"];

/** What ends with an element's life on the page, while there is something. */
const leaving = new WeakMap();

/** All elements on the page. */
const alive = new Set();

/** Address of an element's publication, as its attribute says it. */
const sourceOf = (element) => element.getAttribute("src") || "data/";

/** Tells of something that went wrong. */
function tell(element, code, path) {
	const options = { bubbles: true, composed: true, detail: { code, path } };
	element.dispatchEvent(new CustomEvent("market-error", options));
}

// Refused, and yet the page goes on with what it has.
onRefused((publication, code, path) => {
	for (const element of alive) {
		// A map of a kiosk speaks through the kiosk.
		if (
			element.slot !== "map" &&
			publicationAt(sourceOf(element)) === publication
		)
			tell(element, code, path);
	}
});

/** What all elements have in common: a life on the page, attributes and their properties. */
class MarketElement extends HTMLElement {
	#widget;
	#life = 0;
	#data;
	/** Ends the waiting for the moment to start. */
	#unwatch;
	/** How often it failed before it had any data; nothing once it has. */
	#failures = 0;
	#again;

	connectedCallback() {
		alive.add(this);
		this.#adopt();
		for (const name of this.constructor.heard) {
			this.addEventListener(name, this);
		}
		this.#unwatch = whenWanted(this, () => this.#start());
	}

	disconnectedCallback() {
		alive.delete(this);
		for (const name of this.constructor.heard) {
			this.removeEventListener(name, this);
		}
		this.#unwatch?.();
		this.#stop();
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

	handleEvent(event) {
		const { type, detail } = event;
		if (type === "market-retry") {
			this.reload();
		} else if (type === "market-data" || type === "market-ready") {
			this.#failures = undefined;
			clearTimeout(this.#again);
		} else if (type === "market-error") {
			report(detail.code, detail.path ?? "");
			// A kiosk's map is tried again with its kiosk.
			const isTried = this.#failures !== undefined && this.slot !== "map";
			if (isTried) this.#retryLater();
		} else {
			passOn(this, event);
		}
	}

	/** Without any data the element tries by itself: nobody may be there to touch it. */
	async #retryLater() {
		const { nextMs } = await import("./updates.js");
		if (this.#failures === undefined || !this.isConnected) return;
		clearTimeout(this.#again);
		this.#failures++;
		const again = () => this.reload();
		this.#again = setTimeout(again, nextMs(Math.random(), this.#failures));
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
		finders?.forgetFinders();
		forgetOpened();
		this.#unwatch?.();
		this.#stop();
		this.#start();
	}

	/** Starts the element anew behind what it shows, and shows it when it is ready. */
	async renew() {
		await this.#start("renewed");
	}

	/** Goes on after a crash where the person was. */
	async revive() {
		const startedMs = performance.now();
		// What it showed belongs to a dead copy of the module.
		this.#widget = undefined;
		await this.#start("revived");
		if (!this.#widget) return;
		const tookMs = Math.round(performance.now() - startedMs);
		const detail = { tookMs };
		const options = { bubbles: true, composed: true, detail };
		this.dispatchEvent(new CustomEvent("market-recovered", options));
	}

	/** Shows the page's own words, and the map, which lives by itself. */
	giveUp() {
		this.#life++;
		this.#widget = undefined;
		const [words, map] = [0, 1].map(() => document.createElement("slot"));
		map.name = "map";
		this.shadowRoot?.replaceChildren(words, map);
	}

	get widget() {
		return this.#widget;
	}

	/** A draft of a listing (`FORMAT.md`), shown in place of what is published. */
	get data() {
		return this.#data;
	}

	set data(draft) {
		this.#data = draft ?? undefined;
		this.#widget?.follow_data?.(this);
		// A kiosk's map is asked by its kiosk.
		for (const map of this.querySelectorAll(":scope > market-map[slot=map]"))
			map.data = draft;
	}

	/** `how` is "renewed" or "revived" when something is shown already. */
	async #start(how = "new") {
		const life = ++this.#life;
		const isLenient = this.hasAttribute("allow-unsigned");
		trust(sourceOf(this), this.getAttribute("pubkey") ?? "", isLenient);
		try {
			if (!canRun()) throw new Error("the browser is too old");
			const mount = await this.constructor.load(this, how);
			// Removed, or started again, while the module was on its way.
			if (life !== this.#life || !this.isConnected) return;
			const before = this.#widget;
			this.#widget = mount(this);
			before?.free();
		} catch (error) {
			console.warn("stallmap: an element could not start", error);
			tell(this, "no-webassembly", this.localName);
		}
	}

	#stop() {
		this.#life++;
		clearTimeout(this.#again);
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
		for (const { type, detail } of heard) {
			map.dispatchEvent(
				new CustomEvent(type, { bubbles: true, composed: true, detail }),
			);
		}
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
	const hand = () => {
		const detail = { level: map.level };
		const options = { bubbles: true, composed: true, detail };
		map.dispatchEvent(new CustomEvent("market-ready", options));
	};
	return { said: undefined, enter() {}, hand, leave() {} };
}

class MarketKiosk extends MarketElement {
	static isOfKiosk = true;
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

	/**
	 * The map comes first: it is what a person waits for. What stands around it is fetched when
	 * the map has everything it needs, and takes it in by its slot.
	 */
	static async load(kiosk, how) {
		const map = firstMap(kiosk, how);
		leaving.set(kiosk, map.leave);
		await map.said;
		const [glue, style] = await Promise.all([
			speaking(kiosk),
			sheet("stallmap"),
		]);
		return (element) => {
			map.enter();
			if (how === "renewed") glue.forget_publications();
			// Asked for now: the person may have been forgotten meanwhile.
			const memo = how === "new" ? undefined : element.visitMemo;
			const widget = glue.mount(element, style, memo);
			map.hand();
			if (how === "new") followLater(element);
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
	static observedAttributes = [...MarketMap.followed, ...PROVED, "kiosk"];
	static told = ["market-select"];

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
	static isOfKiosk = true;
	static followed = ["lang", "text-size"];
	static observedAttributes = [...MarketIndex.followed, ...PROVED];

	static async load(index) {
		const [glue, style] = await Promise.all([
			speaking(index),
			sheet("stallmap"),
		]);
		return (element) => glue.mount_index(element, style);
	}
}

/** Lets go of what the kiosk's module has read, if there is one. */
function forgetOpened() {
	if (kioskModule.has(copy))
		kioskModule(copy).then(
			(glue) => glue.forget_publications(),
			() => {},
		);
}

/** Shows another set of files: every element of the publication changes over. */
async function changeOver(publication) {
	clearShelf();
	finders?.forgetFinders();
	const own = [...alive].filter(
		(element) =>
			element.slot !== "map" &&
			publicationAt(sourceOf(element)) === publication,
	);
	await Promise.all(own.map((element) => element.renew()));
}

/** WebAssembly gives no memory back: a page that has grown to this begins anew. */
const MOST_MODULE_BYTES = 64 * 1024 * 1024;

/** Between two visitors of a kiosk, when the first of them has left. */
async function freshen(kiosk) {
	const glue = await kioskModule(copy);
	const { memory } = await glue.default();
	if (memory.buffer.byteLength < MOST_MODULE_BYTES) return;
	const { idle } = await import("./idle.js");
	await idle(kiosk);
	location.reload();
}

/** A kiosk keeps its market whole and new, and another copy of its module at hand. */
async function followLater(kiosk) {
	// A page of somebody else is not ours to load.
	if (kiosk.getAttribute("layout") === "kiosk")
		kiosk.addEventListener("market-reset", () => freshen(kiosk));
	const loading = kiosk.getAttribute("loading");
	if (loading === "lazy") return;
	const [{ follow }, { idle }] = await Promise.all([
		import("./updates.js"),
		import("./idle.js"),
	]);
	const src = sourceOf(kiosk);
	const publication = publicationAt(src);
	glueOf(copy + 1).catch(() => {});
	follow(publication, {
		base: publication.base,
		indexRows: (core) => finders.finder(publication.base, core).rows(),
		holdsRecords: loading === "eager",
		idle: () => idle(kiosk),
		changeOver: () => changeOver(publication),
	});
}

/** What an element without a map hands to the maps that it speaks to. */
function handsOn(prototype, name) {
	Object.defineProperty(prototype, name, {
		configurable: true,
		set(value) {
			for (const map of peersOf(this, ["market-map"])) map[name] = value;
		},
	});
}

/** Search field and results; of the kiosk's module. Maps and listings of the page follow it. */
class MarketSearch extends MarketElement {
	static isOfKiosk = true;
	static followed = ["lang", "query", "text-size"];
	static observedAttributes = [...MarketSearch.followed, ...PROVED, "kiosk"];
	static told = ["market-select", "market-level"];

	static async load(search) {
		const [glue, style] = await Promise.all([
			speaking(search),
			sheet("stallmap"),
		]);
		return (element) => glue.mount_search(element, style);
	}
}

/** One stall; of the kiosk's module. */
class MarketListing extends MarketElement {
	static isOfKiosk = true;
	static followed = ["lang", "stall", "text-size"];
	static observedAttributes = [...MarketListing.followed, ...PROVED, "kiosk"];
	static told = ["market-navigate"];

	static async load(listing) {
		const [glue, style] = await Promise.all([
			speaking(listing),
			sheet("stallmap"),
		]);
		return (element) => glue.mount_listing(element, style);
	}
}

/** The signs of one stall. A module of its own, which loads no WebAssembly. */
class MarketBadge extends MarketElement {
	static followed = ["lang", "stall", "labelled"];
	static observedAttributes = [...MarketBadge.followed, ...PROVED];

	static async load() {
		const [{ BadgeView }, style] = await Promise.all([
			import(beside("./badge.js").href),
			sheet("badge"),
		]);
		return (element) => new BadgeView(element, style);
	}
}

for (const name of ["lit", "way", "areas"]) {
	handsOn(MarketSearch.prototype, name);
	handsOn(MarketListing.prototype, name);
}

/** Properties that are no attributes. */
const OWN = {
	"market-map": ["lit", "way", "areas"],
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
	element.properties.push("data", ...(OWN[tag] ?? []));
	element.heard = [...HEARD, ...(element.told ?? [])];
	// Another loader may have been here before.
	if (!customElements.get(tag)) {
		customElements.define(tag, element);
	}
}
