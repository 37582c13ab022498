// The samples for nginx, really started: they answer as `stallmap serve` does, and the kiosk works
// behind them.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	realpathSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { holds } from "./expect.mjs";
import { DIST, ROOT, startBrowser, startServer, Visit } from "./harness.mjs";

const NGINX = join(ROOT, "target", "tools", "nginx");
const START_MS = 20_000;
/** What a host says about a file; a length depends on whether it compresses. */
const COMPARED = [
	"content-type",
	"cache-control",
	"access-control-allow-origin",
	"content-security-policy",
	"x-content-type-options",
	"referrer-policy",
	"cross-origin-resource-policy",
	"vary",
];
const SAMPLES = {
	"nginx.conf": (text) => text.replace("listen 80;", "listen 127.0.0.1:PORT;"),
	"debian/nginx.conf": (text) => text.replace(":8080;", ":PORT;"),
};

for (const [name, withPort] of Object.entries(SAMPLES)) {
	test(`${name} answers as stallmap serve does`, async (t) => {
		const served = await startServer(DIST);
		t.after(() => served.stop());
		const host = await startNginx(name, withPort);
		t.after(() => host.stop());
		for (const path of paths()) {
			const [ours, theirs] = await Promise.all([
				answer(served.origin + path),
				answer(host.origin + path),
			]);
			assert.deepEqual(theirs, ours, path);
		}
		const posted = await fetch(`${host.origin}/`, { method: "POST" });
		assert.ok([403, 405].includes(posted.status), `POST: ${posted.status}`);
	});
}

test("a kiosk on its own nginx: own settings, signs of life in the log", async (t) => {
	const name = "debian/nginx.conf";
	const host = await startNginx(name, SAMPLES[name]);
	let browser;
	let visit;
	// The page goes before its host: it may be fetching ahead.
	t.after(async () => {
		await visit?.end();
		await browser?.close();
		await host.stop();
	});
	const sample = JSON.parse(
		readFileSync(join(ROOT, "deploy", "debian", "kiosk.json"), "utf8"),
	);
	const settings = { ...sample, kiosk: "a2-k1", "heartbeat-seconds": 5 };
	writeFileSync(join(host.folder, "kiosk.json"), JSON.stringify(settings));
	browser = await startBrowser();
	visit = await Visit.begin({ origin: host.origin, browser });
	await visit.open("/?lang=en");
	assert.equal(
		await visit.kiosk.getAttribute("kiosk"),
		"a2-k1",
		"the machine's own settings",
	);
	const log = join(host.folder, "heartbeat.log");
	const lines = await holds(
		() => (existsSync(log) ? readFileSync(log, "utf8") : ""),
		(text) => / ready 1\n/.test(text),
		"a sign of life in the log",
	);
	assert.match(lines.split("\n")[0], /^\d+\.\d{3} 200 (starting|ready) \d*/);
});

/** Files of every kind: a page, the entry, hashed data, scripts, styles, modules, and none. */
function paths() {
	const data = readdirSync(join(DIST, "data"));
	const hashed = data.find((name) => /^market\.[0-9a-f]{8}\.json$/.test(name));
	const index = readdirSync(join(DIST, "data", "search"))[0];
	return [
		"/",
		"/index.html",
		"/status.html",
		"/preview.html",
		"/heartbeat.txt?state=ready",
		"/kiosk.js",
		"/widgets/stallmap.js",
		"/widgets/stallmap.css",
		"/stallmap-map_bg.wasm",
		"/icon.svg",
		"/data/publication.json",
		`/data/${hashed}`,
		`/data/search/${index}`,
		"/data/nothing.json",
		"/.git/config",
	];
}

async function answer(url) {
	const { status, headers } = await fetch(url, {
		headers: { "accept-encoding": "identity" },
	});
	// The words of a refusal are each server's own.
	if (status !== 200) return { status };
	const values = COMPARED.map((name) => [
		name,
		headers.get(name)?.toLowerCase(),
	]);
	return { status, ...Object.fromEntries(values) };
}

/** nginx with a sample, its folders moved below target/tmp: `{ origin, folder, stop() }`. */
async function startNginx(name, withPort) {
	assert.ok(existsSync(NGINX), `${NGINX} is missing: run "make tools" first`);
	const folder = join(ROOT, "target", "tmp", name.replace(/\W/g, "-"));
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const port = await freePort();
	const sample = withPort(
		readFileSync(join(ROOT, "deploy", name), "utf8"),
	).replace("PORT", port);
	assert.ok(sample.includes(`127.0.0.1:${port};`), "the port of the sample");
	// Tests link the publication into the site, and the sample allows no links.
	const root = realpathSync(DIST);
	writeFileSync(
		join(folder, "site.conf"),
		sample
			.replaceAll("/srv/stallmap", root)
			.replaceAll("/etc/stallmap", folder)
			.replaceAll("/var/log/stallmap", folder),
	);
	writeFileSync(join(folder, "kiosk.json"), "{}");
	writeFileSync(join(folder, "mime.types"), readFileSync(mimeTypes()));
	const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
	writeFileSync(
		join(folder, "nginx.conf"),
		`daemon off; master_process off; pid ${folder}/pid; error_log stderr;
events {}
http {
	${temporary.map((own) => `${own}_temp_path ${folder}/${own};`).join(" ")}
	access_log off;
	include ${folder}/site.conf;
}
`,
	);
	const server = spawn(NGINX, ["-p", folder, "-c", `${folder}/nginx.conf`], {
		stdio: ["ignore", "ignore", "pipe"],
	});
	let said = "";
	server.stderr.on("data", (chunk) => {
		said += chunk;
	});
	const ended = new Promise((resolve) => server.once("exit", resolve));
	const stop = async () => {
		server.kill();
		await ended;
	};
	const origin = `http://127.0.0.1:${port}`;
	const latest = Date.now() + START_MS;
	for (;;) {
		const isUp = await fetch(origin).then(
			() => true,
			() => false,
		);
		if (isUp) return { origin, folder, stop };
		if (server.exitCode !== null || Date.now() > latest) {
			await stop();
			assert.fail(`nginx did not come up:\n${said}`);
		}
		await pause(50);
	}
}

/** Beside the program where it was only unpacked, else where the system keeps it. */
function mimeTypes() {
	const unpacked = join(
		dirname(realpathSync(NGINX)),
		"..",
		"..",
		"etc",
		"nginx",
		"mime.types",
	);
	const own = [
		unpacked,
		"/etc/nginx/mime.types",
		"/opt/homebrew/etc/nginx/mime.types",
		"/usr/local/etc/nginx/mime.types",
	].find((path) => existsSync(path));
	assert.ok(own, "nginx has no mime.types");
	return own;
}

function freePort() {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once("error", reject);
		probe.listen(0, "127.0.0.1", () => {
			const { port } = probe.address();
			probe.close(() => resolve(port));
		});
	});
}
