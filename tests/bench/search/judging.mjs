// Whether a document is what a query meant, and how long the answers took. The same for all
// engines.

/** `doc` is `{ zh, en, stall }`: one product's names, or those of all products of a stall. */
export function isRight({ kind, query, word }, doc) {
	const english = () => ` ${doc.en.toLowerCase().replace(/[^a-z]+/g, " ")} `;
	switch (kind) {
		case "zh-prefix":
		case "zh-2char":
			return doc.zh.includes(query);
		case "en-word":
			return english().includes(` ${query}`);
		case "en-typo":
			return english().includes(` ${word} `);
		case "stall":
			return doc.stall.includes(query);
		default:
			throw new Error(`no such class of queries: ${kind}`);
	}
}

/**
 * Asks all queries, once to judge and then again to measure, at most `budgetMs` in all. `ask`
 * gives `{ docs }`, the best first, and with them `ms` when the engine knows its own time better.
 * Times are milliseconds, for each query the best of its runs.
 */
export async function measure(queries, ask, { budgetMs, rounds = 3 }) {
	const began = performance.now();
	const left = () => performance.now() - began < budgetMs;
	const judged = [];
	const bestMs = new Map();
	for (let round = 0; round <= rounds; round += 1)
		for (const query of queries) {
			if (!left()) break;
			const start = performance.now();
			const { docs, ms = performance.now() - start } = await ask(query.query);
			bestMs.set(query, Math.min(ms, bestMs.get(query) ?? Infinity));
			if (round > 0) continue;
			const right = docs.slice(0, 10).map((doc) => isRight(query, doc));
			judged.push({
				kind: query.kind,
				first: right[0] === true,
				ten: right.includes(true),
			});
		}
	return { ...summary(judged, [...bestMs.values()]), asked: judged.length };
}

/** Shares in percent, over all and by class; median and 99th percentile in milliseconds. */
export function summary(judged, ms) {
	const share = (some, key) =>
		some.length === 0
			? null
			: (100 * some.filter((one) => one[key]).length) / some.length;
	const shares = (some) => ({
		first: share(some, "first"),
		ten: share(some, "ten"),
	});
	const kinds = [...new Set(judged.map(({ kind }) => kind))];
	return {
		p50Ms: percentile(ms, 0.5),
		p99Ms: percentile(ms, 0.99),
		...shares(judged),
		kinds: Object.fromEntries(
			kinds.map((kind) => [
				kind,
				shares(judged.filter((one) => one.kind === kind)),
			]),
		),
	};
}

/** The value below which this part of them lies; null of none. */
export function percentile(values, part) {
	const sorted = [...values].sort((a, b) => a - b);
	return (
		sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ??
		null
	);
}
