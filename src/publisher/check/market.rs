//! What concerns the whole market: itself, its buildings, categories and scales.

use std::collections::{HashMap, HashSet};

use super::categories::{CategoryTree, check_categories};
use super::findings::{FileCheck, Findings, is_known};
use super::geometry::crosses_itself;
use super::goods::CategoryNames;
use crate::domain::market::check::{Checker, Step};
use crate::domain::market::fit::note_untranslated;
use crate::domain::market::limits;
use crate::domain::market::problem::Fault;
use crate::domain::market::raw::{
    RawBranch, RawBuilding, RawCategory, RawConnector, RawGradeScale, RawHonour, RawIndex,
    RawLevel, RawMarket, RawMemberLink, RawMove, RawNotice, Ring,
};
use crate::domain::market::trust::GradeScale;
use crate::domain::market::venue::{Building, Market};
use crate::publisher::source::{Loaded, Need, SourceFolder, State, layout};

/// The files of the whole market, as read, with what was made of them. The last six are read
/// after the levels, whose stalls, nodes and places they refer to.
#[derive(Debug, Default)]
pub struct MarketFacts {
    /// `market.json`.
    pub market: RawMarket,
    /// `buildings.json`.
    pub buildings: Vec<RawBuilding>,
    /// `categories.json`.
    pub categories: Vec<RawCategory>,
    /// The tree of the categories.
    pub tree: CategoryTree,
    /// What the categories are called.
    pub category_names: CategoryNames,
    /// `scales.json`.
    pub scales: Vec<RawGradeScale>,
    /// The scales that can be used.
    pub checked_scales: Vec<GradeScale>,
    /// `connectors.json`.
    pub connectors: Vec<RawConnector>,
    /// `notices.json`.
    pub notices: Vec<RawNotice>,
    /// `index.json`.
    pub index: Option<RawIndex>,
    /// `branches.json`.
    pub branches: Vec<RawBranch>,
    /// `honours.json`.
    pub honours: Vec<RawHonour>,
    /// `links.json`.
    pub links: Vec<RawMemberLink>,
    /// `moves.json`.
    pub moves: Vec<RawMove>,
    /// False when the buildings could not be read.
    pub levels_known: bool,
    /// False when the categories could not be read.
    pub categories_known: bool,
    /// False when the scales could not be read.
    pub scales_known: bool,
}

/// A level of a building, as far as its folder's files need to know.
#[derive(Debug, Clone)]
pub struct LevelSite {
    /// Id, which is its folder's name.
    pub id: String,
    /// Outline; empty when it could not be used.
    pub outline: Ring,
    /// Holes in the floor.
    pub voids: Vec<Ring>,
}

impl MarketFacts {
    /// The market's own language.
    pub fn home(&self) -> &str {
        self.market.languages.first().map_or("zh", String::as_str)
    }

    /// Levels in the order of the buildings; of levels with the same id only the first.
    pub fn levels(&self) -> Vec<LevelSite> {
        let mut seen = HashSet::new();
        let levels = self.buildings.iter().flat_map(|own| &own.levels);
        levels
            .filter(|level| is_folder_name(&level.id) && seen.insert(&level.id))
            .map(|level| LevelSite {
                id: level.id.clone(),
                outline: usable(&level.outline).unwrap_or_default(),
                voids: level.voids.iter().filter_map(usable).collect(),
            })
            .collect()
    }

    /// Their ids.
    pub fn level_ids(&self) -> Vec<String> {
        self.levels().into_iter().map(|level| level.id).collect()
    }
}

/// Reads and checks the files that the levels refer to.
pub fn check_market(source: &SourceFolder, findings: &mut Findings) -> MarketFacts {
    let mut facts = MarketFacts::default();

    let mut market: Loaded<RawMarket> = source.record(layout::MARKET, Need::Required);
    let mut check = FileCheck::new(&mut market);
    if market.state == State::Whole {
        check_venue(&market.value, &mut check.at);
    }
    check.finish(findings);
    facts.market = market.value;
    let home = facts.home().to_owned();

    let mut categories = source.list(layout::CATEGORIES, Need::Required, limits::CATEGORIES);
    facts.categories_known = is_known(&categories);
    let mut check = FileCheck::new(&mut categories);
    facts.tree = check_categories(&categories.value, &home, &mut check);
    check.finish(findings);
    facts.category_names = CategoryNames::of(&categories.value, &facts.tree, &home);
    facts.categories = categories.value;

    let mut buildings = source.list(layout::BUILDINGS, Need::Required, limits::BUILDINGS);
    facts.levels_known = is_known(&buildings);
    let mut check = FileCheck::new(&mut buildings);
    check_buildings(&buildings.value, &home, &facts, &mut check.at);
    check.finish(findings);
    facts.buildings = buildings.value;

    let mut scales = source.list(layout::SCALES, Need::Optional, limits::ROWS);
    facts.scales_known = is_known(&scales);
    let mut check = FileCheck::new(&mut scales);
    facts.checked_scales = check_scales(&scales.value, &home, &mut check.at);
    check.finish(findings);
    facts.scales = scales.value;
    facts
}

