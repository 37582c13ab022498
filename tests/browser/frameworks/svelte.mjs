import { flushSync, mount } from "svelte";
import Page from "./Page.svelte";

/** Shows the element with the values of `first`; gives the function that changes them. */
export function show(place, first, heard) {
	let change;
	const follow = (own) => {
		change = own;
	};
	mount(Page, { target: place, props: { first, heard, follow } });
	return (next) => flushSync(() => change(next));
}
