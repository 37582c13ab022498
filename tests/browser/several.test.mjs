// Several kiosks on one page: they share what they load, and one does not need the other.

import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes, sees } from "./expect.mjs";
import { LANDSCAPE, useSite } from "./harness.mjs";
import { smallSites } from "./small_site.mjs";
import { literally, wordsOf } from "./words.mjs";

const sites = smallSites("several");
const server = useSite(sites.root);
const { market } = sites.site("market");
const zh = wordsOf("zh");
const en = wordsOf("en");

/** A visit to the page with two kiosks, once both show their level. */
async function visitTwo(t) {
	const visit = await server.visit(t, "/market/two.html", {
		viewport: LANDSCAPE,
	});
	const one = visit.page.locator("#one");
	const two = visit.page.locator("#two");
	await sees(
		one.locator(".level-title"),
		literally(market.levelRow("a1").name.zh),
	);
	await sees(
		two.locator(".level-title"),
		literally(market.levelRow("b1").name.en),
	);
	return { visit, one, two };
}

/** What was asked of the publication, each with how often, if more than once. */
function askedTwice(visit) {
	const counts = new Map();
	for (const url of visit.asked.filter((url) => url.includes("/data/")))
		counts.set(url, (counts.get(url) ?? 0) + 1);
	assert.ok(counts.size > 4, `only ${[...counts.keys()]}`);
	return [...counts].filter(([, count]) => count > 1);
}

test("two kiosks work side by side and load every file once", async (t) => {
	const { visit, one, two } = await visitTwo(t);
	const [toys] = market.categories.id;
	for (const [kiosk, words, level] of [
		[one, zh, "a1"],
		[two, en, "b1"],
	]) {
		await kiosk.locator(`.category-key[data-category="${toys}"]`).tap();
		const lit = market.stallsOf(level, 0).length;
		const text =
			lit > 0 ? words.count("count_lit", lit) : words.say("not_on_this_level");
		await sees(kiosk.locator(".where-here"), literally(text));
	}
	// Both look at the same stall.
	const stall = market.stalls("a1").find((row) => row.name);
	for (const kiosk of [one, two]) {
		await kiosk.evaluate((own, id) => own.select(id), stall.id);
		await sees(kiosk.locator(".stall-number"), literally(stall.printed));
	}
	const { listings } = market.record("a1", stall.id);
	await sees(one.locator(".shop-name"), literally(listings[0].name.zh));
	await sees(two.locator(".shop-name"), literally(listings[0].name.en));
	assert.deepEqual(askedTwice(visit), []);
	await visit.screen("several-two");
});

test("one kiosk goes, the other stays", async (t) => {
	const { visit, one, two } = await visitTwo(t);
	await one.evaluate((kiosk) => kiosk.remove());
	await two.locator(".building-key").first().tap();
	await sees(
		two.locator(".level-title"),
		literally(market.levelRow("a1").name.en),
	);
	await two.getByRole("button", { name: en.say("stalls"), exact: true }).tap();
	const { stalls } = market.venue.levels.a1;
	await sees(
		two.locator(".list-count"),
		literally(en.count("count_stalls", stalls)),
	);
	await visit.screen("several-one-left");
});

test("a kiosk that is moved to another place of the page shows its market again", async (t) => {
	const { one } = await visitTwo(t);
	await one.evaluate((kiosk) => document.body.append(kiosk));
	await sees(
		one.locator(".level-title"),
		literally(market.levelRow("a1").name.zh),
	);
	await becomes(() => one.locator(".kiosk").count(), 1);
});

test("kiosks that come and go quickly leave nothing behind", async (t) => {
	const { visit, two } = await visitTwo(t);
	/** Mounts and unmounts `rounds` kiosks, each for a moment of another length. */
	const comeAndGo = (rounds) =>
		visit.page.evaluate(async (count) => {
			for (let round = 0; round < count; round += 1) {
				const kiosk = document.createElement("market-kiosk");
				kiosk.setAttribute("src", "data/");
				document.body.append(kiosk);
				for (let frame = 0; frame < round % 5; frame += 1)
					await new Promise(requestAnimationFrame);
				kiosk.remove();
			}
		}, rounds);
	// The first ones fill caches that stay.
	await comeAndGo(5);
	const before = await visit.held();
	await comeAndGo(20);
	assert.equal(await visit.page.locator("market-kiosk").count(), 2);
	await becomes(
		async () => {
			const after = await visit.held();
			// A kiosk has some hundred nodes; one that stayed would be seen.
			const nodes = after.nodes - before.nodes;
			const listeners = after.jsEventListeners - before.jsEventListeners;
			return nodes < 100 && listeners < 20
				? "nothing"
				: `${nodes} nodes, ${listeners} listeners`;
		},
		"nothing",
		`before ${JSON.stringify(before)}`,
	);
	await two.locator(".building-key").first().tap();
	await sees(
		two.locator(".level-title"),
		literally(market.levelRow("a1").name.en),
	);
});

test("a kiosk that is taken off in the moment of its reset leaves the others alone", async (t) => {
	const { visit, two } = await visitTwo(t);
	const stall = market.stalls("a1").find((row) => row.name);
	// While a choice is lit up, and while a record is on its way.
	const leave = (chosen, waitMs) =>
		visit.page.evaluate(
			async ([id, ms]) => {
				const later = (own) => new Promise((done) => setTimeout(done, own));
				const kiosk = document.createElement("market-kiosk");
				kiosk.src = "data/";
				kiosk.loading = "lazy";
				const ready = new Promise((done) =>
					kiosk.addEventListener("market-ready", done, { once: true }),
				);
				document.body.append(kiosk);
				await ready;
				await later(200);
				if (id) kiosk.select(id);
				else kiosk.category = "toys";
				await later(ms);
				kiosk.reset();
				kiosk.remove();
				await later(300);
			},
			[chosen, waitMs],
		);
	for (const waitMs of [0, 20]) {
		await leave(stall.id, waitMs);
		await leave(undefined, waitMs);
	}
	await two.locator(".building-key").first().tap();
	await sees(
		two.locator(".level-title"),
		literally(market.levelRow("a1").name.en),
	);
});
