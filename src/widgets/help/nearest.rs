//! The nearest place where somebody is there: for a dispute, or for any other need.

use std::sync::Arc;

use leptos::prelude::*;

use super::found::{FoundCard, distance_words};
use super::here::Here;
use super::needs::DESKS;
use super::places::{FoundPlace, Places};
use crate::domain::language::{Message, place_kind};
use crate::domain::market::place::{Place, PlaceKind};
use crate::domain::route::{Stop, Target};
use crate::domain::session::{Command, Need, Pointed, View};
use crate::widgets::clock::Clock;
use crate::widgets::listing::OpenNow;
use crate::widgets::live::{IntoRows, effect, live, live_view, memo, tap};
use crate::widgets::map::PlaceIcon;
use crate::widgets::parts::{line, more_line};
use crate::widgets::route::PickKey;
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
    let kind = match &need {
        Need::Kind(kind) => Some(*kind),
        Need::Matter(_) => None,
    };
    view! {
        <section class="help-page need-help">
            <h2>{live(heading)}</h2>
            {kind.map(|kind| view! {
                <div class="way-keys"><PickKey target=Target::Nearest(kind) /></div>
            })}
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
    let rows = move || places.soonest(&|place| is_wanted(place, &need), clock.now());
    let seen = rows.clone();
    // What is shown, as a text: drawn anew only when a place comes, goes, opens or closes.
    let state = memo(move || {
        let (rows, now) = (seen(), clock.now());
        let mut state = String::from(if places.is_settled(&rows, now) {
            "settled"
        } else {
            ""
        });
        for row in rows.iter().take(1 + ROWS_SHOWN) {
            state.push(if now.wait_minutes(row.attended()) == Some(0) {
                '+'
            } else {
                '-'
            });
            state.push_str(row.place.id());
        }
        state
    });
    let first = rows.clone();
    let has_pointed = RwSignal::new(false);
    effect(move || {
        // Once: afterwards the person moves the map.
        let is_settled = state.with(|state| state.starts_with("settled"));
        if is_settled && !has_pointed.get_untracked() {
            let first = untrack(|| first().into_iter().next());
            if let Some(first) = first {
                has_pointed.set(true);
                point(visit, &first);
            }
        }
    });
    let body = move || {
        visit.language.track();
        let is_settled = state.with(|state| state.starts_with("settled"));
        let mut rows = untrack(&rows).into_iter();
        let card = match rows.next() {
            _ if !is_settled => {
                return line("hint", visit.say(Message::SearchWait));
            }
            Some(first) => view! { <PlaceFound row=first /> }.into_any(),
            None => line("notice", visit.say(Message::NeedNobody)),
        };
        let count = rows.len();
        let others = rows.take(ROWS_SHOWN);
        let others = others.map(|row| view! { <PlaceRow row /> }).into_rows();
        view! {
            {card}
            {(count > 0).then(|| view! {
                <h3>{visit.say(Message::NeedOthers)}</h3>
                <ul class="rows">{others}</ul>
            })}
            {more_line(visit, count, ROWS_SHOWN)}
        }
        .into_any()
    };
    let missing = move || match places.is_partial.get() {
        true => line("notice", visit.say(Message::SearchIncomplete)),
        false => ().into_any(),
    };
    view! {
        {live_view(missing)}
        <div class="help-found" aria-live="polite">{live_view(body)}</div>
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
pub fn place_name(visit: Visit, place: &Place) -> AnyView {
    match place.name().is_empty() {
        true => place_kind(place.kind().word())
            .map_or("", |words| visit.say(words))
            .into_any(),
        false => visit.show(place.name()),
    }
}

#[component]
fn PlaceFound(row: Arc<FoundPlace>) -> impl IntoView {
    let visit = Visit::here();
    let clock = Clock::here();
    let place = &row.place;
    let is_open = untrack(|| clock.now()).wait_minutes(row.attended()) == Some(0);
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
            about=place.agency().clone()
            level=row.level.clone()
            distance
            stop=Stop::Place(row.level.clone(), place.id().clone())
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
    let level = visit.show_level(&row.level);
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
