// A page in another engine than the tests' Chromium, through that engine's own driver: Firefox
// speaks WebDriver BiDi, WebKitGTK brings WebKitWebDriver. Both as their makers ship them.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** Milliseconds until a driver must have answered. */
const START_MS = 30_000;

/** Firefox: `{ version, open(url), run(script), close() }`, where `script` is a function's body. */
export async function firefox(program) {
	const profile = mkdtempSync(join(tmpdir(), "stallmap-firefox-"));
	const browser = spawn(
		program,
		["--headless", "--remote-debugging-port=0", "--profile", profile],
		{ stdio: ["ignore", "ignore", "pipe"] },
	);
	const ended = new Promise((resolve) => browser.once("exit", resolve));
	const address = await new Promise((resolve, reject) => {
		let said = "";
		browser.stderr.on("data", (chunk) => {
			said += chunk;
			const [, found] = said.match(/BiDi listening on (ws:\S+)/) ?? [];
			if (found) resolve(found);
		});
		ended.then(() => reject(new Error(`Firefox ended: ${said}`)));
	});
	const socket = new WebSocket(`${address}/session`);
	await new Promise((resolve, reject) => {
		socket.addEventListener("open", resolve);
		socket.addEventListener("error", reject);
	});
	const waiting = new Map();
	socket.addEventListener("message", ({ data }) => {
		const { id, result, error, message } = JSON.parse(data);
		const own = waiting.get(id);
		waiting.delete(id);
		if (error) own?.reject(new Error(`${error}: ${message}`));
		else own?.resolve(result);
	});
	let count = 0;
	const call = (method, params = {}) =>
		new Promise((resolve, reject) => {
			count += 1;
			waiting.set(count, { resolve, reject });
			socket.send(JSON.stringify({ id: count, method, params }));
		});
	const { capabilities } = await call("session.new", { capabilities: {} });
	const { contexts } = await call("browsingContext.getTree");
	const { context } = contexts[0];
	return {
		version: capabilities.browserVersion,
		open: (url) =>
			call("browsingContext.navigate", { context, url, wait: "complete" }),
		async run(script) {
			const { result, exceptionDetails } = await call("script.evaluate", {
				expression: `(() => { ${script} })()`,
				target: { context },
				awaitPromise: true,
			});
			if (exceptionDetails) throw new Error(exceptionDetails.text);
			return result.value;
		},
		async close() {
			socket.close();
			browser.kill();
			await ended;
			rmSync(profile, { recursive: true, force: true });
		},
	};
}

/** The same for WebKitGTK; `program` is `WebKitWebDriver`. */
export async function webkit(program) {
	const port = await freePort();
	const driver = spawn(program, [`--port=${port}`], { stdio: "ignore" });
	const call = async (method, path, body) => {
		const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
			method,
			body: body && JSON.stringify(body),
			signal: AbortSignal.timeout(START_MS),
		});
		const { value } = await answer.json();
		if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(value)}`);
		return value;
	};
	const options = { args: ["--automation"] };
	const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": options } };
	const { sessionId, capabilities: own } = await patiently(() =>
		call("POST", "/session", { capabilities }),
	).catch((error) => {
		driver.kill();
		throw error;
	});
	const session = `/session/${sessionId}`;
	return {
		version: own.browserVersion,
		open: (url) => call("POST", `${session}/url`, { url }),
		run: (script) =>
			call("POST", `${session}/execute/sync`, { script, args: [] }),
		async close() {
			await call("DELETE", session);
			driver.kill();
		},
	};
}

async function patiently(act) {
	const latest = Date.now() + START_MS;
	for (;;) {
		try {
			return await act();
		} catch (error) {
			if (Date.now() > latest) throw error;
		}
		await pause(200);
	}
}

async function freePort() {
	const server = createServer().listen(0, "127.0.0.1");
	await new Promise((resolve) => server.once("listening", resolve));
	const { port } = server.address();
	await new Promise((resolve) => server.close(resolve));
	return port;
}
