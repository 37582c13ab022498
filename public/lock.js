/**
 * What a kiosk's page must not let a stranger do: leave it, zoom it, print it, open menus and
 * dialogs, drag something in or out. The machine's own lock-down comes first; this is for what
 * reaches the page all the same. `press(event)` says which keys are the browser's.
 */

/** Keys that a search field needs. */
const EDITING = "acvxyz";
/** Help, search, caret, reload, full screen, developer's tools. */
const BROWSER_KEY = /^(F([1-9]|1[0-2])|ContextMenu|PrintScreen|Browser.*)$/;

/** Whether a pressed key would do something to the browser instead of the page. */
export function isOfBrowser({ key, ctrlKey, metaKey, altKey }) {
	if (BROWSER_KEY.test(key)) return true;
	if (ctrlKey || metaKey) {
		return key.length > 1 || !EDITING.includes(key.toLowerCase());
	}
	return altKey && /^(Arrow|Home|F\d)/.test(key);
}

/** Locks the page that the kiosk stands on. */
export function lock() {
	document.documentElement.classList.add("locked");
	const refuse = (event) => event.preventDefault();
	const eager = { capture: true, passive: false };
	for (const name of [
		"contextmenu",
		"selectstart",
		"dragstart",
		"dragover",
		"drop",
		"gesturestart",
		"submit",
	]) {
		window.addEventListener(name, refuse, eager);
	}
	window.addEventListener(
		"keydown",
		(event) => {
			if (isOfBrowser(event)) refuse(event);
		},
		eager,
	);
	window.addEventListener(
		"wheel",
		(event) => {
			if (event.ctrlKey) refuse(event);
		},
		eager,
	);
	// Links open nothing, whoever wrote them and whichever finger or button touches them.
	for (const name of ["click", "auxclick"]) {
		window.addEventListener(
			name,
			(event) => {
				const isLink = (place) =>
					place.href !== undefined && place.matches?.("a, area");
				if (event.composedPath().some(isLink)) refuse(event);
			},
			eager,
		);
	}
	// What a script of the page might still ask for.
	window.open = () => null;
	window.print = () => {};
}
