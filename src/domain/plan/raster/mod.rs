//! The software rasteriser: a level becomes pixels without a graphics processor.
//!
//! It is the picture that always works, and the reference for any other way of drawing. The
//! same input gives the same bytes everywhere. After the first frame of a size nothing is
//! allocated.

mod pixels;
mod polygon;
mod stamp;
mod tilted;

use super::geometry::{Point, sides};
use super::label::{LEAST_GRADED_PX, Projection, are_marks_merged, content, head};
use super::lighting::{Layer, Light, Lighting};
use super::scene::Scene;
use super::theme::{Theme, mixed};
use super::viewport::Viewport;
use crate::domain::plan::geometry::Kept;
use pixels::{Pixel, Pixels, nearest, opaque};
use polygon::PolygonFiller;
use stamp::{StampKind, Stamps};
use tilted::{Tilted, Turn};

/// Below this scale (CSS pixels a metre) outlines would be grey mush; tints alone are drawn.
const BORDERS_FROM_PX_PER_M: f64 = 3.0;
/// A lit stall is never drawn smaller than this, CSS pixels.
const LEAST_LIT_PX: f64 = 3.0;

/// A picture and everything needed to draw the next one.
#[derive(Debug, Default)]
pub struct Raster {
    pixels: Pixels,
    filler: PolygonFiller,
    stamps: Stamps,
    /// Corners of the polygon being drawn, device pixels.
    corners: Vec<(f64, f64)>,
    /// Stalls of this frame that are drawn above the others.
    lit: Vec<u32>,
    signed: Vec<u32>,
}

/// Fill and border of every tint under one light; the last one is for stalls not let.
type Paints = [[(Pixel, Pixel); TINTS + 1]; 3];
const TINTS: usize = 26;

