//! Neighbours joined to larger stalls, until the number is exact.

use super::draft::{Draft, SlotKind};
use super::shape::Rect;
use crate::domain::market::raw::Ring;
use crate::publisher::sample::random::Stream;

/// Joins neighbours until `wanted` stalls are left.
pub fn down_to(draft: &mut Draft, wanted: usize, random: &mut Stream) {
    let mut pairs = std::mem::take(&mut draft.joins);
    random.shuffle(&mut pairs);
    // Corner shops in the shape of an L are rare; they come last in most cases.
    let is_corner = |draft: &Draft, pair: &(usize, usize)| {
        [pair.0, pair.1]
            .iter()
            .any(|index| draft.slots[*index].kind == SlotKind::EndCap)
    };
    let keep_corner: Vec<bool> = pairs.iter().map(|_| random.chance(350)).collect();
    let (first, last): (Vec<_>, Vec<_>) = pairs
        .into_iter()
        .zip(keep_corner)
        .partition(|(pair, keep)| *keep || !is_corner(draft, pair));
    let mut gone = vec![false; draft.slots.len()];
    let mut joined = vec![false; draft.slots.len()];
    let mut excess = draft.slots.len().saturating_sub(wanted);
    for ((one, other), _) in first.into_iter().chain(last) {
        if excess == 0 {
            break;
        }
        if joined[one] || joined[other] {
            continue;
        }
        let (Some(a), Some(b)) = (draft.slots[one].rect, draft.slots[other].rect) else {
            continue;
        };
        let Some(ring) = union(a, b) else { continue };
        // The stall at the end of the rows keeps its place and takes the neighbour in.
        let (stays, goes) = if draft.slots[other].kind == SlotKind::EndCap {
            (other, one)
        } else {
            (one, other)
        };
        draft.slots[stays].ring = ring;
        draft.slots[stays].rect = None;
        joined[one] = true;
        joined[other] = true;
        gone[goes] = true;
        excess -= 1;
    }
    // What cannot be joined stays closed: store rooms, spread over the level.
    let left: Vec<usize> = (0..gone.len()).filter(|index| !gone[*index]).collect();
    for store in 0..excess {
        gone[left[(2 * store + 1) * left.len() / (2 * excess)]] = true;
    }
    let mut index = 0;
    draft.slots.retain(|_| {
        index += 1;
        !gone[index - 1]
    });
}

/// The outline of two rectangles that share an edge and are flush on one side at least.
fn union(a: Rect, b: Rect) -> Option<Ring> {
    let whole = Rect {
        x0: a.x0.min(b.x0),
        y0: a.y0.min(b.y0),
        x1: a.x1.max(b.x1),
        y1: a.y1.max(b.y1),
    };
    let area = |rect: Rect| i64::from(rect.width()) * i64::from(rect.height());
    let mut ring = whole.ring();
    let missing = area(whole) - area(a) - area(b);
    if missing == 0 {
        return Some(ring);
    }
    let holds = |rect: Rect, at: [i32; 2]| {
        (at[0] == rect.x0 || at[0] == rect.x1) && (at[1] == rect.y0 || at[1] == rect.y1)
    };
    let free: Vec<usize> = (0..4)
        .filter(|corner| !holds(a, ring[*corner]) && !holds(b, ring[*corner]))
        .collect();
    let [corner] = free[..] else { return None };
    let inner = |low: i32, high: i32, cuts: [i32; 4]| {
        cuts.into_iter().find(|cut| *cut != low && *cut != high)
    };
    let x = inner(whole.x0, whole.x1, [a.x0, a.x1, b.x0, b.x1])?;
    let y = inner(whole.y0, whole.y1, [a.y0, a.y1, b.y0, b.y1])?;
    let at = ring[corner];
    if i64::from((at[0] - x).abs()) * i64::from((at[1] - y).abs()) != missing {
        return None;
    }
    let notch = match corner {
        0 | 2 => [[at[0], y], [x, y], [x, at[1]]],
        _ => [[x, at[1]], [x, y], [at[0], y]],
    };
    ring.splice(corner..=corner, notch);
    Some(ring)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::market::check::doubled_area;

    #[test]
    fn two_become_one() {
        let rect = |x0, y0, x1, y1| Rect { x0, y0, x1, y1 };
        let check = |a: Rect, b: Rect, points: usize| {
            let ring = union(a, b).unwrap();
            assert_eq!(ring.len(), points, "{ring:?}");
            let area = |rect: Rect| i64::from(rect.width()) * i64::from(rect.height());
            assert_eq!(doubled_area(&ring), 2 * (area(a) + area(b)), "{ring:?}");
        };
        check(rect(0, 0, 10, 10), rect(10, 0, 20, 10), 4);
        check(rect(0, 0, 10, 20), rect(10, 0, 20, 10), 6);
        check(rect(0, 0, 10, 20), rect(10, 10, 20, 20), 6);
        check(rect(10, 0, 20, 20), rect(0, 0, 10, 10), 6);
        check(rect(10, 0, 20, 20), rect(0, 10, 10, 20), 6);
        check(rect(0, 0, 20, 10), rect(0, 10, 10, 20), 6);
        assert!(union(rect(0, 0, 10, 10), rect(20, 5, 30, 40)).is_none());
    }
}
