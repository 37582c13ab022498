//! What all levels of a building share: outline, main corridors, blocks, cores and gates. Stairs
//! and lifts must stand above each other, so none of this depends on the level.

use super::shape::{Hull, Rect, Spot, depth, inward, spot};
use super::style::{Grain, Style};

/// Width of the corridor along the outer shops.
pub const RING_WIDTH_DM: i32 = 42;
/// Thickness of the outer wall.
pub const WALL_DM: f64 = 4.0;

/// A main corridor: the line in its middle, and its width.
#[derive(Debug, Clone, Copy)]
pub struct Hall {
    pub centre: i32,
    pub width: i32,
}

/// Which way the rows of one block run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// Rows run to the right.
    Along,
    /// Rows run downwards.
    Across,
}

/// A block between four corridors.
#[derive(Debug, Clone)]
pub struct Block {
    pub column: usize,
    pub band: usize,
    /// From corridor edge to corridor edge.
    pub area: Rect,
    /// Middle lines of the corridors at the left, top, right and bottom.
    pub around: Rect,
    pub axis: Axis,
    pub atrium: bool,
    /// It holds a core with stairs, lifts and toilets.
    pub core: bool,
}

/// A place where a corridor meets the outer wall: a gate on the ground, a bridge above.
#[derive(Debug, Clone, Copy)]
pub struct Gate {
    /// Where the middle of the passage crosses the outline.
    pub at: Spot,
    /// Where it leaves the corridor along the outer shops.
    pub from: Spot,
    /// Index of the side of the outline.
    pub side: usize,
    pub width_dm: i32,
    /// Unit vector into the building.
    pub inward: Spot,
}

/// The bones of a building.
#[derive(Debug, Clone)]
pub struct Frame {
    pub style: Style,
    /// Outline.
    pub hull: Hull,
    /// Inner front of the outer shops.
    pub shop_front: Hull,
    /// Middle of the corridor along them.
    pub ring: Hull,
    /// Inner edge of that corridor; all blocks lie inside.
    pub core: Hull,
    /// From top to bottom.
    pub spines: Vec<Hall>,
    /// From left to right.
    pub crosses: Vec<Hall>,
    pub blocks: Vec<Block>,
    /// The main gate first, then the others as they are numbered.
    pub gates: Vec<Gate>,
    /// Wide corridor aslant, as a line.
    pub boulevard: Option<(Spot, Spot)>,
}

impl Frame {
    /// The bones of a building of this size.
    pub fn new(style: Style, width_dm: f64, height_dm: f64) -> Frame {
        let hull = style.form.hull(width_dm, height_dm);
        let shops = WALL_DM + f64::from(style.wall_depth_dm);
        let ring_width = f64::from(RING_WIDTH_DM);
        let shop_front = hull.inset(shops);
        let ring = hull.inset(shops + ring_width / 2.0);
        let core = hull.inset(shops + ring_width);
        let [x0, y0, x1, y1] = core.bounds().map(|bound| bound.round() as i32);
        let depth_dm = y1 - y0;
        let spine_count = style.spines.min((depth_dm / 260).max(0) as usize).max(1);
        let spines = halls(y0, y1, spine_count, style.spine_width_dm, style.spines == 2);
        let columns = (f64::from(x1 - x0) / f64::from(style.block_dm))
            .round()
            .max(2.0) as usize;
        let crosses = halls(x0, x1, columns - 1, style.cross_width_dm, false);
        let mut frame = Frame {
            style,
            hull,
            shop_front,
            ring,
            core,
            spines,
            crosses,
            blocks: Vec::new(),
            gates: Vec::new(),
            boulevard: None,
        };
        if style.boulevard && depth_dm > 1_000 {
            let [x0, y0, x1, y1] = frame.ring.bounds();
            let reach = (x1 - x0) * 0.14;
            let middle = (x0 + x1) / 2.0;
            frame.boulevard = Some(([middle - reach, y1], [middle + reach, y0]));
        }
        frame.lay_blocks();
        frame.find_gates();
        frame
    }

