//! A draft of a listing, as a host page hands it to an element.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use super::fetch::taken_over;
use super::host::{Element, warn};
use crate::domain::publication::draft::Draft;

/// The element's property `data`; none when it has none, or none that can be used, which the
/// console is told.
pub fn of(element: &Element) -> Option<Draft> {
    let data = Reflect::get(element, &JsValue::from_str("data")).ok()?;
    if data.is_undefined() || data.is_null() {
        return None;
    }
    let draft = taken_over(&data, 0).ok().and_then(Draft::read);
    if draft.is_none() {
        warn("stallmap: `data` is no draft of a listing, see FORMAT.md");
    }
    draft
}
