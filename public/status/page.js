/**
 * The technician's page. Plain scripts: it has to work when the widgets do not. It loads them only
 * when they are to be measured, or to show the map.
 */

import { clean } from "../kiosk/cleaning.js";
import { key, made } from "./elements.js";
import { machine, storage } from "./machine.js";
import { measurements } from "./measurements.js";
import { countsKept, errorsKept } from "./notes.js";
import { place } from "./place.js";
import { publication } from "./publication.js";
import { ruler } from "./ruler.js";
import { screenTest } from "./screen.js";
import { touchTest } from "./touch.js";
import { versions } from "./versions.js";
import { speaker } from "./words.js";

/** A page that somebody left open shows the market again after this. */
const MOST_ALONE_MS = 10 * 60_000;
const KIOSK = "./";

const settings = await machineSettings();
/** What the sections share: settings, and what was found out here; it outlives the language. */
const state = {
	settings,
	src: folder(settings.src),
	pxPerMm: settings["px-per-mm"],
	kiosk: settings.kiosk,
};

async function machineSettings() {
	try {
		const answer = await fetch("kiosk.json", { cache: "no-store" });
		return answer.ok ? await answer.json() : {};
	} catch {
		return {};
	}
}

function folder(src) {
	const own = typeof src === "string" && src ? src : "data/";
	return own.endsWith("/") ? own : `${own}/`;
}

/** Sections fill themselves when they know; one that fails says so and leaves the others alone. */
function section(name, title, fill, page) {
	const own = made("section", name, made("h2", "", title));
	const body = made("div", "body", page.say("loading"));
	own.append(body);
	Promise.resolve()
		.then(() => fill(page))
		.then(
			(parts) => body.replaceChildren(...parts),
			(error) => body.replaceChildren(String(error.message ?? error)),
		);
	return own;
}

function tests({ say }) {
	return [
		key(say("screen_test"), () => screenTest(say)),
		key(say("touch_test"), () => touchTest(say)),
		key(say("clean"), () => clean()),
	];
}

function show(language) {
	const say = speaker(language);
	const page = { say, language, state };
	document.documentElement.lang = language;
	const other = language === "zh" ? "en" : "zh";
	const toOther = key(say("other_language"), () => show(other));
	toOther.lang = other;
	document.querySelector("header").replaceChildren(
		made("h1", "", say("title")),
		toOther,
		key(say("back"), () => location.replace(KIOSK), "key main"),
	);
	const parts = { publication, tests, measurements, ruler, place };
	Object.assign(parts, { errors: errorsKept, counts: countsKept });
	Object.assign(parts, { versions, storage, machine });
	const titles = { measurements: "measure" };
	document
		.querySelector("main")
		.replaceChildren(
			...Object.entries(parts).map(([name, fill]) =>
				section(name, say(titles[name] ?? name), fill, page),
			),
		);
}

function goBackWhenAlone() {
	let timer;
	const wait = () => {
		clearTimeout(timer);
		timer = setTimeout(() => location.replace(KIOSK), MOST_ALONE_MS);
	};
	for (const name of ["pointerdown", "pointermove", "keydown", "wheel"]) {
		addEventListener(name, wait, { capture: true, passive: true });
	}
	wait();
}

const wish = new URLSearchParams(location.search).get("lang");
const spoken = wish ?? settings.lang ?? navigator.language;
show(String(spoken).startsWith("zh") ? "zh" : "en");
goBackWhenAlone();
