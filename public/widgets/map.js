/**
 * The part of `<market-map>` that lives in the page: its canvas and buttons, what fingers do to
 * them, and the engine that draws, in a worker where the browser has them.
 */

import { fire } from "./fire.js";
import { MapDrawing } from "./map-drawing.js";

export { compile } from "./map-drawing.js";

const SVG = "http://www.w3.org/2000/svg";

/** The buttons from top to bottom: what each presses, its text and its drawing. */
const KEYS = [
	["turn", "map_turn", "M12 21l4-9H8z"],
	[
		"to-kiosk",
		"map_to_kiosk",
		"M12 2.5a7 7 0 0 1 7 7c0 5-7 12-7 12s-7-7-7-12a7 7 0 0 1 7-7zm0 4.2a2.8 2.8 0 1 0 .01 0z",
	],
	[
		"whole",
		"map_whole_level",
		"M3.5 3.5h6v2.4h-3.6v3.6h-2.4zM14.5 3.5h6v6h-2.4v-3.6h-3.6zM3.5 14.5h2.4v3.6h3.6v2.4h-6zM18.1 14.5h2.4v6h-6v-2.4h3.6zM9 9h6v6H9z",
	],
	["zoom-out", "map_zoom_out", "M4.5 10.7h15v2.6h-15z"],
	[
		"zoom-in",
		"map_zoom_in",
		"M10.7 4.5h2.6v6.2h6.2v2.6h-6.2v6.2h-2.6v-6.2H4.5v-2.6h6.2z",
	],
];

/** Keys of a keyboard that the map answers; others are the page's. */
const ANSWERED = new Set([
	..."+=-_[]0",
	"ArrowLeft",
	"ArrowRight",
	"ArrowUp",
	"ArrowDown",
	"Enter",
]);

/** Wishes about the system that the map follows. */
const STILL = "(prefers-reduced-motion: reduce)";
const DARK = "(prefers-color-scheme: dark)";
const CONTRAST = "(prefers-contrast: more)";
const FORCED = "(forced-colors: active)";
/** A reader's own colours, in the order in which the engine takes them. */
const SYSTEM_COLORS = [
	"Canvas",
	"CanvasText",
	"Highlight",
	"HighlightText",
	"GrayText",
];

/** Attributes that the engine takes as they are. */
const PLAIN = ["level", "stall", "place", "category", "marked", "px-per-mm"];

/** The clock of the engine, whichever thread it is on. */
const now = () => performance.timeOrigin + performance.now();

/** One map in the page. */
export class MapView {
	#host;
	#shared;
	#drawing;
	#parts = {};
	/** Ends every listener outside of the shadow root. */
	#life = new AbortController();
	/** Nobody has touched the map since its person was forgotten. */
	#isUntouched = false;
	#sizes;
	#ratio;
	#marketLanguage = "";
	#spoken;
	#words = {};
	#level = "";
	#turnDeg = 0;
	#isReady = false;
	#framesAsked;