/// What stays the same within one frame.
struct Frame<'a> {
    scene: &'a Scene,
    lighting: &'a Lighting,
    theme: &'a Theme,
    projection: Projection,
    turn: Turn,
    ratio: f64,
    has_borders: bool,
    /// Device pixels.
    border_px: f64,
    paints: Paints,
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

    /// Draws a level, or an empty ground without one.
    pub fn draw(
        &mut self,
        scene: Option<&Scene>,
        lighting: &Lighting,
        view: &Viewport,
        theme: &Theme,
    ) {
        let ratio = view.pixel_ratio;
        let device = |css: f64| (css * ratio).round().kept(1.0, 16_384.0) as usize;
        self.pixels.reset(
            device(view.width_px),
            device(view.height_px),
            opaque(theme.outside),
        );
        let Some(scene) = scene else { return };
        let projection = Projection::of(view);
        let (sin, cos) = projection.sin_cos();
        let frame = Frame {
            scene,
            lighting,
            theme,
            projection,
            turn: Turn::new(sin, cos),
            ratio,
            has_borders: view.px_per_m >= BORDERS_FROM_PX_PER_M,
            border_px: (ratio * 0.9).round().max(1.0),
            paints: paints(theme, view.px_per_m),
        };
        self.ground(&frame);
        self.stalls(&frame);
        self.lit_stalls(&frame);
        if !are_marks_merged(scene, view) {
            self.signs(&frame);
        }
    }

    fn ground(&mut self, frame: &Frame<'_>) {
        let wall_px = (frame.projection.px_per_m() * 0.3).kept(1.0, 5.0) * frame.ratio;
        for ring in frame.scene.outlines() {
            self.ring(frame, ring, opaque(frame.theme.floor));
            self.line(frame, ring, wall_px, opaque(frame.theme.wall));
        }
        for ring in frame.scene.voids() {
            self.ring(frame, ring, opaque(frame.theme.hole));
            self.line(frame, ring, wall_px * 0.6, opaque(frame.theme.wall));
        }
    }

    fn stalls(&mut self, frame: &Frame<'_>) {
        self.lit.clear();
        self.signed.clear();
        let wanted = frame.projection.visible();
        let chosen = frame.lighting.chosen();
        // Smaller stalls show no grade in any arrangement; asking costs more than drawing.
        let grades_from_dm = LEAST_GRADED_PX / frame.projection.px_per_m() * 10.0;
        for slice in frame.scene.near(wanted) {
            for &index in slice {
                let stall = index as usize;
                let [x0, y0, x1, y1] = frame.scene.stall_box(stall);
                if f64::from(x1) < wanted.min_x_dm
                    || f64::from(x0) > wanted.max_x_dm
                    || f64::from(y1) < wanted.min_y_dm
                    || f64::from(y0) > wanted.max_y_dm
                {
                    continue;
                }
                let least_dm = f64::from((x1 - x0).min(y1 - y0));
                if frame.scene.is_marked(stall)
                    || least_dm >= grades_from_dm && frame.scene.grade_index(stall).is_some()
                {
                    self.signed.push(index);
                }
                let light = frame.lighting.light(stall);
                if light == Light::Lit || chosen == Some(stall) {
                    self.lit.push(index);
                    continue;
                }
                let tint = frame.scene.tint(stall);
                let tint = tint.map_or(TINTS, |tint| usize::from(tint) % TINTS);
                // Both indices are below their lengths: three lights, 26 tints and one.
                let (fill, border) = frame.paints[light as usize][tint];
                let border = frame.has_borders.then_some((border, frame.border_px));
                self.stall(frame, stall, fill, border, 0.0);
            }
        }
    }

    /// Lit stalls above the others, the chosen one above all.
    fn lit_stalls(&mut self, frame: &Frame<'_>) {
        let theme = frame.theme;
        let side_px = frame.scene.typical_side_dm() * frame.projection.px_per_m() / 10.0;
        let lit_border_px = if side_px >= 14.0 { 2.0 } else { 1.0 } * frame.ratio;
        let border = (side_px >= 5.0).then_some((opaque(theme.lit_border), lit_border_px.round()));
        let chosen = frame.lighting.chosen();
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
        if let Some(ring) = frame.scene.stall_ring(stall) {
            self.ring(frame, ring, fill);
            if let Some((ink, width)) = border {
                self.line(frame, ring, width, ink);
            }
            return;
        }
        let [x0, y0, x1, y1] = frame.scene.stall_box(stall).map(f64::from);
        let (ratio, projection) = (frame.ratio, &frame.projection);
        if !projection.is_upright() {
            let (x, y) = projection.screen((x0 + x1) / 2.0, (y0 + y1) / 2.0);
            let k = projection.px_per_m() / 20.0 * ratio;
            let least = least_px * ratio / 2.0;
            let tilted = Tilted {
                x: x * ratio,
                y: y * ratio,
                half_w: ((x1 - x0) * k).max(least),
                half_h: ((y1 - y0) * k).max(least),
                turn: frame.turn,
            };
            tilted.fill(&mut self.pixels, fill, border);
            return;
        }
        let (ax, ay) = projection.screen(x0, y0);
        let (bx, by) = projection.screen(x1, y1);
        let (left, right) = widened(ax.min(bx) * ratio, ax.max(bx) * ratio, least_px * ratio);
        let (top, bottom) = widened(ay.min(by) * ratio, ay.max(by) * ratio, least_px * ratio);
        match border {
            // Rounded edges: neighbours share one crisp line.
            Some((ink, width)) => self.pixels.bordered(
                [left, top, right, bottom].map(nearest),
                width as i32,
                fill,
                ink,
            ),
            None if frame.has_borders || least_px > 0.0 => self
                .pixels
                .rect([left, top, right, bottom].map(nearest), fill),
            // Small stalls without borders keep their true share of every pixel, so that
            // nothing crawls while zooming.
            None => self.pixels.soft_rect(left, top, right, bottom, fill),
        }
    }

    fn signs(&mut self, frame: &Frame<'_>) {
        let marks = frame.lighting.is_shown(Layer::Marks);
        // Grades first: where room is short the mark lies above.
        for pass in 0..2 {
            for index in 0..self.signed.len() {
                let stall = self.signed[index] as usize;
                let has_sign = match pass {
                    0 => frame.scene.grade_index(stall).is_some(),
                    _ => marks && frame.scene.is_marked(stall),
                };
                if !has_sign {
                    continue;
                }
                let room = frame.projection.room(frame.scene, stall);
                let content = content(frame.scene, frame.lighting, stall);
                let head = head(room.width_px, room.height_px, &content);
                let (sign, kind) = match pass {
                    0 => (head.grade, self.grade_kind(frame, stall)),
                    _ => {
                        let is_post = frame.scene.is_post(stall);
                        (head.mark, Some(StampKind::mark(frame.theme, is_post)))
                    }
                };
                let (Some(sign), Some(kind)) = (sign, kind) else {
                    continue;
                };
                let is_dimmed = frame.lighting.light(stall) == Light::Dimmed
                    && frame.lighting.chosen() != Some(stall);
                let strength = if is_dimmed { 185 } else { 255 };
                let stamp = self.stamps.get(kind, sign.side_px * frame.ratio);
                stamp.put(
                    &mut self.pixels,
                    (room.x_px + sign.x_px) * frame.ratio,
                    (room.y_px + sign.y_px) * frame.ratio,
                    strength,
                );
            }
        }
    }

    fn grade_kind(&self, frame: &Frame<'_>, stall: usize) -> Option<StampKind> {
        let sign = frame
            .scene
            .grade_signs()
            .get(frame.scene.grade_index(stall)?)?;
        // An outline lies on the stall's own ground and needs an ink that suits it: the one
        // of the stall's number.
        let (theme, lighting) = (frame.theme, frame.lighting);
        let color = match lighting.light(stall) {
            _ if !sign.is_lapsed => sign.color,
            _ if lighting.chosen() == Some(stall) => theme.chosen_text,
            Light::Normal => theme.text_quiet,
            Light::Lit => theme.lit_text,
            Light::Dimmed => theme.text_dimmed,
        };
        Some(StampKind::Grade {
            shape: sign.shape,
            color,
            is_hollow: sign.is_lapsed,
        })
    }

    fn ring(&mut self, frame: &Frame<'_>, ring: &[Point], fill: Pixel) {
        self.corners.clear();
        let ratio = frame.ratio;
        self.corners.extend(ring.iter().map(|corner| {
            let (x, y) = frame.projection.screen(corner.x_dm, corner.y_dm);
            (x * ratio, y * ratio)
        }));
        self.filler.fill(&mut self.pixels, &self.corners, fill);
    }

    fn line(&mut self, frame: &Frame<'_>, ring: &[Point], width_px: f64, ink: Pixel) {
        let ratio = frame.ratio;
        for (a, b) in sides(ring) {
            let (ax, ay) = frame.projection.screen(a.x_dm, a.y_dm);
            let (bx, by) = frame.projection.screen(b.x_dm, b.y_dm);
            if let Some(line) =
                Tilted::line((ax * ratio, ay * ratio), (bx * ratio, by * ratio), width_px)
            {
                line.fill(&mut self.pixels, ink, None);
            }
        }
    }
}

