//! Voices of this machine, as `public/widgets/voice.js` has them.

use std::cell::RefCell;

use js_sys::{Array, Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

thread_local! {
    static VOICE: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Installs how aloud is read: `voice(act, …)`.
pub fn install(voice: Function) {
    VOICE.set(Some(voice));
}

fn call(act: &str, values: &[JsValue]) -> Option<JsValue> {
    let voice = VOICE.with_borrow(Clone::clone)?;
    let all = Array::of1(&act.into());
    for value in values {
        all.push(value);
    }
    voice.apply(&JsValue::NULL, &all).ok()
}

/// Whether a voice for a language lives on this machine.
pub async fn has(tag: &str) -> bool {
    let promise = call("has", &[tag.into()]).and_then(|own| own.dyn_into::<Promise>().ok());
    match promise {
        Some(promise) => JsFuture::from(promise)
            .await
            .is_ok_and(|own| own.is_truthy()),
        None => false,
    }
}

/// Reads aloud the panel that the pressed key stands in, for a reader of `tag`. `ended` is called
/// once, when it is over or was stopped.
pub fn read(key: &JsValue, tag: &str, ended: impl FnOnce() + 'static) {
    let ended = Closure::once_into_js(ended);
    call("read", &[key.clone(), tag.into(), ended]);
}

/// Falls silent.
pub fn stop() {
    call("stop", &[]);
}
