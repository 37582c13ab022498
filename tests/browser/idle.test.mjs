// A machine that stands alone: it asks whether anybody is still there, forgets whoever left, and
// invites the next. The page's clock is the test's.

import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes, holds, sees, seesNo } from "./expect.mjs";
import { LANDSCAPE, useSite } from "./harness.mjs";
import { mapOf, settled } from "./map.mjs";
import { openMarket } from "./market.mjs";
import { remains } from "./remains.mjs";
import { LANGUAGES, literally, wordsOf } from "./words.mjs";

const site = useSite();
const market = openMarket();
const zh = wordsOf("zh");
const en = wordsOf("en");
/** Seconds that a person has to answer. */
const ASKED_SECS = 25;

function begin(t, path, options = {}) {
	const prepare = async (page) => {
		await page.clock.install();
		await page.addInitScript(() => {
			window.resets = 0;
			window.addEventListener("market-reset", () => {
				window.resets += 1;
			});
		});
	};
	return site.visit(t, path, { prepare, ...options });
}

/** Lets so many seconds pass in which nobody does anything. */
const wait = (visit, secs) => visit.page.clock.runFor(secs * 1000);
const question = (visit) => visit.kiosk.locator(".idle-question");
const attract = (visit) => visit.kiosk.locator(".attract");
/** Keys that lie in the upper half of the screen. */
const above = (keys) =>
	keys.evaluateAll((all) =>
		all
			.filter((own) => own.getBoundingClientRect().top < innerHeight / 2)
			.map((own) => own.textContent),
	);
const resets = (visit) => visit.page.evaluate(() => window.resets);

/** Leaves something of a person in every place that there is. */
async function walk(visit) {
	const { kiosk } = visit;
	await visit.key(en.say("language_name")).tap();
	await sees(
		kiosk.locator(".home h2"),
		literally(en.say("categories_heading")),
	);
	for (const ease of ["large", "contrast", "low"])
		await kiosk.locator(`[data-ease=${ease}]`).tap();
	await kiosk.locator(".building-key").nth(2).tap();
	await kiosk.getByRole("searchbox").fill("toys");
	await sees(kiosk.locator(".results-summary"), /\d/);
	await kiosk.locator(".results [data-stall]").first().tap();
	await kiosk.locator(".pick-key").tap();
	await kiosk.locator(".way-key").first().tap();
	await sees(kiosk.locator(".way-summary"), /\d/);
	const body = kiosk.locator(".panel-body");
	await body.evaluate((own) => own.scrollTo(0, 200));
	await kiosk.getByRole("searchbox").fill("F3-12045");
	await visit.key(en.say("map_zoom_in")).tap();
	await kiosk.getByRole("searchbox").focus();
}

test("nothing of the last person remains, after a time or at a touch", async (t) => {
	const visit = await begin(t, "/?idle-seconds=40");
	const { kiosk } = visit;
	await settled(visit);
	await sees(kiosk.locator(".topic-key"), literally(zh.say("index_key")));
	await holds(
		() => kiosk.locator(".topic-key small").allTextContents(),
		(words) => words.length > 1 && words.every((own) => /\d/.test(own)),
		"the keys of the first screen are not complete",
	);
	const fresh = await remains(visit);

	await walk(visit);
	const left = await remains(visit);
	assert.notDeepEqual(left.shown, fresh.shown);
	assert.notDeepEqual(left.picture, fresh.picture);
	assert.notDeepEqual(left.focus, fresh.focus);
	await visit.screen("idle-walked");
	await kiosk.locator(".start-over").tap();
	await becomes(() => remains(visit), fresh, "left after “Start over”");
	assert.equal(await resets(visit), 1);

	await walk(visit);
	await wait(visit, 41);
	await sees(question(visit), literally(en.say("idle_heading")));
	await wait(visit, ASKED_SECS + 1);
	await attract(visit).waitFor();
	assert.equal(await resets(visit), 2);
	// Of the person's words none are on the screen that invites.
	const words = await attract(visit).textContent();
	assert.doesNotMatch(words, /toys|F3-12045/);
	await attract(visit).tap({ position: { x: 500, y: 300 } });
	await seesNo(attract(visit));
	await becomes(() => remains(visit), fresh, "left after the time was over");
	assert.equal(await resets(visit), 2);
});

test("what a link asked for is forgotten with its address", async (t) => {
	const stall = market.stalls("f3").find((row) => row.categories.length > 0);
	const visit = await begin(
		t,
		`/?lang=en&stall=${stall.id}&q=toys&kiosk=a1-k1`,
	);
	await sees(visit.kiosk.locator(".stall-number"), literally(stall.printed));
	await visit.kiosk.locator(".start-over").tap();
	await sees(
		visit.kiosk.locator(".home h2"),
		literally(en.say("categories_heading")),
	);
	// What is said about the machine stays.
	const address = new URL(visit.page.url());
	assert.equal(address.search, "?lang=en&kiosk=a1-k1");
	assert.equal(await visit.kiosk.getAttribute("stall"), null);
	assert.equal(await visit.kiosk.getAttribute("query"), null);
	await visit.page.reload();
	await sees(
		visit.kiosk.locator(".home h2"),
		literally(en.say("categories_heading")),
	);
});

