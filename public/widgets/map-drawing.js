/**
 * Where a map is drawn: in a worker, or in the page when the browser refuses workers or theirs
 * does not answer. Whoever draws last was told everything, so that nobody notices a change.
 */

const WASM = new URL("../stallmap-map_bg.wasm", import.meta.url);
const WORKER = new URL("./map-worker.js", import.meta.url);
const ENGINE = new URL("./map-engine.js", import.meta.url);

/** A worker that was started, or asked, and says nothing for so long will never answer. */
const MOST_WAIT_MS = 10_000;
/** After a wait: what lay in the queue of a busy page still counts. */
const LAST_CHANCE_MS = 500;

let compiled;
/** A worker that gets ready for the first map of the page. */
let spare;

/**
 * The map's WebAssembly, compiled once for all maps and workers of the page. A worker comes up
 * meanwhile.
 */
export function compile() {
	if (!compiled) {
		compiled = compileFrom(fetch(WASM)).catch((error) => {
			compiled = undefined;
			throw error;
		});
		if (canWork()) spare ??= readyWorker();
	}
	return compiled;
}

/** A worker that loads its code, as soon as it is compiled; none where workers are refused. */
function readyWorker() {
	try {
		const worker = new Worker(WORKER, { type: "module", name: "market-map" });
		const giveUp = () => {
			if (spare !== worker) return;
			spare = undefined;
			worker.terminate();
		};
		// Nobody else listens before there is a map.
		worker.addEventListener("error", giveUp, { once: true });
		compile().then((module) => worker.postMessage(["prepare", module]), giveUp);
		return worker;
	} catch (error) {
		// Widgets of another origin, for one, may not start workers.
		console.info("stallmap: the map is drawn without a worker:", error);
		return undefined;
	}
}

/** The worker that got ready, or a new one. */
function takeWorker() {
	const worker = spare ?? readyWorker();
	spare = undefined;
	return worker;
}

async function compileFrom(answer) {
	const response = await answer;
	if (!response.ok) {
		throw new Error(`${WASM.pathname}: ${response.status}`);
	}
	// Compiling while it loads needs the right content type.
	const isTyped =
		response.headers.get("content-type")?.split(";")[0] === "application/wasm";
	return isTyped
		? WebAssembly.compileStreaming(response)
		: WebAssembly.compile(await response.arrayBuffer());
}

/** One map's canvas and whoever draws on it. */
export class MapDrawing {
	#options;
	#canvas;
	/** Lies over it and carries a way. */
	#over;
	/** Whoever draws: `send`, `stop`, and in a worker `ping`. None while the page gets ready. */
	#drawer;
	/** Messages that nobody could take yet. */
	#early = [];
	/** What another drawer would have to be told: by kind, the last messages. */
	#told = new Map();
	/** What was on the screen last. */
	#seen;
	#size = [0, 0, 1];
	#waiting;
	#isOver = false;

	/**
	 * `stage` is the element that carries the canvas; `read` has `bytes`;
	 * `tell(name, detail)` hears what the engine says, `failed()` that nobody can draw.
	 */
	constructor(options) {
		this.#options = options;
		if (canWork()) {
			this.#drawInWorker();
		} else {
			this.#drawInPage();
		}
	}

	/** Sets a wish of the element. */
	set(name, value) {
		this.#remember(`set ${name}`, ["set", name, String(value)]);
	}

	/** Lights stalls by level and index; without an object what the wishes say. */
	light(levels) {
		const noted = Object.entries(levels ?? {}).map(([level, stalls]) => [
			"note_lit",
			level,
			Uint32Array.from(stalls),
		]);
		this.#remember("light", ...noted, ["light", Boolean(levels)]);
	}

	/** Draws a way `{ legs: [{ level, line }], leg, look }` over the map, or none. */
	way(way) {
		const noted = (way?.legs ?? []).map(({ level, line }) => [
			"note_leg",
			level,
			Int32Array.from(line),
		]);
		const look = Int32Array.from(way?.look ?? []);
		this.#remember("way", ...noted, ["show_way", way?.leg ?? 0, look]);
	}

