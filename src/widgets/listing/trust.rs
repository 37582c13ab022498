//! Grades, plaques, honours and care: each with who says so, since when and until when.

use leptos::prelude::*;

use crate::widgets::live::{IntoRows, live_view, tap};

use crate::browser::intl;
use crate::domain::language::Message;
use crate::domain::market::time::Day;
use crate::domain::market::trust::{Grade, GradeState, Honour, Plaque, PlaqueKind};
use crate::domain::order;
use crate::widgets::badge::{GradeBadge, Mark};
use crate::widgets::visit::Visit;

fn dated(visit: Visit, message: Message, day: Day) -> String {
    let words = intl::day(visit.language.get().tag(), day);
    visit.say_with(message, &[("date", &words)])
}

/// The stall's grades on all scales; a calm word when there is none.
#[component]
pub fn Grades(grades: Vec<Grade>) -> impl IntoView {
    let visit = Visit::here();
    if grades.is_empty() {
        let words = visit.say(Message::GradeNone);
        return view! { <p class="grade-line grade-unknown"><span class="sign-none" aria-hidden="true"></span>{words}</p> }.into_any();
    }
    let today = visit.now().day;
    grades
        .into_iter()
        .filter_map(|grade| {
            let scale = visit.venue.with(|venue| venue.as_ref()?.scales.get(*grade.scale()).cloned())?;
            let level = scale.levels().get(*grade.level())?.clone();
            let state = GradeState::on(today, *grade.suspended(), *grade.valid_until());
            let until = grade.valid_until().map(|day| match state {
                GradeState::Expired => dated(visit, Message::GradeExpired, day),
                _ => dated(visit, Message::GradeValidUntil, day),
            });
            let issued = grade.issued().map(|day| dated(visit, Message::GradeIssued, day));
            let issuer = visit.say_with(Message::IssuedBy, &[("issuer", &visit.words(scale.issuer()))]);
            let suspended = (state == GradeState::Suspended).then(|| visit.say(Message::GradeSuspended));
            let components = grade.components().iter().map(|(name, value)| {
                view! { <li><span>{visit.words(name)}</span> <bdi>{value.clone()}</bdi></li> }
            });
            let components = components.into_rows();
            Some(view! {
                <div class="grade-line">
                    <GradeBadge level=level.clone() state />
                    <div>
                        <p class="grade-name">{visit.words(level.name())} " · " {visit.words(scale.name())}</p>
                        {suspended.map(|words| view! { <p class="grade-warning">{words}</p> })}
                        <p class="hint">{[issued.unwrap_or_default(), until.unwrap_or_default()].join("  ")}</p>
                        <p class="hint">{issuer}</p>
                        <ul class="grade-parts">{components}</ul>
                    </div>
                </div>
            })
        })
        .into_rows()
        .into_any()
}

/// Plaques at the stall.
#[component]
pub fn Plaques(plaques: Vec<Plaque>) -> impl IntoView {
    let visit = Visit::here();
    plaques
        .into_iter()
        .map(|plaque| {
            let kind = *plaque.kind();
            let name = match kind {
                PlaqueKind::PartyMember => Message::PartyMember,
                PlaqueKind::DemonstrationPost => Message::DemonstrationPost,
            };
            let since = plaque.since().map(|day| dated(visit, Message::Since, day));
            let (meaning, issuer) = visit.venue.with(|venue| {
                let meaning = venue.as_ref().and_then(|venue| {
                    venue
                        .market
                        .plaques()
                        .iter()
                        .find(|meaning| *meaning.kind() == kind)
                });
                let texts = meaning.map(|meaning| {
                    (
                        visit.words(meaning.meaning()),
                        visit.words(meaning.issuer()),
                    )
                });
                texts.unwrap_or_default()
            });
            let issuer = (!issuer.is_empty())
                .then(|| visit.say_with(Message::IssuedBy, &[("issuer", &issuer)]));
            view! {
                <div class="grade-line plaque-line">
                    <Mark kind />
                    <div>
                        <p class="grade-name">{visit.say(name)}</p>
                        <p class="hint">{meaning}</p>
                        <p class="hint">{since} " · " {issuer}</p>
                    </div>
                </div>
            }
        })
        .into_rows()
}

/// Honours of the stall, newest first.
#[component]
pub fn Honours(ids: Vec<String>) -> impl IntoView {
    let visit = Visit::here();
    live_view(move || {
        let mut honours: Vec<Honour> = visit.honours.with(|all| {
            all.iter()
                .filter(|honour| ids.contains(honour.id()))
                .cloned()
                .collect()
        });
        order::by(&mut honours, |honour| {
            (0, usize::MAX - *honour.year() as usize)
        });
        honours
            .into_iter()
            .map(|honour| {
                let issuer = visit.words(honour.issuer());
                view! {
                    <div class="grade-line honour-line">
                        <span class="honour-sign" aria-hidden="true">{*honour.year()}</span>
                        <div>
                            <p class="grade-name">{visit.words(honour.name())}</p>
                            <p class="hint">{visit.say_with(Message::IssuedBy, &[("issuer", &issuer)])}</p>
                        </div>
                    </div>
                }
            })
            .into_rows()
    })
}

/// Who looks after this stall, and whom it looks after.
#[component]
pub fn Care(by: String, after: Vec<String>) -> impl IntoView {
    let visit = Visit::here();
    let number = move |id: &str| {
        let printed = visit.level.with(|level| {
            let stalls = &level.as_ref()?.stalls;
            Some(stalls.printed(stalls.find(id)?))
        });
        printed.unwrap_or_else(|| id.to_owned())
    };
    let carer = (!by.is_empty()).then(|| {
        let words = visit.say_with(Message::LookedAfterBy, &[("number", &number(&by))]);
        view! {
            <button type="button" class="row-key care-key" on:click=tap(move || visit.open_stall(&by))>
                <Mark kind=PlaqueKind::PartyMember />
                <span class="row-words">{words}</span>
                <span class="chevron" aria-hidden="true"></span>
            </button>
        }
    });
    let cared_for = (!after.is_empty()).then(|| {
        let rows = after.into_iter().map(|id| {
            let words = number(&id);
            view! {
                <li>
                    <button type="button" class="tag-key" on:click=tap(move || visit.open_stall(&id))>
                        <bdi>{words}</bdi>
                    </button>
                </li>
            }
        });
        view! {
            <h4>{visit.say(Message::LooksAfter)}</h4>
            <ul class="tags">{rows.into_rows()}</ul>
        }
    });
    view! {
        {carer}
        {cared_for}
    }
}
