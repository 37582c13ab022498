//! The market itself: buildings, levels, stalls, categories, kiosks, places, notices, index.

use super::{Labels, Map, Point, RawContact, RawPlaqueKind, RawSpan, Ring};

record! {
    /// `market.json` of a source folder: the market (IMDF: venue).
    RawMarket {
        /// Short stable id, e.g. `yiwu`.
        id: String,
        name: Labels,
        /// Who publishes: shown wherever a mark or a date is explained.
        issuer: Labels,
        /// True for invented data; every screen then says so.
        sample: bool,
        /// Languages of the publication by BCP 47 tag, the market's own first.
        languages: Vec<String>,
        /// IANA name, e.g. `Asia/Shanghai`.
        time_zone: String,
        origin: Option<RawOrigin>,
        /// Grows by at least one with each publication.
        sequence: u64,
        /// Moment of publication, UTC: `2026-11-21T00:00:00Z`.
        published: String,
        /// Moment after which screens say how old the data is, UTC.
        expires: String,
        hours: Vec<RawSpan>,
        plaque_kinds: Vec<RawPlaqueKind>,
        generations: Vec<RawGeneration>,
    }
}

record! {
    /// Where the market's grid lies on earth.
    RawOrigin {
        /// WGS 84 degrees of the grid's point 0, 0.
        latitude: Option<f64>,
        longitude: Option<f64>,
        /// Direction of the grid's upward side, degrees clockwise from north.
        bearing_deg: Option<f64>,
    }
}

record! {
    /// One of the market's generations, for the story on the attract screen.
    RawGeneration {
        number: u32,
        /// Year it opened.
        opened: u32,
        name: Labels,
        note: Labels,
    }
}

record! {
    /// A building of `buildings.json`.
    RawBuilding {
        id: String,
        name: Labels,
        /// Letter or short word used in printed stall numbers, e.g. `F`.
        short_name: String,
        /// Place of the building's grid point 0, 0 in the market's grid, decimetres.
        anchor: Option<Point>,
        /// Turn of the building's grid in the market's grid, degrees clockwise.
        bearing_deg: Option<f64>,
        outline: Ring,
        levels: Vec<RawLevel>,
    }
}

record! {
    /// A level of a building.
    RawLevel {
        /// Unique in the market, e.g. `f3`; a stall's id begins with it.
        id: String,
        /// IMDF ordinal: 0 is the ground level.
        ordinal: Option<i32>,
        name: Labels,
        /// As on the lift's key, e.g. `3F`.
        short_name: String,
        /// What a printed stall number begins with, e.g. `F3-`.
        stall_prefix: String,
        outline: Ring,
        /// Holes in the floor: atria.
        voids: Vec<Ring>,
        /// Main trades of the level: ids of top categories.
        trades: Vec<String>,
    }
}

record! {
    /// A stall of `levels/<level>/stalls.json`: a unit let to a shop.
    RawStall {
        /// Unique in the market; when missing it is the level's id, a dash and the number.
        id: String,
        /// Unique on its level, e.g. `12045`.
        number: String,
        /// Printed form when it is not prefix + number.
        printed: String,
        outline: Ring,
    }
}

record! {
    /// A stall that has another id now; `moves.json`. Links and codes that name the old one lead to
    /// the new one.
    RawMove {
        /// Id that no stall has any more.
        from: String,
        /// Id of the stall that it is now.
        to: String,
    }
}

record! {
    /// A category of `categories.json`.
    RawCategory {
        id: String,
        /// Id of the category above; missing for one of the top categories.
        parent: String,
        name: Labels,
        /// Other words that buyers use, by language.
        synonyms: Map<String, Vec<String>>,
    }
}

record! {
    /// A service place of `levels/<level>/places.json` (IMDF: amenity).
    RawPlace {
        id: String,
        /// See [`PlaceKind`](crate::domain::market::place::PlaceKind) for the words.
        kind: String,
        name: Labels,
        at: Option<Point>,
        hours: Vec<RawSpan>,
        /// Hours in which somebody is on duty, where they differ from `hours`.
        duty: Vec<RawSpan>,
        /// What the place handles, one entry a matter.
        handles: Vec<Labels>,
        /// What a person should bring, one entry a thing.
        bring: Vec<Labels>,
        /// Whose place it is.
        agency: Labels,
        contact: Option<RawContact>,
        /// Published link to raise a matter; shown as a code to scan, never opened.
        code: String,
        step_free: Option<bool>,
    }
}

record! {
    /// A kiosk of `levels/<level>/kiosks.json`.
    RawKiosk {
        id: String,
        name: Labels,
        at: Option<Point>,
        /// Direction a person looks in who stands before the screen, degrees clockwise from the
        /// plan's upward side.
        facing_deg: Option<f64>,
        screen: Option<RawScreen>,
    }
}

record! {
    /// The screen of a kiosk.
    RawScreen {
        width_px: u32,
        height_px: u32,
        px_per_mm: Option<f64>,
        /// Height of the screen's lower edge above the floor.
        bottom_mm: u32,
    }
}

record! {
    /// A notice of `notices.json`.
    RawNotice {
        id: String,
        /// `notice`, `warning` or `service`.
        kind: String,
        title: Labels,
        body: Labels,
        issuer: Labels,
        /// Days, `2026-11-21`.
        published: String,
        valid_from: String,
        valid_until: String,
        /// Connectors that the notice closes.
        closes: Vec<String>,
    }
}

record! {
    /// `index.json`: the market's credit index as published.
    RawIndex {
        name: Labels,
        issuer: Labels,
        note: Labels,
        /// Five lights, best first.
        lights: Vec<RawIndexLight>,
        /// Oldest first.
        series: Vec<RawIndexPoint>,
    }
}

record! {
    /// One light of the index.
    RawIndexLight {
        name: Labels,
        /// `#rrggbb`.
        color: String,
        /// The light shines from this value on, hundredths.
        from_hundredths: Option<i64>,
    }
}

record! {
    /// One published value of the index.
    RawIndexPoint {
        /// Day, `2026-11-01`.
        date: String,
        /// Value times one hundred, so that no reader rounds it.
        value_hundredths: Option<i64>,
    }
}
