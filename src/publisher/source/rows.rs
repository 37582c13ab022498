//! Reading one file: quickly when all is well, value by value when it is not.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, Deserializer as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Deserializer, Value};

use super::State;
use super::mend::mend;
use crate::domain::market::problem::{Fault, Problem, Problems};

/// Reads an array of at most `limit` rows.
pub(super) fn read_list<T>(
    file: &str,
    bytes: &[u8],
    limit: usize,
    problems: &mut Problems,
) -> (Vec<T>, State)
where
    T: DeserializeOwned + Default,
{
    let mut rows = Vec::new();
    let read_row = |_: usize, row: Record<T>| rows.push(row.0);
    let quick_error = match each_row(bytes, limit, read_row) {
        Ok(total) => {
            note_too_many(file, total, limit, problems);
            return (rows, State::Whole);
        }
        Err(error) => error,
    };

    let mut rows = Vec::new();
    let mend_row = |index: usize, row: Value| {
        rows.push(mend(file, &format!("/{index}"), row, problems));
    };
    let read = each_row(bytes, limit, mend_row);
    let state = match read {
        Ok(total) => {
            note_too_many(file, total, limit, problems);
            note_if_nothing_noted(file, &quick_error, problems);
            State::Whole
        }
        Err(error) => {
            problems.push(whole_file(file, &error));
            State::Broken
        }
    };
    (rows, state)
}

/// Reads one record.
pub(super) fn read_record<T>(file: &str, bytes: &[u8], problems: &mut Problems) -> (T, State)
where
    T: DeserializeOwned + Default,
{
    let quick_error = match serde_json::from_slice::<Record<T>>(bytes) {
        Ok(record) => return (record.0, State::Whole),
        Err(error) => error,
    };
    match serde_json::from_slice(bytes) {
        Ok(value) => {
            let record = mend(file, "", value, problems);
            note_if_nothing_noted(file, &quick_error, problems);
            (record, State::Whole)
        }
        Err(error) => {
            problems.push(whole_file(file, &error));
            (T::default(), State::Broken)
        }
    }
}

/// Calls `take` with the first `limit` rows of a JSON array; returns how many rows it has.
fn each_row<T: DeserializeOwned>(
    bytes: &[u8],
    limit: usize,
    take: impl FnMut(usize, T),
) -> Result<usize, serde_json::Error> {
    let mut json = Deserializer::from_slice(bytes);
    let total = json.deserialize_seq(EachRow {
        take,
        limit,
        row: PhantomData,
    })?;
    json.end()?;
    Ok(total)
}

struct EachRow<T, F> {
    take: F,
    limit: usize,
    row: PhantomData<T>,
}

impl<'de, T: DeserializeOwned, F: FnMut(usize, T)> Visitor<'de> for EachRow<T, F> {
    type Value = usize;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a list of rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut rows: A) -> Result<usize, A::Error> {
        let mut total = 0;
        while total < self.limit {
            let Some(row) = rows.next_element()? else {
                return Ok(total);
            };
            (self.take)(total, row);
            total += 1;
        }
        // Rows over the limit are counted, not kept.
        while rows.next_element::<IgnoredAny>()?.is_some() {
            total += 1;
        }
        Ok(total)
    }
}

/// A row written with names. Serde would also take a list of values in the order of the fields,
/// which no clerk means.
struct Record<T>(T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Record<T> {
    fn deserialize<D: serde::Deserializer<'de>>(json: D) -> Result<Record<T>, D::Error> {
        json.deserialize_map(NamedValues(PhantomData))
    }
}

struct NamedValues<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for NamedValues<T> {
    type Value = Record<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, values: A) -> Result<Record<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(values)).map(Record)
    }
}

fn note_too_many(file: &str, total: usize, limit: usize, problems: &mut Problems) {
    if total > limit {
        problems.push(Problem {
            file: file.to_owned(),
            path: String::new(),
            fault: Fault::TooMany(limit),
            found: format!("{total} rows"),
        });
    }
}

/// The slow reading is more tolerant in one point: of a field written twice in one row it takes
/// the last. The quick reading has seen it, and a mistake must not pass in silence.
fn note_if_nothing_noted(file: &str, quick_error: &serde_json::Error, problems: &mut Problems) {
    if problems.is_empty() {
        problems.push(whole_file(file, quick_error));
    }
}

fn whole_file(file: &str, error: &serde_json::Error) -> Problem {
    let words = error.to_string();
    let fault = if words.starts_with("invalid type") {
        let expected = words.rsplit(", expected ").next().unwrap_or(&words);
        Fault::WrongType(expected.to_owned())
    } else {
        Fault::NotJson(words)
    };
    Problem {
        file: file.to_owned(),
        path: String::new(),
        fault,
        found: String::new(),
    }
}
