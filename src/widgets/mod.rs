//! What is shown: a folder for each part of the screen, its CSS of the same name in `style/`.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

/// One type for all live texts and views.
mod live;
/// Keeps the data on hand that the visit's state asks for.
mod loading;
/// What the components of one element share: the visit's state and the loaded data.
pub mod visit;

/// Red marks and grade badges.
mod badge;
/// The category tree.
mod categories;
/// All of it: the screen of a kiosk.
pub mod kiosk;
/// What the signs mean.
mod legend;
/// Building and level keys.
mod levels;
/// One stall: the shops in it, marks, grades.
mod listing;
/// The stall map.
mod map;
/// Search field and results.
mod search;
/// Service places as text.
mod services;
/// The stalls of a level as text.
mod stalls;
