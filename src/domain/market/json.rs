//! Reading a raw record out of JSON, value by value. A value of the wrong type costs only itself:
//! it is noted with its path and left at its default, and the rest of the file stays usable: in a
//! list it keeps its place, because columns are read side by side. (It is also a fraction of the
//! code that one derived reader a record would bring into the page.)

use super::check::Checker;
use super::problem::Fault;
use super::raw::Map;

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    Null,
    Bool(bool),
    Whole(i64),
    Real(f64),
    Text(String),
    List(Vec<Json>),
    /// A list of nothing but small whole numbers, which most lists are.
    Wholes(Vec<i32>),
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
            Json::List(_) | Json::Wholes(_) => "a list",
            Json::Object(_) => "an object",
        }
    }
}

/// What can be read from JSON, in its place. One type of reference for all of them keeps the code
/// that reads a record to a table of its fields.
pub trait Slot {
    /// Takes the value over. False when it is of another type: that is noted at the present place,
    /// and what stood here stays.
    fn read(&mut self, json: Json, at: &mut Checker) -> bool;

    /// Becomes what stands in a list for a value that could not be read: the default, unless that
    /// would say something. False when the list is better off without.
    fn unread(&mut self) -> bool
    where
        Self: Sized,
    {
        true
    }
}

/// What can be made from JSON.
pub trait FromJson: Slot + Default {
    /// Reads the value, or notes at the present place what was expected and gives none.
    fn from_json(json: Json, at: &mut Checker) -> Option<Self> {
        let mut value = Self::default();
        value.read(json, at).then_some(value)
    }
}

impl<T: Slot + Default> FromJson for T {}

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
        return wrong("an object", &json, at);
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

#[inline(never)]
fn wrong(expected: &'static str, found: &Json, at: &mut Checker) -> bool {
    at.report(Fault::WrongType(expected.to_owned()), found.kind());
    false
}

impl Slot for String {
    fn read(&mut self, json: Json, at: &mut Checker) -> bool {
        match json {
            Json::Text(text) => *self = text,
            other => return wrong("a text", &other, at),
        }
        true
    }
}

impl Slot for bool {
    fn read(&mut self, json: Json, at: &mut Checker) -> bool {
        match json {
            Json::Bool(value) => *self = value,
            other => return wrong("true or false", &other, at),
        }
        true
    }
}

impl Slot for f64 {
    fn read(&mut self, json: Json, at: &mut Checker) -> bool {
        match json {
            Json::Real(value) => *self = value,
            #[allow(clippy::cast_precision_loss, reason = "degrees and scales are small")]
            Json::Whole(value) => *self = value as f64,
            other => return wrong("a number", &other, at),
        }
        true
    }
}

macro_rules! whole_numbers {
    ($($kind:ident $unread:ident,)*) => {$(
        impl Slot for $kind {
            fn read(&mut self, json: Json, at: &mut Checker) -> bool {
                let Json::Whole(value) = json else {
                    return wrong("a whole number", &json, at);
                };
                match <$kind>::try_from(value) {
                    Ok(value) => *self = value,
                    Err(_) => return wrong("a whole number of this size", &json, at),
                }
                true
            }

            fn unread(&mut self) -> bool {
                *self = $kind::$unread;
                true
            }
        }
    )*};
}
// Zero is a place, and the first entry of another list; the ends of the range are neither.
whole_numbers!(i32 MIN, u32 MAX, i64 MIN, u64 MAX,);

impl<T: Slot + Default> Slot for Option<T> {
    fn read(&mut self, json: Json, at: &mut Checker) -> bool {
        if json == Json::Null {
            *self = None;
            return true;
        }
        let mut value = T::default();
        let fits = value.read(json, at);
        if fits {
            *self = Some(value);
        }
        fits
    }
}

impl Slot for [i32; 2] {
    fn read(&mut self, json: Json, at: &mut Checker) -> bool {
        let mut values: Vec<i32> = Vec::new();
        if !values.read(json, at) {
            return false;
        }
        match values.as_slice() {
            // Noted already.
            values if values.contains(&i32::MIN) => return false,
            [x, y] => *self = [*x, *y],
            _ => return wrong("two whole numbers", &Json::Whole(0), at),
        }
        true
    }

