// The owner's page: a person at a stall edits the listing, sees it everywhere that buyers do, and
// hands it over; what comes from elsewhere never does harm.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
	cpSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { becomes, holds, sees, seesNo } from "./expect.mjs";
import {
	DIST,
	LANDSCAPE,
	PHONE,
	PORTRAIT,
	programPath,
	ROOT,
	useSite,
} from "./harness.mjs";
import { openMarket } from "./market.mjs";
import { wordsOf } from "./words.mjs";

const AXE = readFileSync(
	createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
	"utf8",
);
const FOLDER = join(ROOT, "target", "tmp", "browser", "preview");
const SOURCE = join(FOLDER, "source");
const NEW_NAME = "春山小店";

makeSites();
const site = useSite(FOLDER);
const market = openMarket(join(FOLDER, "before"));
const own = aMarkedShop();

/** A small market, its source, and the page with its publication in `before/`. */
function makeSites() {
	rmSync(FOLDER, { recursive: true, force: true });
	mkdirSync(FOLDER, { recursive: true });
	const size = ["--stalls", "300", "--products", "2000"];
	run("sample", SOURCE, ...size);
	run("build", SOURCE, join(FOLDER, "before", "data"));
	putPage("before");
	// The harness wants a page at the door.
	writeFileSync(
		join(FOLDER, "index.html"),
		"<!doctype html><title>Sites</title>",
	);
}

function putPage(name) {
	for (const entry of readdirSync(DIST))
		if (entry !== "data")
			cpSync(join(DIST, entry), join(FOLDER, name, entry), { recursive: true });
}

function run(...call) {
	return execFileSync(programPath(), call, { encoding: "utf8", stdio: "pipe" });
}

/** A marked stall with exactly one shop: `{ id, printed, name, level, listing }`. */
function aMarkedShop() {
	for (const level of market.venue.buildings.flatMap((row) => row.levels)) {
		const table = market.published(`stalls/${level.id}.json`);
		for (const stall of market.stalls(level.id)) {
			if (!stall.marked || stall.categories.length === 0) continue;
			const file =
				table.files[Math.floor(stall.index / table.stalls_per_shard)];
			const path = join(FOLDER, "before", "data", file.path);
			const { listings } = JSON.parse(readFileSync(path, "utf8"));
			const shops = listings.filter((row) => row.stalls.includes(stall.id));
			if (
				shops.length === 1 &&
				shops[0].name.zh &&
				shops[0].stalls.length === 1
			)
				return { ...stall, level: level.id, listing: shops[0] };
		}
	}
	throw new Error("the sample has no marked stall with one shop");
}

/** The page's own words. */
function wordsOfPage(language) {
	const path = join(
		ROOT,
		"src",
		"domain",
		"language",
		"preview",
		`${language}.json`,
	);
	return JSON.parse(readFileSync(path, "utf8"));
}

const zh = wordsOfPage("zh");

/** The page of a site, with the owner's stall on the desk. */
async function desk(t, { path = "before", lang = "zh", ...options } = {}) {
	const visit = await site.visit(t, `/${path}/preview.html?lang=${lang}`, {
		viewport: PHONE,
		ready: false,
		...options,
	});
	await open(visit, wordsOfPage(lang));
	return visit;
}

async function open(visit, words = zh) {
	await visit.page.locator("input[name=stall]").fill(own.printed);
	await visit.page.getByRole("button", { name: words.show_stall }).tap();
	await visit.page.locator("main.is-open").waitFor();
}

const field = (visit, name) => visit.page.locator(`[name="${name}"]`);
const told = (visit) => visit.page.locator(".start .told");
const view = (visit, name) => visit.page.locator(`.view-${name}`);
const card = (visit) =>
	view(visit, "card").locator("market-listing .listing-alone");

/** Waits until the listing card shows a text: it starts when somebody comes near. */
async function cardSees(visit, text) {
	await view(visit, "card").scrollIntoViewIfNeeded();
	await sees(card(visit), text);
}

/** What a key saves, as text and file. */
async function saved(visit, name) {
	const [download] = await Promise.all([
		visit.page.waitForEvent("download"),
		visit.page.getByRole("button", { name }).tap(),
	]);
	return { path: await download.path(), name: download.suggestedFilename() };
}

const choose = (visit, name, text) =>
	visit.page.locator("input[type=file]").setInputFiles({
		name,
		mimeType: "application/json",
		buffer: Buffer.from(text),
	});

