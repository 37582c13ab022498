//! Who looks after a stall: the marked stall and the neighbours in its care, and the micro-grid
//! with its contact point, teams and branch.

use std::sync::Arc;

use leptos::prelude::*;

use super::badge::Mark;
use super::grids::{GridFacts, outline};
use super::live::{IntoRows, live_view, memo, spawn, tap};
use super::papers::Papers;
use super::visit::Visit;
use crate::browser::store::PaperFile;
use crate::domain::language::Message;
use crate::domain::market::grid::Grid;
use crate::domain::market::trust::PlaqueKind;
use crate::domain::publication::open::StallDetail;

/// Everything about the care for a stall; nothing when nothing is published.
#[component]
pub fn Care(detail: StallDetail) -> impl IntoView {
    let visit = Visit::here();
    let StallDetail {
        id,
        looked_after_by: by,
        looks_after: after,
        grid,
        ..
    } = detail;
    let carer = (!by.is_empty()).then(|| view! { <Carer by id /> });
    let cared_for = (!after.is_empty()).then(|| {
        view! {
            <h4>{visit.say(Message::LooksAfter)}</h4>
            <StallTags ids=after />
        }
    });
    let grid = (!grid.is_empty()).then(|| view! { <StallGrid grid /> });
    view! {
        {carer}
        {cared_for}
        {grid}
    }
}

/// The marked stall, and whom else it looks after.
#[component]
fn Carer(by: String, id: String) -> impl IntoView {
    let visit = Visit::here();
    let words = visit.say_with(Message::LookedAfterBy, &[("number", &number(visit, &by))]);
    let neighbours: RwSignal<Vec<String>> = RwSignal::new(Vec::new());
    // The marked stall's own record says whom it looks after; without it the way there stays.
    let index = visit
        .level
        .with_untracked(|level| level.as_ref()?.stalls.find(&by));
    let level = visit
        .level
        .with_untracked(|level| level.as_ref().map(|level| level.stalls.level().to_owned()));
    if let (Some(index), Some(level)) = (index, level) {
        let store = visit.store();
        let by = by.clone();
        spawn(async move {
            let Ok(shard) = store.shard(&level, index).await else {
                return;
            };
            let own = shard.stall(&by).map(|detail| detail.looks_after.clone());
            let others = own.unwrap_or_default().into_iter().filter(|own| *own != id);
            if !neighbours.is_disposed() {
                neighbours.set(others.collect());
            }
        });
    }
    let others = move || match neighbours.get() {
        ids if ids.is_empty() => ().into_any(),
        ids => view! {
            <h4>{visit.say(Message::CareNeighbours)}</h4>
            <StallTags ids />
        }
        .into_any(),
    };
    view! {
        <button type="button" class="row-key care-key" on:click=tap(move || visit.open_stall(&by))>
            <Mark kind=PlaqueKind::PartyMember />
            <span class="row-words">{words}</span>
            <span class="chevron" aria-hidden="true"></span>
        </button>
        {live_view(others)}
    }
}

/// Printed number of a stall of the level on screen; its id when it lies elsewhere.
fn number(visit: Visit, id: &str) -> String {
    let printed = visit.level.with(|level| {
        let stalls = &level.as_ref()?.stalls;
        Some(stalls.printed(stalls.find(id)?))
    });
    printed.unwrap_or_else(|| id.to_owned())
}

/// Stalls as keys that lead to them.
#[component]
fn StallTags(ids: Vec<String>) -> impl IntoView {
    let visit = Visit::here();
    let rows = ids.into_iter().map(|id| {
        let words = number(visit, &id);
        view! {
            <li>
                <button type="button" class="tag-key" on:click=tap(move || visit.open_stall(&id))>
                    <bdi>{words}</bdi>
                </button>
            </li>
        }
    });
    view! { <ul class="tags care-tags">{rows.into_rows()}</ul> }
}

/// The micro-grid that the stall lies in, once its level's grids are there.
#[component]
fn StallGrid(grid: String) -> impl IntoView {
    let visit = Visit::here();
    let level = visit
        .level
        .with_untracked(|level| level.as_ref().map(|level| level.stalls.level().to_owned()));
    let level = level.unwrap_or_default();
    let grids = Papers::here().sheet(PaperFile::Grids(level.clone()));
    let own = memo(move || {
        grids.with(|paper| {
            let grids: Arc<Vec<Grid>> = paper.list()?;
            grids.iter().find(|own| *own.id() == grid).cloned()
        })
    });
    outline(move || (level.clone(), Arc::new(Vec::from_iter(own.get()))));
    live_view(move || match own.get() {
        Some(grid) => view! {
            <h4>{visit.say(Message::MicroGrid)}</h4>
            <GridFacts grid />
        }
        .into_any(),
        None => ().into_any(),
    })
}
