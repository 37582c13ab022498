//! The stalls of a level as text: the same stalls as on the map, in the same state. A person who
//! cannot see the map loses nothing.

use std::sync::Arc;

use leptos::prelude::*;

use super::live::{IntoRows, check, effect, flag, live, live_view, memo, tap, when};

use super::badge::{GradeBadge, Mark};
use super::visit::Visit;
use crate::browser::named_level::NamedLevel;
use crate::domain::language::{CountMessage, Message};
use crate::domain::market::trust::PlaqueKind;
use crate::domain::session::Command;

/// Rows of a page: few enough to be drawn at once, enough to need few pages.
const ROWS_PER_PAGE: usize = 40;

/// All stalls of the level, or the lit ones; page by page.
#[component]
pub fn StallList() -> impl IntoView {
    let visit = Visit::here();
    let page = RwSignal::new(0_usize);
    let listed = memo(move || {
        let level = visit
            .level
            .with(|level| level.as_ref().map_or(0, |level| level.stalls.len()));
        let lit = visit.lit.get();
        lit.or_else(|| Some(Arc::new((0..level).collect::<Vec<usize>>())))
    });
    let count = move || listed.with(|listed| listed.as_ref().map_or(0, |listed| listed.len()));
    let pages = memo(move || count().div_ceil(ROWS_PER_PAGE).max(1));
    // Another level or filter begins on the first page.
    effect(move || {
        listed.track();
        page.set(0);
    });
    let rows = move || {
        let first = page.get() * ROWS_PER_PAGE;
        let level = visit.level.get();
        listed.with(|listed| {
            let rows = listed
                .iter()
                .flat_map(|listed| listed.iter())
                .skip(first)
                .take(ROWS_PER_PAGE);
            let rows = rows.filter_map(|stall| level.clone().map(|level| (level, *stall)));
            rows.map(|(level, stall)| view! { <StallRow level stall /> })
                .into_rows()
        })
    };
    let level_name = move || {
        let level = visit.session.with(|session| session.level().to_owned());
        visit.level_name(&level)
    };
    let only_marked = move || visit.session.with(|session| session.only_marked());
    let turn = move |by: isize| {
        page.update(|page| {
            *page = page
                .saturating_add_signed(by)
                .min(pages.get_untracked() - 1)
        });
    };
    let place = move || {
        visit.say_with(
            Message::PageOf,
            &[
                ("page", &(page.get() + 1).to_string()),
                ("pages", &pages.get().to_string()),
            ],
        )
    };
    view! {
        <section class="stalls">
            <h2>{live(move || visit.say_with(Message::StallsHeading, &[("level", &level_name())]))}</h2>
            <div class="list-tools">
                <p class="list-count" aria-live="polite">
                    {live(move || visit.count(CountMessage::CountStalls, count()))}
                </p>
                <button
                    type="button"
                    class="key filter-key"
                    aria-pressed=flag(only_marked)
                    on:click=tap(move || visit.apply(Command::OnlyMarked(!visit.session.with_untracked(|session| session.only_marked()))))
                >
                    <Mark kind=PlaqueKind::PartyMember />
                    <span>{visit.text(Message::OnlyMarked)}</span>
                </button>
            </div>
            <ul class="rows stall-rows">{live_view(rows)}</ul>
            {when(move || { pages.get() > 1 }, move || view! {
                <div class="pager">
                    <button type="button" class="key" disabled=check(move || page.get() == 0) on:click=tap(move || turn(-1))>
                        {visit.text(Message::PreviousPage)}
                    </button>
                    <span aria-live="polite">{live(place)}</span>
                    <button type="button" class="key" disabled=check(move || page.get() + 1 >= pages.get()) on:click=tap(move || turn(1))>
                        {visit.text(Message::NextPage)}
                    </button>
                </div>
            }.into_any())}
        </section>
    }
}

/// A stall: number, shop name, mark, grade.
#[component]
fn StallRow(level: Arc<NamedLevel>, stall: usize) -> impl IntoView {
    let visit = Visit::here();
    let stalls = &level.stalls;
    let id = stalls.id(stall);
    let vacant = stalls.categories(stall).next().is_none();
    let own = Arc::clone(&level);
    let marked = stalls.has_plaque(stall, PlaqueKind::PartyMember);
    let post = stalls.has_plaque(stall, PlaqueKind::DemonstrationPost);
    let badge = stalls.grade(stall).and_then(|grade| {
        let published = visit.venue.with(|venue| {
            venue
                .as_ref()?
                .scales
                .get(grade.scale)?
                .levels()
                .get(grade.level)
                .cloned()
        })?;
        Some(view! { <GradeBadge level=published state=grade.state(visit.now().day) /> })
    });
    let target = id.clone();
    view! {
        <li>
            <button
                type="button"
                class="row-key stall-row"
                data-stall=id
                data-marked=marked.then_some("")
                on:click=tap(move || visit.open_stall(&target))
            >
                <bdi class="row-sign">{stalls.printed(stall)}</bdi>
                <span class=if vacant { "row-words vacant" } else { "row-words" }>
                    {live_view(move || if vacant { visit.say(Message::StallVacant).into_any() } else { visit.show_stall(&own, stall) })}
                </span>
                <span class="row-signs">
                    {post.then(|| view! { <Mark kind=PlaqueKind::DemonstrationPost /> })}
                    {(marked && !post).then(|| view! { <Mark kind=PlaqueKind::PartyMember /> })}
                    {badge}
                </span>
            </button>
        </li>
    }
}
