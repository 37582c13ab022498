/** Everything that an owner can edit, block by block. Values are those of a listing's own shape. */

import { picker } from "./categories.js";
import { area, choice, input, key, labelled, made } from "./elements.js";
import { Block } from "./field.js";
import { directionOf, LANGUAGES, ownName } from "./words.js";

const CONTACT = {
	phone: "tel",
	email: "email",
	website: "url",
	messenger: "text",
};
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const DAY_WORDS = [
	"monday",
	"tuesday",
	"wednesday",
	"thursday",
	"friday",
	"saturday",
	"sunday",
];
/** Rows of a long list that are shown at once. */
const ROWS = 12;

/** The form of a draft. */
export class Form {
	#blocks;

	constructor(words, desk, market, categories) {
		const { say } = words;
		const own = { words, desk, market, categories };
		const list = (value) => [value].flat().join(" · ");
		const names = (value) => value.map((row) => words.pick(row)[0]).join(" · ");
		const spans = (value) =>
			value.map((row) => `${row.opens}–${row.closes}`).join(" · ");
		const known = (value) =>
			[value]
				.flat()
				.map((id) => categories.nameOf(id))
				.join(" · ");
		const block = (name, title, inputs, shown) =>
			new Block(words, desk, name, say(title), inputs, shown);
		this.#blocks = [
			block("name", "field_name", texts(own, "name", false), String),
			block(
				"description",
				"field_description",
				texts(own, "description", true),
				String,
			),
			block("categories", "categories", () => [picker(own)], known),
			block("products", "products", products(own), names),
			block("brands", "brands", lines(own, "brands", "field_brands"), list),
			block(
				"standards",
				"standards",
				lines(own, "standards", "field_standards"),
				list,
			),
			block("languages", "spoken", () => [spokenBoxes(own)], list),
			block("hours", "hours", hours(own), spans),
			block("contact", "contact", () => contact(own), String),
		];
	}

	parts() {
		return this.#blocks.map(({ element }) => element);
	}

	/** Follows the draft; `isAnew` when fields have to be written anew. */
	follow(changes, advice, { field, isAnew }) {
		for (const block of this.#blocks) {
			if (isAnew && (field === "" || block.has(field))) block.draw();
			block.follow(changes, advice);
		}
	}
}

/** Names and descriptions: a field for each language that is wanted. */
function texts({ words, desk, market }, name, isLong) {
	const [home] = market.languages;
	const shown = new Set([home, "en", words.tag]);
	return (draw) => {
		const tags = LANGUAGES.filter(
			(tag) => shown.has(tag) || desk.value(`${name}/${tag}`) !== null,
		);
		// The market's own language first.
		tags.sort((one, other) => (other === home) - (one === home));
		const rows = tags.map((tag) => {
			const field = `${name}/${tag}`;
			const value = desk.value(field) ?? "";
			const own = isLong ? area(value, 4) : input(value);
			own.lang = tag;
			own.dir = directionOf(tag);
			own.name = field;
			own.addEventListener("input", () => desk.set(field, own.value));
			return labelled(ownName(tag), own);
		});
		const left = LANGUAGES.filter((tag) => !tags.includes(tag));
		if (left.length > 0) rows.push(moreLanguages(words, left, shown, draw));
		return rows;
	};
}

function moreLanguages({ say }, left, shown, draw) {
	const options = left.map((tag) => [tag, ownName(tag), tag]);
	const more = choice([["", say("add_language")], ...options], "", (tag) => {
		shown.add(tag);
		draw();
	});
	more.className = "more-languages";
	more.setAttribute("aria-label", say("add_language"));
	return more;
}

