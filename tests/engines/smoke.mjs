// The widgets in whichever other engines this machine has: they start, draw, find, and follow each
// other. Says what it found; fails when there is no engine, or when one of them fails.
//   make dist && node tests/engines/smoke.mjs
// FIREFOX= and WEBKIT= choose the programs. Node.js 20 and 21 need --experimental-websocket.

import { existsSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { startServer } from "../browser/harness.mjs";
import { firefox, webkit } from "./webdriver.mjs";

/** Milliseconds: engines without a GPU are slow, but not this slow. */
const PATIENCE_MS = 60_000;

const ENGINES = [
	["Firefox", process.env.FIREFOX ?? "/usr/bin/firefox-esr", firefox],
	["WebKitGTK", process.env.WEBKIT ?? "/usr/bin/WebKitWebDriver", webkit],
];

const ROOT_OF = (selector) =>
	`const own = document.querySelector("${selector}"); const root = own?.shadowRoot; if (!root) return false;`;

/** What must come true on the demo page, one after the other; each is a function's body. */
const STEPS = [
	[
		"the map has its picture",
		`${ROOT_OF("market-map")} return Number(root.querySelector(".market-map-stage")?.dataset.painted) > 0;`,
	],
	[
		"a badge shows its signs",
		`${ROOT_OF("market-badge")} return root.querySelectorAll("svg").length > 0;`,
	],
	[
		"a listing shows its stall",
		`${ROOT_OF("market-listing")} return Boolean(root.querySelector(".stall-number")?.textContent);`,
	],
	[
		"words are typed",
		`${ROOT_OF("market-search")} const field = root.querySelector("input"); if (!field) return false; field.value = "garland"; field.dispatchEvent(new Event("input", { bubbles: true })); return true;`,
	],
	[
		"the search finds something",
		`${ROOT_OF("market-search")} return root.querySelectorAll(".row-key").length > 0;`,
	],
	[
		"what is found is lit on the map",
		`${ROOT_OF("market-map")} return Number(root.querySelector(".market-map-stage").dataset.lit) > 0;`,
	],
	[
		"a row is chosen",
		`${ROOT_OF("market-search")} const row = root.querySelector("[data-stall]"); if (!row) return false; window.chosen = row.dataset.stall; row.click(); return true;`,
	],
	[
		"the map follows",
		`return document.querySelector("market-map").getAttribute("stall") === window.chosen;`,
	],
	[
		"the listing follows",
		`return document.querySelector("market-listing").getAttribute("stall") === window.chosen;`,
	],
];

const server = await startServer();
let failures = 0;
let seen = 0;
try {
	for (const [name, program, start] of ENGINES) {
		if (!existsSync(program)) {
			console.log(`${name}: not on this machine`);
			continue;
		}
		seen += 1;
		const engine = await start(program);
		try {
			await engine.open(`${server.origin}/demo.html`);
			for (const [step, script] of STEPS) {
				const latest = Date.now() + PATIENCE_MS;
				while (!(await engine.run(script))) {
					if (Date.now() > latest) throw new Error(`not: ${step}`);
					await pause(200);
				}
			}
			console.log(`${name} ${engine.version}: all ${STEPS.length} steps`);
		} catch (error) {
			failures += 1;
			console.log(`${name} ${engine.version}: ${error.message}`);
		} finally {
			await engine.close();
		}
	}
} finally {
	await server.stop();
}
process.exitCode = seen > 0 && failures === 0 ? 0 : 1;
