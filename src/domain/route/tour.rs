//! Several stops in a good order: the best one for up to [`EXACT`] stops, one that no small change
//! makes better beyond.

use super::answer::{costs_to, nearest, way};
use super::ground::{Ground, Need, NoSpot, Spot, loaded, spot};
use super::search::Reach;
use super::walks::{FAR, Flood};
use super::way::Route;
use super::wish::{Options, Rules, Stop, Target, When};
use crate::domain::market::place::PlaceKind;

/// Stops for which the best order is found for certain.
pub const EXACT: usize = 12;
/// Stops of a tour; nobody walks to more in a day.
pub const MOST: usize = 30;
/// Places of one kind among which a tour takes the one that suits it best.
const PLACES: usize = 12;

/// A tour.
#[derive(Debug, Clone, PartialEq)]
pub struct Tour {
    /// Indices of the targets in the order in which they are visited.
    pub order: Vec<usize>,
    /// What each of them is, in that order: of a kind the place that was chosen.
    pub stops: Vec<Stop>,
    /// The way to each, in that order.
    pub routes: Vec<Route>,
    /// Indices of targets that are not in the publication.
    pub gone: Vec<usize>,
    /// Indices of targets to which no way leads with these options.
    pub left_out: Vec<usize>,
}

/// What [`tour`] has to say.
#[derive(Debug, Clone, PartialEq)]
pub enum TourAnswer {
    /// Load these files and ask again.
    Needs(Vec<Need>),
    /// The tour; its order is empty when no stop can be reached.
    Found(Tour),
    /// The start is not in the publication, or not on the network.
    NoStart,
}

/// A place where the tour could stop.
struct Candidate {
    /// Index of the target.
    target: usize,
    stop: Stop,
    spot: Spot,
}

/// Visits the targets from a start, in the order that costs least. It ends at the last one.
/// Targets beyond [`MOST`] are left out. Of a kind that place is taken that suits the tour: one on
/// the levels of its other stops or, where these have none, the nearest to the start.
pub fn tour(
    ground: &dyn Ground,
    from: &Stop,
    targets: &[Target],
    options: Options,
    when: Option<When>,
) -> TourAnswer {
    let mut needs: Vec<Need> = Vec::new();
    let mut tour = Tour {
        order: Vec::new(),
        stops: Vec::new(),
        routes: Vec::new(),
        gone: Vec::new(),
        left_out: (targets.len().min(MOST)..targets.len()).collect(),
    };
    let mut ask = |more: Vec<Need>| {
        for need in more {
            if !needs.contains(&need) {
                needs.push(need);
            }
        }
    };
    let start = spot(ground, from);
    if let Err(NoSpot::Needs(more)) = &start {
        ask(more.clone());
    }
    let mut spots: Vec<Candidate> = Vec::new();
    let mut kinds: Vec<(usize, PlaceKind)> = Vec::new();
    for (target, own) in targets.iter().enumerate().take(MOST) {
        let stop = match own {
            Target::Stop(stop) => stop.clone(),
            Target::Nearest(kind) => {
                kinds.push((target, *kind));
                continue;
            }
        };
        match spot(ground, &stop) {
            Ok(spot) => spots.push(Candidate { target, stop, spot }),
            Err(NoSpot::Needs(more)) => ask(more),
            Err(NoSpot::Gone) => tour.gone.push(target),
            Err(NoSpot::OffNetwork) => tour.left_out.push(target),
        }
    }
    if !needs.is_empty() {
        return TourAnswer::Needs(needs);
    }
    let Ok(start) = start else {
        return TourAnswer::NoStart;
    };
    let rules = Rules::new(ground.doors(), options, when, ground.closed());
    if let Err(needs) = add_places(ground, &start, &kinds, &rules, &mut spots, &mut tour) {
        return TourAnswer::Needs(needs);
    }
    match order(ground, start, spots, &rules, &mut tour) {
        Ok(()) => TourAnswer::Found(tour),
        Err(needs) => TourAnswer::Needs(needs),
    }
}

/// Adds the places that each kind could be.
fn add_places(
    ground: &dyn Ground,
    start: &Spot,
    kinds: &[(usize, PlaceKind)],
    rules: &Rules,
    spots: &mut Vec<Candidate>,
    tour: &mut Tour,
) -> Result<(), Vec<Need>> {
    let mut levels = vec![start.level];
    for own in spots.iter() {
        if !levels.contains(&own.spot.level) {
            levels.push(own.spot.level);
        }
    }
    let doors = ground.doors();
    for (target, kind) in kinds {
        let known = spots.len();
        for level in levels.iter().filter(|level| doors.has_kind(**level, *kind)) {
            let id = doors.level_id(*level);
            let (_, stalls) = loaded(ground, id)?;
            for place in stalls.places.iter().filter(|own| own.kind() == kind) {
                let stop = Stop::Place(id.to_owned(), place.id().clone());
                if spots.len() < known + PLACES
                    && let Ok(spot) = spot(ground, &stop)
                {
                    let target = *target;
                    spots.push(Candidate { target, stop, spot });
                }
            }
        }
        if spots.len() > known {
            continue;
        }
        let found = nearest(ground, start.clone(), *kind, rules)?;
        let found = found.and_then(|stop| Some((spot(ground, &stop).ok()?, stop)));
        match found {
            Some((spot, stop)) => {
                let target = *target;
                spots.push(Candidate { target, stop, spot });
            }
            None => tour.left_out.push(*target),
        }
    }
    Ok(())
}

