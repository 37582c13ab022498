//! Keys that lead to a way: on a stall's or place's card, and to the person's own list.

use leptos::prelude::*;

use crate::domain::language::Message;
use crate::domain::route::{Stop, Target};
use crate::domain::session::{Command, Goal, View};
use crate::widgets::live::{check, flag, live, tap, word};
use crate::widgets::visit::Visit;

/// What one can do with a stop: go there, put it on the list, begin there.
#[component]
pub fn WayKeys(stop: Stop) -> impl IntoView {
    let visit = Visit::here();
    let [to, picked, from] = [(); 3].map(|()| stop.clone());
    let begin = move || visit.apply(Command::StartAt(Some(from.clone())));
    let is_start = move || {
        visit
            .session
            .with(|own| own.trip().from.as_ref() == Some(&stop))
    };
    view! {
        <div class="way-keys">
            <WayKey stop=to />
            <PickKey target=Target::Stop(picked) />
            <button type="button" class="key start-key" aria-pressed=flag(is_start) on:click=tap(begin)>
                {visit.text(Message::WayStartHere)}
            </button>
        </div>
    }
}

/// The key that puts a stop, or the nearest place of a kind, on the list or takes it off.
#[component]
pub fn PickKey(target: Target) -> impl IntoView {
    let visit = Visit::here();
    let [picked, asked, other] = [(); 3].map(|()| target.clone());
    let is_full = move || {
        visit
            .session
            .with(|session| session.trip().is_full() && !session.trip().list.contains(&other))
    };
    let pick = move || visit.apply(Command::Pick(picked.clone()));
    let is_picked = move || {
        visit
            .session
            .with(|session| session.trip().list.contains(&asked))
    };
    let is_listed = is_picked.clone();
    view! {
        <button type="button" class="key pick-key" aria-pressed=flag(is_picked) disabled=check(is_full) on:click=tap(pick)>
            {word(move || visit.say(if is_listed() { Message::ListRemove } else { Message::ListAdd }))}
        </button>
    }
}

/// The key that shows the way to a stop.
#[component]
pub fn WayKey(stop: Stop) -> impl IntoView {
    let visit = Visit::here();
    let go = move || visit.open(View::Way(Goal::To(Target::Stop(stop.clone()))));
    view! {
        <button type="button" class="key way-key" on:click=tap(go)>
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 21V9a4 4 0 0 1 4-4h4M16.500 1.500L20 5l-3.500 3.500" /></svg>
            <span>{visit.text(Message::WayKey)}</span>
        </button>
    }
}

/// The way through everything on the list, while there is something on it.
#[component]
pub fn ListKey() -> impl IntoView {
    let visit = Visit::here();
    let count = move || visit.session.with(|session| session.trip().list.len());
    let open = move || visit.open(View::Way(Goal::List));
    let is_open = move || {
        visit
            .session
            .with(|session| session.goal() == Some(&Goal::List))
    };
    crate::widgets::live::when(
        move || count() > 0,
        move || {
            view! {
                <button type="button" class="dock-key list-key" aria-pressed=flag(is_open) on:click=tap(open)>
                    <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 5h2l2.500 11h10L21 8H7M10 20h.01M17 20h.01" /></svg>
                    <span>{visit.text(Message::ListTitle)}</span>
                    <span class="dock-count">{live(move || count().to_string())}</span>
                </button>
            }
            .into_any()
        },
    )
}
