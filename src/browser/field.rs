//! A field that a person types into, for keys on the screen.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, KeyboardEvent};

use crate::domain::keys::Line;

/// The text of a field with its caret.
pub fn line(field: &HtmlInputElement) -> Line {
    let text = field.value();
    let place = |place: Result<Option<u32>, _>| place.ok().flatten().unwrap_or(u32::MAX);
    let (from, to) = (place(field.selection_start()), place(field.selection_end()));
    Line::new(&text, from, to)
}

/// Shows a text with its caret. Fires no event. Browsers do not scroll to a caret that no finger
/// moved; `is_from_right`: the field begins at its right end.
pub fn show(field: &HtmlInputElement, line: &Line, is_from_right: bool) {
    let caret = line.caret();
    let scrolled_px = field.scroll_left();
    field.set_value(&line.text());
    // Fields for text have a caret.
    let _ = field.set_selection_range(caret, caret);
    let end_px = field.scroll_width() * if is_from_right { -1 } else { 1 };
    let is_at_end = usize::try_from(caret) == Ok(line.units());
    field.set_scroll_left(if is_at_end { end_px } else { scrolled_px });
}

/// How many UTF-16 units the field takes.
pub fn most_units(field: &HtmlInputElement) -> usize {
    usize::try_from(field.max_length()).unwrap_or(usize::MAX)
}

/// Ends what an input method is composing, as leaving the field does, and comes back to it.
pub fn settle(field: &HtmlInputElement) {
    // Elements on the screen can be left and come back to.
    let _ = field.blur();
    let _ = field.focus();
}

/// What a key of the keyboard is meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stroke {
    /// A letter or digit, and nothing that takes letters has the focus.
    Loose,
    /// `Enter` in this field.
    Done,
    /// `Escape`.
    Away,
    /// Everything else: shortcuts, what an input method or the map takes, letters that have
    /// their field.
    Other,
}

/// Reads a stroke on the keyboard for a field.
pub fn stroke(event: &KeyboardEvent, field: &HtmlInputElement) -> Stroke {
    let is_shortcut = event.ctrl_key() || event.alt_key() || event.meta_key();
    if is_shortcut || event.is_composing() || event.default_prevented() {
        return Stroke::Other;
    }
    // Below shadow roots only the path tells where it happened.
    let place = event.composed_path().get(0).dyn_into::<Element>().ok();
    let takes_letters = place.as_ref().is_some_and(|place| {
        let names = ["input", "textarea", "select"];
        names.contains(&place.local_name().as_str()) || place.has_attribute("contenteditable")
    });
    let key = event.key();
    let mut signs = key.chars();
    match (key.as_str(), signs.next(), signs.next()) {
        ("Escape", ..) => Stroke::Away,
        ("Enter", ..) if place.is_some_and(|place| place.is_same_node(Some(field))) => Stroke::Done,
        (_, Some(letter), None) if !takes_letters && letter.is_alphanumeric() => Stroke::Loose,
        _ => Stroke::Other,
    }
}
