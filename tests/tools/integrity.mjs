// Writes SITE/integrity.json: the SHA-384 of everything that runs or styles, as hosts put it into
// `integrity` attributes and into the `integrity` of an import map.
//   node integrity.mjs SITE

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [site] = process.argv.slice(2);
const RUNS = /\.(js|css|wasm)$/;

const paths = readdirSync(site, { recursive: true })
	.map((path) => path.replaceAll("\\", "/"))
	.filter((path) => RUNS.test(path) && !path.startsWith("data/"))
	.sort();
const hash = (path) =>
	`sha384-${createHash("sha384")
		.update(readFileSync(join(site, path)))
		.digest("base64")}`;
const files = Object.fromEntries(paths.map((path) => [path, hash(path)]));
writeFileSync(
	join(site, "integrity.json"),
	`${JSON.stringify(files, null, "\t")}\n`,
);
