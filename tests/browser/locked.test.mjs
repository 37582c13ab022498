// What the page of a machine that stands alone refuses, whatever the machine around it allows.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isOfBrowser } from "../../public/lock.js";
import { useSite } from "./harness.mjs";
import { settled } from "./map.mjs";

const site = useSite();

/** Which of these events were refused, fired at an element deep inside the kiosk. */
function refused(visit, names) {
	return visit.kiosk.evaluate(async (kiosk, names) => {
		const place = kiosk.shadowRoot.querySelector(".category-key");
		const make = {
			drop: () => new DragEvent("drop", { dataTransfer: withFile() }),
			dragover: () => new DragEvent("dragover", { dataTransfer: withFile() }),
			wheel: () => new WheelEvent("wheel", { ctrlKey: true, deltaY: -100 }),
		};
		function withFile() {
			const data = new DataTransfer();
			data.items.add(new File(["x"], "x.html", { type: "text/html" }));
			return data;
		}
		return names.filter((name) => {
			const { type } = make[name]?.() ?? { type: name };
			const options = { bubbles: true, cancelable: true, composed: true };
			const event =
				name === "wheel"
					? new WheelEvent(type, { ...options, ctrlKey: true, deltaY: -100 })
					: name in make
						? new DragEvent(type, { ...options, dataTransfer: withFile() })
						: new Event(type, options);
			return !place.dispatchEvent(event);
		});
	}, names);
}

test("menus, selection, dragging, dropping and zooming by wheel are refused", async (t) => {
	const all = [
		"contextmenu",
		"selectstart",
		"dragstart",
		"dragover",
		"drop",
		"wheel",
	];
	const visit = await site.visit(t, "/?lang=en");
	assert.deepEqual(await refused(visit, all), all);
	const open = await site.visit(t, "/?lang=en&layout=web");
	assert.deepEqual(await refused(open, all), [], "a website is locked");
});

test("fingers neither zoom the page nor select its text", async (t) => {
	const visit = await site.visit(t, "/?lang=en");
	await settled(visit);
	const before = await visit.kiosk.locator(".panel").boundingBox();
	for (const [x, y] of [
		[540, 1500],
		[540, 500],
		[540, 1880],
	])
		await visit.pinch([x, y], 80, 500);
	const zoom = () => visit.page.evaluate(() => visualViewport.scale);
	assert.equal(await zoom(), 1);
	await visit.page.keyboard.down("Control");
	for (const deltaY of [-300, -300, 300])
		await visit.page.mouse.wheel(0, deltaY);
	for (const key of ["+", "-", "=", "0"]) await visit.page.keyboard.press(key);
	await visit.page.keyboard.up("Control");
	assert.equal(await zoom(), 1);
	assert.deepEqual(await visit.kiosk.locator(".panel").boundingBox(), before);
	// Nor do they draw the page down, to load it anew, or aside, to the page before.
	await visit.page.evaluate(() => {
		window.isTheSame = true;
	});
	for (const [from, to] of [
		[
			[990, 2],
			[145, 1556],
		],
		[
			[540, 20],
			[540, 1500],
		],
		[
			[540, 1500],
			[540, 1900],
		],
		[
			[5, 30],
			[1000, 40],
		],
		[
			[5, 1500],
			[1000, 1500],
		],
	])
		await visit.swipe(from, to, { stepMs: 1 });
	assert.ok(await visit.page.evaluate(() => window.isTheSame), "it was left");
	// A mouse that is drawn over the words, and a double touch on one.
	const words = visit.kiosk.locator(".home h2");
	const { x, y, width, height } = await words.boundingBox();
	await visit.page.mouse.move(x, y);
	await visit.page.mouse.down();
	await visit.page.mouse.move(x + width, y + height + 80, { steps: 5 });
	await visit.page.mouse.up();
	await words.dblclick();
	await visit.page.keyboard.press("Control+a");
	const selected = await visit.kiosk.evaluate((own) =>
		String(own.shadowRoot.getSelection?.() ?? getSelection()),
	);
	assert.equal(selected, "");
	// What is typed can be corrected.
	const field = visit.kiosk.getByRole("searchbox");
	await field.fill("toys");
	await field.press("Control+a");
	await field.press("Backspace");
	assert.equal(await field.inputValue(), "");
});

