//! The page of a stall's grades: for each scale of the market what the stall has on it, its parts
//! and its history as published, and what every level of the scale means.

use leptos::prelude::*;

use super::{GradeChip, place_of, state_today, state_words, vouch_of};
use crate::browser::intl;
use crate::domain::language::Message;
use crate::domain::market::trust::{Grade, GradeScale, GradeState};
use crate::widgets::badge::GradeBadge;
use crate::widgets::live::{IntoRows, live, live_view, tap};
use crate::widgets::parts::{line, shown_line};
use crate::widgets::visit::{Record, Visit};
use crate::widgets::vouched::{Vouch, Vouched};

/// The page of a stall.
#[component]
pub fn GradePage(stall: String) -> impl IntoView {
    let visit = Visit::here();
    let id = stall.clone();
    let body = move || {
        visit.language.track();
        match visit.record.get() {
            Record::Ready(_, shard) => {
                let grades = shard.stall(&id).map(|detail| detail.grades.clone());
                scales(visit, grades.unwrap_or_default())
            }
            Record::Failed | Record::Gone => line("notice", visit.say(Message::FailedListing)),
            Record::None | Record::Loading => {
                view! { <p class="hint" aria-live="polite">{visit.say(Message::Loading)}</p> }
                    .into_any()
            }
        }
    };
    let id = stall.clone();
    let number = move || {
        let printed = visit.level.with(|level| {
            let stalls = &level.as_ref()?.stalls;
            Some(stalls.printed(stalls.find(&id)?))
        });
        let number = printed.unwrap_or_else(|| id.clone());
        visit.say_with(Message::GradePageOf, &[("number", &number)])
    };
    view! {
        <section class="grade-page">
            <h2>{live(number)}</h2>
            <button type="button" class="tag-key" on:click=tap(move || visit.open_stall(&stall))>
                {visit.text(Message::ToStall)}
            </button>
            {live_view(body)}
        </section>
    }
}

fn scales(visit: Visit, grades: Vec<Grade>) -> AnyView {
    let scales = visit
        .venue
        .with(|venue| venue.as_ref().map(|venue| venue.scales.clone()))
        .unwrap_or_default();
    let mut numbered = Vec::new();
    for (index, scale) in scales.into_iter().enumerate() {
        let own = grades.iter().find(|grade| *grade.scale() == index).cloned();
        numbered.push((scale, own));
    }
    numbered
        .into_iter()
        .map(|(scale, grade)| view! { <ScaleCard scale grade /> })
        .into_rows()
}

#[component]
fn ScaleCard(scale: GradeScale, grade: Option<Grade>) -> impl IntoView {
    let visit = Visit::here();
    let own_level = grade.as_ref().map(|grade| *grade.level());
    let own = match grade {
        Some(grade) => view! { <OwnGrade grade /> }.into_any(),
        None => view! {
            <p class="grade-line grade-unknown" data-state="none">
                <span class="sign-none" aria-hidden="true"></span>
                {visit.say(Message::GradeNoneHere)}
            </p>
        }
        .into_any(),
    };
    let about = Vouch {
        meaning: scale.note().clone(),
        issuer: scale.issuer().clone(),
        days: Vec::new(),
    };
    let levels = scale.levels().iter().enumerate().map(|(index, level)| {
        let is_own = own_level == Some(index);
        view! {
            <li class=if is_own { "scale-level is-own" } else { "scale-level" }>
                <GradeBadge level=level.clone() state=GradeState::Valid />
                <div>
                    <p>
                        <strong>{visit.show(level.name())}</strong>
                        {is_own.then(|| view! { <span class="own-note">{visit.say(Message::GradeOwnLevel)}</span> })}
                    </p>
                    {shown_line(visit, "hint", level.meaning())}
                </div>
            </li>
        }
    });
    let levels = levels.into_rows();
    view! {
        <article class="card scale-card" data-scale=scale.id().clone()>
            <h3>{visit.show(scale.name())}</h3>
            {own}
            <h4>{visit.say(Message::GradeScaleLevels)}</h4>
            <Vouched vouch=about />
            <ol class="scale-levels">{levels}</ol>
        </article>
    }
}

/// What the stall has on one scale.
#[component]
fn OwnGrade(grade: Grade) -> impl IntoView {
    let visit = Visit::here();
    let Some((scale, level)) = place_of(visit, &grade) else {
        return ().into_any();
    };
    let state = state_today(&grade);
    let language = visit.language.get().tag();
    let parts = grade.components().iter().map(|(name, value)| {
        view! {
            <dt>{visit.show(name)}</dt>
            <dd><bdi>{value.clone()}</bdi></dd>
        }
    });
    let parts = (!grade.components().is_empty()).then(|| {
        view! {
            <h4>{visit.say(Message::GradeParts)}</h4>
            <dl class="facts grade-facts">{parts.into_rows()}</dl>
        }
    });
    let past = grade.history().iter().map(|(code, issued)| {
        let issued = issued
            .map(|day| intl::day(language, day))
            .unwrap_or_default();
        let known = scale.level(code).map(|level| visit.show(level.name()));
        view! {
            <li>
                <bdi class="past-code">{code.clone()}</bdi>
                <span>{known}</span>
                <span class="hint">{issued}</span>
            </li>
        }
    });
    let past = (!grade.history().is_empty()).then(|| {
        view! {
            <h4>{visit.say(Message::GradeHistory)}</h4>
            <ol class="grade-past">{past.into_rows()}</ol>
        }
    });
    let explained = state_words(state).map(|_| match state {
        GradeState::Suspended => visit.say(Message::GradeSuspendedText),
        _ => visit.say(Message::GradeExpiredText),
    });
    let vouch = vouch_of(&scale, &level, &grade, state);
    view! {
        <div class="own-grade">
            <GradeChip level state />
            {explained.map(|words| line("grade-warning", words))}
            <Vouched vouch />
            {parts}
            {past}
        </div>
    }
    .into_any()
}
