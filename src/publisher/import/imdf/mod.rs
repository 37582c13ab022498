//! IMDF archives (OGC 20-094): which feature becomes what, and what has no place in a source.

/// Reading archives.
pub mod archive;
/// Looking at features.
pub mod feature;

mod address;
mod extension;
mod relationship;
mod venue;

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use serde::Serialize;
use serde_json::{Value, json};

use self::archive::Archive;
use self::feature::Feature;
use self::venue::Site;
use super::note::Note;
use super::staging::Staging;
use crate::domain::market::raw::Labels;
use crate::publisher::refusal::Refusal;
use crate::publisher::source::layout;

/// What was mapped to what. As JSON its field names are stable.
#[derive(Debug, Default, Serialize)]
pub struct ImdfReport {
    /// How many features became what, by feature type.
    pub features: Vec<FeatureUse>,
    /// Rows written, by file of the source folder.
    pub files: BTreeMap<String, usize>,
    /// Worth knowing.
    pub notes: Vec<Note>,
}

/// What became of features of one type.
#[derive(Debug, Serialize)]
pub struct FeatureUse {
    /// Type of IMDF.
    pub feature: &'static str,
    /// False where they have no place in a source folder.
    pub is_mapped: bool,
    /// What they became, or why nothing.
    #[serde(flatten)]
    pub became: Note,
    /// How many.
    pub count: usize,
}

impl ImdfReport {
    fn count(&mut self, feature: &'static str, is_mapped: bool, en: &str, zh: &str) {
        let mut own = self.features.iter_mut();
        let is_same = |own: &&mut FeatureUse| own.feature == feature && own.became.en == en;
        match own.find(is_same) {
            Some(own) => own.count += 1,
            None => self.features.push(FeatureUse {
                feature,
                is_mapped,
                became: Note {
                    en: en.to_owned(),
                    zh: zh.to_owned(),
                },
                count: 1,
            }),
        }
    }

    /// Counts a feature that became something.
    fn mapped(&mut self, feature: &'static str, en: &str, zh: &str) {
        self.count(feature, true, en, zh);
    }

    /// Counts a feature that became nothing, and why.
    fn not_mapped(&mut self, feature: &'static str, en: &str, zh: &str) {
        self.count(feature, false, en, zh);
    }
}

/// Units and amenities that are service places, by category; (category, kind).
const PLACES: &[(&str, &str)] = &[
    ("restroom", "toilet"),
    ("restroom.family", "toilet"),
    ("restroom.female", "toilet"),
    ("restroom.male", "toilet"),
    ("restroom.unisex", "toilet"),
    ("restroom.wheelchair", "accessible_toilet"),
    ("restroom.female.wheelchair", "accessible_toilet"),
    ("restroom.male.wheelchair", "accessible_toilet"),
    ("restroom.unisex.wheelchair", "accessible_toilet"),
    ("elevator", "lift"),
    ("escalator", "escalator"),
    ("stairs", "stairs"),
    ("entry", "entrance"),
    ("information", "information"),
    ("atm", "atm"),
    ("bank", "bank"),
    ("firstaid", "first_aid"),
    ("police", "police"),
    ("security", "police"),
    ("foodservice", "food"),
    ("drinkingfountain", "drinking_water"),
    ("mothersroom", "baby_care"),
    ("babychanging", "baby_care"),
    ("prayerroom", "prayer_room"),
    ("customs", "customs"),
    ("powerchargingstation", "charging"),
    ("luggagestorage", "luggage"),
    ("baggagestorage", "luggage"),
    ("storage.luggage", "luggage"),
    ("parking", "parking"),
    ("taxi", "taxi"),
    ("bus", "bus"),
];

/// Why a feature type has no place in a source folder, in English and Chinese.
const NOT_MAPPED: &[(&str, &str, &str)] = &[
    ("detail", "lines of the drawing", "图中的线条"),
    ("fixture", "furniture", "家具"),
    (
        "geofence",
        "areas for apps that locate people",
        "供定位应用使用的区域",
    ),
    (
        "section",
        "areas of a drawing; stalls are told apart by their categories",
        "图中的分区；商位按类目区分",
    ),
];

