//! Where somebody looks on the way: what is up on a map that is turned for a walker.

use super::line::direction;
use super::walks::length_dm;
use crate::domain::market::raw::Point;

/// So far along the line one looks; small bends on it do not turn the map.
const AHEAD_DM: u32 = 120;

/// A point straight ahead of somebody who stands at `at` on a line and walks to its end; at the
/// end, ahead of somebody who has just arrived. None on a line without length.
pub fn outlook(line: &[Point], at: Point) -> Option<Point> {
    let nearest = nearest_side(line, at)?;
    let mut left_dm = AHEAD_DM;
    let mut from = at;
    for to in line.iter().skip(nearest + 1) {
        let side_dm = length_dm(from, *to);
        if side_dm >= left_dm {
            let [x, y] = direction(from, *to);
            return Some(moved(from, [x, y], left_dm));
        }
        left_dm -= side_dm;
        from = *to;
    }
    if from != at {
        return Some(from);
    }
    // Nothing is left to walk: as one came.
    let before = line.iter().rev().find(|own| **own != at)?;
    Some(moved(at, direction(*before, at), AHEAD_DM))
}

/// Index of the side of the line that is nearest to a point.
fn nearest_side(line: &[Point], at: Point) -> Option<usize> {
    let mut best = None;
    for (index, side) in line.windows(2).enumerate() {
        let [a, b] = side else { continue };
        let off_dm = length_dm(super::footing::foot(*a, *b, at), at);
        if best.is_none_or(|(own, _)| off_dm < own) {
            best = Some((off_dm, index));
        }
    }
    best.map(|(_, index)| index)
}

fn moved([x, y]: Point, [dx, dy]: [f64; 2], by_dm: u32) -> Point {
    #[allow(clippy::cast_possible_truncation, reason = "a few metres")]
    let step = |along: f64| (along * f64::from(by_dm)).round() as i32;
    [x.saturating_add(step(dx)), y.saturating_add(step(dy))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ahead_is_where_one_walks() {
        let line = [[0, 0], [500, 0], [500, 300], [480, 300]];
        let check = |at: Point, expected: Point| assert_eq!(outlook(&line, at), Some(expected));
        check([0, 0], [120, 0]);
        check([100, 0], [220, 0]);
        // Around the corner as soon as it is near.
        check([450, 0], [500, 70]);
        check([500, 0], [500, 120]);
        check([500, 290], [480, 300]);
        // Arrived: as one came.
        check([480, 300], [360, 300]);
    }

    #[test]
    fn nowhere_without_a_line() {
        assert_eq!(outlook(&[], [0, 0]), None);
        assert_eq!(outlook(&[[5, 5]], [5, 5]), None);
        assert_eq!(outlook(&[[5, 5], [5, 5]], [5, 5]), None);
    }
}
