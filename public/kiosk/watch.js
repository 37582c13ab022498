/**
 * Says to another process that this page lives, and loads the page anew when that does it good: at
 * a quiet hour, or when it has taken too much memory. Never while somebody is there.
 */

import { report } from "../widgets/errors.js";
import { clockIn, timeZone } from "./market.js";

const MINUTE_MS = 60_000;
/** Nobody has touched anything for so long: whoever was there has gone. */
const ALONE_MS = 5 * MINUTE_MS;
/** A page that was loaded a moment ago is not loaded again, whatever the hour. */
const YOUNGEST_MS = { hour: 120 * MINUTE_MS, memory: 10 * MINUTE_MS };
/** Of the quiet hour: not all kiosks come to the host in the same minute. */
const MOST_DELAY_MINUTES = 45;
const TOUCHES = ["pointerdown", "pointermove", "wheel", "keydown"];
/** After these the screen shows no market. */
const DEAD = new Set(["no-webassembly", "crashed"]);

/**
 * Why the page should be loaded anew: `"hour"`, `"memory"` or nothing. `state` is
 * `{ aliveMs, aloneMs, clock: { hour, minute }, delayMinutes, memoryMb }`, `settings` holds
 * `reloadHour` and `mostMemoryMb`, either of which may be missing.
 */
export function reasonToReload(state, { reloadHour, mostMemoryMb }) {
	if (state.aloneMs < ALONE_MS) return undefined;
	const isOld = (reason) => state.aliveMs >= YOUNGEST_MS[reason];
	if (state.memoryMb > mostMemoryMb && isOld("memory")) return "memory";
	const isTime =
		state.clock.hour === reloadHour && state.clock.minute >= state.delayMinutes;
	return isTime && isOld("hour") ? "hour" : undefined;
}

/** A whole number of `kiosk.json` between two bounds; nothing for anything else. */
export function whole(value, least, most) {
	return Number.isInteger(value) && value >= least && value <= most
		? value
		: undefined;
}

/** Watches over the page of `element` as `machine`, the values of `kiosk.json`, wants it. */
export function watch(element, machine) {
	const everySecs = whole(machine["heartbeat-seconds"], 5, 3600);
	if (everySecs) beat(element, everySecs);
	const settings = {
		reloadHour: whole(machine["reload-hour"], 0, 23),
		mostMemoryMb: whole(machine["memory-mb"], 50, 65_536),
	};
	if (Object.values(settings).some((value) => value !== undefined)) {
		reloadWhenAlone(element, settings);
	}
}

/**
 * Asks the host for the head of a file, which whoever reads the host's log takes as a sign of life.
 * It comes from within a frame: a page that does not paint says nothing.
 */
function beat(element, everySecs) {
	// A page that is quick may have its first picture before this is here.
	const stage = element.querySelector("market-map")?.shadowRoot;
	let state = stage?.querySelector("[data-painted]") ? "ready" : "starting";
	let sequence = "";
	addEventListener("market-ready", () => {
		state = "ready";
	});
	addEventListener("market-recovered", () => {
		state = "ready";
	});
	addEventListener("market-error", ({ detail }) => {
		if (DEAD.has(detail?.code)) state = "failed";
	});
	addEventListener("market-data", ({ detail }) => {
		sequence = String(detail?.sequence ?? "");
	});
	const send = () =>
		requestAnimationFrame(() => {
			const said = new URLSearchParams({ state, sequence });
			// HEAD: no cache and no service worker answers in the host's place.
			fetch(`heartbeat.txt?${said}`, {
				method: "HEAD",
				cache: "no-store",
			}).catch(() => {});
		});
	setInterval(send, everySecs * 1000);
	send();
}

function reloadWhenAlone(element, settings) {
	let lastTouchMs = performance.now();
	const touched = () => {
		lastTouchMs = performance.now();
	};
	for (const name of TOUCHES) {
		addEventListener(name, touched, { capture: true, passive: true });
	}
	const delayMinutes = Math.floor(Math.random() * (MOST_DELAY_MINUTES + 1));
	let zone;
	setInterval(async () => {
		zone ??= await timeZone(element.getAttribute("src") || "data/");
		const nowMs = performance.now();
		const state = {
			aliveMs: nowMs,
			aloneMs: nowMs - lastTouchMs,
			clock: clockIn(zone),
			delayMinutes,
			memoryMb: memoryMb(),
		};
		const reason = reasonToReload(state, settings);
		if (reason && (await canReload())) {
			report(`reload-${reason}`);
			location.reload();
		}
	}, MINUTE_MS);
}

/** Megabytes that scripts hold, where the browser says so; a module's memory is part of it. */
export function memoryMb() {
	const used = performance.memory?.usedJSHeapSize;
	return used === undefined ? undefined : used / 1e6;
}

/** An old page is better than the browser's own words about a host that is away. */
async function canReload() {
	if (navigator.serviceWorker?.controller) return true;
	try {
		const answer = await fetch(location.pathname, {
			method: "HEAD",
			cache: "no-store",
		});
		return answer.ok;
	} catch {
		return false;
	}
}
