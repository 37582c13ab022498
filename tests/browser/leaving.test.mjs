// A kiosk that a page takes away in the very moment in which something happens in it: the module
// lives on for the next one.

import { test } from "node:test";
import { becomes, seesNo } from "./expect.mjs";
import { useSite } from "./harness.mjs";
import { settled } from "./map.mjs";

const site = useSite();

test("a kiosk is taken away while its person does something", async (t) => {
	const visit = await site.visit(t, "/?lang=en");
	await settled(visit);
	await visit.page.evaluate(() => {
		window.readies = 0;
		window.acts = [
			(kiosk) => kiosk.reset(),
			(kiosk) => {
				kiosk.category = "toys";
			},
			(kiosk) => {
				kiosk.query = "pen";
			},
			(kiosk) => kiosk.route("", "a1-11001"),
		];
	});
	for (const count of [1, 2, 3, 4]) {
		await visit.page.evaluate(() => {
			const old = document.querySelector("market-kiosk");
			window.acts.shift()(old);
			old.remove();
			const next = document.createElement("market-kiosk");
			next.setAttribute("layout", "kiosk");
			next.lang = "en";
			const ready = () => {
				window.readies += 1;
			};
			next.addEventListener("market-ready", ready, { once: true });
			document.body.append(next);
		});
		await becomes(() => visit.page.evaluate(() => window.readies), count);
	}
	await settled(visit);
	await seesNo(visit.kiosk.locator(".failure"));
});
