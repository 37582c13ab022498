import { LANDSCAPE, openSite, PHONE, PORTRAIT, Visit } from "./harness.mjs";

const site = await openSite();
const [lang, size, typed] = process.argv.slice(2);
const viewport = { phone: PHONE, portrait: PORTRAIT, landscape: LANDSCAPE }[
	size
];
const visit = await Visit.begin(site, { viewport, ready: false });
await visit.open(`/preview.html?lang=${lang}`);
visit.page.on("console", (m) => console.log("console", m.text()));
await visit.page.locator("input[name=stall]").fill(typed ?? "a1-10001");
await visit.page.locator(".asking .main").click();
await visit.page
	.locator("main.is-open")
	.waitFor({ timeout: 30000 })
	.catch((e) => console.log(String(e)));
const name = visit.page.locator('[name="name/zh"]');
await name
	.fill("福茂仿真树批发部新店名字很长很长很长很长很长很长很长很长很长")
	.catch((e) => console.log(String(e)));
await visit.page.waitForTimeout(4000);
await visit.page
	.locator("section.found")
	.scrollIntoViewIfNeeded()
	.catch(() => {});
await visit.page.waitForTimeout(12000);
for (const own of ["card", "phone"]) {
	await visit.page.locator(`.view-${own}`).scrollIntoViewIfNeeded();
	await visit.page.waitForTimeout(2500);
}
await visit.page.evaluate(() => scrollTo(0, 0));
await visit.page.screenshot({
	path: `target/screens/preview-${lang}-${size}.png`,
	fullPage: true,
});
console.log("faults", visit.faults);
await site.close?.();
process.exit(0);
