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
	noteErrors();
	const { watch } = await import("./watch.js");
	watch(element, machine);
	const code = String(machine["technician-code"] ?? "");
	if (CODE.test(code)) {
		const { waitForTechnician } = await import("./technician.js");
		waitForTechnician(element, code);
	}
	if (machine.counts === true) {
		const [{ count }, { timeZone }] = await Promise.all([
			import("./counts.js"),
			import("./market.js"),
		]);
		count(element, await timeZone(element.getAttribute("src") || "data/"));
	}
}
