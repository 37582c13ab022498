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

/// Every stop is a group of its own.
fn each(len: usize) -> Vec<usize> {
    (0..len).collect()
}

fn is_complete(order: &[usize], len: usize) -> bool {
    order.len() == len && (0..len).all(|stop| order.contains(&stop))
}

#[test]
fn the_best_order_is_the_best_of_all() {
    for len in 0..=7 {
        for seed in 1..8 {
            let (first, between) = scattered(len, seed);
            let order = good_order(&first, &between, &each(first.len()));
            assert!(is_complete(&order, len), "{order:?}");
            let costs = Costs {
                first: &first,
                between: &between,
                group_of: &each(len),
                groups: len,
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
                group_of: &each(len),
                groups: len,
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
    let order = good_order(&first, &between, &each(first.len()));
    assert!(is_complete(&order, 30));
    let costs = Costs {
        first: &first,
        between: &between,
        group_of: &each(30),
        groups: 30,
    };
    let as_given: Vec<usize> = (0..30).collect();
    assert!(costs.total(&order) * 2 < costs.total(&as_given));
}

#[test]
fn a_way_of_no_return_comes_last() {
    let between = vec![vec![0, 5, FAR], vec![5, 0, 5], vec![FAR, FAR, 0]];
    assert_eq!(good_order(&[10, 10, 1], &between, &each(3)), [0, 1, 2]);
}

/// The cheapest order of one stop of each group, by trying all of them.
fn best_of_groups(first: &[u64], between: &[Vec<u64>], groups: &[usize]) -> u64 {
    fn walk(costs: &Costs, groups: &[usize], order: &mut Vec<usize>, left: usize, best: &mut u64) {
        if left == 0 {
            *best = (*best).min(costs.total(order));
        }
        for stop in 0..costs.len() {
            if !order.iter().any(|own| groups[*own] == groups[stop]) {
                order.push(stop);
                walk(costs, groups, order, left - 1, best);
                order.pop();
            }
        }
    }
    let mut best = FAR;
    let count = groups.iter().max().map_or(0, |own| own + 1);
    let costs = Costs {
        first,
        between,
        group_of: groups,
        groups: count,
    };
    walk(&costs, groups, &mut Vec::new(), count, &mut best);
    best
}

#[test]
fn of_each_group_the_stop_that_suits_the_tour() {
    let groups = [0, 1, 2, 1, 2, 1, 3];
    for seed in 1..30 {
        let (first, between) = scattered(groups.len(), seed * 7);
        let order = good_order(&first, &between, &groups);
        let mut visited: Vec<usize> = order.iter().map(|stop| groups[*stop]).collect();
        visited.sort_unstable();
        assert_eq!(visited, [0, 1, 2, 3]);
        let costs = Costs {
            first: &first,
            between: &between,
            group_of: &groups,
            groups: 4,
        };
        let best = best_of_groups(&first, &between, &groups);
        assert_eq!(costs.total(&order), best, "{seed}");
        // The quick way for many stops comes near to it.
        let improved = with_better_places(&costs, improved_order(&costs));
        assert_eq!(improved.len(), 4);
        assert!(costs.total(&improved) < best * 2, "{seed}");
    }
}
