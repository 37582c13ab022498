/**
 * One publication: the gate through which its files come into the page, for all modules. What is
 * used is what the entry lists, byte for byte, and where a key is trusted the entry is what the
 * key's owner has signed.
 *
 * A machine that has kept a whole publication begins with that one, whatever the host does; others
 * ask the host first, and fall back on what they kept.
 */

import { failure, report } from "./errors.js";
import * as keep from "./keep.js";
import { isTable, parsed, rowsOf, textOf } from "./listed.js";
import { note, noted, SEEN } from "./notes.js";
import { admit, sha256 } from "./seal.js";

export const ENTRY = "publication.json";
/** Bytes; the largest market's entry is thirty times smaller. */
const MOST_ENTRY_BYTES = 1024 * 1024;
const MOST_SIGNATURE_BYTES = 64 * 1024;
/** So long the host may take for its first words when there is something kept to show. */
const MOST_WAIT_MS = 6_000;
/** Keeping things waits for what visitors wait for. */
const QUIET_MS = 2_000;

export class Publication {
	#base;
	#pubkey = "";
	#allowsUnsigned = false;
	/** The set in use, once it is known: see `#ask`. */
	#opening;
	/** The host's own set, when what was kept is in use. */
	#asked;
	/** Every file that was ever listed, by path: a path names its content. */
	#rows = new Map();
	#tables = new Set();
	#isRemembered = false;
	#refused;

	/** `base` is the folder's address, with its slash; `refused(code, path)` hears what was not taken. */
	constructor(base, refused) {
		this.#base = base;
		this.#refused = refused;
	}

	/**
	 * From here on only what this key's owner has signed is taken. With `allowsUnsigned` a
	 * publication without any signature passes, too. True when that is news.
	 */
	trust(pubkey, allowsUnsigned) {
		const isKnown =
			pubkey === this.#pubkey && allowsUnsigned === this.#allowsUnsigned;
		if (!pubkey || isKnown) return false;
		this.#pubkey = pubkey;
		this.#allowsUnsigned = allowsUnsigned;
		// What was taken without the key was not proved.
		this.#rows.clear();
		this.reopen();
		return true;
	}

	/** Asks anew when the next file is wanted. */
	reopen() {
		this.#opening = undefined;
	}

	/** The folder's address. */
	get base() {
		return this.#base;
	}

