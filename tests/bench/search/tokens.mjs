// How names are cut into words for those engines that take a tokeniser of one's own: words of
// letters and digits, and for Chinese each character and each pair of characters. Without it
// none of them would find two characters in the middle of a name.

const RUN = /[\u3400-\u9fff]+|[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu;

export const HAN = /[\u3400-\u9fff]/;

/** Words of a name. */
export function indexTokens(text) {
	return runs(text, (han) =>
		han.flatMap((sign, at) => (at ? [sign, han[at - 1] + sign] : [sign])),
	);
}

/** Words of a query: pairs only, or the character when it is alone. */
export function queryTokens(text) {
	return runs(text, (han) =>
		han.length === 1 ? han : han.slice(1).map((sign, at) => han[at] + sign),
	);
}

function runs(text, cutHan) {
	const tokens = [];
	for (const [run] of text.toLowerCase().matchAll(RUN))
		if (HAN.test(run)) tokens.push(...cutHan([...run]));
		else tokens.push(run, ...(run.includes("-") ? run.split("-") : []));
	return tokens;
}
