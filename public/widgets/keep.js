/**
 * What this machine keeps of publications, so that the market is there when its host is not:
 * files by their hash, and for each publication the last two good sets of them. It lies in
 * IndexedDB, which there is on plain http as well. Everything here may fail, and then nothing is
 * kept: a full or forbidden storage costs no more than that.
 */

const NAME = "stallmap";
const FILES = "files";
const SETS = "sets";

let opening;

function open() {
	opening ??= new Promise((resolve, reject) => {
		const request = indexedDB.open(NAME, 1);
		request.onupgradeneeded = () => {
			request.result.createObjectStore(FILES);
			request.result.createObjectStore(SETS);
		};
		request.onsuccess = () => {
			const database = request.result;
			// Another page brings a newer form: it must not wait for this one.
			database.onversionchange = () => database.close();
			database.onclose = () => {
				opening = undefined;
			};
			resolve(database);
		};
		request.onerror = () => reject(request.error);
		request.onblocked = () => reject(new Error("blocked"));
	});
	return opening;
}

/** Runs `work(store)`, which answers with a request, and waits until its outcome is written. */
async function within(name, mode, work) {
	const database = await open();
	return new Promise((resolve, reject) => {
		const transaction = database.transaction(name, mode);
		const request = work(transaction.objectStore(name));
		transaction.oncomplete = () => resolve(request?.result);
		transaction.onabort = () => reject(transaction.error);
	});
}

/** What stands in a place; nothing where the storage is refused. */
async function taken(name, key) {
	try {
		return await within(name, "readonly", (store) => store.get(key));
	} catch {
		return undefined;
	}
}

/** A hash is a key by its first half: what the search index says of its files is no more. */
const keyOf = (sha256) => sha256.slice(0, 32).toLowerCase();

/** Keys of all files that are kept, as far as this page has heard; see `known`. */
let listing;

/** What is kept: `has(sha256)`. Asked once a page, so that a first visitor pays nothing for it. */
export async function known() {
	listing ??= within(FILES, "readonly", (store) => store.getAllKeys()).then(
		(keys) => new Set(keys),
		() => new Set(),
	);
	const keys = await listing;
	return { has: (sha256) => keys.has(keyOf(sha256)) };
}

/** The bytes of a file; nothing when it is not kept. Whoever takes them proves them. */
export async function file(sha256) {
	const all = await known();
	return all.has(sha256) ? taken(FILES, keyOf(sha256)) : undefined;
}

/** Keeps a file. Fails when there is no room for it. */
export async function putFile(sha256, buffer) {
	const key = keyOf(sha256);
	await within(FILES, "readwrite", (store) => store.put(buffer, key));
	(await listing)?.add(key);
}

/**
 * The sets of the publication at `base`, the newest first. A set is what lies beside each other on
 * the host, `{ entry, signatures, handovers }`; `needs` are the hashes of all its files once it
 * was whole, and `also` of those that it lists elsewhere.
 */
export async function sets(base) {
	return (await taken(SETS, base)) ?? [];
}

/**
 * Keeps a set as the newest one, all at once: whoever starts afterwards finds either the sets
 * before or these. The one before it stays; files that none of any publication needs go.
 */
export async function putSet(base, set) {
	const before = await sets(base);
	const others = before.filter(({ hash }) => hash !== set.hash);
	await within(SETS, "readwrite", (store) =>
		store.put([set, ...others.slice(0, 1)], base),
	);
	await clean();
}

async function clean() {
	const all = await within(SETS, "readonly", (store) => store.getAll());
	const needed = new Set();
	for (const set of all.flat()) {
		for (const hash of set.needs ?? []) needed.add(keyOf(hash));
		for (const hash of set.also ?? []) needed.add(keyOf(hash));
	}
	// What other pages have kept meanwhile is there, too.
	const keys = await within(FILES, "readonly", (store) => store.getAllKeys());
	listing = Promise.resolve(new Set(keys.filter((key) => needed.has(key))));
	await within(FILES, "readwrite", (store) => {
		for (const key of keys) if (!needed.has(key)) store.delete(key);
	});
}
