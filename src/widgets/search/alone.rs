//! The search as an element of its own. It shows nothing but rows; what is chosen in them is told to
//! the page, where a map or a listing may follow.

use leptos::prelude::*;

use super::{ResultList, SearchField};
use crate::browser::host::Detail;
use crate::domain::session::{Command, View};
use crate::widgets::alone::alone;
use crate::widgets::live::{effect, memo, when};
use crate::widgets::loading;
use crate::widgets::topics;
use crate::widgets::visit::{Settings, Visit};

/// Everything inside `<market-search>`.
#[component]
pub fn SearchAlone(settings: Settings) -> impl IntoView {
    let visit = Visit::here();
    topics::provide(visit);
    loading::begin_search(visit, settings);
    tell(visit);
    let is_asked = move || visit.found.with(Option::is_some);
    alone("search-alone", move || {
        visit.fire("market-ready", &[]);
        view! {
            <div class="search-top" part="field"><SearchField /></div>
            {when(is_asked, || view! {
                <div class="panel-body" part="results"><ResultList /></div>
            }.into_any())}
        }
        .into_any()
    })
}

/// Tells the page what the person found and chose. The rows stay: the element has nothing else to
/// show, and the next row is one tap away.
fn tell(visit: Visit) {
    effect(move || {
        let lit = visit.found_lit.get();
        visit.light_map(lit.as_ref());
    });
    effect(move || {
        let (view, level) = visit
            .session
            .with(|session| (session.view().clone(), session.level().to_owned()));
        let (name, id) = match &view {
            View::Stall(id) => ("stall", id),
            View::Place(id) => ("place", id),
            View::Category(id) => ("category", id),
            _ => return,
        };
        let level = match &view {
            View::Category(_) => Detail::Absent,
            _ => Detail::Text(&level),
        };
        visit.fire(
            "market-select",
            &[(name, Detail::Text(id)), ("level", level)],
        );
        visit.apply(Command::Back);
    });
    // A level chosen among those with hits; not the one that the visit begins on.
    let level = memo(move || visit.session.with(|session| session.level().to_owned()));
    Effect::new(move |before: Option<String>| {
        let level = level.get();
        let is_chosen = before.is_some_and(|before| !before.is_empty() && before != level);
        if is_chosen {
            visit.fire("market-level", &[("level", Detail::Text(&level))]);
        }
        level
    });
}
