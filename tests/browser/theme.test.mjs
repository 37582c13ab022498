// The list of what a host page may set is what the style sheets ask for, and parts are where it says.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { becomes, sees } from "./expect.mjs";
import { ROOT, useSite } from "./harness.mjs";

const site = useSite();

test("the theme page lists every property, and shows every dress", async (t) => {
	const visit = await site.visit(t, "/theme.html", {
		viewport: { width: 1400, height: 1800 },
	});
	const styles = join(ROOT, "style");
	const asked = new Set();
	for (const name of readdirSync(styles)) {
		const text = readFileSync(join(styles, name), "utf8");
		for (const [own] of text.matchAll(/--market-[a-z-]+(?=[,)])/g))
			asked.add(own);
	}
	const listed = visit.page.locator("#properties code");
	await becomes(
		async () => (await listed.allTextContents()).sort(),
		[...asked].sort(),
	);
	await sees(visit.page.locator("section.dark h2"), /Dark/);
	await becomes(() => visit.page.locator(".market-badge").count(), 4);
	// A property of the host reaches what it names, and a part what it names.
	const own = visit.page.locator("section.own market-search");
	const look = () =>
		own.evaluate((search) => {
			const root = search.shadowRoot;
			const field = getComputedStyle(root.querySelector("input"));
			const part = getComputedStyle(root.querySelector("[part=field]"));
			return [field.borderTopColor, part.paddingBottom];
		});
	await sees(own.locator("input"), "");
	assert.deepEqual(await look(), ["rgb(109, 40, 168)", "22.4px"]);
	await visit.screen("theme");
});

test("the demo page works in its own dress and makes the code to copy", async (t) => {
	const visit = await site.visit(t, "/demo.html", {
		viewport: { width: 1280, height: 1500 },
		locale: "en",
	});
	const { page } = visit;
	const listing = page.locator("market-listing");
	const stall = page.locator("#rows a").first();
	await sees(listing.locator(".stall-number"), /./);
	await sees(page.locator("market-badge").first().locator("svg").first(), "");
	assert.ok((await page.locator("#rows tr").count()) > 2);
	const snippet = page.locator("#snippet");
	const id = await stall.textContent();
	await sees(
		snippet,
		new RegExp(`<market-map src="[^"]*data/" stall="${id}">`),
	);
	await page.locator("[name=view]").selectOption("listing");
	await page.locator("[name=door]").selectOption("frame");
	await page.locator("[name=lang]").fill('"><b>');
	await sees(snippet, /embed\.html\?view=listing[^"]*lang=%22%3E%3Cb%3E/);
	await page.locator("#turn").click();
	await sees(page.locator("h1"), /من الجناح/);
	await becomes(
		() => listing.locator(".listing-alone").getAttribute("dir"),
		"rtl",
	);
	await page.locator("#dark").click();
	await visit.screen("demo-dark-arabic");
});
