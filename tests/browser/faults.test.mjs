// Bad data in the page: it keeps what it can show, says calmly what is missing, and is never a
// blank screen. What the browser itself writes about a missing file is the only noise allowed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes, sees, seesNo } from "./expect.mjs";
import { useSite } from "./harness.mjs";
import { mapOf, settled } from "./map.mjs";
import { checkLevel, notice, smallSites, visitDamaged } from "./small_site.mjs";
import { literally, wordsOf } from "./words.mjs";

const sites = smallSites("faults");
const server = useSite(sites.root);
const zh = wordsOf("zh");
const MISSING = /^console: Failed to load resource.* 404/;
/** Text of ten megabytes; a Chinese letter has three bytes. */
const HUGE = "长".repeat(Math.ceil(10_000_000 / 3));

test("the small market without damage says nothing of missing parts", async (t) => {
	const { visit, market } = await visitDamaged(
		{ t, sites, server },
		"unharmed",
		() => {},
	);
	await checkLevel(visit, market, "a1");
	await seesNo(visit.kiosk.locator(".notice"));
});

test("another level's file is missing: the level on screen stays", async (t) => {
	const { visit, market } = await visitDamaged(
		{ t, sites, server },
		"other-level-missing",
		(site) => site.lose("levels/a2.json"),
		{ faults: [MISSING] },
	);
	await settled(visit);
	await visit.kiosk.locator(".level-key").nth(1).tap();
	await notice(visit, "failed_level");
	await visit.screen("faults-other-level-missing");
	const name = market.levelRow("a1").name.zh;
	await sees(visit.kiosk.locator(".level-title h2"), literally(name));
	await sees(
		visit.kiosk.locator(".level-key[aria-pressed=true]"),
		literally(market.levelRow("a1").short_name),
	);
	// A stall over there is answered calmly, too, and the next level comes as ever.
	const stall = market.stalls("a2")[0];
	await visit.kiosk.getByRole("searchbox").fill(stall.printed);
	await sees(
		visit.kiosk.locator(".results .notice"),
		literally(zh.say("search_incomplete")),
	);
	await visit.kiosk.locator(".building-key").nth(1).tap();
	await visit.key(zh.say("search_clear")).tap();
	await checkLevel(visit, market, "b1");
});

test("the kiosk's own level is missing: the other levels are still there", async (t) => {
	const { visit, market } = await visitDamaged(
		{ t, sites, server },
		"own-level-missing",
		(site) => site.lose("levels/a1.json"),
		{ faults: [MISSING], ready: false },
	);
	await sees(visit.kiosk.locator(".panel, .failure"), /\S/);
	await visit.screen("faults-own-level-missing");
	await sees(visit.kiosk.locator(".building-key"), /\S/);
	await visit.kiosk.locator(".building-key").nth(1).tap();
	await checkLevel(visit, market, "b1");
});

test("names are broken JSON: numbers are shown without them", async (t) => {
	const { visit, market } = await visitDamaged(
		{ t, sites, server },
		"names-broken",
		(site) => site.write("names/zh/a1.json", '{"name":["金荷'),
	);
	await notice(visit, "failed_part");
	await checkLevel(visit, market, "a1");
	const [first] = market.stalls("a1");
	await sees(
		visit.kiosk.locator(".stall-row").first(),
		literally(first.printed),
	);
	await visit.screen("faults-names-broken");
});

test("names are missing: numbers are shown without them", async (t) => {
	const { visit, market } = await visitDamaged(
		{ t, sites, server },
		"names-missing",
		(site) => site.lose("names/zh/a1.json"),
		{ faults: [MISSING] },
	);
	await notice(visit, "failed_part");
	await checkLevel(visit, market, "a1");
});

test("a shard is missing: number, name and marks of the stall stay", async (t) => {
	let stall;
	const { visit } = await visitDamaged(
		{ t, sites, server },
		"shard-missing",
		(site) => {
			stall = site.market.stalls("a1").find((row) => row.marked && row.name);
			site.remove(`data/${site.market.record("a1", stall.id).path}`);
		},
		{ faults: [MISSING] },
	);
	await settled(visit);
	await visit.kiosk.evaluate((kiosk, id) => kiosk.select(id), stall.id);
	await notice(visit, "failed_listing");
	await sees(visit.kiosk.locator(".stall-number"), literally(stall.printed));
	await sees(visit.kiosk.locator(".stall-head h2"), literally(stall.name));
	await sees(
		visit.kiosk.locator(".head-signs"),
		literally(zh.say("party_member")),
	);
	await visit.screen("faults-shard-missing");
});

for (const [name, damage] of Object.entries({
	"shard-text": () => "[]",
	"shard-broken": (text) => text.slice(0, text.length / 2),
	"shard-of-another": (text) => text.replaceAll('"id":"a1-', '"id":"zz-'),
})) {
	test(`a shard is damaged (${name}): number and name of the stall stay`, async (t) => {
		let stall;
		const { visit } = await visitDamaged({ t, sites, server }, name, (site) => {
			stall = site.market.stalls("a1").find((row) => row.name);
			const { path, shard } = site.market.record("a1", stall.id);
			site.replace(path, damage(JSON.stringify(shard)));
		});
		await visit.kiosk.evaluate((kiosk, id) => kiosk.select(id), stall.id);
		await notice(visit, "failed_listing");
		await sees(visit.kiosk.locator(".stall-number"), literally(stall.printed));
	});
}

