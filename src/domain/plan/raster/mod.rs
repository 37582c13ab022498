//! The software rasteriser: the map becomes pixels without a graphics processor.
//!
//! It is the picture that always works, and the reference for any other way of drawing. The
//! same input gives the same bytes everywhere. After the first frame of a size nothing is
//! allocated.

mod fit;
mod pixels;
mod polygon;
mod signs;
mod stamp;
mod texts;
mod tilted;

use super::geometry::{Bounds, Kept, Point, Ring, sides};
use super::label::{LEAST_GRADED_PX, are_marks_merged};
use super::lighting::Light;
use super::picture::{Picture, Placed};
use super::scene::{IS_GRADED, IS_MARKED, IS_POLYGON, PAINT, Scene, TINTS};
use super::theme::{Rgb, Theme, mixed};
use super::viewport::Viewport;
use fit::{Fit, Specks, whole, widened};
use pixels::{Pixel, Pixels, opaque};
use polygon::PolygonFiller;
use stamp::Stamps;
pub use texts::{Shape, TextShapes};
use tilted::{Tilted, Turn};

/// Below this scale (CSS pixels a metre) outlines would be grey mush; tints alone are drawn.
const BORDERS_FROM_PX_PER_M: f64 = 3.0;
/// A lit stall is never drawn smaller than this, CSS pixels.
const LEAST_LIT_PX: f64 = 3.0;
/// Turned boxes up to this side are drawn without smooth upper and lower edges, device pixels.
const SPECK_PX: f64 = 10.0;

/// Beyond any screen, device pixels.
const FAR_PX: f64 = 1e6;

/// A picture and everything needed to draw the next one.
#[derive(Debug, Default)]
pub struct Raster {
    pixels: Pixels,
    filler: PolygonFiller,
    stamps: Stamps,
    /// Corners of the polygon being drawn, device pixels.
    corners: Vec<(f64, f64)>,
    /// Stalls of this level that are drawn above the others.
    lit: Vec<u32>,
    signed: Vec<u32>,
}

/// Fill and border of every paint under one light. As many as a look's bits can name, so that
/// looking one up needs no check.
type Paints = [[(Pixel, Pixel); PAINT as usize + 1]; 3];

/// What stays the same within one level of one frame.
struct Frame<'a> {
    placed: &'a Placed<'a>,
    scene: &'a Scene,
    theme: &'a Theme,
    turn: Turn,
    fit: Fit,
    specks: Specks,
    ratio: f64,
    has_borders: bool,
    /// Device pixels.
    border_px: f64,
    paints: &'a Paints,
}

impl Raster {
    /// Device pixels.
    pub fn width(&self) -> usize {
        self.pixels.width()
    }

    /// Device pixels.
    pub fn height(&self) -> usize {
        self.pixels.height()
    }

    /// Red, green, blue and 255 for every device pixel, row after row.
    pub fn bytes(&self) -> &[u8] {
        self.pixels.bytes()
    }

    /// Colour of a device pixel; nothing outside the picture.
    pub fn color_at(&self, x: usize, y: usize) -> Option<[u8; 3]> {
        self.pixels.color_at(x, y)
    }

    /// Draws grounds and stalls of all levels in sight. A view with half the pixel ratio gives
    /// the same picture in half the pixels each way.
    pub fn draw(&mut self, picture: &Picture, view: &Viewport, theme: &Theme) {
        let ratio = view.pixel_ratio;
        let device = |css: f64| (css * ratio).round().kept(1.0, 16_384.0) as usize;
        // Near by one floor is all there is: the picture begins with it.
        let floor = picture.placed(view).find(|placed| placed.is_all_around());
        let floor = floor.map(|placed| placed.level);
        self.pixels.reset(
            device(view.width_px),
            device(view.height_px),
            opaque(floor.map_or(theme.outside, |_| theme.floor)),
        );
        let paints = paints(theme, view.px_per_m);
        for placed in picture.placed(view) {
            let has_ground = floor == Some(placed.level);
            self.level(&placed, has_ground, view, theme, &paints);
        }
    }

