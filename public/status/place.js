/**
 * Which of the published kiosks this machine is, where it stands and which way it faces; and the
 * files that say so: `kiosk.json` for this machine, and a row of `kiosks.json` for the market's data.
 */

import { listed } from "../kiosk/market.js";
import { facts, key, made, save } from "./elements.js";

const TURN_DEG = 15;
const SVG = "http://www.w3.org/2000/svg";

export async function place(page) {
	const { say, state } = page;
	const published = await publishedKiosks(state.src);
	// Without the market's data the size of things can still be saved.
	state.spot ??= spotOf(published, state.kiosk);
	const parts = [made("p", "note", say("place_note"))];
	const chosen = made("div", "chosen");
	const files = made("div", "files");
	const show = () => {
		chosen.replaceChildren(...spotLines(state.spot, say));
		files.replaceChildren(...exports(page));
	};
	state.changed = show;
	const map = new PlaceMap(page, (changes) => {
		Object.assign(state.spot, changes);
		show();
	});
	if (published.levels.length > 0) {
		parts.push(
			choices(page, published, (spot) => {
				state.spot = spot;
				state.kiosk = spot.id;
				show();
				map.follow();
			}),
		);
	}
	show();
	parts.push(chosen, map.element, made("h3", "", say("export")), files);
	return parts;
}

/** `{ levels: [{ id, names }], kiosks: { level: rows } }`, empty when there is no data. */
async function publishedKiosks(src) {
	try {
		const { buildings, kiosks } = await listed(src, "market.json");
		const levels = buildings.flatMap((building) => building.levels);
		return { levels, kiosks: kiosks ?? {} };
	} catch {
		return { levels: [], kiosks: {} };
	}
}

/** `{ level, id, row, at, facing_deg }` of a kiosk; of the first level's new one by default. */
function spotOf({ levels, kiosks }, id) {
	for (const [level, rows] of Object.entries(kiosks)) {
		const row = rows.find((own) => own.id === id);
		if (row) return knownSpot(level, row);
	}
	return newSpot(levels[0]?.id ?? "", []);
}

function knownSpot(level, row) {
	const { id, at, facing_deg } = row;
	return { level, id, row, at, facing_deg };
}

/** A kiosk that the data does not know, under the next free id. */
function newSpot(level, rows) {
	let number = rows.length + 1;
	const isTaken = () => rows.some(({ id }) => id === `${level}-k${number}`);
	while (isTaken()) number += 1;
	const id = level && `${level}-k${number}`;
	return { level, id, row: {}, at: undefined, facing_deg: 0 };
}

function choices({ say, language, state }, { levels, kiosks }, choose) {
	const named = ({ id, name }) =>
		`${id} · ${name?.[language] ?? name?.zh ?? ""}`;
	const level = select(
		say("level"),
		levels.map((own) => [own.id, named(own)]),
	);
	const kiosk = select(say("kiosk_id"), []);
	const rows = () => kiosks[level.box.value] ?? [];
	const fill = () => {
		kiosk.box.replaceChildren(
			...rows().map((row) => new Option(named(row), row.id)),
			new Option(say("new_kiosk"), ""),
		);
	};
	level.box.value = state.spot.level;
	fill();
	kiosk.box.value = state.spot.row.id ?? "";
	const chosen = () => {
		const row = rows().find(({ id }) => id === kiosk.box.value);
		choose(
			row ? knownSpot(level.box.value, row) : newSpot(level.box.value, rows()),
		);
	};
	level.box.addEventListener("change", () => {
		fill();
		chosen();
	});
	kiosk.box.addEventListener("change", chosen);
	return made("div", "choices", level.label, kiosk.label);
}

function select(name, options) {
	const box = made("select", "");
	box.append(...options.map(([value, text]) => new Option(text, value)));
	return { box, label: made("label", "", name, box) };
}

function spotLines({ id, at, facing_deg }, say) {
	const [x, y] = at ?? ["–", "–"];
	return [
		facts([
			[say("kiosk_id"), id || "–"],
			["", say("at", { x, y })],
			["", say("facing", { deg: facing_deg })],
		]),
	];
}

/** The real map with a cross in its middle and an arrow on it. */
class PlaceMap {
	element = made("div", "place-map");
	#page;
	#change;
	#map;
	#arrow;

	constructor(page, change) {
		this.#page = page;
		this.#change = change;
		this.#offer();
	}

