//! Keys on the screen, for the search field of a kiosk. What stands here belongs to the first
//! screen: whether there are keys, and the place for them. The keys themselves are a part of the
//! module that is fetched when they are first wanted.

/// The keys themselves.
mod board;
/// What the search offers, over the keys.
mod offers;
/// What a touched key does.
mod press;

pub use board::Board;

use leptos::prelude::*;

use super::later::Later;
use super::live::{check, effect, flag, live_view, tap, when};
use super::visit::Visit;
use crate::browser::field::{self, Stroke};
use crate::domain::keys::Script;
use crate::domain::language::Message;
use crate::domain::session::{Command, View};

/// Narrower screens are telephones: they bring keys of their own.
const LEAST_WIDTH_PX: i32 = 600;

/// The keys of one element, and the field that they type into.
#[derive(Clone, Copy)]
pub struct Keys {
    /// The search field.
    pub field: NodeRef<leptos::html::Input>,
    /// True on a kiosk: then the system's own keys stay away.
    is_kiosk: bool,
    /// True while the screen is wide enough for keys, and they could be loaded.
    is_offered: RwSignal<bool>,
    has_failed: StoredValue<bool>,
    is_wanted: RwSignal<bool>,
    /// True while an input method composes in the field.
    is_composing: RwSignal<bool>,
    /// The writing that the person switched to.
    script: StoredValue<Option<Script>>,
}

impl Keys {
    /// Keys that are closed.
    pub fn new(is_kiosk: bool) -> Keys {
        Keys {
            field: NodeRef::new(),
            is_kiosk,
            is_offered: RwSignal::new(is_kiosk),
            has_failed: StoredValue::new(false),
            is_wanted: RwSignal::new(false),
            is_composing: RwSignal::new(false),
            script: StoredValue::new(None),
        }
    }

    /// True when this screen has keys of its own.
    pub fn is_offered(self) -> bool {
        self.is_offered.get()
    }

    /// True while they are open.
    pub fn is_open(self) -> bool {
        self.is_wanted.get() && self.is_offered.get()
    }

    /// Opens them, if this screen has any.
    pub fn open(self) {
        self.is_wanted.set(self.is_offered.get_untracked());
    }

    /// Closes them; the writing is kept for the same person.
    pub fn close(self) {
        self.is_wanted.set(false);
    }

    /// Forgets the person: closed, no writing chosen, nothing half composed in the field.
    pub fn forget(self) {
        self.close();
        self.script.set_value(None);
        self.has_failed.set_value(false);
        self.is_composing.set(false);
        if let Some(field) = self.field.get_untracked() {
            field.set_value("");
            // Elements on the screen can be left.
            let _ = field.blur();
        }
    }

    /// Takes the keys away, as they could not be loaded: for this person the field is the system's.
    pub fn fail(self) {
        self.has_failed.set_value(true);
        self.is_offered.set(false);
    }

    /// A finger comes down on the field: is there room for keys now?
    pub fn look(self, width_px: i32) {
        let has_room = self.is_kiosk && width_px >= LEAST_WIDTH_PX;
        self.is_offered
            .set(has_room && !self.has_failed.get_value());
    }

    /// What an input method does in the field: it begins or ends.
    pub fn compose(self, is_composing: bool) {
        self.is_composing.set(is_composing);
    }

    /// The writing to begin with: the person's own choice, else the pad.
    pub fn script(self) -> Script {
        self.script.get_value().unwrap_or_default()
    }

    /// Keeps the writing until the person is forgotten.
    pub fn remember(self, script: Script) {
        self.script.set_value(Some(script));
    }

    /// True while the field holds what is not typed yet.
    pub fn is_composing(self) -> bool {
        self.is_composing.get_untracked()
    }
}

/// The key in the search field that opens and closes the keys, where there are any.
#[component]
pub fn KeysKey() -> impl IntoView {
    let visit = Visit::here();
    let keys = visit.keys;
    let turn = move || {
        if keys.is_open() {
            keys.close();
            return;
        }
        keys.open();
        if let Some(field) = keys.field.get_untracked() {
            // Elements on the screen can have the focus.
            let _ = field.focus();
        }
    };
    when(
        move || keys.is_offered(),
        move || {
            let name = move || {
                visit.say(if keys.is_open() {
                    Message::KeysHide
                } else {
                    Message::KeysShow
                })
            };
            view! {
                <button
                    type="button"
                    class="search-keys"
                    aria-label=name
                    aria-expanded=flag(move || keys.is_open())
                    on:click=tap(turn)
                >
                    <svg viewBox="0 0 24 24" aria-hidden="true">
                        <path d="M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M18 10h.01M8 14.500h8" />
                    </svg>
                </button>
            }
            .into_any()
        },
    )
}

/// The place of the keys at the foot of the screen. It also sees to a keyboard beside the screen:
/// whoever begins to type there types into the search field, wherever the focus is.
#[component]
pub fn KeysPlace() -> impl IntoView {
    let visit = Visit::here();
    let keys = visit.keys;
    let later = Later::here();
    if keys.is_kiosk {
        let strokes = window_event_listener(leptos::ev::keydown, move |event| {
            let Some(field) = keys.field.get_untracked() else {
                return;
            };
            match field::stroke(&event, &field) {
                Stroke::Loose => {
                    // The letter follows the focus.
                    let _ = field.focus();
                }
                Stroke::Done | Stroke::Away => keys.close(),
                Stroke::Other => {}
            }
        });
        on_cleanup(move || strokes.remove());
    }
    // Whoever opens a page has done with typing; typing itself opens and closes the results.
    let seen = StoredValue::new((View::Home, String::new()));
    effect(move || {
        let now = visit
            .session
            .with(|session| (session.view().clone(), session.query().to_owned()));
        let is_turned = seen.with_value(|seen| seen.0 != now.0 && seen.1 == now.1);
        seen.set_value(now);
        if is_turned {
            keys.close();
        }
    });
    live_view(move || {
        if keys.is_open() {
            later.keys()
        } else {
            ().into_any()
        }
    })
}

/// What an input event of the field means: nothing while an input method composes.
pub fn typed(visit: Visit, text: String) {
    if !visit.keys.is_composing() {
        visit.apply(Command::Type(text));
    }
}

/// What the field says about the system's own keys: none on a kiosk that has keys.
pub fn input_mode(keys: Keys) -> &'static str {
    if keys.is_offered() { "none" } else { "search" }
}

/// Whether the screen makes room for the keys.
pub fn room_for(keys: Keys) -> super::live::LiveCheck {
    check(move || keys.is_open())
}