    /// An outline without one of its corners is nearer the truth than one with a wrong corner.
    fn unread(&mut self) -> bool {
        false
    }
}

impl<T: Slot + Default> Slot for Vec<T> {
    fn read(&mut self, json: Json, at: &mut Checker) -> bool {
        let list = match json {
            Json::List(list) => Items::Any(list.into_iter()),
            Json::Wholes(list) => Items::Wholes(list.into_iter()),
            other => return wrong("a list", &other, at),
        };
        self.clear();
        self.reserve_exact(list.len());
        each(list, at, &mut |json, at| {
            self.push(T::default());
            let last = self.last_mut();
            if !last.is_some_and(|value| value.read(json, at) || value.unread()) {
                self.pop();
            }
        });
        true
    }
}

/// The values of a list of either kind.
enum Items {
    Any(std::vec::IntoIter<Json>),
    Wholes(std::vec::IntoIter<i32>),
}

impl Items {
    fn len(&self) -> usize {
        match self {
            Items::Any(list) => list.len(),
            Items::Wholes(list) => list.len(),
        }
    }

    fn next(&mut self) -> Option<Json> {
        match self {
            Items::Any(list) => list.next(),
            Items::Wholes(list) => list.next().map(|whole| Json::Whole(whole.into())),
        }
    }
}

/// Walks through a list, each value at its own place.
#[inline(never)]
fn each(mut list: Items, at: &mut Checker, take: &mut dyn FnMut(Json, &mut Checker)) {
    for index in 0..list.len() {
        let Some(json) = list.next() else { return };
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

impl<K: Key, T: Slot + Default> Slot for Map<K, T> {
    fn read(&mut self, json: Json, at: &mut Checker) -> bool {
        let Json::Object(entries) = json else {
            return wrong("an object", &json, at);
        };
        self.clear();
        each_entry(entries, at, &mut |name, json, at| {
            let Some(key) = K::from_name(name) else {
                at.report(Fault::Form("a whole number as name"), "");
                return;
            };
            if let Some(value) = T::from_json(json, at) {
                insert(self, key, value);
            }
        });
        true
    }
}

/// Out of line, because maps of values of one size then share the code of a tree's growing.
#[inline(never)]
fn insert<K: Ord, T>(map: &mut Map<K, T>, key: K, value: T) -> Option<T> {
    map.insert(key, value)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::publication::files::{FileRow, StallColumns};

    fn text(text: &str) -> Json {
        Json::Text(text.to_owned())
    }

    #[test]
    fn a_wrong_value_keeps_the_others_in_place() {
        let json = Json::Object(vec![
            (
                "number".into(),
                Json::List(vec![text("1"), Json::Whole(2), text("3")]),
            ),
            ("x".into(), text("ten")),
            (
                "y".into(),
                Json::List(vec![Json::Whole(4), Json::Whole(1 << 40), Json::Whole(6)]),
            ),
            (
                "ids".into(),
                Json::Object(vec![("one".into(), text("a")), ("1".into(), text("b"))]),
            ),
            ("of_next_year".into(), Json::Null),
        ]);
        let mut at = Checker::new("levels/a1.json");
        let columns = StallColumns::from_json(json, &mut at).unwrap();
        assert_eq!(columns.number, ["1", "", "3"]);
        assert_eq!(columns.y, [4, i32::MIN, 6]);
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
    fn a_wrong_corner_is_left_out() {
        let pair = |x, y| Json::List(vec![x, y]);
        let corners = vec![
            pair(Json::Whole(1), Json::Whole(2)),
            pair(Json::Whole(3), Json::Null),
            Json::List(vec![Json::Whole(5)]),
            pair(Json::Whole(7), Json::Whole(8)),
        ];
        let mut at = Checker::new("x");
        let ring = Vec::<[i32; 2]>::from_json(Json::List(corners), &mut at);
        assert_eq!(ring, Some(vec![[1, 2], [7, 8]]));
        assert_eq!(at.finish().errors(), 2, "one for each");
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
