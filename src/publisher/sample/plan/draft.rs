//! A level while it is being drawn: stalls in runs, corridors, voids, cores.

use super::shape::Hull;
use super::shape::{Rect, Spot, distance, half, rounded, spot};
use crate::domain::market::raw::{Point, Ring};

/// What a stall's number begins with: stalls of one street stand along one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Street {
    /// Main corridor along the building.
    Spine(usize),
    /// Aisle along the building, by its height on the plan.
    Row(i32),
    /// Aisles of one block.
    Block(usize),
    /// Cross corridor.
    Cross(usize),
    /// Shops along the outer wall, by the side of the outline.
    Wall(usize),
}

/// Where a stall stands in its block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotKind {
    Row,
    /// Across the end of two rows.
    EndCap,
    /// Along the outer wall.
    Wall,
}

/// A stall that has no number yet.
#[derive(Debug, Clone)]
pub struct Slot {
    pub ring: Ring,
    /// Its rectangle while it is one.
    pub rect: Option<Rect>,
    /// Stalls of one run stand side by side in the order drawn.
    pub run: usize,
    pub street: Street,
    pub kind: SlotKind,
}

/// A straight way that people walk, by its middle line.
#[derive(Debug, Clone, Copy)]
pub struct Lane {
    pub from: Spot,
    pub to: Spot,
    pub width_dm: i32,
}

/// What the rows of a block are made of.
#[derive(Debug, Clone, Copy)]
pub struct Recipe {
    pub depth_dm: i32,
    pub front_dm: i32,
    pub aisle_dm: i32,
    pub end_caps: bool,
    /// Stalls in a row of an island.
    pub islands: Option<i32>,
}

/// Everything drawn so far.
#[derive(Debug, Default)]
pub struct Draft {
    pub slots: Vec<Slot>,
    pub lanes: Vec<Lane>,
    pub voids: Vec<Rect>,
    /// Pairs of neighbouring stalls that may become one.
    pub joins: Vec<(usize, usize)>,
    runs: usize,
}

impl Draft {
    /// Number of a new run.
    pub fn new_run(&mut self) -> usize {
        self.runs += 1;
        self.runs
    }

    /// A way along a middle line, as far as it lies inside `within`.
    pub fn lane(&mut self, from: Spot, to: Spot, width_dm: i32, within: &Hull) {
        if let Some((from, to)) = within.cut(from, to) {
            self.lanes.push(Lane { from, to, width_dm });
        }
    }

    /// A stall; returns its index.
    pub fn slot(&mut self, rect: Rect, run: usize, street: Street, kind: SlotKind) -> usize {
        self.slots.push(Slot {
            ring: rect.ring(),
            rect: Some(rect),
            run,
            street,
            kind,
        });
        self.slots.len() - 1
    }

    /// Cuts every stall at the edge of the blocks, and at the boulevard. What is left too small
    /// to trade in stays open floor.
    pub fn trim(&mut self, core: &Hull, boulevard: Option<(Spot, Spot, f64)>) {
        const SMALLEST_DM2: f64 = 650.0;
        let mut index_now = Vec::with_capacity(self.slots.len());
        let mut kept: Vec<Slot> = Vec::with_capacity(self.slots.len());
        for mut slot in std::mem::take(&mut self.slots) {
            index_now.push(None);
            let corners: Vec<Spot> = slot.ring.iter().copied().map(spot).collect();
            let mut rest = corners.clone();
            if slot.kind != SlotKind::Wall && !corners.iter().all(|at| core.contains(*at)) {
                rest = core.clip(&rest);
            }
            if let Some((from, to, width)) = boulevard
                && slot.kind != SlotKind::Wall
            {
                rest = larger_side(&rest, from, to, width);
            }
            if rest != corners {
                slot.ring = rounded(&rest);
                slot.rect = None;
                let left = area(&rest);
                if left < SMALLEST_DM2 || left < 0.4 * area(&corners) || thin(&rest) {
                    continue;
                }
            }
            if let Some(index) = index_now.last_mut() {
                *index = Some(kept.len());
            }
            kept.push(slot);
        }
        self.slots = kept;
        let moved = |index: usize| index_now.get(index).copied().flatten();
        self.joins = std::mem::take(&mut self.joins)
            .into_iter()
            .filter_map(|(one, other)| Some((moved(one)?, moved(other)?)))
            .collect();
    }

