/**
 * Hashes and signatures. The browser hashes by itself where the page came by https or from the
 * machine itself; for the rest there is a module of WebAssembly, fetched when it is needed.
 */

let loading;

/** The module: `admit(entry, signatures, handovers, pubkey)` and `sha256(bytes)`. */
function loadSeal() {
	loading ??= (async () => {
		const glue = await import(new URL("../stallmap-seal.js", import.meta.url));
		await glue.default();
		return glue;
	})().catch((error) => {
		loading = undefined;
		throw Object.assign(error, { code: "no-seal" });
	});
	return loading;
}

/** SHA-256 in hexadecimal. */
export async function sha256(buffer) {
	const hash = globalThis.crypto?.subtle
		? new Uint8Array(await crypto.subtle.digest("SHA-256", buffer))
		: (await loadSeal()).sha256(new Uint8Array(buffer));
	return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join(
		"",
	);
}

/**
 * Judges an entry and what lies beside it: `{ market, sequence, key, follow(sequence, key, isSame) }`.
 * Fails with an error whose `code` says why it must not be used.
 */
export async function admit({ entry, signatures, handovers }, pubkey) {
	const glue = await loadSeal();
	const bytes = new Uint8Array(entry);
	const admission = glue.admit(bytes, signatures, handovers, pubkey);
	return {
		market: admission.market(),
		sequence: admission.sequence(),
		key: admission.key(),
		follow: (...seen) => admission.follow(...seen),
	};
}