test("an edit shows everywhere, is kept, goes back, and comes out of the operator's hands", async (t) => {
	const visit = await desk(t);
	const { page } = visit;
	await cardSees(visit, own.listing.name.zh);
	await field(visit, "name/zh").fill(NEW_NAME);

	// Everywhere that buyers meet it.
	await cardSees(visit, NEW_NAME);
	await view(visit, "row").scrollIntoViewIfNeeded();
	await sees(view(visit, "row").locator(".results"), NEW_NAME);
	await view(visit, "badge").scrollIntoViewIfNeeded();
	await sees(view(visit, "badge").locator(".mark"), "党");
	await view(visit, "phone").scrollIntoViewIfNeeded();
	await sees(view(visit, "phone").locator(".panel-body"), NEW_NAME);
	await view(visit, "map").scrollIntoViewIfNeeded();
	const map = view(visit, "map").locator("market-map");
	await map.locator(".market-map-stage[data-painted]").waitFor();
	assert.match(await nameOnMap(visit, map), new RegExp(NEW_NAME));

	// The change is marked, and what is published stands beside it.
	const block = page.locator(".block-name");
	await sees(block.locator(".changes"), own.listing.name.zh);
	await visit.screen("preview_edited");

	// Kept in this browser, through a reload.
	await field(visit, "brands").fill("Springhill\nSpringhill Mini");
	await field(visit, "brands").blur();
	await sees(page.locator(".kept"), own.id);
	await page.reload();
	await open(visit);
	await sees(told(visit), zh.draft_found);
	assert.equal(await field(visit, "name/zh").inputValue(), NEW_NAME);

	// One change goes back by its own key, the last step by another.
	await page.locator('.undo[data-field="brands"]').tap();
	await becomes(
		() => field(visit, "brands").inputValue(),
		(own.listing.brands ?? []).join("\n"),
	);
	await page.getByRole("button", { name: zh.step_back }).tap();
	await becomes(
		() => field(visit, "brands").inputValue(),
		"Springhill\nSpringhill Mini",
	);
	await page.locator('.undo[data-field="brands"]').tap();

	// Handed over: the operator's program checks and merges it, and the market shows it.
	const file = await saved(visit, zh.export);
	assert.equal(file.name, `draft-${own.id}.json`);
	const draft = JSON.parse(readFileSync(file.path, "utf8"));
	assert.deepEqual(draft.changes, [
		{ field: "name/zh", old: own.listing.name.zh, new: NEW_NAME },
	]);
	const report = JSON.parse(
		run("import", "listings", file.path, SOURCE, "--format", "json"),
	);
	assert.deepEqual(
		[report.applied, report.conflicts, report.rejected],
		[1, 0, 0],
	);
	run("build", SOURCE, join(FOLDER, "after", "data"));
	putPage("after");
	const after = await desk(t, { path: "after" });
	await cardSees(after, NEW_NAME);
	await sees(after.page.locator(".keeping"), zh.no_changes);

	// Wiped.
	await page.getByRole("button", { name: zh.wipe_all }).tap();
	await sees(page.locator(".drafts"), zh.drafts_none);
	await becomes(
		() => field(visit, "name/zh").inputValue(),
		own.listing.name.zh,
	);
	await cardSees(visit, own.listing.name.zh);
	assert.equal(await page.evaluate(() => localStorage.length), 0);
});

/** What the map says of the stall to those who come to it with the arrows, going round and round. */
async function nameOnMap(visit, map) {
	await map.locator(".market-map-stage").focus();
	const said = map.locator(".market-map-said");
	const round = ["Left", "Up", "Right", "Down"];
	const keys = Array.from({ length: 20 }, (_, turn) =>
		Array(Math.floor(turn / 2) + 1).fill(`Arrow${round[turn % 4]}`),
	).flat();
	return holds(
		async () => {
			await visit.page.keyboard.press(keys.shift() ?? "ArrowUp");
			return said.textContent();
		},
		(text) => text.includes(own.printed),
		`the map names ${own.printed}`,
	);
}

test("buyers' queries are answered with the draft in the index", async (t) => {
	const visit = await desk(t);
	const { page } = visit;
	await page.locator("section.found").scrollIntoViewIfNeeded();
	const answer = page.locator(".finding > .told");
	const ask = async (words, expected) => {
		await page.locator(".finding input").fill(words);
		await sees(answer, expected);
	};
	await ask("zzyqwvxu", zh.found_not);
	await page.getByRole("button", { name: zh.add_product }).tap();
	await page
		.locator(".block-products .line input")
		.first()
		.fill("Zzyqwvxu 风车");
	const first = zh.found_rank.replace("{n}", "\u20681\u2069");
	await sees(answer, first);
	// A name alone, found by its sound.
	await field(visit, "name/zh").fill(NEW_NAME);
	await ask("chunshanxiaodian", first);
	// What is taken away leads here no more.
	await ask("zzyqwvxu", first);
	await page.locator('.undo[data-field="products"]').tap();
	await sees(answer, zh.found_not);
	// The usual words of the category, each with its place.
	await holds(
		() => page.locator(".queries li").count(),
		(count) => count > 1,
		"usual queries",
	);
	await sees(
		page.locator(".queries li .told"),
		new RegExp(zh.found_rank.split("{n}")[0]),
	);
});

