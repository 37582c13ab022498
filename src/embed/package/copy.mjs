#!/usr/bin/env node
// Copies what the browser loads to a folder of static files: `npx stallmap-copy public/stallmap`.

import { cpSync, mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

const [folder] = process.argv.slice(2);
if (!folder) {
	console.error("stallmap-copy FOLDER: which folder of static files?");
	process.exit(2);
}
mkdirSync(folder, { recursive: true });
cpSync(fileURLToPath(new URL("./site", import.meta.url)), folder, {
	recursive: true,
});
console.log(`stallmap: copied to ${resolve(folder)}`);
