//! A key that reads aloud what the panel shows: listings, steps of a way, help. It is there only
//! where a voice of the reader's language lives on the machine; nothing is sent to read it.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::live::{effect, flag, spawn, when, word};
use super::visit::Visit;
use crate::browser::voice;
use crate::domain::language::Message;

/// The key. It falls silent when the view or the language changes.
#[component]
pub fn ReadAloud() -> impl IntoView {
    let visit = Visit::here();
    let has_voice = RwSignal::new(false);
    let is_reading = RwSignal::new(false);
    effect(move || {
        let language = visit.language.get();
        voice::stop();
        spawn(async move {
            let found = voice::has(language.tag()).await;
            if !has_voice.is_disposed() {
                has_voice.set(found);
            }
        });
    });
    on_cleanup(voice::stop);
    let press = move |event: MouseEvent| {
        if is_reading.get_untracked() {
            return voice::stop();
        }
        let Some(key) = event.current_target() else {
            return;
        };
        is_reading.set(true);
        voice::read(&key, visit.language.get_untracked().tag(), move || {
            if !is_reading.is_disposed() {
                is_reading.set(false);
            }
        });
    };
    let words = move || {
        visit.say(match is_reading.get() {
            true => Message::StopReading,
            false => Message::ReadAloud,
        })
    };
    when(
        move || has_voice.get(),
        move || {
            let press: Box<dyn FnMut(MouseEvent)> = Box::new(press);
            view! {
                <button
                    type="button"
                    class="key read-key"
                    aria-pressed=flag(move || is_reading.get())
                    on:click=press
                >
                    <svg viewBox="0 0 24 24" aria-hidden="true">
                        <path d="M4 9.500h3.500L12 6v12l-4.500-3.500H4zM15.500 9a4.500 4.500 0 0 1 0 6M18 6.500a8 8 0 0 1 0 11" />
                    </svg>
                    <span>{word(words)}</span>
                </button>
            }
            .into_any()
        },
    )
}