	/** Shows a stall as a draft has it, or all as published. */
	draft(draft) {
		this.#remember("draft", ["draft", draft ? JSON.stringify(draft) : ""]);
	}

	/** Outlines these areas and no others: `{ level, name, corners: [x, y, x, y, …] }` each. */
	outline(areas) {
		const noted = (areas ?? []).map(({ level, name, corners }) => [
			"note_area",
			String(level),
			String(name ?? ""),
			Int32Array.from(corners),
		]);
		this.#remember("outline", ...noted, ["outline"]);
	}

	/** The map's size in CSS pixels, and device pixels of a CSS pixel. */
	resize(widthPx, heightPx, ratio) {
		this.#size = [widthPx, heightPx, ratio];
		this.#fit();
		this.#remember("resize", ["resize", ...this.#size]);
	}

	/** Loads the market and shows it. */
	begin() {
		this.#remember("begin", ["begin"]);
	}

	/** Calls the engine. */
	send(...message) {
		if (this.#drawer) this.#drawer.send(message);
		else this.#early.push(message);
	}

	/** Somebody waits for an answer: it has to come. */
	expectAnswer() {
		if (this.#drawer?.ping && !this.#waiting) {
			this.#drawer.ping();
			this.#wait();
		}
	}

	/** Ends it all. */
	free() {
		this.#isOver = true;
		this.#heardSomething();
		this.#drawer?.stop();
	}

	#remember(kind, ...messages) {
		// In the order of the last call: a stall wished for after a level decides the level.
		this.#told.delete(kind);
		this.#told.set(kind, messages);
		for (const message of messages) {
			this.send(...message);
		}
	}

