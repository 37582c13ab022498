// The figures as people read them.

/** Prints one table: engines in rows, our own first, and how much slower and larger others are. */
export function printTable(names, results) {
	const own = results.find(({ engine }) => engine === "own");
	const rows = Object.fromEntries(
		results.map((result) => [result.engine, row(result, own)]),
	);
	console.log(`\n${names.toLocaleString("en")} product names`);
	console.table(rows);
}

function row(result, own) {
	const mb = (bytes) => (bytes === undefined ? "" : rounded(bytes / 1e6));
	const ratio = (key) =>
		result === own || !own?.[key] || !result[key]
			? ""
			: `${rounded(result[key] / own[key])}×`;
	return {
		"build s": rounded(result.buildMs / 1000),
		"index MB": mb(result.rawBytes),
		"gzip MB": mb(result.gzipBytes),
		"load ms": rounded(result.loadMs),
		"memory MB": rounded(result.memoryMb),
		"p50 ms": rounded(result.p50Ms),
		"p99 ms": rounded(result.p99Ms),
		"right first %": rounded(result.first),
		"in ten %": rounded(result.ten),
		asked: result.asked ?? "",
		"p99 to ours": ratio("p99Ms"),
		"gzip to ours": ratio("gzipBytes"),
		remark: result.failed ? `does not hold: ${result.failed}` : "",
	};
}

/** Three figures that count, without a tail. */
function rounded(value) {
	if (value === undefined || value === null || Number.isNaN(value)) return "";
	return value >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