	/** Whether a signature was proved. */
	async isSigned() {
		return (await this.#set()).isSigned;
	}

	/** The raw bytes of the entry. */
	async entry() {
		return (await this.#set()).entry;
	}

	/** The set in use: see `#ask`. */
	async set() {
		return this.#set();
	}

	/** What the host has now, proved, and no older than what is in use. */
	async newest() {
		const asked = this.#asked ?? this.#ask();
		this.#asked = undefined;
		const [own, set] = await Promise.all([this.#set(), asked]);
		// Without a signature the host's word is all there is.
		if (set.isSigned && own.isSigned) {
			set.follow(own.sequence, own.key, set.hash === own.hash);
		}
		this.#learn(set.rows);
		return set;
	}

	/** Uses this set from now on. */
	take(set) {
		this.#isRemembered = false;
		this.#opening = Promise.resolve(set);
	}

	/**
	 * The bytes of a file by its path below the folder, of at most `mostBytes`. `row` is what its
	 * size and hash have to be, for files that the search index lists.
	 */
	async file(path, mostBytes, row) {
		const set = await this.#set();
		const listed = row ?? this.#rows.get(path);
		if (!listed) {
			if (set.isSigned) throw failed("not-listed", path);
			return fetched(this.#base + path, mostBytes);
		}
		if (listed.size > mostBytes) throw failure("too-large");
		const buffer = await this.#proved(path, listed);
		this.#remember(set);
		this.#readTable(path, buffer);
		return buffer;
	}

	/** Fetches and keeps a file that another set lists: `{ buffer, isKept }`. */
	async fetchKept(path, row) {
		const known = await keep.file(row.sha256);
		if (known && (await isThis(known, row)))
			return { buffer: known, isKept: true };
		const buffer = await this.#fromHost(path, row);
		const isKept = await keep.putFile(row.sha256, buffer).then(
			() => true,
			() => false,
		);
		return { buffer, isKept };
	}

	// --- the entry ------------------------------------------------------------------

	#set() {
		if (!this.#opening) {
			const opening = this.#open();
			this.#opening = opening;
			opening.then(
				({ rows }) => this.#learn(rows),
				() => {
					// Tried again by the next who asks.
					if (this.#opening === opening) this.#opening = undefined;
				},
			);
		}
		return this.#opening;
	}

	async #open() {
		const asked = this.#ask();
		asked.catch(() => {});
		const kept = await this.#kept();
		if (kept[0]?.isWhole) {
			this.#asked = asked;
			return kept[0];
		}
		const best = kept.find((set) => set.isWhole) ?? kept[0];
		try {
			const set = await (best ? soon(asked) : asked);
			if (best?.isSigned && set.isSigned) {
				set.follow(best.sequence, best.key, set.hash === best.hash);
			}
			this.#keepLater(set);
			return set;
		} catch (error) {
			if (!best) throw error;
			this.survived(error);
			return best;
		}
	}

	/**
	 * What lies at the host, proved: `{ entry, signatures, handovers, hash, rows, isSigned }`, and
	 * when it is signed `market`, `sequence`, `key` and `follow`.
	 */
	async #ask() {
		const [entry, signatures] = await Promise.all([
			fetched(this.#base + ENTRY, MOST_ENTRY_BYTES, { cache: "no-cache" }),
			this.#pubkey ? this.#beside(`${ENTRY}.sig`) : "",
		]);
		const found = { entry, signatures, handovers: "" };
		try {
			return await this.#judged(found);
		} catch (error) {
			report(error.code ?? "crashed", "", ENTRY);
			if (error.code !== "signature-other-key") throw error;
			// Another key than the trusted one: perhaps that one has handed over to it.
			found.handovers = await this.#beside("publication.keys");
			if (!found.handovers) throw error;
		}
		return this.#judged(found);
	}

	/** A text beside the entry; empty when there is none. */
	async #beside(name) {
		try {
			const options = { cache: "no-cache" };
			const url = this.#base + name;
			return textOf(await fetched(url, MOST_SIGNATURE_BYTES, options));
		} catch (error) {
			if (error.code === "http-404") return "";
			throw error;
		}
	}

	/** The sets that this machine keeps, as far as they prove good; the newest first. */
	async #kept() {
		const sets = await keep.sets(this.#base);
		if (sets.length === 0) return [];
		const known = await keep.known();
		const good = [];
		for (const own of sets) {
			try {
				const set = await this.#judged(own);
				set.isWhole = own.needs?.every((hash) => known.has(hash)) ?? false;
				good.push(set);
			} catch (error) {
				this.survived(error);
			}
		}
		return good;
	}

	async #judged({ entry, signatures, handovers, needs, also }) {
		const set = { entry, signatures, handovers, needs, also };
		set.hash = await sha256(entry);
		set.isSigned = false;
		if (this.#pubkey) {
			if (signatures) await this.#prove(set);
			else if (!this.#allowsUnsigned) throw failure("unsigned");
		}
		set.rows = rowsOf(parsed(entry));
		return set;
	}

	async #prove(set) {
		const seen = seenWith(this.#pubkey);
		// Whoever stole an older key could leave the handovers out: the newest key is remembered.
		const admission = await admit(set, seen.key ?? this.#pubkey);
		const known = seen.markets?.[admission.market];
		if (known) {
			const { sequence, key, hash } = known;
			admission.follow(sequence, key, hash === set.hash);
		}
		Object.assign(set, admission, { isSigned: true });
	}

	/** Remembers a signed set when something of it has been proved, too. */
	#remember(set) {
		if (this.#isRemembered) return;
		this.#isRemembered = true;
		if (!set.isSigned) return;
		const { market, sequence, key, hash } = set;
		const seen = seenWith(this.#pubkey);
		const markets = { ...seen.markets, [market]: { sequence, key, hash } };
		rememberWith(this.#pubkey, { key, markets });
	}

	/** A machine that keeps no whole publication keeps what its visitors look at. */
	async #keepLater(set) {
		const also = Array.from(set.rows, ([, { sha256 }]) => sha256);
		const { entry, signatures, handovers, hash } = set;
		await quiet();
		const known = await keep.sets(this.#base);
		if (known[0]?.hash === hash || known.some((own) => own.needs)) return;
		const own = { entry, signatures, handovers, hash, also };
		await keep.putSet(this.#base, own).catch(() => {});
	}

	// --- its files --------------------------------------------------------------------

	async #proved(path, row) {
		const kept = await keep.file(row.sha256);
		if (kept && (await isThis(kept, row))) return kept;
		const buffer = await this.#fromHost(path, row);
		keepQuietly(row.sha256, buffer);
		return buffer;
	}

	async #fromHost(path, row) {
		const url = this.#base + path;
		let code;
		for (const options of [{}, { cache: "reload" }]) {
			// What a portal or a proxy had put in its place may lie in the browser's cache.
			try {
				const buffer = await fetched(url, row.size, options);
				if (await isThis(buffer, row)) return buffer;
				code = buffer.byteLength === row.size ? "file-hash" : "file-size";
			} catch (error) {
				if (error.code !== "too-large") throw error;
				code = "file-size";
			}
		}
		throw failed(code, path);
	}

	#learn(rows) {
		for (const [path, row] of rows) this.#rows.set(path, row);
	}

	/** The tables of shards list files, too. */
	#readTable(path, buffer) {
		if (!isTable(path) || this.#tables.has(path)) return;
		this.#tables.add(path);
		try {
			this.#learn(rowsOf(parsed(buffer)));
		} catch {
			// It is published like that: whoever reads it will say so.
		}
	}

	/** Tells of something that is not used, and without which the page goes on. */
	survived(error) {
		const { code = "crashed", path = ENTRY } = error;
		report(code, "", path);
		this.#refused(code, path);
	}
}

/** An error about a file, noted for the technician. */
function failed(code, path) {
	report(code, "", path);
	return Object.assign(failure(code, path), { path });
}

async function isThis(buffer, { size, sha256: expected }) {
	if (buffer.byteLength !== size) return false;
	const own = await sha256(buffer);
	return own.startsWith(expected.toLowerCase());
}

/** The bytes at an address, of which no more than `mostBytes` are taken. */
async function fetched(url, mostBytes, options) {
	try {
		const answer = await fetch(url, options);
		if (!answer.ok) throw failure(`http-${answer.status}`);
		if (!answer.body) return answer.arrayBuffer();
		const reader = answer.body.getReader();
		const parts = [];
		let size = 0;
		for (;;) {
			const { done, value } = await reader.read();
			if (done) break;
			size += value.byteLength;
			if (size > mostBytes) {
				reader.cancel().catch(() => {});
				throw failure("too-large");
			}
			parts.push(value);
		}
		if (parts.length === 1 && parts[0].buffer.byteLength === size)
			return parts[0].buffer;
		const whole = new Uint8Array(size);
		let at = 0;
		for (const part of parts) {
			whole.set(part, at);
			at += part.byteLength;
		}
		return whole.buffer;
	} catch (error) {
		throw error.code && typeof error.code === "string"
			? error
			: failure("network", error.message);
	}
}

/** Until the page has shown what it was opened for. */
const quiet = () => new Promise((resolve) => setTimeout(resolve, QUIET_MS));

async function keepQuietly(sha256, buffer) {
	await quiet();
	// Where there is no room, nothing is kept.
	await keep.putFile(sha256, buffer).catch(() => {});
}

/** What a promise has to say, if it says so soon. */
function soon(promise) {
	return new Promise((resolve, reject) => {
		const late = () => reject(failure("network", "no answer"));
		const timer = setTimeout(late, MOST_WAIT_MS);
		promise.then(resolve, reject).finally(() => clearTimeout(timer));
	});
}

/** What this page has seen where the browser's storage is refused. */
const seenHere = {};

/** What was seen with a trusted key: `{ key, markets: { ID: { sequence, key, hash } } }`. */
function seenWith(pubkey) {
	return seenHere[pubkey] ?? noted(SEEN)?.[pubkey] ?? {};
}

function rememberWith(pubkey, seen) {
	seenHere[pubkey] = seen;
	note(SEEN, { ...noted(SEEN), [pubkey]: seen });
}
