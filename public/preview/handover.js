/**
 * The draft leaves the page only by the owner's hand: as a file, or as a link whose fragment no
 * browser sends anywhere.
 */

import { save } from "../status/elements.js";
import { codeOf } from "./desk.js";
import { drawing, key, made, tell } from "./elements.js";
import { linkOf } from "./link.js";

/** The keys for what is on the desk. */
export function handover(words, desk) {
	const { say } = words;
	const told = made("p", "told");
	told.setAttribute("role", "status");
	const place = made("div", "link");
	const exported = key(
		say("export"),
		() => {
			const name = `draft-${desk.stall}.json`;
			save(name, `${JSON.stringify(desk.file(), null, "\t")}\n`);
			tell(told, "good", say("exported", { name }));
		},
		"key main",
	);
	const linked = key(say("make_link"), async () => {
		const address = await linkOf(desk.file(), words.tag);
		place.replaceChildren(...link(words, address, told));
	});
	/** A link shows what was when it was made. */
	const forget = () => place.replaceChildren();
	desk.addEventListener("change", forget);
	return [
		made("p", "hint", say("hand_over_text")),
		made("div", "keys", exported, linked),
		told,
		place,
	];
}

function link({ say }, address, told) {
	const shown = made("input", "address");
	shown.value = address;
	shown.readOnly = true;
	shown.dir = "ltr";
	shown.setAttribute("aria-label", say("link"));
	shown.addEventListener("focus", () => shown.select());
	const copy = key(say("copy_link"), async () => {
		try {
			await navigator.clipboard.writeText(address);
			tell(told, "good", say("copied"));
		} catch {
			// Refused, or not by https: the person can do it.
			shown.focus();
			tell(told, "plain", say("copy_yourself"));
		}
	});
	const code = codeOf(address);
	return [
		made("div", "line", shown, copy),
		made("p", "hint", say("link_text")),
		code
			? drawn(say("link_code"), code)
			: made("p", "hint", say("link_too_long")),
	];
}

function drawn(label, { side, path }) {
	const box = `0 0 ${side} ${side}`;
	const own = drawing(
		"svg",
		{ class: "code", viewBox: box, role: "img", "aria-label": label },
		drawing("rect", { class: "code-ground", width: side, height: side }),
		drawing("path", { class: "code-modules", d: path }),
	);
	return own;
}

/** What became of a draft that was opened, field by field. */
export function became(words, { fields, refused }) {
	const { say, has, count } = words;
	if (refused) {
		const name = `refused_${refused.replaceAll("-", "_")}`;
		return [made("strong", "", say(has(name) ? name : "refused_no_draft"))];
	}
	const taken = fields.filter(({ outcome }) => outcome !== "rejected").length;
	const lines = fields
		.filter(({ outcome }) => outcome === "conflict" || outcome === "rejected")
		.map(({ field, outcome, code }) => {
			const name = code.startsWith("not-yours")
				? "field_not_yours"
				: `field_${outcome === "conflict" ? "conflict" : "rejected"}`;
			return made(
				"li",
				outcome === "conflict" ? "hint" : "bad",
				made("code", "", field.slice(0, 60) || "?"),
				` ${say(name)}`,
			);
		});
	return [
		made("strong", "", count("count_fields", taken)),
		...(lines.length > 0 ? [made("ul", "", ...lines)] : []),
	];
}
