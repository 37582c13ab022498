// Which frames reached the screen. Counted where they are shown, not where scripts ask for
// them: a worker may draw less often than the page's clock ticks, or more.

/** One event for each frame on the screen, and one for each picture that a worker hands over. */
const CATEGORIES = [
	"viz",
	"blink",
	"disabled-by-default-display.framedisplayed",
];
const SHOWN = "Display::FrameDisplayed";
const HANDED_OVER = "OffscreenCanvas::PushFrame";

/** Microseconds of the clock that traces are written in. */
export const nowUs = () => Number(process.hrtime.bigint() / 1000n);

/** Begins to note frames; the answer ends it and says `{ shown, handedOver }`, microseconds. */
export async function noteFrames(system) {
	const events = [];
	const collect = ({ value }) => {
		for (const { name, ph, ts } of value) {
			if (ph === "X" || ph === "I") events.push({ name, ts });
		}
	};
	system.on("Tracing.dataCollected", collect);
	await system.send("Tracing.start", {
		transferMode: "ReportEvents",
		traceConfig: { includedCategories: CATEGORIES, excludedCategories: ["*"] },
	});
	return async () => {
		const complete = new Promise((resolve) =>
			system.once("Tracing.tracingComplete", resolve),
		);
		await system.send("Tracing.end");
		await complete;
		system.off("Tracing.dataCollected", collect);
		const of = (wanted) =>
			events
				.filter(({ name }) => name === wanted)
				.map(({ ts }) => ts)
				.sort((a, b) => a - b);
		return { shown: of(SHOWN), handedOver: of(HANDED_OVER) };
	};
}

/**
 * Frames with a new picture while fingers moved. `spans` are `[from, to]` in microseconds.
 * Where a worker hands pictures over, a frame counts only when one came since the frame
 * before; a page that merely moves an old picture under it does not count.
 * Answers `{ frames, fps, longestGapMs, movingMs }`.
 */
export function framesWithin({ shown, handedOver }, spans) {
	const fresh =
		handedOver.length === 0
			? shown
			: shown.filter((ts, at) =>
					handedOver.some(
						(picture) => picture <= ts && picture > (shown[at - 1] ?? 0),
					),
				);
	let frames = 0;
	let movingUs = 0;
	let longestGapUs = 0;
	for (const [from, to] of spans) {
		const within = fresh.filter((ts) => ts > from && ts <= to);
		const edges = [from, ...within, to];
		const gaps = edges.slice(1).map((ts, at) => ts - edges[at]);
		longestGapUs = Math.max(longestGapUs, ...gaps);
		frames += within.length;
		movingUs += to - from;
	}
	return {
		frames,
		fps: frames / (movingUs / 1e6),
		longestGapMs: longestGapUs / 1000,
		movingMs: movingUs / 1000,
	};
}
