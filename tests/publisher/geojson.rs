//! Maps as GeoJSON into a source folder: features are rows, properties are columns.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use stallmap::publisher::check::check_source;
use stallmap::publisher::earth::Plane;
use stallmap::publisher::import::sheet::{SheetRefused, SheetReport, import};
use stallmap::publisher::progress::silent;
use stallmap::publisher::report;
use stallmap::publisher::source::SourceFolder;

use crate::folder::Folder;
use crate::small_market::Source;

const LATITUDE: f64 = 29.34;
const LONGITUDE: f64 = 120.1;
const BEARING_DEG: f64 = 20.0;

/// The good market with a place on earth.
fn source(folder: &Folder) {
    let mut source = Source::good();
    source.change("market.json", |market| {
        market["origin"] =
            json!({"latitude": LATITUDE, "longitude": LONGITUDE, "bearing_deg": BEARING_DEG});
    });
    source.write(&folder.join("source"));
}

/// Points of a building's grid in degrees; building g stands 2,000 dm to the right.
fn degrees(building: &str, points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let plane = Plane::at(LATITUDE, LONGITUDE, BEARING_DEG);
    let right = if building == "g" { 2000.0 } else { 0.0 };
    let on_earth = |[x, y]: &[f64; 2]| plane.degrees_from_grid([x + right, *y]);
    points.iter().map(on_earth).collect()
}

fn polygon(building: &str, left: f64, top: f64) -> Value {
    let (right, bottom) = (left + 90.0, top + 80.0);
    // Against the clock and closed, as GeoJSON writes it.
    let corners = [
        [left, top],
        [left, bottom],
        [right, bottom],
        [right, top],
        [left, top],
    ];
    json!({"type": "Polygon", "coordinates": [degrees(building, &corners)]})
}

fn feature(geometry: Value, properties: Value) -> Value {
    json!({"type": "Feature", "geometry": geometry, "properties": properties})
}

fn imported(text: &str) -> (Folder, Result<SheetReport, SheetRefused>) {
    let folder = Folder::new();
    source(&folder);
    fs::write(folder.join("map.geojson"), text).unwrap();
    let result = import(&folder.join("map.geojson"), &folder.join("source"));
    (folder, result)
}

fn collection(features: &[Value]) -> String {
    json!({"type": "FeatureCollection", "features": features}).to_string()
}

fn rows(folder: &Path, file: &str) -> Value {
    serde_json::from_slice(&fs::read(folder.join("source").join(file)).unwrap()).unwrap()
}

#[test]
fn stalls_of_two_buildings() {
    let shop = json!({"所在楼层": "f1", "摊位号": 101, "店铺名称": {"zh": "鑫源", "en": "Xinyuan"},
        "category": ["bags", "toys"], "电话": null, "颜色": "red"});
    let (folder, result) = imported(&collection(&[
        feature(polygon("f", 0.0, 0.0), shop),
        feature(
            polygon("f", 100.0, 0.0),
            json!({"所在楼层": "f1", "摊位号": "102"}),
        ),
        feature(
            polygon("g", 0.0, 0.0),
            json!({"所在楼层": "g1", "摊位号": "9"}),
        ),
    ]));
    let report = result.unwrap();
    assert_eq!(report.sheets[0].table, Some("Stalls"));
    assert_eq!(report.sheets[0].unused, ["颜色"]);
    assert_eq!(report.sheets[0].rows, 3);
    assert!(report.notes.iter().any(|note| note.en.contains("GCJ-02")));
    let near = |file: &str, row: usize, expected: [[i64; 2]; 4]| {
        let outline = &rows(folder.path(), file)[row]["outline"];
        let found: Vec<[i64; 2]> = serde_json::from_value(outline.clone()).unwrap();
        assert_eq!(found.len(), 4, "{outline}");
        for corner in expected {
            let is_near =
                |own: &[i64; 2]| (own[0] - corner[0]).abs() < 2 && (own[1] - corner[1]).abs() < 2;
            assert!(found.iter().any(is_near), "{corner:?} in {outline}");
        }
    };
    let f1 = "levels/f1/stalls.json";
    near(f1, 0, [[0, 0], [90, 0], [90, 80], [0, 80]]);
    near(f1, 1, [[100, 0], [190, 0], [190, 80], [100, 80]]);
    near(
        "levels/g1/stalls.json",
        0,
        [[0, 0], [90, 0], [90, 80], [0, 80]],
    );
    assert_eq!(rows(folder.path(), f1)[0]["number"], "101");
    let shops = rows(folder.path(), "levels/f1/listings.json");
    assert_eq!(shops[0]["name"], json!({"zh": "鑫源", "en": "Xinyuan"}));
    assert_eq!(shops[0]["categories"], json!(["bags", "toys"]));
}

