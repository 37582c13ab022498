//! The languages of the screens: keys for the most wanted ones, and a page with all.

use leptos::prelude::*;

use super::live::{IntoRows, flag, live_view, tap};
use super::visit::Visit;
use crate::domain::language::{Language, Message};
use crate::domain::session::{Command, View};

/// Always in reach: the market's own language and the one that most foreign buyers read some of.
const NEAR: [&str; 2] = ["zh", "en"];

/// Keys in the title bar: the language of the screen, the nearest ones, and the way to all.
#[component]
pub fn LanguageKeys() -> impl IntoView {
    let visit = Visit::here();
    let keys = move || {
        let own = visit.language.get();
        let near = NEAR.iter().filter_map(|tag| Language::find(tag));
        let languages = near.chain((!NEAR.contains(&own.tag())).then_some(own));
        let keys = languages.map(|language| view! { <LanguageKey language /> });
        keys.into_rows().into_any()
    };
    let is_open = move || visit.session.with(|own| *own.view() == View::Languages);
    let open = move || visit.open(View::Languages);
    view! {
        <div class="languages" role="group" aria-label=visit.text(Message::Language)>
            {live_view(keys)}
            <button
                type="button"
                class="key all-languages"
                aria-label=visit.text(Message::Language)
                aria-pressed=flag(is_open)
                on:click=tap(open)
            >
                <svg viewBox="0 0 24 24" aria-hidden="true">
                    <path d="M12 3a9 9 0 1 0 .01 0zM3.500 9h17M3.500 15h17M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18" />
                </svg>
            </button>
        </div>
    }
}

#[component]
fn LanguageKey(language: Language, #[prop(optional)] leads_back: bool) -> impl IntoView {
    let visit = Visit::here();
    let is_spoken = move || visit.language.get() == language;
    let speak = move || {
        visit.apply(Command::Speak(language.tag().to_owned()));
        if leads_back {
            visit.apply(Command::Back);
        }
    };
    view! {
        <button
            type="button"
            class="key language-key"
            lang=language.tag()
            dir=language.direction()
            aria-pressed=flag(is_spoken)
            on:click=tap(speak)
        >
            {language.own_name()}
        </button>
    }
}

/// All languages, each in its own words. Choosing one leads back to where one was.
#[component]
pub fn LanguagesPage() -> impl IntoView {
    let visit = Visit::here();
    let keys = Language::all();
    let keys = keys.map(|language| view! { <li><LanguageKey language leads_back=true /></li> });
    view! {
        <section>
            <h2>{visit.text(Message::Language)}</h2>
            <ul class="all-languages-list">{keys.into_rows()}</ul>
        </section>
    }
}
