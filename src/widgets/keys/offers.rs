//! What stands over the keys: what the search offers for the letters so far, words to take over and
//! shops to open; or the letters behind a key that was held.

use leptos::prelude::*;

use super::press::Press;
use crate::domain::keys;
use crate::domain::language::Message;
use crate::domain::session::{Command, View};
use crate::widgets::live::{IntoRows, live_view, memo, tap};
use crate::widgets::search::{Goal, Results, go};

/// Offers in a row, as many as one looks through.
const MOST_OFFERS: usize = 12;
/// Of these, stalls.
const MOST_STALLS: usize = 4;

/// One offer.
#[derive(Debug, Clone, PartialEq)]
struct Offer {
    words: String,
    /// Number of the stall that it opens.
    number: String,
    goal: Goal,
}

/// A row of what could be meant. It stands over the keys also when it is empty, so that no key
/// moves under a finger.
#[component]
pub fn Offers(press: Press) -> impl IntoView {
    let visit = press.visit;
    let offers = memo(move || {
        let typed = visit
            .session
            .with(|session| session.query().trim().to_owned());
        let found = visit.found.get();
        found.map_or(Vec::new(), |found| {
            let vacant = visit.say(Message::StallVacant);
            offers(&found, &typed, vacant)
        })
    });
    let row = move || {
        let kin = press.kin.get();
        if !kin.is_empty() {
            return letters(press, kin);
        }
        let keys = offers.get().into_iter().map(|offer| {
            let goal = offer.goal.clone();
            let take = move || match &goal {
                Goal::Type(words) => visit.apply(Command::Type(words.clone())),
                other => {
                    visit.keys.close();
                    go(visit, other);
                }
            };
            let number = (!offer.number.is_empty())
                .then(|| view! { <small><bdi>{offer.number}</bdi></small> });
            view! {
                <button type="button" class="offer" on:click=tap(take)>
                    {number}
                    <bdi>{offer.words}</bdi>
                </button>
            }
        });
        if offers.with(Vec::is_empty) {
            view! { <p class="hint">{visit.say(Message::SearchHint)}</p> }.into_any()
        } else {
            keys.into_rows()
        }
    };
    view! {
        <div class="keys-offers" role="group" aria-label=visit.text(Message::KeysOffers)>
            {live_view(row)}
        </div>
    }
}

/// A key for each letter behind a held one: the finger may lift, and then taps.
fn letters(press: Press, kin: &'static str) -> AnyView {
    let mut letters = keys::keys(kin);
    let held = letters.next().unwrap_or_default();
    let keys = letters.map(move |letter| {
        view! {
            <button type="button" class="key-cap kin-key" on:click=tap(move || press.swap(held, letter))>
                {letter}
            </button>
        }
    });
    keys.into_rows()
}

/// What the search would complete, the categories that fit, and the first stalls.
fn offers(found: &Results, typed: &str, vacant: &str) -> Vec<Offer> {
    let mut list: Vec<Offer> = Vec::new();
    let mut put = |words: &str, number: &str, goal: Goal| {
        let is_new = !list
            .iter()
            .any(|own| own.words == words && own.number == number);
        if is_new && !words.is_empty() && list.len() < MOST_OFFERS {
            list.push(Offer {
                words: words.to_owned(),
                number: number.to_owned(),
                goal,
            });
        }
    };
    let rows = || found.groups.iter().flat_map(|group| &group.rows);
    let categories = rows().filter(|row| matches!(row.goal, Goal::Open(_, View::Category(_))));
    let categories = categories.map(|row| &row.words);
    let words = categories.chain(&found.completions);
    for words in words.filter(|words| *words != typed) {
        put(words, "", Goal::Type(words.clone()));
    }
    let stalls = rows().filter(|row| matches!(row.goal, Goal::Open(_, View::Stall(_))));
    let stalls = stalls.filter(|row| row.words != vacant);
    for row in stalls.take(MOST_STALLS) {
        put(&row.words, &row.sign, row.goal.clone());
    }
    list
}
