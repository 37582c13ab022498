//! BCP 47 language tags: which of several texts is the best for a reader.
//!
//! A tag says language, script and region (`zh-Hant-TW`). Where it leaves the script out, the usual
//! one of the language and region is meant: `zh-TW` is `zh-Hant-TW`, `zh-Hans` is `zh`.

/// Names in Chinese, written in Latin letters as they are spoken: never the best text, but read
/// beside a Chinese one by those who cannot read that.
pub const ROMANISED: &str = "zh-Latn";

/// What of a tag decides. Subtags are compared without regard to case.
#[derive(Debug, Clone, Copy)]
struct Tag<'a> {
    language: &'a str,
    script: &'a str,
    region: &'a str,
    is_machine: bool,
}

/// Languages under other codes that are still in use: old ones, and Chinese by its spoken form.
const OTHER_CODES: [(&str, &str, &str); 8] = [
    ("cmn", "zh", ""),
    ("yue", "zh", "Hant"),
    ("iw", "he", ""),
    ("in", "id", ""),
    ("ji", "yi", ""),
    ("nb", "no", ""),
    ("nn", "no", ""),
    ("sh", "sr", "Latn"),
];

fn parse(tag: &str) -> Tag<'_> {
    let mut parts = tag.split(['-', '_']);
    let mut own = Tag {
        language: parts.next().unwrap_or_default(),
        script: "",
        region: "",
        is_machine: false,
    };
    let other = |code: &&(&str, &str, &str)| code.0.eq_ignore_ascii_case(own.language);
    if let Some((_, language, script)) = OTHER_CODES.iter().find(other) {
        own.language = language;
        own.script = script;
    }
    // Extensions begin with a single letter; one of them says how a text was translated.
    let mut extension = "";
    for part in parts {
        let is_word = part.bytes().all(|byte| byte.is_ascii_alphabetic());
        match part.len() {
            1 => extension = part,
            2 if extension.eq_ignore_ascii_case("t") => {
                own.is_machine |= part.eq_ignore_ascii_case("t0");
            }
            4 if extension.is_empty() && is_word => own.script = part,
            2 | 3 if extension.is_empty() && (is_word == (part.len() == 2)) => own.region = part,
            _ => {}
        }
    }
    if own.script.is_empty() {
        own.script = usual_script(own.language, own.region);
    }
    own
}

/// The script that a language is written in unless its tag says otherwise.
fn usual_script(language: &str, region: &str) -> &'static str {
    const SCRIPTS: [(&str, &str); 9] = [
        ("Arab", "ar fa ur ug ps sd ckb"),
        ("Cyrl", "ru uk be bg sr mk kk ky mn tg"),
        ("Deva", "hi mr ne"),
        ("Jpan", "ja"),
        ("Kore", "ko"),
        ("Hebr", "he yi"),
        ("Thai", "th"),
        ("Grek", "el"),
        (
            "Zyyy",
            "am bn gu hy ka km kn lo ml my or pa si ta te ti dz bo dv",
        ),
    ];
    let is = |own: &str, other: &str| own.eq_ignore_ascii_case(other);
    if is(language, "zh") {
        let is_traditional = ["TW", "HK", "MO"].iter().any(|own| is(own, region));
        return if is_traditional { "Hant" } else { "Hans" };
    }
    let has = |codes: &str| codes.split(' ').any(|own| is(own, language));
    let found = SCRIPTS.iter().find(|(_, codes)| has(codes));
    found.map_or("Latn", |(script, _)| script)
}

/// The group of regions that a region's way of writing belongs to: `es-MX` is nearer to `es-419`
/// than to `es`.
fn group_of(tag: Tag<'_>) -> &'static str {
    let is = |own: &str, other: &str| own.eq_ignore_ascii_case(other);
    match tag.region {
        "" => "",
        region if is(tag.language, "es") && !is(region, "ES") => "419",
        region if is(tag.language, "en") && !is(region, "US") => "001",
        _ => "",
    }
}

/// How near a text in `own` is to what a reader of `reader` wishes for; 0 when it is in another
/// language.
pub fn nearness(reader: &str, own: &str) -> u8 {
    nearness_of(parse(reader), parse(own))
}

fn nearness_of(reader: Tag<'_>, own: Tag<'_>) -> u8 {
    let is = |own: &str, other: &str| own.eq_ignore_ascii_case(other);
    if reader.language.is_empty() || !is(reader.language, own.language) {
        return 0;
    }
    if !is(reader.script, own.script) {
        return 1;
    }
    match own.region {
        region if is(region, reader.region) => 6,
        region if !region.is_empty() && is(region, group_of(reader)) => 5,
        "" => 4,
        region if is(region, group_of(own)) => 3,
        _ => 2,
    }
}

/// How good a text in `own` is for a reader, with `home` as the market's own language: first what
/// is in the reader's language, the nearer the better; then English, which most visitors read some
/// of; then the market's own words; then any. A text by a person is better than one by a machine.
pub fn rank(reader: &str, home: &str, own: &str) -> u16 {
    let own = parse(own);
    let class = match nearness_of(parse(reader), own) {
        _ if is_romanised(own) => 0,
        0 if own.language.eq_ignore_ascii_case("en") => 3,
        0 if nearness_of(parse(home), own) > 1 => 2,
        0 => 1,
        near => 3 + u16::from(near),
    };
    class * 2 + u16::from(!own.is_machine)
}

fn is_romanised(own: Tag<'_>) -> bool {
    own.language.eq_ignore_ascii_case("zh") && own.script.eq_ignore_ascii_case("Latn")
}

/// Of the languages on `offer` those in which a reader may find a name that is better than none of
/// the market's own, the best first.
pub fn tongues<'a>(reader: &str, home: &str, offer: &'a [String]) -> Vec<&'a str> {
    let least = rank("", home, home) - 1;
    let mut tongues: Vec<(u16, &str)> = Vec::new();
    for own in offer {
        let own_rank = rank(reader, home, own);
        if own_rank >= least && !own.eq_ignore_ascii_case(ROMANISED) {
            let place = tongues.iter().position(|(rank, _)| *rank < own_rank);
            tongues.insert(place.unwrap_or(tongues.len()), (own_rank, own));
        }
    }
    tongues.into_iter().map(|(_, own)| own).collect()
}

