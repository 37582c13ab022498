// The door for pages that cannot or will not load our scripts: a sandboxed frame that talks.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { becomes, holds, sees } from "./expect.mjs";
import { LANDSCAPE, ROOT, useSite } from "./harness.mjs";
import { smallSites } from "./small_site.mjs";
import { literally } from "./words.mjs";

const sites = smallSites("embed-frame");
const server = useSite(sites.root);
const { market } = sites.site("market");

/** A host that trusts nobody: no markup from scripts, no scripts from elsewhere. */
const POLICY =
	"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; frame-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

/** A page with a frame: `{ visit, frame, said(type), tell(message) }`. */
async function visitFrame(t, query) {
	const visit = await server.visit(t, "/market/frame.html", {
		viewport: LANDSCAPE,
		ready: false,
		prepare: (page) =>
			page.route("**/frame.html", async (route) => {
				const answer = await route.fetch();
				const headers = {
					...answer.headers(),
					"content-security-policy": POLICY,
				};
				await route.fulfill({ response: answer, headers });
			}),
	});
	await visit.page.waitForFunction(() => Array.isArray(window.said));
	const page = `${server.origin}/market/embed.html?${query}`;
	await visit.page.locator("#frame").evaluate((own, src) => {
		own.src = src;
	}, page);
	const said = (type) =>
		visit.page.evaluate(
			(wish) => window.said.filter((own) => own.type === wish),
			type,
		);
	const tell = (message) =>
		visit.page.locator("#frame").evaluate((own, words) => {
			own.contentWindow.postMessage(words, "*");
		}, message);
	await holds(
		() => said("hello"),
		(list) => list.length > 0,
		"the frame says that it listens",
	);
	return { visit, frame: visit.page.frameLocator("#frame"), said, tell };
}

/** Stalls of one shop, so that the level's name for them is the shop's. */
const [stall, other] = market
	.stalls("a1", "en")
	.filter((row) => row.name && !row.name.includes(" · "));

test("a frame without an origin shows the map and takes messages", async (t) => {
	const { visit, frame, said, tell } = await visitFrame(
		t,
		"view=search,map,listing&lang=en",
	);
	await tell({ stallmap: 1, type: "select", stall: stall.id });
	await sees(frame.locator(".stall-number"), literally(stall.printed));
	const chosen = await holds(
		() => said("select"),
		(list) => list.length > 0,
		"the page around hears what was chosen",
	);
	assert.equal(chosen[0].detail.stall, stall.id);
	assert.equal(chosen[0].stallmap, 1);
	await tell({ stallmap: 1, type: "set", name: "query", value: stall.name });
	await sees(frame.locator(`[data-stall="${stall.id}"]`), /./);
	// Height by request, and from then on when it changes.
	assert.deepEqual(await said("height"), []);
	await tell({ stallmap: 1, type: "height" });
	const [{ heightPx }] = await holds(
		() => said("height"),
		(list) => list.length > 0,
		"the frame says its height",
	);
	assert.ok(heightPx > 400, `${heightPx}`);
	await tell({ stallmap: 1, type: "set", name: "query", value: null });
	await holds(
		() => said("height"),
		(list) => list.at(-1).heightPx < heightPx,
		"the frame says that it is lower",
	);
	await visit.screen("embed-frame");
});

test("what is no message of ours changes nothing", async (t) => {
	const { visit, frame, said, tell } = await visitFrame(
		t,
		"view=listing&lang=en",
	);
	for (const message of [
		null,
		"select",
		{ type: "select", stall: stall.id },
		{ stallmap: 2, type: "select", stall: stall.id },
		{ stallmap: 1, type: "select", stall: { toString: "x" } },
		{ stallmap: 1, type: "select", stall: "x".repeat(5000) },
		{ stallmap: 1, type: "set", name: "src", value: "elsewhere/" },
		{ stallmap: 1, type: "set", name: "onclick", value: "alert(1)" },
		{ stallmap: 1, type: "constructor" },
		{ stallmap: 1, type: "route", to: [1, 2] },
	]) {
		await tell(message);
	}
	// Five hundred more, put together by chance: known words where they do not belong.
	await visit.page.locator("#frame").evaluate((own) => {
		let seed = 7;
		const any = (list) => {
			seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
			return list[Math.floor((seed / 2 ** 32) * list.length)];
		};
		const names = ["type", "name", "value", "stall", "from", "to", "options"];
		const values = [
			...["set", "select", "route", "reload", "height", "__proto__", "src"],
			...["lang", "stall", "<img src=x onerror=alert(1)>", "\u202e", "\0"],
			...[
				null,
				undefined,
				-1,
				Number.NaN,
				Number.POSITIVE_INFINITY,
				10n,
				true,
				[],
			],
			...[[[]], {}, { stepFree: {} }, new Date(), new Map(), /x/],
			...["javascript:alert(1)", "a1-1~a1-2", "x".repeat(399)],
		];
		for (let turn = 0; turn < 500; turn++) {
			const message = { stallmap: 1 };
			for (let field = 0; field < 4; field++) message[any(names)] = any(values);
			// What these do is told above and below.
			if (!["set", "reload"].includes(message.type) || message.name === "src")
				own.contentWindow.postMessage(message, "*");
		}
	});
	await tell({ stallmap: 1, type: "select", stall: other.id });
	await sees(frame.locator(".stall-number"), literally(other.printed));
	const listing = frame.locator("market-listing");
	assert.equal(await listing.getAttribute("src"), null);
	assert.equal(await listing.getAttribute("onclick"), null);
	assert.deepEqual(await said("error"), []);
});

test("a frame for one host hears nobody else", async (t) => {
	const { frame, tell } = await visitFrame(
		t,
		`view=listing&lang=en&stall=${stall.id}&host=${encodeURIComponent(server.origin)}`,
	);
	await sees(frame.locator(".stall-number"), literally(stall.printed));
	await tell({ stallmap: 1, type: "select", stall: other.id });
	await sees(frame.locator(".stall-number"), literally(other.printed));
});

test("an oEmbed answer is a frame of the site's own page", () => {
	const site = sites.site("oembed").folder;
	const script = join(ROOT, "tests", "tools", "oembed.mjs");
	execFileSync(process.execPath, [script, site, "https://market.example/a&b"]);
	const answer = JSON.parse(readFileSync(join(site, "oembed.json"), "utf8"));
	assert.equal(answer.version, "1.0");
	assert.equal(answer.type, "rich");
	assert.match(
		answer.html,
		/^<iframe src="https:\/\/market\.example\/a&#38;b\/embed\.html\?view=search,map" [^>]*sandbox="allow-scripts"/,
	);
	assert.equal(answer.title, market.venue.market.name.en);
});

test("pages for frames are for every site, others for their own", async () => {
	const policy = async (path) => {
		const answer = await fetch(server.origin + path);
		await answer.arrayBuffer();
		return answer.headers.get("content-security-policy");
	};
	assert.match(await policy("/market/embed.html"), /frame-ancestors \*$/);
	assert.match(await policy("/market/index.html"), /frame-ancestors 'self'$/);
	await becomes(async () => {
		const answer = await fetch(`${server.origin}/market/widgets/stallmap.js`);
		await answer.arrayBuffer();
		const { headers } = answer;
		return [
			headers.get("access-control-allow-origin"),
			headers.get("cross-origin-resource-policy"),
		];
	}, ["*", "cross-origin"]);
});
