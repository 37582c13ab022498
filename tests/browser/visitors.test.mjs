// Nobody locked out: names in the language that one reads, screens that make room, a map for the
// keyboard, a keyboard that is never lost, and what a screen reader is told.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
	copyFileSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { becomes, holds, sees, seesNo } from "./expect.mjs";
import { PHONE, PORTRAIT, useSite } from "./harness.mjs";
import { mapOf, settled } from "./map.mjs";
import { smallSites, visitDamaged } from "./small_site.mjs";
import { cutTexts } from "./texts.mjs";
import { LANGUAGES, literally, wordsOf } from "./words.mjs";

const sites = smallSites("visitors");
const server = useSite(sites.root);
const { market } = sites.site("market");
const en = wordsOf("en");
const level = "a1";

/** A stall with one shop of its own. */
const shop = market
	.stalls(level)
	.find(
		(own) =>
			own.name &&
			!own.name.includes("·") &&
			market.record(level, own.id).listings.length === 1,
	);
const open = (visit, id) =>
	visit.kiosk.evaluate((kiosk, own) => kiosk.select(own), id);

/** The shop has a name in Chinese alone, and a description that a machine translated. */
function onlyChinese(site) {
	const { path, shard } = site.market.record(level, shop.id);
	const listing = shard.listings.find((own) => own.stalls.includes(shop.id));
	listing.name = { zh: "鑫源玩具", "zh-Latn": "Xin Yuan Wan Ju" };
	listing.description = {
		zh: "各种玩具。",
		"ar-t-zh-t0-und": "ألعاب متنوعة (OEM).",
		en: "Toys of all kinds.",
	};
	site.replace(path, JSON.stringify(shard));
	for (const [language, own] of [
		["zh", "鑫源玩具"],
		["zh-Latn", "Xin Yuan Wan Ju"],
		["en", ""],
	])
		site.change(`names/${language}/${level}.json`, ({ name }) => {
			name[shop.index] = own;
		});
}

/** Publishes a further column of the level's names, in which that shop alone has one. */
function publishName(site, tongue, own) {
	const name = market.stalls(level).map(() => "");
	name[shop.index] = own;
	const text = JSON.stringify({ name });
	const sha256 = createHash("sha256").update(text).digest("hex");
	const path = `names/${tongue}/${level}.${sha256.slice(0, 8)}.json`;
	const data = join(site.folder, "data");
	mkdirSync(dirname(join(data, path)), { recursive: true });
	writeFileSync(join(data, path), text);
	const entry = JSON.parse(readFileSync(join(data, "publication.json")));
	entry.files.push({ path, size: Buffer.byteLength(text), sha256 });
	writeFileSync(join(data, "publication.json"), JSON.stringify(entry));
}

test("a name that nobody translated stands in its own language, and as it is spoken", async (t) => {
	const query = `?lang=en&stall=${shop.id}`;
	const damaged = { t, sites, server };
	const { visit } = await visitDamaged(damaged, "names", onlyChinese, {
		query,
	});
	const { kiosk } = visit;
	const name = kiosk.locator(".shop-name bdi");
	await sees(name, /^鑫源玩具$/);
	const marked = () =>
		name.evaluateAll((all) => all.map((own) => [own.lang, own.textContent]));
	assert.deepEqual(await marked(), [
		["zh", "鑫源玩具"],
		["zh-Latn", "Xin Yuan Wan Ju"],
	]);
	await sees(kiosk.locator(".shop-words"), /^Toys of all kinds\.$/);
	await seesNo(kiosk.locator(".machine-note"));
	// So it does among the results of a search.
	await kiosk.getByRole("searchbox").fill(shop.printed);
	const row = kiosk.locator(`.results [data-stall="${shop.id}"]`).first();
	await sees(row.locator("bdi[lang=zh]"), /^鑫源玩具$/);
	await sees(row.locator("bdi[lang=zh-Latn]"), /^Xin Yuan Wan Ju$/);
	await open(visit, shop.id);
	const speak = (tag) => kiosk.evaluate((own, to) => (own.lang = to), tag);

	// Who reads other letters has no use for these; the machine's words are called so.
	await speak("ar");
	await sees(
		kiosk.locator(".machine-note"),
		literally(wordsOf("ar").say("machine_translated")),
	);
	assert.deepEqual(await marked(), [["zh", "鑫源玩具"]]);
	const words = kiosk.locator(".shop-words bdi");
	assert.equal(await words.getAttribute("lang"), "ar-t-zh-t0-und");
	// What has an English name and no Arabic one is read in English, not in Chinese.
	const title = kiosk.locator(".level-title bdi");
	assert.equal(await title.getAttribute("lang"), "en");

	// A neighbouring tag is the same language.
	await speak("zh-Hans-CN");
	await sees(kiosk.locator(".shop-words"), /^各种玩具。$/);
	assert.deepEqual(await marked(), [["zh", "鑫源玩具"]]);
});

