/** The few pieces that the page is made of. Text is text: nothing here reads HTML. */

import { key, made } from "../status/elements.js";

export { key, made };

/** A published text in its own language and direction. */
export function published([text, tag]) {
	const own = made("bdi", "", text);
	own.lang = tag;
	return own;
}

/** A label above its field. */
export function labelled(text, field, className = "labelled") {
	return made("label", className, made("span", "label", text), field);
}

export function input(value, { type = "text", ...attributes } = {}) {
	const field = document.createElement("input");
	field.type = type;
	field.value = value;
	field.autocomplete = "off";
	for (const [name, own] of Object.entries(attributes))
		field.setAttribute(name, own);
	return field;
}

export function area(value, rows) {
	const field = document.createElement("textarea");
	field.value = value;
	field.rows = rows;
	field.dir = "auto";
	return field;
}

export function choice(options, value, act) {
	const field = document.createElement("select");
	for (const [own, text, lang] of options) {
		const option = made("option", "", text);
		option.value = own;
		if (lang) option.lang = lang;
		field.append(option);
	}
	field.value = value;
	field.addEventListener("change", () => act(field.value));
	return field;
}

const SVG = "http://www.w3.org/2000/svg";

export function drawing(tag, attributes, ...children) {
	const own = document.createElementNS(SVG, tag);
	for (const [name, value] of Object.entries(attributes))
		own.setAttribute(name, value);
	own.append(...children);
	return own;
}

/** Says something to those who look and to those who listen; `kind` is `good`, `bad` or `plain`. */
export function tell(place, kind, ...parts) {
	place.className = `told ${kind}`;
	place.replaceChildren(...parts);
}
