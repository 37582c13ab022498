//! The shapes that pages are full of. Written out, each would be a quarter of a kilobyte every time.

use leptos::prelude::*;

use super::live::{OnTap, tap};
use super::visit::Visit;
use crate::domain::language::{CountMessage, Message};
use crate::domain::market::text::Text;
use crate::domain::session::Command;

/// A line of text.
pub fn line(class: &'static str, words: impl Into<String>) -> AnyView {
    line_of(class, words.into())
}

#[inline(never)]
fn line_of(class: &'static str, words: String) -> AnyView {
    view! { <p class=class>{words}</p> }.into_any()
}

/// How many of `total` are not among the `shown` first; nothing when all are.
pub fn more_line(visit: Visit, total: usize, shown: usize) -> AnyView {
    match total.saturating_sub(shown) {
        0 => ().into_any(),
        rest => line("hint", visit.count(CountMessage::CountMore, rest)),
    }
}

/// A line of what the operator published; none when that says nothing.
pub fn shown_line(visit: Visit, class: &'static str, text: &Text) -> AnyView {
    if text.is_empty() {
        return ().into_any();
    }
    view_line(class, visit.show(text))
}

/// A line of more than text.
#[inline(never)]
pub fn view_line(class: &'static str, words: AnyView) -> AnyView {
    view! { <p class=class>{words}</p> }.into_any()
}

/// A key with a text.
pub fn key(class: &'static str, words: impl Into<String>, act: OnTap) -> AnyView {
    key_of(class, words.into(), act)
}

#[inline(never)]
fn key_of(class: &'static str, words: String, act: OnTap) -> AnyView {
    view! { <button type="button" class=class on:click=act><bdi>{words}</bdi></button> }.into_any()
}

/// The key that leads back to the view before; `part` is its name for host pages.
pub fn back_key(visit: Visit, part: Option<&'static str>) -> AnyView {
    view! {
        <button
            type="button"
            class="key back-key"
            part=part
            aria-label=visit.text(Message::Back)
            on:click=tap(move || visit.apply(Command::Back))
        >
            <svg class="flips" viewBox="0 0 24 24" aria-hidden="true"><path d="M15 5l-7 7l7 7" /></svg>
        </button>
    }
    .into_any()
}
