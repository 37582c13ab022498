/**
 * Keeps a machine's market whole and new: fetches all that the host publishes, beside what is
 * shown, and changes over when nobody is looking. Whatever happens on the way, what was whole
 * before stays.
 */

import { failure } from "./errors.js";
import * as keep from "./keep.js";
import { isTable, parsed, rowsOf } from "./listed.js";
import { KEPT, note, noted } from "./notes.js";
import { nextMs } from "./start.js";

/** What a person waits for comes before what the machine keeps. */
const BEGIN_MS = 20_000;
/** Between two files: the machine has other work, and the host other kiosks. */
const BETWEEN_MS = 15;
/** The name of the search index's first file begins like this. */
const INDEX = "search/core.";

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

/** Of which this machine has no room for a whole set. */
const unkept = new WeakSet();

/**
 * One round: looks at the host, and takes over what is new there once all of it is proved and kept.
 * A machine that cannot keep it takes it over all the same: it has nothing better to show tomorrow
 * either.
 */
export async function keepUp(publication, options) {
	const { base, idle, changeOver } = options;
	const [newest, own] = [await publication.newest(), await publication.set()];
	const isNew = newest.hash !== own.hash;
	const checked = new Date().toISOString();
	if (!isNew && (own.isWhole || unkept.has(publication))) {
		tellState(base, { checked });
		return;
	}
	const listed = await fetchAll(publication, newest, options);
	if (await keepSet(base, newest, listed)) {
		unkept.delete(publication);
		Object.assign(isNew ? newest : own, listed, { isWhole: true });
		const { hash } = newest;
		const files = listed.needs.length;
		tellState(base, { checked, updated: checked, hash, files });
	} else {
		unkept.add(publication);
		publication.survived(failure("storage"));
	}
	if (!isNew) return;
	await idle();
	publication.take(newest);
	await changeOver();
}

/** True when the whole set is on this machine from now on. */
async function keepSet(base, { entry, signatures, handovers, hash }, listed) {
	const { needs, also, isKept } = listed;
	if (!isKept) return false;
	try {
		const own = { entry, signatures, handovers, hash, needs, also };
		await keep.putSet(base, own);
		return true;
	} catch {
		return false;
	}
}

/**
 * Everything that a set lists, fetched, proved, and kept as far as it was not: `{ needs, also,
 * isKept }`, the hashes of what it cannot do without, and of the records.
 */
async function fetchAll(publication, set, { indexRows, holdsRecords }) {
	const needs = [];
	const also = [];
	let isKept = true;
	const take = async (path, row) => {
		const own = await publication.fetchKept(path, row);
		isKept &&= own.isKept;
		await pause(BETWEEN_MS);
		return own.buffer;
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
	return { needs, also, isKept };
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
