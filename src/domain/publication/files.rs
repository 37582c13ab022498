//! Shapes of the publication's files. What people edit keeps the rows of the source
//! ([`raw`](crate::domain::market::raw)); what a map needs by the thousand stands in columns.

use crate::domain::market::raw::{
    Labels, Map, RawBuilding, RawGrade, RawGradeScale, RawHonour, RawIndex, RawKiosk, RawListing,
    RawMarket, RawNotice, RawPlace, RawPlaque, RawWalkways, Ring,
};
use crate::domain::market::raw::{RawBranch, RawConnector, RawGrid, RawMove};

/// The format that this program writes and reads.
pub const FORMAT_VERSION: u32 = 1;

record! {
    /// `publication.json`: what there is, and how to tell that it is whole.
    Entry {
        /// [`FORMAT_VERSION`].
        format: u32,
        /// Id of the market.
        market: String,
        name: Labels,
        sequence: u64,
        /// UTC moments, `2026-11-21T00:00:00Z`.
        published: String,
        expires: String,
        /// The market's own language first.
        languages: Vec<String>,
        files: Vec<FileRow>,
    }
}

record! {
    /// One file below the entry (or below a shard table).
    FileRow {
        path: String,
        /// Bytes.
        size: u64,
        /// 64 hexadecimal digits.
        sha256: String,
    }
}

record! {
    /// `market.json`: what every screen needs first.
    VenueFile {
        market: RawMarket,
        /// With their levels, as in the source.
        buildings: Vec<RawBuilding>,
        /// Counts for each level id.
        levels: Map<String, LevelCounts>,
        scales: Vec<RawGradeScale>,
        /// Kiosks by level id.
        kiosks: Map<String, Vec<RawKiosk>>,
    }
}

record! {
    /// How many there are on a level.
    LevelCounts {
        stalls: u32,
        /// Stalls with a Party-member plaque.
        marked: u32,
        /// Kinds of its service places, each once, sorted: a page that looks for one kind then
        /// loads only the levels that have it.
        services: Vec<String>,
    }
}

record! {
    /// `categories.json`: the tree in columns, parents before children.
    CategoriesFile {
        id: Vec<String>,
        /// Index of the category above, -1 for a top category.
        parent: Vec<i32>,
        /// Level ids that the counts refer to.
        levels: Vec<String>,
        /// For each category: pairs (index into `levels`, number of stalls there that list the
        /// category or one below it), flattened; levels without stalls left out.
        counts: Vec<Vec<u32>>,
    }
}

record! {
    /// `names/<language>/categories.json`, in the order of `categories.json`. A name that is
    /// missing in the language is an empty string.
    CategoryNamesFile {
        name: Vec<String>,
        /// Other words for each category; shorter than `name` when the last have none.
        synonyms: Vec<Vec<String>>,
    }
}

record! {
    /// `levels/<level>.json`: stalls in columns, sorted by number; places; kiosks are in
    /// `market.json`.
    LevelFile {
        level: String,
        stalls: StallColumns,
        /// Distinct grades of the level; column `grade` refers to them.
        grades: Vec<GradeRow>,
        places: Vec<RawPlace>,
    }
}

record! {
    /// One entry for each stall in each column.
    StallColumns {
        number: Vec<String>,
        /// Ids that are not level id, dash, number: by index.
        ids: Map<u32, String>,
        /// Printed forms that are not prefix and number: by index.
        printed: Map<u32, String>,
        /// Box around the outline, decimetres of the building's grid: left, top, width, height.
        x: Vec<i32>,
        y: Vec<i32>,
        w: Vec<i32>,
        h: Vec<i32>,
        /// Outlines that are not just that box: by index.
        outline: Map<u32, Ring>,
        /// Index into `categories.json` of the main category, -1 when the stall is not let.
        category: Vec<i32>,
        /// Further categories: by index.
        more_categories: Map<u32, Vec<u32>>,
        /// Index into `grades` plus 1; 0 for none. The newest scale when there are several.
        grade: Vec<u32>,
        /// Bits: 1 Party-member stall, 2 demonstration post.
        plaques: Vec<u32>,
    }
}

