//! Between degrees on earth and the decimetres of a market's grid.

/// A plane that touches the earth at one point; over a market's few kilometres it is true to a
/// decimetre.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plane {
    latitude: f64,
    longitude: f64,
    dm_per_degree_north: f64,
    dm_per_degree_east: f64,
    /// Direction of the grid's upward side, degrees clockwise from north.
    bearing_deg: f64,
    /// Where the grid's 0, 0 lies on the market's, and how it is turned there: those of a building.
    anchor_dm: [f64; 2],
    turn_deg: f64,
}

impl Plane {
    /// The plane at a point in WGS 84 degrees.
    pub fn at(latitude: f64, longitude: f64, bearing_deg: f64) -> Plane {
        // Radii of curvature of the WGS 84 ellipsoid.
        const EQUATOR_M: f64 = 6_378_137.0;
        const ECCENTRICITY_SQUARED: f64 = 0.006_694_379_990_14;
        let (sine, cosine) = latitude.to_radians().sin_cos();
        let flat = 1.0 - ECCENTRICITY_SQUARED * sine * sine;
        let north_m = EQUATOR_M * (1.0 - ECCENTRICITY_SQUARED) / flat.powf(1.5);
        let east_m = EQUATOR_M / flat.sqrt() * cosine;
        Plane {
            latitude,
            longitude,
            dm_per_degree_north: north_m.to_radians() * 10.0,
            dm_per_degree_east: east_m.to_radians() * 10.0,
            bearing_deg,
            anchor_dm: [0.0, 0.0],
            turn_deg: 0.0,
        }
    }

    /// The same plane with the grid of a building.
    #[must_use]
    pub fn of_building(self, anchor_dm: [i32; 2], turn_deg: f64) -> Plane {
        Plane {
            anchor_dm: anchor_dm.map(f64::from),
            turn_deg,
            ..self
        }
    }

    /// Degrees to the grid: `x` to the right, `y` downwards.
    pub fn grid_from_degrees(&self, [longitude, latitude]: [f64; 2]) -> [f64; 2] {
        let east = (longitude - self.longitude) * self.dm_per_degree_east;
        let north = (latitude - self.latitude) * self.dm_per_degree_north;
        let [x, y] = turned([east, -north], -self.bearing_deg);
        let [left, top] = self.anchor_dm;
        turned([x - left, y - top], -self.turn_deg)
    }

    /// The grid to degrees, longitude first.
    pub fn degrees_from_grid(&self, point: [f64; 2]) -> [f64; 2] {
        let ([x, y], [left, top]) = (turned(point, self.turn_deg), self.anchor_dm);
        let [east, south] = turned([x + left, y + top], self.bearing_deg);
        [
            self.longitude + east / self.dm_per_degree_east,
            self.latitude - south / self.dm_per_degree_north,
        ]
    }
}

/// A point turned clockwise around 0, 0, where `y` is downwards.
pub fn turned([x, y]: [f64; 2], by_deg: f64) -> [f64; 2] {
    let (sine, cosine) = by_deg.to_radians().sin_cos();
    [x * cosine - y * sine, x * sine + y * cosine]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for bearing in [0.0, 30.0, -75.0, 180.0] {
            let plane = Plane::at(29.34, 120.1, bearing).of_building([4_000, -250], 12.5);
            for point in [[0.0, 0.0], [12_345.0, -678.0], [-9_000.0, 20_000.0]] {
                let back = plane.grid_from_degrees(plane.degrees_from_grid(point));
                let off = (back[0] - point[0]).hypot(back[1] - point[1]);
                assert!(off < 0.001, "{bearing} {point:?} {back:?}");
            }
        }
    }

    #[test]
    fn lengths_and_directions() {
        // A minute of latitude is about 1,848 m there, one of longitude about 1,616 m.
        let plane = Plane::at(29.34, 120.1, 0.0);
        let north = plane.grid_from_degrees([120.1, 29.34 + 1.0 / 60.0]);
        assert!(
            (north[1] + 18_475.0).abs() < 10.0 && north[0].abs() < 1e-6,
            "{north:?}"
        );
        let east = plane.grid_from_degrees([120.1 + 1.0 / 60.0, 29.34]);
        assert!(
            (east[0] - 16_186.0).abs() < 10.0 && east[1].abs() < 1e-6,
            "{east:?}"
        );
        // On a grid whose upward side looks east, a point in the east lies above.
        let plane = Plane::at(29.34, 120.1, 90.0);
        let above = plane.grid_from_degrees([120.101, 29.34]);
        assert!(above[0].abs() < 1e-6 && above[1] < -900.0, "{above:?}");
    }
}
