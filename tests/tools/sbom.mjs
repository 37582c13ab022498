// sbom.mjs [FILE]: what the product is made of, as CycloneDX 1.6 (target/sbom.json unless said).
// Ends with 1 when a library comes from elsewhere than the public registry, or under a licence that
// deny.toml does not allow. Known holes need the network: `cargo deny check advisories`.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const out = process.argv[2] ?? join(ROOT, "target", "sbom.json");
const REGISTRY = "registry+https://github.com/rust-lang/crates.io-index";

const metadata = JSON.parse(
	execFileSync(
		"cargo",
		["metadata", "--format-version", "1", "--all-features", "--locked"],
		{ cwd: ROOT, maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] },
	),
);
const allowed = new Set(
	readFileSync(join(ROOT, "deny.toml"), "utf8")
		.match(/^allow = \[([^\]]*)\]/m)[1]
		.match(/"[^"]+"/g)
		.map((own) => own.slice(1, -1)),
);
const sums = checksums(readFileSync(join(ROOT, "Cargo.lock"), "utf8"));

const faults = [];
const own = metadata.packages.find(({ source }) => source === null);
const libraries = metadata.packages.filter((each) => each !== own);
for (const { name, version, source, license } of libraries) {
	if (source !== REGISTRY) faults.push(`${name} ${version} is from ${source}`);
	if (!isAllowed(license ?? "")) faults.push(`${name} ${version}: ${license}`);
}

const components = libraries
	.map(({ name, version, license }) => ({
		type: "library",
		name,
		version,
		purl: `pkg:cargo/${name}@${version}`,
		licenses: [{ expression: (license ?? "").replaceAll("/", " OR ") }],
		hashes: [{ alg: "SHA-256", content: sums.get(`${name} ${version}`) }],
	}))
	.sort((a, b) => (a.purl < b.purl ? -1 : 1));
mkdirSync(dirname(out), { recursive: true });
writeFileSync(
	out,
	`${JSON.stringify(
		{
			bomFormat: "CycloneDX",
			specVersion: "1.6",
			version: 1,
			metadata: {
				component: {
					type: "application",
					name: own.name,
					version: own.version,
				},
			},
			components,
		},
		null,
		"\t",
	)}\n`,
);
for (const fault of faults) console.error(fault);
console.log(`${components.length} libraries in ${out}`);
process.exitCode = faults.length > 0 ? 1 : 0;

/** Whether an expression can be met with allowed licences: one of each OR, all of each AND. */
function isAllowed(expression) {
	const words = expression.replaceAll("/", " OR ").match(/\(|\)|[^\s()]+/g);
	let at = 0;
	const any = () => {
		let is = all();
		while (words?.[at] === "OR") {
			at++;
			is = all() || is;
		}
		return is;
	};
	const all = () => {
		let is = one();
		while (words?.[at] === "AND") {
			at++;
			is = one() && is;
		}
		return is;
	};
	const one = () => {
		if (words?.[at] === "(") {
			at++;
			const is = any();
			at++;
			return is;
		}
		let name = words?.[at++] ?? "";
		if (words?.[at] === "WITH") {
			name = `${name} WITH ${words[at + 1]}`;
			at += 2;
		}
		return allowed.has(name);
	};
	return any();
}

/** By name and version: what Cargo.lock says that a library's archive has to be. */
function checksums(lock) {
	const found = new Map();
	for (const block of lock.split("[[package]]").slice(1)) {
		const value = (name) =>
			block.match(new RegExp(`^${name} = "(.*)"`, "m"))?.[1];
		found.set(`${value("name")} ${value("version")}`, value("checksum"));
	}
	return found;
}
