//! What lies above everything: you-are-here, and the box beside the chosen stall.

use std::f64::consts::{PI, TAU};

use web_sys::CanvasRenderingContext2d;

use super::letters::{Letters, Words, css_color};
use crate::domain::plan::angle::sin_cos;
use crate::domain::plan::geometry::Kept;
use crate::domain::plan::label::{Callout, HERE_RADIUS_PX, HereSign, LabelSet};
use crate::domain::plan::picture::Picture;
use crate::domain::plan::theme::{Rgb, Theme};
use crate::domain::plan::viewport::Viewport;

/// Draws them in CSS pixels of the context.
pub fn draw_signs(
    context: &CanvasRenderingContext2d,
    picture: &Picture,
    labels: &LabelSet,
    view: &Viewport,
    theme: &Theme,
    words: &Words,
    letters: &Letters,
) {
    if let Some(here) = &labels.here {
        draw_here(context, here, theme);
        letters.set_font(context, 700, 14);
        let tag = Tag {
            text: &words.here,
            x_px: here.x_px,
            y_px: here.y_px + HERE_RADIUS_PX + 18.0,
            fill: theme.here,
            ink: theme.here_ink,
            edge: theme.mark_edge,
            points_down: false,
        };
        tag.draw(context, None);
    }
    if let Some(callout) = &labels.callout {
        letters.set_font(context, 600, 16);
        draw_callout(context, picture, callout, view, theme);
    }
}

fn disc(context: &CanvasRenderingContext2d, x: f64, y: f64, radius: f64, color: Rgb) {
    context.begin_path();
    let _ = context.arc(x, y, radius.max(0.0), 0.0, TAU);
    context.set_fill_style_str(&css_color(color));
    context.fill();
}

/// Four arcs instead of `roundRect`, which older screens lack.
fn trace_rounded(
    context: &CanvasRenderingContext2d,
    x: f64,
    y: f64,
    half_w: f64,
    half_h: f64,
    radius: f64,
) {
    let r = radius.kept(0.0, half_w.min(half_h));
    let (w, h) = (half_w - r, half_h - r);
    for (dx, dy, from) in [
        (w, -h, -PI / 2.0),
        (w, h, 0.0),
        (-w, h, PI / 2.0),
        (-w, -h, PI),
    ] {
        let _ = context.arc(x + dx, y + dy, r, from, from + PI / 2.0);
    }
    context.close_path();
}

/// A disc that looks where the person looks.
fn draw_here(context: &CanvasRenderingContext2d, here: &HereSign, theme: &Theme) {
    let (x, y, r) = (here.x_px, here.y_px, HERE_RADIUS_PX);
    let ahead = here.facing_rad - PI / 2.0;
    context.save();
    context.set_global_alpha(0.28);
    context.begin_path();
    context.move_to(x, y);
    let _ = context.arc(x, y, r * 2.9, ahead - 0.5, ahead + 0.5);
    context.close_path();
    context.set_fill_style_str(&css_color(theme.here));
    context.fill();
    context.restore();
    context.begin_path();
    let tip = r * 1.75;
    let (sin, cos) = sin_cos(ahead);
    context.move_to(x + tip * cos, y + tip * sin);
    let _ = context.arc(x, y, r, ahead + 0.75, ahead - 0.75 + TAU);
    context.close_path();
    context.set_fill_style_str(&css_color(theme.here));
    context.set_stroke_style_str(&css_color(theme.mark_edge));
    context.set_line_width(3.0);
    context.set_line_join("round");
    context.stroke();
    context.fill();
    disc(context, x, y, r * 0.42, theme.here_ink);
}

fn draw_callout(
    context: &CanvasRenderingContext2d,
    picture: &Picture,
    callout: &Callout,
    view: &Viewport,
    theme: &Theme,
) {
    let Some(scene) = picture.scene(callout.level as usize) else {
        return;
    };
    let stall = callout.stall as usize;
    let (number, name) = (scene.number(stall), scene.name(stall));
    let text = [number, if name.is_empty() { "" } else { "  " }, name].concat();
    let tag = Tag {
        text: &text,
        x_px: callout.tip_x_px,
        y_px: callout.tip_y_px - 28.0,
        fill: theme.chosen,
        ink: theme.chosen_text,
        edge: theme.mark_edge,
        points_down: true,
    };
    tag.draw(context, Some(view));
}

/// A text in a box of its own.
struct Tag<'a> {
    text: &'a str,
    x_px: f64,
    y_px: f64,
    fill: Rgb,
    ink: Rgb,
    edge: Rgb,
    points_down: bool,
}

impl Tag<'_> {
    /// Writes with the context's font; within a view the box stays on the screen.
    fn draw(&self, context: &CanvasRenderingContext2d, within: Option<&Viewport>) {
        if self.text.is_empty() {
            return;
        }
        const MOST_PX: f64 = 340.0;
        let measured = context.measure_text(self.text).map_or(80.0, |m| m.width());
        let (half_w, half_h) = (measured.min(MOST_PX) / 2.0 + 12.0, 15.0);
        let (mut x, mut y) = (self.x_px, self.y_px);
        let mut points_down = self.points_down;
        if let Some(view) = within {
            let most = (view.width_px - half_w - 6.0).max(half_w + 6.0);
            // A stall outside the screen takes its box along; one at the edge does not.
            if (0.0..view.width_px).contains(&self.x_px) {
                x = x.kept(half_w + 6.0, most);
            }
            if y < half_h + 4.0 && self.y_px + 28.0 > 0.0 {
                y = half_h + 6.0;
                points_down = false;
            }
        }
        context.set_line_join("round");
        context.set_line_width(3.0);
        context.begin_path();
        trace_rounded(context, x, y, half_w, half_h, 9.0);
        if points_down {
            let tip_x = self.x_px.kept(x - half_w + 14.0, x + half_w - 14.0);
            context.move_to(tip_x - 8.0, y + half_h - 0.5);
            context.line_to(self.x_px, y + half_h + 11.0);
            context.line_to(tip_x + 8.0, y + half_h - 0.5);
            context.close_path();
        }
        context.set_stroke_style_str(&css_color(self.edge));
        context.stroke();
        context.set_fill_style_str(&css_color(self.fill));
        context.fill();
        context.set_fill_style_str(&css_color(self.ink));
        context.set_text_align("center");
        context.set_text_baseline("middle");
        let _ = context.fill_text_with_max_width(self.text, x, y + 1.0, MOST_PX);
    }
}
