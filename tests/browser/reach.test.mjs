// Hands reach everything: keys of 20 mm, in the lower half of every machine, no higher above the
// floor than from a wheelchair, and lower still at one touch. Sizes are layout boxes in millimetres
// of the declared screen.

import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes, sees } from "./expect.mjs";
import { LANDSCAPE, PORTRAIT, useSite } from "./harness.mjs";
import { settled } from "./map.mjs";
import { wordsOf } from "./words.mjs";

const site = useSite();
const UHD_PORTRAIT = { width: 2160, height: 3840 };
/** The highest that anybody has to reach. */
const REACH_MM = 1220;
const KEY_MM = 20;

/** Screens: a 55" one, upright and lying, a 55" one of four times the pixels, and a 21.5" one. */
const MACHINES = [
	["portrait, 55 inches", PORTRAIT, 1.6, 700],
	["landscape, 55 inches", LANDSCAPE, 1.6, 800],
	["4K portrait, 55 inches", UHD_PORTRAIT, 3.2, 600],
	["portrait, 21.5 inches", PORTRAIT, 4, 900],
	["landscape, 21.5 inches", LANDSCAPE, 4, 950],
];

/**
 * Everything on the screen that can be touched: `{ name, top, bottom, width, height }` in pixels.
 * What a scrolled list hides is measured by its size alone.
 */
function controls(visit) {
	return visit.kiosk.evaluate((kiosk) => {
		const map = kiosk.querySelector("market-map").shadowRoot;
		const all = [
			...kiosk.shadowRoot.querySelectorAll("button, input, a, select"),
			...map.querySelectorAll(".market-map-key:not([hidden])"),
		];
		return all
			.filter((own) => own.checkVisibility())
			.map((own) => {
				const { top, bottom, width, height } = own.getBoundingClientRect();
				const list = own.closest(".panel-body");
				const name = own.getAttribute("aria-label") ?? own.textContent;
				return {
					name: `${own.className} ${name.trim()}`,
					top: Math.max(top, list?.getBoundingClientRect().top ?? top),
					bottom,
					width,
					height,
				};
			});
	});
}

/** Names of controls that lie above a line or are too small. */
function faults(all, highest_px, px_per_mm) {
	const least = KEY_MM * px_per_mm - 0.5;
	return all.flatMap(({ name, top, width, height }) => {
		const found = [];
		if (top < highest_px - 1)
			found.push(`${name}: at ${top}, not below ${highest_px}`);
		if (width < least || height < least)
			found.push(`${name}: ${width} x ${height} px, not ${least}`);
		return found;
	});
}

for (const [name, viewport, px_per_mm, mount_mm] of MACHINES) {
	test(`all keys are in reach and large enough: ${name}`, async (t) => {
		const query = `px-per-mm=${px_per_mm}&mount-mm=${mount_mm}`;
		const visit = await site.visit(t, `/?lang=en&${query}`, { viewport });
		await settled(visit);
		const { kiosk } = visit;
		const reach_px = viewport.height - (REACH_MM - mount_mm) * px_per_mm;
		const lineOf = (share) => Math.max(viewport.height * (1 - share), reach_px);
		const check = async (share, where) => {
			const all = await controls(visit);
			assert.ok(all.length > 20, `${where}: only ${all.length} controls`);
			assert.deepEqual(faults(all, lineOf(share), px_per_mm), [], where);
		};
		await check(1 / 2, "home");
		await visit.screen(`reach-${name.replace(/\W+/g, "-")}`);
		await kiosk.locator(".category-key").first().tap();
		await kiosk.locator(".category h2").waitFor();
		await check(1 / 2, "a category");
		await kiosk.locator(".dock-key").nth(1).tap();
		await kiosk.locator(".stall-row").nth(2).tap();
		await kiosk.locator(".stall-number").waitFor();
		await check(1 / 2, "a stall");
		await kiosk.locator('[data-ease="low"]').tap();
		await check(1 / 3, "a stall, lowered");
		await kiosk.locator(".dock-key").first().tap();
		await check(1 / 3, "home, lowered");
		await visit.screen(`reach-low-${name.replace(/\W+/g, "-")}`);
		// The list that is left can be used: two keys of it, at least.
		const { height } = await kiosk.locator(".panel-body").boundingBox();
		assert.ok(height >= 2 * KEY_MM * px_per_mm, `${height} px for the list`);
		// It goes with the person.
		await kiosk.locator(".start-over").tap();
		await becomes(
			() => kiosk.locator(".kiosk").getAttribute("data-low"),
			"false",
		);
	});
}

