/**
 * The worker that draws a map. Messages are `[name, ...values]`, in both directions. Files come
 * from the page, which keeps them for all modules.
 */

import { failure } from "./errors.js";
import { prepare, startEngine } from "./map-engine.js";

let engine;
/** Messages that came before the engine was there. */
let early = [];
/** Files on their way, by number. */
const reads = new Map();
let lastRead = 0;

function read(address, mostBytes) {
	return new Promise((resolve, reject) => {
		reads.set(++lastRead, { resolve, reject });
		postMessage(["read", lastRead, address, mostBytes]);
	});
}

/** Makes the page's fonts the worker's too; one that cannot be had is one fewer. */
async function adopt(fonts) {
	const faces = fonts.map(([family, source, descriptors]) => {
		const face = new FontFace(family, source, descriptors);
		self.fonts.add(face);
		return face.load();
	});
	await Promise.allSettled(faces);
}

const own = {
	/** Starting says what is wrong, if anything is. */
	prepare(module) {
		prepare(module).catch(() => {});
	},
	async start({ fonts, ...options }) {
		try {
			await adopt(fonts);
			engine = await startEngine({
				...options,
				read,
				tell: (name, detail) => postMessage([name, detail]),
				crashed: (error) => postMessage(["crashed", String(error)]),
			});
		} catch (error) {
			postMessage(["crashed", String(error)]);
			return;
		}
		for (const message of early) {
			engine.send(message);
		}
		early = undefined;
		postMessage(["started"]);
	},
	ping() {
		postMessage(["pong"]);
	},
	file(number, buffer, code, words) {
		const { resolve, reject } = reads.get(number);
		reads.delete(number);
		if (buffer) resolve(buffer);
		else reject(failure(code, words));
	},
};

addEventListener("message", ({ data: [name, ...values] }) => {
	if (own[name]) {
		own[name](...values);
	} else if (engine) {
		engine.send([name, ...values]);
	} else {
		early.push([name, ...values]);
	}
});
