//! Doors of all levels, how far they are apart, and the connectors between them: the whole market
//! in a few hundred points.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::walks::{FAR, Gait};
use super::wish::Rules;
use crate::domain::market::check::Checker;
use crate::domain::market::place::PlaceKind;
use crate::domain::market::problem::{Fault, Problems};
use crate::domain::market::walk::Connector;
use crate::domain::publication::files::{RouteLevel, RoutesFile};
use crate::domain::publication::paths;

/// The doors of the market and the connectors that stop at them. Doors, levels and connectors are
/// known by their index.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Doors {
    levels: Vec<DoorLevel>,
    /// Level of each door.
    level_of: Vec<usize>,
    /// Ways on foot and on wheels from each door to others of its level.
    foot: Vec<Vec<Hop>>,
    wheels: Vec<Vec<Hop>>,
    connectors: Vec<Connector>,
    /// Doors of each connector's stops; beyond the last door when a stop leads nowhere.
    stops: Vec<Vec<usize>>,
    /// Connector and stop at each door.
    calls: Vec<Vec<(usize, usize)>>,
}

#[derive(Debug, Clone, Default, PartialEq)]
struct DoorLevel {
    id: String,
    /// Its first door.
    first: usize,
    doors: usize,
    kinds: Vec<PlaceKind>,
}

/// A walk from one door to another.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Hop {
    door: usize,
    dm: u32,
    /// Walked from the door at which it is filed, and towards it.
    out: bool,
    back: bool,
}

/// How a door was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// It is a seed, or was not reached.
    Seed,
    /// From another door of its level.
    Walk(usize),
    /// With a connector, in at the first stop, out at the second.
    Ride(usize, usize, usize),
}

impl Doors {
    /// Checks the file; `connectors` are those of the market.
    pub fn open(file: &RoutesFile, connectors: Vec<Connector>) -> (Doors, Problems) {
        let mut at = Checker::new(paths::ROUTES);
        let mut doors = Doors::default();
        let mut names: Vec<(usize, &str)> = Vec::new();
        at.push("levels");
        for (index, row) in file.levels.iter().enumerate() {
            let first = names.len();
            names.extend(row.doors.iter().map(|door| (index, door.as_str())));
            doors.level_of.resize(names.len(), index);
            let kinds = row.kinds.iter().filter(|(_, count)| **count > 0);
            doors.levels.push(DoorLevel {
                id: row.level.clone(),
                first,
                doors: row.doors.len(),
                kinds: kinds
                    .filter_map(|(kind, _)| PlaceKind::parse(kind))
                    .collect(),
            });
            at.push(index);
            let wheels = row.wheels.as_ref().unwrap_or(&row.foot);
            let foot = hops(row, &row.foot, first, &mut at);
            doors.foot.extend(foot);
            let wheels = hops(row, wheels, first, &mut at);
            doors.wheels.extend(wheels);
            at.pop();
        }
        at.pop();
        doors.calls.resize(names.len(), Vec::new());
        for (connector, row) in connectors.iter().enumerate() {
            let mut own = Vec::with_capacity(row.stops().len());
            for (stop, (level, node)) in row.stops().iter().enumerate() {
                let is_here = |(index, name): &(usize, &str)| {
                    name == node && doors.levels.get(*index).is_some_and(|own| own.id == *level)
                };
                let door = names.iter().position(is_here).unwrap_or(usize::MAX);
                if let Some(calls) = doors.calls.get_mut(door) {
                    calls.push((connector, stop));
                }
                own.push(door);
            }
            doors.stops.push(own);
        }
        doors.connectors = connectors;
        (doors, at.finish())
    }

    /// Index of a level by its id.
    pub fn level(&self, id: &str) -> Option<usize> {
        self.levels.iter().position(|level| level.id == id)
    }

    /// Id of a level.
    pub fn level_id(&self, level: usize) -> &str {
        self.levels.get(level).map_or("", |level| &level.id)
    }

    /// Number of levels.
    pub fn levels(&self) -> usize {
        self.levels.len()
    }

    /// True when the level has a place of this kind.
    pub fn has_kind(&self, level: usize, kind: PlaceKind) -> bool {
        let level = self.levels.get(level);
        level.is_some_and(|level| level.kinds.contains(&kind))
    }

    /// Doors of a level, in the order of its network's doors.
    pub fn doors_of(&self, level: usize) -> std::ops::Range<usize> {
        let level = self.levels.get(level);
        level.map_or(0..0, |level| level.first..level.first + level.doors)
    }

