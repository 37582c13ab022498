/** What a page may rely on; the tables in words are in the README. */

/** A way to draw on a map, in decimetres of each level's grid. */
export interface MarketWay {
	legs: { level: string; line: ArrayLike<number> }[];
	/** Index of the leg to look at. */
	leg: number;
	/** A place on it, `[x, y]`, or `[x, y, x, y]` with what lies ahead there. */
	look?: ArrayLike<number> | null;
}

/** An area to outline on a map. */
export interface MarketArea {
	level: string;
	name: string;
	/** `[x, y, x, y, …]` in decimetres of the level's grid. */
	corners: ArrayLike<number>;
}

/** A draft of a listing, version 1. */
export interface MarketDraft {
	draft: 1;
	market: string;
	listing: string;
	stall: string;
	base?: { sequence: number; sha256: string };
	changes: { field: string; old?: unknown; new?: unknown }[];
}

export interface MarketRouteOptions {
	stepFree?: boolean;
	goods?: boolean;
	fewestChanges?: boolean;
}

/** Details of the events. */
export interface MarketEvents {
	"market-ready": CustomEvent<{ level?: string; stall?: string }>;
	"market-select": CustomEvent<{
		stall?: string;
		place?: string;
		category?: string;
		level?: string | null;
	}>;
	"market-level": CustomEvent<{ level: string; by?: "finger" }>;
	"market-search": CustomEvent<{ total: number }>;
	"market-route": CustomEvent<{
		found: boolean;
		metres: number;
		seconds: number;
		levels: string;
		stalls: string;
	}>;
	"market-navigate": CustomEvent<{
		category?: string;
		place?: string;
		query?: string;
	}>;
	"market-data": CustomEvent<{
		sequence: number;
		published: number;
		expires: number | null;
		stale: boolean;
		signed: boolean;
	}>;
	"market-error": CustomEvent<{ code: string; path?: string }>;
	"market-recovered": CustomEvent<{ tookMs: number }>;
	"market-reset": CustomEvent<unknown>;
	"market-retry": CustomEvent<unknown>;
}

/** The whole screen: map, levels, search, categories, listings, services, ways. */
export interface MarketKiosk extends HTMLElement {
	/** The operator's public key: only what it has signed is shown. */
	pubkey: string;
	/** Any value: with `pubkey`, unsigned publications are shown, too. */
	allowUnsigned: string;
	/** Size of all texts in per cent, 100 to 300. */
	textSize: string;
	/** Height of the screen's lower edge above the floor, millimetres; in a machine. */
	mountMm: string;
	/** Seconds without a touch after which a machine asks whether anybody is there; 75 without it. */
	idleSeconds: string;
	/** `kiosk` for a machine that stands alone; `web` without it. */
	layout: string;
	/** Address of the publication's folder; `data/` without it. */
	src: string;
	/** Id of the kiosk that the reader stands at. */
	kiosk: string;
	/** Id of a stall. */
	stall: string;
	/** Id of a category to light up. */
	category: string;
	/** Id of a level to show. */
	level: string;
	/** Words to search for. */
	query: string;
	/** Id of the kiosk where a link was made. */
	from: string;
	/** `auto`: starts when less than a screen away; `lazy`: when somebody sees it; `eager`: at once. */
	loading: string;
	/** A draft of a listing, shown in place of what is published. */
	data: MarketDraft | undefined;
	/** How to go there: `step-free`, `goods`, `fewest`, joined with `~`. */
	way: string;
	/** Address of the page that codes for the telephone lead to. */
	linkBase: string;
	/** Pixels of a millimetre on this screen. */
	pxPerMm: string;
	/** Opens a stall, or shows it. */
	select(id: string): void;
	/** Forgets the person. */
	reset(): void;
	/** Starts the element anew, with fresh data. */
	reload(): void;
	/** Shows the way, for a list the tour through all. */
	route(
		from: string | undefined,
		to: string | string[],
		options?: MarketRouteOptions,
	): void;
	addEventListener<K extends keyof MarketEvents>(
		type: K,
		listener: (this: MarketKiosk, event: MarketEvents[K]) => unknown,
		options?: boolean | AddEventListenerOptions,
	): void;
	addEventListener(
		type: string,
		listener: EventListenerOrEventListenerObject,
		options?: boolean | AddEventListenerOptions,
	): void;
}

