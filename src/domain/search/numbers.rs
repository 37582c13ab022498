//! Stalls by their numbers, however they are written: with or without building, level, dashes.

use super::asked::Asked;
use super::core::Core;
use super::engine::Look;
use super::keys;
use super::letters::{Class, class};
use super::pieces::{Form, unit_of_word};
use super::set::StallSet;
use super::shard::{Field, Term};

/// Numbers that go on after what was typed, at most so many.
const GROWN: usize = 40;

/// Stalls found by number.
pub(super) struct Numbered {
    /// The number is the one that was typed.
    pub same: StallSet,
    /// It goes on.
    pub grown: StallSet,
    /// True when a building or level was typed with it.
    pub has_place: bool,
}

/// Finds the stalls whose number was typed.
pub(super) fn numbered(look: &mut Look, asked: &Asked) -> Numbered {
    let mut found = Numbered {
        same: StallSet::empty(look.universe()),
        grown: StallSet::empty(look.universe()),
        has_place: false,
    };
    // Words such as "stall" or "No." may stand before it.
    let has_runs = asked.pieces.len() > 1;
    let bare = has_runs.then_some((0, false));
    let whole = (0..asked.pieces.len()).map(|skipped| (skipped, true));
    let (first, rest) = (whole.clone().take(1), whole.skip(1));
    // F3区12045, f3の12045: what stands between the parts of a number is none of them.
    for (skipped, with_runs) in first.chain(bare).chain(rest) {
        let squeezed = squeezed_from(asked, skipped, with_runs);
        let text = keys::bare_number(&squeezed);
        if !text.bytes().any(|own| own.is_ascii_digit()) {
            break;
        }
        // Behind other words only what is surely a stall's number: not "pack of 100".
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        if (skipped > 0 || !with_runs) && digits < 4 {
            break;
        }
        find(look, text, asked.is_growing, &mut found);
        if !found.same.is_empty() || !found.grown.is_empty() {
            break;
        }
    }
    found
}

fn squeezed_from(asked: &Asked, skipped: usize, with_runs: bool) -> String {
    let mut text = String::new();
    for piece in asked.pieces.iter().skip(skipped) {
        match &piece.form {
            Form::Word { written, .. } => text.push_str(written),
            Form::Run(letters) if with_runs => text.extend(letters),
            Form::Run(_) => {}
        }
    }
    text.retain(|own| own != '.');
    text
}

/// Reads the number with the longest place first: A4-101 is on level A4, not 4101 in building A.
fn find(look: &mut Look, text: &str, is_growing: bool, found: &mut Numbered) {
    let universe = look.universe();
    for reading in readings(look.core(), text) {
        let mut within = StallSet::empty(universe);
        for (first, end) in &reading.levels {
            within.add_range(*first, *end);
        }
        let (mut same, mut grown) = (StallSet::empty(universe), StallSet::empty(universe));
        if reading.number.is_empty() {
            grown = StallSet::full(universe);
        } else {
            let key = keys::number(reading.number);
            let mut terms = 0;
            // With its level, or so long, it is hardly anything else.
            let is_sure = reading.place > 0 || text.len() > 4;
            let visit = |own: &[u8], term: Term| {
                if own == key {
                    let _ = term.add_stalls(Field::Number, &mut same);
                } else if is_growing && own.starts_with(&key) && terms < GROWN {
                    let _ = term.add_stalls(Field::Number, &mut grown);
                    terms += 1;
                } else {
                    return false;
                }
                is_growing
            };
            look.urgently(is_sure, |look| look.terms(&key, 2, visit));
        }
        same.meet(&within);
        grown.meet(&within);
        let has_place = reading.place > 0;
        if found.same.is_empty() && !same.is_empty() {
            found.has_place = has_place;
            found.same = same;
        }
        if found.grown.is_empty() {
            found.grown = grown;
        }
    }
    if !found.same.is_empty() {
        found.grown.remove(&found.same);
    }
}

/// A way to read what was typed.
struct Reading<'a> {
    number: &'a str,
    /// Letters before the number that name a building or a level.
    place: usize,
    /// Where it may be: from, up to.
    levels: Vec<(u32, u32)>,
}

/// Every way, the longest place first.
fn readings<'a>(core: &Core, text: &'a str) -> Vec<Reading<'a>> {
    let mut list: Vec<Reading> = Vec::new();
    // A printed form of its own may have characters in it.
    let has_run = text.chars().any(|own| class(own) == Class::Run);
    if is_number(text) || (has_run && text.len() <= 40) {
        list.push(Reading {
            number: text,
            place: 0,
            levels: vec![(0, core.stalls())],
        });
    }
    for level in &core.levels {
        let range = (level.first, level.first + level.stalls);
        for form in &level.forms {
            let Some(number) = text.strip_prefix(form.as_str()) else {
                continue;
            };
            // A level alone is meant when it is named with its number.
            let is_level = number.is_empty() && form.bytes().any(|own| own.is_ascii_digit());
            if !is_level && !is_number(number) {
                continue;
            }
            match list.iter_mut().find(|own| own.place == form.len()) {
                Some(own) if own.levels.contains(&range) => {}
                Some(own) => own.levels.push(range),
                None => {
                    let reading = Reading {
                        number,
                        place: form.len(),
                        levels: vec![range],
                    };
                    let place = list.partition_point(|own| own.place > form.len());
                    list.insert(place, reading);
                }
            }
        }
    }
    list
}

/// Two digits or more, with at most a letter or two, and not a size.
fn is_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().count() - digits;
    let is_size = unit_of_word(text.trim_start_matches(|own: char| own.is_ascii_digit())).is_some();
    digits >= 2 && letters <= 2 && text.len() <= 12 && !is_size
}
