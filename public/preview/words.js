/**
 * The page's words in the reader's language: its own table, and the screens' for what both say. They
 * are files of their own, so that no kiosk loads what only owners read.
 */

import { LANGUAGES, spoken } from "../widgets/languages.js";

const RIGHT_TO_LEFT = new Set(["ar"]);

/** What each language calls itself; the browser knows. */
export function ownName(tag) {
	try {
		const name = new Intl.DisplayNames([tag], { type: "language" }).of(tag);
		return name ? name[0].toLocaleUpperCase(tag) + name.slice(1) : tag;
	} catch {
		return tag;
	}
}

export const directionOf = (tag) =>
	RIGHT_TO_LEFT.has(tag.split("-")[0]) ? "rtl" : "ltr";

async function table(address) {
	const answer = await fetch(new URL(address, import.meta.url));
	if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
	return answer.json();
}

/**
 * The words of a language: `say(key, values)`, `count(key, number, values)`, `number`, `day`, and
 * the language's `tag` and `direction`.
 */
export async function wordsOf(wish) {
	const tag = spoken(wish ?? "") ?? "zh";
	const tables = await Promise.all([
		table(`./texts/${tag}.json`),
		table(`../widgets/texts/${tag}.json`),
	]);
	const texts = { ...tables[1], ...tables[0] };
	const numbers = new Intl.NumberFormat(tag);
	const plurals = new Intl.PluralRules(tag);
	const filled = (text, values = {}) =>
		text.replace(/\{(\w+)\}/g, (whole, name) =>
			// Kept apart: a value may run the other way.
			name in values ? `\u2068${values[name]}\u2069` : whole,
		);
	const words = {
		tag,
		direction: directionOf(tag),
		say: (key, values) => filled(texts[key] ?? key, values),
		has: (key) => key in texts,
		number: (value) => numbers.format(value),
		count(key, number, values) {
			const forms = texts[key];
			const form = forms[plurals.select(number)] ?? forms.other;
			return filled(form, { n: numbers.format(number), ...values });
		},
		day: (iso) =>
			new Date(`${iso}T00:00:00Z`).toLocaleDateString(tag, {
				dateStyle: "medium",
				timeZone: "UTC",
			}),
		/** The best of a published text's languages, with its tag: `[text, tag]`. */
		pick(labels = {}) {
			const tags = [tag, tag.split("-")[0], "en", "zh", ...Object.keys(labels)];
			const own = tags.find((one) => labels[one]);
			return own ? [labels[own], own] : ["", tag];
		},
	};
	return words;
}

export { LANGUAGES };
