//! Reading a raw record out of JSON, value by value. A value of the wrong type costs only itself:
//! it is noted with its path and left at its default, and the rest of the file stays usable. (It is
//! also a fraction of the code that one derived reader a record would bring into the page.)

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::check::Checker;
use super::problem::Fault;

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    Null,
    Bool(bool),
    Whole(i64),
    Real(f64),
    Text(String),
    List(Vec<Json>),
    /// In written order; a name that comes twice is kept twice, the last one counts.
    Object(Vec<(String, Json)>),
}

impl Json {
    fn kind(&self) -> &'static str {
        match self {
            Json::Null => "null",
            Json::Bool(_) => "true or false",
            Json::Whole(_) | Json::Real(_) => "a number",
            Json::Text(_) => "a text",
            Json::List(_) => "a list",
            Json::Object(_) => "an object",
        }
    }
}

/// What can be read from JSON.
pub trait FromJson: Sized {
    /// Reads the value, or notes at the present place what was expected and gives none.
    fn from_json(json: Json, at: &mut Checker) -> Option<Self>;
}

/// A field of a record that is being read. One type of reference for all of them keeps the code
/// that reads a record to a table of its fields.
pub trait Slot {
    /// Takes the value over; one of another type is noted and leaves the field as it is.
    fn read(&mut self, json: Json, at: &mut Checker);
}

impl<T: FromJson> Slot for T {
    fn read(&mut self, json: Json, at: &mut Checker) {
        if let Some(value) = T::from_json(json, at) {
            *self = value;
        }
    }
}

/// Reads an object into the fields of a record, for [`record!`](super::record). A name that no
/// field has is passed over: a newer publication may say more than this program knows. False, and
/// noted, when the value is no object.
pub fn fill(
    names: &[&'static str],
    slots: &mut [&mut dyn Slot],
    json: Json,
    at: &mut Checker,
) -> bool {
    let Json::Object(entries) = json else {
        note_wrong("an object", &json, at);
        return false;
    };
    for (name, json) in entries {
        let field = names.iter().zip(&mut *slots).find(|(own, _)| **own == name);
        if let Some((own, slot)) = field {
            at.push(*own);
            slot.read(json, at);
            at.pop();
        }
    }
    true
}

fn wrong<T>(expected: &'static str, found: &Json, at: &mut Checker) -> Option<T> {
    note_wrong(expected, found, at);
    None
}

#[inline(never)]
fn note_wrong(expected: &'static str, found: &Json, at: &mut Checker) {
    at.report(Fault::WrongType(expected.to_owned()), found.kind());
}

impl FromJson for String {
    fn from_json(json: Json, at: &mut Checker) -> Option<String> {
        match json {
            Json::Text(text) => Some(text),
            other => wrong("a text", &other, at),
        }
    }
}

impl FromJson for bool {
    fn from_json(json: Json, at: &mut Checker) -> Option<bool> {
        match json {
            Json::Bool(value) => Some(value),
            other => wrong("true or false", &other, at),
        }
    }
}

impl FromJson for f64 {
    fn from_json(json: Json, at: &mut Checker) -> Option<f64> {
        match json {
            Json::Real(value) => Some(value),
            #[allow(clippy::cast_precision_loss, reason = "degrees and scales are small")]
            Json::Whole(value) => Some(value as f64),
            other => wrong("a number", &other, at),
        }
    }
}

fn whole(json: &Json, at: &mut Checker) -> Option<i64> {
    match json {
        Json::Whole(value) => Some(*value),
        other => wrong("a whole number", other, at),
    }
}

macro_rules! whole_numbers {
    ($($kind:ty)*) => {$(
        impl FromJson for $kind {
            fn from_json(json: Json, at: &mut Checker) -> Option<$kind> {
                let value = whole(&json, at)?;
                let fitting = <$kind>::try_from(value).ok();
                if fitting.is_none() {
                    note_wrong("a whole number of this size", &json, at);
                }
                fitting
            }
        }
    )*};
}
whole_numbers!(i32 u32 i64 u64);

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(json: Json, at: &mut Checker) -> Option<Option<T>> {
        match json {
            Json::Null => Some(None),
            other => T::from_json(other, at).map(Some),
        }
    }
}

