//! Texts that say nothing in the market's own language, and names that are wider than a card.

use crate::domain::market::check::{Checker, Step};
use crate::domain::market::limits;
use crate::domain::market::problem::Fault;
use crate::domain::market::raw::Labels;

/// Notes a text that exists, but not in `home`. A text that does not exist at all is another
/// mistake, or none.
pub fn note_untranslated(at: &mut Checker, field: impl Into<Step>, labels: &Labels, home: &str) {
    let says = |text: &String| !text.trim().is_empty();
    if labels.get(home).is_some_and(says) {
        return;
    }
    if let Some((tag, text)) = labels.iter().find(|(_, text)| says(text)) {
        at.report_at(
            field,
            Fault::NotTranslated(home.to_owned()),
            &format!("{tag}: {text}"),
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
    let of_letter = |letter: char| match letter {
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    };
    text.trim().chars().map(of_letter).sum()
}

#[cfg(test)]
mod tests {
    use super::columns;

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