    /// Cuts the corners of stalls that stand at one of these crossings.
    pub fn chamfer(&mut self, crossings: &[Point], by_dm: i32) {
        for slot in &mut self.slots {
            let Some(rect) = slot.rect else { continue };
            if rect.width().min(rect.height()) < 2 * by_dm {
                continue;
            }
            let corner = rect
                .ring()
                .iter()
                .position(|corner| crossings.contains(corner));
            let Some(corner) = corner else { continue };
            let mut ring = rect.ring();
            let [x, y] = ring[corner];
            let (right, down) = if x == rect.x0 { (1, 0) } else { (-1, 0) };
            let inner_x = [x + right * by_dm, y + down];
            let inner_y = [x, if y == rect.y0 { y + by_dm } else { y - by_dm }];
            // Clockwise: the way comes in along one side and leaves along the next.
            let pair = match corner {
                0 | 2 => [inner_y, inner_x],
                _ => [inner_x, inner_y],
            };
            ring.splice(corner..=corner, pair);
            slot.ring = ring;
            slot.rect = None;
        }
    }
}

/// What a strip along a line leaves of an outline: the larger of the two sides.
fn larger_side(outline: &[Spot], from: Spot, to: Spot, width_dm: f64) -> Vec<Spot> {
    let length = distance(from, to).max(1.0);
    let aside = [
        (to[1] - from[1]) / length * width_dm / 2.0,
        (from[0] - to[0]) / length * width_dm / 2.0,
    ];
    let moved = |sign: f64| {
        let shift = |at: Spot| [at[0] + sign * aside[0], at[1] + sign * aside[1]];
        (shift(from), shift(to))
    };
    // The inner side of a line is its right hand; turned round it is the left.
    let (right_from, right_to) = moved(-1.0);
    let (left_from, left_to) = moved(1.0);
    let right = half(outline, right_from, right_to);
    let left = half(outline, left_to, left_from);
    if area(&right) >= area(&left) {
        right
    } else {
        left
    }
}

/// Area in square decimetres.
fn area(outline: &[Spot]) -> f64 {
    let next = outline.iter().cycle().skip(1);
    outline
        .iter()
        .zip(next)
        .map(|(a, b)| a[0] * b[1] - b[0] * a[1])
        .sum::<f64>()
        .abs()
        / 2.0
}

/// A sliver that nobody could stand in.
fn thin(outline: &[Spot]) -> bool {
    let low = |axis: usize| outline.iter().map(|at| at[axis]).fold(f64::MAX, f64::min);
    let high = |axis: usize| outline.iter().map(|at| at[axis]).fold(f64::MIN, f64::max);
    (high(0) - low(0)).min(high(1) - low(1)) < 20.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_corner_is_cut_clockwise() {
        let rect = Rect {
            x0: 0,
            y0: 0,
            x1: 40,
            y1: 80,
        };
        let check = |corner: Point, expected: &[Point]| {
            let mut draft = Draft::default();
            draft.slot(rect, 1, Street::Spine(0), SlotKind::EndCap);
            draft.chamfer(&[corner], 10);
            assert_eq!(draft.slots[0].ring, expected);
        };
        check([0, 0], &[[0, 10], [10, 0], [40, 0], [40, 80], [0, 80]]);
        check([40, 0], &[[0, 0], [30, 0], [40, 10], [40, 80], [0, 80]]);
        check([40, 80], &[[0, 0], [40, 0], [40, 70], [30, 80], [0, 80]]);
        check([0, 80], &[[0, 0], [40, 0], [40, 80], [10, 80], [0, 70]]);
        check([5, 5], &[[0, 0], [40, 0], [40, 80], [0, 80]]);
    }

    #[test]
    fn the_boulevard_takes_its_strip() {
        let outline = [[0.0, 0.0], [40.0, 0.0], [40.0, 40.0], [0.0, 40.0]];
        let rest = larger_side(&outline, [30.0, -100.0], [30.0, 100.0], 20.0);
        assert_eq!(rounded(&rest), vec![[0, 0], [20, 0], [20, 40], [0, 40]]);
        let untouched = larger_side(&outline, [90.0, -100.0], [90.0, 100.0], 20.0);
        assert_eq!(untouched, outline);
    }
}
