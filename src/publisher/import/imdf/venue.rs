//! Venue, buildings and levels of an archive.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::archive::Archive;
use super::feature::Feature;
use super::{ImdfReport, extension, of, slug};
use crate::domain::market::raw::Labels;
use crate::domain::market::time::Day;
use crate::publisher::check::market::is_folder_name;
use crate::publisher::earth::Plane;
use crate::publisher::import::note::Note;
use crate::publisher::import::staging::Staging;
use crate::publisher::refusal::Refusal;
use crate::publisher::source::layout;

/// What the rest of the archive refers to.
pub(super) struct Site {
    pub plane: Plane,
    /// The grid of each level's building, by the level's own id.
    planes: HashMap<String, Plane>,
    /// Our id of each level, by its own.
    pub levels: HashMap<String, String>,
    /// The market's own language.
    pub home: String,
    /// Level and id of each place, by the id of its feature.
    pub places: HashMap<String, (String, String)>,
    /// Level of each unit.
    level_of_unit: HashMap<String, String>,
}

impl Site {
    /// The grid in which things of a level are drawn.
    pub fn plane_of(&self, level: &str) -> &Plane {
        self.planes.get(level).unwrap_or(&self.plane)
    }

    /// The level of the first unit that a feature names.
    pub fn level_of_unit(&self, feature: Feature) -> &str {
        let first = feature.property("unit_ids").get(0).and_then(Value::as_str);
        let unit = first.unwrap_or(feature.text("unit_id"));
        self.level_of_unit.get(unit).map_or("", String::as_str)
    }
}

/// Takes venue, buildings and levels over.
pub(super) fn take(
    archive: &Archive,
    staging: &mut Staging,
    report: &mut ImdfReport,
) -> Result<Site, Refusal> {
    let language = archive.manifest.get("language").and_then(Value::as_str);
    let home = language
        .unwrap_or("zh")
        .split('-')
        .next()
        .unwrap_or("zh")
        .to_owned();
    let venue = of(archive, "venue").next().ok_or_else(|| {
        Refusal::at("venue.geojson", "missing")
            .expected("one venue")
            .mend("Export the archive again with its venue.")
    })?;
    let plane = plane(archive, venue)?;
    let mut site = Site {
        plane,
        planes: HashMap::new(),
        levels: HashMap::new(),
        places: HashMap::new(),
        home,
        level_of_unit: of(archive, "unit")
            .map(|unit| (unit.id().to_owned(), unit.text("level_id").to_owned()))
            .collect(),
    };
    take_buildings(archive, &mut site, staging, report);
    if site.levels.is_empty() {
        return Err(Refusal::at("level.geojson", "missing")
            .expected("levels with polygons, each with the id of a building")
            .mend("Export the archive again with buildings and levels."));
    }
    take_venue(archive, venue, &site, staging, report);
    Ok(site)
}

/// The plane of the market's grid; refuses coordinates that cannot be.
fn plane(archive: &Archive, venue: Feature) -> Result<Plane, Refusal> {
    let all = [venue].into_iter().chain(of(archive, "level"));
    let found = all.into_iter().find_map(Feature::any_pair);
    let [longitude, latitude] = found.ok_or_else(|| {
        Refusal::at("venue.geojson", "missing")
            .expected("a venue with a display point, or with a polygon")
            .mend("Export the archive again with coordinates.")
    })?;
    let is_off = latitude.abs() > 90.0 || longitude.abs() > 180.0;
    let is_swapped = (73.0..136.0).contains(&latitude) && (3.0..54.0).contains(&longitude);
    if is_off || is_swapped {
        return Err(Refusal::at("venue.geojson", "coordinate-order")
            .found(format!("[{longitude}, {latitude}]"))
            .expected("longitude first, then latitude, WGS 84 degrees")
            .mend("Exchange the two in every point: GeoJSON writes the longitude first."));
    }
    let bearing = venue
        .property("stallmap_bearing_deg")
        .as_f64()
        .unwrap_or(0.0);
    Ok(Plane::at(latitude, longitude, bearing))
}

