//! What is written: the operator's program. It is the only room that touches files.
//!
//! A source folder ([`sample`] makes one to start from) is read tolerantly ([`source`]), every mistake in it is found at once
//! ([`check`]) and put into words ([`report`]); a folder without errors becomes a publication
//! ([`build`]), which any static host can serve, and [`serve`] does for trying out.

/// The command line.
pub mod command;

/// How far a long run has come.
pub mod progress;

/// Why a command did not do what it was asked.
pub mod refusal;

/// SHA-256 as a publication writes it.
mod hash;

/// What earlier builds have worked out.
pub mod keep;

/// A believable market.
pub mod sample;

/// Reading what the operator wrote.
pub mod source;

/// Bringing what an operator has already into a source folder.
pub mod import;

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

/// Routes from the files of a publication.
pub mod route;
/// The widgets' own search, natively.
pub mod search;

/// Keys, signatures, and the proof of both.
pub mod sign;

/// Reading a publication back.
pub mod published;

/// Degrees and decimetres.
pub mod earth;

/// Handing a market on to other programs.
pub mod export;

/// What changes between two publications.
pub mod diff;

/// JSON Schema of every file.
pub mod schema;

/// The drawings of badges, for the script that shows them alone.
pub mod badge;

/// A static server for trying out.
pub mod serve;
