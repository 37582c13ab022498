/**
 * Runs the map's engine, in a worker or in the page: hands messages to it, and gives it frames
 * while it wants any.
 */

import start, { install_reader, MapEngine } from "../stallmap-map.js";

/**
 * Starts an engine from the compiled `module` on `canvas`. `read(address, mostBytes)` promises a
 * parsed file; `tell(name, detail)` hears what the engine says, `crashed(error)` that it is dead.
 * Answers with `send([name, ...values])`, which calls the engine, and `stop()`.
 */
export async function startEngine({
	module,
	canvas,
	over,
	src,
	kiosk,
	read,
	tell,
	crashed,
}) {
	await start({ module_or_path: module });
	install_reader(read);
	let pending;
	let engine = new MapEngine(canvas, over, src, kiosk, (name, detail) =>
		// Later: the engine must not be called while it speaks.
		queueMicrotask(() => (name === "frame" ? request() : tell(name, detail))),
	);
	const guarded = (act) => {
		try {
			return engine && act();
		} catch (error) {
			stop();
			crashed(error);
		}
	};
	const frame = () => {
		pending = undefined;
		if (guarded(() => engine.frame(performance.timeOrigin + performance.now())))
			request();
	};
	const request = () => {
		pending ??= engine && requestAnimationFrame(frame);
	};
	const send = ([name, ...values]) => {
		guarded(() => engine[name](...values));
		request();
	};
	const restored = () => send(["refresh"]);
	const stop = () => {
		cancelAnimationFrame(pending);
		canvas.removeEventListener("contextrestored", restored);
		const ended = engine;
		engine = undefined;
		try {
			ended?.free();
		} catch {
			// It crashed: the rest of it goes with the instance.
		}
	};
	canvas.addEventListener("contextrestored", restored);
	return { send, stop };
}
