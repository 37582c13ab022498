//! What fills a block: rows, a core with rows around it, or rings of stalls around an atrium.

use super::draft::Street;
use super::frame::{Axis, Block, Frame};
use super::rows::{Area, Edge, Rows};
use super::shape::Rect;

/// Ground that stairs, lifts and toilets take on every level.
#[derive(Debug, Clone, Copy)]
pub struct Core {
    pub area: Rect,
    /// On the middle line of the corridor before it.
    pub door: [i32; 2],
}

/// An atrium and the walk around it.
#[derive(Debug, Clone, Copy)]
pub struct Atrium {
    pub void: Rect,
    /// Middle lines of the walk around it.
    pub walk: Rect,
}

const CORE_WIDTH_DM: i32 = 104;
const CORE_LENGTH_DM: i32 = 210;
/// An atrium is not made wider than this; rings of stalls fill the rest.
const ATRIUM_DM: i32 = 330;

/// The ways around a block, with the streets that they are.
struct Around {
    left: Edge,
    top: Edge,
    right: Edge,
    bottom: Edge,
}

impl Around {
    fn area(&self, rect: Rect, axis: Axis) -> Area {
        match axis {
            Axis::Along => Area {
                rect,
                axis,
                start: self.left,
                finish: self.right,
                low: self.top,
                high: self.bottom,
            },
            Axis::Across => Area {
                rect,
                axis,
                start: self.top,
                finish: self.bottom,
                low: self.left,
                high: self.right,
            },
        }
    }
}

fn around(frame: &Frame, block: &Block) -> Around {
    let edge = |centre: i32, street: Street| Edge {
        centre,
        street: Some(street),
    };
    let cross = |index: usize| Street::Cross(index);
    let spine = |index: usize| Street::Spine(index);
    // Ways along the outer shops take the number behind the last corridor.
    let (crosses, spines) = (frame.crosses.len(), frame.spines.len());
    let before = |index: usize, count: usize| if index == 0 { count } else { index - 1 };
    let behind = |index: usize, count: usize| if index == count { count + 1 } else { index };
    Around {
        left: edge(block.around.x0, cross(before(block.column, crosses))),
        right: edge(block.around.x1, cross(behind(block.column, crosses))),
        top: edge(block.around.y0, spine(before(block.band, spines))),
        bottom: edge(block.around.y1, spine(behind(block.band, spines))),
    }
}

/// Draws a block; returns its core or atrium.
pub fn draw(rows: &mut Rows<'_>, frame: &Frame, block: &Block) -> (Option<Core>, Option<Atrium>) {
    let around = around(frame, block);
    if block.atrium {
        return (None, Some(rings(rows, block.area, around)));
    }
    if !block.core {
        rows.fill(around.area(block.area, block.axis));
        return (None, None);
    }
    let (core, rest, around) = core(rows, block, around);
    rows.fill(around.area(rest, block.axis));
    (Some(core), None)
}

/// A strip beside the cross corridor at the left: stalls, the core in the middle, stalls. Returns
/// the core, the ground that is left and the ways around that.
fn core(rows: &mut Rows<'_>, block: &Block, around: Around) -> (Core, Rect, Around) {
    let Rect { x0, y0, y1, .. } = block.area;
    let aisle = rows.recipe.aisle_dm;
    let edge = x0 + CORE_WIDTH_DM.min(block.area.width() / 3);
    let centre = edge + aisle / 2;
    let length = CORE_LENGTH_DM.min((y1 - y0) * 2 / 3);
    let middle = (y0 + y1) / 2;
    let area = Rect {
        x0,
        y0: middle - length / 2,
        x1: edge,
        y1: middle + length / 2,
    };
    let behind = Edge {
        centre,
        street: Some(Street::Block(rows.block)),
    };
    rows.lane(
        Axis::Across,
        [around.top.centre, centre],
        [around.bottom.centre, centre],
        aisle,
    );
    let closed = Edge {
        centre: 0,
        street: None,
    };
    let strip = |rect: Rect, start: Edge, finish: Edge| Area {
        rect,
        axis: Axis::Across,
        start,
        finish,
        low: around.left,
        high: behind,
    };
    let islands = rows.recipe.islands.take();
    rows.fill(strip(
        Rect {
            x0,
            y0,
            x1: edge,
            y1: area.y0,
        },
        around.top,
        closed,
    ));
    rows.fill(strip(
        Rect {
            x0,
            y0: area.y1,
            x1: edge,
            y1,
        },
        closed,
        around.bottom,
    ));
    rows.recipe.islands = islands;
    let rest = Rect {
        x0: edge + aisle,
        ..block.area
    };
    let core = Core {
        area,
        door: [around.left.centre, middle],
    };
    (
        core,
        rest,
        Around {
            left: behind,
            ..around
        },
    )
}

