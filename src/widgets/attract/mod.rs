//! The screen that nobody stands before: it invites in every language, and shows what the market
//! publishes about itself. The map stays where it is and shows one level after the other; a touch
//! anywhere begins a visit. Nothing flashes, and who asked their system for less movement, or
//! touched the pause, sees it stand still.

/// The market's story and today's notices.
mod told;

use std::time::Duration;

use leptos::ev::{KeyboardEvent, MouseEvent, TouchEvent};
use leptos::prelude::*;

use self::told::{Story, Today};
use super::idle::Watch;
use super::live::{IntoRows, effect, flag, live, word};
use super::visit::Visit;
use crate::browser::paint::prefers_stillness;
use crate::domain::language::{Language, Message};
use crate::domain::session::Command;
use crate::domain::session::scenes::{Scene, scenes};

/// How long one picture stands: long enough to be read by who walks past.
const PICTURE: Duration = Duration::from_secs(9);

/// Which picture is shown, and whether it moves on.
#[derive(Clone, Copy)]
struct Pictures {
    turn: RwSignal<usize>,
    is_paused: RwSignal<bool>,
}

impl Pictures {
    fn begin() -> Pictures {
        let pictures = Pictures {
            turn: RwSignal::new(0),
            is_paused: RwSignal::new(prefers_stillness()),
        };
        let next = move || {
            // Nothing, when the screen has just gone.
            if pictures.is_paused.try_get_untracked() == Some(false) {
                pictures.turn.update(|turn| *turn = turn.wrapping_add(1));
            }
        };
        if let Ok(timer) = set_interval_with_handle(next, PICTURE) {
            on_cleanup(move || timer.clear());
        }
        pictures
    }

    /// Which of so many is shown.
    fn place(self, count: usize) -> usize {
        self.turn.get().checked_rem(count).unwrap_or(0)
    }
}

/// All of it.
#[component]
pub fn Attract() -> impl IntoView {
    let visit = Visit::here();
    let pictures = Pictures::begin();
    let scene = show_scenes(visit, pictures);
    let starts = Starts::here();
    let screen = NodeRef::<leptos::html::Main>::new();
    // A keypad without a pointer wakes it, too.
    effect(move || {
        if let Some(screen) = screen.get() {
            // A screen that cannot take the focus can still be touched.
            let _ = screen.focus();
        }
    });
    let pause_words = move || {
        visit.say(match pictures.is_paused.get() {
            true => Message::AttractResume,
            false => Message::AttractPause,
        })
    };
    let drawing = move || {
        if pictures.is_paused.get() {
            "M8 5l11 7l-11 7z"
        } else {
            "M8 5v14M16 5v14"
        }
    };
    let pause = move || {
        pictures
            .is_paused
            .update(|is_paused| *is_paused = !*is_paused)
    };
    view! {
        <main
            class="attract"
            tabindex="-1"
            node_ref=screen
            aria-label=visit.text(Message::AttractInvite)
            on:click=starts.click(None)
            on:touchend=starts.touch(None)
            on:keydown=starts.key()
        >
            <h1 class="spoken">{visit.text(Message::AttractInvite)}</h1>
            <p class="attract-scene">{live(scene)}</p>
            <Invitations pictures starts />
            <div class="attract-told">
                <Story pictures />
                <Today />
                <button
                    type="button"
                    class="key attract-pause"
                    on:touchend=|event: TouchEvent| event.stop_propagation()
                    on:click=move |event: MouseEvent| {
                        event.stop_propagation();
                        pause();
                    }
                >
                    <svg viewBox="0 0 24 24" aria-hidden="true"><path d=word(drawing) /></svg>
                    <span>{word(pause_words)}</span>
                </button>
            </div>
        </main>
    }
}

/// What begins a visit.
#[derive(Clone, Copy)]
struct Starts {
    visit: Visit,
    watch: Watch,
}

impl Starts {
    fn here() -> Starts {
        Starts {
            visit: Visit::here(),
            watch: Watch::here(),
        }
    }

    fn begin(self, language: Option<Language>) {
        if let Some(language) = language {
            self.visit.apply(Command::Speak(language.tag().to_owned()));
        }
        self.watch.stay();
    }

    /// A mouse, or a key on a key of the screen.
    fn click(self, language: Option<Language>) -> Box<dyn FnMut(MouseEvent)> {
        Box::new(move |event| {
            event.stop_propagation();
            self.begin(language);
        })
    }

    /// A finger, also one that rests long or moves. No click may follow: it would hit what lies
    /// below.
    fn touch(self, language: Option<Language>) -> Box<dyn FnMut(TouchEvent)> {
        Box::new(move |event| {
            event.stop_propagation();
            event.prevent_default();
            self.begin(language);
        })
    }

    /// Any key but those that lead from key to key, and those that a key on the screen answers.
    fn key(self) -> Box<dyn FnMut(KeyboardEvent)> {
        Box::new(move |event| {
            let key = event.key();
            let is_letter = key.chars().count() == 1;
            let is_own = event.target() == event.current_target();
            if match key.as_str() {
                "Enter" | " " => is_own,
                _ => is_letter,
            } {
                event.prevent_default();
                self.begin(None);
            }
        })
    }
}

/// "Touch to find any stall", a line for each language, the market's own first; the line of the
/// present picture stands out.
#[component]
fn Invitations(pictures: Pictures, starts: Starts) -> impl IntoView {
    let own = starts.visit.language.get_untracked();
    let others = Language::all().filter(|other| *other != own);
    let count = Language::all().count();
    let lines = std::iter::once(own).chain(others).enumerate();
    let lines = lines.map(|(place, language)| {
        let is_current = move || pictures.place(count) == place;
        view! {
            <li>
                <button
                    type="button"
                    class="invitation"
                    lang=language.tag()
                    dir=language.direction()
                    data-current=flag(is_current)
                    on:touchend=starts.touch(Some(language))
                    on:click=starts.click(Some(language))
                >
                    {language.invitation()}
                </button>
            </li>
        }
    });
    view! { <ul class="invitations">{lines.into_rows()}</ul> }
}

/// Has the map show the scenes, and gives what the present one is called. Afterwards the map shows
/// again what the visit says.
fn show_scenes(visit: Visit, pictures: Pictures) -> impl Fn() -> String + Send + 'static {
    let own_level = move || visit.session.with_untracked(|own| own.level().to_owned());
    let list = visit.venue.with_untracked(|venue| {
        let levels = venue.iter().flat_map(|venue| venue.levels());
        let levels = levels.map(|own| (own.level.id().as_str(), own.level.trades().as_slice()));
        scenes(levels, &own_level())
    });
    let list = StoredValue::new(list);
    let present = move || -> Option<Scene> {
        let place = pictures.place(list.with_value(Vec::len));
        list.with_value(|list| list.get(place).cloned())
    };
    let tell = move |level: &str, trade: &str| {
        visit.tell_map("level", level);
        visit.tell_map("category", trade);
    };
    effect(move || {
        if let Some(scene) = present() {
            tell(&scene.level, scene.trade.as_deref().unwrap_or_default());
        }
    });
    on_cleanup(move || tell(&own_level(), ""));
    move || {
        let Some(scene) = present() else {
            return String::new();
        };
        let trade = scene.trade.and_then(|trade| {
            let index = visit.tree.with(|tree| tree.as_ref()?.tree.find(&trade))?;
            Some(visit.category_name(index))
        });
        let level = visit.level_name(&scene.level);
        [Some(level), trade]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · ")
    }
}
