//! What the market tells who passes by: its generations, and what is announced today. Without
//! either there is nothing in their place.

use std::sync::Arc;

use leptos::prelude::*;

use super::Pictures;
use crate::browser::store::PaperFile;
use crate::domain::language::Message;
use crate::domain::market::clock::Standing;
use crate::domain::market::notice::Notice;
use crate::domain::market::venue::Generation;
use crate::widgets::clock::Clock;
use crate::widgets::live::{IntoRows, flag, live_view};
use crate::widgets::papers::Papers;
use crate::widgets::visit::Visit;

/// More notices than this are for the page of notices.
const NOTICES: usize = 2;

/// The generations in a row, and what the present one brought.
#[component]
pub fn Story(pictures: Pictures) -> impl IntoView {
    let visit = Visit::here();
    let steps: Vec<Generation> = visit.venue.with_untracked(|venue| {
        let story = venue
            .as_ref()
            .map(|venue| venue.market.generations().clone());
        story.unwrap_or_default()
    });
    let count = steps.len();
    let notes: Vec<_> = steps.iter().map(|step| step.note().clone()).collect();
    let note = move || {
        let note = notes.get(pictures.place(count));
        note.map(|note| visit.show(note)).into_any()
    };
    let rows = steps.into_iter().enumerate().map(|(place, step)| {
        let name = step.name().clone();
        view! {
            <li data-current=flag(move || pictures.place(count) == place)>
                <strong>{step.opened().to_string()}</strong>
                <span>{live_view(move || visit.show(&name))}</span>
            </li>
        }
    });
    (count > 0).then(|| {
        view! {
            <div class="attract-story">
                <h2>{visit.text(Message::GenerationsKey)}</h2>
                <ol class="attract-steps">{rows.into_rows()}</ol>
                <p class="attract-note">{live_view(note)}</p>
            </div>
        }
    })
}

/// The headings of the newest notices in force.
#[component]
pub fn Today() -> impl IntoView {
    let visit = Visit::here();
    let papers = Papers::here();
    let clock = Clock::here();
    live_view(move || {
        if !papers.offers(&PaperFile::Notices) {
            return ().into_any();
        }
        let list = papers.sheet(PaperFile::Notices).with(|paper| {
            let list: Option<Arc<Vec<Notice>>> = paper.list();
            list.unwrap_or_default()
        });
        let today = clock.today();
        let holding = list
            .iter()
            .filter(|notice| notice.standing(today) == Standing::InForce);
        let rows: Vec<_> = holding
            .take(NOTICES)
            .map(|notice| {
                view! { <li>{visit.show(notice.title())}</li> }
            })
            .collect();
        if rows.is_empty() {
            return ().into_any();
        }
        view! {
            <div class="attract-today">
                <h2>{visit.say(Message::NoticesKey)}</h2>
                <ul>{rows.into_iter().into_rows()}</ul>
            </div>
        }
        .into_any()
    })
}
