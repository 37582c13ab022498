//! Why there is no way as it is wanted, and how near one can get.

use super::answer::way;
use super::footing::Footing;
use super::ground::{Ground, Need, Spot};
use super::search::Reach;
use super::walks::{FAR, Walks};
use super::way::Route;
use super::wish::{Options, Question, Rules};

/// No way, and what can be said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocked {
    /// Why.
    pub reason: Reason,
    /// The way to the reachable point from which it would be the shortest walk on; none when the
    /// start is that point.
    pub nearest: Option<Route>,
    /// What is left from there on foot, level changes not counted; none when there is no way on
    /// foot either.
    pub rest_dm: Option<u32>,
}

/// Why there is no way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// There would be one, but these connectors (by index) are closed at this time.
    Closed(Vec<usize>),
    /// The connectors would do, but a walkway of this level has steps or is narrow.
    Walkway(String),
    /// On foot there is one, but it needs this connector (by index), which has steps or does not
    /// take goods.
    Connector(usize),
    /// Nothing that is published joins the two.
    Island,
}

/// Finds the reason. Costs are those of `question`; `goal` was found not to be reached.
pub(super) fn blocked(
    ground: &dyn Ground,
    question: &Question,
    reach: &Reach,
    goal: &Spot,
    rules: &Rules,
) -> Result<Blocked, Vec<Need>> {
    let doors = ground.doors();
    let on_foot = Options {
        fewest_changes: question.options.fewest_changes,
        ..Options::default()
    };
    // On foot with everything running: how near one is, measured by what is left.
    let foot_rules = Rules::new(doors, on_foot, None, &[]);
    let reason = reason(ground, question, &reach.spot, goal, rules)?;
    let back = Reach::of(ground, goal.clone(), &foot_rules, true);
    let mut best = (cost_from(ground, &back, &reach.spot, &foot_rules), None);
    load_best_door(ground, reach, &back, best.0)?;
    let rest_at_start = best.0;
    for (spot, rest) in candidates(ground, reach, &back) {
        if rest < best.0 {
            best = (rest, Some(spot));
        }
    }
    let nearest = match best.1 {
        Some(spot) => way(ground, reach, &spot, rules)?,
        None => None,
    };
    let rest = if nearest.is_some() {
        best.0
    } else {
        rest_at_start
    };
    // Level changes stand above the decimetres.
    let rest = (rest < FAR).then_some(rest & ((1 << 40) - 1));
    Ok(Blocked {
        reason,
        nearest,
        rest_dm: rest.map(|dm| u32::try_from(dm).unwrap_or(u32::MAX)),
    })
}

fn reason(
    ground: &dyn Ground,
    question: &Question,
    start: &Spot,
    goal: &Spot,
    rules: &Rules,
) -> Result<Reason, Vec<Need>> {
    let doors = ground.doors();
    let route_by = |rules: &Rules| {
        let reach = Reach::of(ground, start.clone(), rules, false);
        way(ground, &reach, goal, rules)
    };
    let anytime = Rules::new(doors, question.options, None, &[]);
    if let Some(route) = route_by(&anytime)? {
        let rides = route.rides().iter().map(|ride| ride.connector);
        return Ok(Reason::Closed(
            rides.filter(|own| !rules.takes(*own)).collect(),
        ));
    }
    // Every connector would do, so some walk does not.
    if let Some(route) = route_by(&anytime.clone().on_any_walkway())? {
        let mut levels = route.legs().iter().map(|leg| &leg.level);
        let level = levels.find(|level| has_obstacle(ground, level, rules));
        let goal_level = doors.level_id(goal.level);
        return Ok(Reason::Walkway(
            level.map_or(goal_level, String::as_str).to_owned(),
        ));
    }
    let foot = Rules::new(doors, Options::default(), None, &[]);
    let route = route_by(&foot)?;
    let mut rides = route.iter().flat_map(Route::rides);
    let ride = rides.find(|ride| !anytime.takes(ride.connector));
    Ok(ride.map_or(Reason::Island, |ride| Reason::Connector(ride.connector)))
}

