//! The plan of one level: walls, stalls, corridors, atria, as a trade mart has them.
//!
//! [`frame::Frame`] holds what all levels of a building share. [`draw`] fills it for one level:
//! outer shops, blocks of rows, rings around atria; cuts what crosses an aslant wall; joins
//! neighbours until exactly the wanted number of stalls is left; and numbers them by street.

/// Fillings of a block.
mod block;
/// A level while it is being drawn.
mod draft;
/// Bones of a building.
pub mod frame;
/// From a draft to the exact number of stalls.
mod join;
/// Stall numbers by street.
mod number;
/// Double rows along aisles.
mod rows;
/// Convex outlines and rectangles.
pub mod shape;
/// The six kinds of building.
pub mod style;
/// Shops along the outer wall.
mod wall;

pub use block::{Atrium, Core};
pub use draft::Lane;

use self::draft::{Draft, Recipe, SlotKind};
use self::frame::{Frame, Gate, RING_WIDTH_DM};
use self::rows::Rows;
use self::shape::{Spot, box_centre, spot, whole};
use super::random::Stream;
use crate::domain::market::raw::{Point, Ring};

/// A stall with its number.
#[derive(Debug, Clone)]
pub struct Stall {
    /// Two digits for the street, three along it.
    pub number: String,
    pub ring: Ring,
    /// Middle of the box around it.
    pub centre: Point,
    /// Stalls of one run stand side by side, in this order.
    pub run: usize,
    pub street: usize,
}

/// The plan of a level.
#[derive(Debug, Clone)]
pub struct Floor {
    pub outline: Ring,
    pub voids: Vec<Ring>,
    /// Sorted by number.
    pub stalls: Vec<Stall>,
    pub lanes: Vec<Lane>,
    pub cores: Vec<Core>,
    pub atria: Vec<Atrium>,
    /// Rooms of the operator along the outer wall: their middles.
    pub rooms: Vec<Point>,
    /// Open gates with their index in the frame.
    pub gates: Vec<(usize, Gate)>,
}

/// What is wanted of a level.
#[derive(Debug, Clone)]
pub struct Wanted<'a> {
    /// Id of the level.
    pub level: &'a str,
    pub stalls: usize,
    /// Ground level: gates instead of bridges, no holes in the floor.
    pub ground: bool,
    /// Indices of gates (on upper levels: bridges) that are open.
    pub gates: &'a [usize],
    /// Outer shops that are rooms of the operator instead.
    pub rooms: usize,
}

/// Draws a level; none when the building is too small for so many stalls.
pub fn draw(frame: &Frame, wanted: &Wanted<'_>, seed: u64) -> Option<Floor> {
    // Joining a few neighbours to larger stalls makes the number exact; so more are drawn first.
    let needed = wanted.stalls + wanted.stalls / 20 + 1;
    let mut best = None;
    for step in 0..40 {
        let wider = 1.0 + f64::from(step) * 0.04;
        let sketch = sketch(frame, wanted, seed, wider);
        if sketch.draft.slots.len() < needed {
            break;
        }
        best = Some(sketch);
    }
    let Sketch {
        mut draft,
        cores,
        atria,
        rooms,
        gates,
    } = best?;
    let mut random = Stream::new(seed, "join", wanted.level);
    join::down_to(&mut draft, wanted.stalls, &mut random);
    let voids = draft.voids.iter().map(shape::Rect::ring).collect();
    Some(Floor {
        outline: outline(frame, if wanted.ground { &gates } else { &[] }),
        voids,
        stalls: number::number(draft.slots),
        lanes: draft.lanes,
        cores,
        atria,
        rooms,
        gates,
    })
}

struct Sketch {
    draft: Draft,
    cores: Vec<Core>,
    atria: Vec<Atrium>,
    rooms: Vec<Point>,
    gates: Vec<(usize, Gate)>,
}

fn sketch(frame: &Frame, wanted: &Wanted<'_>, seed: u64, wider: f64) -> Sketch {
    let mut random = Stream::new(seed, "plan", wanted.level);
    let mut draft = Draft::default();
    let gates: Vec<(usize, Gate)> = wanted
        .gates
        .iter()
        .filter_map(|index| Some((*index, *frame.gates.get(*index)?)))
        .collect();
    halls(&mut draft, frame, &gates);
    let front = |dm: i32| (f64::from(dm) * wider).round() as i32;
    let open: Vec<Gate> = gates.iter().map(|(_, gate)| *gate).collect();
    wall::draw(&mut draft, frame, &open, front(frame.style.wall_front_dm));
    let rooms = take_rooms(&mut draft, wanted.rooms);
    let style = &frame.style;
    let (mut cores, mut atria) = (Vec::new(), Vec::new());
    for (index, block) in frame.blocks.iter().enumerate() {
        let recipe = Recipe {
            depth_dm: style.depth_dm + random.between(-2, 3),
            front_dm: front(style.front_dm + random.between(-2, 3)),
            aisle_dm: style.aisle_dm,
            end_caps: style.end_caps,
            islands: style.islands.map(|stalls| stalls + random.between(-2, 2)),
        };
        let mut rows = Rows {
            draft: &mut draft,
            random: &mut random,
            recipe,
            ring: &frame.ring,
            block: index,
        };
        let (core, atrium) = block::draw(&mut rows, frame, block);
        cores.extend(core);
        atria.extend(atrium);
    }
    if !wanted.ground {
        let roomy = |atrium: &&Atrium| atrium.void.width().min(atrium.void.height()) >= 30;
        draft.voids = atria
            .iter()
            .filter(roomy)
            .map(|atrium| atrium.void)
            .collect();
    }
    let boulevard = frame.boulevard.map(|(from, to)| (from, to, BOULEVARD_DM));
    draft.trim(&frame.core, boulevard);
    draft.chamfer(&crossings(frame), 12);
    Sketch {
        draft,
        cores,
        atria,
        rooms,
        gates,
    }
}

