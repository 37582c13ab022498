//! What the stalls of one level say, term by term.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::domain::market::check::Checker;
use crate::domain::market::raw::{Labels, RawListing};
use crate::domain::market::time::Hours;
use crate::domain::search::asked::phrase;
use crate::domain::search::facts::Fact;
use crate::domain::search::han::Han;
use crate::domain::search::keys;
use crate::domain::search::letters::fold;
use crate::domain::search::pieces::{Piece, pieces};
use crate::domain::search::shard::{Field, TermRow};

/// Terms and facts of one level; stalls by their index there.
#[derive(Debug, Default)]
pub struct LevelTerms {
    /// By key.
    pub rows: HashMap<Vec<u8>, TermRow>,
    /// For each stall the published positions of its categories and all above them.
    pub categories: Vec<BTreeSet<usize>>,
    /// Facts with their stalls.
    pub facts: BTreeMap<Fact, Vec<u32>>,
}

/// A stall to be gathered.
pub struct StallWords<'a> {
    /// Its number.
    pub number: &'a str,
    /// Its printed form, empty when that is prefix and number.
    pub printed: &'a str,
    /// What its shops say.
    pub listings: Vec<&'a RawListing>,
    /// Published positions of its categories and all above them.
    pub categories: BTreeSet<usize>,
}

impl LevelTerms {
    /// Number of stalls.
    pub fn stalls(&self) -> usize {
        self.categories.len()
    }

    /// Adds the next stall of the level.
    pub fn add(&mut self, stall: StallWords, han: &Han) {
        let index = u32::try_from(self.stalls()).unwrap_or(u32::MAX);
        for form in [stall.number, stall.printed] {
            let form = squeezed(form, han);
            if !form.is_empty() {
                self.put(keys::number(&form), Field::Number, index);
            }
        }
        for listing in stall.listings {
            self.add_listing(listing, index, han);
        }
        self.categories.push(stall.categories);
    }

    fn add_listing(&mut self, listing: &RawListing, index: u32, han: &Han) {
        self.add_labels(&listing.name, Field::Shop, index, han);
        for name in listing.name.values() {
            let text = phrase(&pieces(&fold(name, han)));
            if !text.is_empty() {
                self.put(keys::phrase(&text), Field::Shop, index);
            }
        }
        for product in &listing.products {
            self.add_labels(product, Field::Product, index, han);
        }
        for brand in &listing.brands {
            let cut = pieces(&fold(brand, han));
            self.add_pieces(&cut, Field::Brand, index, han);
            self.put_text(keys::phrase(&phrase(&cut)), Field::Brand, index, brand);
        }
        for standard in &listing.standards {
            let text = squeezed(standard, han);
            // Many leave the letters away.
            let from = text.find(|own: char| own.is_ascii_digit()).unwrap_or(0);
            let bare = text.get(from..).unwrap_or_default();
            for form in BTreeSet::from([text.as_str(), bare]) {
                self.put_text(keys::standard(form), Field::Standard, index, standard);
            }
            self.put_fact(Fact::Standard(standard.trim().to_owned()), index);
        }
        for language in &listing.languages {
            self.put_fact(Fact::Language(language.clone()), index);
        }
        let mut at = Checker::new("");
        let hours = Hours::check(&listing.hours, "hours", &mut at);
        if !hours.is_empty() {
            self.put_fact(Fact::Open(hours.spans().to_vec()), index);
        }
    }

    fn add_labels(&mut self, labels: &Labels, field: Field, index: u32, han: &Han) {
        for text in labels.values() {
            self.add_pieces(&pieces(&fold(text, han)), field, index, han);
        }
    }

    fn add_pieces(&mut self, cut: &[Piece], field: Field, index: u32, han: &Han) {
        for piece in cut {
            for key in keys::of_piece(piece, han) {
                self.put(key, field, index);
            }
        }
    }

    fn put(&mut self, key: Vec<u8>, field: Field, index: u32) {
        let row = self.rows.entry(key).or_default();
        let stalls = &mut row.stalls[field as usize];
        if stalls.last() != Some(&index) {
            stalls.push(index);
        }
    }

    fn put_text(&mut self, key: Vec<u8>, field: Field, index: u32, text: &str) {
        // One byte is the kind of key, with nothing behind it.
        if key.len() < 2 {
            return;
        }
        let row = self.rows.entry(key.clone()).or_default();
        let text = text.trim();
        // Of several spellings the same one wins whatever comes first.
        if row.text.is_empty() || text < row.text.as_str() {
            text.clone_into(&mut row.text);
        }
        self.put(key, field, index);
    }

    /// Notes a fact; stalls come in order.
    pub fn put_fact(&mut self, fact: Fact, index: u32) {
        let stalls = self.facts.entry(fact).or_default();
        if let Err(place) = stalls.binary_search(&index) {
            stalls.insert(place, index);
        }
    }
}

/// Only the letters and digits of a text, folded: `F3-12045` becomes `f312045`.
pub fn squeezed(text: &str, han: &Han) -> String {
    let letters = fold(text, han).letters;
    letters
        .into_iter()
        .filter(|own| own.is_alphanumeric())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stall_is_in_a_term_once() {
        let han = Han::default();
        let listing = RawListing {
            name: [("en".into(), "Toy Bears".into())].into(),
            products: vec![
                [("en".into(), "Bear, pink".into())].into(),
                [
                    ("en".into(), "Bears 10 cm".into()),
                    ("zh".into(), "小熊玩具".into()),
                ]
                .into(),
            ],
            brands: vec!["Sun Bear".into()],
            standards: vec!["GB 6675.1-2014".into()],
            ..RawListing::default()
        };
        let mut terms = LevelTerms::default();
        for number in ["12", "13"] {
            let stall = StallWords {
                number,
                printed: "",
                listings: vec![&listing, &listing],
                categories: BTreeSet::new(),
            };
            terms.add(stall, &han);
        }
        let check = |key: Vec<u8>, field: Field, expected: &[u32]| {
            let row = terms.rows.get(&key).unwrap();
            assert_eq!(row.stalls[field as usize], expected, "{key:?}");
        };
        check(keys::word("bear"), Field::Product, &[0, 1]);
        check(keys::word("bear"), Field::Shop, &[0, 1]);
        check(keys::word("10cm"), Field::Product, &[0, 1]);
        check(keys::pair('小', '熊', &han), Field::Product, &[0, 1]);
        check(keys::phrase("sun bear"), Field::Brand, &[0, 1]);
        check(keys::standard("gb667512014"), Field::Standard, &[0, 1]);
        check(keys::standard("667512014"), Field::Standard, &[0, 1]);
        check(keys::number("13"), Field::Number, &[1]);
        assert_eq!(terms.rows[&keys::phrase("sun bear")].text, "Sun Bear");
    }
}
