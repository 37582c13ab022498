/**
 * What all elements have in common: a place on the page, attributes, and a property for each. What
 * an element does is loaded when the first is about to be seen.
 */

import { fire } from "./fire.js";
import { canRun, nextMs, whenWanted } from "./start.js";

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

/** What an element was asked for before it could do anything, `[method, values]`; the last counts. */
const asked = new WeakMap();

/** Has an element's widget do something, now or as soon as there is one. */
export function act(element, method, ...values) {
	if (element.widget) element.widget[method]?.(...values);
	else asked.set(element, [method, values]);
}

function doAsked(element) {
	const [method, values] = asked.get(element) ?? [];
	asked.delete(element);
	if (method) act(element, method, ...values);
}

export class MarketElement extends HTMLElement {
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
		asked.delete(this);
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
			this.#life ??= new rest.Life(this, () => doAsked(this));
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
		act(this, "select", String(id));
	}

	/** Forgets the person. */
	reset() {
		asked.delete(this);
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

/** An element that can show a stall as a draft has it. */
export class DraftElement extends MarketElement {
	#data;

	/** A draft of a listing (`FORMAT.md`), shown in place of what is published. */
	get data() {
		return this.#data;
	}

	set data(draft) {
		this.#data = draft ?? undefined;
		this.widget?.follow_data?.(this);
		// A kiosk's map is asked by its kiosk.
		for (const map of this.querySelectorAll(":scope > market-map[slot=map]"))
			map.data = draft;
	}
}

/** Lets an element without a map hand properties to the maps that it speaks to. */
export function handsOn({ prototype }, names) {
	for (const name of names) {
		Object.defineProperty(prototype, name, {
			configurable: true,
			set(value) {
				rest?.handToMaps(this, name, value);
			},
		});
	}
}

/**
 * Defines an element. `own` are its properties that are no attributes, and that a page may have set
 * before.
 */
export function define(tag, element, own = []) {
	const names = new Set([...element.observedAttributes, "loading"]);
	if (element.told) names.add("for");
	names.delete("route");
	element.properties = [...names].map((name) =>
		reflect(element.prototype, name),
	);
	element.properties.push(...own);
	// Another loader may have been here before.
	if (!customElements.get(tag)) customElements.define(tag, element);
}

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