/** The stall map alone. */
export interface MarketMap extends HTMLElement {
	/** The operator's public key: only what it has signed is shown. */
	pubkey: string;
	/** Any value: with `pubkey`, unsigned publications are shown, too. */
	allowUnsigned: string;
	/** Id of the one element to speak to; without it all of the same `src`. */
	htmlFor: string;
	/** Address of the publication's folder; `data/` without it. */
	src: string;
	/** Id of the kiosk that the reader stands at. */
	kiosk: string;
	/** Id of a stall. */
	stall: string;
	/** Id of a service place to show. */
	place: string;
	/** Id of a category to light up. */
	category: string;
	/** Id of a level to show. */
	level: string;
	/** Any value: light up Party-member stalls only. */
	marked: string;
	/** `auto`, `light`, `dark` or `contrast`. */
	theme: string;
	/** Pixels of a millimetre on this screen. */
	pxPerMm: string;
	/** `auto`: starts when less than a screen away; `lazy`: when somebody sees it; `eager`: at once. */
	loading: string;
	/** A draft of a listing, shown in place of what is published. */
	data: MarketDraft | undefined;
	/** Stalls to light up: level ids to indexes into the level's stalls. */
	lit: Record<string, number[]> | undefined;
	/** A way to draw. */
	way: MarketWay | undefined;
	/** Areas to outline above the stalls. */
	areas: MarketArea[] | undefined;
	/** Opens a stall, or shows it. */
	select(id: string): void;
	/** Forgets the person. */
	reset(): void;
	/** Starts the element anew, with fresh data. */
	reload(): void;
	/** Shows the whole level. */
	overview(): void;
	/** Flies to a part of the level: `[x, y, x, y, …]` in decimetres of its grid. */
	see(corners: ArrayLike<number>): void;
	addEventListener<K extends keyof MarketEvents>(
		type: K,
		listener: (this: MarketMap, event: MarketEvents[K]) => unknown,
		options?: boolean | AddEventListenerOptions,
	): void;
	addEventListener(
		type: string,
		listener: EventListenerOrEventListenerObject,
		options?: boolean | AddEventListenerOptions,
	): void;
}

/** Search field and results; maps and listings of the page follow. */
export interface MarketSearch extends HTMLElement {
	/** The operator's public key: only what it has signed is shown. */
	pubkey: string;
	/** Any value: with `pubkey`, unsigned publications are shown, too. */
	allowUnsigned: string;
	/** Size of all texts in per cent, 100 to 300. */
	textSize: string;
	/** Address of the publication's folder; `data/` without it. */
	src: string;
	/** Id of the kiosk that the reader stands at. */
	kiosk: string;
	/** Words to search for. */
	query: string;
	/** Id of the one element to speak to; without it all of the same `src`. */
	htmlFor: string;
	/** `auto`: starts when less than a screen away; `lazy`: when somebody sees it; `eager`: at once. */
	loading: string;
	/** A draft of a listing, shown in place of what is published. */
	data: MarketDraft | undefined;
	/** Opens a stall, or shows it. */
	select(id: string): void;
	/** Forgets the person. */
	reset(): void;
	/** Starts the element anew, with fresh data. */
	reload(): void;
	addEventListener<K extends keyof MarketEvents>(
		type: K,
		listener: (this: MarketSearch, event: MarketEvents[K]) => unknown,
		options?: boolean | AddEventListenerOptions,
	): void;
	addEventListener(
		type: string,
		listener: EventListenerOrEventListenerObject,
		options?: boolean | AddEventListenerOptions,
	): void;
}

/** What is published of one stall, or a draft of that. */
export interface MarketListing extends HTMLElement {
	/** The operator's public key: only what it has signed is shown. */
	pubkey: string;
	/** Any value: with `pubkey`, unsigned publications are shown, too. */
	allowUnsigned: string;
	/** Size of all texts in per cent, 100 to 300. */
	textSize: string;
	/** Address of the publication's folder; `data/` without it. */
	src: string;
	/** Id of the kiosk that the reader stands at. */
	kiosk: string;
	/** Id of a stall. */
	stall: string;
	/** Id of the one element to speak to; without it all of the same `src`. */
	htmlFor: string;
	/** `auto`: starts when less than a screen away; `lazy`: when somebody sees it; `eager`: at once. */
	loading: string;
	/** A draft of the listing, shown in place of what is published. */
	data: MarketDraft | undefined;
	/** Opens a stall, or shows it. */
	select(id: string): void;
	/** Forgets the person. */
	reset(): void;
	/** Starts the element anew, with fresh data. */
	reload(): void;
	addEventListener<K extends keyof MarketEvents>(
		type: K,
		listener: (this: MarketListing, event: MarketEvents[K]) => unknown,
		options?: boolean | AddEventListenerOptions,
	): void;
	addEventListener(
		type: string,
		listener: EventListenerOrEventListenerObject,
		options?: boolean | AddEventListenerOptions,
	): void;
}

