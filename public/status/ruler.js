/** How many pixels a millimetre has: a frame on the screen is made as large as a bank card. */

import { key, made } from "./elements.js";

/** ISO/IEC 7810 ID-1. */
const CARD_MM = { width: 85.6, height: 53.98 };
const LINE_MM = 50;
const LEAST_PX_PER_MM = 0.5;
const MOST_PX_PER_MM = 15;
/** Where nobody has said anything: what browsers take for a millimetre. */
const USUAL_PX_PER_MM = 96 / 25.4;
/** One press makes the card so many pixels wider. */
const STEPS_PX = [-10, -1, 1, 10];

export function ruler(page) {
	const { say, state } = page;
	const card = made("div", "card", made("span", "", say("card")));
	const grip = made("span", "card-grip");
	card.append(grip);
	card.tabIndex = 0;
	card.setAttribute("role", "slider");
	card.setAttribute("aria-label", say("ruler"));
	card.setAttribute("aria-valuemin", String(LEAST_PX_PER_MM));
	card.setAttribute("aria-valuemax", String(MOST_PX_PER_MM));
	const line = made("div", "ruler-line");
	const value = made("p", "ruler-value");
	value.setAttribute("aria-live", "polite");
	const show = () => {
		const pxPerMm = state.pxPerMm ?? USUAL_PX_PER_MM;
		card.style.width = `${pxPerMm * CARD_MM.width}px`;
		card.style.height = `${pxPerMm * CARD_MM.height}px`;
		line.style.width = `${pxPerMm * LINE_MM}px`;
		value.textContent = say("ruler_value", { px: pxPerMm.toFixed(3) });
		card.setAttribute("aria-valuenow", pxPerMm.toFixed(3));
		state.changed?.();
	};
	const setWidth = (widthPx) => {
		const pxPerMm = widthPx / CARD_MM.width;
		const kept = Math.min(Math.max(pxPerMm, LEAST_PX_PER_MM), MOST_PX_PER_MM);
		state.pxPerMm = Math.round(kept * 1000) / 1000;
		show();
	};
	const widthPx = () => (state.pxPerMm ?? USUAL_PX_PER_MM) * CARD_MM.width;
	const words = ["much_smaller", "smaller", "larger", "much_larger"];
	const keys = made("div", "keys");
	for (const [index, step] of STEPS_PX.entries()) {
		const text = `${step < 0 ? "−" : "+"}${Math.abs(step)}`;
		const own = key(`${say(words[index])} ${text}`, () =>
			setWidth(widthPx() + step),
		);
		keys.append(own);
	}
	card.addEventListener("keydown", (event) => {
		const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };
		const step = steps[event.key];
		if (!step) return;
		event.preventDefault();
		setWidth(widthPx() + step * (event.shiftKey ? 10 : 1));
	});
	grip.addEventListener("pointerdown", (event) => {
		event.preventDefault();
		grip.setPointerCapture(event.pointerId);
		const startPx = event.clientX - widthPx();
		const move = (moved) => setWidth(moved.clientX - startPx);
		grip.addEventListener("pointermove", move);
		const end = () => grip.removeEventListener("pointermove", move);
		grip.addEventListener("pointerup", end, { once: true });
		grip.addEventListener("pointercancel", end, { once: true });
	});
	show();
	return [
		made("p", "note", say("ruler_note")),
		made("div", "card-room", card),
		value,
		keys,
		line,
		made("p", "note", say("ruler_check")),
	];
}
