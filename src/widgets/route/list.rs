//! The person's list of stops, in the order in which they are visited.

use leptos::prelude::*;

use crate::domain::language::Message;
use crate::domain::route::Stop;
use crate::domain::session::{Command, View};
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
        let (order, known, names) = visit.way.with(|way| {
            let told = way.told();
            told.map_or_else(Default::default, |told| {
                (told.order.clone(), told.stops.clone(), told.names.clone())
            })
        });
        let order: Vec<usize> = order
            .iter()
            .filter_map(|own| list.iter().position(|stop| Some(stop) == known.get(*own)))
            .collect();
        // What is not reached stands at the end.
        let rest = (0..list.len()).filter(|index| !order.contains(index));
        let stops = order.iter().copied().chain(rest);
        let rows = stops.filter_map(|index| {
            let stop = list.get(index)?.clone();
            let told = known.iter().position(|own| *own == stop);
            let name = told.and_then(|own| names.get(own).cloned());
            Some(view! { <StopRow stop name /> })
        });
        view! { <ol class="stops">{rows.into_rows()}</ol> }.into_any()
    })
}

#[component]
fn StopRow(stop: Stop, name: Option<String>) -> impl IntoView {
    let visit = Visit::here();
    let (id, level) = match &stop {
        Stop::Stall(id) => {
            let level = visit.venue.with(|venue| {
                let place = venue.as_ref()?.level_of_stall(id)?;
                Some(place.level.id().clone())
            });
            (id.clone(), level)
        }
        Stop::Place(level, id) => (id.clone(), Some(level.clone())),
        Stop::Kiosk(_) | Stop::Point(..) => (String::new(), None),
    };
    let name = name.unwrap_or(id);
    let place = level.map(|level| visit.show_level(&level));
    let gone = stop.clone();
    let open = move || match &stop {
        Stop::Stall(id) => visit.open_stall(id),
        Stop::Place(level, id) => visit.apply(Command::OpenOn {
            level: level.clone(),
            view: View::Place(id.clone()),
        }),
        Stop::Kiosk(_) | Stop::Point(..) => {}
    };
    let remove = move || visit.apply(Command::Pick(gone.clone()));
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
