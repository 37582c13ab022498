//! One level: its files, each row by itself and against the rows beside it.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::coverage::Foothold;
use super::findings::{FileCheck, Findings, is_known};
use super::geometry::point_lies_on;
use super::goods::note_foreign;
use super::market::{LevelSite, MarketFacts, note_crossing};
use super::stalls::check_stalls;
use super::translations::{NAMES, PRODUCTS, Translations};
use super::walkways::{WalkFacts, check_walkways};
use crate::domain::market::check::Checker;
use crate::domain::market::fit::{note_untranslated, note_wide};
use crate::domain::market::limits;
use crate::domain::market::listing::{Contact, Listing};
use crate::domain::market::place::Place;
use crate::domain::market::problem::Fault;
use crate::domain::market::raw::{
    Point, RawGrade, RawGrid, RawKiosk, RawListing, RawPlace, RawPlaque, RawStall, RawWalkways,
};
use crate::domain::market::time::Day;
use crate::domain::market::trust::{Grade, Plaque, PlaqueKind};
use crate::domain::market::venue::Kiosk;
use crate::domain::route::Footing;
use crate::publisher::hash::Fingerprint;
use crate::publisher::source::{Loaded, Need, SourceFolder, State, layout};
use crate::publisher::walk::reach::LevelGround;

/// Kinds of places at which a connector may stop, where a level has no nodes to name.
const DOOR_KINDS: [&str; 6] = ["lift", "escalator", "stairs", "entrance", "bus", "parking"];

/// What is worth remembering of a level once its files are out of memory.
#[derive(Debug, Serialize, Deserialize)]
pub struct LevelFacts {
    /// Id of the level.
    pub id: String,
    /// Ids of its stalls by row; empty for a row without one.
    pub stalls: Vec<String>,
    /// False when its stalls could not be read.
    pub stalls_known: bool,
    /// False when its listings could not be read.
    pub listings_known: bool,
    /// Published positions of the categories that its listings name.
    pub(super) categories: HashSet<usize>,
    /// Its texts by language.
    pub(super) translations: Translations,
    /// Ids of stalls with a Party-member plaque.
    pub marked: HashSet<String>,
    /// Ids by row, of everything whose ids are unique in the market.
    pub(super) ids: Vec<FileIds>,
    /// References that only the whole market can answer.
    pub(super) references: Vec<Reference>,
    /// Listings that name stalls of other levels.
    pub foreign: Vec<RawListing>,
    /// Its part of the walking network.
    pub(in crate::publisher) walk: WalkFacts,
    /// Fingerprint of each file that was read, by path.
    pub fingerprints: HashMap<String, Fingerprint>,
}

/// Ids of one file's rows.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct FileIds {
    pub file: String,
    pub kind: Kind,
    pub ids: Vec<String>,
}

/// What an id stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) enum Kind {
    Stall,
    Listing,
    Place,
    Kiosk,
    Grid,
    Branch,
}

/// An id that must exist somewhere in the market.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Reference {
    pub file: String,
    pub path: String,
    pub kind: Kind,
    pub id: String,
}

/// Reads and checks the files of one level.
pub fn check_level(
    source: &SourceFolder,
    site: &LevelSite,
    market: &MarketFacts,
    findings: &mut Findings,
) -> LevelFacts {
    let mut level = LevelCheck {
        source,
        site,
        market,
        home: market.home(),
        findings,
        own_stalls: HashSet::new(),
        outlines: Vec::new(),
        ground: None,
        facts: LevelFacts {
            id: site.id.clone(),
            stalls: Vec::new(),
            stalls_known: true,
            listings_known: true,
            categories: HashSet::new(),
            translations: Translations::default(),
            marked: HashSet::new(),
            ids: Vec::new(),
            references: Vec::new(),
            foreign: Vec::new(),
            walk: WalkFacts::default(),
            fingerprints: HashMap::new(),
        },
    };
    level.stalls();
    level.listings();
    level.grades();
    level.plaques();
    level.walkways();
    level.places();
    level.kiosks();
    level.grids();
    level.facts
}

struct LevelCheck<'a> {
    source: &'a SourceFolder,
    site: &'a LevelSite,
    market: &'a MarketFacts,
    home: &'a str,
    findings: &'a mut Findings,
    own_stalls: HashSet<String>,
    facts: LevelFacts,
    /// Rows of the stalls, until they stand on the network.
    outlines: Vec<RawStall>,
    /// The stalls on the network.
    ground: Option<LevelGround>,
}

