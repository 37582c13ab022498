//! What to do on the way, step by step: turns at landmarks, rides, the arrival. Steps are data;
//! their sentences are made by `domain::language::route`.

use super::ground::{Ground, level_of};
use super::line::{Corner, along, corners, direction};
use super::walks::length_dm;
use super::way::{Leg, Route};
use super::wish::Stop;
use crate::domain::market::place::PlaceKind;
use crate::domain::market::raw::Point;
use crate::domain::market::text::Text;
use crate::domain::plan::angle::sin_cos;
use crate::domain::publication::open::LevelStalls;

/// One thing to do.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What.
    pub kind: StepKind,
    /// On which leg of the route; a ride ends this leg.
    pub leg: usize,
    /// Where, decimetres of the building's grid.
    pub at: Point,
    /// How far one walks then, until the next corner; 0 for what is no walk.
    pub walk_dm: u32,
}

/// What to do.
#[derive(Debug, Clone, PartialEq)]
pub enum StepKind {
    /// Leave the kiosk: the way leads to this hand of somebody who reads its screen.
    Leave(Hand),
    /// Begin to walk, from a stall or place or after a ride, towards a landmark.
    SetOut(Option<Landmark>),
    /// Turn left, right or round, at a landmark.
    Turn(Hand, Option<Landmark>),
    /// Go past a landmark on this hand.
    Pass(Hand, Landmark),
    /// Take the connector of this ride of the route.
    Ride {
        /// Index of the ride.
        ride: usize,
        /// Id of the level at which it ends.
        to_level: String,
        /// Whether that is higher (`Greater`), lower or as high.
        rise: core::cmp::Ordering,
    },
    /// The goal is on this hand. It is no landmark when it is a point or a kiosk.
    Arrive(Hand, Option<Landmark>),
}

/// A direction as seen by somebody who walks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    Ahead,
    Left,
    Right,
    Behind,
}

/// Something by which a place is known. A hole in the floor is none: it cannot be gone to.
#[derive(Debug, Clone, PartialEq)]
pub enum Landmark {
    /// A stall by its painted number.
    Stall { id: String, number: String },
    /// A place by its kind and name; the name may be empty.
    Place {
        id: String,
        kind: PlaceKind,
        name: Text,
    },
}

/// A walk that is shorter is not told: one sees where it ends.
const TOLD_DM: u32 = 30;
/// A straight walk that is longer has something on the way told.
const LONG_DM: u32 = 500;
/// How far a landmark may be from where it is told.
const BESIDE_DM: u32 = 45;
/// So far along the way one looks to tell on which hand it begins.
const GLANCE_DM: u32 = 80;

/// The steps of a route that [`find`](super::find) answered for these ends. Landmarks come from
/// the stalls and places of the levels that are loaded; elsewhere there are none.
pub fn steps(ground: &dyn Ground, from: &Stop, to: &Stop, route: &Route) -> Vec<Step> {
    let mut maker = Maker {
        ground,
        route,
        goal: landmark_of(ground, to),
        steps: Vec::new(),
    };
    let last = route.legs().len().saturating_sub(1);
    for (index, leg) in route.legs().iter().enumerate() {
        maker.walk(index, leg, (index == 0).then_some(from), index == last);
        if index < last {
            maker.ride(index, leg);
        }
    }
    maker.steps
}

struct Maker<'a> {
    ground: &'a dyn Ground,
    route: &'a Route,
    goal: Option<Landmark>,
    steps: Vec<Step>,
}

