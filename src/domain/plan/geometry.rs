//! Points, boxes and rings of plan space: decimetres, x to the east, y to the south.

/// Keeping a number between two bounds.
pub trait Kept {
    /// The nearest number that is not below `low` and not above `high`. Other than the library's
    /// `clamp` it never panics, and so brings no code into the page that writes floats as text.
    fn kept(self, low: Self, high: Self) -> Self;
}

impl Kept for f64 {
    #[allow(clippy::manual_clamp, reason = "that is the point")]
    fn kept(self, low: f64, high: f64) -> f64 {
        self.max(low).min(high)
    }
}

/// A place on the plan.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    pub x_dm: f64,
    pub y_dm: f64,
}

impl Point {
    pub const fn new(x_dm: f64, y_dm: f64) -> Self {
        Self { x_dm, y_dm }
    }

    pub fn distance_dm(self, other: Point) -> f64 {
        let (dx, dy) = (self.x_dm - other.x_dm, self.y_dm - other.y_dm);
        (dx * dx + dy * dy).sqrt()
    }
}

impl From<[i32; 2]> for Point {
    fn from([x, y]: [i32; 2]) -> Self {
        Self::new(f64::from(x), f64::from(y))
    }
}

/// A closed line of at least three corners; the last corner joins the first by itself.
pub type Ring = Vec<Point>;

/// An upright box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    pub min_x_dm: f64,
    pub min_y_dm: f64,
    pub max_x_dm: f64,
    pub max_y_dm: f64,
}

impl Bounds {
    pub const fn new(min_x_dm: f64, min_y_dm: f64, max_x_dm: f64, max_y_dm: f64) -> Self {
        Self {
            min_x_dm,
            min_y_dm,
            max_x_dm,
            max_y_dm,
        }
    }

    /// The box around `points`; nothing when there are none.
    pub fn around(points: &[Point]) -> Option<Self> {
        let first = points.first()?;
        let start = Self::new(first.x_dm, first.y_dm, first.x_dm, first.y_dm);
        Some(points.iter().fold(start, |all, point| all.with(*point)))
    }

    pub fn with(self, point: Point) -> Self {
        Self::new(
            self.min_x_dm.min(point.x_dm),
            self.min_y_dm.min(point.y_dm),
            self.max_x_dm.max(point.x_dm),
            self.max_y_dm.max(point.y_dm),
        )
    }

    pub fn union(self, other: Bounds) -> Self {
        self.with(Point::new(other.min_x_dm, other.min_y_dm))
            .with(Point::new(other.max_x_dm, other.max_y_dm))
    }

    pub fn grown(self, by_dm: f64) -> Self {
        Self::new(
            self.min_x_dm - by_dm,
            self.min_y_dm - by_dm,
            self.max_x_dm + by_dm,
            self.max_y_dm + by_dm,
        )
    }

    /// The same box elsewhere.
    pub fn moved(self, by: Point) -> Self {
        Self::new(
            self.min_x_dm + by.x_dm,
            self.min_y_dm + by.y_dm,
            self.max_x_dm + by.x_dm,
            self.max_y_dm + by.y_dm,
        )
    }

    pub fn width_dm(self) -> f64 {
        self.max_x_dm - self.min_x_dm
    }

    pub fn height_dm(self) -> f64 {
        self.max_y_dm - self.min_y_dm
    }

    pub fn center(self) -> Point {
        Point::new(
            (self.min_x_dm + self.max_x_dm) / 2.0,
            (self.min_y_dm + self.max_y_dm) / 2.0,
        )
    }

    pub fn contains(self, point: Point) -> bool {
        point.x_dm >= self.min_x_dm
            && point.x_dm < self.max_x_dm
            && point.y_dm >= self.min_y_dm
            && point.y_dm < self.max_y_dm
    }

    pub fn overlaps(self, other: Bounds) -> bool {
        self.min_x_dm < other.max_x_dm
            && other.min_x_dm < self.max_x_dm
            && self.min_y_dm < other.max_y_dm
            && other.min_y_dm < self.max_y_dm
    }

