//! A route: walks on levels and rides between them.

use super::footing::Footing;
use super::ground::{Ground, Spot};
use super::search::{Path, door_footing};
use super::walks::{FAR, Walks};
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

    /// Walks a path in full. None when a level of it is not loaded or its parts do not meet.
    pub(super) fn walked(
        ground: &dyn Ground,
        start: &Spot,
        goal: &Spot,
        path: &Path,
        rules: &Rules,
    ) -> Option<Route> {
        let doors = ground.doors();
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
            let (points, walk_dm) = walk(walks, &from, &to, rules)?;
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

/// The line between two points of a level, and its length.
fn walk(walks: &Walks, from: &Footing, to: &Footing, rules: &Rules) -> Option<(Vec<Point>, u32)> {
    let gait = rules.gait();
    let beside = from.beside(to, walks, gait).unwrap_or(FAR);
    let ends = to.seeds(walks, gait, true);
    let flood = walks.flood_until(&from.seeds(walks, gait, false), gait, false, &ends);
    let mut best = (beside, None);
    for (node, cost) in ends {
        let cost = flood.cost(node).saturating_add(cost);
        if cost < best.0 {
            best = (cost, Some(node));
        }
    }
    if best.0 == FAR {
        return None;
    }
    let mut points = vec![from.door(), from.at()];
    if let Some(node) = best.1 {
        let path = flood.path(node);
        let nodes = path.iter().filter_map(|node| walks.nodes().get(*node));
        points.extend(nodes.copied());
    }
    points.extend([to.at(), to.door()]);
    points.dedup();
    Some((points, u32::try_from(best.0).ok()?))
}