test("keys of the browser do nothing: print, save, open, find, leave, look inside", async (t) => {
	const of = (key, ...held) =>
		isOfBrowser({
			key,
			ctrlKey: held.includes("ctrl"),
			metaKey: held.includes("meta"),
			altKey: held.includes("alt"),
		});
	for (const key of [
		"p",
		"s",
		"o",
		"f",
		"u",
		"n",
		"t",
		"w",
		"+",
		"-",
		"=",
		"0",
		"P",
		"Tab",
	])
		assert.ok(of(key, "ctrl") && of(key, "meta"), `Ctrl ${key}`);
	for (const key of [
		"F1",
		"F3",
		"F5",
		"F11",
		"F12",
		"ContextMenu",
		"BrowserBack",
	])
		assert.ok(of(key), key);
	for (const key of ["ArrowLeft", "ArrowRight", "Home", "F4"])
		assert.ok(of(key, "alt"), `Alt ${key}`);
	for (const key of ["a", "5", "Enter", "Backspace", "Tab", "ArrowLeft", "F"])
		assert.ok(!of(key), key);
	for (const key of ["a", "c", "v", "x"]) assert.ok(!of(key, "ctrl"), key);

	const visit = await site.visit(t, "/?lang=en");
	const { page } = visit;
	const downs = await page.evaluateHandle(() => {
		const heard = [];
		window.addEventListener("keydown", (event) =>
			heard.push([event.key, event.defaultPrevented]),
		);
		return heard;
	});
	const url = page.url();
	for (const keys of [
		"Control+p",
		"Control+s",
		"Control+o",
		"F1",
		"Alt+ArrowLeft",
		"F5",
	])
		await page.keyboard.press(keys);
	const heard = await downs.evaluate((all) => all);
	const keys = heard.filter(([key]) => !["Control", "Alt"].includes(key));
	assert.deepEqual(
		keys.map(([, isRefused]) => isRefused),
		keys.map(() => true),
		JSON.stringify(heard),
	);
	assert.equal(keys.length, 6);
	assert.equal(page.url(), url);
	// What a script asks for opens nothing either.
	assert.equal(await page.evaluate(() => window.open("/demo.html")), null);
	await page.evaluate(() => window.print());
});

test("links lead nowhere, also one that somebody brought into the page", async (t) => {
	const visit = await site.visit(t, "/?lang=en");
	const { page } = visit;
	const url = page.url();
	await page.evaluate(() => {
		const link = document.createElement("a");
		link.href = "/widgets/stallmap.js";
		link.textContent = "out";
		link.style.cssText =
			"position:fixed;inset:0 0 auto auto;z-index:99;padding:40px";
		const inside = link.cloneNode(true);
		inside.target = "_blank";
		inside.style.inset = "0 auto auto 0";
		document.body.append(link);
		document.querySelector("market-kiosk").shadowRoot.append(inside);
	});
	const { width } = page.viewportSize();
	await page.touchscreen.tap(width - 50, 40);
	await page.touchscreen.tap(50, 40);
	await page.mouse.click(50, 40, { button: "middle" });
	await page.mouse.click(width - 50, 40, { button: "right" });
	// An answer after the touches: nothing was under way.
	assert.equal(await page.evaluate(() => location.href), url);
	assert.equal(page.context().pages().length, 1);
	const links = await visit.kiosk.evaluate(
		(kiosk) =>
			kiosk.shadowRoot.querySelectorAll("a[href]:not([target])").length,
	);
	assert.equal(links, 0, "the kiosk itself has links");
});
