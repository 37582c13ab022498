/** The dresses of this page, and the list of what a host page may set. */

const DRESSES = [
	["light", "light", "As it comes"],
	["dark", "dark", "Dark"],
	["contrast", "contrast", "High contrast"],
	["own", "light", "In a host page's own dress"],
];

/** Every property: its elements and its meaning. A test compares the list with the style sheets. */
const PROPERTIES = {
	font: ["all", "font family"],
	ground: ["all but badge", "what lies behind everything"],
	card: ["all but badge", "cards, fields and rows"],
	ink: ["all but badge", "text"],
	soft: ["all but badge", "text of less weight"],
	line: ["all but badge", "lines"],
	accent: ["all but badge", "keys, links, what is chosen"],
	"accent-soft": ["all but badge", "the ground of what is chosen"],
	"on-accent": ["all but badge", "text on it"],
	red: ["all but badge", "warnings"],
	lit: ["all but badge", "what is lit up in lists"],
	radius: ["all but badge", "roundness of corners"],
	"key-px": ["all but badge", "height of keys: density"],
	"text-scale": ["all but badge", "size of all texts; `text-size` sets it"],
	"map-keys-flow": ["map", "`row` puts its keys side by side"],
	"map-keys-visibility": ["map", "`hidden` takes its keys away"],
	focus: ["map", "the ring around what has the focus"],
	surface: ["map", "its keys"],
	"surface-hover": ["map", "its keys under a pointer"],
	"map-ground": ["map", "what lies around the building"],
	"sign-px": ["all", "size of signs"],
	"sign-ink": ["all", "drawings on signs"],
	"sign-service": ["all", "plates of services"],
	"sign-way": ["all", "plates of ways and exits"],
	"sign-help": ["all", "plates of help"],
	mark: ["all", "the red mark"],
	"mark-ink": ["all", "its words"],
	post: ["all", "the bar of a demonstration post"],
	lapsed: ["all", "a grade that is not in force"],
};
const PARTS = {
	"market-map": ["map", "keys"],
	"market-search": ["field", "results"],
	"market-listing": ["listing", "back"],
	"market-badge": ["badge", "mark", "grade"],
};

const src = new URLSearchParams(location.search).get("src") || "data/";
const template = document.querySelector("#dress");
const made = (tag, text) =>
	Object.assign(document.createElement(tag), { textContent: text });

/** A stall with a mark or a grade, for the badges. */
async function stallToShow() {
	const read = async (path) =>
		(await fetch(new URL(path, new URL(src, document.baseURI)))).json();
	const { files } = await read("publication.json");
	const { path } = files.find((own) => own.path.startsWith("levels/"));
	const { level, stalls } = await read(path);
	const index = stalls.number.findIndex(
		(_, own) => stalls.plaques[own] && stalls.grade[own],
	);
	return stalls.ids?.[index] ?? `${level}-${stalls.number[index]}`;
}

const stall = await stallToShow().catch(() => "");
for (const [name, theme, title] of DRESSES) {
	const dress = template.content.cloneNode(true);
	dress.querySelector("section").className = name;
	dress.querySelector("h2").textContent = title;
	for (const widget of dress.querySelectorAll("*")) {
		if (!widget.localName.startsWith("market-")) continue;
		widget.setAttribute("src", src);
		widget.setAttribute("theme", theme);
		if (widget.localName === "market-badge")
			widget.setAttribute("stall", stall);
	}
	template.parentElement.append(dress);
}
for (const [name, [elements, meaning]] of Object.entries(PROPERTIES)) {
	const row = document.createElement("tr");
	const cell = made("td", "");
	cell.append(made("code", `--market-${name}`));
	row.append(cell, made("td", elements), made("td", meaning));
	document.querySelector("#properties").append(row);
}
for (const [tag, parts] of Object.entries(PARTS)) {
	const item = document.createElement("li");
	item.append(made("code", `${tag}::part(${parts.join(" | ")})`));
	document.querySelector("#parts").append(item);
}
