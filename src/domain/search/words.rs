//! Stalls by the words that their shops use.

use super::asked::Asked;
use super::engine::Look;
use super::entities::{Named, Word};
use super::find::Near;
use super::han::Han;
use super::keys;
use super::pieces::{Form, Piece};
use super::set::StallSet;
use super::shard::{Field, Term};
use super::slips::{allowed, distance};

/// Words that go on after what was typed, at most so many from the list of words…
const BEGUN: usize = 3;
/// … and so many from the shard.
const BEGUN_HERE: usize = 24;
/// Words that are a slip away, at most so many.
const SLIPS: usize = 3;
/// Pairs of a run that are looked up, at most so many.
const PAIRS: usize = 6;
/// Terms that sound alike, at most so many.
const ALIKE: usize = 80;

/// Stalls by the field in which a piece of the query stands.
#[derive(Debug, Clone)]
pub(super) struct FieldSets {
    pub shop: StallSet,
    pub brand: StallSet,
    pub product: StallSet,
    /// True when these are stalls of words that are only near.
    pub is_slip: bool,
    /// True while nothing that says which stalls these are is loaded: no reason to leave any out.
    pub is_open: bool,
}

impl FieldSets {
    pub fn empty(universe: u32) -> FieldSets {
        FieldSets {
            shop: StallSet::empty(universe),
            brand: StallSet::empty(universe),
            product: StallSet::empty(universe),
            is_slip: false,
            is_open: false,
        }
    }

    fn full(universe: u32) -> FieldSets {
        FieldSets {
            shop: StallSet::full(universe),
            brand: StallSet::full(universe),
            product: StallSet::full(universe),
            is_slip: false,
            is_open: false,
        }
    }

    pub fn any(&self) -> StallSet {
        let mut all = self.shop.clone();
        all.unite(&self.brand);
        all.unite(&self.product);
        all
    }

    pub fn is_empty(&self) -> bool {
        self.shop.is_empty() && self.brand.is_empty() && self.product.is_empty()
    }

    /// Keeps what both have. An open one leaves the other as it is.
    pub fn meet(&mut self, other: &FieldSets) {
        if other.is_open {
            return;
        }
        if self.is_open {
            *self = other.clone();
            return;
        }
        self.shop.meet(&other.shop);
        self.brand.meet(&other.brand);
        self.product.meet(&other.product);
        self.is_slip |= other.is_slip;
    }

    fn add(&mut self, term: &Term) -> Option<()> {
        term.add_stalls(Field::Shop, &mut self.shop)?;
        term.add_stalls(Field::Brand, &mut self.brand)?;
        term.add_stalls(Field::Product, &mut self.product)
    }

    fn add_key(&mut self, look: &mut Look, key: &[u8]) -> bool {
        let (mut is_there, mut is_whole) = (false, true);
        look.term(key, |term| {
            is_there = true;
            is_whole = self.add(&term).is_some();
        });
        look.is_incomplete |= !is_whole;
        is_there
    }
}

/// The stalls of each piece.
pub(super) fn of_pieces(look: &mut Look, asked: &Asked, named: &Named) -> Vec<FieldSets> {
    let mut list = Vec::new();
    for (number, piece) in asked.pieces.iter().enumerate() {
        let words = named.words.get(number).map_or(&[][..], Vec::as_slice);
        list.push(match &piece.form {
            Form::Word { written, stem } => {
                of_word(look, written, stem, words, asked.may_grow(number))
            }
            Form::Run(letters) => of_run(look, piece, letters),
        });
    }
    list
}

fn of_word(
    look: &mut Look,
    written: &str,
    stem: &str,
    words: &[Word],
    may_grow: bool,
) -> FieldSets {
    let mut sets = FieldSets::empty(look.universe());
    let same = words.iter().find(|own| own.near == Near::Same);
    let mut is_there = same.is_some();
    let begun = words
        .iter()
        .filter(|own| own.near == Near::Begun && own.stalls > 0);
    // A word that only names something else stands in no stall: nothing needs to be loaded.
    if same.is_none_or(|own| own.stalls > 0) || look.is_mixed_in(&keys::word(stem)) {
        is_there |= sets.add_key(look, &keys::word(stem));
    }
    if may_grow && !is_there {
        for word in begun.take(BEGUN) {
            is_there |= sets.add_key(look, &keys::word(&word.stem));
        }
        is_there |= add_begun_here(look, written, stem, &mut sets);
    }
    if is_there && !sets.is_empty() {
        return sets;
    }
    if is_there {
        // Known only by name, or its shard is on its way.
        sets.is_open = !look.is_loaded(&keys::word(stem)) && same.is_none_or(|own| own.stalls > 0);
        return sets;
    }
    if !look.is_known(&keys::word(stem)) {
        // Slips are looked for when it is certain that the word itself is not there.
        sets.is_open = true;
        return sets;
    }
    let near = words
        .iter()
        .filter(|own| own.near >= Near::Slip && own.stalls > 0);
    let mut slips = 0;
    for word in near.take(SLIPS) {
        slips += usize::from(sets.add_key(look, &keys::word(&word.stem)));
    }
    if slips == 0 {
        add_slips_here(look, stem, &mut sets);
    }
    sets.is_slip = true;
    sets
}

fn add_begun_here(look: &mut Look, written: &str, stem: &str, sets: &mut FieldSets) -> bool {
    let key = keys::word(written);
    let mut terms = 0;
    let mut is_whole = true;
    look.terms(&key, 1, |own, term| {
        if !own.starts_with(&key) || terms >= BEGUN_HERE {
            return false;
        }
        if own != keys::word(stem) {
            is_whole &= sets.add(&term).is_some();
            terms += 1;
        }
        true
    });
    look.is_incomplete |= !is_whole;
    terms > 0
}