test("it asks in time, counts down, and stays for who answers", async (t) => {
	const visit = await begin(t, "/?lang=en", { viewport: LANDSCAPE });
	const key = visit.kiosk.locator(".category-key").first();
	await key.tap();
	const title = visit.kiosk.locator(".category h2");
	await title.waitFor();
	await wait(visit, 70);
	assert.equal(await question(visit).count(), 0);
	// A touch puts it off, a key of the keyboard too.
	await visit.kiosk.locator(".level-title").tap({ force: true });
	await wait(visit, 70);
	await visit.page.keyboard.press("Tab");
	await wait(visit, 70);
	assert.equal(await question(visit).count(), 0);
	await wait(visit, 6);
	await sees(question(visit), literally(en.count("idle_text", ASKED_SECS - 1)));
	assert.equal(
		await visit.kiosk.evaluate(
			(own) => own.shadowRoot.activeElement?.className,
		),
		"key idle-stay",
	);
	await visit.screen("idle-question-landscape");
	assert.deepEqual(await above(question(visit).locator("button")), []);
	const { height } = await visit.kiosk.locator(".idle-stay").boundingBox();
	assert.ok(height >= 60, `the key is ${height} px high`);
	await wait(visit, ASKED_SECS - 5);
	await sees(question(visit), /\b[1-5]\b/);
	await visit.key(en.say("idle_stay")).tap();
	await seesNo(question(visit));
	await title.waitFor();
	assert.equal(await resets(visit), 0);

	// By the keyboard, and by a touch anywhere beside the question.
	await wait(visit, 76);
	await question(visit).waitFor();
	await visit.page.keyboard.press("Enter");
	await seesNo(question(visit));
	await wait(visit, 76);
	await question(visit).waitFor();
	await visit.page.touchscreen.tap(20, 20);
	await seesNo(question(visit));
	await title.waitFor();
	assert.equal(await resets(visit), 0);

	await wait(visit, 76);
	await question(visit)
		.getByRole("button", { name: en.say("start_over") })
		.tap();
	await sees(visit.kiosk.locator(".home h2"), en.say("categories_heading"));
	assert.equal(await resets(visit), 1);
	assert.equal(await attract(visit).count(), 0);
});

test("a website asks nobody and forgets nothing by itself", async (t) => {
	for (const path of ["/?layout=web&lang=en", "/?idle-seconds=0&lang=en"]) {
		const visit = await begin(t, path);
		await visit.kiosk.locator(".category-key").first().tap();
		await wait(visit, 600);
		await visit.kiosk.locator(".category h2").waitFor();
		assert.equal(await question(visit).count(), 0, path);
		assert.equal(await resets(visit), 0, path);
	}
});

test("it invites in every language, and a touch on a line speaks it", async (t) => {
	const visit = await begin(t, "/");
	await settled(visit);
	// Nobody has touched anything: nobody is asked.
	await wait(visit, 76);
	await attract(visit).waitFor();
	await becomes(() => question(visit).count(), 0);
	const lines = visit.kiosk.locator(".invitation");
	const said = await lines.evaluateAll((all) =>
		all.map((own) => [own.lang, own.dir, own.textContent]),
	);
	const expected = LANGUAGES.map((tag) => [
		tag,
		tag === "ar" ? "rtl" : "ltr",
		wordsOf(tag).say("attract_invite"),
	]);
	assert.deepEqual(said.toSorted(), expected.toSorted());
	const steps = visit.kiosk.locator(".attract-steps > li");
	const story = market.venue.market.generations;
	assert.equal(await steps.count(), story.length);
	for (const [place, step] of story.entries())
		await sees(steps.nth(place), literally(step.name.zh));
	await sees(visit.kiosk.locator(".attract-today li"), /\S/);
	await visit.screen("attract-zh-portrait");
	assert.deepEqual(await above(attract(visit).locator("button")), []);
	await visit.kiosk.locator(".invitation[lang=ar]").tap();
	await seesNo(attract(visit));
	await becomes(() => visit.kiosk.locator(".kiosk").getAttribute("dir"), "rtl");
	await becomes(async () => (await mapOf(visit)).attribute("data-level"), "a1");
});

test("less movement stands still; else it moves on, until it is paused", async (t) => {
	const visit = await begin(t, "/?lang=en", { viewport: LANDSCAPE });
	await settled(visit);
	const current = () =>
		visit.kiosk.locator(".invitation[data-current=true]").getAttribute("lang");
	const map = visit.page.locator("market-map");
	const lit = () => map.getAttribute("category");
	await wait(visit, 76);
	await attract(visit).waitFor();
	// The harness asks for less movement.
	const still = await current();
	const [first] = market.levelRow("a1").trades;
	await becomes(lit, first);
	await wait(visit, 60);
	assert.equal(await current(), still);
	await visit.key(en.say("attract_resume")).tap();
	await wait(visit, 10);
	await holds(current, (now) => now !== still, "it does not move on");
	await holds(
		() => map.getAttribute("level"),
		(level) => level !== "a1",
		"the map shows the same level",
	);
	await sees(visit.kiosk.locator(".attract-scene"), /\S/);
	await visit.screen("attract-en-landscape");
	assert.deepEqual(await above(attract(visit).locator("button")), []);
	await visit.key(en.say("attract_pause")).tap();
	const paused = await current();
	await wait(visit, 60);
	assert.equal(await current(), paused);
	assert.equal(await attract(visit).count(), 1, "the pause begins a visit");
	// A keypad wakes it as well.
	await visit.page.keyboard.press("5");
	await seesNo(attract(visit));
	await becomes(() => map.getAttribute("level"), "a1");
	await becomes(lit, null);
});
