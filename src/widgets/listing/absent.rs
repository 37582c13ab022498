//! A stall that is not where a link or a page looks for it: it has moved, or it is gone.

use leptos::prelude::*;

use crate::domain::language::Message;
use crate::domain::session::Command;
use crate::widgets::live::{live_view, memo, spawn};
use crate::widgets::loading::report_error;
use crate::widgets::parts::line;
use crate::widgets::visit::Visit;

/// Leads to where the stall is now, when the publication says that; else says that it is gone.
#[component]
pub fn Absent(id: String) -> impl IntoView {
    let visit = Visit::here();
    let outcome: RwSignal<Option<Message>> = RwSignal::new(None);
    let asked = id.clone();
    spawn(async move {
        let word = match visit.store().moved(&asked).await {
            Ok(Some(now)) => match level_of(visit, &now) {
                Some(level) => {
                    return visit.apply(Command::FollowMove {
                        from: asked,
                        to: now,
                        level,
                    });
                }
                None => Message::GoneStall,
            },
            Ok(None) => Message::GoneStall,
            // It may have moved: nothing is said of that.
            Err(error) => {
                report_error(visit, &error);
                Message::FailedListing
            }
        };
        // The person may be elsewhere by now.
        let _ = outcome.try_set(Some(word));
    });
    live_view(move || match outcome.get() {
        Some(word) => line("notice", visit.say_with(word, &[("id", &id)])),
        None => line("hint", visit.say(Message::Loading)),
    })
}

fn level_of(visit: Visit, stall: &str) -> Option<String> {
    visit.venue.with_untracked(|venue| {
        let place = venue.as_ref()?.level_of_stall(stall)?;
        Some(place.level.id().clone())
    })
}

/// Says so above the card of a stall that was looked for under the id that it had before.
#[component]
pub fn MovedNote(id: String) -> impl IntoView {
    let visit = Visit::here();
    let before = memo(move || {
        visit
            .session
            .with(|session| session.moved_from().map(str::to_owned))
    });
    live_view(move || {
        let Some(before) = before.get() else {
            return ().into_any();
        };
        let printed = visit.level.with(|level| {
            let stalls = &level.as_ref()?.stalls;
            Some(stalls.printed(stalls.find(&id)?))
        });
        let goal = printed.unwrap_or_else(|| id.clone());
        let values = [("id", &*before), ("goal", &*goal)];
        let words = visit.say_with(Message::RouteMoved, &values);
        view! { <p class="notice" role="status">{words}</p> }.into_any()
    })
}
