/**
 * Waits for the technician's gesture, asks for the code, and offers what technicians need. The code
 * keeps visitors out, not attackers: it stands in `kiosk.json`, which whoever reaches the host can
 * read, and nothing behind it is secret.
 */

import { CornerGesture, cornerAt } from "./corners.js";
import { both } from "./words.js";

/** A pad that nobody touches goes away. */
const MOST_WAIT_MS = 20_000;
const MOST_TRIES = 3;
const LOCK_MS = 60_000;
const SHEET = "kiosk/technician.css";

/** From here on the gesture asks for `code`; `element` is the kiosk. */
export function waitForTechnician(element, code) {
	const gesture = new CornerGesture();
	const pad = new Pad(element, code);
	dress();
	addEventListener(
		"pointerdown",
		({ clientX, clientY, timeStamp }) => {
			const corner = cornerAt(clientX, clientY, innerWidth, innerHeight);
			if (gesture.touch(corner, timeStamp)) pad.open();
		},
		{ capture: true, passive: true },
	);
}

class Pad {
	#element;
	#code;
	#typed = "";
	#tries = 0;
	#lockedUntilMs = 0;
	#dialog;
	#line;
	#timer;

	constructor(element, code) {
		this.#element = element;
		this.#code = code;
	}

	open() {
		if (this.#dialog) return;

		this.#typed = "";
		this.#dialog = made("dialog", "technician");
		this.#dialog.setAttribute("aria-label", both("technician"));
		this.#dialog.addEventListener("close", () => this.#closed());
		this.#dialog.addEventListener("pointerdown", () => this.#wait());
		this.#dialog.addEventListener("keydown", (event) => this.#pressed(event));
		this.#ask();
		document.body.append(this.#dialog);
		this.#dialog.showModal();
		this.#wait();
	}

	#ask() {
		this.#line = made("p", "technician-line");
		this.#line.setAttribute("aria-live", "polite");
		const digits = made("div", "technician-digits");
		for (const digit of "123456789") {
			digits.append(key(digit, () => this.#type(digit)));
		}
		digits.append(
			key(both("erase"), () => this.#erase()),
			key("0", () => this.#type("0")),
			key(both("close"), () => this.#dialog.close()),
		);
		this.#dialog.replaceChildren(
			made("h2", "", both("technician")),
			this.#line,
			digits,
		);
		this.#say("code");
	}

	#offer() {
		this.#dialog.replaceChildren(
			made("h2", "", both("technician")),
			key(both("open_status"), () => location.assign("status.html")),
			key(both("clean"), async () => {
				this.#dialog.close();
				const { clean } = await import("./cleaning.js");
				await clean();
				this.#element.reset?.();
			}),
			key(both("reload"), () => location.reload()),
			key(both("close"), () => this.#dialog.close()),
		);
	}

	#type(digit) {
		if (performance.now() < this.#lockedUntilMs) {
			this.#say("locked");
			return;
		}
		this.#typed += digit;
		this.#line.textContent = "●".repeat(this.#typed.length);
		if (this.#typed.length < this.#code.length) return;
		const isRight = this.#typed === this.#code;
		this.#typed = "";
		if (isRight) {
			this.#tries = 0;
			this.#offer();
			return;
		}
		this.#tries += 1;
		this.#say("wrong");
		if (this.#tries % MOST_TRIES === 0) {
			this.#lockedUntilMs = performance.now() + LOCK_MS;
			this.#say("locked");
		}
	}

	#erase() {
		this.#typed = this.#typed.slice(0, -1);
		this.#line.textContent = "●".repeat(this.#typed.length);
	}

	/** A keyboard that is plugged in for a moment does as well. */
	#pressed(event) {
		this.#wait();
		if (!this.#line.isConnected) return;
		if (/^\d$/.test(event.key)) this.#type(event.key);
		else if (event.key === "Backspace") this.#erase();
	}

	#say(word) {
		this.#line.textContent = both(word);
	}

	#wait() {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#dialog?.close(), MOST_WAIT_MS);
	}

	#closed() {
		clearTimeout(this.#timer);
		this.#dialog.remove();
		this.#dialog = undefined;
		this.#typed = "";
	}
}

function dress() {
	if (document.querySelector(`link[href="${SHEET}"]`)) return;
	const link = document.createElement("link");
	link.rel = "stylesheet";
	link.href = SHEET;
	document.head.append(link);
}

function made(tag, name, text = "") {
	const element = document.createElement(tag);
	if (name) element.className = name;
	element.textContent = text;
	return element;
}

function key(text, act) {
	const button = made("button", "technician-key", text);
	button.type = "button";
	button.addEventListener("click", act);
	return button;
}
