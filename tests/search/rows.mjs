// The judged queries: what people type, and what a right answer to it is. One file a language
// in queries/, one query a line; README.md beside this file says what a line may hold.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const QUERIES = join(dirname(fileURLToPath(import.meta.url)), "queries");

/** Every kind of right answer that is named; a category stands without a name. */
const KINDS = [
	"goods",
	"name",
	"shop",
	"stall",
	"brand",
	"standard",
	"place",
	"honour",
	"level",
];

/**
 * All rows: `{ language, kind, query, right, line }`; `kind` is the class of the query, `right`
 * a list of `{ kind, text, below }`.
 */
export function readRows(folder = QUERIES) {
	return readdirSync(folder)
		.filter((file) => file.endsWith(".tsv"))
		.sort()
		.flatMap((file) => {
			const language = file.slice(0, -".tsv".length);
			const lines = readFileSync(join(folder, file), "utf8").split("\n");
			return lines.flatMap((line, at) =>
				line === "" || line.startsWith("#")
					? []
					: [{ language, ...readRow(line, `${file}:${at + 1}`) }],
			);
		});
}

function readRow(line, at) {
	const columns = line.split("\t");
	if (columns.length !== 3 || columns.some((column) => column === ""))
		throw new Error(`${at}: expected class, query and right answers: ${line}`);
	const [kind, query, right] = columns;
	return { kind, query, right: right.split("; ").map(readRight), line: at };
}

/** `goods:red+snow boot` → `{ kind: "goods", text: "red+snow boot" }`; `toys+` is a category. */
function readRight(written) {
	const [, kind, text] = written.match(/^([a-z]+):(.+)$/) ?? [];
	if (KINDS.includes(kind)) return { kind, text };
	const below = written.endsWith("+");
	return {
		kind: "category",
		text: below ? written.slice(0, -1) : written,
		below,
	};
}

/** Whether two rows are of one language; both scripts of Chinese are one. */
export function languageOf(row) {
	return row.language.split("-")[0];
}

/** A pattern in which `*` stands for any text and `?` for one character. */
export function matcher(pattern) {
	const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
	return new RegExp(
		`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`,
		"i",
	);
}

/**
 * Whether one text holds all parts of `red+snow boot`, in any order. A part that begins with a
 * digit does not begin inside a longer number: "5 cm" is not in "95 cm".
 */
export function holdsAll(text, parts) {
	const folded = text.toLowerCase();
	return parts.split("+").every((part) => {
		const wanted = part.toLowerCase();
		for (
			let at = folded.indexOf(wanted);
			at >= 0;
			at = folded.indexOf(wanted, at + 1)
		)
			if (!/^\d/.test(wanted) || !/\d/.test(folded[at - 1] ?? "")) return true;
		return false;
	});
}
