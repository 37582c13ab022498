// The fourteen criteria by which web maps have been audited for people with disabilities (the
// evaluation of map tools by the Maps for HTML community), on a page with nothing but our map.

import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes, holds } from "./expect.mjs";
import { useSite } from "./harness.mjs";
import { settled } from "./map.mjs";
import { smallSites } from "./small_site.mjs";
import { wordsOf } from "./words.mjs";

const sites = smallSites("audit");
const server = useSite(sites.root);
sites.site("market");
const en = wordsOf("en");

/** The name of what has the keyboard: a class in the map, else the tag in the page. */
const holder = (visit) =>
	visit.page.evaluate(() => {
		const outer = document.activeElement;
		return outer.shadowRoot?.activeElement?.className ?? outer.localName;
	});

test("fourteen criteria of an accessible web map", async (t) => {
	const visit = await server.visit(t, "/market/map.html", { ready: false });
	const { page } = visit;
	const map = page.locator("market-map");
	await map.evaluate((own) => {
		own.lang = "en";
		own.addEventListener("market-select", ({ detail }) => {
			window.selected = detail.stall;
		});
	});
	const stage = map.locator(".market-map-stage");
	await holds(() => stage.getAttribute("data-painted"), Boolean, "a picture");
	await becomes(
		() => stage.getAttribute("aria-label"),
		en.say("map"),
		"labelled",
	);
	const keys = map.locator(".market-map-key");
	const { keyboard } = page;
	const note = async (name) => Number(await stage.getAttribute(name));

	await t.test("1.1.1 drawings are hidden or have words", async () => {
		const bare = await map.evaluate((own) =>
			[...own.shadowRoot.querySelectorAll("canvas, svg, img")]
				.filter((drawing) => drawing.getAttribute("aria-hidden") !== "true")
				.map((drawing) => drawing.outerHTML),
		);
		assert.deepEqual(bare, []);
		for (const name of ["map_zoom_in", "map_zoom_out", "map_whole_level"])
			assert.equal(
				await map
					.getByRole("button", { name: en.say(name), exact: true })
					.count(),
				1,
			);
	});

	await t.test("1.3.1 what the keys' looks say is said", async () => {
		assert.equal(
			await page.getByRole("region", { name: en.say("map") }).count(),
			1,
			"the map is a part of its own",
		);
		for (const [name, other] of [
			["map_zoom_in", "map_zoom_out"],
			["map_zoom_out", "map_zoom_in"],
		]) {
			const key = map.getByRole("button", { name: en.say(name), exact: true });
			for (let presses = 0; presses < 30; presses += 1) {
				if ((await key.getAttribute("aria-disabled")) === "true") break;
				await key.click();
				await settled(visit);
			}
			assert.equal(await key.getAttribute("aria-disabled"), "true", name);
			const back = map.getByRole("button", {
				name: en.say(other),
				exact: true,
			});
			assert.equal(await back.getAttribute("aria-disabled"), "false", other);
		}
	});

	await t.test(
		"1.4.3 letters on the map and its keys can be read",
		async () => {
			// Letters on the canvas: src/domain/plan/theme.rs compares every text with every ground.
			const contrast = await keys.first().evaluate((own) => {
				const light = (css) => {
					const parts = css.match(/[\d.]+/g).slice(0, 3);
					const [red, green, blue] = parts.map((part) => {
						const share = Number(part) / 255;
						return share <= 0.03928
							? share / 12.92
							: ((share + 0.055) / 1.055) ** 2.4;
					});
					return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
				};
				const { color, backgroundColor } = getComputedStyle(own);
				const [one, other] = [light(color), light(backgroundColor)];
				return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
			});
			assert.ok(contrast >= 4.5, `${contrast}`);
		},
	);

	await t.test("2.1.1 all of it works by keyboard", async () => {
		await stage.focus();
		const scale = await note("data-px-per-m");
		await keyboard.press("0");
		await settled(visit);
		await keyboard.press("+");
		await holds(
			() => note("data-px-per-m"),
			(now) => now !== scale,
			"plus",
		);
		const column = await note("data-center-x-dm");
		await keyboard.press("Shift+ArrowRight");
		await holds(
			() => note("data-center-x-dm"),
			(now) => now > column,
			"move",
		);
		await keyboard.press("ArrowDown");
		await holds(
			() => map.locator(".market-map-said").textContent(),
			Boolean,
			"named",
		);
		const named = await map
			.locator(".market-map-said")
			.getAttribute("data-stall");
		await keyboard.press("Enter");
		await becomes(() => page.evaluate(() => window.selected), named);
	});

	await t.test("2.1.2 the keyboard can leave", async () => {
		await stage.focus();
		const seen = new Set();
		for (let presses = 0; presses < 10; presses += 1) {
			await keyboard.press("Tab");
			seen.add(await holder(visit));
		}
		assert.ok(seen.has("body"), [...seen].join());
	});

	await t.test(
		"2.1.4 letters are keys only while the map has them",
		async () => {
			await page.evaluate(() => document.activeElement.blur());
			await settled(visit);
			const painted = await stage.getAttribute("data-painted");
			for (const key of ["+", "-", "0", "["]) await keyboard.press(key);
			await settled(visit);
			assert.equal(await stage.getAttribute("data-painted"), painted);
		},
	);

	await t.test(
		"2.4.3 the order of the keyboard is that of the screen",
		async () => {
			await stage.focus();
			const order = [];
			const count = await keys.filter({ visible: true }).count();
			for (let presses = 0; presses < count; presses += 1) {
				await keyboard.press("Tab");
				order.push(
					await map.evaluate((own) =>
						[...own.shadowRoot.querySelectorAll(".market-map-key")]
							.filter((key) => !key.hidden)
							.indexOf(own.shadowRoot.activeElement),
					),
				);
			}
			assert.deepEqual(
				order,
				Array.from({ length: count }, (_, place) => place),
			);
		},
	);

	await t.test("2.4.7 what has the keyboard is framed", async () => {
		await stage.focus();
		await keyboard.press("+");
		const frame = await stage.evaluate(
			(own) => getComputedStyle(own, "::after").borderTopWidth,
		);
		assert.equal(frame, "3px");
		await keyboard.press("Tab");
		const outline = await map.evaluate(
			(own) => getComputedStyle(own.shadowRoot.activeElement).outlineStyle,
		);
		assert.equal(outline, "solid");
	});

	await t.test("2.5.5 keys are 44 pixels and more", async () => {
		for (const key of await keys.filter({ visible: true }).all()) {
			const { width, height } = await key.boundingBox();
			assert.ok(Math.min(width, height) >= 44, `${width} × ${height}`);
		}
	});

	await t.test("3.1.1, 3.1.2 the language of all words is marked", async () => {
		const view = map.locator(".market-map-view");
		assert.equal(await view.getAttribute("lang"), "en");
		await stage.focus();
		await keyboard.press("ArrowUp");
		await holds(
			() => map.locator(".market-map-said bdi").count(),
			(count) => count > 0,
			"named",
		);
		const stray = await map.evaluate((own) =>
			[...own.shadowRoot.querySelectorAll("*")]
				.filter((part) => /\p{Script=Han}/u.test(part.textContent))
				.filter((part) => part.children.length === 0)
				.filter((part) => !part.closest("[lang]")?.lang.startsWith("zh"))
				.map((part) => part.outerHTML),
		);
		assert.deepEqual(stray, []);
	});

	await t.test(
		"3.2.2, 3.2.5 nothing changes unless it is asked to",
		async () => {
			const state = () =>
				page.evaluate(() => [location.href, window.scrollY, history.length]);
			const before = await state();
			await page.evaluate(() => document.activeElement.blur());
			for (let presses = 0; presses < 4; presses += 1)
				await keyboard.press("Tab");
			assert.deepEqual(await state(), before);
			assert.equal(page.context().pages().length, 1);
		},
	);

	await t.test(
		"4.1.2 every control has a name, a role and its state",
		async () => {
			const heard = await map.ariaSnapshot();
			assert.match(heard, new RegExp(`- application "${en.say("map")}"`));
			const unnamed = heard
				.split("\n")
				.filter((line) => /- button\s*$/.test(line));
			assert.deepEqual(unnamed, []);
			assert.ok(heard.split("- button").length - 1 >= 4, heard);
		},
	);
});
