import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as orama from "@orama/orama";
import { HAN, indexTokens, queryTokens } from "../tokens.mjs";

// As with FlexSearch, one function cuts both names and queries.
let cut = indexTokens;

function create() {
	return orama.create({
		schema: { zh: "string", en: "string", stall: "string" },
		components: {
			tokenizer: {
				language: "chinese",
				normalizationCache: new Map(),
				tokenize: (text) => [...new Set(cut(text))],
			},
		},
	});
}

export async function build(docs) {
	const db = create();
	const rows = docs.map(({ id, zh, en, stall }) => ({
		id: `${id}`,
		zh,
		en,
		stall,
	}));
	await orama.insertMultiple(db, rows, 2000);
	return db;
}

export function save(db, folder) {
	writeFileSync(join(folder, "index.json"), JSON.stringify(orama.save(db)));
}

export function load(folder) {
	const db = create();
	const text = readFileSync(join(folder, "index.json"), "utf8");
	orama.load(db, JSON.parse(text));
	return db;
}

export async function search(db, query) {
	cut = queryTokens;
	const digits = /\d/.test(query);
	const han = HAN.test(query);
	const properties = [han ? "zh" : digits ? "stall" : "en"];
	const asked = { term: query, limit: 10, properties, threshold: 0 };
	let found = await orama.search(db, asked);
	if (!han && !digits && query.length >= 5 && found.count === 0)
		found = await orama.search(db, { ...asked, tolerance: 1 });
	return found.hits.map((hit) => Number(hit.document.id));
}
