//! Red marks and grade badges. Each sign has a shape, a character and a colour of its own, so
//! that none depends on colour alone.

use leptos::prelude::*;

use super::grade::state_words;
use super::map::{GradeIcon, MarkIcon};
use super::visit::Visit;
use crate::domain::atlas::{MARK_CHARACTER, grade_sign, state_drawing};
use crate::domain::language::Message;
use crate::domain::market::trust::{GradeLevel, GradeState, PlaqueKind};

/// The mark of a Party-member stall or a demonstration post. `labelled` shows the words beside
/// it; otherwise they are only read aloud.
#[component]
pub fn Mark(kind: PlaqueKind, #[prop(optional)] labelled: bool) -> impl IntoView {
    let visit = Visit::here();
    let words = move || {
        visit.say(match kind {
            PlaqueKind::PartyMember => Message::PartyMember,
            PlaqueKind::DemonstrationPost => Message::DemonstrationPost,
        })
    };
    let character = Signal::stored(MARK_CHARACTER.to_owned());
    view! {
        <span class="mark">
            <MarkIcon character is_post=kind == PlaqueKind::DemonstrationPost />
            <span class=if labelled { "mark-words" } else { "spoken" }>{words}</span>
        </span>
    }
}

/// A grade's badge: shape, code and colour as published; a dashed outline unless it is valid.
#[component]
pub fn GradeBadge(level: GradeLevel, state: GradeState) -> impl IntoView {
    let visit = Visit::here();
    let name = level.name().clone();
    let spoken = move || {
        let state = state_words(state).map_or("", |words| visit.say(words));
        [
            visit.say(Message::Grade),
            " ",
            &visit.words(&name),
            " ",
            state,
        ]
        .concat()
    };
    view! {
        <span class="grade-badge">
            <GradeIcon sign=grade_sign(&level, state) />
            {state_sign(state)}
            <span class="spoken">{spoken}</span>
        </span>
    }
}

/// A small sign at the badge's corner for a grade that is not in force.
fn state_sign(state: GradeState) -> Option<impl IntoView> {
    let drawing = state_drawing(state)?;
    Some(view! {
        <svg class="state-sign" viewBox="0 0 24 24" aria-hidden="true">
            <circle cx="12" cy="12" r="10" />
            <path d=drawing />
        </svg>
    })
}
