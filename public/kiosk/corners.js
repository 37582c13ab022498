/**
 * The technician's gesture: five touches in the corners of the screen, clockwise from the upper left
 * one and back to it.
 */

const ORDER = [
	"top-left",
	"top-right",
	"bottom-right",
	"bottom-left",
	"top-left",
];
const MOST_MS = 8000;
const LEAST_CORNER_PX = 72;
/** Of the screen's shorter side. */
const CORNER_SHARE = 0.12;

/** Which corner of a screen a place is in, if any. */
export function cornerAt(xPx, yPx, widthPx, heightPx) {
	const reachPx = Math.max(
		LEAST_CORNER_PX,
		CORNER_SHARE * Math.min(widthPx, heightPx),
	);
	const across = sideAt(xPx, widthPx, reachPx, "left", "right");
	const down = sideAt(yPx, heightPx, reachPx, "top", "bottom");
	return across && down ? `${down}-${across}` : undefined;
}

function sideAt(place, size, reach, near, far) {
	if (place <= reach) return near;
	return place >= size - reach ? far : undefined;
}

/** Follows touches; `touch` answers whether the gesture is complete. */
export class CornerGesture {
	#done = [];

	touch(corner, nowMs) {
		const isLate = this.#done.length > 0 && nowMs - this.#done[0] > MOST_MS;
		if (isLate || corner !== ORDER[this.#done.length]) {
			// A wrong touch may be the first one of the next try.
			this.#done = [];
		}
		if (corner === ORDER[this.#done.length]) this.#done.push(nowMs);
		if (this.#done.length < ORDER.length) return false;
		this.#done = [];
		return true;
	}
}
