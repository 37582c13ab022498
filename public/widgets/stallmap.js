/**
 * Defines Stallmap's elements. Light children of an element stay visible until it can show
 * something, and whenever it cannot.
 */

const GLUE = new URL("../stallmap-web.js", import.meta.url);
const STYLE = new URL("./stallmap.css", import.meta.url);
/** Languages of the screens; their texts lie in `texts/`. */
const LANGUAGES = ["en", "zh"];

/** The WebAssembly module with its texts and the style sheet, one for all elements of the page. */
let core;

function load() {
	core ??= Promise.all([loadGlue(), loadSheet()]);
	// A failed download is tried again by the next element.
	core.catch(() => {
		core = undefined;
	});
	return core;
}

async function loadGlue() {
	const [glue, ...tables] = await Promise.all([
		import(GLUE.href).then(async (glue) => {
			await glue.default();
			return glue;
		}),
		...LANGUAGES.map(loadTexts),
	]);
	for (const [index, tag] of LANGUAGES.entries()) {
		glue.install_texts(tag, tables[index]);
	}
	return glue;
}

async function loadTexts(tag) {
	const url = new URL(`./texts/${tag}.json`, import.meta.url);
	const answer = await fetch(url);
	if (!answer.ok) {
		throw new Error(`${url.pathname}: ${answer.status}`);
	}
	return answer.json();
}

async function loadSheet() {
	const answer = await fetch(STYLE);
	if (!answer.ok) {
		throw new Error(`${STYLE.pathname}: ${answer.status}`);
	}
	const sheet = new CSSStyleSheet();
	return sheet.replace(await answer.text());
}

/** Attributes that a running element follows, and those that need a new start. */
const FOLLOWED = ["lang", "stall", "category", "level", "query"];
const RESTARTS = ["src", "kiosk", "px-per-mm", "from"];

class MarketKiosk extends HTMLElement {
	static observedAttributes = [...FOLLOWED, ...RESTARTS];

	#widget;
	#life = 0;

	connectedCallback() {
		this.addEventListener("market-retry", this);
		this.#start();
	}

	disconnectedCallback() {
		this.removeEventListener("market-retry", this);
		this.#stop();
	}

	attributeChangedCallback(name, before, now) {
		if (!this.#widget || before === now) {
			return;
		}
		if (FOLLOWED.includes(name)) {
			this.#widget.set(name, now ?? undefined);
		} else {
			this.reload();
		}
	}

	handleEvent() {
		this.reload();
	}

	/** Opens a stall by id. */
	select(id) {
		this.#widget?.select(String(id));
	}

	/** Forgets the person. */
	reset() {
		this.#widget?.reset();
	}

	/** Starts the element anew. */
	reload() {
		this.#stop();
		this.#start();
	}

	async #start() {
		const life = ++this.#life;
		try {
			const [glue, sheet] = await load();
			// Removed, or started again, while the module was on its way.
			if (life === this.#life && this.isConnected) {
				this.#widget = glue.mount(this, sheet);
			}
		} catch (error) {
			console.warn("stallmap: the widgets could not start", error);
			this.dispatchEvent(
				new CustomEvent("market-error", {
					bubbles: true,
					composed: true,
					detail: { code: "no-webassembly", path: GLUE.pathname },
				}),
			);
		}
	}

	#stop() {
		this.#life++;
		this.#widget?.free();
		this.#widget = undefined;
	}
}

for (const name of MarketKiosk.observedAttributes) {
	const property = name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
	// `lang` is a property of every element already.
	if (property in HTMLElement.prototype) {
		continue;
	}
	Object.defineProperty(MarketKiosk.prototype, property, {
		configurable: true,
		enumerable: true,
		get() {
			return this.getAttribute(name) ?? "";
		},
		set(value) {
			if (value === null || value === undefined || value === "") {
				this.removeAttribute(name);
			} else {
				this.setAttribute(name, value);
			}
		},
	});
}

if (!customElements.get("market-kiosk")) {
	customElements.define("market-kiosk", MarketKiosk);
}