    fn lay_blocks(&mut self) {
        let core = self.core.bounds().map(|bound| bound.round() as i32);
        let ring = self.ring.bounds().map(|bound| bound.round() as i32);
        let columns = strips(core[0], core[2], ring[0], ring[2], &self.crosses);
        let bands = strips(core[1], core[3], ring[1], ring[3], &self.spines);
        for (column, across) in columns.iter().enumerate() {
            for (band, down) in bands.iter().enumerate() {
                let axis = match self.style.grain {
                    Grain::Along => Axis::Along,
                    Grain::Across => Axis::Across,
                    Grain::Checkered if (column + band) % 2 == 0 => Axis::Along,
                    Grain::Checkered => Axis::Across,
                };
                self.blocks.push(Block {
                    column,
                    band,
                    area: Rect {
                        x0: across[0],
                        y0: down[0],
                        x1: across[1],
                        y1: down[1],
                    },
                    around: Rect {
                        x0: across[2],
                        y0: down[2],
                        x1: across[3],
                        y1: down[3],
                    },
                    axis,
                    atrium: false,
                    core: false,
                });
            }
        }
        let place = |part: f64, count: usize| ((part * count as f64) as usize).min(count - 1);
        for &(along, across) in self.style.atria {
            let wanted = (place(along, columns.len()), place(across, bands.len()));
            for block in &mut self.blocks {
                let room = block.area.width().min(block.area.height());
                if (block.column, block.band) == wanted && room >= 200 {
                    block.atrium = true;
                }
            }
        }
        // Where a building has few blocks, one atrium is enough: the rest is for stalls.
        let few = self.blocks.len() <= 4;
        let atria = self.blocks.iter_mut().filter(|block| block.atrium);
        for extra in atria.skip(if few { 1 } else { usize::MAX }) {
            extra.atrium = false;
        }
        let last = columns.len() - 1;
        for block in &mut self.blocks {
            let turn = (block.column + 2 * block.band) % 3 == 1 || last == 1;
            // Not where an aslant wall would cut it.
            let reach = [
                block.area.y0,
                (block.area.y0 + block.area.y1) / 2,
                block.area.y1,
            ];
            let whole = reach.into_iter().all(|y| {
                let left = f64::from(block.area.x0 + 3);
                let y = f64::from(y.clamp(block.area.y0 + 3, block.area.y1 - 3));
                self.core.contains([left, y]) && self.core.contains([left + 150.0, y])
            });
            block.core = turn && block.column > 0 && !block.atrium && whole;
            let corners: Vec<Spot> = block.area.ring().into_iter().map(spot).collect();
            if let Some((from, to)) = self.boulevard {
                let inside = corners
                    .iter()
                    .filter(|at| depth(**at, from, to) > 0.0)
                    .count();
                let crossed = inside % 4 != 0;
                block.core &= !crossed;
                block.atrium &= !crossed;
            }
        }
    }

    /// Corridor ends that may become gates: both ends of every spine, and the cross corridors'.
    fn find_gates(&mut self) {
        let [x0, y0, x1, y1] = self.hull.bounds();
        let middle = self.crosses.len() / 2;
        let cross = |hall: &Hall, down: bool| {
            let at = f64::from(hall.centre);
            let (from, to) = if down {
                (y0 + 1.0, y1 + 50.0)
            } else {
                (y1 - 1.0, y0 - 50.0)
            };
            ([at, (from + to) / 2.0], [at, to], hall.width + 24)
        };
        let spine = |hall: &Hall, right: bool| {
            let at = f64::from(hall.centre);
            let (from, to) = if right {
                (x0, x1 + 50.0)
            } else {
                (x1, x0 - 50.0)
            };
            ([(from + to) / 2.0, at], [to, at], hall.width)
        };
        let mut lines = Vec::new();
        if let Some(main) = self.crosses.get(middle) {
            lines.push(cross(main, true));
        }
        for hall in &self.spines {
            lines.push(spine(hall, true));
            lines.push(spine(hall, false));
        }
        if let Some(main) = self.crosses.get(middle) {
            lines.push(cross(main, false));
        }
        if self.crosses.len() >= 4 {
            lines.push(cross(&self.crosses[0], true));
            lines.push(cross(&self.crosses[self.crosses.len() - 1], false));
        }
        for (inside, outside, width_dm) in lines {
            self.gates.extend(self.gate(inside, outside, width_dm));
        }
    }

    fn gate(&self, inside: Spot, outside: Spot, width_dm: i32) -> Option<Gate> {
        let (_, at) = self.hull.cut(inside, outside)?;
        let (_, from) = self.ring.cut(inside, outside)?;
        let (side, (a, b)) = self
            .hull
            .sides()
            .enumerate()
            .min_by(|(_, one), (_, other)| {
                let off = |side: &(Spot, Spot)| depth(at, side.0, side.1).abs();
                off(one).total_cmp(&off(other))
            })?;
        Some(Gate {
            at,
            from,
            side,
            width_dm,
            inward: inward(a, b),
        })
    }

    /// Gates at the right (`+1`) or left (`-1`) end of the first spine.
    pub fn end_gate(&self, right: bool) -> Option<usize> {
        let sign = if right { -1.0 } else { 1.0 };
        self.gates
            .iter()
            .position(|gate| gate.inward[0] * sign > 0.8)
    }

    /// The gate in the middle of the lower or upper long side.
    pub fn side_gate(&self, lower: bool) -> Option<usize> {
        let sign = if lower { -1.0 } else { 1.0 };
        self.gates
            .iter()
            .position(|gate| gate.inward[1] * sign > 0.8)
    }
}

/// `count` corridors that share out a length, the outer strips a little larger when `wide_ends`.
fn halls(low: i32, high: i32, count: usize, width: i32, wide_ends: bool) -> Vec<Hall> {
    (1..=count)
        .map(|index| {
            let part = index as f64 / (count + 1) as f64;
            // Bays of one length look like graph paper; every second is longer.
            let uneven = if count > 2 && index % 2 == 1 {
                0.012
            } else {
                0.0
            };
            let ends = if wide_ends { (0.5 - part) * -0.10 } else { 0.0 };
            let centre = f64::from(low) + f64::from(high - low) * (part + uneven - ends);
            Hall {
                centre: centre.round() as i32,
                width,
            }
        })
        .collect()
}

/// Strips between corridors: (from, to, middle line before, middle line behind).
fn strips(low: i32, high: i32, first: i32, last: i32, halls: &[Hall]) -> Vec<[i32; 4]> {
    let mut strips = Vec::with_capacity(halls.len() + 1);
    let (mut from, mut before) = (low, first);
    for hall in halls {
        strips.push([from, hall.centre - hall.width / 2, before, hall.centre]);
        from = hall.centre + hall.width - hall.width / 2;
        before = hall.centre;
    }
    strips.push([from, high, before, last]);
    strips
}
