// Loads the page again when the site that is tried out has been built anew.
let known;

async function look() {
	try {
		const answer = await fetch("/stallmap-changes/state", { cache: "no-store" });
		const state = answer.ok ? await answer.text() : known;
		if (known !== undefined && state !== known) {
			location.reload();
			return;
		}
		known = state;
	} catch {
		// The server is being started again.
	}
	setTimeout(look, 1000);
}

look();