fn has_obstacle(ground: &dyn Ground, level: &str, rules: &Rules) -> bool {
    let walks = ground.walks(level);
    walks.is_some_and(|walks| walks.ways().iter().any(|way| !way.takes(rules.gait())))
}

/// What is left on foot from a spot.
fn cost_from(ground: &dyn Ground, back: &Reach, spot: &Spot, rules: &Rules) -> u64 {
    let nothing = Walks::default();
    let level = ground.doors().level_id(spot.level);
    let walks = ground.walks(level).unwrap_or(&nothing);
    let seeds = spot.footing.seeds(walks, rules.gait(), false);
    let from_spot = walks.flood(&seeds, rules.gait(), false);
    let mut best = FAR;
    if spot.level == back.spot.level {
        for (node, cost) in &seeds {
            best = best.min(back.near.cost(*node).saturating_add(*cost));
        }
    }
    for (door, node) in ground.doors().doors_of(spot.level).zip(walks.doors()) {
        let cost = from_spot.cost(*node).saturating_add(back.doors.cost(door));
        best = best.min(cost);
    }
    best
}

/// Asks for the level of the door from which least is left, unless it is loaded.
fn load_best_door(
    ground: &dyn Ground,
    reach: &Reach,
    back: &Reach,
    at_start: u64,
) -> Result<(), Vec<Need>> {
    let doors = ground.doors();
    let all = (0..doors.levels()).flat_map(|level| doors.doors_of(level));
    let reached = all.filter(|door| reach.doors.cost(*door) < FAR);
    let best = reached.min_by_key(|door| back.doors.cost(*door));
    let best = best.filter(|door| back.doors.cost(*door) < at_start);
    match best.map(|door| doors.level_id(doors.level_of(door))) {
        Some(level) if ground.walks(level).is_none() => Err(vec![Need::Walks(level.to_owned())]),
        _ => Ok(()),
    }
}

/// Points that can be reached, with what is left from each on foot: all doors, and the nodes of
/// the levels of both ends.
fn candidates(ground: &dyn Ground, reach: &Reach, back: &Reach) -> Vec<(Spot, u64)> {
    let doors = ground.doors();
    let mut found = Vec::new();
    for level in 0..doors.levels() {
        let Some(walks) = ground.walks(doors.level_id(level)) else {
            continue;
        };
        let is_end = level == reach.spot.level || level == back.spot.level;
        for (door, node) in doors.doors_of(level).zip(walks.doors()) {
            let rest = back.doors.cost(door);
            if reach.doors.cost(door) < FAR
                && rest < FAR
                && let Some(at) = walks.nodes().get(*node)
            {
                let footing = Footing::Node {
                    node: *node,
                    at: *at,
                };
                found.push((Spot { level, footing }, rest));
            }
        }
        if is_end {
            found.extend(nodes(ground, walks, level, reach, back));
        }
    }
    found
}

fn nodes(
    ground: &dyn Ground,
    walks: &Walks,
    level: usize,
    reach: &Reach,
    back: &Reach,
) -> Vec<(Spot, u64)> {
    let doors = ground.doors();
    let seeds = |flood: &dyn Fn(usize) -> u64| -> Vec<(usize, u64)> {
        let own = doors.doors_of(level).zip(walks.doors());
        own.map(|(door, node)| (*node, flood(door)))
            .filter(|(_, cost)| *cost < FAR)
            .collect()
    };
    let gait = reach.gait;
    let there = walks.flood(&seeds(&|door| reach.doors.cost(door)), gait, false);
    let back_there = walks.flood(&seeds(&|door| back.doors.cost(door)), back.gait, true);
    let is_own = |own: &Reach| own.spot.level == level;
    let mut found = Vec::new();
    for (node, at) in walks.nodes().iter().enumerate() {
        let near = |own: &Reach| {
            if is_own(own) {
                own.near.cost(node)
            } else {
                FAR
            }
        };
        let reached = there.cost(node).min(near(reach)) < FAR;
        let rest = back_there.cost(node).min(near(back));
        if reached && rest < FAR {
            let footing = Footing::Node { node, at: *at };
            found.push((Spot { level, footing }, rest));
        }
    }
    found
}
