// One of each thing that the harness must notice.
const faults = {
	foreign: () => fetch("http://elsewhere.example/track").catch(() => {}),
	console: () => console.error("something broke"),
	thrown: () => setTimeout(() => JSON.parse("{")),
	policy: () =>
		document.body.append(
			Object.assign(document.createElement("style"), { textContent: "p{}" }),
		),
	missing: () => fetch("nowhere.json"),
	leaving: () => setTimeout(() => location.assign("http://elsewhere.example/")),
	none: () => {},
};
faults[new URL(location).searchParams.get("fault")]();
setTimeout(() => {
	const ready = new CustomEvent("market-ready", {
		bubbles: true,
		composed: true,
	});
	document.querySelector("market-kiosk").dispatchEvent(ready);
}, 200);
