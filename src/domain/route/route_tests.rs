//! Routes against a plain search over every node of the market, on markets drawn at random; and
//! what is said where there is no way.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::test_market::{Draft, Market};
use super::wish::{FOOT_DM_PER_SEC, WHEELS_DM_PER_SEC, is_closed, ride_secs};
use super::*;
use crate::domain::market::place::PlaceKind;
use crate::domain::market::walk::Connector;

/// Numbers from a seed.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(self.0 >> 33).unwrap() % bound
    }

    fn one_in(&mut self, count: u32) -> bool {
        self.below(count) == 0
    }
}

const SIDE: u32 = 6;

/// Buildings of grids with stalls, some walkways missing, with steps, narrow or one way.
fn random_market(seed: u64) -> Market {
    let mut random = Random(seed);
    let mut draft = Draft::default();
    let outline = vec![[-100, -100], [1000, -100], [1000, 1000], [-100, 1000]];
    for building in ["a", "b"] {
        for ordinal in 0..3 {
            let id = format!("{building}{ordinal}");
            draft.level(building, &id, ordinal, outline.clone());
            grid(&mut draft, &mut random, &id);
        }
    }
    for _ in 0..14 {
        let kinds = ["stairs", "escalator", "lift", "ramp", "bridge", "shuttle"];
        let kind = kinds[random.below(6) as usize];
        let count = if random.one_in(3) { 3 } else { 2 };
        let stops: Vec<(usize, u32)> = (0..count)
            .map(|_| (random.below(6) as usize, random.below(SIDE * SIDE)))
            .collect();
        let index = draft.connector(kind, &stops, [random.below(40), 5 + random.below(60)]);
        let row = &mut draft.connectors.connectors[index];
        row.one_way = kind == "escalator" || random.one_in(5);
        row.goods = random.one_in(2);
        if random.one_in(6) {
            row.hours = vec![Default::default()];
            row.hours[0].opens = "09:00".into();
            row.hours[0].closes = "12:00".into();
        }
        if random.one_in(8) {
            draft.closed.push(row.id.clone());
        }
    }
    draft.open()
}

fn grid(draft: &mut Draft, random: &mut Random, level: &str) {
    let mut near = |x: u32| i32::try_from(x * 150 + random.below(30)).unwrap();
    for row in 0..SIDE {
        for column in 0..SIDE {
            draft.node([near(column), near(row)]);
        }
    }
    for node in 0..SIDE * SIDE {
        for (other, fits) in [
            (node + 1, node % SIDE + 1 < SIDE),
            (node + SIDE, node + SIDE < SIDE * SIDE),
        ] {
            if !fits || random.one_in(7) {
                continue;
            }
            let way = draft.way(node, other);
            let walks = draft.walks.last_mut().unwrap();
            if random.one_in(10) {
                walks.one_way.push(way);
            }
            if random.one_in(8) {
                walks.steps.push(way);
            }
            if random.one_in(12) {
                walks.width[way as usize] = 7;
            }
        }
    }
    for row in 0..5 {
        for column in 0..5 {
            draft.stall([column * 150 + 60, row * 150 + 55]);
        }
    }
    draft.place(&format!("{level}-desk"), "information", [300, 320]);
    if level.ends_with('1') {
        draft.place(&format!("{level}-wc"), "toilet", [610, 140]);
    }
}

/// Every way costs what it costs: level and node against cost, with level changes first.
struct Oracle<'a> {
    market: &'a Market,
    options: Options,
    when: Option<When>,
}

