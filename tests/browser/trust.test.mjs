// Help and trust as a person meets them: from the first screen to the nearest Party member, the
// open mediation room, the desk for a need; and what is published about a stall with who says so,
// since when, until when. The clock is set: what depends on the time must follow it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import jsQR from "jsqr";
import { PNG } from "pngjs";
import { becomes, holds, sees, seesNo } from "./expect.mjs";
import { LANDSCAPE, PORTRAIT, useSite, Visit } from "./harness.mjs";
import { mapOf, settled } from "./map.mjs";
import { smallSites } from "./small_site.mjs";
import { literally, wordsOf } from "./words.mjs";

const sites = smallSites("trust");
const server = useSite(sites.root);
const zh = wordsOf("zh");

/** A Saturday morning in the market; 02:30 in Greenwich. */
const MORNING = "2026-11-21T10:30:00+08:00";
const NIGHT = "2026-11-21T22:00:00+08:00";
const LATER = { [MORNING]: "2026-11-21", [NIGHT]: "2026-11-21" };

/** A visit to a changed copy of the site at a moment: `{ visit, market }`. */
async function visitAt(t, name, moment, change = () => {}, options = {}) {
	const { query = "", ...rest } = options;
	const site = sites.site(name);
	change(site);
	const visit = await Visit.begin(server, { viewport: PORTRAIT, ...rest });
	t.after(() => visit.end());
	await visit.page.clock.setFixedTime(new Date(moment));
	await visit.open(`/${name}/${query}`);
	return { visit, market: site.market };
}

function dayInWords(day, language = "zh") {
	const format = new Intl.DateTimeFormat(language, {
		dateStyle: "long",
		timeZone: "UTC",
	});
	return format.format(new Date(`${day}T00:00:00Z`));
}

/** The kiosk of the first screen: `{ level, at }`. */
function hereOf(market) {
	const [level, [kiosk]] = Object.entries(market.venue.kiosks).find(
		([level]) => level === market.levels.find((own) => own.ordinal >= 0).id,
	);
	return { level, at: kiosk.at };
}

const length = ([x, y], [u, v]) => Math.hypot(x - u, y - v);

/** Every service place with its level. */
function placesOf(market) {
	return market.levels.flatMap((level) =>
		market
			.published(`levels/${level.id}.json`)
			.places.map((place) => ({ ...place, level: level.id })),
	);
}

const minutes = (text) => {
	const [hour, minute] = text.split(":").map(Number);
	return hour * 60 + minute;
};

/** Whether hours hold on a Saturday at this minute. */
const isOpenOnSaturday = (spans, minute) =>
	(spans ?? []).some(
		({ days, opens, closes }) =>
			(!days || days.includes("sat")) &&
			minutes(opens) <= minute &&
			minute < minutes(closes),
	);

const page = (visit, name) => visit.kiosk.locator(`.${name}`);
const key = (visit, message) =>
	visit.kiosk.locator("button").filter({ hasText: zh.say(message) });

test("in difficulty: the nearest Party member, on the map and by level", async (t) => {
	const { visit, market } = await visitAt(t, "member", MORNING);
	const here = hereOf(market);
	const marked = market.stalls(here.level).filter((stall) => stall.marked);
	assert.ok(marked.length > 1, "the sample has marked stalls here");
	const middle = ({ x, y, w, h }) => [
		x + Math.trunc(w / 2),
		y + Math.trunc(h / 2),
	];
	const far = (stall) => length(middle(stall), here.at);
	const nearest = marked.reduce((a, b) => (far(b) < far(a) ? b : a));

	await visit.kiosk.locator(".help-card").tap();
	const found = page(visit, "found");
	await sees(found.locator(".found-name"), literally(nearest.printed));
	await sees(found.locator(".found-about"), literally(nearest.name));
	const metres = Math.max(Math.ceil(Math.floor(far(nearest) / 10) / 5), 1) * 5;
	await sees(found, literally(zh.count("near_metres", metres)));
	await settled(visit);
	await visit.screen("trust-member");

	// By level: every level that has marked stalls, with their number.
	const counts = Object.entries(market.venue.levels).filter(
		([, own]) => own.marked > 0,
	);
	await becomes(
		async () =>
			Object.fromEntries(
				await page(visit, "member-help")
					.locator(".where-key")
					.evaluateAll((keys) =>
						keys.map((key) => [
							key.dataset.level,
							key.querySelector(".where-count").textContent,
						]),
					),
			),
		Object.fromEntries(counts.map(([id, own]) => [id, zh.number(own.marked)])),
	);
	// The list below holds the marked ones only; the filter lets all others in.
	const count = visit.kiosk.locator(".list-count");
	await sees(count, literally(zh.count("count_stalls", marked.length)));
	await visit.kiosk.locator(".filter-key").tap();
	const all = market.venue.levels[here.level].stalls;
	await sees(count, literally(zh.count("count_stalls", all)));

	await found.locator(".found-open").tap();
	await sees(visit.kiosk.locator(".stall-number"), literally(nearest.printed));
	await visit.key(zh.say("back")).tap();
	await sees(found.locator(".found-name"), literally(nearest.printed));
});

