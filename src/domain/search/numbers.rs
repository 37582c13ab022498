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
    for (text, is_behind) in spellings(asked) {
        let text = keys::bare_number(&text);
        // Behind other words only what is surely a stall's number: not "pack of 100".
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        if digits == 0 || is_behind && digits < SURE_DIGITS {
            continue;
        }
        find(look, text, asked.is_growing, &mut found);
        if !found.same.is_empty() || !found.grown.is_empty() {
            break;
        }
    }
    found
}

/// A number of so many digits is a stall's wherever it stands.
const SURE_DIGITS: usize = 4;

/// What could be a number, the likeliest first; true for what leaves something out or changes the
/// order.
fn spellings(asked: &Asked) -> Vec<(String, bool)> {
    let pieces: Vec<&Form> = asked.pieces.iter().map(|own| &own.form).collect();
    let mut list = vec![(squeezed(&pieces, true), false)];
    // F三12045, 一二零四五.
    let written = squeezed(&pieces, true);
    if written.chars().any(|own| chinese_digit(own).is_some()) {
        let digits = written.chars().map(|own| chinese_digit(own).unwrap_or(own));
        list.push((digits.collect(), true));
    }
    if pieces.len() > 1 {
        // F3区12045, f3の12045: what stands between the parts of a number is none of them.
        list.push((squeezed(&pieces, false), true));
    }
    // Words such as "stall" or "No." may stand before it.
    for skipped in 1..pieces.len() {
        let rest = pieces.get(skipped..).unwrap_or_default();
        list.push((squeezed(rest, true), true));
    }
    // 12045 F3, 12045 三楼: the place behind the number.
    let is_sure = |form: &&Form| match form {
        Form::Word { written, .. } => {
            written.len() >= SURE_DIGITS && written.bytes().all(|own| own.is_ascii_digit())
        }
        Form::Run(_) => false,
    };
    if let Some(number) = pieces.iter().position(is_sure)
        && number + 1 < pieces.len()
    {
        let mut behind = pieces.clone();
        let number = behind.remove(number);
        behind.push(number);
        for with_runs in [true, false] {
            list.push((squeezed(&behind, with_runs), true));
        }
        // 12045 on F3: words between.
        for place in behind.iter().take(behind.len() - 1) {
            list.push((squeezed(&[place, number], true), true));
        }
    }
    list
}

fn squeezed(pieces: &[&Form], with_runs: bool) -> String {
    let mut text = String::new();
    for form in pieces {
        match form {
            Form::Word { written, .. } => text.push_str(written),
            Form::Run(letters) if with_runs => text.extend(letters),
            Form::Run(_) => {}
        }
    }
    text.retain(|own| own != '.');
    text
}

fn chinese_digit(letter: char) -> Option<char> {
    let place = "〇一二三四五六七八九".chars().position(|own| own == letter);
    let place = if letter == '零' { Some(0) } else { place };
    char::from_digit(u32::try_from(place?).ok()?, 10)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::search::han::Han;

    #[test]
    fn numbers_are_read_in_any_order() {
        let check = |typed: &str, expected: &str, is_behind| {
            let asked = Asked::read(typed, &Han::default());
            let all = spellings(&asked);
            let own = all.iter().find(|(text, _)| text == expected);
            assert_eq!(own.map(|own| own.1), Some(is_behind), "{typed}: {all:?}");
        };
        check("F3-12045", "f312045", false);
        check("12045 F3", "f312045", true);
        check("12045 on F3", "f312045", true);
        check("12045 三楼", "三楼12045", true);
        check("F三12045", "f312045", true);
        check("一二零四五", "12045", true);
        check("〇九", "09", true);
        check("stall 12045", "12045", true);
        // A short number behind is more likely a size.
        let asked = Asked::read("95 cm", &Han::default());
        assert!(spellings(&asked).iter().all(|(text, _)| text != "cm95"));
    }
}
