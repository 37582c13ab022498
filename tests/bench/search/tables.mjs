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

/** Prints what was measured in the page. */
export function printPage(names, page) {
	const times = ({ asked, p50Ms, p99Ms, mostMs }) => ({
		"p50 ms": rounded(p50Ms),
		"p99 ms": rounded(p99Ms),
		"most ms": rounded(mostMs),
		asked,
	});
	console.log(`\n${names.toLocaleString("en")} product names, in the page`);
	console.table({
		"the peers' queries, through the worker": times(page.queries),
		"key presses, through the worker": times(page.keys),
		"key presses, 4 times slower, without a worker": times(page.slow),
	});
	const parts = (list, unit = 1) =>
		list.map((value) => rounded(value / unit)).join(" / ");
	const { first, memory } = page;
	console.table({
		"first answer, requests (median / p99 / most)": parts(first.requests),
		"first answer, KB brotli": parts(first.bytes, 1000),
		"queries with at most four requests": `${first.atMostFour} of ${first.queries}`,
		"until nothing is missing, requests": parts(first.whole.requests),
		"until nothing is missing, KB brotli": parts(first.whole.bytes, 1000),
		"whole index, MB brotli": rounded(page.brotliBytes / 1e6),
		"WebAssembly, page and workers, MB": rounded(memory.wasmMb),
		"scripts, page and workers, MB": rounded(memory.heapMb + memory.buffersMb),
		"the whole process, MB": rounded(memory.processMb),
	});
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
