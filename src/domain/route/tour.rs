//! Several stops in a good order: the best one for up to [`EXACT`] stops, one that no small change
//! makes better beyond.

use super::answer::way;
use super::ground::{Ground, Need, NoSpot, Spot, spot};
use super::search::Reach;
use super::walks::{FAR, Flood};
use super::way::Route;
use super::wish::{Options, Rules, Stop, When};

/// Stops for which the best order is found for certain.
pub const EXACT: usize = 12;
/// Stops of a tour; nobody walks to more in a day.
pub const MOST: usize = 30;

/// A tour.
#[derive(Debug, Clone, PartialEq)]
pub struct Tour {
    /// Indices of the stops in the order in which they are visited.
    pub order: Vec<usize>,
    /// The way to each, in that order.
    pub routes: Vec<Route>,
    /// Indices of stops that are not in the publication.
    pub gone: Vec<usize>,
    /// Indices of stops to which no way leads with these options.
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

/// Visits the stops from a start, in the order that costs least. It ends at the last stop. Stops
/// beyond [`MOST`] are left out.
pub fn tour(
    ground: &dyn Ground,
    from: &Stop,
    stops: &[Stop],
    options: Options,
    when: Option<When>,
) -> TourAnswer {
    let mut needs: Vec<Need> = Vec::new();
    let mut tour = Tour {
        order: Vec::new(),
        routes: Vec::new(),
        gone: Vec::new(),
        left_out: (stops.len().min(MOST)..stops.len()).collect(),
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
    let mut spots: Vec<(usize, Spot)> = Vec::new();
    for (index, stop) in stops.iter().enumerate().take(MOST) {
        match spot(ground, stop) {
            Ok(own) => spots.push((index, own)),
            Err(NoSpot::Needs(more)) => ask(more),
            Err(NoSpot::Gone) => tour.gone.push(index),
            Err(NoSpot::OffNetwork) => tour.left_out.push(index),
        }
    }
    if !needs.is_empty() {
        return TourAnswer::Needs(needs);
    }
    let Ok(start) = start else {
        return TourAnswer::NoStart;
    };
    let rules = Rules::new(ground.doors(), options, when, ground.closed());
    match order(ground, start, spots, &rules, &mut tour) {
        Ok(()) => TourAnswer::Found(tour),
        Err(needs) => TourAnswer::Needs(needs),
    }
}

fn order(
    ground: &dyn Ground,
    start: Spot,
    mut spots: Vec<(usize, Spot)>,
    rules: &Rules,
    tour: &mut Tour,
) -> Result<(), Vec<Need>> {
    let from_start = Reach::of(ground, start, rules, false);
    let to_goals = |spots: &[(usize, Spot)]| -> Vec<Flood> {
        spots
            .iter()
            .map(|(_, spot)| to_goal(ground, spot, rules))
            .collect()
    };
    let goals = to_goals(&spots);
    let costs = |reach: &Reach, spots: &[(usize, Spot)], goals: &[Flood]| -> Vec<u64> {
        let pairs = spots.iter().zip(goals);
        pairs
            .map(|((_, spot), goal)| reach.cost_to(ground, spot, goal, rules).0)
            .collect()
    };
    let first = costs(&from_start, &spots, &goals);
    let mut reached = first.iter().map(|cost| *cost < FAR);
    spots.retain(|(index, _)| {
        let kept = reached.next().unwrap_or(false);
        if !kept {
            tour.left_out.push(*index);
        }
        kept
    });
    let goals = to_goals(&spots);
    let reaches: Vec<Reach> = spots
        .iter()
        .map(|(_, spot)| Reach::of(ground, spot.clone(), rules, false))
        .collect();
    let first = costs(&from_start, &spots, &goals);
    let between: Vec<Vec<u64>> = reaches
        .iter()
        .map(|reach| costs(reach, &spots, &goals))
        .collect();
    let mut reach = &from_start;
    let mut needs = Vec::new();
    for place in good_order(&first, &between) {
        let (Some((index, spot)), Some(next)) = (spots.get(place), reaches.get(place)) else {
            continue;
        };
        match way(ground, reach, spot, rules) {
            Ok(Some(route)) => {
                tour.order.push(*index);
                tour.routes.push(route);
                reach = next;
            }
            // One can come here, but not from the stop before: a way of no return.
            Ok(None) => tour.left_out.push(*index),
            Err(more) => {
                needs.extend(more);
                reach = next;
            }
        }
    }
    if needs.is_empty() { Ok(()) } else { Err(needs) }
}

fn to_goal(ground: &dyn Ground, spot: &Spot, rules: &Rules) -> Flood {
    let walks = ground.walks(ground.doors().level_id(spot.level));
    walks.map_or(Flood::default(), |walks| {
        let seeds = spot.footing.seeds(walks, rules.gait(), true);
        walks.flood(&seeds, rules.gait(), true)
    })
}

/// The order in which to visit all: `first` are the costs from the start, `between[a][b]` those
/// from `a` to `b`. Up to [`EXACT`] it is the best one.
pub fn good_order(first: &[u64], between: &[Vec<u64>]) -> Vec<usize> {
    let costs = Costs { first, between };
    match first.len() {
        0..=EXACT => best_order(&costs),
        _ => improved_order(&costs),
    }
}

struct Costs<'a> {
    first: &'a [u64],
    between: &'a [Vec<u64>],
}

/// More than any tour, and still far from overflowing when added up.
const NO_WAY: u64 = FAR >> 8;

impl Costs<'_> {
    fn len(&self) -> usize {
        self.first.len()
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

/// The best order, by the best way to visit each set of stops that ends at each of them.
fn best_order(costs: &Costs) -> Vec<usize> {
    let len = costs.len();
    let sets = 1_usize << len;
    // (cost, stop before) at set * len + last.
    let mut best: Vec<(u64, usize)> = vec![(FAR, len); sets * len];
    let slot = |set: usize, last: usize| set * len + last;
    for stop in 0..len {
        if let Some(own) = best.get_mut(slot(1 << stop, stop)) {
            *own = (costs.step(None, stop), len);
        }
    }
    for set in 1..sets {
        for last in (0..len).filter(|last| set >> last & 1 == 1) {
            let Some((cost, _)) = best.get(slot(set, last)).copied() else {
                continue;
            };
            if cost == FAR {
                continue;
            }
            for next in (0..len).filter(|next| set >> next & 1 == 0) {
                let total = cost + costs.step(Some(last), next);
                if let Some(own) = best.get_mut(slot(set | 1 << next, next))
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
    let mut order = Vec::with_capacity(len);
    while let Some(stop) = last {
        order.push(stop);
        let before = best.get(slot(set, stop)).map_or(len, |own| own.1);
        set &= !(1 << stop);
        last = (before < len).then_some(before);
    }
    order.reverse();
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

/// Each stop, taken up in steps of `stride`, where it adds least.
fn inserted(costs: &Costs, stride: usize) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::with_capacity(costs.len());
    let starts = 0..stride.min(costs.len());
    for stop in starts.flat_map(|first| (first..costs.len()).step_by(stride)) {
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
mod tests {
    use super::*;

    /// Points at random, costs as the crow flies, one way a little dearer than back.
    fn scattered(len: usize, seed: u64) -> (Vec<u64>, Vec<Vec<u64>>) {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut roll = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            i64::try_from(state >> 40).unwrap() % 4_000
        };
        let points: Vec<[i64; 2]> = (0..=len).map(|_| [roll(), roll()]).collect();
        let cost = |a: &[i64; 2], b: &[i64; 2]| {
            let dx = (a[0] - b[0]).unsigned_abs();
            let dy = (a[1] - b[1]).unsigned_abs();
            dx + dy + u64::from(b[0] > a[0]) * dx / 5
        };
        let (start, stops) = points.split_first().unwrap();
        let first = stops.iter().map(|stop| cost(start, stop)).collect();
        let row = |from: &[i64; 2]| stops.iter().map(|to| cost(from, to)).collect();
        (first, stops.iter().map(row).collect())
    }

    fn best_of_all(costs: &Costs) -> u64 {
        fn walk(costs: &Costs, order: &mut Vec<usize>, best: &mut u64) {
            if order.len() == costs.len() {
                *best = (*best).min(costs.total(order));
            }
            for stop in 0..costs.len() {
                if !order.contains(&stop) {
                    order.push(stop);
                    walk(costs, order, best);
                    order.pop();
                }
            }
        }
        let mut best = FAR;
        walk(costs, &mut Vec::new(), &mut best);
        best
    }

    fn is_complete(order: &[usize], len: usize) -> bool {
        order.len() == len && (0..len).all(|stop| order.contains(&stop))
    }

    #[test]
    fn the_best_order_is_the_best_of_all() {
        for len in 0..=7 {
            for seed in 1..8 {
                let (first, between) = scattered(len, seed);
                let order = good_order(&first, &between);
                assert!(is_complete(&order, len), "{order:?}");
                let costs = Costs {
                    first: &first,
                    between: &between,
                };
                assert_eq!(costs.total(&order), best_of_all(&costs), "{len} {seed}");
            }
        }
    }

    #[test]
    fn the_improved_order_is_within_five_per_cent() {
        for len in 2..=EXACT {
            for seed in 1..12 {
                let (first, between) = scattered(len, seed * 31);
                let costs = Costs {
                    first: &first,
                    between: &between,
                };
                let best = costs.total(&best_order(&costs));
                let improved = improved_order(&costs);
                assert!(is_complete(&improved, len));
                let found = costs.total(&improved);
                assert!(found * 100 <= best * 105, "{len} {seed}: {found} {best}");
            }
        }
    }

    #[test]
    fn many_stops_are_all_visited() {
        let (first, between) = scattered(30, 5);
        let order = good_order(&first, &between);
        assert!(is_complete(&order, 30));
        let costs = Costs {
            first: &first,
            between: &between,
        };
        let as_given: Vec<usize> = (0..30).collect();
        assert!(costs.total(&order) * 2 < costs.total(&as_given));
    }

    #[test]
    fn a_way_of_no_return_comes_last() {
        let between = vec![vec![0, 5, FAR], vec![5, 0, 5], vec![FAR, FAR, 0]];
        assert_eq!(good_order(&[10, 10, 1], &between), [0, 1, 2]);
    }
}
