//! `market.json`: the market with its buildings, scales and kiosks.

use crate::domain::market::check::Checker;
use crate::domain::market::limits;
use crate::domain::market::place::PlaceKind;
use crate::domain::market::problem::Problems;
use crate::domain::market::trust::GradeScale;
use crate::domain::market::venue::{Building, Kiosk, Level, Market};
use crate::domain::publication::files::{LevelCounts, VenueFile};
use crate::domain::publication::paths;

/// The market as every screen needs it first.
#[derive(Debug, Clone, PartialEq)]
pub struct Venue {
    /// Name, issuer, languages, meaning of plaques.
    pub market: Market,
    /// Buildings with their levels, as published.
    pub buildings: Vec<Building>,
    /// Grade scales, the current one first.
    pub scales: Vec<GradeScale>,
    kiosks: Vec<(String, Kiosk)>,
    counts: Vec<(String, LevelCounts)>,
}

/// A level together with its building.
#[derive(Debug, Clone, Copy)]
pub struct LevelPlace<'a> {
    /// The building.
    pub building: &'a Building,
    /// The level.
    pub level: &'a Level,
}

impl Venue {
    /// Checks the file. None when there is no usable market or no usable level.
    pub fn open(file: &VenueFile) -> (Option<Venue>, Problems) {
        let mut at = Checker::new(paths::VENUE);
        let market = at.within("market", |at| Market::check(&file.market, at));
        let buildings = &file.buildings;
        let buildings = at.rows("buildings", buildings, limits::BUILDINGS, Building::check);
        let scales = at.rows("scales", &file.scales, usize::MAX, GradeScale::check);
        let mut kiosks = Vec::new();
        at.push("kiosks");
        for (level, rows) in &file.kiosks {
            at.rows(level, rows, limits::KIOSKS_PER_LEVEL, |row, at| {
                kiosks.push((level.clone(), Kiosk::check(row, at)?));
                Some(())
            });
        }
        at.pop();
        let counts = file
            .levels
            .iter()
            .map(|(id, counts)| (id.clone(), counts.clone()))
            .collect();
        let venue = market.map(|market| Venue {
            market,
            buildings,
            scales,
            kiosks,
            counts,
        });
        let venue = venue.filter(|venue| venue.levels().next().is_some());
        (venue, at.finish())
    }

    /// All levels, building by building, the lowest first.
    pub fn levels(&self) -> impl Iterator<Item = LevelPlace<'_>> {
        self.buildings.iter().flat_map(|building| {
            building
                .levels()
                .iter()
                .map(move |level| LevelPlace { building, level })
        })
    }

    /// A level by id.
    pub fn level(&self, id: &str) -> Option<LevelPlace<'_>> {
        self.levels().find(|place| place.level.id() == id)
    }

    /// The level a stall's id belongs to: level id, a dash, the rest. The longest fitting level
    /// wins, so `f3-a-12` belongs to `f3-a` where both `f3` and `f3-a` exist.
    pub fn level_of_stall(&self, stall: &str) -> Option<LevelPlace<'_>> {
        self.levels()
            .filter(|place| {
                stall
                    .strip_prefix(place.level.id().as_str())
                    .is_some_and(|rest| rest.starts_with('-'))
            })
            .max_by_key(|place| place.level.id().len())
    }

    /// A kiosk and the id of its level.
    pub fn kiosk(&self, id: &str) -> Option<(&str, &Kiosk)> {
        self.kiosks
            .iter()
            .find(|(_, kiosk)| kiosk.id() == id)
            .map(|(level, kiosk)| (level.as_str(), kiosk))
    }

    /// Kiosks of a level.
    pub fn kiosks_on<'a>(&'a self, level: &'a str) -> impl Iterator<Item = &'a Kiosk> {
        self.kiosks
            .iter()
            .filter(move |(own, _)| own == level)
            .map(|(_, kiosk)| kiosk)
    }

    /// Whether a level has a service place of this kind.
    pub fn has_service(&self, level: &str, kind: PlaceKind) -> bool {
        let row = self.counts.iter().find(|(own, _)| own == level);
        row.is_some_and(|(_, counts)| counts.services.iter().any(|own| own == kind.word()))
    }

    /// Whether any level has a service place of this kind.
    pub fn offers(&self, kind: PlaceKind) -> bool {
        self.levels()
            .any(|place| self.has_service(place.level.id(), kind))
    }

    /// Number of stalls and of Party-member stalls on a level.
    pub fn counts(&self, level: &str) -> (u32, u32) {
        let row = self.counts.iter().find(|(own, _)| own == level);
        row.map_or((0, 0), |(_, counts)| (counts.stalls, counts.marked))
    }
}
