//! The small signs that many stalls carry: drawn once a size, then only copied.
//!
//! The red mark is a shape of the map's own: a hanging banner, notched at its foot.

use super::super::scene::GradeShape;
use super::super::theme::{Rgb, Theme};
use super::pixels::{Pixel, Pixels, blended, opaque};
use crate::domain::plan::geometry::Kept;

/// Sides in device pixels. Few steps, so that a zoom needs few drawings.
const SIDES: [u16; 26] = [
    4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 32, 36, 40, 48, 56, 68, 84,
    104,
];
/// Drawings kept; far more than one view needs.
const MOST_KEPT: usize = 96;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StampKind {
    Mark {
        color: Rgb,
        edge: Rgb,
        post: Option<Rgb>,
    },
    Grade {
        shape: GradeShape,
        color: Rgb,
        /// Only its outline.
        is_hollow: bool,
    },
    /// The plate of a service sign.
    Plate { color: Rgb, edge: Rgb },
    /// The disc under a count.
    Count { color: Rgb, edge: Rgb },
}

impl StampKind {
    pub fn mark(theme: &Theme, is_post: bool) -> Self {
        Self::Mark {
            color: theme.mark,
            edge: theme.mark_edge,
            post: is_post.then_some(theme.post),
        }
    }
}

/// All drawings made so far.
#[derive(Debug, Default)]
pub struct Stamps {
    kept: Vec<Stamp>,
}

impl Stamps {
    /// The drawing of a kind, as large as possible within `side` device pixels.
    pub fn get(&mut self, kind: StampKind, side: f64) -> &Stamp {
        let fits = SIDES.iter().rev().find(|s| f64::from(**s) <= side + 0.25);
        let side = *fits.unwrap_or(&SIDES[0]);
        if let Some(place) = self
            .kept
            .iter()
            .position(|s| s.kind == kind && s.side == side)
        {
            return &self.kept[place];
        }
        if self.kept.len() >= MOST_KEPT {
            self.kept.clear();
        }
        self.kept.push(Stamp::draw(kind, side));
        // Just pushed.
        &self.kept[self.kept.len() - 1]
    }
}

#[derive(Debug)]
pub struct Stamp {
    kind: StampKind,
    side: u16,
    /// Colour, and coverage in the last byte.
    data: Vec<Pixel>,
}

impl Stamp {
    /// Copies the drawing with its middle at a point; `strength` 255 is opaque.
    pub fn put(&self, pixels: &mut Pixels, x: f64, y: f64, strength: u32) {
        let side = i32::from(self.side);
        let left = (x - f64::from(side) / 2.0).round() as i32;
        let top = (y - f64::from(side) / 2.0).round() as i32;
        for (row, line) in self.data.chunks_exact(usize::from(self.side)).enumerate() {
            for (column, pixel) in line.iter().enumerate() {
                let coverage = u32::from(pixel[3]) * (strength + 1) / 255;
                if coverage > 0 {
                    pixels.blend(left + column as i32, top + row as i32, *pixel, coverage);
                }
            }
        }
    }

    fn draw(kind: StampKind, side: u16) -> Self {
        let half = f64::from(side) / 2.0;
        let mut data = Vec::with_capacity(usize::from(side) * usize::from(side));
        for row in 0..side {
            for column in 0..side {
                let x = f64::from(column) + 0.5 - half;
                let y = f64::from(row) + 0.5 - half;
                let (color, coverage) = match kind {
                    StampKind::Mark { color, edge, post } => {
                        mark_pixel(x, y, half, color, edge, post)
                    }
                    StampKind::Grade {
                        shape,
                        color,
                        is_hollow,
                    } => grade_pixel(x, y, half, shape, color, is_hollow),
                    StampKind::Plate { color, edge } => {
                        let outside = rounded_box(x, y, half, half, half * 0.4);
                        edged(outside, color, edge)
                    }
                    StampKind::Count { color, edge } => {
                        edged((x * x + y * y).sqrt() - half, color, edge)
                    }
                };
                let [r, g, b, _] = color;
                data.push([r, g, b, (coverage * 255.0) as u8]);
            }
        }
        Self { kind, side, data }
    }
}

