/** Which files a publication lists. */

import { failure } from "./errors.js";

/** What a file says. */
export function parsed(buffer) {
	try {
		return JSON.parse(textOf(buffer)) ?? undefined;
	} catch (error) {
		throw failure("not-json", error.message);
	}
}

export const textOf = (buffer) => new TextDecoder().decode(buffer);

/** Whether a path is that of a table of shards. */
export const isTable = (path) => /^stalls\/[^/]+$/.test(path);

/** The files that an entry or a table of shards lists: `[path, { size, sha256 }]` each. */
export function rowsOf({ files } = {}) {
	const isRow = ({ path, size, sha256 } = {}) =>
		typeof path === "string" &&
		Number.isSafeInteger(size) &&
		/^[0-9a-f]{64}$/i.test(sha256);
	const rows = Array.isArray(files)
		? files.filter((row) => row && isRow(row))
		: [];
	return rows.map(({ path, size, sha256 }) => [path, { size, sha256 }]);
}

/**
 * The row of a file in an entry, by the name it has without the digits of its hash, such as
 * `market.json` for `market.0a1b2c3d.json`.
 */
export function rowNamed({ files }, name) {
	const at = name.lastIndexOf(".");
	const [stem, ending] = [name.slice(0, at + 1), name.slice(at)];
	return files.find(({ path }) => {
		const digits = path.slice(stem.length, -ending.length);
		return (
			path === name ||
			(/^[0-9a-f]{8}$/.test(digits) && path === stem + digits + ending)
		);
	});
}
