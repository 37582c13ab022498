//! Each mistake is found, with its place, and nothing else is said: rows by themselves and against
//! each other.

use serde_json::{Value, json};

use crate::check::{check, check_value};
use crate::small_market::Source;

#[test]
fn ids_twice() {
    let twice = |file: &str, row: usize, other: usize, field: &str, place: &str, code: &str| {
        check(
            |source| {
                source.change(file, |rows| rows[row][field] = rows[other][field].clone());
            },
            &[(place, code)],
        );
    };
    twice(
        "levels/g1/stalls.json",
        1,
        0,
        "number",
        "levels/g1/stalls.json /1/number",
        "duplicate",
    );
    twice(
        "levels/f1/listings.json",
        5,
        2,
        "id",
        "levels/f1/listings.json /5/id",
        "duplicate",
    );
    check_value(
        "levels/f2/listings.json",
        "/0/id",
        json!("l-f1-0"),
        &[("levels/f2/listings.json /0/id", "duplicate")],
    );
}

#[test]
fn the_same_id_on_two_levels() {
    let desk = json!([{"id": "f1-desk", "kind": "toilet", "at": [10, 550]}]);
    check(
        |source| source.put("levels/f2/places.json", desk),
        &[("levels/f2/places.json /0/id", "duplicate")],
    );
    check(
        |source| {
            source.change("buildings.json", |rows| {
                rows[1]["levels"][0]["id"] = json!("f1")
            });
            source.remove("links.json");
            source.remove("honours.json");
            source.remove("connectors.json");
            source.remove("notices.json");
            for file in ["stalls", "listings", "walkways"] {
                source.remove(&format!("levels/g1/{file}.json"));
            }
            source.remove("levels/f1/walkways.json");
            source.remove("levels/f2/walkways.json");
        },
        &[("buildings.json /1/levels/0/id", "duplicate")],
    );
}

#[test]
fn stall_ids() {
    check_value(
        "levels/f1/stalls.json",
        "/39/id",
        json!("f2-140"),
        &[
            ("levels/f1/stalls.json /39/id", "form"),
            ("levels/f2/listings.json /0/stalls/1", "unknown-reference"),
        ],
    );
    check_value(
        "levels/f1/stalls.json",
        "/4/number",
        json!("10 5"),
        &[
            ("levels/f1/plaques.json /2/stall", "unknown-reference"),
            ("levels/f1/stalls.json /4/number", "form"),
        ],
    );
    check_value(
        "levels/f1/stalls.json",
        "/9/number",
        json!(""),
        &[("levels/f1/stalls.json /9/number", "missing")],
    );
}

#[test]
fn outlines() {
    let outline = |ring: Value, expected: &[(&str, &str)]| {
        check_value("levels/f1/stalls.json", "/9/outline", ring, expected);
    };
    let place = "levels/f1/stalls.json /9/outline";
    outline(
        json!([[950, 0], [1001, 0], [1001, 80], [950, 80]]),
        &[(place, "outside-level")],
    );
    outline(
        json!([[900, 0], [990, 80], [990, 0], [900, 80]]),
        &[(place, "bad-outline")],
    );
    outline(json!([[900, 0], [900, 0]]), &[(place, "bad-outline")]);
    outline(json!([]), &[(place, "missing")]);
    outline(
        json!([[900, 0], [9_000_000, 0], [990, 80]]),
        &[(place, "out-of-range")],
    );
    outline(
        json!([[885, 0], [990, 0], [990, 80], [885, 80]]),
        &[(place, "overlap")],
    );
    // A hole in the floor below the first stall.
    check_value(
        "buildings.json",
        "/0/levels/0/voids",
        json!([[[10, 10], [20, 10], [20, 20]]]),
        &[("levels/f1/stalls.json /0/outline", "outside-level")],
    );
}

#[test]
fn the_category_tree() {
    check_value(
        "categories.json",
        "/2/parent",
        json!("bears"),
        &[
            ("categories.json /0/parent", "cycle"),
            ("categories.json /2/parent", "cycle"),
            ("categories.json /3/parent", "cycle"),
        ],
    );
    check_value(
        "categories.json",
        "/3/parent",
        json!("toyz"),
        &[("categories.json /3/parent", "unknown-reference")],
    );
    check_value(
        "buildings.json",
        "/0/levels/1/trades/0",
        json!("toy"),
        &[("buildings.json /0/levels/1/trades/0", "unknown-reference")],
    );
}

