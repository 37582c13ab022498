//! Where a stall, place or kiosk meets the walking network: the point of the nearest way that one
//! can walk to in a straight line without crossing a stall.

use super::walks::{Gait, Walks, length_dm};
use crate::domain::market::raw::{Point, Ring};
use crate::domain::plan::geometry::{self, Bounds, Kept};
use crate::domain::publication::open::{Footprint, LevelStalls};

/// What is further from every way than this is not on the network: 50 m.
pub const REACH_DM: u32 = 500;
/// So many of the nearest ways are looked at for one without a stall in between.
const LOOKED_AT: usize = 8;

/// A point of the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Footing {
    /// On a way.
    Way {
        /// Index of the way.
        way: usize,
        /// How far along it, from its first node.
        along_dm: u32,
        /// The point of the way.
        at: Point,
        /// The point that is meant: the front of a stall, a place, a kiosk.
        door: Point,
        /// Between the two.
        off_dm: u32,
        /// True when no stall stands between the two.
        clear: bool,
    },
    /// A node itself.
    Node {
        /// Index of the node.
        node: usize,
        /// Its place.
        at: Point,
    },
}

impl Footing {
    /// Where a stall meets the network; none when it has no ground or no way is near.
    pub fn of_stall(walks: &Walks, stalls: &LevelStalls, stall: usize) -> Option<Footing> {
        let ground = stalls.footprint(stall);
        (ground.w_dm > 0)
            .then(|| nearest(walks, &Form::Ground(ground), stalls, Some(stall)))
            .flatten()
    }

    /// Where a point meets the network; none when no way is near.
    pub fn of_point(walks: &Walks, stalls: &LevelStalls, at: Point) -> Option<Footing> {
        nearest(walks, &Form::Point(at), stalls, None)
    }

    /// The point of the network.
    pub fn at(&self) -> Point {
        match self {
            Footing::Way { at, .. } | Footing::Node { at, .. } => *at,
        }
    }

    /// The point that is meant.
    pub fn door(&self) -> Point {
        match self {
            Footing::Way { door, .. } => *door,
            Footing::Node { at, .. } => *at,
        }
    }

    /// Nodes that one comes to first from here (or, `against`, from which one comes here), with
    /// what it costs.
    pub fn seeds(&self, walks: &Walks, gait: Gait, against: bool) -> Vec<(usize, u64)> {
        match *self {
            Footing::Node { node, .. } => vec![(node, 0)],
            Footing::Way {
                way,
                along_dm,
                off_dm,
                ..
            } => {
                let mut seeds = Vec::with_capacity(2);
                if let Some(way) = walks.ways().get(way).filter(|way| way.takes(gait)) {
                    let rest_dm = way.length_dm.saturating_sub(along_dm);
                    if !way.one_way || against {
                        seeds.push((way.from, u64::from(off_dm + along_dm)));
                    }
                    if !way.one_way || !against {
                        seeds.push((way.to, u64::from(off_dm + rest_dm)));
                    }
                }
                seeds
            }
        }
    }

    /// Cost to another point on the same way, without passing a node.
    pub fn beside(&self, other: &Footing, walks: &Walks, gait: Gait) -> Option<u64> {
        let (
            Footing::Way {
                way,
                along_dm,
                off_dm,
                ..
            },
            Footing::Way {
                way: other_way,
                along_dm: other_along_dm,
                off_dm: other_off_dm,
                ..
            },
        ) = (self, other)
        else {
            return None;
        };
        let row = walks.ways().get(*way).filter(|row| row.takes(gait))?;
        let runs_back = other_along_dm < along_dm;
        (way == other_way && !(row.one_way && runs_back))
            .then(|| u64::from(along_dm.abs_diff(*other_along_dm) + off_dm + other_off_dm))
    }
}

/// What is to be joined to the network.
enum Form<'a> {
    Point(Point),
    Ground(Footprint<'a>),
}

