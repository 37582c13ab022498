import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import MiniSearch from "minisearch";
import { indexTokens, queryTokens } from "../tokens.mjs";

const LONG_WORD = /^[a-z]{5,}$/;
const OPTIONS = {
	fields: ["zh", "en", "stall"],
	storeFields: [],
	tokenize: indexTokens,
	processTerm: (term) => term,
	searchOptions: {
		tokenize: queryTokens,
		combineWith: "AND",
		prefix: (term) => /^[a-z]/.test(term),
		fuzzy: (term) => (LONG_WORD.test(term) ? 1 : false),
	},
};

export function build(docs) {
	const index = new MiniSearch(OPTIONS);
	index.addAll(docs);
	return index;
}

export function save(index, folder) {
	writeFileSync(join(folder, "index.json"), JSON.stringify(index));
}

export function load(folder) {
	const text = readFileSync(join(folder, "index.json"), "utf8");
	return MiniSearch.loadJSON(text, OPTIONS);
}

export function search(index, query) {
	return index
		.search(query)
		.slice(0, 10)
		.map((hit) => hit.id);
}
