/**
 * The owner's page: the own listing as buyers will see it, before it is published. It uploads
 * nothing: a draft lives in this browser, and leaves it as a file or in a link.
 */

import { Categories } from "./categories.js";
import { Desk, ready } from "./desk.js";
import {
	choice,
	input,
	key,
	labelled,
	made,
	published,
	tell,
} from "./elements.js";
import { Finding } from "./finding.js";
import { fixed } from "./fixed.js";
import { Form } from "./form.js";
import { became, handover } from "./handover.js";
import { draftOf, drafts, keep, wipe } from "./kept.js";
import { draftInAddress, draftInFile } from "./link.js";
import { Market } from "./market.js";
import { Views } from "./views.js";
import { LANGUAGES, ownName, wordsOf } from "./words.js";

/** Typing comes before keeping. */
const KEEP_MS = 300;
const SECTIONS = ["edit", "look", "found", "fixed", "hand_over", "drafts"];

const parameters = new URLSearchParams(location.search);
/** Where the publication is and whose it must be, as the machine's kiosk has it. */
const settings = await ownSettings();

async function ownSettings() {
	const own = await fetch("kiosk.json")
		.then((answer) => (answer.ok ? answer.json() : {}))
		.catch(() => ({}));
	const src = parameters.get("src");
	if (src) return { src };
	const text = (value) => (typeof value === "string" ? value : "");
	return { src: text(own.src) || "data/", pubkey: text(own.pubkey) };
}

class Page {
	#words;
	#market;
	#categories;
	/** What is on the desk: `{ stall, listings, listing, desk, views, finding, form }`. */
	#open;
	#kept;
	#turn = 0;
	#told = made("div", "told");
	#keeping = made("p", "keeping");

	async begin(wish) {
		this.#words = await wordsOf(wish);
		this.#dress();
		this.#told.setAttribute("role", "status");
		this.#keeping.setAttribute("role", "status");
		this.#follow();
		try {
			const [market] = await Promise.all([Market.open(settings), ready()]);
			this.#market = market;
			this.#categories = await Categories.load(market, this.#words.tag);
		} catch (error) {
			console.warn("stallmap: the market could not be opened", error);
			tell(this.#told, "bad", this.#words.say("failed_heading"));
			document.querySelector("main").replaceChildren(this.#told);
			return;
		}
		this.#draw();
		const given = await draftInAddress();
		if (given) return this.#takeFromAddress(given);
		const stall = parameters.get("stall");
		if (stall) await this.#look(stall);
	}

	#dress() {
		const { tag, direction, say } = this.#words;
		document.documentElement.lang = tag;
		document.documentElement.dir = direction;
		document.title = say("title");
	}

	/** Drops, and what others do in other tabs of this page. */
	#follow() {
		const over = (event) => {
			if (!event.dataTransfer?.types.includes("Files")) return;
			event.preventDefault();
			document.body.classList.toggle("over", event.type === "dragover");
		};
		for (const name of ["dragover", "dragleave", "drop"])
			addEventListener(name, over);
		addEventListener("drop", async (event) => {
			const [file] = event.dataTransfer?.files ?? [];
			if (file) await this.#take(await draftInFile(file));
		});
		addEventListener("hashchange", async () => {
			const given = await draftInAddress();
			if (given) await this.#takeFromAddress(given);
		});
		addEventListener("storage", () => this.#listDrafts());
		// Typed last, and the page is left.
		addEventListener("pagehide", () => this.#keepNow());
	}

	async #speak(tag) {
		this.#keepNow();
		this.#words = await wordsOf(tag);
		this.#categories = await Categories.load(this.#market, this.#words.tag);
		this.#dress();
		const open = this.#open;
		this.#close();
		this.#draw();
		if (open) await this.#put(open.stall, open.listing.id);
	}

	// --- the frame -----------------------------------------------------------------------

	#draw() {
		const { say, tag } = this.#words;
		const languages = LANGUAGES.map((own) => [own, ownName(own), own]);
		const language = choice(languages, tag, (own) => this.#speak(own));
		language.setAttribute("aria-label", say("language"));
		document
			.querySelector("header")
			.replaceChildren(made("h1", "", say("title")), language);
		const main = document.querySelector("main");
		main.replaceChildren(
			made(
				"section",
				"start",
				made("p", "lead", say("lead")),
				this.#asking(),
				this.#told,
			),
			this.#tabs(),
			...SECTIONS.map((name) => this.#section(name)),
		);
		main.classList.toggle("is-open", false);
		this.#listDrafts();
	}

	#asking() {
		const { say } = this.#words;
		const field = input(this.#open?.stall.printed ?? "", {
			type: "search",
			name: "stall",
			enterkeyhint: "go",
		});
		field.dir = "ltr";
		const form = made("form", "asking", labelled(say("stall_number"), field));
		const show = made("button", "key main", say("show_stall"));
		show.type = "submit";
		const file = input("", { type: "file", accept: ".json,application/json" });
		file.addEventListener("change", async () => {
			const [own] = file.files;
			if (own) await this.#take(await draftInFile(own));
			file.value = "";
		});
		form.append(show, made("label", "key open-file", say("open_file"), file));
		form.addEventListener("submit", (event) => {
			event.preventDefault();
			this.#look(field.value);
		});
		return form;
	}

