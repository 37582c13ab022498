//! What a market operator publishes about a market.
//!
//! Two types for each thing, one door between them: `Raw…` is what somebody wrote (all optional,
//! tolerant), the checked type of the same name is what the rest of the program may assume. The
//! door is [`check`]: it returns what is usable *and* every problem it met.

/// Macros that write the two kinds of types.
#[macro_use]
mod record;

/// As written by the operator, in the source folder and in the publication's records.
pub mod raw;
/// Reading a raw record out of JSON, tolerantly.
pub mod json;
/// From the text of a file to JSON.
pub mod json_text;
/// Upper bounds on every text, list and number.
pub mod limits;
/// What can be wrong, and where.
pub mod problem;
/// The door from raw to checked.
pub mod check;

/// Names in several languages.
pub mod text;
/// Days, moments, opening hours.
pub mod time;
/// The market, its buildings, levels and kiosks.
pub mod venue;
/// The category tree.
pub mod category;
/// Grade scales, grades, plaques, honours.
pub mod trust;
/// What a shop publishes.
pub mod listing;
/// Service places: mediation room, desk, toilet, lift …
pub mod place;
