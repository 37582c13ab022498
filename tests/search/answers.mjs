// What `stallmap search` answers to many queries: the program is started once a language and
// reads one query a line.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/**
 * Answers to `queries`, in their order: the parsed objects that the program prints, one a line.
 * `language` is that of the screen.
 */
export async function ask(program, publication, queries, { language, limit }) {
	const options = ["--lang", language, "--limit", `${limit}`];
	const search = spawn(
		program,
		["search", publication, "-", "--format", "json", ...options],
		{ stdio: ["pipe", "pipe", "inherit"] },
	);
	const ended = new Promise((resolve, reject) => {
		search.once("error", reject);
		search.once("close", resolve);
	});
	// A program that ends early says why on its standard error and in its status.
	search.stdin.on("error", () => {});
	search.stdin.end(`${queries.join("\n")}\n`);
	const answers = [];
	for await (const line of createInterface({ input: search.stdout }))
		answers.push(JSON.parse(line));
	const status = await ended;
	if (status !== 0) throw new Error(`${program} search ended with ${status}`);
	if (answers.length !== queries.length)
		throw new Error(
			`${queries.length} queries, but ${answers.length} answers: each query is one line, each answer too`,
		);
	return answers;
}