	#tabs() {
		const { say } = this.#words;
		const back = key(
			say("step_back"),
			() => this.#open?.desk.stepBack(),
			"key step-back",
		);
		const keys = SECTIONS.slice(0, 5).map((name) =>
			key(say(`heading_${name}`), () =>
				document.querySelector(`section.${name}`)?.scrollIntoView(),
			),
		);
		return made("nav", "tabs", ...keys, back);
	}

	#section(name) {
		const body = made("div", "body");
		return made(
			"section",
			`part ${name}`,
			made("h2", "", this.#words.say(`heading_${name}`)),
			body,
		);
	}

	#fill(name, ...parts) {
		document.querySelector(`section.${name} .body`)?.replaceChildren(...parts);
	}

	// --- a stall --------------------------------------------------------------------------

	async #look(typed) {
		const { say } = this.#words;
		tell(this.#told, "plain", say("loading"));
		try {
			const found = await this.#market.find(typed);
			if (found.length === 1) return await this.#put(found[0]);
			if (found.length === 0)
				return tell(this.#told, "bad", say("stall_not_found"));
			const keys = found.map((own) => key(own.printed, () => this.#put(own)));
			tell(
				this.#told,
				"plain",
				made("p", "", say("stall_which")),
				made("div", "keys", ...keys),
			);
		} catch (error) {
			console.warn("stallmap: the stall could not be loaded", error);
			tell(this.#told, "bad", say("failed_listing"));
		}
	}

	/** Puts a shop of a stall on the desk: the one with this id, else the first. */
	async #put(stall, listingId) {
		const turn = ++this.#turn;
		const [words, market] = [this.#words, this.#market];
		const { say, pick } = words;
		const { record, listings } = await market.record(stall);
		const others = await fixed(words, market, stall, record);
		// A person in a hurry has named another stall meanwhile.
		if (turn !== this.#turn) return;
		this.#close();
		const listing = listings.find(({ id }) => id === listingId) ?? listings[0];
		if (!listing) return tell(this.#told, "bad", say("stall_vacant_text"));
		const desk = new Desk(market, stall, listing, this.#categories);
		const known = draftOf(market.id, stall.id, listing.id);
		const back = known && desk.take(known);
		const neighbours = listings.filter((own) => own !== listing);
		const form = new Form(words, desk, market, this.#categories);
		const views = new Views(words, desk, stall, settings);
		const finding = new Finding(
			words,
			market,
			desk,
			stall,
			this.#categories,
			neighbours,
		);
		// What cannot be read today stays where it is kept.
		const isHeld = Boolean(back?.refused);
		this.#open = { stall, listing, desk, views, finding, form, isHeld };
		this.#fill("edit", this.#keeping, ...form.parts());
		this.#fill("look", ...views.parts());
		this.#fill("found", ...finding.parts());
		this.#fill("fixed", ...others);
		this.#fill("hand_over", ...handover(words, desk));
		desk.addEventListener("change", ({ detail }) => this.#changed(detail));
		document.querySelector("main").classList.add("is-open");
		document.querySelector("main").dataset.stall = stall.id;
		const name = published(pick(listing.name));
		const parts = [made("strong", "", stall.printed, " · ", name)];
		const isOdd = back?.fields?.some(({ outcome }) => outcome !== "applied");
		if (back && !isHeld) parts.push(made("p", "", say("draft_found")));
		if (isHeld || isOdd) parts.push(...became(words, back));
		if (neighbours.length > 0) parts.push(this.#shops(stall, listings));
		tell(this.#told, isHeld ? "bad" : "good", ...parts);
		this.#changed({ field: "", isAnew: false });
	}

	#shops(stall, listings) {
		const { say, pick } = this.#words;
		const options = listings.map(({ id, name }) => [id, ...pick(name)]);
		const own = choice(options, this.#open.listing.id, (id) => {
			this.#keepNow();
			this.#put(stall, id);
		});
		return labelled(say("which_shop"), own);
	}

	#close() {
		if (!this.#open) return;
		const { views, finding, desk } = this.#open;
		views.stop();
		finding.stop();
		desk.free();
		this.#open = undefined;
	}

	#changed(detail) {
		const { desk, views, finding, form } = this.#open;
		const changes = desk.changes();
		form.follow(changes, desk.advice(), detail);
		views.follow();
		finding.follow();
		const { count, say } = this.#words;
		this.#keeping.textContent =
			changes.length === 0
				? say("no_changes")
				: count("count_changes", changes.length);
		clearTimeout(this.#kept);
		this.#kept = setTimeout(() => this.#keepNow(), KEEP_MS);
	}

	#keepNow() {
		clearTimeout(this.#kept);
		if (!this.#open) return;
		const file = this.#open.desk.file();
		if (this.#open.isHeld && file.changes.length === 0) return;
		const isKept = keep(file);
		this.#keeping.classList.toggle("bad", !isKept);
		if (!isKept) this.#keeping.textContent = this.#words.say("not_kept");
		this.#listDrafts();
	}

	// --- drafts from elsewhere ------------------------------------------------------------

	/** Opens a draft from a file or a link: `{ json }`, or `{ refused }`. */
	async #take({ json, refused }) {
		const { stall, listing } = json ?? {};
		let answer = { refused: refused ?? "no-draft" };
		const isNamed = typeof stall === "string" && typeof listing === "string";
		if (!refused && isNamed) {
			this.#keepNow();
			const place = await this.#market.stall(stall);
			const isMarket = json.market === this.#market.id;
			if (isMarket && place) await this.#put(place, listing);
			if (!isMarket) answer = { refused: "other-market" };
			else if (!this.#open) answer = { refused: "other-stall" };
			else answer = this.#open.desk.take(json);
		}
		const kind = answer.refused ? "bad" : "good";
		tell(this.#told, kind, ...became(this.#words, answer));
		this.#told.scrollIntoView({ block: "nearest" });
	}

	/** Once taken, a link has done its work: loading the page again must not undo what came after. */
	async #takeFromAddress(given) {
		await this.#take(given);
		history.replaceState(null, "", location.pathname + location.search);
	}

	#listDrafts() {
		if (!this.#market) return;
		const { say, tag, count } = this.#words;
		const list = drafts(this.#market.id);
		const when = new Intl.DateTimeFormat(tag, {
			dateStyle: "medium",
			timeStyle: "short",
		});
		const rows = list.map((own) => {
			const { file, saved } = own;
			const open = key(file.stall, async () => {
				this.#keepNow();
				const stall = await this.#market.stall(file.stall);
				if (stall) await this.#put(stall, file.listing);
				else tell(this.#told, "bad", say("stall_not_found"));
			});
			const away = key(say("wipe"), () => this.#wipe([own]), "key wipe");
			away.setAttribute("aria-label", `${say("wipe")}: ${file.stall}`);
			const changed = count("count_changes", file.changes.length);
			const words = made(
				"span",
				"hint",
				`${changed} · ${when.format(new Date(saved))}`,
			);
			return made("li", "line", open, words, away);
		});
		const all = key(say("wipe_all"), () => this.#wipe(list), "key wipe-all");
		this.#fill(
			"drafts",
			made("p", "hint", say("drafts_text")),
			...(rows.length > 0
				? [made("ul", "kept", ...rows), all]
				: [made("p", "", say("drafts_none"))]),
		);
	}

	/** Wipes drafts; one that is on the desk goes back to what is published. */
	#wipe(list) {
		wipe(list);
		const open = this.#open;
		const isOpen = list.some(
			({ file }) =>
				file.stall === open?.desk.stall &&
				file.listing === open?.desk.listingId,
		);
		if (isOpen)
			for (const { field } of open.desk.changes()) open.desk.undo(field);
		this.#listDrafts();
	}
}

new Page().begin(parameters.get("lang") ?? navigator.language);
