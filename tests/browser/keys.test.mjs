// A person who types on the screen: by sounds, by number, in six writings, with a keyboard or an
// input method in between. And the keys' places and sizes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes, holds, sees, seesNo } from "./expect.mjs";
import { LANDSCAPE, PHONE, PORTRAIT, useSite } from "./harness.mjs";
import { openMarket } from "./market.mjs";
import { literally, wordsOf } from "./words.mjs";

const site = useSite();
const market = openMarket();
const zh = wordsOf("zh");
const en = wordsOf("en");
const PART = "stallmap-web-keys.wasm";
const SCRIPTS = [
	"pad",
	"latin",
	"cyrillic",
	"arabic",
	"devanagari",
	"hangul",
	"kana",
];

const field = (visit) => visit.kiosk.getByRole("searchbox");
const keys = (visit) => visit.kiosk.locator(".keys");
const typed = (visit) => field(visit).inputValue();
const category = (visit, id) =>
	visit.kiosk.locator(`.results [data-category="${id}"]`);
const tool = (visit, message) =>
	keys(visit)
		.locator(".keys-tools")
		.getByRole("button", { name: message, exact: true });

async function open(visit) {
	await field(visit).tap();
	await keys(visit).waitFor();
}

async function write(visit, script, letters) {
	if (script) await keys(visit).locator(`[data-to="${script}"]`).tap();
	for (const letter of letters) {
		await keys(visit)
			.locator(".keys-letters, .keys-digits")
			.getByRole("button", { name: letter, exact: true })
			.tap();
	}
}

test("goods by their sounds, then a stall by its number", async (t) => {
	const visit = await site.visit(t, "/");
	const asked = () => visit.asked.filter((url) => url.endsWith(PART)).length;
	assert.equal(asked(), 0, "nobody has wanted keys yet");
	await open(visit);
	assert.equal(asked(), 1);
	assert.equal(await field(visit).getAttribute("inputmode"), "none");
	assert.equal(await keys(visit).getAttribute("data-script"), "pad");
	await write(visit, "latin", "wanju");
	await becomes(() => typed(visit), "wanju");
	await sees(category(visit, "toys"), literally("玩具"));
	const offer = keys(visit)
		.locator(".offer")
		.filter({ hasText: /^玩具$/ });
	await offer.tap();
	await becomes(() => typed(visit), "玩具");
	await sees(category(visit, "toys"), literally("玩具"));

	await tool(visit, zh.say("search_clear")).tap();
	await becomes(() => typed(visit), "");
	await write(visit, "latin", "wj");
	await sees(keys(visit).locator(".offer"), /^玩具$/);
	await tool(visit, zh.say("search_clear")).tap();

	const [stall] = market.stalls("f3").filter((own) => own.name);
	await write(visit, "pad", stall.printed);
	await becomes(() => typed(visit), stall.printed);
	const own = keys(visit)
		.locator(".offer")
		.filter({ hasText: literally(stall.printed) });
	await own.first().tap();
	await sees(visit.kiosk.locator(".stall-number"), literally(stall.printed));
	await seesNo(keys(visit));
	// Open again: what was switched to is kept. A page that is opened closes them.
	await open(visit);
	assert.equal(await keys(visit).getAttribute("data-script"), "pad");
	await tool(visit, zh.say("search_clear")).tap();
	await write(visit, "latin", "wj");
	await category(visit, "toys").tap();
	await sees(visit.kiosk.locator(".where"), /\S/);
	await seesNo(keys(visit));
	await open(visit);
	assert.equal(await keys(visit).getAttribute("data-script"), "latin");
});

test("words of five writings find their goods", async (t) => {
	const visit = await site.visit(t, "/");
	const check = async (script, letters, word, found) => {
		await write(visit, script, letters);
		await becomes(() => typed(visit), word);
		await sees(category(visit, found), /\S/);
	};
	const clear = () => tool(visit, zh.say("search_clear")).tap();
	const more = () => tool(visit, zh.say("keys_more")).tap();
	await open(visit);
	await check("hangul", "ㅇㅗㅏㄴㄱㅜ", "완구", "toys");
	// Deleting goes back key by key.
	for (const rest of ["완ㄱ", "완", "와", "오", "ㅇ", ""]) {
		await tool(visit, zh.say("keys_delete")).tap();
		await becomes(() => typed(visit), rest);
	}
	const shift = tool(visit, zh.say("keys_shift"));
	await shift.tap();
	assert.equal(await shift.getAttribute("aria-pressed"), "true");
	await write(visit, undefined, "ㄲ");
	assert.equal(await shift.getAttribute("aria-pressed"), "false");
	await write(visit, undefined, "ㅗㅊ");
	await becomes(() => typed(visit), "꽃");
	await clear();
	await check(
		"kana",
		["は", "◌゜", "す", "◌゛", "る"],
		"ぱずる",
		"toys-puzzles",
	);
	await clear();
	await check("cyrillic", "игрушки", "игрушки", "toys");
	await clear();
	// Signs that join stand beside a circle on their keys.
	await check("devanagari", ["ख", "◌ि", "ल", "◌ौ", "न", "◌े"], "खिलौने", "toys");
	await clear();
	await keys(visit).locator('[data-to="arabic"]').tap();
	await more();
	await write(visit, undefined, "أ");
	await check(undefined, "لعاب", "ألعاب", "toys");
	// Starting over leaves neither text nor keys, and the next person begins with the pad.
	await visit.kiosk.locator(".start-over").tap();
	await seesNo(keys(visit));
	assert.equal(await typed(visit), "");
	await open(visit);
	assert.equal(await keys(visit).getAttribute("data-script"), "pad");
});

