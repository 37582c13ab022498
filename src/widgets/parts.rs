//! The two shapes that pages are full of. Written out, each would be a quarter of a kilobyte every
//! time.

use leptos::prelude::*;

use super::live::OnTap;
use super::visit::Visit;
use crate::domain::market::text::Text;

/// A line of text.
pub fn line(class: &'static str, words: impl Into<String>) -> AnyView {
    line_of(class, words.into())
}

#[inline(never)]
fn line_of(class: &'static str, words: String) -> AnyView {
    view! { <p class=class>{words}</p> }.into_any()
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
