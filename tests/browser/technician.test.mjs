// Those who look after the machine: their page, which works when nothing else does, their gesture and
// code at the kiosk, and what the kiosk notes and does by itself.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { becomes, holds, sees, seesNo } from "./expect.mjs";
import { DIST, LANDSCAPE, PHONE, PORTRAIT, useSite } from "./harness.mjs";
import { settled } from "./map.mjs";
import { openMarket } from "./market.mjs";

const site = useSite();
const market = openMarket();
const entry = JSON.parse(
	readFileSync(join(DIST, "data", "publication.json"), "utf8"),
);
const CARD_MM = 85.6;
const AXE = readFileSync(
	createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
	"utf8",
);

/** A machine with these settings in its `kiosk.json`. */
const machine = (settings, more) => async (page) => {
	const json = { kiosk: "a1-k1", src: "data/", ...settings };
	await page.route("**/kiosk.json", (route) => route.fulfill({ json }));
	await more?.(page);
};

/** The technician's page on a machine with these settings. */
function status(t, settings, options = {}) {
	const prepare = machine(settings, options.prepare);
	const path = `/status.html?lang=${options.lang ?? "en"}`;
	return site.visit(t, path, { ready: false, ...options, prepare });
}

const key = (visit, name) =>
	visit.page.getByRole("button", { name, exact: true });
const part = (visit, name) => visit.page.locator(`section.${name}`);
/** The value beside a name of a section. */
const fact = (section, name) =>
	section.locator("dt", { hasText: name }).locator("+ dd");

/** What a key saves: its name and text. */
async function saved(visit, own) {
	const [download] = await Promise.all([
		visit.page.waitForEvent("download"),
		own.click(),
	]);
	const text = readFileSync(await download.path(), "utf8");
	return { name: download.suggestedFilename(), text };
}

/** One touch in each of these corners. */
async function corners(visit, ...names) {
	const { width, height } = visit.page.viewportSize();
	for (const name of names) {
		const x = name.endsWith("left") ? 8 : width - 8;
		const y = name.startsWith("top") ? 8 : height - 8;
		await visit.touch([[[x, y]]]);
	}
}

const CLOCKWISE = [
	"top-left",
	"top-right",
	"bottom-right",
	"bottom-left",
	"top-left",
];

const pad = (visit) => visit.page.locator("dialog.technician");

async function enter(visit, code) {
	for (const digit of code) {
		await pad(visit).getByRole("button", { name: digit, exact: true }).tap();
	}
}

const noted = (visit, name) =>
	visit.page.evaluate((own) => JSON.parse(localStorage.getItem(own)), name);

