//! One stall as an element of its own: what is published of it, or a draft of that, and the pages
//! that explain it. What would need a map or a search is told to the page.

use leptos::prelude::*;

use crate::browser::host::Detail;
use crate::domain::session::{Command, View};
use crate::widgets::alone::alone;
use crate::widgets::later::Later;
use crate::widgets::live::{effect, live_view, memo, when};
use crate::widgets::loading;
use crate::widgets::parts::back_key;
use crate::widgets::topics;
use crate::widgets::visit::{Record, Settings, Visit};

/// Everything inside `<market-listing>`.
#[component]
pub fn ListingAlone(settings: Settings) -> impl IntoView {
    let visit = Visit::here();
    topics::provide(visit);
    Later::provide(visit);
    let later = Later::here();
    loading::begin_listing(visit, settings);
    tell(visit);
    let shown = memo(move || visit.session.with(|session| session.view().clone()));
    let is_deeper = move || !matches!(shown.get(), View::Home | View::Stall(_));
    alone("listing-alone", move || {
        view! {
            {when(is_deeper, move || back_key(visit, Some("back")))}
            <div class="panel-body" part="listing">
                {live_view(move || match shown.get() {
                    // No stall is named.
                    View::Home => view! { <slot></slot> }.into_any(),
                    view => later.view(view),
                })}
            </div>
        }
        .into_any()
    })
}

/// Tells the page that the listing stands, and what was asked for that it cannot show.
fn tell(visit: Visit) {
    effect(move || {
        if visit
            .record
            .with(|record| matches!(record, Record::Ready(..)))
        {
            visit.fire("market-ready", &[]);
        }
    });
    effect(move || {
        let view = visit.session.with(|session| session.view().clone());
        let (name, value) = match view {
            View::Category(id) => ("category", id),
            View::Results => ("query", visit.session.with(|own| own.query().to_owned())),
            View::Place(id) => ("place", id),
            _ => return,
        };
        visit.fire("market-navigate", &[(name, Detail::Text(&value))]);
        // Emptying the words closes the results by itself.
        visit.apply(match name {
            "query" => Command::Type(String::new()),
            _ => Command::Back,
        });
    });
}
