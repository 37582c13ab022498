//! The lower tiers: what stands inside the stalls.

use super::super::lighting::{Layer, Light, Lighting};
use super::super::picture::Placed;
use super::super::scene::{GradeShape, Scene};
use super::cell::{self, Content, Sign};
use super::room::Room;
use super::wrap::text_width_em;
use super::{Ink, LabelSet, TextRun, TextSource};

/// A sign smaller than this carries no letter: nobody could read it.
const LEAST_LETTERED_PX: f64 = 12.0;
/// And no letters smaller than this.
const LEAST_LETTER_PX: f64 = 6.0;

/// What a stall says under this lighting.
pub fn content<'a>(scene: &'a Scene, lighting: &Lighting, stall: usize) -> Content<'a> {
    let shown = |layer| lighting.is_shown(layer);
    Content {
        number_width_em: if shown(Layer::Numbers) {
            scene.number_width_em(stall)
        } else {
            0.0
        },
        name: if shown(Layer::Names) {
            scene.name(stall)
        } else {
            ""
        },
        has_mark: shown(Layer::Marks) && scene.is_marked(stall),
        has_grade: shown(Layer::Grades) && scene.grade_index(stall).is_some(),
    }
}

impl LabelSet {
    pub(super) fn stalls(&mut self, placed: &Placed<'_>, scene: &Scene) {
        let projection = &placed.projection;
        // Where not even a large stall could carry a sign there is nothing to look through.
        if projection.px_per_m() < 2.0 {
            return;
        }
        for slice in scene.near(projection.visible()) {
            for &stall in slice {
                self.stall(placed, scene, stall as usize);
            }
        }
    }

    fn stall(&mut self, placed: &Placed<'_>, scene: &Scene, stall: usize) {
        let (projection, lighting, level) =
            (&placed.projection, placed.lighting, placed.level as u32);
        let room = projection.room(scene, stall);
        if room.width_px < 11.0 || room.height_px < 11.0 || !projection.sees(&room) {
            return;
        }
        let content = content(scene, lighting, stall);
        let head = cell::head(room.width_px, room.height_px, &content);
        let (name_ink, number_ink) = inks(lighting, stall);
        if let Some(mark) = head.mark.filter(|m| m.side_px >= LEAST_LETTERED_PX) {
            self.push(room, mark.side_px / 2.0, on_mark(level, mark));
        }
        if let (Some(sign), Some(index)) = (head.grade, scene.grade_index(stall))
            && sign.side_px >= LEAST_LETTERED_PX
            && let Some(letter) = on_grade(level, scene, sign, index, number_ink)
        {
            self.push(room, sign.side_px / 2.0, letter);
        }
        if let Some(number) = head.number {
            let run = TextRun {
                level,
                source: TextSource::Number {
                    stall: stall as u32,
                },
                ink: number_ink,
                x_px: number.x_px,
                y_px: number.y_px,
                size_px: number.size_px,
                room_px: number.room_px,
            };
            self.push(room, number.room_px / 2.0, run);
        }
        let name = cell::name(room.width_px, room.height_px, &head, content.name);
        let Some((size_px, lines)) = name else {
            return;
        };
        let count = lines.as_slice().len();
        for (index, line) in lines.as_slice().iter().enumerate() {
            let run = TextRun {
                level,
                source: TextSource::Name {
                    stall: stall as u32,
                    line: *line,
                },
                ink: name_ink,
                x_px: 0.0,
                y_px: cell::line_y_px(room.height_px, &head, size_px, index, count),
                size_px,
                room_px: cell::name_room_px(room.width_px, &head),
            };
            let part = &content.name[line.from as usize..line.to as usize];
            let width = (text_width_em(part) * size_px).min(run.room_px);
            self.push(room, width / 2.0, run);
        }
    }

    /// Adds a text given from the room's middle, unless a higher tier stands there.
    fn push(&mut self, room: Room, half_w: f64, text: TextRun) {
        let (x_px, y_px) = (room.x_px + text.x_px, room.y_px + text.y_px);
        let half_h = text.size_px / 2.0;
        if self.is_taken([x_px - half_w, y_px - half_h, x_px + half_w, y_px + half_h]) {
            return;
        }
        self.texts.push(TextRun { x_px, y_px, ..text });
    }
}

fn on_mark(level: u32, mark: Sign) -> TextRun {
    TextRun {
        level,
        source: TextSource::Mark,
        ink: Ink::OnMark,
        x_px: mark.x_px,
        y_px: mark.y_px - mark.side_px * 0.03,
        size_px: (mark.side_px * 0.58).floor(),
        room_px: mark.side_px,
    }
}

/// The letters of a grade, as large as its sign's shape allows; none when that is too small.
/// On a lapsed sign they lie on the stall's own ground, in the ink of its number.
fn on_grade(
    level: u32,
    scene: &Scene,
    sign: Sign,
    index: usize,
    number_ink: Ink,
) -> Option<TextRun> {
    let look = scene.grade_signs().get(index)?;
    let (tall, wide, lower) = grade_room(look.shape);
    let room_px = sign.side_px * wide;
    let width_em = text_width_em(&look.letter).max(0.1);
    let size_px = (sign.side_px * tall).min(room_px / width_em).floor();
    let grade = index as u8;
    (size_px >= LEAST_LETTER_PX).then_some(TextRun {
        level,
        source: TextSource::Grade { grade },
        ink: if look.is_lapsed {
            number_ink
        } else {
            Ink::OnGrade { grade }
        },
        x_px: sign.x_px,
        y_px: sign.y_px + sign.side_px * lower,
        size_px,
        room_px,
    })
}

/// Room for letters in a sign, as shares of its side: how tall and how wide they may be, and
/// how far below the middle they stand. A triangle is widest at its foot.
pub const fn grade_room(shape: GradeShape) -> (f64, f64, f64) {
    match shape {
        GradeShape::Disc | GradeShape::Hexagon => (0.62, 0.74, 0.0),
        GradeShape::Square => (0.66, 0.8, 0.0),
        GradeShape::Diamond => (0.56, 0.6, 0.0),
        GradeShape::Triangle => (0.5, 0.52, 0.14),
        GradeShape::Star => (0.5, 0.5, 0.03),
    }
}

/// Inks for the name and the number.
fn inks(lighting: &Lighting, stall: usize) -> (Ink, Ink) {
    if lighting.chosen() == Some(stall) {
        return (Ink::Chosen, Ink::Chosen);
    }
    match lighting.light(stall) {
        Light::Normal => (Ink::Name, Ink::Number),
        Light::Lit => (Ink::Lit, Ink::Lit),
        Light::Dimmed => (Ink::Dimmed, Ink::Dimmed),
    }
}
