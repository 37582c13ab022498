//! The way there: how far, step by step, on the map, and as a code to take along.

use leptos::prelude::*;

use super::live::{IntoRows, live, live_view, tap, when};
use super::visit::Visit;
use crate::domain::language::Message;
use crate::domain::route::Stop;
use crate::domain::session::{Command, Goal};

pub use code::drawn;
pub use finding::{Seen, Way, follow};
pub use keys::{ListKey, PickKey, WayKey, WayKeys};

/// The publication's data for ways.
mod ground;
/// Finds the way that the visit asks for.
mod finding;
/// A way in words.
mod told;
/// Keys that lead to a way.
mod keys;
/// In which manner a person goes.
mod manners;
/// Step by step.
mod steps;
/// A person's list of stops.
mod list;
/// A code for the telephone.
mod code;

use code::TakeAlong;
use list::StopList;
use manners::Manners;
use steps::Steps;

/// The way on the panel.
#[component]
pub fn WayView(goal: Goal) -> impl IntoView {
    let visit = Visit::here();
    let is_list = goal == Goal::List;
    let title = move || {
        if is_list {
            return visit.say(Message::ListTitle).to_owned();
        }
        let goal = visit
            .way
            .with(|way| way.told().map(|told| told.title.clone()));
        match goal.filter(|goal| !goal.is_empty()) {
            Some(goal) => visit.say_with(Message::WayTitle, &[("goal", &goal)]),
            None => visit.say(Message::WayHeading).to_owned(),
        }
    };
    let has_stops = move || {
        !is_list
            || visit
                .session
                .with(|session| !session.trip().list.is_empty())
    };
    view! {
        <article class="card way-card">
            <h2>{live(title)}</h2>
            <Start />
            {is_list.then(|| view! { <StopList /> })}
            {when(has_stops, move || view! {
                <Manners />
                <Outcome />
                <Steps />
                <TakeAlong />
            }.into_any())}
        </article>
    }
}

/// Where it begins, when that is not the kiosk.
#[component]
fn Start() -> impl IntoView {
    let visit = Visit::here();
    let is_elsewhere = move || {
        let here = Some(Stop::Kiosk(visit.kiosk.get()));
        visit
            .session
            .with(|session| session.trip().from.is_some() && session.trip().from != here)
    };
    let from_here = move || visit.apply(Command::StartAt(None));
    let name = move || {
        let from = visit
            .way
            .with(|way| way.told().map(|told| told.from.clone()));
        let from = from.filter(|from| !from.is_empty());
        from.map(|from| visit.say_with(Message::WayFrom, &[("from", &from)]))
    };
    when(is_elsewhere, move || {
        view! {
            <div class="way-start">
                <p>{live(move || name().unwrap_or_default())}</p>
                <button type="button" class="key way-from-here" on:click=tap(from_here)>
                    {visit.text(Message::WayFromKiosk)}
                </button>
            </div>
        }
        .into_any()
    })
}

/// How far and how long, what stands in the way.
#[component]
fn Outcome() -> impl IntoView {
    let visit = Visit::here();
    live_view(move || {
        visit.language.track();
        visit.way.with(|way| match (way, way.told()) {
            (Way::Failed, _) => {
                view! { <p class="notice" role="status">{visit.say(Message::WayFailed)}</p> }
                    .into_any()
            }
            (_, Some(told)) => {
                let notes = told.news.iter().chain(&told.warnings);
                let warnings = notes.map(|words| {
                    let words = words.clone();
                    view! { <p class="notice">{words}</p> }
                });
                let summary = told.summary.clone();
                view! {
                    <div class="way-outcome" role="status">
                        {warnings.into_rows()}
                        {(!summary.is_empty()).then(|| view! { <p class="way-summary">{summary}</p> })}
                    </div>
                }
                .into_any()
            }
            _ => view! { <p class="hint" role="status">{visit.say(Message::Loading)}</p> }
                .into_any(),
        })
    })
}
