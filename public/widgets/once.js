/** What all elements of a page share, each fetched once and beside this script. */

/** Runs `load` once for each key; what failed is tried again by the next one who asks. */
export function once(load) {
	const known = new Map();
	const loaded = (key) => {
		if (!known.has(key)) {
			const promise = load(key);
			known.set(key, promise);
			promise.catch(() => known.delete(key));
		}
		return known.get(key);
	};
	loaded.has = (key) => known.has(key);
	return loaded;
}

export async function answerOf(url) {
	const answer = await fetch(url);
	if (!answer.ok) {
		throw new Error(`${url.pathname}: ${answer.status}`);
	}
	return answer;
}

/** The texts of a language, by its tag. */
export const texts = once(async (tag) => {
	const url = new URL(`./texts/${tag}.json`, import.meta.url);
	return (await answerOf(url)).json();
});

/** A style sheet, by its name. */
export const sheet = once(async (name) => {
	const answer = await answerOf(new URL(`./${name}.css`, import.meta.url));
	return new CSSStyleSheet().replace(await answer.text());
});
