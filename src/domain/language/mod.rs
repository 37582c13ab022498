//! What the screens say. Every text that a visitor reads and that the operator has not published
//! comes from the message tables beside this file, one JSON object a language. The build makes
//! [`Message`] and [`CountMessage`] from their keys and stops when a language lacks one; the page
//! loads the texts and [`install`]s them.
//!
//! Plural classes, numbers and dates come from the browser's `Intl`, which knows every language;
//! this module only takes the finished words.

/// Sentences of a route.
pub mod route;

use std::sync::OnceLock;

use crate::domain::market::tag;

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// The texts of one language, in the order of the enums.
struct Table {
    texts: Vec<&'static str>,
    counts: Vec<[&'static str; 6]>,
}

static TABLES: [OnceLock<Table>; TAGS.len()] = [const { OnceLock::new() }; TAGS.len()];

const PLURAL_WORDS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// Installs the texts of a language, once; they live as long as the page. `text_of` looks a text
/// up by its key and, for texts with a number, by the plural class.
pub fn install(tag: &str, text_of: &dyn Fn(&str, Option<&str>) -> Option<String>) {
    let Some(table) = TAGS
        .iter()
        .position(|own| *own == tag)
        .and_then(|own| TABLES.get(own))
    else {
        return;
    };
    let keep = |key: &str, class: Option<&str>| -> &'static str {
        text_of(key, class).map_or("", |text| Box::leak(text.into_boxed_str()))
    };
    table.get_or_init(|| Table {
        texts: KEYS.iter().map(|key| keep(key, None)).collect(),
        counts: COUNT_KEYS
            .iter()
            .map(|key| PLURAL_WORDS.map(|class| keep(key, Some(class))))
            .collect(),
    });
}

/// A language that the screens can speak. The default is the first table's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Language {
    table: usize,
}

/// CLDR's plural classes, in the order of the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PluralClass {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

impl PluralClass {
    /// Reads the word that `Intl.PluralRules` gives.
    pub fn parse(word: &str) -> PluralClass {
        match word {
            "zero" => PluralClass::Zero,
            "one" => PluralClass::One,
            "two" => PluralClass::Two,
            "few" => PluralClass::Few,
            "many" => PluralClass::Many,
            _ => PluralClass::Other,
        }
    }
}

impl Language {
    /// All languages with a table.
    pub fn all() -> impl Iterator<Item = Language> {
        (0..TAGS.len()).map(|table| Language { table })
    }

    /// The best language for a wish such as `zh-Hant-TW` or `en-GB`: the one that
    /// [`tag::nearness`] says is nearest. None when no table is in the wished language.
    pub fn find(wish: &str) -> Option<Language> {
        let mut best = (0, None);
        for (table, own) in TAGS.iter().enumerate() {
            let near = tag::nearness(wish, own);
            if near > best.0 {
                best = (near, Some(Language { table }));
            }
        }
        best.1
    }

    /// BCP 47 tag.
    pub fn tag(self) -> &'static str {
        TAGS.get(self.table).copied().unwrap_or("en")
    }

    /// Writing direction: `rtl` or `ltr`.
    pub fn direction(self) -> &'static str {
        match self.tag().split('-').next() {
            Some("ar" | "fa" | "he" | "ur" | "ug") => "rtl",
            _ => "ltr",
        }
    }

    /// What the language calls itself; known before its texts are.
    pub fn own_name(self) -> &'static str {
        OWN_NAMES.get(self.table).copied().unwrap_or_default()
    }

    /// What the language says to who passes by; known before its texts are.
    pub fn invitation(self) -> &'static str {
        INVITATIONS.get(self.table).copied().unwrap_or_default()
    }

    /// The language's texts; while they are not installed, any other language's.
    fn table(self) -> Option<&'static Table> {
        let own = TABLES.get(self.table).and_then(OnceLock::get);
        own.or_else(|| TABLES.iter().find_map(OnceLock::get))
    }

    /// Whether its texts are there.
    pub fn is_installed(self) -> bool {
        TABLES
            .get(self.table)
            .is_some_and(|own| own.get().is_some())
    }

    /// A text without values.
    pub fn text(self, message: Message) -> &'static str {
        let texts = self.table().map_or(&[][..], |table| &table.texts);
        texts.get(message as usize).copied().unwrap_or_default()
    }

    /// A text with its values filled in: `[("date", "21 November")]` for `{date}`.
    pub fn fill(self, message: Message, values: &[(&str, &str)]) -> String {
        self.filled(self.text(message), values)
    }

    /// A text with a number; `number` is already written in the reader's digits.
    pub fn count(self, message: CountMessage, class: PluralClass, number: &str) -> String {
        let counts = self.table().map_or(&[][..], |table| &table.counts);
        let forms = counts.get(message as usize).copied().unwrap_or_default();
        let own = forms.get(class as usize).copied().unwrap_or_default();
        let [.., other] = forms;
        self.filled(if own.is_empty() { other } else { own }, &[("n", number)])
    }

    /// Fills a text of this language in; values that run the other way stand for themselves.
    fn filled(self, template: &str, values: &[(&str, &str)]) -> String {
        let direction = self.direction();
        let own: Vec<(&str, String)> = values
            .iter()
            .map(|(name, value)| (*name, isolated(direction, value)))
            .collect();
        let own: Vec<(&str, &str)> = own.iter().map(|(name, own)| (*name, &**own)).collect();
        fill(template, &own)
    }
}

