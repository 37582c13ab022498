// The sentences of the screens, as the product's language files have them, and numbers as the
// browser writes them: tests name a sentence by its key and stay right when it is reworded.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./harness.mjs";

const FOLDER = join(ROOT, "src", "domain", "language", "messages");

/** Tags of all languages that the screens speak. */
export const LANGUAGES = readdirSync(FOLDER).map((name) =>
	name.replace(/\.json$/, ""),
);

/** `say(key, values)`, `count(key, value)`, `number(value)` and `all` texts of a language. */
export function wordsOf(language) {
	const messages = JSON.parse(
		readFileSync(join(FOLDER, `${language}.json`), "utf8"),
	);
	const plural = new Intl.PluralRules(language);
	const number = (value) => new Intl.NumberFormat(language).format(value);

	/** A message; `{name}` in it is replaced by the value of that name. */
	function say(key, values = {}) {
		const message = messages[key];
		if (message === undefined) throw new Error(`no message ${key}`);
		return message.replace(/\{(\w+)\}/g, (_, name) => values[name]);
	}

	/** A message with a number. */
	function count(key, value) {
		const forms = messages[key];
		if (forms === undefined) throw new Error(`no message ${key}`);
		const form = forms[plural.select(value)] ?? forms.other;
		return form.replace("{n}", number(value));
	}

	/** All texts without a number, by key. */
	const all = Object.fromEntries(
		Object.entries(messages).filter(([, text]) => typeof text === "string"),
	);

	return { say, count, number, all };
}

/** A pattern that matches exactly this text, anywhere in another. */
export function literally(text) {
	return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
}
