// The network at its worst: each request of a first visit cut off once, a host that says ten bytes a
// second, and machines that cannot keep anything. The market is there in the end, by itself.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { becomes, holds } from "./expect.mjs";
import { useSite } from "./harness.mjs";
import { settled } from "./map.mjs";
import { signedSites } from "./signed_site.mjs";

const sites = signedSites("network");
const NOISE =
	/^console: (Failed to load resource|Access to|[\s\S]*(net::ERR|Failed to fetch))|^uncaught: TypeError: Failed to fetch/;
/** Of the requests of a first visit, one in so many is cut off; `STALLMAP_FAULTS=1` for each. */
const ONE_IN = Number(process.env.STALLMAP_FAULTS ?? 7);
/** So long after the network is back, all is there. */
const MOST_SECS = 60;

const pubkey = sites.key("first");
const renamed = (sequence) => (market) => {
	market.sequence = sequence;
};
for (const sequence of [7, 8])
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

/** What a person has before the eyes; nothing while the page is being loaded anew. */
const seen = (visit) =>
	visit.page
		.evaluate(() => {
			const kiosk = document.querySelector("market-kiosk");
			const root = kiosk?.shadowRoot;
			const stage = kiosk
				?.querySelector("market-map")
				?.shadowRoot?.querySelector(".market-map-stage");
			const own = document.querySelector(".before");
			return {
				categories: root?.querySelectorAll(".category-key").length ?? 0,
				notice: root?.querySelector(".notice, .failure")?.textContent ?? "",
				names: Number(stage?.dataset.texts ?? 0) > 0,
				isDressed: getComputedStyle(document.body).margin === "0px",
				// Something is there to read at any moment.
				isBlank: !root && !own?.textContent,
			};
		})
		.catch(() => ({}));

test("whichever request of a first visit is cut off, a minute later all is there", async (t) => {
	const whole = await server.visit(t, ADDRESS);
	const good = await holds(
		() => seen(whole),
		(own) => own.names && own.categories > 0,
		"all is there",
	);
	assert.ok(good.isDressed && !good.notice, JSON.stringify(good));
	// What comes after the first screen, such as other levels, fails without being seen.
	const paths = [...new Set(whole.asked.map((url) => new URL(url).pathname))]
		.filter((path) => path !== "/" && !/\/(search|heartbeat)/.test(path))
		.filter((_, index) => index % ONE_IN === 0);
	const latest = { secs: 0, path: "" };
	for (const path of paths) {
		const visit = await server.visit(t, "/heartbeat.txt", {
			ready: false,
			faults: [NOISE],
			prepare: (page) => page.clock.install(),
		});
		let isCut = false;
		await visit.page.route(
			(url) => url.pathname === path,
			(route) => {
				if (isCut) return route.fallback();
				isCut = true;
				return route.abort("connectionreset");
			},
		);
		await visit.page.goto(server.origin + ADDRESS);
		let secs = 0;
		let own;
		for (; secs <= MOST_SECS; secs++) {
			// What is under way gets its time, then a second passes for those who wait.
			for (let look = 0; look < (secs === 0 ? 40 : 8); look++) {
				own = await seen(visit);
				assert.notEqual(own.isBlank, true, `${path}: a blank page`);
				if (isDeepStrictEqual(own, good)) break;
				await pause(50);
			}
			if (isDeepStrictEqual(own, good)) break;
			await visit.page.clock.runFor(1000).catch(() => {});
		}
		await holds(() => isCut, Boolean, `${path} was not asked for`);
		assert.ok(secs <= MOST_SECS, `${path}: ${JSON.stringify(own)}`);
		if (secs > latest.secs) Object.assign(latest, { secs, path });
		// Of what was only announced the browser says nothing.
		visit.faults.push("console: Failed to load resource: cut off");
		// It stays open until the test ends, and is to do no more.
		await visit.page.goto("about:blank");
	}
	t.diagnostic(
		`${paths.length} requests cut off; back after ${latest.secs} s at most (${latest.path})`,
	);
	assert.ok(paths.length > 3);
});

