// A crash of the kiosk's module: everything on the page is back at once, where the person was; and
// when it does not stop, the page's own words stand there, and the page is loaded ever more seldom.

import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes, holds, sees } from "./expect.mjs";
import { useSite } from "./harness.mjs";
import { settled } from "./map.mjs";
import { smallSites } from "./small_site.mjs";
import { literally } from "./words.mjs";

const sites = smallSites("crash");
const { market } = sites.site("crash");
const server = useSite(sites.root);
/** How often it crashes; `STALLMAP_CRASHES=100` for the long run. */
const CRASHES = Number(process.env.STALLMAP_CRASHES ?? 16);
/** A panic says so; what led to it here is an exception of the test's own. */
const PANIC = /^console: panicked at|^uncaught: /;

/** Notes what the elements say, and lets the browser refuse what the module takes for granted. */
const listening = (page) =>
	page.addInitScript(() => {
		window.said = [];
		for (const name of ["market-error", "market-recovered"]) {
			addEventListener(name, (event) =>
				window.said.push([name, event.detail.code ?? event.detail.tookMs]),
			);
		}
		// A minute passes as soon as the test says so.
		const now = performance.now.bind(performance);
		window.laterMs = 0;
		performance.now = () => now() + window.laterMs;
		const asked = [
			[Node.prototype, "cloneNode"],
			[Document.prototype, "createElement"],
			[Document.prototype, "createTextNode"],
		];
		/** The next thing that the module makes cannot be made: then it panics, wherever it is. */
		window.breakNext = () => {
			const whole = asked.map(([prototype, name]) => prototype[name]);
			const mend = () => {
				for (const [place, [prototype, name]] of asked.entries())
					prototype[name] = whole[place];
			};
			for (const [prototype, name] of asked) {
				prototype[name] = () => {
					mend();
					throw new DOMException(`${name} is refused`);
				};
			}
		};
	});

const said = (visit, wanted) =>
	visit.page.evaluate(
		(wanted) =>
			window.said.filter(([name]) => name === wanted).map(([, own]) => own),
		wanted,
	);

test("a panic in any path: all on the page is back, where the person was", async (t) => {
	const visit = await server.visit(t, "/crash/?lang=zh", {
		prepare: listening,
		faults: [PANIC],
	});
	await settled(visit);
	const [stall, other] = market.stalls("a1").filter((row) => row.name);
	/** Every exported path of the module, each with what it makes. */
	const paths = [
		(kiosk) => kiosk.setAttribute("lang", kiosk.lang === "en" ? "zh" : "en"),
		(kiosk, { other }) => kiosk.select(other),
		(kiosk) => kiosk.setAttribute("query", `toys${performance.now() | 0}`),
		(kiosk) => kiosk.setAttribute("category", "toys"),
		(kiosk, { other }) => kiosk.route("", other),
		(kiosk) => kiosk.setAttribute("level", "a2"),
		(kiosk) => kiosk.reset(),
	];
	for (let crash = 0; crash < CRASHES; crash++) {
		await visit.kiosk.evaluate((kiosk, { id }) => {
			kiosk.setAttribute("lang", "zh");
			kiosk.select(id);
		}, stall);
		await sees(visit.kiosk.locator(".stall-number"), literally(stall.printed));
		const act = paths[crash % paths.length];
		await visit.page.evaluate(() => {
			window.laterMs += 61_000;
			window.breakNext();
		});
		await visit.kiosk.evaluate(act, { other: other.id });
		// What made nothing has not met the refusal: then something else does.
		await holds(
			async () => {
				const count = (await said(visit, "market-recovered")).length;
				if (count <= crash)
					await visit.kiosk.evaluate(
						(kiosk, { id }) => kiosk.select(id),
						other,
					);
				return count;
			},
			(count) => count === crash + 1,
			`crash ${crash}`,
		);
		await sees(visit.kiosk.locator(".panel"), /\S/);
	}
	// Left alone, a person is where they were.
	await visit.kiosk.evaluate((kiosk, { id }) => {
		kiosk.setAttribute("lang", "zh");
		kiosk.select(id);
	}, stall);
	await sees(visit.kiosk.locator(".stall-number"), literally(stall.printed));
	await settled(visit);
	await visit.page.evaluate(() => {
		window.laterMs += 61_000;
		window.breakNext();
		document.querySelector("market-kiosk").setAttribute("lang", "en");
	});
	await holds(
		() => said(visit, "market-recovered"),
		(own) => own.length === CRASHES + 1,
		"the last one",
	);
	await sees(visit.kiosk.locator(".stall-number"), literally(stall.printed));
	await settled(visit);
	await visit.screen("dark-recovered");
	const took = await said(visit, "market-recovered");
	t.diagnostic(
		`${took.length} crashes, back after ${Math.max(...took)} ms at most`,
	);
	assert.ok(Math.max(...took) < 5000);
	const ring = await visit.page.evaluate(() =>
		JSON.parse(localStorage.getItem("stallmap-errors")),
	);
	assert.ok(ring.length <= 20);
	assert.ok(
		ring.some(({ code, text }) => code === "crashed" && /panicked/.test(text)),
	);
});

test("crashes that do not stop end in the page's own words, and another page later", async (t) => {
	const visit = await server.visit(t, "/crash/?lang=zh", {
		prepare: listening,
		faults: [PANIC],
	});
	await settled(visit);
	let loads = 0;
	visit.page.on("load", () => loads++);
	const stalls = market.stalls("a1").filter((row) => row.name);
	for (let crash = 1; crash <= 4; crash++) {
		await visit.page.evaluate(() => window.breakNext());
		await visit.kiosk.evaluate(
			(kiosk, { id }) => kiosk.select(id),
			stalls[crash],
		);
		await becomes(
			async () => ({
				crashes: (await said(visit, "market-error")).length,
				recovered: (await said(visit, "market-recovered")).length,
			}),
			{ crashes: crash, recovered: Math.min(crash, 3) },
		);
	}
	await sees(visit.kiosk.locator(".before"), /\S/);
	await visit.screen("dark-gave-up");
	await becomes(() => loads, 1);
	await visit.ready();
	const reloads = await visit.page.evaluate(() =>
		JSON.parse(sessionStorage.getItem("stallmap-reloads")),
	);
	assert.equal(reloads.count, 0);
});
