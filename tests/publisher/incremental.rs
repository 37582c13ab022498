//! A build after another one: what has not changed is not worked out again, and no byte differs
//! from a build that works everything out.

use std::fs;
use std::path::Path;

use serde_json::json;
use stallmap::publisher::build::{BuildOptions, BuildReport, build_with};
use stallmap::publisher::progress::silent;
use stallmap::publisher::report::human;

use crate::folder::{Folder, files_in};
use crate::small_market::Source;

fn build(folder: &Folder, source: &Source, out: &str, cache: Option<&Path>) -> BuildReport {
    // Made anew, so that what the source has no more is gone.
    let own = folder.join("source");
    let _ = fs::remove_dir_all(&own);
    source.write(&own);
    let options = BuildOptions {
        cache,
        precompress: Some(3),
        ..BuildOptions::default()
    };
    build_with(&own, &folder.join(out), &options, &silent).unwrap()
}

/// Builds over what is there, with what is kept, and anew; returns how many levels were kept.
#[track_caller]
fn check(folder: &Folder, source: &Source, cache: &Path) -> usize {
    let over = build(folder, source, "out", Some(cache));
    let _ = fs::remove_dir_all(folder.join("new"));
    let new = build(folder, source, "new", None);
    assert_eq!(new.levels_kept, 0);
    let (files, expected) = (files_in(&folder.join("out")), files_in(&folder.join("new")));
    for (path, bytes) in &expected {
        assert!(files.get(path) == Some(bytes), "{path}");
    }
    assert_eq!(files.len(), expected.len());
    let told = |report: &BuildReport| human::report(&report.findings);
    assert_eq!(told(&over), told(&new));
    let numbers = |report: &BuildReport| (report.files, report.bytes, report.stalls);
    assert_eq!(numbers(&over), numbers(&new));
    assert_eq!((over.derived, over.heavy), (new.derived, new.heavy));
    over.levels_kept
}

#[test]
fn after_any_change_the_bytes_are_those_of_a_new_build() {
    let folder = Folder::new();
    let cache = folder.join("cache");
    let mut source = Source::good();
    assert_eq!(check(&folder, &source, &cache), 0, "nothing is kept yet");
    assert_eq!(check(&folder, &source, &cache), 3, "nothing has changed");

    // (file, what changes in it, levels that stay as they are)
    type Change = fn(&mut serde_json::Value);
    let changes: [(&str, Change, usize); 22] = [
        (
            "levels/f1/listings.json",
            |rows| rows[0]["name"]["zh"] = json!("新店"),
            2,
        ),
        (
            "levels/f1/listings.json",
            |rows| rows[1]["products"] = json!([{"zh": "大象"}]),
            2,
        ),
        // The first shop of f2 has a stall of f1, too.
        (
            "levels/f2/listings.json",
            |rows| rows[0]["name"]["en"] = json!("Two floors"),
            1,
        ),
        (
            "levels/f2/listings.json",
            |rows| rows[0]["stalls"] = json!(["f2-101", "g1-5"]),
            0,
        ),
        (
            "levels/g1/stalls.json",
            |rows| rows[0]["printed"] = json!("Z 1"),
            2,
        ),
        (
            "levels/f1/grades.json",
            |rows| rows[1]["suspended"] = json!(true),
            2,
        ),
        (
            "levels/f1/plaques.json",
            |rows| rows[2]["until"] = json!("2026-11-25"),
            2,
        ),
        (
            "levels/f1/grids.json",
            |rows| rows[0]["name"]["zh"] = json!("二号网格"),
            2,
        ),
        (
            "levels/f1/places.json",
            |rows| rows[0]["kind"] = json!("toilet"),
            2,
        ),
        (
            "levels/f1/kiosks.json",
            |rows| rows[0]["at"] = json!([510, 590]),
            2,
        ),
        (
            "levels/f2/walkways.json",
            |own| own["nodes"][2]["at"] = json!([600, 450]),
            2,
        ),
        // What a level does not say itself.
        (
            "links.json",
            |rows| rows[0]["stalls"] = json!(["f1-103"]),
            0,
        ),
        (
            "honours.json",
            |rows| rows[0]["stalls"] = json!(["f1-104"]),
            0,
        ),
        (
            "categories.json",
            |rows| rows[0]["name"]["zh"] = json!("小熊"),
            0,
        ),
        (
            "scales.json",
            |rows| rows.as_array_mut().unwrap().reverse(),
            0,
        ),
        (
            "connectors.json",
            |rows| rows[0]["stops"][1]["node"] = json!("n2"),
            0,
        ),
        (
            "buildings.json",
            |rows| rows[0]["levels"][0]["stall_prefix"] = json!("F1/"),
            2,
        ),
        (
            "buildings.json",
            |rows| rows.as_array_mut().unwrap().reverse(),
            3,
        ),
        (
            "notices.json",
            |rows| rows[0]["title"]["zh"] = json!("休市"),
            3,
        ),
        (
            "branches.json",
            |rows| rows[0]["name"]["zh"] = json!("第二支部"),
            3,
        ),
        ("market.json", |own| own["sequence"] = json!(8), 3),
        // Another day: the plaque hangs no more.
        (
            "market.json",
            |own| own["published"] = json!("2026-11-26T00:00:00Z"),
            0,
        ),
    ];
    for (file, change, kept) in changes {
        source.change(file, change);
        assert_eq!(check(&folder, &source, &cache), kept, "{file}");
    }
    source.change("market.json", |own| {
        own["published"] = json!("2026-11-26T09:30:00Z")
    });
    assert_eq!(check(&folder, &source, &cache), 3, "later on the same day");
    source.remove("levels/f2/walkways.json");
    source.change("connectors.json", |rows| {
        rows[0]["stops"] = rows[1]["stops"].clone()
    });
    assert_eq!(check(&folder, &source, &cache), 0, "its network is derived");
    source.remove("levels/f1/grids.json");
    assert_eq!(check(&folder, &source, &cache), 2);
}

