//! The rows of a market, from a source folder or a publication.

use std::path::Path;

use serde_json::{Map, Value};

use crate::domain::market::limits;
use crate::domain::market::raw::{
    RawBuilding, RawKiosk, RawListing, RawMarket, RawPlace, RawStall,
};
use crate::domain::publication::files::{LevelFile, VenueFile};
use crate::domain::publication::paths;
use crate::publisher::published::Publication;
use crate::publisher::refusal::Refusal;
use crate::publisher::source::{Loaded, Need, SourceFolder, State, layout};

/// A market that can be read level by level.
pub enum Market {
    /// A source folder.
    Source(SourceFolder),
    /// A publication, with its venue.
    Publication(Box<(Publication, VenueFile)>),
}

/// The rows of one level.
#[derive(Debug, Default)]
pub struct LevelRows {
    /// Stalls.
    pub stalls: Vec<RawStall>,
    /// Listings of shops with a stall here.
    pub listings: Vec<RawListing>,
    /// Service places.
    pub places: Vec<RawPlace>,
    /// Kiosks.
    pub kiosks: Vec<RawKiosk>,
}

impl Market {
    /// Takes a folder for a publication when it has an entry, else for a source.
    pub fn open(folder: &Path) -> Result<Market, Refusal> {
        if folder.join(paths::ENTRY).is_file() {
            let publication = Publication::open(folder)?;
            let venue = publication.file(paths::VENUE)?;
            return Ok(Market::Publication(Box::new((publication, venue))));
        }
        if !folder.join(layout::MARKET).is_file() {
            return Err(Refusal::at(folder.display().to_string(), "no-market")
                .found("neither publication.json nor market.json")
                .expected("a publication, or a source folder")
                .mend("Give the folder that holds one of the two."));
        }
        Ok(Market::Source(SourceFolder::new(folder)))
    }

    /// The market itself and its buildings.
    pub fn site(&self) -> Result<(RawMarket, Vec<RawBuilding>), Refusal> {
        match self {
            Market::Source(source) => Ok((
                whole(source.record(layout::MARKET, Need::Required))?,
                whole(source.list(layout::BUILDINGS, Need::Required, limits::BUILDINGS))?,
            )),
            Market::Publication(own) => Ok((own.1.market.clone(), own.1.buildings.clone())),
        }
    }

    /// The rows of a level.
    pub fn level(&self, id: &str) -> Result<LevelRows, Refusal> {
        match self {
            Market::Source(source) => {
                let path = |file: &str| layout::of_level(id, file);
                let optional = Need::Optional;
                let limit = limits::STALLS_PER_LEVEL;
                Ok(LevelRows {
                    stalls: whole(source.list(&path(layout::STALLS), optional, limit))?,
                    listings: whole(source.list(&path(layout::LISTINGS), optional, limit * 2))?,
                    places: whole(source.list(&path(layout::PLACES), optional, limit))?,
                    kiosks: whole(source.list(&path(layout::KIOSKS), optional, limit))?,
                })
            }
            Market::Publication(own) => of_publication(&own.0, &own.1, id),
        }
    }
}

/// Files of the market for which IMDF has no word.
pub const MARKET_OTHERS: [&str; 9] = [
    layout::CATEGORIES,
    layout::SCALES,
    layout::HONOURS,
    layout::LINKS,
    layout::BRANCHES,
    layout::NOTICES,
    layout::INDEX,
    layout::CONNECTORS,
    layout::MOVES,
];
/// Files of a level for which IMDF has no word.
pub const LEVEL_OTHERS: [&str; 4] = [
    layout::WALKWAYS,
    layout::GRADES,
    layout::PLAQUES,
    layout::GRIDS,
];

impl Market {
    /// What IMDF has no word for, by name of the source folder's file: that of a level or that of
    /// the market. A publication no longer holds these files as they were.
    pub fn others(&self, level: Option<&str>) -> Result<Map<String, Value>, Refusal> {
        let Market::Source(source) = self else {
            return Ok(Map::new());
        };
        let names = match level {
            Some(_) => &LEVEL_OTHERS[..],
            None => &MARKET_OTHERS,
        };
        let mut others = Map::new();
        for name in names {
            let path = level.map_or((*name).to_owned(), |level| layout::of_level(level, name));
            let is_record = [layout::INDEX, layout::WALKWAYS].contains(name);
            let loaded: Loaded<Value> = if is_record {
                source.record(&path, Need::Optional)
            } else {
                let rows = source.list(&path, Need::Optional, limits::STALLS_PER_LEVEL * 4);
                rows.map(Value::Array)
            };
            if loaded.state != State::Absent {
                others.insert((*name).to_owned(), whole(loaded)?);
            }
        }
        Ok(others)
    }
}

/// What was read without a mistake.
fn whole<T>(loaded: Loaded<T>) -> Result<T, Refusal> {
    match loaded.problems.list().first() {
        None if loaded.state != State::Broken => Ok(loaded.value),
        problem => Err(Refusal::at(
            problem.map_or(loaded.file.clone(), |own| {
                format!("{} {}", own.file, own.path)
            }),
            problem.map_or("file", |own| own.fault.code()),
        )
        .found(problem.map_or("", |own| own.found.as_str()))
        .expected("a source without mistakes")
        .mend("Run `stallmap check` on it first.")),
    }
}

fn of_publication(
    publication: &Publication,
    venue: &VenueFile,
    id: &str,
) -> Result<LevelRows, Refusal> {
    let file: LevelFile = publication.file(&paths::level(id))?;
    let columns = &file.stalls;
    let mut stalls = Vec::with_capacity(columns.number.len());
    for (index, number) in columns.number.iter().enumerate() {
        let key = u32::try_from(index).unwrap_or(u32::MAX);
        let at = |column: &Vec<i32>| column.get(index).copied().unwrap_or_default();
        let [x, y, w, h] = [&columns.x, &columns.y, &columns.w, &columns.h].map(at);
        let (right, bottom) = (x.saturating_add(w), y.saturating_add(h));
        let outline = columns.outline.get(&key).cloned();
        stalls.push(RawStall {
            id: columns.ids.get(&key).cloned().unwrap_or_default(),
            number: number.clone(),
            printed: columns.printed.get(&key).cloned().unwrap_or_default(),
            outline: outline
                .unwrap_or_else(|| vec![[x, y], [right, y], [right, bottom], [x, bottom]]),
        });
    }
    let mut listings: Vec<RawListing> = Vec::new();
    let mut known = std::collections::HashSet::new();
    for shard in publication.shards(id)? {
        // A shop with stalls in several shards stands in each.
        let fresh = shard
            .listings
            .into_iter()
            .filter(|own| known.insert(own.id.clone()));
        listings.extend(fresh);
    }
    Ok(LevelRows {
        stalls,
        listings,
        places: file.places,
        kiosks: venue.kiosks.get(id).cloned().unwrap_or_default(),
    })
}
