//! What the stalls of one level say, term by term.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use crate::domain::market::check::Checker;
use crate::domain::market::raw::{Labels, RawListing};
use crate::domain::market::time::Hours;
use crate::domain::search::asked::phrase;
use crate::domain::search::facts::Fact;
use crate::domain::search::han::Han;
use crate::domain::search::keys;
use crate::domain::search::letters::{fold, squeezed};
use crate::domain::search::pieces::{Form, Piece, pieces};
use crate::domain::search::shard::{Field, TermRow};

/// Terms and facts of one level; stalls by their index there.
#[derive(Debug, Default)]
pub struct LevelTerms {
    /// In the order of their keys.
    pub rows: Vec<(Vec<u8>, TermRow)>,
    /// For each stall the published positions of its categories and all above them.
    pub categories: Vec<BTreeSet<usize>>,
    /// Facts with their stalls.
    pub facts: BTreeMap<Fact, Vec<u32>>,
}

impl LevelTerms {
    /// Number of stalls.
    pub fn stalls(&self) -> usize {
        self.categories.len()
    }
}

/// The terms of a level while its stalls are gone through. The products of a market use few words
/// very often: what a word or a run of characters leads to is looked up, not made again.
pub struct Gathering<'a> {
    han: &'a Han,
    rows: Vec<TermRow>,
    row_of: HashMap<Vec<u8>, usize>,
    /// Rows of words by their stem.
    words: HashMap<String, usize>,
    /// Rows of runs, one after the other, and where each run has its own.
    run_rows: Vec<usize>,
    runs: HashMap<Vec<char>, Range<usize>>,
    categories: Vec<BTreeSet<usize>>,
    facts: BTreeMap<Fact, Vec<u32>>,
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

impl<'a> Gathering<'a> {
    /// Nothing is gathered yet.
    pub fn new(han: &'a Han) -> Gathering<'a> {
        Gathering {
            han,
            rows: Vec::new(),
            row_of: HashMap::new(),
            words: HashMap::new(),
            run_rows: Vec::new(),
            runs: HashMap::new(),
            categories: Vec::new(),
            facts: BTreeMap::new(),
        }
    }

    /// What was gathered, in order.
    pub fn finish(mut self) -> LevelTerms {
        let mut order: Vec<(Vec<u8>, usize)> = self.row_of.into_iter().collect();
        order.sort_unstable();
        let rows = order
            .into_iter()
            .map(|(key, row)| (key, std::mem::take(&mut self.rows[row])));
        LevelTerms {
            rows: rows.collect(),
            categories: self.categories,
            facts: self.facts,
        }
    }

    /// Adds the next stall of the level.
    pub fn add(&mut self, stall: StallWords) {
        let index = u32::try_from(self.categories.len()).unwrap_or(u32::MAX);
        for form in [stall.number, stall.printed] {
            let form = squeezed(form, self.han);
            if !form.is_empty() {
                self.put(keys::number(&form), Field::Number, index);
            }
        }
        for listing in stall.listings {
            self.add_listing(listing, index);
        }
        self.categories.push(stall.categories);
    }

    fn add_listing(&mut self, listing: &RawListing, index: u32) {
        let han = self.han;
        self.add_labels(&listing.name, Field::Shop, index);
        for name in listing.name.values() {
            let text = phrase(&pieces(&fold(name, han)));
            if !text.is_empty() {
                self.put(keys::phrase(&text), Field::Shop, index);
            }
        }
        for product in &listing.products {
            self.add_labels(product, Field::Product, index);
        }
        for brand in &listing.brands {
            let cut = pieces(&fold(brand, han));
            self.add_pieces(&cut, Field::Brand, index);
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

    fn add_labels(&mut self, labels: &Labels, field: Field, index: u32) {
        for text in labels.values() {
            self.add_pieces(&pieces(&fold(text, self.han)), field, index);
        }
    }

    fn add_pieces(&mut self, cut: &[Piece], field: Field, index: u32) {
        for piece in cut {
            match &piece.form {
                Form::Word { stem, .. } => {
                    let row = match self.words.get(stem) {
                        Some(row) => *row,
                        None => {
                            let row = self.row(keys::word(stem));
                            self.words.insert(stem.clone(), row);
                            row
                        }
                    };
                    self.note(row, field, index);
                }
                Form::Run(letters) => {
                    let known = self.runs.get(letters).cloned();
                    for place in known.unwrap_or_else(|| self.add_run(letters, piece)) {
                        self.note(self.run_rows[place], field, index);
                    }
                }
            }
        }
    }

    /// Makes the rows of a run that is met for the first time; their places in `run_rows`.
    fn add_run(&mut self, letters: &[char], piece: &Piece) -> Range<usize> {
        let first = self.run_rows.len();
        for key in keys::of_piece(piece, self.han) {
            let row = self.row(key);
            self.run_rows.push(row);
        }
        let places = first..self.run_rows.len();
        self.runs.insert(letters.to_vec(), places.clone());
        places
    }

    /// The row of a key.
    fn row(&mut self, key: Vec<u8>) -> usize {
        *self.row_of.entry(key).or_insert_with(|| {
            self.rows.push(TermRow::default());
            self.rows.len() - 1
        })
    }

    /// Notes a stall in a row.
    fn note(&mut self, row: usize, field: Field, index: u32) {
        let stalls = &mut self.rows[row].stalls[field as usize];
        if stalls.last() != Some(&index) {
            stalls.push(index);
        }
    }

    fn put(&mut self, key: Vec<u8>, field: Field, index: u32) {
        let row = self.row(key);
        self.note(row, field, index);
    }

    fn put_text(&mut self, key: Vec<u8>, field: Field, index: u32, text: &str) {
        // One byte is the kind of key, with nothing behind it.
        if key.len() < 2 {
            return;
        }
        let row = self.row(key);
        let own = &mut self.rows[row].text;
        let text = text.trim();
        // Of several spellings the same one wins whatever comes first.
        if own.is_empty() || text < own.as_str() {
            text.clone_into(own);
        }
        self.note(row, field, index);
    }

    /// Notes a fact; stalls come in order.
    pub fn put_fact(&mut self, fact: Fact, index: u32) {
        let stalls = self.facts.entry(fact).or_default();
        if let Err(place) = stalls.binary_search(&index) {
            stalls.insert(place, index);
        }
    }
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
        let mut terms = Gathering::new(&han);
        for number in ["12", "13"] {
            let stall = StallWords {
                number,
                printed: "",
                listings: vec![&listing, &listing],
                categories: BTreeSet::new(),
            };
            terms.add(stall);
        }
        let terms = terms.finish();
        assert!(terms.rows.is_sorted_by_key(|(key, _)| key));
        let row_of = |key: &[u8]| {
            let place = terms.rows.binary_search_by(|own| own.0.as_slice().cmp(key));
            &terms.rows[place.unwrap()].1
        };
        let check = |key: Vec<u8>, field: Field, expected: &[u32]| {
            let row = row_of(&key);
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
        assert_eq!(row_of(&keys::phrase("sun bear")).text, "Sun Bear");
    }
}
