//! The search field and what it finds: stall numbers, shop names, categories, services.

use std::sync::Arc;

use leptos::prelude::*;

use super::live::{IntoRows, effect, live, live_view, memo, spawn, tap, when};

use super::visit::Visit;
use crate::browser::host::Detail;
use crate::browser::named_level::{NamedLevel, named_level};
use crate::domain::language::{CountMessage, Message, place_kind};
use crate::domain::order;
use crate::domain::search::fold::folded;
use crate::domain::search::{Fit, Query, best_first, by_words, stalls_by_name, stalls_by_number};
use crate::domain::session::{Command, View};

/// Rows shown of each group before "and N more".
const ROWS_SHOWN: usize = 12;

/// The field. Typing opens the results, clearing it closes them.
#[component]
pub fn SearchField() -> impl IntoView {
    let visit = Visit::here();
    let typed = move || visit.session.with(|session| session.query().to_owned());
    let is_typed = move || visit.session.with(|session| !session.query().is_empty());
    view! {
        <div class="search-field" role="search">
            <svg class="search-sign" viewBox="0 0 24 24" aria-hidden="true">
                <path d="M10.500 4a6.500 6.500 0 1 1 0 13a6.500 6.500 0 1 1 0-13zM15.500 15.500L21 21" />
            </svg>
            <input
                type="search"
                inputmode="search"
                enterkeyhint="search"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                maxlength="100"
                aria-label=visit.text(Message::Search)
                placeholder=visit.text(Message::SearchHint)
                prop:value=typed
                on:input=move |event| visit.apply(Command::Type(event_target_value(&event)))
            />
            {when(is_typed, move || view! {
                <button
                    type="button"
                    class="search-clear"
                    aria-label=visit.text(Message::SearchClear)
                    on:click=tap(move || visit.apply(Command::Type(String::new())))
                >
                    <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18" /></svg>
                </button>
            }.into_any())}
        </div>
    }
}

/// A level made ready to be searched: names folded once.
struct Shelf {
    view: NamedLevel,
    folded_names: Vec<String>,
}

/// A row of a group of results.
#[derive(Clone, PartialEq)]
struct Row {
    /// Where choosing it leads.
    level: String,
    view: View,
    sign: String,
    words: String,
}

/// One group: its rows, cut, and how many there are in all.
#[derive(Clone, PartialEq, Default)]
struct Group {
    rows: Vec<Row>,
    total: usize,
}

