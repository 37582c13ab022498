//! Any polygon, with smooth edges: floors, voids and the stalls that are no rectangles.

use super::pixels::{Pixel, Pixels};
use crate::domain::order;
use crate::domain::plan::geometry::Kept;

/// Scan lines within one row of pixels.
const LINES: i32 = 4;

/// A change of coverage by `change` 256ths at pixel `x`, from -1 on: a number that sorts by `x`.
fn step(x: i32, change: i32) -> u64 {
    ((x + 1) as u64) << 32 | u64::from(change as u32)
}

/// Fills polygons by the even-odd rule. Keeps its lists between polygons.
#[derive(Debug, Default)]
pub struct PolygonFiller {
    /// The sides that the row touches: one end, the other end's y, and x a step of y.
    sides: Vec<[f64; 4]>,
    /// One more than where the outline crosses a scan line, as the number's bits: of numbers
    /// that are not negative the bits have the same order.
    crossings: Vec<u64>,
    /// Where coverage changes within a row; see [`step`].
    steps: Vec<u64>,
}

impl PolygonFiller {
    /// Corners in device pixels.
    pub fn fill(&mut self, pixels: &mut Pixels, corners: &[(f64, f64)], color: Pixel) {
        let low = corners.iter().map(|c| c.1).fold(f64::INFINITY, f64::min);
        let high = corners
            .iter()
            .map(|c| c.1)
            .fold(f64::NEG_INFINITY, f64::max);
        let first = low.floor().max(0.0) as i32;
        let last = high.ceil().min(pixels.height() as f64) as i32;
        let mut is_like_before = false;
        for y in first..last {
            let is_plain = self.find_sides(corners, f64::from(y));
            if !(is_plain && is_like_before) {
                self.steps.clear();
                for line in 0..LINES {
                    let at = f64::from(y) + (f64::from(line) + 0.5) / f64::from(LINES);
                    self.cross(at, pixels.width() as f64);
                }
                order::sort(&mut self.steps);
            }
            is_like_before = is_plain;
            self.paint_row(pixels, y, color);
        }
    }

    /// Finds the sides that a row touches; says whether they all are upright and go through it,
    /// so that it is like the row before if that is such a one too.
    fn find_sides(&mut self, corners: &[(f64, f64)], top: f64) -> bool {
        self.sides.clear();
        let bottom = top + 1.0;
        let mut is_plain = true;
        let Some(mut before) = corners.last().copied() else {
            return false;
        };
        for &corner in corners {
            let ((ax, ay), (bx, by)) = (before, corner);
            before = corner;
            let (low, high) = (ay.min(by), ay.max(by));
            if low < bottom && high >= top {
                is_plain &= ax == bx && low < top && high >= bottom;
                if ay != by {
                    self.sides.push([ax, ay, by, (bx - ax) / (by - ay)]);
                }
            }
        }
        is_plain
    }

    /// Notes where the sides cross a scan line.
    fn cross(&mut self, y: f64, width: f64) {
        self.crossings.clear();
        for &[ax, ay, by, slope] in &self.sides {
            if (ay > y) != (by > y) {
                let x = (ax + (y - ay) * slope).kept(-1.0, width + 1.0);
                self.crossings.push((x + 1.0).to_bits());
            }
        }
        order::sort(&mut self.crossings);
        for pair in self.crossings.chunks_exact(2) {
            let weight = 256 / LINES;
            for (bits, sign) in [(pair[0], weight), (pair[1], -weight)] {
                let x = f64::from_bits(bits) - 1.0;
                // An edge within a pixel covers part of it and all that follow.
                let cell = x.floor();
                let covered = ((1.0 - (x - cell)) * f64::from(sign)).round() as i32;
                self.steps.push(step(cell as i32, covered));
                self.steps.push(step(cell as i32 + 1, sign - covered));
            }
        }
    }

    fn paint_row(&self, pixels: &mut Pixels, y: i32, color: Pixel) {
        let mut coverage = 0;
        let mut from = 0;
        for &step in &self.steps {
            let (x, change) = ((step >> 32) as i32 - 1, step as u32 as i32);
            if x > from {
                pixels.blend_run(y, from, x, color, coverage.max(0) as u32);
                from = x;
            }
            coverage += change;
        }
    }
}
