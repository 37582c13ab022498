//! The picture itself, and the plain things one can do to it. Device pixels throughout;
//! everything outside is cut off.

/// Red, green, blue, alpha.
pub type Pixel = [u8; 4];

pub fn opaque([r, g, b]: [u8; 3]) -> Pixel {
    [r, g, b, 255]
}

#[derive(Debug, Default)]
pub struct Pixels {
    width: usize,
    height: usize,
    data: Vec<Pixel>,
    /// Part of a row in one colour, to be copied from.
    plain: Vec<Pixel>,
}

/// From this length on copying a run is quicker than writing it: a copy is one instruction of
/// WebAssembly that moves many bytes at a time.
const COPIED_FROM_PX: usize = 48;

impl Pixels {
    pub fn width(&self) -> usize {
        self.width
    }

    pub fn height(&self) -> usize {
        self.height
    }

    pub fn bytes(&self) -> &[u8] {
        self.data.as_flattened()
    }

    pub fn color_at(&self, x: usize, y: usize) -> Option<[u8; 3]> {
        if x >= self.width {
            return None;
        }
        let [r, g, b, _] = *self.data.get(y * self.width + x)?;
        Some([r, g, b])
    }

    /// A picture of one colour.
    pub fn reset(&mut self, width: usize, height: usize, color: Pixel) {
        if (self.width, self.height) != (width, height) {
            (self.width, self.height) = (width, height);
            self.data.clear();
            self.data.shrink_to(width * height);
            self.data.resize(width * height, color);
        } else if let Some((first, rest)) = self.data.split_at_mut_checked(width) {
            // One row by hand, the others as copies: the fastest fill WebAssembly has.
            first.fill(color);
            for row in rest.chunks_exact_mut(width) {
                row.copy_from_slice(first);
            }
        }
    }

    /// The pixels of part of a row that lie in the picture.
    pub fn part(&mut self, y: i32, x0: i32, x1: i32) -> &mut [Pixel] {
        let x0 = x0.clamp(0, self.width as i32) as usize;
        let x1 = x1.clamp(0, self.width as i32) as usize;
        if y < 0 || y as usize >= self.height || x0 >= x1 {
            return &mut [];
        }
        let row = y as usize * self.width;
        &mut self.data[row + x0..row + x1]
    }

    /// Fills part of a row; the ends may lie outside.
    #[inline]
    pub fn run(&mut self, y: i32, x0: i32, x1: i32, color: Pixel) {
        if y < 0 || y as usize >= self.height {
            return;
        }
        let x0 = x0.clamp(0, self.width as i32) as usize;
        let x1 = x1.clamp(0, self.width as i32) as usize;
        if x0 < x1 {
            let row = y as usize * self.width;
            let run = &mut self.data[row + x0..row + x1];
            if run.len() < COPIED_FROM_PX {
                run.fill(color);
            } else {
                copy_run(run, color, &mut self.plain);
            }
        }
    }

    /// Mixes part of a row with `coverage` 256ths of a colour.
    pub fn blend_run(&mut self, y: i32, x0: i32, x1: i32, color: Pixel, coverage: u32) {
        if coverage >= 256 {
            self.run(y, x0, x1, color);
            return;
        }
        if coverage == 0 || y < 0 || y as usize >= self.height {
            return;
        }
        let x0 = x0.clamp(0, self.width as i32) as usize;
        let x1 = x1.clamp(0, self.width as i32) as usize;
        if x0 < x1 {
            let row = y as usize * self.width;
            for pixel in &mut self.data[row + x0..row + x1] {
                *pixel = blended(*pixel, color, coverage);
            }
        }
    }

    /// Fills part of a row, its end pixels by their share; 256ths of a pixel.
    #[inline]
    pub fn soft_run(&mut self, y: i32, from: i32, to: i32, color: Pixel) {
        let (from, to) = (from.max(0), to.min((self.width as i32) << 8));
        if from >= to || y < 0 || y as usize >= self.height {
            return;
        }
        let (left, right) = ((from >> 8) as usize, ((to + 255) >> 8) as usize);
        let start = y as usize * self.width;
        let row = &mut self.data[start + left..start + right];
        soft_row(row, from, to, 256, color);
    }

    /// Lays a row of ink, 255ths a pixel, from `x` on.
    pub fn ink_row(&mut self, x: i32, y: i32, ink: &[u8], color: Pixel) {
        if y < 0 || y as usize >= self.height {
            return;
        }
        let skipped = (-x).max(0) as usize;
        let left = x.max(0) as usize;
        let start = y as usize * self.width;
        let row = &mut self.data[start..start + self.width];
        let row = row.get_mut(left..).unwrap_or_default();
        let ink = ink.get(skipped..).unwrap_or_default();
        let length = row.len().min(ink.len());
        // Most of a text is the ground between its strokes: four pixels of it are one question.
        let (inks, last_ink) = ink[..length].as_chunks::<4>();
        let (pixels, last_pixels) = row[..length].as_chunks_mut::<4>();
        for (pixels, ink) in pixels.iter_mut().zip(inks) {
            if u32::from_ne_bytes(*ink) != 0 {
                lay_ink(pixels, ink, color);
            }
        }
        lay_ink(last_pixels, last_ink, color);
    }