test("a name that a machine has translated carries its sign in lists", async (t) => {
	const machine = "ar-t-zh-t0-und";
	const damage = (site) => {
		site.change("market.json", (record) => {
			record.market.languages.push(machine);
		});
		publishName(site, machine, "ألعاب");
	};
	const damaged = { t, sites, server };
	const { visit } = await visitDamaged(damaged, "machine", damage, {
		query: "?lang=ar",
	});
	const { kiosk } = visit;
	const name = wordsOf("ar").say("machine_translated");
	const sign = (row) => row.getByRole("img", { name, exact: true });
	await kiosk.getByRole("searchbox").fill(shop.printed);
	const row = kiosk.locator(`.results [data-stall="${shop.id}"]`).first();
	await sees(row, /ألعاب/);
	await sign(row).waitFor();
	await visit.screen("machine-sign");
	// What it means stands among the signs.
	await kiosk.locator(".dock-key").last().tap();
	await sign(kiosk.locator(".legend")).waitFor();
});

test("large texts, narrow windows and wide letters: nothing is cut off", async (t) => {
	const visit = await server.visit(t, "/market/?lang=ru", {
		viewport: { width: 320, height: 568 },
	});
	const { kiosk, page } = visit;
	const check = async (name) => {
		await settled(visit);
		await visit.screen(`reflow-${name}`);
		assert.deepEqual(await page.evaluate(cutTexts), [], name);
	};
	for (const [name, width, height] of [
		["narrow", 320, 568],
		// 1280 × 1024 at 400 %.
		["zoomed", 320, 256],
		["flat", 640, 256],
	]) {
		await page.setViewportSize({ width, height });
		await check(`home-${name}`);
		await open(visit, shop.id);
		await sees(kiosk.locator(".shop-name"), /\S/);
		await check(`stall-${name}`);
		// All of it can be had by moving the page up and down.
		const last = kiosk.locator(".dock-key").last();
		await last.scrollIntoViewIfNeeded();
		await last.tap();
		await sees(kiosk.locator(".legend h2"), /\S/);
		await kiosk.evaluate((own) => own.reset());
	}
	await page.setViewportSize(PHONE);
	await kiosk.evaluate((own) => {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync(`* { line-height: 1.5 !important;
			letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
			p { margin-block-end: 2em !important }`);
		own.shadowRoot.adoptedStyleSheets.push(sheet);
	});
	await check("home-spacing");
	await open(visit, shop.id);
	await sees(kiosk.locator(".shop-name"), /\S/);
	await check("stall-spacing");

	// The size itself: twice means twice, and nonsense means nothing.
	const size = () =>
		kiosk
			.locator(".stall-head h2")
			.evaluate((own) => Number.parseFloat(getComputedStyle(own).fontSize));
	const usual = await size();
	for (const [wish, times] of [
		["200", 2],
		["900", 3],
		["nonsense", 1],
		["20", 1],
	]) {
		await kiosk.evaluate((own, to) => (own.textSize = to), wish);
		assert.ok(Math.abs((await size()) / usual - times) < 0.02, wish);
	}
});

