//! What is worth saying about a listing while it is written: the very checks that `stallmap check`
//! and `stallmap import listings` make, and what buyers would miss.

use super::value_at;
use crate::domain::market::check::Checker;
use crate::domain::market::fit::{cut_at, note_untranslated, note_wide};
use crate::domain::market::json::{FromJson, Json};
use crate::domain::market::limits;
use crate::domain::market::listing::Listing;
use crate::domain::market::personal::{Number, number_in};
use crate::domain::market::problem::{Fault, Problem, Severity};
use crate::domain::market::raw::RawListing;

/// A field has nothing that buyers could read.
pub const EMPTY: &str = "empty";
/// A name is not there in one of the market's languages.
pub const NO_LANGUAGE: &str = "no-language";

/// Fields that a buyer misses when they are empty.
const MISSED: [&str; 5] = ["description", "products", "hours", "contact", "languages"];

/// Something to say about a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// As a draft names it: `name/en`, `products`.
    pub field: String,
    /// Which row of a list, from 0.
    pub row: Option<usize>,
    /// The code of `stallmap check`, [`EMPTY`] or [`NO_LANGUAGE`].
    pub code: &'static str,
    /// True when the operator's program would reject it.
    pub is_error: bool,
    /// Characters or rows that are shown or allowed; 0 where it is not about length.
    pub limit: usize,
    /// What stands there, or the language that is missing.
    pub found: String,
}

/// What is worth saying about a listing. `languages` are the market's, its own first.
pub fn advise(
    listing: &Json,
    known_category: &dyn Fn(&str) -> bool,
    languages: &[String],
) -> Vec<Advice> {
    let home = languages.first().map_or("zh", String::as_str);
    let mut at = Checker::new("");
    let raw = RawListing::from_json(listing.clone(), &mut at).unwrap_or_default();
    Listing::check(&raw, known_category, &mut at);
    note_untranslated(&mut at, "name", &raw.name, home);
    note_untranslated(&mut at, "description", &raw.description, home);
    note_wide(&mut at, "name", &raw.name);
    let problems = at.finish();
    let mut list: Vec<Advice> = problems.list().iter().map(of_problem).collect();
    note_numbers(listing, &mut list);
    for field in MISSED {
        let is_said = list.iter().any(|own| own.field == field);
        if !is_said && super::normal(value_at(listing, field)) == Json::Null {
            list.push(said(field, EMPTY));
        }
    }
    for tag in languages {
        let says = |text: &String| !text.trim().is_empty();
        if !raw.name.get(tag).is_some_and(says) {
            list.push(Advice {
                found: tag.clone(),
                ..said(&["name/", tag].concat(), NO_LANGUAGE)
            });
        }
    }
    list
}

fn said(field: &str, code: &'static str) -> Advice {
    Advice {
        field: field.to_owned(),
        row: None,
        code,
        is_error: false,
        limit: 0,
        found: String::new(),
    }
}

fn of_problem(problem: &Problem) -> Advice {
    let (field, row) = place_of(&problem.path);
    let limit = match &problem.fault {
        Fault::TooLong(limit) | Fault::TooMany(limit) => *limit,
        // What was found is shortened, so that it says only where such a name is cut.
        Fault::TooWide(_) => cut_at(&problem.found).unwrap_or(limits::NAME_CHARS),
        _ => 0,
    };
    Advice {
        row,
        is_error: problem.fault.severity() == Severity::Error,
        limit,
        found: problem.found.clone(),
        ..said(&field, problem.fault.code())
    }
}

/// The field and the row of a path: `/products/3/zh` is row 3 of `products`.
fn place_of(path: &str) -> (String, Option<usize>) {
    let mut steps = path.split('/').skip(1);
    let head = steps.next().unwrap_or_default();
    let next = steps.next();
    let row = next.and_then(|own| own.parse().ok());
    let field = match next.filter(|_| row.is_none()) {
        Some(inner) => [head, "/", inner].concat(),
        None => head.to_owned(),
    };
    (field, row)
}

/// Numbers of persons: of mobile telephones where they are no business contact.
fn note_numbers(listing: &Json, list: &mut Vec<Advice>) {
    let Json::Object(entries) = listing else {
        return;
    };
    for (name, value) in entries {
        let mut path = vec!["".to_owned(), name.clone()];
        note_numbers_in(value, name == "contact", &mut path, list);
    }
}

fn note_numbers_in(value: &Json, is_contact: bool, path: &mut Vec<String>, list: &mut Vec<Advice>) {
    let mut deeper = |name: String, own: &Json, list: &mut Vec<Advice>| {
        path.push(name);
        note_numbers_in(own, is_contact, path, list);
        path.pop();
    };
    match value {
        Json::Text(text) => {
            let number = number_in(text);
            if number.is_some_and(|own| !(is_contact && own == Number::Mobile)) {
                let (field, row) = place_of(&path.join("/"));
                let fault = Fault::Personal("number");
                list.push(Advice {
                    row,
                    ..said(&field, fault.code())
                });
            }
        }
        Json::List(rows) => {
            for (row, own) in rows.iter().enumerate() {
                deeper(row.to_string(), own, list);
            }
        }
        Json::Object(entries) => {
            for (name, own) in entries {
                deeper(name.clone(), own, list);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
#[path = "advice_tests.rs"]
mod tests;