test("another level's marked stalls do not take the person back", async (t) => {
	const { visit, market } = await visitAt(t, "member-level", MORNING);
	const here = hereOf(market);
	await visit.kiosk.locator(".help-card").tap();
	await page(visit, "found").waitFor();
	const other = visit.kiosk
		.locator(`.member-help .where-key:not([data-level="${here.level}"])`)
		.first();
	const level = await other.getAttribute("data-level");
	await other.tap();
	await sees(
		visit.kiosk.locator(".level-title h2"),
		literally(market.levelRow(level).name.zh),
	);
	const marked = market.venue.levels[level].marked;
	await sees(
		visit.kiosk.locator(".list-count"),
		literally(zh.count("count_stalls", marked)),
	);
	await page(visit, "found-show").tap();
	await sees(
		visit.kiosk.locator(".level-title h2"),
		literally(market.levelRow(here.level).name.zh),
	);
});

for (const [name, moment, minute] of [
	["by day", MORNING, 630],
	["by night", NIGHT, 1320],
]) {
	test(`a dispute ${name}: the nearest room, its duty, what to bring, its code`, async (t) => {
		const bring = [{ zh: "购货凭证", en: "Proof of purchase" }];
		let rooms;
		const { visit, market } = await visitAt(
			t,
			`dispute-${minute}`,
			moment,
			(site) => {
				rooms = placesOf(site.market).filter(
					(place) => place.kind === "mediation_room",
				);
				assert.ok(rooms.length > 0, "the sample has mediation rooms");
				for (const level of new Set(rooms.map((room) => room.level))) {
					site.change(`levels/${level}.json`, (file) => {
						for (const place of file.places)
							if (place.kind === "mediation_room") place.bring = bring;
					});
				}
			},
		);
		const duty = (room) => room.duty ?? room.hours;
		const open = rooms.filter((room) => isOpenOnSaturday(duty(room), minute));
		assert.equal(open.length > 0, minute === 630, "as the sample says");
		const here = hereOf(market);
		await key(visit, "dispute_key").tap();
		const found = page(visit, "found");
		const lead = open.length > 0 ? "nearest_open" : "nearest_any";
		await sees(found.locator(".found-lead"), literally(zh.say(lead)));
		const state =
			open.length > 0
				? zh.say("open_until", { time: "11:30" })
				: zh.say("opens_at", { day: zh.say("sunday"), time: "09:00" });
		await sees(found.locator(".open-state"), literally(state));
		const shown = await found.locator(".found-name").textContent();
		const room = rooms.find((own) => own.name.zh === shown);
		const own = rooms.filter((other) => other.level === here.level);
		if (own.length > 0) assert.equal(room.level, here.level);
		await sees(found, literally(market.levelRow(room.level).name.zh));
		await sees(page(visit, "bring-list"), /购货凭证/);
		await sees(page(visit, "matter-code"), literally(room.code));
		const code = visit.kiosk.locator(".matter .code");
		await code.scrollIntoViewIfNeeded();
		const { data, width, height } = PNG.sync.read(await code.screenshot());
		const read = jsQR(new Uint8ClampedArray(data), width, height);
		assert.equal(read?.data, room.code, "and as a code for the telephone");
		assert.equal(
			await page(visit, "dispute-help").locator("a").count(),
			0,
			"the code is a text, never a link",
		);
		await settled(visit);
		await visit.screen(`trust-dispute-${minute}`);
	});
}