/// Whether a text was translated by a machine, as its tag says: `ar-t-zh-t0-und`.
pub fn is_machine(tag: &str) -> bool {
    parse(tag).is_machine
}

/// Whether a language is written in Latin letters.
pub fn is_latin(tag: &str) -> bool {
    parse(tag).script.eq_ignore_ascii_case("Latn")
}

/// Whether a text is written in Chinese characters, in Chinese.
pub fn is_chinese(tag: &str) -> bool {
    let own = parse(tag);
    own.language.eq_ignore_ascii_case("zh") && !is_romanised(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tags from the best to the worst for a reader in a Chinese market.
    fn check(reader: &str, best_first: &[&str]) {
        for pair in best_first.windows(2) {
            let [better, worse] = pair else { continue };
            let ranks = [better, worse].map(|own| rank(reader, "zh", own));
            assert!(ranks[0] > ranks[1], "{reader}: {better} {worse} {ranks:?}");
        }
    }

    #[test]
    fn chains() {
        check(
            "zh-Hant-TW",
            &["zh-Hant-TW", "zh-Hant", "zh-HK", "zh", "en", "fr"],
        );
        check("zh-TW", &["zh-TW", "zh-Hant", "zh-Hans", "en", "fr"]);
        check("yue", &["zh-Hant", "zh-HK", "zh", "en"]);
        check("zh-Hans-CN", &["zh-CN", "zh", "zh-SG", "zh-Hant", "en"]);
        check("zh", &["zh-Hans", "zh-Hant", "en", "ar"]);
        check(
            "es-MX",
            &["es-MX", "es-419", "es", "es-ES", "en", "zh", "fr"],
        );
        check("es-419", &["es-419", "es", "es-ES", "en"]);
        check("en-GB", &["en-GB", "en-001", "en", "en-US", "zh", "fr"]);
        check("en", &["en", "en-001", "en-GB", "zh", "fr"]);
        check("pt-BR", &["pt-BR", "pt", "pt-PT", "en", "zh"]);
        check("sr-Latn-RS", &["sr-Latn", "sr", "en", "zh"]);
        check("sr", &["sr-Cyrl", "sr-Latn", "en", "zh"]);
        check("ar", &["ar", "ar-EG", "en", "zh", "fr"]);
        check("iw", &["he", "en"]);
        check("in-ID", &["id-ID", "id", "en"]);
        check("nb", &["no", "en"]);
        check("xx", &["en", "zh", "fr"]);
        check("", &["en", "zh", "fr"]);
        check("AR-eg", &["ar-EG", "ar", "EN", "ZH"]);
        check("ar_EG", &["ar-EG", "ar", "en"]);
    }

    #[test]
    fn a_person_before_a_machine() {
        check(
            "ar",
            &["ar", "ar-t-zh-t0-und", "en", "en-t-zh-t0-und", "zh"],
        );
        check("ar-EG", &["ar-EG-t-zh-t0-und", "ar"]);
        for (tag, expected) in [
            ("ar", false),
            ("ar-t-zh", false),
            ("ar-t-zh-t0-und", true),
            ("AR-T-zh-T0-und", true),
            ("en-u-nu-latn", false),
            ("t0", false),
            ("ar-x-t0", false),
        ] {
            assert_eq!(is_machine(tag), expected, "{tag}");
        }
    }

    #[test]
    fn extensions_and_variants_choose_nothing() {
        for tag in ["de-u-co-phonebk", "de-1996", "de-x-latn-ch", "de-t-zh"] {
            assert_eq!(nearness("de", tag), 6, "{tag}");
        }
        assert_eq!(nearness("", ""), 0);
        assert_eq!(nearness("-", "-"), 0);
    }

    #[test]
    fn pinyin_is_never_the_best() {
        check("zh", &["zh", "zh-Hant", "en", "fr", "zh-Latn"]);
        check("en", &["en", "zh", "fr", "zh-Latn"]);
        check("ar", &["en", "zh", "fr", "zh-Latn"]);
    }

    #[test]
    fn languages_to_look_for_a_name_in() {
        let offer: Vec<String> = ["zh", "en", "ar", "zh-Latn", "fr", "ar-t-zh-t0-und", "es"]
            .iter()
            .map(|own| (*own).to_owned())
            .collect();
        let check = |reader: &str, expected: &[&str]| {
            assert_eq!(tongues(reader, "zh", &offer), expected, "{reader}");
        };
        check("zh", &["zh", "en"]);
        check("zh-Hant", &["zh", "en"]);
        check("en", &["en", "zh"]);
        check("ar", &["ar", "ar-t-zh-t0-und", "en", "zh"]);
        check("es-MX", &["es", "en", "zh"]);
        check("ko", &["en", "zh"]);
    }

    #[test]
    fn scripts() {
        for (tag, latin, chinese) in [
            ("en", true, false),
            ("vi-VN", true, false),
            ("zh", false, true),
            ("zh-Hant", false, true),
            ("zh-Latn", true, false),
            ("sr-Latn", true, false),
            ("sr", false, false),
            ("ja", false, false),
            ("ta", false, false),
        ] {
            assert_eq!((is_latin(tag), is_chinese(tag)), (latin, chinese), "{tag}");
        }
    }
}
