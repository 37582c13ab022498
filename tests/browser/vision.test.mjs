// Signs without colours: on a grey screen, and for eyes that see some colours as one, every sign of
// the legend still differs from every other that could stand in its place.

import assert from "node:assert/strict";
import { test } from "node:test";
import { sees } from "./expect.mjs";
import { PORTRAIT, useSite } from "./harness.mjs";
import { settled } from "./map.mjs";
import { smallSites } from "./small_site.mjs";
import { wordsOf } from "./words.mjs";

const sites = smallSites("vision");
const server = useSite(sites.root);
sites.site("market");
const zh = wordsOf("zh");

const EYES = [
	"none",
	"achromatopsia",
	"protanopia",
	"deuteranopia",
	"tritanopia",
];
/** Side of the compared squares, pixels; and how much of them has to differ by how much. */
const SIDE = 44;
const LEAST_STEP = 24;
const LEAST_SHARE = 0.02;

/** The page as such eyes see it. */
async function see(visit, eyes) {
	const devtools = await visit.page.context().newCDPSession(visit.page);
	await devtools.send("Emulation.setEmulatedVisionDeficiency", { type: eyes });
	return devtools;
}

/** Grey values of the square in the middle of an element. */
async function grey(visit, element) {
	await element.scrollIntoViewIfNeeded();
	const box = await element.boundingBox();
	const pixels = await visit.pixels({
		x: Math.round(box.x + box.width / 2 - SIDE / 2),
		y: Math.round(box.y + box.height / 2 - SIDE / 2),
		width: SIDE,
		height: SIDE,
	});
	const values = [];
	for (let y = 0; y < SIDE; y += 1)
		for (let x = 0; x < SIDE; x += 1) {
			const [red, green, blue] = pixels.at(x, y);
			values.push(0.2126 * red + 0.7152 * green + 0.0722 * blue);
		}
	return values;
}

/** Which share of two pictures is clearly another grey. */
const difference = (a, b) =>
	a.filter((value, index) => Math.abs(value - b[index]) >= LEAST_STEP).length /
	a.length;

for (const eyes of EYES) {
	test(`the signs of the legend differ for eyes: ${eyes}`, async (t) => {
		const visit = await server.visit(t, "/market/", { viewport: PORTRAIT });
		await visit.key(zh.say("legend")).tap();
		await sees(visit.kiosk.locator(".legend"), /\S/);
		await settled(visit);
		await see(visit, eyes);
		// All but the tints of trades, which say nothing that is not written beside them.
		const lists = visit.kiosk.locator(".legend-rows");
		const count = await lists.count();
		const signs = [];
		for (let list = 0; list < count - 1; list += 1) {
			for (const row of await lists.nth(list).locator("> li").all()) {
				const name = (await row.locator("p").first().textContent()).trim();
				signs.push({
					name,
					grey: await grey(visit, row.locator("> :first-child")),
				});
			}
		}
		assert.ok(signs.length > 15, `${signs.length} signs`);
		const same = [];
		for (const [index, a] of signs.entries())
			for (const b of signs.slice(index + 1)) {
				const share = difference(a.grey, b.grey);
				if (share < LEAST_SHARE) same.push(`${a.name} / ${b.name}: ${share}`);
			}
		assert.deepEqual(same, []);
		await visit.screen(`vision-${eyes}`);
	});
}