    fn level(
        &mut self,
        placed: &Placed<'_>,
        has_ground: bool,
        view: &Viewport,
        theme: &Theme,
        paints: &Paints,
    ) {
        let ratio = view.pixel_ratio;
        let outlines = if has_ground { &[] } else { placed.outlines() };
        let Some(scene) = placed.scene else {
            self.ground(placed, outlines, &[], theme, ratio);
            self.trades(placed, theme, ratio);
            return;
        };
        let (sin, cos) = placed.projection.sin_cos();
        let turn = Turn::new(sin, cos);
        let frame = Frame {
            placed,
            scene,
            theme,
            turn,
            fit: Fit::new(&placed.projection, ratio),
            specks: Specks::new(&turn),
            ratio,
            has_borders: view.px_per_m >= BORDERS_FROM_PX_PER_M,
            border_px: (ratio * 0.9).round().max(1.0),
            paints,
        };
        self.ground(placed, outlines, scene.voids(), theme, ratio);
        self.stalls(&frame);
        self.lit_stalls(&frame);
        if !are_marks_merged(scene, view) {
            self.stall_signs(&frame);
        }
    }

    fn ground(
        &mut self,
        placed: &Placed<'_>,
        outlines: &[Ring],
        voids: &[Ring],
        theme: &Theme,
        ratio: f64,
    ) {
        let wall_px = (placed.projection.px_per_m() * 0.3).kept(1.0, 5.0) * ratio;
        for (rings, color, share) in [(outlines, theme.floor, 1.0), (voids, theme.hole, 0.6)] {
            for ring in rings {
                self.ring(placed, ring, opaque(color), ratio);
                self.line(placed, ring, wall_px * share, opaque(theme.wall), ratio);
            }
        }
    }

    /// A level whose stalls are not there yet: its trades as a bar, each in its share.
    fn trades(&mut self, placed: &Placed<'_>, theme: &Theme, ratio: f64) {
        let trades = &placed.card.trades;
        let total: u32 = trades.iter().map(|trade| trade.stalls).sum();
        let outlines = placed.card.outlines.iter();
        let ground = outlines.filter_map(|ring| Bounds::around(ring));
        let Some(ground) = ground.reduce(Bounds::union).filter(|_| total > 0) else {
            return;
        };
        let inner = Bounds::new(
            ground.min_x_dm + ground.width_dm() * 0.1,
            ground.min_y_dm + ground.height_dm() * 0.35,
            ground.max_x_dm - ground.width_dm() * 0.1,
            ground.max_y_dm - ground.height_dm() * 0.35,
        );
        let mut left_dm = inner.min_x_dm;
        for trade in trades {
            let wide_dm = inner.width_dm() * f64::from(trade.stalls) / f64::from(total);
            let bar = Bounds {
                min_x_dm: left_dm,
                max_x_dm: left_dm + wide_dm,
                ..inner
            };
            let tint = usize::from(trade.tint) % theme.tints.len();
            let color = theme.tints.get(tint).copied().unwrap_or(theme.floor);
            self.ring(placed, &bar.corners(), opaque(color), ratio);
            left_dm += wide_dm;
        }
    }

