//! Each mistake is found, with its place, and nothing else is said: files, and what can be read of
//! them.

use serde_json::{Value, json};
use stallmap::publisher::check::check_source;
use stallmap::publisher::check::findings::Findings;
use stallmap::publisher::progress::silent;
use stallmap::publisher::report;
use stallmap::publisher::source::SourceFolder;

use crate::folder::Folder;
use crate::small_market::Source;

pub fn findings_of(source: &Source) -> Findings {
    let folder = Folder::new();
    source.write(folder.path());
    check_source(&SourceFolder::new(folder.path()), &silent).findings
}

/// Spoils the good market and expects (place, code) of exactly these mistakes.
pub fn check(spoil: impl FnOnce(&mut Source), expected: &[(&str, &str)]) {
    let mut source = Source::good();
    spoil(&mut source);
    let findings = findings_of(&source);
    // The good market lacks texts in its second language on purpose.
    let wants_coverage = expected.iter().any(|(_, code)| *code == "not-covered");
    let is_meant = |code: &str| code != "not-covered" || wants_coverage;
    let all = findings.list().len();
    let found: Vec<(String, &str)> = findings
        .list()
        .iter()
        .filter(|own| is_meant(own.problem.fault.code()))
        .map(|own| {
            let place = format!("{} {}", own.problem.file, own.problem.path);
            (place.trim_end().to_owned(), own.problem.fault.code())
        })
        .collect();
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|(place, code)| (&**place, *code))
        .collect();
    assert_eq!(found, expected);
    assert_eq!(findings.errors() + findings.warnings(), all);
}

/// Spoils one value.
pub fn check_value(file: &str, pointer: &str, value: Value, expected: &[(&str, &str)]) {
    let spoil = |source: &mut Source| {
        source.change(file, |content| {
            let (above, last) = pointer.rsplit_once('/').unwrap();
            let above = content.pointer_mut(above).unwrap();
            match above {
                Value::Array(list) => match last.parse::<usize>() {
                    Ok(index) if index < list.len() => list[index] = value,
                    _ => list.push(value),
                },
                above => above[last] = value,
            }
        });
    };
    check(spoil, expected);
}

#[test]
fn a_good_market_has_no_mistakes() {
    check(|_| (), &[]);
}

#[test]
fn optional_files_may_be_missing() {
    check(
        |source| {
            for file in [
                "honours",
                "links",
                "branches",
                "notices",
                "index",
                "connectors",
            ] {
                source.remove(&format!("{file}.json"));
            }
            for file in ["grades", "plaques", "grids", "places", "kiosks", "walkways"] {
                source.remove(&format!("levels/f1/{file}.json"));
            }
            source.remove("levels/f2/walkways.json");
        },
        // Nothing says how to get to the other building.
        &[("levels/g1/stalls.json /0", "unreached")],
    );
}

#[test]
fn missing_files() {
    for file in ["market.json", "categories.json", "levels/f2/stalls.json"] {
        check(|source| source.remove(file), &[(file, "file-missing")]);
    }
    // Without buildings nothing is known of levels, and nothing is said of what refers to them.
    check(
        |source| source.remove("buildings.json"),
        &[("buildings.json", "file-missing")],
    );
}

#[test]
fn an_empty_folder() {
    let folder = Folder::new();
    let findings = check_source(&SourceFolder::new(folder.path()), &silent).findings;
    let files: Vec<&str> = findings
        .list()
        .iter()
        .map(|own| &*own.problem.file)
        .collect();
    assert_eq!(files, ["buildings.json", "categories.json", "market.json"]);
}

#[test]
fn broken_json_is_one_mistake_with_line_and_column() {
    let mut source = Source::good();
    source.put_text("levels/f1/stalls.json", "[\n{\"number\": \"101\",}\n]");
    let findings = findings_of(&source);
    let report = report::human::report(&findings);
    assert!(report.contains("line 2 column 18"), "{report}");
    assert_eq!(findings.errors(), 1);
    check(
        |source| source.put_text("categories.json", "[{"),
        &[("categories.json", "not-json")],
    );
    check(
        |source| source.put_text("levels/f1/listings.json", ""),
        &[("levels/f1/listings.json", "not-json")],
    );
    check(
        |source| source.put_text("index.json", b"{\"name\": {\"zh\": \"\xff\"}}".to_vec()),
        &[("index.json", "not-json")],
    );
    // No number of JSON, and one that is too large for any.
    for number in ["NaN", "-Infinity", "1e999"] {
        let row = format!("[{{\"number\": \"1\", \"outline\": [[{number}, 0], [9, 0], [9, 9]]}}]");
        check(
            |source| source.put_text("levels/g1/stalls.json", row),
            &[("levels/g1/stalls.json", "not-json")],
        );
    }
    check(
        |source| source.put_text("notices.json", "[] []"),
        &[("notices.json", "not-json")],
    );
    check(
        |source| source.put_text("notices.json", "[".repeat(100_000)),
        &[("notices.json", "not-json")],
    );
}