test("categories are missing: map, list and listings are still there", async (t) => {
	const { visit, market } = await visitDamaged(
		{ t, sites, server },
		"categories-missing",
		(site) => site.lose("categories.json"),
		{ faults: [MISSING] },
	);
	await notice(visit, "failed_part");
	await checkLevel(visit, market, "a1");
	const stall = market.stalls("a1").find((row) => row.name);
	await visit.kiosk.evaluate((kiosk, id) => kiosk.select(id), stall.id);
	const { listings } = market.record("a1", stall.id);
	await sees(visit.kiosk.locator(".shop-name"), literally(listings[0].name.zh));
	await visit.screen("faults-categories-missing");
});

test("a category of the link is not there", async (t) => {
	const { visit, market } = await visitDamaged(
		{ t, sites, server },
		"categories-missing-linked",
		(site) => site.lose("categories.json"),
		{ faults: [MISSING], query: "?category=toys" },
	);
	await notice(visit, "failed_part");
	await checkLevel(visit, market, "a1");
});

for (const [name, damage] of Object.entries({
	"market-broken": (site) => site.write("market.json", '{"market":'),
	"market-empty": (site) => site.write("market.json", "{}"),
	"market-list": (site) => site.write("market.json", "[1, 2]"),
	"entry-broken": (site) => site.replaceEntry("<!doctype html>"),
	"entry-other": (site) => site.replaceEntry('{"format":99,"files":[]}'),
})) {
	test(`nothing can be shown (${name}): a calm sentence and another try`, async (t) => {
		const options = { ready: false };
		const { visit } = await visitDamaged(
			{ t, sites, server },
			name,
			damage,
			options,
		);
		await checkFailure(visit);
		await visit.screen(`faults-${name}`);
	});
}

test("the publication is missing, and comes back: another try shows the market", async (t) => {
	const { visit, market, site } = await visitDamaged(
		{ t, sites, server },
		"entry-missing",
		(site) => site.remove("data/publication.json"),
		{ faults: [MISSING], ready: false },
	);
	await checkFailure(visit);
	await visit.key(zh.say("try_again")).tap();
	await checkFailure(visit);
	site.restore("data/publication.json");
	await visit.key(zh.say("try_again")).tap();
	await visit.ready();
	await checkLevel(visit, market, "a1");
});

/** The calm sentence, a key, and the page's own words below it. */
async function checkFailure(visit) {
	const failure = visit.kiosk.locator(".failure");
	await sees(failure.locator("h1"), literally(zh.say("failed_heading")));
	await sees(failure.locator("p"), literally(zh.say("failed_text")));
	await sees(failure.locator("button"), literally(zh.say("try_again")));
	await sees(visit.kiosk.locator(".before"), /\S/);
}

test("a name of ten megabytes", async (t) => {
	const { visit, market } = await visitDamaged(
		{ t, sites, server },
		"names-huge",
		(site) =>
			site.change("names/zh/a1.json", ({ name }) => {
				name[0] = HUGE;
			}),
	);
	await notice(visit, "failed_part");
	await checkLevel(visit, market, "a1");
	const shown = await visit.kiosk.evaluate(
		(kiosk) => kiosk.shadowRoot.textContent.length,
	);
	assert.ok(shown < 100_000, `${shown} letters are on the screen`);
	await visit.screen("faults-names-huge");
});

test("ten megabytes in the market's name and in a listing", async (t) => {
	let stall;
	const { visit, market } = await visitDamaged(
		{ t, sites, server },
		"texts-huge",
		(site) => {
			site.change("market.json", (file) => {
				file.market.name.zh = HUGE;
				file.buildings[0].short_name = HUGE;
			});
			stall = site.market.stalls("a1").find((row) => row.name);
			const { path, shard } = site.market.record("a1", stall.id);
			shard.listings[0].name.zh = HUGE;
			shard.listings[0].products.push({ zh: HUGE });
			site.replace(path, JSON.stringify(shard));
		},
	);
	await notice(visit, "failed_part");
	await checkLevel(visit, market, "a1");
	await visit.kiosk.evaluate((kiosk, id) => kiosk.select(id), stall.id);
	await sees(visit.kiosk.locator(".stall-number"), literally(stall.printed));
	await settled(visit);
	const shown = await visit.kiosk.evaluate(
		(kiosk) => kiosk.shadowRoot.textContent.length,
	);
	assert.ok(shown < 100_000, `${shown} letters are on the screen`);
	await visit.screen("faults-texts-huge");
});

for (const file of ["stallmap-web_bg.wasm", "stallmap-web.js"]) {
	test(`${file} is missing: the map stays, alone`, async (t) => {
		const name = `no-${file.replaceAll(/\W/g, "-")}`;
		const { visit, site } = await visitDamaged(
			{ t, sites, server },
			name,
			(own) => own.remove(file),
			{ faults: [MISSING], ready: false },
		);
		await settled(visit);
		const map = await mapOf(visit);
		assert.ok(map.litCount === 0);
		await becomes(
			() => visit.kiosk.evaluate((kiosk) => kiosk.shadowRoot === null),
			true,
		);
		await visit.screen(`faults-${name}`);
		// Once it is there, the next attempt of the element works.
		site.restore(file);
		if (file.endsWith(".wasm")) {
			await visit.kiosk.evaluate((kiosk) => kiosk.reload());
			await visit.ready();
		}
	});
}
