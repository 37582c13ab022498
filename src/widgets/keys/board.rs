//! The keys themselves, from the top: what the search offers, the writings, digits, letters, and
//! the keys that every writing needs. Letters act as they are touched, so that two thumbs can type
//! at once; the field keeps focus and caret all the while.

use leptos::ev::{MouseEvent, PointerEvent};
use leptos::prelude::*;

use super::offers::Offers;
use super::press::Press;
use crate::domain::keys::{DIGITS, Layer, Script, keys, printed};
use crate::domain::language::Message;
use crate::widgets::live::{IntoRows, effect, flag, live_view, memo, tap, when, word};
use crate::widgets::visit::Visit;

/// The open keys.
#[component]
pub fn Board() -> impl IntoView {
    let visit = Visit::here();
    let press = Press::new(visit, visit.keys.script());
    effect(move || visit.keys.remember(press.script.get()));
    let script = press.script;
    view! {
        // Everything on the page lies in a landmark.
        <section class="keys-place" aria-label=visit.text(Message::Search)>
            <div
                class="keys"
                role="group"
                aria-label=visit.text(Message::KeysName)
                data-script=word(move || name(script.get()))
                // Neither a finger nor a mouse takes the caret out of the field.
                on:mousedown=|event: MouseEvent| event.prevent_default()
            >
                <Offers press />
                <Scripts press />
                <Digits press />
                <div
                    class="keys-letters"
                    dir="ltr"
                    on:pointerup=touched(move || { press.let_go(); })
                    on:pointercancel=touched(move || { press.let_go(); })
                >
                    {live_view(move || letters(press, script.get()))}
                </div>
                <Tools press />
            </div>
        </section>
    }
}

/// What style sheets call a writing.
fn name(script: Script) -> &'static str {
    match script {
        Script::Pad => "pad",
        Script::Latin => "latin",
        Script::Cyrillic => "cyrillic",
        Script::Arabic => "arabic",
        Script::Devanagari => "devanagari",
        Script::Hangul => "hangul",
        Script::Kana => "kana",
    }
}

/// A key for each writing, and the one that closes all.
#[component]
fn Scripts(press: Press) -> impl IntoView {
    let visit = press.visit;
    let row = move || {
        let tag = visit.language.get().tag();
        let keys = Script::in_order_for(tag).into_iter().map(move |script| {
            let is_shown = memo(move || press.script.get() == script);
            let sample = script.sample(tag);
            // What is read aloud begins with what stands on the key.
            let label = [sample, visit.say(Message::KeysPad)].join(" ");
            let label = (script == Script::Pad).then_some(label);
            view! {
                <button
                    type="button"
                    class="script-key"
                    lang=script.language()
                    aria-label=label
                    aria-pressed=flag(move || is_shown.get())
                    data-to=name(script)
                    on:click=tap(move || press.switch(script))
                >
                    {sample}
                </button>
            }
        });
        keys.into_rows()
    };
    view! {
        <div class="keys-scripts">
            <div class="script-keys" role="group" aria-label=visit.text(Message::KeysScripts)>{live_view(row)}</div>
            <button
                type="button"
                class="script-key keys-close"
                aria-label=visit.text(Message::KeysHide)
                on:click=tap(move || visit.keys.close())
            >
                <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M3 4h18v10H3zM9 18.500l3 3l3-3M7 9h.01M12 9h.01M17 9h.01" /></svg>
            </button>
        </div>
    }
}

/// Digits, in the same order in every language.
#[component]
fn Digits(press: Press) -> impl IntoView {
    let keys = DIGITS.iter().map(|digit| sign_key(press, digit));
    view! { <div class="keys-digits" dir="ltr">{keys.into_rows()}</div> }
}

/// The letters of a writing in its present layer; for the pad those that stall numbers begin with.
fn letters(press: Press, script: Script) -> AnyView {
    let visit = press.visit;
    if script == Script::Pad {
        let names = visit.venue.with(|venue| {
            let buildings = venue.as_ref().map(|venue| venue.buildings.as_slice());
            let buildings = buildings.unwrap_or_default().iter();
            buildings
                .map(|building| building.short_name().clone())
                .collect::<Vec<String>>()
        });
        let keys = names
            .into_iter()
            .filter(|name| !name.is_empty())
            .map(|name| text_key(press, name.clone(), name));
        return view! { <div class="keys-buildings">{keys.into_rows()}</div> }.into_any();
    }
    let layout = script.layout(visit.language.get().tag());
    let rows = layout.rows(press.layer.get()).iter().map(|row| {
        let keys = keys(row).map(|key| sign_key(press, key));
        view! { <div class="keys-row" lang=script.language()>{keys.into_rows()}</div> }
    });
    rows.into_rows()
}

