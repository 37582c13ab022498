/** Languages of the screens, and which of them a wish means. Their texts lie in `texts/`. */

/** The longer tag comes before the shorter one that it begins with. */
export const LANGUAGES = [
	"en",
	"zh-Hant",
	"zh",
	"ar",
	"ru",
	"es",
	"fr",
	"pt",
	"ko",
	"ja",
	"hi",
	"tr",
	"id",
];

/** Where Chinese is written with traditional characters, the tag need not say so. */
const TRADITIONAL = /^(zh-(tw|hk|mo)|yue)\b/i;
/** Languages under other codes that are still in use. */
const OTHER_CODES = { cmn: "zh", in: "id" };

/** The best language for a wish such as `zh-Hant-TW` or `es-MX`; nothing when none fits. */
export function spoken(wish) {
	const tag = wish
		.replaceAll("_", "-")
		.replace(TRADITIONAL, "zh-Hant")
		.replace(/^\w+/, (code) => OTHER_CODES[code.toLowerCase()] ?? code)
		.toLowerCase();
	return LANGUAGES.find((own) => {
		const known = own.toLowerCase();
		return tag === known || tag.startsWith(`${known}-`);
	});
}
