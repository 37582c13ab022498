//! What is true of a market, without a browser, a file, a clock or a random source.

/// Sorting of whole numbers, one short function for all.
pub mod order;
/// What the operator publishes: raw as written, and checked.
#[macro_use]
pub mod market;
/// The folder of files that a page loads.
pub mod publication;
/// Finding stalls, shops and categories.
pub mod search;
/// Geometry, viewport, gestures, hit test, labels, draw list.
pub mod plan;
/// From the published market to what a map shows of it.
pub mod atlas;
/// Walking network.
pub mod route;
/// Languages and messages.
pub mod language;
/// Keys on the screen.
pub mod keys;
/// The one state of a person's visit.
pub mod session;
