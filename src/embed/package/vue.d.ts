/**
 * Templates of Vue 3: `import "stallmap/vue"` once, and tell the compiler
 * `isCustomElement: (tag) => tag.startsWith("market-")`.
 */
import type { DefineComponent } from "vue";
import type { MarketAttributes, MarketElements } from "./index.js";

declare module "vue" {
	interface GlobalComponents extends Tags {}
}

type Tags = {
	[Tag in keyof MarketElements]: DefineComponent<MarketAttributes[Tag]>;
};