/// The same middle, at least `least` wide.
fn widened(low: f64, high: f64, least: f64) -> (f64, f64) {
    if high - low >= least {
        return (low, high);
    }
    let middle = (low + high) / 2.0;
    (middle - least / 2.0, middle + least / 2.0)
}

fn paints(theme: &Theme, px_per_m: f64) -> Paints {
    // Borders come in gently, so that small stalls are not all line.
    let grown = ((px_per_m - 2.0) / 7.0).kept(0.3, 1.0);
    let border_share = (f64::from(theme.border_share) * grown) as u8;
    let mut paints = [[(opaque(theme.floor), opaque(theme.floor)); TINTS + 1]; 3];
    for (tint, color) in theme.tints.iter().chain([&theme.vacant]).enumerate() {
        // Nobody looks for a stall that is not let: its line steps back too.
        let share = if tint == TINTS {
            border_share / 2
        } else {
            border_share
        };
        let border = mixed(*color, theme.border_ink, share);
        let dim = |c| opaque(mixed(c, theme.floor, theme.dim_share));
        let (fill, border, dim_fill, dim_border) =
            (opaque(*color), opaque(border), dim(*color), dim(border));
        paints[Light::Normal as usize][tint] = (fill, border);
        paints[Light::Lit as usize][tint] = (opaque(theme.lit), opaque(theme.lit_border));
        paints[Light::Dimmed as usize][tint] = (dim_fill, dim_border);
    }
    paints
}

#[cfg(test)]
#[path = "raster_tests.rs"]
mod tests;
