/** The category tree: names, and choosing among them by words. */

import { input, key, labelled, made } from "./elements.js";
import { plain } from "./market.js";

/** Categories that a search shows. */
const SHOWN = 12;

/** The tree with its names in the reader's language, in English and in the market's own. */
export class Categories {
	#names;

	static async load(market, language) {
		const tree = await market.categories();
		const own = new Categories();
		own.ids = tree.ids;
		own.parents = tree.parents;
		const tags = [...new Set([language, market.languages[0], "en"])];
		own.#names = await Promise.all(
			tags.map(async (tag) => ({ tag, ...(await market.categoryWords(tag)) })),
		);
		return own;
	}

	/** The name of a category by its id. */
	nameOf(id) {
		return this.name(this.ids.indexOf(id))[0] || id;
	}

	/** The name by index, with its language. */
	name(index) {
		for (const { tag, name } of this.#names)
			if (name[index]) return [name[index], tag];
		return [this.ids[index] ?? "", ""];
	}

	/** Where it stands in the tree: the names above it. */
	above(index) {
		const names = [];
		let next = this.parents[index];
		while (next >= 0) {
			names.unshift(this.name(next)[0]);
			next = this.parents[next];
		}
		return names;
	}

	/** Categories whose names or further words hold what was typed; those that begin with it first. */
	find(typed) {
		const wanted = plain(typed);
		if (!wanted) return [];
		const ranked = [];
		for (let index = 0; index < this.ids.length; index++) {
			let best;
			for (const { name, synonyms } of this.#names) {
				for (const word of [name[index], ...(synonyms[index] ?? [])]) {
					const place = word ? plain(word).indexOf(wanted) : -1;
					if (place < 0) continue;
					const rank = place + (plain(word) === wanted ? -1 : 0);
					best = Math.min(best ?? rank, rank);
				}
			}
			if (best !== undefined) ranked.push({ index, rank: best });
		}
		ranked.sort(
			(one, other) => one.rank - other.rank || one.index - other.index,
		);
		return ranked.slice(0, SHOWN).map(({ index }) => index);
	}

	/** What lies right below a category; without one, the topmost. */
	below(index = -1) {
		return this.parents.flatMap((own, place) => (own === index ? [place] : []));
	}
}

/** Chosen categories, the first one the main one, and the tree to choose from. */
export function picker({ words, desk, categories }) {
	const { say } = words;
	const chosen = made("ul", "chosen");
	const offers = made("ul", "offers");
	const path = made("p", "path");
	const field = input("", { type: "search" });
	const ids = () => desk.value("categories") ?? [];
	let place = -1;

	const showChosen = () => {
		chosen.replaceChildren(
			...ids().map((id, at) => {
				const away = key("×", () => {
					desk.set(
						"categories",
						ids().filter((own) => own !== id),
					);
					showChosen();
				});
				away.setAttribute(
					"aria-label",
					`${say("remove")}: ${categories.nameOf(id)}`,
				);
				const main = key(say("make_main"), () => {
					desk.set("categories", [id, ...ids().filter((own) => own !== id)]);
					showChosen();
				});
				return made(
					"li",
					"",
					made("span", "", categories.nameOf(id)),
					at === 0 ? made("span", "badge", say("main_category")) : main,
					away,
				);
			}),
		);
	};

	const offer = (index, isLeaf) => {
		const [name, tag] = categories.name(index);
		const id = categories.ids[index];
		const add = key(say("add"), () => {
			if (!ids().includes(id)) desk.set("categories", [...ids(), id]);
			showChosen();
		});
		add.setAttribute("aria-label", `${say("add")}: ${name}`);
		const open = isLeaf
			? made("span", "", name)
			: key(name, () => go(index), "deeper");
		open.lang = tag;
		const above = made("span", "hint", categories.above(index).join(" › "));
		return made("li", "", open, ...(field.value ? [above] : []), add);
	};

	const show = () => {
		const typed = field.value.trim();
		const found = typed ? categories.find(typed) : categories.below(place);
		offers.replaceChildren(
			...found.map((index) =>
				offer(index, categories.below(index).length === 0),
			),
		);
		const steps =
			place < 0 || typed
				? []
				: [...categories.above(place), categories.name(place)[0]];
		path.replaceChildren(steps.join(" › "));
		if (steps.length > 0)
			path.prepend(
				key(say("back"), () => go(categories.parents[place]), "key small"),
			);
	};
	const go = (index) => {
		place = index;
		field.value = "";
		show();
	};
	field.addEventListener("input", show);
	showChosen();
	show();
	const tree = made(
		"details",
		"tree",
		made("summary", "", say("choose_category")),
	);
	tree.append(labelled(say("find_category"), field), path, offers);
	return made("div", "", chosen, tree);
}
