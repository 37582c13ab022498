//! Building and level keys: one tap each, always in reach.

use leptos::prelude::*;

use super::live::{IntoRows, flag, live, live_view, memo, tap, when};

use super::visit::Visit;
use crate::domain::language::{CountMessage, Message};
use crate::domain::session::Command;

/// A row of building keys and a row of the shown building's level keys. A dot on a key says that
/// the kiosk stands there; a number says how many stalls of the chosen category are there.
#[component]
pub fn LevelKeys() -> impl IntoView {
    let visit = Visit::here();
    let shown = memo(move || visit.session.with(|session| session.level().to_owned()));
    let here = memo(move || {
        visit.venue.with(|venue| {
            let venue = venue.as_ref()?;
            let kiosk = visit.kiosk.get();
            venue.kiosk(&kiosk).map(|(level, _)| level.to_owned())
        })
    });
    // How many stalls of the chosen category there are on these levels.
    let count_on = move |levels: &[String]| {
        let category = visit
            .session
            .with(|session| session.category().map(str::to_owned))?;
        visit.tree.with(|tree| {
            let tree = tree.as_ref()?;
            let counts = tree.counts(tree.tree.find(&category)?);
            let here = counts.filter(|(level, _)| levels.iter().any(|own| own == level));
            usize::try_from(here.map(|(_, count)| count).sum::<u32>()).ok()
        })
    };
    let buildings = move || {
        visit.venue.with(|venue| {
            venue
                .as_ref()
                .map(|venue| venue.buildings.clone())
                .unwrap_or_default()
        })
    };
    let building_keys = move || {
        buildings()
            .into_iter()
            .filter(|building| !building.levels().is_empty())
            .map(|building| {
                let levels: Vec<String> = building
                    .levels()
                    .iter()
                    .map(|level| level.id().clone())
                    .collect();
                let mine = levels.clone();
                let is_shown = move || shown.with(|shown| mine.contains(shown));
                let mine = levels.clone();
                let is_other = move || !shown.with_untracked(|shown| mine.contains(shown));
                let mine = levels.clone();
                let is_here =
                    move || here.with(|here| here.as_ref().is_some_and(|here| mine.contains(here)));
                let mine = levels.clone();
                let badge = move || {
                    count_on(&mine).filter(|count| *count > 0).map_or_else(
                        || ().into_any(),
                        |count| view! { <Count count /> }.into_any(),
                    )
                };
                let name = building.name().clone();
                let target = levels.clone();
                let choose = move || {
                    let ordinal = visit.venue.with_untracked(|venue| {
                        let venue = venue.as_ref()?;
                        Some(*venue.level(&shown.get_untracked())?.level.ordinal())
                    });
                    // The same storey of the other building, else its ground level.
                    let id = visit.venue.with_untracked(|venue| {
                        let venue = venue.as_ref()?;
                        let own = || {
                            venue
                                .levels()
                                .filter(|place| target.contains(place.level.id()))
                        };
                        own()
                            .find(|place| Some(*place.level.ordinal()) == ordinal)
                            .or_else(|| own().find(|place| *place.level.ordinal() >= 0))
                            .or_else(|| own().next())
                            .map(|place| place.level.id().clone())
                    });
                    if let Some(id) = id.filter(|_| is_other()) {
                        visit.apply(Command::ShowLevel(id));
                    }
                };
                view! {
                    <button
                        type="button"
                        class="key building-key"
                        aria-pressed=flag(is_shown)
                        on:click=tap(choose)
                    >
                        <bdi class="key-sign">{building.short_name().clone()}</bdi>
                        <span class="key-words">{live_view(move || visit.show(&name))}</span>
                        <Here is_here=Signal::derive(is_here) />
                        {live_view(badge)}
                    </button>
                }
            })
            .into_rows()
    };
    let level_keys = move || {
        let shown_id = shown.get();
        let building = buildings().into_iter().find(|building| {
            building
                .levels()
                .iter()
                .any(|level| *level.id() == shown_id)
        });
        building
            .map(|building| building.levels().clone())
            .unwrap_or_default()
            .into_iter()
            .map(|level| {
                let id = level.id().clone();
                let is_shown = id == shown_id;
                let mine = id.clone();
                let is_here = move || here.with(|here| here.as_deref() == Some(mine.as_str()));
                let mine = [id.clone()];
                let badge = move || {
                    count_on(&mine).filter(|count| *count > 0).map_or_else(
                        || ().into_any(),
                        |count| view! { <Count count /> }.into_any(),
                    )
                };
                let trades = level.trades().clone();
                let trade_words = move || {
                    let names = trades.iter().take(2).filter_map(|trade| {
                        let index = visit.tree.with(|tree| tree.as_ref()?.tree.find(trade))?;
                        Some(visit.category_name(index))
                    });
                    names.collect::<Vec<_>>().join(" · ")
                };
                view! {
                    <button
                        type="button"
                        class="key level-key"
                        aria-pressed=if is_shown { "true" } else { "false" }
                        on:click=tap(move || visit.apply(Command::ShowLevel(id.clone())))
                    >
                        <bdi class="key-sign">{level.short_name().clone()}</bdi>
                        <span class="key-words">{live(trade_words)}</span>
                        <Here is_here=Signal::derive(is_here) />
                        {live_view(badge)}
                    </button>
                }
            })
            .into_rows()
    };
    view! {
        <nav class="levels" aria-label=visit.text(Message::Levels)>
            <div class="building-keys" role="group" aria-label=visit.text(Message::Building)>
                {live_view(building_keys)}
            </div>
            <div class="level-keys" role="group" aria-label=visit.text(Message::Level)>
                {live_view(level_keys)}
            </div>
        </nav>
    }
}

/// The kiosk stands here.
#[component]
fn Here(is_here: Signal<bool>) -> impl IntoView {
    let visit = Visit::here();
    when(
        move || is_here.get(),
        move || {
            view! {
                <span class="key-here">
                    <span class="spoken">{visit.say(Message::YouAreHere)}</span>
                </span>
            }
            .into_any()
        },
    )
}

/// Number of lit stalls behind a key.
#[component]
fn Count(count: usize) -> impl IntoView {
    let visit = Visit::here();
    view! {
        <span class="key-count">
            <span aria-hidden="true">{count}</span>
            <span class="spoken">{visit.count(CountMessage::CountStalls, count)}</span>
        </span>
    }
}
