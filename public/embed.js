/**
 * The page inside a frame: the widgets that its address names, and a conversation with the page
 * around it, in messages `{ stallmap: 1, type, … }`. It works in a frame that is sandboxed with
 * `allow-scripts` alone. What messages there are stands in `src/embed/README.md`.
 */

/** Version of the messages. A message of another version is not looked at. */
const VERSION = 1;
/** What can be shown, by the name in the address. */
const VIEWS = ["kiosk", "map", "search", "listing", "badge", "index"];
/** Attributes that the address and messages may set. */
const SETTINGS = [
	"src",
	"lang",
	"stall",
	"category",
	"level",
	"query",
	"kiosk",
	"theme",
	"text-size",
	"px-per-mm",
	"route",
	"way",
	"link-base",
	"labelled",
];
/** Those that a message may set: a page around the frame does not send it to another publication. */
const FROM_OUTSIDE = SETTINGS.filter((name) => name !== "src");
/** Events that the page around is told. */
const TOLD = [
	"market-ready",
	"market-select",
	"market-level",
	"market-search",
	"market-route",
	"market-navigate",
	"market-data",
	"market-error",
	"market-recovered",
	"market-reset",
];
/** No id, no tag and no sensible question is longer. */
const MOST_LETTERS = 400;

const address = new URLSearchParams(location.search);
/** The only page that is spoken to, as an origin; without one any page around may listen. */
const partner = originOf(address.get("host"));
const widgets = document.querySelector("#widgets");

for (const view of (address.get("view") || "kiosk").split(",").slice(0, 12)) {
	if (VIEWS.includes(view)) {
		const element = document.createElement(`market-${view}`);
		// What is framed is looked at, and a website wants no more of the index than it needs.
		element.setAttribute("loading", "lazy");
		for (const name of SETTINGS) {
			const value = address.get(name);
			if (isText(value)) element.setAttribute(name, value);
		}
		widgets.append(element);
	}
}
// A kiosk brings its own.
if (!widgets.querySelector("market-kiosk"))
	widgets.setAttribute("role", "main");
await import("./widgets/stallmap.js");

/** Tells the page around. Details carry ids and numbers, so that they may be told to any page. */
function tell(type, rest) {
	if (parent !== window) {
		parent.postMessage({ stallmap: VERSION, type, ...rest }, partner ?? "*");
	}
}

for (const name of TOLD) {
	addEventListener(name, (event) => {
		// Plain values alone: ids, codes, numbers.
		const detail = Object.fromEntries(
			Object.entries(event.detail ?? {}).filter(
				([, value]) => value === null || typeof value !== "object",
			),
		);
		const { localName } = event.composedPath()[0];
		tell(name.slice("market-".length), { element: localName, detail });
	});
}

/** What a message may ask for. Values are checked here and nowhere else. */
const ANSWERS = {
	set({ name, value }) {
		if (FROM_OUTSIDE.includes(name) && (value === null || isText(value))) {
			for (const element of widgets.children) {
				if (value === null) element.removeAttribute(name);
				else element.setAttribute(name, value);
			}
		}
	},
	select({ stall }) {
		if (isText(stall)) {
			for (const element of widgets.children) element.select(stall);
		}
	},
	route({ from, to, options }) {
		const kiosk = widgets.querySelector(":scope > market-kiosk");
		const stops = [to].flat();
		if (kiosk && stops.every(isText) && (from === undefined || isText(from))) {
			const { stepFree, goods, fewestChanges } = Object(options);
			kiosk.route(from, stops, { stepFree, goods, fewestChanges });
		}
	},
	reset() {
		for (const element of widgets.children) element.reset();
	},
	reload() {
		for (const element of widgets.children) element.reload();
	},
	height() {
		sayHeight();
		if (!isFollowed) followHeight();
		isFollowed = true;
	},
};

addEventListener("message", ({ source, origin, data }) => {
	const isPartner = source === parent && (!partner || origin === partner);
	if (!isPartner || parent === window) return;
	if (data === null || typeof data !== "object" || data.stallmap !== VERSION) {
		return;
	}
	if (Object.hasOwn(ANSWERS, data.type)) ANSWERS[data.type](data);
});

let isFollowed = false;
let saidPx;

/** The height that what is shown would like to have, CSS pixels. */
function heightPx() {
	const boxes = [...widgets.children].map((own) => own.getBoundingClientRect());
	return Math.ceil(Math.max(0, ...boxes.map((box) => box.bottom)) + scrollY);
}

function sayHeight() {
	saidPx = heightPx();
	tell("height", { heightPx: saidPx });
}

function followHeight() {
	const observer = new ResizeObserver(() => {
		if (heightPx() !== saidPx) sayHeight();
	});
	for (const element of widgets.children) observer.observe(element);
}

function isText(value) {
	return typeof value === "string" && value.length <= MOST_LETTERS;
}

function originOf(text) {
	try {
		const { origin, protocol } = new URL(text ?? "");
		return /^https?:$/.test(protocol) ? origin : undefined;
	} catch {
		return undefined;
	}
}

tell("hello", { views: [...widgets.children].map((own) => own.localName) });
