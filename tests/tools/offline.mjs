// offline.mjs SITE: writes into SITE/sw.js which files make the page, and how to know them.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [site] = process.argv.slice(2);
const path = join(site, "sw.js");

/**
 * The publication has its own keeper; settings are the machine's; schemas are for programmers, and
 * the owner's page is for no kiosk.
 */
const LEFT_OUT =
	/^(data|schema|preview)\/|^preview\.html$|^stallmap-(web-)?draft|^(sw\.js|kiosk\.json)$|\.d\.ts$|(^|\/)\./;

const files = readdirSync(site, { recursive: true })
	.map((own) => own.replaceAll("\\", "/"))
	.filter((own) => !LEFT_OUT.test(own) && statSync(join(site, own)).isFile())
	.sort()
	.map((own) => [own, sha256(readFileSync(join(site, own)), "base64")]);
const list = JSON.stringify(files);
const build = sha256(list, "hex").slice(0, 16);

let script = readFileSync(path, "utf8");
script = changed(script, "const FILES = [];", `const FILES = ${list};`);
script = changed(script, 'const BUILD = "";', `const BUILD = "${build}";`);
writeFileSync(path, script);

function sha256(bytes, form) {
	return createHash("sha256").update(bytes).digest(form);
}

function changed(text, from, to) {
	if (text.split(from).length !== 2) throw new Error(`${path} has no ${from}`);
	return text.replace(from, () => to);
}
