//! Bytes from the publication's host.

use std::cell::RefCell;

use js_sys::{Array, Error, Function, Number, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::intl;
use crate::domain::market::json::Json;
use crate::domain::market::json_text;
use crate::domain::market::limits;

/// Why a file could not be had. The code goes to the technician, a calm sentence to the visitor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadError {
    /// Stable: `network`, `http-404`, `too-large`, `not-json`, `unusable`, `not-published`.
    pub code: String,
    /// Address or path of the file.
    pub path: String,
    /// The parser's or browser's own words.
    pub detail: String,
}

impl LoadError {
    /// An error with a code and no more words.
    pub fn new(code: &str, path: &str) -> LoadError {
        LoadError {
            code: code.to_owned(),
            path: path.to_owned(),
            detail: String::new(),
        }
    }
}

/// How files are read, and how what comes becomes values: a module carries the code of its own
/// way alone.
#[derive(Clone)]
struct Reader {
    read: Function,
    values: fn(&JsValue) -> Result<Json, JsValue>,
}

thread_local! {
    static READER: RefCell<Option<Reader>> = const { RefCell::new(None) };
}

/// Installs how files are read: `read(url, most_bytes)` promises the parsed JSON, or fails with an
/// error whose `code` is one of [`LoadError`]'s. All modules of a page read from one shelf that
/// the loader keeps, so that no file is fetched twice.
pub fn install_reader(read: Function) {
    let values = |parsed: &JsValue| taken_over(parsed, 0);
    READER.set(Some(Reader { read, values }));
}

/// The same, where `read` promises the bytes of a file in an `ArrayBuffer`: a module that reads
/// megabytes of lists reads them itself.
pub fn install_byte_reader(read: Function) {
    let values = parsed;
    READER.set(Some(Reader { read, values }));
}

/// Fetches a JSON file.
///
/// # Errors
/// When the host does not answer, answers with another status than 2xx, or the text is too long or
/// not JSON.
pub async fn json(url: &str) -> Result<Json, LoadError> {
    let Some(Reader { read, values }) = READER.with_borrow(Clone::clone) else {
        return Err(LoadError::new("network", url));
    };
    #[allow(clippy::cast_precision_loss, reason = "a few megabytes")]
    let most_bytes = limits::FILE_BYTES as f64;
    let promise = read.call2(&JsValue::NULL, &url.into(), &most_bytes.into());
    let value = match promise.map(JsCast::dyn_into::<Promise>) {
        Ok(Ok(promise)) => JsFuture::from(promise).await,
        Ok(Err(other)) | Err(other) => Err(other),
    };
    let json = value.and_then(|value| values(&value));
    json.map_err(|error| failed(url, &error))
}

/// Whether the publication in a folder has proved to be the operator's: `read` may have a function
/// `isSigned(src)` of its own, which promises that.
#[cfg(feature = "web")]
pub async fn is_signed(src: &str) -> bool {
    let Some(Reader { read, .. }) = READER.with_borrow(Clone::clone) else {
        return false;
    };
    let ask = Reflect::get(&read, &"isSigned".into()).and_then(JsCast::dyn_into::<Function>);
    let answer = ask.and_then(|ask| ask.call1(&JsValue::NULL, &src.into()));
    match answer.and_then(JsCast::dyn_into::<Promise>) {
        Ok(promise) => JsFuture::from(promise).await == Ok(JsValue::TRUE),
        Err(_) => false,
    }
}

fn failed(url: &str, error: &JsValue) -> LoadError {
    let code = Reflect::get(error, &"code".into()).ok();
    let words = error.dyn_ref::<Error>().map(|error| error.message().into());
    LoadError {
        code: code
            .and_then(|code| code.as_string())
            .unwrap_or_else(|| "not-json".to_owned()),
        path: url.to_owned(),
        detail: words.unwrap_or_default(),
    }
}

/// Reads the bytes of a file.
fn parsed(buffer: &JsValue) -> Result<Json, JsValue> {
    let bytes = Uint8Array::new(buffer).to_vec();
    let text = String::from_utf8_lossy(&bytes);
    json_text::parse(&text, &intl::parse_number).map_err(|misread| {
        let place = misread.byte.to_string();
        Error::new(&["not JSON from byte ", &place, " on"].concat()).into()
    })
}

/// Copies a parsed value out of the browser. Numbers without a fraction that a double holds
/// exactly are whole, however they were written.
pub(super) fn taken_over(value: &JsValue, depth: usize) -> Result<Json, JsValue> {
    // Real files are six deep; the stack must hold whatever a damaged one says.
    const DEEPEST: usize = 64;
    if depth > DEEPEST {
        return Err(Error::new("nested too deeply").into());
    }
    Ok(if let Some(number) = value.as_f64() {
        if number.fract() == 0.0 && number.abs() <= Number::MAX_SAFE_INTEGER {
            #[allow(clippy::cast_possible_truncation, reason = "whole, and small enough")]
            Json::Whole(number as i64)
        } else {
            Json::Real(number)
        }
    } else if let Some(text) = value.as_string() {
        Json::Text(text)
    } else if let Some(list) = value.dyn_ref::<Array>() {
        let mut values = Vec::with_capacity(usize::try_from(list.length()).unwrap_or_default());
        for index in 0..list.length() {
            values.push(taken_over(&list.get(index), depth + 1)?);
        }
        Json::List(values)
    } else if let Some(object) = value.dyn_ref::<Object>() {
        let names = Object::keys(object);
        let values = Object::values(object);
        let mut entries = Vec::with_capacity(usize::try_from(names.length()).unwrap_or_default());
        for index in 0..names.length() {
            let name = names.get(index).as_string().unwrap_or_default();
            entries.push((name, taken_over(&values.get(index), depth + 1)?));
        }
        Json::Object(entries)
    } else {
        value.as_bool().map_or(Json::Null, Json::Bool)
    })
}
