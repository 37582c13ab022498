/** Whether somebody uses what is shown: what changes by itself waits until nobody does. */

/** Nobody has touched the page for so long: nobody uses it. */
const IDLE_SECS = 60;
const LOOK_MS = 1000;

/** When somebody touched the page last. Who has just opened it uses it. */
let touchedMs = performance.now();

for (const name of ["pointerdown", "keydown", "wheel"]) {
	const touched = () => {
		touchedMs = performance.now();
	};
	addEventListener(name, touched, { capture: true, passive: true });
}

/** Resolves when nobody uses a kiosk, at the latest when its person is forgotten. */
export function idle(kiosk) {
	const idleSecs = Number(kiosk.getAttribute("idle-seconds")) || IDLE_SECS;
	return new Promise((resolve) => {
		const done = () => {
			clearInterval(timer);
			kiosk.removeEventListener("market-reset", done);
			resolve();
		};
		const look = () => {
			if (performance.now() - touchedMs > idleSecs * 1000) done();
		};
		const timer = setInterval(look, LOOK_MS);
		kiosk.addEventListener("market-reset", done);
	});
}
