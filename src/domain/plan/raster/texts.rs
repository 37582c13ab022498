//! Texts as shapes: what the browser wrote once is kept, and only copied from then on.
//!
//! A shape says how much of each device pixel is ink, not which ink; so lighting thousands of
//! stalls writes nothing anew. While the map moves, every frame carries all texts whose shapes
//! are known, each upright and on whole pixels.

use super::super::theme::Rgb;
use super::Raster;
use super::pixels::opaque;

/// A kept shape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Where its bytes begin.
    start: u32,
    width: u16,
    height: u16,
    /// From the text's middle to the shape's upper left corner, device pixels.
    left: i16,
    top: i16,
}

/// Shapes by key, in two generations: when the young one is full it becomes the old one, and
/// what is asked for again moves over. So memory is bounded, and what is in use stays.
#[derive(Clone, Debug)]
pub struct TextShapes {
    young: Generation,
    old: Generation,
    most_bytes: usize,
}

#[derive(Clone, Debug, Default)]
struct Generation {
    /// Open addressing, a power of two long or empty; a key of 0 is a free place.
    table: Vec<(u64, Shape)>,
    count: usize,
    ink: Vec<u8>,
}

impl TextShapes {
    /// Keeps at most `most_bytes` a generation: the pixels of a screen are more than the texts
    /// on it can have.
    pub fn new(most_bytes: usize) -> Self {
        Self {
            young: Generation::default(),
            old: Generation::default(),
            most_bytes,
        }
    }

    pub fn set_most_bytes(&mut self, most_bytes: usize) {
        self.most_bytes = most_bytes;
    }

    /// Forgets everything: another font, language or pixel ratio.
    pub fn clear(&mut self) {
        self.young.clear();
        self.old.clear();
    }

    /// Bytes of ink held now.
    pub fn bytes(&self) -> usize {
        self.young.ink.len() + self.old.ink.len()
    }

    /// Whether a shape is known; what is asked for stays longer.
    pub fn has(&mut self, key: u64) -> bool {
        self.find(key).is_some()
    }

    /// Keeps a text from a strip of RGBA pixels, `stride` pixels a row. `area` (left, top,
    /// right, bottom) holds nothing but this text, whose middle is at `middle`. Keys are not 0.
    pub fn keep(
        &mut self,
        key: u64,
        strip: &[u8],
        stride: usize,
        area: [usize; 4],
        middle: (usize, usize),
    ) {
        let [left, top, right, bottom] = inked(strip, stride, area);
        let (width, height) = (right - left, bottom - top);
        self.make_room(width * height);
        let start = self.young.ink.len() as u32;
        for y in top..bottom {
            let from = (y * stride + left) * 4;
            let row = strip.get(from..from + width * 4).unwrap_or_default();
            self.young.ink.extend(row.chunks_exact(4).map(|p| p[3]));
        }
        let shape = Shape {
            start,
            width: width as u16,
            height: height as u16,
            left: (left as i64 - middle.0 as i64) as i16,
            top: (top as i64 - middle.1 as i64) as i16,
        };
        self.young.put(key, shape);
    }

    fn find(&mut self, key: u64) -> Option<Shape> {
        if let Some(shape) = self.young.get(key) {
            return Some(shape);
        }
        let shape = self.old.get(key)?;
        let (from, bytes) = (shape.start as usize, shape.bytes());
        if self.young.ink.len() + bytes > self.most_bytes {
            // The generations change now, and the old one would be lost with this shape in it:
            // it alone is carried over by hand.
            let ink = self.old.ink.get(from..from + bytes)?.to_vec();
            self.make_room(bytes);
            return Some(self.young.adopt(key, shape, &ink));
        }
        let ink = self.old.ink.get(from..from + bytes)?;
        Some(self.young.adopt(key, shape, ink))
    }

    fn make_room(&mut self, bytes: usize) {
        if self.young.ink.len() + bytes > self.most_bytes {
            core::mem::swap(&mut self.young, &mut self.old);
            self.young.clear();
        }
    }
}

impl Shape {
    fn bytes(&self) -> usize {
        usize::from(self.width) * usize::from(self.height)
    }
}