#[test]
fn what_is_damaged_is_worked_out_again() {
    let folder = Folder::new();
    let cache = folder.join("cache");
    let source = Source::good();
    check(&folder, &source, &cache);
    let spoil = |folder: &Path, is_it: &dyn Fn(&str) -> bool| {
        let own = files_in(folder).into_keys().find(|path| is_it(path));
        let path = folder.join(own.unwrap());
        let mut bytes = fs::read(&path).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(&path, bytes).unwrap();
    };
    let out = folder.join("out");
    spoil(&out, &|path| path.starts_with("stalls/f1/"));
    assert_eq!(check(&folder, &source, &cache), 2, "a file of a level");
    spoil(&out, &|path| {
        path.starts_with("levels/f2") && path.ends_with(".br")
    });
    assert_eq!(check(&folder, &source, &cache), 2, "a compressed copy");
    spoil(&cache, &|path| path.ends_with("level-g1.kept"));
    assert_eq!(
        check(&folder, &source, &cache),
        2,
        "what was kept of a level"
    );
    spoil(&cache, &|path| path.ends_with("check-g1.kept"));
    assert_eq!(check(&folder, &source, &cache), 3, "only its check");
    fs::remove_dir_all(&out).unwrap();
    assert_eq!(
        check(&folder, &source, &cache),
        0,
        "the publication is gone"
    );
    assert_eq!(check(&folder, &source, &cache), 3);
}

#[test]
fn copies_of_another_effort_are_made_anew() {
    let folder = Folder::new();
    let cache = folder.join("cache");
    let own = folder.join("source");
    let mut source = Source::good();
    // Texts enough for the efforts to differ.
    let words = |row: usize| format!("Bear {row} of the {} kind, {} cm", row * 7 % 13, row % 29);
    source.change("levels/f1/listings.json", |rows| {
        let products = (0..90).map(|row| json!({"zh": "熊", "en": words(row)}));
        rows[0]["products"] = products.collect();
    });
    source.write(&own);
    let build = |out: &str, effort: i32, cache: Option<&Path>| {
        let options = BuildOptions {
            cache,
            precompress: Some(effort),
            ..BuildOptions::default()
        };
        build_with(&own, &folder.join(out), &options, &silent).unwrap();
        files_in(&folder.join(out))
    };
    let first = build("out", 1, Some(&cache));
    let second = build("out", 11, Some(&cache));
    assert!(first != second);
    assert!(second == build("new", 11, None));
    // Without what is kept, over copies of which nobody knows how they were made.
    assert!(first == build("out", 1, None));
}

#[test]
fn errors_are_told_whatever_is_kept() {
    let folder = Folder::new();
    let cache = folder.join("cache");
    let mut source = Source::good();
    check(&folder, &source, &cache);
    source.change("levels/f1/stalls.json", |rows| {
        rows[3]["number"] = json!("101")
    });
    source.write(&folder.join("source"));
    let options = BuildOptions {
        cache: Some(&cache),
        ..BuildOptions::default()
    };
    for _ in 0..2 {
        let built = build_with(
            &folder.join("source"),
            &folder.join("out"),
            &options,
            &silent,
        );
        let error = built.unwrap_err().to_string();
        assert_eq!(error, "the source folder has errors");
    }
}
