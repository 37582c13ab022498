// A market whose every text tries to be code: it is shown, and nothing of it runs, asks anything of
// anybody, or becomes an element.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
	cpSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { sees } from "./expect.mjs";
import { DIST, programPath, ROOT, useSite } from "./harness.mjs";
import { settled } from "./map.mjs";
import { openMarket } from "./market.mjs";
import { FORMED, PAYLOADS, PUBLISHABLE, poisoned } from "./payloads.mjs";

/** How many markets, each with the payloads at other places; 544 put each of them everywhere. */
const MARKETS = Number(process.env.STALLMAP_HOSTILE ?? 2);
/** Stalls that are opened in each. */
const STALLS = 12;

const root = join(ROOT, "target", "tmp", "browser", "hostile");
rmSync(root, { recursive: true, force: true });
mkdirSync(root, { recursive: true });
for (const own of readdirSync(DIST)) {
	if (own !== "data")
		cpSync(join(DIST, own), join(root, own), { recursive: true });
}
const run = (...words) => execFileSync(programPath(), words, { stdio: "pipe" });
const source = join(root, "source");
run("sample", source, "--stalls", "200", "--products", "2000");
const files = readdirSync(source, { recursive: true })
	.filter((path) => path.endsWith(".json"))
	.map((path) => [path, JSON.parse(readFileSync(join(source, path), "utf8"))]);
const fields = new Set();
const used = new Set();
for (let market = 0; market < MARKETS; market++) publish(market);
rmSync(source, { recursive: true });

const server = useSite(root);

function publish(market) {
	const payloads = (list) => {
		let at = Math.floor((market * list.length) / MARKETS);
		return (path, field) => {
			at = (at + 1) % list.length;
			used.add(list[at]);
			fields.add(`${path.split("/").at(-1)} ${field}`);
			return list[at];
		};
	};
	// What an operator could publish …
	const publishable = payloads(PUBLISHABLE);
	for (const [path, record] of files) {
		const next = (field) => !FORMED.includes(field) && publishable(path, field);
		writeFileSync(join(source, path), JSON.stringify(poisoned(record, next)));
	}
	const data = join(root, `data-${market}`);
	run("build", source, data);
	// … and what nobody can, but a host may hold: forms of their own, and control characters.
	const any = payloads(PAYLOADS);
	const changed = (row) => {
		const place = join(data, row.path);
		const record = JSON.parse(readFileSync(place, "utf8"));
		if (/^stalls\/[^/]+$/.test(row.path)) record.files.forEach(changed);
		const bad = poisoned(record, (field) => {
			const name = row.path.replace(/\.[0-9a-f]{8}/, "");
			return (
				(FORMED.includes(field) || !/^[a-z_]+$/.test(field)) && any(name, field)
			);
		});
		const isNames = row.path.startsWith("names/");
		const text = JSON.stringify(
			isNames ? poisoned(record, (field) => any("names", field)) : bad,
		);
		writeFileSync(place, text);
		row.size = Buffer.byteLength(text);
		row.sha256 = createHash("sha256").update(text).digest("hex");
	};
	const entryPath = join(data, "publication.json");
	const entry = JSON.parse(readFileSync(entryPath, "utf8"));
	entry.files.filter(({ path }) => path.endsWith(".json")).forEach(changed);
	writeFileSync(entryPath, JSON.stringify(entry));
}

test("every payload is in a text, and every kind of text has some", () => {
	assert.ok(PAYLOADS.length >= 500, `${PAYLOADS.length}`);
	assert.ok(PAYLOADS.every((own) => [...own].length <= 120));
	assert.equal(used.size, PAYLOADS.length);
	for (const field of [
		"listings.json name",
		"listings.json products",
		"market.json short_name",
		"market.json name",
	])
		assert.ok(fields.has(field), `${field}: ${[...fields]}`);
	assert.ok(fields.size > 25, [...fields].join(", "));
});

for (let market = 0; market < MARKETS; market++) {
	test(`market ${market} of payloads is walked through, and none of them runs`, async (t) => {
		const data = openMarket(root, `data-${market}`);
		const visit = await server.visit(t, `/?src=data-${market}/&lang=en`, {
			prepare: (page) =>
				page.addInitScript(() => {
					window.firedCount = 0;
					window.fired = () => {
						window.firedCount++;
					};
					for (const name of ["alert", "confirm", "prompt", "open"])
						window[name] = window.fired;
				}),
		});
		await settled(visit);
		await checkClean(visit);
		const { page, kiosk } = visit;
		const [level] = Object.keys(data.venue.levels);
		const rows = data.stalls(level, "en");
		for (const { id, printed } of rows.slice(0, STALLS)) {
			await kiosk.evaluate((own, id) => own.select(id), id);
			await sees(kiosk.locator(".stall-number"), printed);
			await checkClean(visit);
		}
		// All keys of the first screens: categories, lists, help, honours, the way, languages.
		const seen = new Set();
		for (let step = 0; step < 40; step++) {
			const name = await kiosk.evaluate(
				(own, seen) => {
					const keys = [...own.shadowRoot.querySelectorAll("button")];
					const key = keys.find(
						(one) =>
							one.checkVisibility() &&
							!one.disabled &&
							!seen.includes(one.className + one.textContent.slice(0, 20)),
					);
					key?.click();
					return key && key.className + key.textContent.slice(0, 20);
				},
				[...seen],
			);
			if (!name) break;
			seen.add(name);
			await page.evaluate(() => new Promise(requestAnimationFrame));
			await checkClean(visit);
		}
		assert.ok(seen.size > 15, [...seen].join("\n"));
		for (const typed of ["script", "javascript:", '"><img', "onerror"]) {
			await kiosk.evaluate((own, typed) => {
				own.query = typed;
			}, typed);
			await sees(kiosk.locator('.results[aria-busy="false"]').first(), /\S/);
			await checkClean(visit);
		}
		await visit.screen(`dark-hostile-${market}`);
	});
}

/** Nothing ran, and nothing that was published became an element or an address. */
async function checkClean(visit) {
	const found = await visit.page.evaluate(() => {
		const odd = [];
		const walk = (root) => {
			for (const element of root.querySelectorAll("*")) {
				if (
					[
						"SCRIPT",
						"IFRAME",
						"OBJECT",
						"EMBED",
						"STYLE",
						"BASE",
						"FORM",
						"VIDEO",
						"MARQUEE",
					].includes(element.tagName) &&
					root !== document
				)
					odd.push(element.outerHTML.slice(0, 200));
				for (const { name, value } of element.attributes) {
					const isCode =
						name.startsWith("on") ||
						(/^(href|src|xlink:href|action)$/.test(name) &&
							/^\s*(javascript|data:text|vbscript|\/\/)/i.test(value));
					if (isCode) odd.push(`${name}=${value}`.slice(0, 200));
				}
				if (element.shadowRoot) walk(element.shadowRoot);
			}
		};
		walk(document);
		return { fired: window.firedCount, odd };
	});
	assert.deepEqual(found, { fired: 0, odd: [] });
}