impl Generation {
    fn clear(&mut self) {
        self.table.clear();
        self.count = 0;
        self.ink.clear();
    }

    fn get(&self, key: u64) -> Option<Shape> {
        let place = self.place(key)?;
        self.table
            .get(place)
            .filter(|own| own.0 == key)
            .map(|own| own.1)
    }

    /// Takes over a shape with its ink.
    fn adopt(&mut self, key: u64, shape: Shape, ink: &[u8]) -> Shape {
        let start = self.ink.len() as u32;
        self.ink.extend_from_slice(ink);
        let shape = Shape { start, ..shape };
        self.put(key, shape);
        shape
    }

    fn put(&mut self, key: u64, shape: Shape) {
        if self.count * 2 >= self.table.len() {
            let larger = (self.table.len() * 2).max(256);
            let before = core::mem::replace(&mut self.table, vec![(0, Shape::default()); larger]);
            self.count = 0;
            for (key, shape) in before.into_iter().filter(|own| own.0 != 0) {
                self.put(key, shape);
            }
        }
        if let Some(own) = self.place(key).and_then(|place| self.table.get_mut(place)) {
            self.count += usize::from(own.0 == 0);
            *own = (key, shape);
        }
    }

    /// Where a key stands, or the free place where it would; none in an empty table.
    fn place(&self, key: u64) -> Option<usize> {
        let mask = self.table.len().checked_sub(1)?;
        // Multiplied by an odd number near 2^64 divided by the golden section: neighbours part.
        let mut place = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & mask;
        // Never full, so a free place comes.
        while self
            .table
            .get(place)
            .is_some_and(|own| own.0 != 0 && own.0 != key)
        {
            place = (place + 1) & mask;
        }
        Some(place)
    }
}

/// The smallest part of an area that holds all its ink; empty without ink.
fn inked(strip: &[u8], stride: usize, [left, top, right, bottom]: [usize; 4]) -> [usize; 4] {
    let mut found = [right, bottom, left, top];
    for y in top..bottom {
        for x in left..right {
            let ink = strip.get((y * stride + x) * 4 + 3).copied();
            if ink.is_some_and(|ink| ink > 0) {
                found[0] = found[0].min(x);
                found[1] = found[1].min(y);
                found[2] = found[2].max(x + 1);
                found[3] = found[3].max(y + 1);
            }
        }
    }
    if found[0] >= found[2] {
        return [left, top, left, top];
    }
    found
}

impl Raster {
    /// Lays a text with its middle at a point (device pixels of this picture); says whether its
    /// shape is known. `is_halved`: this picture has half the pixels each way that the shape
    /// was written for.
    pub fn text(
        &mut self,
        shapes: &mut TextShapes,
        key: u64,
        (x, y): (f64, f64),
        color: Rgb,
        is_halved: bool,
    ) -> bool {
        let Some(shape) = shapes.find(key) else {
            return false;
        };
        let ink = &shapes.young.ink;
        let from = shape.start as usize;
        let ink = ink.get(from..from + shape.bytes()).unwrap_or_default();
        let (x, y) = ((x + 0.5).floor() as i32, (y + 0.5).floor() as i32);
        let (left, top) = (i32::from(shape.left), i32::from(shape.top));
        let width = usize::from(shape.width);
        if width == 0 {
            return true;
        }
        let color = opaque(color);
        if !is_halved {
            for (row, ink) in ink.chunks_exact(width).enumerate() {
                self.pixels
                    .ink_row(x + left, y + top + row as i32, ink, color);
            }
            return true;
        }
        // Two rows and two columns become one.
        for (row, pair) in ink.chunks(width * 2).enumerate() {
            let (upper, lower) = pair.split_at(width);
            let at = y + (top >> 1) + row as i32;
            for (column, ink) in upper.chunks(2).enumerate() {
                let below = lower.iter().skip(column * 2).take(2);
                let sum: u32 = ink.iter().chain(below).map(|i| u32::from(*i)).sum();
                if sum > 3 {
                    let x = x + (left >> 1) + column as i32;
                    self.pixels.blend(x, at, color, (sum * 257 + 512) >> 10);
                }
            }
        }
        true
    }
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
