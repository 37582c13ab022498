import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Fuse from "fuse.js";

const KEYS = ["zh", "en", "stall"];
const OPTIONS = { keys: KEYS, threshold: 0.3, ignoreLocation: true };

export function build(docs) {
	const index = Fuse.createIndex(KEYS, docs);
	return { index, fuse: new Fuse(docs, OPTIONS, index) };
}

export function save({ index }, folder) {
	writeFileSync(join(folder, "index.json"), JSON.stringify(index.toJSON()));
}

export function load(folder, docs) {
	const text = readFileSync(join(folder, "index.json"), "utf8");
	const index = Fuse.parseIndex(JSON.parse(text));
	return { index, fuse: new Fuse(docs, OPTIONS, index) };
}

export function search({ fuse }, query) {
	return fuse.search(query, { limit: 10 }).map((hit) => hit.item.id);
}
