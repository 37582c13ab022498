//! Routes over a published market: what is written for them, what is answered, what the check
//! says of the network.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};
use stallmap::domain::language::TAGS;
use stallmap::domain::market::place::PlaceKind;
use stallmap::domain::market::raw::{RawBuilding, RawStall, Ring};
use stallmap::domain::route::{Footing, Options};
use stallmap::publisher::build::build;
use stallmap::publisher::check::check_source;
use stallmap::publisher::check::coverage::Coverage;
use stallmap::publisher::check::geometry::{Side, point_lies_on, side_of};
use stallmap::publisher::progress::silent;
use stallmap::publisher::route::{Asked, Report, RouteError, answer};
use stallmap::publisher::sample::{self, SampleOptions};
use stallmap::publisher::source::SourceFolder;
use stallmap::publisher::walk::derive::derive;
use stallmap::publisher::walk::reach::LevelGround;

use crate::folder::Folder;
use crate::small_market::Source;

fn coverage_of(source: &Source) -> Coverage {
    let folder = Folder::new();
    source.write(folder.path());
    check_source(&SourceFolder::new(folder.path()), &silent).coverage
}

fn asked<'a>(from: &'a str, to: &'a [String]) -> Asked<'a> {
    Asked {
        from,
        to,
        nearest: None,
        options: Options::default(),
        at: None,
        language: "en",
    }
}

fn published(source: &Source, folder: &Folder) -> std::path::PathBuf {
    let (input, out) = (folder.join("source"), folder.join("out"));
    source.write(&input);
    build(&input, &out, &silent).unwrap();
    out
}

/// The lift is closed by a notice of the good market; without it there is a way up.
fn open_market() -> Source {
    let mut source = Source::good();
    source.remove("notices.json");
    source
}

fn route(source: &Source, asked: &Asked) -> Report {
    let folder = Folder::new();
    let out = published(source, &folder);
    answer(&out, asked).unwrap()
}

#[test]
fn a_moved_stall_is_found_by_its_old_id() {
    let mut source = open_market();
    source.put("moves.json", json!([{ "from": "f9-7", "to": "f2-111" }]));
    let to = ["f9-7".to_owned()];
    let report = route(&source, &asked("k1", &to));
    assert!(report.found, "{report:?}");
    assert_eq!(report.routes[0].to.as_deref(), Some("f2-111"));
}

#[test]
fn from_the_kiosk_to_a_stall_upstairs() {
    let to = ["f2-111".to_owned()];
    let report = route(&open_market(), &asked("k1", &to));
    assert!(report.found, "{report:?}");
    let row = &report.routes[0];
    assert_eq!((&*row.from, row.to.as_deref()), ("k1", Some("f2-111")));
    let levels: Vec<&str> = row.legs.iter().map(|leg| &*leg.level).collect();
    assert_eq!(levels, ["f1", "f2"]);
    assert_eq!(row.rides[0].connector, "lift-1");
    let walked: u32 = row.legs.iter().map(|leg| leg.seconds).sum();
    assert_eq!(row.seconds, walked + 30);
    let kinds: Vec<&str> = row.steps.iter().map(|step| step.kind).collect();
    assert_eq!(kinds.first(), Some(&"leave"));
    assert_eq!(kinds.last(), Some(&"arrive"));
    assert!(kinds.contains(&"ride"));
    assert!(row.steps.iter().all(|step| !step.text.is_empty()));
    let last = row.steps.last().unwrap();
    assert!(last.text.starts_with("Stall 111 is "), "{}", last.text);
}

#[test]
fn a_notice_closes_the_lift() {
    let to = ["f2-111".to_owned()];
    let report = route(&Source::good(), &asked("k1", &to));
    assert!(!report.found);
    let blocked = report.blocked.unwrap();
    assert_eq!(blocked.reason, "closed");
    assert_eq!(blocked.connectors, ["lift-1"]);
    assert!(!blocked.text.is_empty());
}

