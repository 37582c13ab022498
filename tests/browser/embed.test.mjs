// The elements in pages of other people: what they share, how they talk, and what they leave alone.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { becomes, holds, sees, seesNo } from "./expect.mjs";
import { LANDSCAPE, ROOT, useSite } from "./harness.mjs";
import { smallSites } from "./small_site.mjs";
import { literally, wordsOf } from "./words.mjs";

const sites = smallSites("embed");
const server = useSite(sites.root);
const { market } = sites.site("market");
sites.site("second");
const en = wordsOf("en");

/** A stall of the first level with one shop that has an English name, by number in the list. */
const stallOf = (number) =>
	market
		.stalls("a1", "en")
		.filter((row) => row.name && !row.name.includes(" · "))[number];

/** A visit to a page of the small site: `{ visit, search, map, listing, badge }`. */
async function visitPage(t, name, options = {}) {
	const visit = await server.visit(t, `/market/${name}`, {
		viewport: LANDSCAPE,
		...options,
	});
	const of = (id) => visit.page.locator(`#${id}`);
	return {
		visit,
		search: of("search"),
		map: of("map"),
		listing: of("listing"),
		badge: of("badge"),
	};
}

const paths = (visit) => visit.asked.map((url) => new URL(url).pathname);
const attribute = (element, name) => () => element.getAttribute(name);

/** Types into a search that stands alone. */
const type = (search, words) => search.locator("input").fill(words);

test("elements of one page share what they load and follow each other", async (t) => {
	const { visit, search, map, listing, badge } = await visitPage(
		t,
		"host.html",
	);
	const stall = stallOf(0);
	await type(search, stall.name);
	const row = search.locator(`[data-stall="${stall.id}"]`);
	await sees(row, literally(stall.printed));
	// What is found is lit on the map …
	await holds(
		() => map.locator(".market-map-stage").getAttribute("data-lit"),
		(lit) => Number(lit) > 0,
		"found stalls are lit on the map",
	);
	// … and what is chosen is shown on it and told by the listing.
	await row.click();
	await becomes(attribute(map, "stall"), stall.id);
	await sees(listing.locator(".stall-number"), literally(stall.printed));
	await sees(listing.locator(".shop-name"), literally(stall.name));
	await sees(row, literally(stall.printed));
	assert.equal(await visit.page.locator("#other").getAttribute("stall"), null);
	// What is chosen on the map is told as well.
	const next = stallOf(1);
	await map.evaluate(
		(own, { level, stall }) => {
			const detail = { level, stall };
			const options = { bubbles: true, cancelable: true, detail };
			own.dispatchEvent(new CustomEvent("market-select", options));
		},
		{ level: "a1", stall: next.id },
	);
	await sees(listing.locator(".stall-number"), literally(next.printed));
	await badge.evaluate((own, id) => {
		own.stall = id;
	}, stall.id);
	await visit.screen("embed-host");
	// One module each, and every file of the publication once.
	const asked = paths(visit).filter((path) => /\/data\/|\.wasm$/.test(path));
	assert.ok(asked.length > 8, `${asked}`);
	const twice = asked.filter((path, index) => asked.indexOf(path) !== index);
	assert.deepEqual(twice, []);
	assert.equal(asked.filter((path) => path.endsWith("web_bg.wasm")).length, 1);
});

test("a page decides who follows", async (t) => {
	const { visit, search, map, listing } = await visitPage(t, "host.html");
	const [one, two] = [stallOf(0), stallOf(1)];
	const select = (id) => search.evaluate((own, stall) => own.select(stall), id);
	// By name: only the listing.
	await search.evaluate((own) => own.setAttribute("for", "listing"));
	await select(one.id);
	await sees(listing.locator(".stall-number"), literally(one.printed));
	assert.equal(await map.getAttribute("stall"), null);
	// Nobody, when the page takes it over.
	await visit.page.evaluate(() => {
		window.taken = [];
		document.addEventListener("market-select", (event) => {
			event.preventDefault();
			window.taken.push(event.detail.stall);
		});
	});
	await select(two.id);
	await becomes(() => visit.page.evaluate("window.taken"), [two.id]);
	await sees(listing.locator(".stall-number"), literally(one.printed));
});