#[test]
fn marks_of_stalls_that_are_not_there() {
    let wrong = |file: &str, pointer: &str, value: &str| {
        let place = format!("{file} {pointer}");
        check_value(
            file,
            pointer,
            json!(value),
            &[(&place, "unknown-reference")],
        );
    };
    wrong("levels/f1/grades.json", "/0/stall", "f1-999");
    // It exists, but on another level, where its grade belongs.
    wrong("levels/f1/grades.json", "/0/stall", "f2-101");
    wrong("levels/f1/grades.json", "/0/scale", "letter");
    wrong("levels/f1/grades.json", "/0/level", "Z");
    wrong("levels/f1/plaques.json", "/1/stall", "f1-999");
    wrong("links.json", "/0/member", "f1-999");
    wrong("links.json", "/0/stalls/1", "f1-999");
    wrong("honours.json", "/0/stalls/0", "f1-999");
    wrong("branches.json", "/0/place", "f1-dusk");
    wrong("levels/f1/grids.json", "/0/branch", "b2");
    wrong("notices.json", "/0/closes/0", "lift-2");
    // A stall without the mark looks after nobody.
    wrong("links.json", "/0/member", "f1-104");
}

#[test]
fn marks_said_twice() {
    check_value(
        "levels/f1/grades.json",
        "/1/scale",
        json!("stars"),
        &[
            ("levels/f1/grades.json /1/level", "unknown-reference"),
            ("levels/f1/grades.json /1/stall", "duplicate"),
        ],
    );
    check_value(
        "levels/f1/plaques.json",
        "/1/kind",
        json!("party_member"),
        &[("levels/f1/plaques.json /1/stall", "duplicate")],
    );
    check_value(
        "links.json",
        "/0/stalls/1",
        json!("f1-102"),
        &[("links.json /0/stalls/1", "duplicate")],
    );
}

#[test]
fn days() {
    let wrong = |file: &str, pointer: &str, day: &str, code: &str| {
        let place = format!("{file} {pointer}");
        check_value(file, pointer, json!(day), &[(&place, code)]);
    };
    wrong(
        "notices.json",
        "/0/valid_until",
        "2026-10-01",
        "ends-before-start",
    );
    wrong(
        "levels/f1/grades.json",
        "/1/valid_until",
        "2025-10-01",
        "ends-before-start",
    );
    wrong(
        "levels/f1/plaques.json",
        "/2/until",
        "2018-10-01",
        "ends-before-start",
    );
    wrong(
        "market.json",
        "/expires",
        "2018-10-01T00:00:00Z",
        "ends-before-start",
    );
    wrong("levels/f1/plaques.json", "/0/since", "1.7.2021", "form");
    wrong("index.json", "/series/1/date", "2026-10-01", "form");
}

#[test]
fn the_walking_network() {
    check_value(
        "connectors.json",
        "/0/stops/0/level",
        json!("f9"),
        &[
            ("connectors.json /0/stops/0/level", "unknown-reference"),
            ("levels/f2/walkways.json /nodes/0", "island"),
        ],
    );
    check_value(
        "connectors.json",
        "/1/stops/1/node",
        json!("n9"),
        &[
            ("connectors.json /1/stops/1/node", "unknown-reference"),
            ("levels/g1/walkways.json /nodes/0", "island"),
        ],
    );
    check_value(
        "levels/f2/walkways.json",
        "/walkways",
        json!([]),
        &[
            ("levels/f2/walkways.json /nodes/1", "island"),
            ("levels/f2/walkways.json /nodes/2", "island"),
        ],
    );
    check_value(
        "levels/f2/walkways.json",
        "/walkways/0/to",
        json!("n7"),
        &[
            ("levels/f2/walkways.json /nodes/1", "island"),
            (
                "levels/f2/walkways.json /walkways/0/to",
                "unknown-reference",
            ),
        ],
    );
    check_value(
        "levels/f1/kiosks.json",
        "/0/at",
        json!([1500, 590]),
        &[("levels/f1/kiosks.json /0/at", "outside-level")],
    );
    check_value(
        "levels/f1/kiosks.json",
        "/0/at",
        json!([990, 10]),
        &[("levels/f1/kiosks.json /0/at", "island")],
    );
}

#[test]
fn texts() {
    check_value(
        "categories.json",
        "/0/name",
        json!({"en": "Bears"}),
        &[("categories.json /0/name", "not-translated")],
    );
    check_value(
        "levels/f1/listings.json",
        "/0/products/0",
        json!({"en": "Bear"}),
        &[("levels/f1/listings.json /0/products/0", "not-translated")],
    );
    check_value(
        "levels/f1/listings.json",
        "/0/name/zh",
        json!("长".repeat(3_500_000)),
        &[("levels/f1/listings.json /0/name/zh", "too-long")],
    );
    check_value(
        "levels/f1/listings.json",
        "/0/name/zh",
        json!("店\u{202e}名"),
        &[("levels/f1/listings.json /0/name/zh", "control-characters")],
    );
}

#[test]
fn moves_lead_from_nowhere_to_a_stall() {
    let moved = |from: &'static str, to: &'static str, expected: &[(&str, &str)]| {
        let spoil = |source: &mut Source| {
            source.put("moves.json", json!([{ "from": from, "to": to }]));
        };
        check(spoil, expected);
    };
    moved("f9-7", "f1-101", &[]);
    moved(
        "f9-7",
        "f1-999",
        &[("moves.json /0/to", "unknown-reference")],
    );
    moved("f1-102", "f1-101", &[("moves.json /0/from", "duplicate")]);
}