fn order(
    ground: &dyn Ground,
    start: Spot,
    mut spots: Vec<Candidate>,
    rules: &Rules,
    tour: &mut Tour,
) -> Result<(), Vec<Need>> {
    let from_start = Reach::of(ground, start, rules, false);
    let to_goals = |spots: &[Candidate]| -> Vec<Flood> {
        let spots = spots.iter();
        spots
            .map(|own| costs_to(ground, &own.spot, rules))
            .collect()
    };
    let costs = |reach: &Reach, spots: &[Candidate], goals: &[Flood]| -> Vec<u64> {
        let pairs = spots.iter().zip(goals);
        pairs
            .map(|(own, goal)| reach.cost_to(ground, &own.spot, goal, rules).0)
            .collect()
    };
    let first = costs(&from_start, &spots, &to_goals(&spots));
    let all: Vec<usize> = spots.iter().map(|own| own.target).collect();
    let mut reached = first.iter().map(|cost| *cost < FAR);
    spots.retain(|_| reached.next().unwrap_or(false));
    for target in all {
        let is_reached = spots.iter().any(|own| own.target == target);
        if !is_reached && !tour.left_out.contains(&target) {
            tour.left_out.push(target);
        }
    }
    let goals = to_goals(&spots);
    let reaches: Vec<Reach> = spots
        .iter()
        .map(|own| Reach::of(ground, own.spot.clone(), rules, false))
        .collect();
    let first = costs(&from_start, &spots, &goals);
    let between: Vec<Vec<u64>> = reaches
        .iter()
        .map(|reach| costs(reach, &spots, &goals))
        .collect();
    let groups: Vec<usize> = spots.iter().map(|own| own.target).collect();
    let mut reach = &from_start;
    let mut needs = Vec::new();
    for place in good_order(&first, &between, &groups) {
        let (Some(own), Some(next)) = (spots.get(place), reaches.get(place)) else {
            continue;
        };
        match way(ground, reach, &own.spot, rules) {
            Ok(Some(route)) => {
                tour.order.push(own.target);
                tour.stops.push(own.stop.clone());
                tour.routes.push(route);
                reach = next;
            }
            // One can come here, but not from the stop before: a way of no return.
            Ok(None) => tour.left_out.push(own.target),
            Err(more) => {
                needs.extend(more);
                reach = next;
            }
        }
    }
    if needs.is_empty() { Ok(()) } else { Err(needs) }
}

/// The order in which to visit one of each group: `first` are the costs from the start,
/// `between[a][b]` those from `a` to `b`, `groups[a]` says which stops stand for each other. Up to
/// [`EXACT`] groups it is the best one.
pub fn good_order(first: &[u64], between: &[Vec<u64>], groups: &[usize]) -> Vec<usize> {
    let mut names: Vec<usize> = Vec::new();
    let mut group_of = Vec::with_capacity(groups.len());
    for group in groups {
        let known = names.iter().position(|own| own == group);
        group_of.push(known.unwrap_or(names.len()));
        if known.is_none() {
            names.push(*group);
        }
    }
    let costs = Costs {
        first,
        between,
        group_of: &group_of,
        groups: names.len(),
    };
    match names.len() {
        0..=EXACT => best_order(&costs),
        _ => with_better_places(&costs, improved_order(&costs)),
    }
}

struct Costs<'a> {
    first: &'a [u64],
    between: &'a [Vec<u64>],
    /// For each stop.
    group_of: &'a [usize],
    groups: usize,
}

/// More than any tour, and still far from overflowing when added up.
const NO_WAY: u64 = FAR >> 8;

impl Costs<'_> {
    fn len(&self) -> usize {
        self.first.len()
    }

    /// The bit of a stop's group in a set of groups.
    fn bit(&self, stop: usize) -> usize {
        1 << self.group_of.get(stop).copied().unwrap_or(0)
    }

    /// Of each group the stop that is nearest to the start.
    fn nearest_of_each(&self) -> Vec<usize> {
        let of = |group: usize| {
            let own = (0..self.len()).filter(move |stop| self.group_of.get(*stop) == Some(&group));
            own.min_by_key(|stop| self.step(None, *stop))
        };
        (0..self.groups).filter_map(of).collect()
    }

    /// Cost from one stop, or from the start, to another.
    fn step(&self, from: Option<usize>, to: usize) -> u64 {
        let row = match from {
            None => self.first,
            Some(from) => self.between.get(from).map_or(&[][..], Vec::as_slice),
        };
        row.get(to).copied().unwrap_or(NO_WAY).min(NO_WAY)
    }

    fn total(&self, order: &[usize]) -> u64 {
        let mut sum = 0;
        let mut from = None;
        for to in order {
            sum += self.step(from, *to);
            from = Some(*to);
        }
        sum
    }
}

