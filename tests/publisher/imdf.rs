//! IMDF archives, there and back, and archives that mean no good.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use serde_json::{Value, json};
use stallmap::publisher::build::build;
use stallmap::publisher::check::check_source;
use stallmap::publisher::export::imdf::{EXTENSION, export};
use stallmap::publisher::import::imdf::{FeatureUse, ImdfReport, archive, import};
use stallmap::publisher::progress::silent;
use stallmap::publisher::refusal::Refusal;
use stallmap::publisher::report;
use stallmap::publisher::source::SourceFolder;
use zip::write::SimpleFileOptions;

use crate::folder::{Folder, files_in};
use crate::small_market::Source;

fn rows(folder: &Path, file: &str) -> Value {
    let bytes = fs::read(folder.join(file)).unwrap_or_else(|_| panic!("{file}"));
    serde_json::from_slice(&bytes).unwrap()
}

/// The small market with a place on earth, its second building turned.
fn somewhere() -> Source {
    let mut source = Source::good();
    source.change("market.json", |market| {
        market["origin"] = json!({"latitude": 29.34, "longitude": 120.1, "bearing_deg": 20.0});
    });
    source
}

/// Packs files into an archive and imports it.
fn imported(files: &[(&str, Value)]) -> (Folder, Result<ImdfReport, Refusal>) {
    let folder = Folder::new();
    let mut zip = zip::ZipWriter::new(File::create(folder.join("a.zip")).unwrap());
    for (name, value) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(value.to_string().as_bytes()).unwrap();
    }
    zip.finish().unwrap();
    let result = import(&folder.join("a.zip"), &folder.join("source"));
    (folder, result)
}

#[test]
fn a_market_goes_out_and_comes_back() {
    let folder = Folder::new();
    let source = somewhere();
    source.write(&folder.join("source"));
    build(&folder.join("source"), &folder.join("out"), &silent).unwrap();
    for from in ["source", "out"] {
        let file = folder.join("market.zip");
        let counts = export(&folder.join(from), &file).unwrap();
        assert_eq!(
            (counts["unit"], counts["level"], counts["building"]),
            (65, 3, 2)
        );
        let first = fs::read(&file).unwrap();
        export(&folder.join(from), &file).unwrap();
        assert!(fs::read(&file).unwrap() == first, "the same bytes again");

        let back = folder.join(&format!("back-{from}"));
        import(&file, &back).unwrap();
        let findings = check_source(&SourceFolder::new(&back), &silent).findings;
        assert_eq!(findings.errors(), 0, "{}", report::human::report(&findings));
        for level in ["f1", "f2"] {
            let path = format!("levels/{level}/stalls.json");
            assert_eq!(rows(&back, &path), *source.value(&path), "{from}");
        }
        let mut listings = rows(&back, "levels/f1/listings.json");
        for listing in listings.as_array_mut().unwrap() {
            // Written by the build where the operator has no name in Latin letters.
            listing["name"].as_object_mut().unwrap().remove("zh-Latn");
        }
        let own = source.value("levels/f1/listings.json").as_array().unwrap();
        for listing in own {
            assert!(listings.as_array().unwrap().contains(listing), "{listing}");
        }
        assert_eq!(
            rows(&back, "levels/f1/kiosks.json")[0]["at"],
            json!([500, 590])
        );
        let place = &rows(&back, "levels/f1/places.json")[0];
        assert_eq!(
            (&place["kind"], &place["at"]),
            (&json!("service_desk"), &json!([10, 590]))
        );
    }
}

#[test]
fn what_is_written_is_imdf() {
    let folder = Folder::new();
    somewhere().write(&folder.join("source"));
    let file = folder.join("market.zip");
    export(&folder.join("source"), &file).unwrap();
    let archive = archive::read(&file).unwrap();
    assert_eq!(archive.manifest["version"], "1.0.0");
    assert_eq!(archive.manifest["extensions"], json!([EXTENSION]));
    assert!(archive.others.is_empty());
    let mut ids = std::collections::BTreeSet::new();
    for (kind, features) in &archive.features {
        for feature in features {
            assert_eq!(feature["feature_type"], *kind);
            let id = feature["id"].as_str().unwrap();
            assert_eq!((id.len(), &id[14..15]), (36, "8"), "{id}");
            assert!(ids.insert(id.to_owned()), "{id} twice");
        }
    }
    // What refers to something refers to what is there.
    for (kind, field) in [
        ("unit", "level_id"),
        ("anchor", "unit_id"),
        ("occupant", "anchor_id"),
        ("kiosk", "level_id"),
    ] {
        for feature in &archive.features[kind] {
            let id = feature["properties"][field].as_str().unwrap();
            assert!(ids.contains(id), "{kind} {field}");
        }
    }
    let ring = &archive.features["level"][0]["geometry"]["coordinates"][0];
    let ring = ring.as_array().unwrap();
    assert_eq!(ring.first(), ring.last());
    assert!((ring[0][0].as_f64().unwrap() - 120.1).abs() < 0.01);
}

