//! The screen of a kiosk: title bar, map, building and level keys, and a panel. Upright screens
//! have the panel below the map, wide ones beside it; either way the keys are in reach.

use crate::domain::plan::geometry::Kept;
use leptos::prelude::*;

use super::live::{effect, flag, live, live_view, memo, tap, when, word};

use super::categories::{CategoryView, Home};
use super::clock::Clock;
use super::languages::LanguageKeys;
use super::later::Later;
use super::levels::LevelKeys;
use super::map::LevelMap;
use super::route::ListKey;
use super::search::{ResultList, SearchField};
use super::visit::{Settings, Visit};
use crate::browser::intl;
use crate::domain::language::{CountMessage, Message};
use crate::domain::market::time::{Day, Moment};
use crate::domain::session::{Command, View};

/// Everything inside `<market-kiosk>`.
#[component]
pub fn Kiosk(settings: Settings) -> impl IntoView {
    let visit = Visit::here();
    super::topics::provide(visit);
    Later::provide(visit);
    // Touch keys are 20 mm where the screen's size is known.
    let key_px = settings.px_per_mm.map(|px_per_mm| {
        let key_px = (px_per_mm * 20.0).kept(48.0, 240.0);
        [(key_px as u32).to_string().as_str(), "px"].concat()
    });
    super::loading::begin(visit, settings);
    view! {
        <div
            class="kiosk"
            lang=word(move || visit.language.get().tag())
            dir=word(move || visit.language.get().direction())
            style:--market-key-px=key_px
        >
            {live_view(move || match visit.failure.get() {
                Some(_) => view! { <Failure /> }.into_any(),
                None => view! { <Screen /> }.into_any(),
            })}
        </div>
    }
}

/// Nothing can be shown: a calm sentence, the page's own fallback, and another try.
#[component]
fn Failure() -> impl IntoView {
    let visit = Visit::here();
    let again = move || visit.fire("market-retry", &[]);
    view! {
        <section class="failure" role="alert">
            <h1>{visit.text(Message::FailedHeading)}</h1>
            <p>{visit.text(Message::FailedText)}</p>
            <button type="button" class="key" on:click=tap(again)>
                {visit.text(Message::TryAgain)}
            </button>
            <slot></slot>
        </section>
    }
}

#[component]
fn Screen() -> impl IntoView {
    view! {
        <TitleBar />
        <main class="stage">
            // The map names itself.
            <div class="map-pane">
                <LevelTitle />
                <LevelMap />
            </div>
            <LevelKeys />
            <Panel />
        </main>
    }
}

/// Market, sample label, languages, start over.
#[component]
fn TitleBar() -> impl IntoView {
    let visit = Visit::here();
    let name = move || {
        visit.venue.with(|venue| {
            venue
                .as_ref()
                .map(|venue| visit.words(venue.market.name()))
                .unwrap_or_default()
        })
    };
    let is_sample = move || {
        visit
            .venue
            .with(|venue| venue.as_ref().is_some_and(|venue| *venue.market.sample()))
    };
    let clock = Clock::here();
    // Past its time the market is shown all the same; a person is told how old it is.
    let old_day = move || {
        visit.venue.with(|venue| {
            let market = &venue.as_ref()?.market;
            let expires = day_of(market.expires().as_ref()?);
            (clock.today() > expires).then(|| day_of(market.published()))
        })
    };
    let old = move || {
        let language = visit.language.get();
        old_day().map_or_else(String::new, |day| {
            let date = intl::day(language.tag(), day);
            visit.say_with(Message::DataOf, &[("date", &date)])
        })
    };
    let start_over = move || visit.apply(Command::Reset);
    view! {
        <header class="bar">
            <div class="bar-titles">
                <h1>{live(name)}</h1>
                {when(is_sample, move || view! {
                    <p class="sample">{visit.text(Message::SampleData)}</p>
                }.into_any())}
                {when(move || old_day().is_some(), move || view! {
                    <p class="sample">{live(old)}</p>
                }.into_any())}
            </div>
            <div class="bar-keys">
                <LanguageKeys />
                <button type="button" class="key start-over" on:click=tap(start_over)>
                    <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 12a8 8 0 1 0 2.500-5.800M4 4v5h5" /></svg>
                    <span>{visit.text(Message::StartOver)}</span>
                </button>
            </div>
        </header>
    }
}