test("the map by keyboard: from stall to stall, each of them named", async (t) => {
	const visit = await server.visit(t, `/market/?lang=en&level=${level}`);
	const { kiosk, page } = visit;
	await settled(visit);
	const stage = kiosk.locator(".market-map-stage");
	const said = kiosk.locator(".market-map-said");
	await stage.focus();
	const heard = [];
	for (const arrow of ["Right", "Right", "Down", "Left", "Up"]) {
		const before = await said.getAttribute("data-stall");
		await page.keyboard.press(`Arrow${arrow}`);
		const id = await holds(
			() => said.getAttribute("data-stall"),
			(now) => now && now !== before,
			`Arrow${arrow} leads somewhere`,
		);
		heard.push(id);
		const stall = market.stalls(level).find((own) => own.id === id);
		await sees(said, literally(stall.printed));
		if (heard.length > 1) {
			const last = market.stalls(level).find((own) => own.id === heard.at(-2));
			const [dx, dy] = [
				stall.x + stall.w / 2 - last.x - last.w / 2,
				stall.y + stall.h / 2 - last.y - last.h / 2,
			];
			const along = { Right: dx, Left: -dx, Down: dy, Up: -dy }[arrow];
			assert.ok(along > 0, `${arrow}: ${dx}, ${dy}`);
		}
	}
	await settled(visit);
	await visit.screen("map-keyboard");
	// It stands in the middle, under the cross.
	const reached = market.stalls(level).find((own) => own.id === heard.at(-1));
	const map = await mapOf(visit);
	const { x, y } = map.centreOf(reached);
	const middle = [
		map.stage.x + map.stage.width / 2,
		map.stage.y + map.stage.height / 2,
	];
	assert.ok(Math.hypot(x - middle[0], y - middle[1]) < 60, `${x}, ${y}`);
	await page.keyboard.press("Enter");
	await sees(kiosk.locator(".stall-number"), literally(reached.printed));
	// The listing has the keyboard, and gives it back to the map.
	await becomes(() => holderOf(visit), "H2");
	await kiosk.locator(".back-key").focus();
	await page.keyboard.press("Enter");
	await becomes(() => holderOf(visit), "market-map");
});

/** Who has the keyboard: the text of a key, a tag name, `market-map`. */
function holderOf(visit) {
	return visit.page.evaluate(() => {
		const outer = document.activeElement;
		if (outer.localName !== "market-kiosk") return outer.localName;
		const inner = outer.shadowRoot.activeElement;
		if (!inner) return "nobody";
		return inner.localName === "button" ? inner.textContent : inner.tagName;
	});
}

test("who goes back is where they were", async (t) => {
	const visit = await server.visit(t, "/market/?lang=en");
	const { kiosk, page } = visit;
	await settled(visit);
	const press = async (locator) => {
		await locator.focus();
		const words = await locator.textContent();
		await page.keyboard.press("Enter");
		return words;
	};
	const category = await press(kiosk.locator(".category-key").nth(3));
	await becomes(() => holderOf(visit), "H2");
	await page.keyboard.press("Tab");
	assert.notEqual(await holderOf(visit), "nobody");
	const below = await press(kiosk.locator(".category .row-key").nth(1));
	await sees(
		kiosk.locator(".category h2"),
		literally(below.split(/\d/)[0].trim()),
	);
	await becomes(() => holderOf(visit), "H2");
	await press(kiosk.locator(".back-key"));
	await becomes(() => holderOf(visit), below);
	await press(kiosk.locator(".back-key"));
	await becomes(() => holderOf(visit), category);
	// Who types goes on typing.
	await kiosk.getByRole("searchbox").focus();
	await page.keyboard.type("toy");
	await sees(kiosk.locator(".results"), /\S/);
	assert.equal(await holderOf(visit), "INPUT");
});

