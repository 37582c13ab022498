//! Branches, and the micro-grids of a level as text: name, contact point, teams, branch.

use std::sync::Arc;

use leptos::prelude::*;

use super::help::Places;
use super::listing::ContactLines;
use super::live::{IntoRows, effect, live, live_view, tap};
use super::papers::{Paper, Papers, paper_view};
use super::parts::{key, more_line, shown_line};
use super::visit::Visit;
use crate::browser::host::{self, Detail};
use crate::browser::store::PaperFile;
use crate::domain::language::Message;
use crate::domain::market::grid::{Branch, Grid};
use crate::domain::market::place::PlaceKind;
use crate::domain::session::{Command, View};

/// Grids of a level shown at once; the map shows where each of the others is.
const GRIDS_SHOWN: usize = 60;

/// Branches shown at once: three times as many as the largest market has.
const BRANCHES_SHOWN: usize = 100;

/// The page: micro-grids of the level shown, then all branches.
#[component]
pub fn GridsPage() -> impl IntoView {
    let visit = Visit::here();
    let papers = Papers::here();
    let branches = papers.sheet(PaperFile::Branches);
    Places::here().begin(&[PlaceKind::BranchOffice]);
    effect(move || {
        let level = visit.session.with(|session| session.level().to_owned());
        papers.sheet(PaperFile::Grids(level));
    });
    let grids = visit
        .session
        .with_untracked(|session| papers.sheet(PaperFile::Grids(session.level().to_owned())));
    let level_name = move || {
        let level = visit.session.with(|session| session.level().to_owned());
        visit.say_with(
            Message::GridsHeading,
            &[("level", &visit.level_name(&level))],
        )
    };
    let cards = move |grids: Arc<Vec<Grid>>| {
        visit.language.track();
        let shown = grids.iter().take(GRIDS_SHOWN).cloned();
        let cards = shown.map(|grid| view! { <GridFacts grid /> }).into_rows();
        view! {
            {cards}
            {more_line(visit, grids.len(), GRIDS_SHOWN)}
        }
        .into_any()
    };
    outline(move || {
        let shown = visit.level.with(|level| {
            let level = level.as_ref()?;
            Some(level.stalls.level().to_owned())
        });
        let list: Arc<Vec<Grid>> = grids.with(Paper::list).unwrap_or_default();
        (shown.unwrap_or_default(), list)
    });
    let has_branches = move || papers.offers(&PaperFile::Branches);
    view! {
        <section class="grids-page">
            <h2>{visit.text(Message::GridsKey)}</h2>
            <p class="hint">{visit.text(Message::GridsText)}</p>
            {live_view(move || match has_branches() {
                true => view! {
                    <h3>{visit.say(Message::Branches)}</h3>
                    {paper_view(branches, move |list| branch_rows(&list))}
                }.into_any(),
                false => ().into_any(),
            })}
            <h3>{live(level_name)}</h3>
            <div class="grid-cards">{paper_view(grids, cards)}</div>
        </section>
    }
}

/// Keeps micro-grids outlined on the map, with their names, for as long as the page is open.
/// `grids`: the level's id and its grids; it follows its signals.
pub fn outline(grids: impl Fn() -> (String, Arc<Vec<Grid>>) + 'static) {
    let visit = Visit::here();
    let grids: Box<dyn Fn() -> (String, Arc<Vec<Grid>>)> = Box::new(grids);
    effect(move || {
        let (level, grids) = grids();
        let mut areas = Vec::new();
        for grid in grids.iter() {
            let name = visit.words(grid.name());
            for ring in grid.outlines() {
                let corners = ring.as_flattened();
                areas.push(host::object(&[
                    ("level", Detail::Text(&level)),
                    ("name", Detail::Text(&name)),
                    ("corners", Detail::Numbers(corners)),
                ]));
            }
        }
        visit.outline_map(Some(&host::list(areas.into_iter())));
    });
    on_cleanup(move || visit.outline_map(None));
}

fn branch_rows(branches: &[Branch]) -> AnyView {
    let visit = Visit::here();
    let rows = branches.iter().take(BRANCHES_SHOWN).cloned();
    let rows = rows.map(|branch| view! { <BranchKey branch /> });
    view! {
        <ul class="rows branch-rows">{rows.into_rows()}</ul>
        {more_line(visit, branches.len(), BRANCHES_SHOWN)}
    }
    .into_any()
}

/// A branch; leads to its office once the level of that is known.
#[component]
fn BranchKey(branch: Branch) -> impl IntoView {
    let visit = Visit::here();
    let places = Places::here();
    let name = branch.name().clone();
    let place = branch.place().clone();
    live_view(move || {
        let level = places.found.with(|found| {
            let own = found.iter().find(|row| *row.place.id() == place);
            own.map(|row| row.level.clone())
        });
        let (place, name) = (place.clone(), name.clone());
        match level {
            Some(level) => {
                let words = visit.show_level(&level);
                let open = move || {
                    visit.apply(Command::OpenOn {
                        level: level.clone(),
                        view: View::Place(place.clone()),
                    });
                };
                view! {
                    <li>
                        <button type="button" class="row-key" on:click=tap(open)>
                            <span class="row-words">{visit.show(&name)}<small>{words}</small></span>
                            <span class="chevron" aria-hidden="true"></span>
                        </button>
                    </li>
                }
                .into_any()
            }
            None => view! { <li class="row-still">{visit.show(&name)}</li> }.into_any(),
        }
    })
}

/// One micro-grid.
#[component]
pub fn GridFacts(grid: Grid) -> impl IntoView {
    let visit = Visit::here();
    let papers = Papers::here();
    let branches = papers.sheet(PaperFile::Branches);
    let own = grid.branch().clone();
    let branch = move || {
        let found = branches.with(|paper| {
            let list: Arc<Vec<Branch>> = paper.list()?;
            list.iter().find(|branch| *branch.id() == own).cloned()
        });
        match found {
            Some(branch) => shown_line(visit, "hint", branch.name()),
            None => ().into_any(),
        }
    };
    let teams = grid
        .teams()
        .iter()
        .map(|team| view! { <li>{visit.show(team)}</li> });
    let teams = teams.into_rows();
    let corners: Vec<i32> = grid
        .outlines()
        .iter()
        .flatten()
        .flatten()
        .copied()
        .collect();
    let show = tap(move || visit.see_on_map(&corners));
    view! {
        <article class="grid-card" data-grid=grid.id().clone()>
            {shown_line(visit, "grid-name", grid.name())}
            {live_view(branch)}
            <ul class="tags">{teams}</ul>
            <ContactLines contact=grid.contact().clone() />
            {key("key grid-show", visit.say(Message::ShowOnMap), show)}
        </article>
    }
}