/** The red mark and the honesty grade of one stall. */
export interface MarketBadge extends HTMLElement {
	/** The operator's public key: only what it has signed is shown. */
	pubkey: string;
	/** Any value: with `pubkey`, unsigned publications are shown, too. */
	allowUnsigned: string;
	/** Address of the publication's folder; `data/` without it. */
	src: string;
	/** Id of a stall. */
	stall: string;
	/** Any value: the words stand beside the signs. */
	labelled: string;
	/** `auto`: starts when less than a screen away; `lazy`: when somebody sees it; `eager`: at once. */
	loading: string;
	/** A draft of a listing, shown in place of what is published. */
	data: MarketDraft | undefined;
	/** Opens a stall, or shows it. */
	select(id: string): void;
	/** Forgets the person. */
	reset(): void;
	/** Starts the element anew, with fresh data. */
	reload(): void;
	addEventListener<K extends keyof MarketEvents>(
		type: K,
		listener: (this: MarketBadge, event: MarketEvents[K]) => unknown,
		options?: boolean | AddEventListenerOptions,
	): void;
	addEventListener(
		type: string,
		listener: EventListenerOrEventListenerObject,
		options?: boolean | AddEventListenerOptions,
	): void;
}

/** The market's credit index. */
export interface MarketIndex extends HTMLElement {
	/** The operator's public key: only what it has signed is shown. */
	pubkey: string;
	/** Any value: with `pubkey`, unsigned publications are shown, too. */
	allowUnsigned: string;
	/** Size of all texts in per cent, 100 to 300. */
	textSize: string;
	/** `light`, `dark`, `contrast`, or `auto`: what the system asks for. */
	theme: string;
	/** Address of the publication's folder; `data/` without it. */
	src: string;
	/** `auto`: starts when less than a screen away; `lazy`: when somebody sees it; `eager`: at once. */
	loading: string;
	/** Forgets the person. */
	reset(): void;
	/** Starts the element anew, with fresh data. */
	reload(): void;
	addEventListener<K extends keyof MarketEvents>(
		type: K,
		listener: (this: MarketIndex, event: MarketEvents[K]) => unknown,
		options?: boolean | AddEventListenerOptions,
	): void;
	addEventListener(
		type: string,
		listener: EventListenerOrEventListenerObject,
		options?: boolean | AddEventListenerOptions,
	): void;
}

/** Every element by its tag. */
export interface MarketElements {
	"market-kiosk": MarketKiosk;
	"market-map": MarketMap;
	"market-search": MarketSearch;
	"market-listing": MarketListing;
	"market-badge": MarketBadge;
	"market-index": MarketIndex;
}

/** Attributes of the elements, as they are written in markup. */
export interface MarketAttributes {
	"market-kiosk": {
		src?: string;
		kiosk?: string;
		lang?: string;
		stall?: string;
		category?: string;
		level?: string;
		query?: string;
		from?: string;
		loading?: string;
		route?: string;
		way?: string;
		"link-base"?: string;
		"px-per-mm"?: string;
		pubkey?: string;
		"allow-unsigned"?: string;
		"text-size"?: string;
		"mount-mm"?: string;
		"idle-seconds"?: string;
		layout?: string;
	};
	"market-map": {
		src?: string;
		kiosk?: string;
		lang?: string;
		stall?: string;
		place?: string;
		category?: string;
		level?: string;
		marked?: string;
		theme?: string;
		"px-per-mm"?: string;
		loading?: string;
		for?: string;
		pubkey?: string;
		"allow-unsigned"?: string;
	};
	"market-search": {
		src?: string;
		kiosk?: string;
		lang?: string;
		query?: string;
		for?: string;
		loading?: string;
		pubkey?: string;
		"allow-unsigned"?: string;
		"text-size"?: string;
	};
	"market-listing": {
		src?: string;
		kiosk?: string;
		lang?: string;
		stall?: string;
		for?: string;
		loading?: string;
		pubkey?: string;
		"allow-unsigned"?: string;
		"text-size"?: string;
	};
	"market-badge": {
		src?: string;
		lang?: string;
		stall?: string;
		labelled?: string;
		loading?: string;
		pubkey?: string;
		"allow-unsigned"?: string;
	};
	"market-index": {
		src?: string;
		lang?: string;
		loading?: string;
		pubkey?: string;
		"allow-unsigned"?: string;
		"text-size"?: string;
		theme?: string;
	};
}

/**
 * Defines the elements: loads `widgets/stallmap.js` from the folder that the package's `site/` was
 * copied to. Call it once, in the browser.
 */
export function define(site?: string | URL): Promise<void>;

declare global {
	interface HTMLElementTagNameMap extends MarketElements {}
}