    fn stalls(&mut self, frame: &Frame<'_>) {
        self.lit.clear();
        self.signed.clear();
        let (scene, projection) = (frame.scene, &frame.placed.projection);
        let (boxes, looks) = (scene.boxes(), scene.looks());
        let lights = frame.placed.lighting.lights();
        let chosen = frame.placed.lighting.chosen();
        let chosen = chosen.map_or(u32::MAX, |stall| stall as u32);
        // Smaller stalls show no grade in any arrangement; asking costs more than drawing.
        let grades_from_dm = (LEAST_GRADED_PX / projection.px_per_m() * 10.0).ceil() as i32;
        let is_upright = projection.is_upright();
        let has_signs = !are_marks_merged(scene, &frame.placed.view);
        let px_per_dm = projection.px_per_m() / 10.0 * frame.ratio;
        // Nobody sees the corners of a polygon of a few pixels.
        let specks_to_dm = (SPECK_PX / px_per_dm) as i32;
        for slice in scene.near(projection.visible()) {
            for &index in slice {
                let stall = index as usize;
                // The grid's indices are the scene's own; nothing is skipped here.
                let (Some(&own), Some(&look)) = (boxes.get(stall), looks.get(stall)) else {
                    continue;
                };
                if has_signs
                    && look & (IS_MARKED | IS_GRADED) != 0
                    && (look & IS_MARKED != 0
                        || (own[2] - own[0]).min(own[3] - own[1]) >= grades_from_dm)
                {
                    self.signed.push(index);
                }
                let light = lights.get(stall).copied().unwrap_or_default();
                if light == Light::Lit as u8 || index == chosen {
                    self.lit.push(index);
                    continue;
                }
                let paints = if light == 0 {
                    &frame.paints[0]
                } else {
                    &frame.paints[2]
                };
                let (fill, ink) = paints[usize::from(look & PAINT)];
                if look & IS_POLYGON != 0 && (own[2] - own[0]).max(own[3] - own[1]) < specks_to_dm {
                    self.speck(frame, scene.speck_box(stall), fill);
                } else if look & IS_POLYGON != 0 || !is_upright {
                    let border = frame.has_borders.then_some((ink, frame.border_px));
                    self.stall(frame, stall, fill, border, 0.0);
                } else if frame.has_borders {
                    // Rounded edges: neighbours share one crisp line.
                    let own = whole(frame.fit.box_256(own));
                    let width = frame.border_px as i32;
                    self.pixels.bordered(own, width, fill, ink);
                } else {
                    // Small stalls keep their true share of every pixel, so that nothing
                    // crawls while zooming.
                    self.pixels.soft_rect(frame.fit.box_256(own), fill);
                }
            }
        }
    }

    /// Lit stalls above the others, the chosen one above all.
    fn lit_stalls(&mut self, frame: &Frame<'_>) {
        let theme = frame.theme;
        let px_per_dm = frame.placed.projection.px_per_m() / 10.0;
        let side_px = frame.scene.typical_side_dm() * px_per_dm;
        let lit_border_px = if side_px >= 14.0 { 2.0 } else { 1.0 } * frame.ratio;
        let border = (side_px >= 5.0).then_some((opaque(theme.lit_border), lit_border_px.round()));
        let chosen = frame.placed.lighting.chosen();
        for index in 0..self.lit.len() {
            let stall = self.lit[index] as usize;
            if chosen != Some(stall) {
                self.stall(frame, stall, opaque(theme.lit), border, LEAST_LIT_PX);
            }
        }
        if let Some(stall) = chosen.filter(|stall| frame.scene.has_ground(*stall)) {
            let wide = (3.0 * frame.ratio).round();
            let border = Some((opaque(theme.chosen_border), wide));
            self.stall(frame, stall, opaque(theme.chosen), border, 7.0);
        }
    }

    fn stall(
        &mut self,
        frame: &Frame<'_>,
        stall: usize,
        fill: Pixel,
        border: Option<(Pixel, f64)>,
        least_px: f64,
    ) {
        let (ratio, projection) = (frame.ratio, &frame.placed.projection);
        if let Some(ring) = frame.scene.stall_ring(stall) {
            self.ring(frame.placed, ring, fill, ratio);
            if let Some((ink, width)) = border {
                self.line(frame.placed, ring, width, ink, ratio);
            }
            return;
        }
        let own = frame.scene.stall_box(stall);
        if projection.is_upright() {
            let own = widened(frame.fit.box_256(own), (least_px * ratio * 256.0) as i32);
            match border {
                Some((ink, width)) => self.pixels.bordered(whole(own), width as i32, fill, ink),
                None => self.pixels.rect(whole(own), fill),
            }
            return;
        }
        let [x0, y0, x1, y1] = own.map(f64::from);
        let (x, y) = projection.screen((x0 + x1) / 2.0, (y0 + y1) / 2.0);
        let k = projection.px_per_m() / 20.0 * ratio;
        let least = least_px * ratio / 2.0;
        let (half_w, half_h) = (((x1 - x0) * k).max(least), ((y1 - y0) * k).max(least));
        let (x, y) = (x * ratio, y * ratio);
        if border.is_none() && half_w.max(half_h) < SPECK_PX / 2.0 {
            let halves = (half_w, half_h);
            frame.specks.fill(&mut self.pixels, (x, y), halves, fill);
            return;
        }
        let tilted = Tilted {
            x,
            y,
            half_w,
            half_h,
            turn: frame.turn,
        };
        tilted.fill(&mut self.pixels, fill, border);
    }