impl LevelCheck<'_> {
    fn load<T>(&mut self, file: &str, need: Need, limit: usize) -> Loaded<Vec<T>>
    where
        T: serde::de::DeserializeOwned + Default,
    {
        let path = layout::of_level(&self.site.id, file);
        let loaded = self.source.list(&path, need, limit);
        self.facts.fingerprints.insert(path, loaded.fingerprint);
        loaded
    }

    fn remember_ids(&mut self, file: &str, kind: Kind, ids: Vec<String>) {
        let file = file.to_owned();
        self.facts.ids.push(FileIds { file, kind, ids });
    }

    fn stalls(&mut self) {
        let mut loaded: Loaded<Vec<RawStall>> =
            self.load(layout::STALLS, Need::Required, limits::STALLS_PER_LEVEL);
        self.facts.stalls_known = is_known(&loaded);
        let mut check = FileCheck::new(&mut loaded);
        let ids = check_stalls(&loaded.value, self.site, &mut check.at);
        check.finish(self.findings);
        self.outlines = loaded.value;
        self.own_stalls = ids.iter().filter(|id| !id.is_empty()).cloned().collect();
        self.facts.stalls.clone_from(&ids);
        self.remember_ids(&loaded.file, Kind::Stall, ids);
    }

    fn listings(&mut self) {
        let limit = limits::STALLS_PER_LEVEL * 2;
        let mut loaded: Loaded<Vec<RawListing>> =
            self.load(layout::LISTINGS, Need::Optional, limit);
        self.facts.listings_known = is_known(&loaded);
        let mut check = FileCheck::new(&mut loaded);
        let market = self.market;
        let languages = &market.market.languages;
        let known_category = |id: &str| !market.categories_known || market.tree.knows(id);
        for (row, listing) in loaded.value.iter().enumerate() {
            check.at.within(row, |at| {
                Listing::check(listing, &known_category, at);
                note_untranslated(at, "name", &listing.name, self.home);
                note_untranslated(at, "description", &listing.description, self.home);
                note_wide(at, "name", &listing.name);
                note_foreign(listing, market, at);
                let positions = listing.categories.iter();
                let positions = positions.filter_map(|id| market.tree.position(id));
                self.facts.categories.extend(positions);
                let translations = &mut self.facts.translations;
                translations.count(NAMES, &listing.name, languages);
                at.within("products", |at| {
                    for (index, product) in listing.products.iter().enumerate() {
                        translations.count(PRODUCTS, product, languages);
                        // Two million times: the place is only written down when it is needed.
                        if !product.contains_key(self.home) {
                            note_untranslated(at, index, product, self.home);
                        }
                    }
                });
                self.listing_stalls(listing, at, &loaded.file);
            });
        }
        check.finish(self.findings);
        let ids = loaded.value.iter().map(|own| own.id.clone()).collect();
        self.remember_ids(&loaded.file, Kind::Listing, ids);
    }

    fn listing_stalls(&mut self, listing: &RawListing, at: &mut Checker, file: &str) {
        let mut is_foreign = false;
        at.within("stalls", |at| {
            for (index, stall) in listing.stalls.iter().enumerate() {
                if let Some(first) = listing.stalls[..index].iter().position(|own| own == stall) {
                    let above = at.here();
                    let fault = Fault::Duplicate(format!("{above}/{first}"));
                    at.report_at(index, fault, stall);
                } else if !self.own_stalls.contains(stall) {
                    is_foreign = true;
                    self.facts.references.push(Reference {
                        file: file.to_owned(),
                        path: format!("{}/{index}", at.here()),
                        kind: Kind::Stall,
                        id: stall.clone(),
                    });
                }
            }
        });
        if is_foreign {
            self.facts.foreign.push(listing.clone());
        }
    }

    /// Notes a mark that belongs to no stall of this level. It stays unsaid when the stalls could
    /// not be read.
    fn own_stall(&self, stall: &str, at: &mut Checker) {
        if stall.is_empty() {
            at.report_at("stall", Fault::Missing, "");
        } else if self.facts.stalls_known && !self.own_stalls.contains(stall) {
            at.report_at("stall", Fault::Unknown("stall of this level"), stall);
        }
    }

    fn grades(&mut self) {
        let limit = limits::STALLS_PER_LEVEL * 4;
        let mut loaded: Loaded<Vec<RawGrade>> = self.load(layout::GRADES, Need::Optional, limit);
        let mut check = FileCheck::new(&mut loaded);
        let mut first_of: HashMap<(&str, &str), usize> = HashMap::new();
        let published = self.market.market.published.get(..10).unwrap_or_default();
        let today = Day::parse(published);
        let mut expired: Option<(usize, usize)> = None;
        for (row, grade) in loaded.value.iter().enumerate() {
            check.at.within(row, |at| {
                self.own_stall(&grade.stall, at);
                if self.market.scales_known {
                    Grade::check(grade, &self.market.checked_scales, at);
                }
                let key = (grade.stall.as_str(), grade.scale.as_str());
                let first = *first_of.entry(key).or_insert(row);
                if first < row {
                    at.report_at("stall", Fault::Duplicate(format!("/{first}")), &grade.stall);
                }
            });
            let last = Day::parse(&grade.valid_until);
            // One that ends before it begins is told above.
            let last =
                last.filter(|last| Day::parse(&grade.issued).is_some_and(|own| own <= *last));
            if !grade.suspended && last.is_some_and(|last| today.is_some_and(|own| last < own)) {
                let (_, count) = expired.get_or_insert((row, 0));
                *count += 1;
            }
        }
        // Each grade ends some day: one warning says how many have, so that the others are seen.
        if let Some((row, count)) = expired {
            let last = loaded.value.get(row).map_or("", |own| &*own.valid_until);
            let found = match count {
                1 => last.to_owned(),
                _ => format!("{last} (+{})", count - 1),
            };
            check.at.within(row, |at| {
                at.report_at("valid_until", Fault::Expired(published.to_owned()), &found);
            });
        }
        check.finish(self.findings);
    }

    fn plaques(&mut self) {
        let limit = limits::STALLS_PER_LEVEL * 2;
        let mut loaded: Loaded<Vec<RawPlaque>> = self.load(layout::PLAQUES, Need::Optional, limit);
        let mut check = FileCheck::new(&mut loaded);
        let mut first_of: HashMap<(&str, &str), usize> = HashMap::new();
        for (row, plaque) in loaded.value.iter().enumerate() {
            check.at.within(row, |at| {
                self.own_stall(&plaque.stall, at);
                Plaque::check(plaque, at);
                let key = (plaque.stall.as_str(), plaque.kind.as_str());
                let first = *first_of.entry(key).or_insert(row);
                if first < row {
                    at.report_at(
                        "stall",
                        Fault::Duplicate(format!("/{first}")),
                        &plaque.stall,
                    );
                }
            });
            if plaque.kind == PlaqueKind::PartyMember.word() {
                self.facts.marked.insert(plaque.stall.clone());
            }
        }
        check.finish(self.findings);
    }

    fn walkways(&mut self) {
        let path = layout::of_level(&self.site.id, layout::WALKWAYS);
        let mut loaded = self.source.record(&path, Need::Optional);
        self.facts.fingerprints.insert(path, loaded.fingerprint);
        let mut check = FileCheck::new(&mut loaded);
        let mut walk = check_walkways(&loaded.value, self.site, &mut check.at);
        check.finish(self.findings);
        walk.is_known = is_known(&loaded);
        walk.is_there = loaded.state == State::Whole;
        if loaded.state == State::Absent && self.facts.stalls_known {
            let places = layout::of_level(&self.site.id, layout::PLACES);
            let limit = limits::PLACES_PER_LEVEL;
            let places: Loaded<Vec<RawPlace>> = self.source.list(&places, Need::Optional, limit);
            let doors = places.value.iter();
            let doors = doors.filter(|own| DOOR_KINDS.contains(&&*own.kind));
            let doors: Vec<(&str, Point)> =
                doors.filter_map(|own| Some((&*own.id, own.at?))).collect();
            walk.derive(self.site, &self.outlines, &doors);
        }
        self.facts.walk = walk;
        self.stand(&loaded.value);
    }

    /// Puts the stalls on the network, the operator's or the derived one.
    fn stand(&mut self, published: &RawWalkways) {
        let walk = &mut self.facts.walk;
        let network = if walk.is_derived {
            &walk.derived
        } else {
            published
        };
        let outlines = std::mem::take(&mut self.outlines);
        let site = self.site;
        let ground = LevelGround::new(&site.id, &site.outline, &outlines, network);
        walk.parts = ground.parts_by_id(network);
        let ids = self.facts.stalls.iter().enumerate();
        walk.standing.stalls = ids
            .map(|(row, id)| foothold(&ground, id, ground.stall(row)))
            .collect();
        self.ground = Some(ground);
    }

    fn places(&mut self) {
        let mut loaded: Loaded<Vec<RawPlace>> =
            self.load(layout::PLACES, Need::Optional, limits::PLACES_PER_LEVEL);
        let mut check = FileCheck::new(&mut loaded);
        for (row, place) in loaded.value.iter().enumerate() {
            check.at.within(row, |at| {
                let checked = Place::check(place, at);
                note_untranslated(at, "name", &place.name, self.home);
                note_untranslated(at, "agency", &place.agency, self.home);
                let languages = &self.market.market.languages;
                let translations = &mut self.facts.translations;
                translations.count(layout::PLACES, &place.name, languages);
                at.line("code", &place.code, limits::TEXT_CHARS);
                if checked.is_some() {
                    self.on_level(place.at, at);
                }
            });
        }
        check.finish(self.findings);
        let points = loaded.value.iter().map(|own| (&*own.id, own.at));
        self.facts.walk.standing.places = self.footholds(points);
        let ids = loaded.value.iter().map(|own| own.id.clone()).collect();
        self.remember_ids(&loaded.file, Kind::Place, ids);
    }

    fn kiosks(&mut self) {
        let mut loaded: Loaded<Vec<RawKiosk>> =
            self.load(layout::KIOSKS, Need::Optional, limits::KIOSKS_PER_LEVEL);
        let mut check = FileCheck::new(&mut loaded);
        for (row, kiosk) in loaded.value.iter().enumerate() {
            check.at.within(row, |at| {
                let checked = Kiosk::check(kiosk, at);
                note_untranslated(at, "name", &kiosk.name, self.home);
                let languages = &self.market.market.languages;
                let translations = &mut self.facts.translations;
                translations.count(layout::KIOSKS, &kiosk.name, languages);
                if checked.is_some() {
                    self.on_level(kiosk.at, at);
                }
            });
        }
        check.finish(self.findings);
        let points = loaded.value.iter().map(|own| (&*own.id, own.at));
        self.facts.walk.standing.kiosks = self.footholds(points);
        let ids = loaded.value.iter().map(|own| own.id.clone()).collect();
        self.remember_ids(&loaded.file, Kind::Kiosk, ids);
    }

    fn footholds<'b>(
        &self,
        points: impl Iterator<Item = (&'b str, Option<Point>)>,
    ) -> Vec<Foothold> {
        let Some(ground) = &self.ground else {
            return Vec::new();
        };
        points
            .map(|(id, at)| foothold(ground, id, at.and_then(|at| ground.point(at))))
            .collect()
    }

    /// Notes a point beside its level, or one from which no way begins.
    fn on_level(&self, point: Option<Point>, at: &mut Checker) {
        let Some(point) = point else {
            return;
        };
        let found = format!("{}, {}", point[0], point[1]);
        let site = self.site;
        if !site.outline.is_empty() && !point_lies_on(point, &site.outline, &site.voids) {
            at.report_at("at", Fault::OutsideLevel, &found);
        } else if self.facts.walk.is_there && !self.facts.walk.has_node_near(point) {
            at.report_at("at", Fault::Island, &found);
        }
    }

    fn grids(&mut self) {
        let mut loaded: Loaded<Vec<RawGrid>> =
            self.load(layout::GRIDS, Need::Optional, limits::ROWS);
        let mut check = FileCheck::new(&mut loaded);
        for (row, grid) in loaded.value.iter().enumerate() {
            check.at.within(row, |at| {
                self.grid(grid, at, &loaded.file);
            });
        }
        check.finish(self.findings);
        let ids = loaded.value.iter().map(|own| own.id.clone()).collect();
        self.remember_ids(&loaded.file, Kind::Grid, ids);
    }

    fn grid(&mut self, grid: &RawGrid, at: &mut Checker, file: &str) {
        at.id("id", &grid.id);
        at.text("name", &grid.name, limits::NAME_CHARS);
        note_untranslated(at, "name", &grid.name, self.home);
        if grid.outlines.is_empty() {
            at.report_at("outlines", Fault::Missing, "");
        }
        at.within("outlines", |at| {
            let outlines = at.list("", &grid.outlines, limits::LIST_ITEMS);
            for (index, ring) in outlines.iter().enumerate() {
                at.within(index, |at| at.ring_here(ring));
                note_crossing(at, index, ring);
            }
        });
        at.within("teams", |at| {
            let teams = at.list("", &grid.teams, limits::LIST_ITEMS);
            for (index, team) in teams.iter().enumerate() {
                at.within(index, |at| at.text_here(team, limits::NAME_CHARS));
                note_untranslated(at, index, team, self.home);
            }
        });
        if let Some(contact) = &grid.contact {
            at.within("contact", |at| Contact::check(contact, at));
        }
        if !grid.branch.is_empty() {
            self.facts.references.push(Reference {
                file: file.to_owned(),
                path: format!("{}/branch", at.here()),
                kind: Kind::Branch,
                id: grid.branch.clone(),
            });
        }
    }
}

fn foothold(ground: &LevelGround, id: &str, footing: Option<Footing>) -> Foothold {
    let (foot, wheels) = footing.map_or((None, None), |own| ground.parts(&own));
    Foothold {
        id: id.to_owned(),
        foot,
        wheels,
    }
}
