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
        } else {
            self.data.fill(color);
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
        let rows = y0.max(0)..(y1 + width).min(self.height as i32);
        for y in rows {
            if y < y0 + width || y >= y1 {
                self.run(y, x0, x1 + width, ink);
            } else {
                self.run(y, x0, x0 + width, ink);
                self.run(y, x0 + width, x1, fill);
                self.run(y, x1, x1 + width, ink);
            }
        }
    }

    /// A filled box that gives pixels on its edges their true share.
    pub fn soft_rect(&mut self, x0: f64, y0: f64, x1: f64, y1: f64, color: Pixel) {
        let (left, right) = (x0.floor() as i32, x1.ceil() as i32);
        let (top, bottom) = (y0.floor() as i32, y1.ceil() as i32);
        for y in top.max(0)..bottom.min(self.height as i32) {
            let share_y = (y1.min(f64::from(y) + 1.0) - y0.max(f64::from(y))) * 256.0;
            let share_of = |x: i32| {
                let share = x1.min(f64::from(x) + 1.0) - x0.max(f64::from(x));
                (share * share_y) as u32
            };
            self.blend(left, y, color, share_of(left));
            if right - left > 1 {
                self.blend_run(y, left + 1, right - 1, color, share_y as u32);
                self.blend(right - 1, y, color, share_of(right - 1));
            }
        }
    }
}

#[inline]
pub fn blended(under: Pixel, over: Pixel, coverage: u32) -> Pixel {
    let coverage = coverage.min(256);
    let rest = 256 - coverage;
    let mix = |u: u8, o: u8| ((u32::from(u) * rest + u32::from(o) * coverage + 128) >> 8) as u8;
    [
        mix(under[0], over[0]),
        mix(under[1], over[1]),
        mix(under[2], over[2]),
        255,
    ]
}
