//! The market's story: its generations, step by step. Also meant for a screen that nobody stands
//! before: [`Generations`] needs nothing but the market's file.

use leptos::prelude::*;

use super::live::{IntoRows, live_view};
use super::parts::shown_line;
use super::visit::Visit;
use crate::domain::language::Message;
use crate::domain::market::venue::Generation;

/// The page.
#[component]
pub fn GenerationsPage() -> impl IntoView {
    let visit = Visit::here();
    view! {
        <section class="generations-page">
            <h2>{visit.text(Message::GenerationsKey)}</h2>
            <Generations />
        </section>
    }
}

/// The steps, in published order.
#[component]
pub fn Generations() -> impl IntoView {
    let visit = Visit::here();
    live_view(move || {
        visit.language.track();
        let steps: Vec<Generation> = visit
            .venue
            .with(|venue| {
                venue
                    .as_ref()
                    .map(|venue| venue.market.generations().clone())
            })
            .unwrap_or_default();
        let steps = steps.into_iter().map(|step| {
            view! {
                <li class="generation">
                    <span class="generation-year">{step.opened().to_string()}</span>
                    <div>
                        <p class="generation-name">
                            <span class="generation-number" aria-hidden="true">{step.number().to_string()}</span>
                            {visit.show(step.name())}
                        </p>
                        {shown_line(visit, "hint", step.note())}
                    </div>
                </li>
            }
        });
        view! { <ol class="generations">{steps.into_rows()}</ol> }.into_any()
    })
}