/// Colour and coverage (0–1) of the red banner at a place from its middle.
fn mark_pixel(x: f64, y: f64, half: f64, color: Rgb, edge: Rgb, post: Option<Rgb>) -> (Pixel, f64) {
    if half < 4.5 {
        // A speck: all red, as large as may be.
        return (opaque(color), 1.0);
    }
    let banner = rounded_box(x, y, half * 0.88, half, half * 0.2);
    // The notch: a triangle taken out of the foot.
    let notch = -triangle_up(x, y, half * 0.88, half * 0.62, half);
    let outside = banner.max(notch);
    // The light edge lifts the banner from any tint; small ones keep all their red.
    let rim = if half < 6.0 {
        0.0
    } else {
        (half * 0.11).kept(0.9, 2.5)
    };
    let coverage = (0.5 - outside).kept(0.0, 1.0);
    let red = (0.5 - outside - rim).kept(0.0, 1.0);
    let mut paint = color;
    if let Some(post) = post {
        // A second sign for the demonstration post: a bar across the banner's top.
        let bar = rounded_box(x, y + half * 0.72, half * 0.62, (half * 0.1).max(0.8), 0.5);
        if bar < 0.0 {
            paint = post;
        }
    }
    (
        blended(opaque(edge), opaque(paint), (red * 256.0) as u32),
        coverage,
    )
}

/// A shape with a thin edge of another colour, by the distance outside of it.
fn edged(outside: f64, color: Rgb, edge: Rgb) -> (Pixel, f64) {
    let inside = (0.5 - outside - 1.2).kept(0.0, 1.0);
    let paint = blended(opaque(edge), opaque(color), (inside * 256.0) as u32);
    (paint, (0.5 - outside).kept(0.0, 1.0))
}

fn grade_pixel(
    x: f64,
    y: f64,
    half: f64,
    shape: GradeShape,
    color: Rgb,
    is_hollow: bool,
) -> (Pixel, f64) {
    let r = half;
    let outside = match shape {
        GradeShape::Disc => (x * x + y * y).sqrt() - r,
        GradeShape::Square => rounded_box(x, y, r * 0.92, r * 0.92, r * 0.2),
        GradeShape::Diamond => (x.abs() + y.abs() - r) * core::f64::consts::FRAC_1_SQRT_2,
        GradeShape::Triangle => triangle_down(x, -y + r * 0.1, r, -r * 0.75, r),
        GradeShape::Hexagon => (x.abs() * 0.866 + y.abs() * 0.5).max(y.abs()) - r * 0.88,
        // Its points reach less far down than up.
        GradeShape::Star => star(x, y - r * 0.09, r * 1.05),
    };
    let mut coverage = (0.5 - outside).kept(0.0, 1.0);
    if is_hollow {
        let line = (r * 0.16).kept(1.0, 4.0);
        coverage = coverage.min((outside + line + 0.5).kept(0.0, 1.0));
    }
    (opaque(color), coverage)
}

/// Distance outside a box with round corners (negative inside).
fn rounded_box(x: f64, y: f64, half_w: f64, half_h: f64, radius: f64) -> f64 {
    let (dx, dy) = (x.abs() - half_w + radius, y.abs() - half_h + radius);
    let (ox, oy) = (dx.max(0.0), dy.max(0.0));
    (ox * ox + oy * oy).sqrt() + dx.max(dy).min(0.0) - radius
}

/// Distance outside a star of five points, one of them up.
fn star(x: f64, y: f64, radius: f64) -> f64 {
    // Sine and cosine of 36 degrees: the way from a point to the notch beside it.
    const SIN: f64 = 0.587_785_252_292_473;
    const COS: f64 = 0.809_016_994_374_947;
    // Mirrored until only the piece between the upper point and the notch beside it is left.
    let (mut x, mut y) = (x.abs(), -y);
    for _ in 0..2 {
        let beyond = (x * COS - y * SIN).max(0.0);
        x = (x - 2.0 * beyond * COS).abs();
        y += 2.0 * beyond * SIN;
    }
    // There it has one edge, from the point to the notch.
    let notch = radius * 0.56;
    let (dx, dy) = (notch * SIN, radius - notch * COS);
    (x * dy + (y - radius) * dx) / (dx * dx + dy * dy).sqrt()
}

/// Distance outside a triangle with its tip up at `tip` and `half_w` wide at `foot`.
fn triangle_up(x: f64, y: f64, half_w: f64, tip: f64, foot: f64) -> f64 {
    triangle_down(x, -y, half_w, -foot, -tip)
}

/// Distance outside a triangle standing on its tip: `half_w` wide at `top`, a point at `tip`.
fn triangle_down(x: f64, y: f64, half_w: f64, top: f64, tip: f64) -> f64 {
    let tall = tip - top;
    let length = (half_w * half_w + tall * tall).sqrt();
    let slanted = (x.abs() * tall + (y - tip) * half_w) / length;
    slanted.max(top - y)
}
