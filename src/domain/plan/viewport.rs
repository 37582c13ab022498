//! Where the eye is: a centre on the plan, a scale and a turn; and flights between two views.
//!
//! A view is a plain value: gestures take one and return another, so nothing else in the
//! program can move the map.

use super::angle::{sin_cos, wrapped};
use super::geometry::{Bounds, Point};
use crate::domain::plan::geometry::Kept;

/// The nearest look: the shorter side of the screen still shows this much of the market.
const CLOSEST_SPAN_M: f64 = 5.0;
/// The farthest look: the level takes at least this share of the screen it would fit into.
const FARTHEST_SHARE: f64 = 0.6;
/// Closer than this to a right angle a released turn becomes one.
const SNAP_DEG: f64 = 7.0;

/// A view of the plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// The place on the plan in the middle of the screen.
    pub center: Point,
    /// Scale: CSS pixels a metre.
    pub px_per_m: f64,
    /// How far the plan is turned clockwise on the screen, in radians within ±π.
    pub turn_rad: f64,
    pub width_px: f64,
    pub height_px: f64,
    /// Device pixels a CSS pixel.
    pub pixel_ratio: f64,
}

/// A change of the view that a gesture, a key or a button asks for. Screen lengths are CSS
/// pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    /// The plan moves along with the finger.
    Pan { dx_px: f64, dy_px: f64 },
    /// Fingers move by (dx, dy), spread by `factor` and twist by `turn_rad` about a point.
    Pinch {
        x_px: f64,
        y_px: f64,
        dx_px: f64,
        dy_px: f64,
        factor: f64,
        turn_rad: f64,
    },
    /// Scale by `factor` about a point that keeps its place.
    Zoom { x_px: f64, y_px: f64, factor: f64 },
    /// Scale by `factor` about the middle.
    ZoomMiddle { factor: f64 },
    /// Turn about the middle.
    Turn { turn_rad: f64 },
    /// Show the whole level, north up.
    Whole,
}

/// With less than this share of everything on the screen, the view goes anywhere.
const FREE_SHOWN: f64 = 0.8;
/// With this share, a little more than everything, everything stays in the middle.
const FULL_SHOWN: f64 = 1.15;

impl Viewport {
    /// A view of all of `bounds`, north up, with `padding_px` left free on every side.
    pub fn fitting(
        bounds: Bounds,
        width_px: f64,
        height_px: f64,
        pixel_ratio: f64,
        padding_px: f64,
    ) -> Self {
        let view = Self {
            center: bounds.center(),
            px_per_m: 1.0,
            turn_rad: 0.0,
            width_px: width_px.max(1.0),
            height_px: height_px.max(1.0),
            pixel_ratio: pixel_ratio.kept(0.5, 8.0),
        };
        view.fit(bounds, padding_px)
    }

    /// The same screen and turn, showing all of `bounds`.
    pub fn fit(mut self, bounds: Bounds, padding_px: f64) -> Self {
        let (sin, cos) = sin_cos(self.turn_rad);
        let (sin, cos) = (sin.abs(), cos.abs());
        let wide_dm = (bounds.width_dm() * cos + bounds.height_dm() * sin).max(1.0);
        let tall_dm = (bounds.width_dm() * sin + bounds.height_dm() * cos).max(1.0);
        let room_x = (self.width_px - 2.0 * padding_px).max(self.width_px * 0.2);
        let room_y = (self.height_px - 2.0 * padding_px).max(self.height_px * 0.2);
        self.px_per_m = 10.0 * (room_x / wide_dm).min(room_y / tall_dm);
        self.center = bounds.center();
        self
    }

    pub fn px_per_dm(&self) -> f64 {
        self.px_per_m / 10.0
    }

    pub fn screen_from_plan(&self, point: Point) -> (f64, f64) {
        let (sin, cos) = sin_cos(self.turn_rad);
        let k = self.px_per_dm();
        let (dx, dy) = (point.x_dm - self.center.x_dm, point.y_dm - self.center.y_dm);
        (
            self.width_px / 2.0 + (dx * cos - dy * sin) * k,
            self.height_px / 2.0 + (dx * sin + dy * cos) * k,
        )
    }