impl Maker<'_> {
    fn push(&mut self, kind: StepKind, leg: usize, at: Point, walk_dm: u32) {
        self.steps.push(Step {
            kind,
            leg,
            at,
            walk_dm,
        });
    }

    fn walk(&mut self, index: usize, leg: &Leg, from: Option<&Stop>, is_last: bool) {
        let stalls = self.ground.stalls(&leg.level);
        // The stretches beside the walkway are no walk of their own.
        let first = usize::from(leg.begins_aside);
        let last = leg.points.len() - usize::from(leg.ends_aside);
        let line = leg.points.get(first..last).unwrap_or_default();
        let corners = without_stubs(corners(line));
        let Some(start) = corners.first() else {
            return;
        };
        let kiosk = match from {
            Some(Stop::Kiosk(id)) => self.ground.venue().kiosk(id),
            _ => None,
        };
        let next_dm = corners.get(1).map_or(0, |next| next.walk_dm);
        if corners.len() < 2 {
            // The goal, or the next ride, is just here.
        } else if let Some((_, kiosk)) = kiosk {
            let ahead = along(&leg.points, GLANCE_DM).unwrap_or(start.at);
            let hand = hand_of(facing(*kiosk.facing_deg()), direction(*kiosk.at(), ahead));
            self.push(StepKind::Leave(hand), index, start.at, next_dm);
        } else if leg.walk_dm >= TOLD_DM {
            let end = corners.get(1).unwrap_or(start);
            let towards = self.landmark(stalls, end.at, end.at);
            self.push(StepKind::SetOut(towards), index, start.at, next_dm);
        }
        self.pass(index, stalls, start, corners.get(1));
        for pair in corners.get(1..).unwrap_or_default().windows(2) {
            let [corner, next] = pair else { continue };
            let hand = match hand_of(corner.came, corner.goes) {
                // From 40 degrees on it is a turn, to whichever hand.
                Hand::Ahead if cross(corner.came, corner.goes) > 0.0 => Hand::Right,
                Hand::Ahead => Hand::Left,
                hand => hand,
            };
            let landmark = self.landmark(stalls, corner.at, inner_corner(corner));
            self.push(
                StepKind::Turn(hand, landmark),
                index,
                corner.at,
                next.walk_dm,
            );
            self.pass(index, stalls, corner, Some(next));
        }
        if is_last && let (Some(end), Some(door)) = (corners.last(), leg.points.last()) {
            let hand = if leg.ends_aside {
                hand_of(end.came, direction(end.at, *door))
            } else {
                Hand::Ahead
            };
            self.push(StepKind::Arrive(hand, self.goal.clone()), index, *door, 0);
        }
    }

    /// Something to go past in the middle of a long straight walk.
    fn pass(
        &mut self,
        leg: usize,
        stalls: Option<&LevelStalls>,
        from: &Corner,
        to: Option<&Corner>,
    ) {
        let Some(to) = to.filter(|to| to.walk_dm > LONG_DM) else {
            return;
        };
        let Some(middle) = along(&[from.at, to.at], length_dm(from.at, to.at) / 2) else {
            return;
        };
        if let Some((landmark, place)) = self.landmark_at(stalls, middle, middle) {
            let hand = match cross(from.goes, direction(middle, place)) > 0.0 {
                true => Hand::Right,
                false => Hand::Left,
            };
            self.push(StepKind::Pass(hand, landmark), leg, middle, 0);
        }
    }

    fn ride(&mut self, index: usize, leg: &Leg) {
        let venue = self.ground.venue();
        let next = self.route.legs().get(index + 1);
        let to_level = next.map(|next| next.level.clone()).unwrap_or_default();
        let ordinal = |id: &str| venue.level(id).map_or(0, |place| *place.level.ordinal());
        let rise = ordinal(&to_level).cmp(&ordinal(&leg.level));
        let at = leg.points.last().copied().unwrap_or_default();
        let kind = StepKind::Ride {
            ride: index,
            to_level,
            rise,
        };
        self.push(kind, index, at, 0);
    }

    /// What stands beside `at`, nearest to `probe`; never the goal itself.
    fn landmark(&self, stalls: Option<&LevelStalls>, at: Point, probe: Point) -> Option<Landmark> {
        self.landmark_at(stalls, at, probe)
            .map(|(landmark, _)| landmark)
    }

    fn landmark_at(
        &self,
        stalls: Option<&LevelStalls>,
        at: Point,
        probe: Point,
    ) -> Option<(Landmark, Point)> {
        let stalls = stalls?;
        let goal = self.goal.as_ref().map(Landmark::id);
        let mut best: Option<(u32, Landmark, Point)> = None;
        for place in &stalls.places {
            let off_dm = length_dm(*place.at(), at);
            if off_dm <= BESIDE_DM
                && goal != Some(place.id())
                && best.as_ref().is_none_or(|own| off_dm < own.0)
            {
                best = Some((off_dm, place_mark(place), *place.at()));
            }
        }
        if best.is_none() {
            let beside = BESIDE_DM as i32;
            let [x, y] = at;
            let square = [x - beside, y - beside, x + beside, y + beside];
            for stall in stalls.touching(square) {
                let [x_dm, y_dm, w_dm, h_dm] = stalls.box_dm(stall);
                let nearest = |from: Point| {
                    [
                        from[0].max(x_dm).min(x_dm + w_dm),
                        from[1].max(y_dm).min(y_dm + h_dm),
                    ]
                };
                if w_dm == 0 || length_dm(nearest(at), at) > BESIDE_DM {
                    continue;
                }
                let off_dm = length_dm(nearest(probe), probe);
                if best.as_ref().is_none_or(|own| off_dm < own.0) && goal != Some(&stalls.id(stall))
                {
                    let middle = [x_dm + w_dm / 2, y_dm + h_dm / 2];
                    best = Some((off_dm, stall_mark(stalls, stall), middle));
                }
            }
        }
        best.map(|(_, landmark, at)| (landmark, at))
    }
}

impl Landmark {
    /// Id of the stall or place.
    pub fn id(&self) -> &str {
        match self {
            Landmark::Stall { id, .. } | Landmark::Place { id, .. } => id,
        }
    }
}

fn stall_mark(stalls: &LevelStalls, stall: usize) -> Landmark {
    Landmark::Stall {
        id: stalls.id(stall),
        number: stalls.number(stall).to_owned(),
    }
}

