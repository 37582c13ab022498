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
}

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
            self.data[row + x0..row + x1].fill(color);
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

    /// Fills part of a row, its end pixels by their share.
    pub fn soft_run(&mut self, y: i32, from: f64, to: f64, color: Pixel) {
        let (from, to) = (from.max(0.0), to.min(self.width as f64));
        if from >= to || y < 0 || y as usize >= self.height {
            return;
        }
        let (left, right) = (from as usize, to.ceil() as usize);
        let start = y as usize * self.width;
        let row = &mut self.data[start + left..start + right];
        let last = row.len() - 1;
        if last == 0 {
            row[0] = blended(row[0], color, ((to - from) * 256.0) as u32);
            return;
        }
        let (share_left, share_right) = (left as f64 + 1.0 - from, to - (right - 1) as f64);
        row[0] = blended(row[0], color, (share_left * 256.0) as u32);
        row[last] = blended(row[last], color, (share_right * 256.0) as u32);
        row[1..last].fill(color);
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

    /// A filled box that gives pixels on its edges their true share.
    pub fn soft_rect(&mut self, x0: f64, y0: f64, x1: f64, y1: f64, color: Pixel) {
        let (width, height) = (self.width as f64, self.height as f64);
        let (x0, x1) = (x0.max(0.0), x1.min(width));
        let (y0, y1) = (y0.max(0.0), y1.min(height));
        if x0 >= x1 || y0 >= y1 {
            return;
        }
        // Within the picture from here on.
        let (left, right) = (x0 as usize, x1.ceil() as usize);
        let (top, bottom) = (y0 as usize, y1.ceil() as usize);
        let share_left = (x1.min(left as f64 + 1.0) - x0) * 256.0;
        let share_right = (x1 - (right - 1) as f64) * 256.0;
        for y in top..bottom {
            let share = y1.min(y as f64 + 1.0) - y0.max(y as f64);
            let row = &mut self.data[y * self.width + left..y * self.width + right];
            row[0] = blended(row[0], color, (share * share_left) as u32);
            let last = row.len() - 1;
            if last > 0 {
                row[last] = blended(row[last], color, (share * share_right) as u32);
                let middle = &mut row[1..last];
                if share >= 1.0 {
                    middle.fill(color);
                } else {
                    let share = (share * 256.0) as u32;
                    for pixel in middle {
                        *pixel = blended(*pixel, color, share);
                    }
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

/// The nearest whole number. Unlike `f64::round` a single instruction in WebAssembly, and
/// halves always go up, so that boxes side by side agree.
#[inline]
pub fn nearest(value: f64) -> i32 {
    (value + 0.5).floor() as i32
}