test("I need …: every kind and matter that the market has, and the way to it", async (t) => {
	const { visit, market } = await visitAt(t, "needs", MORNING);
	const places = placesOf(market);
	await key(visit, "needs_key").tap();
	const keys = page(visit, "need-key");
	await holds(
		() => keys.count(),
		(count) => count > 5,
		"keys of kinds",
	);
	const shown = await keys.evaluateAll((own) =>
		own.map((key) => key.dataset.kind),
	);
	const published = new Set(places.map((place) => place.kind));
	for (const kind of shown) assert.ok(published.has(kind), kind);
	for (const kind of ["tax", "customs", "logistics", "bank", "first_aid"])
		assert.equal(shown.includes(kind), published.has(kind), kind);
	await settled(visit);
	await visit.screen("trust-needs");

	// The nearest one of a kind that says no hours is the one at the shortest line.
	const here = hereOf(market);
	const near = places
		.filter((place) => place.kind === "toilet" && place.level === here.level)
		.sort((a, b) => length(a.at, here.at) - length(b.at, here.at));
	await keys.and(visit.kiosk.locator('[data-kind="toilet"]')).tap();
	const found = page(visit, "found");
	await sees(found.locator(".found-name"), literally(zh.say("place_toilet")));
	const metres = (place) =>
		Math.max(Math.ceil(Math.floor(length(place.at, here.at) / 10) / 5), 1) * 5;
	await sees(found, literally(zh.count("near_metres", metres(near[0]))));
	await visit.key(zh.say("back")).tap();

	const desk = places.find((place) => place.kind === "service_desk");
	const matter = desk.handles[0].zh;
	await page(visit, "matter-key").filter({ hasText: matter }).first().tap();
	await sees(page(visit, "need-help").locator("h2"), literally(matter));
	await sees(found.locator(".found-name"), literally(desk.name.zh));
	await found.locator(".found-open").tap();
	await sees(page(visit, "place-card"), literally(desk.code));
});

/** A stall whose grade is on the first scale, with parts and an earlier grade. */
function gradedStall(market) {
	for (const level of market.levels) {
		for (const stall of market.stalls(level.id)) {
			const record = market.record(level.id, stall.id);
			const grade = record.stall.grades?.[0];
			if (grade?.components && grade.history && record.stall.looked_after_by)
				return { level: level.id, stall, ...record, grade };
		}
	}
	throw new Error("the sample has no grade with parts and history");
}

test("a grade's page: two scales, parts, history, what each level means", async (t) => {
	let own;
	let second;
	const { visit, market } = await visitAt(
		t,
		"grade",
		MORNING,
		(site) => {
			own = gradedStall(site.market);
			second = {
				...own.grade,
				scale: site.market.venue.scales[1].id,
				level: site.market.venue.scales[1].levels[0].code,
				issued: "2020-01-01",
				valid_until: "2026-11-20",
				components: [],
				history: [],
			};
			own.stall.grades = undefined;
			const shard = structuredClone(own.shard);
			const row = shard.stalls.find((stall) => stall.id === own.stall.id);
			row.grades = [
				{ ...own.grade, valid_until: "2026-11-21", suspended: false },
				second,
			];
			site.replace(own.path, JSON.stringify(shard));
			own.id = own.stall.id;
		},
		{ query: "" },
	);
	await visit.page.evaluate(
		(id) => document.querySelector("market-kiosk").select(id),
		own.id,
	);
	const cards = page(visit, "grade-card");
	await becomes(() => cards.count(), 2);
	// The last day belongs to it; the day after does not.
	await becomes(
		() => cards.evaluateAll((all) => all.map((card) => card.dataset.state)),
		["valid", "expired"],
	);
	await settled(visit);
	await visit.screen("trust-listing");
	await cards.first().locator(".grade-more").tap();
	const scales = page(visit, "scale-card");
	await becomes(() => scales.count(), market.venue.scales.length);
	const [first, other] = market.venue.scales;
	const card = scales.first();
	await sees(card, literally(zh.say("issued_by", { issuer: first.issuer.zh })));
	for (const level of first.levels)
		await sees(card.locator(".scale-level"), literally(level.meaning.zh));
	for (const part of own.grade.components) {
		await sees(card.locator(".grade-facts"), literally(part.name.zh));
		await sees(card.locator(".grade-facts"), literally(part.value));
	}
	await sees(
		card.locator(".grade-past"),
		literally(dayInWords(own.grade.history[0].issued)),
	);
	await becomes(() => card.locator(".is-own").count(), 1);
	const chips = page(visit, "grade-chip");
	await becomes(
		() => chips.evaluateAll((all) => all.map((chip) => chip.dataset.state)),
		["valid", "expired"],
	);
	await sees(scales.nth(1), literally(other.name.zh));
	await sees(
		scales.nth(1),
		literally(zh.say("grade_expired", { date: dayInWords("2026-11-20") })),
	);
	await settled(visit);
	await visit.screen("trust-grade");
	await visit.key(zh.say("back")).tap();
	await sees(cards.first(), literally(first.name.zh));
});

