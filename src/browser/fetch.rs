//! Bytes from the publication's host.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use crate::domain::market::json::Json;
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

/// Fetches a JSON file.
///
/// # Errors
/// When the host does not answer, answers with another status than 2xx, or the text is not JSON.
pub async fn json(url: &str) -> Result<Json, LoadError> {
    let text = text(url).await?;
    serde_json::from_str(&text).map_err(|error| LoadError {
        detail: error.to_string(),
        ..LoadError::new("not-json", url)
    })
}

async fn text(url: &str) -> Result<String, LoadError> {
    let failed = |code: &str, detail: &JsValue| LoadError {
        detail: detail.as_string().unwrap_or_default(),
        ..LoadError::new(code, url)
    };
    let Some(window) = web_sys::window() else {
        return Err(LoadError::new("network", url));
    };
    let answer = JsFuture::from(window.fetch_with_str(url)).await;
    let response: Response = answer
        .and_then(JsCast::dyn_into)
        .map_err(|error| failed("network", &error))?;
    if !response.ok() {
        let code = ["http-", &response.status().to_string()].concat();
        return Err(LoadError::new(&code, url));
    }
    let promise = response.text().map_err(|error| failed("network", &error))?;
    let text = JsFuture::from(promise)
        .await
        .map_err(|error| failed("network", &error))?;
    let text = text.as_string().unwrap_or_default();
    if text.len() > limits::FILE_BYTES {
        return Err(LoadError::new("too-large", url));
    }
    Ok(text)
}
