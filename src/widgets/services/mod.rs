//! Service places as text: a level's list, and one place with its hours.

use leptos::prelude::*;

use super::live::{IntoRows, live, live_view, tap, when, word};

use super::listing::{ContactLines, HoursLines, OpenNow};
use super::parts::line;
use super::route::{WayKeys, drawn};
use super::visit::Visit;
use crate::domain::language::{Message, place_kind};
use crate::domain::market::place::{Place, PlaceKind};
use crate::domain::order;
use crate::domain::route::Stop;
use crate::domain::session::View;

/// Kinds that a person in need looks for first.
const FIRST: [PlaceKind; 4] = [
    PlaceKind::MediationRoom,
    PlaceKind::Information,
    PlaceKind::ServiceDesk,
    PlaceKind::FirstAid,
];

/// The services of the level on screen.
#[component]
pub fn ServiceList() -> impl IntoView {
    let visit = Visit::here();
    let level_name = move || {
        let level = visit.session.with(|session| session.level().to_owned());
        visit.level_name(&level)
    };
    let places = move || {
        let mut places = visit.level.with(|level| {
            level
                .as_ref()
                .map(|level| level.stalls.places.clone())
                .unwrap_or_default()
        });
        order::by(&mut places, |place| {
            let rank = FIRST.iter().position(|kind| kind == place.kind());
            (rank.unwrap_or(FIRST.len()) as u8, *place.kind() as usize)
        });
        places
    };
    let rows = move || {
        places()
            .into_iter()
            .map(|place| {
                let id = place.id().clone();
                let kind = place_kind(place.kind().word());
                let name = place.name().clone();
                let hours = place.hours().clone();
                view! {
                    <li>
                        <button type="button" class="row-key" data-place=id.clone() on:click=tap(move || visit.open(View::Place(id.clone())))>
                            <super::map::PlaceIcon kind=*place.kind() />
                            <span class="row-words">
                                {word(move || kind.map_or("", |kind| visit.say(kind)))}
                                <small>{live_view(move || visit.show(&name))}</small>
                            </span>
                            <OpenNow hours />
                            <span class="chevron" aria-hidden="true"></span>
                        </button>
                    </li>
                }
            })
            .into_rows()
    };
    view! {
        <section class="services">
            <h2>{live(move || visit.say_with(Message::ServicesHeading, &[("level", &level_name())]))}</h2>
            {when(move || places().is_empty(), move || view! {
                <p class="hint">{visit.text(Message::ServicesNone)}</p>
            }.into_any())}
            <ul class="rows">{live_view(rows)}</ul>
        </section>
    }
}

/// One service place.
#[component]
pub fn PlaceView(id: String) -> impl IntoView {
    let visit = Visit::here();
    let place = move || {
        visit.level.with(|level| {
            level
                .as_ref()?
                .stalls
                .places
                .iter()
                .find(|place| *place.id() == id)
                .cloned()
        })
    };
    live_view(move || match place() {
        Some(place) => view! { <PlaceCard place /> }.into_any(),
        None => view! { <p class="hint">{visit.text(Message::Loading)}</p> }.into_any(),
    })
}

#[component]
fn PlaceCard(place: Place) -> impl IntoView {
    let visit = Visit::here();
    let level = visit.level.with(|level| {
        level
            .as_ref()
            .map_or(String::new(), |level| level.stalls.level().to_owned())
    });
    let stop = Stop::Place(level, place.id().clone());
    let kind = place_kind(place.kind().word());
    let name = place.name().clone();
    let agency = place.agency().clone();
    let handles = place.handles().clone();
    let step_free = place.step_free().map(|free| {
        if free {
            Message::StepFree
        } else {
            Message::NotStepFree
        }
    });
    let title = move || match name.is_empty() {
        true => kind.map_or("", |kind| visit.say(kind)).into_any(),
        false => visit.show(&name),
    };
    let has_agency = !agency.is_empty();
    let (contact, hours, kind_of) = (
        place.contact().clone(),
        place.hours().clone(),
        *place.kind(),
    );
    let duty = place.duty().clone();
    let has_duty = !duty.is_empty();
    view! {
        <article class="card place-card">
            <header class="card-head">
                <super::map::PlaceIcon kind=kind_of />
                <div>
                    <p class="card-kind">{word(move || kind.map_or("", |kind| visit.say(kind)))}</p>
                    <h2>{live_view(title)}</h2>
                    {has_agency.then(|| view! { <p class="card-sub">{live_view(move || visit.show(&agency))}</p> })}
                </div>
            </header>
            <WayKeys stop />
            {(!handles.is_empty()).then(|| {
                let rows = handles.clone();
                view! {
                    <h3>{visit.text(Message::Handles)}</h3>
                    <ul class="tags">
                        {rows.into_iter().map(|matter| view! { <li>{live_view(move || visit.show(&matter))}</li> }).into_rows()}
                    </ul>
                }
            })}
            <HoursLines hours title=Message::Hours />
            {has_duty.then(|| view! { <HoursLines hours=duty.clone() title=Message::OnDuty /> })}
            {live_view(move || { visit.language.track(); view! { <ToBring place=place.clone() /> }.into_any() })}
            <ContactLines contact=contact />
            {step_free.map(|message| view! { <p class="card-sub">{visit.text(message)}</p> })}
        </article>
    }
}

/// What a person should bring, and the published code to raise a matter with. The widgets send
/// nothing: a person photographs the code, or types it into a device of their own.
#[component]
pub fn ToBring(place: Place) -> impl IntoView {
    let visit = Visit::here();
    let bring = place
        .bring()
        .iter()
        .map(|thing| view! { <li>{visit.show(thing)}</li> });
    let bring = (!place.bring().is_empty()).then(|| {
        view! {
            <h3>{visit.say(Message::Bring)}</h3>
            <ul class="bring-list">{bring.into_rows()}</ul>
        }
    });
    let code = Some(place.code().clone()).filter(|code| !code.is_empty());
    let code = code.map(|code| {
        view! {
            <h3>{visit.say(Message::RaiseMatter)}</h3>
            {line("hint", visit.say(Message::RaiseMatterText))}
            <div class="matter">
                {drawn(&code, visit.say(Message::RaiseMatterCode).to_owned())}
                <p class="matter-code"><bdi dir="ltr">{code}</bdi></p>
            </div>
        }
    });
    view! {
        {bring}
        {code}
    }
}
