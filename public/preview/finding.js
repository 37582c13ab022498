/** "How buyers find you": a query of one's own, the usual ones, and the words that are lacking. */

import { input, key, labelled, made, tell } from "./elements.js";
import { Found } from "./found.js";

/** Typing and changing come first. */
const PAUSE_MS = 600;
/** Words shown that the listing lacks. */
const LACKING = 12;

export class Finding {
	#words;
	#desk;
	#found;
	#others;
	#languages;
	#timer;
	#isSeen = false;
	#box = made("div", "finding");
	#own = made("p", "told");
	#list = made("ol", "queries");
	#lacks = made("div", "lacks");
	#field;

	/** `others` are the published listings of the other shops in the stall. */
	constructor(words, market, desk, stall, categories, others) {
		this.#words = words;
		this.#desk = desk;
		this.#others = others;
		this.#found = new Found(market, stall, categories);
		const home = market.languages[0];
		this.#languages = [...new Set([home, words.tag, "en"])].filter((tag) =>
			market.languages.includes(tag),
		);
		const { say } = words;
		this.#field = input("", { type: "search", dir: "auto" });
		this.#field.addEventListener("input", () => this.follow());
		const kiosk = market.kiosk();
		const [name] = words.pick(kiosk?.name);
		this.#box.append(
			made("p", "hint", say("found_text", { kiosk: name || kiosk?.id || "" })),
			labelled(say("found_query"), this.#field),
			this.#own,
			made("h3", "", say("found_usual")),
			this.#list,
			made("h3", "", say("found_lacking")),
			this.#lacks,
		);
		this.#own.setAttribute("role", "status");
		// The index is fetched when somebody looks.
		const seen = new IntersectionObserver(([entry]) => {
			if (!entry.isIntersecting) return;
			seen.disconnect();
			this.#isSeen = true;
			this.follow();
		});
		seen.observe(this.#box);
	}

	parts() {
		return [this.#box];
	}

	follow() {
		clearTimeout(this.#timer);
		if (!this.#isSeen) return;
		this.#timer = setTimeout(() => this.#answer(), PAUSE_MS);
	}

	stop() {
		clearTimeout(this.#timer);
		this.#found.stop();
	}

	async #answer() {
		this.#box.setAttribute("aria-busy", "true");
		this.#found.forgetQuestions();
		try {
			const own = this.#desk.listing();
			const listings = [own, ...this.#others];
			const ids = own.categories ?? [];
			await this.#found.mix(listings);
			await this.#answerOwn();
			await this.#answerUsual(listings, ids);
		} catch (error) {
			console.warn("stallmap: the search could not be asked", error);
			tell(this.#own, "bad", this.#words.say("found_failed"));
		}
		this.#box.removeAttribute("aria-busy");
	}

	async #answerOwn() {
		const text = this.#field.value.trim();
		if (!text) return tell(this.#own, "plain");
		const own = await this.#found.ask(text, this.#words.tag);
		if (own) tell(this.#own, own.rank ? "good" : "bad", this.#told(own));
	}

	async #answerUsual(listings, ids) {
		const { say } = this.#words;
		const words = await this.#found.usualWords(ids, this.#languages);
		const rows = [];
		for (const { word, language } of this.#found.queries(
			words,
			this.#languages,
		)) {
			const own = await this.#found.ask(word, language);
			// Something newer is being asked.
			if (!own) return;
			const query = key(word, () => {
				this.#field.value = word;
				this.follow();
			});
			query.lang = language;
			const row = made(
				"li",
				own.rank ? "good" : "bad",
				query,
				made("span", "told", this.#told(own)),
			);
			rows.push(row);
		}
		if (rows.length === 0) rows.push(made("li", "hint", say("found_no_words")));
		this.#list.replaceChildren(...rows);
		const lacking = await this.#found.lacking(words, listings);
		this.#lacks.replaceChildren(
			...(lacking.length === 0
				? [made("p", "told good", say("found_lacking_none"))]
				: lacking.slice(0, LACKING).map(({ word, language }) => {
						const own = made("bdi", "word", word);
						own.lang = language;
						return own;
					})),
		);
	}

	/** A place in words: rank, and why. */
	#told({ rank, total, isFound, field, text, partial, slip }) {
		const { say, number, count } = this.#words;
		if (!isFound) return say("found_not");
		const all = count("count_found", total);
		if (!rank) return `${say("found_later")} · ${all}`;
		const why = this.#words.has(`why_${field}`) ? say(`why_${field}`) : "";
		const shown = text ? `${why}: \u2068${text}\u2069` : why;
		const parts = [say("found_rank", { n: number(rank) }), all, shown];
		if (slip) parts.push(say("search_slip"));
		if (partial) parts.push(say("found_partly"));
		return parts.filter(Boolean).join(" · ");
	}
}
