//! What is true of a market, without a browser, a file, a clock or a random source.

/// What the operator publishes: raw as written, and checked.
#[macro_use]
pub mod market;
/// Languages and messages.
pub mod language;
/// Geometry, viewport, gestures, hit test, labels, draw list.
pub mod plan;
/// The folder of files that a page loads.
pub mod publication;
/// Walking network.
pub mod route;
/// Finding stalls, shops and categories.
pub mod search;
/// The one state of a person's visit.
pub mod session;