#[test]
fn a_market_without_a_place_on_earth() {
    let folder = Folder::new();
    Source::good().write(&folder.join("source"));
    let refusal = export(&folder.join("source"), &folder.join("a.zip")).unwrap_err();
    assert_eq!(refusal.place, "market.json /origin");
    assert!(!folder.join("a.zip").exists());
    let refusal = export(&folder.join("nowhere"), &folder.join("a.zip")).unwrap_err();
    assert_eq!(refusal.code, "no-market");
}

/// Another program's archive: no extension, a restroom, a kiosk, an atrium, an entrance.
fn foreign(latitude_first: bool) -> Vec<(&'static str, Value)> {
    let square = |x: f64, y: f64, size: f64| {
        let corners = [
            [x, y],
            [x + size, y],
            [x + size, y + size],
            [x, y + size],
            [x, y],
        ];
        let corners = corners.map(|[x, y]| {
            let (longitude, latitude) = (120.1 + x * 1e-5, 29.34 + y * 1e-5);
            if latitude_first {
                [latitude, longitude]
            } else {
                [longitude, latitude]
            }
        });
        json!({"type": "Polygon", "coordinates": [corners]})
    };
    let feature = |id: &str, geometry: Value, properties: Value| json!({"type": "Feature", "id": id, "geometry": geometry, "properties": properties});
    let all = |features: Vec<Value>| json!({"type": "FeatureCollection", "features": features});
    vec![
        (
            "m/manifest.json",
            json!({"version": "1.0.0", "created": "2026-02-03T04:05:06", "language": "zh-CN"}),
        ),
        (
            "m/venue.geojson",
            all(vec![feature(
                "v",
                square(0.0, 0.0, 100.0),
                json!({"name": {"zh": "商场"}, "hours": "Mo-Su 09:00-18:00"}),
            )]),
        ),
        (
            "m/building.geojson",
            all(vec![feature(
                "b",
                Value::Null,
                json!({"name": {"zh": "主楼"}}),
            )]),
        ),
        (
            "m/level.geojson",
            all(vec![feature(
                "l",
                square(0.0, 0.0, 100.0),
                json!({"ordinal": 0, "name": {"zh": "一层"}, "short_name": {"zh": "L1"}, "building_ids": ["b"]}),
            )]),
        ),
        (
            "m/unit.geojson",
            all(vec![
                feature(
                    "u1",
                    square(1.0, 1.0, 5.0),
                    json!({"category": "room", "name": {"zh": "101"}, "level_id": "l"}),
                ),
                feature(
                    "u2",
                    square(10.0, 1.0, 5.0),
                    json!({"category": "unspecified", "level_id": "l"}),
                ),
                feature(
                    "u3",
                    square(20.0, 1.0, 5.0),
                    json!({"category": "restroom.female", "level_id": "l"}),
                ),
                feature(
                    "u4",
                    square(40.0, 40.0, 9.0),
                    json!({"category": "opentobelow", "level_id": "l"}),
                ),
                feature(
                    "u5",
                    square(60.0, 60.0, 9.0),
                    json!({"category": "walkway", "level_id": "l"}),
                ),
                feature(
                    "u6",
                    square(70.0, 1.0, 5.0),
                    json!({"category": "room", "name": {"zh": "101"}, "level_id": "l"}),
                ),
            ]),
        ),
        (
            "m/anchor.geojson",
            all(vec![feature("a", Value::Null, json!({"unit_id": "u2"}))]),
        ),
        (
            "m/occupant.geojson",
            all(vec![
                feature(
                    "o",
                    Value::Null,
                    json!({"name": {"zh": "茶店"}, "category": "food.tea", "anchor_id": "a",
                "phone": "0579 1", "hours": "Mo-Sa 10:00-20:00"}),
                ),
                feature(
                    "p",
                    Value::Null,
                    json!({"name": {"zh": "无"}, "anchor_id": "gone"}),
                ),
            ]),
        ),
        (
            "m/opening.geojson",
            all(vec![feature(
                "e",
                json!({"type": "LineString",
            "coordinates": [[120.1005, 29.34], [120.1006, 29.34]]}),
                json!({"category": "pedestrian.principal", "level_id": "l"}),
            )]),
        ),
        (
            "m/fixture.geojson",
            all(vec![feature(
                "f",
                square(3.0, 3.0, 1.0),
                json!({"level_id": "l"}),
            )]),
        ),
        ("m/notes.txt", json!("hello")),
    ]
}