/// A value among words that run in `direction`: when it has letters that run the other way, it is
/// put between the two marks that keep it and what stands around it apart.
fn isolated(direction: &str, value: &str) -> String {
    let runs_left = |letter: char| matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    let runs_other_way = match direction {
        "rtl" => value
            .chars()
            .any(|own| own.is_alphabetic() && !runs_left(own)),
        _ => value.chars().any(runs_left),
    };
    match runs_other_way {
        true => ["\u{2068}", value, "\u{2069}"].concat(),
        false => value.to_owned(),
    }
}

/// Replaces each `{name}` by its value. Values are taken as they are: a brace in a shop's name
/// is not looked at again.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        let value = values
            .iter()
            .find(|(own, _)| *own == name)
            .map_or("", |(_, value)| value);
        filled.push_str(value);
        rest = tail;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::market::place::PlaceKind;

    /// The real tables, read by a few lines of their own: one entry a line, as they are written.
    pub(super) fn language(tag: &str) -> Language {
        for (tag, table) in [
            ("en", include_str!("messages/en.json")),
            ("zh", include_str!("messages/zh.json")),
        ] {
            install(tag, &|key, class| {
                let start = ["\n  \"", key, "\": "].concat();
                let value = table.split_once(&start)?.1.split('\n').next()?;
                let value = match class {
                    Some(class) => value.split_once(&["\"", class, "\": "].concat())?.1,
                    None => value,
                };
                value.split('"').nth(1).map(str::to_owned)
            });
        }
        Language::find(tag).unwrap()
    }

    #[test]
    fn sentences_keep_the_direction_of_their_values() {
        let check = |direction, value: &str, expected: &str| {
            assert_eq!(isolated(direction, value), expected, "{value}");
        };
        check("ltr", "Toys", "Toys");
        check("ltr", "玩具", "玩具");
        check("ltr", "لعب", "\u{2068}لعب\u{2069}");
        check("rtl", "لعب", "لعب");
        check("rtl", "Toys Ltd.", "\u{2068}Toys Ltd.\u{2069}");
        check("rtl", "玩具", "\u{2068}玩具\u{2069}");
        check("rtl", "F3-12045", "\u{2068}F3-12045\u{2069}");
        check("rtl", "08:30", "08:30");
        check("rtl", "3.240", "3.240");
        check("rtl", "", "");
    }

    #[test]
    fn the_loader_loads_every_language() {
        let loader = include_str!("../../../public/widgets/languages.js");
        let list = loader
            .split("const LANGUAGES = [")
            .nth(1)
            .and_then(|rest| rest.split(']').next());
        let tags: Vec<&str> = list.unwrap().split('"').skip(1).step_by(2).collect();
        assert_eq!(tags, TAGS);
    }

    #[test]
    fn wishes() {
        let check = |wish: &str, expected: Option<&str>| {
            assert_eq!(Language::find(wish).map(Language::tag), expected, "{wish}");
        };
        check("en", Some("en"));
        check("en-GB", Some("en"));
        check("EN-us", Some("en"));
        check("zh-Hans-CN", Some("zh"));
        check("zh-Hant-TW", Some("zh-Hant"));
        check("zh-TW", Some("zh-Hant"));
        check("zh-HK", Some("zh-Hant"));
        check("zh-Hans-HK", Some("zh"));
        check("zh-Hant-MO", Some("zh-Hant"));
        check("yue", Some("zh-Hant"));
        check("cmn-Hans", Some("zh"));
        check("es-MX", Some("es"));
        check("es-419", Some("es"));
        check("pt-AO", Some("pt"));
        check("ar-EG-u-nu-latn", Some("ar"));
        check("in", Some("id"));
        check("sr-Latn", None);
        check("xx", None);
        check("", None);
        check("-", None);
    }

    #[test]
    fn filled_texts() {
        let check = |template: &str, expected: &str| {
            assert_eq!(fill(template, &[("n", "3"), ("name", "{n} <b>")]), expected);
        };
        check("{n} stalls", "3 stalls");
        check("a {name} z", "a {n} <b> z");
        check("{unknown}!", "!");
        check("open {", "open {");
        check("", "");
    }

    #[test]
    fn plural_forms() {
        let check = |tag: &str, class, expected: &str| {
            assert_eq!(
                language(tag).count(CountMessage::CountStalls, class, "1"),
                expected
            );
        };
        check("en", PluralClass::One, "1 stall");
        check("en", PluralClass::Other, "1 stalls");
        check("en", PluralClass::Few, "1 stalls");
        check("zh", PluralClass::One, "1 个商位");
    }

    #[test]
    fn every_kind_of_place_has_a_text_in_every_language() {
        for kind in PlaceKind::ALL {
            let message = place_kind(kind.word()).unwrap_or_else(|| panic!("{kind:?}"));
            for tag in TAGS {
                assert!(!language(tag).text(message).is_empty(), "{tag} {kind:?}");
            }
        }
    }
}
