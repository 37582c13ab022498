//! Names of the source folder's files.

/// The market itself.
pub const MARKET: &str = "market.json";
/// Buildings with their levels.
pub const BUILDINGS: &str = "buildings.json";
/// The category tree.
pub const CATEGORIES: &str = "categories.json";
/// Grade scales, the current one first.
pub const SCALES: &str = "scales.json";
/// Honours and who holds them.
pub const HONOURS: &str = "honours.json";
/// Marked stalls and the stalls they look after.
pub const LINKS: &str = "links.json";
/// Branches.
pub const BRANCHES: &str = "branches.json";
/// Notices.
pub const NOTICES: &str = "notices.json";
/// The market's credit index.
pub const INDEX: &str = "index.json";
/// Connectors between levels.
pub const CONNECTORS: &str = "connectors.json";
/// Stalls that have another id now.
pub const MOVES: &str = "moves.json";
/// All files directly in the folder.
pub const MARKET_FILES: &[&str] = &[
    MARKET, BUILDINGS, CATEGORIES, SCALES, HONOURS, LINKS, BRANCHES, NOTICES, INDEX, CONNECTORS,
    MOVES,
];

/// The folder that holds a folder for each level.
pub const LEVELS: &str = "levels";
/// Stalls of a level.
pub const STALLS: &str = "stalls.json";
/// Listings of shops.
pub const LISTINGS: &str = "listings.json";
/// Service places.
pub const PLACES: &str = "places.json";
/// Kiosks.
pub const KIOSKS: &str = "kiosks.json";
/// The walking network of a level.
pub const WALKWAYS: &str = "walkways.json";
/// Grades of stalls.
pub const GRADES: &str = "grades.json";
/// Plaques at stalls.
pub const PLAQUES: &str = "plaques.json";
/// Micro-grids.
pub const GRIDS: &str = "grids.json";
/// All files of a level's folder.
pub const LEVEL_FILES: &[&str] = &[
    STALLS, LISTINGS, PLACES, KIOSKS, WALKWAYS, GRADES, PLAQUES, GRIDS,
];

/// `levels/f3/stalls.json`.
pub fn of_level(level: &str, file: &str) -> String {
    format!("{LEVELS}/{level}/{file}")
}
