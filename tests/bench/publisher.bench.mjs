// The operator's program at the size of the whole market, and beyond: how long check, build and
// import take, and how much memory. Prints a table and writes target/bench/publisher.json. A program
// that held everything would need memory in proportion to the products; one that streams needs as
// much as its largest levels and the index, and time grows no faster than the products.
//
//   PUBLISHER_PRODUCTS=2100000,10000000   other numbers of products
//
// Everything runs one after the other. On a busy machine the seconds on the clock are too high;
// those of the processor (of all cores together, user and system) hardly are.

import { spawn } from "node:child_process";
import {
	closeSync,
	cpSync,
	mkdirSync,
	openSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
	writeSync,
} from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import { programPath, ROOT } from "../browser/harness.mjs";

const OUT = join(ROOT, "target", "bench");
const WORK = join(OUT, "publisher");
const ROWS = 100_000;
/** What Linux counts processor time in, on every machine. */
const TICKS_PER_SECOND = 100;
const numbers = process.env.PUBLISHER_PRODUCTS ?? "2100000,4200000,10000000";

const rows = [];
rmSync(WORK, { recursive: true, force: true });
mkdirSync(WORK, { recursive: true });
for (const products of numbers.split(",").map(Number)) {
	await wholeMarket(products);
}
await spreadsheet();
console.table(rows);
writeFileSync(
	join(OUT, "publisher.json"),
	`${JSON.stringify({ cores: cpus().length, rows }, null, "\t")}\n`,
);
rmSync(WORK, { recursive: true, force: true });

/** Check, first build, build after one listing has changed, comparison. */
async function wholeMarket(products) {
	const source = join(WORK, "source");
	const out = join(WORK, "out");
	const before = join(WORK, "before");
	const what = `${(products / 1e6).toFixed(1)} M products`;
	await measure(`${what}: sample`, "sample", source, "--products", products);
	await measure(`${what}: check`, "check", source);
	await measure(`${what}: build`, "build", source, out);
	await measure(`${what}: build again, nothing changed`, "build", source, out);
	cpSync(out, before, { recursive: true });
	changeOneListing(source, "fr");
	await measure(
		`${what}: build after one listing changed`,
		"build",
		source,
		out,
	);
	await measure(`${what}: verify`, "verify", out);
	await measure(`${what}: diff`, "diff", before, out);
	await measure(`${what}: copies`, "build", source, out, "--precompress");
	changeOneListing(source, "es");
	await measure(
		`${what}: build with copies after one listing changed`,
		"build",
		source,
		out,
		"--precompress",
	);
	for (const folder of [source, out, before]) {
		rmSync(folder, { recursive: true });
	}
}

/** Gives one shop a name in another language. */
function changeOneListing(source, language) {
	const level = readdirSync(join(source, "levels")).sort()[0];
	const path = join(source, "levels", level, "listings.json");
	const text = readFileSync(path, "utf8");
	writeFileSync(path, text.replace('"name":{', `"name":{"${language}":"Nom",`));
}

/** A workbook of stalls with their shops, as a clerk keeps it. */
async function spreadsheet() {
	const file = join(WORK, "stalls.xlsx");
	writeWorkbook(file);
	const source = join(WORK, "imported");
	const what = `import of ${ROWS.toLocaleString("en")} rows, xlsx`;
	await measure(what, "import", "sheet", file, source);
}

/** Runs the program once; a row with its time and the most memory that it held. */
async function measure(what, ...words) {
	const began = performance.now();
	const run = spawn(programPath(), words.map(String), {
		stdio: "ignore",
		env: { ...process.env, STALLMAP_CACHE: join(WORK, "cache") },
	});
	let memoryKb = 0;
	let ticks = 0;
	const look = () => {
		try {
			const status = readFileSync(`/proc/${run.pid}/status`, "utf8");
			memoryKb = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? memoryKb);
			const stat = readFileSync(`/proc/${run.pid}/stat`, "utf8");
			// Behind the name in brackets; user and system time are fields 14 and 15 of all.
			const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
			ticks = Math.max(ticks, Number(fields[11]) + Number(fields[12]));
		} catch {
			// It has just ended.
		}
	};
	const timer = setInterval(look, 20);
	const code = await new Promise((resolve) => run.on("close", resolve));
	clearInterval(timer);
	if (code !== 0) {
		throw new Error(`${what}: the program ended with ${code}`);
	}
	const row = {
		what,
		seconds: Number(((performance.now() - began) / 1000).toFixed(1)),
		processor_seconds: Number((ticks / TICKS_PER_SECOND).toFixed(1)),
		megabytes: Math.round(memoryKb / 1024),
	};
	console.log(
		`${what}: ${row.seconds} s, processor ${row.processor_seconds} s, ${row.megabytes} MB`,
	);
	rows.push(row);
}