/** Sizes in CSS pixels of all texts on the screen, the smallest first, each with an example. */
function textSizes(visit) {
	return visit.kiosk.evaluate((kiosk) => {
		const sizes = new Map();
		const walker = document.createTreeWalker(
			kiosk.shadowRoot,
			NodeFilter.SHOW_TEXT,
		);
		while (walker.nextNode()) {
			const text = walker.currentNode.data.trim();
			const own = walker.currentNode.parentElement;
			const { width, height } = own.getBoundingClientRect();
			if (!text || !own.checkVisibility() || width <= 1 || height <= 1)
				continue;
			const size = Number.parseFloat(getComputedStyle(own).fontSize);
			if (!sizes.has(size)) sizes.set(size, `${own.className}: ${text}`);
		}
		return [...sizes].sort(([a], [b]) => a - b);
	});
}

test("the elder view: large text, large keys, fewer things, on every room's screen", async (t) => {
	for (const viewport of [PORTRAIT, LANDSCAPE]) {
		const visit = await site.visit(t, "/?lang=en", { viewport });
		const { kiosk } = visit;
		await settled(visit);
		const before = (await controls(visit)).length;
		await kiosk.locator('[data-ease="large"]').tap();
		assert.ok(
			(await controls(visit)).length < before,
			"as many things as before",
		);
		const [usual] = await textSizes(visit);
		const check = async (room) => {
			const sizes = await textSizes(visit);
			const small = sizes.filter(([size]) => size < 18);
			assert.deepEqual(small, [], room);
			assert.ok(sizes.at(-1)[0] >= 30, `${room}: no text of 30 px`);
			const keys = (await controls(visit)).filter(
				(own) => own.height < 60 || own.width < 60,
			);
			assert.deepEqual(keys, [], room);
		};
		assert.ok(usual[0] >= 18);
		await check("home");
		await visit.screen(`elder-home-${viewport.width}`);
		await kiosk.locator(".category-key").first().tap();
		await kiosk.locator(".category h2").waitFor();
		await check("category");
		await kiosk.getByRole("searchbox").fill("toys");
		await sees(kiosk.locator(".results-summary"), /\d/);
		await check("results");
		await kiosk.locator(".results [data-stall]").first().tap();
		await kiosk.locator(".stall-number").waitFor();
		await check("stall");
		await visit.screen(`elder-stall-${viewport.width}`);
		await kiosk.locator(".way-key").first().tap();
		await sees(kiosk.locator(".way-summary"), /\d/);
		await check("way");
	}
});

test("high contrast: black on white, on the map too, one touch there and back", async (t) => {
	const { say } = wordsOf("en");
	const visit = await site.visit(t, "/?lang=en");
	await settled(visit);
	const map = visit.page.locator("market-map");
	const colors = () =>
		visit.kiosk
			.locator(".category-key")
			.first()
			.evaluate((key) => {
				const { color, backgroundColor, borderTopColor } =
					getComputedStyle(key);
				return [color, backgroundColor, borderTopColor];
			});
	const before = await colors();
	const key = visit.kiosk.getByRole("button", { name: say("ease_contrast") });
	await key.tap();
	const [black, white] = ["rgb(0, 0, 0)", "rgb(255, 255, 255)"];
	await becomes(colors, [black, white, black]);
	await becomes(() => map.getAttribute("theme"), "contrast");
	await settled(visit);
	await visit.screen("contrast-en-portrait");
	await key.tap();
	await becomes(colors, before);
	await becomes(() => map.getAttribute("theme"), "light");
});