fn place_mark(place: &crate::domain::market::place::Place) -> Landmark {
    Landmark::Place {
        id: place.id().clone(),
        kind: *place.kind(),
        name: place.name().clone(),
    }
}

/// The stall or place that a stop is; none for a kiosk or a point, or while its level is not loaded.
pub fn landmark_of(ground: &dyn Ground, stop: &Stop) -> Option<Landmark> {
    let stalls = ground.stalls(level_of(ground, stop)?)?;
    match stop {
        Stop::Stall(id) => Some(stall_mark(stalls, stalls.find(id)?)),
        Stop::Place(_, id) => {
            let mut places = stalls.places.iter();
            places.find(|place| place.id() == id).map(place_mark)
        }
        Stop::Kiosk(_) | Stop::Point(..) => None,
    }
}

/// Lets a walk begin and end without a stretch that is too short to be told: whoever turns at once
/// sets out in that direction, and a goal just around the corner is seen from the corner.
fn without_stubs(mut corners: Vec<Corner>) -> Vec<Corner> {
    if let [first, second, _, ..] = corners.as_slice()
        && second.walk_dm < TOLD_DM
    {
        let start = Corner {
            walk_dm: first.walk_dm,
            came: second.goes,
            ..*second
        };
        corners.remove(0);
        if let Some(first) = corners.first_mut() {
            *first = start;
        }
    }
    if let [.., before, last] = corners.as_slice()
        && corners.len() > 2
        && last.walk_dm < TOLD_DM
    {
        let end = Corner {
            at: last.at,
            walk_dm: before.walk_dm + last.walk_dm,
            came: before.came,
            goes: before.came,
        };
        corners.truncate(corners.len() - 2);
        corners.push(end);
    }
    corners
}

/// The corner around which one turns.
fn inner_corner(corner: &Corner) -> Point {
    let step = |axis: usize| {
        let goes = corner.goes.get(axis).copied().unwrap_or(0.0);
        let came = corner.came.get(axis).copied().unwrap_or(0.0);
        ((goes - came) * f64::from(BESIDE_DM) / 2.0) as i32
    };
    [corner.at[0] + step(0), corner.at[1] + step(1)]
}

/// Degrees clockwise from the plan's upward side as a vector of length 1.
fn facing(deg: f64) -> [f64; 2] {
    let (sin, cos) = sin_cos(deg.to_radians());
    [sin, -cos]
}

/// On which hand `to` lies of somebody who looks along `along`; each hand is a quarter.
fn hand_of(along: [f64; 2], to: [f64; 2]) -> Hand {
    let ahead = along[0] * to[0] + along[1] * to[1];
    let right = cross(along, to);
    if ahead.abs() >= right.abs() {
        if ahead >= 0.0 {
            Hand::Ahead
        } else {
            Hand::Behind
        }
    } else if right > 0.0 {
        Hand::Right
    } else {
        Hand::Left
    }
}

/// Above zero when `to` lies to the right of `along`, y running downwards.
fn cross(along: [f64; 2], to: [f64; 2]) -> f64 {
    along[0] * to[1] - along[1] * to[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hands() {
        let check = |deg: f64, to: [f64; 2], expected| {
            assert_eq!(hand_of(facing(deg), to), expected, "{deg} {to:?}");
        };
        check(0.0, [0.0, -1.0], Hand::Ahead);
        check(0.0, [1.0, 0.0], Hand::Right);
        check(0.0, [-1.0, 0.0], Hand::Left);
        check(0.0, [0.2, 1.0], Hand::Behind);
        check(90.0, [1.0, 0.0], Hand::Ahead);
        check(90.0, [0.0, 1.0], Hand::Right);
        check(270.0, [0.0, 1.0], Hand::Left);
    }

    #[test]
    fn short_stretches_at_the_ends_are_not_told() {
        let check = |line: &[Point], expected: &[(Point, u32)]| {
            let corners = without_stubs(corners(line));
            let found: Vec<(Point, u32)> =
                corners.iter().map(|own| (own.at, own.walk_dm)).collect();
            assert_eq!(found, expected, "{line:?}");
        };
        check(&[[0, 0], [0, 28]], &[([0, 0], 0), ([0, 28], 28)]);
        check(
            &[[0, 0], [0, 28], [500, 28], [500, 0]],
            &[([0, 28], 0), ([500, 0], 528)],
        );
        check(
            &[[0, 0], [0, 50], [500, 50], [500, 0]],
            &[([0, 0], 0), ([0, 50], 50), ([500, 50], 500), ([500, 0], 50)],
        );
    }

    #[test]
    fn the_inner_corner_of_a_turn() {
        let corner = Corner {
            at: [100, 100],
            walk_dm: 0,
            came: [1.0, 0.0],
            goes: [0.0, -1.0],
        };
        assert_eq!(inner_corner(&corner), [78, 78]);
    }
}