    /// Level of a door.
    pub fn level_of(&self, door: usize) -> usize {
        self.level_of.get(door).copied().unwrap_or(usize::MAX)
    }

    /// The connectors of the market.
    pub fn connectors(&self) -> &[Connector] {
        &self.connectors
    }

    /// Door at which a connector stops.
    pub fn stop(&self, connector: usize, stop: usize) -> Option<usize> {
        let door = self.stops.get(connector)?.get(stop)?;
        (*door < self.level_of.len()).then_some(*door)
    }

    /// Costs from the seeds (door, cost) to every door; `against` gives the costs *to* the seeds.
    /// `is_enough` is asked with each door in the order of their costs: from the one on that it
    /// says so no cost is the least.
    pub(super) fn flood(
        &self,
        seeds: impl IntoIterator<Item = (usize, u64)>,
        rules: &Rules,
        against: bool,
        is_enough: &mut dyn FnMut(usize, u64) -> bool,
    ) -> DoorFlood {
        let mut flood = DoorFlood {
            cost: vec![FAR; self.level_of.len()],
            came: vec![Came::Seed; self.level_of.len()],
        };
        let hops = match rules.gait() {
            Gait::Foot => &self.foot,
            Gait::Wheels => &self.wheels,
        };
        let mut heap = BinaryHeap::new();
        for (door, cost) in seeds {
            flood.lower(door, cost, Came::Seed, &mut heap);
        }
        while let Some(Reverse((cost, door))) = heap.pop() {
            if flood.cost(door) < cost {
                continue;
            }
            if is_enough(door, cost) {
                break;
            }
            for hop in hops.get(door).into_iter().flatten() {
                if (hop.out && !against) || (hop.back && against) {
                    let next = cost + u64::from(hop.dm);
                    flood.lower(hop.door, next, Came::Walk(door), &mut heap);
                }
            }
            for (index, stop) in self.calls.get(door).into_iter().flatten() {
                let Some(connector) = self.connectors.get(*index) else {
                    continue;
                };
                if !rules.takes(*index) {
                    continue;
                }
                for (other, next) in self.stops.get(*index).into_iter().flatten().enumerate() {
                    let forward = if against {
                        other < *stop
                    } else {
                        other > *stop
                    };
                    if other == *stop || (*connector.one_way() && !forward) {
                        continue;
                    }
                    let cost = cost + rules.ride_cost(connector, other.abs_diff(*stop));
                    let came = Came::Ride(*index, *stop, other);
                    flood.lower(*next, cost, came, &mut heap);
                }
            }
        }
        flood
    }
}

/// What a flood over the doors leaves behind.
#[derive(Debug, Clone, Default)]
pub(super) struct DoorFlood {
    cost: Vec<u64>,
    came: Vec<Came>,
}

impl DoorFlood {
    fn lower(
        &mut self,
        door: usize,
        cost: u64,
        came: Came,
        heap: &mut BinaryHeap<Reverse<(u64, usize)>>,
    ) {
        if let Some(own) = self.cost.get_mut(door)
            && cost < *own
        {
            *own = cost;
            if let Some(slot) = self.came.get_mut(door) {
                *slot = came;
            }
            heap.push(Reverse((cost, door)));
        }
    }

    /// Cost to a door, [`FAR`] when it is not reached.
    pub fn cost(&self, door: usize) -> u64 {
        self.cost.get(door).copied().unwrap_or(FAR)
    }

    /// How a door was reached.
    pub fn came(&self, door: usize) -> Came {
        self.came.get(door).copied().unwrap_or(Came::Seed)
    }
}

/// The hops of each door of a level, out of triples of door, door, decimetres.
fn hops(row: &RouteLevel, triples: &[u32], first: usize, at: &mut Checker) -> Vec<Vec<Hop>> {
    let mut hops = vec![Vec::new(); row.doors.len()];
    for triple in triples.chunks_exact(3) {
        let (Some(from), Some(to), Some(dm)) = (triple.first(), triple.get(1), triple.get(2))
        else {
            continue;
        };
        let ends = (*from as usize, *to as usize);
        let fits = ends.0 < hops.len() && ends.1 < hops.len() && *dm < u32::MAX;
        if !fits {
            at.report(Fault::Unknown("door of this level"), "");
            continue;
        }
        for (own, other, out) in [(ends.0, ends.1, true), (ends.1, ends.0, false)] {
            if let Some(own) = hops.get_mut(own) {
                own.push(Hop {
                    door: first + other,
                    dm: *dm,
                    out: out || !row.directed,
                    back: !out || !row.directed,
                });
            }
        }
    }
    hops
}
