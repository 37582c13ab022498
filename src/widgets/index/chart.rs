//! The series as a line that a finger or the arrow keys walk along, and the same as a table.

use std::sync::Arc;

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;

use crate::browser::intl;
use crate::domain::language::{CountMessage, Message};
use crate::domain::market::chart;
use crate::domain::market::time::Day;
use crate::widgets::live::{IntoRows, OnTap, check, flag, live, live_view, tap};
use crate::widgets::parts::key;
use crate::widgets::visit::Visit;

/// The drawing's own units.
const WIDTH: i32 = 600;
const HEIGHT: i32 = 150;
/// Values shown at first: the last three years of a monthly index.
const SHOWN: usize = 36;
/// Rows of the table shown at once.
const ROWS: usize = 24;

/// The chart and its table. `series` is oldest first and never empty.
#[component]
pub fn Series(series: Arc<Vec<(Day, i64)>>) -> impl IntoView {
    let visit = Visit::here();
    let all = RwSignal::new(false);
    let as_table = RwSignal::new(false);
    let is_long = series.len() > SHOWN;
    let body = move || {
        let skipped = match all.get() {
            true => 0,
            false => series.len().saturating_sub(SHOWN),
        };
        let rows = Arc::new(series.iter().skip(skipped).copied().collect());
        match as_table.get() {
            true => view! { <Table rows /> }.into_any(),
            false => view! { <Line rows /> }.into_any(),
        }
    };
    let range = is_long.then(|| {
        view! {
            <button type="button" class="key" aria-pressed=flag(move || all.get()) on:click=tap(move || all.update(|all| *all = !*all))>
                {visit.say(Message::IndexWhole)}
            </button>
        }
    });
    view! {
        <div class="chart-keys">
            {range}
            <button type="button" class="key table-key" aria-pressed=flag(move || as_table.get()) on:click=tap(move || as_table.update(|own| *own = !*own))>
                {visit.say(Message::IndexTable)}
            </button>
        </div>
        {live_view(body)}
    }
}

#[component]
fn Line(rows: Arc<Vec<(Day, i64)>>) -> impl IntoView {
    let visit = Visit::here();
    let language = visit.language.get().tag();
    let count = rows.len();
    let last = count.saturating_sub(1);
    let values: Arc<Vec<i64>> = Arc::new(rows.iter().map(|(_, value)| *value).collect());
    let at = RwSignal::new(last);
    let mut points = String::new();
    for (_, x, y) in chart::line(&values, WIDTH, HEIGHT) {
        points.push_str(&[x.to_string().as_str(), ",", &y.to_string(), " "].concat());
    }
    let (low, high) = chart::bounds(&values);
    let own = Arc::clone(&rows);
    let words = move || {
        let row = own.get(at.get()).copied();
        row.map_or_else(String::new, |(day, value)| {
            let (day, value) = (intl::day(language, day), intl::hundredths(language, value));
            [day.as_str(), ": ", &value].concat()
        })
    };
    let spoken = words.clone();
    let x = move || chart::x_of(at.get(), count, WIDTH);
    let y = move || {
        let value = values.get(at.get()).copied().unwrap_or_default();
        chart::y_of(value, &values, HEIGHT)
    };
    // A line of no length with round ends: a dot that stretching the chart leaves round.
    let dot = move || ["M", &x().to_string(), " ", &y().to_string(), "h0"].concat();
    let cursor = move || ["M", &x().to_string(), " -8V158"].concat();
    let go = move |by: isize| at.update(|at| *at = at.saturating_add_signed(by).min(last));
    let key = move |event: KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowLeft" | "ArrowDown" => -1,
            "ArrowRight" | "ArrowUp" => 1,
            "PageDown" => -12,
            "PageUp" => 12,
            "Home" => isize::MIN,
            "End" => isize::MAX,
            _ => return,
        };
        event.prevent_default();
        go(by);
    };
    let frame = NodeRef::<leptos::html::Div>::new();
    let touch: OnTap = Box::new(move |event: MouseEvent| {
        if let Some(frame) = frame.get_untracked() {
            let own = frame.get_bounding_client_rect();
            let share = (f64::from(event.client_x()) - own.left()) / own.width().max(1.0);
            at.set(chart::place_at(
                (share * f64::from(WIDTH)) as i32,
                WIDTH,
                count,
            ));
        }
    });
    let year = |place: usize| rows.get(place).map(|(day, _)| day.civil().0.to_string());
    let step_key = |by: isize, message: Message, drawing: &'static str| {
        let is_end = move || at.get() == if by < 0 { 0 } else { last };
        view! {
            <button type="button" class="key step-key" aria-label=visit.say(message) disabled=check(is_end) on:click=tap(move || go(by))>
                <svg viewBox="0 0 24 24" aria-hidden="true"><path d=drawing /></svg>
            </button>
        }
    };
    view! {
        <div class="chart" dir="ltr">
            <div
                class="chart-frame"
                node_ref=frame
                tabindex="0"
                role="slider"
                aria-label=visit.say(Message::IndexChart)
                aria-valuemin="0"
                aria-valuemax=last.to_string()
                aria-valuenow=live(move || at.get().to_string())
                aria-valuetext=live(spoken)
                on:keydown=key
                on:click=touch
            >
                <svg viewBox="-8 -10 616 170" preserveAspectRatio="none" aria-hidden="true">
                    <path class="chart-rule" d="M0 0H600M0 75H600M0 150H600" />
                    <polyline class="chart-line" points=points />
                    <path class="chart-cursor" d=live(cursor) />
                    <path class="chart-dot" d=live(dot) />
                </svg>
                <span class="chart-high" aria-hidden="true">{intl::hundredths(language, high)}</span>
                <span class="chart-low" aria-hidden="true">{intl::hundredths(language, low)}</span>
            </div>
            <p class="chart-years" aria-hidden="true"><span>{year(0)}</span><span>{year(last)}</span></p>
            <div class="chart-walk">
                {step_key(-1, Message::IndexEarlier, "M15 5l-7 7l7 7")}
                <p class="chart-words">{live(words)}</p>
                {step_key(1, Message::IndexLater, "M9 5l7 7l-7 7")}
            </div>
        </div>
    }
}

#[component]
fn Table(rows: Arc<Vec<(Day, i64)>>) -> impl IntoView {
    let visit = Visit::here();
    let language = visit.language.get().tag();
    let shown = RwSignal::new(ROWS);
    let total = rows.len();
    let lines = move || {
        let newest_first = rows.iter().rev().take(shown.get());
        let lines = newest_first.map(|(day, value)| {
            view! {
                <tr>
                    <th scope="row">{intl::day(language, *day)}</th>
                    <td><bdi>{intl::hundredths(language, *value)}</bdi></td>
                </tr>
            }
        });
        lines.into_rows()
    };
    let more = move || match total.saturating_sub(shown.get()) {
        0 => ().into_any(),
        rest => key(
            "key more-key",
            visit.count(CountMessage::CountMore, rest),
            tap(move || shown.update(|shown| *shown += ROWS * 4)),
        ),
    };
    view! {
        <table class="index-table">
            <caption class="spoken">{visit.say(Message::IndexChart)}</caption>
            <thead>
                <tr>
                    <th scope="col">{visit.say(Message::IndexDay)}</th>
                    <th scope="col">{visit.say(Message::IndexValue)}</th>
                </tr>
            </thead>
            <tbody>{live_view(lines)}</tbody>
        </table>
        {live_view(more)}
    }
}
