/**
 * What to do when the kiosk's module has died: begin again with another copy of it, and when that
 * happens too often, with another page.
 */

import { report } from "./errors.js";
import { livesOf, tell } from "./life.js";
import { forgetFinders, prepareNext } from "./module.js";
import { reloadLater } from "./reload.js";

/** What is made of the module. */
const TAGS = [
	"market-kiosk",
	"market-search",
	"market-listing",
	"market-index",
];
/** So many crashes in so long are repaired on the spot: each leaves its memory behind. */
const MOST_REPAIRS = 3;
const REPAIRS_MS = 60_000;

/** When the last crashes were, in milliseconds of the page's clock. */
const crashes = [];

/** Brings back all that the module showed, where its people were. */
export async function recover(words) {
	const lives = livesOf(TAGS);
	report("crashed", words);
	const isRepaired = isRepairable();
	for (const { element } of lives) tell(element, "crashed", element.localName);
	if (isRepaired) {
		forgetFinders();
		await Promise.all(lives.map((life) => life.revive()));
		prepareNext();
		return;
	}
	for (const life of lives) life.giveUp();
	// A page of somebody else is not ours to load.
	if (lives.some(({ element }) => element.getAttribute("layout") === "kiosk"))
		reloadLater();
}

/** Counts a crash. True when it may be repaired on the spot. */
function isRepairable() {
	const now = performance.now();
	crashes.push(now);
	while (now - crashes[0] > REPAIRS_MS) crashes.shift();
	return crashes.length <= MOST_REPAIRS;
}
