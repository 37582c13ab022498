//! What elements without a map have in common: the host page's own words until there is something
//! to show, and a way to try again.

use leptos::prelude::*;

use super::live::{live_view, tap, word};
use super::parts::key;
use super::visit::Visit;
use crate::domain::language::Message;

/// The element's box: what the host page wrote into the element until the market is known, then
/// `face`.
pub fn alone(class: &'static str, face: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let visit = Visit::here();
    view! {
        <div
            class=class
            lang=word(move || visit.language.get().tag())
            dir=word(move || visit.language.get().direction())
        >
            {live_view(move || {
                if visit.failure.with(Option::is_some) {
                    return view! { <Fallback can_retry=true /> }.into_any();
                }
                match visit.venue.with(Option::is_some) {
                    true => face(),
                    false => view! { <slot></slot> }.into_any(),
                }
            })}
        </div>
    }
    .into_any()
}

/// What the host page wrote into the element; with a way to try again after a failure.
#[component]
pub fn Fallback(can_retry: bool) -> impl IntoView {
    let visit = Visit::here();
    let again = move || visit.fire("market-retry", &[]);
    view! {
        <slot></slot>
        {can_retry.then(|| view! {
            <div class="not-there" role="status">
                <p>{visit.say(Message::FailedPaper)}</p>
                {key("key", visit.say(Message::TryAgain), tap(again))}
            </div>
        })}
    }
}
