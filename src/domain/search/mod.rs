//! Finding stalls, shops, categories and services by what a person types: one engine for the page
//! and for `stallmap search`, with the same answers in the same order. The order depends on how
//! well the words fit and on nearness, and on nothing else: never on a mark, never on a grade.
//!
//! The index is a folder of packed files (`FORMAT.md` of the publication). The engine never waits
//! for one: it answers with what it holds and says what it lacks, so whoever fetches stands outside.
//!
//! ```text
//! let mut engine = Engine::open(&core_bytes)?;          // paths::SEARCH of the entry
//! let question = Question { text, language, limit: 20, ..Question::default() };
//! loop {
//!     let answer = engine.ask(&question);               // show it
//!     if answer.needs.is_empty() && answer.checks.is_empty() { break }
//!     for file in answer.needs {                        // the most important first
//!         // fetch engine.path(file), compare size and SHA-256 with engine.file(file), then
//!         engine.put(file, bytes);                      // or engine.fail(file)
//!     }
//!     // when nothing is needed any more, for each stall of answer.checks:
//!     engine.put_products(stall, product_names);        // from its shard of stall records
//! }
//! ```
//!
//! - An [`Answer`](answer::Answer) is worth showing at once; each round makes it better. A question
//!   that another key press has overtaken is simply not asked again; loaded files stay.
//! - [`Answer::stalls`](answer::Answer::stalls) holds every stall found: `within(first, end)` with
//!   [`Engine::stalls_of_level`](engine::Engine::stalls_of_level) gives a level's, for lighting
//!   them up, and their index there is the difference to `first`.
//! - Names of stalls are not in the index: [`Target::Stall`](answer::Target::Stall) is a level and
//!   an index, whose number and shop names are in the level's own files.
//! - [`Why::text`](answer::Why::text) is empty where only the stall's listing has the text; when
//!   that is at hand, [`Marker::best`](mark::Marker::best) finds the line and what to mark in it.
//! - A wrong or missing file costs its own answers and sets
//!   [`Answer::is_incomplete`](answer::Answer::is_incomplete). No bytes make the engine fail.
//!
//! How a query is read: [`letters`] folds signs, [`pieces`] cuts words and runs, [`stem`], [`slips`]
//! and [`sound`] say what is near. How it is answered: `entities` finds what has a name, `stalls`
//! what stalls say, `numbers` and `phrases` numbers and whole names; `check` looks whether one
//! product has it all; `near` and `ask` put it in order; `choice` filters and counts;
//! `completions` says what could be typed instead, and
//! `readings` how else a query can be read that finds nothing.

// What is asked and answered.
pub mod answer;
pub mod engine;
pub mod mark;

mod ask;
mod check;
mod choice;
mod completions;
mod entities;
pub mod mixed;
mod near;
mod numbers;
mod phrases;
mod readings;
mod stalls;
mod words;

// How texts are compared.
pub mod asked;
pub mod find;
pub mod han;
pub mod letters;
pub mod pieces;
mod runs;
pub mod script;
pub mod slips;
pub mod sound;
pub mod stem;

// The files of the index.
pub mod bytes;
pub mod core;
pub mod facts;
pub mod keys;
pub mod lists;
pub mod places;
pub mod posting;
pub mod set;
pub mod shard;
pub mod texts;
