//! What the operator published, among the sentences of the screens: each text stands for itself,
//! in its own language and direction, so that a reader's program pronounces it rightly and a full
//! stop stands where its language has it. Beside a Chinese name stands how it is spoken, for those
//! who read Latin letters, and a machine's translation is called one.

use leptos::prelude::*;

use super::visit::Visit;
use crate::domain::language::Message;
use crate::domain::market::tag;
use crate::domain::market::text::Text;

/// A published text in the best language for the reader; nothing when it says nothing.
pub fn published(visit: Visit, text: &Text) -> AnyView {
    let language = visit.language.get();
    let (words, tongue) = visit.pick(text);
    let spoken = spoken_form(language.tag(), &tongue, || {
        text.exact(tag::ROMANISED).unwrap_or_default().to_owned()
    });
    let note = tag::is_machine(&tongue).then(|| visit.say(Message::MachineTranslated));
    foreign(words, tongue, spoken, note)
}

/// A name out of a column, with its language and spoken form.
pub fn name(visit: Visit, words: &str, tongue: &str, spoken: &str) -> AnyView {
    let language = visit.language.get();
    let spoken = spoken_form(language.tag(), tongue, || spoken.to_owned());
    foreign(words.to_owned(), tongue.to_owned(), spoken, None)
}

/// Words that are nobody's language, or of one that is not known: numbers, codes, brands.
pub fn code(words: String) -> AnyView {
    foreign(words, String::new(), String::new(), None)
}

/// How a Chinese text is spoken, where the reader reads Latin letters and not Chinese.
fn spoken_form(reader: &str, tongue: &str, spoken: impl Fn() -> String) -> String {
    match tag::is_chinese(tongue) && tag::is_latin(reader) {
        true => spoken(),
        false => String::new(),
    }
}

#[inline(never)]
fn foreign(words: String, tongue: String, spoken: String, note: Option<&'static str>) -> AnyView {
    if words.is_empty() {
        return ().into_any();
    }
    let tongue = Some(tongue).filter(|own| !own.is_empty());
    let spoken = (!spoken.is_empty())
        .then(|| view! { " " <bdi class="romanised" lang=tag::ROMANISED>{spoken}</bdi> });
    let note = note.map(|note| view! { " " <small class="machine-note">{note}</small> });
    view! {
        <bdi lang=tongue>{words}</bdi>
        {spoken}
        {note}
    }
    .into_any()
}
