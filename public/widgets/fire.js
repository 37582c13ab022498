/** Events of the elements: all bubble and cross shadow roots. */

/** Fires one at an element; false when a page has cancelled it. */
export function fire(element, name, detail, cancelable = false) {
	const options = { bubbles: true, composed: true, cancelable, detail };
	return element.dispatchEvent(new CustomEvent(name, options));
}