/// The results for what is typed, grouped by what they are.
#[component]
pub fn Results() -> impl IntoView {
    let visit = Visit::here();
    let shelves: RwSignal<Vec<Arc<Shelf>>> = RwSignal::new(Vec::new());
    let waiting = RwSignal::new(true);
    let incomplete = RwSignal::new(false);
    // All levels are needed; they come one after the other, the one on screen first.
    effect(move || {
        let language = visit.language.get().tag();
        shelves.set(Vec::new());
        waiting.set(true);
        incomplete.set(false);
        spawn(async move {
            for level in levels_from_here(visit) {
                let loaded = named_level(&visit.store(), &level, language).await;
                // The view may have been closed, or the language changed, while that was loading.
                if waiting.is_disposed() || language != visit.language.get_untracked().tag() {
                    return;
                }
                match loaded {
                    Ok((view, names_error)) => {
                        if names_error.is_some() {
                            incomplete.set(true);
                        }
                        let folded_names = view.names.iter().map(|name| folded(name)).collect();
                        shelves
                            .update(|shelves| shelves.push(Arc::new(Shelf { view, folded_names })));
                    }
                    Err(_) => incomplete.set(true),
                }
            }
            waiting.set(false);
        });
    });
    let typed = memo(move || visit.session.with(|session| session.query().to_owned()));
    let group = move |find: fn(Visit, &Query, &[Arc<Shelf>]) -> Group| {
        memo(move || {
            let query = typed.with(|typed| Query::read(typed));
            query.map_or_else(Group::default, |query| {
                shelves.with(|shelves| find(visit, &query, shelves))
            })
        })
    };
    let numbers = group(|visit, query, shelves| {
        stalls(visit, shelves, |shelf| {
            stalls_by_number(query, &shelf.view.stalls)
        })
    });
    let shops = group(|visit, query, shelves| {
        stalls(visit, shelves, |shelf| {
            stalls_by_name(query, &shelf.folded_names)
        })
    });
    let categories = group(|visit, query, _| categories(visit, query));
    let services = group(services);
    let total = memo(move || {
        [numbers, shops, categories, services]
            .iter()
            .map(|group| group.with(|group| group.total))
            .sum::<usize>()
    });
    effect(move || {
        let total = total.get();
        // The words themselves stay with the person who typed them.
        visit.fire("market-search", &[("total", Detail::Number(total as f64))]);
    });
    let summary = move || match total.get() {
        0 if waiting.get() => visit.say(Message::SearchWait).to_owned(),
        0 => {
            let query = visit
                .session
                .with(|session| session.query().trim().to_owned());
            visit.say_with(Message::SearchNone, &[("query", &query)])
        }
        total => visit.count(CountMessage::CountResults, total),
    };
    let nothing = move || total.get() == 0 && !waiting.get();
    let example = move || {
        visit.level.with(|level| {
            level
                .as_ref()
                .map(|level| level.stalls.printed(0))
                .unwrap_or_default()
        })
    };
    view! {
        <section class="results">
            <h2 class="results-summary" aria-live="polite">{live(summary)}</h2>
            {when(nothing, move || view! {
                <p class="hint">{live(move || visit.say_with(Message::SearchNoneHelp, &[("example", &example())]))}</p>
            }.into_any())}
            {when(move || incomplete.get(), move || view! {
                <p class="notice">{visit.text(Message::SearchIncomplete)}</p>
            }.into_any())}
            <ResultGroup title=Message::ResultsCategories group=categories />
            <ResultGroup title=Message::ResultsStalls group=numbers />
            <ResultGroup title=Message::ResultsShops group=shops />
            <ResultGroup title=Message::ResultsServices group=services />
        </section>
    }
}

/// Level ids, the one on screen first, then its building, then the others.
fn levels_from_here(visit: Visit) -> Vec<String> {
    let shown = visit
        .session
        .with_untracked(|session| session.level().to_owned());
    visit.venue.with_untracked(|venue| {
        let Some(venue) = venue else {
            return Vec::new();
        };
        let building = venue.level(&shown).map(|place| place.building.id().clone());
        let mut levels: Vec<(u8, String)> = venue
            .levels()
            .map(|place| {
                let id = place.level.id().clone();
                let distance = match &building {
                    _ if id == shown => 0,
                    Some(building) if building == place.building.id() => 1,
                    _ => 2,
                };
                (distance, id)
            })
            .collect();
        order::by(&mut levels, |(distance, _)| (*distance, 0));
        levels.into_iter().map(|(_, id)| id).collect()
    })
}

/// Hits of all levels in one group: best first, then the nearer level, then the level's order.
fn stalls(
    visit: Visit,
    shelves: &[Arc<Shelf>],
    find: impl Fn(&Shelf) -> Vec<(Fit, usize)>,
) -> Group {
    let hits = best_first(shelves.iter().flat_map(|shelf| {
        let hits = find(shelf).into_iter();
        hits.map(move |(fit, stall)| (fit, (&shelf.view, stall)))
    }));
    let rows = hits.iter().take(ROWS_SHOWN).map(|(_, (view, stall))| {
        let vacant = view.stalls.categories(*stall).next().is_none();
        Row {
            level: view.stalls.level().to_owned(),
            view: View::Stall(view.stalls.id(*stall)),
            sign: view.stalls.printed(*stall),
            words: if vacant {
                visit.say(Message::StallVacant).to_owned()
            } else {
                view.name(*stall).to_owned()
            },
        }
    });
    Group {
        rows: rows.collect(),
        total: hits.len(),
    }
}

