/** A kiosk keeps its market whole and new, and another copy of its module at hand. */

import { clearShelf, publicationAt } from "./files.js";
import { idle } from "./idle.js";
import { livesWith, sourceOf } from "./life.js";
import { finder, forgetFinders, living, prepareNext } from "./module.js";
import { follow } from "./updates.js";

/** WebAssembly gives no memory back: a page that has grown to this begins anew. */
const MOST_MODULE_BYTES = 64 * 1024 * 1024;

/** From here on the kiosk's market is taken care of. */
export function followKiosk(kiosk) {
	// A page of somebody else is not ours to load.
	if (kiosk.getAttribute("layout") === "kiosk")
		kiosk.addEventListener("market-reset", freshen);
	const loading = kiosk.getAttribute("loading");
	if (loading === "lazy") return;
	const publication = publicationAt(sourceOf(kiosk));
	prepareNext();
	follow(publication, {
		base: publication.base,
		indexRows: (core) => finder(publication.base, core).rows(),
		holdsRecords: loading === "eager",
		idle: () => idle(kiosk),
		changeOver: () => changeOver(publication),
	});
}

/** Shows another set of files: every element of the publication changes over. */
async function changeOver(publication) {
	clearShelf();
	forgetFinders();
	await Promise.all(livesWith(publication).map((life) => life.renew()));
}

/** Between two visitors of a kiosk, when the first of them has left. */
async function freshen({ currentTarget: kiosk }) {
	const glue = await living();
	const { memory } = await glue.default();
	if (memory.buffer.byteLength < MOST_MODULE_BYTES) return;
	await idle(kiosk);
	location.reload();
}