/** The smallest workbook that spreadsheet programs open: one sheet, texts in the cells. */
function writeWorkbook(path) {
	const ns = "http://schemas.openxmlformats.org";
	const part = (name, text) => ({ name, text });
	const type = (name, kind) =>
		`<Override PartName="/xl/${name}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`;
	writeZip(path, [
		part(
			"[Content_Types].xml",
			`<Types xmlns="${ns}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${type("workbook", "sheet.main")}${type("worksheets/sheet1", "worksheet")}</Types>`,
		),
		part(
			"_rels/.rels",
			`<Relationships xmlns="${ns}/package/2006/relationships"><Relationship Id="r1" Type="${ns}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		),
		part(
			"xl/_rels/workbook.xml.rels",
			`<Relationships xmlns="${ns}/package/2006/relationships"><Relationship Id="r1" Type="${ns}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		),
		part(
			"xl/workbook.xml",
			`<workbook xmlns="${ns}/spreadsheetml/2006/main" xmlns:r="${ns}/officeDocument/2006/relationships"><sheets><sheet name="商位" sheetId="1" r:id="r1"/></sheets></workbook>`,
		),
		part(
			"xl/worksheets/sheet1.xml",
			`<worksheet xmlns="${ns}/spreadsheetml/2006/main"><sheetData>${sheetRows()}</sheetData></worksheet>`,
		),
	]);
}

function sheetRows() {
	const text = (value) => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
	const number = (value) => `<c><v>${value}</v></c>`;
	const headers = [
		"楼层",
		"商位号",
		"左",
		"上",
		"宽",
		"深",
		"店名",
		"店名（英文）",
	];
	const more = ["经营类目", "主营商品", "电话", "党员", "挂牌日期"];
	const lines = [`<row>${[...headers, ...more].map(text).join("")}</row>`];
	for (let row = 0; row < ROWS; row++) {
		const cells = [
			text(`a${1 + (row % 26)}`),
			number(10_001 + row),
			number((row % 300) * 35),
			number(Math.floor(row / 300) * 30),
			number(30),
			number(25),
			text(`鑫源玩具${row}号商行`),
			text(`Xinyuan Toys no. ${row}`),
			text("toys"),
			text("毛绒熊; 拼图; 积木; 气球; 玩具车"),
			text(`0579-8500${row}`),
			text(row % 40 === 0 ? "是" : "否"),
			row % 40 === 0 ? number(44_378) : "<c/>",
		];
		lines.push(`<row>${cells.join("")}</row>`);
	}
	return lines.join("");
}

function writeZip(path, parts) {
	const file = openSync(path, "w");
	const entries = [];
	let offset = 0;
	const put = (bytes) => {
		writeSync(file, bytes);
		offset += bytes.length;
	};
	for (const { name, text } of parts) {
		const bytes = Buffer.from(text);
		const packed = deflateRawSync(bytes);
		const head = Buffer.alloc(26);
		head.writeUInt16LE(20, 0);
		head.writeUInt16LE(0x0800, 2);
		head.writeUInt16LE(8, 4);
		head.writeUInt32LE(crc32(bytes), 10);
		head.writeUInt32LE(packed.length, 14);
		head.writeUInt32LE(bytes.length, 18);
		head.writeUInt16LE(Buffer.byteLength(name), 22);
		entries.push({ name, head, offset });
		put(Buffer.concat([Buffer.from("PK\x03\x04"), head, Buffer.from(name)]));
		put(packed);
	}
	const listed = offset;
	for (const { name, head, offset: at } of entries) {
		const tail = Buffer.alloc(14);
		tail.writeUInt32LE(at, 10);
		put(
			Buffer.concat([
				Buffer.from("PK\x01\x02\x14\x00"),
				head,
				tail,
				Buffer.from(name),
			]),
		);
	}
	const end = Buffer.alloc(18);
	end.writeUInt16LE(entries.length, 4);
	end.writeUInt16LE(entries.length, 6);
	end.writeUInt32LE(offset - listed, 8);
	end.writeUInt32LE(listed, 12);
	put(Buffer.concat([Buffer.from("PK\x05\x06"), end]));
	closeSync(file);
}