fn take_buildings(
    archive: &Archive,
    site: &mut Site,
    staging: &mut Staging,
    report: &mut ImdfReport,
) {
    let mut footprints: HashMap<&str, Feature> = HashMap::new();
    for footprint in of(archive, "footprint") {
        let buildings = footprint.property("building_ids").as_array();
        let outline = footprint.polygon(&site.plane);
        let is_ground = footprint.text("category") != "subterranean";
        match (buildings, outline) {
            (Some(buildings), Some(_)) if is_ground => {
                for building in buildings.iter().filter_map(Value::as_str) {
                    footprints.entry(building).or_insert(footprint);
                }
                report.mapped("footprint", "outline of its building", "楼栋轮廓");
            }
            _ => report.not_mapped(
                "footprint",
                "below the ground, or no polygon",
                "在地面以下，或没有轮廓",
            ),
        }
    }
    let mut voids: HashMap<&str, Vec<Feature>> = HashMap::new();
    for unit in of(archive, "unit").filter(|unit| unit.text("category") == "opentobelow") {
        voids.entry(unit.text("level_id")).or_default().push(unit);
    }
    for (place, building) in of(archive, "building").enumerate() {
        let own_id = building.text("stallmap_id");
        let id = if is_folder_name(own_id) {
            own_id.to_owned()
        } else {
            format!("b{}", place + 1)
        };
        let extension = building.property("stallmap_building");
        let turn_deg = extension["bearing_deg"].as_f64().unwrap_or(0.0);
        let anchor = anchor_of(extension);
        let plane = site.plane.of_building(anchor.unwrap_or_default(), turn_deg);
        let mut levels: Vec<(i64, Value)> = Vec::new();
        for level in of(archive, "level") {
            let buildings = level.property("building_ids").as_array();
            let is_here = buildings
                .and_then(|own| own.first())
                .and_then(Value::as_str)
                .is_some_and(|own| own == building.id());
            let ordinal = level.property("ordinal").as_i64().unwrap_or(0);
            let Some((outline, holes)) = level.polygon(&plane).filter(|_| is_here) else {
                continue;
            };
            let level_id = match level.text("stallmap_id") {
                own if is_folder_name(own) => own.to_owned(),
                _ if ordinal < 0 => format!("{id}-m{}", ordinal.unsigned_abs()),
                _ => format!("{id}-{ordinal}"),
            };
            site.levels.insert(level.id().to_owned(), level_id.clone());
            site.planes.insert(level.id().to_owned(), plane);
            let mut openings = holes;
            let own = voids.remove(level.id()).unwrap_or_default();
            openings.extend(own.iter().filter_map(|own| Some(own.polygon(&plane)?.0)));
            let mut row = json!({"id": level_id, "ordinal": ordinal, "outline": outline,
                "name": named(level.labels("name"), &level_id, &site.home),
                "short_name": short_name(level, ordinal),
                "stall_prefix": level.text("stallmap_stall_prefix")});
            if !openings.is_empty() {
                row["voids"] = json!(openings);
            }
            extension::complete(&mut row, level.property("stallmap_level"));
            extension::files(level, Some(&level_id), staging);
            levels.push((ordinal, row));
            report.mapped("level", "level", "楼层");
        }
        if levels.is_empty() {
            report.not_mapped("building", "without levels", "没有楼层");
            continue;
        }
        levels.sort_by_key(|(ordinal, _)| *ordinal);
        let floor = levels.first().map(|(_, level)| level["outline"].clone());
        let outline = footprints.remove(building.id());
        let outline = outline.and_then(|own| Some(json!(own.polygon(&plane)?.0)));
        let rows: Vec<Value> = levels.into_iter().map(|(_, level)| level).collect();
        let mut row = json!({"id": id, "name": named(building.labels("name"), &id, &site.home),
            "outline": outline.or(floor), "levels": rows});
        if !extension.is_object() {
            row["anchor"] = json!([0, 0]);
        }
        extension::complete(&mut row, extension);
        staging.push(layout::BUILDINGS, &row);
        report.mapped("building", "building", "楼栋");
    }
    let lost = of(archive, "level").filter(|level| !site.levels.contains_key(level.id()));
    lost.for_each(|_| {
        report.not_mapped("level", "no building or no polygon", "没有楼栋或没有轮廓");
    });
}

/// Where the building's 0, 0 lies on the market's grid, as we have written it.
fn anchor_of(extension: &Value) -> Option<[i32; 2]> {
    let of = |axis: usize| i32::try_from(extension["anchor"].get(axis)?.as_i64()?).ok();
    Some([of(0)?, of(1)?])
}

