//! The market's credit index: the value, its step, the five lights in words, the series as a chart
//! and as a table, and who publishes it.
//!
//! [`IndexPanel`] stands alone: it needs the index and the day, no market and no map.

use std::sync::Arc;

use leptos::prelude::*;

use super::clock::Clock;
use super::live::{IntoRows, live_view};
use super::papers::{Papers, paper_view};
use super::visit::Visit;
use super::vouched::{Vouch, Vouched};
use crate::browser::intl;
use crate::browser::paint::{css_color, readable_on};
use crate::browser::store::PaperFile;
use crate::domain::language::Message;
use crate::domain::market::credit_index::{CreditIndex, IndexLight};
use crate::domain::market::time::Day;

/// `<market-index>`: the index outside of a kiosk.
mod alone;
/// The series as a line and as a table.
mod chart;

pub use alone::{IndexAlone, IndexFace};
use chart::Series;

/// The page in the kiosk.
#[component]
pub fn IndexPage() -> impl IntoView {
    let visit = Visit::here();
    let index = Papers::here().sheet(PaperFile::Index);
    let clock = Clock::here();
    let panel = move |list: Arc<Vec<CreditIndex>>| {
        visit.language.track();
        let today = clock.today();
        list.iter()
            .map(|index| view! { <IndexPanel index=index.clone() today /> })
            .into_rows()
    };
    view! { <section class="index-page">{paper_view(index, panel)}</section> }
}

/// The index as it stands on a day. Values that are dated later are not shown.
#[component]
pub fn IndexPanel(index: CreditIndex, today: Day) -> impl IntoView {
    let visit = Visit::here();
    let language = visit.language.get().tag();
    let place = index.place_on(today);
    let Some((day, value)) = index.value(place) else {
        return ().into_any();
    };
    let light = index.light(value);
    let vouch = Vouch {
        meaning: index.note().clone(),
        issuer: index.issuer().clone(),
        days: vec![(Message::IndexDate, day)],
    };
    let series: Vec<(Day, i64)> = index.series().iter().take(place + 1).copied().collect();
    view! {
        <article class="index-panel" part="index">
            <h2>{visit.show(index.name())}</h2>
            <div class="index-head">
                <p class="index-value"><bdi>{intl::hundredths(language, value)}</bdi></p>
                <Step step=index.step(place) />
            </div>
            <Lights lights=index.lights().clone() shining=light />
            <Vouched vouch />
            <Series series=Arc::new(series) />
        </article>
    }
    .into_any()
}

/// The step from the value before: sign, arrow and words.
#[component]
fn Step(step: Option<i64>) -> impl IntoView {
    let visit = Visit::here();
    step.map(|step| {
        let language = visit.language.get().tag();
        let size = intl::hundredths(language, step.saturating_abs());
        let (message, drawing) = match step {
            1.. => (Message::IndexUp, "M12 19V6M6 11l6-6 6 6"),
            0 => (Message::IndexSame, "M5 12h14"),
            _ => (Message::IndexDown, "M12 5v13M6 13l6 6 6-6"),
        };
        view! {
            <p class="index-step">
                <svg viewBox="0 0 24 24" aria-hidden="true"><path d=drawing /></svg>
                <span>{visit.say_with(message, &[("value", &size)])}</span>
            </p>
        }
    })
}

/// All lights, best first, each with its words; the shining one is filled, framed and said.
#[component]
fn Lights(lights: Vec<IndexLight>, shining: Option<usize>) -> impl IntoView {
    let visit = Visit::here();
    let rows = lights.into_iter().enumerate().map(|(place, light)| {
        let is_on = shining == Some(place);
        let [_, red, green, blue] = light.color().to_be_bytes();
        let color = [red, green, blue];
        let mark = is_on.then(|| {
            view! {
                <svg viewBox="0 0 24 24" aria-hidden="true" style:color=css_color(readable_on(color))>
                    <path d="M5 12.500l5 5L19 7.500" />
                </svg>
            }
        });
        let now = is_on.then(|| view! { <span class="spoken">{visit.say(Message::IndexLightNow)}</span> });
        view! {
            <li class=if is_on { "light is-on" } else { "light" } aria-current=is_on.then_some("true")>
                <span class="light-disc" style:--light=css_color(color)>{mark}</span>
                <span class="light-words">{visit.show(light.name())}</span>
                {now}
            </li>
        }
    });
    view! {
        <ol class="lights" aria-label=visit.say(Message::IndexLights)>{rows.into_rows()}</ol>
    }
}

/// The index as a key on the first screen: value and light, once they are there.
#[component]
pub fn IndexKeyWords() -> impl IntoView {
    let visit = Visit::here();
    let index = Papers::here().sheet(PaperFile::Index);
    let clock = Clock::here();
    live_view(move || {
        let found = index.with(|paper| paper.list()?.first().cloned());
        let shown = found.and_then(|index: CreditIndex| {
            let (_, value) = index.value(index.place_on(clock.today()))?;
            let light = index
                .light(value)
                .and_then(|light| index.lights().get(light).cloned());
            Some((value, light))
        });
        match shown {
            Some((value, light)) => {
                let color = light.as_ref().map_or(0, |light| *light.color());
                let [_, red, green, blue] = color.to_be_bytes();
                let value = intl::hundredths(visit.language.get().tag(), value);
                let words = light.map(|light| visit.show(light.name()));
                view! {
                    <small class="index-brief">
                        <bdi>{value}</bdi>
                        {words.map(|words| view! {
                            <span class="light-disc" style:--light=css_color([red, green, blue])></span>
                            <span>{words}</span>
                        })}
                    </small>
                }
                .into_any()
            }
            None => ().into_any(),
        }
    })
}