#[test]
fn what_is_nearest_and_what_is_not_there() {
    let source = open_market();
    let mut nearest = asked("f1-101", &[]);
    nearest.nearest = Some(PlaceKind::ServiceDesk);
    let report = route(&source, &nearest);
    assert_eq!(report.routes[0].to.as_deref(), Some("f1-desk"));
    nearest.nearest = Some(PlaceKind::Bank);
    let report = route(&source, &nearest);
    assert_eq!(report.blocked.unwrap().reason, "none-of-kind");

    let folder = Folder::new();
    let out = published(&source, &folder);
    let to = ["f2-999".to_owned()];
    let error = answer(&out, &asked("k1", &to)).unwrap_err();
    assert!(matches!(error, RouteError::NoSuchStop(id) if id == "f2-999"));
}

#[test]
fn several_stops_are_a_tour() {
    let to = ["f2-111", "f1-131", "f2-119"].map(str::to_owned);
    let report = route(&open_market(), &asked("k1", &to));
    assert!(report.found, "{report:?}");
    assert_eq!(report.routes.len(), 3);
    assert_eq!(report.routes[0].to.as_deref(), Some("f1-131"));
    assert_eq!(
        report.routes[1].from,
        report.routes[0].to.clone().unwrap(),
        "each begins where the one before ends"
    );
}

#[test]
fn the_check_says_how_much_is_reached() {
    let coverage = coverage_of(&open_market());
    assert_eq!(coverage.stalls.all, 65);
    assert_eq!((coverage.kiosks.all, coverage.kiosks.on_foot), (1, 1));
    assert_eq!((coverage.places.all, coverage.places.on_foot), (1, 1));
    assert!(coverage.derived.is_empty());
    assert_eq!(coverage.islands, 0);
    // The way to the other building is not marked as free of steps.
    let g1 = 5;
    assert_eq!(
        coverage.stalls.step_free + g1,
        coverage.stalls.on_foot,
        "{coverage:?}"
    );
    assert_eq!(
        coverage.unreached.len(),
        coverage.stalls.all - coverage.stalls.on_foot
    );
}

#[test]
fn islands_are_not_reached() {
    let mut source = open_market();
    source.remove("connectors.json");
    let coverage = coverage_of(&source);
    assert_eq!(coverage.islands, 2);
    assert!(coverage.stalls.on_foot <= 40);
    assert!(coverage.unreached.contains(&"g1-1".to_owned()));
}

/// Rows of stalls with an aisle of 30 dm before each, and no walkways.
fn without_walkways() -> Source {
    let mut source = open_market();
    let stalls: Vec<Value> = (0..40)
        .map(|index| {
            let (x, y) = (40 + index % 10 * 90, 40 + index / 10 * 140);
            json!({"number": (101 + index).to_string(),
                "outline": [[x, y], [x + 90, y], [x + 90, y + 80], [x, y + 80]]})
        })
        .collect();
    source.put("levels/f2/stalls.json", Value::Array(stalls));
    source.remove("levels/f2/walkways.json");
    source.put(
        "levels/f2/places.json",
        json!([{"id": "f2-lift", "kind": "lift", "at": [20, 300]}]),
    );
    source.change("connectors.json", |rows| {
        rows[0]["stops"][1]["node"] = json!("f2-lift");
    });
    source
}

#[test]
fn a_level_without_walkways_gets_a_derived_network() {
    let source = without_walkways();
    let folder = Folder::new();
    source.write(&folder.join("source"));
    let checked = check_source(&SourceFolder::new(&folder.join("source")), &silent);
    assert_eq!(checked.findings.errors(), 0, "{:?}", checked.findings);
    assert_eq!(checked.coverage.derived, ["f2"]);
    let f2 = checked
        .coverage
        .unreached
        .iter()
        .filter(|id| id.starts_with("f2"));
    assert_eq!(f2.count(), 0, "{:?}", checked.coverage);

    let to = ["f2-126".to_owned()];
    let report = route(&source, &asked("k1", &to));
    assert!(report.found, "{report:?}");
    assert_eq!(report.routes[0].legs[1].level, "f2");
    let report = build(&folder.join("source"), &folder.join("out"), &silent).unwrap();
    assert_eq!(report.derived, ["f2"]);
}

