// Texts that try to be something else: made from a few dozen sorts of trick and a few dozen places
// to put it. Each of them that ever runs calls `fired()`; none of them is longer than a name.

const CALLS = [
	"fired()",
	"fired(1)",
	"window.fired()",
	"top.fired()",
	"self['fired']()",
	"fired``",
	"setTimeout(fired)",
	"[0].map(fired)",
];

/** The call stands at `@`. */
const SHAPES = [
	"<script>@</script>",
	"</title><script>@</script>",
	"</script><script>@</script>",
	"<ScRiPt>@</sCrIpT>",
	"<script/x>@</script>",
	"<script src=//x.example/?@></script>",
	"<img src=x onerror=@>",
	"<img src=x onerror='@'>",
	'"><img src=x onerror=@>',
	"'><img src=x onerror=@>",
	"<img/src=x/onerror=@>",
	"<img src=x:x onerror\n=\n@>",
	"<svg onload=@>",
	"<svg/onload=@>",
	"<svg><script>@</script></svg>",
	"<svg><animate onbegin=@ attributeName=x>",
	"<svg><a xlink:href=javascript:@><rect width=9 height=9></a>",
	"<svg><use href='data:image/svg+xml,<svg onload=@>'/>",
	"<math><mi xlink:href=javascript:@>x",
	"<body onload=@>",
	"<iframe src=javascript:@>",
	"<iframe srcdoc='<script>parent.@</script>'>",
	"<object data=javascript:@>",
	"<embed src=javascript:@>",
	"<details open ontoggle=@>",
	"<video><source onerror=@>",
	"<audio src=x onerror=@>",
	"<input autofocus onfocus=@>",
	"<marquee onstart=@>",
	"<style>@import '//x.example/@';</style>",
	"<link rel=stylesheet href=//x.example/@>",
	"<base href=//x.example/@>",
	"<meta http-equiv=refresh content='0;url=javascript:@'>",
	"<form action=javascript:@><button>x",
	"<a href=javascript:@>x</a>",
	"<a href=' javascript:@'>x</a>",
	"<a href='java\tscript:@'>x</a>",
	"javascript:@",
	"JaVaScRiPt:@",
	"data:text/html,<script>@</script>",
	"vbscript:@",
	"' onmouseover='@' x='",
	'" autofocus onfocus="@" x="',
	"` onload=@ `",
	"{{constructor.constructor('@')()}}",
	// biome-ignore lint/suspicious/noTemplateCurlyInString: an attack on those who fill it in
	"${@}",
	"<%= @ %>",
	"#{@}",
	"');@;//",
	'");@;//',
	"\\u003cimg src=x onerror=@\\u003e",
	"&lt;img src=x onerror=@&gt;",
	"&#60;img src=x onerror=@&#62;",
	"%3Cimg src=x onerror=@%3E",
	"＜script＞@＜/script＞",
	"<!--><img src=x onerror=@>-->",
	"<![CDATA[<img src=x onerror=@>]]>",
	"<noscript><p title='</noscript><img src=x onerror=@>'>",
	"<template><img src=x onerror=@></template>",
	"<x-market onclick=@>x</x-market>",
	"background:url(javascript:@)",
	"red;background:url(//x.example/@)",
	"expression(@)",
	"url('//x.example/@')",
	'{"__proto__":{"x":"@"}}',
	"__proto__[@]",
	"A\u202E@\u202Cevil<img src=x onerror=@>",
	"Z\u0353\u0317\u0353\u0332a\u0300\u0301\u0302\u0303l\u0334g\u0335o<svg onload=@>",
];

export const PAYLOADS = CALLS.flatMap((call) =>
	SHAPES.map((shape) => shape.replaceAll("@", call)),
);

/** Those that an operator could publish: `stallmap check` refuses control characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/;
export const PUBLISHABLE = PAYLOADS.filter((own) => !CONTROL.test(own));

/** What is an id, a number, a moment or a word of the format, and no text. */
const NO_TEXT =
	/^$|^[a-z0-9._*-]+$|^[\d:T.Z+-]+$|^#[0-9a-f]{6}$|^[A-Z]{1,3}\d?-$/;
/** Names under which no text stands. */
const NO_TEXT_FIELDS = [
	"id",
	"time_zone",
	"stall_prefix",
	"number",
	"stalls",
	"level",
	"kind",
	"shape",
	"path",
	"sha256",
	"code",
	"files",
];
/** Names under which `stallmap check` lets no such text stand: forms of their own, or short. */
export const FORMED = [
	"short_name",
	"phone",
	"email",
	"website",
	"messenger",
	"languages",
	"printed",
];

/**
 * The record with a payload in every text; `next(field)` gives the payloads, or nothing where the
 * text shall stay.
 */
export function poisoned(value, next, field = "") {
	if (typeof value === "string") {
		const isText = !NO_TEXT.test(value) || FORMED.includes(field);
		return (isText && next(field)) || value;
	}
	if (Array.isArray(value)) {
		return value.map((own) => poisoned(own, next, field));
	}
	if (value === null || typeof value !== "object") return value;
	// Below a tag of a language stands the text of the field above.
	const isTag = (name) => /^[a-z]{2}(-|$)/.test(name);
	return Object.fromEntries(
		Object.entries(value).map(([name, own]) => [
			name,
			NO_TEXT_FIELDS.includes(name)
				? own
				: poisoned(own, next, isTag(name) ? field : name),
		]),
	);
}
