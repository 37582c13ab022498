//! Outlines against outlines, exactly: whole decimetres, no rounding.

use crate::domain::market::check::doubled_area;
use crate::domain::market::raw::Point;

/// Box around an outline, decimetres.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Least x.
    pub left: i32,
    /// Least y.
    pub top: i32,
    /// Greatest x.
    pub right: i32,
    /// Greatest y.
    pub bottom: i32,
}

impl Bounds {
    /// The box around a ring; one without area for no points.
    pub fn of(ring: &[Point]) -> Bounds {
        let mut points = ring.iter();
        let [x, y] = points.next().copied().unwrap_or_default();
        points.fold(
            Bounds {
                left: x,
                top: y,
                right: x,
                bottom: y,
            },
            |bounds, [x, y]| Bounds {
                left: bounds.left.min(*x),
                top: bounds.top.min(*y),
                right: bounds.right.max(*x),
                bottom: bounds.bottom.max(*y),
            },
        )
    }

    /// True when they share ground, not only an edge.
    pub fn overlaps(&self, other: &Bounds) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Its middle, rounded to the left and up.
    pub fn middle(&self) -> Point {
        let between = |a: i32, b: i32| a + (b - a) / 2;
        [
            between(self.left, self.right),
            between(self.top, self.bottom),
        ]
    }
}

/// True when the ring is just the box around it.
pub fn is_box(ring: &[Point]) -> bool {
    let bounds = Bounds::of(ring);
    let area = i64::from(bounds.right - bounds.left) * i64::from(bounds.bottom - bounds.top);
    ring.len() == 4 && area > 0 && doubled_area(ring).abs() == 2 * area
}

/// Where a point lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Within, not on the edge.
    Inside,
    /// On the edge.
    Edge,
    /// Neither.
    Outside,
}

/// Where a point lies relative to a ring.
pub fn side_of(ring: &[Point], at: Point) -> Side {
    side_of_wide(ring, at.map(i64::from), 1)
}

/// The same for a point in 1/`scale` decimetres, so that the middle of an edge is a whole number.
fn side_of_wide(ring: &[Point], at: [i64; 2], scale: i64) -> Side {
    let mut inside = false;
    for (a, b) in edges(ring) {
        let (a, b) = (wide(a, scale), wide(b, scale));
        let turn = turn(a, b, at);
        let within =
            |axis: usize| (a[axis].min(b[axis])..=a[axis].max(b[axis])).contains(&at[axis]);
        if turn == 0 && within(0) && within(1) {
            return Side::Edge;
        }
        if (a[1] > at[1]) != (b[1] > at[1]) && (turn > 0) == (b[1] > a[1]) {
            inside = !inside;
        }
    }
    if inside { Side::Inside } else { Side::Outside }
}

/// True when two edges of the ring cross.
pub fn crosses_itself(ring: &[Point]) -> bool {
    let edges: Vec<(Point, Point)> = edges(ring).collect();
    edges.iter().enumerate().any(|(index, first)| {
        edges
            .iter()
            .skip(index + 1)
            .any(|second| cross(*first, *second))
    })
}

/// True when the ring lies within `floor`, edges included, and in none of its holes.
pub fn lies_on(ring: &[Point], floor: &[Point], holes: &[Vec<Point>]) -> bool {
    let bounds = Bounds::of(ring);
    ring.iter().all(|at| side_of(floor, *at) != Side::Outside)
        && !any_cross(ring, floor)
        && holes
            .iter()
            .filter(|hole| Bounds::of(hole).overlaps(&bounds))
            .all(|hole| !overlap(ring, hole))
}

/// True when a point lies on `floor`, edges included, and within none of its holes.
pub fn point_lies_on(at: Point, floor: &[Point], holes: &[Vec<Point>]) -> bool {
    side_of(floor, at) != Side::Outside
        && holes.iter().all(|hole| side_of(hole, at) != Side::Inside)
}

/// True when two rings share ground, not only an edge.
pub fn overlap(a: &[Point], b: &[Point]) -> bool {
    if !Bounds::of(a).overlaps(&Bounds::of(b)) {
        return false;
    }
    (is_box(a) && is_box(b)) || any_cross(a, b) || reaches_into(a, b) || reaches_into(b, a) || {
        // The same outline twice has no point of one within the other.
        a.len() == b.len() && a.iter().all(|at| b.contains(at))
    }
}

/// True when a corner of `a`, or the middle of one of its edges, lies within `b`.
fn reaches_into(a: &[Point], b: &[Point]) -> bool {
    edges(a).any(|(from, to)| {
        let middle = [0, 1].map(|axis| i64::from(from[axis]) + i64::from(to[axis]));
        side_of(b, from) == Side::Inside || side_of_wide(b, middle, 2) == Side::Inside
    })
}

