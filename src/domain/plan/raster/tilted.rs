//! A turned box with smooth edges: stalls of a turned map, and thick lines.

use super::pixels::{Pixel, Pixels, blended};

/// A box by its middle and half its sides, turned clockwise. Device pixels.
#[derive(Clone, Copy, Debug)]
pub struct Tilted {
    pub x: f64,
    pub y: f64,
    pub half_w: f64,
    pub half_h: f64,
    pub sin: f64,
    pub cos: f64,
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
            sin: dy / length,
            cos: dx / length,
        })
    }

    /// Fills the box; a border lies half inside and half outside its edge.
    pub fn fill(&self, pixels: &mut Pixels, fill: Pixel, border: Option<(Pixel, f64)>) {
        let half_border = border.map_or(0.0, |(_, width)| width / 2.0);
        let ink = border.map_or(fill, |(ink, _)| ink);
        // Distance inside the edge, where the outermost paint begins to show.
        let reach = half_border + 0.5;
        let (outer_w, outer_h) = (self.half_w + reach, self.half_h + reach);
        let tall = outer_w * self.sin.abs() + outer_h * self.cos.abs();
        let first = (self.y - tall).floor().max(0.0) as i32;
        let last = (self.y + tall).ceil().min(pixels.height() as f64) as i32;
        // A box thinner than a pixel covers only its own share of it.
        let thin =
            (2.0 * self.half_w + half_border).min(1.0) * (2.0 * self.half_h + half_border).min(1.0);
        for y in first..last {
            let dy = f64::from(y) + 0.5 - self.y;
            let Some((from, to)) = self.row(dy, outer_w, outer_h) else {
                continue;
            };
            let width = pixels.width() as f64;
            let from = (self.x + from - 0.5).ceil().max(0.0) as i32;
            let to = (self.x + to - 0.5).floor().min(width - 1.0) as i32 + 1;
            // Wholly inside: one plain run.
            let inner = half_border + 0.5;
            let plain = self
                .row(dy, self.half_w - inner, self.half_h - inner)
                .map(|(a, b)| {
                    let a = (self.x + a - 0.5).ceil().max(f64::from(from)) as i32;
                    let b = (self.x + b - 0.5).floor().min(f64::from(to) - 1.0) as i32 + 1;
                    (a, b)
                })
                .filter(|(a, b)| a < b);
            let (left, right) = plain.unwrap_or((to, to));
            if left < right {
                pixels.run(y, left, right, fill);
            }
            for x in (from..left).chain(right..to) {
                let dx = f64::from(x) + 0.5 - self.x;
                let along = (dx * self.cos + dy * self.sin).abs();
                let across = (dy * self.cos - dx * self.sin).abs();
                let inside = (self.half_w - along).min(self.half_h - across);
                let coverage = (inside + reach).clamp(0.0, 1.0) * thin;
                let filled = (inside - half_border + 0.5).clamp(0.0, 1.0);
                let color = blended(ink, fill, (filled * 256.0) as u32);
                pixels.blend(x, y, color, (coverage * 256.0) as u32);
            }
        }
    }

    /// Where a row at `dy` from the middle lies within the given half sides.
    fn row(&self, dy: f64, half_w: f64, half_h: f64) -> Option<(f64, f64)> {
        if half_w < 0.0 || half_h < 0.0 {
            return None;
        }
        let (a, b) = span(self.cos, dy * self.sin, half_w)?;
        let (c, d) = span(-self.sin, dy * self.cos, half_h)?;
        let (from, to) = (a.max(c), b.min(d));
        (from <= to).then_some((from, to))
    }
}

/// The x for which |slope · x + offset| ≤ limit.
fn span(slope: f64, offset: f64, limit: f64) -> Option<(f64, f64)> {
    if slope.abs() < 1e-9 {
        return (offset.abs() <= limit).then_some((f64::NEG_INFINITY, f64::INFINITY));
    }
    let (a, b) = ((-limit - offset) / slope, (limit - offset) / slope);
    Some((a.min(b), a.max(b)))
}