test("what a listing cannot show, a search and a map take up", async (t) => {
	const { search, map, listing } = await visitPage(t, "host.html");
	const stall = stallOf(0);
	await listing.evaluate((own, id) => {
		own.stall = id;
	}, stall.id);
	const { listings } = market.record("a1", stall.id);
	const [category] = listings[0].categories;
	await listing.locator(".tags .tag-key").first().click();
	await becomes(attribute(map, "category"), category);
	// The listing stays where it was.
	await sees(listing.locator(".stall-number"), literally(stall.printed));
	const own = market
		.stalls("a1", "en")
		.find((row) => market.record("a1", row.id).listings[0]?.brands?.length);
	await listing.evaluate((element, id) => {
		element.stall = id;
	}, own.id);
	const [brand] = market.record("a1", own.id).listings[0].brands;
	await listing
		.locator(".facts .tag-key")
		.filter({ hasText: literally(brand) })
		.first()
		.click();
	await becomes(attribute(search, "query"), brand);
	await holds(
		() => search.locator(".row-key").count(),
		(count) => count > 0,
		"the brand is looked for",
	);
});

test("a badge looks as in the listing, and costs no WebAssembly", async (t) => {
	const rows = market.stalls("a1", "en");
	const level = market.published("levels/a1.json");
	const kinds = new Map();
	for (const { id, index } of rows) {
		const { plaques, grade } = level.stalls;
		const key = `${plaques[index]} ${JSON.stringify(level.grades[grade[index] - 1])}`;
		if (plaques[index] || grade[index]) kinds.set(key, id);
	}
	const ids = [...kinds.values()];
	assert.ok(ids.length > 3, `${ids}`);
	const { visit } = await visitPage(t, "badges.html", { ready: false });
	await visit.page.evaluate((stalls) => {
		const place = document.querySelector("#badges");
		for (let copy = 0; copy < 50; copy += 1) {
			const badge = document.createElement("market-badge");
			badge.setAttribute("stall", stalls[copy % stalls.length]);
			badge.setAttribute("lang", "en");
			badge.loading = "eager";
			place.append(badge, " ");
		}
	}, ids);
	await becomes(
		() => visit.page.locator("market-badge .market-badge").count(),
		50,
	);
	await visit.screen("embed-badges");
	assert.deepEqual(
		paths(visit).filter((path) => path.endsWith(".wasm")),
		[],
	);
	const asked = paths(visit).filter((path) => path.includes("/data/"));
	assert.equal(asked.length, 3, `${asked}`);
	// The same stalls in a listing: the same drawings to the letter.
	const drawings = (root, selector) =>
		root
			.locator(selector)
			.evaluateAll((found) =>
				found.map((own) => own.outerHTML.replace(/<!--.*?-->|<\/?g>/g, "")),
			);
	const normal = (list) => list.map((text) => text.replace(/\s+/g, " ")).sort();
	const page = await visit.page.context().newPage();
	await page.goto(`${server.origin}/market/host.html`);
	const listing = page.locator("#listing");
	for (const id of ids) {
		await listing.evaluate((own, stall) => {
			own.lang = "en";
			own.stall = stall;
		}, id);
		const printed = rows.find((row) => row.id === id).printed;
		await sees(listing.locator(".stall-number"), literally(printed));
		const badge = visit.page.locator(`market-badge[stall="${id}"]`).first();
		const own = normal(await drawings(badge, "svg"));
		const shown = normal(await drawings(listing, "svg"));
		for (const drawing of own) {
			assert.ok(shown.includes(drawing), `${id}: ${drawing}\nnot in ${shown}`);
		}
	}
});

test("a badge of nothing leaves the page's own words", async (t) => {
	const { visit, badge } = await visitPage(t, "host.html");
	await badge.evaluate((own) => {
		window.codes = [];
		own.addEventListener("market-error", ({ detail }) =>
			window.codes.push(detail.code),
		);
		own.stall = "a1-nobody";
	});
	await becomes(() => visit.page.evaluate("window.codes"), ["not-published"]);
	await sees(badge.locator("span"), /badge is on its way/);
});