/// Rare words are in no list of words: those near to the typed one stand beside it, unless the slip
/// was in their first letters.
fn add_slips_here(look: &mut Look, stem: &str, sets: &mut FieldSets) {
    let typed: Vec<char> = stem.chars().collect();
    let limit = allowed(typed.len());
    if typed.len() < 4 || typed.iter().any(char::is_ascii_digit) {
        return;
    }
    let beginning: String = typed.iter().take(2).collect();
    let key = keys::word(&beginning);
    let mut found = 0;
    let mut is_whole = true;
    let Some(file) = look.core().shard_of(&keys::word(stem)) else {
        return;
    };
    let from = if look.core().shard_of(&key) == Some(file) {
        key.clone()
    } else {
        keys::word(stem)
    };
    look.terms(&from, 1, |own, term| {
        if !own.starts_with(&key) {
            return false;
        }
        let whole = std::str::from_utf8(own).unwrap_or_default();
        let whole: Vec<char> = whole.chars().collect();
        if distance(&typed, &whole, limit, false).is_some() && found < SLIPS {
            is_whole &= sets.add(&term).is_some();
            found += 1;
        }
        true
    });
    look.is_incomplete |= !is_whole;
}

fn of_run(look: &mut Look, piece: &Piece, letters: &[char]) -> FieldSets {
    let universe = look.universe();
    let all = keys::of_piece(piece, &look.core().han);
    let last = all.len().saturating_sub(1);
    let mut sets = FieldSets::full(universe);
    let (mut used, mut loaded) = (0, 0);
    for (number, key) in all.iter().enumerate() {
        // In a long run every other pair will do: two requests less, and stalls that have all of
        // them without the run are hardly there.
        if letters.len() > 3 && number % 2 == 1 && number != last || used == PAIRS {
            continue;
        }
        let mut own = FieldSets::empty(universe);
        own.add_key(look, key);
        used += 1;
        if look.is_loaded(key) {
            sets.meet(&own);
            loaded += 1;
        }
    }
    if loaded == 0 {
        return FieldSets {
            is_open: used > 0,
            ..FieldSets::empty(universe)
        };
    }
    sets
}

/// Stalls by pinyin: what was typed is cut into syllables, the last one perhaps begun; when it has
/// none, by initials. True when it had.
pub(super) fn by_sound(look: &mut Look, asked: &Asked) -> (FieldSets, bool) {
    let universe = look.universe();
    let text: String = asked.joined.iter().collect();
    let han = &look.core().han;
    let mut keys: Vec<Vec<u8>> = Vec::new();
    let mut is_full = true;
    if let Some(syllables) = syllables(&text, han) {
        for two in syllables.windows(2) {
            if let (Some(first), Some(second)) = (two.first(), two.last()) {
                keys.push(keys::sounds(&[*first, *second]));
            }
        }
        // The end of a syllable that is not the last is its end.
        let whole = keys.len().saturating_sub(1);
        for key in keys.iter_mut().take(whole) {
            key.push(1);
        }
    } else if (2..=8).contains(&text.len()) && text.bytes().all(|own| own.is_ascii_lowercase()) {
        is_full = false;
        for two in text.as_bytes().windows(2) {
            if let (Some(first), Some(second)) = (two.first(), two.last()) {
                keys.push(keys::initials(*first, *second));
            }
        }
    }
    if keys.is_empty() {
        return (FieldSets::empty(universe), false);
    }
    let mut sets = FieldSets::full(universe);
    let mut is_open = true;
    for key in keys.iter().take(PAIRS) {
        let mut own = FieldSets::empty(universe);
        let mut terms = 0;
        let mut is_whole = true;
        look.terms(key, 2, |other, term| {
            if !other.starts_with(key) || terms >= ALIKE {
                return false;
            }
            terms += 1;
            is_whole &= own.add(&term).is_some();
            true
        });
        look.is_incomplete |= !is_whole;
        own.is_open = !look.is_loaded(key);
        is_open &= own.is_open;
        sets.meet(&own);
    }
    if is_open {
        return (FieldSets::empty(universe), is_full);
    }
    (sets, is_full)
}

/// Cuts a text into at least two syllables; the last one may be only begun.
fn syllables<'a>(text: &'a str, han: &Han) -> Option<Vec<&'a str>> {
    let is_plain = text.bytes().all(|own| own.is_ascii_lowercase());
    if !is_plain || text.len() > 40 {
        return None;
    }
    let mut cut = Vec::new();
    cut_from(text, han, &mut cut, &mut 400).then_some(cut)
}

fn cut_from<'a>(text: &'a str, han: &Han, cut: &mut Vec<&'a str>, steps: &mut u32) -> bool {
    if text.is_empty() {
        return cut.len() >= 2;
    }
    *steps = steps.saturating_sub(1);
    if *steps == 0 {
        return false;
    }
    // The longest syllable first: shuang before shu and ang.
    for length in (1..=text.len().min(6)).rev() {
        let Some((first, rest)) = text.split_at_checked(length) else {
            continue;
        };
        let mut from = han.syllables_from(first);
        let is_whole = from.next().is_some_and(|own| han.syllable(own) == first);
        let is_begun = rest.is_empty() && !han.syllables_from(first).is_empty();
        if is_whole || is_begun {
            cut.push(first);
            if cut_from(rest, han, cut, steps) {
                return true;
            }
            cut.pop();
        }
    }
    false
}
