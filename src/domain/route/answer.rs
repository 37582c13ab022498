//! The answer to a question.

use super::blocked::{Blocked, blocked};
use super::ground::{Ground, Need, NoSpot, Spot, loaded, spot};
use super::search::Reach;
use super::walks::{FAR, Flood};
use super::way::Route;
use super::wish::{Question, Rules, Stop, Target};
use crate::domain::market::place::Place;
use crate::domain::market::place::PlaceKind;

/// What [`find`] has to say.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Load these files and ask again; never the same twice.
    Needs(Vec<Need>),
    /// The best way, and where it leads: for [`Target::Nearest`] the place that was chosen.
    Found(Box<Route>, Stop),
    /// There is no such way.
    Blocked(Box<Blocked>),
    /// This stop is not in the publication.
    Gone(Stop),
    /// This stop is there, but no way leads to it.
    OffNetwork(Stop),
    /// The market has no place of the kind, or none that can be reached.
    NoneOfKind(PlaceKind),
}

/// Finds the best way, or says what is missing. It is optimal: no other way on the same data costs
/// less.
pub fn find(ground: &dyn Ground, question: &Question) -> Answer {
    let start = match spot(ground, &question.from) {
        Ok(start) => start,
        Err(reason) => return no_spot(reason, &question.from, ground, question),
    };
    let rules = Rules::new(
        ground.doors(),
        question.options,
        question.when,
        ground.closed(),
    );
    match &question.to {
        Target::Stop(stop) => match spot(ground, stop) {
            Ok(goal) => to_spot(ground, question, &start, &goal, stop, &rules),
            Err(reason) => no_spot(reason, stop, ground, question),
        },
        Target::Nearest(kind) => match nearest(ground, start.clone(), *kind, &rules) {
            Ok(Some(stop)) => match spot(ground, &stop) {
                Ok(goal) => to_spot(ground, question, &start, &goal, &stop, &rules),
                Err(reason) => no_spot(reason, &stop, ground, question),
            },
            Ok(None) => Answer::NoneOfKind(*kind),
            Err(needs) => Answer::Needs(needs),
        },
    }
}

/// A stop that cannot be placed. What both ends need is asked for at once.
fn no_spot(reason: NoSpot, stop: &Stop, ground: &dyn Ground, question: &Question) -> Answer {
    let mut needs = match reason {
        NoSpot::Needs(needs) => needs,
        NoSpot::Gone => return Answer::Gone(stop.clone()),
        NoSpot::OffNetwork => return Answer::OffNetwork(stop.clone()),
    };
    if let Target::Stop(other) = &question.to
        && let Err(NoSpot::Needs(more)) = spot(ground, other)
    {
        needs.extend(
            more.into_iter()
                .filter(|need| !needs.contains(need))
                .collect::<Vec<_>>(),
        );
    }
    Answer::Needs(needs)
}

fn to_spot(
    ground: &dyn Ground,
    question: &Question,
    start: &Spot,
    goal: &Spot,
    stop: &Stop,
    rules: &Rules,
) -> Answer {
    let to_goal = costs_to(ground, goal, rules);
    let reach = Reach::toward(ground, start.clone(), goal, &to_goal, rules);
    match best_way(ground, &reach, goal, &to_goal, rules) {
        Ok(Some(route)) => Answer::Found(Box::new(route), stop.clone()),
        Ok(None) => match blocked(ground, question, &reach, goal, rules) {
            Ok(blocked) => Answer::Blocked(Box::new(blocked)),
            Err(needs) => Answer::Needs(needs),
        },
        Err(needs) => Answer::Needs(needs),
    }
}

/// The best way to a goal whose level is loaded.
pub(super) fn way(
    ground: &dyn Ground,
    reach: &Reach,
    goal: &Spot,
    rules: &Rules,
) -> Result<Option<Route>, Vec<Need>> {
    best_way(ground, reach, goal, &costs_to(ground, goal, rules), rules)
}

/// Costs to a goal on its own level; nothing is reached while that is not loaded.
pub(super) fn costs_to(ground: &dyn Ground, goal: &Spot, rules: &Rules) -> Flood {
    let walks = ground.walks(ground.doors().level_id(goal.level));
    walks.map_or(Flood::default(), |walks| {
        let seeds = goal.footing.seeds(walks, rules.gait(), true);
        walks.flood(&seeds, rules.gait(), true)
    })
}

fn best_way(
    ground: &dyn Ground,
    reach: &Reach,
    goal: &Spot,
    to_goal: &Flood,
    rules: &Rules,
) -> Result<Option<Route>, Vec<Need>> {
    let (cost, last) = reach.cost_to(ground, goal, to_goal, rules);
    if cost == FAR {
        return Ok(None);
    }
    let path = reach.path(ground.doors(), goal.level, last);
    let needs = path.needs(ground);
    if !needs.is_empty() {
        return Err(needs);
    }
    Ok(Route::walked(ground, reach, (goal, to_goal), &path, rules))
}

/// The nearest place of a kind. Levels are looked at in the order in which one can be there; a
/// level is asked for only when it could hold a nearer place than the best one known.
pub(super) fn nearest(
    ground: &dyn Ground,
    start: Spot,
    kind: PlaceKind,
    rules: &Rules,
) -> Result<Option<Stop>, Vec<Need>> {
    let doors = ground.doors();
    let reach = Reach::of(ground, start, rules, false);
    let mut waiting: Vec<(u64, usize)> = Vec::new();
    for level in (0..doors.levels()).filter(|level| doors.has_kind(*level, kind)) {
        let soonest = match level == reach.spot.level {
            true => 0,
            false => doors
                .doors_of(level)
                .map(|door| reach.doors.cost(door))
                .min()
                .unwrap_or(FAR),
        };
        if soonest < FAR {
            // A few dozen levels: putting each in its place is less code than sorting.
            let place = waiting.partition_point(|own| *own <= (soonest, level));
            waiting.insert(place, (soonest, level));
        }
    }
    let mut best: Option<(u64, Stop)> = None;
    for (soonest, level) in waiting {
        if best.as_ref().is_some_and(|(cost, _)| *cost <= soonest) {
            break;
        }
        let id = doors.level_id(level);
        let (_, stalls) = loaded(ground, id)?;
        for place in stalls.places.iter().filter(|place| is_kind(place, kind)) {
            let stop = Stop::Place(id.to_owned(), place.id().clone());
            let Ok(goal) = spot(ground, &stop) else {
                continue;
            };
            let cost = place_cost(ground, &reach, &goal, rules);
            if cost < best.as_ref().map_or(FAR, |(own, _)| *own) {
                best = Some((cost, stop));
            }
        }
    }
    Ok(best.map(|(_, stop)| stop))
}

fn is_kind(place: &Place, kind: PlaceKind) -> bool {
    *place.kind() == kind
}

fn place_cost(ground: &dyn Ground, reach: &Reach, goal: &Spot, rules: &Rules) -> u64 {
    let to_goal = costs_to(ground, goal, rules);
    reach.cost_to(ground, goal, &to_goal, rules).0
}
