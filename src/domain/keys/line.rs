//! A text with a caret. Fields count in UTF-16 units, texts here are whole signs.

/// A line of text, parted at the caret.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// What stands before the caret.
    pub before: String,
    /// What is chosen, and is replaced by what comes.
    chosen: String,
    /// What stands behind it.
    after: String,
}

impl Line {
    /// A text with what is chosen in it, from and to in UTF-16 units as fields count. A place
    /// inside a sign is the sign's beginning, one behind the end is the end.
    pub fn new(text: &str, from: u32, to: u32) -> Line {
        let (rest, after) = text.split_at(byte_of(text, to.max(from)));
        let (before, chosen) = rest.split_at(byte_of(rest, from));
        Line {
            before: before.to_owned(),
            chosen: chosen.to_owned(),
            after: after.to_owned(),
        }
    }

    /// The whole text.
    pub fn text(&self) -> String {
        [self.before.as_str(), &self.chosen, &self.after].concat()
    }

    /// Place of the caret in UTF-16 units.
    pub fn caret(&self) -> u32 {
        u32::try_from(units(&self.before)).unwrap_or(u32::MAX)
    }

    /// Length in UTF-16 units.
    pub fn units(&self) -> usize {
        units(&self.before) + units(&self.chosen) + units(&self.after)
    }

    /// Takes out what is chosen; false when nothing is.
    pub fn drop_chosen(&mut self) -> bool {
        let is_any = !self.chosen.is_empty();
        self.chosen.clear();
        is_any
    }
}

fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// The byte at which the sign begins that holds a UTF-16 unit.
fn byte_of(text: &str, unit: u32) -> usize {
    let mut at = 0;
    let place = text.char_indices().find(|(_, sign)| {
        at += sign.len_utf16();
        u32::try_from(at).is_ok_and(|end| end > unit)
    });
    place.map_or(text.len(), |(byte, _)| byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_utf16_units() {
        let check = |text, from, to, expected: [&str; 3]| {
            let line = Line::new(text, from, to);
            assert_eq!(
                [line.before.as_str(), &line.chosen, &line.after],
                expected,
                "{text} {from} {to}"
            );
            assert_eq!(line.text(), text);
        };
        check("", 0, 0, ["", "", ""]);
        check("abc", 0, 0, ["", "", "abc"]);
        check("abc", 3, 3, ["abc", "", ""]);
        check("abc", 9, 9, ["abc", "", ""]);
        check("玩具店", 1, 2, ["玩", "具", "店"]);
        check("a🧸b", 3, 3, ["a🧸", "", "b"]);
        check("a🧸b", 1, 3, ["a", "🧸", "b"]);
        // Half of a sign, and ends the wrong way round.
        check("a🧸b", 2, 2, ["a", "", "🧸b"]);
        check("abc", 2, 1, ["ab", "", "c"]);
    }

    #[test]
    fn the_caret_stands_behind_what_is_before_it() {
        for unit in [0, 1, 3, 4] {
            assert_eq!(Line::new("a🧸b", unit, unit).caret(), unit);
        }
        assert_eq!(Line::new("a🧸b", 0, 0).units(), 4);
    }
}