impl Oracle<'_> {
    fn gait(&self) -> Gait {
        match self.options.step_free || self.options.goods {
            true => Gait::Wheels,
            false => Gait::Foot,
        }
    }

    fn speed(&self) -> u64 {
        u64::from(match self.gait() {
            Gait::Wheels => WHEELS_DM_PER_SEC,
            Gait::Foot => FOOT_DM_PER_SEC,
        })
    }

    fn takes(&self, connector: &Connector) -> bool {
        let has_steps = connector.kind().has_steps();
        let says_goods = self
            .market
            .doors
            .connectors()
            .iter()
            .any(|own| *own.goods());
        !is_closed(connector, self.when, &self.market.closed)
            && (self.gait() == Gait::Foot || !has_steps)
            && (!self.options.step_free || *connector.step_free())
            && (!self.options.goods || !says_goods || *connector.goods())
    }

    fn cost(&self, from: &Stop, to: &Stop) -> Option<(u64, u64)> {
        let place = |stop: &Stop| {
            let footing = footing_of(self.market, stop).unwrap();
            let level = match stop {
                Stop::Stall(id) => self.market.venue.level_of_stall(id).unwrap().level.id(),
                Stop::Place(level, _) | Stop::Point(level, _) => level,
                Stop::Kiosk(_) => panic!("no kiosks here"),
            };
            let walks = self.market.walks.iter();
            let index = walks.clone().position(|own| own.level() == level).unwrap();
            (index, footing)
        };
        let ((start_level, start), (goal_level, goal)) = (place(from), place(to));
        let mut best: BTreeMap<(usize, usize), (u64, u64)> = BTreeMap::new();
        let mut heap = BinaryHeap::new();
        let walks = &self.market.walks;
        for (node, cost) in start.seeds(&walks[start_level], self.gait(), false) {
            heap.push(Reverse(((0, cost), start_level, node)));
        }
        while let Some(Reverse((cost, level, node))) = heap.pop() {
            if best.get(&(level, node)).is_some_and(|own| *own <= cost) {
                continue;
            }
            best.insert((level, node), cost);
            for way in walks[level]
                .ways()
                .iter()
                .filter(|way| way.takes(self.gait()))
            {
                let next = (cost.0, cost.1 + u64::from(way.length_dm));
                if way.from == node {
                    heap.push(Reverse((next, level, way.to)));
                }
                if way.to == node && !way.one_way {
                    heap.push(Reverse((next, level, way.from)));
                }
            }
            for connector in self.market.doors.connectors() {
                if self.takes(connector) {
                    self.ride(connector, (cost, level, node), &mut heap);
                }
            }
        }
        let ends = goal.seeds(&walks[goal_level], self.gait(), true);
        let through = ends.iter().filter_map(|(node, cost)| {
            let (changes, dm) = best.get(&(goal_level, *node))?;
            Some((*changes, dm + cost))
        });
        let beside = (start_level == goal_level)
            .then(|| start.beside(&goal, &walks[goal_level], self.gait()))
            .flatten()
            .map(|dm| (0, dm));
        through.chain(beside).min()
    }

    #[allow(clippy::type_complexity, reason = "one heap, one test")]
    fn ride(
        &self,
        connector: &Connector,
        (cost, level, node): ((u64, u64), usize, usize),
        heap: &mut BinaryHeap<Reverse<((u64, u64), usize, usize)>>,
    ) {
        let at = |(id, node): &(String, String)| -> (usize, usize) {
            let walks = self.market.walks.iter();
            let level = walks.clone().position(|own| own.level() == id).unwrap();
            (level, node.parse().unwrap())
        };
        let changes = self.options.fewest_changes && connector.kind().changes_level();
        for (first, stop) in connector.stops().iter().enumerate() {
            if at(stop) != (level, node) {
                continue;
            }
            for (last, out) in connector.stops().iter().enumerate() {
                if last == first || (*connector.one_way() && last < first) {
                    continue;
                }
                let secs = ride_secs(connector, first.abs_diff(last));
                let next = (
                    cost.0 + u64::from(changes),
                    cost.1 + u64::from(secs) * self.speed(),
                );
                let (level, node) = at(out);
                heap.push(Reverse((next, level, node)));
            }
        }
    }
}

fn random_stop(random: &mut Random) -> Stop {
    let level = format!(
        "{}{}",
        ["a", "b"][random.below(2) as usize],
        random.below(3)
    );
    match random.below(5) {
        0 => Stop::Place(level.clone(), format!("{level}-desk")),
        1 => {
            let [x, y] = [0, 0].map(|_: i32| i32::try_from(random.below(900)).unwrap());
            Stop::Point(level, [x, y])
        }
        _ => Stop::Stall(format!("{level}-{}", 1001 + random.below(25))),
    }
}

fn random_question(random: &mut Random) -> Question {
    Question {
        from: random_stop(random),
        to: Target::Stop(random_stop(random)),
        options: Options {
            step_free: random.one_in(3),
            goods: random.one_in(4),
            fewest_changes: random.one_in(3),
        },
        when: random.one_in(2).then(|| When {
            weekday: 2,
            minute: u16::try_from(random.below(1_440)).unwrap(),
        }),
    }
}

