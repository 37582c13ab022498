//! What of the market is there by now.

use std::sync::Arc;

use super::stage::Focus;
use crate::browser::named_level::NamedLevel;
use crate::domain::publication::open::{CategoryTree, Venue};

/// The market as far as it is there.
pub(super) struct Market {
    pub venue: Arc<Venue>,
    pub tree: Option<Arc<CategoryTree>>,
    /// Place of each category in the palette.
    pub tints: Vec<u8>,
    /// Language of the names on the sheet; none before the first level.
    pub language: Option<String>,
    /// By index of the level, as [`Venue::levels`] has them.
    pub floors: Vec<Floor>,
    /// The chosen stall or place that the view flew to, with its level.
    pub flown_to: Option<(usize, Focus)>,
}

/// One level as far as it is there.
pub(super) struct Floor {
    pub id: String,
    pub level: Option<NamedLevel>,
    pub lit: usize,
    /// Could not be loaded: not asked for again unless somebody wishes for it.
    pub has_failed: bool,
}

impl Market {
    pub fn floor(&self, level: usize) -> Option<&NamedLevel> {
        self.floors.get(level)?.level.as_ref()
    }

    pub fn index(&self, id: &str) -> Option<usize> {
        self.floors.iter().position(|floor| floor.id == id)
    }
}