test("the states of a grade differ without colour", async (t) => {
	let id;
	const { visit, market } = await visitAt(
		t,
		"states",
		MORNING,
		(site) => {
			const own = gradedStall(site.market);
			id = own.stall.id;
			const shard = structuredClone(own.shard);
			const row = shard.stalls.find((stall) => stall.id === id);
			const on = (scale, changes) => ({ ...own.grade, scale, ...changes });
			// Three scales that look the same: only the state differs.
			site.change("market.json", (file) => {
				const [scale] = file.scales;
				file.scales = ["x", "y", "z"].map((name) => ({ ...scale, id: name }));
			});
			const valid_until = "2027-01-01";
			row.grades = [
				on("x", { valid_until, suspended: false }),
				on("y", { valid_until: "2026-01-01", suspended: false }),
				on("z", { valid_until, suspended: true }),
			];
			site.replace(own.path, JSON.stringify(shard));
			// Columns speak of the scales that are gone.
			for (const level of site.market.levels)
				site.change(`levels/${level.id}.json`, (file) => {
					file.grades = [];
					file.stalls.grade = file.stalls.grade.map(() => 0);
				});
		},
		{ faults: [] },
	);
	assert.ok(market.levels.length > 0);
	await visit.page.evaluate(
		(own) => document.querySelector("market-kiosk").select(own),
		id,
	);
	const badges = page(visit, "grade-card").locator(".grade-badge");
	await becomes(() => badges.count(), 3);
	await settled(visit);
	const greys = [];
	for (let index = 0; index < 3; index += 1) {
		await badges.nth(index).scrollIntoViewIfNeeded();
		const box = await badges.nth(index).boundingBox();
		const side = Math.floor(Math.min(box.width, box.height)) + 6;
		const pixels = await visit.pixels({
			x: Math.round(box.x),
			y: Math.round(box.y),
			width: side,
			height: side,
		});
		const grey = [];
		for (let y = 0; y < side; y += 1)
			for (let x = 0; x < side; x += 1) {
				const [red, green, blue] = pixels.at(x, y);
				grey.push(0.3 * red + 0.59 * green + 0.11 * blue);
			}
		greys.push(grey);
	}
	for (const [a, b] of [
		[0, 1],
		[0, 2],
		[1, 2],
	]) {
		const differ = greys[a].filter(
			(value, at) => Math.abs(value - greys[b][at]) > 40,
		).length;
		assert.ok(differ > 20, `states ${a} and ${b} differ in ${differ} pixels`);
	}
	const spoken = await badges.locator(".spoken").allTextContents();
	assert.equal(new Set(spoken).size, 3, spoken.join(", "));
});