impl FromJson for [i32; 2] {
    fn from_json(json: Json, at: &mut Checker) -> Option<[i32; 2]> {
        let values = Vec::<i32>::from_json(json, at)?;
        let len = Json::Whole(i64::try_from(values.len()).unwrap_or(i64::MAX));
        values
            .try_into()
            .ok()
            .or_else(|| wrong("two whole numbers", &len, at))
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(json: Json, at: &mut Checker) -> Option<Vec<T>> {
        let Json::List(list) = json else {
            return wrong("a list", &json, at);
        };
        let mut values = Vec::with_capacity(list.len());
        each(list, at, &mut |json, at| {
            values.extend(T::from_json(json, at))
        });
        Some(values)
    }
}

/// Walks through a list, each value at its own place.
fn each(list: Vec<Json>, at: &mut Checker, take: &mut dyn FnMut(Json, &mut Checker)) {
    for (index, json) in list.into_iter().enumerate() {
        at.push(index);
        take(json, at);
        at.pop();
    }
}

/// Names of an object: texts as they are, indexes as numbers.
pub trait Key: Ord + Sized {
    /// Reads a name.
    fn from_name(name: String) -> Option<Self>;
}

impl Key for String {
    fn from_name(name: String) -> Option<String> {
        Some(name)
    }
}

impl Key for u32 {
    fn from_name(name: String) -> Option<u32> {
        name.parse().ok()
    }
}

impl<K: Key, T: FromJson> FromJson for BTreeMap<K, T> {
    fn from_json(json: Json, at: &mut Checker) -> Option<BTreeMap<K, T>> {
        let Json::Object(entries) = json else {
            return wrong("an object", &json, at);
        };
        let mut map = BTreeMap::new();
        each_entry(
            entries,
            at,
            &mut |name, json, at| match K::from_name(name) {
                Some(key) => {
                    if let Some(value) = T::from_json(json, at) {
                        map.insert(key, value);
                    }
                }
                None => at.report(Fault::Form("a whole number as name"), ""),
            },
        );
        Some(map)
    }
}

/// Walks through an object, each value at its own place.
fn each_entry(
    entries: Vec<(String, Json)>,
    at: &mut Checker,
    take: &mut dyn FnMut(String, Json, &mut Checker),
) {
    for (name, json) in entries {
        at.push(&name);
        take(name, json, at);
        at.pop();
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Whole(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Json, E> {
        #[allow(
            clippy::cast_precision_loss,
            reason = "only what is no whole number of ours anyway"
        )]
        Ok(i64::try_from(value).map_or(Json::Real(value as f64), Json::Whole))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Real(value))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Json, E> {
        Ok(Json::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element()? {
            values.push(value);
        }
        Ok(Json::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Json::Object(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::publication::files::{FileRow, StallColumns};

    fn text(text: &str) -> Json {
        Json::Text(text.to_owned())
    }

    #[test]
    fn a_wrong_value_costs_only_itself() {
        let json = Json::Object(vec![
            (
                "number".into(),
                Json::List(vec![text("1"), Json::Whole(2), text("3")]),
            ),
            ("x".into(), text("ten")),
            (
                "y".into(),
                Json::List(vec![Json::Whole(4), Json::Whole(1 << 40)]),
            ),
            (
                "ids".into(),
                Json::Object(vec![("one".into(), text("a")), ("1".into(), text("b"))]),
            ),
            ("of_next_year".into(), Json::Null),
        ]);
        let mut at = Checker::new("levels/a1.json");
        let columns = StallColumns::from_json(json, &mut at).unwrap();
        assert_eq!(columns.number, ["1", "3"]);
        assert_eq!(columns.y, [4]);
        assert!(columns.x.is_empty());
        assert_eq!(columns.ids, [(1, "b".to_owned())].into());
        let problems = at.finish();
        let found: Vec<&str> = problems
            .list()
            .iter()
            .map(|problem| problem.path.as_str())
            .collect();
        assert_eq!(found, ["/number/1", "/x", "/y/1", "/ids/one"]);
    }

    #[test]
    fn numbers() {
        let check = |json: Json, expected: Option<u64>| {
            let mut at = Checker::new("x");
            assert_eq!(u64::from_json(json, &mut at), expected);
            assert_eq!(at.finish().is_empty(), expected.is_some());
        };
        check(Json::Whole(7), Some(7));
        check(Json::Whole(-7), None);
        check(Json::Real(7.0), None);
        check(text("7"), None);
        check(Json::Null, None);
    }

    #[test]
    fn a_record_of_the_wrong_type_is_no_record() {
        let mut at = Checker::new("x");
        assert_eq!(FileRow::from_json(Json::List(vec![]), &mut at), None);
        assert_eq!(
            at.finish().list()[0].fault,
            Fault::WrongType("an object".into())
        );
    }
}
