/** The draft of one listing: the rules stand in the module, this is its hand. */

import start, {
	DraftDesk,
	drawn_code,
	most_draft_bytes,
} from "../stallmap-draft.js";

let starting;

/** Gets the module ready, once. */
export function ready() {
	starting ??= start();
	return starting;
}

export const codeOf = drawn_code;
export const mostBytes = most_draft_bytes;

/** The work on a listing. Fires `change` whenever the draft says something else. */
export class Desk extends EventTarget {
	#desk;

	constructor(market, stall, listing, categories) {
		super();
		this.stall = stall.id;
		this.listingId = listing.id;
		this.market = market.id;
		const { sequence, sha256 } = market;
		const head = { market: market.id, listing: listing.id, stall: stall.id };
		this.#desk = new DraftDesk(
			{ ...head, sequence, sha256 },
			listing,
			market.languages,
			categories.ids,
		);
	}

	value(field) {
		return this.#desk.value(field);
	}

	published(field) {
		return this.#desk.published(field);
	}

	set(field, value) {
		this.#desk.set(field, value);
		this.#changed(field);
	}

	undo(field) {
		this.#desk.undo(field);
		this.#changed(field, true);
	}

	/** Takes the last step back; false when there is none. */
	stepBack() {
		const field = this.#desk.step_back();
		if (field !== undefined) this.#changed(field, true);
		return field !== undefined;
	}

	/** The draft as `FORMAT.md` has it. */
	file() {
		return this.#desk.file();
	}

	/** The listing as it shall be. */
	listing() {
		return this.#desk.listing();
	}

	changes() {
		return this.file().changes;
	}

	advice() {
		return this.#desk.advice();
	}

	/** Puts a draft from elsewhere on the desk: what became of its fields, or why nothing did. */
	take(draft) {
		const became = this.#desk.take(draft);
		this.#changed("", true);
		return became;
	}

	free() {
		this.#desk.free();
	}

	/** `isAnew` when fields have to be written anew: it was not the person at them who changed it. */
	#changed(field, isAnew = false) {
		const detail = { field, isAnew };
		this.dispatchEvent(new CustomEvent("change", { detail }));
	}
}