test("advice comes while typing, and what others say is explained", async (t) => {
	const visit = await desk(t);
	const { page } = visit;
	const name = page.locator(".block-name .advice");
	await field(visit, "name/zh").fill("店".repeat(30));
	const wide = zh.advice_too_wide.replace("{n}", "\u206828\u2069");
	await sees(name, wide);
	await sees(name.locator("del"), "店店");
	await field(visit, "name/zh").fill("店".repeat(130));
	await sees(name, zh.advice_too_long.replace("{n}", "\u2068120\u2069"));
	await field(visit, "name/zh").fill("");
	await sees(name, zh.advice_not_translated);
	await field(visit, "description/zh").fill("电话 13812345678");
	await sees(
		page.locator(".block-description .advice"),
		zh.advice_personal_number,
	);
	// A mobile number is a shop's own choice as a business contact.
	await field(visit, "contact/phone").fill("13812345678");
	assert.equal(
		await page
			.locator(".block-contact .advice")
			.getByText(zh.advice_personal_number)
			.count(),
		0,
	);
	await sees(page.locator(".fixed-list"), zh.ask_mark);
	await sees(page.locator(".fixed-list"), zh.ask_operator);

	// A category is found by words and chosen; its changes go back like others.
	await page.locator(".tree summary").tap();
	const [id] = market.categories.id.slice(-1);
	const words = market.published("names/zh/categories.json").name.at(-1);
	await page.locator(".tree input").fill(words);
	await page
		.getByRole("button", { name: `${zh.add}: ${words}`, exact: true })
		.tap();
	await sees(page.locator(".chosen"), words);
	const file = await saved(visit, zh.export);
	const { changes } = JSON.parse(readFileSync(file.path, "utf8"));
	const change = changes.find((row) => row.field === "categories");
	assert.equal(change.new.at(-1), id);
});

test("drafts from elsewhere: files, links, old, foreign and hostile ones", async (t) => {
	const visit = await desk(t);
	const { page } = visit;
	const head = {
		draft: 1,
		market: market.venue.market.id,
		listing: own.listing.id,
		stall: own.id,
		base: { sequence: 1, sha256: "0".repeat(64) },
	};
	const file = (changes, more) => JSON.stringify({ ...head, ...more, changes });
	const before = await page.locator(".keeping").textContent();
	const refused = async (name, text) => {
		await choose(visit, "draft.json", text);
		await sees(told(visit), zh[name]);
		assert.equal(await page.locator(".keeping").textContent(), before);
		assert.equal(
			await field(visit, "name/zh").inputValue(),
			own.listing.name.zh,
		);
	};
	await refused("refused_no_draft", "<script>alert(1)</script>");
	await refused("refused_no_draft", "[".repeat(10_000) + "]".repeat(10_000));
	await refused("refused_no_draft", '{"stall":7}');
	await refused("refused_draft_version", file([], { draft: 2 }));
	await refused("refused_other_market", file([], { market: "elsewhere" }));
	await refused(
		"refused_newer_base",
		file([], { base: { sequence: 9, sha256: "" } }),
	);
	await refused("refused_too_large", file([{ field: "x".repeat(2_000_000) }]));

	// Each field is judged by itself.
	await choose(
		visit,
		"draft.json",
		file([
			{ field: "name/zh", old: own.listing.name.zh, new: "<b>粗</b>" },
			{ field: "grades", new: [] },
			{ field: "hours", new: "always" },
			{ field: "name/en", old: "Somebody's", new: "Spring" },
			{ field: "__proto__", new: { x: 1 } },
		]),
	);
	const list = told(visit);
	for (const [name, words] of [
		["grades", zh.field_not_yours],
		["hours", zh.field_rejected],
		["name/en", zh.field_conflict],
	])
		await sees(list.locator("li", { hasText: name }), words);
	// Text is text.
	await cardSees(visit, "<b>粗</b>");

	// A link carries the draft in its fragment, to a browser that has never seen it.
	await page.getByRole("button", { name: zh.make_link }).tap();
	const address = await page.locator(".address").inputValue();
	assert.ok(new URL(address).hash.length > 20);
	await page.locator(".code").waitFor();
	const { pathname, search, hash } = new URL(address);
	const other = await site.visit(t, pathname + search + hash, {
		viewport: PHONE,
		ready: false,
	});
	await other.page.locator("main.is-open").waitFor();
	await becomes(() => field(other, "name/en").inputValue(), "Spring");
	assert.ok(!other.asked.some((url) => url.includes("draft=")));
	// A damaged one is refused with a word.
	const broken = await site.visit(
		t,
		`${pathname}${search}${hash.slice(0, -9)}`,
		{
			viewport: PHONE,
			ready: false,
		},
	);
	await sees(told(broken), zh.refused_no_draft);

	// Dropped on the page.
	await page.locator(".wipe-all").tap();
	const dropped = file([
		{ field: "name/zh", old: own.listing.name.zh, new: "拖入" },
	]);
	await page.evaluate((text) => {
		const data = new DataTransfer();
		data.items.add(
			new File([text], "draft.json", { type: "application/json" }),
		);
		for (const type of ["dragover", "drop"])
			dispatchEvent(
				new DragEvent(type, { dataTransfer: data, cancelable: true }),
			);
	}, dropped);
	await becomes(() => field(visit, "name/zh").inputValue(), "拖入");
});

