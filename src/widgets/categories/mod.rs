//! The category tree: 26 large keys at home, and below each what it holds and where.

use leptos::prelude::*;

use super::live::{IntoRows, check, live, live_view, memo, tap, when};

use super::help::HelpKeys;
use super::later::Later;
use super::visit::Visit;
use crate::domain::language::{CountMessage, Message};
use crate::domain::session::{Command, View};

/// Home, below the search field: help, all top categories, and what else the market publishes.
#[component]
pub fn Home() -> impl IntoView {
    let visit = Visit::here();
    let later = Later::here();
    let tops = move || {
        visit.tree.with(|tree| {
            let tree = tree.as_ref()?;
            Some(
                tree.tree
                    .tops()
                    .iter()
                    .map(|top| (*top, tree.tree.id(*top).to_owned()))
                    .collect::<Vec<_>>(),
            )
        })
    };
    let keys = move || {
        tops()
            .unwrap_or_default()
            .into_iter()
            .enumerate()
            .map(|(place, (index, id))| {
                let ground = super::map::tint_css(place);
                view! {
                    <li>
                        <button
                            type="button"
                            class="category-key"
                            data-category=id.clone()
                            on:click=tap(move || visit.open(View::Category(id.clone())))
                        >
                            <span class="swatch" aria-hidden="true" style:background-color=ground></span>
                            <span class="category-name">{live_view(move || visit.show_category(index))}</span>
                        </button>
                    </li>
                }
            })
            .into_rows()
    };
    view! {
        <section class="home">
            <HelpKeys />
            <h2>{visit.text(Message::CategoriesHeading)}</h2>
            <ul class="category-grid">{live_view(keys)}</ul>
            {live_view(move || later.market_keys())}
        </section>
    }
}

/// One category: the way up, what lies below, and on which levels its stalls are.
#[component]
pub fn CategoryView(id: String) -> impl IntoView {
    let visit = Visit::here();
    let wanted = id.clone();
    let index = memo(move || visit.tree.with(|tree| tree.as_ref()?.tree.find(&wanted)));
    let path = move || {
        let rows = visit.tree.with(|tree| {
            let tree = &tree.as_ref()?.tree;
            let rows = tree.path(index.get()?);
            Some(
                rows.into_iter()
                    .map(|row| (row, tree.id(row).to_owned()))
                    .collect::<Vec<_>>(),
            )
        });
        let rows = rows.unwrap_or_default();
        let above = rows.len().saturating_sub(1);
        rows.into_iter()
            .take(above)
            .map(|(row, id)| {
                view! {
                    <li>
                        <button type="button" class="crumb" on:click=tap(move || visit.open(View::Category(id.clone())))>
                            {live_view(move || visit.show_category(row))}
                        </button>
                    </li>
                }
            })
            .into_rows()
    };
    let children = move || {
        let rows = visit.tree.with(|tree| {
            let tree = tree.as_ref()?;
            let children = tree.tree.children(index.get()?).iter();
            Some(
                children
                    .map(|row| (*row, tree.tree.id(*row).to_owned(), tree.total(*row)))
                    .collect::<Vec<_>>(),
            )
        });
        rows.unwrap_or_default()
            .into_iter()
            .map(|(row, id, total)| {
                view! {
                    <li>
                        <button
                            type="button"
                            class="row-key"
                            data-category=id.clone()
                            on:click=tap(move || visit.open(View::Category(id.clone())))
                        >
                            <span class="row-words">{live_view(move || visit.show_category(row))}</span>
                            <span class="row-count">
                                {live(move || visit.count(CountMessage::CountStalls, usize::try_from(total).unwrap_or(0)))}
                            </span>
                            <span class="chevron" aria-hidden="true"></span>
                        </button>
                    </li>
                }
            })
            .into_rows()
    };
    let name = move || {
        index
            .get()
            .map(|index| visit.show_category(index))
            .into_any()
    };
    view! {
        <section class="category" data-category=id>
            <ol class="crumbs" aria-label=visit.text(Message::Categories)>
                <li>
                    <button type="button" class="crumb" on:click=tap(move || visit.open(View::Home))>
                        {visit.text(Message::AllCategories)}
                    </button>
                </li>
                {live_view(path)}
            </ol>
            <h2>{live_view(name)}</h2>
            <Where index />
            <ul class="rows">{live_view(children)}</ul>
        </section>
    }
}

/// How many stalls are lit here, and how many on each other level.
#[component]
fn Where(index: Memo<Option<usize>>) -> impl IntoView {
    let visit = Visit::here();
    let lit = move || {
        visit
            .lit
            .with(|lit| lit.as_ref().map_or(0, |lit| lit.len()))
    };
    let others = move || {
        let shown = visit.session.with(|session| session.level().to_owned());
        let rows = visit.tree.with(|tree| {
            let tree = tree.as_ref()?;
            let counts = tree
                .counts(index.get()?)
                .filter(|(level, _)| *level != shown);
            Some(
                counts
                    .map(|(level, count)| (level.to_owned(), count))
                    .collect::<Vec<_>>(),
            )
        });
        rows.unwrap_or_default()
    };
    let other_keys = move || {
        others()
            .into_iter()
            .map(|(level, count)| {
                let sign = visit.venue.with(|venue| {
                    let place = venue.as_ref()?.level(&level)?;
                    let building = place.building.short_name().as_str();
                    Some([building, " ", place.level.short_name()].concat())
                });
                let spoken = visit.level_name(&level);
                let count = usize::try_from(count).unwrap_or(0);
                view! {
                    <li>
                        <button
                            type="button"
                            class="where-key"
                            data-level=level.clone()
                            on:click=tap(move || visit.apply(Command::ShowLevel(level.clone())))
                        >
                            <bdi>{sign}</bdi>
                            <span class="spoken">{[", \u{2068}", &spoken, "\u{2069}: ", &visit.count(CountMessage::CountStalls, count)].concat()}</span>
                            <span class="where-count" aria-hidden="true">{crate::browser::intl::number(visit.language.get().tag(), count as f64)}</span>
                        </button>
                    </li>
                }
            })
            .into_rows()
    };
    let here = move || match lit() {
        0 if others().is_empty() => visit.say(Message::Nowhere).to_owned(),
        0 => visit.say(Message::NotOnThisLevel).to_owned(),
        lit => visit.count(CountMessage::CountLit, lit),
    };
    let has_others = move || !others().is_empty();
    view! {
        <div class="where">
            <button
                type="button"
                class="where-here"
                aria-live="polite"
                on:click=tap(move || visit.open(View::Stalls))
                disabled=check(move || lit() == 0)
            >
                <span class="lit-sign" aria-hidden="true"></span>
                <span class="where-words">{live(here)}</span>
                <span class="chevron" aria-hidden="true"></span>
            </button>
            {when(has_others, move || view! {
                <h3>{visit.text(Message::OnOtherLevels)}</h3>
                <ul class="where-levels">{live_view(other_keys)}</ul>
            }.into_any())}
        </div>
    }
}
