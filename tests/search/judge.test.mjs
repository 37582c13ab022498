// The judge itself: what it takes for a right answer, and what not.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isRight, rankOf } from "./right.mjs";
import { holdsAll, matcher } from "./rows.mjs";

const market = {
	isBelow: (id, other) => id === other || id.startsWith(`${other}-`),
	placeKind: (id) => (id === "a1-toilet-1" ? "toilet" : undefined),
	honours: [{ id: "trader-2016", stalls: ["a1-10001"] }],
	listings: (id) =>
		id === "a1-10001"
			? [
					{
						id: "a1-s0001",
						name: { zh: "凯源靴子", en: "Kaiyuan Boots" },
						products: [{ zh: "雪地靴 红色", en: "Snow boot, red, 95 cm" }],
						brands: ["Galmav"],
						standards: ["GB 6675.1-2014"],
					},
				]
			: [],
};

/** Whether an answer, written `kind id`, is right where `kind text` is wanted. */
function check(answer, right, expected) {
	const [kind, ...id] = answer.split(" ");
	const row = { right: [right] };
	assert.equal(
		isRight({ kind, id: id.join(" ") }, row, market),
		expected,
		`${answer} for ${JSON.stringify(right)}`,
	);
}

test("categories", () => {
	const toys = { kind: "category", text: "toys", below: false };
	check("category toys", toys, true);
	check("category toys-plush", toys, false);
	check("category toys-plush", { ...toys, below: true }, true);
	check("product toys", toys, false);
	check("category flowers", { ...toys, below: true }, false);
});

test("stalls, by what their shops are and sell", () => {
	const is = (kind, text, expected, answer = "product a1-10001") =>
		check(answer, { kind, text }, expected);
	is("stall", "a1-10001", true);
	is("stall", "*-10001", true);
	is("stall", "a1-1000", false);
	is("shop", "a1-s0001", true);
	is("shop", "a1-s0002", false);
	is("name", "kaiyuan", true);
	is("name", "boots+凯源", false);
	is("goods", "red+snow boot", true);
	is("goods", "blue+snow boot", false);
	is("goods", "5 cm", false);
	is("goods", "95 cm", true);
	is("brand", "galmav", true);
	is("standard", "GB 6675*", true);
	is("standard", "GB 6675", false);
	is("honour", "trader-*", true);
	is("goods", "red", false, "category a1-10001");
	is("goods", "red", false, "product a1-10002");
});

test("things with an id of their own", () => {
	check("service a1-toilet-1", { kind: "place", text: "toilet" }, true);
	check("service a1-toilet-1", { kind: "place", text: "bank" }, false);
	check("brand Galmav", { kind: "brand", text: "Galmav" }, true);
	check("honour trader-2016", { kind: "honour", text: "trader-*" }, true);
	check("honour trader-2016", { kind: "honour", text: "company-*" }, false);
});

test("the first right answer counts", () => {
	const row = { right: [{ kind: "category", text: "toys" }] };
	const answers = (...ids) => ids.map((id) => ({ kind: "category", id }));
	assert.equal(rankOf(answers("toys", "bags"), row, market), 0);
	assert.equal(rankOf(answers("bags", "toys", "toys"), row, market), 1);
	assert.equal(rankOf(answers("bags"), row, market), -1);
	assert.equal(rankOf([], row, market), -1);
});

test("parts and patterns", () => {
	assert.ok(holdsAll("Mug, pack of 100", "100+mug"));
	assert.ok(!holdsAll("Mug, pack of 100", "00"));
	assert.ok(matcher("a?-10001").test("a4-10001"));
	assert.ok(!matcher("a?-10001").test("a1-100010"));
	assert.ok(!matcher("GB 6675.1*").test("GB 667511"));
});