	/** Mounts a map into the open shadow root of `host`; `shared` is what elements share. */
	constructor(host, sheet, shared) {
		this.#host = host;
		this.#shared = shared;
		this.#build(sheet);
		const { stage } = this.#parts;
		this.#drawing = new MapDrawing({
			stage,
			src: host.getAttribute("src") || "data/",
			kiosk: host.getAttribute("kiosk") ?? "",
			read: shared,
			tell: (name, detail) => this.#heard(name, detail),
			failed: () => this.#fire("market-error", { code: "no-webassembly" }),
		});
		for (const name of PLAIN) {
			this.set(name, host.getAttribute(name));
		}
		if (host.lit) {
			this.light(host.lit);
		}
		if (host.way) {
			this.way(host.way);
		}
		if (host.areas) {
			this.outline(host.areas);
		}
		if (host.data) {
			this.follow_data(host);
		}
		this.#followSystem();
		this.#followSize();
		this.#speak();
		this.#drawing.begin();
	}

	/** Follows an attribute. */
	set(name, value) {
		if (name === "theme") {
			this.#dress();
		} else if (name === "lang") {
			this.#speak();
		} else {
			this.#drawing.set(name, value ?? "");
		}
	}

	/** Chooses a stall and flies there. */
	select(id) {
		this.#host.place = "";
		this.#host.stall = id;
	}

	/** Lights stalls by level and index; without an object the category's again. */
	light(levels) {
		this.#drawing.light(levels);
	}

	/** Draws a way over the map; without an object there is none. */
	way(way) {
		this.#drawing.way(way);
	}

	/** Outlines areas above the stalls; without a list, none. */
	outline(areas) {
		this.#drawing.outline(areas);
	}

	/** Follows the element's property `data`, a draft of a listing. */
	follow_data({ data }) {
		this.#drawing.draft(data);
	}

	/** Flies to a part of the level that is shown: corners `[x, y, x, y, …]` in decimetres. */
	see(corners) {
		this.#drawing.send("see", Int32Array.from(corners), now());
	}

	/** Shows the whole level. */
	overview() {
		this.#drawing.send("press", "whole", now());
	}

	/** How many frames were drawn so far; for whoever measures. */
	frames() {
		return new Promise((resolve) => {
			this.#framesAsked = resolve;
			this.#drawing.send("frames");
		});
	}

	/** Forgets the person. */
	reset() {
		const host = this.#host;
		for (const name of ["stall", "place", "category", "marked", "level"]) {
			host.removeAttribute(name);
		}
		host.lit = undefined;
		host.way = undefined;
		host.areas = undefined;
		this.overview();
	}

	/** Takes everything down again. */
	free() {
		this.#life.abort();
		this.#sizes?.disconnect();
		this.#drawing.free();
		// Another map may have taken its place.
		this.#parts.view.remove();
		this.#parts.before.remove();
	}

	// --- what is seen --------------------------------------------------------------

	#build(sheet) {
		const root =
			this.#host.shadowRoot ?? this.#host.attachShadow({ mode: "open" });
		// A constructed style sheet is allowed under `style-src 'self'`, a `<style>` is not.
		root.adoptedStyleSheets = [sheet];
		const stage = made("div", "market-map-stage", {
			tabindex: "0",
			role: "application",
		});
		const keys = made("div", "market-map-keys", { part: "keys" });
		this.#parts = { stage, keys: {} };
		for (const [name, text, drawing] of KEYS) {
			const key = made("button", "market-map-key", { type: "button" });
			key.append(icon(name, drawing));
			key.addEventListener("click", () =>
				this.#drawing.send("press", name, now()),
			);
			this.#parts.keys[name] = { key, text };
			keys.append(key);
		}
		this.#parts.keys["to-kiosk"].key.hidden = true;
		const view = made("section", "market-map-view", { part: "map" });
		// What the arrows have come to: seen below the cross, and read aloud.
		const said = made("p", "market-map-said", { role: "status" });
		this.#parts.said = said;
		view.append(stage, said, keys);
		this.#parts.view = view;
		// The page's own words stay above until there is a picture.
		this.#parts.before = made("slot", "market-map-before", {});
		root.replaceChildren(view, this.#parts.before);
		this.#listen(stage);
	}

	#listen(stage) {
		const place = (event) => {
			const corner = stage.getBoundingClientRect();
			return [event.clientX - corner.left, event.clientY - corner.top];
		};
		const pointer = (phase) => (event) => {
			if (phase === "down") {
				if (event.button > 0) return;
				try {
					stage.setPointerCapture(event.pointerId);
				} catch {
					// The pointer is gone already; then there is nothing to hold.
				}
				this.#drawing.expectAnswer();
			}
			this.#drawing.send(
				"pointer",
				phase,
				event.pointerId,
				...place(event),
				performance.timeOrigin + event.timeStamp,
				event.isPrimary,
				event.buttons !== 0,
			);
		};
		const listeners = {
			blur: () => this.#parts.said.replaceChildren(),
			pointerdown: pointer("down"),
			pointermove: pointer("move"),
			pointerup: pointer("up"),
			pointercancel: pointer("cancel"),
			contextmenu: (event) => event.preventDefault(),
			wheel: (event) => {
				event.preventDefault();
				this.#drawing.send(
					"wheel",
					...place(event),
					event.deltaY,
					event.deltaMode,
					event.ctrlKey,
				);
			},
			keydown: (event) => {
				const isOthers = event.altKey || event.ctrlKey || event.metaKey;
				if (isOthers || !ANSWERED.has(event.key)) return;
				event.preventDefault();
				this.#drawing.send("key", event.key, event.shiftKey, now());
			},
		};
		for (const [name, listener] of Object.entries(listeners)) {
			stage.addEventListener(name, listener, { passive: false });
		}
	}

	// --- what it follows -----------------------------------------------------------

	#followSystem() {
		const { signal } = this.#life;
		// An engine at work may answer an earlier touch when that person has started over.
		const whole = this.#host.slot === "map" ? this.#host.parentElement : null;
		whole?.addEventListener(
			"market-reset",
			() => {
				this.#isUntouched = true;
			},
			{ signal },
		);
		for (const name of ["pointerdown", "keydown", "wheel"]) {
			const touched = () => {
				this.#isUntouched = false;
			};
			const options = { capture: true, passive: true, signal };
			this.#parts.stage.addEventListener(name, touched, options);
		}
		const follow = (query, act) => {
			const media = matchMedia(query);
			media.addEventListener("change", act, { signal });
			act();
		};
		follow(STILL, () =>
			this.#drawing.set("still", matchMedia(STILL).matches ? "yes" : ""),
		);
		follow(DARK, () => this.#dress());
		follow(CONTRAST, () => this.#dress());
		follow(FORCED, () => this.#dress());
		document.addEventListener(
			"visibilitychange",
			() => {
				// A sleeping tab may have lost its picture without a word.
				if (!document.hidden) this.#drawing.send("refresh");
			},
			{ signal },
		);
	}

	#followSize() {
		const { stage } = this.#parts;
		const measure = () => {
			this.#drawing.resize(
				stage.clientWidth,
				stage.clientHeight,
				devicePixelRatio,
			);
			this.#adoptFont();
		};
		this.#sizes = new ResizeObserver(measure);
		this.#sizes.observe(stage);
		// A media query only notices leaving its own ratio, so each change needs a new one.
		const arm = () => {
			this.#ratio?.abort();
			this.#ratio = new AbortController();
			const signal = AbortSignal.any
				? AbortSignal.any([this.#life.signal, this.#ratio.signal])
				: this.#life.signal;
			matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
				"change",
				() => {
					arm();
					measure();
				},
				{ signal },
			);
		};
		arm();
		measure();
	}

	#adoptFont() {
		const { fontFamily } = getComputedStyle(this.#parts.stage);
		this.#drawing.set("family", fontFamily || "sans-serif");
	}

	#dress() {
		const wish = this.#host.getAttribute("theme");
		let theme = wish;
		if (!["light", "dark", "contrast"].includes(wish)) {
			const dark = matchMedia(DARK).matches ? "dark" : "light";
			theme = matchMedia(CONTRAST).matches ? "contrast" : dark;
		}
		if (matchMedia(FORCED).matches) theme = this.#systemColors();
		this.#parts.view.dataset.theme = theme.includes(" ") ? "system" : theme;
		this.#drawing.set("theme", theme);
	}

	/** The reader's own colours, as the browser has them just now. */
	#systemColors() {
		const { view } = this.#parts;
		const sample = made("span", "market-map-sample", { hidden: "" });
		view.append(sample);
		const colors = SYSTEM_COLORS.map((name) => {
			sample.style.backgroundColor = name;
			const [red, green, blue] =
				getComputedStyle(sample).backgroundColor.match(/[\d.]+/g);
			return [red, green, blue]
				.map((part) => Number(part).toString(16).padStart(2, "0"))
				.join("");
		});
		sample.remove();
		return colors.join(" ");
	}

	/** Speaks the element's language, else the market's, else the first there is. */
	async #speak() {
		const wish = this.#host.getAttribute("lang") ?? "";
		const { languages, texts, spoken } = this.#shared;
		this.#drawing.set("lang", spoken(wish) ?? wish);
		if (!wish && !this.#marketLanguage) {
			// Nobody knows yet; the market will say.
			return;
		}
		const tag = spoken(wish) ?? spoken(this.#marketLanguage) ?? languages[0];
		this.#spoken = tag;
		let words;
		try {
			words = await texts(tag);
		} catch (error) {
			console.warn("stallmap: no texts", error);
			return;
		}
		if (this.#spoken !== tag || this.#life.signal.aborted) {
			return;
		}
		this.#words = words;
		this.#parts.view.lang = tag;
		this.#drawing.set("here", words.you_are_here);
		this.#drawing.set("stalls", words.count_stalls.other);
		this.#adoptFont();
		this.#label();
	}

	#label() {
		const words = this.#words;
		const { view, stage, keys } = this.#parts;
		view.ariaLabel = words.map;
		stage.setAttribute("aria-label", words.map ?? "");
		stage.setAttribute(
			"aria-description",
			(words.map_help ?? "").replace("{level}", this.#level),
		);
		for (const [name, { key, text }] of Object.entries(keys)) {
			const isTurned = name === "turn" && this.#turnDeg !== 0;
			const label = words[isTurned ? "map_north" : text] ?? "";
			key.setAttribute("aria-label", label);
			key.title = label;
		}
		keys.turn.key
			.querySelector("g")
			.setAttribute("transform", `rotate(${this.#turnDeg} 12 12)`);
	}

	// --- what the engine says -------------------------------------------------------

	#heard(name, detail) {
		switch (name) {
			case "market":
				this.#marketLanguage = detail.language;
				if (!this.#spoken) this.#speak();
				break;
			case "level":
				this.#show(detail);
				break;
			case "turned":
				this.#turnDeg = detail.turnDeg;
				this.#label();
				break;
			case "painted":
				this.#note(detail);
				break;
			case "ready":
				// Once for the element, also when another engine had to take over.
				if (!this.#isReady) {
					this.#isReady = true;
					this.#parts.before.remove();
					this.#fire("market-ready", detail);
				}
				break;
			case "frames":
				this.#framesAsked?.(detail);
				break;
			case "reached":
				this.#say(detail);
				break;
			case "select":
				if (!this.#isUntouched && this.#fire("market-select", detail)) {
					this.#host.stall = detail.stall;
					this.#host.place = detail.place;
				}
				break;
			case "error":
				if (this.#fire("market-error", detail))
					console.warn("stallmap:", detail.code, detail.path, detail.detail);
				break;
		}
	}

	#show({ level, name, hasHere, by: mover }) {
		const by = this.#isUntouched ? undefined : mover;
		const { stage, keys } = this.#parts;
		const isOther = stage.dataset.level !== level;
		this.#level = name;
		stage.dataset.level = level;
		keys["to-kiosk"].key.hidden = !hasHere;
		this.#label();
		if (!isOther) return;
		const detail = by ? { level, by } : { level };
		if (this.#fire("market-level", detail) && by) this.#host.level = level;
	}

	/** Says which stall the arrows have come to. */
	#say({ stall, number, name, tongue, isLet, isMarked }) {
		const { said } = this.#parts;
		const words = this.#words;
		const part = (text, language) => {
			const own = document.createElement("bdi");
			if (language) own.lang = language;
			own.textContent = text;
			return own;
		};
		const parts = [part(number)];
		if (name) parts.push(part(name, tongue));
		else if (!isLet) parts.push(part(words.stall_vacant ?? ""));
		if (isMarked) parts.push(part(words.party_member ?? ""));
		said.dataset.stall = stall;
		said.replaceChildren(
			...parts.flatMap((own, place) => (place ? [" · ", own] : [own])),
		);
	}

	/** Notes what is shown as `data-` attributes, so that others find a place of the plan. */
	#note({
		levelKey,
		lit,
		texts,
		areas,
		centerXDm,
		centerYDm,
		pxPerM,
		turnDeg,
		painted,
		canZoomIn,
		canZoomOut,
	}) {
		const { stage, keys } = this.#parts;
		// Still in reach: who holds the key with the keyboard does not lose it at the end.
		keys["zoom-in"].key.ariaDisabled = String(canZoomIn === false);
		keys["zoom-out"].key.ariaDisabled = String(canZoomOut === false);
		const notes = {
			"data-level-key": levelKey,
			"data-lit": lit || null,
			"data-texts": texts,
			"data-areas": areas || null,
			"data-center-x-dm": centerXDm.toFixed(4),
			"data-center-y-dm": centerYDm.toFixed(4),
			"data-px-per-m": pxPerM.toFixed(4),
			"data-turn-deg": turnDeg.toFixed(4),
			// Last, so that whoever waits for it finds the others.
			"data-painted": painted,
		};
		for (const [name, value] of Object.entries(notes)) {
			if (value === null) stage.removeAttribute(name);
			else stage.setAttribute(name, value);
		}
	}

	/** Fires an event at the element; false when the page took it over. */
	#fire(name, detail) {
		return fire(this.#host, name, detail, true);
	}
}

function made(tag, name, attributes) {
	const element = document.createElement(tag);
	element.className = name;
	for (const [key, value] of Object.entries(attributes)) {
		element.setAttribute(key, value);
	}
	return element;
}

function icon(name, drawing) {
	const svg = document.createElementNS(SVG, "svg");
	svg.setAttribute("viewBox", "0 0 24 24");
	svg.setAttribute("aria-hidden", "true");
	svg.setAttribute("class", "market-map-icon");
	const path = (d, className) => {
		const own = document.createElementNS(SVG, "path");
		own.setAttribute("d", d);
		if (className) own.setAttribute("class", className);
		return own;
	};
	if (name !== "turn") {
		svg.append(path(drawing));
		return svg;
	}
	// The needle of a compass: its group is turned with the plan.
	const needle = document.createElementNS(SVG, "g");
	needle.append(path("M12 3l4 9H8z", "market-map-needle"), path(drawing));
	svg.append(needle);
	return svg;
}
