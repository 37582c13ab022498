//! Red marks and grade badges. Each sign has a shape, a character and a colour of its own, so
//! that none depends on colour alone.

use leptos::prelude::*;

use super::map::{GradeIcon, MarkIcon};
use super::visit::Visit;
use crate::domain::atlas::{MARK_CHARACTER, grade_sign};
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
        let state = match state {
            GradeState::Valid => "",
            GradeState::Expired => visit.say(Message::LegendGradeExpired),
            GradeState::Suspended => visit.say(Message::GradeSuspended),
        };
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
            <span class="spoken">{spoken}</span>
        </span>
    }
}