/// Imports an archive into a source folder.
pub fn import(file: &Path, folder: &Path) -> Result<ImdfReport, Refusal> {
    let archive = archive::read(file)?;
    let mut report = ImdfReport::default();
    let mut staging = Staging::default();
    let mut site = venue::take(&archive, &mut staging, &mut report)?;
    take_units(&archive, &mut site, &mut staging, &mut report);
    for kind in ["amenity", "opening", "kiosk"] {
        for feature in of(&archive, kind) {
            take_point(kind, feature, &mut site, &mut staging, &mut report);
        }
    }
    // A level where nobody trades has stalls all the same: none.
    for level in site.levels.values() {
        staging.list(&layout::of_level(level, layout::STALLS));
    }
    if !staging.has(layout::CONNECTORS) {
        relationship::take(&archive, &site, &mut staging, &mut report);
    }
    for (kind, en, zh) in NOT_MAPPED {
        of(&archive, kind).for_each(|_| report.not_mapped(kind, en, zh));
    }
    report.features.sort_by_key(|own| own.feature);
    for other in &archive.others {
        report.notes.push(Note {
            en: format!("{other}: no file of IMDF, not read"),
            zh: format!("{other}：不是 IMDF 的文件，没有读取"),
        });
    }
    report.files = staging
        .rows()
        .map(|(file, rows)| (file.to_owned(), rows))
        .collect();
    staging.write(folder)?;
    Ok(report)
}

fn of<'a>(archive: &'a Archive, kind: &str) -> impl Iterator<Item = Feature<'a>> {
    archive
        .features
        .get(kind)
        .into_iter()
        .flatten()
        .map(Feature)
}

/// Units: stalls where somebody trades, places, holes in the floor.
fn take_units(archive: &Archive, site: &mut Site, staging: &mut Staging, report: &mut ImdfReport) {
    let mut tenants: HashMap<&str, Vec<Feature>> = HashMap::new();
    let anchors: HashMap<&str, &str> = of(archive, "anchor")
        .map(|anchor| (anchor.id(), anchor.text("unit_id")))
        .collect();
    for occupant in of(archive, "occupant") {
        match anchors
            .get(occupant.text("anchor_id"))
            .filter(|unit| !unit.is_empty())
        {
            Some(unit) => tenants.entry(unit).or_default().push(occupant),
            None => report.not_mapped(
                "occupant",
                "its anchor leads to no unit",
                "锚点没有指向任何单元",
            ),
        }
    }
    let mut doors = address::Doors::of(archive);
    let mut categories: BTreeMap<String, String> = BTreeMap::new();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for unit in of(archive, "unit") {
        let category = unit.text("category");
        let Some(level) = site.levels.get(unit.text("level_id")).cloned() else {
            report.not_mapped("unit", "its level does not exist", "所在楼层不存在");
            continue;
        };
        let level = level.as_str();
        let own = tenants.remove(unit.id()).unwrap_or_default();
        let has_number = !unit.text("stallmap_number").is_empty();
        let is_stall = !own.is_empty() || has_number || ["room", "retail"].contains(&category);
        if is_stall {
            let Some((outline, _)) = unit.polygon(site.plane_of(unit.text("level_id"))) else {
                report.not_mapped("unit", "no polygon", "没有轮廓");
                continue;
            };
            let number = number_of(unit, level, &mut doors, &mut numbers);
            let usual_id = format!("{level}-{number}");
            let mut stall = json!({"number": number, "outline": outline});
            let id = match unit.text("stallmap_id") {
                "" => usual_id,
                own if own == usual_id => usual_id,
                own => {
                    stall["id"] = json!(own);
                    own.to_owned()
                }
            };
            extension::complete(&mut stall, unit.property("stallmap_stall"));
            staging.push(&layout::of_level(level, layout::STALLS), &stall);
            report.mapped("unit", "stall", "商位");
            for occupant in own {
                let listing = listing(occupant, &id, site, &mut categories);
                staging.push(&layout::of_level(level, layout::LISTINGS), &listing);
                report.mapped("occupant", "listing", "店铺信息");
                report.mapped("anchor", "stall of its occupant", "店铺所在的商位");
            }
        } else if category == "opentobelow" {
            report.mapped("unit", "opening in the floor", "楼板上的洞口");
        } else if PLACES.iter().any(|(own, _)| *own == category) {
            take_point("unit", unit, site, staging, report);
        } else {
            report.not_mapped(
                "unit",
                &format!("category {category}, nobody trades there"),
                &format!("类别为 {category}，不是商位"),
            );
        }
    }
    for occupant in tenants.values().flatten() {
        let anchor = occupant.text("anchor_id");
        report.not_mapped(
            "occupant",
            &format!("the unit of anchor {anchor} does not exist"),
            &format!("锚点 {anchor} 的单元不存在"),
        );
    }
    doors.report(archive, report);
    let is_known = staging.has(layout::CATEGORIES);
    for (id, name) in categories.into_iter().filter(|_| !is_known) {
        let row = json!({"id": id, "name": {site.home.as_str(): name}});
        staging.push(layout::CATEGORIES, &row);
    }
}

