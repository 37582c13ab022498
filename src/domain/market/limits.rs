//! Upper bounds on what a market may hold. They keep a slip of the pen (or an attack) from
//! filling a kiosk's memory, and they are generous: four times the largest market known.

/// Bytes of one source or publication file.
pub const FILE_BYTES: usize = 64 * 1024 * 1024;
/// Characters of an id.
pub const ID_CHARS: usize = 64;
/// Characters of a name of a shop, category, level, place …
pub const NAME_CHARS: usize = 120;
/// Characters of a running text.
pub const TEXT_CHARS: usize = 2_000;
/// Languages of one text.
pub const LANGUAGES: usize = 40;
/// Buildings of a market.
pub const BUILDINGS: usize = 64;
/// Levels of a building.
pub const LEVELS: usize = 32;
/// Stalls of one level.
pub const STALLS_PER_LEVEL: usize = 100_000;
/// Points of an outline.
pub const RING_POINTS: usize = 2_000;
/// Largest coordinate, decimetres either side of zero: 50 km.
pub const COORDINATE_DM: i32 = 500_000;
/// Categories of a market.
pub const CATEGORIES: usize = 20_000;
/// Depth of the category tree.
pub const CATEGORY_DEPTH: usize = 8;
/// Other words of one category in one language.
pub const SYNONYMS: usize = 40;
/// Products of one listing.
pub const PRODUCTS: usize = 2_000;
/// Brands, standards, spoken languages, categories of one listing, each.
pub const LIST_ITEMS: usize = 100;
/// Stalls that one shop may hold, or one member may look after.
pub const STALLS_PER_SHOP: usize = 200;
/// Places of one level.
pub const PLACES_PER_LEVEL: usize = 2_000;
/// Kiosks of one level.
pub const KIOSKS_PER_LEVEL: usize = 200;
/// Levels of a grade scale.
pub const GRADE_LEVELS: usize = 12;
/// Rows of `honours.json`, `notices.json`, `branches.json`, `connectors.json`, each.
pub const ROWS: usize = 20_000;
/// Stops of one connector: more than any lift, tram or shuttle of a market has.
pub const CONNECTOR_STOPS: usize = 200;
/// Nodes, and walkways, of one level's network: a node for every stall and a few more.
pub const WALK_NODES: usize = STALLS_PER_LEVEL * 2;
/// Values in the index series.
pub const INDEX_POINTS: usize = 10_000;
/// Problems kept in detail; more are only counted.
pub const PROBLEMS: usize = 2_000;
