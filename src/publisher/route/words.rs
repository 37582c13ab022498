//! The words of the screens, for a program without a browser.

use serde_json::Value;

use crate::domain::language::route::Numbers;
use crate::domain::language::{Language, PluralClass, install};

const TABLES: [(&str, &str); 2] = [
    ("en", include_str!("../../domain/language/messages/en.json")),
    ("zh", include_str!("../../domain/language/messages/zh.json")),
];

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

    /// CLDR's rules for whole numbers.
    fn class(&self, number: u32) -> PluralClass {
        match (self.language.tag(), number) {
            ("en", 1) => PluralClass::One,
            _ => PluralClass::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::{CountMessage, TAGS};

    #[test]
    fn every_language_of_the_screens_is_spoken() {
        for tag in TAGS {
            let tongue = Tongue::new(tag).unwrap_or_else(|| panic!("{tag}"));
            for number in [1, 2] {
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
}
