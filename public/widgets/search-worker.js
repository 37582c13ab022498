/** The worker that searches. Messages are `[name, ...values]`, in both directions. */

import { failure } from "./errors.js";
import { openEngine } from "./search-engine.js";

let opening;
/** Files on their way, by number: they come from the page, which proves and keeps them. */
const reads = new Map();
let lastRead = 0;

function read(address, mostBytes, row) {
	return new Promise((resolve, reject) => {
		reads.set(++lastRead, { resolve, reject });
		postMessage(["read", lastRead, address, mostBytes, row]);
	});
}

const own = {
	file(number, buffer, code, words) {
		const { resolve, reject } = reads.get(number);
		reads.delete(number);
		if (buffer) resolve(buffer);
		else reject(failure(code, words));
	},
	async start(options) {
		opening = openEngine({ ...options, read });
		try {
			await opening;
			postMessage(["started"]);
		} catch (error) {
			postMessage(["failed", error.code ?? "crashed", String(error)]);
		}
	},
	async ask(number, question) {
		const engine = await opening;
		await engine.ask(question, (answer) =>
			postMessage(["answer", number, answer]),
		);
	},
	async marks(number, typed, lists) {
		const engine = await opening;
		postMessage(["marks", number, engine.marks(typed, lists)]);
	},
	async hold() {
		await (await opening).hold();
	},
	async held(number) {
		postMessage(["held", number, (await opening).held()]);
	},
	async rows(number) {
		postMessage(["rows", number, (await opening).rows()]);
	},
	async mix(level, index, said) {
		(await opening).mix(level, index, said);
	},
	async putProducts(rows) {
		(await opening).putProducts(rows);
	},
};

addEventListener("message", async ({ data: [name, ...values] }) => {
	try {
		await own[name]?.(...values);
	} catch (error) {
		postMessage(["failed", error.code ?? "crashed", String(error)]);
	}
});
