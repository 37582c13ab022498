// The search finds what people mean, in all languages: the judged queries over the publication
// of the whole sample market.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { unknownRights } from "./existing.mjs";
import { isSlip, judge, shares } from "./judge.mjs";
import { openMarket } from "./market.mjs";
import { languageOf, readRows } from "./rows.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const PUBLICATION =
	process.env.STALLMAP_PUBLICATION ?? join(ROOT, "dist", "data");
const PROGRAM =
	process.env.STALLMAP ?? join(ROOT, "target", "release", "stallmap");

const rows = readRows();
let verdicts = [];

before(async () => {
	for (const path of [PUBLICATION, PROGRAM])
		assert.ok(existsSync(path), `${path} is missing: run "make dist" first`);
	verdicts = await judge(PUBLICATION, { program: PROGRAM, rows });
});

/** The share itself when it is too low, with the first of what was missed. */
function reaches(share, least, missed) {
	assert.ok(
		share >= least,
		`${share.toFixed(1)} %, at least ${least} % are wanted; missed are ${missed
			.slice(0, 20)
			.map(({ row }) => `${row.line} ${row.query}`)
			.join(", ")}${missed.length > 20 ? " …" : ""}`,
	);
}

const straight = () => verdicts.filter((verdict) => !isSlip(verdict));
const slips = () => verdicts.filter(isSlip);
const missed = (some) => some.filter(({ rank }) => rank < 0);

test("the set is wide enough to say something", () => {
	assert.ok(rows.length >= 1200, `${rows.length} queries`);
	assert.equal(new Set(rows.map(languageOf)).size, 12, "languages");
	assert.ok(rows.filter(({ kind }) => kind === "slip").length >= 120, "slips");
	const written = rows.map((row) => `${row.language}\t${row.query}`);
	const doubled = written.filter((one, at) => written.indexOf(one) !== at);
	assert.deepEqual(doubled, [], "queries that stand twice");
});

test("every right answer exists in the market", () => {
	const unknown = unknownRights(rows, openMarket(PUBLICATION));
	assert.deepEqual(
		unknown.map(({ row, right }) => `${row.line} ${right.kind}:${right.text}`),
		[],
	);
});

test("what is meant comes first", () => {
	const behind = straight().filter(({ rank }) => rank !== 0);
	reaches(shares(straight()).first, 95, behind);
});

test("what is meant is among the first ten", () => {
	reaches(shares(straight()).ten, 99, missed(straight()));
});

test("what is meant is among the first ten in spite of a slip", () => {
	reaches(shares(slips()).ten, 95, missed(slips()));
});

test("no language is left behind", () => {
	for (const language of new Set(rows.map(languageOf))) {
		const some = straight().filter(({ row }) => languageOf(row) === language);
		reaches(shares(some).ten, 95, missed(some));
	}
});
