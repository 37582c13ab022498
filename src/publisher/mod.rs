//! What is written: the operator's program. It is the only room that touches files.
//!
//! A source folder ([`sample`] makes one to start from) is read tolerantly ([`source`]), every mistake in it is found at once
//! ([`check`]) and put into words ([`report`]); a folder without errors becomes a publication
//! ([`build`]), which any static host can serve, and [`serve`] does for trying out.

/// The command line.
pub mod command;

/// How far a long run has come.
pub mod progress;

/// A believable market.
pub mod sample;

/// Reading what the operator wrote.
pub mod source;

/// The walking network on its way to the files that routes are found in.
pub mod walk;

/// Every mistake of a source folder at once.
pub mod check;

/// Mistakes in words, for a clerk and for programs.
pub mod report;

/// The search index of a publication.
pub mod index;

/// From a source folder to a publication.
pub mod build;

/// Reading a publication back.
pub mod published;

/// Routes from the files of a publication.
pub mod route;
/// The widgets' own search, natively.
pub mod search;

/// JSON Schema of every file.
pub mod schema;

/// A static server for trying out.
pub mod serve;
