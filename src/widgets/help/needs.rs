//! "I need …": the kinds of place that the market has, and the matters that its desks handle.

use leptos::prelude::*;

use super::nearest::place_name;
use super::places::Places;
use crate::domain::language::{Message, place_kind};
use crate::domain::market::place::PlaceKind;
use crate::domain::market::text::Text;
use crate::domain::publication::open::Venue;
use crate::domain::session::{Need, Topic, View};
use crate::widgets::live::{IntoRows, live_view, tap, word};
use crate::widgets::map::PlaceIcon;
use crate::widgets::visit::Visit;

/// What people ask for, business first.
const KINDS: [PlaceKind; 22] = [
    PlaceKind::Tax,
    PlaceKind::Customs,
    PlaceKind::Licence,
    PlaceKind::Legal,
    PlaceKind::Logistics,
    PlaceKind::Bank,
    PlaceKind::Atm,
    PlaceKind::FirstAid,
    PlaceKind::Police,
    PlaceKind::ServiceDesk,
    PlaceKind::Information,
    PlaceKind::Toilet,
    PlaceKind::AccessibleToilet,
    PlaceKind::BabyCare,
    PlaceKind::DrinkingWater,
    PlaceKind::Food,
    PlaceKind::Charging,
    PlaceKind::Luggage,
    PlaceKind::PrayerRoom,
    PlaceKind::Taxi,
    PlaceKind::Bus,
    PlaceKind::Parking,
];

/// Kinds of place whose matters are listed one by one.
pub const DESKS: [PlaceKind; 5] = [
    PlaceKind::ServiceDesk,
    PlaceKind::Tax,
    PlaceKind::Customs,
    PlaceKind::Licence,
    PlaceKind::Legal,
];

/// Whether the market has anything that a person may need.
pub fn has_any(venue: &Venue) -> bool {
    KINDS.iter().any(|kind| venue.offers(*kind))
}

/// The page.
#[component]
pub fn NeedList() -> impl IntoView {
    let visit = Visit::here();
    let places = Places::here();
    places.begin(&DESKS);
    let keys = move || {
        let kinds: Vec<PlaceKind> = visit.venue.with(|venue| {
            let is_there =
                |kind: &PlaceKind| venue.as_ref().is_some_and(|venue| venue.offers(*kind));
            KINDS.into_iter().filter(is_there).collect()
        });
        kinds
            .into_iter()
            .map(|kind| view! { <KindKey kind /> })
            .into_rows()
    };
    let state = move || match places.is_looking() {
        true => visit.say(Message::SearchWait),
        false if places.is_partial.get() => visit.say(Message::SearchIncomplete),
        false => "",
    };
    view! {
        <section class="help-page need-list">
            <h2>{visit.text(Message::NeedsKey)}</h2>
            <ul class="need-grid">{live_view(keys)}</ul>
            {live_view(move || desks(visit, places))}
            <p class="hint" aria-live="polite">{word(state)}</p>
        </section>
    }
}

#[component]
fn KindKey(kind: PlaceKind) -> impl IntoView {
    let visit = Visit::here();
    let words = place_kind(kind.word());
    let open = move || visit.open(View::Topic(Topic::Need(Need::Kind(kind))));
    view! {
        <li>
            <button type="button" class="category-key need-key" data-kind=kind.word() on:click=tap(open)>
                <PlaceIcon kind />
                <span class="category-name">{word(move || words.map_or("", |words| visit.say(words)))}</span>
            </button>
        </li>
    }
}

/// The desks with the matters that each handles. Rooms for disputes have a page of their own.
fn desks(visit: Visit, places: Places) -> AnyView {
    let desks = places.found.with(|found| {
        let rows = found
            .iter()
            .filter(|row| DESKS.contains(row.place.kind()) && !row.place.handles().is_empty());
        rows.cloned().collect::<Vec<_>>()
    });
    // Desks of one office on several levels handle the same.
    let mut said: Vec<Text> = Vec::new();
    let mut blocks = Vec::new();
    for row in desks {
        let matters = row.place.handles().iter();
        let fresh: Vec<Text> = matters.filter(|own| !said.contains(own)).cloned().collect();
        if fresh.is_empty() {
            continue;
        }
        said.extend(fresh.iter().cloned());
        let keys = fresh.into_iter().map(|matter| {
            let words = visit.show(&matter);
            let own = matter
                .entries()
                .next()
                .map_or(String::new(), |(_, own)| own.to_owned());
            let open = move || visit.open(View::Topic(Topic::Need(Need::Matter(own.clone()))));
            view! {
                <li>
                    <button type="button" class="tag-key matter-key" on:click=tap(open)>{words}</button>
                </li>
            }
        });
        blocks.push(view! {
            <h4>{place_name(visit, &row.place)}</h4>
            <ul class="tags">{keys.into_rows()}</ul>
        });
    }
    let has_any = !blocks.is_empty();
    view! {
        {has_any.then(|| view! { <h3>{visit.say(Message::NeedMatters)}</h3> })}
        {blocks.into_iter().into_rows()}
    }
    .into_any()
}
