//! One feature: its parts, tolerantly.

use serde_json::Value;

use crate::domain::market::check::doubled_area;
use crate::domain::market::raw::{Labels, Ring};
use crate::publisher::earth::Plane;

/// A look at a feature.
#[derive(Debug, Clone, Copy)]
pub struct Feature<'a>(pub &'a Value);

impl<'a> Feature<'a> {
    /// Its id; empty for none.
    pub fn id(self) -> &'a str {
        self.0.get("id").and_then(Value::as_str).unwrap_or_default()
    }

    /// A property.
    pub fn property(self, name: &str) -> &'a Value {
        const NONE: &Value = &Value::Null;
        let properties = self.0.get("properties");
        properties.and_then(|own| own.get(name)).unwrap_or(NONE)
    }

    /// A property that is a text; empty for none.
    pub fn text(self, name: &str) -> &'a str {
        self.property(name).as_str().unwrap_or_default()
    }

    /// A property that is a text by language.
    pub fn labels(self, name: &str) -> Labels {
        let entries = self.property(name).as_object();
        let entries = entries.into_iter().flatten();
        entries
            .filter_map(|(tag, text)| Some((tag.clone(), text.as_str()?.trim().to_owned())))
            .filter(|(_, text)| !text.is_empty())
            .collect()
    }

    /// The outer outline and the holes of its largest polygon, in whole decimetres.
    pub fn polygon(self, plane: &Plane) -> Option<(Ring, Vec<Ring>)> {
        let geometry = self.0.get("geometry")?;
        let coordinates = geometry.get("coordinates")?;
        let polygons: Vec<&Value> = match geometry.get("type")?.as_str()? {
            "Polygon" => vec![coordinates],
            "MultiPolygon" => coordinates.as_array()?.iter().collect(),
            _ => return None,
        };
        let read = |polygon: &&Value| {
            let rings: Vec<Ring> = polygon
                .as_array()?
                .iter()
                .filter_map(|ring| ring_of(ring, plane))
                .collect();
            let (outer, holes) = rings.split_first()?;
            Some((outer.clone(), holes.to_vec()))
        };
        let all = polygons.iter().filter_map(read);
        all.max_by_key(|(outer, _)| doubled_area(outer).abs())
    }

    /// A point for it: its own, its `display_point`, or the middle of its polygon or line.
    pub fn point(self, plane: &Plane) -> Option<[i32; 2]> {
        let geometry = self.0.get("geometry").filter(|own| !own.is_null());
        let display = Some(self.property("display_point")).filter(|own| !own.is_null());
        let point = [geometry, display].into_iter().flatten().find_map(|own| {
            let is_point = own.get("type")?.as_str()? == "Point";
            is_point.then(|| pair(own.get("coordinates")?)).flatten()
        });
        let middle = || {
            let mut all = Vec::new();
            pairs(geometry?.get("coordinates")?, &mut all);
            let count = all.len() as f64;
            let sum = all
                .iter()
                .fold([0.0, 0.0], |[x, y], own| [x + own[0], y + own[1]]);
            (count > 0.0).then(|| [sum[0] / count, sum[1] / count])
        };
        whole(plane.grid_from_degrees(point.or_else(middle)?))
    }

    /// Any coordinates of it, longitude first.
    pub fn any_pair(self) -> Option<[f64; 2]> {
        let display = self
            .property("display_point")
            .get("coordinates")
            .and_then(pair);
        display.or_else(|| {
            let mut all = Vec::new();
            pairs(self.0.get("geometry")?.get("coordinates")?, &mut all);
            all.first().copied()
        })
    }
}

fn pair(value: &Value) -> Option<[f64; 2]> {
    let [x, y] = [value.get(0)?.as_f64()?, value.get(1)?.as_f64()?];
    (x.is_finite() && y.is_finite()).then_some([x, y])
}

/// All pairs of however deep a list; geometries are at most four lists deep.
fn pairs(value: &Value, all: &mut Vec<[f64; 2]>) {
    if let Some(own) = pair(value) {
        all.push(own);
    } else if let Some(list) = value.as_array() {
        list.iter().for_each(|own| pairs(own, all));
    }
}

fn ring_of(value: &Value, plane: &Plane) -> Option<Ring> {
    let points = value.as_array()?.iter();
    let mut ring = Ring::new();
    for point in points {
        let point = whole(plane.grid_from_degrees(pair(point)?))?;
        if ring.last() != Some(&point) {
            ring.push(point);
        }
    }
    // GeoJSON says the first point once more at the end.
    if ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    // GeoJSON goes around against the clock, a plan with it; the first point stays the first.
    if doubled_area(&ring) < 0 {
        ring[1..].reverse();
    }
    (ring.len() >= 3).then_some(ring)
}

fn whole([x, y]: [f64; 2]) -> Option<[i32; 2]> {
    let bound = f64::from(crate::domain::market::limits::COORDINATE_DM);
    let [x, y] = [x.round(), y.round()];
    (x.abs() <= bound && y.abs() <= bound).then_some([x as i32, y as i32])
}
