//! What stands inside one stall at one size: mark, number, grade and name, each in a place of
//! its own. Because every text stays inside its own stall, texts of stalls cannot overlap.

use super::wrap::{Lines, wrapped};
use crate::domain::plan::geometry::Kept;

/// Sizes of text on the map in CSS pixels. Few, so that a browser keeps its glyphs at hand.
const SIZES_PX: [f64; 10] = [24.0, 20.0, 18.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0];
/// A line's height, as a multiple of its size.
const LINE: f64 = 1.22;

/// What a stall has to say.
#[derive(Clone, Copy, Debug)]
pub struct Content<'a> {
    /// 0 when numbers are hidden.
    pub number_width_em: f64,
    /// Empty when there is none, or names are hidden.
    pub name: &'a str,
    pub has_mark: bool,
    pub has_grade: bool,
}

/// A square sign by its middle, from the middle of the box; CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sign {
    pub x_px: f64,
    pub y_px: f64,
    pub side_px: f64,
}

/// A line of text by its middle, from the middle of the box; CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Text {
    pub x_px: f64,
    pub y_px: f64,
    pub size_px: f64,
    pub room_px: f64,
}

/// The upper part of a stall: everything but the name.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Head {
    pub mark: Option<Sign>,
    pub number: Option<Text>,
    pub grade: Option<Sign>,
    /// Where the room for the name begins, below the box's upper border; equal to the box's
    /// height when there is none.
    pub name_top_px: f64,
    pad_px: f64,
}

/// Places mark, number and grade in a box. Cheap: the raster asks this every frame.
pub fn head(width_px: f64, height_px: f64, content: &Content<'_>) -> Head {
    let least = width_px.min(height_px);
    let pad = (least * 0.07).kept(1.0, 7.0);
    let (room_w, room_h) = (width_px - 2.0 * pad, height_px - 2.0 * pad);
    let mut head = Head {
        name_top_px: height_px,
        pad_px: pad,
        ..Head::default()
    };
    let mark_side = (least * 0.27).kept(9.0, 34.0);
    let grade_side = (least * 0.22).kept(8.0, 26.0);
    let gap = (mark_side * 0.22).kept(2.0, 6.0);
    let share = if content.name.is_empty() { 0.55 } else { 0.38 };

    // A grade's place counts even where there is none, so that the numbers of stalls side by
    // side have one size.
    let widths_of = |with_grade: bool| {
        let mark = if content.has_mark {
            mark_side + gap
        } else {
            0.0
        };
        mark + if with_grade { grade_side + gap } else { 0.0 }
    };
    let ideal = number_size(content, room_w - grade_side - gap, room_h, share).unwrap_or(0.0);
    let arrangement = ARRANGEMENTS.into_iter().find_map(|arrangement| {
        let Arrangement {
            is_below,
            with_grade,
            least_share,
            lines,
        } = arrangement;
        let size = if is_below {
            let fits = content.has_mark && widths_of(with_grade) - gap <= room_w;
            let below = room_h - mark_side - gap * 0.5 - lines * 10.0 * LINE;
            let size = fits.then(|| number_size(content, room_w, below, 1.0));
            size.flatten().map(|size| size.min(ideal.max(10.0)))
        } else {
            number_size(content, room_w - widths_of(with_grade), room_h, share)
        };
        let size = size.filter(|size| *size >= ideal * least_share)?;
        Some((size, is_below, with_grade && content.has_grade))
    });
    let Some((size, is_below, with_grade)) = arrangement else {
        lone_signs(&mut head, width_px, height_px, content);
        return head;
    };

    let mut row_h: f64 = if is_below { 0.0 } else { size * LINE };
    if content.has_mark {
        row_h = row_h.max(mark_side);
    }
    if with_grade {
        row_h = row_h.max(grade_side);
    }
    let below_h = if is_below {
        size * LINE + gap * 0.5
    } else {
        0.0
    };
    let head_h = row_h + below_h;
    let has_name = !content.name.is_empty() && room_h - head_h >= 10.0 * LINE;
    // Without a name below, the head stands in the middle.
    let top = pad
        + if has_name {
            0.0
        } else {
            (room_h - head_h) / 2.0
        };
    let row_y = top + row_h / 2.0 - height_px / 2.0;
    let number_w = content.number_width_em * size;

    // From left to right, each part pushing the next.
    let widths = [
        if content.has_mark { mark_side } else { 0.0 },
        if is_below { 0.0 } else { number_w },
        if with_grade { grade_side } else { 0.0 },
    ];
    let parts = widths.iter().filter(|w| **w > 0.0).count();
    let row_w = widths.iter().sum::<f64>() + gap * parts.saturating_sub(1) as f64;
    let mut left = -row_w / 2.0;
    let middles = widths.map(|width| {
        let middle = left + width / 2.0;
        if width > 0.0 {
            left += width + gap;
        }
        middle
    });
    let sign = |x_px: f64, side_px: f64| Sign {
        x_px,
        y_px: row_y,
        side_px,
    };
    head.mark = content.has_mark.then(|| sign(middles[0], mark_side));
    head.grade = with_grade.then(|| sign(middles[2], grade_side));
    let below_y = top + row_h + below_h - size * LINE / 2.0 - height_px / 2.0;
    head.number = Some(Text {
        x_px: if is_below { 0.0 } else { middles[1] },
        y_px: if is_below { below_y } else { row_y },
        size_px: size,
        room_px: number_w + 1.0,
    });
    if has_name {
        head.name_top_px = top + head_h;
    }
    head
}

