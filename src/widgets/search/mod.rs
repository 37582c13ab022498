//! The search field and what it finds, grouped by what it is: where, and why it fits.

/// An element of its own.
mod alone;
/// What it can be narrowed down to.
mod choices;
/// Questions and answers.
mod finding;
/// Why a row was found.
mod reason;

pub use alone::SearchAlone;
pub use finding::{Goal, Results, follow, go};

use leptos::prelude::*;

use self::choices::Choices;
use self::finding::{Group, Row};
use self::reason::Reason;
use super::keys::{KeysKey, input_mode, typed};
use super::live::{IntoRows, check, flag, live, live_view, memo, tap, when, word};
use super::published::noted;
use super::visit::Visit;
use crate::domain::language::{CountMessage, Message};
use crate::domain::session::{Command, View};

/// Levels that are offered by a key each.
const MOST_LEVELS: usize = 8;

/// The field. Typing opens the results, clearing it closes them.
#[component]
pub fn SearchField() -> impl IntoView {
    let visit = Visit::here();
    let keys = visit.keys;
    let query = move || visit.session.with(|session| session.query().to_owned());
    let is_typed = move || visit.session.with(|session| !session.query().is_empty());
    view! {
        <div class="search-field" role="search">
            <svg class="search-sign" viewBox="0 0 24 24" aria-hidden="true">
                <path d="M10.500 4a6.500 6.500 0 1 1 0 13a6.500 6.500 0 1 1 0-13zM15.500 15.500L21 21" />
            </svg>
            <input
                type="search"
                node_ref=keys.field
                inputmode=word(move || input_mode(keys))
                enterkeyhint="search"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                maxlength="100"
                aria-label=visit.text(Message::Search)
                placeholder=visit.text(Message::SearchHint)
                prop:value=query
                on:input=move |event| typed(visit, event_target_value(&event))
                on:compositionstart=move |_| keys.compose(true)
                on:compositionend=move |event| {
                    keys.compose(false);
                    typed(visit, event_target_value(&event));
                }
                on:pointerdown=move |_| keys.look(visit.width_px())
                on:click=tap(move || keys.open())
            />
            <KeysKey />
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

/// The results for what is typed, grouped by what they are.
#[component]
pub fn ResultList() -> impl IntoView {
    let visit = Visit::here();
    let found = visit.found;
    let of = move |pick: fn(&Results) -> bool| {
        memo(move || found.with(|found| found.as_ref().is_some_and(|found| pick(found))))
    };
    let is_incomplete = of(|found| found.is_incomplete);
    let is_nothing = of(|found| found.groups.is_empty() && !found.is_waiting);
    let summary = move || {
        let (total, stalls) = found.with(|found| {
            let found = found.as_ref();
            found.map_or((0, 0), |found| (found.total(), found.stalls))
        });
        if is_nothing.get() {
            let query = visit
                .session
                .with(|session| session.query().trim().to_owned());
            return visit.say_with(Message::SearchNone, &[("query", &query)]);
        }
        match (total, stalls) {
            (0, _) => visit.say(Message::SearchWait).to_owned(),
            (_, 0) => visit.count(CountMessage::CountResults, total),
            (_, stalls) => visit.count(CountMessage::CountFound, stalls),
        }
    };
    let example = move || {
        visit.level.with(|level| {
            level
                .as_ref()
                .map(|level| level.stalls.printed(0))
                .unwrap_or_default()
        })
    };
    let groups = move || {
        let groups = found.with(|found| found.as_ref().map(|found| found.groups.clone()));
        let groups = groups.unwrap_or_default().into_iter();
        groups
            .map(|group| view! { <ResultGroup group /> })
            .into_rows()
    };
    let is_waiting = of(|found| found.is_waiting);
    view! {
        <section class="results" aria-busy=flag(move || is_waiting.get())>
            <h2 class="results-summary" aria-live="polite">{live(summary)}</h2>
            {when(move || is_nothing.get(), move || view! {
                <p class="hint">{live(move || visit.say_with(Message::SearchNoneHelp, &[("example", &example())]))}</p>
            }.into_any())}
            {when(move || is_incomplete.get(), move || view! {
                <p class="notice">{visit.text(Message::SearchIncomplete)}</p>
            }.into_any())}
            <Completions />
            <Places />
            <Choices />
            {live_view(groups)}
        </section>
    }
}

/// What could be typed instead, a key each.
#[component]
fn Completions() -> impl IntoView {
    let visit = Visit::here();
    let texts = memo(move || {
        let found = visit.found.get();
        found.map_or(Vec::new(), |found| found.completions.clone())
    });
    let keys = move || {
        let keys = texts.get().into_iter().map(|text| {
            let typed = text.clone();
            view! {
                <button
                    type="button"
                    class="key choice-key completion-key"
                    on:click=tap(move || visit.apply(Command::Type(typed.clone())))
                >
                    <bdi>{text}</bdi>
                </button>
            }
        });
        keys.into_rows()
    };
    view! {
        {when(move || texts.with(|texts| !texts.is_empty()), move || view! {
            <div class="choice-keys" role="group" aria-label=visit.text(Message::Search)>{live_view(keys)}</div>
        }.into_any())}
    }
}

/// On which levels the stalls are, a key each.
#[component]
fn Places() -> impl IntoView {
    let visit = Visit::here();
    let levels = memo(move || {
        let found = visit.found.get();
        found.map_or(Vec::new(), |found| found.levels.clone())
    });
    let keys = move || {
        let shown =
            levels.with(|levels| levels.iter().take(MOST_LEVELS).cloned().collect::<Vec<_>>());
        let keys = shown.into_iter().map(|level| {
            let stalls = usize::try_from(level.count).unwrap_or(0);
            let (id, own) = (level.id.clone(), level.id.clone());
            let is_here = move || visit.session.with(|session| session.level() == own);
            view! {
                <button
                    type="button"
                    class="key place-key"
                    data-level=level.id.clone()
                    disabled=check(is_here)
                    on:click=tap(move || visit.apply(Command::ShowLevel(id.clone())))
                >
                    {visit.show_level(&level.id)}
                    <small>{visit.count(CountMessage::CountStalls, stalls)}</small>
                </button>
            }
        });
        keys.into_rows()
    };
    view! {
        {when(move || levels.with(|levels| !levels.is_empty()), move || view! {
            <div class="place-keys" role="group" aria-label=visit.text(Message::Levels)>{live_view(keys)}</div>
        }.into_any())}
    }
}

/// One group of results, its stalls by level.
#[component]
fn ResultGroup(group: Group) -> impl IntoView {
    let visit = Visit::here();
    let more = group.total.saturating_sub(group.rows.len());
    // Equals stand together, the nearest first: a level comes again only for what fits less.
    let runs = group.rows.chunk_by(|row, next| row.level == next.level);
    let runs = runs.map(|rows| {
        let level = rows.first().map(|row| row.level.as_str());
        let level = level.filter(|level| !level.is_empty());
        let rows = rows.iter().cloned();
        let rows = rows.map(|row| view! { <ResultRow row /> }).into_rows();
        view! {
            {level.map(|level| level_heading(visit, level))}
            <ul class="rows">{rows}</ul>
        }
    });
    view! {
        <h3>{visit.say(group.title)}</h3>
        {runs.into_rows()}
        {(more > 0).then(|| view! { <p class="hint">{visit.count(CountMessage::CountMore, more)}</p> })}
    }
}

/// A level's name, and how many of the stalls that were found are there.
fn level_heading(visit: Visit, level: &str) -> AnyView {
    let stalls = visit.found.with_untracked(|found| {
        let levels = &found.as_ref()?.levels;
        let own = levels.iter().find(|own| own.id == level)?;
        usize::try_from(own.count).ok()
    });
    let count = stalls.map(|stalls| visit.count(CountMessage::CountStalls, stalls));
    view! {
        <h4 class="results-level">
            <span>{visit.show_level(level)}</span>
            {count.map(|count| view! { <small>{count}</small> })}
        </h4>
    }
    .into_any()
}

#[component]
fn ResultRow(row: Row) -> impl IntoView {
    let visit = Visit::here();
    let (mut stall, mut category) = (None, None);
    match &row.goal {
        Goal::Open(_, View::Stall(id)) => stall = Some(id.clone()),
        Goal::Open(_, View::Category(id)) => category = Some(id.clone()),
        _ => {}
    }
    let class = if row.stalls.is_some() {
        "row-key row-counted"
    } else {
        "row-key"
    };
    // The row's own words carry the marks where it is they that fit.
    let reason = row.reason.clone();
    let is_own = reason
        .as_ref()
        .is_some_and(|reason| reason.text() == row.words);
    let words = match reason.as_ref().filter(|_| is_own) {
        Some(reason) => marked(reason),
        None => row.words.clone().into_any(),
    };
    let below = reason.filter(|_| !is_own).map(|reason| {
        let language = Some(reason.language.clone()).filter(|tag| !tag.is_empty());
        view! {
            <small class="why">
                {reason.field.map(|field| view! { <span class="why-field">{visit.say(field)}</span> })}
                <bdi lang=language>{marked(&reason)}</bdi>
                {noted(visit, &reason.language, "")}
            </small>
        }
    });
    let slip = row
        .is_slip
        .then(|| view! { <small class="why">{visit.say(Message::SearchSlip)}</small> });
    let goal = row.goal.clone();
    let more = noted(visit, &row.tongue, &row.spoken);
    let tongue = Some(row.tongue).filter(|own| !own.is_empty());
    view! {
        <li>
            <button type="button" class=class data-stall=stall data-category=category on:click=tap(move || go(visit, &goal))>
                <bdi class="row-sign">{row.sign}</bdi>
                <span class="row-words"><bdi lang=tongue>{words}</bdi>{more}{below}{slip}</span>
                <span class="chevron" aria-hidden="true"></span>
            </button>
        </li>
    }
}

/// Words with the parts that fit marked.
fn marked(reason: &Reason) -> AnyView {
    let pieces = reason.pieces.iter().enumerate();
    let pieces = pieces.map(|(place, piece)| {
        let piece = piece.clone();
        if place % 2 == 1 {
            view! { <mark>{piece}</mark> }.into_any()
        } else {
            piece.into_any()
        }
    });
    pieces.into_rows()
}
