//! A small market is made and read back.

/// Floors, those of the full market too.
mod floors;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use super::plan::shape::{box_centre, distance, spot};
use super::{SampleError, SampleOptions, SampleReport, write};
use crate::domain::market::check::Checker;
use crate::domain::market::listing::Listing;
use crate::domain::market::place::{Place, PlaceKind};
use crate::domain::market::raw::{
    Point, RawBranch, RawBuilding, RawCategory, RawConnector, RawGrade, RawGradeScale, RawGrid,
    RawHonour, RawIndex, RawKiosk, RawLevel, RawListing, RawMarket, RawMemberLink, RawNotice,
    RawPlace, RawPlaque, RawStall, RawWalkways,
};
use crate::domain::market::trust::{Grade, GradeScale, Honour, Plaque};
use crate::domain::market::venue::{Building, Kiosk, Market};

const SMALL: SampleOptions = SampleOptions {
    stalls: 300,
    products: 2_000,
    seed: 1,
};

/// A folder that goes away with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path =
            std::env::temp_dir().join(format!("stallmap-sample-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

struct Level {
    raw: RawLevel,
    stalls: Vec<RawStall>,
    listings: Vec<RawListing>,
    places: Vec<RawPlace>,
    kiosks: Vec<RawKiosk>,
    walkways: RawWalkways,
    grades: Vec<RawGrade>,
    plaques: Vec<RawPlaque>,
    grids: Vec<RawGrid>,
}

struct Source {
    market: RawMarket,
    buildings: Vec<RawBuilding>,
    categories: Vec<RawCategory>,
    scales: Vec<RawGradeScale>,
    honours: Vec<RawHonour>,
    links: Vec<RawMemberLink>,
    branches: Vec<RawBranch>,
    notices: Vec<RawNotice>,
    index: RawIndex,
    connectors: Vec<RawConnector>,
    levels: Vec<Level>,
    report: SampleReport,
}

fn read<T: DeserializeOwned>(path: &Path) -> T {
    let text =
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn made(options: &SampleOptions, name: &str) -> Source {
    let folder = Folder::new(name);
    let report = write(&folder.0, options, &|_, _, _| {}).unwrap();
    let at = |file: &str| folder.0.join(file);
    let buildings: Vec<RawBuilding> = read(&at("buildings.json"));
    let levels = buildings
        .iter()
        .flat_map(|building| &building.levels)
        .map(|raw| {
            let file = |name: &str| at(&format!("levels/{}/{name}.json", raw.id));
            Level {
                raw: raw.clone(),
                stalls: read(&file("stalls")),
                listings: read(&file("listings")),
                places: read(&file("places")),
                kiosks: read(&file("kiosks")),
                walkways: read(&file("walkways")),
                grades: read(&file("grades")),
                plaques: read(&file("plaques")),
                grids: read(&file("grids")),
            }
        })
        .collect();
    Source {
        market: read(&at("market.json")),
        buildings,
        categories: read(&at("categories.json")),
        scales: read(&at("scales.json")),
        honours: read(&at("honours.json")),
        links: read(&at("links.json")),
        branches: read(&at("branches.json")),
        notices: read(&at("notices.json")),
        index: read(&at("index.json")),
        connectors: read(&at("connectors.json")),
        levels,
        report,
    }
}

fn stall_ids(market: &Source) -> HashSet<String> {
    let ids = market.levels.iter().flat_map(|level| {
        level
            .stalls
            .iter()
            .map(|stall| format!("{}-{}", level.raw.id, stall.number))
    });
    ids.collect()
}

fn bytes(root: &Path, folder: &Path, into: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            bytes(root, &path, into);
        } else {
            into.insert(
                path.strip_prefix(root).unwrap().to_owned(),
                fs::read(&path).unwrap(),
            );
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let all = |name: &str, seed: u64| {
        let folder = Folder::new(name);
        write(&folder.0, &SampleOptions { seed, ..SMALL }, &|_, _, _| {}).unwrap();
        let mut files = BTreeMap::new();
        bytes(&folder.0, &folder.0, &mut files);
        files
    };
    let one = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .unwrap();
    let first = all("first", 1);
    let again = one.install(|| all("again", 1));
    assert_eq!(first.len(), 11 + 4 * 8);
    assert!(first == again);
    assert!(first.values().ne(all("other", 2).values()));
}

#[test]
fn numbers_are_exact() {
    let check = |stalls: usize, products: u64| {
        let options = SampleOptions {
            stalls,
            products,
            seed: 7,
        };
        let market = made(&options, &format!("exact-{stalls}"));
        let counted: usize = market.levels.iter().map(|level| level.stalls.len()).sum();
        assert_eq!(counted, stalls);
        assert_eq!(stall_ids(&market).len(), stalls);
        let listings = market.levels.iter().flat_map(|level| &level.listings);
        let offered: usize = listings.map(|listing| listing.products.len()).sum();
        assert_eq!(offered as u64, products);
        let report = &market.report;
        assert_eq!((report.stalls, report.products), (stalls, products));
        let grids: usize = market.levels.iter().map(|level| level.grids.len()).sum();
        assert_eq!(report.grids, grids);
    };
    check(160, 0);
    check(300, 2_000);
    check(1_777, 9_999);
}

#[test]
fn what_cannot_be_made_is_refused() {
    let folder = Folder::new("refused");
    let check = |stalls: usize, products: u64| {
        write(
            &folder.0,
            &SampleOptions {
                stalls,
                products,
                seed: 1,
            },
            &|_, _, _| {},
        )
        .unwrap_err()
    };
    assert!(matches!(check(10, 10), SampleError::TooFewStalls(160)));
    assert!(matches!(
        check(10_000_000, 10),
        SampleError::TooManyStalls(_)
    ));
    assert!(matches!(
        check(300, 10_000_000),
        SampleError::TooManyProducts(_)
    ));
    fs::write(&folder.0, "a file where the folder should be").unwrap();
    let error = check(300, 10);
    fs::remove_file(&folder.0).unwrap();
    assert!(matches!(error, SampleError::Io { .. }), "{error}");
}

fn inside(ring: &[Point], at: Point) -> bool {
    let mut inside = false;
    for (index, from) in ring.iter().enumerate() {
        let (from, to, at) = (spot(*from), spot(ring[(index + 1) % ring.len()]), spot(at));
        if (from[1] > at[1]) != (to[1] > at[1])
            && at[0] < from[0] + (at[1] - from[1]) / (to[1] - from[1]) * (to[0] - from[0])
        {
            inside = !inside;
        }
    }
    inside
}

#[test]
fn one_can_walk_from_everywhere_to_everywhere() {
    for stalls in [300, 5_000] {
        let market = made(
            &SampleOptions {
                stalls,
                products: 0,
                seed: 3,
            },
            &format!("walk-{stalls}"),
        );
        let mut number: HashMap<(String, String), usize> = HashMap::new();
        for level in &market.levels {
            for node in &level.walkways.nodes {
                let key = (level.raw.id.clone(), node.id.clone());
                let next = number.len();
                assert!(number.insert(key, next).is_none());
            }
        }
        let mut leader: Vec<usize> = (0..number.len()).collect();
        fn find(leader: &mut [usize], mut node: usize) -> usize {
            while leader[node] != node {
                leader[node] = leader[leader[node]];
                node = leader[node];
            }
            node
        }
        let mut join = |one: usize, other: usize| {
            let (one, other) = (find(&mut leader, one), find(&mut leader, other));
            leader[one] = other;
        };
        for level in &market.levels {
            let node = |id: &String| number[&(level.raw.id.clone(), id.clone())];
            for walkway in &level.walkways.walkways {
                join(node(&walkway.from), node(&walkway.to));
            }
        }
        // Without the shuttle: it is a comfort, not the only way.
        for connector in market.connectors.iter().filter(|row| row.kind != "shuttle") {
            for pair in connector.stops.windows(2) {
                let node = |stop: &crate::domain::market::raw::RawStop| {
                    number[&(stop.level.clone(), stop.node.clone())]
                };
                join(node(&pair[0]), node(&pair[1]));
            }
        }
        let leaders: BTreeSet<usize> = (0..number.len())
            .map(|node| find(&mut leader, node))
            .collect();
        assert_eq!(leaders.len(), 1, "{stalls}");
        for level in &market.levels {
            let spots = level
                .places
                .iter()
                .map(|place| (&place.id, place.at.unwrap()));
            let kiosks = level
                .kiosks
                .iter()
                .map(|kiosk| (&kiosk.id, kiosk.at.unwrap()));
            for (id, at) in spots.chain(kiosks) {
                let near = level
                    .walkways
                    .nodes
                    .iter()
                    .any(|node| distance(spot(node.at.unwrap()), spot(at)) < 80.0);
                assert!(near, "{id}");
                assert!(inside(&level.raw.outline, at), "{id}");
                let blocked = level.stalls.iter().find(|stall| inside(&stall.outline, at));
                assert!(
                    blocked.is_none(),
                    "{id} stands in {:?}",
                    blocked.map(|stall| &stall.number)
                );
            }
        }
    }
}

#[test]
fn references_resolve() {
    let market = made(&SMALL, "references");
    let stalls = stall_ids(&market);
    let categories: HashSet<&String> = market.categories.iter().map(|row| &row.id).collect();
    let codes: HashSet<(&String, &String)> = market
        .scales
        .iter()
        .flat_map(|scale| {
            scale
                .levels
                .iter()
                .map(move |level| (&scale.id, &level.code))
        })
        .collect();
    let places: HashSet<&String> = market
        .levels
        .iter()
        .flat_map(|level| &level.places)
        .map(|place| &place.id)
        .collect();
    let branches: HashSet<&String> = market.branches.iter().map(|branch| &branch.id).collect();
    let connectors: HashSet<&String> = market.connectors.iter().map(|row| &row.id).collect();
    for row in &market.categories {
        assert!(
            row.parent.is_empty() || categories.contains(&row.parent),
            "{}",
            row.id
        );
    }
    for level in &market.levels {
        for trade in &level.raw.trades {
            assert!(categories.contains(trade), "{trade}");
        }
        for listing in &level.listings {
            assert!(!listing.stalls.is_empty() && !listing.categories.is_empty());
            assert!(listing.stalls.iter().all(|stall| stalls.contains(stall)));
            assert!(
                listing
                    .categories
                    .iter()
                    .all(|category| categories.contains(category))
            );
        }
        for grade in &level.grades {
            assert!(stalls.contains(&grade.stall));
            assert!(codes.contains(&(&grade.scale, &grade.level)));
        }
        assert!(
            level
                .plaques
                .iter()
                .all(|plaque| stalls.contains(&plaque.stall))
        );
        assert!(
            level
                .grids
                .iter()
                .all(|grid| branches.contains(&grid.branch))
        );
        for place in &level.places {
            assert!(PlaceKind::parse(&place.kind).is_some(), "{}", place.kind);
        }
        // Every stall lies in exactly one grid.
        for stall in &level.stalls {
            let middle = box_centre(&stall.outline);
            let grids = level
                .grids
                .iter()
                .filter(|grid| inside(&grid.outlines[0], middle))
                .count();
            assert_eq!(grids, 1, "{}", stall.number);
        }
    }
    for link in &market.links {
        assert!(stalls.contains(&link.member) && !link.stalls.contains(&link.member));
        assert!(
            (5..=12).contains(&link.stalls.len()),
            "{}",
            link.stalls.len()
        );
        assert!(link.stalls.iter().all(|stall| stalls.contains(stall)));
    }
    assert!(
        market
            .honours
            .iter()
            .flat_map(|row| &row.stalls)
            .all(|stall| stalls.contains(stall))
    );
    assert!(
        market
            .branches
            .iter()
            .all(|branch| places.contains(&branch.place))
    );
    assert!(
        market
            .notices
            .iter()
            .flat_map(|row| &row.closes)
            .all(|id| connectors.contains(id))
    );
    let ids = market
        .levels
        .iter()
        .flat_map(|level| level.places.iter().map(|place| &place.id));
    assert_eq!(ids.count(), places.len(), "ids of places are unique");
}

#[test]
fn every_kind_of_record_is_there() {
    let market = made(&SMALL, "kinds");
    assert!(market.market.sample);
    assert_eq!(market.market.id, "sample-yiwu");
    assert_eq!(market.market.languages.len(), 12);
    assert_eq!(market.buildings.len(), 2);
    assert_eq!(market.market.generations.len(), 6);
    assert_eq!(market.index.lights.len(), 5);
    assert!(market.index.series.len() > 200);
    assert!(
        market
            .levels
            .iter()
            .any(|level| !level.raw.voids.is_empty())
    );
    let kinds: HashSet<&str> = market
        .levels
        .iter()
        .flat_map(|level| &level.places)
        .map(|place| place.kind.as_str())
        .collect();
    for kind in PlaceKind::ALL {
        assert!(kinds.contains(kind.word()), "{}", kind.word());
    }
    let ways: HashSet<&str> = market
        .connectors
        .iter()
        .map(|row| row.kind.as_str())
        .collect();
    for way in [
        "lift",
        "stairs",
        "escalator",
        "bridge",
        "outdoor",
        "shuttle",
    ] {
        assert!(ways.contains(way), "{way}");
    }
    let closing = market
        .notices
        .iter()
        .filter(|row| !row.closes.is_empty())
        .count();
    assert_eq!(closing, 1);
    let notices: HashSet<&str> = market.notices.iter().map(|row| row.kind.as_str()).collect();
    assert_eq!(notices, HashSet::from(["notice", "warning", "service"]));
    let listings: Vec<&RawListing> = market
        .levels
        .iter()
        .flat_map(|level| &level.listings)
        .collect();
    assert!(listings.iter().any(|listing| listing.stalls.len() > 1));
    assert!(
        listings
            .iter()
            .any(|listing| !listing.name.contains_key("en"))
    );
    assert!(listings.iter().any(|listing| !listing.helped_by.is_empty()));
    assert!(listings.iter().any(|listing| !listing.hours.is_empty()));
    let mut held: HashMap<&String, usize> = HashMap::new();
    for stall in listings.iter().flat_map(|listing| &listing.stalls) {
        *held.entry(stall).or_default() += 1;
    }
    assert!(held.values().any(|shops| *shops == 2));
    for level in &market.levels {
        assert!(!level.kiosks.is_empty(), "{}", level.raw.id);
    }
    let first = &market.levels[0].kiosks[0];
    assert_eq!((first.id.as_str(), first.facing_deg), ("a1-k1", Some(0.0)));
}

#[test]
fn shares_are_as_published() {
    let market = made(
        &SampleOptions {
            stalls: 3_000,
            products: 6_000,
            seed: 1,
        },
        "shares",
    );
    let all: Vec<&RawListing> = market
        .levels
        .iter()
        .flat_map(|level| &level.listings)
        .collect();
    let held: HashSet<&String> = all.iter().flat_map(|listing| &listing.stalls).collect();
    let share = |part: usize, of: usize| part as f64 / of as f64 * 100.0;
    let check = |name: &str, share: f64, low: f64, high: f64| {
        assert!((low..=high).contains(&share), "{name}: {share}");
    };
    check("let", share(held.len(), 3_000), 91.5, 92.5);
    let plaques = |kind: &str| {
        let rows = market.levels.iter().flat_map(|level| &level.plaques);
        let stalls: HashSet<&String> = rows
            .filter(|plaque| plaque.kind == kind)
            .map(|plaque| &plaque.stall)
            .collect();
        stalls.len()
    };
    let marked = plaques("party_member");
    check("marked", share(marked, held.len()), 11.0, 13.0);
    check(
        "demonstration",
        share(plaques("demonstration_post"), marked),
        11.0,
        22.0,
    );
    let of_listings = |test: &dyn Fn(&RawListing) -> bool| {
        share(
            all.iter().filter(|listing| test(listing)).count(),
            all.len(),
        )
    };
    check(
        "brands",
        of_listings(&|listing| !listing.brands.is_empty()),
        63.0,
        70.0,
    );
    check(
        "standards",
        of_listings(&|listing| !listing.standards.is_empty()),
        43.0,
        50.0,
    );
    check(
        "several stalls",
        of_listings(&|listing| listing.stalls.len() > 1),
        4.0,
        8.0,
    );
    check(
        "only Chinese",
        of_listings(&|listing| listing.name.len() == 1),
        2.0,
        4.0,
    );
    let grades: Vec<&RawGrade> = market
        .levels
        .iter()
        .flat_map(|level| &level.grades)
        .collect();
    let letters = grades
        .iter()
        .filter(|grade| grade.scale == super::trust::LETTER_SCALE)
        .count();
    check("letters", share(letters, held.len()), 67.0, 73.0);
    let expired = grades
        .iter()
        .filter(|grade| grade.valid_until.as_str() < "2026-11-21")
        .count();
    check("expired", share(expired, held.len()), 4.0, 8.0);
    let suspended = grades.iter().filter(|grade| grade.suspended).count();
    check("suspended", share(suspended, held.len()), 0.5, 1.6);
    let names: HashSet<&String> = all.iter().map(|listing| &listing.name["zh"]).collect();
    check(
        "different names",
        share(names.len(), all.len()),
        98.0,
        100.0,
    );
}

#[test]
fn the_door_to_checked_types_finds_nothing() {
    let market = made(&SMALL, "checked");
    let mut at = Checker::new("sample");
    let categories: HashSet<&String> = market.categories.iter().map(|row| &row.id).collect();
    let usable = Market::check(&market.market, &mut at).is_some()
        && market
            .buildings
            .iter()
            .all(|row| Building::check(row, &mut at).is_some());
    assert!(usable);
    let scales: Vec<GradeScale> = market
        .scales
        .iter()
        .filter_map(|row| GradeScale::check(row, &mut at))
        .collect();
    for row in &market.honours {
        assert!(Honour::check(row, &mut at).is_some());
    }
    for level in &market.levels {
        for row in &level.listings {
            let known = |id: &str| categories.contains(&id.to_owned());
            assert!(Listing::check(row, &known, &mut at).is_some());
        }
        assert!(
            level
                .places
                .iter()
                .all(|row| Place::check(row, &mut at).is_some())
        );
        assert!(
            level
                .kiosks
                .iter()
                .all(|row| Kiosk::check(row, &mut at).is_some())
        );
        assert!(
            level
                .plaques
                .iter()
                .all(|row| Plaque::check(row, &mut at).is_some())
        );
        assert!(
            level
                .grades
                .iter()
                .all(|row| Grade::check(row, &scales, &mut at).is_some())
        );
        for (index, stall) in level.stalls.iter().enumerate() {
            assert!(at.ring(index, &stall.outline).is_some());
        }
    }
    let problems = at.finish();
    assert!(problems.is_empty(), "{:?}", problems.list().first());
}
