//! GeoJSON (RFC 7946): each feature is a row, the names of properties are the headers. Features are
//! read one after the other, so that a large map costs no memory.

use std::collections::HashMap;
use std::fmt;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use serde::Deserializer as _;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::{Cell, Note, Row, Workbook};
use crate::domain::market::raw::RawMarket;
use crate::publisher::import::imdf::feature::Feature;
use crate::publisher::refusal::{Refusal, of_system};
use crate::publisher::source::{Need, SourceFolder, layout};

/// Bytes of a file, at most: a market of a million stalls.
const FILE_BYTES: u64 = 512 * 1024 * 1024;
/// Names of properties, at most.
const PROPERTIES: usize = 1_000;

/// A GeoJSON file.
pub(super) struct GeoJsonFile {
    path: PathBuf,
    name: String,
    /// In the order in which they are met.
    properties: Vec<String>,
    column_of: HashMap<String, usize>,
    is_in_china: bool,
}

impl GeoJsonFile {
    /// Reads the names of all properties, and whether the coordinates can be those of the market.
    pub fn open(path: &Path, folder: &Path) -> Result<GeoJsonFile, Refusal> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let mut file = GeoJsonFile {
            path: path.to_owned(),
            name: name.into_owned(),
            properties: Vec::new(),
            column_of: HashMap::new(),
            is_in_china: false,
        };
        let market: RawMarket = SourceFolder::new(folder)
            .record(layout::MARKET, Need::Optional)
            .value;
        if market.origin.is_none() {
            return Err(Refusal::at(layout::MARKET, "no-origin")
                .found("a source folder that does not say where on earth the market lies")
                .expected("`origin` with latitude and longitude in market.json")
                .mend("Import the table 市场 (Market) with 纬度 and 经度 first."));
        }
        let mut properties = std::mem::take(&mut file.properties);
        let mut column_of = std::mem::take(&mut file.column_of);
        let mut first = None;
        let mut too_many = false;
        file.each_feature(&mut |feature| {
            for (property, _) in cells(&feature) {
                if !column_of.contains_key(&property) {
                    too_many = properties.len() == PROPERTIES;
                    column_of.insert(property.clone(), properties.len());
                    properties.push(property);
                }
            }
            first = first.or_else(|| Feature(&feature).any_pair());
            !too_many
        })?;
        if too_many {
            return Err(Refusal::at(&file.name, "too-large")
                .found(format!("more than {PROPERTIES} names of properties"))
                .expected("features of one table, with the same properties"));
        }
        // Where a feature lies is told by itself; tables ask for columns.
        for place in ["X", "Y"] {
            if !column_of.contains_key(place) {
                properties.push(place.to_owned());
            }
        }
        file.properties = properties;
        file.column_of = column_of;
        if let Some(pair) = first {
            file.refuse_order(pair)?;
        }
        Ok(file)
    }

    fn refuse_order(&mut self, [longitude, latitude]: [f64; 2]) -> Result<(), Refusal> {
        let is_off = latitude.abs() > 90.0 || longitude.abs() > 180.0;
        let is_swapped = (73.0..136.0).contains(&latitude) && (3.0..54.0).contains(&longitude);
        if is_off || is_swapped {
            let place = format!("{} /features/0/geometry", self.name);
            return Err(Refusal::at(place, "coordinate-order")
                .found(format!("[{longitude}, {latitude}]"))
                .expected("longitude first, then latitude, WGS 84 degrees")
                .mend("Exchange the two in every point, or export in WGS 84 (EPSG:4326)."));
        }
        self.is_in_china = (73.0..136.0).contains(&longitude) && (3.0..54.0).contains(&latitude);
        Ok(())
    }

    /// Hands over the features until `take` has seen enough (false).
    fn each_feature(&self, take: &mut dyn FnMut(Value) -> bool) -> Result<(), Refusal> {
        let refused = |error: std::io::Error| of_system(&self.path, &error);
        let file = File::open(&self.path).map_err(refused)?;
        let data = file.metadata().map_err(refused)?;
        if !data.is_file() || data.len() > FILE_BYTES {
            return Err(Refusal::at(&self.name, "too-large")
                .found(format!("{} bytes", data.len()))
                .expected(format!("a file of at most {FILE_BYTES} bytes"))
                .mend("Export the levels one by one."));
        }
        let mut reader = BufReader::with_capacity(1 << 16, file.take(FILE_BYTES));
        skip_mark(&mut reader).map_err(refused)?;
        let mut json = serde_json::Deserializer::from_reader(reader);
        let mut seen = Collection {
            take,
            is_collection: false,
            other_datum: None,
        };
        let read = json.deserialize_map(&mut seen).and_then(|()| json.end());
        if let Some(datum) = seen.other_datum {
            return Err(Refusal::at(format!("{} /crs", self.name), "datum")
                .found(datum)
                .expected("WGS 84 (CRS84, EPSG:4326), as GeoJSON says")
                .mend("Export the map again in WGS 84. Coordinates of Chinese map services (GCJ-02, BD-09) lie 300 to 1,200 m off."));
        }
        read.map_err(|error| {
            Refusal::at(&self.name, "not-json")
                .found(error)
                .expected("GeoJSON in UTF-8: a FeatureCollection")
                .mend("Export the file again.")
        })?;
        if !seen.is_collection {
            return Err(Refusal::at(&self.name, "no-features")
                .found("no list of features")
                .expected("a FeatureCollection")
                .mend("Export the features as one collection."));
        }
        Ok(())
    }
}

