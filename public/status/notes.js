/** What the kiosk noted: its last errors, and its counts. Both stay here until a technician acts. */

import { asCsv, counts, forgetCounts } from "../kiosk/counts.js";
import { failures } from "../widgets/errors.js";
import { ERRORS, wipe } from "../widgets/notes.js";
import { key, made, save, table } from "./elements.js";

export function errorsKept(page) {
	const { say } = page;
	const list = failures().reverse();
	if (list.length === 0) return [say("no_errors")];
	const again = made("div", "");
	again.append(
		table(
			[say("time"), say("times"), say("error_code"), say("where"), say("what")],
			list.map(({ last, times, code, path, text }) => [
				new Date(last).toLocaleString("sv"),
				times,
				code,
				path,
				text,
			]),
		),
		wipeKey(say, () => {
			wipe(ERRORS);
			again.replaceChildren(say("no_errors"));
		}),
	);
	return [again];
}

export function countsKept(page) {
	const { say, state } = page;
	const kept = counts();
	const parts = [made("p", "note", say("counts_note"))];
	if (state.settings.counts !== true) {
		parts.push(made("p", "", say("counts_off")));
	}
	if (kept.rows.length === 0) return parts;
	const name = `counts-${state.settings.kiosk ?? "kiosk"}`;
	const again = made("div", "");
	const rows = kept.rows.length;
	again.append(
		made("p", "", say("counts_since", { rows, day: kept.since })),
		key(say("save_json"), () =>
			save(`${name}.json`, `${JSON.stringify(exported(kept))}\n`),
		),
		key(say("save_csv"), () => save(`${name}.csv`, asCsv(kept), "text/csv")),
		wipeKey(say, () => {
			forgetCounts();
			again.remove();
		}),
	);
	return [...parts, again];
}

/** The same rows with names, for programs. */
function exported({ since, rows }) {
	return {
		since,
		rows: rows.map(([hour, kind, id, count]) => ({ hour, kind, id, count })),
	};
}

/** Asks once more before something is gone. */
function wipeKey(say, act) {
	let isSure = false;
	const own = key(say("wipe"), () => {
		if (isSure) {
			act();
			return;
		}
		isSure = true;
		own.textContent = say("wipe_sure");
	});
	return own;
}
