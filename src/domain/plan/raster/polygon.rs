//! Any polygon, with smooth edges: floors, voids and the stalls that are no rectangles.

use super::pixels::{Pixel, Pixels};

/// Scan lines within one row of pixels.
const LINES: i32 = 4;

/// Fills polygons by the even-odd rule. Keeps its lists between polygons.
#[derive(Debug, Default)]
pub struct PolygonFiller {
    crossings: Vec<f64>,
    /// Where coverage changes within a row: pixel, and by how much (256ths).
    steps: Vec<(i32, i32)>,
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
        for y in first..last {
            self.steps.clear();
            for line in 0..LINES {
                let at = f64::from(y) + (f64::from(line) + 0.5) / f64::from(LINES);
                self.cross(corners, at, pixels.width() as f64);
            }
            self.paint_row(pixels, y, color);
        }
    }

    fn cross(&mut self, corners: &[(f64, f64)], y: f64, width: f64) {
        self.crossings.clear();
        let Some(mut before) = corners.last().copied() else {
            return;
        };
        for &corner in corners {
            let ((ax, ay), (bx, by)) = (before, corner);
            if (ay > y) != (by > y) {
                let x = ax + (y - ay) / (by - ay) * (bx - ax);
                self.crossings.push(x.clamp(-1.0, width + 1.0));
            }
            before = corner;
        }
        self.crossings.sort_unstable_by(f64::total_cmp);
        for pair in self.crossings.chunks_exact(2) {
            let weight = 256 / LINES;
            for (x, sign) in [(pair[0], weight), (pair[1], -weight)] {
                // An edge within a pixel covers part of it and all that follow.
                let cell = x.floor();
                let covered = ((1.0 - (x - cell)) * f64::from(sign)).round() as i32;
                self.steps.push((cell as i32, covered));
                self.steps.push((cell as i32 + 1, sign - covered));
            }
        }
    }

    fn paint_row(&mut self, pixels: &mut Pixels, y: i32, color: Pixel) {
        self.steps.sort_unstable();
        let mut coverage = 0;
        let mut from = 0;
        for &(x, change) in &self.steps {
            if x > from {
                pixels.blend_run(y, from, x, color, coverage.max(0) as u32);
                from = x;
            }
            coverage += change;
        }
    }
}
