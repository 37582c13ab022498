//! What a market operator publishes about a market.
//!
//! Two types for each thing, one door between them: `Raw…` is what somebody wrote (all optional,
//! tolerant), the checked type of the same name is what the rest of the program may assume. The
//! door is [`check`]: it returns what is usable *and* every problem it met.

/// Macros that write the two kinds of types.
#[macro_use]
mod record;

/// The door from raw to checked.
pub mod check;
/// Upper bounds on every text, list and number.
pub mod limits;
/// What can be wrong, and where.
pub mod problem;
/// As written by the operator, in the source folder and in the publication's records.
pub mod raw;

/// The category tree.
pub mod category;
/// Reading a raw record out of JSON, tolerantly.
pub mod json;
/// What a shop publishes.
pub mod listing;
/// Service places: mediation room, desk, toilet, lift …
pub mod place;

/// Names in several languages.
pub mod text;
/// Days, moments, opening hours.
pub mod time;
/// Grade scales, grades, plaques, honours.
pub mod trust;
/// The market, its buildings, levels and kiosks.
pub mod venue;