/// Shift, more letters, space, deleting, emptying, searching.
#[component]
fn Tools(press: Press) -> impl IntoView {
    let visit = press.visit;
    let layout = move || press.script.get().layout(visit.language.get().tag());
    // What more there is shows by its first letter.
    let first = move || {
        let row = layout().more.first();
        row.and_then(|row| keys(row).next()).unwrap_or_default()
    };
    let layer_key = move |layer: Layer, message: Message, sign: fn(&'static str) -> String| {
        let is_shown = move || press.layer.get() == layer;
        view! {
            <button
                type="button"
                class="key-cap tool-key"
                aria-label=visit.text(message)
                aria-pressed=flag(is_shown)
                on:click=tap(move || press.turn(layer))
            >
                {move || sign(first())}
            </button>
        }
        .into_any()
    };
    let has_letters = move || press.script.get() != Script::Pad;
    view! {
        <div class="keys-tools">
            {when(move || !layout().shift.is_empty(), move || layer_key(Layer::Shift, Message::KeysShift, |_| "⇧".to_owned()))}
            {when(move || !layout().more.is_empty(), move || layer_key(Layer::More, Message::KeysMore, |first| [first, "…"].concat()))}
            {when(has_letters, move || view! {
                <button
                    type="button"
                    class="key-cap space-key"
                    on:pointerdown=touched(move || press.put(" "))
                    on:click=struck(move || press.put(" "))
                >
                    {visit.text(Message::KeysSpace)}
                </button>
            }.into_any())}
            <button
                type="button"
                class="key-cap tool-key delete-key"
                aria-label=visit.text(Message::KeysDelete)
                on:pointerdown=touched(move || press.hold_delete())
                on:pointerup=touched(move || { press.let_go(); })
                on:pointercancel=touched(move || { press.let_go(); })
                on:pointerleave=touched(move || { press.let_go(); })
                on:click=struck(move || press.delete())
            >
                <svg class="flips" viewBox="0 0 24 24" aria-hidden="true"><path d="M9 5h12v14H9l-7-7zM12 9l6 6M18 9l-6 6" /></svg>
            </button>
            <button
                type="button"
                class="key-cap tool-key clear-key"
                aria-label=visit.text(Message::SearchClear)
                on:click=tap(move || press.clear())
            >
                <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 7h16M9 7V4h6v3M6.500 7l1 13h9l1-13" /></svg>
            </button>
            <button type="button" class="key-cap enter-key" on:click=tap(move || visit.keys.close())>
                <svg viewBox="0 0 24 24" aria-hidden="true">
                    <path d="M10.500 4a6.500 6.500 0 1 1 0 13a6.500 6.500 0 1 1 0-13zM15.500 15.500L21 21" />
                </svg>
                <span>{visit.text(Message::Search)}</span>
            </button>
        </div>
    }
}

/// A key that puts what is printed on it.
fn sign_key(press: Press, key: &'static str) -> AnyView {
    text_key(press, printed(key), key.to_owned())
}

fn text_key(press: Press, printed: String, key: String) -> AnyView {
    let again = key.clone();
    view! {
        <button
            type="button"
            class="key-cap"
            on:pointerdown=touched(move || press.hold(&key))
            on:click=struck(move || press.put(&again))
        >
            {printed}
        </button>
    }
    .into_any()
}

/// What a finger or the main button of a mouse does as it comes down.
fn touched(mut act: impl FnMut() + 'static) -> Box<dyn FnMut(PointerEvent)> {
    Box::new(move |event| {
        if event.button() <= 0 {
            act();
        }
    })
}

/// What a keyboard or a voice does: a click that no finger made.
fn struck(mut act: impl FnMut() + 'static) -> Box<dyn FnMut(MouseEvent)> {
    Box::new(move |event| {
        if event.detail() == 0 {
            act();
        }
    })
}
