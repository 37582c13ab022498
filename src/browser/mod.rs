//! What touches the browser. Each file wraps one of its abilities in a small type; nothing above
//! this room calls `web-sys` for it.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

/// Bytes from the publication's host.
pub mod fetch;
/// The publication of one host, each file loaded once.
pub mod store;
/// A level with its shop names.
pub mod named_level;
/// Numbers, dates, plurals in the reader's language; the clock in the market's time zone.
pub mod intl;
/// The element in the host page: attributes, shadow root, events.
pub mod host;
/// A draft of a listing, as a host page hands it over.
#[cfg(feature = "web")]
pub mod draft;
/// Values between a page's scripts and an owner's desk.
#[cfg(feature = "draft")]
pub mod desk;
/// Codes to be photographed.
#[cfg(any(feature = "web", feature = "draft"))]
pub mod code;
/// The search engine, as the page's other modules reach it.
#[cfg(feature = "web")]
pub mod finder;
/// Questions and answers of the search as plain objects.
#[cfg(feature = "search")]
pub mod answers;
/// What runs later, as long as the module lives.
#[cfg(feature = "web")]
pub mod tasks;
/// A field that a person types into.
#[cfg(feature = "web")]
pub mod field;
/// Texts of the screens, fetched when they are spoken.
#[cfg(feature = "web")]
pub mod texts;
/// Touches and keys, and the clock they are measured by.
#[cfg(feature = "web")]
pub mod hands;
/// Who has the keyboard.
#[cfg(feature = "web")]
pub mod focus;
/// Voices that read aloud.
#[cfg(feature = "web")]
pub mod voice;
/// Puts a drawn map on canvases.
pub mod paint;
