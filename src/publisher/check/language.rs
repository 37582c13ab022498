//! Texts that say nothing in the market's own language.

use crate::domain::market::check::{Checker, Step};
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
