//! A draft's file: bounded, and strict about its shape.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use crate::domain::publication::draft::{MOST_BYTES, MOST_CHANGES, VERSION};
use crate::publisher::refusal::{Refusal, of_system};

/// What an owner hands over.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Draft {
    pub draft: u32,
    pub market: String,
    pub listing: String,
    pub stall: String,
    pub base: Base,
    pub changes: Vec<Change>,
}

/// The publication that the owner has seen.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Base {
    pub sequence: u64,
    pub sha256: String,
}

/// One field.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    pub field: String,
    #[serde(default)]
    pub old: Value,
    #[serde(default)]
    pub new: Value,
}

/// Reads a draft; what is wrong with its shape is told with its place.
pub(super) fn read(path: &Path) -> Result<Draft, Refusal> {
    let name = path.display().to_string();
    let refused = |error: std::io::Error| of_system(path, &error);
    let file = File::open(path).map_err(refused)?;
    if !file.metadata().map_err(refused)?.is_file() {
        return Err(Refusal::at(name, "file").found("not a file"));
    }
    let mut bytes = Vec::new();
    file.take(MOST_BYTES as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(refused)?;
    if bytes.len() > MOST_BYTES {
        return Err(Refusal::at(name, "too-large")
            .found(format!("more than {MOST_BYTES} bytes"))
            .expected("the draft of one listing")
            .mend("Ask for the draft again."));
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let mut json = serde_json::Deserializer::from_slice(text);
    let draft: Draft = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        Refusal::at(format!("{name} {path}"), "no-draft")
            .found(error.inner())
            .expected("a draft as the preview page writes it")
            .mend("Ask for the draft again, from the preview page.")
    })?;
    json.end().map_err(|error| {
        Refusal::at(&name, "no-draft")
            .found(error)
            .expected("one draft and nothing behind it")
            .mend("Ask for the draft again, from the preview page.")
    })?;
    if draft.draft != VERSION {
        return Err(Refusal::at(format!("{name} draft"), "draft-version")
            .found(draft.draft)
            .expected(VERSION.to_string())
            .mend("Open the draft in the market's present preview page and export it again."));
    }
    let is_hash = |text: &str| text.len() == 64 && text.bytes().all(|own| own.is_ascii_hexdigit());
    if !is_hash(&draft.base.sha256) {
        return Err(Refusal::at(format!("{name} base.sha256"), "form")
            .found(&draft.base.sha256)
            .expected("64 hexadecimal digits")
            .mend("Ask for the draft again, from the preview page."));
    }
    if draft.changes.len() > MOST_CHANGES {
        return Err(Refusal::at(format!("{name} changes"), "too-large")
            .found(format!("{} changes", draft.changes.len()))
            .expected(format!("at most {MOST_CHANGES}"))
            .mend("Ask for the draft again."));
    }
    Ok(draft)
}
