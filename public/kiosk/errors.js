/**
 * What goes wrong on a kiosk's page besides its elements, noted among their failures for the
 * technician. The elements note their own.
 */

import { report } from "../widgets/errors.js";

/** Listens to a page, for as long as it lives. */
export function noteErrors() {
	addEventListener("market-recovered", () => report("recovered"));
	addEventListener("error", ({ error, message, filename, lineno }) => {
		const path = filename && `${filename.split("/").pop()}:${lineno}`;
		if (!isCrash(error)) report("script", message, path);
	});
	addEventListener("unhandledrejection", ({ reason }) => {
		if (!isCrash(reason)) report("script", reason?.message ?? reason);
	});
	// What the map's module says when it dies in the page goes to the console only.
	const say = console.error;
	console.error = (...words) => {
		const [first] = words;
		if (typeof first === "string" && first.startsWith("panicked at")) {
			report("crashed", first.split("\n\nStack")[0]);
		}
		say.apply(console, words);
	};
}

/** The trap that ends a module: what led to it has been told with words. */
function isCrash(error) {
	return error instanceof WebAssembly.RuntimeError;
}