#[test]
fn places_are_points() {
    let point = json!({"type": "Point", "coordinates": degrees("f", &[[500.0, 590.0]])[0]});
    let properties = json!({"楼层": "f1", "编号": "f1-wc", "类型": "卫生间"});
    let (folder, result) = imported(&collection(&[feature(point, properties)]));
    result.unwrap();
    let place = &rows(folder.path(), "levels/f1/places.json")[0];
    assert_eq!(
        (&place["kind"], &place["at"]),
        (&json!("toilet"), &json!([500, 590]))
    );
    // Nothing else has changed: the market is as good as before.
    let findings = check_source(&SourceFolder::new(&folder.join("source")), &silent).findings;
    let text = report::human::report(&findings);
    assert!(
        findings
            .list()
            .iter()
            .all(|own| own.problem.file != "levels/f1/stalls.json"),
        "{text}"
    );
}

#[test]
fn what_cannot_be_taken() {
    let stall = |geometry: Value| feature(geometry, json!({"楼层": "f1", "商位号": "1"}));
    let ring = |points: &[[f64; 2]]| json!({"type": "Polygon", "coordinates": [points]});
    let swapped = ring(&[[29.34, 120.1], [29.35, 120.1], [29.35, 120.2]]);
    let metres = ring(&[
        [3_256_000.0, 488_000.0],
        [3_256_010.0, 488_000.0],
        [3_256_000.0, 488_010.0],
    ]);
    let far = ring(&[[121.5, 31.2], [121.6, 31.2], [121.6, 31.3]]);
    let line =
        json!({"type": "LineString", "coordinates": degrees("f", &[[0.0, 0.0], [9.0, 0.0]])});
    let no_level = feature(polygon("f", 0.0, 0.0), json!({"楼层": "f9", "商位号": "1"}));
    let other_datum = json!({"type": "FeatureCollection", "features": [stall(polygon("f", 0.0, 0.0))],
        "crs": {"type": "name", "properties": {"name": "GCJ-02"}}});
    for (text, place, code) in [
        (
            collection(&[stall(swapped)]),
            "map.geojson /features/0/geometry",
            "coordinate-order",
        ),
        (
            collection(&[stall(metres)]),
            "map.geojson /features/0/geometry",
            "coordinate-order",
        ),
        (
            collection(&[stall(polygon("f", 0.0, 0.0)), stall(far)]),
            "map.geojson /features/1",
            "far-from-market",
        ),
        (
            collection(&[stall(line)]),
            "map.geojson /features/0",
            "far-from-market",
        ),
        (
            collection(&[no_level]),
            "map.geojson /features/0/properties/楼层",
            "unknown-reference",
        ),
        (other_datum.to_string(), "map.geojson /crs", "datum"),
        (collection(&[]), "map.geojson", "no-table"),
        (
            "{\"type\": \"Feature\"}".to_owned(),
            "map.geojson",
            "no-features",
        ),
        (
            "{\"features\": [{\"a\": NaN}]}".to_owned(),
            "map.geojson",
            "not-json",
        ),
        ("[1]".to_owned(), "map.geojson", "not-json"),
        (
            "{\"features\":".to_owned() + &"[".repeat(100_000),
            "map.geojson",
            "not-json",
        ),
        (String::new(), "map.geojson", "not-json"),
    ] {
        let (folder, result) = imported(&text);
        let told = result.unwrap_err().told;
        let short: String = text.chars().take(90).collect();
        assert_eq!((&*told[0].place, told[0].code), (place, code), "{short}");
        assert_eq!(
            rows(folder.path(), "levels/f1/stalls.json")[0]["number"],
            "101",
            "{short}"
        );
    }
}

#[test]
fn a_market_that_does_not_know_where_it_is() {
    let folder = Folder::new();
    Source::good().write(&folder.join("source"));
    fs::write(folder.join("map.geojson"), collection(&[])).unwrap();
    let refused = import(&folder.join("map.geojson"), &folder.join("source")).unwrap_err();
    assert_eq!(refused.told[0].code, "no-origin");
}