    /// Mixes one pixel with `coverage` 256ths of a colour.
    #[inline]
    pub fn blend(&mut self, x: i32, y: i32, color: Pixel, coverage: u32) {
        if x >= 0 && y >= 0 && (x as usize) < self.width && (y as usize) < self.height {
            let pixel = &mut self.data[y as usize * self.width + x as usize];
            *pixel = blended(*pixel, color, coverage);
        }
    }

    /// A filled box: left, top, right, bottom. At least one pixel each way.
    pub fn rect(&mut self, [x0, y0, x1, y1]: [i32; 4], color: Pixel) {
        let (x1, y1) = (x1.max(x0 + 1), y1.max(y0 + 1));
        for y in y0.max(0)..y1.min(self.height as i32) {
            self.run(y, x0, x1, color);
        }
    }

    /// A filled box whose border lies on its edges, right and lower edge included, so that
    /// boxes side by side share one line.
    pub fn bordered(&mut self, [x0, y0, x1, y1]: [i32; 4], width: i32, fill: Pixel, ink: Pixel) {
        let (w, h) = (self.width as i32, self.height as i32);
        let (left, right) = (x0.clamp(0, w), (x1 + width).clamp(0, w));
        let (inner_left, inner_right) = ((x0 + width).clamp(left, right), x1.clamp(left, right));
        let inner_right = inner_right.max(inner_left);
        for y in y0.max(0)..(y1 + width).min(h) {
            let start = y as usize * self.width;
            // Within the row: every end was clamped to the picture, and in this order.
            let row = &mut self.data[start..start + self.width];
            if y < y0 + width || y >= y1 {
                row[left as usize..right as usize].fill(ink);
            } else {
                row[left as usize..inner_left as usize].fill(ink);
                row[inner_left as usize..inner_right as usize].fill(fill);
                row[inner_right as usize..right as usize].fill(ink);
            }
        }
    }

    /// A filled box that gives pixels on its edges their true share; 256ths of a pixel.
    #[inline]
    pub fn soft_rect(&mut self, [x0, y0, x1, y1]: [i32; 4], color: Pixel) {
        let (x0, x1) = (x0.max(0), x1.min((self.width as i32) << 8));
        let (y0, y1) = (y0.max(0), y1.min((self.height as i32) << 8));
        if x0 >= x1 || y0 >= y1 {
            return;
        }
        // Within the picture from here on.
        let (left, right) = ((x0 >> 8) as usize, ((x1 + 255) >> 8) as usize);
        let (top, bottom) = (y0 >> 8, (y1 + 255) >> 8);
        for y in top..bottom {
            let share = (y1.min((y + 1) << 8) - y0.max(y << 8)) as u32;
            let start = y as usize * self.width;
            let row = &mut self.data[start + left..start + right];
            soft_row(row, x0, x1, share, color);
        }
    }
}

/// Lays ink, 255ths a pixel, on as many pixels.
#[inline]
fn lay_ink(pixels: &mut [Pixel], ink: &[u8], color: Pixel) {
    for (pixel, ink) in pixels.iter_mut().zip(ink) {
        match *ink {
            0 => {}
            u8::MAX => *pixel = color,
            ink => *pixel = blended(*pixel, color, (u32::from(ink) * 257 + 128) >> 8),
        }
    }
}

/// Fills a run from `plain`, which is written anew for another colour.
fn copy_run(run: &mut [Pixel], color: Pixel, plain: &mut Vec<Pixel>) {
    if plain.first() != Some(&color) {
        plain.clear();
    }
    if plain.len() < run.len() {
        plain.resize(run.len(), color);
    }
    run.copy_from_slice(&plain[..run.len()]);
}

/// Lays a run from `from` to `to` (256ths of a pixel of the picture) on exactly the pixels that
/// it touches, with `share` 256ths of its colour.
#[inline(always)]
fn soft_row(row: &mut [Pixel], from: i32, to: i32, share: u32, color: Pixel) {
    let head = 256 - (from & 255) as u32;
    let tail = ((to - 1) & 255) as u32 + 1;
    match row {
        [] => {}
        [only] => *only = blended(*only, color, ((to - from) as u32 * share) >> 8),
        [first, middle @ .., last] => {
            if share >= 256 {
                *first = blended(*first, color, head);
                *last = blended(*last, color, tail);
                // Most are a few pixels: a call that fills memory would cost more.
                for pixel in middle {
                    *pixel = color;
                }
            } else {
                *first = blended(*first, color, (head * share) >> 8);
                *last = blended(*last, color, (tail * share) >> 8);
                for pixel in middle {
                    *pixel = blended(*pixel, color, share);
                }
            }
        }
    }
}

/// `over` with `coverage` 256ths upon `under`.
#[inline]
pub fn blended(under: Pixel, over: Pixel, coverage: u32) -> Pixel {
    // Red and blue travel in one number, green in another: half the multiplications.
    let coverage = coverage.min(256);
    let rest = 256 - coverage;
    let (u, o) = (u32::from_le_bytes(under), u32::from_le_bytes(over));
    let red_blue = (u & 0xff_00ff) * rest + (o & 0xff_00ff) * coverage + 0x80_0080;
    let green = ((u >> 8) & 0xff) * rest + ((o >> 8) & 0xff) * coverage + 0x80;
    let mixed = ((red_blue >> 8) & 0xff_00ff) | (green & 0xff00) | 0xff00_0000;
    mixed.to_le_bytes()
}