test("a browser that keeps nothing says so, and everything else works", async (t) => {
	const visit = await desk(t, {
		prepare: (page) =>
			page.addInitScript(() => {
				Storage.prototype.setItem = () => {
					throw new DOMException("full", "QuotaExceededError");
				};
			}),
	});
	await field(visit, "name/zh").fill(NEW_NAME);
	await sees(visit.page.locator(".keeping"), zh.not_kept);
	await cardSees(visit, NEW_NAME);
	const file = await saved(visit, zh.export);
	assert.equal(JSON.parse(readFileSync(file.path, "utf8")).changes.length, 1);
});

test("when what reads drafts does not come, what is published stands", async (t) => {
	const visit = await desk(t, {
		prepare: (page) =>
			page.route("**/stallmap-web-draft.wasm", (route) => route.abort()),
		faults: [/net::ERR_FAILED/, /Failed to fetch/],
	});
	const errors = await visit.page.evaluateHandle(() => {
		const codes = [];
		addEventListener("market-error", ({ detail }) => codes.push(detail.path));
		return codes;
	});
	await cardSees(visit, own.listing.name.zh);
	await field(visit, "name/zh").fill(NEW_NAME);
	await holds(
		() => errors.jsonValue(),
		(paths) => paths.includes("draft"),
		"an error that names the part",
	);
	await cardSees(visit, own.listing.name.zh);
});

test("what leads nowhere is told calmly", async (t) => {
	const visit = await site.visit(t, "/before/preview.html?lang=zh", {
		viewport: PHONE,
		ready: false,
	});
	await visit.page.locator("input[name=stall]").fill("Z9-99999");
	await visit.page.getByRole("button", { name: zh.show_stall }).tap();
	await sees(told(visit), zh.stall_not_found);
	await seesNo(visit.page.locator("main.is-open"));
});

for (const [size, viewport] of Object.entries({ PHONE, PORTRAIT, LANDSCAPE })) {
	test(`no barrier and nothing cut off: ${size}, in zh, en, ar`, async (t) => {
		const visit = await desk(t, { viewport });
		const { page } = visit;
		await page.evaluate(AXE);
		for (const tag of ["zh", "en", "ar"]) {
			const words = wordsOfPage(tag);
			const screens = wordsOf(tag);
			await page.locator("header select").selectOption(tag);
			await sees(page.locator("h1"), words.title);
			await page.locator("main.is-open").waitFor();
			assert.equal(
				await page.evaluate(() => document.documentElement.dir),
				tag === "ar" ? "rtl" : "ltr",
			);
			await field(visit, "name/en").fill(`Spring ${tag}`);
			await sees(page.locator(".part.edit legend"), screens.say("products"));
			await cardSees(
				visit,
				tag === "zh" ? own.listing.name.zh : `Spring ${tag}`,
			);
			const { violations } = await page.evaluate(() =>
				// The elements have a test of their own.
				window.axe.run(
					{ exclude: [".frame"] },
					{
						resultTypes: ["violations"],
						// The telephone in the page shows a page of its own.
						rules: { "landmark-no-duplicate-main": { enabled: false } },
					},
				),
			);
			assert.deepEqual(
				violations.flatMap(({ id, nodes }) =>
					nodes.map(({ html }) => `${id}: ${html}`),
				),
				[],
			);
			const wide = await page.evaluate(() => ({
				page: document.documentElement.scrollWidth - innerWidth,
				keys: [...document.querySelectorAll("main .key, legend, h2, .hint")]
					.filter(
						(own) =>
							own.scrollWidth > own.clientWidth + 2 && own.clientWidth > 0,
					)
					.map((own) => own.textContent),
			}));
			assert.deepEqual(wide, { page: 0, keys: [] });
			await visit.screen(`preview_${size}_${tag}`);
			await page.locator("section.look").scrollIntoViewIfNeeded();
			await visit.screen(`preview_${size}_${tag}_look`);
			await page.evaluate(() => scrollTo(0, 0));
		}
	});
}
