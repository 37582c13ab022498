//! A route: walks on levels and rides between them.

use super::footing::Footing;
use super::ground::{Ground, Spot};
use super::search::{Path, Reach, door_footing};
use super::walks::{FAR, Flood, Walks};
use super::wish::{Rules, ride_secs};
use crate::domain::market::raw::Point;
use crate::domain::market::walk::ConnectorKind;

/// A way from a start to a goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    legs: Vec<Leg>,
    rides: Vec<Ride>,
}

/// The walk on one level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leg {
    /// Id of the level.
    pub level: String,
    /// The line to draw, decimetres of the building's grid. It begins at the start, or where the
    /// ride before ends, and ends at the goal or where the next ride begins. A single point when
    /// nothing is walked.
    pub points: Vec<Point>,
    /// Length.
    pub walk_dm: u32,
    /// Time at the speed of the options.
    pub walk_secs: u32,
    /// True when the first stretch only leads from a stall or place to the walkway.
    pub(super) begins_aside: bool,
    /// True when the last stretch only leads from the walkway to a stall or place.
    pub(super) ends_aside: bool,
}

/// The ride between two legs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ride {
    /// Index of the connector in [`Doors`](super::Doors).
    pub connector: usize,
    /// What it is.
    pub kind: ConnectorKind,
    /// Stops that it passes, the last one included.
    pub stops: usize,
    /// Waiting included.
    pub secs: u32,
    /// What is walked on a bridge or outside; 0 for everything that carries.
    pub walk_dm: u32,
}

impl Route {
    /// Walks in order; one more than rides.
    pub fn legs(&self) -> &[Leg] {
        &self.legs
    }

    /// Rides in order: ride `n` joins leg `n` and the next.
    pub fn rides(&self) -> &[Ride] {
        &self.rides
    }

    /// Length of all walks, those over bridges and outside included.
    pub fn walk_dm(&self) -> u32 {
        let legs = self.legs.iter().map(|leg| leg.walk_dm);
        let rides = self.rides.iter().map(|ride| ride.walk_dm);
        legs.chain(rides).fold(0, u32::saturating_add)
    }

    /// Time from start to goal.
    pub fn secs(&self) -> u32 {
        let legs = self.legs.iter().map(|leg| leg.walk_secs);
        let rides = self.rides.iter().map(|ride| ride.secs);
        legs.chain(rides).fold(0, u32::saturating_add)
    }

    /// Rides that change the level; bridges and ways outside do not.
    pub fn changes(&self) -> usize {
        let rides = self.rides.iter();
        rides.filter(|ride| ride.kind.changes_level()).count()
    }

    /// Walks a path in full; `to_goal` are the costs to the goal on its own level. None when a
    /// level of the path is not loaded or its parts do not meet.
    pub(super) fn walked(
        ground: &dyn Ground,
        reach: &Reach,
        (goal, to_goal): (&Spot, &Flood),
        path: &Path,
        rules: &Rules,
    ) -> Option<Route> {
        let doors = ground.doors();
        let start = &reach.spot;
        let mut legs = Vec::with_capacity(path.legs.len());
        for leg in &path.legs {
            let walks = ground.walks(doors.level_id(leg.level))?;
            let from = match leg.enter {
                Some(door) => door_footing(ground, door)?,
                None => start.footing,
            };
            let to = match leg.leave {
                Some(door) => door_footing(ground, door)?,
                None => goal.footing,
            };
            // From the start and to the goal everything is flooded already.
            let (points, walk_dm) = match (leg.enter, leg.leave) {
                (None, _) => walk(walks, &from, &to, rules, &reach.near)?,
                (Some(_), None) => walk_in(walks, &from, &to, to_goal)?,
                (Some(_), Some(_)) => {
                    let [seeds, ends] = seeds(walks, &from, &to, rules);
                    let flood = walks.flood_until(&seeds, rules.gait(), false, &ends);
                    walk(walks, &from, &to, rules, &flood)?
                }
            };
            legs.push(Leg {
                level: doors.level_id(leg.level).to_owned(),
                points,
                walk_dm,
                walk_secs: walk_dm.div_ceil(rules.dm_per_sec()),
                begins_aside: from.door() != from.at(),
                ends_aside: to.door() != to.at(),
            });
        }
        let mut rides = Vec::with_capacity(path.rides.len());
        for (index, from, to) in &path.rides {
            let connector = doors.connectors().get(*index)?;
            let stops = from.abs_diff(*to);
            let secs = ride_secs(connector, stops);
            let walks = matches!(
                connector.kind(),
                ConnectorKind::Bridge | ConnectorKind::Outdoor | ConnectorKind::Ramp
            );
            rides.push(Ride {
                connector: *index,
                kind: *connector.kind(),
                stops,
                secs,
                walk_dm: if walks {
                    secs.saturating_mul(rules.dm_per_sec())
                } else {
                    0
                },
            });
        }
        Some(Route { legs, rides })
    }
}

/// Where walks between two points of a level begin, and where they end.
fn seeds(walks: &Walks, from: &Footing, to: &Footing, rules: &Rules) -> [Vec<(usize, u64)>; 2] {
    let gait = rules.gait();
    [from.seeds(walks, gait, false), to.seeds(walks, gait, true)]
}

/// The line between two points of a level, and its length; `flood` are the costs from the first.
fn walk(
    walks: &Walks,
    from: &Footing,
    to: &Footing,
    rules: &Rules,
    flood: &Flood,
) -> Option<(Vec<Point>, u32)> {
    let gait = rules.gait();
    let mut best = (from.beside(to, walks, gait).unwrap_or(FAR), None);
    for (node, cost) in to.seeds(walks, gait, true) {
        let cost = flood.cost(node).saturating_add(cost);
        if cost < best.0 {
            best = (cost, Some(node));
        }
    }
    let path = best.1.map(|node| flood.path(node)).unwrap_or_default();
    line(walks, from, to, &path, best.0)
}

/// The line from a node to a point of its level, and its length; `flood` are the costs to the
/// point.
fn walk_in(
    walks: &Walks,
    from: &Footing,
    to: &Footing,
    flood: &Flood,
) -> Option<(Vec<Point>, u32)> {
    let Footing::Node { node, .. } = from else {
        return None;
    };
    let mut path = flood.path(*node);
    path.reverse();
    line(walks, from, to, &path, flood.cost(*node))
}

fn line(
    walks: &Walks,
    from: &Footing,
    to: &Footing,
    path: &[usize],
    cost: u64,
) -> Option<(Vec<Point>, u32)> {
    if cost == FAR {
        return None;
    }
    let mut points = vec![from.door(), from.at()];
    let nodes = path.iter().filter_map(|node| walks.nodes().get(*node));
    points.extend(nodes.copied());
    points.extend([to.at(), to.door()]);
    points.dedup();
    Some((points, u32::try_from(cost).ok()?))
}