test("a screen reader is told what it needs for the five tasks", async (t) => {
	const visit = await server.visit(t, "/market/?lang=en", {
		viewport: PORTRAIT,
	});
	const { kiosk } = visit;
	await settled(visit);
	const tells = async (locator, ...expected) => {
		await settled(visit);
		const heard = await kiosk.locator(locator).ariaSnapshot();
		for (const pattern of expected) assert.match(heard, pattern);
	};
	const say = (key) => literally(en.say(key)).source;
	const named = (role, key) => new RegExp(`- ${role} "${say(key)}`);

	await tells(
		".kiosk",
		/- banner/,
		/- main/,
		/- heading .* \[level=1\]/,
		named("application", "map"),
		named("searchbox", "search"),
		named("navigation", "levels"),
		named("button", "categories"),
		/- navigation/,
	);

	// A category: its keys by name, how many stalls there are, and where.
	const category = market.categoryName(0, "en");
	await kiosk
		.locator(".category-key")
		.filter({ hasText: literally(category) })
		.first()
		.tap();
	await tells(
		".panel-body",
		new RegExp(`- heading "${literally(category).source}" \\[level=2\\]`),
		/- button ".*stalls?.*"/,
	);

	// A stall: number and shop in one key.
	await kiosk.evaluate((own) => own.reset());
	await kiosk.getByRole("searchbox").fill(shop.printed);
	await tells(
		".results",
		/- heading .* \[level=2\]/,
		new RegExp(`- button ".*${literally(shop.printed).source}`),
	);

	// A grade: its scale, its level in words, who says so.
	const graded = market
		.stalls(level)
		.find((own) => market.record(level, own.id).stall.grades?.length > 0);
	await open(visit, graded.id);
	await tells(
		".grade-card >> nth=0",
		literally(en.say("grade")),
		named("button", "grade_explain"),
	);

	// A route: a heading, how far, each step a key.
	await kiosk
		.getByRole("button", { name: en.say("way_key") })
		.first()
		.tap();
	await kiosk.locator(".step-key").first().waitFor();
	await tells(
		".way-card",
		/- heading .* \[level=2\]/,
		/- status/,
		/- list/,
		/- button "[^"]*[a-z]{3}[^"]*"/,
		named("button", "way_begin"),
	);

	// Help.
	await kiosk.evaluate((own) => own.reset());
	await kiosk.locator(".help-card").first().tap();
	await tells(
		".help-page",
		named("heading", "help_heading"),
		named("button", "show_on_map"),
		new RegExp(say("party_member")),
	);
});

test("a reader's own colours: lines and shapes say it all", async (t) => {
	const visit = await server.visit(t, `/market/?lang=en&stall=${shop.id}`, {
		prepare: (page) => page.emulateMedia({ forcedColors: "active" }),
	});
	const { kiosk } = visit;
	await sees(kiosk.locator(".shop-name"), /\S/);
	await settled(visit);
	await visit.screen("forced-colors");
	const view = kiosk.locator(".market-map-view");
	assert.equal(await view.getAttribute("data-theme"), "system");
	const { stage } = await mapOf(visit);
	const pixels = await visit.pixels(stage);
	// Nothing is left of the paper and its tints: white, black and the highlight between them.
	for (const paper of [
		[0xe9, 0xe5, 0xdd],
		[0xff, 0xdf, 0xce],
		[0xca, 0xf0, 0xe6],
	])
		assert.equal(pixels.count(paper, 3), 0, `${paper}`);
	assert.ok(pixels.count([255, 255, 255], 2) > 1000, "the canvas");
	assert.ok(pixels.count([0, 0, 0], 40) > 100, "lines and letters");
	// Every key has an edge, as no ground tells it from the rest.
	await kiosk.getByRole("searchbox").fill(shop.printed);
	await kiosk.getByRole("searchbox").tap();
	await sees(kiosk.locator(".results .row-key"), /\S/);
	await kiosk.locator(".keys").waitFor();
	assert.ok(await kiosk.locator(".search-clear").isVisible());
	const edges = await kiosk.evaluate((own) =>
		[...own.shadowRoot.querySelectorAll("button, input")]
			.filter((key) => key.getClientRects().length > 0)
			.filter((key) => {
				const { borderTopWidth, borderBottomWidth, borderTopStyle } =
					getComputedStyle(key);
				const width = Math.max(
					Number.parseFloat(borderTopWidth),
					Number.parseFloat(borderBottomWidth),
				);
				return width < 1 || borderTopStyle === "none";
			})
			.map((key) => key.className),
	);
	assert.deepEqual([...new Set(edges)], []);
});

/** A machine with these voices, and a note of what was said. */
function withVoices(voices) {
	return (page) =>
		page.addInitScript((list) => {
			window.said = [];
			window.SpeechSynthesisUtterance = class {
				constructor(text) {
					this.text = text;
				}
			};
			const speech = {
				getVoices: () => list,
				speak: (own) => window.said.push(own),
				cancel: () => {
					window.cancelled = (window.cancelled ?? 0) + 1;
				},
				addEventListener() {},
			};
			Object.defineProperty(window, "speechSynthesis", { value: speech });
		}, voices);
}

const voice = (lang, localService) => ({ lang, localService, name: lang });

