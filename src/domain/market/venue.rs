//! The market, its buildings and levels, and the kiosks that stand in them.

use super::check::Checker;
use super::limits;
use super::raw::{Point, RawBuilding, RawGeneration, RawKiosk, RawLevel, RawMarket, Ring};
use super::text::Text;
use super::time::{Hours, Moment};
use super::trust::PlaqueMeaning;

checked! {
    /// The market (IMDF: venue).
    Market {
        /// Short stable id.
        id: String,
        /// Name of the market.
        name: Text,
        /// Who publishes.
        issuer: Text,
        /// True for invented data; screens say so.
        sample: bool,
        /// Languages of the publication, the market's own first; never empty.
        languages: Vec<String>,
        /// IANA time zone; empty when not said.
        time_zone: String,
        /// Moment of publication.
        published: Moment,
        /// From then on screens say how old the data is.
        expires: Option<Moment>,
        /// Opening hours of the market.
        hours: Hours,
        /// What plaques mean.
        plaques: Vec<PlaqueMeaning>,
        /// The market's story, as published.
        generations: Vec<Generation>,
    }
}

checked! {
    /// One of the market's generations.
    Generation {
        /// Counted from 1.
        number: u32,
        /// Year it opened.
        opened: u32,
        /// Its name.
        name: Text,
        /// What it brought; may be empty.
        note: Text,
    }
}

impl Generation {
    fn check(raw: &RawGeneration, at: &mut Checker) -> Option<Generation> {
        let name = at.text("name", &raw.name, limits::NAME_CHARS);
        (!name.is_empty()).then(|| Generation {
            number: raw.number,
            opened: raw.opened,
            name,
            note: at.optional_text("note", &raw.note, limits::TEXT_CHARS),
        })
    }
}

impl Market {
    /// The market's own language.
    pub fn home_language(&self) -> &str {
        self.languages.first().map_or("zh", String::as_str)
    }

    /// Checks the row; a market without id or name is unusable.
    pub fn check(raw: &RawMarket, at: &mut Checker) -> Option<Market> {
        let id = at.id("id", &raw.id);
        let name = at.text("name", &raw.name, limits::NAME_CHARS);
        let issuer = at.optional_text("issuer", &raw.issuer, limits::NAME_CHARS);
        let mut languages = at.language_tags("languages", &raw.languages, limits::LANGUAGES);
        if languages.is_empty() {
            at.missing("languages");
            languages.push("zh".to_owned());
        }
        let published = moment("published", &raw.published, at).unwrap_or_default();
        let expires = (!raw.expires.is_empty())
            .then(|| moment("expires", &raw.expires, at))
            .flatten();
        if expires.is_some_and(|expires| expires <= published) {
            at.ends_early("expires", &raw.expires);
        }
        let plaques = at.rows(
            "plaque_kinds",
            &raw.plaque_kinds,
            usize::MAX,
            PlaqueMeaning::check,
        );
        let limit = limits::LIST_ITEMS;
        let generations = at.rows("generations", &raw.generations, limit, Generation::check);
        let market = Market {
            id: id?,
            name,
            issuer,
            sample: raw.sample,
            languages,
            time_zone: at.line("time_zone", &raw.time_zone, limits::ID_CHARS),
            published,
            expires,
            hours: Hours::check(&raw.hours, "hours", at),
            plaques,
            generations,
        };
        (!market.name.is_empty()).then_some(market)
    }
}

#[inline(never)]
fn moment(field: &'static str, text: &str, at: &mut Checker) -> Option<Moment> {
    let moment = Moment::parse(text);
    if moment.is_none() {
        at.misformed(field, "a moment such as 2026-11-21T00:00:00Z", text);
    }
    moment
}

checked! {
    /// A building with its levels.
    Building {
        /// Unique in the market.
        id: String,
        /// Name of the building.
        name: Text,
        /// Letter or short word of printed stall numbers.
        short_name: String,
        /// Place of the building's grid point 0, 0 in the market's grid, decimetres.
        anchor: Point,
        /// Turn of the building's grid, degrees clockwise.
        bearing_deg: f64,
        /// Outline on the ground.
        outline: Ring,
        /// From the lowest to the highest.
        levels: Vec<Level>,
    }
}

impl Building {
    /// Checks the row and its levels; levels that cannot be used are left out.
    pub fn check(raw: &RawBuilding, at: &mut Checker) -> Option<Building> {
        let id = at.id("id", &raw.id);
        let name = at.text("name", &raw.name, limits::NAME_CHARS);
        let outline = at.ring("outline", &raw.outline);
        let mut levels: Vec<Level> = Vec::new();
        at.rows("levels", &raw.levels, limits::LEVELS, |level, at| {
            let level = Level::check(level, at)?;
            // A handful: putting each in its place is less code than sorting.
            let place = levels.partition_point(|own| own.ordinal <= level.ordinal);
            levels.insert(place, level);
            Some(())
        });
        let id = id?;
        Some(Building {
            short_name: match raw.short_name.as_str() {
                "" => id.clone(),
                short => at.line("short_name", short, 16),
            },
            id,
            name,
            anchor: raw.anchor.unwrap_or_default(),
            bearing_deg: raw
                .bearing_deg
                .filter(|deg| deg.is_finite())
                .unwrap_or_default(),
            outline: outline.unwrap_or_default(),
            levels,
        })
    }
}

checked! {
    /// A level of a building.
    Level {
        /// Unique in the market.
        id: String,
        /// 0 is the ground level.
        ordinal: i32,
        /// Name of the level.
        name: Text,
        /// As on the lift's key.
        short_name: String,
        /// What a printed stall number begins with.
        stall_prefix: String,
        /// Outline, decimetres of the building's grid.
        outline: Ring,
        /// Atria.
        voids: Vec<Ring>,
        /// Ids of the main trades.
        trades: Vec<String>,
    }
}

impl Level {
    /// Checks the row; a level without id or outline is unusable.
    pub fn check(raw: &RawLevel, at: &mut Checker) -> Option<Level> {
        let id = at.id("id", &raw.id);
        let name = at.text("name", &raw.name, limits::NAME_CHARS);
        let outline = at.ring("outline", &raw.outline);
        if raw.ordinal.is_none() {
            at.missing("ordinal");
        }
        let voids = at.rows("voids", &raw.voids, usize::MAX, |ring, at| {
            at.ring_here(ring)
        });
        Some(Level {
            id: id?,
            ordinal: raw.ordinal.unwrap_or_default(),
            name,
            short_name: at.line("short_name", &raw.short_name, 16),
            stall_prefix: at.line("stall_prefix", &raw.stall_prefix, 16),
            outline: outline?,
            voids,
            trades: at.taken("trades", &raw.trades, limits::LIST_ITEMS),
        })
    }
}

checked! {
    /// A kiosk.
    Kiosk {
        /// Unique in the market.
        id: String,
        /// Name of the place it stands at.
        name: Text,
        /// Place, decimetres of the building's grid.
        at: Point,
        /// Direction a person before it looks in, degrees clockwise from the plan's upward side.
        facing_deg: f64,
    }
}

impl Kiosk {
    /// Checks the row; a kiosk without id or place is unusable.
    pub fn check(raw: &RawKiosk, at: &mut Checker) -> Option<Kiosk> {
        let id = at.id("id", &raw.id);
        let place = at.point("at", raw.at);
        Some(Kiosk {
            id: id?,
            name: at.optional_text("name", &raw.name, limits::NAME_CHARS),
            at: place?,
            facing_deg: raw
                .facing_deg
                .filter(|deg| deg.is_finite())
                .unwrap_or_default(),
        })
    }
}
