// The rooms behind the first screen lie in a file of their own. When it does not come, or is not
// of this build, they say so and can be tried again; everything else goes on as ever.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { sees, seesNo } from "./expect.mjs";
import { DIST, useSite } from "./harness.mjs";
import { settled } from "./map.mjs";
import { openMarket } from "./market.mjs";
import { literally, wordsOf } from "./words.mjs";

const site = useSite();
const en = wordsOf("en");
const PART = "stallmap-web-rooms.wasm";
const WHOLE = "stallmap-web_bg.wasm";

test("the rooms come by themselves, before anybody asks for them", async (t) => {
	const visit = await site.visit(t, "/?lang=en");
	await sees(visit.kiosk.locator(".topic-key"), /\S/);
	const asked = visit.asked.map((url) => new URL(url).pathname.slice(1));
	assert.equal(asked.filter((path) => path === PART).length, 1);
	assert.ok(asked.indexOf(PART) > asked.indexOf(WHOLE), "part before whole");
});

test("who opens a room while its part is on its way sees it as it comes", async (t) => {
	let arrive;
	const way = new Promise((resolve) => {
		arrive = resolve;
	});
	const visit = await site.visit(t, "/?lang=en", {
		prepare: (page) =>
			page.route(`**/${PART}`, async (route) => {
				await way;
				await route.continue();
			}),
	});
	await visit.key(en.say("legend")).tap();
	await sees(visit.kiosk.locator(".panel-body .hint"), en.say("loading"));
	arrive();
	await sees(visit.kiosk.locator(".legend"), en.say("legend_heading"));
});

test("a deep link waits for its room", async (t) => {
	const market = openMarket();
	const [stall] = market.stalls("a1", "en").filter((own) => own.name);
	const visit = await site.visit(t, `/?lang=en&stall=${stall.id}`);
	await sees(visit.kiosk.locator(".stall-number"), literally(stall.printed));
	await sees(visit.kiosk.locator("h2"), literally(stall.name));
});

/** What a server may send instead of the part, and what the browser writes about it. */
const WRONG = [
	[
		"missing",
		(route) => route.fulfill({ status: 404, body: "" }),
		/ 404|integrity/,
	],
	["cut off", (route) => route.abort("connectionreset"), /CONNECTION_RESET/],
	[
		"of another build",
		(route) => {
			const body = readFileSync(join(DIST, PART));
			body[body.length - 1] ^= 1;
			return route.fulfill({ body, contentType: "application/wasm" });
		},
		/integrity/,
	],
];

for (const [what, wrong, noise] of WRONG) {
	test(`the part is ${what}: its rooms say so, and come when it does`, async (t) => {
		const events = [];
		const visit = await site.visit(t, "/?lang=en", {
			faults: [noise, /console: (TypeError|Error): /],
			prepare: async (page) => {
				await page.exposeBinding("reportError", (_, detail) =>
					events.push(detail),
				);
				await page.addInitScript(() => {
					window.addEventListener("market-error", (event) =>
						window.reportError(event.detail),
					);
				});
				await page.route(`**/${PART}`, wrong);
			},
		});
		// The first screen is whole: map, categories, search.
		await settled(visit);
		await sees(visit.kiosk.locator(".category-key"), /\S/);
		await visit.kiosk.getByRole("searchbox").fill("umbrella");
		await sees(visit.kiosk.locator(".results .row-key"), /\S/);
		await visit.key(en.say("legend")).tap();
		await sees(
			visit.kiosk.locator(".panel-body .notice"),
			literally(en.say("failed_paper")),
		);
		await visit.screen(`part-${what.replaceAll(" ", "-")}`);
		assert.deepEqual(events, [{ code: "missing-part", path: "rooms" }]);
		// Still not there: the same words again, no more harm.
		await visit.key(en.say("try_again")).tap();
		await sees(visit.kiosk.locator(".panel-body .notice"), /\S/);
		await visit.page.unroute(`**/${PART}`);
		await visit.key(en.say("try_again")).tap();
		await sees(visit.kiosk.locator(".legend"), en.say("legend_heading"));
		await seesNo(visit.kiosk.locator(".panel-body .notice"));
	});
}

test("a second copy of the glue brings rooms of its own", async (t) => {
	const visit = await site.visit(t, "/?lang=en");
	await sees(visit.kiosk.locator(".topic-key"), /\S/);
	// What the loader does after a crash: the same module again, under another address.
	const words = await visit.page.evaluate(async () => {
		const glue = await import(new URL("stallmap-web.js?g=2", location.href));
		await glue.default();
		const [files, texts] = await Promise.all([
			import(new URL("widgets/files.js", location.href)),
			fetch("widgets/texts/en.json").then((answer) => answer.json()),
		]);
		glue.install_texts("en", texts);
		glue.install_reader(files.json);
		const element = document.createElement("div");
		element.setAttribute("lang", "en");
		document.body.append(element);
		const widget = glue.mount(element, new CSSStyleSheet());
		for (let look = 0; look < 200; look += 1) {
			const key = element.shadowRoot.querySelector(".topic-key");
			if (key) {
				const text = key.textContent;
				widget.free();
				return text;
			}
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
		return "";
	});
	assert.match(words, /\S/);
	const parts = visit.asked.filter((url) => url.includes(PART));
	assert.equal(parts.length, 2);
	// The first instance still opens its rooms.
	await visit.key(en.say("legend")).tap();
	await sees(visit.kiosk.locator(".legend"), en.say("legend_heading"));
});