#[test]
fn a_byte_order_mark_is_no_mistake() {
    check(
        |source| source.put_text("notices.json", b"\xef\xbb\xbf[]".to_vec()),
        &[],
    );
}

#[test]
fn wrong_types_and_unknown_names_leave_the_rest() {
    check_value(
        "levels/f1/listings.json",
        "/1/brands",
        json!("none"),
        &[("levels/f1/listings.json /1/brands", "wrong-type")],
    );
    check_value(
        "market.json",
        "/sample",
        json!("yes"),
        &[("market.json /sample", "wrong-type")],
    );
    check_value(
        "categories.json",
        "/0/colour",
        json!(1),
        &[("categories.json /0/colour", "unknown-field")],
    );
    check_value(
        "levels/f1/stalls.json",
        "/3/outline/0/1",
        json!(1.5),
        &[("levels/f1/stalls.json /3/outline/0/1", "wrong-type")],
    );
    check(
        |source| source.put("notices.json", json!({"id": "n1"})),
        &[("notices.json", "wrong-type")],
    );
    check(
        |source| source.put("index.json", json!([])),
        &[("index.json", "wrong-type")],
    );
    check_value(
        "notices.json",
        "/1",
        json!(["n2", "notice"]),
        &[("notices.json /1", "wrong-type")],
    );
    // The same name twice in a row.
    check(
        |source| {
            source.put_text(
                "branches.json",
                r#"[{"id": "b1", "id": "b1", "name": {"zh": "x"}}]"#,
            )
        },
        &[("branches.json", "not-json")],
    );
}

#[test]
fn every_mistake_of_a_row_at_once() {
    check(
        |source| {
            source.change("levels/f1/listings.json", |rows| {
                rows[2] = json!({"id": 3, "stalls": ["f1-103", "f1-999", 5], "name": {"zh": "店"},
                    "categories": ["bears", "bearz"], "shop": true, "languages": ["Chinese"]});
            });
        },
        &[
            (
                "levels/f1/listings.json /2/categories/1",
                "unknown-reference",
            ),
            ("levels/f1/listings.json /2/id", "wrong-type"),
            ("levels/f1/listings.json /2/languages", "form"),
            ("levels/f1/listings.json /2/shop", "unknown-field"),
            ("levels/f1/listings.json /2/stalls/1", "unknown-reference"),
            ("levels/f1/listings.json /2/stalls/2", "wrong-type"),
        ],
    );
}

#[test]
fn files_and_folders_that_nobody_reads() {
    check(
        |source| source.put("honors.json", json!([])),
        &[("honors.json", "unknown-field")],
    );
    check(
        |source| source.put("levels/f1/shops.json", json!([])),
        &[("levels/f1/shops.json", "unknown-field")],
    );
    check(
        |source| source.put("levels/f7/stalls.json", json!([])),
        &[("levels/f7", "unknown-reference")],
    );
    check(|source| source.put_text("README.txt", "notes"), &[]);
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    check(
        |source| source.put_text("levels/f1/listings.json", vec![b' '; 64 * 1024 * 1024 + 1]),
        &[("levels/f1/listings.json", "file-too-large")],
    );
}

#[test]
fn level_ids_that_lead_out_of_the_folder() {
    for id in ["..", ".", "categories", "x.json"] {
        check(
            |source| {
                source.change("buildings.json", |rows| {
                    rows[1]["levels"].as_array_mut().unwrap().push(json!({
                        "id": id, "ordinal": 3, "name": {"zh": "x"}, "short_name": "x",
                        "outline": [[0, 0], [10, 0], [10, 10]]
                    }));
                });
            },
            &[("buildings.json /1/levels/1/id", "form")],
        );
    }
}
