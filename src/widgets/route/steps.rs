//! The way step by step: one at a time with large keys, and all of them below.

use leptos::prelude::*;

use super::told::{StepSign, Told, ToldStep};
use crate::domain::language::Message;
use crate::domain::session::Command;
use crate::widgets::live::{IntoRows, check, flag, live, live_view, memo, tap, word};
use crate::widgets::visit::Visit;

/// The stepper and the list of steps.
#[component]
pub fn Steps() -> impl IntoView {
    let visit = Visit::here();
    live_view(move || {
        visit.language.track();
        let told = visit.way.with(|way| way.told().cloned());
        match told.filter(|told| !told.steps.is_empty()) {
            Some(told) => view! {
                <Stepper total=told.steps.len() />
                <StepList told=told.as_ref().clone() />
            }
            .into_any(),
            None => ().into_any(),
        }
    })
}

/// One step after the other.
#[component]
fn Stepper(total: usize) -> impl IntoView {
    let visit = Visit::here();
    let step = memo(move || visit.session.with(|session| session.trip().step));
    let go = move |to: Option<usize>| visit.apply(Command::ToStep(to));
    // The whole way stands before the first step.
    let back = move || go(step.get_untracked().and_then(|step| step.checked_sub(1)));
    let next = move || go(Some(step.get_untracked().map_or(0, |step| step + 1)));
    let is_last = move || step.get().is_some_and(|step| step + 1 >= total);
    let place = move || match step.get() {
        Some(step) => {
            let number = |number: usize| super::told::written(visit.language.get(), number);
            let values = [("n", &*number(step + 1)), ("total", &*number(total))];
            visit.say_with(Message::WayStepOf, &values)
        }
        None => visit.say(Message::WayWhole).to_owned(),
    };
    let words = move || {
        let step = step.get()?;
        visit
            .way
            .with(|way| Some(way.told()?.steps.get(step)?.words.clone()))
    };
    let next_words = move || match step.get() {
        Some(_) => Message::WayNext,
        None => Message::WayBegin,
    };
    view! {
        <div class="stepper">
            <button
                type="button"
                class="key step-back"
                disabled=check(move || step.get().is_none())
                on:click=tap(back)
            >
                <svg class="flips" viewBox="0 0 24 24" aria-hidden="true"><path d="M15 5l-7 7l7 7" /></svg>
                <span>{visit.text(Message::WayBack)}</span>
            </button>
            <p class="step-now" aria-live="polite">
                <span class="step-place">{live(place)}</span>
                <strong>{live(move || words().unwrap_or_default())}</strong>
            </p>
            <button
                type="button"
                class="key step-next"
                disabled=check(is_last)
                on:click=tap(next)
            >
                <span>{word(move || visit.say(next_words()))}</span>
                <svg class="flips" viewBox="0 0 24 24" aria-hidden="true"><path d="M9 5l7 7l-7 7" /></svg>
            </button>
        </div>
    }
}

/// All steps, under the levels on which they are done.
#[component]
fn StepList(told: Told) -> impl IntoView {
    let visit = Visit::here();
    let mut level = "";
    let mut rows: Vec<AnyView> = Vec::with_capacity(told.steps.len() + told.legs.len());
    for (index, step) in told.steps.iter().enumerate() {
        let own = told.legs.get(step.leg).map_or("", |leg| &leg.level);
        if own != level {
            let name = visit.show_level(own);
            rows.push(view! { <li class="step-level">{name}</li> }.into_any());
            level = own;
        }
        rows.push(view! { <StepRow index step=step.clone() /> }.into_any());
    }
    view! { <ol class="steps">{rows.into_iter().into_rows()}</ol> }
}

#[component]
fn StepRow(index: usize, step: ToldStep) -> impl IntoView {
    let visit = Visit::here();
    let is_now = move || {
        visit
            .session
            .with(|session| session.trip().step == Some(index))
    };
    let go = move || visit.apply(Command::ToStep(Some(index)));
    view! {
        <li>
            <button type="button" class="step-key" aria-pressed=flag(is_now) on:click=tap(go)>
                <svg viewBox="0 0 24 24" aria-hidden="true"><path d=drawing(step.sign) /></svg>
                <span>{step.words}</span>
            </button>
        </li>
    }
}

/// Left and right are those of the walker, in every writing direction.
fn drawing(sign: StepSign) -> &'static str {
    match sign {
        StepSign::Ahead => "M12 21V4M6 10l6-6l6 6",
        StepSign::Left => "M18 21v-7a4 4 0 0 0-4-4H4M9 4.500L3.500 10L9 15.500",
        StepSign::Right => "M6 21v-7a4 4 0 0 1 4-4h10M15 4.500L20.500 10L15 15.500",
        StepSign::Round => "M18 21V9a5 5 0 0 0-10 0v11M3.500 15.500L8 20l4.500-4.500",
        StepSign::Up => "M3 20h5v-5h5v-5h5V5h3M3 8l4-4l4 4M7 4v7",
        StepSign::Down => "M21 20h-5v-5h-5v-5H6V5H3M13 7l4 4l4-4M17 11V3",
        StepSign::Across => "M3 12h17M14 6l6 6l-6 6M3 6v12",
        StepSign::Arrived => "M12 21c-4-5-6-8-6-11a6 6 0 0 1 12 0c0 3-2 6-6 11zM12 8v4",
    }
}