    /// A stall of a few pixels, by a box on the plan.
    fn speck(&mut self, frame: &Frame<'_>, own: [i32; 4], fill: Pixel) {
        let projection = &frame.placed.projection;
        if projection.is_upright() {
            self.pixels.soft_rect(frame.fit.box_256(own), fill);
            return;
        }
        let [x0, y0, x1, y1] = own.map(f64::from);
        let (x, y) = projection.screen((x0 + x1) / 2.0, (y0 + y1) / 2.0);
        let k = projection.px_per_m() / 20.0 * frame.ratio;
        let (middle, halves) = (
            (x * frame.ratio, y * frame.ratio),
            ((x1 - x0) * k, (y1 - y0) * k),
        );
        frame.specks.fill(&mut self.pixels, middle, halves, fill);
    }

    fn ring(&mut self, placed: &Placed<'_>, ring: &[Point], fill: Pixel, ratio: f64) {
        self.corners.clear();
        self.corners.extend(ring.iter().map(|corner| {
            let (x, y) = placed.projection.screen(corner.x_dm, corner.y_dm);
            (x * ratio, y * ratio)
        }));
        self.filler.fill(&mut self.pixels, &self.corners, fill);
    }

    fn line(&mut self, placed: &Placed<'_>, ring: &[Point], width_px: f64, ink: Pixel, ratio: f64) {
        for (a, b) in sides(ring) {
            let (ax, ay) = placed.projection.screen(a.x_dm, a.y_dm);
            let (bx, by) = placed.projection.screen(b.x_dm, b.y_dm);
            if (ax - bx).abs() < 1e-6 || (ay - by).abs() < 1e-6 {
                let half = width_px / 2.0;
                let own = [
                    ax.min(bx) * ratio - half,
                    ay.min(by) * ratio - half,
                    ax.max(bx) * ratio + half,
                    ay.max(by) * ratio + half,
                ];
                let own = own.map(|v| (v.kept(-FAR_PX, FAR_PX) * 256.0) as i32);
                self.pixels.soft_rect(own, ink);
                continue;
            }
            if let Some(line) =
                Tilted::line((ax * ratio, ay * ratio), (bx * ratio, by * ratio), width_px)
            {
                line.fill(&mut self.pixels, ink, None);
            }
        }
    }
}

fn paints(theme: &Theme, px_per_m: f64) -> Paints {
    // Borders come in gently, so that small stalls are not all line.
    let grown = ((px_per_m - 2.0) / 7.0).kept(0.3, 1.0);
    let border_share = (f64::from(theme.border_share) * grown) as u8;
    let floor = (opaque(theme.floor), opaque(theme.floor));
    let mut paints = [[floor; PAINT as usize + 1]; 3];
    let [normal, lit, dimmed] = &mut paints;
    let rows = normal.iter_mut().zip(lit).zip(dimmed);
    let colors = theme.tints.iter().chain([&theme.vacant]);
    for (place, (color, ((normal, lit), dimmed))) in colors.zip(rows).enumerate() {
        // Nobody looks for a stall that is not let: its line steps back too.
        let share = if place == usize::from(TINTS) {
            border_share / 2
        } else {
            border_share
        };
        let border = mixed(*color, theme.border_ink, share);
        let dim = |c: Rgb| opaque(mixed(c, theme.floor, theme.dim_share));
        *normal = (opaque(*color), opaque(border));
        *lit = (opaque(theme.lit), opaque(theme.lit_border));
        *dimmed = (dim(*color), dim(border));
    }
    paints
}

#[cfg(test)]
#[path = "raster_tests.rs"]
mod tests;
