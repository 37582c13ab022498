// From contests to tables: medians, the best peer of every row, how the product compares.

import { PEERS } from "./bundle.mjs";

const PRODUCT = "stallmap";
const NAMES = { [PRODUCT]: "Stallmap", ...PEERS };

/**
 * What is compared: `key` in the figures, `less` when less is better, `digits` behind the
 * point.
 */
const ROWS = [
	{
		key: "firstPictureMs",
		says: "code loaded, data in hand → first full picture, ms",
		less: true,
	},
	{
		key: "changedLaterPercent",
		says: "of that picture, what changes later, %",
		less: true,
		digits: 1,
	},
	{ key: "fps", says: "frames per second while fingers move", digits: 1 },
	{ key: "longestGapMs", says: "longest wait for a frame, ms", less: true },
	{
		key: "longestTaskMs",
		says: "longest task of the main thread, ms (0: none over 50)",
		less: true,
	},
	{
		key: "perFrameMs.main",
		says: "main thread per frame, ms of processor",
		less: true,
		digits: 1,
	},
	{
		key: "perFrameMs.workers",
		says: "workers per frame, ms of processor",
		less: true,
		digits: 1,
	},
	{
		key: "perFrameMs.gpu",
		says: "GPU process per frame, ms of processor",
		less: true,
		digits: 1,
	},
	{
		key: "allPerFrameMs",
		says: "all threads per frame, ms of processor",
		less: true,
		digits: 1,
	},
	{
		key: "highlightFrames",
		says: "all matches lit up, frames of 60 a second",
		less: true,
		digits: 1,
	},
	{ key: "drawnWhileHeldPercent", says: "map drawn while fingers zoom out, %" },
	{
		key: "withTextPercent",
		says: "stalls large enough for text that carry it, %",
	},
	{ key: "heapMb", says: "JS heap, MB", less: true, digits: 1 },
	{ key: "buffersMb", says: "buffers of scripts, MB", less: true, digits: 1 },
	{ key: "wasmMb", says: "WebAssembly memory, MB", less: true, digits: 1 },
	{ key: "overEmptyMb", says: "memory over an empty page, MB", less: true },
	{ key: "hitTestMs", says: "hit test, ms", less: true, digits: 4 },
	{
		key: "tapHandledMs",
		says: "tap handled, hit test included, ms",
		less: true,
		digits: 2,
	},
	{
		key: "tapAnsweredMs",
		says: "finger lifted → answer on the screen, ms",
		less: true,
	},
	{ key: "codeKb", says: "all code of the page, KB (brotli 11)", less: true },
];

const SHORT = [
	"firstPictureMs",
	"fps",
	"longestTaskMs",
	"perFrameMs.main",
	"perFrameMs.workers",
	"perFrameMs.gpu",
	"tapAnsweredMs",
];

/** A table for each part, scene and size: `[{ part, scene, size, engines, rows }]`. */
export function summaryOf(results, { code, empty }) {
	const groups = new Map();
	for (const contest of results) {
		const { part, scene, size } = contest;
		const key = `${part} ${scene} ${size}`;
		groups.set(key, [...(groups.get(key) ?? []), contest]);
	}
	return [...groups.values()].map((contests) => {
		const [{ part, scene, size }] = contests;
		const names = [...new Set(contests.map(({ engine }) => engine))];
		const engines = {};
		for (const name of names) {
			const own = contests.filter(({ engine }) => engine === name);
			const more = {
				codeKb: code[name] && code[name].brotli / 1000,
				emptyMb: empty[size]?.rendererMb,
			};
			engines[name] = figuresOf(own.map((one) => ({ ...one, ...more })));
		}
		const failed = Object.fromEntries(
			contests
				.filter((contest) => contest.failed)
				.map((contest) => [contest.engine, contest.failed]),
		);
		const wanted = part === "peers" ? ROWS.map(({ key }) => key) : SHORT;
		const rows = ROWS.filter(({ key }) => wanted.includes(key))
			.map((row) => rowOf(row, engines))
			.filter(({ values }) => Object.values(values).some(isKnown));
		return { part, scene, size, engines: names, failed, rows };
	});
}

function figuresOf(contests) {
	const figures = {};
	for (const { key } of ROWS) {
		figures[key] = median(contests.map((one) => figure(one, key)));
	}
	return figures;
}

