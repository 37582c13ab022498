//! One stall as a draft would have it, mixed into the published index: the stall is found by what
//! the draft says and by nothing else, and all others as before. The files stay as they are; each
//! list that is read of them is put right for the one stall. A character that nobody has published
//! yet has no reading before it is.

use super::asked::phrase;
use super::core::Core;
use super::han::Han;
use super::keys;
use super::letters::{fold, squeezed};
use super::pieces::pieces;
use super::set::StallSet;
use super::shard::Field;

/// What the shops of a stall say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// Names of shops in all languages.
    pub names: Vec<String>,
    /// Names of each product in all languages.
    pub products: Vec<Vec<String>>,
    pub brands: Vec<String>,
    pub standards: Vec<String>,
    /// Indexes into `categories.json`.
    pub categories: Vec<u32>,
}

/// A stall that says something else than what is published.
#[derive(Debug, Clone)]
pub(super) struct Mixed {
    /// Its place in the market.
    pub stall: u32,
    /// In the order of their keys, each once.
    terms: Vec<(Vec<u8>, Mark)>,
    /// Its categories and all above them.
    categories: Vec<u32>,
    /// For each product its names, as [`Engine::put_products`](super::engine::Engine::put_products)
    /// wants them.
    pub products: Vec<String>,
}

/// Where a term stands in the stall's own words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Mark {
    /// A bit for each [`Field`].
    pub fields: u8,
    /// The text as written, where the term is a brand or a standard.
    pub text: String,
}

impl Mixed {
    /// The stall at this place, and what it says.
    pub fn new(stall: u32, said: &Said, core: &Core) -> Mixed {
        let mut categories = Vec::new();
        for category in &said.categories {
            let mut next = Some(*category);
            while let Some(number) = next.filter(|own| !categories.contains(own)) {
                categories.push(number);
                let row = core.categories.get(number as usize);
                next = row.and_then(|row| row.parent);
            }
        }
        let products = said.products.iter().map(|names| names.join(" / "));
        Mixed {
            stall,
            terms: terms_of(said, &core.han),
            categories,
            products: products.collect(),
        }
    }

    /// The stall's terms from a key on.
    pub fn from(&self, first: &[u8]) -> &[(Vec<u8>, Mark)] {
        let place = self
            .terms
            .partition_point(|(key, _)| key.as_slice() < first);
        self.terms.get(place..).unwrap_or_default()
    }

    /// True when the stall says this very term.
    pub fn says(&self, key: &[u8]) -> bool {
        self.from(key).first().is_some_and(|(own, _)| own == key)
    }

    /// Puts the list of a category right, after it was added to `set`; `had` says whether the stall
    /// was in the set before.
    pub fn put_right(&self, category: u32, had: bool, set: &mut StallSet) {
        if !had {
            set.put(self.stall, self.categories.contains(&category));
        }
    }
}

/// The terms by which a stall is found, in the order of their keys.
fn terms_of(said: &Said, han: &Han) -> Vec<(Vec<u8>, Mark)> {
    let mut terms: Vec<(Vec<u8>, Mark)> = Vec::new();
    let mut put = |key: Vec<u8>, field: Field, text: &str| {
        // One byte is the kind of key, with nothing behind it.
        if key.is_empty() || (!text.is_empty() && key.len() < 2) {
            return;
        }
        let place = terms.partition_point(|(own, _)| *own < key);
        if terms.get(place).is_none_or(|(own, _)| *own != key) {
            terms.insert(place, (key, Mark::default()));
        }
        if let Some((_, mark)) = terms.get_mut(place) {
            mark.fields |= field.bit();
            if !text.is_empty() {
                text.clone_into(&mut mark.text);
            }
        }
    };
    let put_words = |text: &str, field: Field, put: &mut dyn FnMut(Vec<u8>, Field, &str)| {
        let cut = pieces(&fold(text, han));
        for key in cut.iter().flat_map(|piece| keys::of_piece(piece, han)) {
            put(key, field, "");
        }
        phrase(&cut)
    };
    for name in &said.names {
        let whole = put_words(name, Field::Shop, &mut put);
        if !whole.is_empty() {
            put(keys::phrase(&whole), Field::Shop, "");
        }
    }
    for name in said.products.iter().flatten() {
        put_words(name, Field::Product, &mut put);
    }
    for brand in &said.brands {
        let whole = put_words(brand, Field::Brand, &mut put);
        put(keys::phrase(&whole), Field::Brand, brand.trim());
    }
    for standard in &said.standards {
        let text = squeezed(standard, han);
        // Many leave the letters away.
        let from = text.find(|own: char| own.is_ascii_digit()).unwrap_or(0);
        for form in [text.as_str(), text.get(from..).unwrap_or_default()] {
            put(keys::standard(form), Field::Standard, standard.trim());
        }
    }
    terms
}

#[cfg(test)]
#[path = "mixed_tests.rs"]
mod tests;
