//! From a level's decimetres to 256ths of a device pixel, in whole numbers: where tens of
//! thousands of small boxes are drawn, this arithmetic is most of the work.

use super::super::label::Projection;
use super::pixels::{Pixel, Pixels};
use super::tilted::Turn;

/// Further bits below the 256ths, so that a level's far end is as exact as its near one.
const FINE_BITS: u32 = 16;
const FINE: f64 = (256_u32 << FINE_BITS) as f64;

/// An upright view: every box of the plan is a box on the screen.
#[derive(Clone, Copy, Debug)]
pub struct Fit {
    x_per_x: i64,
    x_per_y: i64,
    y_per_x: i64,
    y_per_y: i64,
    x: i64,
    y: i64,
    /// The usual case, which needs half the arithmetic.
    is_north_up: bool,
}

impl Fit {
    pub fn new(projection: &Projection, ratio: f64) -> Self {
        let (sin, cos) = projection.sin_cos();
        let (x, y) = projection.screen(0.0, 0.0);
        let k = projection.px_per_m() / 10.0 * ratio;
        // Far outside anything that can be seen, numbers stop growing: `as` saturates.
        let fine = |value: f64| (value * FINE) as i64;
        Self {
            x_per_x: fine(cos * k),
            x_per_y: fine(-sin * k),
            y_per_x: fine(sin * k),
            y_per_y: fine(cos * k),
            x: fine(x * ratio),
            y: fine(y * ratio),
            is_north_up: sin == 0.0 && cos > 0.0,
        }
    }

    /// A box of the plan as left, top, right, bottom.
    #[inline]
    pub fn box_256(&self, [x0, y0, x1, y1]: [i32; 4]) -> [i32; 4] {
        if self.is_north_up {
            let x = |x: i32| far(self.x + i64::from(x) * self.x_per_x);
            let y = |y: i32| far(self.y + i64::from(y) * self.y_per_y);
            return [x(x0), y(y0), x(x1), y(y1)];
        }
        let [ax, ay] = self.point(x0, y0);
        let [bx, by] = self.point(x1, y1);
        [ax.min(bx), ay.min(by), ax.max(bx), ay.max(by)]
    }

    #[inline]
    fn point(&self, x_dm: i32, y_dm: i32) -> [i32; 2] {
        let (x, y) = (i64::from(x_dm), i64::from(y_dm));
        [
            far(self.x + x * self.x_per_x + y * self.x_per_y),
            far(self.y + x * self.y_per_x + y * self.y_per_y),
        ]
    }
}

/// Drops the further bits, and what lies farther away than can matter.
#[inline]
fn far(value: i64) -> i32 {
    (value >> FINE_BITS).clamp(-FAR_256, FAR_256) as i32
}

/// Two million pixels: beyond any screen, and sums of two still are whole numbers.
const FAR_256: i64 = 1 << 29;

/// The same middle, at least `least` wide.
pub fn widened([x0, y0, x1, y1]: [i32; 4], least: i32) -> [i32; 4] {
    let (x_lack, y_lack) = ((least - (x1 - x0)).max(0), (least - (y1 - y0)).max(0));
    let (x0, y0) = (x0 - x_lack / 2, y0 - y_lack / 2);
    [x0, y0, x1.max(x0 + least), y1.max(y0 + least)]
}

/// To whole pixels; halves always go up, so that boxes side by side agree.
#[inline]
pub fn whole([x0, y0, x1, y1]: [i32; 4]) -> [i32; 4] {
    [x0, y0, x1, y1].map(|v| (v + 128) >> 8)
}

/// A turned view of small boxes, filled row by row with smooth ends: nobody sees more of a box
/// of a few pixels.
#[derive(Clone, Copy, Debug)]
pub struct Specks {
    /// 256ths of a pixel from a row to the next, along either pair of sides.
    step_along: i32,
    step_across: i32,
    /// Half a box's extent in a row, in 256ths for each pixel of its half side.
    per_half_w: f64,
    per_half_h: f64,
    /// A box's rows for each pixel of its half sides.
    tall_per_w: f64,
    tall_per_h: f64,
}

/// A right angle's inverse is endless; this is more than any screen is wide.
const MOST_INVERSE: f64 = 20_000.0;

impl Specks {
    pub fn new(turn: &Turn) -> Self {
        let (sin, cos) = turn.sin_cos();
        let inverse = |part: f64| (1.0 / part.abs().max(1e-9)).min(MOST_INVERSE);
        let (per_cos, per_sin) = (inverse(cos), inverse(sin));
        let signed = |value: f64, sign: f64| if sign < 0.0 { -value } else { value };
        Self {
            step_along: (-sin * signed(per_cos, cos) * 256.0) as i32,
            step_across: (cos * signed(per_sin, sin) * 256.0) as i32,
            per_half_w: per_cos * 256.0,
            per_half_h: per_sin * 256.0,
            tall_per_w: sin.abs(),
            tall_per_h: cos.abs(),
        }
    }

    /// Fills a box by its middle and half sides, in pixels.
    #[inline]
    pub fn fill(
        &self,
        pixels: &mut Pixels,
        (x, y): (f64, f64),
        (half_w, half_h): (f64, f64),
        color: Pixel,
    ) {
        let tall = half_w * self.tall_per_w + half_h * self.tall_per_h;
        // The rows whose middles lie in the box.
        let first = ((y - tall + 0.5) as i32).max(0);
        let last = ((y + tall + 0.5) as i32).min(pixels.height() as i32);
        if first >= last || y + tall < 0.5 {
            return;
        }
        let dy_256 = ((f64::from(first) + 0.5 - y) * 256.0) as i32;
        let start = (x * 256.0) as i32;
        let at = |step: i32| start + ((i64::from(step) * i64::from(dy_256)) >> 8) as i32;
        let (mut along, mut across) = (at(self.step_along), at(self.step_across));
        let (reach_along, reach_across) = (
            (half_w * self.per_half_w) as i32,
            (half_h * self.per_half_h) as i32,
        );
        for row in first..last {
            let from = (along - reach_along).max(across - reach_across);
            let to = (along + reach_along).min(across + reach_across);
            pixels.soft_run(row, from, to, color);
            along += self.step_along;
            across += self.step_across;
        }
    }
}
