//! Opening hours: the week in a few lines, and the state right now.

use leptos::prelude::*;

use crate::widgets::live::{IntoRows, live_view};

use crate::domain::language::Message;
use crate::domain::market::time::{Hours, OpenState};
use crate::widgets::clock::Clock;
use crate::widgets::visit::Visit;

const DAYS: [Message; 7] = [
    Message::Monday,
    Message::Tuesday,
    Message::Wednesday,
    Message::Thursday,
    Message::Friday,
    Message::Saturday,
    Message::Sunday,
];

/// `08:30`.
fn clock(minute: u16) -> String {
    let two = |number: u16| {
        if number < 10 {
            ["0", &number.to_string()].concat()
        } else {
            number.to_string()
        }
    };
    [two(minute / 60), two(minute % 60)].join(":")
}

fn day_words(visit: Visit, day: u8) -> &'static str {
    DAYS.get(usize::from(day))
        .map_or("", |message| visit.say(*message))
}

/// "Open until 17:30" or "Closed, opens Monday at 08:30"; nothing when nothing is published.
#[component]
pub fn OpenNow(hours: Hours) -> impl IntoView {
    let visit = Visit::here();
    let market = Clock::here();
    live_view(move || {
        let (open, words) = match market.now().state(&hours) {
            OpenState::Unknown => return ().into_any(),
            OpenState::OpenUntil(minute) => (
                true,
                visit.say_with(Message::OpenUntil, &[("time", &clock(minute))]),
            ),
            OpenState::OpensAt(day, minute) => {
                let values = [("day", day_words(visit, day)), ("time", &*clock(minute))];
                (false, visit.say_with(Message::OpensAt, &values))
            }
        };
        view! { <span class=if open { "open-state is-open" } else { "open-state" }>{words}</span> }
            .into_any()
    })
}

/// The week: days with the same hours share a line.
#[component]
pub fn HoursLines(hours: Hours, title: Message) -> impl IntoView {
    let visit = Visit::here();
    let lines = weekly(&hours);
    (!lines.is_empty()).then(move || {
        let rows = lines.into_iter().map(|line| {
            let days = match (line.first, line.last) {
                (0, 6) => visit.say(Message::EveryDay).to_owned(),
                (first, last) if first == last => day_words(visit, first).to_owned(),
                (first, last) => [day_words(visit, first), day_words(visit, last)].join(" – "),
            };
            let spans = line
                .spans
                .iter()
                .map(|(opens, closes)| [clock(*opens), clock(*closes)].join("–"));
            let spans = spans.collect::<Vec<_>>().join(", ");
            view! {
                <dt>{days}</dt>
                <dd><bdi>{spans}</bdi></dd>
            }
        });
        view! {
            <h4>{visit.say(title)}</h4>
            <OpenNow hours />
            <dl class="facts hours">{rows.into_rows()}</dl>
        }
    })
}

/// Neighbouring days with the same hours.
struct WeekLine {
    first: u8,
    last: u8,
    spans: Vec<(u16, u16)>,
}

fn weekly(hours: &Hours) -> Vec<WeekLine> {
    let mut lines: Vec<WeekLine> = Vec::new();
    for day in 0..7_u8 {
        let own = hours.spans().iter().filter(|span| span.0 == day);
        let spans: Vec<(u16, u16)> = own.map(|span| (span.1, span.2)).collect();
        if spans.is_empty() {
            continue;
        }
        match lines.last_mut() {
            Some(line) if line.spans == spans && line.last + 1 == day => line.last = day,
            _ => lines.push(WeekLine {
                first: day,
                last: day,
                spans,
            }),
        }
    }
    lines
}
