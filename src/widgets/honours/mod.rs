//! The honours of all years: choose a kind and a year, see who holds them, go there.

use std::sync::Arc;

use leptos::prelude::*;

use super::live::{IntoRows, effect, flag, live_view, memo, spawn, tap};
use super::papers::{Papers, paper_view};
use super::parts::{key, more_line};
use super::visit::Visit;
use super::vouched::{Vouch, Vouched};
use crate::browser::named_level::{NamedLevel, named_level};
use crate::browser::store::PaperFile;
use crate::domain::language::{CountMessage, Message};
use crate::domain::market::honour_roll::{self, HonourKind};
use crate::domain::market::trust::Honour;

/// Stalls of one honour shown at once, and more on demand.
const STALLS_SHOWN: usize = 60;
/// Honours of one kind and year shown at once: more than any list of honours has.
const HONOURS_SHOWN: usize = 40;

/// What the person has chosen; nothing, and the year 0, stand for the first there is.
#[derive(Clone, Copy)]
struct Choice {
    kind: RwSignal<String>,
    year: RwSignal<u32>,
}

/// The page.
#[component]
pub fn HonoursPage() -> impl IntoView {
    let visit = Visit::here();
    let honours = Papers::here().sheet(PaperFile::Honours);
    let choice = Choice {
        kind: RwSignal::new(String::new()),
        year: RwSignal::new(0),
    };
    let names = LevelNames::new(visit);
    view! {
        <section class="honours-page">
            <h2>{visit.text(Message::HonoursKey)}</h2>
            <p class="hint">{visit.text(Message::HonoursText)}</p>
            {paper_view(honours, move |list| view! { <Roll list choice names /> }.into_any())}
        </section>
    }
}

#[component]
fn Roll(list: Arc<Vec<Honour>>, choice: Choice, names: LevelNames) -> impl IntoView {
    let visit = Visit::here();
    let kinds = honour_roll::kinds(&list);
    let first_kind = kinds
        .first()
        .map(|kind| kind.word.clone())
        .unwrap_or_default();
    let kind = memo(move || match choice.kind.get() {
        chosen if chosen.is_empty() => first_kind.clone(),
        chosen => chosen,
    });
    let own = Arc::clone(&list);
    let years = move || kind.with(|kind| honour_roll::years(&own, kind));
    let all = years.clone();
    // A year that the kind does not have gives way to its newest.
    let year = memo(move || {
        let (chosen, years) = (choice.year.get(), all());
        let known = Some(chosen).filter(|year| years.contains(year));
        let year = known.or_else(|| years.first().copied()).unwrap_or(0);
        usize::try_from(year).unwrap_or(0)
    });
    let year_keys = move || {
        let keys = years().into_iter().map(|own| {
            view! {
                <button
                    type="button"
                    class="key year-key"
                    aria-pressed=flag(move || u32::try_from(year.get()) == Ok(own))
                    on:click=tap(move || choice.year.set(own))
                >
                    {own.to_string()}
                </button>
            }
        });
        keys.into_rows()
    };
    let page = move || {
        visit.language.track();
        let (kind, year) = (kind.get(), u32::try_from(year.get()).unwrap_or(0));
        let honours: Vec<Honour> = honour_roll::page(&list, &kind, year).cloned().collect();
        let count = honours.len();
        let cards = honours.into_iter().take(HONOURS_SHOWN);
        let cards = cards.map(|honour| view! { <HonourCard honour names /> });
        view! {
            {cards.into_rows()}
            {more_line(visit, count, HONOURS_SHOWN)}
        }
        .into_any()
    };
    let group = move |is_brand_list: bool, heading: Message| {
        let own: Vec<HonourKind> = kinds
            .iter()
            .filter(|kind| kind.is_brand_list() == is_brand_list)
            .cloned()
            .collect();
        (!own.is_empty()).then(|| {
            let keys = own.into_iter().map(|own| view! { <KindKey own kind choice /> });
            view! {
                <h3>{visit.text(heading)}</h3>
                <div class="kind-keys" role="group" aria-label=visit.text(heading)>{keys.into_rows()}</div>
            }
        })
    };
    view! {
        {group(false, Message::HonourKinds)}
        {group(true, Message::BrandLists)}
        <h3>{visit.text(Message::HonourYears)}</h3>
        <div class="year-keys" role="group" aria-label=visit.text(Message::HonourYears)>{live_view(year_keys)}</div>
        {live_view(page)}
    }
}

#[component]
fn KindKey(own: HonourKind, kind: Memo<String>, choice: Choice) -> impl IntoView {
    let visit = Visit::here();
    let name = own.name.clone();
    let word = own.word.clone();
    let is_chosen = move || kind.with(|kind| *kind == word);
    view! {
        <button
            type="button"
            class="key kind-key"
            data-kind=own.word.clone()
            aria-pressed=flag(is_chosen)
            on:click=tap(move || choice.kind.set(own.word.clone()))
        >
            {live_view(move || visit.show(&name))}
        </button>
    }
}