#[test]
fn another_programs_archive() {
    let (folder, result) = imported(&foreign(false));
    let report = result.unwrap();
    let source = folder.join("source");
    let findings = check_source(&SourceFolder::new(&source), &silent).findings;
    assert_eq!(findings.errors(), 0, "{}", report::human::report(&findings));
    let numbers = rows(&source, "levels/b1-0/stalls.json");
    let numbers: Vec<&str> = numbers
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["number"].as_str().unwrap())
        .collect();
    assert_eq!(numbers, ["101", "1", "101-2"]);
    let listing = &rows(&source, "levels/b1-0/listings.json")[0];
    assert_eq!(listing["stalls"], json!(["b1-0-1"]));
    assert_eq!(listing["categories"], json!(["food.tea"]));
    assert_eq!(
        listing["hours"][0]["days"],
        json!(["mon", "tue", "wed", "thu", "fri", "sat"])
    );
    let kinds = rows(&source, "levels/b1-0/places.json");
    let kinds: Vec<&Value> = kinds
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["kind"])
        .collect();
    assert_eq!(kinds, ["toilet", "entrance"]);
    assert_eq!(
        rows(&source, "buildings.json")[0]["levels"][0]["voids"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let not_mapped: Vec<(&str, usize)> = report
        .features
        .iter()
        .filter(|own| !own.is_mapped)
        .map(|own| (own.feature, own.count))
        .collect();
    assert_eq!(not_mapped, [("fixture", 1), ("occupant", 1), ("unit", 1)]);
    let notes = |part: &str| report.notes.iter().any(|note| note.en.contains(part));
    assert!(notes("GCJ-02"));
    assert!(notes("notes.txt"));
}

#[test]
fn lifts_lead_upstairs_and_doors_have_numbers() {
    let mut files = foreign(false);
    let mut push = |name: &str, features: Value| {
        let place = files.iter().position(|(own, _)| *own == name);
        let place = place.unwrap_or_else(|| {
            let name: &'static str = name.to_owned().leak();
            files.push((name, json!({"type": "FeatureCollection", "features": []})));
            files.len() - 1
        });
        let own = files[place].1["features"].as_array_mut().unwrap();
        own.extend(features.as_array().unwrap().iter().cloned());
    };
    let point = |x: f64| json!({"type": "Point", "coordinates": [120.1 + x * 1e-5, 29.3405]});
    let upstairs = {
        let ring = [
            [120.1, 29.34],
            [120.101, 29.34],
            [120.101, 29.341],
            [120.1, 29.341],
            [120.1, 29.34],
        ];
        json!({"type": "Polygon", "coordinates": [ring]})
    };
    push(
        "m/level.geojson",
        json!([{"id": "l2", "geometry": upstairs.clone(), "properties": {"ordinal": 1,
            "name": {"zh": "二层"}, "building_ids": ["b"]}}]),
    );
    push(
        "m/amenity.geojson",
        json!([
            {"id": "lift-down", "geometry": point(50.0),
                "properties": {"category": "elevator", "level_id": "l"}},
            {"id": "lift-up", "geometry": point(50.0),
                "properties": {"category": "elevator", "level_id": "l2"}},
        ]),
    );
    // A third level has lifts' machines and no stall.
    push(
        "m/level.geojson",
        json!([{"id": "l3", "geometry": upstairs, "properties": {"ordinal": 2,
            "name": {"zh": "三层"}, "building_ids": ["b"]}}]),
    );
    let end = |id: &str| json!({"id": id, "feature_type": "amenity"});
    push(
        "m/relationship.geojson",
        json!([
            {"id": "r1", "geometry": null, "properties": {"category": "elevator",
                "direction": "undirected", "origin": end("lift-down"), "intermediary": null,
                "destination": end("lift-up")}},
            {"id": "r2", "geometry": null, "properties": {"category": "stairs",
                "direction": "directed", "origin": end("lift-down"), "destination": end("gone")}},
            {"id": "r3", "geometry": null, "properties": {"category": "traversal",
                "origin": end("lift-down"), "destination": end("lift-up")}},
        ]),
    );
    push(
        "m/address.geojson",
        json!([
            {"id": "d1", "geometry": null, "properties": {"address": "稠州北路", "unit": "A 12"}},
            {"id": "d2", "geometry": null, "properties": {"address": "稠州北路", "unit": null}},
        ]),
    );
    let anchors = files
        .iter_mut()
        .find(|(name, _)| *name == "m/anchor.geojson");
    anchors.unwrap().1["features"][0]["properties"]["address_id"] = json!("d1");

    let (folder, result) = imported(&files);
    let report = result.unwrap();
    let source = folder.join("source");
    let checked = check_source(&SourceFolder::new(&source), &silent);
    let findings = checked.findings;
    assert_eq!(findings.errors(), 0, "{}", report::human::report(&findings));
    let connectors = rows(&source, "connectors.json");
    assert_eq!(
        connectors,
        json!([{"id": "r1", "kind": "lift", "step_free": true, "stops": [
            {"level": "b1-0", "node": "b1-0-lift-down"}, {"level": "b1-1", "node": "b1-1-lift-up"}]}])
    );
    let stalls = rows(&source, "levels/b1-0/stalls.json");
    assert_eq!(stalls[1]["number"], "A-12");
    let counted = |feature: &str| -> Vec<(bool, usize)> {
        let own = report.features.iter().filter(|own| own.feature == feature);
        own.map(|own| (own.is_mapped, own.count)).collect()
    };
    assert_eq!(counted("address"), [(true, 1), (false, 1)]);
    assert_eq!(counted("relationship"), [(true, 1), (false, 1), (false, 1)]);
    let is_said = |own: &FeatureUse| !own.became.en.is_empty() && !own.became.zh.is_empty();
    assert!(report.features.iter().all(is_said));
}

#[test]
fn archives_that_mean_no_good() {
    let check = |files: Vec<(&str, Value)>, code: &str| {
        let (folder, result) = imported(&files);
        assert_eq!(result.unwrap_err().code, code);
        assert!(!folder.join("source").exists());
    };
    check(foreign(true), "coordinate-order");
    for name in [
        "../venue.geojson",
        "/venue.geojson",
        "a/../../x.json",
        "c:\\x.geojson",
        "..\\x",
    ] {
        let mut files = foreign(false);
        files.push((name, json!({})));
        check(files, "unsafe-archive");
    }
    check(Vec::new(), "no-archive");
    check(vec![("manifest.json", json!({}))], "missing");

    let folder = Folder::new();
    let path = folder.join("a.zip");
    let mut zip = zip::ZipWriter::new(File::create(&path).unwrap());
    zip.add_symlink("venue.geojson", "/etc/passwd", SimpleFileOptions::default())
        .unwrap();
    zip.finish().unwrap();
    assert_eq!(
        import(&path, &folder.join("source")).unwrap_err().code,
        "unsafe-archive"
    );
    let mut zip = zip::ZipWriter::new(File::create(&path).unwrap());
    zip.start_file("venue.geojson", SimpleFileOptions::default())
        .unwrap();
    let spaces = vec![b' '; 1024 * 1024];
    for _ in 0..520 {
        zip.write_all(&spaces).unwrap();
    }
    zip.finish().unwrap();
    assert_eq!(
        import(&path, &folder.join("source")).unwrap_err().code,
        "too-large"
    );
    fs::write(&path, b"not a zip").unwrap();
    assert_eq!(
        import(&path, &folder.join("source")).unwrap_err().code,
        "no-archive"
    );
}

#[test]
fn a_source_comes_back_as_it_was() {
    let folder = Folder::new();
    let mut source = somewhere();
    source.change("buildings.json", |rows| {
        rows[1]["bearing_deg"] = json!(12.5);
        rows[0]["levels"][0]["voids"] = json!([[[400, 400], [500, 400], [500, 500], [400, 500]]]);
    });
    source.change("levels/f1/kiosks.json", |rows| {
        rows[0]["screen"] = json!({"width_px": 1080, "px_per_mm": 1.6})
    });
    source.change("levels/f1/places.json", |rows| {
        rows[0]["handles"] = json!([{"zh": "纠纷"}]);
        rows[0]["code"] = json!("https://example.org/raise");
    });
    source.put("moves.json", json!([{"from": "old-1", "to": "f1-101"}]));
    source.write(&folder.join("source"));
    let file = folder.join("market.zip");
    export(&folder.join("source"), &file).unwrap();
    let report = import(&file, &folder.join("back")).unwrap();
    assert!(
        report
            .features
            .iter()
            .all(|own| own.is_mapped || own.feature == "address")
    );
    let (own, back) = (
        files_in(&folder.join("source")),
        files_in(&folder.join("back")),
    );
    for (path, bytes) in &own {
        let mut expected: Value = serde_json::from_slice(bytes).unwrap();
        let mut found: Value = serde_json::from_slice(&back[path]).unwrap();
        if path.ends_with("listings.json") {
            // By stall, not by row.
            for rows in [&mut expected, &mut found] {
                let id = |row: &Value| row["id"].as_str().unwrap().to_owned();
                rows.as_array_mut().unwrap().sort_by_key(id);
            }
        }
        assert_eq!(found, expected, "{path}");
    }
    // Nothing more, but for lists without rows.
    for (path, bytes) in back.iter().filter(|(path, _)| !own.contains_key(*path)) {
        assert_eq!(
            serde_json::from_slice::<Value>(bytes).unwrap(),
            json!([]),
            "{path}"
        );
    }
}

#[test]
fn what_another_program_has_drawn_anew_stays_so() {
    let folder = Folder::new();
    somewhere().write(&folder.join("source"));
    let file = folder.join("market.zip");
    export(&folder.join("source"), &file).unwrap();
    let mut archive = archive::read(&file).unwrap();
    let kiosk = &mut archive.features.get_mut("kiosk").unwrap()[0]["properties"];
    kiosk["name"]["zh"] = json!("西门");
    let point = kiosk["display_point"]["coordinates"].clone();
    let unit = &mut archive.features.get_mut("unit").unwrap()[0];
    unit["properties"]["stallmap_files"] = json!({"market.json": []});
    let levels = archive.features.get_mut("level").unwrap();
    levels[0]["properties"]["stallmap_id"] = json!("../../f1");
    levels[0]["properties"]["stallmap_files"]["../x.json"] = json!([]);
    levels[1]["properties"]["stallmap_files"]["stalls.json"] = json!([]);
    assert!(point[0].as_f64().unwrap() > 100.0);
    let mut files = vec![("manifest.json".to_owned(), archive.manifest.clone())];
    files.extend(archive.features.into_iter().map(|(kind, features)| {
        (
            format!("{kind}.geojson"),
            json!({"type": "FeatureCollection", "features": features}),
        )
    }));
    let files: Vec<(&str, Value)> = files
        .iter()
        .map(|(name, own)| (&**name, own.clone()))
        .collect();
    let (folder, result) = imported(&files);
    result.unwrap();
    let back = files_in(&folder.join("source"));
    assert!(
        back.keys()
            .all(|path| !path.ends_with("/x.json") && path != "x.json"),
        "{:?}",
        back.keys()
    );
    // A level whose id leads elsewhere gets another.
    let level = rows(&folder.join("source"), "buildings.json")[0]["levels"][0]["id"].clone();
    assert_eq!(level, "f-0");
    let kiosks = rows(&folder.join("source"), "levels/f-0/kiosks.json");
    assert_eq!(kiosks[0]["name"]["zh"], "西门");
    assert_eq!(kiosks[0]["facing_deg"], 90.0);
    let stalls = rows(&folder.join("source"), "levels/f2/stalls.json");
    assert_eq!(stalls.as_array().unwrap().len(), 20);
}