fn any_cross(a: &[Point], b: &[Point]) -> bool {
    edges(a).any(|first| edges(b).any(|second| cross(first, second)))
}

/// True when two edges cross in a point that is an end of neither.
fn cross(first: (Point, Point), second: (Point, Point)) -> bool {
    let [a, b, c, d] = [first.0, first.1, second.0, second.1].map(|at| wide(at, 1));
    let parted = |a, b, c, d| turn(a, b, c).signum() * turn(a, b, d).signum() < 0;
    parted(a, b, c, d) && parted(c, d, a, b)
}

fn edges(ring: &[Point]) -> impl Iterator<Item = (Point, Point)> {
    ring.iter()
        .copied()
        .zip(ring.iter().copied().cycle().skip(1))
}

fn wide(at: Point, scale: i64) -> [i64; 2] {
    at.map(|value| i64::from(value) * scale)
}

/// Which way one turns at `b` on the way from `a` to `c`: the sign of the enclosed area.
fn turn(a: [i64; 2], b: [i64; 2], c: [i64; 2]) -> i64 {
    (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    const FLOOR: [Point; 6] = [[0, 0], [100, 0], [100, 50], [50, 50], [50, 100], [0, 100]];

    fn rectangle(left: i32, top: i32, width: i32, height: i32) -> Vec<Point> {
        vec![
            [left, top],
            [left + width, top],
            [left + width, top + height],
            [left, top + height],
        ]
    }

    #[test]
    fn points() {
        let check = |at, expected| assert_eq!(side_of(&FLOOR, at), expected, "{at:?}");
        check([10, 10], Side::Inside);
        check([0, 0], Side::Edge);
        check([50, 75], Side::Edge);
        check([75, 50], Side::Edge);
        check([51, 51], Side::Outside);
        check([-1, 0], Side::Outside);
        check([20, 50], Side::Inside);
        check([200, 50], Side::Outside);
    }

    #[test]
    fn on_the_floor() {
        let holes = [rectangle(20, 20, 10, 10)];
        let check = |ring: Vec<Point>, expected| {
            assert_eq!(lies_on(&ring, &FLOOR, &holes), expected, "{ring:?}");
        };
        check(rectangle(0, 0, 10, 10), true);
        check(rectangle(90, 40, 10, 10), true);
        check(rectangle(90, 40, 11, 10), false);
        check(rectangle(40, 40, 20, 20), false);
        check(rectangle(200, 200, 5, 5), false);
        check(rectangle(22, 22, 5, 5), false);
        check(rectangle(15, 15, 30, 30), false);
        check(rectangle(20, 20, 10, 10), false);
        check(rectangle(10, 20, 10, 10), true);
        // Every corner on the floor, but not the way between.
        check(vec![[90, 40], [95, 45], [40, 95]], false);
    }

    #[test]
    fn shared_ground() {
        let check = |a: Vec<Point>, b: Vec<Point>, expected| {
            assert_eq!(overlap(&a, &b), expected, "{a:?} {b:?}");
            assert_eq!(overlap(&b, &a), expected, "{b:?} {a:?}");
        };
        check(rectangle(0, 0, 10, 10), rectangle(10, 0, 10, 10), false);
        check(rectangle(0, 0, 10, 10), rectangle(9, 9, 10, 10), true);
        check(rectangle(0, 0, 10, 10), rectangle(0, 0, 10, 10), true);
        check(rectangle(0, 0, 10, 10), rectangle(2, 2, 3, 3), true);
        let triangle = vec![[0, 0], [10, 0], [0, 10]];
        check(triangle.clone(), rectangle(6, 6, 10, 10), false);
        check(triangle.clone(), rectangle(4, 4, 10, 10), true);
        check(triangle.clone(), triangle, true);
    }

    #[test]
    fn crossings() {
        assert!(crosses_itself(&[[0, 0], [10, 10], [10, 0], [0, 10]]));
        assert!(!crosses_itself(&FLOOR));
    }

    #[test]
    fn boxes() {
        assert!(is_box(&rectangle(0, 0, 3, 4)));
        assert!(!is_box(&[[0, 0], [3, 0], [3, 4], [1, 4]]));
        assert!(!is_box(&[[0, 0], [3, 0], [3, 4]]));
        assert!(!is_box(&[[0, 0], [0, 0], [0, 0], [0, 0]]));
        assert!(!is_box(&FLOOR));
    }
}
