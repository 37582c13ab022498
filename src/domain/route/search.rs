//! A way from one point of the network to another: first over the doors, then through the levels
//! between them.

use super::doors::{Came, DoorFlood, Doors};
use super::footing::Footing;
use super::ground::{Ground, Need, Spot};
use super::walks::{FAR, Flood, Gait, Walks};
use super::wish::Rules;

/// Everything within reach of a point (or, `against`, from where it can be reached).
#[derive(Debug, Clone)]
pub(super) struct Reach {
    pub spot: Spot,
    /// How one moves.
    pub gait: Gait,
    /// On its own level, without leaving it.
    pub near: Flood,
    /// At the doors of the market.
    pub doors: DoorFlood,
}

impl Reach {
    /// Floods from (or to) a spot whose level is loaded.
    pub fn of(ground: &dyn Ground, spot: Spot, rules: &Rules, against: bool) -> Reach {
        Reach::until(ground, spot, rules, against, &mut |_, _, _| false)
    }

    /// Floods from a spot as far as the way to a goal may lead, `to_goal` being the costs to it on
    /// its own level. When none leads there, everything is flooded.
    pub fn toward(
        ground: &dyn Ground,
        spot: Spot,
        goal: &Spot,
        to_goal: &Flood,
        rules: &Rules,
    ) -> Reach {
        let doors = ground.doors();
        let own = doors.doors_of(goal.level);
        let walks = ground.walks(doors.level_id(goal.level));
        let nodes = walks.map_or(&[][..], Walks::doors);
        let mut best: Option<u64> = None;
        Reach::until(
            ground,
            spot.clone(),
            rules,
            false,
            &mut |near, door, cost| {
                let known = best.get_or_insert_with(|| match walks {
                    Some(walks) => beside(&spot, near, goal, walks, rules),
                    None => FAR,
                });
                if let Some(node) = door.checked_sub(own.start).and_then(|own| nodes.get(own)) {
                    *known = (*known).min(cost.saturating_add(to_goal.cost(*node)));
                }
                cost >= *known
            },
        )
    }

    fn until(
        ground: &dyn Ground,
        spot: Spot,
        rules: &Rules,
        against: bool,
        is_enough: &mut dyn FnMut(&Flood, usize, u64) -> bool,
    ) -> Reach {
        let doors = ground.doors();
        let nothing = Walks::default();
        let walks = ground.walks(doors.level_id(spot.level)).unwrap_or(&nothing);
        let seeds = spot.footing.seeds(walks, rules.gait(), against);
        let near = walks.flood(&seeds, rules.gait(), against);
        let at_doors = doors_near(doors, spot.level, walks, &near);
        let is_enough = &mut |door, cost| is_enough(&near, door, cost);
        let doors = doors.flood(at_doors, rules, against, is_enough);
        Reach {
            spot,
            gait: rules.gait(),
            near,
            doors,
        }
    }

    /// Cost to a goal, and the door through which its level is entered last; none when the way
    /// does not leave the level. `goal` and `to_goal` are the goal's footing and, on its own
    /// level, the costs to it.
    pub fn cost_to(
        &self,
        ground: &dyn Ground,
        goal: &Spot,
        to_goal: &Flood,
        rules: &Rules,
    ) -> (u64, Option<usize>) {
        let doors = ground.doors();
        let nothing = Walks::default();
        let walks = ground.walks(doors.level_id(goal.level)).unwrap_or(&nothing);
        let mut best = (beside(&self.spot, &self.near, goal, walks, rules), None);
        for (door, node) in doors.doors_of(goal.level).zip(walks.doors()) {
            let cost = self.doors.cost(door).saturating_add(to_goal.cost(*node));
            if cost < best.0 {
                best = (cost, Some(door));
            }
        }
        best
    }

    /// Rides and walks of the way that enters the goal's level through `last`.
    pub fn path(&self, doors: &Doors, goal_level: usize, last: Option<usize>) -> Path {
        let mut rides = Vec::new();
        let mut at = last;
        while let Some(door) = at {
            at = match self.doors.came(door) {
                Came::Seed => None,
                Came::Walk(from) => Some(from),
                Came::Ride(connector, from, to) => {
                    rides.push((connector, from, to));
                    doors.stop(connector, from)
                }
            };
        }
        rides.reverse();
        let mut legs = Vec::with_capacity(rides.len() + 1);
        let (mut level, mut enter) = (self.spot.level, None);
        for (connector, from, to) in &rides {
            let leave = doors.stop(*connector, *from);
            legs.push(PathLeg {
                level,
                enter,
                leave,
            });
            enter = doors.stop(*connector, *to);
            level = enter.map_or(goal_level, |door| doors.level_of(door));
        }
        legs.push(PathLeg {
            level,
            enter,
            leave: None,
        });
        Path { legs, rides }
    }
}

/// Cost from a spot to a goal without leaving the goal's level, of which `walks` is the network;
/// `near` are the costs from the spot.
fn beside(spot: &Spot, near: &Flood, goal: &Spot, walks: &Walks, rules: &Rules) -> u64 {
    if goal.level != spot.level {
        return FAR;
    }
    let beside = spot.footing.beside(&goal.footing, walks, rules.gait());
    let seeds = goal.footing.seeds(walks, rules.gait(), true);
    seeds
        .iter()
        .fold(beside.unwrap_or(FAR), |best, (node, cost)| {
            best.min(near.cost(*node).saturating_add(*cost))
        })
}

/// Doors of a level with what a flood of its network costs to them.
fn doors_near<'a>(
    doors: &Doors,
    level: usize,
    walks: &'a Walks,
    near: &'a Flood,
) -> impl Iterator<Item = (usize, u64)> + 'a {
    let own = doors.doors_of(level).zip(walks.doors());
    own.map(|(door, node)| (door, near.cost(*node)))
        .filter(|(_, cost)| *cost < FAR)
}

/// A way as doors and rides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Path {
    pub legs: Vec<PathLeg>,
    /// Connector, stop in, stop out: one between two legs.
    pub rides: Vec<(usize, usize, usize)>,
}

/// The walk on one level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PathLeg {
    pub level: usize,
    /// Door that it begins at; none: at the start.
    pub enter: Option<usize>,
    /// Door that it ends at; none: at the goal.
    pub leave: Option<usize>,
}

impl Path {
    /// Networks of its levels that are not loaded.
    pub fn needs(&self, ground: &dyn Ground) -> Vec<Need> {
        let mut needs = Vec::new();
        for leg in &self.legs {
            let level = ground.doors().level_id(leg.level);
            let need = Need::Walks(level.to_owned());
            if ground.walks(level).is_none() && !needs.contains(&need) {
                needs.push(need);
            }
        }
        needs
    }
}

/// Where a door stands in its level's network.
pub(super) fn door_footing(ground: &dyn Ground, door: usize) -> Option<Footing> {
    let doors = ground.doors();
    let level = doors.level_of(door);
    let walks = ground.walks(doors.level_id(level))?;
    let node = *walks.doors().get(door - doors.doors_of(level).start)?;
    let at = *walks.nodes().get(node)?;
    Some(Footing::Node { node, at })
}