/// Changes (where they count) and decimetres of a route, and whether it is what it claims to be.
fn cost_of(market: &Market, question: &Question, route: &Route) -> (u64, u64) {
    let oracle = Oracle {
        market,
        options: question.options,
        when: question.when,
    };
    let mut cost = (0, 0);
    for leg in route.legs() {
        cost.1 += u64::from(leg.walk_dm);
        let line: u32 = leg
            .points
            .windows(2)
            .map(|pair| length_dm(pair[0], pair[1]))
            .sum();
        // The line is drawn through whole decimetres, a way is measured as one.
        assert!(line.abs_diff(leg.walk_dm) <= 3, "{line} {leg:?}");
        step_free_leg(market, question, leg);
    }
    for (index, ride) in route.rides().iter().enumerate() {
        let connector = &market.doors.connectors()[ride.connector];
        assert!(oracle.takes(connector), "{connector:?}");
        let stops: Vec<&str> = connector.stops().iter().map(|own| &*own.0).collect();
        assert!(stops.contains(&&*route.legs()[index].level));
        assert!(stops.contains(&&*route.legs()[index + 1].level));
        cost.1 += u64::from(ride.secs) * oracle.speed();
        if question.options.fewest_changes && ride.kind.changes_level() {
            cost.0 += 1;
        }
    }
    cost
}

/// No stretch of a leg between two nodes is a way with steps or a narrow one, where that matters.
fn step_free_leg(market: &Market, question: &Question, leg: &Leg) {
    if !(question.options.step_free || question.options.goods) {
        return;
    }
    let walks = market
        .walks
        .iter()
        .find(|own| own.level() == leg.level)
        .unwrap();
    for pair in leg.points.windows(2) {
        let node = |at| walks.nodes().iter().position(|own| *own == at);
        let (Some(a), Some(b)) = (node(pair[0]), node(pair[1])) else {
            continue;
        };
        let joins = |way: &&walks::Way| {
            (way.from, way.to) == (a, b) || ((way.to, way.from) == (a, b) && !way.one_way)
        };
        let mut ways = walks.ways().iter().filter(joins);
        assert!(ways.any(|way| way.takes(Gait::Wheels)), "{leg:?}");
    }
}

#[test]
fn no_route_is_worse_than_a_plain_search() {
    let (mut found, mut blocked) = (0, 0);
    for seed in 0..50 {
        let market = random_market(seed * 7 + 1);
        let mut random = Random(seed);
        for _ in 0..200 {
            let question = random_question(&mut random);
            let Target::Stop(to) = &question.to else {
                panic!("a stop is asked for");
            };
            let ends = [&question.from, to];
            if ends.iter().any(|stop| footing_of(&market, stop).is_none()) {
                continue;
            }
            let oracle = Oracle {
                market: &market,
                options: question.options,
                when: question.when,
            };
            let expected = oracle.cost(&question.from, to);
            match find(&market, &question) {
                Answer::Found(route, _) => {
                    let cost = cost_of(&market, &question, &route);
                    assert_eq!(Some(cost), expected, "{seed} {question:?} {route:?}");
                    found += 1;
                }
                Answer::Blocked(no_way) => {
                    assert_eq!(expected, None, "{seed} {question:?}");
                    if let Some(near) = &no_way.nearest {
                        cost_of(&market, &question, near);
                    }
                    blocked += 1;
                }
                other => panic!("{other:?}"),
            }
        }
    }
    assert!(found > 4_000 && blocked > 400, "{found} {blocked}");
}

/// Where all ways go both ways, there and back cost the same.
#[test]
fn symmetric_where_two_way() {
    for seed in 0..20 {
        let mut market = random_market(seed);
        // The same market without anything that goes one way only.
        let ways = |walks: &Walks| -> Vec<walks::Way> {
            let ways = walks.ways().iter().copied();
            ways.filter(|way| !way.one_way).collect()
        };
        if market.doors.connectors().iter().any(|own| *own.one_way()) {
            let ids = market.doors.connectors().iter();
            let one_way = ids.filter(|own| *own.one_way());
            market.closed.extend(one_way.map(|own| own.id().clone()));
        }
        let has_one_way = market
            .walks
            .iter()
            .any(|own| ways(own).len() < own.ways().len());
        let mut random = Random(seed);
        for _ in 0..100 {
            let mut there = random_question(&mut random);
            let Target::Stop(to) = there.to.clone() else {
                panic!("a stop is asked for");
            };
            let mut back = there.clone();
            back.from = to;
            back.to = Target::Stop(there.from.clone());
            there.when = None;
            back.when = None;
            let (Answer::Found(out, _), Answer::Found(home, _)) =
                (find(&market, &there), find(&market, &back))
            else {
                continue;
            };
            let is_free = |route: &Route| {
                route.legs().iter().all(|leg| {
                    let walks = market.walks.iter().find(|own| own.level() == leg.level);
                    walks.is_some_and(|own| ways(own).len() == own.ways().len())
                })
            };
            if !has_one_way || (is_free(&out) && is_free(&home)) {
                let costs = [(&there, &out), (&back, &home)];
                let [out, home] = costs.map(|(question, route)| cost_of(&market, question, route));
                assert_eq!(out, home, "{there:?}");
            }
        }
    }
}

