//! From features on a map to places on the plans of their levels.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::Fields;
use crate::domain::market::raw::{RawBuilding, RawOrigin};
use crate::publisher::earth::Plane;
use crate::publisher::import::imdf::feature::Feature;
use crate::publisher::import::sheet::tables::Kind;
use crate::publisher::refusal::Refusal;

/// The planes of a market's grids.
#[derive(Default)]
pub(super) struct Grounds {
    /// The market's own grid; none while `market.json` does not say where it lies.
    market: Option<(Plane, f64)>,
    of_level: HashMap<String, Plane>,
}

impl Grounds {
    /// Knows the market's origin.
    pub fn of(origin: Option<&RawOrigin>) -> Grounds {
        let plane = origin.and_then(|own| {
            let bearing = own.bearing_deg.unwrap_or(0.0);
            let plane = Plane::at(own.latitude?, own.longitude?, bearing);
            Some((plane, bearing))
        });
        Grounds {
            market: plane,
            of_level: HashMap::new(),
        }
    }

    /// Takes up the grid of a building, which all of its levels share.
    pub fn put(&mut self, building: &RawBuilding) {
        let Some((plane, bearing)) = self.market else {
            return;
        };
        let anchor = building.anchor.unwrap_or_default().map(f64::from);
        let [longitude, latitude] = plane.degrees_from_grid(anchor);
        let bearing = bearing + building.bearing_deg.unwrap_or(0.0);
        let plane = Plane::at(latitude, longitude, bearing);
        for level in &building.levels {
            self.of_level.insert(level.id.clone(), plane);
        }
    }

    /// Puts where a feature is into the fields of its row; what the row itself says of it stays.
    pub fn put_shape(&self, shape: &Value, fields: &mut Fields, kind: Kind) -> Result<(), Refusal> {
        let level = fields.get("level").and_then(Value::as_str);
        let plane = level.and_then(|level| self.of_level.get(level));
        let Some(plane) = plane.or(self.market.as_ref().map(|(plane, _)| plane)) else {
            return Ok(());
        };
        let feature = Feature(shape);
        let has_geometry = shape.get("geometry").is_some_and(|own| !own.is_null());
        let far = || {
            Refusal::at("", "far-from-market")
                .found(feature.any_pair().map_or_else(
                    || "no coordinates".to_owned(),
                    |[x, y]| format!("[{x}, {y}]"),
                ))
                .expected("a place within 50 km of the market's origin, longitude first, WGS 84")
                .mend("Correct the coordinates, or `origin` in market.json.")
        };
        let outline = match kind {
            Kind::Stalls => "stall.outline",
            Kind::Levels => "level.outline",
            Kind::Places | Kind::Kiosks => {
                if !fields.contains_key("x") && has_geometry {
                    let [x, y] = feature.point(plane).ok_or_else(far)?;
                    fields.insert("x", json!(x));
                    fields.insert("y", json!(y));
                }
                return Ok(());
            }
            Kind::Market | Kind::Categories | Kind::Scales | Kind::Shops => return Ok(()),
        };
        if !fields.contains_key(outline) && !fields.contains_key("x") && has_geometry {
            let (ring, _) = feature.polygon(plane).ok_or_else(far)?;
            fields.insert(outline, json!(ring));
        }
        Ok(())
    }
}
