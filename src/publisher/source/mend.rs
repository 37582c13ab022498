//! Reads a row as often as it takes to know every mistake in it: the value that does not fit is
//! noted and taken out, then the rest is read again.

use std::collections::HashMap;

use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::Segment;

use crate::domain::market::problem::{Fault, Problem, Problems};

/// Mistakes of one row after which the row is given up, so that a file of nonsense ends.
const MISTAKES_PER_ROW: usize = 100;
/// Characters of a wrong value that are worth showing.
const SHOWN_CHARS: usize = 80;

/// Reads `row`, which stands at `path` in `file`. A row that cannot be mended is an empty one.
pub(super) fn mend<T>(file: &str, path: &str, mut row: Value, problems: &mut Problems) -> T
where
    T: DeserializeOwned + Default,
{
    if !row.is_object() {
        note(
            file,
            path,
            Fault::WrongType("a map".to_owned()),
            &row,
            problems,
        );
        return T::default();
    }
    let mut taken_out = TakenOut::default();
    for _ in 0..MISTAKES_PER_ROW {
        let error = match serde_path_to_error::deserialize::<_, T>(&row) {
            Ok(row) => return row,
            Err(error) => error,
        };
        let Some(steps) = steps_of(error.path()) else {
            note(file, path, fault_of(&error), &row, problems);
            return T::default();
        };
        let below = taken_out.original_path(&steps);
        let fault = fault_of(&error);
        let Some(value) = take_out(&mut row, &steps) else {
            note(file, &format!("{path}{below}"), fault, &row, problems);
            return T::default();
        };
        // A point of which one coordinate was taken out is now too short: the same mistake.
        let is_consequence =
            error.inner().to_string().starts_with("invalid length") && taken_out.has_below(&below);
        if !is_consequence {
            note(file, &format!("{path}{below}"), fault, &value, problems);
        }
        taken_out.remember(&steps, &below);
    }
    T::default()
}

/// One step of a path inside a row.
enum Step {
    Key(String),
    Index(usize),
}

/// The steps to the wrong value; none when it is the row itself or cannot be told.
fn steps_of(path: &serde_path_to_error::Path) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    for segment in path.iter() {
        steps.push(match segment {
            Segment::Seq { index } => Step::Index(*index),
            Segment::Map { key } => Step::Key(key.clone()),
            Segment::Enum { .. } | Segment::Unknown => return None,
        });
    }
    (!steps.is_empty()).then_some(steps)
}

fn take_out(row: &mut Value, steps: &[Step]) -> Option<Value> {
    let (last, above) = steps.split_last()?;
    let mut value = row;
    for step in above {
        value = match step {
            Step::Key(key) => value.get_mut(key)?,
            Step::Index(index) => value.get_mut(index)?,
        };
    }
    match last {
        Step::Key(key) => value.as_object_mut()?.remove(key),
        Step::Index(index) => {
            let list = value.as_array_mut()?;
            (*index < list.len()).then(|| list.remove(*index))
        }
    }
}

/// Where entries of lists were taken out, so that later mistakes are reported at the places that
/// the clerk sees.
#[derive(Default)]
struct TakenOut {
    /// Original indexes in ascending order, by original path of the list.
    lists: HashMap<String, Vec<usize>>,
}

impl TakenOut {
    /// The path in the row as it was written.
    fn original_path(&self, steps: &[Step]) -> String {
        let mut path = String::new();
        for step in steps {
            let step = match step {
                Step::Key(key) => key.clone(),
                Step::Index(index) => {
                    let mut original = *index;
                    for gone in self.lists.get(&path).into_iter().flatten() {
                        if *gone <= original {
                            original += 1;
                        }
                    }
                    original.to_string()
                }
            };
            path.push('/');
            path.push_str(&step);
        }
        path
    }

    /// True when an entry of the list at `path` was taken out.
    fn has_below(&self, path: &str) -> bool {
        self.lists.contains_key(path)
    }

    fn remember(&mut self, steps: &[Step], original_path: &str) {
        if let Some(Step::Index(_)) = steps.last()
            && let Some((list, index)) = original_path.rsplit_once('/')
            && let Ok(index) = index.parse()
        {
            let gone = self.lists.entry(list.to_owned()).or_default();
            gone.push(index);
            gone.sort_unstable();
        }
    }
}

