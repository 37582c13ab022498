//! A turned box with smooth edges: stalls of a turned map, and thick lines.

use super::pixels::{Pixel, Pixels, blended};

/// A box by its middle and half its sides, turned clockwise. Device pixels.
#[derive(Clone, Copy, Debug)]
pub struct Tilted {
    pub x: f64,
    pub y: f64,
    pub half_w: f64,
    pub half_h: f64,
    pub turn: Turn,
}

/// A turn, with the divisions done once for many boxes.
#[derive(Clone, Copy, Debug)]
pub struct Turn {
    sin: f64,
    cos: f64,
    /// Inverse of the cosine and of the negative sine; infinite for a right angle.
    per_cos: f64,
    per_sin: f64,
}

impl Turn {
    pub fn new(sin: f64, cos: f64) -> Self {
        let inverse = |v: f64| {
            if v.abs() < 1e-9 {
                f64::INFINITY
            } else {
                1.0 / v
            }
        };
        Self {
            sin,
            cos,
            per_cos: inverse(cos),
            per_sin: inverse(-sin),
        }
    }

    pub fn sin_cos(&self) -> (f64, f64) {
        (self.sin, self.cos)
    }
}

/// Further bits of a whole number of pixels.
const FINE_BITS: u32 = 16;

fn fine(px: f64) -> i64 {
    (px * f64::from(1_u32 << FINE_BITS)) as i64
}

/// What the pixels along the edges of one box have in common; lengths in fine pixels.
struct Edges {
    half_w: i64,
    half_h: i64,
    reach: i64,
    /// How far inside the edge the border gives way to the fill, half of a pixel before.
    filled: i64,
    step_along: i64,
    step_across: i64,
    /// 256ths that a pixel is covered at most.
    thin: u32,
    fill: Pixel,
    ink: Pixel,
}

impl Edges {
    /// Paints part of a row whose first pixel lies there, from the box's middle.
    fn paint(&self, row: &mut [Pixel], mut along: i64, mut across: i64) {
        let share_256 = |depth: i64| (depth >> (FINE_BITS - 8)).clamp(0, 256) as u32;
        for pixel in row {
            let inside = (self.half_w - along.abs()).min(self.half_h - across.abs());
            along += self.step_along;
            across += self.step_across;
            let coverage = (share_256(inside + self.reach) * self.thin) >> 8;
            let filled = share_256(inside - self.filled);
            let color = match filled {
                0 => self.ink,
                256 => self.fill,
                _ => blended(self.ink, self.fill, filled),
            };
            *pixel = blended(*pixel, color, coverage);
        }
    }
}

impl Tilted {
    /// A line from `a` to `b`; nothing when it has no length.
    pub fn line(a: (f64, f64), b: (f64, f64), width: f64) -> Option<Self> {
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let length = (dx * dx + dy * dy).sqrt();
        (length > 0.0).then(|| Self {
            x: (a.0 + b.0) / 2.0,
            y: (a.1 + b.1) / 2.0,
            // A little longer, so that lines meet in their corners.
            half_w: length / 2.0 + width / 2.0,
            half_h: width / 2.0,
            turn: Turn::new(dy / length, dx / length),
        })
    }

    /// Fills the box; a border lies half inside and half outside its edge.
    pub fn fill(&self, pixels: &mut Pixels, fill: Pixel, border: Option<(Pixel, f64)>) {
        let half_border = border.map_or(0.0, |(_, width)| width / 2.0);
        let ink = border.map_or(fill, |(ink, _)| ink);
        // Distance inside the edge, where the outermost paint begins to show.
        let reach = half_border + 0.5;
        // A box thinner than a pixel covers only its own share of it.
        let share = |half: f64| (2.0 * half + half_border).min(1.0);
        let thin = (share(self.half_w) * share(self.half_h) * 256.0) as u32;
        let (sin, cos) = (self.turn.sin, self.turn.cos);
        // Along the edges every pixel counts, so they are worked out in whole numbers.
        let edges = Edges {
            half_w: fine(self.half_w),
            half_h: fine(self.half_h),
            reach: fine(reach),
            filled: fine(half_border - 0.5),
            step_along: fine(cos),
            step_across: fine(-sin),
            thin,
            fill,
            ink,
        };
        for y in self.rows(pixels, self.half_w + reach, self.half_h + reach) {
            let dy = f64::from(y) + 0.5 - self.y;
            let Some(outer) = self.row(dy, self.half_w + reach, self.half_h + reach) else {
                continue;
            };
            let (from, to) = self.cells(outer, 0, pixels.width() as i32);
            // Wholly inside: one plain run.
            let inner = self.row(dy, self.half_w - reach, self.half_h - reach);
            let (left, right) = match inner.map(|inner| self.cells(inner, from, to)) {
                Some((left, right)) if left < right => (left, right),
                _ => (to, to),
            };
            pixels.run(y, left, right, fill);
            for (a, b) in [(from, left), (right, to)] {
                let dx = f64::from(a) + 0.5 - self.x;
                let (along, across) = (dx * cos + dy * sin, dy * cos - dx * sin);
                edges.paint(pixels.part(y, a, b), fine(along), fine(across));
            }
        }
    }

    /// The rows of the picture that the box with these half sides touches.
    fn rows(&self, pixels: &Pixels, half_w: f64, half_h: f64) -> core::ops::Range<i32> {
        let tall = half_w * self.turn.sin.abs() + half_h * self.turn.cos.abs();
        let first = (self.y - tall).floor().max(0.0) as i32;
        let last = (self.y + tall).ceil().min(pixels.height() as f64) as i32;
        first..last
    }

    /// Pixels whose middles lie within a span given from the box's middle.
    fn cells(&self, (from, to): (f64, f64), low: i32, high: i32) -> (i32, i32) {
        let first = (self.x + from - 0.5).ceil().max(f64::from(low)) as i32;
        let last = (self.x + to + 0.5).floor().min(f64::from(high)) as i32;
        (first, last.max(first))
    }

    /// Where a row at `dy` from the middle lies within the given half sides.
    fn row(&self, dy: f64, half_w: f64, half_h: f64) -> Option<(f64, f64)> {
        if half_w < 0.0 || half_h < 0.0 {
            return None;
        }
        let turn = &self.turn;
        let (a, b) = span(turn.per_cos, dy * turn.sin, half_w)?;
        let (c, d) = span(turn.per_sin, dy * turn.cos, half_h)?;
        let (from, to) = (a.max(c), b.min(d));
        (from <= to).then_some((from, to))
    }
}

/// The x for which |x / inverse + offset| ≤ limit.
fn span(inverse: f64, offset: f64, limit: f64) -> Option<(f64, f64)> {
    if inverse.is_infinite() {
        return (offset.abs() <= limit).then_some((f64::NEG_INFINITY, f64::INFINITY));
    }
    let (a, b) = ((-limit - offset) * inverse, (limit - offset) * inverse);
    Some((a.min(b), a.max(b)))
}