test("who looks after a stall: the marked stall, its neighbours, the micro-grid", async (t) => {
	const { visit, market } = await visitAt(t, "care", MORNING);
	const { level, stall: record } = gradedStall(market);
	await visit.page.evaluate(
		(id) => document.querySelector("market-kiosk").select(id),
		record.id,
	);
	const rows = market.stalls(level);
	const printed = (id) => rows.find((row) => row.id === id).printed;
	const by = record.looked_after_by;
	const card = page(visit, "stall-card");
	const words = zh.say("looked_after_by", { number: printed(by) });
	await sees(card.locator(".care-key"), literally(words));
	const others = market
		.record(level, by)
		.stall.looks_after.filter((id) => id !== record.id);
	await becomes(
		() => card.locator(".care-tags .tag-key").allTextContents(),
		others.map(printed),
	);
	const grid = market
		.published(`grids/${level}.json`)
		.grids.find((own) => own.id === record.grid);
	const shown = card.locator(`[data-grid="${grid.id}"]`);
	await sees(shown, literally(grid.name.zh));
	await sees(shown, literally(grid.contact.phone));
	for (const team of grid.teams) await sees(shown, literally(team.zh));
	const branch = market
		.published("branches.json")
		.branches.find((own) => own.id === grid.branch);
	await sees(shown, literally(branch.name.zh));
	await card.locator(".care-key").tap();
	await sees(visit.kiosk.locator(".stall-number"), literally(printed(by)));
});

test("a declared standard lights up everybody who declares it", async (t) => {
	const { visit, market } = await visitAt(t, "standards", MORNING);
	const { level } = hereOf(market);
	const declared = (id) =>
		market
			.record(level, id)
			.listings.flatMap((listing) => listing.standards ?? []);
	const stalls = market.stalls(level).filter((own) => own.name);
	const stall = stalls.find((own) => declared(own.id).length > 0);
	const [standard] = declared(stall.id);
	const fellows = stalls.filter((own) => declared(own.id).includes(standard));
	await visit.page.evaluate(
		(id) => document.querySelector("market-kiosk").select(id),
		stall.id,
	);
	await page(visit, "stall-card")
		.locator("dl .tag-key")
		.filter({ hasText: literally(standard) })
		.first()
		.tap();
	await sees(page(visit, "results"), literally(standard));
	await holds(
		async () => (await mapOf(visit)).litCount,
		(count) => count >= fellows.length,
		`${fellows.length} stalls declare ${standard}`,
	);
	await settled(visit);
	await visit.screen("trust-standard");
	await visit.key(zh.say("back")).tap();
	await sees(page(visit, "stall-number"), literally(stall.printed));
});

test("honours by kind and year lead to their stalls", async (t) => {
	const { visit, market } = await visitAt(t, "honours", MORNING);
	const { honours } = market.published("honours.json");
	const kinds = [...new Set(honours.map((honour) => honour.kind))];
	await key(visit, "honours_key").tap();
	const keys = page(visit, "kind-key");
	await becomes(
		() => keys.evaluateAll((all) => all.map((own) => own.dataset.kind).sort()),
		[...kinds].sort(),
	);
	const years = (kind) =>
		[
			...new Set(
				honours.filter((own) => own.kind === kind).map((own) => own.year),
			),
		].sort((a, b) => b - a);
	const kind = kinds.find((own) => own.startsWith("brand")) ?? kinds[1];
	await keys.and(visit.kiosk.locator(`[data-kind="${kind}"]`)).tap();
	await becomes(
		() => page(visit, "year-key").allTextContents(),
		years(kind).map(String),
	);
	const oldest = years(kind).at(-1);
	await page(visit, "year-key")
		.filter({ hasText: `${oldest}` })
		.tap();
	const honour = honours.find(
		(own) => own.kind === kind && own.year === oldest,
	);
	const card = page(visit, "honour-card");
	await sees(card, literally(honour.name.zh));
	await sees(
		card,
		literally(zh.say("issued_by", { issuer: honour.issuer.zh })),
	);
	const [id] = honour.stalls;
	const level = market.levels.find((own) => id.startsWith(`${own.id}-`)).id;
	const stall = market.stalls(level).find((own) => own.id === id);
	const row = card.locator(`[data-stall="${id}"]`);
	await sees(row, literally(stall.printed));
	await settled(visit);
	await visit.screen("trust-honours");
	await row.tap();
	await sees(visit.kiosk.locator(".stall-number"), literally(stall.printed));
});

