/**
 * The kiosk page: hands the settings of `kiosk.json` and of the address to the element, then
 * loads the widgets. The address wins.
 */

const SETTINGS = [
	"src",
	"kiosk",
	"lang",
	"px-per-mm",
	"idle-seconds",
	"loading",
	"link-base",
];
/** What the address must not weaken: the machine's own word comes first. */
const TRUST = "pubkey";
/** … and what an address cannot say at all. */
const UNSIGNED = "allow-unsigned";
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
apply(TRUST, machine[TRUST] ?? address.get(TRUST));
if (machine[UNSIGNED] === true) element.setAttribute(UNSIGNED, "");
for (const [name, attribute] of Object.entries(LINK)) {
	apply(attribute, address.get(name) ?? undefined);
}
document.documentElement.lang = element.lang || "zh";
await import("./widgets/stallmap.js");
element.addEventListener("market-ready", keepPage, { once: true });

/** What a person waits for comes first. */
async function keepPage() {
	const offline = await import("./widgets/offline.js");
	offline.keepPage(element);
}
