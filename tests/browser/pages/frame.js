// A host page that frames the widgets: it keeps what it is told.
window.said = [];
addEventListener("message", ({ source, data }) => {
	if (source === document.querySelector("#frame").contentWindow) {
		window.said.push(data);
	}
});
