/** What this browser keeps and can do. */

import { memoryMb } from "../kiosk/watch.js";
import { KEPT, noted } from "../widgets/notes.js";
import { facts, made, verdict } from "./elements.js";
import { megabytes } from "./publication.js";

/** Each script that visitors read, in the language's own name. */
const SCRIPTS = [
	["zh", "简体中文"],
	["zh-Hant", "繁體中文"],
	["ar", "العربية"],
	["ru", "Русский"],
	["ko", "한국어"],
	["ja", "日本語 にほんご"],
	["hi", "हिन्दी"],
	["tr", "Türkçe ğış"],
	["en", "English Español Français Português"],
];

export async function storage({ say, language }) {
	const estimate = await wished(() => navigator.storage.estimate());
	const persists = await wished(() => navigator.storage.persisted());
	const workers = await wished(() =>
		navigator.serviceWorker.getRegistrations(),
	);
	const size = (bytes) =>
		bytes === undefined ? undefined : megabytes(bytes, language);
	return [
		facts([
			[say("used"), size(estimate?.usage)],
			[say("quota"), size(estimate?.quota)],
			[
				say("persists"),
				persists === undefined ? undefined : say(persists ? "yes" : "no"),
			],
			[say("caches"), (await cacheLines()) || say("none")],
			[say("databases"), (await databaseNames()) || say("none")],
			[
				say("worker"),
				workers?.map((own) => workerLine(own)).join(", ") || say("none"),
			],
			...keptLines(say),
			[say("own_notes"), noteLines() || say("none")],
		]),
	];
}

export async function machine({ say, language }) {
	const held = memoryMb();
	const { width, height } = screen;
	const memoryGb = navigator.deviceMemory;
	const signs = SCRIPTS.map(([tag, text]) => {
		const line = made("span", "script", text);
		line.lang = tag;
		return line;
	});
	return [
		facts([
			[
				say("screen"),
				`${width} × ${height} · ${innerWidth} × ${innerHeight} · ×${devicePixelRatio}`,
			],
			[say("touch_points"), String(navigator.maxTouchPoints)],
			[say("cores"), String(navigator.hardwareConcurrency ?? "?")],
			[say("memory"), memoryGb && `≥ ${memoryGb} GB`],
			[say("memory_held"), held && megabytes(held * 1e6, language)],
			[say("features"), made("span", "", ...features())],
			[say("voices"), await voices(say)],
			[say("browser"), navigator.userAgent],
			[
				say("scripts"),
				made(
					"span",
					"scripts",
					...signs,
					made("span", "note", say("scripts_note")),
				),
			],
		]),
	];
}

/** What a browser may not have, or may refuse. */
async function wished(ask) {
	try {
		return await ask();
	} catch {
		return undefined;
	}
}

async function cacheLines() {
	const names = (await wished(() => caches.keys())) ?? [];
	const lines = await Promise.all(
		names.map(async (name) => {
			const cache = await caches.open(name);
			return `${name} (${(await cache.keys()).length})`;
		}),
	);
	return lines.join(", ");
}

async function databaseNames() {
	const list = (await wished(() => indexedDB.databases())) ?? [];
	return list.map(({ name }) => name).join(", ");
}

/** Which publications are on this machine as a whole, as whoever keeps them noted it. */
function keptLines(say) {
	return Object.entries(noted(KEPT) ?? {}).map(([address, state]) => {
		const { files, updated, checked } = state ?? {};
		const when = (moment) =>
			moment ? new Date(moment).toLocaleString("sv") : "–";
		const words = say("kept_words", {
			files: files ?? "–",
			updated: when(updated),
			checked: when(checked),
		});
		return [say("kept"), `${address} · ${words}`];
	});
}

function workerLine({ active, waiting, installing }) {
	return (active ?? waiting ?? installing)?.state ?? "?";
}

function noteLines() {
	try {
		return Object.keys(localStorage)
			.map((name) => `${name} (${localStorage.getItem(name).length})`)
			.join(", ");
	} catch {
		return "";
	}
}

function features() {
	const known = {
		WebAssembly: typeof WebAssembly === "object",
		Worker: typeof Worker === "function",
		OffscreenCanvas: typeof OffscreenCanvas === "function",
		SHA: Boolean(globalThis.crypto?.subtle),
		"Intl.Segmenter": typeof Intl.Segmenter === "function",
		speechSynthesis: "speechSynthesis" in globalThis,
	};
	return Object.entries(known).flatMap(([name, has]) => [
		verdict(has ? "good" : "bad", name),
		" ",
	]);
}

/** Browsers load their voices when first asked. */
async function voices(say) {
	if (!("speechSynthesis" in globalThis)) return say("none");
	const list = speechSynthesis.getVoices();
	const tags = new Set(list.map(({ lang }) => lang.split("-")[0]));
	return tags.size > 0 ? [...tags].sort().join(" ") : say("none");
}
