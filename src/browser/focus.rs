//! Who has the keyboard, and handing it on.

use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Event, HtmlElement, ShadowRoot};

/// Who has the keyboard, seen from a part of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// Nobody: what had it is gone.
    Nobody,
    /// The kiosk's map.
    Map,
    /// Something in the part itself.
    Inside,
    /// The key that leads back.
    BackKey,
    /// Something else, which keeps it.
    Other,
}

/// A key of a part: its place among all keys there, and its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    place: u32,
    words: String,
}

fn root_of(part: &Element) -> Option<ShadowRoot> {
    part.get_root_node().dyn_into().ok()
}

/// Waits for the next frame: what was decided before it is on the screen then.
pub async fn next_frame() {
    let mut ask = |resolve, _| {
        let window = web_sys::window();
        // A window without frames is one that nobody sees.
        let _ = window.map(|own| own.request_animation_frame(&resolve));
    };
    let _ = JsFuture::from(Promise::new(&mut ask)).await;
}

/// Who has the keyboard.
pub fn holder(part: &Element) -> Holder {
    let inner = root_of(part).and_then(|root| root.active_element());
    if let Some(inner) = inner {
        if part.contains(Some(&inner)) {
            return Holder::Inside;
        }
        return match inner.class_list().contains("back-key") {
            true => Holder::BackKey,
            false => Holder::Other,
        };
    }
    let active = part.owner_document().and_then(|own| own.active_element());
    match active.map(|own| own.local_name()).as_deref() {
        Some("market-map") => Holder::Map,
        Some("body" | "market-kiosk") | None => Holder::Nobody,
        Some(_) => Holder::Other,
    }
}

/// The key of `part` in which something happened.
pub fn key_of(part: &Element, event: &Event) -> Option<Key> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let key = target.closest("button").ok()??;
    let keys = part.query_selector_all("button").ok()?;
    let place = (0..keys.length()).find(|place| keys.get(*place).as_ref() == Some(&key))?;
    Some(Key {
        place,
        words: key.text_content().unwrap_or_default(),
    })
}

/// Gives the keyboard to a key again, if it is there again; says so.
pub fn give_key(part: &Element, key: &Key) -> bool {
    let Ok(keys) = part.query_selector_all("button") else {
        return false;
    };
    let is_it = |own: &web_sys::Node| own.text_content().as_deref() == Some(key.words.as_str());
    let same_place = keys.get(key.place).filter(is_it);
    // What stands above may have changed meanwhile.
    let found = same_place.or_else(|| {
        let mut all = (0..keys.length()).filter_map(|place| keys.get(place));
        all.find(is_it)
    });
    give(found.and_then(|own| own.dyn_into().ok()))
}

/// Gives the keyboard to the heading of a part, if it has one; says so.
pub fn give_heading(part: &Element) -> bool {
    let Some(heading) = part.query_selector("h2").ok().flatten() else {
        return false;
    };
    // A name that the browser takes; it may have the keyboard, but is no stop on the way.
    let _ = heading.set_attribute("tabindex", "-1");
    give(heading.dyn_into().ok())
}

/// Gives the keyboard to the kiosk's map.
pub fn give_map(kiosk: &HtmlElement) {
    let map = kiosk.query_selector("market-map").ok().flatten();
    let root = map.and_then(|map| map.shadow_root());
    let stage = root.and_then(|root| root.query_selector(".market-map-stage").ok().flatten());
    give(stage.and_then(|own| own.dyn_into().ok()));
}

fn give(element: Option<HtmlElement>) -> bool {
    element.is_some_and(|own| own.focus().is_ok())
}
