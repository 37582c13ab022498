/** What an owner cannot change, who says it, since when and until when, and whom to ask. */

import { made, published } from "./elements.js";

/** Rows of what others say of the stall. */
export async function fixed(words, market, stall, record) {
	const { say, pick, day } = words;
	const { venue } = market;
	const operator = venue.market.issuer ?? venue.market.name;
	const rows = [];
	const put = (title, value, issuer, dates, ask) =>
		rows.push(row(words, title, value, issuer, dates, ask));

	const [building, level] = [stall.level.building, stall.level.level];
	const place = [pick(building.name), pick(level.name)];
	put(
		say("fixed_place"),
		[
			stall.printed,
			" · ",
			published(place[1][0].includes(place[0][0]) ? place[1] : place[0]),
		],
		operator,
		[],
		say("ask_operator"),
	);
	for (const plaque of record.plaques ?? []) {
		const kind = venue.market.plaque_kinds?.find(
			(own) => own.kind === plaque.kind,
		);
		put(
			published(pick(kind?.name)),
			"",
			kind?.issuer ?? operator,
			dates(words, plaque.since, plaque.until),
			say("ask_mark"),
		);
	}
	for (const grade of record.grades ?? []) {
		const scale = venue.scales?.find((own) => own.id === grade.scale);
		const issued = grade.issued
			? [say("grade_issued", { date: day(grade.issued) })]
			: [];
		const until = grade.valid_until
			? [say("grade_valid_until", { date: day(grade.valid_until) })]
			: [];
		put(
			published(pick(scale?.name)),
			grade.level,
			scale?.issuer ?? operator,
			[...issued, ...until],
			say("ask_grade"),
		);
	}
	const honours = record.honours?.length ? await market.honours() : [];
	for (const id of record.honours ?? []) {
		const honour = honours.find((own) => own.id === id);
		if (!honour) continue;
		put(
			published(pick(honour.name)),
			honour.year ? String(honour.year) : "",
			honour.issuer ?? operator,
			[],
			say("ask_honour"),
		);
	}
	if (record.looked_after_by) {
		const marked = await market.stall(record.looked_after_by);
		const number = marked?.printed ?? record.looked_after_by;
		const text = say("looked_after_by", { number });
		put(say("fixed_care"), text, operator, [], say("ask_operator"));
	}
	return [
		made("p", "hint", say("fixed_text")),
		made("ul", "fixed-list", ...rows),
	];
}

function dates({ say, day }, since, until) {
	const from = since ? [say("since", { date: day(since) })] : [];
	return until
		? [...from, say("grade_valid_until", { date: day(until) })]
		: from;
}

function row({ say, pick }, title, value, issuer, dated, ask) {
	const values = [value].flat();
	const [name] = pick(issuer);
	const issued = name ? say("issued_by", { issuer: name }) : "";
	return made(
		"li",
		"",
		made("strong", "", title),
		...(value ? [made("span", "value", ...values)] : []),
		made("span", "hint", [issued, ...dated].filter(Boolean).join(" · ")),
		made("span", "ask", ask),
	);
}
