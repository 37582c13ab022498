//! All that a host page may rely on: the elements, their attributes and events. The table of them
//! is in `README.md` of this folder; `public/widgets/stallmap.js` is the loader that defines the
//! elements and calls what is here.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[cfg(feature = "web")]
use std::cell::RefCell;

#[cfg(any(feature = "web", feature = "map", feature = "search"))]
use js_sys::Function;
#[cfg(feature = "web")]
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(any(feature = "web", feature = "map", feature = "search"))]
use crate::browser::fetch;

/// `<market-kiosk>`.
#[cfg(feature = "web")]
mod kiosk;
/// `<market-map>`.
#[cfg(feature = "map")]
mod map;
/// An owner's work on the own listing.
#[cfg(feature = "draft")]
mod draft;
/// What is asked of the search, and what it answers.
#[cfg(feature = "search")]
mod search;
/// Whether a publication is the operator's.
#[cfg(feature = "seal")]
mod seal;

/// Installs how files are read: `read(url, most_bytes)` promises the file's bytes, or fails with an
/// error that has a `code`.
#[cfg(feature = "map")]
#[wasm_bindgen]
pub fn install_byte_reader(read: Function) {
    fetch::install_byte_reader(read);
}

/// The same, where `read` promises the parsed JSON.
#[cfg(any(feature = "web", feature = "search"))]
#[wasm_bindgen]
pub fn install_reader(read: Function) {
    fetch::install_reader(read);
}

/// Forgets what was read of all publications: elements that are mounted from here on begin with
/// fresh files.
#[cfg(any(feature = "web", feature = "map"))]
#[wasm_bindgen]
pub fn forget_publications() {
    crate::browser::store::Store::forget_all();
}

/// Installs how search engines are found: `find(base, core)`, see `public/widgets/finder.js`.
#[cfg(feature = "web")]
#[wasm_bindgen]
pub fn install_finder(find: Function) {
    crate::browser::finder::install(find);
}

/// Installs how aloud is read: `voice(act, …)`, see `public/widgets/voice.js`.
#[cfg(feature = "web")]
#[wasm_bindgen]
pub fn install_voice(voice: Function) {
    crate::browser::voice::install(voice);
}

/// Called once by the glue: from here on a panic says where it happened.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
    #[cfg(feature = "web")]
    crate::browser::tasks::install();
}

/// Installs who hears of a panic, `heard(words)`: after it this copy of the module is dead, and all
/// that it shows with it, so nothing may be called from there.
#[cfg(feature = "web")]
#[wasm_bindgen]
pub fn install_crash(heard: Function) {
    HEARD.set(Some(heard));
    std::panic::set_hook(Box::new(|info| {
        crate::browser::tasks::end();
        console_error_panic_hook::hook(info);
        HEARD.with_borrow(|heard| {
            let words = info.to_string().into();
            // What the loader throws is the loader's: this copy is dead anyway.
            let _ = heard.as_ref().map(|own| own.call1(&JsValue::NULL, &words));
        });
    }));
}

#[cfg(feature = "web")]
thread_local! {
    static HEARD: RefCell<Option<Function>> = const { RefCell::new(None) };
}
