//! The words of the sample market: categories, shop names, goods, services.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::domain::market::raw::{Labels, RawCategory, RawGeneration};

/// Languages of the sample market, its own first.
pub const LANGUAGES: [&str; 12] = [
    "zh", "en", "ar", "ru", "es", "fr", "pt", "ko", "ja", "hi", "tr", "id",
];

/// A word in Chinese and English.
#[derive(Debug, Clone, Deserialize)]
pub struct Pair {
    pub zh: String,
    pub en: String,
}

/// A top category.
#[derive(Debug, Deserialize)]
pub struct Top {
    pub id: String,
    pub names: Labels,
    pub synonyms: BTreeMap<String, Vec<String>>,
    pub middles: Vec<Middle>,
}

/// A category below a top category, with the goods of its shops.
#[derive(Debug, Deserialize)]
pub struct Middle {
    pub id: String,
    pub names: Labels,
    pub synonyms: BTreeMap<String, Vec<String>>,
    /// Id of the group of variants that divides it further.
    pub variants: String,
    pub products: Vec<Pair>,
}

/// A way in which goods differ, e.g. by material.
#[derive(Debug, Deserialize)]
pub struct VariantGroup {
    pub id: String,
    pub variants: Vec<Variant>,
}

/// One of its variants, e.g. cotton.
#[derive(Debug, Deserialize)]
pub struct Variant {
    pub id: String,
    pub names: Labels,
}

#[derive(Debug, Deserialize)]
struct Variants {
    groups: Vec<VariantGroup>,
    colours: Vec<Pair>,
    styles: Vec<Pair>,
    packs: Vec<Pair>,
}

/// A kind of honour.
#[derive(Debug, Deserialize)]
pub struct HonourKind {
    pub id: String,
    pub name: Labels,
}

/// A resident office and what it handles.
#[derive(Debug, Deserialize)]
pub struct Office {
    pub id: String,
    pub name: Labels,
    pub handles: Vec<Labels>,
}

/// The words of a notice.
#[derive(Debug, Deserialize)]
pub struct NoticeWords {
    pub title: Labels,
    pub body: Labels,
}

#[derive(Debug, Deserialize)]
struct Shops {
    marks: Vec<Pair>,
    kinds: Vec<Pair>,
    brand_syllables: Vec<String>,
    standards: BTreeMap<String, Vec<String>>,
    descriptions: Vec<Pair>,
    honour_kinds: Vec<HonourKind>,
    offices: Vec<Office>,
    teams: Vec<Labels>,
    notices: Vec<NoticeWords>,
    generations: Vec<RawGeneration>,
}

/// All words.
#[derive(Debug)]
pub struct Words {
    pub tops: Vec<Top>,
    pub groups: BTreeMap<String, VariantGroup>,
    pub colours: Vec<Pair>,
    pub styles: Vec<Pair>,
    pub packs: Vec<Pair>,
    pub marks: Vec<Pair>,
    pub kinds: Vec<Pair>,
    pub brand_syllables: Vec<String>,
    /// Product standards by top category.
    pub standards: BTreeMap<String, Vec<String>>,
    pub descriptions: Vec<Pair>,
    pub honour_kinds: Vec<HonourKind>,
    pub offices: Vec<Office>,
    pub teams: Vec<Labels>,
    pub notices: Vec<NoticeWords>,
    pub generations: Vec<RawGeneration>,
}

