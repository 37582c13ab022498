// What careless libraries do to pages: new enumerable names on everybody's prototypes, and their
// own versions of what the browser has.
for (const prototype of [
	Object.prototype,
	Array.prototype,
	String.prototype,
	Element.prototype,
]) {
	prototype.extend = function extend() {
		return this;
	};
	prototype.each = 1;
}
const define = customElements.define.bind(customElements);
customElements.define = (...own) => define(...own);
const { fetch: own } = window;
window.fetch = (...asked) => own.apply(window, asked);
for (const [prototype, name] of [
	[EventTarget.prototype, "addEventListener"],
	[EventTarget.prototype, "dispatchEvent"],
	[Element.prototype, "attachShadow"],
	[Element.prototype, "setAttribute"],
	[Node.prototype, "appendChild"],
	[Promise.prototype, "then"],
	[Array.prototype, "map"],
	[Map.prototype, "get"],
]) {
	const usual = prototype[name];
	prototype[name] = function patched(...words) {
		return usual.apply(this, words);
	};
}
Array.prototype.toJSON = undefined;
window.name = "stallmap";
window.finder = window.json = window.bytes = "mine";