fn check_venue(raw: &RawMarket, at: &mut Checker) {
    Market::check(raw, at);
    let home = raw.languages.first().map_or("zh", String::as_str);
    note_untranslated(at, "name", &raw.name, home);
    note_untranslated(at, "issuer", &raw.issuer, home);
    if raw.sequence == 0 {
        at.report_at("sequence", Fault::Missing, "");
    }
    at.within("languages", |at| {
        note_duplicates(at, raw.languages.iter().map(String::as_str), "");
    });
    at.within("plaque_kinds", |at| {
        let kinds = raw.plaque_kinds.iter().map(|own| own.kind.as_str());
        note_duplicates(at, kinds, "kind");
        for (index, kind) in raw.plaque_kinds.iter().enumerate() {
            at.within(index, |at| {
                note_untranslated(at, "name", &kind.name, home);
                note_untranslated(at, "meaning", &kind.meaning, home);
            });
        }
    });
    at.within("generations", |at| {
        let generations = at.list("", &raw.generations, limits::LIST_ITEMS);
        for (index, generation) in generations.iter().enumerate() {
            at.within(index, |at| {
                at.text("name", &generation.name, limits::NAME_CHARS);
                at.optional_text("note", &generation.note, limits::TEXT_CHARS);
                note_untranslated(at, "name", &generation.name, home);
                note_untranslated(at, "note", &generation.note, home);
            });
        }
    });
    if let Some(origin) = &raw.origin {
        at.within("origin", |at| {
            degrees(at, "latitude", origin.latitude, 90);
            degrees(at, "longitude", origin.longitude, 180);
            if let Some(bearing) = origin.bearing_deg {
                degrees(at, "bearing_deg", Some(bearing), 360);
            }
        });
    }
}

fn degrees(at: &mut Checker, field: &'static str, value: Option<f64>, bound: i32) {
    match value {
        None => at.report_at(field, Fault::Missing, ""),
        Some(value) if value.abs() > f64::from(bound) => {
            let fault = Fault::OutOfRange(i64::from(-bound), i64::from(bound));
            at.report_at(field, fault, &value.to_string());
        }
        Some(_) => {}
    }
}

fn check_buildings(rows: &[RawBuilding], home: &str, facts: &MarketFacts, at: &mut Checker) {
    note_duplicates(at, rows.iter().map(|own| own.id.as_str()), "id");
    let mut first_of: HashMap<&str, String> = HashMap::new();
    for (row, building) in rows.iter().enumerate() {
        at.within(row, |at| {
            Building::check(building, at);
            note_untranslated(at, "name", &building.name, home);
            note_crossing(at, "outline", &building.outline);
            at.within("levels", |at| {
                for (index, level) in building.levels.iter().enumerate() {
                    at.within(index, |at| {
                        check_level_row(level, home, facts, at);
                        let place = at.here();
                        match first_of.get(level.id.as_str()) {
                            Some(first) => {
                                at.report_at("id", Fault::Duplicate(first.clone()), &level.id);
                            }
                            None if level.id.is_empty() => {}
                            None => {
                                first_of.insert(&level.id, place);
                            }
                        }
                    });
                }
            });
        });
    }
}

fn check_level_row(level: &RawLevel, home: &str, facts: &MarketFacts, at: &mut Checker) {
    note_untranslated(at, "name", &level.name, home);
    note_crossing(at, "outline", &level.outline);
    at.within("voids", |at| {
        for (index, ring) in level.voids.iter().enumerate() {
            note_crossing(at, index, ring);
        }
    });
    if !level.id.is_empty() && !is_folder_name(&level.id) {
        let form = "an id that can be the name of a folder: not beginning with a dot, not ending in .json, and not the word categories";
        at.report_at("id", Fault::Form(form), &level.id);
    }
    at.within("trades", |at| {
        for (index, trade) in level.trades.iter().enumerate() {
            if facts.categories_known && !facts.tree.knows(trade) {
                at.report_at(index, Fault::Unknown("category"), trade);
            }
        }
    });
}

fn check_scales(rows: &[RawGradeScale], home: &str, at: &mut Checker) -> Vec<GradeScale> {
    note_duplicates(at, rows.iter().map(|own| own.id.as_str()), "id");
    let mut scales = Vec::new();
    for (row, scale) in rows.iter().enumerate() {
        scales.extend(at.within(row, |at| {
            note_untranslated(at, "name", &scale.name, home);
            note_untranslated(at, "issuer", &scale.issuer, home);
            note_untranslated(at, "note", &scale.note, home);
            at.within("levels", |at| {
                for (index, level) in scale.levels.iter().enumerate() {
                    at.within(index, |at| {
                        note_untranslated(at, "name", &level.name, home);
                        note_untranslated(at, "meaning", &level.meaning, home);
                    });
                }
            });
            GradeScale::check(scale, at)
        }));
    }
    scales
}

/// Notes every id (field `field` of the rows at hand) that an earlier row has; empty ones are
/// another mistake.
pub(super) fn note_duplicates<'a>(
    at: &mut Checker,
    ids: impl Iterator<Item = &'a str>,
    field: &'static str,
) {
    let above = at.here();
    let mut first_of: HashMap<&str, usize> = HashMap::new();
    for (row, id) in ids.enumerate() {
        if id.is_empty() {
            continue;
        }
        let first = *first_of.entry(id).or_insert(row);
        if first < row {
            at.within(row, |at| {
                at.report_at(field, Fault::Duplicate(format!("{above}/{first}")), id);
            });
        }
    }
}

/// Notes an outline that crosses itself.
pub(super) fn note_crossing(at: &mut Checker, field: impl Into<Step>, ring: &Ring) {
    if usable(ring).is_some_and(|ring| crosses_itself(&ring)) {
        at.report_at(field, Fault::BadOutline, &format!("{} points", ring.len()));
    }
}

/// The ring when it can be calculated with: within bounds, with an area.
pub(super) fn usable(ring: &Ring) -> Option<Ring> {
    Checker::new("").ring("", ring)
}

/// Level ids name folders, here and in the publication, beside files of other names.
pub(in crate::publisher) fn is_folder_name(id: &str) -> bool {
    let plain = Checker::new("").id("", id).is_some();
    plain && !id.starts_with('.') && !id.ends_with(".json") && id != "categories"
}
