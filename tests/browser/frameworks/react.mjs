import { createElement, useState } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";

/** Shows the element with the values of `first`; gives the function that changes them. */
export function show(place, first, heard) {
	let change;
	function Page() {
		const [own, set] = useState(first);
		change = set;
		const { lang, size, stall, data, words } = own;
		return createElement(
			"market-listing",
			{ lang, "text-size": size, stall, data, "onmarket-data": heard },
			createElement("p", null, words),
		);
	}
	flushSync(() => createRoot(place).render(createElement(Page)));
	return (next) => flushSync(() => change(next));
}
