// The browser of the Debian sample, started with its policies: it takes all of them, shows the kiosk,
// and goes nowhere else.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import {
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { chromium } from "playwright-core";
import { holds } from "./expect.mjs";
import { chromiumPath, DIST, ROOT, startServer } from "./harness.mjs";

const START_MS = 30_000;
/** Where Debian's Chromium looks for policies; hidden behind an empty folder for the test alone. */
const MACHINE = "/etc/chromium";

const policies = JSON.parse(
	readFileSync(join(ROOT, "deploy", "debian", "policies.json"), "utf8"),
);

test("the policies allow the kiosk's own address and nothing else", () => {
	assert.deepEqual(policies.URLBlocklist, ["*"]);
	assert.deepEqual(policies.URLAllowlist, ["http://127.0.0.1:8080"]);
	const browser = readFileSync(
		join(ROOT, "deploy", "debian", "browser.sh"),
		"utf8",
	);
	assert.ok(browser.includes(`URL=${policies.URLAllowlist[0]}/\n`));
	const nginx = readFileSync(
		join(ROOT, "deploy", "debian", "nginx.conf"),
		"utf8",
	);
	assert.ok(nginx.includes("listen 127.0.0.1:8080;"));
	assert.equal(policies.DeveloperToolsAvailability, 2);
	assert.equal(policies.RemoteDebuggingAllowed, false);
	assert.equal(policies.PrintingEnabled, false);
	assert.equal(policies.AllowFileSelectionDialogs, false);
	assert.equal(policies.DefaultPopupsSetting, 2);
});

// Needs a namespace of its own, so that no other browser of the machine meets these policies.
const isDebian =
	existsSync(MACHINE) && spawnSync("unshare", ["-Urm", "true"]).status === 0;

if (isDebian) {
	test("Chromium with the policies", async (t) => {
		const server = await startServer(DIST);
		t.after(() => server.stop());
		const folder = mkdtempSync(join(tmpdir(), "stallmap-lockdown-"));
		let locked;
		t.after(async () => {
			await locked?.stop();
			rmSync(folder, { recursive: true, force: true });
		});
		const wanted = startedWith(server.origin, folder);
		locked = await startLocked(wanted, folder);
		const { browser } = locked;
		const [context] = browser.contexts();
		const page = await context.newPage();
		await page.goto("chrome://policy");
		const rows = page.locator("policy-row");
		await rows.first().waitFor();
		const texts = await holds(
			() =>
				rows.evaluateAll((own) =>
					own.map((row) => (row.shadowRoot ?? row).textContent),
				),
			(own) => own.some((text) => text.includes("URLBlocklist")),
			"policies",
		);
		const wrong = Object.keys(wanted).filter((name) => {
			const row = texts.find((text) =>
				new RegExp(`^\\s*${name}\\s`).test(text),
			);
			return !/\b(OK|Deprecated)\b/.test(row ?? "");
		});
		assert.deepEqual(wrong, [], "policies that this Chromium does not take");

		for (const url of [
			"https://example.com/",
			"http://127.0.0.1:1/",
			"file:///etc/hostname",
			"chrome://settings/",
			`view-source:${server.origin}/`,
		]) {
			await assert.rejects(
				page.goto(url),
				/BLOCKED_BY_ADMINISTRATOR|chrome-error/,
				url,
			);
		}
		const kiosk = await context.newPage();
		await kiosk.goto(`${server.origin}/?lang=en`);
		await kiosk.locator("market-kiosk .level-key").first().waitFor();
		await kiosk.goto(`${server.origin}/status.html?lang=en`);
		// A file goes into the folder for it, without a question. Whoever drives a browser gets its
		// files else.
		const devtools = await browser.newBrowserCDPSession();
		await devtools.send("Browser.setDownloadBehavior", { behavior: "default" });
		await kiosk.getByRole("button", { name: "Save kiosk.json" }).click();
		await holds(
			() => readdirSync(folder),
			(own) => own.includes("kiosk.json"),
			"the file that was saved",
		);
	});
}

/** The sample for another port; what would also keep the test out is left out. */
function startedWith(origin, folder) {
	const {
		DeveloperToolsAvailability: _,
		RemoteDebuggingAllowed: __,
		...own
	} = policies;
	return { ...own, URLAllowlist: [origin], DownloadDirectory: folder };
}

async function startLocked(wanted, folder) {
	const file = join(folder, "policies.json");
	writeFileSync(file, JSON.stringify(wanted));
	const managed = `${MACHINE}/policies/managed`;
	const script = `mount -t tmpfs none ${MACHINE} && mkdir -p ${managed} &&
		cp "$1" ${managed}/stallmap.json && exec "$2" --headless --no-sandbox --no-first-run \
		--disable-background-networking --disable-component-update --disable-sync --no-proxy-server \
		'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1' \
		--remote-debugging-port=0 --user-data-dir="$3" about:blank`;
	const parts = [script, "sh", file, chromiumPath(), join(folder, "profile")];
	const program = spawn("unshare", ["-Urm", "sh", "-c", ...parts], {
		stdio: ["ignore", "ignore", "pipe"],
	});
	const ended = new Promise((resolve) => program.once("exit", resolve));
	let said = "";
	const address = new Promise((resolve) => {
		program.stderr.on("data", (chunk) => {
			said += chunk;
			const found = said.match(/ws:\/\/\S+/);
			if (found) resolve(found[0]);
		});
	});
	const stop = async (browser) => {
		await browser?.close();
		program.kill();
		await ended;
	};
	const late = pause(START_MS, undefined, { ref: false });
	const found = await Promise.race([address, ended, late]);
	if (typeof found !== "string") {
		await stop();
		assert.fail(`Chromium did not come up:\n${said}`);
	}
	const browser = await chromium.connectOverCDP(found);
	return { browser, stop: () => stop(browser) };
}
