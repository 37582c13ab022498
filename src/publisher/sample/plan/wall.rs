//! Shops along the outer wall, between the gates.

use super::draft::{Draft, Slot, SlotKind, Street};
use super::frame::{Frame, Gate, WALL_DM};
use super::shape::{Spot, distance, rounded};

/// Draws the outer shops of every side. Corner shops reach into the corner.
pub fn draw(draft: &mut Draft, frame: &Frame, gates: &[Gate], front_dm: i32) {
    let outer = frame.hull.inset(WALL_DM);
    let inner = &frame.shop_front;
    for (side, ((from, to), (inner_from, inner_to))) in outer.sides().zip(inner.sides()).enumerate()
    {
        let length = distance(from, to).max(1.0);
        let step = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
        let place = |at: Spot| (at[0] - from[0]) * step[0] + (at[1] - from[1]) * step[1];
        let (first, last) = (place(inner_from), place(inner_to));
        let mut closed: Vec<(f64, f64)> = gates
            .iter()
            .filter(|gate| gate.side == side)
            .map(|gate| {
                // A passage that meets a slanting wall takes more of it.
                let (one, other) = (place(gate.at), place(gate.from));
                let half = f64::from(gate.width_dm) / 2.0;
                let aslant = (one - other).abs() * 0.2;
                (
                    one.min(other) - half - aslant,
                    one.max(other) + half + aslant,
                )
            })
            .collect();
        closed.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut open = Vec::new();
        let mut begin = first;
        for (low, high) in closed {
            open.push((begin, low));
            begin = high.max(begin);
        }
        open.push((begin, last));
        for (low, high) in open {
            if high - low < 34.0 {
                continue;
            }
            let run = draft.new_run();
            let count = ((high - low) / f64::from(front_dm)).round().max(1.0);
            let outside = |at: f64| [from[0] + step[0] * at, from[1] + step[1] * at];
            let depth = [
                inner_from[0] - outside(first)[0],
                inner_from[1] - outside(first)[1],
            ];
            let inside = |at: f64| [outside(at)[0] + depth[0], outside(at)[1] + depth[1]];
            for index in 0..count as i32 {
                let cut = |part: i32| low + (high - low) * f64::from(part) / count;
                let (left, right) = (cut(index), cut(index + 1));
                let into_corner = |at: f64, end: f64, corner: Spot| {
                    if (at - end).abs() < 0.01 {
                        corner
                    } else {
                        outside(at)
                    }
                };
                let ring = rounded(&[
                    into_corner(left, first, from),
                    into_corner(right, last, to),
                    inside(right),
                    inside(left),
                ]);
                let street = Street::Wall(side);
                draft.slots.push(Slot {
                    ring,
                    rect: None,
                    run,
                    street,
                    kind: SlotKind::Wall,
                });
            }
        }
    }
}