/// The best order, by the best way to visit each set of groups that ends at each of the stops.
fn best_order(costs: &Costs) -> Vec<usize> {
    let len = costs.len();
    let sets = 1_usize << costs.groups;
    // (cost, stop before) at set * len + last.
    let mut best: Vec<(u64, usize)> = vec![(FAR, len); sets * len];
    let slot = |set: usize, last: usize| set * len + last;
    for stop in 0..len {
        if let Some(own) = best.get_mut(slot(costs.bit(stop), stop)) {
            *own = (costs.step(None, stop), len);
        }
    }
    for set in 1..sets {
        for last in (0..len).filter(|last| set & costs.bit(*last) != 0) {
            let Some((cost, _)) = best.get(slot(set, last)).copied() else {
                continue;
            };
            if cost == FAR {
                continue;
            }
            for next in (0..len).filter(|next| set & costs.bit(*next) == 0) {
                let total = cost + costs.step(Some(last), next);
                if let Some(own) = best.get_mut(slot(set | costs.bit(next), next))
                    && total < own.0
                {
                    *own = (total, last);
                }
            }
        }
    }
    let mut set = sets - 1;
    let cost_of = |set: usize, last: usize| best.get(slot(set, last)).map_or(FAR, |own| own.0);
    let mut last = (0..len).min_by_key(|last| cost_of(set, *last));
    let mut order = Vec::with_capacity(costs.groups);
    while let Some(stop) = last {
        order.push(stop);
        let before = best.get(slot(set, stop)).map_or(len, |own| own.1);
        set &= !costs.bit(stop);
        last = (before < len).then_some(before);
    }
    order.reverse();
    order
}

/// Each stop of the order changed for another of its group where that is shorter.
fn with_better_places(costs: &Costs, mut order: Vec<usize>) -> Vec<usize> {
    for place in 0..order.len() {
        let mut total = costs.total(&order);
        let group = order.get(place).map(|stop| costs.bit(*stop));
        for other in (0..costs.len()).filter(|other| Some(costs.bit(*other)) == group) {
            let mut changed = order.clone();
            if let Some(own) = changed.get_mut(place) {
                *own = other;
            }
            let changed_total = costs.total(&changed);
            if changed_total < total {
                (total, order) = (changed_total, changed);
            }
        }
    }
    order
}

/// Steps in which the stops are taken up; each gives another beginning to improve on.
const STRIDES: [usize; 6] = [1, 2, 3, 5, 7, 11];

/// The best of a few orders that no small change makes better.
fn improved_order(costs: &Costs) -> Vec<usize> {
    let orders = STRIDES.map(|stride| improved(costs, inserted(costs, stride)));
    let best = orders.into_iter().min_by_key(|order| costs.total(order));
    best.unwrap_or_default()
}

/// One stop of each group, taken up in steps of `stride`, where it adds least.
fn inserted(costs: &Costs, stride: usize) -> Vec<usize> {
    let stops = costs.nearest_of_each();
    let mut order: Vec<usize> = Vec::with_capacity(stops.len());
    let starts = 0..stride.min(stops.len());
    let taken = starts.flat_map(|first| stops.iter().skip(first).step_by(stride));
    for stop in taken.copied() {
        let mut best = (FAR, 0);
        for place in 0..=order.len() {
            order.insert(place, stop);
            let total = costs.total(&order);
            if total < best.0 {
                best = (total, place);
            }
            order.remove(place);
        }
        order.insert(best.1, stop);
    }
    order
}

/// Stops moved, and parts turned round, until nothing gets better.
fn improved(costs: &Costs, mut order: Vec<usize>) -> Vec<usize> {
    let mut total = costs.total(&order);
    while let Some((better, order_of_it)) = better_order(costs, &order, total) {
        total = better;
        order = order_of_it;
    }
    order
}

/// The first order that is better by moving up to three neighbours elsewhere, or turning a part
/// round.
fn better_order(costs: &Costs, order: &[usize], total: u64) -> Option<(u64, Vec<usize>)> {
    let len = order.len();
    let tried = |other: Vec<usize>| {
        let cost = costs.total(&other);
        (cost < total).then_some((cost, other))
    };
    for first in 0..len {
        for last in first + 1..=len {
            let mut turned = order.to_vec();
            turned.get_mut(first..last)?.reverse();
            if let Some(better) = tried(turned) {
                return Some(better);
            }
            if last - first > 3 {
                continue;
            }
            for place in 0..=len - (last - first) {
                let mut rest = order.to_vec();
                let part: Vec<usize> = rest.drain(first..last).collect();
                for turned in [false, true] {
                    let mut moved = rest.clone();
                    let mut part = part.clone();
                    if turned {
                        part.reverse();
                    }
                    let tail = moved.split_off(place);
                    moved.extend(part);
                    moved.extend(tail);
                    if let Some(better) = tried(moved) {
                        return Some(better);
                    }
                }
            }
        }
    }
    None
}

#[cfg(test)]
mod tests;
