// Sizes as they travel: compressed as hard as a static host can.

import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** Bytes of a buffer: `{ raw, gzip, brotli }`. */
export function bytes(buffer) {
	const params = {
		[constants.BROTLI_PARAM_QUALITY]: 11,
		[constants.BROTLI_PARAM_SIZE_HINT]: buffer.length,
	};
	return {
		raw: buffer.length,
		gzip: gzipSync(buffer, { level: 9 }).length,
		brotli: brotliCompressSync(buffer, { params }).length,
	};
}