test("a keyboard, an input method and the caret go together with the keys", async (t) => {
	const visit = await site.visit(t, "/?lang=en");
	const { page } = visit;
	const devtools = await page.context().newCDPSession(page);
	const compose = (text) =>
		devtools.send("Input.imeSetComposition", {
			text,
			selectionStart: text.length,
			selectionEnd: text.length,
		});
	// Whoever begins to type types into the field.
	await page.keyboard.type("oy");
	await becomes(() => typed(visit), "oy");
	await seesNo(keys(visit));
	await open(visit);
	await page.keyboard.press("Home");
	await write(visit, "latin", "t");
	await becomes(() => typed(visit), "toy");
	await page.keyboard.press("End");
	await page.keyboard.type("s");
	await write(visit, undefined, "3-");
	await becomes(() => typed(visit), "toys3-");
	// In the middle: the caret stays where it was typed.
	await page.keyboard.press("Home");
	await page.keyboard.press("ArrowRight");
	await write(visit, undefined, "xy");
	await becomes(() => typed(visit), "txyoys3-");
	await tool(visit, en.say("keys_delete")).tap();
	await becomes(() => typed(visit), "txoys3-");
	await page.keyboard.press("Shift+End");
	await write(visit, undefined, "k");
	await becomes(() => typed(visit), "txk");
	// The end of a long text stays in view.
	await page.keyboard.type("m".repeat(60));
	await write(visit, undefined, "m");
	const isAtEnd = () =>
		field(visit).evaluate(
			(own) =>
				own.scrollLeft > 0 &&
				own.scrollLeft + own.clientWidth >= own.scrollWidth - 2,
		);
	await becomes(isAtEnd, true);
	await tool(visit, en.say("search_clear")).tap();
	await write(visit, undefined, "txk");
	// A finger that stays on the key deletes on.
	const box = await tool(visit, en.say("keys_delete")).boundingBox();
	const at = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
	const finger = (type, touchPoints) =>
		devtools.send("Input.dispatchTouchEvent", { type, touchPoints });
	await finger("touchStart", at);
	await becomes(() => typed(visit), "");
	await finger("touchEnd", []);

	// A finger that stays on a letter is offered those behind it; it may lift, and then taps.
	await tool(visit, en.say("search_clear")).tap();
	await write(visit, undefined, "caf");
	const letter = keys(visit)
		.locator(".keys-letters")
		.getByRole("button", { name: "e", exact: true });
	const place = await letter.boundingBox();
	await finger("touchStart", [
		{ x: place.x + place.width / 2, y: place.y + place.height / 2 },
	]);
	const accent = keys(visit).locator(".kin-key").filter({ hasText: "é" });
	await accent.waitFor();
	await finger("touchEnd", []);
	assert.equal(await typed(visit), "cafe");
	await visit.screen("keys-held-letter");
	await accent.tap();
	await becomes(() => typed(visit), "café");
	await seesNo(accent);
	// A short touch offers nothing.
	await write(visit, undefined, "e");
	await seesNo(keys(visit).locator(".kin-key"));
	await tool(visit, en.say("search_clear")).tap();

	// What is half composed is not searched for, and not lost when a key comes in between.
	const isHome = () => visit.kiosk.locator(".home").count();
	await compose("w");
	await compose("wan");
	await becomes(() => typed(visit), "wan");
	assert.equal(await isHome(), 1);
	await devtools.send("Input.insertText", { text: "玩" });
	await becomes(() => typed(visit), "玩");
	await becomes(isHome, 0);
	await compose("具");
	await write(visit, undefined, "3");
	await becomes(() => typed(visit), "玩具3");
	await page.keyboard.type("4");
	await becomes(() => typed(visit), "玩具34");

	await page.keyboard.press("Enter");
	await seesNo(keys(visit));
	await becomes(() => typed(visit), "玩具34");
	// Without a finger: the key in the field, Tab and the space bar.
	await visit.key(en.say("keys_show")).focus();
	await page.keyboard.press("Enter");
	await keys(visit).waitFor();
	await keys(visit).getByRole("button", { name: "5", exact: true }).focus();
	await page.keyboard.press("Space");
	await becomes(() => typed(visit), "玩具345");
	await page.keyboard.press("Escape");
	await seesNo(keys(visit));
	assert.equal(
		await visit.key(en.say("keys_show")).getAttribute("aria-expanded"),
		"false",
	);
});

