/**
 * `<market-badge>`: the red mark and the honesty grade of one stall, read off the three files that
 * a map reads first. It loads no WebAssembly; how signs are drawn and what they are called comes
 * from `badge.json`, which the program writes from the same drawings that map and kiosk use.
 */

import { failure } from "./errors.js";
import { bytes } from "./files.js";
import { fire } from "./fire.js";
import { spoken } from "./languages.js";
import { rowNamed } from "./listed.js";

const SVG = "http://www.w3.org/2000/svg";
/** As much as the widgets take of any file. */
const MOST_BYTES = 64_000_000;
/** The publication's format that this script reads. */
const FORMAT = 1;
/** Bits of the column `plaques`. */
const PLAQUES = [
	[1, "party_member"],
	[2, "demonstration_post"],
];

/** Parsed files by the promise of their bytes: fifty badges read a file once. */
const read = new WeakMap();

function parsed(address) {
	const promise = bytes(address, MOST_BYTES);
	if (!read.has(promise)) {
		const text = promise.then((buffer) => new TextDecoder().decode(buffer));
		read.set(promise, text.then(JSON.parse));
	}
	return read.get(promise);
}

/** A publication, as far as badges need it. */
class Publication {
	#base;

	constructor(base) {
		this.#base = base.endsWith("/") ? base : `${base}/`;
	}

	async #file(name) {
		const entry = await parsed(`${this.#base}publication.json`);
		if (entry.format !== FORMAT) throw failure("unusable", "publication.json");
		const row = rowNamed(entry, name);
		if (!row) throw failure("not-published", name);
		return parsed(this.#base + row.path);
	}

	/**
	 * What is known of a stall: `{ id, market, printed, plaques, grade }`; none when there is
	 * none. A stall that has another id now is known by the one before, too.
	 */
	async stall(id) {
		return (await this.#own(id)) ?? (await this.#moved(id));
	}

	async #moved(id) {
		const { moves } = await this.#file("moves.json");
		const move = moves.find(({ from }) => from === id);
		return move && this.#own(move.to);
	}

	async #own(id) {
		const venue = await this.#file("market.json");
		const levels = venue.buildings.flatMap((building) => building.levels);
		// The longest fitting level: `f3-a-12` may be of `f3` or of `f3-a`.
		const [level] = levels
			.filter((own) => id.startsWith(`${own.id}-`))
			.sort((one, other) => other.id.length - one.id.length);
		if (!level) return undefined;
		const { stalls, grades } = await this.#file(`levels/${level.id}.json`);
		const odd = Object.entries(stalls.ids ?? {});
		const index =
			odd.find(([, own]) => own === id)?.[0] ??
			stalls.number.indexOf(id.slice(level.id.length + 1));
		if (index < 0 || (stalls.ids?.[index] ?? id) !== id) return undefined;
		return {
			id,
			market: venue.market,
			printed:
				stalls.printed?.[index] ??
				(level.stall_prefix ?? "") + stalls.number[index],
			plaques: stalls.plaques?.[index] ?? 0,
			grade: gradeOf(venue, grades?.[stalls.grade?.[index] - 1]),
		};
	}
}

/** A grade as it stands today: `{ level, state }`. */
function gradeOf({ market, scales }, row) {
	const scale = scales?.find((own) => own.id === row?.scale);
	const level = scale?.levels.find((own) => own.code === row.level);
	if (!level) return undefined;
	const isOver = row.valid_until && row.valid_until < today(market);
	const state = isOver ? "expired" : "valid";
	return { level, state: row.suspended ? "suspended" : state };
}

/** The market's day. A clock that runs before the publication is wrong and counts as its moment. */
function today({ published, time_zone: timeZone }) {
	const now = new Date(Math.max(Date.now(), Date.parse(published) || 0));
	try {
		return now.toLocaleDateString("sv", { timeZone });
	} catch {
		return now.toISOString().slice(0, 10);
	}
}

let drawn;

/** How signs are drawn: a file of the widgets', read once a page. */
function drawings() {
	drawn ??= fetch(new URL("./badge.json", import.meta.url)).then((answer) => {
		if (!answer.ok) throw failure(`http-${answer.status}`, "badge.json");
		return answer.json();
	});
	// Tried again by the next who asks.
	drawn.catch(() => {
		drawn = undefined;
	});
	return drawn;
}

/** One badge in the page. */
export class BadgeView {
	#host;
	#box = made("span", { class: "market-badge", part: "badge" });
	/** Grows with each stall that is asked for: what comes of an older one is passed over. */
	#turn = 0;

	/** Mounts a badge into the open shadow root of `host`. */
	constructor(host, sheet) {
		this.#host = host;
		const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
		root.adoptedStyleSheets = [sheet];
		// The page's own words stay until there is a sign.
		root.replaceChildren(made("slot", {}));
		this.#show();
	}

	/** Follows an attribute. */
	set() {
		this.#show();
	}

	/** Follows the element's property `data`: nothing of a draft stands on a badge but its stall. */
	follow_data({ data }) {
		if (data) this.#host.stall = data.stall;
	}

	/** Shows another stall. */
	select(id) {
		this.#host.stall = id;
	}

	/** There is nothing of a person in a badge. */
	reset() {}