test("badge and listing of a stall that has moved are those of its new place", async (t) => {
	const { visit, listing, badge } = await visitPage(t, "host.html");
	const [move] = market.published("moves.json").moves;
	const level = move.to.split("-")[0];
	const { printed } = market.stalls(level).find(({ id }) => id === move.to);
	await badge.evaluate((own, id) => {
		window.shown = [];
		own.addEventListener("market-ready", ({ detail }) =>
			window.shown.push(detail.stall),
		);
		own.stall = id;
	}, move.from);
	await becomes(() => visit.page.evaluate("window.shown"), [move.to]);
	await listing.evaluate((own, id) => {
		own.stall = id;
	}, move.from);
	await sees(listing.locator(".stall-number"), printed);
	const words = en.say("route_moved", { id: move.from, goal: printed });
	await sees(listing.locator(".notice").first(), words);
});

test("nothing is loaded for what nobody sees", async (t) => {
	const { visit, map } = await visitPage(t, "far.html", { ready: false });
	await visit.page.waitForFunction(() => customElements.get("market-map"));
	await visit.page.evaluate(() => new Promise((done) => setTimeout(done, 500)));
	const heavy = () =>
		paths(visit).filter((path) => /wasm|\/data\/|\/map\.js/.test(path));
	assert.deepEqual(heavy(), []);
	await sees(map.locator("p"), /the map/);
	await map.scrollIntoViewIfNeeded();
	await visit.ready();
	assert.ok(heavy().length > 3);
});

test("what a page sets before the elements are defined counts", async (t) => {
	const { visit, search, listing, badge } = await visitPage(t, "later.html", {
		ready: false,
	});
	await sees(search.locator("p"), /the search/);
	const stall = stallOf(0);
	const markup = await visit.page.evaluate(() => document.body.innerHTML);
	await visit.page.evaluate(
		([id, name]) => {
			document.querySelector("#search").query = name;
			document.querySelector("#listing").stall = id;
			document.querySelector("#badge").stall = id;
			document.querySelector("#badge").lang = "en";
		},
		[stall.id, stall.name],
	);
	assert.equal(
		await visit.page.evaluate(() => document.body.innerHTML),
		markup.replace('id="badge"', 'id="badge" lang="en"'),
	);
	await visit.page.addScriptTag({ url: "widgets/stallmap.js", type: "module" });
	await sees(listing.locator(".shop-name"), literally(stall.name));
	await sees(search.locator(`[data-stall="${stall.id}"]`), /./);
	await becomes(attribute(badge, "stall"), stall.id);
});

test("what an element is asked for at once is done when it can", async (t) => {
	const { visit } = await visitPage(t, "host.html");
	const [first, last] = [stallOf(0), stallOf(1)];
	await visit.page.evaluate(
		(ids) => {
			const listing = document.createElement("market-listing");
			listing.id = "hasty";
			listing.lang = "en";
			listing.setAttribute("loading", "eager");
			document.body.append(listing);
			for (const id of ids) listing.select(id);
		},
		[first.id, last.id],
	);
	const number = visit.page.locator("#hasty .stall-number");
	await sees(number, literally(last.printed));
});

test("a draft is shown through what shows the published listing", async (t) => {
	const { visit, listing } = await visitPage(t, "host.html");
	const stall = stallOf(0);
	const { listings } = market.record("a1", stall.id);
	const draft = {
		draft: 1,
		market: market.venue.market.id,
		listing: listings[0].id,
		stall: stall.id,
		base: { sequence: 1, sha256: "" },
		changes: [
			{ field: "name/en", old: stall.name, new: "<b>Wanted</b> name" },
			{ field: "grades", new: [{ scale: "x", level: "AAA" }] },
		],
	};
	const show = (data) =>
		listing.evaluate((own, value) => {
			own.data = value;
		}, data);
	await show(draft);
	await sees(listing.locator(".shop-name"), literally("<b>Wanted</b> name"));
	await visit.screen("embed-draft");
	// A mistake in it costs what it would cost in a publication.
	await show({
		...draft,
		changes: [{ field: "name/en", new: "x".repeat(900) }],
	});
	await seesNo(listing.locator(".shop-name", { hasText: "Wanted" }));
	// Another market's draft is no draft of this stall.
	await show({ ...draft, market: "elsewhere" });
	await sees(listing.locator(".notice"), literally(en.say("failed_listing")));
	await show(undefined);
	await sees(listing.locator(".shop-name"), literally(stall.name));
});