const BOULEVARD_DM: f64 = 70.0;

/// Main corridors, the corridor along the outer shops, and the passages to the gates.
fn halls(draft: &mut Draft, frame: &Frame, gates: &[(usize, Gate)]) {
    let [x0, y0, x1, y1] = frame.ring.bounds();
    for (from, to) in frame.ring.sides() {
        draft.lanes.push(Lane {
            from,
            to,
            width_dm: RING_WIDTH_DM,
        });
    }
    for hall in &frame.spines {
        let y = f64::from(hall.centre);
        draft.lane([x0, y], [x1, y], hall.width, &frame.ring);
    }
    for hall in &frame.crosses {
        let x = f64::from(hall.centre);
        draft.lane([x, y0], [x, y1], hall.width, &frame.ring);
    }
    if let Some((from, to)) = frame.boulevard {
        draft.lane(from, to, BOULEVARD_DM as i32, &frame.ring);
    }
    for (_, gate) in gates {
        draft.lanes.push(Lane {
            from: gate.from,
            to: door_of(gate),
            width_dm: gate.width_dm,
        });
    }
}

/// The step inside a gate.
pub fn door_of(gate: &Gate) -> Spot {
    [
        gate.at[0] + gate.inward[0] * 6.0,
        gate.at[1] + gate.inward[1] * 6.0,
    ]
}

/// Turns every so many outer shops into a room of the operator.
fn take_rooms(draft: &mut Draft, count: usize) -> Vec<Point> {
    let shops = draft.slots.len();
    if count == 0 || shops < 2 * count {
        return Vec::new();
    }
    let taken: Vec<usize> = (0..count)
        .map(|room| (2 * room + 1) * shops / (2 * count))
        .collect();
    let rooms = taken
        .iter()
        .map(|index| box_centre(&draft.slots[*index].ring))
        .collect();
    let mut index = 0;
    draft.slots.retain(|slot| {
        index += 1;
        slot.kind != SlotKind::Wall || !taken.contains(&(index - 1))
    });
    rooms
}

/// Corners of blocks where two main corridors cross.
fn crossings(frame: &Frame) -> Vec<Point> {
    let (columns, bands) = (frame.crosses.len(), frame.spines.len());
    let mut corners = Vec::new();
    for block in &frame.blocks {
        for (corner, at) in block.area.ring().into_iter().enumerate() {
            let right = corner == 1 || corner == 2;
            let lower = corner >= 2;
            let on_cross = if right {
                block.column < columns
            } else {
                block.column > 0
            };
            let on_spine = if lower {
                block.band < bands
            } else {
                block.band > 0
            };
            if on_cross && on_spine {
                corners.push(at);
            }
        }
    }
    corners
}

/// The outline with a porch before every gate.
fn outline(frame: &Frame, gates: &[(usize, Gate)]) -> Ring {
    const PORCH_DM: f64 = 26.0;
    let mut ring = Vec::new();
    for (side, (from, to)) in frame.hull.sides().enumerate() {
        ring.push(whole(from));
        let mut porches: Vec<&Gate> = gates
            .iter()
            .map(|(_, gate)| gate)
            .filter(|gate| gate.side == side)
            .collect();
        porches.sort_by(|one, other| {
            shape::distance(from, one.at).total_cmp(&shape::distance(from, other.at))
        });
        let length = shape::distance(from, to).max(1.0);
        let step = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
        for gate in porches {
            let half = f64::from(gate.width_dm) / 2.0 + 14.0;
            let corner = |along: f64, out: f64| {
                whole([
                    gate.at[0] + step[0] * along - gate.inward[0] * out,
                    gate.at[1] + step[1] * along - gate.inward[1] * out,
                ])
            };
            ring.extend([
                corner(-half, 0.0),
                corner(-half, PORCH_DM),
                corner(half, PORCH_DM),
                corner(half, 0.0),
            ]);
        }
    }
    ring
}

/// Fronts of about `front_dm` that share out a length, not all alike.
fn random_fronts(from: i32, to: i32, front_dm: i32, random: &mut Stream) -> Vec<(i32, i32)> {
    let length = to - from;
    if length < 16 {
        return Vec::new();
    }
    let count = (f64::from(length) / f64::from(front_dm)).round().max(1.0) as i32;
    // Half the rows were let in equal parts, the others as tenants wanted.
    let sway = if random.chance(500) {
        0
    } else {
        (length / count) / 10
    };
    let mut cuts: Vec<i32> = (0..=count).map(|cut| from + length * cut / count).collect();
    for cut in cuts.iter_mut().take(count as usize).skip(1) {
        *cut += random.between(-sway, sway);
    }
    cuts.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// Whether a point lies on the floor, an atrium not included.
pub fn on_floor(frame: &Frame, floor: &Floor, at: Point) -> bool {
    let in_void = floor.atria.iter().any(|atrium| {
        let void = atrium.void;
        at[0] > void.x0 && at[0] < void.x1 && at[1] > void.y0 && at[1] < void.y1
    });
    frame.hull.contains(spot(at)) && !in_void
}
