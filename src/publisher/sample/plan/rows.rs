//! Double rows of stalls, back to back along aisles.

use super::draft::{Draft, Recipe, SlotKind, Street};
use super::frame::Axis;
use super::random_fronts;
use super::shape::{Hull, Rect, Spot};
use crate::publisher::sample::random::Stream;

/// The way outside one side of an area.
#[derive(Debug, Clone, Copy)]
pub struct Edge {
    /// Middle line of that way.
    pub centre: i32,
    /// Street of stalls that look onto it; none when the side is closed.
    pub street: Option<Street>,
}

/// An area for rows, told along the rows: `start` and `finish` are where rows begin and end,
/// `low` and `high` the sides that the first and last row look onto.
#[derive(Debug, Clone, Copy)]
pub struct Area {
    pub rect: Rect,
    pub axis: Axis,
    pub start: Edge,
    pub finish: Edge,
    pub low: Edge,
    pub high: Edge,
}

/// Draws on a draft with one block's means.
pub struct Rows<'a> {
    pub draft: &'a mut Draft,
    pub random: &'a mut Stream,
    pub recipe: Recipe,
    /// Aisles end where the corridor along the outer shops runs.
    pub ring: &'a Hull,
    pub block: usize,
}

impl Rows<'_> {
    /// Fills an area with double rows and aisles; in islands when the recipe says so.
    pub fn fill(&mut self, area: Area) {
        let (from, to, _, _) = along(area.rect, area.axis);
        let Some(stalls) = self.recipe.islands else {
            self.rows(area);
            return;
        };
        let gap = self.recipe.aisle_dm - 4;
        let island = stalls * self.recipe.front_dm;
        let count = ((f64::from(to - from + gap)) / f64::from(island + gap))
            .round()
            .max(1.0) as i32;
        let length = (to - from - gap * (count - 1)) / count;
        let mut start = area.start;
        for index in 0..count {
            let low = from + index * (length + gap);
            let high = if index + 1 == count { to } else { low + length };
            let finish = if index + 1 == count {
                area.finish
            } else {
                let centre = high + gap / 2;
                self.lane(
                    area.axis,
                    [centre, area.low.centre],
                    [centre, area.high.centre],
                    gap,
                );
                Edge {
                    centre,
                    street: Some(Street::Block(self.block)),
                }
            };
            let (_, _, top, bottom) = along(area.rect, area.axis);
            let rect = across(low, high, top, bottom, area.axis);
            self.rows(Area {
                rect,
                start,
                finish,
                ..area
            });
            start = finish;
        }
    }

    fn rows(&mut self, area: Area) {
        let Recipe {
            depth_dm, aisle_dm, ..
        } = self.recipe;
        let (from, to, top, bottom) = along(area.rect, area.axis);
        let height = bottom - top;
        if height < 24 || to - from < 24 {
            return;
        }
        let pitch = f64::from(2 * depth_dm + aisle_dm);
        let count = (f64::from(height + aisle_dm) / pitch).round().max(1.0) as i32;
        let row = (height - (count - 1) * aisle_dm) / count;
        let mut low = area.low;
        for index in 0..count {
            let upper = top + index * (row + aisle_dm);
            let last = index + 1 == count;
            let lower = if last { bottom } else { upper + row };
            let high = if last {
                area.high
            } else {
                let centre = lower + aisle_dm / 2;
                self.lane(
                    area.axis,
                    [area.start.centre, centre],
                    [area.finish.centre, centre],
                    aisle_dm,
                );
                let street = match area.axis {
                    Axis::Along => Street::Row(centre),
                    Axis::Across => Street::Block(self.block),
                };
                Edge {
                    centre,
                    street: Some(street),
                }
            };
            let rect = across(from, to, upper, lower, area.axis);
            self.double_row(Area {
                rect,
                low,
                high,
                ..area
            });
            low = high;
        }
    }

    fn double_row(&mut self, area: Area) {
        let (mut from, mut to, top, bottom) = along(area.rect, area.axis);
        let Recipe {
            front_dm, end_caps, ..
        } = self.recipe;
        let cap = (bottom - top).min(self.recipe.depth_dm + 4);
        let room = |from: i32, to: i32| to - from > cap + 2 * front_dm;
        let mut first_cap = None;
        let mut last_cap = None;
        if end_caps
            && let Some(street) = area.start.street
            && room(from, to)
        {
            let run = self.draft.new_run();
            let rect = across(from, from + cap, top, bottom, area.axis);
            first_cap = Some(self.draft.slot(rect, run, street, SlotKind::EndCap));
            from += cap;
        }
        if end_caps
            && let Some(street) = area.finish.street
            && room(from, to)
        {
            let run = self.draft.new_run();
            let rect = across(to - cap, to, top, bottom, area.axis);
            last_cap = Some(self.draft.slot(rect, run, street, SlotKind::EndCap));
            to -= cap;
        }
        // A strip too shallow for two stalls back to back becomes one row.
        let one_row = bottom - top < 50;
        let middle = if one_row { bottom } else { (top + bottom) / 2 };
        let sides = [
            (area.low.street, top, middle),
            (area.high.street, middle, bottom),
        ];
        for (street, upper, lower) in sides {
            let Some(street) = street.or(area.high.street).or(area.low.street) else {
                continue;
            };
            if lower - upper < 18 {
                continue;
            }
            let run = self.draft.new_run();
            let mut before = first_cap;
            for (left, right) in random_fronts(from, to, front_dm, self.random) {
                let rect = across(left, right, upper, lower, area.axis);
                let slot = self.draft.slot(rect, run, street, SlotKind::Row);
                if let Some(before) = before {
                    self.draft.joins.push((before, slot));
                }
                before = Some(slot);
            }
            if let (Some(before), Some(cap)) = (before, last_cap) {
                self.draft.joins.push((before, cap));
            }
        }
    }

    /// A way whose ends are told along the rows.
    pub fn lane(&mut self, axis: Axis, from: [i32; 2], to: [i32; 2], width_dm: i32) {
        let at = |end: [i32; 2]| -> Spot {
            let end = end.map(f64::from);
            match axis {
                Axis::Along => end,
                Axis::Across => [end[1], end[0]],
            }
        };
        self.draft.lane(at(from), at(to), width_dm, self.ring);
    }
}

/// Start, finish, low and high side of a rectangle, told along the rows.
pub fn along(rect: Rect, axis: Axis) -> (i32, i32, i32, i32) {
    match axis {
        Axis::Along => (rect.x0, rect.x1, rect.y0, rect.y1),
        Axis::Across => (rect.y0, rect.y1, rect.x0, rect.x1),
    }
}

/// The rectangle with these sides, told along the rows.
pub fn across(start: i32, finish: i32, low: i32, high: i32, axis: Axis) -> Rect {
    match axis {
        Axis::Along => Rect {
            x0: start,
            y0: low,
            x1: finish,
            y1: high,
        },
        Axis::Across => Rect {
            x0: low,
            y0: start,
            x1: high,
            y1: finish,
        },
    }
}
