//! Areas that somebody wants outlined on the map above the stalls: micro-grids, for example.

use super::geometry::{Bounds, Point, Ring};
use super::viewport::Viewport;

/// Below this size on the screen an area's line would only blacken the map, CSS pixels.
const LEAST_LINE_PX: f64 = 28.0;
/// Names appear for all areas of a kind at about the same zoom, not for the few that happen to be
/// wide: from this size on, CSS pixels.
const LEAST_NAME_PX: f64 = 90.0;

/// One area of a level.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// The level's index on the sheet.
    pub level: usize,
    /// What stands in its middle; may be empty.
    pub name: String,
    /// Its boundary, decimetres of the level's own grid.
    pub ring: Ring,
    bounds: Bounds,
}

/// What is drawn of an area at a zoom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Trace {
    /// Nothing: it would be a blot.
    Nothing,
    /// Its boundary.
    Line,
    /// Its boundary, and its name if that is not wider than this, CSS pixels.
    LineAndName {
        /// Room for the name.
        most_px: f64,
    },
}

impl Area {
    /// An area, from corners one after the other, `[x, y, x, y, …]`; none with fewer than three.
    pub fn new(level: usize, name: String, corners: &[i32]) -> Option<Area> {
        let (corners, _) = corners.as_chunks();
        let ring: Ring = corners.iter().map(|corner| Point::from(*corner)).collect();
        let bounds = Bounds::around(&ring).filter(|_| ring.len() >= 3)?;
        Some(Area {
            level,
            name,
            ring,
            bounds,
        })
    }

    /// The middle of its box, where its name stands.
    pub fn middle(&self) -> Point {
        self.bounds.center()
    }

    /// What a view has room for.
    pub fn trace(&self, view: &Viewport) -> Trace {
        let k = view.px_per_dm();
        let (width_px, height_px) = (self.bounds.width_dm() * k, self.bounds.height_dm() * k);
        match width_px.min(height_px) {
            least if least < LEAST_LINE_PX => Trace::Nothing,
            least if least < LEAST_NAME_PX || self.name.is_empty() => Trace::Line,
            _ => Trace::LineAndName {
                most_px: width_px - 12.0,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(px_per_m: f64) -> Viewport {
        Viewport {
            center: Point::default(),
            px_per_m,
            turn_rad: 0.0,
            width_px: 1000.0,
            height_px: 1000.0,
            pixel_ratio: 1.0,
        }
    }

    fn area(corners: &[i32]) -> Option<Area> {
        Area::new(0, "A-07".to_owned(), corners)
    }

    #[test]
    fn the_zoom_decides_what_is_drawn() {
        // 20 m wide, 10 m high.
        let own = area(&[0, 0, 200, 0, 200, 100, 0, 100]).unwrap();
        assert_eq!(own.trace(&view(1.0)), Trace::Nothing);
        assert_eq!(own.trace(&view(3.0)), Trace::Line);
        assert_eq!(own.trace(&view(8.9)), Trace::Line);
        assert_eq!(
            own.trace(&view(10.0)),
            Trace::LineAndName { most_px: 188.0 }
        );
        assert_eq!(own.middle(), Point::new(100.0, 50.0));
        let nameless = Area::new(0, String::new(), &[0, 0, 200, 0, 200, 100]).unwrap();
        assert_eq!(nameless.trace(&view(10.0)), Trace::Line);
    }

    #[test]
    fn what_is_no_area_is_none() {
        assert!(area(&[]).is_none());
        assert!(area(&[0, 0, 10, 0]).is_none());
        assert!(area(&[0, 0, 10, 0, 10]).is_none());
        assert!(area(&[0, 0, 10, 0, 10, 10]).is_some());
    }
}
