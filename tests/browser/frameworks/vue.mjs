import { createApp, h, nextTick, shallowRef } from "vue";

/** Shows the element with the values of `first`; gives the function that changes them. */
export function show(place, first, heard) {
	const own = shallowRef(first);
	const app = createApp({
		render() {
			const { lang, size, stall, data, words } = own.value;
			// As the template `<market-listing :data.prop="data" @market-data="heard">`.
			const values = { lang, "text-size": size, stall, ".data": data };
			return h("market-listing", { ...values, "onMarket-data": heard }, [
				h("p", words),
			]);
		},
	});
	app.config.compilerOptions.isCustomElement = (tag) =>
		tag.startsWith("market-");
	app.mount(place);
	return (next) => {
		own.value = next;
		return nextTick();
	};
}
