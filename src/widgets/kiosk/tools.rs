//! What every person finds in the same place, whichever room is open: languages, an easier screen,
//! and the way back to the beginning.

use leptos::prelude::*;

use crate::domain::language::Message;
use crate::domain::session::{Command, Ease};
use crate::widgets::languages::LanguageKeys;
use crate::widgets::live::{flag, tap};
use crate::widgets::visit::Visit;

/// The row of keys at the lower edge of a machine; on a website in the title bar.
#[component]
pub fn Tools() -> impl IntoView {
    let visit = Visit::here();
    let start_over = move || visit.apply(Command::Reset);
    view! {
        <div class="tools">
            <LanguageKeys />
            {visit.is_kiosk.then(|| view! { <EaseKeys /> })}
            <button type="button" class="key start-over" on:click=tap(start_over)>
                <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 12a8 8 0 1 0 2.500-5.800M4 4v5h5" /></svg>
                <span>{visit.text(Message::StartOver)}</span>
            </button>
        </div>
    }
}

/// Larger, in high contrast, lower: one tap each, and again for as before.
#[component]
fn EaseKeys() -> impl IntoView {
    let visit = Visit::here();
    let key = |name: &'static str, words: Message, drawing: &'static str, part: Part| {
        let is_on = move || *part(&mut visit.ease());
        let turn = move || {
            let mut ease = visit.session.with_untracked(|session| session.ease());
            let own = part(&mut ease);
            *own = !*own;
            visit.apply(Command::Ease(ease));
        };
        view! {
            <button type="button" class="key ease-key" data-ease=name aria-pressed=flag(is_on) on:click=tap(turn)>
                <svg viewBox="0 0 24 24" aria-hidden="true"><path d=drawing /></svg>
                <span>{visit.text(words)}</span>
            </button>
        }
    };
    view! {
        <div class="ease-keys" role="group" aria-label=visit.text(Message::Ease)>
            {key("large", Message::EaseLarge, LARGE, |ease| &mut ease.is_large)}
            {key("contrast", Message::EaseContrast, CONTRAST, |ease| &mut ease.has_contrast)}
            {key("low", Message::EaseLow, LOW, |ease| &mut ease.is_low)}
        </div>
    }
}

/// One of the things that make the screen easier.
type Part = fn(&mut Ease) -> &mut bool;

/// A small and a large letter.
const LARGE: &str =
    "M2.500 19L6 9.500L9.500 19M3.700 16h4.600M10.500 19L16 4L21.500 19M12.500 14h7";
/// A disc, half of it dark.
const CONTRAST: &str = "M12 3a9 9 0 1 0 .01 0zM12 3v18M14.500 5v14M17 6.500v11M19.300 9v6";
/// Down to a floor.
const LOW: &str = "M12 3v12M6.500 10L12 15.500L17.500 10M4 20.500h16";
