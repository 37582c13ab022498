//! What a person typed, ready to compare.

use super::han::Han;
use super::letters::{Folded, fold};
use super::pieces::{Form, Piece, pieces};

/// Signs of a query that are looked at.
const SIGNS: usize = 100;
/// Words and runs of a query that are looked at.
pub const PIECES: usize = 8;

/// A run of more signs than this is rather a whole name than what one is looking for.
const LONG_RUN: usize = 6;

/// A query that was read.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Words and runs in written order.
    pub pieces: Vec<Piece>,
    /// All letters without what parts them.
    pub joined: Vec<char>,
    /// True while the last word may go on: nothing stands behind it.
    pub is_growing: bool,
}

impl Asked {
    /// Reads what was typed.
    pub fn read(typed: &str, han: &Han) -> Asked {
        let short: String = typed.chars().take(SIGNS).collect();
        let folded = fold(&short, han);
        let mut pieces = pieces(&folded);
        pieces.truncate(PIECES);
        let end = pieces.last().map_or(0, |last| last.to);
        let Folded { letters, .. } = folded;
        let is_gap = |letter: &char| *letter == ' ' || *letter == '.';
        let joined = letters.iter().filter(|own| !is_gap(own)).copied().collect();
        Asked {
            is_growing: letters.len() == end,
            pieces,
            joined,
        }
    }

    /// True when nothing is left that could be looked for.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The letters and digits that a stall's number could be made of.
    pub fn squeezed(&self) -> String {
        let mut letters = self.joined.iter();
        letters
            .by_ref()
            .filter(|own| own.is_alphanumeric())
            .collect()
    }

    /// The words and runs with one space between, as keys of whole texts are written.
    pub fn phrase(&self) -> String {
        phrase(&self.pieces)
    }

    /// True for a name's worth of signs written without a space.
    pub fn is_long_run(&self) -> bool {
        let mut pieces = self.pieces.iter();
        pieces.any(|own| match &own.form {
            Form::Run(letters) => letters.len() > LONG_RUN,
            Form::Word { .. } => false,
        })
    }

    /// True for the piece after which nothing stands.
    pub fn may_grow(&self, piece: usize) -> bool {
        self.is_growing && piece + 1 == self.pieces.len()
    }
}

/// Pieces with one space between, words by their stems.
pub fn phrase(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        if !text.is_empty() {
            text.push(' ');
        }
        match &piece.form {
            Form::Word { stem, .. } => text.push_str(stem),
            Form::Run(letters) => text.extend(letters),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_is_there() {
        let check = |typed: &str, phrase: &str, squeezed: &str, is_growing| {
            let asked = Asked::read(typed, &Han::default());
            assert_eq!(asked.phrase(), phrase, "{typed}");
            assert_eq!(asked.squeezed(), squeezed, "{typed}");
            assert_eq!(asked.is_growing, is_growing, "{typed}");
        };
        check("Plush TOYS", "plush toy", "plushtoys", true);
        check("toys ", "toy", "toys", false);
        check("F3－12045", "f3 12045", "f312045", true);
        check("٣ ١٢٠٤٥", "3 12045", "312045", true);
        check("玩j", "玩 j", "玩j", true);
        check("", "", "", true);
    }

    #[test]
    fn anything_may_be_typed() {
        let long = "玩具 ".repeat(5000);
        for typed in [
            "\u{202e}",
            "\u{0}",
            "🧸",
            "(((",
            long.as_str(),
            "' OR 1=1 --",
        ] {
            let asked = Asked::read(typed, &Han::default());
            assert!(asked.pieces.len() <= PIECES);
            assert!(asked.joined.len() <= 2 * SIGNS);
        }
    }
}
