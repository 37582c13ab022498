import { createElement, render } from "preact";

/** Shows the element with the values of `first`; gives the function that changes them. */
export function show(place, first, heard) {
	const change = ({ lang, size, stall, data, words }) =>
		render(
			createElement(
				"market-listing",
				{ lang, "text-size": size, stall, data, "onmarket-data": heard },
				createElement("p", null, words),
			),
			place,
		);
	change(first);
	return change;
}