	#newCanvases() {
		const [canvas, over] = ["ground", "over"].map((name) => {
			const own = document.createElement("canvas");
			own.className = `market-map-${name}`;
			own.setAttribute("aria-hidden", "true");
			return own;
		});
		over.width = 1;
		over.height = 1;
		this.#options.stage.replaceChildren(canvas, over);
		this.#canvas = canvas;
		this.#over = over;
		this.#fit();
	}

	/** A canvas of exactly as many device pixels as are drawn, whatever fraction the page has. */
	#fit() {
		const [widthPx, heightPx, ratio] = this.#size;
		for (const { style } of [this.#canvas, this.#over]) {
			style.width = `${Math.round(widthPx * ratio) / ratio}px`;
			style.height = `${Math.round(heightPx * ratio) / ratio}px`;
		}
	}

	// --- in the page -----------------------------------------------------------------

	async #drawInPage() {
		const { src, kiosk, read, tell, failed } = this.#options;
		this.#newCanvases();
		const [canvas, over] = [this.#canvas, this.#over];
		try {
			const [module, { startEngine }] = await Promise.all([
				compile(),
				import(ENGINE.href),
			]);
			const drawer = await startEngine({
				module,
				canvas,
				over,
				src,
				kiosk,
				read: read.bytes,
				tell: (name, detail) => this.#isOver || tell(name, detail),
				crashed: (error) => {
					console.error("stallmap: the map stopped", error);
					failed();
				},
			});
			if (this.#isOver) {
				drawer.stop();
				return;
			}
			this.#drawer = drawer;
			for (const message of this.#early.splice(0)) {
				drawer.send(message);
			}
		} catch (error) {
			console.warn("stallmap: the map cannot be drawn", error);
			if (!this.#isOver) failed();
		}
	}

	// --- in a worker -----------------------------------------------------------------

	#drawInWorker() {
		const worker = takeWorker();
		if (!worker) {
			this.#drawInPage();
			return;
		}
		const { src, kiosk } = this.#options;
		// Drawn to by the worker from here on; the page keeps the element.
		this.#newCanvases();
		const canvas = this.#canvas.transferControlToOffscreen();
		const over = this.#over.transferControlToOffscreen();
		// Until the worker has its module, messages wait there.
		const drawer = {
			send: (message) => worker.postMessage(message),
			ping: () => worker.postMessage(["ping"]),
			stop: () => worker.terminate(),
			leave: (why) => this.#leave(drawer, why),
		};
		this.#drawer = drawer;
		worker.addEventListener("error", (event) => drawer.leave(event.message));
		worker.addEventListener("messageerror", () =>
			drawer.leave("a lost message"),
		);
		worker.addEventListener("message", ({ data: [name, ...values] }) => {
			if (this.#drawer !== drawer || this.#isOver) return;
			this.#heardSomething();
			if (name === "read") this.#readFor(worker, ...values);
			else if (name === "crashed") drawer.leave(values[0]);
			else if (name !== "pong") this.#hear(name, values[0]);
		});
		compile().then(
			(module) => {
				const fonts = pageFonts();
				const start = { module, canvas, over, src, kiosk, fonts };
				worker.postMessage(["start", start], [canvas, over]);
				if (!this.#isOver) this.#wait();
			},
			(error) => drawer.leave(error),
		);
	}

	#hear(name, detail) {
		if (name === "painted") this.#seen = detail;
		this.#options.tell(name, detail);
	}

	async #readFor(worker, number, address, mostBytes) {
		try {
			const buffer = await this.#options.read.bytes(address, mostBytes);
			worker.postMessage(["file", number, buffer]);
		} catch ({ code, message }) {
			worker.postMessage(["file", number, null, code, message]);
		}
	}

	/** The worker is no use: the page draws by itself from here on. */
	#leave(drawer, why) {
		if (this.#drawer !== drawer || this.#isOver) return;
		console.warn("stallmap: the map is drawn without a worker:", why);
		this.#heardSomething();
		drawer.stop();
		this.#drawer = undefined;
		this.#early = [...this.#told.values()].flat();
		if (this.#seen) {
			const { centerXDm, centerYDm, pxPerM, turnDeg } = this.#seen;
			this.#early.push(["look", centerXDm, centerYDm, pxPerM, turnDeg]);
		}
		this.#drawInPage();
	}

	#wait() {
		const last = () => {
			this.#waiting = undefined;
			this.#drawer?.leave?.("no answer");
		};
		const again = () => {
			// A page in the background is not served with answers in time.
			this.#waiting = document.hidden
				? setTimeout(again, MOST_WAIT_MS)
				: setTimeout(last, LAST_CHANCE_MS);
		};
		this.#waiting = setTimeout(again, MOST_WAIT_MS);
	}

	#heardSomething() {
		clearTimeout(this.#waiting);
		this.#waiting = undefined;
	}
}

/**
 * Fonts that the page brings along (`@font-face`): a worker has to be told of them. Each as a
 * `FontFace` is made: family, source, descriptors.
 */
function pageFonts() {
	const fonts = [];
	for (const { href, cssRules } of readable(document.styleSheets)) {
		for (const rule of cssRules) {
			if (!(rule instanceof CSSFontFaceRule)) continue;
			const value = (name) => rule.style.getPropertyValue(name);
			const family = value("font-family").replace(/^["']|["']$/g, "");
			const source = value("src").replace(
				/url\(["']?([^"')]+)["']?\)/g,
				(_, address) => `url("${new URL(address, href ?? location.href)}")`,
			);
			const descriptors = {};
			for (const [name, key] of [
				["unicode-range", "unicodeRange"],
				["font-weight", "weight"],
				["font-style", "style"],
			]) {
				if (value(name)) descriptors[key] = value(name);
			}
			fonts.push([family, source, descriptors]);
		}
	}
	return fonts;
}

/** Style sheets whose rules this page may read. */
function readable(sheets) {
	return [...sheets].filter((sheet) => {
		try {
			return sheet.cssRules;
		} catch {
			// Of another origin.
			return false;
		}
	});
}

/** Whether this browser draws in workers. */
function canWork() {
	return (
		typeof Worker === "function" &&
		typeof OffscreenCanvas === "function" &&
		"transferControlToOffscreen" in HTMLCanvasElement.prototype
	);
}
