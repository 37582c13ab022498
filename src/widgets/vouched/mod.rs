//! The one way in which everything published about somebody explains itself: what it means, who
//! says so, since when, until when.

use leptos::prelude::*;

use super::live::IntoRows;
use super::parts::shown_line;
use super::published::sentence;
use super::visit::Visit;
use crate::browser::intl;
use crate::domain::language::Message;
use crate::domain::market::text::Text;
use crate::domain::market::time::Day;

/// What is said of something. Parts that are not published are left out, except who says so: that
/// nobody is named is worth knowing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Vouch {
    /// What it means, in the publication's words.
    pub meaning: Text,
    /// Who says so.
    pub issuer: Text,
    /// Days, each with the sentence that says what happens on it, e.g. [`Message::Since`].
    pub days: Vec<(Message, Day)>,
}

impl Vouch {
    /// Adds a day, if it is published.
    pub fn day(mut self, message: Message, day: Option<Day>) -> Vouch {
        self.days.extend(day.map(|day| (message, day)));
        self
    }
}

/// The explanation, in the reader's language at the time it is drawn.
#[component]
pub fn Vouched(vouch: Vouch) -> impl IntoView {
    let visit = Visit::here();
    let language = visit.language.get().tag();
    let issuer = match vouch.issuer.is_empty() {
        true => visit.say(Message::IssuerUnknown).into_any(),
        false => sentence(visit, Message::IssuedBy, &vouch.issuer),
    };
    let days = vouch.days.iter().map(|(message, day)| {
        let words = visit.say_with(*message, &[("date", &intl::day(language, *day))]);
        view! { <li>{words}</li> }
    });
    let days = days.into_rows();
    view! {
        <div class="vouched">
            {shown_line(visit, "vouched-means", &vouch.meaning)}
            <ul class="vouched-facts">
                <li>{issuer}</li>
                {days}
            </ul>
        </div>
    }
}