/// One honour with the stalls that hold it.
#[component]
fn HonourCard(honour: Honour, names: LevelNames) -> impl IntoView {
    let visit = Visit::here();
    let total = honour.stalls().len();
    let shown = RwSignal::new(STALLS_SHOWN);
    let stalls = honour.stalls().clone();
    let rows = move || {
        names.want(stalls.iter().take(shown.get()));
        let rows = stalls.iter().take(shown.get()).cloned();
        rows.map(|id| view! { <HolderRow id names /> }).into_rows()
    };
    let rest = move || total.saturating_sub(shown.get());
    let more = move || match rest() {
        0 => ().into_any(),
        rest => key(
            "key more-key",
            visit.count(CountMessage::CountMore, rest),
            tap(move || shown.update(|shown| *shown += STALLS_SHOWN)),
        ),
    };
    let vouch = Vouch {
        issuer: honour.issuer().clone(),
        ..Vouch::default()
    };
    view! {
        <article class="card honour-card" data-honour=honour.id().clone()>
            <div class="honour-head">
                <span class="honour-sign" aria-hidden="true">{honour.year().to_string()}</span>
                <div>
                    <h3>{visit.show(honour.name())} " " {honour.year().to_string()}</h3>
                    <Vouched vouch />
                </div>
            </div>
            <ul class="rows">{live_view(rows)}</ul>
            {live_view(more)}
        </article>
    }
}

/// A stall that holds an honour; leads there.
#[component]
fn HolderRow(id: String, names: LevelNames) -> impl IntoView {
    let visit = Visit::here();
    let target = id.clone();
    let level = visit.venue.with(|venue| {
        let place = venue.as_ref()?.level_of_stall(&id)?;
        let prefix = place.level.stall_prefix().clone();
        Some((place.level.id().clone(), prefix))
    });
    let level_words = level.as_ref().map(|(level, _)| visit.show_level(level));
    // What the door says follows from the id, unless the level's file knows better.
    let guess = level.map_or_else(
        || id.clone(),
        |(level, prefix)| match id.strip_prefix(level.as_str()) {
            Some(rest) => [prefix.as_str(), rest.trim_start_matches('-')].concat(),
            None => id.clone(),
        },
    );
    let own = id.clone();
    let sign = move || names.printed(&own).unwrap_or_else(|| guess.clone());
    let own = id.clone();
    let name = move || names.show(&own);
    view! {
        <li>
            <button type="button" class="row-key holder-row" data-stall=id on:click=tap(move || visit.open_stall(&target))>
                <bdi class="row-sign">{super::live::live(sign)}</bdi>
                <span class="row-words">
                    {live_view(name)}
                    <small>{level_words}</small>
                </span>
                <span class="chevron" aria-hidden="true"></span>
            </button>
        </li>
    }
}

/// Names of stalls on any level; their levels come one after the other.
#[derive(Clone, Copy)]
struct LevelNames {
    visit: Visit,
    wanted: RwSignal<Vec<String>>,
    levels: RwSignal<Vec<Arc<NamedLevel>>>,
}

impl LevelNames {
    fn new(visit: Visit) -> LevelNames {
        let names = LevelNames {
            visit,
            wanted: RwSignal::new(Vec::new()),
            levels: RwSignal::new(Vec::new()),
        };
        effect(move || {
            let language = visit.language.get().tag();
            let wanted = names.wanted.get();
            spawn(async move {
                for level in wanted {
                    if names.levels.is_disposed() {
                        return;
                    }
                    let is_known = names.levels.with_untracked(|levels| {
                        let mut levels = levels.iter();
                        levels.any(|own| own.stalls.level() == level && own.language == language)
                    });
                    if is_known {
                        continue;
                    }
                    let loaded = named_level(&visit.store(), &level, language, None).await;
                    if let Ok((view, _)) = loaded
                        && !names.levels.is_disposed()
                    {
                        names.levels.update(|levels| {
                            levels.retain(|own| own.stalls.level() != level);
                            levels.push(Arc::new(view));
                        });
                    }
                }
            });
        });
        names
    }

    /// Asks for the levels of these stalls.
    fn want<'a>(self, stalls: impl Iterator<Item = &'a String>) {
        let mut wanted = self.wanted.get_untracked();
        let before = wanted.len();
        for stall in stalls {
            let level = self.visit.venue.with_untracked(|venue| {
                let place = venue.as_ref()?.level_of_stall(stall)?;
                Some(place.level.id().clone())
            });
            wanted.extend(level.filter(|level| !wanted.contains(level)));
        }
        if wanted.len() > before {
            self.wanted.set(wanted);
        }
    }

    /// Printed number of a stall, once its level is there.
    fn printed(self, stall: &str) -> Option<String> {
        let (level, index) = self.find(stall)?;
        Some(level.stalls.printed(index))
    }

    /// Shop name of a stall, once its level is there.
    fn show(self, stall: &str) -> AnyView {
        match self.find(stall) {
            Some((level, index)) => self.visit.show_stall(&level, index),
            None => ().into_any(),
        }
    }

    fn find(self, stall: &str) -> Option<(Arc<NamedLevel>, usize)> {
        self.levels.with(|levels| {
            let mut found = levels.iter();
            found.find_map(|level| Some((Arc::clone(level), level.stalls.find(stall)?)))
        })
    }
}
