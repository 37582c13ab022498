// minify.mjs SITE: takes remarks, empty space and long local names out of the site's scripts. Names of
// functions stay, and each statement has a line of its own: what a kiosk notes of a failure still says where.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { minify } from "terser";

const [site] = process.argv.slice(2);
/** The publication holds no scripts, and what the next step writes into sw.js it finds by its text. */
const LEFT_OUT = /^data\/|^sw\.js$/;

const OPTIONS = {
	module: true,
	ecma: 2022,
	compress: false,
	mangle: { keep_fnames: true, keep_classnames: true },
	format: { semicolons: false },
};

const scripts = readdirSync(site, { recursive: true })
	.map((path) => path.replaceAll("\\", "/"))
	.filter((path) => path.endsWith(".js") && !LEFT_OUT.test(path));
for (const path of scripts) {
	const own = join(site, path);
	const { code } = await minify(readFileSync(own, "utf8"), OPTIONS);
	writeFileSync(own, `${code}\n`);
}
