// Fingers on the glass to a view, the same for every peer: one finger carries the map, two
// keep what is under them. The view changes at most once a frame.

/** Smallest and largest scale that fingers reach, CSS pixels of a metre. */
const SCALES = [0.05, 60];

/**
 * Follows the fingers on `element`. `view` is `{ cx, cy, scale }`: the middle in metres, CSS
 * pixels of a metre. `begin()`, `move(view)` and `end()` tell the engine, as its own handlers
 * of fingers would.
 */
export function followFingers(element, view, { begin, move, end }) {
	const down = new Map();
	let now = view;
	let frame = 0;

	const draw = () => {
		frame = 0;
		move(now);
	};
	const moved = (event) => {
		const before = [...down.values()];
		down.set(event.pointerId, { x: event.clientX, y: event.clientY });
		const after = [...down.values()];
		now = followed(now, grip(before), grip(after), element);
		frame ||= requestAnimationFrame(draw);
	};
	element.addEventListener("pointerdown", (event) => {
		if (down.size === 0) begin();
		down.set(event.pointerId, { x: event.clientX, y: event.clientY });
	});
	element.addEventListener("pointermove", (event) => {
		if (down.has(event.pointerId)) moved(event);
	});
	const lift = (event) => {
		if (!down.delete(event.pointerId) || down.size > 0) return;
		if (frame) {
			cancelAnimationFrame(frame);
			draw();
		}
		end();
	};
	element.addEventListener("pointerup", lift);
	element.addEventListener("pointercancel", lift);
	return () => now;
}

/** The middle of all fingers and how far apart they are. */
function grip(fingers) {
	const x = fingers.reduce((sum, f) => sum + f.x, 0) / fingers.length;
	const y = fingers.reduce((sum, f) => sum + f.y, 0) / fingers.length;
	const spread = fingers.reduce(
		(sum, f) => sum + Math.hypot(f.x - x, f.y - y),
		0,
	);
	return { x, y, spread };
}

function followed(view, from, to, { clientWidth, clientHeight }) {
	const growth = from.spread > 0 && to.spread > 0 ? to.spread / from.spread : 1;
	const scale = Math.min(Math.max(view.scale * growth, SCALES[0]), SCALES[1]);
	const place = (at) => ({
		x: at.x - clientWidth / 2,
		y: at.y - clientHeight / 2,
	});
	const [a, b] = [place(from), place(to)];
	// What lay under the fingers before lies under them afterwards.
	return {
		cx: view.cx + a.x / view.scale - b.x / scale,
		cy: view.cy + a.y / view.scale - b.y / scale,
		scale,
	};
}