	/** Takes everything down again. */
	free() {
		this.#turn += 1;
		this.#box.remove();
	}

	async #show() {
		const host = this.#host;
		this.#turn += 1;
		const turn = this.#turn;
		const id = host.getAttribute("stall") ?? "";
		try {
			const publication = new Publication(host.getAttribute("src") || "data/");
			const [signs, stall] = await Promise.all([
				drawings(),
				publication.stall(id),
			]);
			if (turn !== this.#turn) return;
			if (!stall) throw failure("not-published", id);
			this.#draw(signs, stall);
			fire(host, "market-ready", { stall: stall.id });
		} catch (error) {
			if (turn !== this.#turn) return;
			console.warn("stallmap: a badge could not be shown", id, error);
			host.shadowRoot.replaceChildren(made("slot", {}));
			const code = typeof error.code === "string" ? error.code : "unusable";
			fire(host, "market-error", { code, path: id });
		}
	}

	#draw(signs, { market, printed, plaques, grade }) {
		const host = this.#host;
		const home = market.languages?.[0] ?? "zh";
		const wish = host.getAttribute("lang") || home;
		const tag = spoken(wish) ?? spoken(home) ?? "zh";
		const words = signs.words[tag];
		const pick = (text) => text?.[wish] ?? text?.[tag] ?? text?.[home] ?? "";
		const labelled = host.hasAttribute("labelled") ? "words" : "spoken";
		const parts = [made("span", { class: "spoken" }, [printed])];
		for (const [bit, name] of PLAQUES) {
			if (plaques & bit) {
				const label = made("span", { class: labelled }, [words[name]]);
				parts.push(
					made("span", { class: "mark", part: "mark" }, [
						mark(signs.mark, name === "demonstration_post"),
						label,
					]),
				);
			}
		}
		if (grade) {
			const { level, state } = grade;
			const said = [words.grade, pick(level.name) || level.code, words[state]];
			parts.push(
				made("span", { class: "grade-badge", part: "grade" }, [
					gradeIcon(signs, level, state !== "valid"),
					...stateSign(signs.states[state]),
				]),
				made("span", { class: labelled }, [said.filter(Boolean).join(" ")]),
			);
		}
		this.#box.replaceChildren(...parts);
		this.#box.lang = tag;
		this.#box.dir = tag === "ar" ? "rtl" : "ltr";
		// Nothing is published of this stall: nothing is said of it either.
		const isBare = parts.length === 1;
		host.shadowRoot.replaceChildren(isBare ? made("slot", {}) : this.#box);
	}
}

// --- drawings ------------------------------------------------------------------------

function mark({ d, character }, isPost) {
	const bar = { x: 6, y: "2.500", width: 20, height: 3, rx: 1 };
	const text = { x: 16, y: "15.500", ...MIDDLE };
	return picture(32, "market-sign market-sign-mark", [
		made("path", { class: "market-sign-plate", d }),
		...(isPost ? [made("rect", { class: "market-sign-post", ...bar })] : []),
		made("text", text, [character]),
	]);
}

const MIDDLE = { "text-anchor": "middle", "dominant-baseline": "central" };

function gradeIcon(signs, { shape, color, code }, isLapsed) {
	const { d, tall, wide, lower } = signs.shapes[shape] ?? signs.shapes.circle;
	const fill = /^#[0-9a-f]{6}$/i.test(color) ? color.toLowerCase() : "#6b6456";
	// As map and kiosk write it: the shape of a star says the star already.
	const rest = shape === "star" ? code.replace(/^★+|★+$/g, "") : code;
	const written = rest || code;
	let wideEm = 0;
	for (const letter of written) {
		const place = letter.codePointAt(0) - 32;
		wideEm += signs.widths_em[place] ?? signs.other_width_em;
	}
	const size = Math.min(tall, wide / Math.max(wideEm, 0.1)) * 32;
	const lapsed = isLapsed ? " market-sign-lapsed" : "";
	return picture(32, `market-sign market-sign-grade${lapsed}`, [
		made("path", { d, fill }),
		made(
			"text",
			{
				x: 16,
				y: Math.trunc(17 + lower * 32),
				"font-size": Math.trunc(size),
				...MIDDLE,
				fill: readableOn(fill),
			},
			[written],
		),
	]);
}

/** As map and kiosk choose it (`readable_on`). */
function readableOn(color) {
	const [red, green, blue] = [1, 3, 5].map((from) =>
		Number.parseInt(color.slice(from, from + 2), 16),
	);
	const light = 299 * red + 587 * green + 114 * blue;
	return light > 150_000 ? "#000000" : "#ffffff";
}

function stateSign(d) {
	if (!d) return [];
	const disc = made("circle", { cx: 12, cy: 12, r: 10 });
	return [picture(24, "state-sign", [disc, made("path", { d })])];
}

function picture(side, name, parts) {
	const box = { viewBox: `0 0 ${side} ${side}`, "aria-hidden": "true" };
	return made("svg", { class: name, ...box }, parts);
}

const DRAWN = new Set(["svg", "path", "rect", "text", "circle"]);

function made(tag, attributes, children = []) {
	const element = DRAWN.has(tag)
		? document.createElementNS(SVG, tag)
		: document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) {
		element.setAttribute(name, value);
	}
	element.append(...children);
	return element;
}
