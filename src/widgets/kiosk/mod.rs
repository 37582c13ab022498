//! The screen of a kiosk: title bar, map, building and level keys, and a panel. Upright screens
//! have the panel below the map, wide ones beside it. In a machine that stands alone everything
//! that can be touched lies in the lower half, and no higher than a person in a wheelchair reaches;
//! where exactly is the style sheet's.

/// Languages, an easier screen, start over.
mod tools;

use leptos::prelude::*;

use self::tools::Tools;
use super::categories::{CategoryView, Home};
use super::clock::Clock;
use super::focus::Focus;
use super::idle::{Question, Watch};
use super::keys::{KeysPlace, room_for};
use super::later::Later;
use super::levels::LevelKeys;
use super::live::{check, effect, flag, live, live_view, memo, tap, when, word};
use super::map::LevelMap;
use super::parts::back_key;
use super::route::ListKey;
use super::search::{ResultList, SearchField};
use super::visit::{Settings, Visit};
use crate::browser::host::number_text;
use crate::browser::intl;
use crate::domain::language::{CountMessage, Message};
use crate::domain::plan::geometry::Kept;
use crate::domain::session::View;
use crate::domain::session::idle::Phase;

/// The highest that anybody has to reach, above the floor.
const REACH_MM: f64 = 1220.0;

/// Everything inside `<market-kiosk>`.
#[component]
pub fn Kiosk(settings: Settings) -> impl IntoView {
    let visit = Visit::here();
    super::topics::provide(visit);
    Later::provide(visit);
    // Touch keys are 20 mm where the screen's size is known: rounded up, for a pixel too few is
    // a key too small.
    let key_px = settings
        .px_per_mm
        .map(|px_per_mm| pixels((px_per_mm * 20.0).kept(48.0, 240.0)));
    let reach_px = settings.px_per_mm.and_then(|px_per_mm| {
        let mount_mm = settings.machine?.mount_mm?;
        Some(pixels(
            (REACH_MM - mount_mm).kept(0.0, REACH_MM) * px_per_mm,
        ))
    });
    let px_per_mm_text = settings.px_per_mm.map(number_text);
    let layout = if visit.is_kiosk { "kiosk" } else { "web" };
    let is_away = memo(move || visit.phase.get() == Phase::Away);
    if let Some(machine) = settings.machine {
        Watch::provide(visit, machine.idle_secs);
    }
    super::loading::begin(visit, settings);
    view! {
        <div
            class="kiosk"
            class:with-keys=room_for(visit.keys)
            lang=word(move || visit.language.get().tag())
            dir=word(move || visit.language.get().direction())
            style:--market-key-px=key_px
            style:--reach-px=reach_px
            style:--px-per-mm=px_per_mm_text
            data-layout=layout
            data-large=flag(move || visit.ease().is_large)
            data-contrast=flag(move || visit.ease().has_contrast)
            data-low=flag(move || visit.ease().is_low)
            data-away=flag(move || is_away.get())
        >
            {live_view(move || match visit.failure.get() {
                Some(_) => view! { <Failure /> }.into_any(),
                None => view! { <Screen /> }.into_any(),
            })}
        </div>
    }
}

fn pixels(size_px: f64) -> String {
    [((size_px.ceil()) as u32).to_string().as_str(), "px"].concat()
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
    let visit = Visit::here();
    let later = Later::here();
    // What lies over the screen is all there is, for fingers, keys and voices.
    let is_covered = memo(move || visit.phase.get() != Phase::Present);
    // Whatever lists and keys remember for themselves goes with the person.
    let anew = move |part: fn() -> AnyView| {
        live_view(move || {
            visit.resets.track();
            part()
        })
    };
    view! {
        <TitleBar is_covered />
        <main class="stage" inert=check(move || is_covered.get())>
            // The map names itself.
            <div class="map-pane">
                <LevelTitle />
                <LevelMap />
            </div>
            <div class="controls">
                {anew(|| view! { <LevelKeys /> }.into_any())}
                {anew(|| view! { <Panel /> }.into_any())}
                {visit.is_kiosk.then(|| anew(|| view! { <Tools /> }.into_any()))}
            </div>
        </main>
        <KeysPlace />
        {when(move || matches!(visit.phase.get(), Phase::Asked(_)), || view! { <Question /> }.into_any())}
        {when(move || visit.phase.get() == Phase::Away, move || later.attract())}
    }
}

/// Market and sample label; on a website the keys for everything too.
#[component]
fn TitleBar(is_covered: Memo<bool>) -> impl IntoView {
    let visit = Visit::here();
    let name = move || {
        let market = visit.venue.get();
        market
            .map(|venue| visit.show(venue.market.name()))
            .into_any()
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
            let expires = market.expires().as_ref()?.day();
            (clock.today() > expires).then(|| market.published().day())
        })
    };
    let old = move || {
        let language = visit.language.get();
        old_day().map_or_else(String::new, |day| {
            let date = intl::day(language.tag(), day);
            visit.say_with(Message::DataOf, &[("date", &date)])
        })
    };
    view! {
        <header class="bar" inert=check(move || is_covered.get())>
            <div class="bar-titles">
                <h1>{live_view(name)}</h1>
                {when(is_sample, move || view! {
                    <p class="sample">{visit.text(Message::SampleData)}</p>
                }.into_any())}
                {when(move || old_day().is_some(), move || view! {
                    <p class="sample">{live(old)}</p>
                }.into_any())}
            </div>
            {(!visit.is_kiosk).then(|| view! { <Tools /> })}
        </header>
    }
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
    let name = move || visit.show_level(&shown.get());
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
            <h2>{live_view(name)}</h2>
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
        // With the next frame: at once, it would lay out a page that is still being changed.
        if let Some(scroller) = scroller.get() {
            request_animation_frame(move || scroller.set_scroll_top(0));
        }
    });
    let focus = Focus::follow(visit, view_now, scroller);
    let can_go_back = move || visit.session.with(|session| session.can_go_back());
    view! {
        <section class="panel">
            <div class="panel-top">
                {when(can_go_back, move || back_key(visit, None))}
                <SearchField />
            </div>
            {live_view(move || match visit.notice() {
                Some(notice) => view! { <p class="notice" role="status">{visit.say(notice)}</p> }.into_any(),
                None => ().into_any(),
            })}
            <div class="panel-body" node_ref=scroller tabindex="0" on:focusin=move |event| focus.note(&event) on:pointerdown=move |event| focus.note(&event)>
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
