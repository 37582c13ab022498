/** JSX of React 19: `import "stallmap/react"` once, then write `<market-map src="…" />`. */
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type {
	MarketAttributes,
	MarketElements,
	MarketEvents,
} from "./index.js";

type Handlers = {
	[K in keyof MarketEvents as `on${K}`]?: (event: MarketEvents[K]) => void;
};
type Own = { data?: MarketElements["market-listing"]["data"] };

declare module "react" {
	namespace JSX {
		interface IntrinsicElements extends Tags {}
	}
}

type Tags = {
	[Tag in keyof MarketElements]: DetailedHTMLProps<
		HTMLAttributes<MarketElements[Tag]>,
		MarketElements[Tag]
	> &
		MarketAttributes[Tag] &
		Handlers &
		Own;
};
