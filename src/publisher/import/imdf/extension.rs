//! What this program has written into an archive besides IMDF's own words: the properties that begin
//! with `stallmap_`. What IMDF says itself counts more, so that what another program has drawn or
//! named anew stays so.

use serde_json::Value;

use super::feature::Feature;
use crate::publisher::export::rows::{LEVEL_OTHERS, MARKET_OTHERS};
use crate::publisher::import::staging::Staging;
use crate::publisher::source::layout;

/// Fields in which the words of IMDF count, and the id by which files are found.
const OF_IMDF: [&str; 6] = ["id", "name", "outline", "voids", "at", "levels"];

/// Adds to a row what IMDF has no word for.
pub(super) fn complete(row: &mut Value, extension: &Value) {
    let Some(extension) = extension.as_object() else {
        return;
    };
    for (field, value) in extension {
        let is_said = OF_IMDF.contains(&field.as_str()) && row.get(field).is_some();
        if !is_said {
            row[field.as_str()] = value.clone();
        }
    }
}

/// Takes over the files of a level, or of the market, that the feature carries; only those that a
/// source folder has.
pub(super) fn files(feature: Feature, level: Option<&str>, staging: &mut Staging) {
    let names = match level {
        Some(_) => &LEVEL_OTHERS[..],
        None => &MARKET_OTHERS,
    };
    for name in names {
        let path = level.map_or((*name).to_owned(), |level| layout::of_level(level, name));
        match feature.property("stallmap_files").get(name) {
            Some(Value::Array(rows)) => {
                let rows = rows.iter().map(Value::to_string);
                staging.rows_as_written(&path, rows.collect());
            }
            Some(record @ Value::Object(_)) => staging.record(&path, record.clone()),
            _ => {}
        }
    }
}
