/** Markup of Svelte 5: `import "stallmap/svelte"` once. */
import type { HTMLAttributes } from "svelte/elements";
import type {
	MarketAttributes,
	MarketElements,
	MarketEvents,
} from "./index.js";

type Handlers = {
	[K in keyof MarketEvents as `on${K}`]?: (event: MarketEvents[K]) => void;
};
type Tags = {
	[Tag in keyof MarketElements]: HTMLAttributes<MarketElements[Tag]> &
		MarketAttributes[Tag] &
		Handlers;
};

declare module "svelte/elements" {
	interface SvelteHTMLElements extends Tags {}
}
