//! A small market is made and read back.

/// Floors, those of the full market too.
mod floors;
/// The records of stalls, shops and marks, one by one and against each other.
mod records;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use super::plan::shape::{distance, spot};
use super::{SampleError, SampleOptions, SampleReport, write};
use crate::domain::market::raw::{
    Point, RawBranch, RawBuilding, RawCategory, RawConnector, RawGrade, RawGradeScale, RawGrid,
    RawHonour, RawIndex, RawKiosk, RawLevel, RawListing, RawMarket, RawMemberLink, RawNotice,
    RawPlace, RawPlaque, RawStall, RawWalkways,
};

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