#[test]
fn the_nearest_of_a_kind_is_the_nearest() {
    for seed in 0..30 {
        let market = random_market(seed);
        let mut random = Random(seed);
        for kind in [PlaceKind::Toilet, PlaceKind::Information, PlaceKind::Bank] {
            let mut question = random_question(&mut random);
            if footing_of(&market, &question.from).is_none() {
                continue;
            }
            question.to = Target::Nearest(kind);
            let oracle = Oracle {
                market: &market,
                options: question.options,
                when: question.when,
            };
            let mut costs = Vec::new();
            for stalls in &market.stalls {
                for place in stalls.places.iter().filter(|own| *own.kind() == kind) {
                    let stop = Stop::Place(stalls.level().into(), place.id().clone());
                    costs.extend(oracle.cost(&question.from, &stop));
                }
            }
            match find(&market, &question) {
                Answer::Found(route, _) => {
                    let cost = cost_of(&market, &question, &route);
                    assert_eq!(Some(&cost), costs.iter().min(), "{seed} {question:?}");
                }
                Answer::NoneOfKind(own) => assert_eq!((own, costs.len()), (kind, 0)),
                other => panic!("{other:?}"),
            }
        }
    }
}

#[test]
fn only_the_levels_on_the_way_are_asked_for() {
    let mut asked_for = 0;
    for seed in 0..20 {
        let mut market = random_market(seed);
        let mut random = Random(seed);
        for _ in 0..20 {
            let question = random_question(&mut random);
            market.loaded.fill(true);
            let whole = find(&market, &question);
            market.loaded.fill(false);
            let mut levels: Vec<String> = Vec::new();
            let answer = loop {
                match find(&market, &question) {
                    Answer::Needs(needs) => {
                        assert!(!needs.is_empty());
                        for need in needs {
                            let (Need::Walks(level) | Need::Stalls(level)) = need;
                            let mut walks = market.walks.iter();
                            let index = walks.position(|own| *own.level() == level).unwrap();
                            market.loaded[index] = true;
                            levels.push(level);
                        }
                    }
                    answer => break answer,
                }
            };
            assert_eq!(answer, whole, "{question:?}");
            if let Answer::Found(route, _) = &answer {
                levels.sort();
                levels.dedup();
                let on_the_way =
                    |level: &String| route.legs().iter().any(|leg| leg.level == *level);
                assert!(levels.iter().all(on_the_way), "{levels:?} {route:?}");
                asked_for += levels.len();
            }
        }
    }
    assert!(asked_for > 200, "{asked_for}");
}

/// Two levels joined by stairs at one end; a lift when it is asked for.
fn two_levels(with_lift: bool) -> Draft {
    let mut draft = Draft::default();
    let outline = vec![[0, 0], [1000, 0], [1000, 200], [0, 200]];
    for (level, ordinal) in [("a0", 0), ("a1", 1)] {
        draft.level("a", level, ordinal, outline.clone());
        let nodes = [draft.node([50, 100]), draft.node([900, 100])];
        draft.way(nodes[0], nodes[1]);
        draft.stall([100, 70]);
        draft.stall([850, 70]);
    }
    draft.connector("stairs", &[(0, 1), (1, 1)], [0, 20]);
    if with_lift {
        draft.connector("lift", &[(0, 0), (1, 0)], [30, 10]);
    }
    draft
}

fn step_free(from: &str, to: &str) -> Question {
    Question {
        from: Stop::Stall(from.into()),
        to: Target::Stop(Stop::Stall(to.into())),
        options: Options {
            step_free: true,
            ..Options::default()
        },
        when: None,
    }
}

