//! Texts of the screens in another language, fetched when somebody speaks it.

use std::cell::RefCell;

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::fetch::LoadError;
use super::host;
use crate::domain::language::{self, Language};

thread_local! {
    static READER: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Installs how texts are read: `read(tag)` promises the parsed `texts/<tag>.json`.
pub fn install_reader(read: Function) {
    READER.set(Some(read));
}

/// Installs a parsed `texts/<tag>.json`.
pub fn install(tag: &str, table: &JsValue) {
    language::install(tag, &|key, class| host::text_of(table, key, class));
}

/// Fetches the texts of a language and installs them.
///
/// # Errors
/// When they cannot be had; the languages that are installed are still spoken.
pub async fn load(language: Language) -> Result<(), LoadError> {
    let tag = language.tag();
    let missing = || LoadError::new("no-texts", tag);
    let read = READER.with_borrow(Clone::clone).ok_or_else(missing)?;
    let promise = read.call1(&JsValue::NULL, &tag.into());
    let promise = promise.ok().and_then(|own| own.dyn_into::<Promise>().ok());
    let table = JsFuture::from(promise.ok_or_else(missing)?).await;
    install(tag, &table.map_err(|_| missing())?);
    Ok(())
}
