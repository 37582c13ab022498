//! IMDF 1.0.0 archives. What IMDF has no word for stands in properties that begin with
//! `stallmap_`, declared in the manifest as the extension below; `stallmap import imdf` reads them
//! back.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use serde::Serialize;
use serde_json::{Map, Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::rows::Market;
use crate::domain::market::raw::{
    Labels, Point, RawBuilding, RawLevel, RawListing, RawMarket, RawStall, Ring,
};
use crate::publisher::check::stalls::stall_id;
use crate::publisher::earth::Plane;
use crate::publisher::hash::hash_of;
use crate::publisher::refusal::{Refusal, of_system};

/// The declared extension.
pub const EXTENSION: &str = "imdf:extension:stallmap:stalls#1.0.0";

/// Features written, by type.
pub type Counts = BTreeMap<&'static str, usize>;

/// The features of one archive on their way.
struct Export {
    features: BTreeMap<&'static str, Vec<String>>,
    plane: Plane,
    home: String,
    market: String,
    /// Listings that stand in the archive.
    listings: HashSet<String>,
    /// Listings whose main stall was not among the stalls of the level at hand: (listing, its stall
    /// there, a point in it). A shop with stalls on several levels is met on each of them.
    elsewhere: Vec<(RawListing, String, Value)>,
}

/// Writes the archive of a market. The same market gives the same bytes.
pub fn export(folder: &Path, file: &Path) -> Result<Counts, Refusal> {
    let market = Market::open(folder)?;
    let (venue, buildings) = market.site()?;
    let origin = venue.origin.clone().unwrap_or_default();
    let (Some(latitude), Some(longitude)) = (origin.latitude, origin.longitude) else {
        return Err(Refusal::at("market.json /origin", "missing")
            .found("no latitude and longitude")
            .expected("where the market's grid lies on earth")
            .mend("Add \"origin\": {\"latitude\": …, \"longitude\": …, \"bearing_deg\": …}."));
    };
    let bearing = origin.bearing_deg.unwrap_or(0.0);
    let mut export = Export {
        features: BTreeMap::new(),
        plane: Plane::at(latitude, longitude, bearing),
        home: venue.languages.first().cloned().unwrap_or("zh".to_owned()),
        market: venue.id.clone(),
        listings: HashSet::new(),
        elsewhere: Vec::new(),
    };
    export.put_venue(&venue, &buildings, bearing, market.others(None)?);
    for building in &buildings {
        export.put_building(building);
        for level in &building.levels {
            export.put_level(building, level, &market)?;
        }
    }
    for (listing, stall, point) in std::mem::take(&mut export.elsewhere) {
        export.put_occupant(&listing, &stall, point);
    }
    let counts = export
        .features
        .iter()
        .map(|(kind, all)| (*kind, all.len()))
        .collect();
    let partial = file.with_extension(format!("partial-{}", std::process::id()));
    let written = export.write(&venue, &partial);
    let placed = written
        .and_then(|()| std::fs::rename(&partial, file).map_err(|error| of_system(file, &error)));
    if placed.is_err() {
        let _ = std::fs::remove_file(&partial);
    }
    placed.map(|()| counts)
}

impl Export {
    fn put_venue(
        &mut self,
        venue: &RawMarket,
        buildings: &[RawBuilding],
        bearing: f64,
        others: Map<String, Value>,
    ) {
        let outlines = buildings.iter().flat_map(|building| {
            building
                .outline
                .iter()
                .map(|point| self.degrees(building, *point))
        });
        let around = outlines.fold(None, |around: Option<[f64; 4]>, [x, y]| {
            let [left, low, right, high] = around.unwrap_or([x, y, x, y]);
            Some([left.min(x), low.min(y), right.max(x), high.max(y)])
        });
        let Some([left, low, right, high]) = around else {
            return;
        };
        let ring = json!([
            [left, low],
            [right, low],
            [right, high],
            [left, high],
            [left, low]
        ]);
        let address = self.id("address", &venue.id);
        let geometry = json!({"type": "Polygon", "coordinates": [ring]});
        let properties = json!({"category": "shoppingcenter", "restriction": null,
            "name": self.labels(&venue.name), "alt_name": null, "hours": null, "phone": null,
            "website": null, "address_id": address, "stallmap_id": venue.id,
            "stallmap_bearing_deg": bearing, "stallmap_market": venue, "stallmap_files": others,
            "display_point": {"type": "Point", "coordinates": self.plane.degrees_from_grid([0.0, 0.0])}});
        self.put("venue", &venue.id, geometry, properties);
        // Required by IMDF; the market publishes no street.
        let name = venue.name.get(&self.home).cloned().unwrap_or_default();
        let properties = json!({"address": name, "unit": null, "locality": name, "province": null,
            "country": "CN", "postal_code": null, "postal_code_ext": null, "postal_code_vanity": null});
        self.put("address", &venue.id, Value::Null, properties);
    }

    fn put_building(&mut self, building: &RawBuilding) {
        let properties = json!({"category": "unspecified", "restriction": null,
            "name": self.labels(&building.name), "alt_name": null, "display_point": null,
            "address_id": null, "stallmap_id": building.id,
            "stallmap_building": without(building, &["outline", "levels"])});
        self.put("building", &building.id, Value::Null, properties);
        let geometry = self.polygon(building, &building.outline, &[]);
        let properties = json!({"category": "ground", "name": null,
            "building_ids": [self.id("building", &building.id)]});
        self.put("footprint", &building.id, geometry, properties);
    }

    fn put_level(
        &mut self,
        building: &RawBuilding,
        level: &RawLevel,
        market: &Market,
    ) -> Result<(), Refusal> {
        let rows = market.level(&level.id)?;
        let others = market.others(Some(&level.id))?;
        let level_id = self.id("level", &level.id);
        // Trades are categories, and a publication does not carry those on.
        let own_words: &[&str] = match market {
            Market::Source(_) => &["outline", "voids"],
            Market::Publication(_) => &["outline", "voids", "trades"],
        };
        let geometry = self.polygon(building, &level.outline, &level.voids);
        let short = Labels::from([(self.home.clone(), level.short_name.clone())]);
        let properties = json!({"category": "unspecified", "restriction": null, "outdoor": false,
            "ordinal": level.ordinal.unwrap_or_default(), "name": self.labels(&level.name),
            "short_name": self.labels(&short), "display_point": null, "address_id": null,
            "building_ids": [self.id("building", &building.id)], "stallmap_id": level.id,
            "stallmap_stall_prefix": level.stall_prefix, "stallmap_files": others,
            "stallmap_level": without(level, own_words)});
        self.put("level", &level.id, geometry, properties);
        for stall in &rows.stalls {
            let id = stall_id(&level.id, stall);
            let geometry = self.polygon(building, &stall.outline, &[]);
            let name = Labels::from([(self.home.clone(), stall.number.clone())]);
            let properties = json!({"category": "room", "restriction": null, "accessibility": null,
                "name": self.labels(&name), "alt_name": null, "level_id": level_id,
                "display_point": null, "stallmap_id": id, "stallmap_number": stall.number,
                "stallmap_stall": without(stall, &["outline"])});
            self.put("unit", &id, geometry, properties);
        }
        let stalls: HashMap<String, &RawStall> = rows
            .stalls
            .iter()
            .map(|stall| (stall_id(&level.id, stall), stall))
            .collect();
        for listing in &rows.listings {
            self.put_listing(building, &stalls, listing);
        }
        for place in &rows.places {
            let Some(at) = place.at else { continue };
            let geometry = self.point(building, at);
            let names = if place.name.is_empty() {
                Value::Null
            } else {
                self.labels(&place.name)
            };
            let properties = json!({"category": amenity(&place.kind), "accessibility": null,
                "name": names, "alt_name": null, "hours": null, "phone": null, "website": null,
                "unit_ids": [], "address_id": null, "correlation_id": null, "level_id": level_id,
                "stallmap_id": place.id, "stallmap_kind": place.kind,
                "stallmap_place": without(place, &["at"])});
            self.put("amenity", &place.id, geometry, properties);
        }
        for kiosk in &rows.kiosks {
            let Some([x, y]) = kiosk.at else { continue };
            // IMDF draws a kiosk as a piece of furniture.
            let ring = vec![
                [x - 4, y - 4],
                [x + 4, y - 4],
                [x + 4, y + 4],
                [x - 4, y + 4],
            ];
            let geometry = self.polygon(building, &ring, &[]);
            let properties = json!({"name": self.labels(&kiosk.name), "alt_name": null,
                "anchor_id": null, "level_id": level_id, "stallmap_id": kiosk.id,
                "stallmap_kiosk": without(kiosk, &["at"]),
                "display_point": self.point(building, [x, y])});
            self.put("kiosk", &kiosk.id, geometry, properties);
        }
        Ok(())
    }

    fn put_listing(
        &mut self,
        building: &RawBuilding,
        stalls: &HashMap<String, &RawStall>,
        listing: &RawListing,
    ) {
        // The main stall that lies on this level.
        let mut own = listing.stalls.iter();
        let main = own.find_map(|id| Some((id, stalls.get(id)?)));
        let Some((stall, main)) = main else {
            return;
        };
        let count = i64::try_from(main.outline.len().max(1)).unwrap_or(1);
        let sum = main.outline.iter().fold([0_i64; 2], |[x, y], own| {
            [x + i64::from(own[0]), y + i64::from(own[1])]
        });
        let middle = sum.map(|own| i32::try_from(own / count).unwrap_or_default());
        let geometry = self.point(building, middle);
        if listing.stalls.first() == Some(stall) {
            self.put_occupant(listing, stall, geometry);
        } else {
            let elsewhere = (listing.clone(), stall.clone(), geometry);
            self.elsewhere.push(elsewhere);
        }
    }

    /// A shop and where it is, once in the archive.
    fn put_occupant(&mut self, listing: &RawListing, stall: &str, point: Value) {
        if !self.listings.insert(listing.id.clone()) {
            return;
        }
        let properties = json!({"address_id": null, "unit_id": self.id("unit", stall)});
        self.put("anchor", &listing.id, point, properties);
        let contact = listing.contact.clone().unwrap_or_default();
        let or_null = |text: &str| {
            if text.is_empty() {
                Value::Null
            } else {
                json!(text)
            }
        };
        let properties = json!({"name": self.labels(&listing.name),
            "category": listing.categories.first().map_or("unspecified", String::as_str),
            "anchor_id": self.id("anchor", &listing.id), "hours": null,
            "phone": or_null(&contact.phone), "website": or_null(&contact.website),
            "validity": null, "correlation_id": null, "stallmap_listing": listing});
        self.put("occupant", &listing.id, Value::Null, properties);
    }

    fn put(&mut self, kind: &'static str, id: &str, geometry: Value, properties: Value) {
        let feature = json!({"id": self.id(kind, id), "type": "Feature", "feature_type": kind,
            "geometry": geometry, "properties": properties});
        self.features
            .entry(kind)
            .or_default()
            .push(feature.to_string());
    }

    /// IMDF wants UUIDs; ours are made of our ids, so that they stay the same from export to
    /// export (RFC 9562, version 8).
    fn id(&self, kind: &str, id: &str) -> String {
        let hash = hash_of(format!("{}\n{kind}\n{id}", self.market).as_bytes());
        let part = |from: usize, to: usize| hash.get(from..to).unwrap_or_default();
        format!(
            "{}-{}-8{}-a{}-{}",
            part(0, 8),
            part(8, 12),
            part(12, 15),
            part(15, 18),
            part(18, 30)
        )
    }

    fn labels(&self, labels: &Labels) -> Value {
        let all: Map<String, Value> = labels
            .iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(tag, text)| (tag.clone(), json!(text)))
            .collect();
        Value::Object(all)
    }

    fn degrees(&self, building: &RawBuilding, [x, y]: Point) -> [f64; 2] {
        let turn_deg = building.bearing_deg.unwrap_or(0.0);
        let anchor = building.anchor.unwrap_or_default();
        let plane = self.plane.of_building(anchor, turn_deg);
        // A billionth of a degree is a tenth of a millimetre.
        plane
            .degrees_from_grid([f64::from(x), f64::from(y)])
            .map(|own| (own * 1e9).round() / 1e9)
    }

    fn point(&self, building: &RawBuilding, point: Point) -> Value {
        json!({"type": "Point", "coordinates": self.degrees(building, point)})
    }

    /// The outer ring against the clock, holes with it, as RFC 7946 wants.
    fn polygon(&self, building: &RawBuilding, outer: &Ring, holes: &[Ring]) -> Value {
        let ring = |points: &Ring, is_hole: bool| -> Vec<[f64; 2]> {
            let mut ring: Vec<[f64; 2]> = points
                .iter()
                .map(|point| self.degrees(building, *point))
                .collect();
            let is_clockwise = area(&ring) < 0.0;
            if is_clockwise != is_hole {
                // The first point stays the first.
                ring[1..].reverse();
            }
            ring.extend(ring.first().copied());
            ring
        };
        let mut rings = vec![ring(outer, false)];
        rings.extend(holes.iter().map(|own| ring(own, true)));
        json!({"type": "Polygon", "coordinates": rings})
    }

    fn write(&self, venue: &RawMarket, path: &Path) -> Result<(), Refusal> {
        let refused = |error: std::io::Error| of_system(path, &error);
        let file = File::create(path).map_err(refused)?;
        let mut zip = ZipWriter::new(BufWriter::new(file));
        // Without the moment at hand, which would differ from export to export.
        let options = SimpleFileOptions::default();
        let manifest = json!({"version": "1.0.0", "created": venue.published,
            "generated_by": concat!("stallmap ", env!("CARGO_PKG_VERSION")),
            "language": self.home, "extensions": [EXTENSION]});
        let files = self.features.iter().map(|(kind, all)| {
            let name = format!("{kind}.geojson");
            let head =
                format!("{{\"type\":\"FeatureCollection\",\"name\":\"{kind}\",\"features\":[\n");
            (name, head + &all.join(",\n") + "\n]}\n")
        });
        let manifest = ("manifest.json".to_owned(), manifest.to_string());
        for (name, text) in std::iter::once(manifest).chain(files) {
            let begun = zip.start_file(name, options).map_err(std::io::Error::from);
            begun.map_err(refused)?;
            zip.write_all(text.as_bytes()).map_err(refused)?;
        }
        let file = zip
            .finish()
            .map_err(std::io::Error::from)
            .map_err(refused)?;
        let file = file
            .into_inner()
            .map_err(|error| refused(error.into_error()))?;
        file.sync_all().map_err(refused)
    }
}

/// A row without what IMDF says in its own words, so that what another program moves stays moved.
fn without(row: &impl Serialize, fields: &[&str]) -> Value {
    let mut row = serde_json::to_value(row).unwrap_or_default();
    if let Some(own) = row.as_object_mut() {
        own.retain(|field, _| !fields.contains(&&**field));
    }
    row
}

/// Twice the area; above zero against the clock, north upwards.
fn area(ring: &[[f64; 2]]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter()
        .zip(next)
        .map(|(a, b)| a[0] * b[1] - b[0] * a[1])
        .sum()
}

/// IMDF's word for a kind of place.
fn amenity(kind: &str) -> &str {
    match kind {
        "toilet" => "restroom",
        "accessible_toilet" => "restroom.wheelchair",
        "lift" => "elevator",
        "entrance" => "entry",
        "first_aid" => "firstaid",
        "drinking_water" => "drinkingfountain",
        "baby_care" => "mothersroom",
        "prayer_room" => "prayerroom",
        "charging" => "powerchargingstation",
        "luggage" => "baggagestorage",
        "food" => "foodservice",
        "escalator" | "stairs" | "information" | "atm" | "bank" | "police" | "parking" | "taxi"
        | "bus" | "customs" => kind,
        _ => "service",
    }
}
