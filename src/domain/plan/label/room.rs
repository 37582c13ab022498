//! From a stall on the plan to its room for upright texts on the screen.

use super::super::angle::sin_cos;
use super::super::geometry::{Bounds, Point};
use super::super::scene::Scene;
use super::super::viewport::Viewport;

/// A view's arithmetic, worked out once a frame.
#[derive(Clone, Copy, Debug)]
pub struct Projection {
    sin: f64,
    cos: f64,
    px_per_dm: f64,
    /// Where the plan's origin falls.
    origin_x_px: f64,
    origin_y_px: f64,
    width_px: f64,
    height_px: f64,
    visible: Bounds,
}

/// An upright box on the screen, by its middle, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    pub x_px: f64,
    pub y_px: f64,
    pub width_px: f64,
    pub height_px: f64,
}

impl Projection {
    pub fn of(view: &Viewport) -> Self {
        let (mut sin, mut cos) = sin_cos(view.turn_rad);
        // Quarter turns exactly, so that the upright fast path is taken.
        for part in [&mut sin, &mut cos] {
            if part.abs() < 1e-9 {
                *part = 0.0;
            }
        }
        let (origin_x_px, origin_y_px) = view.screen_from_plan(Point::default());
        Self {
            sin,
            cos,
            px_per_dm: view.px_per_dm(),
            origin_x_px,
            origin_y_px,
            width_px: view.width_px,
            height_px: view.height_px,
            visible: view.visible(),
        }
    }

    /// Sine and cosine of the turn.
    pub fn sin_cos(&self) -> (f64, f64) {
        (self.sin, self.cos)
    }

    /// Whether upright boxes of the plan are upright on the screen.
    pub fn is_upright(&self) -> bool {
        self.sin == 0.0 || self.cos == 0.0
    }

    pub fn px_per_m(&self) -> f64 {
        self.px_per_dm * 10.0
    }

    pub fn visible(&self) -> Bounds {
        self.visible
    }

    pub fn screen(&self, x_dm: f64, y_dm: f64) -> (f64, f64) {
        let k = self.px_per_dm;
        (
            self.origin_x_px + (x_dm * self.cos - y_dm * self.sin) * k,
            self.origin_y_px + (x_dm * self.sin + y_dm * self.cos) * k,
        )
    }

    pub fn plan(&self, x_px: f64, y_px: f64) -> Point {
        let k = self.px_per_dm;
        let (dx, dy) = ((x_px - self.origin_x_px) / k, (y_px - self.origin_y_px) / k);
        Point::new(dx * self.cos + dy * self.sin, dy * self.cos - dx * self.sin)
    }

    pub fn is_on_screen(&self, x_px: f64, y_px: f64, margin_px: f64) -> bool {
        x_px > -margin_px
            && y_px > -margin_px
            && x_px < self.width_px + margin_px
            && y_px < self.height_px + margin_px
    }

    pub fn sees(&self, room: &Room) -> bool {
        let margin = room.width_px.max(room.height_px) / 2.0;
        self.is_on_screen(room.x_px, room.y_px, margin)
    }

    /// The room for a stall's texts.
    pub fn room(&self, scene: &Scene, stall: usize) -> Room {
        self.room_in(scene.text_box(stall))
    }

    /// The room for upright texts in a box of the plan.
    pub fn room_in(&self, text_box: Bounds) -> Room {
        let c = text_box.center();
        let (x_px, y_px) = self.screen(c.x_dm, c.y_dm);
        let (width_px, height_px) = self.inscribed(
            text_box.width_dm() * self.px_per_dm,
            text_box.height_dm() * self.px_per_dm,
        );
        Room {
            x_px,
            y_px,
            width_px,
            height_px,
        }
    }

    /// The largest upright box inside a turned one, out of a few proportions.
    fn inscribed(&self, width: f64, height: f64) -> (f64, f64) {
        let (s, c) = (self.sin.abs(), self.cos.abs());
        if s == 0.0 {
            return (width, height);
        }
        if c == 0.0 {
            return (height, width);
        }
        let mut best = (0.0, 0.0);
        for proportion in [0.25, 0.4, 0.7, 1.0, 1.5, 2.2, 3.2, 4.5] {
            let tall = (width / (proportion * c + s)).min(height / (proportion * s + c));
            let wide = proportion * tall;
            if wide * tall > best.0 * best.1 {
                best = (wide, tall);
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_view() {
        let level = Bounds::new(0.0, 0.0, 3000.0, 1500.0);
        let view = Viewport::fitting(level, 900.0, 700.0, 1.0, 0.0).turned(0.6);
        let projection = Projection::of(&view);
        let (x, y) = projection.screen(120.0, 340.0);
        let (vx, vy) = view.screen_from_plan(Point::new(120.0, 340.0));
        assert!((x - vx).abs() < 1e-9 && (y - vy).abs() < 1e-9);
        let back = projection.plan(x, y);
        assert!((back.x_dm - 120.0).abs() < 1e-6 && (back.y_dm - 340.0).abs() < 1e-6);
    }

    #[test]
    fn the_upright_box_lies_inside_the_turned_one() {
        let level = Bounds::new(0.0, 0.0, 3000.0, 1500.0);
        for degrees in 0..=360 {
            let turn = f64::from(degrees).to_radians();
            let view = Viewport::fitting(level, 900.0, 700.0, 1.0, 0.0).turned(turn);
            let projection = Projection::of(&view);
            for (w, h) in [(50.0, 50.0), (80.0, 30.0), (20.0, 90.0)] {
                let (iw, ih) = projection.inscribed(w, h);
                let (s, c) = (turn.sin().abs(), turn.cos().abs());
                assert!(iw * c + ih * s <= w + 1e-6, "{degrees}°");
                assert!(iw * s + ih * c <= h + 1e-6, "{degrees}°");
                assert!(iw * ih >= w * h * 0.1, "{degrees}°: {iw} {ih} in {w} {h}");
            }
        }
    }
}