#[test]
fn why_there_is_no_way() {
    let check = |market: &Market, reason: Reason, rest_dm: Option<u32>, nearest_dm: Option<u32>| {
        let Answer::Blocked(blocked) = find(market, &step_free("a0-1001", "a1-1002")) else {
            panic!("there is no way");
        };
        assert_eq!(blocked.reason, reason);
        assert_eq!(blocked.rest_dm, rest_dm);
        let nearest = blocked.nearest.as_ref().map(Route::walk_dm);
        assert_eq!(nearest, nearest_dm);
    };
    // To the foot of the stairs; from there 20 s of stairs, 40 dm and 10 dm to the stall.
    let to_stairs = 10 + 790;
    let from_stairs = 20 * FOOT_DM_PER_SEC + 40 + 10;
    let market = two_levels(false).open();
    check(
        &market,
        Reason::Connector(0),
        Some(from_stairs),
        Some(to_stairs),
    );

    let mut draft = two_levels(true);
    draft.closed.push("lift-2".into());
    let market = draft.open();
    check(
        &market,
        Reason::Closed(vec![1]),
        Some(from_stairs),
        Some(to_stairs),
    );

    let mut draft = two_levels(true);
    draft.walks[1].steps.push(0);
    let market = draft.open();
    let from_lift = 850 - 40 + 10;
    let near = 10 + 60;
    let Answer::Blocked(blocked) = find(&market, &step_free("a0-1001", "a1-1002")) else {
        panic!("there is no way");
    };
    assert_eq!(blocked.reason, Reason::Walkway("a1".into()));
    // By the stairs it would be nearer on foot: the foot of the stairs is the nearest point.
    assert_eq!(blocked.rest_dm, Some(from_stairs.min(from_lift)));
    assert!(blocked.nearest.is_some_and(|route| route.walk_dm() >= near));

    let mut draft = two_levels(false);
    draft.connectors.connectors.clear();
    let market = draft.open();
    check(&market, Reason::Island, None, None);
}

#[test]
fn a_way_exists_again_when_the_lift_runs() {
    let market = two_levels(true).open();
    let question = step_free("a0-1001", "a1-1002");
    let Answer::Found(route, _) = find(&market, &question) else {
        panic!("the lift runs");
    };
    assert_eq!(route.rides().len(), 1);
    assert_eq!(route.rides()[0].secs, 40);
    assert_eq!(route.changes(), 1);
    let levels: Vec<&str> = route.legs().iter().map(|leg| &*leg.level).collect();
    assert_eq!(levels, ["a0", "a1"]);
    assert_eq!(route.legs()[0].points.first(), Some(&[110, 90]));
    assert_eq!(route.legs()[1].points.last(), Some(&[860, 90]));
}

#[test]
fn what_is_gone_is_said() {
    let market = two_levels(true).open();
    let mut question = step_free("a0-1001", "a1-9999");
    let gone = |id: &str| Answer::Gone(Stop::Stall(id.into()));
    assert_eq!(find(&market, &question), gone("a1-9999"));
    question.from = Stop::Stall("x9-1".into());
    assert_eq!(find(&market, &question), gone("x9-1"));
    question.from = Stop::Kiosk("k".into());
    assert_eq!(
        find(&market, &question),
        Answer::Gone(Stop::Kiosk("k".into()))
    );
}

#[test]
fn a_tour_visits_what_can_be_reached() {
    let mut draft = two_levels(false);
    draft.level("a", "a2", 2, vec![[0, 0], [1000, 0], [1000, 200], [0, 200]]);
    let nodes = [draft.node([50, 100]), draft.node([900, 100])];
    draft.way(nodes[0], nodes[1]);
    draft.stall([100, 70]);
    let market = draft.open();
    let stall = |id: &str| Stop::Stall(id.into());
    let stops = ["a1-1002", "a2-1001", "a0-1002", "a1-1001", "a1-7"].map(stall);
    let options = Options::default();
    let TourAnswer::Found(found) = tour(&market, &stall("a0-1001"), &stops, options, None) else {
        panic!("all is loaded");
    };
    // Along the ground level, up the stairs, back along the upper one.
    assert_eq!(found.order, [2, 0, 3]);
    assert_eq!(found.left_out, [1]);
    assert_eq!(found.gone, [4]);
    assert_eq!(found.routes.len(), 3);
    assert_eq!(
        tour(&market, &stall("a0-7"), &stops, options, None),
        TourAnswer::NoStart
    );
}
