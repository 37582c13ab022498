// Whether what the judged queries call right exists at all: a row that nothing can answer
// would blame the search for a mistake of the row.

import { declares, isNamed, sells } from "./right.mjs";
import { matcher } from "./rows.mjs";

/** Right answers that nothing in the market is: `{ row, right }`. */
export function unknownRights(rows, market) {
	const rights = rows.flatMap((row) =>
		row.right.map((right) => ({ row, right })),
	);
	const open = rights.filter(({ right }) => !isKnown(right, market));
	// What a shop is or sells is looked for in one pass; whatever was found is not looked for
	// again, so that the pass gets quicker as it goes.
	let wanted = open.filter(({ right }) => right.kind in OF_LISTING);
	for (const shop of market.everyListing()) {
		if (wanted.length === 0) break;
		// One look at the whole text spares most of the closer ones.
		const text = JSON.stringify(shop).toLowerCase();
		const may = ({ right }) =>
			right.text
				.toLowerCase()
				.split(/[+*?]/)
				.every((part) => text.includes(part));
		wanted = wanted.filter(
			(one) => !may(one) || !OF_LISTING[one.right.kind](shop, one.right),
		);
	}
	const missing = new Set(wanted);
	return open.filter(
		(one) => !(one.right.kind in OF_LISTING) || missing.has(one),
	);
}

const OF_LISTING = {
	shop: (shop, { text }) => shop.id === text,
	name: (shop, { text }) => isNamed(shop, text),
	goods: (shop, { text }) => sells(shop, text),
	brand: declares,
	standard: declares,
};

/** What the small files alone can tell. */
function isKnown(right, market) {
	const like = matcher(right.text);
	switch (right.kind) {
		case "category":
			return market.hasCategory(right.text);
		case "stall":
			return market.levels.some((level) =>
				level.ids.some((id) => like.test(id)),
			);
		case "place":
			return market.placeKindsThere.has(right.text);
		case "honour":
			return market.honours.some(({ id }) => like.test(id));
		case "level":
			return market.levels.some(({ id }) => like.test(id));
		default:
			return false;
	}
}