test("read aloud by a voice that lives here, each word in its own language", async (t) => {
	const voices = [
		voice("en-GB", true),
		voice("zh-CN", true),
		voice("fr", false),
	];
	const damaged = { t, sites, server };
	const { visit } = await visitDamaged(damaged, "voices", onlyChinese, {
		query: `?lang=en&stall=${shop.id}`,
		prepare: withVoices(voices),
	});
	const { kiosk, page } = visit;
	const key = kiosk.locator(".read-key");
	await sees(key, literally(en.say("read_aloud")));
	await sees(kiosk.locator(".shop-name"), /鑫源玩具/);
	await visit.screen("read-aloud");
	await key.tap();
	await sees(key, literally(en.say("stop_reading")));
	const said = await page.evaluate(() =>
		window.said.map(({ text, lang }) => [lang, text]),
	);
	assert.ok(
		said.some(([lang, text]) => lang === "zh-CN" && text === "鑫源玩具"),
	);
	assert.ok(
		said.some(([lang, text]) => lang === "en-GB" && /Toys of all/.test(text)),
	);
	const words = said.map(([, text]) => text).join(" ");
	assert.doesNotMatch(words, literally(en.say("read_aloud")), "no keys");
	assert.doesNotMatch(words, /Xin Yuan/, "no name twice");
	const cancelled = () => page.evaluate(() => window.cancelled ?? 0);
	await key.tap();
	await sees(key, literally(en.say("read_aloud")));
	assert.equal(await cancelled(), 1);
	// Over by itself.
	await key.tap();
	await page.evaluate(() => window.said.at(-1).onend());
	await sees(key, literally(en.say("read_aloud")));
	// Whoever leaves, or starts over, is not talked to any longer.
	await key.tap();
	const before = await cancelled();
	await kiosk.evaluate((own) => own.reset());
	await becomes(cancelled, before + 1);
	// No voice for a language: no key. A voice elsewhere is none.
	await kiosk.evaluate((own) => (own.lang = "fr"));
	await open(visit, shop.id);
	await sees(kiosk.locator(".shop-name"), /\S/);
	await settled(visit);
	await seesNo(key);
});

test("every script has letters on this machine", async (t) => {
	const visit = await server.visit(t, "/market/?lang=en");
	const samples = Object.fromEntries(
		LANGUAGES.map((tag) => [tag, Object.values(wordsOf(tag).all).join("")]),
	);
	const missing = await visit.page.evaluate((all) => {
		const kiosk = document.querySelector("market-kiosk").shadowRoot;
		const { fontFamily } = getComputedStyle(kiosk.querySelector(".stallmap"));
		const canvas = new OffscreenCanvas(32, 32);
		const context = canvas.getContext("2d", { willReadFrequently: true });
		const drawn = (letter) => {
			context.reset();
			context.font = `20px ${fontFamily}`;
			context.fillText(letter, 4, 24);
			return context.getImageData(0, 0, 32, 32).data.join();
		};
		// Letters that no font has: the box that stands for them.
		const boxes = new Set(["\u{10fffe}", "\u{2fffe}", "\uffff"].map(drawn));
		return Object.entries(all).flatMap(([tag, text]) => {
			const letters = new Set(text.match(/\p{Letter}/gu));
			const bare = [...letters].filter((letter) => boxes.has(drawn(letter)));
			return bare.length > 0 ? [`${tag}: ${bare.join("")}`] : [];
		});
	}, samples);
	assert.deepEqual(missing, []);
});

test("an operator's own fonts reach the page and the map's worker", async (t) => {
	const { resolve } = createRequire(import.meta.url);
	const tool = join(
		dirname(resolve("playwright-core/package.json")),
		"lib",
		"vite",
	);
	const icons = readdirSync(tool, { recursive: true }).find((name) =>
		/codicon.*\.ttf$/.test(name),
	);
	assert.ok(icons, "a font to try with");
	const damage = ({ folder }) => {
		copyFileSync(join(tool, icons), join(folder, "own.ttf"));
		writeFileSync(
			join(folder, "fonts.css"),
			`@font-face { font-family: "Own"; src: url("own.ttf"); unicode-range: U+EA60-EC00 }
			market-kiosk, market-map { --market-font: "Own", sans-serif }`,
		);
	};
	const damaged = { t, sites, server };
	const { visit } = await visitDamaged(damaged, "fonts", damage);
	await settled(visit);
	const family = await visit.kiosk
		.locator(".market-map-stage")
		.evaluate((own) => getComputedStyle(own).fontFamily);
	assert.match(family, /^"?Own"?,/);
	// No text of the page needs these letters: it was the worker that asked.
	assert.ok(visit.asked.some((url) => url.endsWith("/fonts/own.ttf")));
});
