// How often the search finds what is meant.
//
//   node tests/search/judge.mjs PUBLICATION [--program STALLMAP] [--misses FILE] [--screen TAG]
//   node tests/search/judge.mjs PUBLICATION --check
//
// Asks every judged query in the language it is written in, or on a screen in the language
// `--screen`, and prints shares: the first answer is right, one of the first ten is. `--misses`
// writes what was not found, with what was answered instead. `--check` asks nothing; it looks
// whether all right answers exist in the publication.

import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { ask } from "./answers.mjs";
import { unknownRights } from "./existing.mjs";
import { openMarket } from "./market.mjs";
import { rankOf } from "./right.mjs";
import { readRows } from "./rows.mjs";

const LIMIT = 10;

/**
 * Judges all rows: `{ verdicts }`, each `{ row, rank, results }`; `rank` counts from 0 and is -1
 * when none of the first ten answers is right.
 */
export async function judge(publication, { program, screen, rows }) {
	const market = openMarket(publication);
	const verdicts = [];
	for (const language of new Set(rows.map((row) => row.language))) {
		const asked = rows.filter((row) => row.language === language);
		const answers = await ask(
			program,
			publication,
			asked.map((row) => row.query),
			{ language: screen ?? language, limit: LIMIT },
		);
		for (const [at, row] of asked.entries()) {
			const results = answers[at].results.slice(0, LIMIT);
			verdicts.push({ row, rank: rankOf(results, row, market), results });
		}
	}
	return verdicts;
}

/** Shares of some verdicts: `{ queries, first, ten }`, both in percent. */
export function shares(verdicts) {
	const share = (right) =>
		(100 * verdicts.filter(right).length) / Math.max(1, verdicts.length);
	return {
		queries: verdicts.length,
		first: share(({ rank }) => rank === 0),
		ten: share(({ rank }) => rank >= 0),
	};
}

export const isSlip = ({ row }) => row.kind === "slip";

function print(verdicts) {
	const table = {};
	const add = (name, some) => {
		const { queries, first, ten } = shares(some);
		table[name] = {
			queries,
			"first %": +first.toFixed(1),
			"in ten %": +ten.toFixed(1),
		};
	};
	add(
		"without slips",
		verdicts.filter((verdict) => !isSlip(verdict)),
	);
	add("slips", verdicts.filter(isSlip));
	for (const of of ["language", "kind"])
		for (const name of new Set(verdicts.map(({ row }) => row[of])))
			add(
				`${of === "kind" ? "class" : of} ${name}`,
				verdicts.filter(({ row }) => row[of] === name),
			);
	console.table(table);
}

/** The misses as lines of Markdown, those that are not among the first ten at the top. */
function missesOf(verdicts) {
	const written = (right) =>
		right.kind === "category"
			? `${right.text}${right.below ? "+" : ""}`
			: `${right.kind}:${right.text}`;
	const line = ({ row, rank, results }) => {
		const got = results
			.slice(0, 3)
			.map((it) => `${it.kind} ${it.id} (${it.why?.field}: ${it.why?.text})`);
		const place =
			rank < 0 ? `${results.length} answers, none right` : `place ${rank + 1}`;
		return `- ${row.line} ${row.kind} \`${row.query}\` wants ${row.right.map(written).join(" or ")}; ${place}; got ${got.join(", ") || "nothing"}`;
	};
	const section = (title, some) => [
		`## ${title} (${some.length})`,
		"",
		...some.map(line),
		"",
	];
	return [
		...section(
			"Not among the first ten",
			verdicts.filter(({ rank }) => rank < 0),
		),
		...section(
			"Among the first ten, but not first",
			verdicts.filter(({ rank }) => rank > 0),
		),
	].join("\n");
}

async function main() {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			program: { type: "string" },
			misses: { type: "string" },
			screen: { type: "string" },
			check: { type: "boolean", default: false },
		},
	});
	const [publication] = positionals;
	if (!publication) throw new Error("which publication?");
	const rows = readRows();
	if (values.check) {
		const unknown = unknownRights(rows, openMarket(publication));
		for (const { row, right } of unknown)
			console.log(`${row.line}: nothing is ${right.kind}:${right.text}`);
		console.log(`${rows.length} queries, ${unknown.length} without an answer`);
		process.exitCode = unknown.length > 0 ? 1 : 0;
		return;
	}
	const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
	const program =
		values.program ??
		process.env.STALLMAP ??
		join(root, "target", "release", "stallmap");
	const verdicts = await judge(publication, {
		program,
		screen: values.screen,
		rows,
	});
	print(verdicts);
	if (values.misses) writeFileSync(values.misses, missesOf(verdicts));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
