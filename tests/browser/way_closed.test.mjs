// Ways that do not begin at the kiosk, and ways on which something is closed: by its hours, or by a
// notice. What the program finds is what the page tells.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { becomes, sees, seesNo } from "./expect.mjs";
import { programPath, useSite } from "./harness.mjs";
import { smallSites } from "./small_site.mjs";
import { wordsOf } from "./words.mjs";

const sites = smallSites("way-closed");
const server = useSite(sites.root);
const en = wordsOf("en");
const KIOSK = "a1-k1";
const MORNING = "2026-11-25T10:00";
const NIGHT = "2026-11-25T22:30";

/** A visit to a site of its own, and what the program finds in the same publication. */
async function begin(t, name, at, change = () => {}) {
	const site = sites.site(name);
	change(site);
	const prepare = (page) => page.clock.setFixedTime(new Date(`${at}:00+08:00`));
	const path = `/${name}/?lang=en&kiosk=${KIOSK}`;
	const visit = await server.visit(t, path, { prepare });
	const found = (from, to, ...more) => {
		const ends = ["--from", from, "--to", to, "--at", at, "--lang", "en"];
		const data = join(site.folder, "data");
		const words = ["route", data, ...ends, ...more, "--format", "json"];
		try {
			return JSON.parse(
				execFileSync(programPath(), words, { stdio: "pipe" }).toString(),
			);
		} catch (error) {
			// It ends so when there is no way, having said why.
			return JSON.parse(error.stdout.toString());
		}
	};
	const ask = (from, to, options) =>
		visit.page.evaluate(
			(asked) => document.querySelector("market-kiosk").route(...asked),
			[from, to, options],
		);
	return { visit, market: site.market, found, ask };
}

/** The steps on the screen are those of the first route. */
function tells(visit, { routes }) {
	const steps = visit.kiosk.locator(".step-key span");
	const texts = (routes[0]?.steps ?? []).map((step) => step.text);
	return becomes(() => steps.allTextContents(), texts);
}

const connectorsOf = ({ routes }) =>
	routes.flatMap((route) => route.rides.map((ride) => ride.connector));

test("a way begins at a stall, a gate or a lift", async (t) => {
	const { visit, market, found, ask } = await begin(t, "from", MORNING);
	const [from, to] = [market.stalls("b2")[1].id, market.stalls("a1")[5].id];
	const select = (id) =>
		visit.page.evaluate(
			(id) => document.querySelector("market-kiosk").select(id),
			id,
		);
	await select(from);
	await visit.kiosk.locator(".start-key").tap();
	await select(to);
	await visit.kiosk.locator(".way-key").tap();
	await tells(visit, found(from, to));
	// And at the kiosk again.
	await visit.kiosk.locator(".way-from-here").tap();
	await tells(visit, found(KIOSK, to));
	await seesNo(visit.kiosk.locator(".way-from-here"));
	const { places } = market.published("levels/b1.json");
	for (const kind of ["entrance", "lift"]) {
		const place = places.find((own) => own.kind === kind);
		assert.ok(place, `level b1 has a ${kind}`);
		await ask(`b1*${place.id}`, to);
		await tells(visit, found(place.id, to));
	}
	// With few changes of level, as the program counts them.
	await visit.kiosk
		.getByRole("button", { name: en.say("way_fewest"), exact: true })
		.tap();
	const { id } = places.findLast((own) => own.kind === "lift");
	await ask(`b1*${id}`, from, { fewestChanges: true });
	await tells(visit, found(id, from, "--fewest-changes"));
});

test("what does not run at night is not taken", async (t) => {
	const id = "a1-escalator-1-up";
	const rest = (site) =>
		site.change("connectors.json", ({ connectors }) => {
			const own = connectors.find((connector) => connector.id === id);
			own.hours = [{ opens: "08:30", closes: "17:30" }];
		});
	const day = await begin(t, "day", MORNING, rest);
	const night = await begin(t, "night", NIGHT, rest);
	const goal = day.market
		.stalls("a2")
		.find((stall) => connectorsOf(day.found(KIOSK, stall.id)).includes(id));
	assert.ok(goal, "by day the escalator is a way up");
	for (const { visit, found, ask } of [day, night]) {
		await ask(undefined, goal.id);
		await tells(visit, found(KIOSK, goal.id));
	}
	assert.ok(!connectorsOf(night.found(KIOSK, goal.id)).includes(id));
});

test("where a notice closes the only way, it says why and how near one comes", async (t) => {
	const wheels = ["lift", "ramp"];
	const close = (site) => {
		const { connectors } = site.market.published("connectors.json");
		const lifts = connectors.filter(({ kind }) => wheels.includes(kind));
		site.change("notices.json", ({ notices }) => {
			notices.push({
				...notices[0],
				id: "no-lifts",
				valid_from: "2026-11-20",
				valid_until: "2026-11-30",
				closes: lifts.map((lift) => lift.id),
			});
		});
	};
	const { visit, market, found, ask } = await begin(t, "shut", MORNING, close);
	const goal = market.stalls("a2")[3].id;
	const shut = found(KIOSK, goal, "--step-free");
	assert.equal(shut.blocked.reason, "closed");
	await ask(undefined, goal, { stepFree: true });
	const notes = visit.kiosk.locator(".way-outcome .notice");
	await becomes(() => notes.allTextContents(), [shut.blocked.text].flat());
	await tells(visit, shut);
	await visit.screen("way-blocked");
	// On foot there is one.
	await visit.kiosk
		.getByRole("button", { name: en.say("way_step_free"), exact: true })
		.tap();
	const open = found(KIOSK, goal);
	assert.ok(open.found);
	await tells(visit, open);
	await sees(visit.kiosk.locator(".way-summary"), open.routes[0].summary);
	await seesNo(notes);
});
