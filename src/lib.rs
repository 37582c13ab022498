//! Stallmap: a whole wholesale market on one map.
//!
//! The way of one datum, from the operator's row to a lit-up stall:
//! source row → `Raw…` type (tolerant) → checked type (every problem collected) →
//! publication file (JSON, hashed) → bytes in the page → checked type again (the same code) →
//! plan and index → one view state → pixels and list.
//!
//! The rooms, in reading order:
//! - [`domain`] is what is true: pure, without browser, files or clock.
//! - `publisher` is what is written: the operator's program (feature `publisher`).
//! - `browser` is what touches the browser, behind small types (feature `page`).
//! - `map` is the map that moves and answers (feature `map`).
//! - `widgets` is what is shown around it (feature `web`).
//! - `embed` is what host pages may rely on (features `map` and `web`).

#[macro_use]
pub mod domain;

#[cfg(feature = "publisher")]
pub mod publisher;

#[cfg(feature = "page")]
pub mod browser;
#[cfg(feature = "page")]
pub mod embed;
#[cfg(feature = "map")]
pub mod map;
#[cfg(feature = "web")]
mod widgets;