/// The stall's number: the extension's, the unit's name, that of its address, or the next free one
/// of its level.
fn number_of(
    unit: Feature,
    level: &str,
    doors: &mut address::Doors,
    numbers: &mut HashMap<String, usize>,
) -> String {
    let names = unit.labels("name");
    let named = names.values().next().map(String::as_str);
    let own = [unit.text("stallmap_number"), named.unwrap_or_default()]
        .into_iter()
        .map(slug)
        .find(|own| !own.is_empty());
    let own = own.or_else(|| doors.number(unit.id()));
    let stem = own.unwrap_or_else(|| "1".to_owned());
    let mut number = stem.clone();
    // Two units of one name are two stalls.
    while numbers.contains_key(&format!("{level}-{number}")) {
        let times = numbers.entry(format!("{level}-{stem}")).or_default();
        *times += 1;
        number = format!("{stem}-{times}");
    }
    numbers.insert(format!("{level}-{number}"), 1);
    number
}

fn listing(
    occupant: Feature,
    stall: &str,
    site: &Site,
    categories: &mut BTreeMap<String, String>,
) -> Value {
    let names = occupant.labels("name");
    let category = occupant.text("category");
    let mut listing = match occupant.property("stallmap_listing") {
        Value::Object(own) => Value::Object(own.clone()),
        _ => json!({}),
    };
    let mut put = |field: &str, value: Value| {
        if listing.get(field).is_none() {
            listing[field] = value;
        }
    };
    put("id", json!(format!("{stall}-shop")));
    put("stalls", json!([stall]));
    put("name", json!(names));
    if !category.is_empty() {
        put("categories", json!([slug(category)]));
    }
    let mut contact = json!({});
    for field in ["phone", "website"] {
        if !occupant.text(field).is_empty() {
            contact[field] = json!(occupant.text(field));
        }
    }
    if contact.as_object().is_some_and(|own| !own.is_empty()) {
        put("contact", contact);
    }
    if let Some(hours) = venue::hours(occupant.text("hours")) {
        put("hours", hours);
    }
    let own = listing.get("categories").and_then(Value::as_array);
    for id in own.into_iter().flatten().filter_map(Value::as_str) {
        let name = if id == slug(category) { category } else { id };
        categories
            .entry(id.to_owned())
            .or_insert_with(|| name.to_owned());
    }
    // A listing needs a name; its stall's is better than none.
    if listing["name"]
        .as_object()
        .is_none_or(serde_json::Map::is_empty)
    {
        listing["name"] = json!({site.home.as_str(): stall});
    }
    listing
}

/// Kiosks and places.
fn take_point(
    kind: &'static str,
    feature: Feature,
    site: &mut Site,
    staging: &mut Staging,
    report: &mut ImdfReport,
) {
    let level = [feature.text("level_id"), site.level_of_unit(feature)]
        .into_iter()
        .find_map(|id| Some((site.levels.get(id)?, site.plane_of(id))));
    let at = level.and_then(|(_, plane)| feature.point(plane));
    let (Some((level, _)), Some(at)) = (level, at) else {
        return report.not_mapped(kind, "no level or no point", "没有楼层或没有位置");
    };
    let level = level.clone();
    let names = feature.labels("name");
    let id = match feature.text("stallmap_id") {
        "" => format!("{level}-{}", slug(feature.id())),
        own => own.to_owned(),
    };
    if kind == "kiosk" {
        let names = if names.is_empty() {
            Labels::from([(site.home.clone(), id.clone())])
        } else {
            names
        };
        let mut row = json!({"id": id, "name": names, "at": at});
        extension::complete(&mut row, feature.property("stallmap_kiosk"));
        staging.push(&layout::of_level(&level, layout::KIOSKS), &row);
        return report.mapped(kind, "kiosk", "导览屏");
    }
    let category = feature.text("category");
    let place = match (kind, feature.text("stallmap_kind")) {
        ("opening", _) if category == "pedestrian.principal" => Some("entrance"),
        ("opening", _) => None,
        (_, "") => PLACES
            .iter()
            .find(|(own, _)| *own == category)
            .map(|(_, place)| *place),
        (_, own) => Some(own),
    };
    let Some(place) = place else {
        return report.not_mapped(
            kind,
            &format!("category {category}"),
            &format!("类别为 {category}"),
        );
    };
    let mut row = json!({"id": id, "kind": place, "at": at});
    if !names.is_empty() {
        row["name"] = json!(names);
    }
    if let Some(hours) = venue::hours(feature.text("hours")) {
        row["hours"] = hours;
    }
    extension::complete(&mut row, feature.property("stallmap_place"));
    staging.push(&layout::of_level(&level, layout::PLACES), &row);
    site.places.insert(feature.id().to_owned(), (level, id));
    report.mapped(
        kind,
        &format!("place: {place}"),
        &format!("服务点：{place}"),
    );
}

/// What an id may hold; other signs become one dash.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    for letter in text.trim().chars().take(40) {
        if letter.is_ascii_alphanumeric() || "._".contains(letter) {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}
