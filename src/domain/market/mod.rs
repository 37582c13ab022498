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

/// Texts that say nothing in the market's language, names wider than a card.
pub mod fit;
/// Numbers that nobody means to publish.
pub mod personal;

/// Language tags, and which of several a reader wants.
pub mod tag;
/// Names in several languages.
pub mod text;
/// Days, moments, opening hours.
pub mod time;
/// How days and hours stand at a moment of the market's time.
pub mod clock;
/// The market, its buildings, levels and kiosks.
pub mod venue;
/// The category tree.
pub mod category;
/// Grade scales, grades, plaques, honours.
pub mod trust;
/// The honours of all years, by kind and year.
pub mod honour_roll;
/// What a shop publishes.
pub mod listing;
/// Stairs, lifts, bridges: what joins levels and buildings.
pub mod walk;
/// Service places: mediation room, desk, toilet, lift …
pub mod place;
/// Micro-grids and branches.
pub mod grid;
/// Notices and warnings.
pub mod notice;
/// The market's credit index.
pub mod credit_index;
/// A series of values as a line.
pub mod chart;
