/**
 * Reads aloud what is on the screen, with voices that live on this machine: others would send the
 * words away. Each run of words is read by a voice of its own language where there is one.
 */

/** What is no part of the text: keys, drawings, and names said twice. */
const UNREAD = '.key, .tag-key, [aria-hidden="true"], .romanised, svg';
/** What stands for itself, with a pause after it. */
const BLOCKS = "p, li, h1, h2, h3, h4, dt, dd, div, article, section, tr";
/** A browser without voices says so by silence. */
const MOST_WAIT_MS = 2000;

const speech = globalThis.speechSynthesis;
/** Called when the reading under way is over. */
let ended;

function localVoices() {
	return speech?.getVoices().filter((voice) => voice.localService) ?? [];
}

/** The local voice that is nearest to a language; none of another one. */
function voiceFor(tag) {
	const wish = tag.toLowerCase();
	const [language] = wish.split("-");
	const own = localVoices().filter(
		({ lang }) => lang.toLowerCase().split(/[-_]/)[0] === language,
	);
	const isNear = ({ lang }) => lang.toLowerCase().startsWith(wish);
	return own.find(isNear) ?? own.find((voice) => voice.default) ?? own[0];
}

/** The texts of a place in their order, `{ text, tag }`: one for each block and language. */
function piecesOf(place, reader) {
	const pieces = [];
	let before;
	const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
	while (walker.nextNode()) {
		const { parentElement: element, data } = walker.currentNode;
		if (!data.trim() || element.closest(UNREAD)) continue;
		const tag = element.closest("[lang]")?.lang || reader;
		const block = element.closest(BLOCKS);
		if (before?.block === block && before.tag === tag) {
			before.text += data;
		} else {
			before = { block, tag, text: data };
			pieces.push(before);
		}
	}
	return pieces;
}

let known;

/** Some browsers know their voices only after a while: one wait for all who ask. */
function voicesKnown() {
	if (!speech || localVoices().length > 0) return undefined;
	known ??= new Promise((resolve) => {
		const done = () => {
			speech.removeEventListener?.("voiceschanged", done);
			resolve();
		};
		speech.addEventListener?.("voiceschanged", done);
		setTimeout(done, MOST_WAIT_MS);
	});
	return known;
}

const acts = {
	/** Promises whether there is a voice for a language, as soon as that is known. */
	async has(tag) {
		await voicesKnown();
		return voiceFor(tag) !== undefined;
	},
	/** Reads the panel that `key` stands in; `done()` follows when it is over or stopped. */
	read(key, tag, done) {
		acts.stop();
		ended = done;
		const pieces = piecesOf(key.closest(".panel-body"), tag);
		const last = pieces.at(-1);
		for (const piece of pieces) {
			const said = new SpeechSynthesisUtterance(piece.text.trim());
			// A language without a voice is read by the reader's own, as well as that can.
			const voice = voiceFor(piece.tag) ?? voiceFor(tag);
			said.voice = voice;
			said.lang = voice.lang;
			if (piece === last) {
				said.onend = () => ended === done && acts.stop();
			}
			speech.speak(said);
		}
	},
	/** Falls silent. */
	stop() {
		const done = ended;
		ended = undefined;
		if (done) {
			speech.cancel();
			done();
		}
	},
};

/** Calls one of the acts by name. */
export function voice(name, ...values) {
	return acts[name](...values);
}
