// Texts as they lie on the screen: cut off, over one another, or running the wrong way.

/**
 * In the page: every visible text of the kiosk that is cut off or lies over another one, and
 * whether the page has to be moved sideways. Self-contained: it is handed to `page.evaluate`.
 */
export function cutTexts() {
	const SLACK_PX = 2;
	const root = document.querySelector("market-kiosk").shadowRoot;
	const found = [];
	const short = (text) => text.trim().replace(/\s+/g, " ").slice(0, 60);
	const isHidden = (style) =>
		style.visibility === "hidden" ||
		style.clipPath !== "none" ||
		style.opacity === "0";
	/** The texts with their rectangles, as far as they can be seen. */
	const seen = [];
	const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
	while (walker.nextNode()) {
		const node = walker.currentNode;
		// What a question lies over is not read.
		if (!node.data.trim() || node.parentElement.closest("svg, [inert]"))
			continue;
		const range = document.createRange();
		range.selectNodeContents(node);
		let rects = [...range.getClientRects()].filter(
			({ width, height }) => width > 1 && height > 1,
		);
		let above = node.parentElement;
		let isRead = true;
		// What is placed out of the flow is cut off by the box that it is placed in, and by those
		// around that one.
		let isPlaced = false;
		while (above && rects.length > 0) {
			const style = getComputedStyle(above);
			if (isHidden(style)) {
				isRead = false;
				break;
			}
			const clips = (axis) => style[axis] !== "visible";
			const holds =
				style.position !== "static" ||
				style.transform !== "none" ||
				style.containerType !== "normal";
			isPlaced &&= !holds;
			if (!isPlaced && (clips("overflowX") || clips("overflowY"))) {
				const box = above.getBoundingClientRect();
				const scrolls = /auto|scroll/.test(style.overflowX + style.overflowY);
				if (scrolls) {
					// What lies outside is a turn of the wheel away, but only downwards.
					for (const { left, right } of rects) {
						if (left < box.left - SLACK_PX || right > box.right + SLACK_PX)
							found.push(`sideways out of a scroller: ${short(node.data)}`);
					}
					rects = rects.filter(
						({ top, bottom }) => top >= box.top && bottom <= box.bottom,
					);
				} else {
					for (const { left, right, top, bottom } of rects) {
						// The middle of a line counts: the box of a line is higher than its letters.
						const middle = (top + bottom) / 2;
						const isCut =
							left < box.left - SLACK_PX ||
							right > box.right + SLACK_PX ||
							middle < box.top ||
							middle > box.bottom;
						if (isCut)
							found.push(`cut off in .${above.className}: ${short(node.data)}`);
					}
				}
			}
			isPlaced ||= style.position === "absolute";
			above = above.parentElement;
		}
		if (!isRead) continue;
		for (const rect of rects) seen.push({ rect, node });
	}
	for (const [place, one] of seen.entries()) {
		for (const other of seen.slice(place + 1)) {
			if (one.node === other.node) continue;
			const width =
				Math.min(one.rect.right, other.rect.right) -
				Math.max(one.rect.left, other.rect.left);
			const height =
				Math.min(one.rect.bottom, other.rect.bottom) -
				Math.max(one.rect.top, other.rect.top);
			const line = Math.min(one.rect.height, other.rect.height);
			if (width > 3 && height > line * 0.4)
				found.push(
					`over one another: ${short(one.node.data)} / ${short(other.node.data)}`,
				);
		}
	}
	const screen = document.documentElement;
	if (screen.scrollWidth > screen.clientWidth) found.push("the page is wider");
	return [...new Set(found)];
}

/**
 * In the page: every visible text with letters of the other direction that neither stands for
 * itself nor is kept apart by the marks for it. Self-contained, as above.
 */
export function strayTexts() {
	const root = document.querySelector("market-kiosk").shadowRoot;
	const LEFT =
		/[\p{Script=Latin}\p{Script=Han}\p{Script=Cyrillic}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Devanagari}]/u;
	const RIGHT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
	const found = [];
	const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
	while (walker.nextNode()) {
		const { data, parentElement } = walker.currentNode;
		if (!data.trim() || parentElement.closest("svg")) continue;
		const { direction } = getComputedStyle(parentElement);
		// What stands between isolating marks is kept apart.
		let own = data.replace(/\u2068[^\u2069]*\u2069/gu, "");
		// A word alone has nothing that could stand on the wrong side, and what parts it from the
		// next stands where the rest has it.
		own = own.replace(
			/(?<=^|\s)[\p{Letter}\p{Number}]+(?=[.,:،؛]?(?:\s|$))/gu,
			(word) => (LEFT.test(word) && RIGHT.test(word) ? word : " "),
		);
		const other = direction === "rtl" ? LEFT : RIGHT;
		if (other.test(own)) found.push(data.trim().slice(0, 60));
	}
	return found;
}

/**
 * In the page: texts that lack a value, and texts of another language, of which `stale` are some,
 * where `tag` is spoken. Self-contained, as above.
 */
export function wrongTexts({ tag, stale }) {
	const root = document.querySelector("market-kiosk").shadowRoot;
	const found = [];
	const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
	while (walker.nextNode()) {
		const { data, parentElement } = walker.currentNode;
		if (/\{\w+\}/.test(data)) found.push(`without its value: ${data}`);
		const isOwn = parentElement.closest("[lang]").lang === tag;
		if (isOwn && stale.includes(data.trim()))
			found.push(`not in this language: ${data}`);
	}
	return found;
}