/// A way to arrange a head.
struct Arrangement {
    /// The number stands below the signs instead of between them.
    is_below: bool,
    with_grade: bool,
    /// How large the number must be, as a share of its size without a mark.
    least_share: f64,
    /// How many lines must remain for the name.
    lines: f64,
}

const fn arrangement(
    is_below: bool,
    with_grade: bool,
    least_share: f64,
    lines: f64,
) -> Arrangement {
    Arrangement {
        is_below,
        with_grade,
        least_share,
        lines,
    }
}

/// Best first.
const ARRANGEMENTS: [Arrangement; 5] = [
    arrangement(false, true, 0.8, 0.0),
    arrangement(true, true, 0.8, 2.0),
    arrangement(false, true, 0.0, 0.0),
    arrangement(false, false, 0.0, 0.0),
    arrangement(true, false, 0.0, 0.0),
];

/// Places the name in the room that the head leaves: size in CSS pixels, lines, and the middle
/// of each line.
pub fn name(width_px: f64, height_px: f64, head: &Head, text: &str) -> Option<(f64, Lines)> {
    let room_w = width_px - 2.0 * head.pad_px;
    let room_h = height_px - head.name_top_px - head.pad_px;
    if text.is_empty() || room_h < 10.0 * LINE || room_w < 20.0 {
        return None;
    }
    let largest = head.number.map_or(14.0, |number| number.size_px * 1.15);
    let lines_at = |size: f64| {
        let most = (room_h / (size * LINE)) as usize;
        wrapped(text, room_w / size, most)
    };
    let sizes = SIZES_PX
        .into_iter()
        .filter(|size| *size <= largest.max(10.0));
    for size in sizes {
        let lines = lines_at(size);
        if lines.is_whole() {
            return Some((size, lines));
        }
    }
    // Nothing shows all of it: the smallest size, cut, if at least some signs remain.
    let lines = lines_at(10.0);
    (room_w >= 30.0 && !lines.as_slice().is_empty()).then_some((10.0, lines))
}

/// The middle of line `index` of `count`, from the middle of the box.
pub fn line_y_px(height_px: f64, head: &Head, size_px: f64, index: usize, count: usize) -> f64 {
    let room_h = height_px - head.name_top_px - head.pad_px;
    let block_h = count as f64 * size_px * LINE;
    let top = head.name_top_px + (room_h - block_h) / 2.0;
    top + (index as f64 + 0.5) * size_px * LINE - height_px / 2.0
}

/// Room for a line of the name.
pub fn name_room_px(width_px: f64, head: &Head) -> f64 {
    width_px - 2.0 * head.pad_px
}

fn number_size(content: &Content<'_>, room_w: f64, room_h: f64, share: f64) -> Option<f64> {
    let width_em = content.number_width_em;
    if width_em <= 0.0 {
        return None;
    }
    let modest = (room_h * share / LINE).max(10.0);
    let limit = (room_w / width_em).min(room_h / 1.1).min(modest);
    SIZES_PX.into_iter().find(|size| *size <= limit)
}

