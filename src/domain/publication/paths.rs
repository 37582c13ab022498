//! Which file holds what. Every path but the entry's carries the first eight hexadecimal digits
//! of its own SHA-256 before `.json`, so that a cached copy is never the wrong one.

/// The entry file, the only one with a fixed name.
pub const ENTRY: &str = "publication.json";
/// The market: buildings, levels, kiosks, scales.
pub const VENUE: &str = "market.json";
/// The category tree.
pub const CATEGORIES: &str = "categories.json";
/// Notices and warnings.
pub const NOTICES: &str = "notices.json";
/// The market's credit index.
pub const INDEX: &str = "index.json";
/// Honours and who holds them.
pub const HONOURS: &str = "honours.json";
/// Branches.
pub const BRANCHES: &str = "branches.json";
/// Connectors between levels.
pub const CONNECTORS: &str = "connectors.json";
/// Stalls that have another id now.
pub const MOVES: &str = "moves.json";
/// Distances between the doors of all levels.
pub const ROUTES: &str = "routes.json";
/// The first file of the search index; it lists the others, which lie beside it.
pub const SEARCH: &str = "search/core.bin";
/// Signatures of the entry, the only other files with fixed names.
pub const SIGNATURE: &str = "publication.json.sig";
/// Handovers from older signing keys to the newest.
pub const KEYS: &str = "publication.keys";
/// Stalls of one shard of stall records.
pub const STALLS_PER_SHARD: usize = 16;

/// Stalls, places and kiosks of a level.
pub fn level(level: &str) -> String {
    format!("levels/{level}.json")
}

/// Shop names of a level in a language.
pub fn names(language: &str, level: &str) -> String {
    format!("names/{language}/{level}.json")
}

/// Category names in a language.
pub fn category_names(language: &str) -> String {
    format!("names/{language}/categories.json")
}

/// Walkways of a level.
pub fn walkways(level: &str) -> String {
    format!("walkways/{level}.json")
}

/// Walking network of a level, in columns.
pub fn routes(level: &str) -> String {
    format!("routes/{level}.json")
}

/// Micro-grids of a level.
pub fn grids(level: &str) -> String {
    format!("grids/{level}.json")
}

/// Table of the shards of stall records of a level.
pub fn shard_table(level: &str) -> String {
    format!("stalls/{level}.json")
}

/// One shard of stall records.
pub fn shard(level: &str, shard: usize) -> String {
    format!("stalls/{level}/{shard}.json")
}

/// `levels/f3.json` + sha256 → `levels/f3.1a2b3c4d.json`.
pub fn hashed(path: &str, sha256: &str) -> String {
    let (stem, ending) = path.rsplit_once('.').unwrap_or((path, "json"));
    format!("{stem}.{}.{ending}", sha256.get(..8).unwrap_or(sha256))
}

/// `levels/f3.1a2b3c4d.json` → `levels/f3.json`; a path without digits stays as it is.
pub fn unhashed(path: &str) -> String {
    let parts = path
        .rsplit_once('.')
        .and_then(|(stem, ending)| Some((stem.rsplit_once('.')?, ending)));
    match parts {
        Some(((stem, digits), ending)) if digits.len() == 8 => format!("{stem}.{ending}"),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashed_and_back() {
        let hash = "1a2b3c4d5e6f";
        assert_eq!(hashed("levels/f3.json", hash), "levels/f3.1a2b3c4d.json");
        for path in [
            level("f3"),
            names("zh-Hant", "f3"),
            shard("f.3", 12),
            VENUE.to_owned(),
            SEARCH.to_owned(),
        ] {
            assert_eq!(unhashed(&hashed(&path, hash)), path);
        }
        assert_eq!(unhashed("levels/f3.json"), "levels/f3.json");
    }
}
