//! The outlines of areas: a line, dark between two light ones, so that it is seen on every tint and
//! without colours, and the area's name where there is room. Neighbours share their lines, so there
//! are no dashes: those of one would fill the gaps of the other.

use web_sys::CanvasRenderingContext2d;

use super::letters::{Letters, css_color};
use crate::domain::plan::area::{Area, Trace};
use crate::domain::plan::sheet::Sheet;
use crate::domain::plan::theme::Theme;
use crate::domain::plan::viewport::Viewport;

/// Draws them in CSS pixels of the context; says how many.
pub fn draw_areas(
    context: &CanvasRenderingContext2d,
    areas: &[Area],
    sheet: &Sheet,
    view: &Viewport,
    theme: &Theme,
    letters: &Letters,
) -> usize {
    let (edge, ink) = (css_color(theme.mark_edge), css_color(theme.text));
    context.begin_path();
    let mut drawn = 0;
    for area in areas {
        if area.trace(view) == Trace::Nothing {
            continue;
        }
        drawn += 1;
        for (index, corner) in area.ring.iter().enumerate() {
            let (x, y) = view.screen_from_plan(sheet.sheet_from_level(area.level, *corner));
            match index {
                0 => context.move_to(x, y),
                _ => context.line_to(x, y),
            }
        }
        context.close_path();
    }
    if drawn == 0 {
        return 0;
    }
    context.set_line_join("round");
    context.set_stroke_style_str(&edge);
    context.set_line_width(5.0);
    context.stroke();
    context.set_stroke_style_str(&ink);
    context.set_line_width(1.75);
    context.stroke();

    letters.set_font(context, 700, 14);
    context.set_text_align("center");
    context.set_text_baseline("middle");
    context.set_line_width(4.0);
    context.set_stroke_style_str(&edge);
    context.set_fill_style_str(&ink);
    for area in areas {
        let Trace::LineAndName { most_px } = area.trace(view) else {
            continue;
        };
        let (x, y) = view.screen_from_plan(sheet.sheet_from_level(area.level, area.middle()));
        let is_seen = (0.0..view.width_px).contains(&x) && (0.0..view.height_px).contains(&y);
        let width_px = context.measure_text(&area.name).map_or(0.0, |m| m.width());
        if is_seen && width_px <= most_px {
            let _ = context.stroke_text(&area.name, x, y);
            let _ = context.fill_text(&area.name, x, y);
        }
    }
    drawn
}
