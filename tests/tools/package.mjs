// Lays out the npm package: what stands in src/embed/package, and the site's widgets as they are.
//   node package.mjs DIST PACKAGE

import {
	cpSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [dist, out] = process.argv.slice(2);
const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
/** What elements load; pages, schemas and the publication are the site's. */
const IS_WIDGETS =
	/^(widgets|stallmap-[a-z\d_-]+\.(js|wasm)|embed\.(html|css|js))$/;

rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, "site"), { recursive: true });
cpSync(join(ROOT, "src", "embed", "package"), out, { recursive: true });
for (const name of ["LICENSE-MIT", "LICENSE-APACHE"]) {
	cpSync(join(ROOT, name), join(out, name));
}
for (const name of readdirSync(dist)) {
	if (IS_WIDGETS.test(name)) {
		cpSync(join(dist, name), join(out, "site", name), { recursive: true });
	}
}
const hashes = join(dist, "integrity.json");
if (existsSync(hashes)) {
	const own = Object.entries(JSON.parse(readFileSync(hashes, "utf8"))).filter(
		([path]) => existsSync(join(out, "site", path)),
	);
	writeFileSync(
		join(out, "site", "integrity.json"),
		`${JSON.stringify(Object.fromEntries(own), null, "\t")}\n`,
	);
}
