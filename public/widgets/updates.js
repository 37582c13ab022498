/**
 * Keeps a machine's market whole and new: fetches all that the host publishes, beside what is
 * shown, and changes over when nobody is looking. Whatever happens on the way, what was whole
 * before stays.
 */

import * as keep from "./keep.js";
import { isTable, parsed, rowsOf } from "./listed.js";
import { KEPT, note, noted } from "./notes.js";

/** The host is asked on average so often … */
const EVERY_MS = 300_000;
/** … and while it cannot be reached, later each time, but no later than this. */
const MOST_AGAIN_MS = 45_000;
const FIRST_AGAIN_MS = 5_000;
/** What a person waits for comes before what the machine keeps. */
const BEGIN_MS = 20_000;
/** Between two files: the machine has other work, and the host other kiosks. */
const BETWEEN_MS = 15;
/** The name of the search index's first file begins like this. */
const INDEX = "search/core.";

/**
 * Milliseconds until the host is asked again. `chance` is between 0 and 1: machines that were
 * switched on together, or lost their host together, must not come back together. `failures` is
 * how often it could not be reached since.
 */
export function nextMs(chance, failures) {
	if (failures === 0) return EVERY_MS * (0.5 + chance);
	const doubled = FIRST_AGAIN_MS * 2 ** Math.min(failures - 1, 10);
	return Math.min(doubled, MOST_AGAIN_MS) * (0.25 + 0.75 * chance);
}

/** Of which publications somebody takes care already. */
const followed = new WeakSet();

/**
 * Takes care of a publication for as long as the page lives. `base` is its address; `indexRows(core)`
 * promises the files of a search index besides the first, `{ path, size, sha256 }` each; `idle()`
 * resolves when nobody uses what is shown, `changeOver()` shows what is used from now on. With
 * `holdsRecords` the records of all stalls are kept, too.
 */
export async function follow(publication, options) {
	if (followed.has(publication)) return;
	followed.add(publication);
	askToStay();
	let failures = 0;
	let waitMs = BEGIN_MS * (0.5 + Math.random());
	for (;;) {
		await pause(waitMs);
		try {
			await keepUp(publication, options);
			failures = 0;
		} catch (error) {
			if (failures++ === 0) publication.survived(error);
		}
		waitMs = nextMs(Math.random(), failures);
	}
}

/** One round: looks at the host, and takes over what is new there once all of it is kept. */
export async function keepUp(publication, options) {
	const { base, idle, changeOver } = options;
	const [newest, own] = [await publication.newest(), await publication.set()];
	const isNew = newest.hash !== own.hash;
	const checked = new Date().toISOString();
	if (!isNew && own.isWhole) {
		tellState(base, { checked });
		return;
	}
	const { entry, signatures, handovers, hash } = newest;
	const listed = await fetchAll(publication, newest, options);
	const set = { entry, signatures, handovers, hash, ...listed };
	await keep.putSet(base, set);
	Object.assign(newest, listed, { isWhole: true });
	const files = listed.needs.length;
	tellState(base, { checked, updated: checked, hash, files });
	if (!isNew) {
		Object.assign(own, listed, { isWhole: true });
		return;
	}
	await idle();
	publication.take(newest);
	await changeOver();
}

/**
 * Everything that a set lists, fetched and kept as far as it was not: `{ needs, also }`, the
 * hashes of what it cannot do without, and of the records.
 */
async function fetchAll(publication, set, { indexRows, holdsRecords }) {
	const needs = [];
	const also = [];
	const take = async (path, row) => {
		const buffer = await publication.fetchKept(path, row);
		await pause(BETWEEN_MS);
		return buffer;
	};
	for (const [path, row] of set.rows) {
		const buffer = await take(path, row);
		needs.push(row.sha256);
		if (!isTable(path)) continue;
		for (const [shard, own] of rowsOf(parsed(buffer))) {
			also.push(own.sha256);
			if (holdsRecords) await take(shard, own);
		}
	}
	const core = set.rows.find(([path]) => path.startsWith(INDEX));
	if (core) {
		for (const { path, ...row } of await indexRows(core[0])) {
			await take(path, row);
			needs.push(row.sha256);
		}
	}
	return { needs, also };
}

/** Without this the browser may clear what it keeps when the disk is full. */
async function askToStay() {
	try {
		await navigator.storage?.persist?.();
	} catch {
		// Storage is refused here.
	}
}

/** For the technician. */
function tellState(base, state) {
	const all = noted(KEPT);
	note(KEPT, { ...all, [base]: { ...all?.[base], ...state } });
}

const pause = (ms) =>
	new Promise((resolve) => {
		const done = () => {
			clearTimeout(timer);
			removeEventListener("online", soon);
			resolve();
		};
		// The network is back: so it is for the others.
		const soon = () => setTimeout(done, Math.min(ms, 3_000 * Math.random()));
		const timer = setTimeout(done, ms);
		if (ms > BETWEEN_MS) addEventListener("online", soon, { once: true });
	});
