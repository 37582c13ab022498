//! What is expected, and how to mend it.

use super::{Language, chinese};
use crate::domain::market::problem::Fault;
use crate::publisher::check::findings::Finding;

/// What should stand there, in a language.
pub fn expected_in(fault: &Fault, language: Language) -> String {
    match language {
        Language::En => expected(fault),
        Language::Zh => chinese::expected(fault),
    }
}

/// What to do about it, in a language.
pub fn mending_in(finding: &Finding, language: Language) -> String {
    match language {
        Language::En => mending(finding),
        Language::Zh => chinese::mending(finding),
    }
}

/// What should stand there, e.g. `a whole number`.
pub fn expected(fault: &Fault) -> String {
    match fault {
        Fault::FileMissing => "a file that can be read".to_owned(),
        Fault::NotJson(_) => "JSON".to_owned(),
        Fault::FileTooLarge(bytes) => format!("at most {} MB", bytes / (1024 * 1024)),
        Fault::WrongType(kind) => plain_kind(kind),
        Fault::UnknownField(known) => format!("one of: {known}"),
        Fault::Missing => "something: it is needed".to_owned(),
        Fault::TooLong(chars) => format!("at most {chars} characters"),
        Fault::TooMany(entries) => format!("at most {entries} entries"),
        Fault::OutOfRange(least, most) => format!("a number from {least} to {most}"),
        Fault::Form(form) => (*form).to_owned(),
        Fault::NotOneOf(words) => {
            let words: Vec<&str> = words.split_whitespace().collect();
            format!("one of: {}", words.join(", "))
        }
        Fault::Duplicate(_) => "each only once".to_owned(),
        Fault::Unknown(thing) => format!("the id of an existing {thing}"),
        Fault::Cycle => "a category above that does not lie below this one".to_owned(),
        Fault::OutsideLevel => "a place within the outline of its level".to_owned(),
        Fault::BadOutline => "an outline with an area that does not cross itself".to_owned(),
        Fault::Overlap(_) => "ground that no other stall covers".to_owned(),
        Fault::Control => "text without control characters and invisible signs".to_owned(),
        Fault::Columns => "columns of equal length".to_owned(),
        Fault::EndsBeforeStart => "an end that is not before the beginning".to_owned(),
        Fault::Island => "a way to the rest of the market".to_owned(),
        Fault::Unreached => {
            "stalls beside a walkway that leads to the rest of the market".to_owned()
        }
        Fault::Personal(number) => format!("no {number} of a person"),
        Fault::NotTranslated(tag) => format!("a text in the market's own language, {tag}"),
        Fault::TooWide(columns) => format!(
            "at most {columns} columns, so that the smallest card shows all of it (a Chinese character takes two)"
        ),
        Fault::Expired(day) => format!("a last day that is not before the publication ({day})"),
        Fault::NoStalls => "a category that at least one stall lists".to_owned(),
        Fault::Foreign(_) => "a product of the categories of its shop".to_owned(),
        Fault::NotCovered(tag) => {
            format!("every text in each language of the market, also in {tag}")
        }
    }
}

/// What to do about it.
pub fn mending(finding: &Finding) -> String {
    let problem = &finding.problem;
    if let Some(near) = &finding.near {
        return format!(
            "Did you mean `{near}`? If not, add what is referred to, or take this out."
        );
    }
    match &problem.fault {
        Fault::FileMissing if problem.found.is_empty() => {
            format!("Put {} into the source folder.", problem.file)
        }
        Fault::FileMissing => "See that the file can be read.".to_owned(),
        Fault::NotJson(words) => {
            format!("Correct the text of the file: {words}. Often a comma, quote or bracket is missing just before.")
        }
        Fault::FileTooLarge(_) => "Shorten texts, or split the level into several.".to_owned(),
        Fault::WrongType(_) => {
            "Write it in the expected form; a number has no quotes, a text has them.".to_owned()
        }
        Fault::UnknownField(_) => {
            "Correct the name if it is a slip; otherwise take it out. It is not published.".to_owned()
        }
        Fault::Missing => "Fill it in.".to_owned(),
        Fault::TooLong(_) => "Shorten it.".to_owned(),
        Fault::TooMany(_) => "Take some out.".to_owned(),
        Fault::OutOfRange(..) => "Correct the number; lengths are decimetres.".to_owned(),
        Fault::Form(_) | Fault::NotOneOf(_) => "Write it in the expected form.".to_owned(),
        Fault::Duplicate(first) => {
            format!("The first stands at {first}. Take one of the two out, or give it another id.")
        }
        Fault::Unknown(_) => {
            "Correct the id, add what it refers to, or take the reference out.".to_owned()
        }
        Fault::Cycle => "Choose another `parent`, or none for a top category.".to_owned(),
        Fault::OutsideLevel => {
            "Correct the coordinates (decimetres of the building's grid, x to the right, y downwards) or the outline of the level.".to_owned()
        }
        Fault::BadOutline => {
            "Give at least three corners, one after the other around the edge.".to_owned()
        }
        Fault::Overlap(other) => format!("Correct this outline or the one at {other}."),
        Fault::Control => "Take these characters out; they often come from copying.".to_owned(),
        Fault::Columns => "Write one entry for each row in every column.".to_owned(),
        Fault::EndsBeforeStart => "Correct one of the two.".to_owned(),
        Fault::Island => {
            "Add a walkway or a connector that leads there.".to_owned()
        }
        Fault::Unreached => {
            "Add a walkway that passes the stall; until then visitors are shown where it is, and no way there.".to_owned()
        }
        Fault::Personal(_) => {
            "Take the number out if it is a person's. A shop's own telephone belongs into `contact`.".to_owned()
        }
        Fault::NotTranslated(tag) => format!("Add the text in `{tag}`."),
        Fault::TooWide(_) => "Shorten it; what is too wide is cut.".to_owned(),
        Fault::Expired(_) => {
            "Publish the new grade, or leave it: visitors see that it has expired.".to_owned()
        }
        Fault::NoStalls => {
            "Take the category out, or see whether shops were given another one.".to_owned()
        }
        Fault::Foreign(category) => {
            format!("Add the category `{category}` to the shop, or correct the product.")
        }
        Fault::NotCovered(tag) => {
            format!("Add the texts, or take `{tag}` out of `languages`; visitors see the first language instead.")
        }
    }
}

/// The reader's words for a type, in words for a clerk.
fn plain_kind(kind: &str) -> String {
    let plain = match kind {
        "i32" | "i64" => "a whole number",
        "u32" | "u64" => "a whole number, zero or more",
        "f64" => "a number",
        "a boolean" => "true or false",
        "a string" => "a text in quotes",
        "a sequence" => "a list in [ ]",
        "a map" => "names and values in { }",
        "an array of length 2" => "a point [x, y]",
        kind if kind.starts_with("struct ") => "names and values in { }",
        kind => kind,
    };
    plain.to_owned()
}