	/** Another kiosk or level was chosen. */
	follow() {
		if (!this.#map) return;
		const { level, id, row } = this.#page.state.spot;
		// The map begins at its kiosk; a new one has no place yet.
		this.#map.setAttribute("kiosk", row.id ? id : "");
		this.#map.setAttribute("level", level);
		this.#turn();
	}

	#offer() {
		const { say } = this.#page;
		this.element.replaceChildren(key(say("show_map"), () => this.#open()));
	}

	async #open() {
		const { say, state, language } = this.#page;
		try {
			await import("../widgets/stallmap.js");
		} catch (error) {
			this.#failed(error.message);
			return;
		}
		this.#map = made("market-map", "");
		const { src, spot } = state;
		const attributes = {
			src,
			lang: language,
			level: spot.level,
			theme: "light",
		};
		if (spot.row.id) attributes.kiosk = spot.id;
		for (const [name, value] of Object.entries(attributes)) {
			this.#map.setAttribute(name, value);
		}
		// Nobody looks for a stall here.
		this.#map.addEventListener("market-select", (event) =>
			event.preventDefault(),
		);
		this.#map.addEventListener("market-error", ({ detail }) => {
			if (detail.code === "no-webassembly") this.#failed(detail.code);
		});
		this.#map.addEventListener("market-ready", () => this.#watch());
		this.#arrow = cross();
		const turn = (deg) => {
			const facing = (state.spot.facing_deg + deg + 360) % 360;
			this.#change({ facing_deg: facing });
			this.#turn();
		};
		this.element.replaceChildren(
			made("div", "place-stage", this.#map, this.#arrow),
			made(
				"div",
				"keys",
				key(`↺ ${say("turn_left")}`, () => turn(-TURN_DEG)),
				key(say("take_place"), () => this.#take(), "key main"),
				key(`${say("turn_right")} ↻`, () => turn(TURN_DEG)),
			),
		);
	}

	#failed(code) {
		const { say } = this.#page;
		this.#map = undefined;
		this.element.replaceChildren(
			made("p", "verdict bad", say("map_failed", { code })),
		);
	}

	get #stage() {
		return this.#map?.shadowRoot?.querySelector(".market-map-stage");
	}

	#watch() {
		new MutationObserver(() => this.#turn()).observe(this.#stage, {
			attributeFilter: ["data-painted"],
		});
		this.#turn();
	}

	/** The arrow shows the plan's direction, whichever way the map is turned. */
	#turn() {
		const turnDeg = Number(this.#stage?.dataset.turnDeg ?? 0);
		const deg = this.#page.state.spot.facing_deg + turnDeg;
		this.#arrow
			?.querySelector("g")
			.setAttribute("transform", `rotate(${deg} 50 50)`);
	}

	#take() {
		const { centerXDm, centerYDm, level } = this.#stage?.dataset ?? {};
		if (centerXDm === undefined) return;
		const at = [centerXDm, centerYDm].map((value) => Math.round(Number(value)));
		this.#change({ at, level });
	}
}

function cross() {
	const svg = document.createElementNS(SVG, "svg");
	svg.setAttribute("viewBox", "0 0 100 100");
	svg.setAttribute("class", "place-cross");
	svg.setAttribute("aria-hidden", "true");
	const turned = document.createElementNS(SVG, "g");
	const draw = (parent, d, name) => {
		const path = document.createElementNS(SVG, "path");
		path.setAttribute("d", d);
		path.setAttribute("class", name);
		parent.append(path);
	};
	draw(turned, "M50 4 L64 30 H36 Z", "place-arrow");
	draw(turned, "M50 30 V50", "place-line");
	draw(svg, "M38 50 H62 M50 38 V62", "place-line");
	svg.append(turned);
	return svg;
}

function exports({ say, state }) {
	const { spot, settings, pxPerMm } = state;
	const own = { ...settings };
	if (spot.id) own.kiosk = spot.id;
	if (pxPerMm) own["px-per-mm"] = pxPerMm;
	const parts = [
		made("p", "note", say("export_note", { level: spot.level || "…" })),
		...fileParts("kiosk.json", own, say("save_settings")),
	];
	if (spot.at) {
		const row = kioskRow(spot, pxPerMm);
		parts.push(...fileParts(`${spot.id}.json`, row, say("save_row")));
	}
	return parts;
}

/** As `levels/<level>/kiosks.json` of the source folder wants it. */
function kioskRow({ id, row, at, facing_deg }, pxPerMm) {
	const { width: width_px, height: height_px } = screen;
	const seen = { ...row.screen, width_px, height_px };
	if (pxPerMm) seen.px_per_mm = pxPerMm;
	return { ...row, id, at, facing_deg, screen: seen };
}

/** What is saved can be read, too: a locked machine may not let files out. */
function fileParts(name, value, words) {
	const text = `${JSON.stringify(value, undefined, 2)}\n`;
	return [made("pre", "file", text), key(words, () => save(name, text))];
}
