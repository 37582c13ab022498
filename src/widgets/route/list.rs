//! The person's list of stops, in the order in which they are visited.

use leptos::prelude::*;

use crate::domain::language::Message;
use crate::domain::route::{Stop, Target};
use crate::domain::session::{Command, Need, Topic, View};
use crate::widgets::live::{IntoRows, live_view, memo, tap};
use crate::widgets::visit::Visit;

/// The stops, each of which opens or goes.
#[component]
pub fn StopList() -> impl IntoView {
    let visit = Visit::here();
    let list = memo(move || visit.session.with(|session| session.trip().list.clone()));
    live_view(move || {
        visit.language.track();
        let list = list.get();
        if list.is_empty() {
            return view! { <p class="hint">{visit.say(Message::ListEmpty)}</p> }.into_any();
        }
        // What was told may be of the list as it was before.
        let told = visit.way.with(|way| way.told().cloned());
        let told = told.unwrap_or_default();
        let (order, known) = (&told.order, &told.stops);
        let order: Vec<usize> = order
            .iter()
            .filter_map(|own| list.iter().position(|stop| Some(stop) == known.get(*own)))
            .collect();
        // What is not reached stands at the end.
        let rest = (0..list.len()).filter(|index| !order.contains(index));
        let stops = order.iter().copied().chain(rest);
        let rows = stops.filter_map(|index| {
            let stop = list.get(index)?.clone();
            let place = known.iter().position(|own| *own == stop);
            let name = place.and_then(|own| told.names.get(own).cloned());
            let now = place.and_then(|own| told.now.get(own).cloned());
            let now = now.unwrap_or_else(|| stop.clone());
            Some(view! { <StopRow stop now name /> })
        });
        view! { <ol class="stops">{rows.into_rows()}</ol> }.into_any()
    })
}

/// A stop as it was picked, and what it is now.
#[component]
fn StopRow(stop: Target, now: Target, name: Option<String>) -> impl IntoView {
    let visit = Visit::here();
    let (id, level) = match &now {
        Target::Stop(Stop::Stall(id)) => {
            let level = visit.venue.with(|venue| {
                let place = venue.as_ref()?.level_of_stall(id)?;
                Some(place.level.id().clone())
            });
            (id.clone(), level)
        }
        Target::Stop(Stop::Place(level, id)) => (id.clone(), Some(level.clone())),
        Target::Stop(Stop::Kiosk(_) | Stop::Point(..)) | Target::Nearest(_) => {
            (String::new(), None)
        }
    };
    let name = name.unwrap_or(id);
    let place = level.map(|level| visit.show_level(&level));
    let open = move || match &now {
        Target::Stop(Stop::Stall(id)) => visit.open_stall(id),
        Target::Stop(Stop::Place(level, id)) => visit.apply(Command::OpenOn {
            level: level.clone(),
            view: View::Place(id.clone()),
        }),
        Target::Nearest(kind) => visit.open(View::Topic(Topic::Need(Need::Kind(*kind)))),
        Target::Stop(Stop::Kiosk(_) | Stop::Point(..)) => {}
    };
    let remove = move || visit.apply(Command::Pick(stop.clone()));
    let label = visit.say_with(Message::ListRemoveStop, &[("stop", &name)]);
    view! {
        <li class="stop">
            <button type="button" class="row-key stop-key" on:click=tap(open)>
                <span class="row-words"><bdi>{name}</bdi>{place.map(|place| view! { <small>{place}</small> })}</span>
            </button>
            <button type="button" class="key stop-remove" aria-label=label on:click=tap(remove)>
                <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18" /></svg>
            </button>
        </li>
    }
}
