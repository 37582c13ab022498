//! A way over the map: on a canvas of its own, so that its moving dashes cost nothing of the
//! picture below, and so that no label hides it.

use super::Canvas;
use super::letters::css_color;
use crate::domain::plan::geometry::Point;
use crate::domain::plan::theme::Theme;
use crate::domain::plan::viewport::Viewport;

/// One walk of a way, on the sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct WayLine {
    pub line: Vec<Point>,
    /// The walk that the person looks at; the others are fainter.
    pub is_shown: bool,
}

/// A way on the sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WayLines {
    pub lines: Vec<WayLine>,
    /// Where it ends.
    pub goal: Option<Point>,
}

/// Draws a way.
pub struct WayPainter {
    over: Canvas,
    drawn: Option<(Viewport, u32, Theme)>,
    is_empty: bool,
}

/// Widths in CSS pixels: easily seen from a step away, and narrower than an aisle at that scale.
const CASING_PX: f64 = 12.0;
const LINE_PX: f64 = 8.0;
const DASH_PX: f64 = 3.0;
const DASHES_PX: [f64; 2] = [8.0, 16.0];
/// How fast the dashes walk, and how often that is seen: a calm pace that a weak machine keeps.
const DASH_PX_PER_SEC: f64 = 30.0;
const DASH_STEPS_PER_SEC: f64 = 20.0;
/// How much of a walk that is not looked at is seen.
const FAINT: f64 = 0.4;

impl WayPainter {
    /// A painter on a transparent canvas that lies over the map.
    pub fn new(over: Canvas) -> WayPainter {
        WayPainter {
            over,
            drawn: None,
            is_empty: true,
        }
    }

    /// Forgets what was drawn: the canvas may have lost it, or the way is another one.
    pub fn refresh(&mut self) {
        self.drawn = None;
    }

    /// Takes the way off the screen; the canvas gives its memory back.
    pub fn clear(&mut self) {
        if !self.is_empty {
            self.over.resize(1, 1, (1.0, 1.0));
            self.is_empty = true;
            self.drawn = None;
        }
    }

    /// Draws the way as the map's view has it. `is_still`: the dashes do not walk.
    pub fn paint(
        &mut self,
        way: &WayLines,
        view: &Viewport,
        theme: Theme,
        is_still: bool,
        now_ms: f64,
    ) {
        let beat = match is_still {
            true => 0,
            // Wraps within the length of a dash and its gap.
            false => {
                let beats = (now_ms / 1000.0 * DASH_STEPS_PER_SEC).floor();
                (beats % (DASHES_PX.iter().sum::<f64>() / STEP_PX).round()) as u32
            }
        };
        let drawn = Some((*view, beat, theme));
        if self.drawn == drawn {
            return;
        }
        self.drawn = drawn;
        self.is_empty = false;
        let ratio = view.pixel_ratio;
        let [width, height] = [view.width_px, view.height_px].map(|px| (px * ratio).round());
        let css_px = (width / ratio, height / ratio);
        self.over.resize(width as u32, height as u32, css_px);
        let context = self.over.context();
        // What these calls could throw, they throw for values that are no numbers.
        let _ = context.reset_transform();
        context.clear_rect(0.0, 0.0, width, height);
        let _ = context.scale(ratio, ratio);
        context.set_line_join("round");
        context.set_line_cap("round");
        let [line, edge] = [theme.here, theme.here_ink].map(css_color);
        for is_shown in [false, true] {
            context.set_global_alpha(if is_shown { 1.0 } else { FAINT });
            for own in way.lines.iter().filter(|own| own.is_shown == is_shown) {
                self.trace(&own.line, view);
                self.stroke(&edge, CASING_PX);
                self.stroke(&line, LINE_PX);
                if is_shown {
                    self.dash(beat, &edge);
                }
                self.ends(&own.line, view, &line, &edge);
            }
        }
        context.set_global_alpha(1.0);
        if let Some(goal) = way.goal {
            self.pin(goal, view, theme);
        }
    }

    fn trace(&self, line: &[Point], view: &Viewport) {
        let context = self.over.context();
        context.begin_path();
        for (index, point) in line.iter().enumerate() {
            let (x_px, y_px) = view.screen_from_plan(*point);
            match index {
                0 => context.move_to(x_px, y_px),
                _ => context.line_to(x_px, y_px),
            }
        }
    }

    fn stroke(&self, color: &str, width_px: f64) {
        let context = self.over.context();
        context.set_stroke_style_str(color);
        context.set_line_width(width_px);
        context.stroke();
    }

    fn dash(&self, beat: u32, color: &str) {
        let context = self.over.context();
        let dashes = js_sys::Array::of2(&DASHES_PX[0].into(), &DASHES_PX[1].into());
        let _ = context.set_line_dash(&dashes);
        context.set_line_dash_offset(-f64::from(beat) * STEP_PX);
        self.stroke(color, DASH_PX);
        let _ = context.set_line_dash(&js_sys::Array::new());
    }

    /// A ring at both ends of a walk: there one begins, or takes the stairs or a lift.
    fn ends(&self, line: &[Point], view: &Viewport, color: &str, edge: &str) {
        let context = self.over.context();
        for end in [line.first(), line.last()].into_iter().flatten() {
            let (x_px, y_px) = view.screen_from_plan(*end);
            context.begin_path();
            let _ = context.arc(x_px, y_px, LINE_PX, 0.0, core::f64::consts::TAU);
            context.set_fill_style_str(edge);
            context.fill();
            self.stroke(color, DASH_PX);
        }
    }

    /// A pin at the goal, upright however the map is turned.
    fn pin(&self, goal: Point, view: &Viewport, theme: Theme) {
        let context = self.over.context();
        let (x_px, y_px) = view.screen_from_plan(goal);
        context.begin_path();
        context.move_to(x_px, y_px);
        let _ = (|| {
            context.bezier_curve_to(
                x_px - 5.0,
                y_px - 14.0,
                x_px - 18.0,
                y_px - 20.0,
                x_px - 18.0,
                y_px - 33.0,
            );
            context.arc(x_px, y_px - 33.0, 18.0, core::f64::consts::PI, 0.0)?;
            context.bezier_curve_to(
                x_px + 18.0,
                y_px - 20.0,
                x_px + 5.0,
                y_px - 14.0,
                x_px,
                y_px,
            );
            Ok::<_, wasm_bindgen::JsValue>(())
        })();
        context.set_fill_style_str(&css_color(theme.chosen));
        context.fill();
        self.stroke(&css_color(theme.chosen_text), 2.5);
        context.begin_path();
        let _ = context.arc(x_px, y_px - 33.0, 7.0, 0.0, core::f64::consts::TAU);
        context.set_fill_style_str(&css_color(theme.chosen_text));
        context.fill();
    }
}

/// What a dash moves at a time.
const STEP_PX: f64 = DASH_PX_PER_SEC / DASH_STEPS_PER_SEC;
