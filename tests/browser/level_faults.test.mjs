// Wrong contents of a level's file: what is wrong is left out, and nothing else moves. A value
// that cannot be read must never lend a stall the mark, name or place of its neighbour.

import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes, sees } from "./expect.mjs";
import { useSite } from "./harness.mjs";
import { mapOf, settled } from "./map.mjs";
import { checkLevel, notice, smallSites, visitDamaged } from "./small_site.mjs";
import { literally, wordsOf } from "./words.mjs";

const sites = smallSites("level-faults");
const server = useSite(sites.root);
const zh = wordsOf("zh");

/** The list's first page: `[id, marked, words]`. */
function rowsOn(visit) {
	return visit.kiosk
		.locator(".stall-row")
		.evaluateAll((rows) =>
			rows.map((row) => [
				row.dataset.stall,
				row.dataset.marked !== undefined,
				row.querySelector(".row-words").textContent,
			]),
		);
}

/** What these rows must be; `losses(stall)` is what a stall may lack now. */
function rowsWith(market, losses) {
	return market
		.stalls("a1")
		.slice(0, 40)
		.map((stall) => ({ ...stall, ...losses(stall) }))
		.map(({ id, marked, name, categories }) => [
			id,
			marked,
			categories.length > 0 ? name : zh.say("stall_vacant"),
		]);
}

/** What is damaged, and what may be missing afterwards of which stall. */
const wrongTypes = [
	{
		what: "a column that is a text",
		damage: ({ stalls }) => {
			stalls.plaques = "yes";
		},
		losses: () => ({ marked: false }),
	},
	{
		what: "a column with words among its numbers",
		damage: ({ stalls }) => {
			const vacant = stalls.category.indexOf(-1);
			stalls.category[vacant] = "toys";
			stalls.grade[1] = { level: "AAA" };
			stalls.plaques[2] = null;
		},
		losses: ({ index }) => (index === 2 ? { marked: false } : {}),
	},
	{
		what: "grades and outlines that do not exist",
		damage: ({ stalls }) => {
			stalls.grade[1] = 4_000_000;
			stalls.more_categories = { 2: [77_777], 999999: [1], "-1": [2] };
			stalls.outline = { 3: [], 4: [[1, 2]], x: 5 };
		},
		losses: () => ({}),
	},
	{
		what: "places without a place",
		damage: (file) => {
			file.places = [{ id: "nowhere" }, 5, null, ...file.places];
		},
		losses: () => ({}),
	},
];

for (const [number, { what, damage, losses }] of wrongTypes.entries()) {
	test(`wrong types in a level: ${what}`, async (t) => {
		const name = `types-${number}`;
		const { visit, market } = await visitDamaged(
			{ t, sites, server },
			name,
			(site) => site.change("levels/a1.json", damage),
		);
		await notice(visit, "failed_part");
		await checkLevel(visit, market, "a1");
		await becomes(() => rowsOn(visit), rowsWith(market, losses));
		await visit.screen(`faults-${name}`);
		for (const view of ["services", "legend", "categories"]) {
			await visit.key(zh.say(view)).tap();
			await sees(visit.kiosk.locator(".panel-body h2"), /\S/);
		}
	});
}

test("wrong numbers in a level's geometry: the other stalls are shown", async (t) => {
	const { visit, market } = await visitDamaged(
		{ t, sites, server },
		"geometry",
		(site) =>
			site.change("levels/a1.json", ({ stalls }) => {
				stalls.x[0] = "left";
				stalls.w[1] = -50;
				stalls.h[2] = 2_000_000_000;
				stalls.y[3] = null;
				stalls.x[4] = 1e300;
			}),
	);
	await notice(visit, "failed_part");
	await settled(visit);
	await visit.screen("faults-geometry");
	const last = market.stalls("a1").findLast((row) => row.name && row.isBox);
	await visit.kiosk.getByRole("searchbox").fill(last.printed);
	await visit.kiosk.locator(`.results [data-stall="${last.id}"]`).tap();
	await sees(visit.kiosk.locator(".stall-number"), literally(last.printed));
	await settled(visit);
	const map = await mapOf(visit);
	assert.ok(map.isInView(last), "the map shows where it is");
});

test("a level that is only half there", async (t) => {
	const { visit, market } = await visitDamaged(
		{ t, sites, server },
		"columns-short",
		(site) =>
			site.change("levels/a1.json", ({ stalls }) => {
				stalls.h.length = 40;
				stalls.plaques.length = 3;
				delete stalls.category;
			}),
	);
	await notice(visit, "failed_part");
	await visit.key(zh.say("stalls")).tap();
	await sees(
		visit.kiosk.locator(".list-count"),
		// A stall whose ground is missing is not on the map, but it is still listed.
		literally(zh.count("count_stalls", market.stalls("a1").length)),
	);
});

test("a name that is no text: there stands the English one, the other stalls keep theirs", async (t) => {
	const { visit, market } = await visitDamaged(
		{ t, sites, server },
		"names-shifted",
		(site) =>
			site.change("names/zh/a1.json", (file) => {
				file.name[1] = null;
			}),
	);
	await notice(visit, "failed_part");
	await checkLevel(visit, market, "a1");
	const { name } = market.stalls("a1", "en")[1];
	const losses = ({ index }) => (index === 1 ? { name } : {});
	await becomes(() => rowsOn(visit), rowsWith(market, losses));
});

test("a category that is no text: the others keep their stalls", async (t) => {
	const { visit, market } = await visitDamaged(
		{ t, sites, server },
		"categories-shifted",
		(site) =>
			site.change("categories.json", (file) => {
				// The last of the tree, and the parent of the one before it.
				file.id[file.id.length - 1] = 5;
				file.parent[file.parent.length - 2] = null;
				file.counts[1] = "many";
			}),
	);
	await notice(visit, "failed_part");
	await visit.kiosk.locator('.category-key[data-category="toys"]').tap();
	await becomes(
		async () => (await mapOf(visit)).litCount,
		market.stallsOf("a1", market.categories.id.indexOf("toys")).length,
	);
});