/** What lies where, in CSS pixels, while the keys are open. */
function places(visit) {
	return visit.kiosk.evaluate((kiosk) => {
		const root = kiosk.shadowRoot;
		const one = (selector) => root.querySelector(selector);
		const box = (element) => {
			const { left, top, right, bottom } = element.getBoundingClientRect();
			return { left, top, right, bottom };
		};
		const own = [...root.querySelectorAll(".keys button:not(.offer)")];
		const row = [...(one(".keys-row")?.children ?? [])];
		return {
			field: box(one(".search-field")),
			offers: box(one(".keys-offers")),
			found: box(one(".panel-body")),
			board: box(one(".keys")),
			keys: own.map((key) => {
				const { left, top, right, bottom } = box(key);
				return {
					name: (key.getAttribute("aria-label") ?? key.textContent).trim(),
					wide: right - left,
					high: bottom - top,
					beside: key.parentElement.children.length,
					isCut: key.scrollWidth > key.clientWidth + 1,
				};
			}),
			first: row[0]?.textContent,
			isLeftToRight: row[0] && box(row[0]).left < box(row.at(-1)).left,
		};
	});
}

test("keys are large, named, and cover neither field nor offers", async (t) => {
	const screens = [
		[PORTRAIT, 1.6],
		[PORTRAIT, 4],
		[PORTRAIT, 6],
		[LANDSCAPE, 4],
	];
	for (const [viewport, pxPerMm] of screens) {
		const path = `/?lang=ar&px-per-mm=${pxPerMm}`;
		const visit = await site.visit(t, path, { viewport });
		await open(visit);
		for (const script of SCRIPTS) {
			await keys(visit).locator(`[data-to="${script}"]`).tap();
			await becomes(() => keys(visit).getAttribute("data-script"), script);
			const seen = await places(visit);
			const where = `${script}, ${viewport.width}, ${pxPerMm}`;
			// 20 mm, where so many stand side by side that they cannot be as wide as they fit.
			const rows = ["devanagari", "kana"].includes(script) ? 9 : 7;
			const high = Math.min(20 * pxPerMm, (viewport.height * 0.52) / rows - 10);
			for (const { name, wide, high: own, beside, isCut } of seen.keys) {
				const fits = (viewport.width - 12) / beside - 8;
				const least = Math.min(20 * pxPerMm, fits);
				assert.ok(wide >= least - 0.5, `${where}: ${name} ${wide} px wide`);
				assert.ok(own >= high - 0.5, `${where}: ${name} ${own} px high`);
				assert.ok(!isCut, `${where}: ${name} is cut off`);
				assert.notEqual(name, "", `${where}: a key without a name`);
			}
			const { board, field: above, offers, found } = seen;
			assert.ok(board.bottom <= viewport.height + 0.5, `${where}: below`);
			assert.ok(board.top >= viewport.height * 0.38, `${where}: ${board.top}`);
			assert.ok(above.top >= 0 && above.bottom <= board.top, `${where}: field`);
			assert.ok(offers.top >= board.top, `${where}: offers`);
			assert.ok(found.bottom - found.top > 120, `${where}: what is found`);
			// Keys stand as on a keyboard, also where the page goes from right to left.
			assert.ok(seen.isLeftToRight !== false, where);
			if (script === "arabic") assert.equal(seen.first, "ض");
		}
	}
});

test("a website and a telephone keep their own keys", async (t) => {
	for (const [path, viewport] of [
		["/?lang=en&layout=web", PORTRAIT],
		["/?lang=en", PHONE],
	]) {
		const visit = await site.visit(t, path, { viewport });
		await field(visit).tap();
		await becomes(() => field(visit).getAttribute("inputmode"), "search");
		await visit.page.keyboard.type("toys");
		await sees(category(visit, "toys"), /\S/);
		await seesNo(keys(visit));
		await holds(
			() => visit.kiosk.locator(".search-keys:visible").count(),
			(count) => count === 0,
			"a key for keys that are not there",
		);
		assert.ok(!visit.asked.some((url) => url.endsWith(PART)));
	}
});

test("keys that do not come leave the field to the system", async (t) => {
	const errors = [];
	const visit = await site.visit(t, "/?lang=en", {
		faults: [/ 404|integrity/, /console: (TypeError|Error): /],
		prepare: async (page) => {
			await page.exposeBinding("reportError", (_, detail) =>
				errors.push(detail),
			);
			await page.addInitScript(() => {
				window.addEventListener("market-error", (event) =>
					window.reportError(event.detail),
				);
			});
			await page.route(`**/${PART}`, (route) =>
				route.fulfill({ status: 404, body: "" }),
			);
		},
	});
	await field(visit).tap();
	await becomes(() => field(visit).getAttribute("inputmode"), "search");
	assert.deepEqual(errors, [{ code: "missing-part", path: "keys" }]);
	await visit.page.keyboard.type("toys");
	await sees(category(visit, "toys"), /\S/);
	// The next person gets another try.
	await visit.page.unroute(`**/${PART}`);
	await visit.key(en.say("start_over")).tap();
	await open(visit);
});
