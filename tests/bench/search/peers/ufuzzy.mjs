import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import uFuzzy from "@leeoniya/ufuzzy";

// This engine has no index: it goes through all names at every query. What counts as its index
// is the text of the names.
const OPTIONS = { alpha: "a-z一-鿿", intraMode: 1 };

export function build(docs) {
	const names = docs.map((doc) => `${doc.zh} ${doc.en} ${doc.stall}`);
	return { names, fuzzy: new uFuzzy(OPTIONS) };
}

export function save({ names }, folder) {
	writeFileSync(join(folder, "names.txt"), names.join("\n"));
}

export function load(folder) {
	const text = readFileSync(join(folder, "names.txt"), "utf8");
	return { names: text.split("\n"), fuzzy: new uFuzzy(OPTIONS) };
}

export function search({ names, fuzzy }, query) {
	const [found, info, order] = fuzzy.search(names, query, 0, 1000);
	if (!found) return [];
	return order
		? order.slice(0, 10).map((at) => info.idx[at])
		: found.slice(0, 10);
}
