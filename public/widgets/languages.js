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
const TRADITIONAL = /^zh-(tw|hk|mo)\b/i;

/** The best language for a wish such as `zh-Hant-TW` or `es-MX`; nothing when none fits. */
export function spoken(wish) {
	const tag = wish.replace(TRADITIONAL, "zh-Hant").toLowerCase();
	return LANGUAGES.find((own) => {
		const known = own.toLowerCase();
		return tag === known || tag.startsWith(`${known}-`);
	});
}