    pub fn plan_from_screen(&self, x_px: f64, y_px: f64) -> Point {
        let (sin, cos) = sin_cos(self.turn_rad);
        let k = self.px_per_dm();
        let (dx, dy) = (
            (x_px - self.width_px / 2.0) / k,
            (y_px - self.height_px / 2.0) / k,
        );
        Point::new(
            self.center.x_dm + dx * cos + dy * sin,
            self.center.y_dm - dx * sin + dy * cos,
        )
    }

    /// The upright box on the plan that holds everything on the screen.
    pub fn visible(&self) -> Bounds {
        let (w, h) = (self.width_px, self.height_px);
        let corners = [(0.0, 0.0), (w, 0.0), (w, h), (0.0, h)];
        let [a, b, c, d] = corners.map(|(x, y)| self.plan_from_screen(x, y));
        Bounds::new(a.x_dm, a.y_dm, a.x_dm, a.y_dm)
            .with(b)
            .with(c)
            .with(d)
    }

    /// Lowest and highest scale for a level: from a bit less than all of it to a few metres.
    pub fn scale_limits(&self, level: Bounds) -> (f64, f64) {
        let upright = Self {
            turn_rad: 0.0,
            ..*self
        };
        let whole = upright.fit(level, 0.0).px_per_m;
        let closest = self.width_px.min(self.height_px) / CLOSEST_SPAN_M;
        let farthest = whole * FARTHEST_SHARE;
        (farthest.min(closest), closest.max(farthest))
    }

    /// The nearest view that keeps the level in sight: scale within limits, and the middle
    /// of the screen on the level, so that it can never be lost.
    pub fn clamped(mut self, level: Bounds) -> Self {
        let (low, high) = self.scale_limits(level);
        if !self.px_per_m.is_finite() {
            self.px_per_m = low;
        }
        self.px_per_m = self.px_per_m.kept(low, high);
        if !self.center.x_dm.is_finite() || !self.center.y_dm.is_finite() {
            self.center = level.center();
        }
        self.center.x_dm = self.center.x_dm.kept(level.min_x_dm, level.max_x_dm);
        self.center.y_dm = self.center.y_dm.kept(level.min_y_dm, level.max_y_dm);
        self
    }

    /// As [`Viewport::clamped`], and whoever zooms out sees everything: the less there is outside
    /// of the screen, the less far from the middle the view goes.
    fn gathered(self, level: Bounds) -> Self {
        let mut own = self.clamped(level);
        let room = own.room(level);
        let middle = level.center();
        let near = |at: f64, middle: f64, edge: f64| {
            let reach = (edge - middle) * room;
            at.kept(middle - reach, middle + reach)
        };
        own.center.x_dm = near(own.center.x_dm, middle.x_dm, level.max_x_dm);
        own.center.y_dm = near(own.center.y_dm, middle.y_dm, level.max_y_dm);
        own
    }

    /// How far the middle of the screen may go from the middle towards the edges: all the way
    /// when near, not at all when everything is on the screen, in between bit by bit.
    fn room(&self, level: Bounds) -> f64 {
        let (sin, cos) = self.turn_rad.sin_cos();
        let (sin, cos) = (sin.abs(), cos.abs());
        let px_per_dm = self.px_per_dm().max(f64::MIN_POSITIVE);
        let across = (self.width_px * cos + self.height_px * sin) / px_per_dm;
        let along = (self.width_px * sin + self.height_px * cos) / px_per_dm;
        let wide = (level.max_x_dm - level.min_x_dm).max(1.0);
        let high = (level.max_y_dm - level.min_y_dm).max(1.0);
        let shown = (across / wide).min(along / high);
        ((FULL_SHOWN - shown) / (FULL_SHOWN - FREE_SHOWN)).kept(0.0, 1.0)
    }