fn categories(visit: Visit, query: &Query) -> Group {
    visit.tree.with(|tree| {
        visit.category_names.with(|names| {
            let (Some(tree), Some(names)) = (tree, names) else {
                return Group::default();
            };
            let items =
                (0..tree.tree.len()).map(|index| (index, names.name(index), names.synonyms(index)));
            let mut hits = by_words(query, items);
            hits.retain(|(_, index)| tree.total(*index) > 0);
            let level = visit.session.with(|session| session.level().to_owned());
            let rows = hits.iter().take(ROWS_SHOWN).map(|(_, index)| {
                let total = usize::try_from(tree.total(*index)).unwrap_or(0);
                Row {
                    level: level.clone(),
                    view: View::Category(tree.tree.id(*index).to_owned()),
                    sign: visit.count(CountMessage::CountStalls, total),
                    words: names.name(*index).to_owned(),
                }
            });
            Group {
                rows: rows.collect(),
                total: hits.len(),
            }
        })
    })
}

fn services(visit: Visit, query: &Query, shelves: &[Arc<Shelf>]) -> Group {
    let mut hits = Vec::new();
    for shelf in shelves {
        let level = shelf.view.stalls.level();
        for place in &shelf.view.stalls.places {
            let kind = place_kind(place.kind().word()).map_or("", |kind| visit.say(kind));
            let name = visit.words(place.name());
            let mut best = query.fit(kind);
            let handled = place.handles().iter().map(|matter| visit.words(matter));
            for words in handled.chain([name.clone()]) {
                best = query.fit(&words).into_iter().chain(best).min();
            }
            if let Some(fit) = best {
                let words = if name.is_empty() {
                    kind.to_owned()
                } else {
                    name
                };
                hits.push((fit, (level, place, words)));
            }
        }
    }
    let hits = best_first(hits.into_iter());
    let rows = hits
        .iter()
        .take(ROWS_SHOWN)
        .map(|(_, (level, place, words))| Row {
            level: (*level).to_owned(),
            view: View::Place(place.id().clone()),
            sign: visit.level_name(level),
            words: words.clone(),
        });
    Group {
        rows: rows.collect(),
        total: hits.len(),
    }
}

/// One group of results; nothing at all when it is empty.
#[component]
fn ResultGroup(title: Message, group: Memo<Group>) -> impl IntoView {
    let visit = Visit::here();
    let rows = move || {
        group.with(|group| {
            group
                .rows
                .iter()
                .map(|row| {
                    let stall = match &row.view {
                        View::Stall(id) => Some(id.clone()),
                        _ => None,
                    };
                    let category = match &row.view {
                        View::Category(id) => Some(id.clone()),
                        _ => None,
                    };
                    let class = if category.is_some() { "row-key row-counted" } else { "row-key" };
                    let (level, view) = (row.level.clone(), row.view.clone());
                    let open = tap(move || visit.apply(Command::OpenOn { level: level.clone(), view: view.clone() }));
                    view! {
                        <li>
                            <button type="button" class=class data-stall=stall data-category=category on:click=open>
                                <bdi class="row-sign">{row.sign.clone()}</bdi>
                                <span class="row-words">{row.words.clone()}</span>
                                <span class="chevron" aria-hidden="true"></span>
                            </button>
                        </li>
                    }
                })
                .into_rows()
        })
    };
    let more = move || group.with(|group| group.total.saturating_sub(group.rows.len()));
    view! {
        {when(move || group.with(|group| group.total > 0), move || view! {
            <h3>{visit.text(title)}</h3>
            <ul class="rows">{live_view(rows)}</ul>
            {when(move || { more() > 0 }, move || view! {
                <p class="hint">{live(move || visit.count(CountMessage::CountMore, more()))}</p>
            }.into_any())}
        }.into_any())}
    }
}
