// Measures what happens on the page of any engine, its own included: long tasks, draw calls
// of WebGL, and when a finger's touch was answered. Loaded before any engine.

const raf = window.requestAnimationFrame.bind(window);

/** The moment when the next frame begins, `performance.now()`. */
export const nextFrame = () =>
	new Promise((resolve) => raf(() => resolve(performance.now())));

/** Resolves once a picture that is drawn by now has been handed to the screen. */
export async function shown() {
	await nextFrame();
	return nextFrame();
}

export const round = (ms) => Math.round(ms * 1e4) / 1e4;

export function median(list) {
	const sorted = [...list].sort((a, b) => a - b);
	return sorted.length ? sorted[sorted.length >> 1] : null;
}

const longTasks = [];
new PerformanceObserver((list) => longTasks.push(...list.getEntries())).observe(
	{ type: "longtask", buffered: true },
);

/** Milliseconds of the longest task since a moment; 0 when none was over 50 ms. */
export function longestTaskMs(sinceMs) {
	const since = longTasks.filter((task) => task.startTime >= sinceMs);
	return round(Math.max(0, ...since.map((task) => task.duration)));
}

/**
 * Drops every draw call of WebGL, as if the GPU were infinitely fast: what is left is the
 * work of the processor.
 */
export function dropDrawCalls() {
	const kinds = [window.WebGL2RenderingContext, window.WebGLRenderingContext];
	for (const { prototype } of kinds.filter(Boolean)) {
		for (const name of [
			"drawArrays",
			"drawElements",
			"drawArraysInstanced",
			"drawElementsInstanced",
		]) {
			if (prototype[name]) prototype[name] = () => {};
		}
		const getExtension = prototype.getExtension;
		prototype.getExtension = function (name) {
			const extension = getExtension.call(this, name);
			if (name === "ANGLE_instanced_arrays" && extension) {
				extension.drawArraysInstancedANGLE = () => {};
				extension.drawElementsInstancedANGLE = () => {};
			}
			return extension;
		};
	}
}

/**
 * How long one tap takes: `handledMs` of the main thread inside of all listeners, and
 * `answeredMs` from the lift of the finger to the frame that shows the answer. `answer` is a
 * promise that the page keeps when the engine has said what was touched.
 */
export async function timeTap(answer) {
	const up = new Promise((resolve) => {
		const once = { capture: true, once: true };
		const begin = (event) => {
			const startMs = performance.now();
			const end = () =>
				resolve({
					liftMs: event.timeStamp,
					handledMs: performance.now() - startMs,
				});
			window.addEventListener("pointerup", end, { once: true });
		};
		window.addEventListener("pointerup", begin, once);
	});
	const [{ liftMs, handledMs }, what] = await Promise.all([up, answer]);
	const shownMs = await nextFrame();
	return {
		what,
		handledMs: round(handledMs),
		answeredMs: round(shownMs - liftMs),
	};
}
