//! The map that moves and answers: what a `<market-map>` shows of a publication, from its wishes
//! to the picture. It knows no page: pointer events come in as numbers, what happens goes out as
//! a [`Report`], and it draws on a canvas that it is handed. So the same code runs in a worker,
//! beside the page, and in the page where there are no workers.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

pub use market_map::MarketMap;
pub use report::Report;
pub use stage::{Look, Press, Stage};
pub use way::{Way, WayLeg, WayPlace};
pub use wishes::{LitStalls, Wish, WishedArea};

/// One map: what it is asked for, and a frame after the other.
mod market_map;
/// What of the market is there by now.
mod on_hand;
/// Which levels come onto the sheet, and when.
mod levels;
/// What is lit, where the view flies, what a finger meant.
mod choice;
/// What the map tells the page.
mod report;
/// Camera and painter of one map, and what a finger meant.
mod stage;
/// A way over the map.
mod way;
/// What lies over the stalls.
mod over;
/// What the element asks for.
mod wishes;