function figure(contest, key) {
	if (key === "overEmptyMb") return contest.rendererMb - contest.emptyMb;
	if (key === "highlightFrames") return (contest.highlightMs * 60) / 1000;
	if (key === "allPerFrameMs") {
		return Object.values(contest.perFrameMs ?? { none: Number.NaN }).reduce(
			(sum, ms) => sum + ms,
		);
	}
	return key.split(".").reduce((at, part) => at?.[part], contest);
}

const isKnown = (value) => Number.isFinite(value);

function median(values) {
	const known = values.filter(isKnown).sort((a, b) => a - b);
	const half = known.length >> 1;
	if (known.length === 0) return undefined;
	return known.length % 2 ? known[half] : (known[half - 1] + known[half]) / 2;
}

/** `best` is the best peer, `ratio` the product's figure by that peer's. */
function rowOf({ key, says, less = false, digits = 0 }, engines) {
	const values = Object.fromEntries(
		Object.entries(engines).map(([name, figures]) => [name, figures[key]]),
	);
	const peers = Object.keys(values).filter(
		(name) => name !== PRODUCT && isKnown(values[name]),
	);
	const [best] = peers.sort((a, b) =>
		less ? values[a] - values[b] : values[b] - values[a],
	);
	const own = values[PRODUCT];
	const ratio =
		best && isKnown(own) && values[best] > 0 ? own / values[best] : undefined;
	return { key, says, less, digits, values, best, ratio };
}

// --- on the screen and in the README ---------------------------------------------

const SCENE_SAYS = ({ stalls }, scene) =>
	`${(stalls[scene] ?? 0).toLocaleString("en")} stalls`;

const PART_SAYS = {
	peers: "labels on, no GPU",
	stub: "draw calls of WebGL dropped, as with an infinitely fast GPU",
	large: "4K",
	slow: "main thread 4 times slower",
};

const headOf = (table, about) =>
	`${SCENE_SAYS(about, table.scene)}, ${table.size.replace("x", "×")}, ${PART_SAYS[table.part]}`;

const shown = (value, digits) => (isKnown(value) ? value.toFixed(digits) : "–");

function bestOf({ best, values, digits }) {
	return best ? `${shown(values[best], digits)} (${NAMES[best]})` : "–";
}

const ratioOf = ({ ratio }) =>
	isKnown(ratio) ? `${ratio.toFixed(ratio < 0.1 ? 3 : 2)} ×` : "–";

export function printTables(summary, about) {
	for (const table of summary) {
		console.log(`\n${headOf(table, about)}`);
		console.table(
			Object.fromEntries(
				table.rows.map((row) => [
					row.says,
					{
						...Object.fromEntries(
							table.engines.map((name) => [
								NAMES[name],
								shown(row.values[name], row.digits),
							]),
						),
						"by the best peer": ratioOf(row),
					},
				]),
			),
		);
		for (const [engine, step] of Object.entries(table.failed)) {
			console.log(`  ${NAMES[engine]} did not finish at ${step}`);
		}
	}
	console.log(
		`\nChromium ${about.chromium}, ${about.cores} cores, ${about.processor}; ` +
			`${about.minutes.toFixed(1)} minutes`,
	);
}

/** For the README: the product, the best peer of each row, and how they compare. */
export function markdownOf(summary, about) {
	const lines = [
		`Chromium ${about.chromium} without a GPU, ${about.cores} cores (${about.processor}).`,
	];
	for (const table of summary) {
		const peers = table.engines.filter((name) => name !== PRODUCT);
		const heads = ["", NAMES[PRODUCT], "best peer", "ratio"];
		const names = peers.map((name) => NAMES[name]);
		lines.push(
			"",
			`**${headOf(table, about)}**`,
			"",
			`| ${[...heads, ...names].join(" | ")} |`,
			`|---|${"---:|".repeat(heads.length + names.length - 1)}`,
		);
		for (const row of table.rows) {
			const cells = [
				row.says,
				shown(row.values[PRODUCT], row.digits),
				bestOf(row),
				ratioOf(row),
				...peers.map((name) => shown(row.values[name], row.digits)),
			];
			lines.push(`| ${cells.join(" | ")} |`);
		}
	}
	return `${lines.join("\n")}\n`;
}
