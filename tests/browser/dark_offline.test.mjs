// A kiosk that has kept its market: it shows it whatever the host does, and takes a new one over
// whole, when nobody looks, or not at all.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { becomes, holds } from "./expect.mjs";
import { startServer, useSite } from "./harness.mjs";
import { settled } from "./map.mjs";
import { signedSites } from "./signed_site.mjs";

const sites = signedSites("offline");
const NOISE = /^console: Failed to load resource/;
/** How often an update is killed; `STALLMAP_KILLS=200` for the long run. */
const KILLS = Number(process.env.STALLMAP_KILLS ?? 6);

const pubkey = sites.key("first");
const renamed = (sequence) => (market) => {
	market.sequence = sequence;
	market.name.zh = `第${sequence}号市场`;
};
for (const sequence of [7, 8, 9])
	sites.publish(`${sequence}`, renamed(sequence), "first", sequence);
sites.show("7");

const server = useSite(sites.root);
const ADDRESS = `/?idle-seconds=1&lang=zh&pubkey=${encodeURIComponent(pubkey)}`;

const listening = (page) =>
	page.addInitScript(() => {
		window.dataSaid = [];
		addEventListener("market-data", ({ detail }) =>
			window.dataSaid.push(detail.sequence),
		);
	});

const sequences = (visit) => visit.page.evaluate(() => window.dataSaid);
const kept = (visit) =>
	visit.page.evaluate(
		() => Object.values(JSON.parse(localStorage["stallmap-kept"] ?? "{}"))[0],
	);
/** The network is back: the host is asked soon. */
const askSoon = (visit) =>
	visit.page.evaluate(() => dispatchEvent(new Event("online")));

/** The publication that is in use, and the one that is kept: their sequences. */
const inUse = (visit) =>
	visit.page.evaluate(async () => {
		const { publicationAt } = await import("./widgets/files.js");
		const { sets } = await import("./widgets/keep.js");
		const own = publicationAt("data/");
		const read = ({ entry }) =>
			JSON.parse(new TextDecoder().decode(entry)).sequence;
		return {
			used: read(await own.set()),
			kept: (await sets(own.base)).map(read),
		};
	});

async function keptWhole(visit, sequence) {
	await holds(
		async () => {
			await askSoon(visit);
			await pause(200);
			return (await inUse(visit)).kept[0];
		},
		(own) => own === sequence,
		`${sequence} is kept`,
	);
	await holds(
		() => kept(visit),
		(own) => own?.files > 20,
		"told",
	);
}