record! {
    /// A grade that many stalls share, as far as a map shows it.
    GradeRow {
        scale: String,
        level: String,
        suspended: bool,
        /// Day.
        valid_until: String,
    }
}

record! {
    /// `names/<language>/<level>.json`: shop names in the order of the level's stalls; several
    /// shops of one stall are joined with ` · `; empty when the language has none.
    NamesFile {
        name: Vec<String>,
    }
}

record! {
    /// `stalls/<level>.json`: where the records of a level's stalls are.
    ShardTable {
        /// Stalls of each shard; the last may hold fewer.
        stalls_per_shard: u32,
        files: Vec<FileRow>,
    }
}

record! {
    /// `stalls/<level>/<n>.json`: everything about a few neighbouring stalls.
    ShardFile {
        level: String,
        /// Index of the first stall.
        first: u32,
        stalls: Vec<StallRecord>,
        /// Listings of shops in these stalls.
        listings: Vec<RawListing>,
    }
}

record! {
    /// What is known of one stall besides its outline.
    StallRecord {
        id: String,
        grades: Vec<RawGrade>,
        plaques: Vec<RawPlaque>,
        /// Id of the marked stall that looks after this one.
        looked_after_by: String,
        /// Ids of the stalls that this one looks after.
        looks_after: Vec<String>,
        /// Ids of honours in `honours.json`.
        honours: Vec<String>,
        /// Id of its micro-grid.
        grid: String,
    }
}

record! {
    /// `notices.json`.
    NoticesFile {
        notices: Vec<RawNotice>,
    }
}

record! {
    /// `honours.json`.
    HonoursFile {
        honours: Vec<RawHonour>,
    }
}

record! {
    /// `branches.json`.
    BranchesFile {
        branches: Vec<RawBranch>,
    }
}

record! {
    /// `connectors.json`.
    ConnectorsFile {
        connectors: Vec<RawConnector>,
    }
}

record! {
    /// `moves.json`.
    MovesFile {
        moves: Vec<RawMove>,
    }
}

record! {
    /// `routes.json`: how far it is between the doors of each level, so that a way through the
    /// market is found before the networks of its levels are loaded.
    RoutesFile {
        levels: Vec<RouteLevel>,
    }
}

record! {
    /// Doors of one level: nodes at which a connector stops.
    RouteLevel {
        level: String,
        /// Ids of the nodes, as the stops in `connectors.json` name them.
        doors: Vec<String>,
        /// True when a distance counts only from the first door to the second.
        directed: bool,
        /// Distances on foot, flattened: door, door, decimetres. Pairs whose shortest way leads
        /// past another door are left out.
        foot: Vec<u32>,
        /// The same without steps and narrow ways; missing when it does not differ.
        wheels: Option<Vec<u32>>,
        /// How many places of each kind there are on the level.
        kinds: Map<String, u32>,
    }
}

record! {
    /// `routes/<level>.json`: the walking network of a level in columns.
    LevelRoutesFile {
        level: String,
        /// True when the operator published no walkways and the network was derived from the
        /// ground between the stalls.
        derived: bool,
        /// Nodes, decimetres of the building's grid.
        x: Vec<i32>,
        y: Vec<i32>,
        /// Walkways: indices of their two nodes.
        from: Vec<u32>,
        to: Vec<u32>,
        /// Width of each walkway in decimetres, 0 when not said.
        width: Vec<u32>,
        /// Indices of walkways that one may only walk from `from` to `to`.
        one_way: Vec<u32>,
        /// Indices of walkways with steps.
        steps: Vec<u32>,
        /// Nodes of the doors, in the order of `routes.json`.
        doors: Vec<u32>,
    }
}

record! {
    /// `grids/<level>.json`.
    GridsFile {
        grids: Vec<RawGrid>,
    }
}

/// `index.json` is the source's own record.
pub type IndexFile = RawIndex;
/// `walkways/<level>.json` is the source's own record.
pub type WalkwaysFile = RawWalkways;
