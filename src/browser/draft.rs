//! A draft of a listing, as a host page hands it to an element.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use super::fetch::taken_over;
use super::host::{Element, warn};
use crate::domain::publication::draft::Draft;

/// Whether the element has a property `data`. Frameworks write an empty text for none.
pub fn is_handed(element: &Element) -> bool {
    property(element.as_ref(), "data").is_some()
}

/// Id of the stall that the element's draft is for; empty when it says none.
pub fn stall(element: &Element) -> String {
    let data = property(element.as_ref(), "data");
    let stall = data.and_then(|data| property(&data, "stall")?.as_string());
    stall.unwrap_or_default()
}

fn property(of: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(of, &JsValue::from_str(name)).ok()?;
    (!value.is_falsy()).then_some(value)
}

/// The element's property `data`; none when it has none, or none that can be used, which the
/// console is told.
pub fn of(element: &Element) -> Option<Draft> {
    let data = property(element.as_ref(), "data")?;
    let draft = taken_over(&data, 0).ok().and_then(Draft::read);
    if draft.is_none() {
        warn("stallmap: `data` is no draft of a listing, see FORMAT.md");
    }
    draft
}
