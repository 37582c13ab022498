//! Drafts that come from elsewhere: a file, a link, what the browser has kept. Nothing of them is
//! believed; what became of each field is told.

use super::desk::Desk;
use super::{MOST_CHANGES, VERSION, normal, owners_own, put, taken};
use crate::domain::market::check::Checker;
use crate::domain::market::json::{FromJson, Json};
use crate::domain::market::problem::Fault;
use crate::domain::market::raw::RawListing;

/// Why a draft as a whole is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// It is none.
    NoDraft,
    /// It is of another version of the format.
    Version,
    /// It has more changes than there are fields.
    TooMany,
    /// It is for another market.
    OtherMarket,
    /// It is for another shop or stall; the text is that stall's id.
    OtherStall(String),
    /// It was begun on a publication that this page has not seen yet.
    NewerBase,
}

impl Refused {
    /// Stable code, for programs; those of `stallmap import listings` where both refuse.
    pub fn code(&self) -> &'static str {
        match self {
            Refused::NoDraft => "no-draft",
            Refused::Version => "draft-version",
            Refused::TooMany => "too-large",
            Refused::OtherMarket => "other-market",
            Refused::OtherStall(_) => "other-stall",
            Refused::NewerBase => "newer-base",
        }
    }
}

/// What became of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It says what the draft wants.
    Applied,
    /// It said that before.
    Same,
    /// The same, though somebody else has changed what is published since the draft was begun.
    Conflict,
    /// It cannot be had; the code says why.
    Rejected(&'static str),
}

/// Puts the changes of a draft on the desk, each by itself. Returns the fields and what became of
/// them.
///
/// # Errors
/// When nothing of it can be taken; the desk is as it was.
pub fn take(desk: &mut Desk, json: Json) -> Result<Vec<(String, Outcome)>, Refused> {
    let rows = changes_for(desk, json)?;
    let mut outcomes: Vec<(String, Outcome)> = Vec::new();
    for mut row in rows {
        let field = match taken(&mut row, "field") {
            Some(Json::Text(field)) => field,
            _ => {
                outcomes.push((String::new(), Outcome::Rejected("wrong-type")));
                continue;
            }
        };
        let is_known = outcomes.iter().any(|(own, _)| *own == field);
        let old = taken(&mut row, "old").unwrap_or(Json::Null);
        let new = taken(&mut row, "new").unwrap_or(Json::Null);
        let outcome = match (is_known, owners_own(&field)) {
            (true, _) => Outcome::Rejected("duplicate"),
            (_, Err(reason)) => Outcome::Rejected(reason.code()),
            (false, Ok(())) if !has_shape(desk, &field, &new) => Outcome::Rejected("wrong-type"),
            (false, Ok(())) => put_on(desk, &field, old, new),
        };
        outcomes.push((field, outcome));
    }
    Ok(outcomes)
}

/// The rows of a draft that is for this desk.
fn changes_for(desk: &Desk, mut json: Json) -> Result<Vec<Json>, Refused> {
    let draft = &mut json;
    match taken(draft, "draft") {
        Some(Json::Whole(own)) if own == i64::from(VERSION) => {}
        Some(Json::Whole(_)) => return Err(Refused::Version),
        _ => return Err(Refused::NoDraft),
    }
    let mut text = |name: &str| match taken(draft, name) {
        Some(Json::Text(text)) if !text.is_empty() => Ok(text),
        _ => Err(Refused::NoDraft),
    };
    let (market, listing, stall) = (text("market")?, text("listing")?, text("stall")?);
    let head = &desk.head;
    if market != head.market {
        return Err(Refused::OtherMarket);
    }
    if listing != head.listing || stall != head.stall {
        return Err(Refused::OtherStall(stall));
    }
    let mut base = taken(draft, "base").ok_or(Refused::NoDraft)?;
    match taken(&mut base, "sequence") {
        Some(Json::Whole(own)) if u64::try_from(own).is_ok_and(|own| own <= head.sequence) => {}
        Some(Json::Whole(own)) if own > 0 => return Err(Refused::NewerBase),
        _ => return Err(Refused::NoDraft),
    }
    match taken(draft, "changes") {
        Some(Json::List(rows)) if rows.len() > MOST_CHANGES => Err(Refused::TooMany),
        Some(Json::List(rows)) => Ok(rows),
        // An empty list has no kind of its own.
        Some(Json::Wholes(none)) if none.is_empty() => Ok(Vec::new()),
        _ => Err(Refused::NoDraft),
    }
}

/// Whether a value is of the kind that the field has.
fn has_shape(desk: &Desk, field: &str, value: &Json) -> bool {
    let mut listing = desk.listing();
    put(&mut listing, field, &normal(value.clone()));
    let mut at = Checker::new("");
    RawListing::from_json(listing, &mut at);
    let path = ["/", field].concat();
    let problems = at.finish();
    !problems.list().iter().any(|own| {
        let rest = own.path.strip_prefix(&path);
        matches!(own.fault, Fault::WrongType(_))
            && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

fn put_on(desk: &mut Desk, field: &str, old: Json, new: Json) -> Outcome {
    let published = normal(desk.published(field));
    let new = normal(new);
    let outcome = match (published == new, published == normal(old)) {
        (true, _) => Outcome::Same,
        (false, true) => Outcome::Applied,
        (false, false) => Outcome::Conflict,
    };
    // The field was asked for above.
    match desk.set(field, new) {
        Ok(()) => outcome,
        Err(reason) => Outcome::Rejected(reason.code()),
    }
}

#[cfg(test)]
#[path = "taken_tests.rs"]
mod tests;