    /// How far `point` lies outside; 0 inside.
    pub fn distance_dm(self, point: Point) -> f64 {
        let dx = (self.min_x_dm - point.x_dm).max(point.x_dm - self.max_x_dm);
        let dy = (self.min_y_dm - point.y_dm).max(point.y_dm - self.max_y_dm);
        let (dx, dy) = (dx.max(0.0), dy.max(0.0));
        (dx * dx + dy * dy).sqrt()
    }

    pub fn corners(self) -> [Point; 4] {
        [
            Point::new(self.min_x_dm, self.min_y_dm),
            Point::new(self.max_x_dm, self.min_y_dm),
            Point::new(self.max_x_dm, self.max_y_dm),
            Point::new(self.min_x_dm, self.max_y_dm),
        ]
    }
}

/// The sides of a ring as pairs of corners, the closing side included.
pub fn sides(ring: &[Point]) -> impl Iterator<Item = (Point, Point)> + '_ {
    let next = ring.iter().cycle().skip(1);
    ring.iter().copied().zip(next.copied())
}

/// Whether `point` lies inside `ring` (even-odd rule).
pub fn ring_contains(ring: &[Point], point: Point) -> bool {
    let mut inside = false;
    for (a, b) in sides(ring) {
        if (a.y_dm > point.y_dm) != (b.y_dm > point.y_dm) {
            let share = (point.y_dm - a.y_dm) / (b.y_dm - a.y_dm);
            if point.x_dm < a.x_dm + share * (b.x_dm - a.x_dm) {
                inside = !inside;
            }
        }
    }
    inside
}

/// How far `point` is from the ring's line, inside or outside.
pub fn ring_distance_dm(ring: &[Point], point: Point) -> f64 {
    sides(ring)
        .map(|(a, b)| side_distance_dm(a, b, point))
        .fold(f64::INFINITY, f64::min)
}

/// An upright box inside the ring, as large as a coarse search finds: the room for its texts.
/// Nothing when the ring has no inside.
pub fn label_box(ring: &[Point]) -> Option<Bounds> {
    const STEPS: u32 = 6;
    let all = Bounds::around(ring)?;
    let mut best: Option<(f64, Bounds)> = None;
    for row in 1..STEPS {
        for column in 1..STEPS {
            let center = Point::new(
                all.min_x_dm + all.width_dm() * f64::from(column) / f64::from(STEPS),
                all.min_y_dm + all.height_dm() * f64::from(row) / f64::from(STEPS),
            );
            if !ring_contains(ring, center) {
                continue;
            }
            // Texts are wider than tall, so wide boxes are tried too.
            for (wide, tall) in [(1.0, 1.0), (1.0, 0.6), (0.6, 1.0)] {
                let half = (all.width_dm() / 2.0 * wide, all.height_dm() / 2.0 * tall);
                // Most places lose against the best one so far; one look tells.
                let least = best.map_or(0.0, |(area, _)| (area / (4.0 * half.0 * half.1)).sqrt());
                if least >= 1.0 || !box_is_inside(ring, sized(center, half, least * 1.01)) {
                    continue;
                }
                let inside = largest_inside(ring, center, half, least);
                let area = inside.width_dm() * inside.height_dm();
                if best.is_none_or(|(other, _)| area > other) {
                    best = Some((area, inside));
                }
            }
        }
    }
    best.map(|(_, inside)| inside)
}

/// The largest box about a centre with these proportions; one of `fits` times the half sides
/// lies inside.
fn largest_inside(ring: &[Point], center: Point, half_dm: (f64, f64), fits: f64) -> Bounds {
    let (mut fits, mut too_large) = (fits, 1.0);
    for _ in 0..7 {
        let middle = (fits + too_large) / 2.0;
        if box_is_inside(ring, sized(center, half_dm, middle)) {
            fits = middle;
        } else {
            too_large = middle;
        }
    }
    sized(center, half_dm, fits)
}

fn sized(center: Point, half_dm: (f64, f64), share: f64) -> Bounds {
    let (w, h) = (half_dm.0 * share, half_dm.1 * share);
    Bounds::new(
        center.x_dm - w,
        center.y_dm - h,
        center.x_dm + w,
        center.y_dm + h,
    )
}

