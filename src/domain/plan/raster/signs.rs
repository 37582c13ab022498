//! Signs upon the stalls: marks and grades inside them, counts and service plates above them.

use super::super::label::{LabelSet, Tally, content, head};
use super::super::lighting::{Layer, Light};
use super::super::symbol::{self, PlaceColor};
use super::super::theme::Theme;
use super::super::viewport::Viewport;
use super::stamp::StampKind;
use super::{Frame, Raster};

impl Raster {
    /// Counts and service plates, under the texts.
    pub fn signs(&mut self, labels: &LabelSet, view: &Viewport, theme: &Theme) {
        let ratio = view.pixel_ratio;
        // From the least to the most important, so that the latter lies above.
        for sign in labels.places.iter().rev() {
            let color = match symbol::color(sign.kind) {
                PlaceColor::Service => theme.place,
                PlaceColor::Way => theme.exit,
                PlaceColor::Help => theme.help,
            };
            let edge = theme.place_ink;
            let kind = StampKind::Plate { color, edge };
            let stamp = self.stamps.get(kind, (sign.side_px + 2.0) * ratio);
            stamp.put(&mut self.pixels, sign.x_px * ratio, sign.y_px * ratio, 255);
        }
        for count in &labels.clusters {
            let (color, edge) = match count.tally {
                Tally::Marks => (theme.mark, theme.mark_edge),
                Tally::Lit => (theme.lit, theme.lit_border),
            };
            let kind = StampKind::Count { color, edge };
            let stamp = self.stamps.get(kind, count.radius_px * 2.0 * ratio);
            stamp.put(
                &mut self.pixels,
                count.x_px * ratio,
                count.y_px * ratio,
                255,
            );
        }
    }

    pub(super) fn stall_signs(&mut self, frame: &Frame<'_>) {
        let (scene, lighting) = (frame.scene, frame.placed.lighting);
        let projection = &frame.placed.projection;
        let marks = lighting.is_shown(Layer::Marks);
        // Grades first: where room is short the mark lies above.
        for pass in 0..2 {
            for index in 0..self.signed.len() {
                let stall = self.signed[index] as usize;
                let has_sign = match pass {
                    0 => scene.grade_index(stall).is_some(),
                    _ => marks && scene.is_marked(stall),
                };
                if !has_sign {
                    continue;
                }
                let room = projection.room(scene, stall);
                if !projection.sees(&room) {
                    continue;
                }
                let content = content(scene, lighting, stall);
                let head = head(room.width_px, room.height_px, &content);
                let (sign, kind) = match pass {
                    0 => (head.grade, grade_kind(frame, stall)),
                    _ => {
                        let is_post = scene.is_post(stall);
                        (head.mark, Some(StampKind::mark(frame.theme, is_post)))
                    }
                };
                let (Some(sign), Some(kind)) = (sign, kind) else {
                    continue;
                };
                let is_dimmed =
                    lighting.light(stall) == Light::Dimmed && lighting.chosen() != Some(stall);
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
}

fn grade_kind(frame: &Frame<'_>, stall: usize) -> Option<StampKind> {
    let sign = frame
        .scene
        .grade_signs()
        .get(frame.scene.grade_index(stall)?)?;
    // An outline lies on the stall's own ground and needs an ink that suits it: the one
    // of the stall's number.
    let (theme, lighting) = (frame.theme, frame.placed.lighting);
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
