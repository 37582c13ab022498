/** A grid over the whole screen whose squares turn when a finger wipes over them. */

import { fullScreen, key, made } from "./elements.js";

/** Squares of about this many CSS pixels. */
const SQUARE_PX = 64;
/** So long nobody touches: then the way out is shown, which would hide squares else. */
const OUT_AFTER_MS = 2500;
const UNTOUCHED = "#d8dde2";
const TOUCHED = "#1d7a46";
const FINGER = "#0b5cad";

export function touchTest(say) {
	const dialog = fullScreen("touch-test");
	const canvas = made("canvas", "");
	const words = made("p", "touch-words");
	const out = key(say("close"), () => dialog.close(), "key main");
	out.hidden = true;
	dialog.append(canvas, words, out);
	const grid = new Grid(innerWidth, innerHeight);
	const fingers = new Map();
	let most = 0;
	let timer;
	canvas.width = innerWidth;
	canvas.height = innerHeight;
	const pen = canvas.getContext("2d");
	const draw = () => {
		grid.draw(pen);
		pen.fillStyle = FINGER;
		for (const [x, y] of fingers.values()) {
			pen.beginPath();
			pen.arc(x, y, SQUARE_PX / 2, 0, 2 * Math.PI);
			pen.fill();
		}
		const { left } = grid;
		words.textContent = say(left > 0 ? "touch_left" : "touch_done", {
			left,
			most,
		});
		dialog.dataset.left = left;
		dialog.dataset.most = most;
	};
	const wait = () => {
		out.hidden = true;
		clearTimeout(timer);
		timer = setTimeout(() => {
			out.hidden = fingers.size > 0;
		}, OUT_AFTER_MS);
	};
	const move = (event) => {
		if (!fingers.has(event.pointerId)) return;
		// All places since the last frame: a quick finger skips no square.
		const places = event.getCoalescedEvents?.() ?? [];
		for (const { clientX, clientY } of places.length > 0 ? places : [event]) {
			grid.wipe(fingers.get(event.pointerId), [clientX, clientY]);
			fingers.set(event.pointerId, [clientX, clientY]);
		}
		wait();
		draw();
	};
	canvas.addEventListener("pointerdown", (event) => {
		const place = [event.clientX, event.clientY];
		fingers.set(event.pointerId, place);
		most = Math.max(most, fingers.size);
		grid.wipe(place, place);
		wait();
		draw();
	});
	canvas.addEventListener("pointermove", move);
	const lift = ({ pointerId }) => {
		fingers.delete(pointerId);
		draw();
	};
	canvas.addEventListener("pointerup", lift);
	canvas.addEventListener("pointercancel", lift);
	dialog.addEventListener("close", () => clearTimeout(timer));
	wait();
	draw();
}

class Grid {
	#columns;
	#rows;
	#width;
	#height;
	#touched = new Set();

	constructor(widthPx, heightPx) {
		this.#columns = Math.max(1, Math.round(widthPx / SQUARE_PX));
		this.#rows = Math.max(1, Math.round(heightPx / SQUARE_PX));
		this.#width = widthPx / this.#columns;
		this.#height = heightPx / this.#rows;
	}

	get left() {
		return this.#columns * this.#rows - this.#touched.size;
	}

	/** Turns all squares on the line between two places. */
	wipe([fromX, fromY], [toX, toY]) {
		const steps = Math.ceil(
			Math.hypot(toX - fromX, toY - fromY) / (SQUARE_PX / 4),
		);
		for (let step = 0; step <= steps; step += 1) {
			const share = steps === 0 ? 1 : step / steps;
			const column = Math.floor((fromX + (toX - fromX) * share) / this.#width);
			const row = Math.floor((fromY + (toY - fromY) * share) / this.#height);
			const isInside =
				column >= 0 && column < this.#columns && row >= 0 && row < this.#rows;
			if (isInside) this.#touched.add(row * this.#columns + column);
		}
	}

	draw(pen) {
		pen.clearRect(0, 0, this.#columns * this.#width, this.#rows * this.#height);
		for (let index = 0; index < this.#columns * this.#rows; index += 1) {
			const x = (index % this.#columns) * this.#width;
			const y = Math.floor(index / this.#columns) * this.#height;
			pen.fillStyle = this.#touched.has(index) ? TOUCHED : UNTOUCHED;
			pen.fillRect(x + 1, y + 1, this.#width - 2, this.#height - 2);
		}
	}
}
