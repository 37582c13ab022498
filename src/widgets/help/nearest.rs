//! The nearest place where somebody is there: for a dispute, or for any other need.

use std::sync::Arc;

use leptos::prelude::*;

use super::found::{FoundCard, distance_words};
use super::here::Here;
use super::needs::DESKS;
use super::places::{FoundPlace, Places};
use crate::domain::language::{CountMessage, Message, place_kind};
use crate::domain::market::place::{Place, PlaceKind};
use crate::domain::session::{Command, Need, Pointed, View};
use crate::widgets::clock::Clock;
use crate::widgets::listing::OpenNow;
use crate::widgets::live::{IntoRows, effect, live, live_view, memo, tap};
use crate::widgets::map::PlaceIcon;
use crate::widgets::services::ToBring;
use crate::widgets::visit::Visit;

/// Further places listed below the nearest one.
const ROWS_SHOWN: usize = 30;

/// "I have a dispute": the nearest mediation room with somebody on duty.
#[component]
pub fn DisputeHelp() -> impl IntoView {
    let visit = Visit::here();
    let heading = move || visit.say(Message::DisputeKey).to_owned();
    view! {
        <section class="help-page dispute-help">
            <h2>{live(heading)}</h2>
            <p class="hint">{visit.text(Message::DisputeText)}</p>
            <NearestPlace need=Need::Kind(PlaceKind::MediationRoom) />
        </section>
    }
}

/// The nearest place for a need.
#[component]
pub fn NeedHelp(need: Need) -> impl IntoView {
    let visit = Visit::here();
    let own = need.clone();
    let heading = move || need_words(visit, &own);
    view! {
        <section class="help-page need-help">
            <h2>{live(heading)}</h2>
            <NearestPlace need />
        </section>
    }
}

/// A need in the reader's words.
pub fn need_words(visit: Visit, need: &Need) -> String {
    match need {
        Need::Kind(kind) => place_kind(kind.word())
            .map_or("", |words| visit.say(words))
            .to_owned(),
        Need::Matter(words) => {
            let published = Places::here().found.with(|found| {
                let matters = found.iter().flat_map(|row| row.place.handles());
                let mut own = matters.filter(|matter| matter_is(matter, words));
                own.next().cloned()
            });
            published.map_or_else(|| words.clone(), |matter| visit.words(&matter))
        }
    }
}

/// Whether a published matter has these words in any of its languages.
fn matter_is(matter: &crate::domain::market::text::Text, words: &str) -> bool {
    matter.entries().any(|(_, own)| own == words)
}

fn is_wanted(place: &Place, need: &Need) -> bool {
    match need {
        Need::Kind(kind) => place.kind() == kind,
        Need::Matter(words) => place.handles().iter().any(|own| matter_is(own, words)),
    }
}

#[component]
fn NearestPlace(need: Need) -> impl IntoView {
    let visit = Visit::here();
    let places = Places::here();
    match &need {
        Need::Kind(kind) => places.begin(&[*kind]),
        Need::Matter(_) => places.begin(&DESKS),
    }
    let clock = Clock::here();
    let rows = memo(move || places.soonest(&|place| is_wanted(place, &need), clock.now()));
    let is_settled = memo(move || rows.with(|rows| places.is_settled(rows, clock.now())));
    let first = memo(move || {
        let is_settled = is_settled.get();
        rows.with(|rows| rows.first().cloned())
            .filter(|_| is_settled)
    });
    let has_pointed = StoredValue::new(false);
    effect(move || {
        // Once: afterwards the person moves the map.
        if let Some(first) = first.get()
            && !has_pointed.get_value()
        {
            has_pointed.set_value(true);
            point(visit, &first);
        }
    });
    let card = move || match first.get() {
        Some(first) => view! { <PlaceFound row=first /> }.into_any(),
        None if is_settled.get() => {
            view! { <p class="notice">{visit.say(Message::NeedNobody)}</p> }.into_any()
        }
        None => view! { <p class="hint">{visit.say(Message::SearchWait)}</p> }.into_any(),
    };
    let others = move || {
        let rows = rows.get();
        let shown = rows.iter().skip(1).take(ROWS_SHOWN);
        let shown = shown.map(|row| view! { <PlaceRow row=Arc::clone(row) /> });
        let rest = rows.len().saturating_sub(1 + ROWS_SHOWN);
        view! {
            {(rows.len() > 1 && is_settled.get()).then(|| view! {
                <h3>{visit.say(Message::NeedOthers)}</h3>
                <ul class="rows">{shown.into_rows()}</ul>
            })}
            {(rest > 0).then(|| view! { <p class="hint">{visit.count(CountMessage::CountMore, rest)}</p> })}
        }
        .into_any()
    };
    let missing = move || match places.is_partial.get() {
        true => view! { <p class="notice">{visit.say(Message::SearchIncomplete)}</p> }.into_any(),
        false => ().into_any(),
    };
    view! {
        <div aria-live="polite">{live_view(card)}</div>
        {live_view(missing)}
        {live_view(others)}
    }
}

fn point(visit: Visit, row: &FoundPlace) {
    visit.apply(Command::Point {
        level: row.level.clone(),
        at: Pointed::Place(row.place.id().clone()),
    });
}

fn open(visit: Visit, row: &FoundPlace) {
    visit.apply(Command::OpenOn {
        level: row.level.clone(),
        view: View::Place(row.place.id().clone()),
    });
}

/// Own name of a place, else what it is.
pub fn place_name(visit: Visit, place: &Place) -> String {
    let own = visit.words(place.name());
    match own.is_empty() {
        true => place_kind(place.kind().word())
            .map_or("", |words| visit.say(words))
            .to_owned(),
        false => own,
    }
}

#[component]
fn PlaceFound(row: Arc<FoundPlace>) -> impl IntoView {
    let visit = Visit::here();
    let clock = Clock::here();
    let place = &row.place;
    let is_open = clock.now().wait_minutes(row.attended()) == Some(0);
    let here = visit
        .venue
        .with(|venue| venue.as_ref().map(|venue| Here::of(visit, venue)));
    let distance = here.map_or_else(String::new, |here| {
        distance_words(visit, row.distance, &here)
    });
    let (shown, opened) = (Arc::clone(&row), Arc::clone(&row));
    let hours = Some(row.attended().clone()).filter(|hours| !hours.is_empty());
    view! {
        <FoundCard
            lead=if is_open { Message::NearestOpen } else { Message::NearestAny }
            sign=view! { <PlaceIcon kind=*place.kind() /> }.into_any()
            name=place_name(visit, place)
            about=visit.words(place.agency())
            level=row.level.clone()
            distance
            hours
            show=tap(move || point(visit, &shown))
            open=tap(move || open(visit, &opened))
        />
        <ToBring place=place.clone() />
    }
}

#[component]
fn PlaceRow(row: Arc<FoundPlace>) -> impl IntoView {
    let visit = Visit::here();
    let name = place_name(visit, &row.place);
    let level = visit.level_name(&row.level);
    let hours = row.attended().clone();
    view! {
        <li>
            <button type="button" class="row-key" data-place=row.place.id().clone() on:click=tap(move || open(visit, &row))>
                <PlaceIcon kind=*row.place.kind() />
                <span class="row-words">
                    {name}
                    <small>{level}</small>
                </span>
                <OpenNow hours />
                <span class="chevron" aria-hidden="true"></span>
            </button>
        </li>
    }
}
