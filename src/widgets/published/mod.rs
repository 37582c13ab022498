//! What the operator published, among the sentences of the screens: each text stands for itself,
//! in its own language and direction, so that a reader's program pronounces it rightly and a full
//! stop stands where its language has it. Beside a Chinese name stands how it is spoken, for those
//! who read Latin letters, and a machine's translation is called one: in words, or by a small sign
//! where names stand close.

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
    let is_machine = tag::is_machine(&tongue);
    let note = is_machine
        .then(|| view! { " " <small class="machine-note">{visit.say(Message::MachineTranslated)}</small> });
    foreign(words, tongue, (beside(spoken), note).into_any())
}

/// A sentence of the screens with one value, which the operator published: it is shown as
/// [`published`] shows it.
pub fn sentence(visit: Visit, message: Message, value: &Text) -> AnyView {
    let words = visit.say(message);
    let (before, rest) = words.split_once('{').unwrap_or((words, ""));
    let (_, after) = rest.split_once('}').unwrap_or_default();
    (before, published(visit, value), after).into_any()
}

/// A name out of a column, with its language and spoken form.
pub fn name(visit: Visit, words: &str, tongue: &str, spoken: &str) -> AnyView {
    let more = noted(visit, tongue, spoken);
    foreign(words.to_owned(), tongue.to_owned(), more)
}

/// Words that are nobody's language, or of one that is not known: numbers, codes, brands.
pub fn code(words: String) -> AnyView {
    foreign(words, String::new(), ().into_any())
}

/// What stands behind a name in `tongue`: how it is spoken, for those who need it, and the sign of
/// a machine's translation, which is read aloud in words.
pub fn noted(visit: Visit, tongue: &str, spoken: &str) -> AnyView {
    let language = visit.language.get();
    let spoken = spoken_form(language.tag(), tongue, || spoken.to_owned());
    let sign = tag::is_machine(tongue).then(|| machine_sign(visit));
    (beside(spoken), sign).into_any()
}

/// Two writings, one behind the other: a machine has translated this.
pub fn machine_sign(visit: Visit) -> AnyView {
    let words = visit.say(Message::MachineTranslated);
    view! {
        " "
        <span class="machine-sign" role="img" aria-label=words>
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M2 14L6.500 3L11 14M3.500 10h6M12 12h10M17 9v3M20 12c-1 4-4 7-8 9M14 12c1 4 4 7 8 9" /></svg>
        </span>
    }
    .into_any()
}

/// How a Chinese text is spoken, where the reader reads Latin letters and not Chinese.
fn spoken_form(reader: &str, tongue: &str, spoken: impl Fn() -> String) -> String {
    match tag::is_chinese(tongue) && tag::is_latin(reader) {
        true => spoken(),
        false => String::new(),
    }
}

/// A spoken form as it stands beside its name.
#[inline(never)]
fn beside(spoken: String) -> AnyView {
    if spoken.is_empty() {
        return ().into_any();
    }
    view! { " " <bdi class="romanised" lang=tag::ROMANISED>{spoken}</bdi> }.into_any()
}

#[inline(never)]
fn foreign(words: String, tongue: String, more: AnyView) -> AnyView {
    if words.is_empty() {
        return ().into_any();
    }
    let tongue = Some(tongue).filter(|own| !own.is_empty());
    view! {
        <bdi lang=tongue>{words}</bdi>
        {more}
    }
    .into_any()
}
