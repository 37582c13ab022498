//! A stall's honesty grade in four sizes: as a dot on the map and in rows ([`GradeBadge`]), as a
//! chip with its code and state in words, as a card on the listing, and as a page that explains
//! the whole scale. Nothing here is computed but how a grade stands today.
//!
//! [`GradeBadge`]: super::badge::GradeBadge

use leptos::prelude::*;

use super::badge::GradeBadge;
use super::clock::Clock;
use super::live::{IntoRows, tap};
use super::parts::{key, line};
use super::visit::Visit;
use super::vouched::{Vouch, Vouched};
use crate::domain::language::Message;
use crate::domain::market::trust::{Grade, GradeLevel, GradeScale, GradeState};
use crate::domain::session::{Topic, View};

/// The page.
mod page;

pub use page::GradePage;

/// How a grade stands today.
pub fn state_today(grade: &Grade) -> GradeState {
    let today = Clock::here().today();
    GradeState::on(today, *grade.suspended(), *grade.valid_until())
}

/// The word for a state; nothing for a grade in force.
pub fn state_words(state: GradeState) -> Option<Message> {
    match state {
        GradeState::Valid => None,
        GradeState::Expired => Some(Message::GradeStateExpired),
        GradeState::Suspended => Some(Message::GradeStateSuspended),
    }
}

/// Scale and level of a grade.
pub fn place_of(visit: Visit, grade: &Grade) -> Option<(GradeScale, GradeLevel)> {
    let scale = visit
        .venue
        .with(|venue| venue.as_ref()?.scales.get(*grade.scale()).cloned())?;
    let level = scale.levels().get(*grade.level())?.clone();
    Some((scale, level))
}

/// Badge, name of the level, and its state in a word.
#[component]
pub fn GradeChip(level: GradeLevel, state: GradeState) -> impl IntoView {
    let visit = Visit::here();
    let name = visit.show(level.name());
    let state_word = state_words(state).map(|words| visit.say(words));
    view! {
        <span class="grade-chip" data-state=state_code(state)>
            <GradeBadge level state />
            <span class="grade-chip-name">{name}</span>
            {state_word.map(|words| view! { <span class="grade-chip-state">{words}</span> })}
        </span>
    }
}

/// For style sheets and tests.
pub fn state_code(state: GradeState) -> &'static str {
    match state {
        GradeState::Valid => "valid",
        GradeState::Expired => "expired",
        GradeState::Suspended => "suspended",
    }
}

/// Who issued the grade, when, and until when it holds.
pub fn vouch_of(scale: &GradeScale, level: &GradeLevel, grade: &Grade, state: GradeState) -> Vouch {
    let until = match state {
        GradeState::Expired => Message::GradeExpired,
        _ => Message::GradeValidUntil,
    };
    Vouch {
        meaning: level.meaning().clone(),
        issuer: scale.issuer().clone(),
        days: Vec::new(),
    }
    .day(Message::GradeIssued, *grade.issued())
    .day(until, *grade.valid_until())
}

/// The stall's grades on all scales, each leading to its page; a calm word when there is none.
#[component]
pub fn GradeCards(stall: String, grades: Vec<Grade>) -> impl IntoView {
    let visit = Visit::here();
    if grades.is_empty() {
        return view! {
            <p class="grade-line grade-unknown" data-state="none">
                <span class="sign-none" aria-hidden="true"></span>
                {visit.say(Message::GradeNone)}
            </p>
        }
        .into_any();
    }
    grades
        .into_iter()
        .filter_map(|grade| {
            let (scale, level) = place_of(visit, &grade)?;
            let state = state_today(&grade);
            let warning = match state {
                GradeState::Suspended => Some(visit.say(Message::GradeSuspended)),
                _ => None,
            };
            let vouch = vouch_of(&scale, &level, &grade, state);
            let stall = stall.clone();
            let open = move || visit.open(View::Topic(Topic::Grade(stall.clone())));
            Some(view! {
                <div class="grade-line grade-card" data-state=state_code(state)>
                    <GradeBadge level=level.clone() state />
                    <div class="grade-card-words">
                        <p class="grade-name">{visit.show(level.name())} " · " {visit.show(scale.name())}</p>
                        {warning.map(|words| line("grade-warning", words))}
                        <Vouched vouch />
                    </div>
                    {key("key grade-more", visit.say(Message::GradeExplain), tap(open))}
                </div>
            })
        })
        .into_rows()
}
