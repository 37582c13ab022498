/**
 * The listing everywhere that buyers meet it, through the elements that buyers get: each is handed
 * the draft by its property `data`.
 */

import { choice, key, made } from "./elements.js";
import { LANGUAGES, ownName } from "./words.js";

/** Changes that come quicker than this are shown together. */
const PAUSE_MS = 250;
/** Texts in the elder view, per cent: 18 px become 30. */
const ELDER = "170";

/** Names of the views, with what makes their element. */
const VIEWS = {
	map: (stall) => element("market-map", { stall: stall.id, theme: "light" }),
	row: (stall) =>
		element("market-search", {
			query: stall.printed,
			// Its rows lead nowhere: each view stays at the owner's stall.
			for: "none",
			loading: "lazy",
		}),
	card: (stall) => element("market-listing", { stall: stall.id, for: "none" }),
	badge: (stall) =>
		element("market-badge", {
			stall: stall.id,
			labelled: "",
			loading: "eager",
		}),
	phone: (stall) =>
		element("market-kiosk", { stall: stall.id, loading: "lazy" }),
};

function element(tag, attributes) {
	const own = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes))
		own.setAttribute(name, value);
	return own;
}

export class Views {
	#words;
	#desk;
	#elements = {};
	#timer;
	#language;
	#isElder = false;

	constructor(words, desk, stall, { src, pubkey }) {
		this.#words = words;
		this.#desk = desk;
		this.#language = words.tag;
		for (const [name, make] of Object.entries(VIEWS)) {
			const own = make(stall);
			own.setAttribute("src", src);
			if (pubkey) own.setAttribute("pubkey", pubkey);
			this.#elements[name] = own;
		}
		this.#dress();
		this.#show();
	}

	/** The section's content. */
	parts() {
		const { say } = this.#words;
		const languages = LANGUAGES.map((tag) => [tag, ownName(tag), tag]);
		const language = choice(languages, this.#language, (tag) => {
			this.#language = tag;
			this.#dress();
		});
		language.className = "view-language";
		language.setAttribute("aria-label", say("view_language"));
		const elder = key(say("view_elder"), () => {
			this.#isElder = !this.#isElder;
			elder.setAttribute("aria-pressed", String(this.#isElder));
			this.#dress();
		});
		elder.setAttribute("aria-pressed", "false");
		// What the page says while nothing is published of the stall.
		this.#elements.badge.replaceChildren(
			made("span", "hint", say("grade_none")),
		);
		const figures = Object.entries(this.#elements).map(([name, own]) =>
			made(
				"figure",
				`view view-${name}`,
				made("figcaption", "", say(`view_${name}`)),
				made("div", "frame", own),
			),
		);
		return [
			made("div", "switches", language, elder),
			made("div", "views", ...figures),
		];
	}

	/** The draft says something else. */
	follow() {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#show(), PAUSE_MS);
	}

	stop() {
		clearTimeout(this.#timer);
	}

	#show() {
		const file = this.#desk.file();
		for (const own of Object.values(this.#elements)) own.data = file;
	}

	#dress() {
		for (const own of Object.values(this.#elements)) {
			own.setAttribute("lang", this.#language);
			own.toggleAttribute("data-elder", this.#isElder);
			if (this.#isElder) own.setAttribute("text-size", ELDER);
			else own.removeAttribute("text-size");
		}
	}
}