const decimals = (hundredths) =>
	new Intl.NumberFormat("zh", { minimumFractionDigits: 2 }).format(
		hundredths / 100,
	);

test("the credit index: value, light, chart by keyboard, table", async (t) => {
	const { visit, market } = await visitAt(t, "index", MORNING);
	const index = market.published("index.json");
	const past = index.series.filter((own) => own.date <= "2026-11-21");
	const [before, now] = past.slice(-2);
	await key(visit, "index_key").tap();
	const panel = page(visit, "index-panel");
	await sees(
		panel.locator(".index-value"),
		literally(decimals(now.value_hundredths)),
	);
	const step = now.value_hundredths - before.value_hundredths;
	const sentence =
		step > 0 ? "index_up" : step < 0 ? "index_down" : "index_same";
	await sees(
		panel.locator(".index-step"),
		literally(zh.say(sentence, { value: decimals(Math.abs(step)) })),
	);
	const light = index.lights.find(
		(own) => own.from_hundredths <= now.value_hundredths,
	);
	await becomes(
		() => panel.locator(".light.is-on .light-words").allTextContents(),
		[light.name.zh],
	);
	assert.equal(await panel.locator(".light").count(), index.lights.length);
	await sees(panel, literally(index.issuer.zh));
	await sees(panel, literally(dayInWords(now.date)));
	await settled(visit);
	await visit.screen("trust-index");

	const slider = panel.getByRole("slider");
	const spoken = () => slider.getAttribute("aria-valuetext");
	const words = (own) =>
		`${dayInWords(own.date)}: ${decimals(own.value_hundredths)}`;
	await slider.focus();
	await becomes(spoken, words(now));
	await visit.page.keyboard.press("ArrowLeft");
	await becomes(spoken, words(before));
	await visit.page.keyboard.press("Home");
	await becomes(spoken, words(past.at(-36)));
	await visit.page.keyboard.press("End");
	await becomes(spoken, words(now));
	await panel.locator(".chart-keys .key").first().tap();
	await slider.focus();
	await visit.page.keyboard.press("Home");
	await becomes(spoken, words(past[0]));

	await panel.locator(".table-key").tap();
	const rows = panel.locator(".index-table tbody tr");
	await sees(rows.first(), literally(dayInWords(now.date)));
	await sees(rows.first(), literally(decimals(now.value_hundredths)));
	assert.ok((await rows.count()) < past.length, "far too many for one screen");
	await panel.locator(".more-key").tap();
	await holds(
		() => rows.count(),
		(count) => count > 24,
		"more rows",
	);
});

/** Notices that hold on a day, as the data says. */
const inForce = (notices, day) =>
	notices.filter((own) => {
		const from = [own.valid_from, own.published].filter(Boolean).sort().at(-1);
		return from <= day && (!own.valid_until || own.valid_until >= day);
	});

for (const [name, moment, day] of [
	["today", MORNING, LATER[MORNING]],
	["just before midnight in the market", "2026-11-25T15:59:00Z", "2026-11-25"],
	["just after midnight in the market", "2026-11-25T16:01:00Z", "2026-11-26"],
	["with a clock of 1999", "1999-01-01T00:00:00Z", "2026-11-21"],
	["with a clock of 2099", "2099-06-01T04:00:00Z", "2099-06-01"],
]) {
	test(`notices ${name}`, async (t) => {
		const site = `notices-${day}-${moment.slice(0, 4)}`;
		const { visit, market } = await visitAt(t, site, moment);
		const { notices } = market.published("notices.json");
		const holding = inForce(notices, day);
		await sees(
			key(visit, "notices_key"),
			literally(zh.count("count_in_force", holding.length)),
		);
		await key(visit, "notices_key").tap();
		const list = page(visit, "notices-page")
			.locator(".notice-cards")
			.first()
			.locator(".notice-card");
		if (holding.length === 0) {
			await sees(
				page(visit, "notices-page"),
				literally(zh.say("notices_none")),
			);
		}
		await becomes(
			async () =>
				(await list.evaluateAll((all) => all.map((own) => own.dataset.notice)))
					.slice(0, 20)
					.sort(),
			[...holding]
				.sort((a, b) => (a.published < b.published ? 1 : -1))
				.slice(0, 20)
				.map((own) => own.id)
				.sort(),
		);
		for (const own of holding.slice(0, 3)) {
			const card = list.and(visit.kiosk.locator(`[data-notice="${own.id}"]`));
			await sees(card, literally(own.title.zh));
			await sees(
				card,
				literally(zh.say("issued_by", { issuer: own.issuer.zh })),
			);
			await sees(card, literally(dayInWords(own.published)));
		}
		if (moment === MORNING) {
			await settled(visit);
			await visit.screen("trust-notices");
		}
	});
}