    /// This view after `change`, within the limits of `level`.
    pub fn changed(self, change: Change, level: Bounds, padding_px: f64) -> Self {
        let (mid_x, mid_y) = (self.width_px / 2.0, self.height_px / 2.0);
        let moved = match change {
            Change::Pan { dx_px, dy_px } => {
                self.pinched(mid_x, mid_y, (dx_px, dy_px), 1.0, 0.0, level)
            }
            Change::Pinch {
                x_px,
                y_px,
                dx_px,
                dy_px,
                factor,
                turn_rad,
            } => self.pinched(x_px, y_px, (dx_px, dy_px), factor, turn_rad, level),
            Change::Zoom { x_px, y_px, factor } => {
                self.pinched(x_px, y_px, (0.0, 0.0), factor, 0.0, level)
            }
            Change::ZoomMiddle { factor } => {
                self.pinched(mid_x, mid_y, (0.0, 0.0), factor, 0.0, level)
            }
            Change::Turn { turn_rad } => {
                self.pinched(mid_x, mid_y, (0.0, 0.0), 1.0, turn_rad, level)
            }
            Change::Whole => Self {
                turn_rad: 0.0,
                ..self
            }
            .fit(level, padding_px),
        };
        moved.gathered(level)
    }

    /// The same view on a screen of another size; the middle stays in the middle.
    pub fn resized(self, width_px: f64, height_px: f64, pixel_ratio: f64) -> Self {
        Self {
            width_px: width_px.max(1.0),
            height_px: height_px.max(1.0),
            pixel_ratio: pixel_ratio.kept(0.5, 8.0),
            ..self
        }
    }

    /// The same view of a plan whose origin lies elsewhere: the middle moves by `times · by`.
    pub fn moved_by(mut self, by: Point, times: f64) -> Self {
        self.center.x_dm += by.x_dm * times;
        self.center.y_dm += by.y_dm * times;
        self
    }

    /// The same view with half the device pixels each way.
    pub fn halved(self) -> Self {
        Self {
            pixel_ratio: self.pixel_ratio / 2.0,
            ..self
        }
    }

    /// Device pixels of the screen.
    pub fn device_px(&self) -> f64 {
        self.width_px * self.height_px * self.pixel_ratio * self.pixel_ratio
    }

    /// The same view turned so that `turn_rad` is up; see [`Viewport::turn_rad`].
    pub fn turned(self, turn_rad: f64) -> Self {
        Self {
            turn_rad: wrapped(turn_rad),
            ..self
        }
    }

    /// Makes a nearly right angle right, for the moment the fingers leave.
    pub fn straightened(self) -> Self {
        let quarter = core::f64::consts::FRAC_PI_2;
        let nearest = (self.turn_rad / quarter).round() * quarter;
        if (self.turn_rad - nearest).abs() < SNAP_DEG.to_radians() {
            self.turned(nearest)
        } else {
            self
        }
    }

    /// Moves the view by less than a device pixel so that the plan's origin falls on a whole
    /// one: while panning, every outline then keeps its rounding and nothing shimmers.
    pub fn snapped(mut self) -> Self {
        let k = self.px_per_dm() * self.pixel_ratio;
        let (sin, cos) = sin_cos(self.turn_rad);
        let (c, half_x, half_y) = (
            self.center,
            self.width_px * self.pixel_ratio / 2.0,
            self.height_px * self.pixel_ratio / 2.0,
        );
        let origin_x = half_x - (c.x_dm * cos - c.y_dm * sin) * k;
        let origin_y = half_y - (c.x_dm * sin + c.y_dm * cos) * k;
        let (dx, dy) = (
            (origin_x - origin_x.round()) / k,
            (origin_y - origin_y.round()) / k,
        );
        self.center.x_dm += dx * cos + dy * sin;
        self.center.y_dm += -dx * sin + dy * cos;
        self
    }