/// Too small for texts: the mark takes the middle, or else the grade a corner.
fn lone_signs(head: &mut Head, width_px: f64, height_px: f64, content: &Content<'_>) {
    let least = width_px.min(height_px);
    if content.has_mark {
        head.mark = Some(Sign {
            x_px: 0.0,
            y_px: 0.0,
            side_px: (least * 0.62).kept(LEAST_MARK_PX, 34.0),
        });
    }
    // And beside a mark it has no room.
    if content.has_grade && !content.has_mark && least >= LEAST_GRADED_PX {
        let side = (least * 0.3).kept(5.0, 12.0);
        head.grade = Some(Sign {
            x_px: width_px / 2.0 - side / 2.0 - 2.0,
            y_px: height_px / 2.0 - side / 2.0 - 2.0,
            side_px: side,
        });
    }
}

/// In a smaller stall a grade would only be a speck that nobody can tell from another.
pub const LEAST_GRADED_PX: f64 = 18.0;

/// The red mark is never drawn smaller.
pub const LEAST_MARK_PX: f64 = 4.0;

#[cfg(test)]
mod tests {
    use super::super::wrap::text_width_em;
    use super::*;

    const NAME: &str = "金荷玩具商行";

    fn content(has_mark: bool, has_grade: bool) -> Content<'static> {
        Content {
            number_width_em: text_width_em("12045"),
            name: NAME,
            has_mark,
            has_grade,
        }
    }

    /// Left, top, right, bottom.
    type Rect = [f64; 4];

    fn parts(w: f64, h: f64, content: &Content<'_>) -> Vec<Rect> {
        let head = head(w, h, content);
        let square = |s: Sign| {
            let r = s.side_px / 2.0;
            [s.x_px - r, s.y_px - r, s.x_px + r, s.y_px + r]
        };
        let mut parts: Vec<Rect> = Vec::new();
        parts.extend(head.mark.map(square));
        parts.extend(head.grade.map(square));
        parts.extend(head.number.map(|t| {
            let half = content.number_width_em * t.size_px / 2.0;
            [
                t.x_px - half,
                t.y_px - t.size_px / 2.0,
                t.x_px + half,
                t.y_px + t.size_px / 2.0,
            ]
        }));
        if let Some((size, lines)) = name(w, h, &head, content.name) {
            let count = lines.as_slice().len();
            for (index, line) in lines.as_slice().iter().enumerate() {
                let text = &content.name[line.from as usize..line.to as usize];
                let half = text_width_em(text) * size / 2.0;
                let y = line_y_px(h, &head, size, index, count);
                parts.push([-half, y - size / 2.0, half, y + size / 2.0]);
            }
        }
        parts
    }

    #[test]
    fn nothing_overlaps_and_nothing_leaves_the_box() {
        for w in (6..260).step_by(7) {
            for h in (6..260).step_by(5) {
                for signs in 0..4 {
                    let content = content(signs & 1 != 0, signs & 2 != 0);
                    let (w, h) = (f64::from(w), f64::from(h));
                    let parts = parts(w, h, &content);
                    for (i, a) in parts.iter().enumerate() {
                        let inside = a[0] >= -w / 2.0 - 0.01
                            && a[2] <= w / 2.0 + 0.01
                            && a[1] >= -h / 2.0 - 0.01
                            && a[3] <= h / 2.0 + 0.01;
                        assert!(inside, "{w}×{h} {signs}: {a:?} leaves");
                        for b in &parts[i + 1..] {
                            let apart = a[0] >= b[2] - 0.01
                                || b[0] >= a[2] - 0.01
                                || a[1] >= b[3] - 0.01
                                || b[1] >= a[3] - 0.01;
                            assert!(apart, "{w}×{h} {signs}: {a:?} {b:?}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn a_marked_stall_always_shows_its_mark() {
        for w in 1..120 {
            for h in 1..120 {
                let head = head(f64::from(w), f64::from(h), &content(true, true));
                assert!(head.mark.is_some_and(|m| m.side_px >= 3.0), "{w}×{h}");
            }
        }
    }

    #[test]
    fn more_room_says_more() {
        let said = |side: f64| {
            let content = content(true, true);
            let head = head(side, side, &content);
            let name = name(side, side, &head, NAME);
            [
                head.number.is_some(),
                head.grade.is_some(),
                name.is_some_and(|(_, l)| l.is_whole()),
            ]
        };
        assert_eq!(said(12.0), [false, false, false]);
        assert_eq!(said(56.0), [true, false, true]);
        assert_eq!(said(80.0), [true, true, true]);
    }
}