impl Form<'_> {
    fn middle(&self) -> Point {
        match self {
            Form::Point(at) => *at,
            Form::Ground(ground) => [ground.x_dm + ground.w_dm / 2, ground.y_dm + ground.h_dm / 2],
        }
    }

    /// Two corners of a box around it.
    fn bounds(&self) -> [Point; 2] {
        match self {
            Form::Point(at) => [*at, *at],
            Form::Ground(ground) => match ground.outline {
                Some(ring) => {
                    let first = ring.first().copied().unwrap_or_default();
                    ring.iter().fold([first, first], |[low, high], at| {
                        [
                            [low[0].min(at[0]), low[1].min(at[1])],
                            [high[0].max(at[0]), high[1].max(at[1])],
                        ]
                    })
                }
                None => [
                    [ground.x_dm, ground.y_dm],
                    [ground.x_dm + ground.w_dm, ground.y_dm + ground.h_dm],
                ],
            },
        }
    }

    /// The point of it that is nearest to `from`.
    fn nearest(&self, from: Point) -> Point {
        match self {
            Form::Point(at) => *at,
            Form::Ground(ground) => match ground.outline {
                Some(ring) => nearest_on_ring(ring, from),
                None => [
                    from[0].max(ground.x_dm).min(ground.x_dm + ground.w_dm),
                    from[1].max(ground.y_dm).min(ground.y_dm + ground.h_dm),
                ],
            },
        }
    }
}

fn nearest(
    walks: &Walks,
    form: &Form,
    stalls: &LevelStalls,
    own: Option<usize>,
) -> Option<Footing> {
    let (middle, ground) = (form.middle(), form.bounds());
    // (distance, way, point of the way, point of the form), the nearest first.
    let mut best: Vec<(u32, usize, Point, Point)> = Vec::with_capacity(LOOKED_AT + 1);
    for (index, way) in walks.ways().iter().enumerate() {
        let (Some(a), Some(b)) = (walks.nodes().get(way.from), walks.nodes().get(way.to)) else {
            continue;
        };
        // A way whose box is no nearer than the last of the list is not among the nearest.
        let last_dm = best.get(LOOKED_AT - 1).map_or(REACH_DM + 1, |own| own.0);
        if gap_dm(ground, [*a, *b]) >= last_dm {
            continue;
        }
        let at = foot(*a, *b, middle);
        let door = form.nearest(at);
        let off_dm = length_dm(at, door);
        let place = best.partition_point(|known| known.0 <= off_dm);
        if off_dm <= REACH_DM && place < LOOKED_AT {
            best.insert(place, (off_dm, index, at, door));
            best.truncate(LOOKED_AT);
        }
    }
    let is_clear = |(_, _, at, door): &&(u32, usize, Point, Point)| {
        let [left, right] = [at[0].min(door[0]), at[0].max(door[0])];
        let [top, bottom] = [at[1].min(door[1]), at[1].max(door[1])];
        let mut between = stalls.touching([left, top, right, bottom]);
        !between.any(|stall| Some(stall) != own && stands_between(stalls, stall, *at, *door))
    };
    let clear = best.iter().find(is_clear);
    let (off_dm, index, at, door) = *clear.or(best.first())?;
    let way = walks.ways().get(index)?;
    let from = walks.nodes().get(way.from)?;
    Some(Footing::Way {
        way: index,
        along_dm: length_dm(*from, at).min(way.length_dm),
        at,
        door,
        off_dm,
        clear: clear.is_some(),
    })
}

/// How far two boxes, each by two opposite corners, are apart along the axis on which they are
/// further apart: no point of one is nearer to the other.
fn gap_dm([low, high]: [Point; 2], [a, b]: [Point; 2]) -> u32 {
    let gap = |axis: usize| {
        let of = |at: Point| at.get(axis).copied().unwrap_or(0);
        let before = of(low).saturating_sub(of(a).max(of(b)));
        let after = of(a).min(of(b)).saturating_sub(of(high));
        before.max(after).max(0)
    };
    gap(0).max(gap(1)).unsigned_abs()
}

/// The point of the line from `a` to `b` that is nearest to `at`.
pub fn foot(a: Point, b: Point, at: Point) -> Point {
    let [ax, ay] = a.map(f64::from);
    let [bx, by] = b.map(f64::from);
    let [x, y] = at.map(f64::from);
    let (dx, dy) = (bx - ax, by - ay);
    let length2 = (dx * dx + dy * dy).max(1e-9);
    let share = (((x - ax) * dx + (y - ay) * dy) / length2).kept(0.0, 1.0);
    [whole(ax + dx * share), whole(ay + dy * share)]
}

fn whole(value: f64) -> i32 {
    (value + 0.5).floor() as i32
}

