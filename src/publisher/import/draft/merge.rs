//! One change against what the source says now.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Map, Value};

use super::file::Change;
use super::words;
use crate::domain::market::check::Checker;
use crate::domain::market::listing::Listing;
use crate::domain::market::problem::{Problem, Problems, Severity};
use crate::domain::market::raw::RawListing;
use crate::domain::publication::draft::owners_own;
use crate::publisher::check::findings::Finding;
use crate::publisher::check::nearest::nearest;
use crate::publisher::report::Language;
use crate::publisher::report::sentence::{expected_in, mending_in};

/// What became of one field. Names of its fields are stable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldOutcome {
    /// `name/en`
    pub field: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Why it was not applied; empty when it was.
    pub code: &'static str,
    /// What stands in the source, or what was wanted and cannot be.
    pub found: String,
    /// What should have been there.
    pub expected: String,
    /// What to do about it.
    pub mend: String,
}

/// What can become of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// The source has the wanted value now.
    Applied,
    /// It had it before.
    Same,
    /// Somebody else has changed it as well.
    Conflict,
    /// It must not be, or cannot be.
    Rejected,
}

/// Changes `row` where that is right; its other fields stay as they are.
pub(super) fn merge(
    row: &mut Map<String, Value>,
    change: &Change,
    categories: &BTreeSet<&str>,
    language: Language,
) -> FieldOutcome {
    let outcome = |outcome, code, found: String, expected: String, mend: String| FieldOutcome {
        field: shown(&Value::from(change.field.as_str())),
        outcome,
        code,
        found,
        expected,
        mend,
    };
    let quiet = |kind| outcome(kind, "", String::new(), String::new(), String::new());
    if let Err(reason) = owners_own(&change.field) {
        let (expected, mend) = words::withheld(reason, language);
        let found = shown(&change.new);
        return outcome(Outcome::Rejected, reason.code(), found, expected, mend);
    }
    let now = normal(&at(row, &change.field));
    let (old, new) = (normal(&change.old), normal(&change.new));
    if now == new {
        return quiet(Outcome::Same);
    }
    if now != old {
        let (expected, mend) = words::conflict(&shown(&old), &shown(&new), language);
        return outcome(Outcome::Conflict, "conflict", shown(&now), expected, mend);
    }
    let mut changed = row.clone();
    put(&mut changed, &change.field, new.clone());
    let listing = match serde_json::from_value::<RawListing>(Value::Object(changed.clone())) {
        Ok(listing) => listing,
        Err(error) => {
            let (expected, mend) = words::wrong_shape(&error.to_string(), language);
            let found = shown(&new);
            return outcome(Outcome::Rejected, "wrong-type", found, expected, mend);
        }
    };
    let before = serde_json::from_value(Value::Object(row.clone())).unwrap_or_default();
    let known = mistakes(&before, categories);
    let fresh = mistakes(&listing, categories);
    let fresh = fresh.into_iter().find(|own| !known.contains(own));
    let Some(problem) = fresh else {
        *row = changed;
        return quiet(Outcome::Applied);
    };
    let near = nearest(&problem.found, categories.iter().copied());
    let is_reference = problem.fault.code() == "unknown-reference";
    let finding = Finding {
        near: near.filter(|_| is_reference).map(str::to_owned),
        line: None,
        problem,
    };
    let fault = &finding.problem.fault;
    outcome(
        Outcome::Rejected,
        fault.code(),
        finding.problem.found.clone(),
        expected_in(fault, language),
        mending_in(&finding, language),
    )
}

fn mistakes(listing: &RawListing, categories: &BTreeSet<&str>) -> Vec<Problem> {
    let mut at = Checker::new("");
    Listing::check(listing, &|id| categories.contains(id), &mut at);
    let problems: Problems = at.finish();
    let errors = problems
        .list()
        .iter()
        .filter(|own| own.fault.severity() == Severity::Error);
    errors.cloned().collect()
}

/// The value of a field of one or two steps.
fn at(row: &Map<String, Value>, field: &str) -> Value {
    let value = match field.split_once('/') {
        Some((outer, inner)) => row.get(outer).and_then(|own| own.get(inner)),
        None => row.get(field),
    };
    value.cloned().unwrap_or_default()
}

fn put(row: &mut Map<String, Value>, field: &str, value: Value) {
    let Some((outer, inner)) = field.split_once('/') else {
        set(row, field, value);
        return;
    };
    let below = row.entry(outer).or_insert_with(|| Map::new().into());
    if !below.is_object() {
        *below = Map::new().into();
    }
    let is_empty = below.as_object_mut().is_some_and(|below| {
        set(below, inner, value);
        below.is_empty()
    });
    if is_empty {
        row.remove(outer);
    }
}

fn set(record: &mut Map<String, Value>, field: &str, value: Value) {
    if value.is_null() {
        record.remove(field);
    } else {
        record.insert(field.to_owned(), value);
    }
}

/// A value without what says nothing: spaces around texts, empty parts.
fn normal(value: &Value) -> Value {
    match value {
        Value::String(text) if text.trim().is_empty() => Value::Null,
        Value::String(text) => Value::from(text.trim()),
        Value::Array(list) if list.is_empty() => Value::Null,
        Value::Array(list) => Value::Array(list.iter().map(normal).collect()),
        Value::Object(record) => {
            let parts = record.iter().map(|(name, own)| (name.clone(), normal(own)));
            let parts: Map<String, Value> = parts.filter(|(_, own)| !own.is_null()).collect();
            if parts.is_empty() {
                Value::Null
            } else {
                Value::Object(parts)
            }
        }
        other => other.clone(),
    }
}

/// A value on one short line.
fn shown(value: &Value) -> String {
    const CHARS: usize = 120;
    let text = match value {
        Value::Null => return String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let mut line: String = text.chars().take(CHARS).collect();
    if line.len() < text.len() {
        line.push('…');
    }
    line.replace(char::is_control, " ")
}