fn day_of(moment: &Moment) -> Day {
    Day(i32::try_from(moment.0.div_euclid(86_400)).unwrap_or(i32::MAX))
}

/// Which level the map shows, and how much is on it.
#[component]
fn LevelTitle() -> impl IntoView {
    let visit = Visit::here();
    // The level on screen; before there is one, the level that was asked for.
    let shown = memo(move || {
        let on_screen = visit
            .level
            .with(|level| level.as_ref().map(|level| level.stalls.level().to_owned()));
        on_screen.unwrap_or_else(|| visit.session.with(|session| session.level().to_owned()))
    });
    let name = move || visit.level_name(&shown.get());
    let counts = move || {
        let (stalls, marked) = visit.venue.with(|venue| {
            venue
                .as_ref()
                .map(|venue| venue.counts(&shown.get()))
                .unwrap_or_default()
        });
        let words = |message, count: u32| visit.count(message, usize::try_from(count).unwrap_or(0));
        [
            words(CountMessage::CountStalls, stalls),
            words(CountMessage::CountMarked, marked),
        ]
        .join(" · ")
    };
    view! {
        <div class="level-title" aria-live="polite">
            <h2>{live(name)}</h2>
            <p>{live(counts)}</p>
        </div>
    }
}

/// Search field, the present view, and the dock.
#[component]
fn Panel() -> impl IntoView {
    let visit = Visit::here();
    let view_now = memo(move || visit.session.with(|session| session.view().clone()));
    let later = Later::here();
    let body = move || match view_now.get() {
        View::Home => view! { <Home /> }.into_any(),
        View::Category(id) => view! { <CategoryView id /> }.into_any(),
        View::Results => view! { <ResultList /> }.into_any(),
        room => later.view(room),
    };
    // A new view begins at its top.
    let scroller = NodeRef::<leptos::html::Div>::new();
    effect(move || {
        view_now.track();
        if let Some(scroller) = scroller.get() {
            scroller.set_scroll_top(0);
        }
    });
    let can_go_back = move || visit.session.with(|session| session.can_go_back());
    view! {
        <section class="panel">
            <div class="panel-top">
                {when(can_go_back, move || view! {
                    <button
                        type="button"
                        class="key back-key"
                        aria-label=visit.text(Message::Back)
                        on:click=tap(move || visit.apply(Command::Back))
                    >
                        <svg class="flips" viewBox="0 0 24 24" aria-hidden="true"><path d="M15 5l-7 7l7 7" /></svg>
                    </button>
                }.into_any())}
                <SearchField />
            </div>
            {live_view(move || match visit.notice() {
                Some(notice) => view! { <p class="notice" role="status">{visit.say(notice)}</p> }.into_any(),
                None => ().into_any(),
            })}
            <div class="panel-body" node_ref=scroller tabindex="0">
                {live_view(body)}
            </div>
            <Dock />
        </section>
    }
}

/// The four ways to look at a level.
#[component]
fn Dock() -> impl IntoView {
    let visit = Visit::here();
    let key = |view: View, message: Message, drawing: &'static str| {
        let target = view.clone();
        let is_open = memo(move || {
            visit.session.with(|session| match (session.view(), &view) {
                (View::Category(_), View::Home) => true,
                (shown, own) => shown == own,
            })
        });
        view! {
            <button
                type="button"
                class="dock-key"
                aria-pressed=flag(move || is_open.get())
                on:click=tap(move || visit.open(target.clone()))
            >
                <svg viewBox="0 0 24 24" aria-hidden="true"><path d=drawing /></svg>
                <span>{visit.text(message)}</span>
            </button>
        }
    };
    view! {
        <nav class="dock">
            {key(View::Home, Message::Categories, "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z")}
            {key(View::Stalls, Message::Stalls, "M4 6h3M10 6h10M4 12h3M10 12h10M4 18h3M10 18h10")}
            {key(View::Services, Message::Services, "M12 3a9 9 0 1 1 0 18a9 9 0 1 1 0-18zM12 11v6M12 7v.5")}
            <ListKey />
            {key(View::Legend, Message::Legend, "M4 5h6v6H4zM14 8h6M7 14l3.500 6h-7zM14 17h6")}
        </nav>
    }
}
