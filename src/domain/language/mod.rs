//! What the screens say. Every text that a visitor reads and that the operator has not published
//! comes from the message tables beside this file, one JSON object a language. The build turns
//! them into [`Message`] and [`CountMessage`] and stops when a language lacks one.
//!
//! Plural classes, numbers and dates come from the browser's `Intl`, which knows every language;
//! this module only takes the finished words.

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

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

    /// The best language for a wish such as `zh-Hant-TW` or `en-GB`: the tag itself, then shorter
    /// forms of it. None when no table fits.
    pub fn find(wish: &str) -> Option<Language> {
        let mut tag = wish;
        loop {
            let found = TAGS.iter().position(|own| own.eq_ignore_ascii_case(tag));
            if let Some(table) = found {
                return Some(Language { table });
            }
            tag = tag.get(..tag.rfind('-')?)?;
        }
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

    /// A text without values.
    pub fn text(self, message: Message) -> &'static str {
        let table = TEXTS.get(self.table).unwrap_or(&TEXTS[0]);
        table.get(message as usize).copied().unwrap_or_default()
    }

    /// A text with its values filled in: `[("date", "21 November")]` for `{date}`.
    pub fn fill(self, message: Message, values: &[(&str, &str)]) -> String {
        fill(self.text(message), values)
    }

    /// A text with a number; `number` is already written in the reader's digits.
    pub fn count(self, message: CountMessage, class: PluralClass, number: &str) -> String {
        let table = COUNTS.get(self.table).unwrap_or(&COUNTS[0]);
        let forms = table.get(message as usize).copied().unwrap_or_default();
        let own = forms.get(class as usize).copied().unwrap_or_default();
        let [.., other] = forms;
        fill(if own.is_empty() { other } else { own }, &[("n", number)])
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

    fn language(tag: &str) -> Language {
        Language::find(tag).unwrap()
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
            for language in Language::all() {
                assert!(!language.text(message).is_empty());
            }
        }
    }
}
