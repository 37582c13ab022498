/** What the host publishes now, how old it is, and whether the clocks agree. */

import { clockIn } from "../kiosk/market.js";
import { rowNamed } from "../widgets/listed.js";
import { facts, verdict } from "./elements.js";

const DAY_MS = 86_400_000;
/** Clocks that differ by more show wrong opening hours. */
const MOST_OFF_SECS = 60;

export async function publication(page) {
	const { say, language, state } = page;
	const asked = await answerOf(`${state.src}publication.json`);
	if (!asked.entry) {
		return [
			facts([
				[say("host"), verdict("bad", `${say("host_silent")}: ${asked.why}`)],
			]),
		];
	}
	const { entry } = asked;
	const market = await marketOf(state.src, entry);
	const signature = await signatureWords(page);
	const moments = new Intl.DateTimeFormat(language, {
		dateStyle: "medium",
		timeStyle: "short",
		timeZone: market?.time_zone,
	});
	const moment = (text) => `${moments.format(new Date(text))}`;
	const bytes = entry.files.reduce((sum, { size }) => sum + size, 0);
	return [
		facts([
			[say("market"), entry.name?.[language] ?? entry.market],
			[say("sequence"), String(entry.sequence)],
			[
				say("published"),
				`${moment(entry.published)} · ${daysFromNow(entry.published, language)}`,
			],
			[say("expires"), expiry(entry.expires, moment, page)],
			[say("signature"), signature],
			[
				say("data_files"),
				`${entry.files.length} · ${megabytes(bytes, language)}`,
			],
			[say("host"), verdict("good", say("host_answers"))],
			[say("clock"), clock(asked.hostMs, page)],
			[say("market_clock"), marketClock(market)],
		]),
	];
}

export function megabytes(bytes, language) {
	const number = new Intl.NumberFormat(language, {
		maximumFractionDigits: bytes < 1e6 ? 2 : 1,
	});
	return `${number.format(bytes / 1e6)} MB`;
}

function expiry(expires, moment, { say, language }) {
	if (!expires) return say("no_end");
	const isOver = Date.parse(expires) < Date.now();
	const words = say(isOver ? "expired" : "in_force");
	return verdict(
		isOver ? "bad" : "good",
		`${moment(expires)} · ${daysFromNow(expires, language)} · ${words}`,
	);
}

function daysFromNow(moment, language) {
	const days = Math.round((Date.parse(moment) - Date.now()) / DAY_MS);
	const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
	return relative.format(days, "day");
}

/** The host tells whole seconds, and took a moment to say so. */
function clock(hostMs, { say }) {
	const now = new Date().toLocaleString("sv");
	if (!hostMs) return now;
	const secs = Math.round((Date.now() - hostMs) / 1000);
	const isOff = Math.abs(secs) > MOST_OFF_SECS;
	return verdict(
		isOff ? "bad" : "good",
		`${now} · ${say("clock_off", { secs })}`,
	);
}

function marketClock(market) {
	if (!market?.time_zone) return undefined;
	const { day, hour, minute } = clockIn(market.time_zone);
	const two = (number) => String(number).padStart(2, "0");
	return `${day} ${two(hour)}:${two(minute)} · ${market.time_zone}`;
}

/** Asks the host itself, not what the browser kept. */
async function answerOf(path) {
	try {
		const answer = await fetch(path, { cache: "no-store" });
		if (!answer.ok) return { why: `${path}: ${answer.status}` };
		const hostMs = Date.parse(answer.headers.get("date") ?? "");
		return { entry: await answer.json(), hostMs };
	} catch (error) {
		return { why: `${path}: ${error.message}` };
	}
}

async function marketOf(src, entry) {
	try {
		const { path } = rowNamed(entry, "market.json");
		return (await (await fetch(src + path)).json()).market;
	} catch {
		return undefined;
	}
}

/** Only a kiosk that was told the market's key asks for its signature. */
async function signatureWords({ say, state }) {
	if (!state.settings.pubkey) return say("no_key");
	try {
		const path = `${state.src}publication.json.sig`;
		const { ok } = await fetch(path, { method: "HEAD", cache: "no-store" });
		return verdict(ok ? "good" : "bad", say(ok ? "signed" : "unsigned"));
	} catch {
		return verdict("bad", say("unsigned"));
	}
}
