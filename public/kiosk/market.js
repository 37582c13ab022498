/** What the kiosk's own scripts ask of the publication; the widgets' files are shared. */

import { json } from "../widgets/files.js";
import { rowNamed } from "../widgets/listed.js";

const MOST_BYTES = 4_000_000;

/** The entry of a publication in the folder `src`. */
export function entry(src) {
	return json(`${src}publication.json`, MOST_BYTES);
}

/** A file that the entry lists by the name it has without its hash, such as `market.json`. */
export async function listed(src, name) {
	const own = rowNamed(await entry(src), name);
	if (!own) {
		throw new Error(`${name} is not published`);
	}
	return json(src + own.path, MOST_BYTES);
}

/** The market's time zone; the machine's own while nobody knows. */
export async function timeZone(src) {
	try {
		const { market } = await listed(src, "market.json");
		return market.time_zone || undefined;
	} catch {
		return undefined;
	}
}

/** `{ day: "2026-11-21", hour: 14, minute: 5 }` of a moment in a time zone. */
export function clockIn(zone, now = new Date()) {
	const format = new Intl.DateTimeFormat("en-CA", {
		timeZone: zone,
		hourCycle: "h23",
		year: "numeric",
		month: "2-digit",
		day: "2-digit",
		hour: "2-digit",
		minute: "2-digit",
	});
	const part = Object.fromEntries(
		format.formatToParts(now).map(({ type, value }) => [type, value]),
	);
	return {
		day: `${part.year}-${part.month}-${part.day}`,
		hour: Number(part.hour),
		minute: Number(part.minute),
	};
}
