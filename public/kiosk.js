/**
 * The kiosk page: hands the settings of `kiosk.json` and of the address to the element, then
 * loads the widgets. The address wins.
 */

const SETTINGS = [
	"src",
	"kiosk",
	"lang",
	"px-per-mm",
	"text-size",
	"idle-seconds",
	"loading",
	"link-base",
];
/** Names in a link, and the attribute each of them is. */
const LINK = {
	stall: "stall",
	category: "category",
	level: "level",
	q: "query",
	from: "from",
	route: "route",
	way: "way",
};

const element = document.querySelector("market-kiosk");

async function machineSettings() {
	try {
		const answer = await fetch("kiosk.json", { cache: "no-cache" });
		return answer.ok ? await answer.json() : {};
	} catch {
		// Without the file the market's own defaults stand.
		return {};
	}
}

function apply(name, value) {
	if (typeof value === "string" || typeof value === "number") {
		element.setAttribute(name, String(value));
	}
}

const machine = await machineSettings();
const address = new URLSearchParams(location.search);
for (const name of SETTINGS) {
	apply(name, address.get(name) ?? machine[name]);
}
for (const [name, attribute] of Object.entries(LINK)) {
	apply(attribute, address.get(name) ?? undefined);
}
document.documentElement.lang = element.lang || "zh";
await import("./widgets/stallmap.js");
