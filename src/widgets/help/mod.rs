//! Getting help: the nearest Party member, the nearest open mediation room, the nearest place for
//! whatever a person needs.

use leptos::prelude::*;

use super::live::{tap, when};
use super::visit::Visit;
use crate::domain::language::Message;
use crate::domain::market::place::PlaceKind;
use crate::domain::market::trust::PlaqueKind;
use crate::domain::publication::open::Venue;
use crate::domain::session::{Topic, View};

/// What was found, as a card.
mod found;
/// Where the person stands.
mod here;
/// "In difficulty? Find a Party member."
mod member;
/// The nearest place of a kind.
mod nearest;
/// "I need …"
mod needs;
/// The service places of the whole market.
mod places;

pub use member::MemberHelp;
pub use nearest::{DisputeHelp, NeedHelp};
pub use needs::NeedList;
pub use places::Places;

/// The keys for people who need help, on the first screen.
#[component]
pub fn HelpKeys() -> impl IntoView {
    let visit = Visit::here();
    let published = move |has: fn(&Venue) -> bool| {
        visit
            .venue
            .with(|venue| venue.as_ref().is_some_and(|venue| has(venue)))
    };
    let is_marked_anywhere = move || {
        published(|venue| {
            let mut levels = venue.levels();
            levels.any(|place| venue.counts(place.level.id()).1 > 0)
        })
    };
    let has_rooms = move || published(|venue| venue.offers(PlaceKind::MediationRoom));
    let has_needs = move || published(needs::has_any);
    view! {
        <div class="help-keys">
            {when(is_marked_anywhere, move || view! {
                <button type="button" class="help-card" on:click=tap(move || visit.open(View::Topic(Topic::Member)))>
                    <super::badge::Mark kind=PlaqueKind::PartyMember />
                    <span class="help-words">
                        <strong>{visit.text(Message::HelpHeading)}</strong>
                        <span>{visit.text(Message::HelpText)}</span>
                    </span>
                    <span class="chevron" aria-hidden="true"></span>
                </button>
            }.into_any())}
            <div class="help-pair">
                {when(has_rooms, || view! {
                    <HelpKey kind=PlaceKind::MediationRoom words=Message::DisputeKey topic=Topic::Dispute />
                }.into_any())}
                {when(has_needs, || view! {
                    <HelpKey kind=PlaceKind::Information words=Message::NeedsKey topic=Topic::Needs />
                }.into_any())}
            </div>
        </div>
    }
}

#[component]
fn HelpKey(kind: PlaceKind, words: Message, topic: Topic) -> impl IntoView {
    let visit = Visit::here();
    view! {
        <button type="button" class="key help-key" on:click=tap(move || visit.open(View::Topic(topic.clone())))>
            <super::map::PlaceIcon kind />
            <span>{visit.text(words)}</span>
        </button>
    }
}