/// The area within a ring, square decimetres.
pub fn ring_area_dm2(ring: &[Point]) -> f64 {
    let twice: f64 = sides(ring)
        .map(|(a, b)| a.x_dm * b.y_dm - b.x_dm * a.y_dm)
        .sum();
    (twice / 2.0).abs()
}

fn box_is_inside(ring: &[Point], inner: Bounds) -> bool {
    inner.corners().iter().all(|c| ring_contains(ring, *c))
        && !sides(ring).any(|(a, b)| side_cuts_box(a, b, inner))
}

/// Whether the side from `a` to `b` passes through the box (clipping by its four borders).
pub fn side_cuts_box(a: Point, b: Point, within: Bounds) -> bool {
    let (dx, dy) = (b.x_dm - a.x_dm, b.y_dm - a.y_dm);
    let (mut from, mut to) = (0.0_f64, 1.0_f64);
    for (step, room) in [
        (-dx, a.x_dm - within.min_x_dm),
        (dx, within.max_x_dm - a.x_dm),
        (-dy, a.y_dm - within.min_y_dm),
        (dy, within.max_y_dm - a.y_dm),
    ] {
        if step == 0.0 {
            if room <= 0.0 {
                return false;
            }
        } else if step < 0.0 {
            from = from.max(room / step);
        } else {
            to = to.min(room / step);
        }
    }
    from < to
}

fn side_distance_dm(a: Point, b: Point, point: Point) -> f64 {
    let (dx, dy) = (b.x_dm - a.x_dm, b.y_dm - a.y_dm);
    let length2 = dx * dx + dy * dy;
    let along = if length2 > 0.0 {
        (((point.x_dm - a.x_dm) * dx + (point.y_dm - a.y_dm) * dy) / length2).kept(0.0, 1.0)
    } else {
        0.0
    };
    point.distance_dm(Point::new(a.x_dm + along * dx, a.y_dm + along * dy))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(corners: &[[i32; 2]]) -> Ring {
        corners.iter().map(|c| Point::from(*c)).collect()
    }

    fn ell() -> Ring {
        ring(&[[0, 0], [40, 0], [40, 10], [10, 10], [10, 40], [0, 40]])
    }

    #[test]
    fn a_point_is_inside_or_not() {
        let check = |x: i32, y: i32, expected| {
            assert_eq!(
                ring_contains(&ell(), Point::from([x, y])),
                expected,
                "{x} {y}"
            );
        };
        check(5, 5, true);
        check(35, 5, true);
        check(5, 35, true);
        check(20, 20, false);
        check(-1, 5, false);
        check(41, 5, false);
    }

    #[test]
    fn distances() {
        let square = Bounds::new(0.0, 0.0, 10.0, 10.0);
        assert_eq!(square.distance_dm(Point::new(5.0, 5.0)), 0.0);
        assert_eq!(square.distance_dm(Point::new(13.0, 14.0)), 5.0);
        assert_eq!(ring_distance_dm(&ell(), Point::new(43.0, 14.0)), 5.0);
        assert_eq!(ring_distance_dm(&ell(), Point::new(5.0, 5.0)), 5.0);
    }

    #[test]
    fn the_label_box_lies_inside() {
        for outline in [
            ell(),
            ring(&[[0, 0], [30, 0], [0, 30]]),
            ring(&[[0, 10], [10, 0], [20, 10], [10, 20]]),
        ] {
            let inner = label_box(&outline).expect("has an inside");
            assert!(
                inner.width_dm() > 4.0 && inner.height_dm() > 4.0,
                "{inner:?}"
            );
            for corner in inner.corners() {
                assert!(ring_contains(&outline, corner), "{corner:?}");
            }
        }
        assert_eq!(label_box(&ring(&[[0, 0], [10, 0], [20, 0]])), None);
        assert_eq!(label_box(&[]), None);
    }

    #[test]
    fn boxes_touching_do_not_overlap() {
        let a = Bounds::new(0.0, 0.0, 10.0, 10.0);
        assert!(a.overlaps(Bounds::new(9.0, 9.0, 12.0, 12.0)));
        assert!(!a.overlaps(Bounds::new(10.0, 0.0, 12.0, 10.0)));
    }
}
