// What all engines are given: the product names of a sample market, and queries drawn from
// them. Both come from the source folder alone and are the same on every run.

import { execFileSync } from "node:child_process";
import {
	createReadStream,
	createWriteStream,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";

/** Names of the usual sample market, and how many stalls it has. */
export const WHOLE_MARKET = { names: 2_100_000, stalls: 80_000 };

/** Queries of each class. */
const QUERIES = 40;

/**
 * Writes names and queries for `names` product names below `folder`, unless they are there.
 * `source` is a source folder of that many names, when there is one. Gives the paths
 * `{ folder, source, publication, names, queries }`; the publication is not built yet.
 */
export async function prepare({ folder, names, program, source }) {
	mkdirSync(folder, { recursive: true });
	const paths = {
		folder,
		source: source ?? join(folder, "source"),
		publication: join(folder, "publication"),
		names: join(folder, "names.tsv"),
		queries: join(folder, "queries.json"),
	};
	if (!existsSync(join(paths.source, "market.json"))) {
		// As many names a stall as in the whole market.
		const share = names / WHOLE_MARKET.names;
		const stalls = Math.max(260, Math.round(WHOLE_MARKET.stalls * share));
		const size = ["--stalls", `${stalls}`, "--products", `${names}`];
		execFileSync(program, ["sample", paths.source, ...size]);
	}
	if (!existsSync(paths.queries)) {
		await writeNames(paths);
		writeFileSync(
			paths.queries,
			JSON.stringify(await drawQueries(paths.names)),
		);
	}
	return paths;
}

/** All documents: `{ id, stallId, stall, zh, en }`; `stall` is the printed number. */
export async function readDocs(names) {
	const docs = [];
	for await (const line of createInterface({
		input: createReadStream(names),
	})) {
		const [stallId, stall, zh, en] = line.split("\t");
		docs.push({ id: docs.length, stallId, stall, zh, en });
	}
	return docs;
}

/** The queries: `{ kind, query, word }`; `word` is what a slip was meant to be. */
export function readQueries(path) {
	return JSON.parse(readFileSync(path, "utf8"));
}

async function writeNames(paths) {
	const read = (...parts) =>
		JSON.parse(readFileSync(join(paths.source, ...parts), "utf8"));
	const prefixes = new Map(
		read("buildings.json")
			.flatMap((building) => building.levels)
			.map((level) => [level.id, level.stall_prefix]),
	);
	const out = createWriteStream(paths.names);
	for (const level of readdirSync(join(paths.source, "levels")).sort())
		for (const shop of read("levels", level, "listings.json")) {
			const [stall] = shop.stalls;
			const printed = prefixes.get(level) + stall.slice(level.length + 1);
			for (const { zh, en } of shop.products ?? [])
				out.write(`${stall}\t${printed}\t${zh}\t${en}\n`);
		}
	out.end();
	await finished(out);
}

/** Numbers that look like chance and are the same on every machine. */
function seeded(seed) {
	let state = seed >>> 0;
	return (below) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

async function drawQueries(names) {
	const below = seeded(20_261_121);
	const docs = await readDocs(names);
	const known = new Set();
	for (const { en } of docs)
		for (const word of wordsOf(en)) known.add(word.toLowerCase());
	const any = (list) => list[below(list.length)];
	const draw = {
		"zh-prefix": ({ zh }) => hanOf(zh)?.slice(0, 2 + below(3)),
		"zh-2char"({ zh }) {
			const han = hanOf(zh);
			return han?.slice(below(han.length - 1)).slice(0, 2);
		},
		"en-word": ({ en }) => any(wordsOf(en))?.toLowerCase(),
		"en-typo"({ en }) {
			const long = wordsOf(en).filter((word) => word.length >= 5);
			const word = any(long)?.toLowerCase();
			const query = word && slipOf(word, below);
			return query && !known.has(query) ? { query, word } : undefined;
		},
		stall: ({ stall }) =>
			below(2) ? stall : stall.slice(stall.indexOf("-") + 1),
	};
	const drawnOf = [];
	for (const [kind, from] of Object.entries(draw)) {
		const seen = new Set();
		const queries = [];
		while (seen.size < QUERIES) {
			const drawn = from(any(docs));
			const query = drawn?.query ?? drawn;
			if (!query || seen.has(query)) continue;
			seen.add(query);
			queries.push({ kind, query, word: drawn.word });
		}
		drawnOf.push(queries);
	}
	// One of each class in turn: who has no time for all answers some of each.
	return drawnOf[0].flatMap((_, at) => drawnOf.map((queries) => queries[at]));
}

const wordsOf = (en) => en.match(/[A-Za-z]{4,}/g) ?? [];

const hanOf = (zh) => zh.match(/^[\u4e00-\u9fff]{3,}/)?.[0];

/** One letter of a word wrong, missing, doubled, or swapped with the next. */
function slipOf(word, below) {
	const at = 1 + below(word.length - 2);
	const [before, letter, after] = [
		word.slice(0, at),
		word[at],
		word.slice(at + 1),
	];
	switch (below(4)) {
		case 0:
			return before + String.fromCharCode(97 + below(26)) + after;
		case 1:
			return before + after;
		case 2:
			return before + letter + letter + after;
		default:
			return before + after[0] + letter + after.slice(1);
	}
}