fn sides(ring: &Ring) -> impl Iterator<Item = (Point, Point)> {
    ring.iter()
        .copied()
        .zip(ring.iter().copied().cycle().skip(1))
}

fn nearest_on_ring(ring: &Ring, from: Point) -> Point {
    if is_inside(ring, from) {
        return from;
    }
    let feet = sides(ring).map(|(a, b)| foot(a, b, from));
    feet.min_by_key(|at| length_dm(*at, from)).unwrap_or(from)
}

fn is_inside(ring: &Ring, [x, y]: Point) -> bool {
    let mut inside = false;
    for ([ax, ay], [bx, by]) in sides(ring) {
        if (ay > y) != (by > y) {
            let turn =
                i64::from(bx - ax) * i64::from(y - ay) - i64::from(x - ax) * i64::from(by - ay);
            if (turn > 0) == (by > ay) {
                inside = !inside;
            }
        }
    }
    inside
}

/// Whether a stall stands on the straight line between two points. Touching is not standing on.
fn stands_between(stalls: &LevelStalls, stall: usize, a: Point, b: Point) -> bool {
    let [x_dm, y_dm, w_dm, h_dm] = stalls.box_dm(stall);
    let (left, right) = (x_dm + 1, x_dm + w_dm - 1);
    let (top, bottom) = (y_dm + 1, y_dm + h_dm - 1);
    let outside = |low: i32, high: i32, a: i32, b: i32| a.max(b) <= low || a.min(b) >= high;
    if w_dm < 3 || h_dm < 3 || outside(left, right, a[0], b[0]) || outside(top, bottom, a[1], b[1])
    {
        return false;
    }
    match stalls.footprint(stall).outline {
        Some(ring) => {
            let middle = [a[0] + (b[0] - a[0]) / 2, a[1] + (b[1] - a[1]) / 2];
            is_inside(ring, middle) || sides(ring).any(|(c, d)| crosses((a, b), (c, d)))
        }
        None => {
            let [left, top, right, bottom] = [left, top, right, bottom].map(f64::from);
            let ground = Bounds::new(left, top, right, bottom);
            let on_plan = |[x, y]: Point| geometry::Point::new(x.into(), y.into());
            geometry::side_cuts_box(on_plan(a), on_plan(b), ground)
        }
    }
}

