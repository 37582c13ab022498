/**
 * Starts the real widgets over the page and measures what a person would feel: frames while a
 * finger moves the map, and the time from a key press to the search's result on the screen.
 */

import { listed } from "../kiosk/market.js";
import { facts, fullScreen, key, made } from "./elements.js";

const MOST_START_MS = 30_000;
const MOST_ANSWER_MS = 10_000;
const MOVE_MS = 4000;
/** After an answer nothing more comes for so long: the question is done. */
const QUIET_MS = 250;
const WORDS_ASKED = 6;
const MOST_LETTERS = 3;

export function measurements(page) {
	const { say, state } = page;
	const figures = made("div", "figures");
	const draw = () => figures.replaceChildren(...told(state.measured, page));
	const start = async () => {
		// A kiosk may still be at work when it has answered, and is not taken off the page then: it
		// stays, hidden, until it has long been done.
		document.querySelector("dialog.measuring")?.remove();
		const dialog = fullScreen("measuring", { stays: true });
		const line = made("p", "measuring-line", say("measuring"));
		dialog.append(line);
		state.measured = await measured(dialog, state);
		dialog.close();
		draw();
	};
	draw();
	return [
		made("p", "note", say("measure_note")),
		key(say("measure"), start),
		figures,
	];
}

function told(measured, { say, language }) {
	if (!measured) return [];
	const { code, map, search } = measured;
	const number = (value, digits = 0) =>
		new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(
			value,
		);
	const ms = (value) => value !== undefined && `${number(value, 1)} ms`;
	const rows = [];
	if (map) {
		rows.push(
			[say("first_picture"), ms(map.firstMs)],
			[say("map_frames"), number(map.mapFps, 1)],
			[say("page_frames"), number(map.pageFps, 1)],
			[say("longest_frame"), ms(map.longestMs)],
		);
	}
	if (search) {
		rows.push(
			[say("search_median"), ms(search.medianMs)],
			[say("search_worst"), ms(search.worstMs)],
			[say("searches"), number(search.times)],
		);
	}
	const parts = [facts(rows)];
	if (code) {
		parts.push(made("p", "verdict bad", say("measure_failed", { code })));
	}
	return parts;
}

/** `{ map, search, code }`; `code` says what did not start, if anything. */
async function measured(dialog, state) {
	const found = {};
	try {
		await import("../widgets/stallmap.js");
		found.map = await measureMap(dialog, state);
		found.search = await measureSearch(dialog, state);
	} catch (error) {
		found.code = error.code ?? error.message ?? String(error);
	}
	return found;
}

/** An element on the page, once it says that it is ready. */
async function started(tag, dialog, { src, kiosk }) {
	const element = document.createElement(tag);
	element.setAttribute("src", src);
	if (kiosk) element.setAttribute("kiosk", kiosk);
	element.className = "measured";
	const ready = heard(element, "market-ready", MOST_START_MS);
	dialog.append(element);
	await ready;
	return element;
}

/** The next event of a name; an error of the element, or too long a silence, is thrown. */
function heard(element, name, mostMs) {
	return new Promise((resolve, reject) => {
		const life = new AbortController();
		const { signal } = life;
		const end = (settle, value) => {
			clearTimeout(timer);
			life.abort();
			settle(value);
		};
		const failed = (code) =>
			end(reject, Object.assign(new Error(code), { code }));
		const timer = setTimeout(failed, mostMs, "timeout");
		element.addEventListener(name, (event) => end(resolve, event), { signal });
		element.addEventListener(
			"market-error",
			({ detail }) => {
				if (detail?.code === "no-webassembly") failed(detail.code);
			},
			{ signal },
		);
	});
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function measureMap(dialog, state) {
	const beginMs = performance.now();
	const map = await started("market-map", dialog, state);
	const firstMs = performance.now() - beginMs;
	// What comes after the first picture (names, signs) is not the finger's.
	await pause(500);
	const stage = map.shadowRoot.querySelector(".market-map-stage");
	const before = await map.widget.frames();
	const stamps = await drag(stage, MOVE_MS);
	const drawn = (await map.widget.frames()) - before;
	map.remove();
	const elapsedMs = stamps.at(-1) - stamps[0];
	const gaps = stamps.slice(1).map((stamp, i) => stamp - stamps[i]);
	return {
		firstMs,
		mapFps: drawn / (elapsedMs / 1000),
		pageFps: gaps.length / (elapsedMs / 1000),
		longestMs: Math.max(...gaps),
	};
}

/** One finger that draws an eight; answers with the moment of each frame of the page. */
async function drag(stage, forMs) {
	const box = stage.getBoundingClientRect();
	const [middleX, middleY] = [box.width / 2, box.height / 2];
	const reachPx = Math.min(middleX, middleY) * 0.6;
	const send = (type, turn, buttons) =>
		stage.dispatchEvent(
			new PointerEvent(type, {
				pointerId: 1001,
				pointerType: "touch",
				isPrimary: true,
				bubbles: true,
				cancelable: true,
				buttons,
				clientX: box.left + middleX + Math.sin(turn) * reachPx,
				clientY: box.top + middleY + Math.sin(2 * turn) * reachPx * 0.5,
			}),
		);
	const stamps = [await frame()];
	send("pointerdown", 0, 1);
	while (stamps.at(-1) - stamps[0] < forMs) {
		const turn = ((stamps.at(-1) - stamps[0]) / 1000) * Math.PI;
		send("pointermove", turn, 1);
		stamps.push(await frame());
	}
	send("pointerup", 0, 0);
	return stamps;
}

async function measureSearch(dialog, state) {
	const texts = await questions(state.src);
	const kiosk = await started("market-kiosk", dialog, state);
	const times = [];
	// The first question brings the engine; whoever comes second does not wait for it.
	await answerMs(kiosk, texts[0]);
	for (const text of texts.slice(1)) {
		times.push(await answerMs(kiosk, text));
	}
	times.sort((a, b) => a - b);
	return {
		medianMs: times[Math.floor(times.length / 2)],
		worstMs: times.at(-1),
		times: times.length,
	};
}

/** Names of categories, as somebody types them: letter by letter. */
async function questions(src) {
	const { name: names } = await listed(src, "names/zh/categories.json");
	const step = Math.max(1, Math.floor(names.length / WORDS_ASKED));
	const words = names.filter((name, i) => name && i % step === 0);
	return words
		.slice(0, WORDS_ASKED)
		.flatMap((name) =>
			Array.from({ length: Math.min(MOST_LETTERS, [...name].length) }, (_, i) =>
				[...name].slice(0, i + 1).join(""),
			),
		);
}

async function answerMs(kiosk, text) {
	const answer = heard(kiosk, "market-search", MOST_ANSWER_MS);
	const beginMs = performance.now();
	kiosk.setAttribute("query", text);
	await answer;
	await frame();
	const tookMs = performance.now() - beginMs;
	let isQuiet = false;
	while (!isQuiet) {
		isQuiet = await heard(kiosk, "market-search", QUIET_MS).then(
			() => false,
			() => true,
		);
	}
	return tookMs;
}