test("without WebAssembly the page's own words stay", async (t) => {
	const { visit, search, map, listing } = await visitPage(t, "host.html", {
		ready: false,
		prepare: (page) =>
			page.addInitScript(() => {
				delete window.WebAssembly;
				window.codes = [];
				addEventListener("market-error", ({ detail }) =>
					window.codes.push(detail.code),
				);
			}),
	});
	await holds(
		() => visit.page.evaluate("window.codes"),
		(codes) => codes.filter((code) => code === "no-webassembly").length >= 3,
		"the elements say that they cannot run",
	);
	await sees(search.locator("p"), /search is on its way/);
	await sees(map.locator("p"), /map is on its way/);
	await sees(listing.locator("p"), /choose a stall/);
	// What cannot run asks for nothing.
	assert.deepEqual(
		paths(visit).filter((path) => path.endsWith(".wasm")),
		[],
	);
});

test("a second loader of another version leaves the first alone", async (t) => {
	const { visit, search } = await visitPage(t, "host.html");
	const classes = () =>
		visit.page.evaluate(() =>
			["map", "search", "badge"].map((own) =>
				customElements.get(`market-${own}`).toString(),
			),
		);
	const before = await classes();
	await visit.page.evaluate(() => import("/second/widgets/stallmap.js"));
	assert.deepEqual(await classes(), before);
	await type(search, stallOf(0).name);
	await sees(search.locator(`[data-stall="${stallOf(0).id}"]`), /./);
	const globals = await visit.page.evaluate(() => {
		const frame = document.createElement("iframe");
		document.body.append(frame);
		const own = Object.keys(window);
		const usual = new Set(Object.keys(frame.contentWindow));
		frame.remove();
		return own.filter(
			(name) => !usual.has(name) && !/^(\d+|report.*)$/.test(name),
		);
	});
	assert.deepEqual(globals, [], "the widgets put names on the page");
});

test("a careless page does not reach inside", async (t) => {
	const { visit, search, map, badge } = await visitPage(t, "hostile.html");
	const stall = market.stalls("a1", "en").find((row) => row.marked && row.name);
	await type(search, stall.name);
	const row = search.locator(`[data-stall="${stall.id}"]`);
	await sees(row, literally(stall.printed));
	await row.click();
	await becomes(attribute(map, "stall"), stall.id);
	await badge.evaluate((own, id) => {
		own.stall = id;
	}, stall.id);
	await sees(badge.locator(".mark"), /./);
	const field = await search.locator("input").evaluate((own) => {
		const { borderTopStyle, height } = getComputedStyle(own);
		return { borderTopStyle, isTall: Number.parseFloat(height) >= 44 };
	});
	assert.deepEqual(field, { borderTopStyle: "solid", isTall: true });
	await visit.screen("embed-hostile");
});

test("an element inside a frame of an old page's frameset is as any other", async (t) => {
	const { visit } = await visitPage(t, "frameset.html", {
		ready: false,
		prepare: (page) =>
			page.route("**/frameset.html", async (route) => {
				const response = await route.fetch();
				// As hosts from before there were policies.
				const { "content-security-policy": _, ...headers } = response.headers();
				await route.fulfill({ response, headers });
			}),
	});
	const frame = visit.page.frame("market");
	const stall = stallOf(0);
	await frame.waitForFunction(() => customElements.get("market-listing"));
	await frame.evaluate((id) => {
		document.querySelector("#listing").stall = id;
	}, stall.id);
	await sees(
		frame.locator("#listing").locator(".shop-name"),
		literally(stall.name),
	);
});

/** How often elements come and go; `EMBED_ROUNDS=2000` for the long run. */
const ROUNDS = Number(process.env.EMBED_ROUNDS ?? 100);
const MOST_HEAP_BYTES = 200_000;

