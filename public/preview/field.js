/** The frame of one thing that can be edited: its fields, what changed, and what is worth saying. */

import { key, made } from "./elements.js";
import { ownName } from "./words.js";

/**
 * A block of the form. `own` says which of the draft's fields are its: `name/en` is of `name`.
 * `inputs` draws the fields anew; `shown` writes a value of the draft in words.
 */
export class Block {
	#words;
	#desk;
	#inputs;
	#shown;
	#fields = made("div", "fields");
	#changes = made("ul", "changes");
	#advice = made("ul", "advice");

	constructor(words, desk, name, title, inputs, shown) {
		this.name = name;
		this.#words = words;
		this.#desk = desk;
		this.#inputs = inputs;
		this.#shown = shown;
		this.element = made(
			"fieldset",
			`block block-${name}`,
			made("legend", "", title),
			this.#fields,
			this.#changes,
			this.#advice,
		);
		this.#advice.setAttribute("aria-live", "polite");
		this.draw();
	}

	has(field) {
		return field === this.name || field.startsWith(`${this.name}/`);
	}

	/** Draws the fields anew: somebody else than the person at them has changed the draft. */
	draw() {
		this.#fields.replaceChildren(...this.#inputs(() => this.draw()));
	}

	/** Shows what changed, and what is worth saying about it. */
	follow(changes, advice) {
		const own = changes.filter(({ field }) => this.has(field));
		this.element.classList.toggle("changed", own.length > 0);
		this.#changes.replaceChildren(...own.map((change) => this.#change(change)));
		const said = advice.filter(({ field }) => this.has(field));
		this.#advice.replaceChildren(...this.#told(said));
	}

	#change({ field, old }) {
		const { say } = this.#words;
		const before = old === null ? say("nothing_before") : this.#shown(old);
		const tag = field.includes("/") ? field.slice(this.name.length + 1) : "";
		const was = made("bdi", "before", before);
		const undo = key(say("undo_field"), () => this.#desk.undo(field), "undo");
		undo.dataset.field = field;
		return made(
			"li",
			"",
			made("span", "badge", say("changed")),
			made("span", "", `${say("was")} `, was),
			...(tag ? [this.#part(tag)] : []),
			undo,
		);
	}

	/** Which language, or which part of the contact. */
	#part(tag) {
		const { has, say } = this.#words;
		return made("span", "tag", has(tag) ? say(tag) : ownName(tag));
	}

	/** One line for each kind of advice: a list with ten empty rows is one thing to say. */
	#told(list) {
		const lines = new Map();
		for (const own of list) {
			const name = `${own.code} ${own.field}`;
			const line = lines.get(name) ?? { ...own, rows: [] };
			if (own.row !== null) line.rows.push(own.row + 1);
			lines.set(name, line);
		}
		const missing = list.filter(({ code }) => code === "no-language");
		const rest = [...lines.values()].filter(
			({ code }) => code !== "no-language",
		);
		return [
			...rest.map((own) => this.#line(own)),
			...(missing.length > 0 ? [this.#languages(missing)] : []),
		];
	}

	#line({ field, code, error, limit, found, rows }) {
		const { say, has, number } = this.#words;
		const name = `advice_${code.replaceAll("-", "_")}`;
		const text = say(has(name) ? name : "advice_other", { n: number(limit) });
		const parts = [text];
		if (rows.length > 0)
			parts.push(
				` ${say("advice_rows", { rows: rows.slice(0, 5).map(number).join(", ") })}`,
			);
		const line = made("li", error ? "bad" : "hint", ...parts);
		if (code === "too-wide" || code === "too-long") {
			const whole = this.#whole(field, found, rows);
			const letters = [...whole];
			line.append(
				made(
					"p",
					"cut",
					made("bdi", "", letters.slice(0, limit).join("")),
					made("del", "", letters.slice(limit).join("")),
				),
			);
		}
		return line;
	}

	/** The text that an advice is about; what it says itself is shortened. */
	#whole(field, found, rows) {
		const value = this.#desk.value(field);
		if (typeof value === "string") return value.trim();
		const row = rows.length > 0 ? value?.[rows[0] - 1] : undefined;
		const texts = typeof row === "string" ? [row] : Object.values(row ?? {});
		const begin = found.replace(/…$/, "");
		return texts.find((own) => own.trim().startsWith(begin)) ?? found;
	}

	#languages(missing) {
		const { say, tag } = this.#words;
		const names = new Intl.DisplayNames([tag], { type: "language" });
		const list = missing.map(({ found }) => names.of(found));
		const joined = new Intl.ListFormat(tag, { style: "short" }).format(list);
		return made("li", "hint", say("advice_no_language", { languages: joined }));
	}
}
