//! Values that go between a page's scripts and an owner's desk.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsValue;

use super::fetch::taken_over;
use crate::domain::market::json::Json;

/// Takes a script's value over; none when it is nested deeper than any draft.
pub fn read(value: &JsValue) -> Option<Json> {
    taken_over(value, 0).ok()
}

/// Hands a value to a script.
pub fn write(json: &Json) -> JsValue {
    match json {
        Json::Null => JsValue::NULL,
        Json::Bool(own) => (*own).into(),
        #[allow(clippy::cast_precision_loss, reason = "came from a double")]
        Json::Whole(own) => (*own as f64).into(),
        Json::Real(own) => (*own).into(),
        Json::Text(own) => own.as_str().into(),
        Json::List(rows) => rows.iter().map(write).collect::<Array>().into(),
        Json::Wholes(rows) => {
            let rows = rows.iter().map(|own| JsValue::from(*own));
            rows.collect::<Array>().into()
        }
        Json::Object(entries) => record(
            entries
                .iter()
                .map(|(name, own)| (name.as_str(), write(own))),
        ),
    }
}

/// A plain object.
pub fn record<'a>(entries: impl Iterator<Item = (&'a str, JsValue)>) -> JsValue {
    let object = Object::new();
    for (name, value) in entries {
        // Setting a property of a fresh object does not fail; `__proto__` is one like others here.
        let _ = Reflect::define_property(&object, &name.into(), &property(&value));
    }
    object.into()
}

fn property(value: &JsValue) -> Object {
    let own = Object::new();
    for (name, value) in [
        ("value", value),
        ("enumerable", &JsValue::TRUE),
        ("writable", &JsValue::TRUE),
        ("configurable", &JsValue::TRUE),
    ] {
        let _ = Reflect::set(&own, &name.into(), value);
    }
    own
}
