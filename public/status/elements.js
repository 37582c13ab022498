/** The few pieces that the status page is made of. Text is text: nothing here reads HTML. */

/** An element of a class with children: texts and elements. */
export function made(tag, className, ...children) {
	const element = document.createElement(tag);
	if (className) element.className = className;
	element.append(...children);
	return element;
}

export function key(text, act, className = "key") {
	const button = made("button", className, text);
	button.type = "button";
	button.addEventListener("click", act);
	return button;
}

/** A table of names and values; a value is a text or an element. */
export function facts(rows) {
	const list = made("dl", "facts");
	for (const [name, value] of rows) {
		if (value === undefined) continue;
		list.append(made("dt", "", name), made("dd", "", value));
	}
	return list;
}

/** A table with a head. `wide` columns, by index, may wrap. */
export function table(head, rows) {
	const line = (tag, cells) =>
		made("tr", "", ...cells.map((cell) => made(tag, "", String(cell))));
	const scroll = made(
		"div",
		"scroll",
		made(
			"table",
			"",
			made("thead", "", line("th", head)),
			made("tbody", "", ...rows.map((cells) => line("td", cells))),
		),
	);
	// Wider than a telephone; a keyboard moves it, too.
	scroll.tabIndex = 0;
	return scroll;
}

/** A text that says how things stand: `good`, `bad` or `plain`, never by colour alone. */
export function verdict(kind, text) {
	const sign = { good: "✓ ", bad: "✗ ", plain: "" }[kind];
	return made("span", `verdict ${kind}`, sign + text);
}

/** A dialog over the whole screen. It goes when it is closed, unless it `stays` behind, hidden. */
export function fullScreen(className, { stays = false } = {}) {
	const dialog = made("dialog", `full ${className}`);
	if (!stays) dialog.addEventListener("close", () => dialog.remove());
	document.body.append(dialog);
	dialog.showModal();
	return dialog;
}

/** Hands a text over as a file. */
export function save(name, text, type = "application/json") {
	const address = URL.createObjectURL(new Blob([text], { type }));
	const link = made("a", "");
	link.href = address;
	link.download = name;
	link.click();
	// The browser has taken it by then.
	setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
