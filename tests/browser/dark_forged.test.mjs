// Whose market a kiosk shows that knows its operator's key: nobody else's, and none that was put
// together from several. It says why, calmly, and goes on with what it had.

import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes, holds, sees } from "./expect.mjs";
import { useSite } from "./harness.mjs";
import { settled } from "./map.mjs";
import { signedSites } from "./signed_site.mjs";
import { literally, wordsOf } from "./words.mjs";

const sites = signedSites("forged");
const zh = wordsOf("zh");
const NOISE = /^console: Failed to load resource/;

const pubkey = sites.key("first");
const foreign = sites.key("foreign");
const renamed = (sequence, zh) => (market) => {
	market.sequence = sequence;
	market.name.zh = zh;
};
sites.publish("old", renamed(7, "旧市场"), "first");
sites.publish("new", renamed(8, "新市场"), "first");
sites.publish("other-eight", renamed(8, "另一个市场"), "first");
sites.publish("foreign", renamed(9, "外人市场"), "foreign");
sites.publish("unsigned", renamed(9, "无名市场"));
const second = sites.key("second", "first");
sites.publish("rotated", renamed(10, "换钥市场"), "second");
sites.show("new");

const server = useSite(sites.root);

/** What the events and the technician's list say. */
const codes = (visit) =>
	visit.page.evaluate(() => ({
		events: window.marketErrors,
		ring: JSON.parse(localStorage.getItem("stallmap-errors") ?? "[]").map(
			({ code }) => code,
		),
		signed: window.marketData?.signed,
		sequence: window.marketData?.sequence,
	}));

/** Notes what the elements say. */
const listening = (page) =>
	page.addInitScript(() => {
		window.marketErrors = [];
		addEventListener("market-error", ({ detail }) =>
			window.marketErrors.push(detail.code),
		);
		addEventListener("market-data", ({ detail }) => {
			window.marketData = detail;
		});
	});

const at = (key) => `/?pubkey=${encodeURIComponent(key)}`;
const tenMegabytes = "长".repeat(3_500_000);

/** Each is put in the host's place; what the kiosk calls it. */
const ATTACKS = {
	"another's key": ["foreign", () => {}, "signature-other-key"],
	"no signature": ["unsigned", () => {}, "unsigned"],
	"a signature of something else": [
		"new",
		(host) => host.from("old", "publication.json.sig"),
		"signature-mismatch",
	],
	"one letter of the entry": [
		"new",
		(host) => host.text("publication.json", (own) => own.replace("新", "薪")),
		"signature-mismatch",
	],
	"an entry cut short": [
		"new",
		(host) => host.text("publication.json", (own) => own.slice(0, -1)),
		"signature-mismatch",
	],
	"an entry without end": [
		"new",
		(host) => host.text("publication.json", (own) => own + tenMegabytes),
		"too-large",
	],
	"a signature without end": [
		"new",
		(host) => host.text("publication.json.sig", (own) => own + tenMegabytes),
		"too-large",
	],
	"a portal's page for the signature": [
		"new",
		(host) => host.text("publication.json.sig", () => "<!doctype html>"),
		"signature-form",
	],
	"a portal's page for the entry": [
		"new",
		(host) => host.text("publication.json", () => "<!doctype html>"),
		"signature-mismatch",
	],
	"a field twice": [
		"new",
		(host) =>
			host.text("publication.json", (own) =>
				own.replace('"sequence":8', '"sequence":8,"sequence":9'),
			),
		"signature-mismatch",
	],
	"a file of the same length": [
		"new",
		(host) => host.text("market.json", (own) => own.replace("新", "薪")),
		"file-hash",
	],
	"a longer file": [
		"new",
		(host) => host.text("market.json", (own) => `${own} `),
		"file-size",
	],
	"a file without end": [
		"new",
		(host) => host.text("market.json", (own) => own + tenMegabytes),
		"file-size",
	],
	"a portal's page for a file": [
		"new",
		(host) => host.text("market.json", () => "<!doctype html>"),
		"file-size",
	],
	"a file in another's place": [
		"new",
		(host) => {
			let other;
			host.text("categories.json", (own) => {
				other = own;
				return own;
			});
			host.text("market.json", () => other);
		},
		"file-size",
	],
};

