// Everything of a visit that a next person could find on the page: what is shown, what is focused,
// scrolled or typed, what the element and its map were told, the address, the history, and every
// storage of the browser but the publication's own files.

/** What there is now (without empty attributes); two equal answers mean that nothing tells the two moments apart. */
export function remains(visit) {
	return visit.page.evaluate(async () => {
		const kiosk = document.querySelector("market-kiosk");
		const map = kiosk.querySelector("market-map");
		const stage = map.shadowRoot.querySelector(".market-map-stage");
		const attributes = (element, passed = []) =>
			Object.fromEntries(
				[...element.attributes]
					.filter(({ name, value }) => !passed.includes(name) && value)
					.map(({ name, value }) => [name, value])
					.sort(),
			);
		const all = [...kiosk.shadowRoot.querySelectorAll("*")];
		const shown = all.map((element) => {
			const own = [...element.childNodes]
				.filter((node) => node.nodeType === Node.TEXT_NODE)
				.map((node) => node.data);
			return [element.localName, attributes(element), own.join("")];
		});
		const focus = [];
		for (
			let place = document.activeElement;
			place;
			place = place.shadowRoot?.activeElement
		)
			focus.push(place.localName);
		const databases = (await indexedDB.databases()).map(({ name }) => name);
		return {
			shown,
			typed: all.filter((own) => own.matches("input")).map((own) => own.value),
			scrolled: all.filter((own) => own.scrollTop || own.scrollLeft).length,
			focus,
			kiosk: attributes(kiosk),
			map: attributes(map),
			// How many pictures there were says nothing about a person.
			picture: attributes(stage, ["data-painted", "data-texts"]),
			address: location.href,
			history: [history.length, history.state],
			// What a machine keeps of itself says nothing about a person.
			local: Object.entries(localStorage).filter(
				([name]) => !/^stallmap-(kept|seen|errors|counts)$/.test(name),
			),
			session: { ...sessionStorage },
			databases,
			cookie: document.cookie,
			selected: String(getSelection()),
			zoom: visualViewport.scale,
			pageScroll: [scrollX, scrollY],
		};
	});
}
