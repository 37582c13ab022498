//! Pages about help and trust, apart from stalls and categories.

use crate::domain::market::place::PlaceKind;

/// A page of the panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Topic {
    /// "In difficulty? Find a Party member."
    Member,
    /// "I have a dispute": the nearest mediation room.
    Dispute,
    /// "I need …": what there is.
    Needs,
    /// "I need …": the nearest place for one need.
    Need(Need),
    /// A stall's grades, explained; the stall's id.
    Grade(String),
    /// Honours by kind and year.
    Honours,
    /// The market's credit index.
    Index,
    /// Notices and warnings.
    Notices,
    /// Branches and the micro-grids of the level.
    Grids,
    /// The market's story.
    Generations,
}

/// What a person may need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// A kind of place.
    Kind(PlaceKind),
    /// A matter that some desk handles, by its published words in any language.
    Matter(String),
}

/// What a page points at on the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pointed {
    /// A stall by id.
    Stall(String),
    /// A service place by id.
    Place(String),
}
