//! Asks whether anybody is still there, and forgets the person when nobody answers. When, says
//! [`Idle`]; here it is told of touches and looks at the clock.

use std::time::Duration;

use leptos::prelude::*;

use super::live::{effect, live, memo, tap};
use super::visit::Visit;
use crate::browser::hands::{Hands, now_ms};
use crate::domain::language::{CountMessage, Message};
use crate::domain::session::Command;
use crate::domain::session::idle::{Idle, Phase};

/// How often the clock is looked at: the countdown is in seconds.
const LOOK: Duration = Duration::from_secs(1);

/// Watches over one machine; without a time it never asks.
#[derive(Clone, Copy)]
pub struct Watch {
    visit: Visit,
    idle: StoredValue<Option<Idle>>,
}

impl Watch {
    /// Begins to watch and provides the watch to the components of the element.
    pub fn provide(visit: Visit, idle_secs: Option<u32>) {
        let idle = idle_secs.map(|secs| Idle::new(secs, now_ms()));
        let watch = Watch {
            visit,
            idle: StoredValue::new(idle),
        };
        provide_context(watch);
        if idle_secs.is_none() {
            return;
        }
        let hands = Hands::watch(move || watch.tell(Idle::touch));
        let hands = StoredValue::new_local(Some(hands));
        let timer = set_interval_with_handle(move || watch.look(), LOOK);
        on_cleanup(move || {
            hands.try_set_value(None);
            if let Ok(timer) = timer {
                timer.clear();
            }
        });
    }

    /// The watch of the element.
    pub fn here() -> Watch {
        expect_context::<Watch>()
    }

    /// Somebody answered, or came.
    pub fn stay(self) {
        self.tell(Idle::stay);
        self.show();
    }

    fn tell(self, what: fn(&mut Idle, u64)) {
        let now_ms = now_ms();
        self.idle.try_update_value(|idle| {
            if let Some(idle) = idle {
                what(idle, now_ms);
            }
        });
    }

    fn look(self) {
        // What is not there yet, or cannot be shown, invites nobody.
        let is_there = self.visit.venue.try_with_untracked(Option::is_some);
        let has_failed = self.visit.failure.try_with_untracked(Option::is_some);
        if is_there != Some(true) || has_failed != Some(false) {
            return;
        }
        let now_ms = now_ms();
        let leaves = self
            .idle
            .try_update_value(|idle| idle.as_mut().is_some_and(|idle| idle.look(now_ms)));
        if leaves == Some(true) {
            self.visit.apply(Command::Reset);
        }
        self.show();
    }

    fn show(self) {
        let phase = self
            .idle
            .with_value(|idle| idle.as_ref().map_or(Phase::Present, Idle::phase));
        if self.visit.phase.get_untracked() != phase {
            self.visit.phase.set(phase);
        }
    }
}

/// "Are you still there?", over everything else. A touch beside it answers, too: nobody has to aim.
#[component]
pub fn Question() -> impl IntoView {
    let visit = Visit::here();
    let watch = Watch::here();
    let left_secs = memo(move || match visit.phase.get() {
        Phase::Asked(secs) => usize::try_from(secs).unwrap_or(0),
        _ => 0,
    });
    let text = move || visit.count(CountMessage::IdleText, left_secs.get());
    let start_over = move || {
        visit.apply(Command::Reset);
        watch.stay();
    };
    let stay_key = NodeRef::<leptos::html::Button>::new();
    // Who has only a keyboard answers with one key, and who listens hears what it is about.
    effect(move || {
        if let Some(key) = stay_key.get() {
            // A key that cannot take the focus can still be touched.
            let _ = key.focus();
        }
    });
    view! {
        <div class="idle-veil" on:click=tap(move || watch.stay())>
            <div
                class="idle-question"
                role="alertdialog"
                aria-modal="true"
                aria-labelledby="idle-heading"
                aria-describedby="idle-text"
            >
                <h2 id="idle-heading">{visit.text(Message::IdleHeading)}</h2>
                <p id="idle-text">{live(text)}</p>
                <button type="button" class="key idle-stay" node_ref=stay_key on:click=tap(move || watch.stay())>
                    {visit.text(Message::IdleStay)}
                </button>
                <button type="button" class="key idle-over" on:click=tap(start_over)>
                    {visit.text(Message::StartOver)}
                </button>
            </div>
        </div>
    }
}

/// The first screen, waiting: a touch anywhere takes this away.
#[component]
pub fn Wake() -> impl IntoView {
    let visit = Visit::here();
    let watch = Watch::here();
    view! {
        <button type="button" class="attract wake" on:click=tap(move || watch.stay())>
            <span>{visit.text(Message::AttractInvite)}</span>
        </button>
    }
}
