/** The worker that searches. Messages are `[name, ...values]`, in both directions. */

import { openEngine } from "./search-engine.js";

let opening;

const own = {
	async start(options) {
		opening = openEngine(options);
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
