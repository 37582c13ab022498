//! Bringing what an operator has already into a source folder. Everything is read and understood
//! before the first file is written: with a mistake, nothing is.

/// Drafts of owners.
pub mod draft;
/// IMDF archives.
pub mod imdf;
/// What is worth knowing.
pub mod note;
/// Spreadsheets: xlsx and csv.
pub mod sheet;
/// Writing a source folder as a whole.
pub mod staging;
