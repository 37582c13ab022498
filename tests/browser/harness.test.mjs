// The harness itself: a page with a fault must fail its test. Without this, a harness
// that sees nothing would look like a page without faults.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT, useSite, Visit } from "./harness.mjs";

const site = useSite(join(ROOT, "tests", "browser", "faulty"));

const expected = {
	foreign: /Content-Security-Policy: connect-src forbids http:\/\/elsewhere/,
	console: /console: something broke/,
	thrown: /uncaught: SyntaxError/,
	policy: /Content-Security-Policy: style-src/,
	missing: /console: .*404/,
};

for (const [fault, pattern] of Object.entries(expected)) {
	test(`a fault fails the visit: ${fault}`, async () => {
		const visit = await Visit.begin(site);
		await visit.open(`/?fault=${fault}`);
		await assert.rejects(visit.end(), pattern);
	});

	test(`unless it was provoked: ${fault}`, async (t) => {
		// The console repeats what the policy refuses.
		const refused = /^Content-Security/.test(pattern.source)
			? [/^console/]
			: [];
		await site.visit(t, `/?fault=${fault}`, { faults: [pattern, ...refused] });
	});
}

test("a page that leaves the site fails the visit", async () => {
	const visit = await Visit.begin(site, { ready: false });
	const left = visit.page.waitForEvent("requestfailed");
	await visit.open("/?fault=leaving");
	await left;
	await assert.rejects(
		visit.end(),
		/request that leaves the site: http:\/\/elsewhere\.example/,
	);
});

test("a provoked fault that does not happen fails the visit", async () => {
	const visit = await Visit.begin(site, { faults: [/404/] });
	await visit.open("/?fault=none");
	await assert.rejects(visit.end(), /there was none/);
});
