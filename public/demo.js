/** What this page does by itself: its dark and Arabic dress, its partners, and the code to copy. */

const $ = (selector) => document.querySelector(selector);
const widgets = () =>
	document.querySelectorAll(
		"market-search, market-map, market-listing, market-badge, market-index",
	);

/** Where the publication lies: of this site, or what the address says. */
const src = new URLSearchParams(location.search).get("src") || "data/";
for (const widget of widgets()) widget.setAttribute("src", src);

// --- dress ---------------------------------------------------------------------------

let isDark = matchMedia("(prefers-color-scheme: dark)").matches;
let isArabic = false;

function dress() {
	document.documentElement.classList.toggle("dark", isDark);
	$("#dark").setAttribute("aria-pressed", isDark);
	for (const widget of widgets())
		widget.setAttribute("theme", isDark ? "dark" : "light");
}

function speak() {
	const root = document.documentElement;
	root.lang = isArabic ? "ar" : "en";
	root.dir = isArabic ? "rtl" : "ltr";
	$("#turn").setAttribute("aria-pressed", isArabic);
	for (const own of document.querySelectorAll("[data-ar]")) {
		own.dataset.en ??= own.textContent.trim();
		own.textContent = isArabic ? own.dataset.ar : own.dataset.en;
	}
	for (const widget of widgets()) widget.setAttribute("lang", root.lang);
}

$("#dark").addEventListener("click", () => {
	isDark = !isDark;
	dress();
});
$("#turn").addEventListener("click", () => {
	isArabic = !isArabic;
	speak();
});

// --- partners ------------------------------------------------------------------------

const GOODS = [
	["Hair clips", "مشابك شعر"],
	["Festive garlands", "أكاليل احتفالية"],
	["Umbrellas", "مظلات"],
	["Kitchen scales", "موازين مطبخ"],
	["Socks", "جوارب"],
];

async function read(path) {
	const answer = await fetch(new URL(path, new URL(src, document.baseURI)));
	return answer.json();
}

/** Stalls of the first level that say something of themselves. */
async function partners() {
	const { files } = await read("publication.json");
	const levels = files.filter(({ path }) => path.startsWith("levels/"));
	const { level, stalls, grades } = await read(levels[0].path);
	const chosen = [];
	const seen = new Set();
	for (const [index, number] of stalls.number.entries()) {
		const plaques = stalls.plaques[index] ?? 0;
		const grade = grades[(stalls.grade[index] ?? 0) - 1];
		const kind = `${plaques} ${grade?.level} ${grade?.suspended}`;
		if ((plaques || grade) && !seen.has(kind) && chosen.length < GOODS.length) {
			seen.add(kind);
			chosen.push(stalls.ids?.[index] ?? `${level}-${number}`);
		}
	}
	return chosen;
}

function row(stall, [goods, inArabic]) {
	const line = document.createElement("tr");
	const badge = document.createElement("market-badge");
	for (const [name, value] of Object.entries({ src, stall, labelled: "yes" })) {
		badge.setAttribute(name, value);
	}
	const link = document.createElement("a");
	link.href = "#find";
	link.textContent = stall;
	link.addEventListener("click", () => {
		$("#map").select(stall);
		$("#listing").setAttribute("stall", stall);
	});
	const words = document.createElement("span");
	words.textContent = goods;
	words.dataset.ar = inArabic;
	for (const content of [link, words, badge]) {
		const cell = document.createElement("td");
		cell.append(content);
		line.append(cell);
	}
	return line;
}

// --- the code to copy ----------------------------------------------------------------

const maker = $("#maker");
const escaped = (text) =>
	text.replace(/[&"<>]/g, (letter) => `&#${letter.codePointAt(0)};`);

function snippet() {
	const fields = Object.fromEntries(new FormData(maker));
	const { view, door } = fields;
	const settings = ["src", "lang", "stall"].filter((name) =>
		fields[name].trim(),
	);
	if (door === "frame") {
		const query = new URLSearchParams({ view });
		for (const name of settings) query.set(name, fields[name].trim());
		const page = new URL(`embed.html?${query}`, document.baseURI).href;
		return `<iframe src="${escaped(page)}" sandbox="allow-scripts" loading="lazy"\n\twidth="100%" height="480" title="Stall map"></iframe>`;
	}
	const loader = new URL("widgets/stallmap.js", document.baseURI).href;
	const attributes = settings
		.map((name) => ` ${name}="${escaped(fields[name].trim())}"`)
		.join("");
	return `<script type="module" src="${escaped(loader)}"></script>\n<market-${view}${attributes}></market-${view}>`;
}

function write() {
	$("#snippet").textContent = snippet();
	$("#copied").textContent = "";
}

maker.addEventListener("input", write);
maker.addEventListener("submit", (event) => event.preventDefault());
maker.elements.src.value = new URL(src, document.baseURI).href;
$("#copy").addEventListener("click", async () => {
	try {
		await navigator.clipboard.writeText($("#snippet").textContent);
		$("#copied").textContent = "Copied.";
	} catch {
		getSelection().selectAllChildren($("#snippet"));
		$("#copied").textContent = "Selected: copy it with the keyboard.";
	}
});

dress();
speak();
write();
try {
	const stalls = await partners();
	$("#rows").append(...stalls.map((stall, index) => row(stall, GOODS[index])));
	maker.elements.stall.value = stalls[0] ?? "";
	if (stalls[0]) $("#listing").setAttribute("stall", stalls[0]);
	dress();
	speak();
	write();
} catch (error) {
	console.warn("demo: no stalls to show", error);
}
