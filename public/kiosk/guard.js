/**
 * What stands around the widgets on a machine of its own. Each thing is fetched only where
 * `kiosk.json` asks for it; the address of the page, which anybody can write, asks for nothing here.
 */

import { noteErrors } from "./errors.js";

const CODE = /^\d{4,12}$/;

/** Stands guard over the page of the kiosk `element`; `machine` are the values of `kiosk.json`. */
export async function guard(element, machine) {
	// A way that somebody took along on the telephone: that is no machine of the market.
	const address = new URLSearchParams(location.search);
	if (address.has("from") || address.has("route")) return;
	const code = String(machine["technician-code"] ?? "");
	const isCounting = machine.counts === true;
	// All of it or nothing: whoever calls tries again.
	const [{ watch }, { timeZone }, pad, counter] = await Promise.all([
		import("./watch.js"),
		import("./market.js"),
		CODE.test(code) && import("./technician.js"),
		isCounting && import("./counts.js"),
	]);
	noteErrors();
	watch(element, machine);
	if (pad) pad.waitForTechnician(element, code);
	if (counter) {
		const src = element.getAttribute("src") || "data/";
		counter.count(element, await timeZone(src));
	}
}
