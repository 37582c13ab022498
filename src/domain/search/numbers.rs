//! Stalls by their numbers, however they are written: with or without building, level, dashes.

use super::asked::Asked;
use super::core::Core;
use super::engine::Look;
use super::keys;
use super::set::StallSet;
use super::shard::Field;

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
    let universe = look.universe();
    let mut found = Numbered {
        same: StallSet::empty(universe),
        grown: StallSet::empty(universe),
        has_place: false,
    };
    let squeezed = asked.squeezed();
    let squeezed = squeezed.trim_end_matches(['号', '號', '호', '番']);
    if !squeezed.bytes().any(|own| own.is_ascii_digit()) {
        return found;
    }
    for (number, levels) in readings(look.core(), squeezed) {
        let mut within = StallSet::empty(universe);
        for (first, end) in &levels {
            within.add_range(*first, *end);
        }
        let key = keys::number(number);
        let mut same = StallSet::empty(universe);
        let mut grown = StallSet::empty(universe);
        let mut terms = 0;
        let is_growing = asked.is_growing;
        look.terms(&key, 2, |own, term| {
            if own == key {
                let _ = term.add_stalls(Field::Number, &mut same);
            } else if is_growing && own.starts_with(&key) && terms < GROWN {
                let _ = term.add_stalls(Field::Number, &mut grown);
                terms += 1;
            } else {
                return false;
            }
            is_growing
        });
        let is_everywhere = levels.len() == 1 && levels.first() == Some(&(0, universe));
        for (all, mut own) in [(&mut found.same, same), (&mut found.grown, grown)] {
            own.meet(&within);
            found.has_place |= !is_everywhere && !own.is_empty();
            all.unite(&own);
        }
    }
    found
}

/// Every way to read what was typed: the number, and on which levels.
fn readings<'a>(core: &Core, squeezed: &'a str) -> Vec<(&'a str, Vec<(u32, u32)>)> {
    let mut list: Vec<(&str, Vec<(u32, u32)>)> = Vec::new();
    if is_number(squeezed) {
        list.push((squeezed, vec![(0, core.stalls())]));
    }
    for level in &core.levels {
        let range = (level.first, level.first + level.stalls);
        for form in &level.forms {
            let Some(rest) = squeezed.strip_prefix(form.as_str()) else {
                continue;
            };
            if !is_number(rest) {
                continue;
            }
            match list.iter_mut().find(|own| own.0 == rest) {
                Some(own) if own.1.contains(&range) => {}
                Some(own) => own.1.push(range),
                None => list.push((rest, vec![range])),
            }
        }
    }
    // What was typed may be read in a few ways, not in dozens.
    list.truncate(6);
    list
}

/// Two digits or more, with at most a letter or two.
fn is_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().count() - digits;
    digits >= 2 && letters <= 2 && text.len() <= 12
}
