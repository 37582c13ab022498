/**
 * For a page whose own script or style sheet could not be had: it is loaded anew as soon as its host
 * answers. A script of its own, in no module, so that one cut connection cannot take both.
 */

(() => {
	/** Not all machines of a market at once. */
	const LEAST_MS = 10_000;
	const MOST_MS = 30_000;
	let isWaiting = false;

	function wait() {
		setTimeout(ask, LEAST_MS + (MOST_MS - LEAST_MS) * Math.random());
	}

	async function ask() {
		try {
			const options = { method: "HEAD", cache: "no-store" };
			const { ok } = await fetch(location.href, options);
			if (ok) {
				location.reload();
				return;
			}
		} catch {
			// The page is better than the browser's own words about a host that is away.
		}
		wait();
	}

	// What was only announced is asked for again by whoever needs it.
	const NEEDED = "script, link[rel=stylesheet]";
	const failed = ({ target }) => {
		if (isWaiting || !target.matches?.(NEEDED)) return;
		isWaiting = true;
		wait();
	};
	addEventListener("error", failed, true);
})();
