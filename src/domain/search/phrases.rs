//! Whole names: shops, brands and standards that are what was typed, or begin with it.

use super::asked::Asked;
use super::engine::Look;
use super::keys;
use super::set::StallSet;
use super::shard::{Field, Term};

/// Names that begin with what was typed, at most so many.
const BEGUN: usize = 60;

/// A brand or a standard.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    /// As published.
    pub text: String,
    pub stalls: StallSet,
    /// True when it is what was typed, to its end.
    pub is_whole: bool,
}

/// Names that fit.
#[derive(Debug, Clone)]
pub(super) struct Phrases {
    /// Stalls of shops with just this name.
    pub shops: StallSet,
    /// Stalls of shops whose name begins with it.
    pub shops_begun: StallSet,
    pub brands: Vec<Phrase>,
    pub standards: Vec<Phrase>,
}

/// Looks for whole names.
pub(super) fn phrases(look: &mut Look, asked: &Asked) -> Phrases {
    let universe = look.universe();
    let mut found = Phrases {
        shops: StallSet::empty(universe),
        shops_begun: StallSet::empty(universe),
        brands: Vec::new(),
        standards: Vec::new(),
    };
    add_names(look, asked, &mut found);
    add_standards(look, asked, &mut found);
    found
}

fn add_names(look: &mut Look, asked: &Asked, found: &mut Phrases) {
    let universe = look.universe();
    let phrase = asked.phrase();
    // One letter begins everything.
    if phrase.chars().count() < 2 {
        return;
    }
    let key = keys::phrase(&phrase);
    let is_growing = asked.is_growing;
    // So much in a row is seldom anything else.
    let is_name = asked.pieces.len() > 3 || asked.is_long_run();
    let mut terms = 0;
    let visit = |own: &[u8], term: Term| {
        let is_whole = own == key;
        if !is_whole && (!is_growing || !own.starts_with(&key) || terms >= BEGUN) {
            return false;
        }
        terms += 1;
        let shops = if is_whole {
            &mut found.shops
        } else {
            &mut found.shops_begun
        };
        let _ = term.add_stalls(Field::Shop, shops);
        if term.is_in(Field::Brand) {
            let mut stalls = StallSet::empty(universe);
            let _ = term.add_stalls(Field::Brand, &mut stalls);
            found.brands.push(Phrase {
                text: term.text().to_owned(),
                stalls,
                is_whole,
            });
        }
        true
    };
    look.urgently(is_name, |look| look.terms(&key, 2, visit));
}

fn add_standards(look: &mut Look, asked: &Asked, found: &mut Phrases) {
    let universe = look.universe();
    // 国标6675 is how GB 6675 is said.
    let squeezed = asked.squeezed().replacen("国标", "gb", 1);
    let digits = squeezed.bytes().filter(u8::is_ascii_digit).count();
    // A bare number of a few digits is more likely a stall's.
    if digits < 3 || !squeezed.is_ascii() {
        return;
    }
    let key = keys::standard(&squeezed);
    let mut terms = 0;
    let letters = squeezed.len() - digits;
    let is_sure =
        letters < 6 && letters + digits > 4 && squeezed.ends_with(|own: char| own.is_ascii_digit());
    let visit = |own: &[u8], term: Term| {
        if !own.starts_with(&key) || terms >= BEGUN {
            return false;
        }
        terms += 1;
        let mut stalls = StallSet::empty(universe);
        let _ = term.add_stalls(Field::Standard, &mut stalls);
        let text = term.text();
        let rest = own.get(key.len()..).unwrap_or_default();
        // The year at the end is seldom typed.
        let is_whole = rest.is_empty() || rest.len() == 4;
        match found.standards.iter_mut().find(|other| other.text == text) {
            Some(other) => other.stalls.unite(&stalls),
            None => found.standards.push(Phrase {
                text: text.to_owned(),
                stalls,
                is_whole,
            }),
        }
        true
    };
    look.urgently(is_sure, |look| look.terms(&key, 1, visit));
}