test("branches, micro-grids and the market's story", async (t) => {
	const { visit, market } = await visitAt(t, "grids", MORNING, undefined, {
		viewport: LANDSCAPE,
	});
	await settled(visit);
	await visit.screen("trust-home-landscape");
	await key(visit, "grids_key").tap();
	const { branches } = market.published("branches.json");
	for (const branch of branches)
		await sees(page(visit, "branch-rows"), literally(branch.name.zh));
	const { level } = hereOf(market);
	const { grids } = market.published(`grids/${level}.json`);
	await becomes(
		() =>
			page(visit, "grid-card").evaluateAll((all) =>
				all.map((own) => own.dataset.grid),
			),
		grids.slice(0, 60).map((own) => own.id),
	);
	await settled(visit);
	await visit.screen("trust-grids");
	await visit.key(zh.say("back")).tap();
	await key(visit, "generations_key").tap();
	for (const step of market.venue.market.generations) {
		const row = page(visit, "generation").filter({ hasText: step.name.zh });
		await sees(row, literally(`${step.opened}`));
		await sees(row, literally(step.note.zh));
	}
	await visit.screen("trust-generations");
});

test("far too many of everything: pages stay short, and say how many more", async (t) => {
	const many = (list, count) =>
		Array.from({ length: count }, (_, at) => ({
			...list[at % list.length],
			id: `many-${at}`,
		}));
	const { visit, market } = await visitAt(t, "many", MORNING, (site) => {
		const { level } = hereOf(site.market);
		site.change("branches.json", (file) => {
			file.branches = many(file.branches, 900);
		});
		site.change(`grids/${level}.json`, (file) => {
			file.grids = many(file.grids, 400);
		});
		site.change("honours.json", (file) => {
			file.honours = many(file.honours.slice(0, 1), 900);
		});
	});
	assert.ok(market.levels.length > 0);
	await key(visit, "grids_key").tap();
	const hints = visit.kiosk.locator(".grids-page .hint");
	await sees(hints.nth(1), literally(zh.count("count_more", 800)));
	await sees(hints.last(), literally(zh.count("count_more", 340)));
	assert.equal(await page(visit, "grid-card").count(), 60);
	await settled(visit);
	await visit.screen("trust-many");
	await visit.key(zh.say("back")).tap();
	await key(visit, "honours_key").tap();
	const cards = page(visit, "honour-card");
	await becomes(() => cards.count(), 40);
	await sees(visit.kiosk.locator(".honours-page > .hint").last(), /\d/);
});

test("what is not published leaves no trace", async (t) => {
	const { visit, market } = await visitAt(t, "bare", MORNING, (site) => {
		for (const level of site.market.levels) {
			site.change(`levels/${level.id}.json`, (file) => {
				file.places = [];
				file.stalls.plaques = file.stalls.plaques.map(() => 0);
			});
		}
		site.change("market.json", (file) => {
			for (const counts of Object.values(file.levels)) {
				counts.marked = 0;
				counts.services = [];
			}
			file.market.generations = [];
		});
		const gone = /^(notices|honours|index|branches|grids)/;
		const path = join(site.folder, "data", "publication.json");
		const entry = JSON.parse(readFileSync(path, "utf8"));
		entry.files = entry.files.filter((row) => !gone.test(row.path));
		site.replaceEntry(JSON.stringify(entry));
	});
	assert.ok(market.levels.length > 0);
	await settled(visit);
	for (const name of ["help-card", "help-key", "topic-key"])
		await seesNo(page(visit, name));
	await visit.screen("trust-bare");
});