    fn pinched(
        mut self,
        x_px: f64,
        y_px: f64,
        moved_px: (f64, f64),
        factor: f64,
        turn_rad: f64,
        level: Bounds,
    ) -> Self {
        let held = self.plan_from_screen(x_px, y_px);
        let (low, high) = self.scale_limits(level);
        // Limited before the point is put back, so that the plan does not slide at the limit.
        self.px_per_m = (self.px_per_m * factor).kept(low, high);
        self.turn_rad = wrapped(self.turn_rad + turn_rad);
        let now = self.plan_from_screen(x_px + moved_px.0, y_px + moved_px.1);
        self.center.x_dm += held.x_dm - now.x_dm;
        self.center.y_dm += held.y_dm - now.y_dm;
        self
    }
}

/// A smooth move from one view to another: a pure function of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flight {
    from: Viewport,
    to: Viewport,
    start_ms: f64,
    duration_ms: f64,
    /// How far the flight rises in between, as a factor on the scale (1 = not at all).
    rise: f64,
}

impl Flight {
    /// A flight that starts at `start_ms`; longer for farther goals, at most 0.9 s.
    pub fn new(from: Viewport, to: Viewport, start_ms: f64) -> Self {
        let lower = from.px_per_m.min(to.px_per_m);
        let way_px = from.center.distance_dm(to.center) * lower / 10.0;
        let screen_px = from.width_px.min(from.height_px).max(1.0);
        let screens = way_px / screen_px;
        let zooms = (to.px_per_m / from.px_per_m).ln().abs();
        Self {
            from,
            to,
            start_ms,
            duration_ms: (280.0 + 160.0 * screens + 130.0 * zooms).min(900.0),
            rise: 1.0 / (1.0 + (screens - 0.7).max(0.0)),
        }
    }

    /// The view at a time, and whether the flight has ended.
    pub fn at(&self, now_ms: f64) -> (Viewport, bool) {
        let time = ((now_ms - self.start_ms) / self.duration_ms).kept(0.0, 1.0);
        if time >= 1.0 {
            return (self.to, true);
        }
        let eased = ease(time);
        let (k0, k1) = (self.from.px_per_m, self.to.px_per_m);
        let scale = k0 * ((k1 / k0).ln() * eased).exp();
        // A zoom about one fixed point moves the centre as the inverse of the scale; without
        // a zoom this is the eased share itself.
        let share = if (k1 / k0 - 1.0).abs() < 1e-3 {
            eased
        } else {
            (1.0 / k0 - 1.0 / scale) / (1.0 / k0 - 1.0 / k1)
        };
        let between = |a: f64, b: f64| a + (b - a) * share;
        let hill = 4.0 * eased * (1.0 - eased);
        let view = Viewport {
            center: Point::new(
                between(self.from.center.x_dm, self.to.center.x_dm),
                between(self.from.center.y_dm, self.to.center.y_dm),
            ),
            px_per_m: scale * (1.0 + (self.rise - 1.0) * hill),
            turn_rad: wrapped(
                self.from.turn_rad + wrapped(self.to.turn_rad - self.from.turn_rad) * eased,
            ),
            ..self.to
        };
        (view, false)
    }

    /// The same flight after the screen changed its size.
    pub fn resized(self, width_px: f64, height_px: f64, pixel_ratio: f64) -> Self {
        Self {
            from: self.from.resized(width_px, height_px, pixel_ratio),
            to: self.to.resized(width_px, height_px, pixel_ratio),
            ..self
        }
    }

    /// The same flight elsewhere on the plan.
    pub fn moved_by(self, by: Point) -> Self {
        Self {
            from: self.from.moved_by(by, 1.0),
            to: self.to.moved_by(by, 1.0),
            ..self
        }
    }

    pub fn goal(&self) -> Viewport {
        self.to
    }
}

/// Slow at both ends.
fn ease(time: f64) -> f64 {
    time * time * (3.0 - 2.0 * time)
}

#[cfg(test)]
#[path = "viewport_tests.rs"]
mod tests;
