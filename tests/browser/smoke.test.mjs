// The page comes up at all: on every screen, under a strict policy, without a fault.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LANDSCAPE, PHONE, PORTRAIT, useSite } from "./harness.mjs";

const site = useSite();

for (const [name, viewport] of Object.entries({ PORTRAIT, LANDSCAPE, PHONE })) {
	test(`the kiosk shows something on a ${name.toLowerCase()} screen`, async (t) => {
		const visit = await site.visit(t, "/", { viewport });
		const shown = await visit.kiosk.evaluate((kiosk) => ({
			elements: kiosk.shadowRoot?.querySelectorAll("*").length ?? 0,
			width: kiosk.getBoundingClientRect().width,
			height: kiosk.getBoundingClientRect().height,
		}));
		await visit.screen(`smoke-${name.toLowerCase()}`);
		assert.ok(
			shown.elements > 0,
			"the open shadow root of market-kiosk is empty",
		);
		assert.ok(
			shown.width > 0 && shown.height > 0,
			`market-kiosk has no size: ${shown}`,
		);
		const { width, height } = viewport;
		const white = (await visit.pixels()).count([255, 255, 255], 0);
		assert.ok(white < width * height, "the screen is blank");
	});
}

test("the site is served with a strict Content-Security-Policy", async () => {
	const response = await fetch(site.origin);
	const policy = response.headers.get("content-security-policy") ?? "";
	await response.arrayBuffer();
	assert.match(policy, /script-src[^;]*'self'/);
	assert.match(policy, /script-src[^;]*'wasm-unsafe-eval'/);
	assert.doesNotMatch(policy, /'unsafe-inline'|'unsafe-eval'|\*/);
});
