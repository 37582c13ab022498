//! What is shown: a folder for each part of the screen, its CSS of the same name in `style/`.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

/// What the components of one element share: the visit's state and the loaded data.
pub mod visit;
/// A draft of a listing in place of what is published.
pub mod drafted;
/// Keeps the data on hand that the visit's state asks for.
mod loading;
/// One type for all live texts and views.
mod live;
/// Lines and keys.
mod parts;
/// What elements without a map have in common.
mod alone;
/// Published texts, each in its own language and direction.
mod published;
/// The rooms that are loaded after the first screen.
mod later;
/// The market's now.
mod clock;
/// The small files of the whole market.
mod papers;

/// All of it: the screen of a kiosk.
pub mod kiosk;
/// Whether anybody stands there.
mod idle;
/// The screen that nobody stands before.
mod attract;
/// The stall map.
mod map;
/// The languages of the screens.
mod languages;
/// Building and level keys.
mod levels;
/// Search field and results.
pub mod search;
/// Keys on the screen.
mod keys;
/// The category tree.
mod categories;
/// One stall: the shops in it, marks, grades.
pub mod listing;
/// The stalls of a level as text.
mod stalls;
/// Service places as text.
mod services;
/// The way there.
mod route;
/// What the signs mean.
mod legend;
/// Red marks and grade badges.
mod badge;
/// How everything published about somebody explains itself.
mod vouched;
mod read_aloud;
/// Who has the keyboard when a view comes or goes.
mod focus;
/// Getting help.
mod help;
/// Who looks after a stall.
mod care;
/// A stall's grades, from a dot to a page.
mod grade;
/// The honours of all years.
mod honours;
/// The market's credit index.
pub mod index;
/// Notices and warnings.
mod notices;
/// Branches and micro-grids as text.
mod grids;
/// The market's story.
mod generations;
/// The pages about help and trust, and the keys that lead there.
mod topics;
