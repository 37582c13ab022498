/**
 * Runs the map's engine, in a worker or in the page: hands messages to it, and gives it frames
 * while it wants any.
 */

import start, { install_byte_reader, MapEngine } from "../stallmap-map.js";

/** What moves the map goes with the screen's own clock. */
const MOVES = new Set(["pointer", "wheel"]);
/** A frame that follows the one before sooner than this waits for the screen. */
const REFRESH_MS = 16;

let started;

/** Gets the compiled `module` ready, once; there need not be anything to draw on yet. */
export function prepare(module) {
	started ??= start({ module_or_path: module }).catch((error) => {
		started = undefined;
		throw error;
	});
	return started;
}

/**
 * Starts an engine from the compiled `module` on `canvas`. `read(address, mostBytes)` promises a
 * file's bytes; `tell(name, detail)` hears what the engine says, `crashed(error)` that it is dead.
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
	await prepare(module);
	install_byte_reader(read);
	let pending;
	let hurried;
	let drawnMs = 0;
	let frames = 0;
	let engine = new MapEngine(canvas, over, src, kiosk, (name, detail) =>
		// Later: the engine must not be called while it speaks.
		queueMicrotask(() => (name === "frame" ? hurry() : tell(name, detail))),
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
		forgetFrames();
		drawnMs = performance.now();
		frames += 1;
		if (guarded(() => engine.frame(performance.timeOrigin + drawnMs)))
			request();
	};
	const forgetFrames = () => {
		cancelAnimationFrame(pending);
		clearTimeout(hurried);
		pending = undefined;
		hurried = undefined;
	};
	const request = () => {
		pending ??= engine && requestAnimationFrame(frame);
	};
	/** As soon as what else was sent has been heard, unless frames are under way anyway. */
	const hurry = () => {
		if (performance.now() - drawnMs < REFRESH_MS) request();
		else hurried ??= engine && setTimeout(frame);
	};
	const send = ([name, ...values]) => {
		if (name === "frames") return tell(name, frames);
		guarded(() => engine[name](...values));
		if (MOVES.has(name)) request();
		else hurry();
	};
	const restored = () => send(["refresh"]);
	const stop = () => {
		forgetFrames();
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