impl Workbook for GeoJsonFile {
    fn sheets(&self) -> Vec<String> {
        let stem = self.name.rsplit_once('.').map_or(&*self.name, |own| own.0);
        vec![stem.to_owned()]
    }

    fn rows(&mut self, _: usize, take: &mut dyn FnMut(Row) -> bool) -> Result<(), Refusal> {
        let headers = self.properties.iter().cloned().map(Cell::Text);
        let header = Row {
            number: 1,
            cells: headers.enumerate().collect(),
            shape: None,
        };
        if !take(header) {
            return Ok(());
        }
        let mut number = 1;
        self.each_feature(&mut |feature| {
            number += 1;
            let mut row: Vec<(usize, Cell)> = cells(&feature)
                .into_iter()
                .filter_map(|(property, cell)| Some((*self.column_of.get(&property)?, cell)))
                .collect();
            row.sort_by_key(|(column, _)| *column);
            take(Row {
                number,
                cells: row,
                shape: Some(feature),
            })
        })
    }

    fn properties(&self) -> Vec<String> {
        self.properties.clone()
    }

    fn notes(&self) -> Vec<Note> {
        if !self.is_in_china {
            return Vec::new();
        }
        let name = &self.name;
        vec![Note {
            en: format!(
                "{name}: coordinates in China: if they were drawn on a Chinese map service (GCJ-02), all of them lie 300 to 700 m off; compare one corner with a GPS receiver"
            ),
            zh: format!(
                "{name}：坐标在中国境内。如果是在国内地图（GCJ-02）上绘制的，会整体偏移 300 到 700 米；请用 GPS 接收机核对一个角点"
            ),
        }]
    }
}

/// A byte order mark before the text.
fn skip_mark(reader: &mut BufReader<std::io::Take<File>>) -> std::io::Result<()> {
    use std::io::BufRead;
    if reader.fill_buf()?.starts_with(b"\xef\xbb\xbf") {
        reader.consume(3);
    }
    Ok(())
}

/// The values of a feature by header: texts by language become `name[zh]`, lists are joined.
fn cells(feature: &Value) -> Vec<(String, Cell)> {
    let mut cells = Vec::new();
    let properties = feature.get("properties").and_then(Value::as_object);
    for (name, value) in properties.into_iter().flatten() {
        match value {
            Value::Object(labels) => {
                for (tag, text) in labels {
                    cells.extend(cell(text).map(|cell| (format!("{name}[{tag}]"), cell)));
                }
            }
            value => cells.extend(cell(value).map(|cell| (name.clone(), cell))),
        }
    }
    cells
}

fn cell(value: &Value) -> Option<Cell> {
    match value {
        Value::Null | Value::Object(_) => None,
        Value::Bool(flag) => Some(Cell::Flag(*flag)),
        Value::Number(number) => number.as_f64().map(Cell::Number),
        Value::String(text) => {
            let text = text.trim();
            (!text.is_empty()).then(|| Cell::Text(text.to_owned()))
        }
        Value::Array(list) => {
            let entries: Vec<String> = list
                .iter()
                .filter_map(cell)
                .map(|cell| super::value::text(&cell))
                .collect();
            (!entries.is_empty()).then(|| Cell::Text(entries.join(";")))
        }
    }
}

/// The outermost record, of which only the features are kept, one at a time.
struct Collection<'t> {
    take: &'t mut dyn FnMut(Value) -> bool,
    is_collection: bool,
    other_datum: Option<String>,
}

impl<'de> Visitor<'de> for &mut Collection<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a FeatureCollection")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "features" => {
                    self.is_collection = true;
                    map.next_value_seed(Features(&mut *self.take))?;
                }
                "crs" => {
                    let crs: Value = map.next_value()?;
                    let name = crs.pointer("/properties/name").and_then(Value::as_str);
                    let is_wgs = |name: &str| {
                        // CGCS 2000 (4490) is WGS 84 to a few centimetres.
                        ["CRS84", "4326", "4490"]
                            .iter()
                            .any(|own| name.contains(own))
                    };
                    if let Some(name) = name.filter(|name| !is_wgs(name)) {
                        self.other_datum = Some(name.to_owned());
                        return Err(A::Error::custom("another datum"));
                    }
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

struct Features<'t>(&'t mut dyn FnMut(Value) -> bool);

impl<'de> DeserializeSeed<'de> for Features<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Features<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a list of features")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut features: A) -> Result<(), A::Error> {
        while let Some(feature) = features.next_element::<Value>()? {
            if !(self.0)(feature) {
                while features.next_element::<IgnoredAny>()?.is_some() {}
            }
        }
        Ok(())
    }
}
