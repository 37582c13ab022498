// Every language of the screens: chosen by its own name, written in its own direction. The map is the
// map in all of them. Whether all words have room says room.test.mjs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { spoken } from "../../public/widgets/languages.js";
import { becomes, sees } from "./expect.mjs";
import { useSite } from "./harness.mjs";
import { mapOf, settled } from "./map.mjs";
import { openMarket } from "./market.mjs";
import { LANGUAGES, literally, wordsOf } from "./words.mjs";

const site = useSite();
const market = openMarket();
const RIGHT_TO_LEFT = ["ar"];

for (const tag of LANGUAGES) {
	const words = wordsOf(tag);

	test(`${tag}: chosen by its own name`, async (t) => {
		const visit = await site.visit(t, "/?lang=xx");
		const { kiosk } = visit;
		await kiosk.locator(".all-languages").tap();
		const own = literally(words.say("language_name"));
		await sees(kiosk.locator(".all-languages-list .key"), own);
		await kiosk
			.locator(".all-languages-list .key", {
				hasText: new RegExp(`^${own.source}$`),
			})
			.tap();
		await sees(
			kiosk.locator(".start-over"),
			literally(words.say("start_over")),
		);
		const frame = kiosk.locator(".kiosk");
		assert.equal(await frame.getAttribute("lang"), tag);
		const direction = RIGHT_TO_LEFT.includes(tag) ? "rtl" : "ltr";
		assert.equal(await frame.getAttribute("dir"), direction);
		await becomes(() => kiosk.locator(".all-languages-list").count(), 0);
		// Start over: the machine's own language again.
		await kiosk.locator(".start-over").tap();
		const first = literally(wordsOf("zh").say("start_over"));
		await sees(kiosk.locator(".start-over"), first);
	});
}

test("a wish for a language means the one nearest to it", () => {
	for (const [wish, expected] of [
		["zh-Hans-CN", "zh"],
		["zh-Hant-TW", "zh-Hant"],
		["zh-TW", "zh-Hant"],
		["zh-HK", "zh-Hant"],
		["zh_MO", "zh-Hant"],
		["yue", "zh-Hant"],
		["cmn-Hans", "zh"],
		["es-MX", "es"],
		["es-419", "es"],
		["pt-AO", "pt"],
		["AR-eg", "ar"],
		["in", "id"],
		["sr-Latn", undefined],
		["", undefined],
	])
		assert.equal(spoken(wish), expected, wish);
});

test("the map is never mirrored", async (t) => {
	const places = [];
	for (const tag of ["en", "ar"]) {
		const visit = await site.visit(t, `/?lang=${tag}&kiosk=a1-k1&level=a1`);
		await settled(visit);
		const map = await mapOf(visit);
		const some = market
			.stalls("a1")
			.find((own) => own.isBox && map.isInView(own));
		const box = map.boxOf(some);
		const page = await visit.kiosk.locator("market-map").boundingBox();
		places.push([box.x - page.x, box.y - page.y]);
	}
	const [left, right] = places;
	// The title bar is as high as its language's letters.
	assert.ok(Math.abs(left[0] - right[0]) < 2, `${places}`);
	assert.ok(Math.abs(left[1] - right[1]) < 40, `${places}`);
});
