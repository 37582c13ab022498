/**
 * Keeps page and widgets on this machine, where the browser lets a page do that: it came by https,
 * or from the machine itself.
 */

import { report } from "./errors.js";
import { idle } from "./idle.js";

/** A new version is looked for so often, on average. */
const EVERY_MS = 3_600_000;

/** Takes care of the page around a kiosk. A new version is taken when nobody uses the kiosk. */
export async function keepPage(kiosk) {
	const { serviceWorker } = navigator;
	if (!serviceWorker) return;
	try {
		const options = { updateViaCache: "none" };
		const kept = await serviceWorker.register("sw.js", options);
		// Browsers that are told to keep nothing answer with nothing.
		if (!kept) return;
		const look = () => {
			// Without its host the page stays as it is.
			kept.update().catch(() => {});
			setTimeout(look, EVERY_MS * (0.5 + Math.random()));
		};
		setTimeout(look, EVERY_MS * Math.random());
		const changeOver = async (worker) => {
			// The first one has nothing to take the place of.
			if (!worker || !serviceWorker.controller) return;
			await idle(kiosk);
			worker.postMessage("take over");
		};
		changeOver(kept.waiting);
		kept.addEventListener("updatefound", () => {
			const worker = kept.installing;
			worker?.addEventListener("statechange", () => {
				if (worker.state === "installed") changeOver(worker);
			});
		});
		const hadOne = Boolean(serviceWorker.controller);
		serviceWorker.addEventListener("controllerchange", () => {
			if (hadOne) location.reload();
		});
	} catch (error) {
		report("offline", error.message);
	}
}