fn take_venue(
    archive: &Archive,
    venue: Feature,
    site: &Site,
    staging: &mut Staging,
    report: &mut ImdfReport,
) {
    let own_id = venue.text("stallmap_id");
    let id = if own_id.is_empty() { "market" } else { own_id };
    let names = named(venue.labels("name"), id, &site.home);
    let mut all = vec![&site.home];
    all.extend(names.keys().filter(|own| **own != site.home));
    let created = archive
        .manifest
        .get("created")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let published = created.get(..10).filter(|day| Day::parse(day).is_some());
    let published = published.unwrap_or("2026-01-01");
    let [longitude, latitude] = site.plane.degrees_from_grid([0.0, 0.0]);
    let mut market = json!({"id": slug(id), "name": names, "issuer": names, "languages": all,
        "time_zone": "Asia/Shanghai", "sequence": 1,
        "origin": {"latitude": latitude, "longitude": longitude,
            "bearing_deg": venue.property("stallmap_bearing_deg").as_f64().unwrap_or(0.0)},
        "published": format!("{published}T00:00:00Z"), "expires": year_later(published)});
    if let Some(hours) = hours(venue.text("hours")) {
        market["hours"] = hours;
    }
    let is_ours = venue.property("stallmap_market").is_object();
    extension::complete(&mut market, venue.property("stallmap_market"));
    staging.record(layout::MARKET, market);
    extension::files(venue, None, staging);
    report.mapped("venue", "market", "市场");
    (1..of(archive, "venue").count())
        .for_each(|_| report.not_mapped("venue", "a second venue", "第二个场地"));
    if is_ours {
        return;
    }
    report.notes.push(Note {
        en: "market.json: look through issuer, time_zone, sequence, published and expires; an archive does not tell them".to_owned(),
        zh: "market.json：请核对 issuer、time_zone、sequence、published 和 expires，压缩包里没有这些内容".to_owned(),
    });
    if (73.0..136.0).contains(&longitude) && (3.0..54.0).contains(&latitude) {
        report.notes.push(Note {
            en: "Coordinates in China: if they were drawn on a Chinese map service (GCJ-02), they lie 300 to 700 m off. Stalls keep their places to each other; only `origin` of market.json is off".to_owned(),
            zh: "坐标在中国境内：如果是在国内地图（GCJ-02）上绘制的，会偏移 300 到 700 米。商位之间的相对位置不变，只有 market.json 的 `origin` 有偏差".to_owned(),
        });
    }
}

fn year_later(day: &str) -> String {
    let (year, rest) = day.split_at(4);
    let year: i32 = year.parse().unwrap_or(2026);
    // The 29th of February has no anniversary.
    let rest = if rest == "-02-29" { "-02-28" } else { rest };
    format!("{:04}{rest}T00:00:00Z", year + 1)
}

fn named(labels: Labels, id: &str, home: &str) -> Labels {
    if labels.is_empty() {
        return Labels::from([(home.to_owned(), id.to_owned())]);
    }
    labels
}

fn short_name(level: Feature, ordinal: i64) -> String {
    let names = level.labels("short_name");
    let own = names.values().next().cloned();
    own.unwrap_or_else(|| match ordinal {
        ..0 => format!("B{}", ordinal.unsigned_abs()),
        _ => format!("{}F", ordinal + 1),
    })
}

/// Opening hours of the simple kind, `Mo-Fr 08:30-17:30; Sa 09:00-12:00`; none for others.
pub(super) fn hours(text: &str) -> Option<Value> {
    const DAYS: [(&str, &str); 7] = [
        ("Mo", "mon"),
        ("Tu", "tue"),
        ("We", "wed"),
        ("Th", "thu"),
        ("Fr", "fri"),
        ("Sa", "sat"),
        ("Su", "sun"),
    ];
    let day = |word: &str| DAYS.iter().position(|(own, _)| *own == word);
    let is_time = |text: &str| {
        text.len() == 5
            && text.as_bytes().get(2) == Some(&b':')
            && text.bytes().filter(u8::is_ascii_digit).count() == 4
    };
    let mut spans = Vec::new();
    for rule in text
        .split(';')
        .map(str::trim)
        .filter(|rule| !rule.is_empty())
    {
        let (days, times) = rule.rsplit_once(' ').unwrap_or(("", rule));
        let mut names: Vec<&str> = Vec::new();
        for part in days
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            let (first, last) = (day(first)?, day(last)?);
            names.extend(DAYS.get(first..=last)?.iter().map(|(_, own)| *own));
        }
        let (opens, closes) = times.split_once('-')?;
        if !is_time(opens) || !is_time(closes) {
            return None;
        }
        let mut span = json!({"opens": opens, "closes": closes});
        if !names.is_empty() && names.len() < 7 {
            span["days"] = json!(names);
        }
        spans.push(span);
    }
    (!spans.is_empty()).then_some(Value::Array(spans))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_of_the_simple_kind() {
        let check =
            |text: &str, expected: Option<Value>| assert_eq!(hours(text), expected, "{text}");
        check(
            "Mo-Su 08:30-17:30",
            Some(json!([{"opens": "08:30", "closes": "17:30"}])),
        );
        check(
            "08:30-17:30",
            Some(json!([{"opens": "08:30", "closes": "17:30"}])),
        );
        check(
            "Mo-Tu,Sa 09:00-12:00",
            Some(json!([{"opens": "09:00", "closes": "12:00", "days": ["mon", "tue", "sat"]}])),
        );
        check("sunrise-sunset", None);
        check("Mo-Xx 09:00-12:00", None);
        check("", None);
    }
}
