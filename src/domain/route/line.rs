//! Lines as one walks them: where they turn, and which way.

use super::footing::foot;
use super::walks::length_dm;
use crate::domain::market::raw::Point;

/// What strays no further from a straight line is straight: 2.5 m, less than an aisle is wide.
const STRAIGHT_DM: u32 = 25;
/// Two turns against each other within this length only lead around something.
const JOG_DM: u32 = 60;

/// A corner of a walk.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Corner {
    pub at: Point,
    /// Length of the walk from the corner before.
    pub walk_dm: u32,
    /// Direction in which one comes, a vector of length 1.
    pub came: [f64; 2],
    /// Direction in which one goes on.
    pub goes: [f64; 2],
}

/// The two ends of a line and the corners between them where one turns. Fewer than two for a line
/// without length.
pub(super) fn corners(points: &[Point]) -> Vec<Corner> {
    let mut spine: Vec<Point> = Vec::new();
    if let (Some(first), Some(last)) = (points.first(), points.last()) {
        spine.push(*first);
        straighten(points, &mut spine);
        spine.push(*last);
        spine.dedup();
    }
    let mut turns: Vec<Point> = Vec::new();
    for at in &spine {
        turns.push(*at);
        while let [.., a, b, c] = turns.as_slice()
            && !is_turn(direction(*a, *b), direction(*b, *c))
        {
            let last = *c;
            turns.truncate(turns.len() - 2);
            turns.push(last);
        }
    }
    drop_jogs(&mut turns);
    measured(points, &turns)
}

/// A turn counts from 40 degrees on.
fn is_turn(came: [f64; 2], goes: [f64; 2]) -> bool {
    const COS_40_DEG: f64 = 0.766;
    came[0] * goes[0] + came[1] * goes[1] < COS_40_DEG
}

/// The points between the ends that stray from the straight line (Ramer, Douglas and Peucker).
fn straighten(points: &[Point], kept: &mut Vec<Point>) {
    let [first, between @ .., last] = points else {
        return;
    };
    let off = |at: &Point| length_dm(foot(*first, *last, *at), *at);
    let farthest = between.iter().enumerate().max_by_key(|(_, at)| off(at));
    if let Some((index, at)) = farthest.filter(|(_, at)| off(at) > STRAIGHT_DM) {
        straighten(points.get(..=index + 1).unwrap_or_default(), kept);
        kept.push(*at);
        straighten(points.get(index + 1..).unwrap_or_default(), kept);
    }
}

/// Takes out pairs of near turns after which one goes on as before.
fn drop_jogs(turns: &mut Vec<Point>) {
    let mut index = 0;
    while let Some([a, b, c, d]) = turns.get(index..index + 4) {
        let goes_on = !is_turn(direction(*a, *b), direction(*c, *d));
        if goes_on && length_dm(*b, *c) <= JOG_DM {
            turns.drain(index + 1..index + 3);
            index = index.saturating_sub(1);
        } else {
            index += 1;
        }
    }
}

fn measured(points: &[Point], turns: &[Point]) -> Vec<Corner> {
    let mut corners = Vec::with_capacity(turns.len());
    // Turns are points of the line, in its order.
    let mut rest = points;
    let mut before: Option<Point> = None;
    for (index, at) in turns.iter().enumerate() {
        let place = rest.iter().position(|own| own == at).unwrap_or(0);
        let walk_dm = rest
            .get(..=place)
            .unwrap_or_default()
            .windows(2)
            .map(|pair| match pair {
                [a, b] => length_dm(*a, *b),
                _ => 0,
            })
            .sum();
        rest = rest.get(place..).unwrap_or_default();
        let next = turns.get(index + 1);
        let goes = next.map(|next| direction(*at, *next));
        let came = before.map(|before| direction(before, *at));
        corners.push(Corner {
            at: *at,
            walk_dm,
            came: came.or(goes).unwrap_or_default(),
            goes: goes.or(came).unwrap_or_default(),
        });
        before = Some(*at);
    }
    corners
}

/// The direction from `a` to `b` as a vector of length 1; of no length when they are the same.
pub(super) fn direction(a: Point, b: Point) -> [f64; 2] {
    let [dx, dy] = [
        f64::from(b[0]) - f64::from(a[0]),
        f64::from(b[1]) - f64::from(a[1]),
    ];
    let length = (dx * dx + dy * dy).sqrt().max(1e-9);
    [dx / length, dy / length]
}

/// The point so far along the line; its end when the line is shorter.
pub(super) fn along(points: &[Point], dm: u32) -> Option<Point> {
    let mut rest = dm;
    for pair in points.windows(2) {
        let [a, b] = pair else { continue };
        let length = length_dm(*a, *b);
        if length >= rest {
            let share = f64::from(rest) / f64::from(length.max(1));
            let between = |a: i32, b: i32| a + (f64::from(b - a) * share) as i32;
            return Some([between(a[0], b[0]), between(a[1], b[1])]);
        }
        rest -= length;
    }
    points.last().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_turns_are_corners() {
        let check = |points: &[Point], expected: &[(Point, u32)]| {
            let found: Vec<(Point, u32)> = corners(points)
                .iter()
                .map(|own| (own.at, own.walk_dm))
                .collect();
            assert_eq!(found, expected, "{points:?}");
        };
        check(&[], &[]);
        check(&[[5, 5]], &[([5, 5], 0)]);
        let straight = [[0, 0], [100, 10], [200, 0]];
        check(&straight, &[([0, 0], 0), ([200, 0], 200)]);
        let bent = [[0, 0], [100, 0], [200, 0], [200, 300]];
        check(&bent, &[([0, 0], 0), ([200, 0], 200), ([200, 300], 300)]);
        // Around a pillar and on.
        let jog = [[0, 0], [100, 0], [100, 50], [300, 50]];
        check(&jog, &[([0, 0], 0), ([300, 50], 350)]);
        // A slow bend is no corner.
        let bend = [[0, 0], [200, 0], [380, 60], [540, 160]];
        check(&bend, &[([0, 0], 0), ([540, 160], 579)]);
        // There and back again is one.
        let back = [[0, 0], [200, 0], [100, 0]];
        check(&back, &[([0, 0], 0), ([200, 0], 200), ([100, 0], 100)]);
    }

    #[test]
    fn so_far_along() {
        let line = [[0, 0], [100, 0], [100, 100]];
        let check = |dm, expected| assert_eq!(along(&line, dm), Some(expected));
        check(0, [0, 0]);
        check(60, [60, 0]);
        check(150, [100, 50]);
        check(999, [100, 100]);
        assert_eq!(along(&[], 5), None);
    }
}
