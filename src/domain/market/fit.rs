//! Texts that say nothing in the market's own language, and names that are wider than a card.

use super::check::{Checker, Step};
use super::limits;
use super::problem::Fault;
use super::raw::Labels;

/// Notes a text that exists, but not in `home`. A text that does not exist at all is another
/// mistake, or none.
pub fn note_untranslated(at: &mut Checker, field: impl Into<Step>, labels: &Labels, home: &str) {
    let says = |text: &String| !text.trim().is_empty();
    // The page looks names up by their owned kind.
    if labels.get(&home.to_owned()).is_some_and(says) {
        return;
    }
    if let Some((tag, text)) = labels.iter().find(|(_, text)| says(text)) {
        at.report_at(
            field,
            Fault::NotTranslated(home.to_owned()),
            &[tag, ": ", text].concat(),
        );
    }
}

/// Columns of the smallest card: two lines of fourteen Chinese characters at the size of text that
/// a phone and a small kiosk have.
pub const CARD_COLUMNS: usize = 56;

/// Notes names that the smallest card would cut.
pub fn note_wide(at: &mut Checker, field: &'static str, labels: &Labels) {
    for (tag, text) in labels {
        // What is too long at all is another mistake.
        let is_too_long = text.trim().chars().count() > limits::NAME_CHARS;
        if !is_too_long && columns(text) > CARD_COLUMNS {
            at.within(field, |at| {
                at.report_at(tag, Fault::TooWide(CARD_COLUMNS), text);
            });
        }
    }
}

/// Width of a text in a font of one width, where East Asian letters take two columns.
fn columns(text: &str) -> usize {
    // A text of so few bytes cannot be wider, whatever it says.
    if text.len() <= CARD_COLUMNS {
        return text.len();
    }
    text.trim().chars().map(columns_of).sum()
}

/// How many characters of a name the smallest card shows; none when it shows all.
pub fn cut_at(text: &str) -> Option<usize> {
    let mut left = CARD_COLUMNS;
    let place = text.trim().chars().position(|letter| {
        let own = columns_of(letter);
        let is_over = own > left;
        left = left.saturating_sub(own);
        is_over
    });
    place.filter(|_| columns(text) > CARD_COLUMNS)
}

fn columns_of(letter: char) -> usize {
    match letter {
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::{columns, cut_at};

    #[test]
    fn where_a_card_cuts() {
        let check = |text: String, expected: Option<usize>| assert_eq!(cut_at(&text), expected);
        check("店".repeat(28), None);
        check("店".repeat(30), Some(28));
        check("shop ".repeat(12), Some(56));
        check(["x".repeat(55), "店店".to_owned()].concat(), Some(55));
    }

    #[test]
    fn widths() {
        let check = |text: String, expected: usize| assert_eq!(columns(&text), expected, "{text}");
        check("店".repeat(28), 56);
        check("店".repeat(29), 58);
        check("shop ".repeat(12), 59);
        check("ﺳﻮق".repeat(20), 60);
        check("한국".repeat(15), 60);
        check("ＡＢ".repeat(15), 60);
    }
}
