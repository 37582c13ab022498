//! The words of the screens, for a program without a browser.

use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use serde_json::Value;
use unic_langid::LanguageIdentifier;

use crate::domain::language::route::Numbers;
use crate::domain::language::{Language, PluralClass, TAGS, install};

macro_rules! tables {
    ($($tag:literal)*) => {
        [$(($tag, include_str!(concat!("../../domain/language/messages/", $tag, ".json")))),*]
    };
}

const TABLES: [(&str, &str); TAGS.len()] =
    tables!["en" "zh-Hant" "zh" "ar" "ru" "es" "fr" "pt" "ko" "ja" "hi" "tr" "id"];

/// A language with its texts installed. Numbers are written with European digits.
#[derive(Debug, Clone, Copy)]
pub struct Tongue {
    /// The language.
    pub language: Language,
}

impl Tongue {
    /// The best language for a wish such as `en-GB`; none when the screens do not speak it.
    pub fn new(wish: &str) -> Option<Tongue> {
        let language = Language::find(wish)?;
        let (tag, text) = TABLES.iter().find(|(tag, _)| *tag == language.tag())?;
        let table: Value = serde_json::from_str(text).ok()?;
        install(tag, &|key, class| {
            let value = table.get(key)?;
            let text = match class {
                Some(class) => value.get(class)?,
                None => value,
            };
            text.as_str().map(str::to_owned)
        });
        Some(Tongue { language })
    }
}

impl Numbers for Tongue {
    fn number(&self, number: u32) -> String {
        number.to_string()
    }

    fn class(&self, number: u32) -> PluralClass {
        // The rules know languages; scripts and regions have the same.
        let language = self.language.tag().split('-').next().unwrap_or_default();
        let rules = language
            .parse::<LanguageIdentifier>()
            .ok()
            .and_then(|language| PluralRules::create(language, PluralRuleType::CARDINAL).ok());
        match rules.and_then(|rules| rules.select(number).ok()) {
            Some(PluralCategory::ZERO) => PluralClass::Zero,
            Some(PluralCategory::ONE) => PluralClass::One,
            Some(PluralCategory::TWO) => PluralClass::Two,
            Some(PluralCategory::FEW) => PluralClass::Few,
            Some(PluralCategory::MANY) => PluralClass::Many,
            Some(PluralCategory::OTHER) | None => PluralClass::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::CountMessage;

    #[test]
    fn every_language_of_the_screens_is_spoken() {
        for tag in TAGS {
            let tongue = Tongue::new(tag).unwrap_or_else(|| panic!("{tag}"));
            // One and two are words of their own in some.
            for number in [5, 100] {
                let class = tongue.class(number);
                let written = tongue.number(number);
                let said = tongue
                    .language
                    .count(CountMessage::CountRouteMetres, class, &written);
                assert!(said.contains(&written), "{tag} {said}");
            }
        }
        assert!(Tongue::new("xx").is_none());
    }

    #[test]
    fn plural_classes() {
        let check = |tag: &str, number: u32, expected: PluralClass| {
            assert_eq!(
                Tongue::new(tag).unwrap().class(number),
                expected,
                "{tag} {number}"
            );
        };
        check("en", 1, PluralClass::One);
        check("en", 2, PluralClass::Other);
        check("zh-Hant", 1, PluralClass::Other);
        check("ar", 0, PluralClass::Zero);
        check("ar", 2, PluralClass::Two);
        check("ar", 5, PluralClass::Few);
        check("ar", 11, PluralClass::Many);
        check("ar", 100, PluralClass::Other);
        check("ru", 1, PluralClass::One);
        check("ru", 3, PluralClass::Few);
        check("ru", 11, PluralClass::Many);
        check("ru", 21, PluralClass::One);
    }
}