test("a visitor without anything kept is shown nothing forged, and told so calmly", async (t) => {
	const visit = await server.visit(t, at(foreign), {
		ready: false,
		faults: [NOISE],
		prepare: listening,
	});
	for (const [attack, [name, tamper, code]] of Object.entries(ATTACKS)) {
		sites.show(name, tamper);
		// Nothing of the visit before may be there.
		await visit.page.evaluate(async () => {
			localStorage.clear();
			indexedDB.deleteDatabase("stallmap");
		});
		await visit.page.goto(`${server.origin}${at(pubkey)}`);
		const failure = visit.kiosk.locator(".failure");
		await sees(failure.locator("h1"), literally(zh.say("failed_heading")));
		const { events, ring } = await codes(visit);
		assert.ok(events.includes(code), `${attack}: ${code} is not in ${events}`);
		assert.ok(ring.includes(code), `${attack}: ${code} is not in ${ring}`);
		const shown = await visit.kiosk.evaluate(
			(own) => own.shadowRoot.textContent,
		);
		assert.doesNotMatch(
			shown,
			/市场[^\u4e00-\u9fff]*\d*$|外人|无名|薪/,
			attack,
		);
	}
	await visit.screen("dark-forged");
});

test("the operator's own is shown, and what comes after it has to be newer", async (t) => {
	sites.show("new");
	const visit = await server.visit(t, at(pubkey), {
		ready: false,
		faults: [NOISE],
		prepare: listening,
	});
	await visit.ready();
	await holds(
		() => codes(visit),
		({ signed }) => signed === true,
		"signed",
	);
	const visitAgain = async (name, expected) => {
		sites.show(name);
		await visit.page.reload();
		return holds(() => codes(visit), expected, name);
	};
	const refuses = (code) => (said) =>
		said.events.includes(code) && !(said.sequence > 8);
	await visitAgain("old", refuses("rollback"));
	await visitAgain("other-eight", refuses("sequence-reused"));
	// The new key is followed, the replaced one is not trusted any more.
	await visitAgain("rotated", ({ sequence }) => sequence === 10);
	await visitAgain("new", ({ events }) =>
		events.includes("signature-other-key"),
	);
	const seen = await visit.page.evaluate(() =>
		JSON.parse(localStorage.getItem("stallmap-seen")),
	);
	assert.equal(seen[pubkey].key, second);
});

test("without a key all is as before; unsigned data next to a key only when it is said", async (t) => {
	sites.show("unsigned");
	const visit = await server.visit(t, "/", { prepare: listening });
	await holds(
		() => codes(visit),
		({ signed }) => signed === false,
		"unsigned",
	);
	await visit.kiosk.evaluate((kiosk, key) => {
		kiosk.setAttribute("allow-unsigned", "");
		kiosk.setAttribute("pubkey", key);
	}, pubkey);
	await becomes(
		async () => {
			const { sequence, signed } = await codes(visit);
			return { sequence, signed };
		},
		{ sequence: 9, signed: false },
	);
});

test("on plain http the same is proved without the browser's help", async (t) => {
	const withoutHashes = async (page) => {
		await listening(page);
		await page.addInitScript(() =>
			Object.defineProperty(Crypto.prototype, "subtle", { value: undefined }),
		);
	};
	sites.show("new", ATTACKS["a file of the same length"][1]);
	const visit = await server.visit(t, at(pubkey), {
		ready: false,
		prepare: withoutHashes,
	});
	await holds(
		() => codes(visit),
		({ ring }) => ring.includes("file-hash"),
		"refused",
	);
	// The host mends it: the page comes by itself.
	sites.show("new");
	await holds(
		() => codes(visit),
		({ signed, sequence }) => signed && sequence === 8,
		"shown",
	);
});

test("what has expired is shown, and how old it is; a clock that is wrong does no harm", async (t) => {
	sites.show("new");
	const day = new Date(sites.entry("new").published);
	const said = (language) =>
		wordsOf(language).say("data_of", {
			date: new Intl.DateTimeFormat(language, {
				dateStyle: "long",
				timeZone: "UTC",
			}).format(day),
		});
	const at = async (moment, language) => {
		const visit = await server.visit(
			t,
			`/?lang=${language}&pubkey=${encodeURIComponent(pubkey)}`,
			{
				prepare: async (page) => {
					await listening(page);
					await page.clock.setFixedTime(new Date(moment));
				},
			},
		);
		await settled(visit);
		return visit;
	};
	const late = await at("2031-01-01T00:00:00Z", "ru");
	await sees(late.kiosk.locator(".bar .sample"), literally(said("ru")));
	assert.equal(await late.page.evaluate(() => window.marketData.stale), true);
	await late.screen("dark-expired");
	const early = await at("2001-01-01T00:00:00Z", "en");
	assert.equal(await early.page.evaluate(() => window.marketData.stale), false);
	const texts = await early.kiosk.locator(".bar .sample").allTextContents();
	assert.ok(!texts.includes(said("en")), `${texts}`);
});
