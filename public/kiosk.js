/**
 * The kiosk page: hands the settings of `kiosk.json` and of the address to the element, then
 * loads the widgets. The address wins. A page that a visitor's own telephone opens by a code is no
 * kiosk: nobody stands in line behind it.
 */

const SETTINGS = [
	"src",
	"kiosk",
	"lang",
	"px-per-mm",
	"mount-mm",
	"text-size",
	"idle-seconds",
	"loading",
	"link-base",
	"layout",
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

/** What the address asked for was the last person's; what it says about the machine stays. */
function forgetLink() {
	for (const attribute of Object.values(LINK)) {
		if (attribute !== "from") element.removeAttribute(attribute);
	}
	const own = new URL(location.href);
	for (const name of Object.keys(LINK)) own.searchParams.delete(name);
	own.hash = "";
	history.replaceState(null, "", own);
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
const isTakenAlong = address.has("route") || address.has("from");
// Without another word a screen as small as a telephone's is no machine.
const usual = matchMedia("(max-width: 599px)").matches ? "web" : undefined;
apply(
	"layout",
	address.get("layout") ?? (isTakenAlong ? "web" : (machine.layout ?? usual)),
);
if (element.getAttribute("layout") === "kiosk") {
	atLast(() => import("./lock.js")).then(({ lock }) => lock());
	element.addEventListener("market-reset", forgetLink);
}
document.documentElement.lang = element.lang || "zh";
element.addEventListener("market-ready", keepPage, { once: true });
await atLast(() => import("./widgets/stallmap.js"));

// After the widgets: nothing of it is needed for the first map.
await atLast(async () => {
	const { guard } = await import("./kiosk/guard.js");
	await guard(element, machine);
});

/** What a person waits for comes first. */
async function keepPage() {
	const offline = await atLast(() => import("./widgets/offline.js"));
	offline.keepPage(element);
}

/** What `load()` promises, tried until the host gives it: nobody else stands by a machine. */
async function atLast(load) {
	for (let waitMs = 5_000; ; waitMs = Math.min(waitMs * 2, 40_000)) {
		try {
			return await load();
		} catch (error) {
			console.warn("stallmap: a part of the page is missing", error);
			const ms = waitMs * (0.5 + Math.random() / 2);
			await new Promise((resolve) => setTimeout(resolve, ms));
		}
	}
}
