// Pictures of the main states in every language, for people to look at: target/screens/.
//
//   node tests/browser/screens.mjs [LANGUAGE …]

import { openSite, PHONE, PORTRAIT, Visit } from "./harness.mjs";
import { settled } from "./map.mjs";
import { openMarket } from "./market.mjs";
import { LANGUAGES } from "./words.mjs";

const wanted = process.argv.slice(2);
const languages = LANGUAGES.filter(
	(tag) => wanted.length === 0 || wanted.includes(tag),
);
const market = openMarket();
const stall = market
	.stalls("a1")
	.find((own) => own.marked && own.categories.length > 0);

/** Name, how one gets there from the first screen, and what is then there. */
const STATES = [
	["home", () => {}, ".category-key"],
	[
		"category",
		(kiosk) => kiosk.locator(".category-key").first().tap(),
		".where",
	],
	[
		"search",
		(kiosk) => kiosk.getByRole("searchbox").fill("A1"),
		".results .row-key",
	],
	[
		"stall",
		(kiosk) => kiosk.evaluate((own, id) => own.select(id), stall.id),
		".shop",
	],
	[
		"way",
		async (kiosk) => {
			await kiosk.evaluate((own, id) => own.select(id), stall.id);
			await kiosk.locator(".way-key").first().tap();
		},
		".step-key",
	],
	["stalls", (kiosk) => kiosk.locator(".dock-key").nth(1).tap(), ".stall-row"],
	["services", (kiosk) => kiosk.locator(".dock-key").nth(2).tap(), ".services"],
	["legend", (kiosk) => kiosk.locator(".dock-key").last().tap(), ".legend"],
	["help", (kiosk) => kiosk.locator(".help-card").first().tap(), ".found"],
];

const site = await openSite();
try {
	for (const tag of languages) {
		for (const [screen, viewport] of [
			["kiosk", PORTRAIT],
			["phone", PHONE],
		]) {
			const visit = await Visit.begin(site, { viewport });
			await visit.open(`/?lang=${tag}&kiosk=a1-k1`);
			for (const [name, go, sign] of STATES) {
				await visit.kiosk.locator(".category-key").first().waitFor();
				await go(visit.kiosk);
				await visit.kiosk.locator(sign).first().waitFor();
				await settled(visit);
				console.log(await visit.screen(`${tag}-${name}-${screen}`));
				await visit.kiosk.evaluate((own) => own.reset());
			}
			await visit.end();
		}
	}
} finally {
	await site.close();
}
