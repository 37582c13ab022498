//! The folder of static files that a market publishes, and the way from its bytes to checked
//! types. See `FORMAT.md` in this folder for the format in words.

/// What a shop's owner hands to the operator.
pub mod draft;
/// The files' shapes as written.
pub mod files;
/// From raw files to checked types.
pub mod open;
/// Names of rows in a reader's language.
pub mod names;
/// What is near, and how far it is.
pub mod near;
/// Which file holds what.
pub mod paths;
/// Who wrote an entry.
pub mod signature;
/// Whether an entry may be believed.
pub mod admit;