fn crosses((a, b): (Point, Point), (c, d): (Point, Point)) -> bool {
    let turn = |a: Point, b: Point, c: Point| {
        let [ax, ay] = a.map(i64::from);
        let [bx, by] = b.map(i64::from);
        let [cx, cy] = c.map(i64::from);
        ((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)).signum()
    };
    turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::publication::files::{LevelFile, StallColumns};
    use crate::domain::route::route_oracle::Random;
    use crate::domain::route::test_market::level;
    use crate::domain::route::walks::Way;

    /// Two rows of stalls back to back between two aisles, at y = 0 and y = 100.
    fn rows() -> (Walks, LevelStalls) {
        let level = level("a1", vec![[0, -50], [400, -50], [400, 150], [0, 150]]);
        let file = LevelFile {
            level: "a1".into(),
            stalls: StallColumns {
                number: vec!["1".into(), "2".into(), "3".into()],
                x: vec![100, 100, 140],
                y: vec![15, 50, 15],
                w: vec![30, 30, 30],
                h: vec![35, 35, 35],
                category: vec![-1; 3],
                grade: vec![0; 3],
                plaques: vec![0; 3],
                outline: [(2, vec![[140, 15], [170, 15], [140, 50]])].into(),
                ..StallColumns::default()
            },
            ..LevelFile::default()
        };
        let way = |from, to| Way {
            from,
            to,
            length_dm: 400,
            width_dm: 30,
            one_way: false,
            steps: false,
        };
        let nodes = vec![[0, 0], [400, 0], [0, 100], [400, 100]];
        let walks = Walks::joined(nodes, vec![way(0, 1), way(2, 3)]);
        (walks, LevelStalls::open(file, &level, &[]).0)
    }

    #[test]
    fn a_stall_opens_to_its_own_aisle() {
        let (walks, stalls) = rows();
        let check = |stall, way, at: Point, door: Point, off_dm| {
            let expected = Footing::Way {
                way,
                along_dm: at[0].unsigned_abs(),
                at,
                door,
                off_dm,
                clear: true,
            };
            assert_eq!(Footing::of_stall(&walks, &stalls, stall), Some(expected));
        };
        check(0, 0, [115, 0], [115, 15], 15);
        check(1, 1, [115, 100], [115, 85], 15);
        check(2, 0, [155, 0], [155, 15], 15);
    }

    #[test]
    fn a_point_does_not_look_through_stalls() {
        let (walks, stalls) = rows();
        let check = |at: Point, expected: Option<(usize, bool)>| {
            let found = Footing::of_point(&walks, &stalls, at).map(|footing| match footing {
                Footing::Way { way, clear, .. } => (way, clear),
                Footing::Node { .. } => panic!("a way is meant"),
            });
            assert_eq!(found, expected, "{at:?}");
        };
        check([20, 40], Some((0, true)));
        // Within the stalls no straight line is free.
        check([115, 30], Some((0, false)));
        check([115, 601], None);
        check([399, 99], Some((1, true)));
    }

    /// Leaving ways out by their boxes leaves out none of the nearest.
    #[test]
    fn no_way_is_nearer_than_the_one_that_is_found() {
        let mut random = Random(7);
        let mut place = || [random.below(900), random.below(900)].map(|dm| dm.cast_signed());
        let outline = vec![[0, 0], [900, 0], [900, 900], [0, 900]];
        let level = level("a1", outline);
        for round in 0..200 {
            let nodes: Vec<Point> = (0..60).map(|_| place()).collect();
            let ways = (0..59).map(|from| Way {
                from,
                to: from + 1,
                length_dm: length_dm(nodes[from], nodes[from + 1]),
                width_dm: 0,
                one_way: false,
                steps: false,
            });
            let ways: Vec<Way> = ways.collect();
            let walks = Walks::joined(nodes, ways);
            let [[x, y], [w, h]] = [place(), place().map(|dm| dm / 9 + 1)];
            let slanted = vec![[x, y], [x + w, y], [x, y + h]];
            let file = LevelFile {
                level: "a1".into(),
                stalls: StallColumns {
                    number: vec!["1".into()],
                    x: vec![x],
                    y: vec![y],
                    w: vec![w],
                    h: vec![h],
                    category: vec![-1],
                    grade: vec![0],
                    plaques: vec![0],
                    outline: (round % 2 == 0)
                        .then_some((0, slanted))
                        .into_iter()
                        .collect(),
                    ..StallColumns::default()
                },
                ..LevelFile::default()
            };
            let stalls = LevelStalls::open(file, &level, &[]).0;
            let at = place();
            let forms = [Form::Point(at), Form::Ground(stalls.footprint(0))];
            for form in &forms {
                let off_dm = |way: &Way| {
                    let [a, b] = [way.from, way.to].map(|node| walks.nodes()[node]);
                    let at = foot(a, b, form.middle());
                    length_dm(at, form.nearest(at))
                };
                let least_dm = walks.ways().iter().map(off_dm).min();
                // Through the stall itself everything is in sight.
                let found = nearest(&walks, form, &stalls, Some(0));
                let found_dm = found.map(|found| match found {
                    Footing::Way { off_dm, .. } => off_dm,
                    Footing::Node { .. } => panic!("a way is meant"),
                });
                assert_eq!(found_dm, least_dm, "{round}");
            }
        }
    }

    #[test]
    fn seeds_know_directions() {
        let (mut walks, stalls) = rows();
        let footing = Footing::of_stall(&walks, &stalls, 0).unwrap();
        assert_eq!(
            footing.seeds(&walks, Gait::Foot, false),
            [(0, 130), (1, 300)]
        );
        let mut ways = walks.ways().to_vec();
        ways[0].one_way = true;
        walks = Walks::joined(walks.nodes().to_vec(), ways);
        assert_eq!(footing.seeds(&walks, Gait::Foot, false), [(1, 300)]);
        assert_eq!(footing.seeds(&walks, Gait::Foot, true), [(0, 130)]);
        let other = Footing::of_stall(&walks, &stalls, 2).unwrap();
        assert_eq!(footing.beside(&other, &walks, Gait::Foot), Some(70));
        assert_eq!(other.beside(&footing, &walks, Gait::Foot), None);
    }
}
