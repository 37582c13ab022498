// Whether an answer of the search is what was meant.

import { holdsAll, matcher } from "./rows.mjs";

/** Kinds of answers that are a stall: `id` is the stall's. */
const STALLS = ["stall", "shop", "product"];

/** Whether one answer (`{ kind, id }`) is one of the right ones of a row. */
export function isRight(answer, row, market) {
	return row.right.some((right) => fits(answer, right, market));
}

/** Place of the first right answer, from 0; -1 when there is none. */
export function rankOf(answers, row, market) {
	return answers.findIndex((answer) => isRight(answer, row, market));
}

function fits(answer, right, market) {
	const like = () => matcher(right.text).test(answer.id);
	const listing = (holds) =>
		STALLS.includes(answer.kind) && market.listings(answer.id).some(holds);
	switch (right.kind) {
		case "category":
			return (
				answer.kind === "category" &&
				(answer.id === right.text ||
					(right.below && market.isBelow(answer.id, right.text)))
			);
		case "stall":
			return STALLS.includes(answer.kind) && like();
		case "shop":
			return listing((shop) => shop.id === right.text);
		case "name":
			return listing((shop) => isNamed(shop, right.text));
		case "goods":
			return listing((shop) => sells(shop, right.text));
		case "brand":
		case "standard":
			return (
				(answer.kind === right.kind && like()) ||
				listing((shop) => declares(shop, right))
			);
		case "place":
			return (
				answer.kind === "service" && market.placeKind(answer.id) === right.text
			);
		case "honour":
			return (
				(answer.kind === "honour" && like()) ||
				(STALLS.includes(answer.kind) &&
					market.honours.some(
						(honour) =>
							matcher(right.text).test(honour.id) &&
							honour.stalls.includes(answer.id),
					))
			);
		case "level":
			return answer.kind === "level" && like();
		default:
			throw new Error(`no such kind of right answer: ${right.kind}`);
	}
}

/** Whether one product of a shop holds all words, in any one language. */
export function sells(shop, words) {
	return (shop.products ?? []).some((product) =>
		Object.values(product).some((name) => holdsAll(name, words)),
	);
}

/** Whether a shop's name holds all words, in any one language. */
export function isNamed(shop, words) {
	return Object.values(shop.name ?? {}).some((name) => holdsAll(name, words));
}

/** Whether a shop lists a brand or declares a standard. */
export function declares(shop, { kind, text }) {
	const listed = kind === "brand" ? shop.brands : shop.standards;
	const wanted = matcher(text);
	return (listed ?? []).some((one) => wanted.test(one));
}
