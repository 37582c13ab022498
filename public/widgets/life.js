/**
 * What an element does from the moment when somebody is about to see it: it starts, is tried again
 * while it has nothing to show, begins anew with fresh data, and leaves nothing behind.
 */

import { report } from "./errors.js";
import { forget, onRefused, publicationAt, trust } from "./files.js";
import { fire } from "./fire.js";
import { load } from "./kinds.js";
import { passOn } from "./peers.js";
import { nextMs } from "./start.js";

export { handToMaps } from "./peers.js";

/** What every element hears of itself. */
const HEARD = ["market-retry", "market-error", "market-data", "market-ready"];

/** The lives of all elements on the page. */
const alive = new Set();
/** Who lets go of what was read when an element wants fresh data. */
const holders = new Set();

/** Address of an element's publication, as its attribute says it. */
export const sourceOf = (element) => element.getAttribute("src") || "data/";

/** Tells of something that went wrong. */
export function tell(element, code, path) {
	fire(element, "market-error", { code, path });
}

/** `letGo()` is called when everything is to be read again. */
export function onForget(letGo) {
	holders.add(letGo);
}

/** All that live, of these tags. */
export function livesOf(tags) {
	return [...alive].filter(({ element }) => tags.includes(element.localName));
}

/** All that show a publication. The map of a kiosk is its kiosk's. */
export function livesWith(publication) {
	return [...alive].filter(
		({ element }) =>
			element.slot !== "map" &&
			publicationAt(sourceOf(element)) === publication,
	);
}

// Refused, and yet the page goes on with what it has.
onRefused((publication, code, path) => {
	for (const { element } of livesWith(publication)) tell(element, code, path);
});

export class Life {
	#element;
	#mounted;
	#widget;
	#isOn = false;
	#turn = 0;
	/** How often it failed before it had any data; nothing once it has. */
	#failures = 0;
	#again;
	/** What ends with it, while there is something. */
	#leave;
	/** Settled when all that it showed before is taken down. */
	#freed;

	/** `mounted()` is called each time when there is a widget. */
	constructor(element, mounted) {
		this.#element = element;
		this.#mounted = mounted;
	}

	get element() {
		return this.#element;
	}

	/** What `mount` gave, while something is mounted. */
	get widget() {
		return this.#widget;
	}

	/** The element is wanted. */
	begin() {
		if (this.#isOn) return;
		this.#isOn = true;
		alive.add(this);
		for (const name of this.#heard()) {
			this.#element.addEventListener(name, this);
		}
		this.#start();
	}

	/** The element has left the page. */
	end() {
		this.#isOn = false;
		alive.delete(this);
		for (const name of this.#heard()) {
			this.#element.removeEventListener(name, this);
		}
		this.#stop();
	}

	/** An attribute has another value. */
	changed(name, now) {
		if (!this.#widget) return;
		if (this.#element.constructor.followed.includes(name)) {
			this.#widget.set(name, now ?? undefined);
		} else {
			this.reload();
		}
	}

	/** Starts anew, with fresh data. */
	reload() {
		forget();
		for (const letGo of holders) letGo();
		this.#stop();
		this.#start();
	}

	/** Starts anew behind what is shown, and shows it when it is ready. */
	async renew() {
		await this.#start("renewed");
	}

	/** Goes on after a crash where the person was. */
	async revive() {
		const startedMs = performance.now();
		// What it showed belongs to a dead copy of the module.
		this.#widget = undefined;
		await this.#start("revived");
		if (!this.#widget) return;
		const tookMs = Math.round(performance.now() - startedMs);
		fire(this.#element, "market-recovered", { tookMs });
	}

	/** Shows the page's own words, and the map, which lives by itself. */
	giveUp() {
		this.#turn++;
		this.#widget = undefined;
		const [words, map] = [0, 1].map(() => document.createElement("slot"));
		map.name = "map";
		this.#element.shadowRoot?.replaceChildren(words, map);
	}

	/** From here on `leave()` is called when the element stops. */
	onLeave(leave) {
		this.#leave = leave;
	}

	handleEvent(event) {
		const { type, detail } = event;
		if (type === "market-retry") {
			this.reload();
		} else if (type === "market-data" || type === "market-ready") {
			this.#failures = undefined;
			clearTimeout(this.#again);
		} else if (type === "market-error") {
			// Of a crash its words have been noted.
			if (detail.code !== "crashed") report(detail.code, "", detail.path);
			// That it is not published is an answer.
			const hasAnswer = detail.code === "not-published";
			if (!hasAnswer && this.#failures !== undefined) this.#retryLater();
		} else {
			passOn(this.#element, event);
		}
	}

	#heard() {
		return [...HEARD, ...(this.#element.constructor.told ?? [])];
	}

	/** Without any data the element tries by itself: nobody may be there to touch it. */
	#retryLater() {
		clearTimeout(this.#again);
		this.#failures++;
		const again = () => this.reload();
		this.#again = setTimeout(again, nextMs(Math.random(), this.#failures));
	}

	/** `how` is "renewed" or "revived" when something is shown already. */
	async #start(how = "new") {
		const element = this.#element;
		const turn = ++this.#turn;
		const isLenient = element.hasAttribute("allow-unsigned");
		trust(sourceOf(element), element.getAttribute("pubkey") ?? "", isLenient);
		try {
			const mount = await load(this, how);
			await this.#freed;
			// Removed, or started again, while the module was on its way.
			if (turn !== this.#turn || !element.isConnected) return;
			const before = this.#widget;
			this.#widget = mount();
			this.#free(before);
			this.#mounted();
		} catch (error) {
			console.warn("stallmap: an element could not start", error);
			tell(element, "no-webassembly", element.localName);
		}
	}

	#stop() {
		this.#turn++;
		clearTimeout(this.#again);
		this.#leave?.();
		this.#leave = undefined;
		this.#free(this.#widget);
		this.#widget = undefined;
	}

	/** A task later: what a widget was told in this one, it still has to do. */
	#free(widget) {
		if (!widget) return;
		this.#freed = new Promise((resolve) => {
			setTimeout(() => {
				widget.free();
				resolve();
			});
		});
	}
}