test("a new market is taken over whole, and shown without a moment of nothing", async (t) => {
	sites.show("7");
	const visit = await server.visit(t, ADDRESS, {
		prepare: listening,
		faults: [NOISE],
	});
	await settled(visit);
	await keptWhole(visit, 7);
	// In every frame there is a panel, and a map that has a picture.
	await visit.page.evaluate(() => {
		window.blank = 0;
		const look = () => {
			const kiosk = document.querySelector("market-kiosk");
			const maps = [...kiosk.querySelectorAll("market-map")];
			const isSeen = maps.some(
				(map) =>
					map.style.visibility !== "hidden" &&
					map.shadowRoot?.querySelector("[data-painted]"),
			);
			const panel = kiosk.shadowRoot?.querySelector(".panel")?.textContent;
			if (!isSeen || !panel) window.blank++;
			requestAnimationFrame(look);
		};
		look();
	});
	sites.show("8");
	await askSoon(visit);
	await becomes(() => sequences(visit), [7, 8]);
	await settled(visit);
	assert.equal(await visit.page.evaluate(() => window.blank), 0);
	assert.deepEqual(await inUse(visit), { used: 8, kept: [8, 7] });
	await visit.screen("dark-updated");

	// The host in every bad state: at each start the last good market is there.
	const states = {
		"is away": (route) => route.abort("connectionrefused"),
		resets: (route) => route.abort("connectionreset"),
		"has nothing": (route) => route.fulfill({ status: 404, body: "" }),
		"is broken": (route) => route.fulfill({ status: 500, body: "oh" }),
		"is a portal": (route) =>
			route.fulfill({ contentType: "text/html", body: "<h1>Log in</h1>" }),
		"says nothing": () => {},
	};
	for (const [state, answer] of Object.entries(states)) {
		await visit.page.route(/\/data\//, answer);
		await visit.page.reload();
		await becomes(() => sequences(visit), [8], `the host ${state}`);
		await settled(visit);
		await visit.page.unroute(/\/data\//);
	}
	assert.deepEqual((await inUse(visit)).kept, [8, 7]);
});

test("an update that fails anywhere changes nothing, and the next one brings all", async (t) => {
	sites.show("7");
	const visit = await server.visit(t, ADDRESS, {
		prepare: listening,
		faults: [NOISE],
	});
	await keptWhole(visit, 7);
	sites.show("8");
	const ways = [
		(route) => route.abort("connectionreset"),
		(route) => route.fulfill({ status: 404, body: "" }),
		(route) => route.fulfill({ body: "<!doctype html>" }),
		(route) => route.fulfill({ status: 503, body: "" }),
	];
	// One round after the other: each request of the update is the first that fails.
	const round = () =>
		visit.page.evaluate(async () => {
			const { publicationAt } = await import("./widgets/files.js");
			const { keepUp } = await import("./widgets/updates.js");
			const { finder } = await import("./widgets/finder.js");
			const own = publicationAt("data/");
			try {
				await keepUp(own, {
					base: own.base,
					indexRows: (core) => finder(own.base, core).rows(),
					idle: async () => {},
					changeOver: async () => {},
				});
				return "taken";
			} catch (error) {
				return error.code;
			}
		});
	let failures = 0;
	for (let turn = 0; ; turn++) {
		let asked = 0;
		await visit.page.route(/\/data\//, (route) =>
			asked++ <= turn ? route.fallback() : ways[turn % ways.length](route),
		);
		const outcome = await round();
		await visit.page.unroute(/\/data\//);
		if (outcome === "taken") break;
		failures++;
		assert.deepEqual(await inUse(visit), { used: 7, kept: [7] }, outcome);
		assert.ok(turn < 200, "the update never came");
	}
	t.diagnostic(`${failures} updates failed`);
	assert.ok(failures > 3, `${failures}`);
	assert.deepEqual(await inUse(visit), { used: 8, kept: [8, 7] });
});

test("an update that is killed leaves the old market or the new one", async (t) => {
	sites.show("7");
	const visit = await server.visit(t, ADDRESS, {
		prepare: listening,
	});
	await keptWhole(visit, 7);
	let sequence = 7;
	let seed = 7;
	for (let kill = 0; kill < KILLS; kill++) {
		const next = sequence === 9 ? 9 : sequence + 1;
		sites.show(`${next}`);
		await askSoon(visit);
		seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
		await pause((seed / 2 ** 32) * 5000);
		await visit.page.goto("about:blank");
		await visit.page.goto(server.origin + ADDRESS);
		await visit.ready();
		await holds(
			() => sequences(visit),
			(own) => own.length > 0 && [sequence, next].includes(own[0]),
			"old or new",
		);
		const { used, kept } = await inUse(visit);
		assert.ok([sequence, next].includes(used), `${used}`);
		assert.ok(kept.length <= 2);
		sequence = kept[0];
	}
});

test("with its host gone for good, the page begins all the same", async (t) => {
	sites.show("9");
	const host = await startServer(sites.root);
	const context = await server.browser.newContext({ locale: "zh-CN" });
	t.after(async () => {
		await context.close();
		await host.stop();
	});
	const page = await context.newPage();
	await listening(page);
	await page.goto(host.origin + ADDRESS);
	await page.evaluate(() => navigator.serviceWorker.ready);
	await holds(
		async () => {
			await page.evaluate(() => dispatchEvent(new Event("online")));
			await pause(300);
			return page.evaluate(() => localStorage["stallmap-kept"]);
		},
		(own) => own?.includes("hash"),
		"kept",
	);
	await host.stop();
	await page.goto(host.origin + ADDRESS);
	await holds(
		() => page.evaluate(() => window.dataSaid),
		(own) => own?.[0] === 9,
		"without a host",
	);
	const { count } = await page.evaluate(async () => {
		const kiosk = document.querySelector("market-kiosk");
		kiosk.lang = "ar";
		return { count: kiosk.shadowRoot.querySelectorAll("button").length };
	});
	assert.ok(count > 10, `${count} buttons`);
});

test("where nothing may be kept, all is as on the first day", async (t) => {
	sites.show("9");
	const visit = await server.visit(t, ADDRESS, {
		prepare: async (page) => {
			await listening(page);
			await page.addInitScript(() => {
				const refuse = () => {
					throw new DOMException("refused", "SecurityError");
				};
				Object.defineProperty(window, "localStorage", { get: refuse });
				Object.defineProperty(window, "indexedDB", { get: refuse });
				Object.defineProperty(navigator, "storage", { get: refuse });
			});
		},
	});
	await becomes(() => sequences(visit), [9]);
	await settled(visit);
	await askSoon(visit);
});