test("ten bytes a second: what is kept is there at once, and who keeps nothing sees the page's words", async (t) => {
	const slow = createServer((request, answer) => {
		answer.writeHead(200, {
			"content-type": "application/json",
			"access-control-allow-origin": "*",
		});
		const timer = setInterval(() => answer.write("          "), 1000);
		request.on("close", () => clearInterval(timer));
	});
	await new Promise((resolve) => slow.listen(0, "127.0.0.1", resolve));
	const { port } = slow.address();
	const drip = (page) =>
		page.route(/\/data\//, (route) => {
			const url = new URL(route.request().url());
			url.port = port;
			return route.continue({ url: url.href });
		});
	sites.show("7");
	const visit = await server.visit(t, ADDRESS, { prepare: listening });
	await settled(visit);
	await holds(
		async () => {
			await visit.page.evaluate(() => dispatchEvent(new Event("online")));
			await pause(200);
			return visit.page.evaluate(() => localStorage["stallmap-kept"]);
		},
		(own) => own?.includes("hash"),
		"kept",
	);
	await drip(visit.page);
	await visit.page.reload();
	await becomes(() => sequences(visit), [7]);
	await settled(visit);

	const other = await server.visit(t, ADDRESS, {
		ready: false,
		prepare: async (page) => {
			await listening(page);
			await drip(page);
		},
	});
	await other.page.waitForFunction(() => customElements.get("market-kiosk"));
	await pause(2000);
	assert.equal((await seen(other)).isBlank, false);
	// After the visits, which would complain.
	t.after(() => {
		slow.closeAllConnections();
		slow.close();
	});
	await other.page.unroute(/\/data\//);
	await other.kiosk.evaluate((kiosk) => kiosk.reload());
	await other.ready();
	await becomes(async () => (await sequences(other)).at(-1), 7);
});

/** What a machine's storage may answer. */
const STORAGES = {
	full: () => {
		const full = () => {
			throw new DOMException("no room", "QuotaExceededError");
		};
		IDBObjectStore.prototype.put = full;
		Storage.prototype.setItem = full;
	},
	refused: () => {
		const get = () => {
			throw new DOMException("refused", "SecurityError");
		};
		for (const name of ["localStorage", "sessionStorage", "indexedDB"])
			Object.defineProperty(window, name, { get });
	},
};

for (const [state, spoil] of Object.entries(STORAGES)) {
	test(`the storage is ${state}: a new market is taken over all the same, once`, async (t) => {
		sites.show("7");
		const visit = await server.visit(t, ADDRESS, {
			prepare: async (page) => {
				await listening(page);
				await page.addInitScript(spoil);
				await page.addInitScript(() => {
					window.codes = [];
					addEventListener("market-error", ({ detail }) =>
						window.codes.push(detail.code),
					);
				});
			},
		});
		await settled(visit);
		await becomes(() => sequences(visit), [7]);
		const soon = async () => {
			await visit.page.evaluate(() => dispatchEvent(new Event("online")));
			await pause(200);
		};
		const codes = () => visit.page.evaluate(() => window.codes);
		await holds(
			async () => {
				await soon();
				return codes();
			},
			(own) => own.includes("storage"),
			"the technician is told",
		);
		sites.show("8");
		await holds(
			async () => {
				await soon();
				return sequences(visit);
			},
			(own) => own.at(-1) === 8,
			"the new one is shown",
		);
		await settled(visit);
		// What cannot be kept is not fetched again and again.
		const files = () =>
			visit.asked.filter((url) => /\/data\/(levels|names)\//.test(url)).length;
		const before = files();
		await soon();
		await pause(3500);
		assert.equal(files(), before);
		assert.deepEqual(
			[...new Set(await codes())],
			["storage"],
			"nothing else went wrong",
		);
	});
}
