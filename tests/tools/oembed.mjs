// Writes DIST/oembed.json, the answer that oEmbed consumers ask for: a frame with the site's widgets.
// It is one file for all questions, because a static host cannot compute answers.
//   node oembed.mjs DIST https://market.example/

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [dist, address] = process.argv.slice(2);
const site = new URL(address.endsWith("/") ? address : `${address}/`);
const [width, height] = [800, 640];

const entry = readFileSync(join(dist, "data", "publication.json"), "utf8");
const { name, languages } = JSON.parse(entry);
const frame = new URL("embed.html?view=search,map", site).href;
const escaped = (text) =>
	text.replace(/[&"<>]/g, (letter) => `&#${letter.codePointAt(0)};`);

const answer = {
	version: "1.0",
	type: "rich",
	provider_name: "Stallmap",
	provider_url: site.href,
	title: name.en ?? name[languages[0]],
	width,
	height,
	html: `<iframe src="${escaped(frame)}" width="${width}" height="${height}" sandbox="allow-scripts" loading="lazy" title="Stallmap"></iframe>`,
};
writeFileSync(
	join(dist, "oembed.json"),
	`${JSON.stringify(answer, null, "\t")}\n`,
);