/// Rings of stalls one inside the other, and in the middle the atrium.
fn rings(rows: &mut Rows<'_>, area: Rect, around: Around) -> Atrium {
    let aisle = rows.recipe.aisle_dm;
    let whole = rows.recipe;
    rows.recipe.islands = None;
    let mut area = area;
    let mut around = around;
    loop {
        let inner = area.width().min(area.height());
        let row = (2 * whole.depth_dm).min(inner / 5).max(48);
        // Shops that look onto the atrium are the good ones: wider.
        let innermost = inner - 2 * (row + aisle) <= ATRIUM_DM;
        rows.recipe.front_dm = if innermost {
            whole.front_dm * 3 / 2
        } else {
            whole.front_dm
        };
        let way = |centre: i32| Edge {
            centre,
            street: Some(Street::Block(rows.block)),
        };
        let walk = Rect {
            x0: area.x0 + row + aisle / 2,
            y0: area.y0 + row + aisle / 2,
            x1: area.x1 - row - aisle / 2,
            y1: area.y1 - row - aisle / 2,
        };
        let inside = Around {
            left: way(walk.x0),
            top: way(walk.y0),
            right: way(walk.x1),
            bottom: way(walk.y1),
        };
        let Rect { x0, y0, x1, y1 } = area;
        let top = Rect {
            x0,
            y0,
            x1,
            y1: y0 + row,
        };
        let bottom = Rect {
            x0,
            y0: y1 - row,
            x1,
            y1,
        };
        let left = Rect {
            x0,
            y0: y0 + row + aisle,
            x1: x0 + row,
            y1: y1 - row - aisle,
        };
        let right = Rect {
            x0: x1 - row,
            x1,
            ..left
        };
        let mut strip = |rect: Rect, axis: Axis, ways: [Edge; 4]| {
            let [start, finish, low, high] = ways;
            rows.fill(Area {
                rect,
                axis,
                start,
                finish,
                low,
                high,
            });
        };
        strip(
            top,
            Axis::Along,
            [around.left, around.right, around.top, inside.top],
        );
        strip(
            bottom,
            Axis::Along,
            [around.left, around.right, inside.bottom, around.bottom],
        );
        strip(
            left,
            Axis::Across,
            [inside.top, inside.bottom, around.left, inside.left],
        );
        strip(
            right,
            Axis::Across,
            [inside.top, inside.bottom, inside.right, around.right],
        );
        for y in [walk.y0, walk.y1] {
            rows.lane(
                Axis::Along,
                [around.left.centre, y],
                [around.right.centre, y],
                aisle,
            );
        }
        for x in [walk.x0, walk.x1] {
            rows.lane(Axis::Across, [walk.y0, x], [walk.y1, x], aisle);
        }
        area = area.shrunk(row + aisle);
        if innermost {
            rows.recipe = whole;
            // The walk beside the railing is wider than an aisle.
            return Atrium {
                void: area.shrunk(10),
                walk,
            };
        }
        around = inside;
    }
}