test("the technician's page says what is there when no widget can start", async (t) => {
	const visit = await status(
		t,
		{},
		{
			viewport: PHONE,
			prepare: async (page) => {
				await page.route("**/*.wasm", (route) => route.abort("failed"));
				await page.addInitScript(() => {
					const state = { files: 5670, updated: "2026-11-21T00:00:00Z" };
					localStorage.setItem(
						"stallmap-kept",
						JSON.stringify({ "data/": state }),
					);
				});
			},
			faults: [/ERR_FAILED/],
		},
	);
	const publication = part(visit, "publication");
	await sees(fact(publication, "Sequence"), String(entry.sequence));
	await sees(fact(publication, "Market"), entry.name.en);
	await sees(fact(publication, "Valid until"), "in force");
	await sees(fact(publication, "Host"), "answers");
	await sees(fact(publication, "Time at the market"), "Asia/Shanghai");
	const hash = createHash("sha256")
		.update(readFileSync(join(DIST, "kiosk.js")))
		.digest("hex");
	const versions = part(visit, "versions");
	const row = (path) => versions.locator("tr", { hasText: path });
	await sees(row("kiosk.js"), hash.slice(0, 12));
	await sees(row("stallmap-web_bg.wasm"), "missing");
	await sees(fact(part(visit, "storage"), "Used"), "MB");
	await sees(fact(part(visit, "storage"), "Publication kept"), "5670 files");
	await sees(fact(part(visit, "machine"), "Features"), "WebAssembly");
	await sees(part(visit, "errors"), "None noted");
	await sees(part(visit, "counts"), "Off");
	await key(visit, "Measure").click();
	await sees(part(visit, "measurements"), "It did not start");
	assert.equal(
		await visit.page.evaluate(
			() => document.documentElement.scrollWidth <= innerWidth,
		),
		true,
		"the page is wider than a telephone",
	);
	await visit.page.evaluate(AXE);
	const { violations } = await visit.page.evaluate(() => window.axe.run());
	assert.deepEqual(
		violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`),
		[],
	);
	await visit.screen("status-en-phone");
	await key(visit, "中文").click();
	await sees(visit.page.locator("h1"), "本机状态");
	const english = await visit.page.locator("h2").allTextContents();
	assert.ok(
		english.every((text) => /\p{Script=Han}/u.test(text)),
		english.join(),
	);
	assert.equal(await visit.page.locator("dialog[open]").count(), 0);
});

test("an expired publication and a wrong clock are called that", async (t) => {
	const visit = await status(
		t,
		{},
		{
			prepare: async (page) => {
				await page.clock.setFixedTime(new Date("2031-01-01T00:00:00Z"));
			},
		},
	);
	const publication = part(visit, "publication");
	await sees(fact(publication, "Valid until"), "expired");
	await sees(fact(publication, "This machine's clock"), "✗");
});

test("a bank card says how large a millimetre is, and the settings are saved", async (t) => {
	const visit = await status(t, {
		"px-per-mm": 4,
		"technician-code": "2468",
	});
	const ruler = part(visit, "ruler");
	const card = ruler.getByRole("slider");
	const widthPx = async () => Math.round((await card.boundingBox()).width);
	await becomes(widthPx, Math.round(4 * CARD_MM));
	await key(visit, "Larger +1").click();
	await becomes(widthPx, Math.round(4 * CARD_MM) + 1);
	await key(visit, "Much smaller −10").click();
	await becomes(widthPx, Math.round(4 * CARD_MM) - 9);
	await card.focus();
	await visit.page.keyboard.press("ArrowRight");
	await becomes(widthPx, Math.round(4 * CARD_MM) - 8);
	// A finger at the corner makes it as wide as it goes.
	const grip = await ruler.locator(".card-grip").boundingBox();
	const [x, y] = [grip.x + grip.width / 2, grip.y + grip.height / 2];
	await visit.swipe([x, y], [x - 120, y]);
	await becomes(widthPx, Math.round(4 * CARD_MM) - 128);
	const pxPerMm = Number(await card.getAttribute("aria-valuenow"));
	assert.ok(Math.abs(pxPerMm - (4 * CARD_MM - 128) / CARD_MM) < 0.01);
	const line = await ruler.locator(".ruler-line").boundingBox();
	assert.ok(Math.abs(line.width - 50 * pxPerMm) < 1, "50 mm");

	const place = part(visit, "place");
	await place
		.getByRole("combobox", { name: "This kiosk" })
		.selectOption("a1-k3");
	const settings = await saved(visit, key(visit, "Save kiosk.json"));
	assert.equal(settings.name, "kiosk.json");
	assert.deepEqual(JSON.parse(settings.text), {
		kiosk: "a1-k3",
		src: "data/",
		"px-per-mm": pxPerMm,
		"technician-code": "2468",
	});
});

test("a kiosk's place and facing are read off the map", async (t) => {
	const visit = await status(t, {}, { viewport: LANDSCAPE });
	const place = part(visit, "place");
	const stage = place.locator(".market-map-stage");
	const rowOf = async () =>
		JSON.parse(await place.locator("pre").nth(1).textContent());
	const published = market.kiosk("a1-k2").kiosk;
	await place
		.getByRole("combobox", { name: "This kiosk" })
		.selectOption("a1-k2");
	await becomes(async () => (await rowOf()).at, published.at);
	await key(visit, "Open the map").click();
	await settled(visit);
	// Another place: the cross is where the middle of the map is.
	await stage.scrollIntoViewIfNeeded();
	const box = await stage.boundingBox();
	const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
	await visit.swipe([x, y], [x + 90, y + 60]);
	await settled(visit);
	await key(visit, "Take this place").click();
	const dataset = await stage.evaluate((own) => ({ ...own.dataset }));
	const at = [dataset.centerXDm, dataset.centerYDm].map((value) =>
		Math.round(Number(value)),
	);
	assert.notDeepEqual(at, published.at);
	await key(visit, "Turn right ↻").click();
	const row = await rowOf();
	assert.deepEqual(row.at, at);
	assert.equal(row.facing_deg, (published.facing_deg + 15) % 360);
	assert.deepEqual(row.name, published.name);
	const arrow = place.locator(".place-cross g");
	const shown = row.facing_deg + Number(dataset.turnDeg);
	assert.equal(await arrow.getAttribute("transform"), `rotate(${shown} 50 50)`);
	await visit.screen("status-en-place");
	const file = await saved(visit, key(visit, "Save the row"));
	assert.equal(file.name, "a1-k2.json");
	assert.deepEqual(JSON.parse(file.text), row);
	// A kiosk that nobody has published yet gets a free id, and a row once it has a place.
	await place.getByRole("combobox", { name: "This kiosk" }).selectOption("");
	await sees(fact(place, "This kiosk"), /^a1-k\d+$/);
	assert.equal(await place.locator("pre").count(), 1);
});

test("screen and touch are tested by hand", async (t) => {
	const visit = await status(t, {}, { lang: "zh" });
	const { page } = visit;
	const { width, height } = PORTRAIT;
	await key(visit, "屏幕检测").click();
	const colours = {
		red: [255, 0, 0],
		green: [0, 255, 0],
		blue: [0, 0, 255],
		white: [255, 255, 255],
		black: [0, 0, 0],
	};
	const pattern = page.locator("dialog.pattern");
	for (const [name, colour] of Object.entries(colours)) {
		await becomes(() => pattern.getAttribute("data-pattern"), name);
		const pixels = await visit.pixels();
		const corner = { x: 0, y: 0, width, height: height / 4 };
		assert.equal(pixels.count(colour, 0, corner), (width * height) / 4, name);
		await pattern.tap();
	}
	await becomes(() => pattern.getAttribute("data-pattern"), "grid");
	await pattern.tap();
	await becomes(() => pattern.getAttribute("data-pattern"), "ramp");
	await visit.screen("status-zh-greys");
	await pattern.tap();
	await seesNo(pattern);

	await key(visit, "触摸检测").click();
	const grid = page.locator("dialog.touch-test");
	const left = async () => Number(await grid.getAttribute("data-left"));
	const all = await left();
	await visit.touch([
		[
			[32, 32],
			[width - 32, 32],
		],
		[
			[32, height - 32],
			[width - 32, height - 32],
		],
	]);
	await becomes(() => grid.getAttribute("data-most"), "2");
	const columns = Math.round(width / 64);
	await becomes(left, all - 2 * columns);
	await visit.screen("status-zh-touch");
	for (let y = 96; y < height - 64; y += 64) {
		await visit.touch(
			[
				[
					[16, y],
					[width - 16, y],
				],
			],
			{ stepMs: 0 },
		);
	}
	await becomes(left, 0);
	await grid.getByRole("button", { name: "关闭" }).tap();
	await seesNo(grid);
	await visit.screen("status-zh-portrait");
});

test("frames and search are measured on the machine itself", async (t) => {
	const visit = await status(t, {}, { viewport: LANDSCAPE });
	await key(visit, "Measure").click();
	await sees(visit.page.locator(".measuring-line"), "do not touch");
	const measured = part(visit, "measurements");
	const number = async (name) => {
		const own = fact(measured, name);
		await own.waitFor({ timeout: 60_000 });
		return Number.parseFloat((await own.textContent()).replaceAll(",", ""));
	};
	const first = await number("Until the first picture");
	assert.ok(first > 0, `first picture ${first}`);
	// A busy machine without a GPU still draws; how much is for the technician to judge.
	assert.ok((await number("Map frames a second")) > 0);
	assert.ok((await number("Page frames a second")) > 0);
	assert.ok((await number("Key press to result, median")) > 0);
	assert.ok((await number("Times")) >= 10);
	await seesNo(visit.page.locator("dialog[open]"));
	assert.equal(await visit.kiosk.isVisible(), false);
	await visit.screen("status-en-landscape");
});

for (const [name, path, settings] of [
	["a kiosk without settings", "/?category=toys", {}],
	[
		"a telephone that took a link along",
		"/?category=toys&from=a1-k1",
		{ "technician-code": "2468", counts: true, "heartbeat-seconds": 5 },
	],
]) {
	test(`${name} keeps nothing, says nothing and has no pad`, async (t) => {
		const visit = await site.visit(t, path, { prepare: machine(settings) });
		await settled(visit);
		await corners(visit, ...CLOCKWISE);
		await settled(visit);
		assert.equal(await pad(visit).count(), 0);
		assert.equal(await noted(visit, "stallmap-counts"), null);
		assert.equal(await noted(visit, "stallmap-errors"), null);
		const asked = visit.asked.filter((url) =>
			/heartbeat|technician|counts/.test(url),
		);
		assert.deepEqual(asked, []);
	});
}

test("gesture and code lead to cleaning and to the page; counts and errors wait there", async (t) => {
	const visit = await site.visit(t, "/?lang=en", {
		prepare: machine(
			{ "technician-code": "2468", counts: true, "heartbeat-seconds": 30 },
			(page) => page.clock.install(),
		),
		faults: [/uncaught: Error: took/],
	});
	const { page } = visit;
	await settled(visit);

	// A sign of life, once there is a map, and again.
	const beats = () =>
		visit.asked.filter((url) => /heartbeat\.txt\?state=ready/.test(url)).length;
	await page.clock.fastForward(31_000);
	await holds(beats, (count) => count >= 1, "a sign of life");
	const sequence = visit.asked.findLast((url) => url.includes("heartbeat"));
	assert.match(sequence, new RegExp(`sequence=${entry.sequence}$`));

	// What a person does is counted without the person.
	const stall = market.stalls("a1")[100];
	await page.evaluate((id) => {
		const kiosk = document.querySelector("market-kiosk");
		kiosk.category = "toys";
		kiosk.route("", id);
	}, stall.id);
	await settled(visit);
	await page.clock.fastForward(11_000);
	const counted = await holds(
		() => noted(visit, "stallmap-counts"),
		(own) => own?.rows.length >= 2,
		"counts",
	);
	assert.deepEqual(
		counted.rows.map(([, kind, id, count]) => [kind, id, count]).sort(),
		[
			["category", "toys", 1],
			["way", stall.id, 1],
		],
	);
	assert.match(counted.rows[0][0], /^\d{4}-\d\d-\d\dT\d\d$/);

	// An error is noted without what may be a person's words.
	await page.evaluate(() => {
		queueMicrotask(() => {
			throw new Error('took "words of a person" amiss');
		});
		document.querySelector("market-kiosk").dispatchEvent(
			new CustomEvent("market-error", {
				bubbles: true,
				detail: { code: "http-404", path: "levels/a1.json" },
			}),
		);
	});
	const errors = await holds(
		() => noted(visit, "stallmap-errors"),
		(own) => own?.length >= 2,
		"errors",
	);
	assert.ok(!JSON.stringify(errors).includes("person"), "words of a person");

	// Corners in another order are nobody's gesture.
	await corners(visit, "top-left", "bottom-left", "bottom-right", "top-right");
	assert.equal(await pad(visit).count(), 0);
	await corners(visit, ...CLOCKWISE);
	await sees(pad(visit), "Enter the code");
	await visit.screen("technician-pad");
	await enter(visit, "1357");
	await sees(pad(visit), "Wrong code");
	await enter(visit, "2468");
	await sees(pad(visit), "Clean the screen");
	await visit.screen("technician-menu");

	// For half a minute nothing answers.
	const { category } = await kioskState(visit);
	await pad(visit).getByRole("button", { name: /Clean/ }).tap();
	const lock = page.locator("dialog.cleaning");
	const left = lock.getByRole("timer");
	await sees(left, /^(29|30)$/);
	await visit.touch([[[100, 100]], [[540, 960]]]);
	await page.keyboard.press("Escape");
	await page.keyboard.press("Escape");
	await page.clock.fastForward(20_000);
	await sees(left, /^(10|9|8|7)$/);
	await visit.screen("technician-cleaning");
	assert.deepEqual((await kioskState(visit)).category, category);
	await page.clock.fastForward(11_000);
	await seesNo(lock);

	// A pad that nobody touches goes away; with the code, the page opens.
	await corners(visit, ...CLOCKWISE);
	await sees(pad(visit), "Enter the code");
	await page.clock.fastForward(21_000);
	await seesNo(pad(visit));
	await corners(visit, ...CLOCKWISE);
	await enter(visit, "2468");
	await pad(visit)
		.getByRole("button", { name: /Status/ })
		.tap();
	await page.waitForURL("**/status.html");
	await key(visit, "English").click();
	const list = part(visit, "errors");
	await sees(list, "http-404");
	await sees(list, "levels/a1.json");
	const csv = await saved(visit, key(visit, "Save as CSV"));
	assert.equal(csv.name, "counts-a1-k1.csv");
	assert.match(csv.text, /^hour,kind,id,count\n/);
	assert.ok(csv.text.includes(`,way,${stall.id},1\n`), csv.text);
	const json = await saved(visit, key(visit, "Save as JSON"));
	assert.equal(JSON.parse(json.text).rows.length, counted.rows.length);
	for (const name of ["errors", "counts"]) {
		const own = part(visit, name);
		await own.getByRole("button", { name: "Wipe" }).click();
		await own.getByRole("button", { name: "Press again to wipe" }).click();
		await becomes(() => noted(visit, `stallmap-${name}`), null);
	}
	await key(visit, "Back to the kiosk").click();
	await page.waitForURL(/\/$/);
});

/** What the person at the kiosk has before the eyes. */
const kioskState = (visit) =>
	visit.kiosk.evaluate((kiosk) => ({ category: kiosk.category }));

test("at a quiet hour the page is loaded anew, when nobody is there", async (t) => {
	const visit = await site.visit(t, "/?lang=en", {
		prepare: machine({ "reload-hour": 5 }, (page) =>
			page.clock.install({ time: new Date("2026-11-22T03:30:00+08:00") }),
		),
	});
	const { page } = visit;
	await settled(visit);
	await page.evaluate(() => {
		window.isOld = true;
	});
	// Nothing can be said of a page that is just leaving.
	const isOld = () =>
		page.evaluate(() => window.isOld === true).catch(() => undefined);
	// The hour has not come.
	await page.clock.fastForward("01:28:00");
	assert.equal(await isOld(), true, "before the hour");
	// It has, but there is always somebody.
	for (let touch = 0; touch < 11; touch += 1) {
		await page.mouse.move(300 + touch, 300);
		await page.clock.fastForward("00:04:30");
	}
	assert.equal(await isOld(), true, "while somebody is there");
	await page.clock.fastForward("00:06:00");
	await becomes(isOld, false, "nobody is there");
	const [note] = await noted(visit, "stallmap-errors");
	assert.equal(note.code, "reload-hour");
});

test("when to load anew, in all cases", async (t) => {
	const visit = await status(t, {});
	const decide = (state, settings) =>
		visit.page.evaluate(
			async ([own, wishes]) => {
				const { reasonToReload } = await import("/kiosk/watch.js");
				return reasonToReload(own, wishes) ?? null;
			},
			[state, settings],
		);
	const minutes = (count) => count * 60_000;
	const night = {
		aliveMs: minutes(600),
		aloneMs: minutes(30),
		clock: { hour: 4, minute: 30 },
		delayMinutes: 20,
		memoryMb: 100,
	};
	const both = { reloadHour: 4, mostMemoryMb: 300 };
	const check = async (change, expected, settings = both) =>
		assert.equal(
			await decide({ ...night, ...change }, settings),
			expected,
			JSON.stringify(change),
		);
	await check({}, "hour");
	await check({ aloneMs: minutes(4) }, null);
	await check({ aliveMs: minutes(100) }, null);
	await check({ clock: { hour: 4, minute: 19 } }, null);
	await check({ clock: { hour: 5, minute: 30 } }, null);
	await check({ memoryMb: 301 }, "memory");
	await check({ memoryMb: 301, clock: { hour: 12, minute: 0 } }, "memory");
	await check({ memoryMb: 301, aliveMs: minutes(9) }, null);
	await check({ memoryMb: 301, aloneMs: minutes(4) }, null);
	await check({ memoryMb: undefined }, "hour");
	await check({ memoryMb: 301 }, null, {});
	await check({ clock: { hour: 0, minute: 30 } }, "hour", { reloadHour: 0 });
});