fn rows<T: serde::de::DeserializeOwned>(path: &Path) -> T {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

#[test]
fn stalls_of_a_sample_stand_at_the_derived_aisles() {
    let folder = Folder::new();
    let options = SampleOptions {
        stalls: 6_000,
        products: 6_000,
        seed: 3,
    };
    sample::write(folder.path(), &options, &silent).unwrap();
    let buildings: Vec<RawBuilding> = rows(&folder.join("buildings.json"));
    for level in buildings.iter().flat_map(|building| &building.levels) {
        let file = format!("levels/{}/stalls.json", level.id);
        let stalls: Vec<RawStall> = rows(&folder.join(&file));
        let outlines: Vec<&Ring> = stalls.iter().map(|own| &own.outline).collect();
        let network = derive(&level.outline, &level.voids, &outlines);
        for at in network.nodes.iter().filter_map(|node| node.at) {
            assert!(point_lies_on(at, &level.outline, &level.voids), "{at:?}");
            let covers = |ring: &&&Ring| side_of(ring, at) == Side::Inside;
            assert_eq!(outlines.iter().find(covers), None, "{} {at:?}", level.id);
        }
        let ground = LevelGround::new(&level.id, &level.outline, &stalls, &network);
        let mut parts: BTreeMap<usize, usize> = BTreeMap::new();
        for row in 0..stalls.len() {
            // In sight of an aisle or the middle of a hall.
            if let Some(footing) = ground.stall(row)
                && let Footing::Way { off_dm, clear, .. } = footing
                && clear
                && off_dm <= 150
                && let (Some(part), _) = ground.parts(&footing)
            {
                *parts.entry(part).or_default() += 1;
            }
        }
        let reached = parts.values().max().copied().unwrap_or(0);
        assert!(
            reached * 100 >= stalls.len() * 99,
            "{}: {reached} of {}",
            level.id,
            stalls.len()
        );
    }
}

#[test]
fn a_connector_names_a_place_only_where_there_are_no_nodes() {
    let mut source = open_market();
    source.put(
        "levels/f2/places.json",
        json!([{"id": "f2-lift", "kind": "lift", "at": [20, 550]}]),
    );
    source.change("connectors.json", |rows| {
        rows[0]["stops"][1]["node"] = json!("f2-lift");
    });
    let folder = Folder::new();
    source.write(folder.path());
    let findings = check_source(&SourceFolder::new(folder.path()), &silent).findings;
    let first = findings.list().first().unwrap();
    assert_eq!(first.problem.path, "/0/stops/1/node");
}

/// What is said in each language stands in a file of its own, for people who read it: a change
/// there is looked at before it is kept. `STALLMAP_KEEP=1` writes them anew.
#[test]
fn sentences_of_every_language() {
    let folder = Folder::new();
    let open = published(&open_market(), &folder);
    let shut = Folder::new();
    let closed = published(&Source::good(), &shut);
    let (up, several) = (
        ["f2-111".to_owned()],
        ["f2-111", "f1-131"].map(str::to_owned),
    );
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/publisher/sentences");
    let mut changed = Vec::new();
    for tag in TAGS {
        let mut said = String::new();
        for (market, to) in [(&open, &up[..]), (&open, &several[..]), (&closed, &up[..])] {
            let wish = Asked {
                language: tag,
                ..asked("k1", to)
            };
            let report = answer(market, &wish).unwrap();
            for line in report.blocked.iter().flat_map(|own| &own.text) {
                said += &format!("! {line}\n");
            }
            for route in &report.routes {
                said += &format!("{}\n", route.summary);
                for step in &route.steps {
                    said += &format!("- {}\n", step.text);
                }
            }
            said.push('\n');
        }
        assert!(!said.contains(['{', '}']), "{tag}: {said}");
        let file = home.join(format!("{tag}.txt"));
        if std::env::var_os("STALLMAP_KEEP").is_some() {
            std::fs::create_dir_all(&home).unwrap();
            std::fs::write(&file, &said).unwrap();
        } else if std::fs::read_to_string(&file).ok().as_deref() != Some(&said) {
            changed.push(format!("{}:\n{said}", file.display()));
        }
    }
    assert!(changed.is_empty(), "{}", changed.join("\n"));
}
