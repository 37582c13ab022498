/**
 * Counts, not people: which categories were opened and to which stalls a way was shown, by hour of
 * the market. Kept in this browser under `stallmap-counts`, `{ since, rows }` with rows of
 * `[hour, kind, id, count]`; never sent. Only where `kiosk.json` says `"counts": true`.
 */

import { COUNTS, note, noted, wipe } from "../widgets/notes.js";
import { clockIn } from "./market.js";

/** About half a megabyte; the oldest hours go first. */
const MOST_ROWS = 10_000;
/** Storage is written at most so often. */
const WRITE_AFTER_MS = 10_000;
const KINDS = ["category", "way"];

/** What is kept: `{ since: day, rows }`. */
export function counts() {
	const own = noted(COUNTS);
	return Array.isArray(own?.rows) ? own : { since: undefined, rows: [] };
}

export function forgetCounts() {
	wipe(COUNTS);
}

/** One more of `kind` and `id` in `hour`, such as `2026-11-21T14`; the newest rows come last. */
export function counted(rows, hour, kind, id) {
	const own = rows.findLast(
		(row) => row[0] === hour && row[1] === kind && row[2] === id,
	);
	if (own) {
		own[3] += 1;
	} else {
		rows.push([hour, kind, id, 1]);
	}
	return rows.slice(-MOST_ROWS);
}

/** For spreadsheets. Ids hold letters, digits, dashes, dots and underscores only. */
export function asCsv({ rows }) {
	return ["hour,kind,id,count", ...rows.map((row) => row.join(","))]
		.map((line) => `${line}\n`)
		.join("");
}

/** Counts what `element` says. `zone` is the market's time zone. */
export function count(element, zone) {
	let waiting = [];
	let timer;
	const write = () => {
		clearTimeout(timer);
		timer = undefined;
		if (waiting.length === 0) return;
		// Read anew each time: the technician may have wiped it meanwhile.
		const own = counts();
		let { rows } = own;
		for (const row of waiting) rows = counted(rows, ...row);
		const since = own.since ?? waiting[0][0].slice(0, 10);
		waiting = [];
		note(COUNTS, { since, rows });
	};
	const add = (kind, id) => {
		if (!KINDS.includes(kind) || !/^[\w.-]{1,64}$/.test(id)) return;
		const { day, hour } = clockIn(zone);
		waiting.push([`${day}T${String(hour).padStart(2, "0")}`, kind, id]);
		timer ??= setTimeout(write, WRITE_AFTER_MS);
	};
	element.addEventListener("market-select", ({ detail }) => {
		if (detail?.category) add("category", detail.category);
	});
	element.addEventListener("market-route", ({ detail }) => {
		if (!detail?.found) return;
		for (const id of (detail.stalls ?? "").split(" ")) add("way", id);
	});
	addEventListener("pagehide", write);
}