fn fault_of(error: &serde_path_to_error::Error<serde_json::Error>) -> Fault {
    let words = error.inner().to_string();
    let expected = words.rsplit(", expected ").next().unwrap_or(&words);
    let expected = expected.strip_prefix("one of ").unwrap_or(expected);
    if words.starts_with("unknown field") {
        Fault::UnknownField(expected.replace('`', ""))
    } else {
        Fault::WrongType(expected.to_owned())
    }
}

fn note(file: &str, path: &str, fault: Fault, value: &Value, problems: &mut Problems) {
    let shown = match &fault {
        // The value of a field nobody knows says less than its name.
        Fault::UnknownField(_) => path.rsplit('/').next().unwrap_or_default().to_owned(),
        _ => value.to_string(),
    };
    let mut found: String = shown.chars().take(SHOWN_CHARS).collect();
    if found.len() < shown.len() {
        found.push('…');
    }
    problems.push(Problem {
        file: file.to_owned(),
        path: path.to_owned(),
        fault,
        found,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::market::raw::{RawBuilding, RawListing, RawStall};

    fn check<T: DeserializeOwned + Default>(row: &str, expected: &[(&str, &str, &str)]) -> T {
        let mut problems = Problems::default();
        let row = serde_json::from_str(row).unwrap();
        let mended = mend("x.json", "/7", row, &mut problems);
        let found: Vec<(&str, &str, &str)> = problems
            .list()
            .iter()
            .map(|problem| (&*problem.path, problem.fault.code(), &*problem.found))
            .collect();
        assert_eq!(found, expected);
        mended
    }

    #[test]
    fn nothing_wrong() {
        let stall: RawStall = check(r#"{"number": "1", "outline": [[0, 0], [1, 2]]}"#, &[]);
        assert_eq!(stall.outline, [[0, 0], [1, 2]]);
    }

    #[test]
    fn every_wrong_value_and_the_rest_stays() {
        let stall: RawStall = check(
            r#"{"id": 5, "number": "1", "printed": ["x"], "colour": "red", "outline": "none"}"#,
            &[
                ("/7/colour", "unknown-field", "colour"),
                ("/7/id", "wrong-type", "5"),
                ("/7/outline", "wrong-type", "\"none\""),
                ("/7/printed", "wrong-type", "[\"x\"]"),
            ],
        );
        assert_eq!(stall.number, "1");
    }

    #[test]
    fn places_in_lists_stay_as_written() {
        let listing: RawListing = check(
            r#"{"stalls": [1, "a", 2, 3, "b", null], "products": [{"zh": 4, "en": "ball"}, 9]}"#,
            &[
                ("/7/products/0/zh", "wrong-type", "4"),
                ("/7/products/1", "wrong-type", "9"),
                ("/7/stalls/0", "wrong-type", "1"),
                ("/7/stalls/2", "wrong-type", "2"),
                ("/7/stalls/3", "wrong-type", "3"),
                ("/7/stalls/5", "wrong-type", "null"),
            ],
        );
        assert_eq!(listing.stalls, ["a", "b"]);
        assert_eq!(listing.products.len(), 1);
    }

    #[test]
    fn half_a_point_is_one_mistake() {
        let stall: RawStall = check(
            r#"{"outline": [[0, 0], ["1", 5], [9, 9], [1]]}"#,
            &[
                ("/7/outline/1/0", "wrong-type", "\"1\""),
                ("/7/outline/3", "wrong-type", "[1]"),
            ],
        );
        assert_eq!(stall.outline, [[0, 0], [9, 9]]);
    }

    #[test]
    fn deep_in_a_record() {
        let building: RawBuilding = check(
            r#"{"levels": [{"id": "f1", "ordinal": "ground", "storey": 1}]}"#,
            &[
                ("/7/levels/0/ordinal", "wrong-type", "\"ground\""),
                ("/7/levels/0/storey", "unknown-field", "storey"),
            ],
        );
        assert_eq!(building.levels[0].id, "f1");
    }

    #[test]
    fn a_row_that_is_no_row() {
        let stall: RawStall = check("[1, 2]", &[("/7", "wrong-type", "[1,2]")]);
        assert_eq!(stall, RawStall::default());
    }

    #[test]
    fn a_row_of_nonsense_ends() {
        let row = format!("{{\"stalls\": {:?}}}", vec![0; 50_000]);
        let mut problems = Problems::default();
        let row = serde_json::from_str(&row).unwrap();
        let listing: RawListing = mend("x.json", "/7", row, &mut problems);
        assert_eq!(listing, RawListing::default());
        assert_eq!(problems.errors(), MISTAKES_PER_ROW);
    }
}