/** Products: a row each, in one language at a time. */
function products({ words, desk, market }) {
	const { say, number } = words;
	let [tag] = market.languages;
	let most = ROWS;
	return (draw) => {
		const list = desk.value("products") ?? [];
		const write = (rows) => desk.set("products", rows);
		const tongue = choice(
			LANGUAGES.map((own) => [own, ownName(own), own]),
			tag,
			(own) => {
				tag = own;
				draw();
			},
		);
		tongue.setAttribute("aria-label", say("products_language"));
		const rows = list.slice(0, most).map((product, place) => {
			const own = input(product[tag] ?? "", { maxlength: "400" });
			own.lang = tag;
			own.dir = directionOf(tag);
			own.placeholder = words.pick(product)[0];
			const numbered = `${say("products")} ${number(place + 1)}`;
			own.setAttribute("aria-label", numbered);
			own.addEventListener("input", () => {
				const now = structuredClone(desk.value("products") ?? []);
				now[place] = { ...now[place], [tag]: own.value };
				write(now);
			});
			const away = key("×", () => {
				write((desk.value("products") ?? []).filter((_, at) => at !== place));
				draw();
			});
			away.setAttribute("aria-label", `${say("remove")}: ${numbered}`);
			return made("div", "line", own, away);
		});
		const add = key(say("add_product"), () => {
			write([{ [tag]: "" }, ...(desk.value("products") ?? [])]);
			draw();
		});
		const parts = [labelled(say("products_language"), tongue), add, ...rows];
		if (list.length > most)
			parts.push(
				key(say("show_rest", { n: number(list.length - most) }), () => {
					most = Number.POSITIVE_INFINITY;
					draw();
				}),
			);
		return parts;
	};
}

/** Brands and standards: one a line. */
function lines({ words, desk }, name, title) {
	return () => {
		const value = desk.value(name) ?? [];
		const own = area(
			value.join("\n"),
			Math.min(Math.max(value.length + 1, 2), 8),
		);
		own.name = name;
		own.addEventListener("input", () =>
			desk.set(
				name,
				own.value
					.split("\n")
					.map((line) => line.trim())
					.filter(Boolean),
			),
		);
		return [labelled(words.say(title), own)];
	};
}

function spokenBoxes({ desk }) {
	const value = desk.value("languages") ?? [];
	const tags = [...new Set([...LANGUAGES, ...value])];
	const boxes = tags.map((tag) => {
		const box = input("", { type: "checkbox" });
		box.checked = value.includes(tag);
		box.addEventListener("change", () => {
			const now = (desk.value("languages") ?? []).filter((own) => own !== tag);
			desk.set("languages", box.checked ? [...now, tag] : now);
		});
		const name = made("span", "", ownName(tag));
		name.lang = tag;
		return made("label", "box", box, name);
	});
	return made("div", "boxes", ...boxes);
}

/** Opening hours: spans of days. */
function hours({ words, desk }) {
	const { say } = words;
	return (draw) => {
		const spans = desk.value("hours") ?? [];
		const write = (place, change) => {
			const now = structuredClone(desk.value("hours") ?? []);
			now[place] = { ...now[place], ...change };
			// No day named is every day.
			if (now[place].days?.length % DAYS.length === 0) delete now[place].days;
			desk.set("hours", now);
		};
		const rows = spans.map((span, place) => {
			const days = span.days ?? [];
			const boxes = DAYS.map((day, index) => {
				const box = input("", { type: "checkbox" });
				box.checked = days.length === 0 || days.includes(day);
				box.addEventListener("change", () => {
					const all = [...fields.querySelectorAll(".boxes input")];
					write(place, { days: DAYS.filter((_, at) => all[at].checked) });
				});
				return made("label", "box", box, say(DAY_WORDS[index]));
			});
			const time = (name, title) => {
				const own = input(span[name] ?? "", { type: "time" });
				own.addEventListener("input", () =>
					write(place, { [name]: own.value }),
				);
				return labelled(say(title), own);
			};
			const away = key(say("remove"), () => {
				desk.set(
					"hours",
					(desk.value("hours") ?? []).filter((_, at) => at !== place),
				);
				draw();
			});
			const fields = made(
				"div",
				"span",
				made("div", "boxes", ...boxes),
				made(
					"div",
					"line",
					time("opens", "opens"),
					time("closes", "closes"),
					away,
				),
			);
			return fields;
		});
		const add = key(say("add_hours"), () => {
			const usual = { opens: "08:30", closes: "17:30" };
			desk.set("hours", [...(desk.value("hours") ?? []), usual]);
			draw();
		});
		return [...rows, add];
	};
}

function contact({ words, desk }) {
	return Object.entries(CONTACT).map(([part, type]) => {
		const field = `contact/${part}`;
		const own = input(desk.value(field) ?? "", { type, dir: "ltr" });
		own.name = field;
		own.addEventListener("input", () => desk.set(field, own.value));
		return labelled(words.say(part), own);
	});
}
