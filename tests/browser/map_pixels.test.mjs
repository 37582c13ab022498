// The picture itself: three zooms, two themes, two scripts, drawn in a worker and in the page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { useSite } from "./harness.mjs";
import { mapOf, settled, withoutWorkers } from "./map.mjs";
import { smallSites } from "./small_site.mjs";

const SCREEN = { width: 1200, height: 800 };

const sites = smallSites("map-pixels");
const server = useSite(sites.root);
const { market } = sites.site("zh");
/** The same market, its shops named in Arabic: joined letters, from right to left. */
const ARABIC = "مجوهرات الذهب";
sites.site("ar").change("names/zh/a1.json", (record) => {
	record.name = record.name.map((name) => name && ARABIC);
});

/** Ground beside the floor, floor, the red mark and its ink's opposite: as the themes say. */
const THEMES = {
	light: { outside: [0xe9, 0xe5, 0xdd], isDark: false },
	dark: { outside: [0x14, 0x17, 0x1b], isDark: true },
};
const SCRIPTS = ["zh", "ar"];
const ZOOMS = ["market", "level", "stall"];

/** Pictures by `zoom theme script`, and where the map is in each. */
async function drawAll(t, prepare) {
	const pictures = new Map();
	for (const script of SCRIPTS) {
		const visit = await server.visit(t, `/${script}/map.html`, {
			viewport: SCREEN,
			prepare,
		});
		const map = visit.page.locator("market-map");
		for (const zoom of ZOOMS) {
			await show(visit, map, zoom);
			for (const theme of Object.keys(THEMES)) {
				await map.evaluate(
					(own, name) => own.setAttribute("theme", name),
					theme,
				);
				await settled(visit);
				const seen = await mapOf(visit);
				const pixels = await visit.pixels(seen.stage);
				pictures.set(`${zoom} ${theme} ${script}`, { pixels, seen });
				await visit.screen(`map-pixels-${zoom}-${theme}-${script}`);
			}
		}
	}
	return pictures;
}

const named = market.stalls("a1").find(({ isBox, name }) => isBox && name);

async function show(visit, map, zoom) {
	await map.evaluate((own) => own.reset());
	if (zoom === "stall")
		await map.evaluate((own, id) => own.select(id), named.id);
	await settled(visit);
	if (zoom !== "market") return;
	for (let press = 0; press < 4; press += 1)
		await map.evaluate((own) =>
			own.shadowRoot
				.querySelector(".market-map-stage")
				.dispatchEvent(new KeyboardEvent("keydown", { key: "-" })),
		);
	await settled(visit);
}

/** Share of pixels that are clearly of another colour, 0 to 1; of all, or of a box. */
function differing(
	one,
	other,
	box = { x: 0, y: 0, width: one.width, height: one.height },
) {
	let [count, all] = [0, 0];
	for (let y = Math.ceil(box.y); y < box.y + box.height; y += 1) {
		for (let x = Math.ceil(box.x); x < box.x + box.width; x += 1) {
			const [a, b] = [one.at(x, y), other.at(x, y)];
			all += 1;
			if (a.some((channel, i) => Math.abs(channel - b[i]) > 24)) count += 1;
		}
	}
	return count / all;
}

test("in worker and page it is one picture, in every zoom, theme and script", async (t) => {
	const inWorker = await drawAll(t);
	const inPage = await drawAll(t, withoutWorkers);
	assert.equal(inWorker.size, ZOOMS.length * SCRIPTS.length * 2);
	for (const [name, { pixels }] of inWorker) {
		const share = differing(pixels, inPage.get(name).pixels);
		assert.ok(share < 0.001, `${name}: ${share} of the pixels differ`);
	}

	// Each theme has its own ground, and only that.
	for (const zoom of ["market", "level"]) {
		for (const [theme, { outside }] of Object.entries(THEMES)) {
			const { pixels } = inWorker.get(`${zoom} ${theme} zh`);
			const own = pixels.count(outside, 3);
			assert.ok(own > 20_000, `${zoom} ${theme}: ${own} pixels of its ground`);
			for (const [other, { outside: ground }] of Object.entries(THEMES)) {
				if (other === theme) continue;
				const foreign = pixels.count(ground, 0);
				assert.ok(foreign < 2000, `${zoom} ${theme}: ${foreign} of ${other}`);
			}
		}
	}

	// Zooms are different pictures of one place.
	const scales = ZOOMS.map((zoom) =>
		inWorker.get(`${zoom} light zh`).seen.number("data-px-per-m"),
	);
	assert.ok(
		scales[0] * 1.5 < scales[1] && scales[1] * 1.5 < scales[2],
		`${scales}`,
	);

	// The scripts differ where names stand, and the plan does not.
	for (const theme of Object.keys(THEMES)) {
		const { pixels: chinese, seen } = inWorker.get(`stall ${theme} zh`);
		const { pixels: arabic, seen: other } = inWorker.get(`stall ${theme} ar`);
		assert.equal(
			other.attribute("data-px-per-m"),
			seen.attribute("data-px-per-m"),
		);
		const box = seen.boxOf(named);
		const share = differing(chinese, arabic, box);
		assert.ok(share > 0.01, `${theme}: ${share} of the chosen stall differs`);
		assert.ok(differing(chinese, arabic) < 0.25, "only texts differ");
	}
});

test("Arabic names are joined", async (t) => {
	const longest = {};
	for (const [site, name] of [
		["ar", ARABIC],
		// What never joins: a non-joiner after every letter.
		["apart", [...ARABIC].join("\u200c")],
	]) {
		if (site === "apart") {
			sites.site(site).change("names/zh/a1.json", (record) => {
				record.name = record.name.map((own) => own && name);
			});
		}
		const visit = await server.visit(t, `/${site}/map.html`, {
			viewport: SCREEN,
		});
		const map = visit.page.locator("market-map");
		await map.evaluate((own, id) => own.select(id), named.id);
		await settled(visit);
		const seen = await mapOf(visit);
		const pixels = await visit.pixels(seen.stage);
		await visit.screen(`map-pixels-arabic-${site}`);
		// Ink goes on from column to column along a line of joined letters.
		longest[site] = Math.max(
			...inkRows(pixels, seen.boxOf(named)).map(longestRun),
		);
	}
	assert.ok(longest.ar > longest.apart * 1.3, JSON.stringify(longest));
});

/** Of each row of a box, which columns are ink: clearly darker or lighter than its ground. */
function inkRows(pixels, { x, y, width, height }) {
	const ground = pixels.at(x + 5, y + 5);
	const rows = [];
	for (let row = Math.ceil(y + 4); row < y + height - 4; row += 1) {
		const columns = [];
		for (let column = Math.ceil(x + 4); column < x + width - 4; column += 1) {
			const color = pixels.at(column, row);
			columns.push(color.some((part, i) => Math.abs(part - ground[i]) > 60));
		}
		if (columns.some(Boolean)) rows.push(columns);
	}
	return rows;
}

function longestRun(columns) {
	let [longest, run] = [0, 0];
	for (const isInk of columns) {
		run = isInk ? run + 1 : 0;
		longest = Math.max(longest, run);
	}
	return longest;
}
