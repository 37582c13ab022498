//! IMDF archives (OGC 20-094): which feature becomes what, and what has no place in a source.

/// Reading archives.
pub mod archive;
/// Looking at features.
pub mod feature;

mod venue;

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use serde_json::{Value, json};

use self::archive::Archive;
use self::feature::Feature;
use self::venue::Site;
use super::staging::Staging;
use crate::domain::market::raw::Labels;
use crate::publisher::refusal::Refusal;
use crate::publisher::source::layout;

/// What was mapped to what.
#[derive(Debug, Default)]
pub struct ImdfReport {
    /// (feature type, what it became or why nothing) → how many.
    pub mapped: BTreeMap<(&'static str, String), usize>,
    /// Rows written, by file of the source folder.
    pub files: BTreeMap<String, usize>,
    /// Worth knowing.
    pub notes: Vec<String>,
}

impl ImdfReport {
    fn count(&mut self, feature: &'static str, became: impl Into<String>) {
        *self.mapped.entry((feature, became.into())).or_default() += 1;
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

/// Why a feature type has no place in a source folder.
const NOT_MAPPED: &[(&str, &str)] = &[
    (
        "address",
        "not mapped: a market has no postal address in its data",
    ),
    ("detail", "not mapped: lines of the drawing"),
    ("fixture", "not mapped: furniture"),
    ("geofence", "not mapped: areas for apps that locate people"),
    (
        "relationship",
        "not mapped: draw walkways and connectors for routes",
    ),
    (
        "section",
        "not mapped: trades of a level are written by hand",
    ),
];

/// Imports an archive into a source folder.
pub fn import(file: &Path, folder: &Path) -> Result<ImdfReport, Refusal> {
    let archive = archive::read(file)?;
    let mut report = ImdfReport::default();
    let mut staging = Staging::default();
    let site = venue::take(&archive, &mut staging, &mut report)?;
    take_units(&archive, &site, &mut staging, &mut report);
    for kind in ["amenity", "opening", "kiosk"] {
        for feature in of(&archive, kind) {
            take_point(kind, feature, &site, &mut staging, &mut report);
        }
    }
    for (kind, words) in NOT_MAPPED {
        of(&archive, kind).for_each(|_| report.count(kind, *words));
    }
    for other in &archive.others {
        report
            .notes
            .push(format!("{other}: no file of IMDF, not read"));
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
fn take_units(archive: &Archive, site: &Site, staging: &mut Staging, report: &mut ImdfReport) {
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
            None => report.count("occupant", "not mapped: its anchor leads to no unit"),
        }
    }
    let mut categories: BTreeMap<String, String> = BTreeMap::new();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for unit in of(archive, "unit") {
        let category = unit.text("category");
        let Some(level) = site.levels.get(unit.text("level_id")) else {
            report.count("unit", "not mapped: its level does not exist");
            continue;
        };
        let own = tenants.remove(unit.id()).unwrap_or_default();
        let has_number = !unit.text("stallmap_number").is_empty();
        let is_stall = !own.is_empty() || has_number || ["room", "retail"].contains(&category);
        if is_stall {
            let Some((outline, _)) = unit.polygon(&site.plane) else {
                report.count("unit", "not mapped: no polygon");
                continue;
            };
            let number = number_of(unit, level, &mut numbers);
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
            staging.push(&layout::of_level(level, layout::STALLS), &stall);
            report.count("unit", "stall");
            for occupant in own {
                let listing = listing(occupant, &id, site, &mut categories);
                staging.push(&layout::of_level(level, layout::LISTINGS), &listing);
                report.count("occupant", "listing");
                report.count("anchor", "stall of its occupant");
            }
        } else if category == "opentobelow" {
            report.count("unit", "opening in the floor");
        } else if PLACES.iter().any(|(own, _)| *own == category) {
            take_point("unit", unit, site, staging, report);
        } else {
            let words = format!("not mapped: category {category}, nobody trades there");
            report.count("unit", words);
        }
    }
    for occupant in tenants.values().flatten() {
        let words = format!(
            "not mapped: unit {} does not exist",
            occupant.text("anchor_id")
        );
        report.count("occupant", words);
    }
    for (id, name) in categories {
        let row = json!({"id": id, "name": {site.home.as_str(): name}});
        staging.push(layout::CATEGORIES, &row);
    }
}

/// The stall's number: the extension's, the unit's name, or the next free one of its level.
fn number_of(unit: Feature, level: &str, numbers: &mut HashMap<String, usize>) -> String {
    let names = unit.labels("name");
    let named = names.values().next().map(String::as_str);
    let own = [unit.text("stallmap_number"), named.unwrap_or_default()]
        .into_iter()
        .map(slug)
        .find(|own| !own.is_empty());
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
    site: &Site,
    staging: &mut Staging,
    report: &mut ImdfReport,
) {
    let level = [feature.text("level_id"), site.level_of_unit(feature)]
        .into_iter()
        .find_map(|id| site.levels.get(id));
    let (Some(level), Some(at)) = (level, feature.point(&site.plane)) else {
        return report.count(kind, "not mapped: no level or no point");
    };
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
        let row = json!({"id": id, "name": names, "at": at});
        staging.push(&layout::of_level(level, layout::KIOSKS), &row);
        return report.count(kind, "kiosk");
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
        return report.count(kind, format!("not mapped: category {category}"));
    };
    let mut row = json!({"id": id, "kind": place, "at": at});
    if !names.is_empty() {
        row["name"] = json!(names);
    }
    if let Some(hours) = venue::hours(feature.text("hours")) {
        row["hours"] = hours;
    }
    staging.push(&layout::of_level(level, layout::PLACES), &row);
    report.count(kind, format!("place: {place}"));
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