test("elements that come and go leave nothing behind", async (t) => {
	const { visit } = await visitPage(t, "badges.html", { ready: false });
	await visit.page.waitForFunction(() => customElements.get("market-map"));
	const stall = stallOf(0);
	await visit.page.evaluate((id) => {
		window.ready = 0;
		addEventListener("market-ready", () => {
			window.ready += 1;
		});
		/** One of each kind, all in one box. */
		window.come = () => {
			const box = document.createElement("div");
			for (const kind of ["search", "listing", "badge", "map", "index"]) {
				const element = document.createElement(`market-${kind}`);
				element.setAttribute("stall", id);
				element.loading = "eager";
				box.append(element);
			}
			document.body.append(box);
			return box;
		};
		window.comeAndGo = async (rounds) => {
			for (let round = 0; round < rounds; round += 1) {
				const box = window.come();
				for (let frame = 0; frame < round % 4; frame += 1)
					await new Promise(requestAnimationFrame);
				box.remove();
			}
		};
		window.come();
	}, stall.id);
	const comeAndGo = (rounds) =>
		visit.page.evaluate((own) => window.comeAndGo(own), rounds);
	// What stays for good comes with the first of each kind that shows something.
	await becomes(() => visit.page.evaluate("window.ready"), 5);
	await visit.page.evaluate(() => document.querySelector("div").remove());
	await comeAndGo(40);
	const before = await visit.held();
	await comeAndGo(ROUNDS);
	let after;
	await holds(
		async () => {
			after = await visit.held();
			return {
				nodes: after.nodes - before.nodes,
				listeners: after.jsEventListeners - before.jsEventListeners,
				heapBytes: after.heapBytes - before.heapBytes,
			};
		},
		({ nodes, listeners, heapBytes }) =>
			nodes < 20 && listeners < 5 && heapBytes < MOST_HEAP_BYTES,
		`more than before: ${JSON.stringify(before)}`,
	);
	t.diagnostic(JSON.stringify({ rounds: ROUNDS, before, after }));
});

test("the manifest says what the elements are", async (t) => {
	const folder = join(ROOT, "src", "embed", "package");
	const text = readFileSync(join(folder, "custom-elements.json"), "utf8");
	const { schemaVersion, modules } = JSON.parse(text);
	assert.equal(schemaVersion, "1.0.0");
	const told = modules[0].declarations;
	const { visit } = await visitPage(t, "host.html");
	const own = await visit.page.evaluate(
		(tags) =>
			tags.map((tag) => {
				const element = customElements.get(tag);
				const fields = [];
				const methods = [];
				for (
					let { prototype } = element;
					prototype !== HTMLElement.prototype;
					prototype = Object.getPrototypeOf(prototype)
				) {
					const all = Object.getOwnPropertyDescriptors(prototype);
					for (const [name, { get, value }] of Object.entries(all)) {
						if (get) fields.push(name);
						else if (value) methods.push(name);
					}
				}
				return { attributes: element.observedAttributes, fields, methods };
			}),
		told.map(({ tagName }) => tagName),
	);
	const readme = readFileSync(join(ROOT, "src", "embed", "README.md"), "utf8");
	const types = readFileSync(join(folder, "index.d.ts"), "utf8");
	for (const [index, element] of told.entries()) {
		const { attributes, fields, methods } = own[index];
		const tag = element.tagName;
		const names = (kind) =>
			element.members.filter((m) => m.kind === kind).map(({ name }) => name);
		const listed = element.attributes.map(({ name }) => name);
		for (const name of attributes)
			assert.ok(listed.includes(name), `${tag} observes ${name}`);
		for (const name of listed) {
			assert.ok(
				attributes.includes(name) || ["loading", "for"].includes(name),
				`${tag} has no ${name}`,
			);
			assert.match(readme, new RegExp(`\`${name}\``), `README lacks ${name}`);
		}
		for (const name of names("field"))
			assert.ok(name === "lang" || fields.includes(name), `${tag}.${name}`);
		for (const name of fields)
			assert.ok(
				["widget", ...names("field")].includes(name),
				`${tag}.${name} is not told`,
			);
		for (const name of names("method"))
			assert.ok(methods.includes(name), `${tag}.${name}()`);
		for (const { name } of element.events) {
			assert.match(readme, new RegExp(`\`${name}\``), `README lacks ${name}`);
			assert.match(types, new RegExp(`"${name}":`), `types lack ${name}`);
		}
		assert.match(types, new RegExp(`interface ${element.name} `));
		const [, typed] = types.match(new RegExp(`"${tag}": {([^}]*)}`));
		assert.deepEqual(
			[...typed.matchAll(/([\w-]+)"?\?:/g)].map(([, name]) => name).sort(),
			listed.sort(),
			`attributes of ${tag}`,
		);
	}
});
