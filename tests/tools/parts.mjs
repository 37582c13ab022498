// parts.mjs GLUE FOLDER: makes the parts of a module loadable by its glue alone.
//
// The splitter leaves FOLDER/__wasm_split.js beside the parts, a script that imports the glue and
// is imported by it. Two scripts that name each other by address do not survive a second copy of
// the glue (`glue.js?g=2`, after a crash): its parts would join the first instance. So the script
// becomes the end of the glue, and each instance loads parts of its own.
//
// A part that is from another build than its module would be worse than none. Its hash stands in
// the glue, and the browser refuses any other file.

import { createHash } from "node:crypto";
import {
	copyFileSync,
	readdirSync,
	readFileSync,
	writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

const LINK = "./__wasm_split.js";

const [gluePath, folder] = process.argv.slice(2);
const stem = basename(gluePath, ".js");
let glue = readFileSync(gluePath, "utf8");
let link = readFileSync(join(folder, LINK), "utf8");

/** A text with one place changed; the tools may write something else one day. */
function changed(text, from, to) {
	const found = text.match(from);
	if (!found) throw new Error(`${from} is not in what the tools wrote`);
	return text.replace(from, typeof to === "string" ? () => to : to);
}

const loaders = [];
link = changed(link, /^import .*\n/m, "");
link = changed(link, /export const (__wasm_split_load_\w+)/g, (_, name) => {
	loaders.push(name);
	return `const ${name}`;
});
link = changed(
	link,
	/fetch\(new URL\("\.\/(\w+)\.wasm", import\.meta\.url\)\)/g,
	(_, name) => {
		const part = readFileSync(join(folder, `${name}.wasm`));
		const hash = createHash("sha256").update(part).digest("base64");
		return `part(new URL(${JSON.stringify(partName(name))}, import.meta.url), "sha256-${hash}")`;
	},
);
// As for the module itself: also from a host that does not know the type.
link = changed(
	link,
	/\(WebAssembly\.instantiateStreaming\(src, imports\)\)/g,
	"__wbg_load(await src, imports)",
);
const part = `
/** A part of the module; a stored copy that is not this build's is fetched anew. */
function part(url, integrity) {
    return fetch(url, { integrity }).catch(() => fetch(url, { integrity, cache: "reload" }));
}
`;

// Once for each part, and all of them mean the same script.
glue = changed(
	glue,
	new RegExp(`^import \\* as (\\w+) from "${LINK}";?\\n`, "gm"),
	"",
);
let isNamed = false;
glue = changed(glue, new RegExp(`\\s*"${LINK}": \\w+,?`, "g"), () => {
	if (isNamed) return "";
	isNamed = true;
	return `\n        "${LINK}": { ${loaders.join(", ")} },`;
});
writeFileSync(gluePath, glue + part + link);

for (const file of readdirSync(folder)) {
	if (!file.endsWith(".wasm")) continue;
	copyFileSync(
		join(folder, file),
		join(dirname(gluePath), partName(basename(file, ".wasm"))),
	);
}

/** `split_rooms` becomes `stallmap-web-rooms.wasm`. */
function partName(name) {
	return `${stem}-${name.replace(/^split_/, "")}.wasm`;
}
