import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Charset, Index } from "flexsearch";
import { HAN, indexTokens, queryTokens } from "../tokens.mjs";

// The library cuts names and queries with the same function; which of the two it is doing is
// told here.
let cut = indexTokens;

function create() {
	const encode = (text) => cut(text);
	return {
		zh: new Index({ tokenize: "strict", encode }),
		en: new Index({ tokenize: "forward", encoder: Charset.LatinBalance }),
		stall: new Index({ tokenize: "strict", encode }),
	};
}

export function build(docs) {
	const indexes = create();
	for (const doc of docs)
		for (const [field, index] of Object.entries(indexes))
			index.add(doc.id, doc[field]);
	return indexes;
}

export async function save(indexes, folder) {
	for (const [field, index] of Object.entries(indexes))
		await index.export((key, data) => {
			if (data !== undefined)
				writeFileSync(join(folder, `${field}.${key}`), data);
		});
}

export async function load(folder) {
	const indexes = create();
	for (const file of readdirSync(folder)) {
		const dot = file.indexOf(".");
		const data = readFileSync(join(folder, file), "utf8");
		await indexes[file.slice(0, dot)].import(file.slice(dot + 1), data);
	}
	return indexes;
}

export function search(indexes, query) {
	cut = queryTokens;
	const limit = 10;
	if (HAN.test(query)) return indexes.zh.search(query, { limit });
	if (!/\d/.test(query)) return indexes.en.search(query, { limit });
	const stalls = indexes.stall.search(query, { limit });
	return stalls.length
		? stalls
		: indexes.en.search(query, { limit: limit - stalls.length });
}
