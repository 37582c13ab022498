//! Rows as the operator wrote them. Every field may be missing; nothing is checked yet.
//!
//! Lengths are whole decimetres. Plan coordinates are those of the building's own grid: `x` to
//! the right, `y` downwards, as on a printed plan; [`RawBuilding`] says how that grid lies in the
//! market. Names are [`Labels`]: text by BCP 47 language tag.

pub use super::record::Absent;
pub use listing::{RawContact, RawListing, RawSpan};
pub use trust::{
    RawBranch, RawComponent, RawGrade, RawGradeLevel, RawGradeScale, RawGrid, RawHonour,
    RawMemberLink, RawPastGrade, RawPlaque, RawPlaqueKind,
};
pub use venue::{
    RawBuilding, RawCategory, RawGeneration, RawIndex, RawIndexLight, RawIndexPoint, RawKiosk,
    RawLevel, RawMarket, RawMove, RawNotice, RawOrigin, RawPlace, RawScreen, RawStall,
};
pub use walk::{RawConnector, RawNode, RawStop, RawWalkway, RawWalkways};

mod listing;
#[cfg(not(feature = "publisher"))]
mod map;
mod trust;
mod venue;
mod walk;

/// One text in several languages, by BCP 47 tag: `{"zh": "玩具", "en": "Toys"}`.
pub type Labels = Map<String, String>;

/// Pairs of names and values of a record. The operator's program sorts and merges them.
#[cfg(feature = "publisher")]
pub type Map<K, V> = std::collections::BTreeMap<K, V>;
#[cfg(not(feature = "publisher"))]
pub use map::Map;

/// A point of a plan: `[x, y]` in decimetres of the building's grid.
pub type Point = [i32; 2];

/// A closed outline: at least three points, the first not repeated at the end.
pub type Ring = Vec<Point>;