impl Words {
    /// The words that are part of the program.
    pub fn get() -> &'static Words {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(Words::read)
    }

    fn read() -> Words {
        // The files are compiled in and read by every test: they cannot be broken at run time.
        const WHOLE: &str = "the word files of the program are whole";
        let mut tops: Vec<Top> =
            serde_json::from_str(include_str!("words/categories-a.json")).expect(WHOLE);
        let more: Vec<Top> =
            serde_json::from_str(include_str!("words/categories-b.json")).expect(WHOLE);
        tops.extend(more);
        let variants: Variants =
            serde_json::from_str(include_str!("words/variants.json")).expect(WHOLE);
        let shops: Shops = serde_json::from_str(include_str!("words/shops.json")).expect(WHOLE);
        Words {
            tops,
            groups: variants
                .groups
                .into_iter()
                .map(|group| (group.id.clone(), group))
                .collect(),
            colours: variants.colours,
            styles: variants.styles,
            packs: variants.packs,
            marks: shops.marks,
            kinds: shops.kinds,
            brand_syllables: shops.brand_syllables,
            standards: shops.standards,
            descriptions: shops.descriptions,
            honour_kinds: shops.honour_kinds,
            offices: shops.offices,
            teams: shops.teams,
            notices: shops.notices,
            generations: shops.generations,
        }
    }

    /// Index of a top category.
    pub fn top(&self, id: &str) -> Option<usize> {
        self.tops.iter().position(|top| top.id == id)
    }

    /// The variants that divide a category.
    pub fn variants(&self, middle: &Middle) -> &[Variant] {
        self.groups
            .get(&middle.variants)
            .map_or(&[], |group| &group.variants)
    }

    /// The whole tree, parents before children.
    pub fn categories(&self) -> Vec<RawCategory> {
        let mut rows = Vec::new();
        for top in &self.tops {
            rows.push(RawCategory {
                id: top.id.clone(),
                name: top.names.clone(),
                synonyms: top.synonyms.clone(),
                ..RawCategory::default()
            });
            for middle in &top.middles {
                rows.push(RawCategory {
                    id: middle.id.clone(),
                    parent: top.id.clone(),
                    name: middle.names.clone(),
                    synonyms: middle.synonyms.clone(),
                });
                for variant in self.variants(middle) {
                    rows.push(RawCategory {
                        id: leaf_id(middle, variant),
                        parent: middle.id.clone(),
                        name: leaf_name(middle, variant),
                        ..RawCategory::default()
                    });
                }
            }
        }
        rows
    }
}

/// Id of the category that a variant makes of another.
pub fn leaf_id(middle: &Middle, variant: &Variant) -> String {
    format!("{}-{}", middle.id, variant.id)
}

/// Its name in every language: where the variant stands depends on the language.
fn leaf_name(middle: &Middle, variant: &Variant) -> Labels {
    let mut name = Labels::new();
    for (language, noun) in &middle.names {
        let Some(variant) = variant.names.get(language) else {
            continue;
        };
        let joined = match language.as_str() {
            "zh" | "ja" => format!("{variant}{noun}"),
            "en" => format!("{variant} {}", uncapital(noun)),
            "ko" | "hi" | "tr" => format!("{variant} {noun}"),
            _ => format!("{noun} {variant}"),
        };
        name.insert(language.clone(), joined);
    }
    name
}

/// Without its capital, unless it is an abbreviation such as LED.
pub fn uncapital(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(text.chars().skip(1)).collect()
        }
        _ => text.to_owned(),
    }
}

/// With a capital.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// A text in Chinese and English.
pub fn labels(zh: impl Into<String>, en: impl Into<String>) -> Labels {
    [("zh".to_owned(), zh.into()), ("en".to_owned(), en.into())].into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_tree_is_whole_and_in_every_language() {
        let words = Words::get();
        assert_eq!(words.tops.len(), 26);
        let rows = words.categories();
        assert_eq!(rows.len(), 26 + 182 + 1_456);
        let ids: HashSet<&str> = rows.iter().map(|row| row.id.as_str()).collect();
        assert_eq!(ids.len(), rows.len());
        for row in &rows {
            assert!(row.id.len() <= 64, "{}", row.id);
            for language in LANGUAGES {
                assert!(row.name.contains_key(language), "{} {language}", row.id);
            }
        }
        for top in &words.tops {
            assert!(words.standards.contains_key(&top.id), "{}", top.id);
        }
    }

    #[test]
    fn capitals() {
        assert_eq!(uncapital("Plush toys"), "plush toys");
        assert_eq!(uncapital("LED lamps"), "LED lamps");
        assert_eq!(capital("red"), "Red");
    }
}
