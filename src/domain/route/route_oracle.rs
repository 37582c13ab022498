//! What routes are tested against: markets drawn at random, and a plain search over every node.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::test_market::{Draft, Market};
use super::wish::{FOOT_DM_PER_SEC, WHEELS_DM_PER_SEC, is_closed, ride_secs};
use super::*;
use crate::domain::market::walk::Connector;

/// Numbers from a seed.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, bound: u32) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(self.0 >> 33).unwrap() % bound
    }

    pub fn one_in(&mut self, count: u32) -> bool {
        self.below(count) == 0
    }
}

const SIDE: u32 = 6;

/// Buildings of grids with stalls, some walkways missing, with steps, narrow or one way.
pub fn random_market(seed: u64) -> Market {
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
pub struct Oracle<'a> {
    pub market: &'a Market,
    pub options: Options,
    pub when: Option<When>,
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

    pub fn cost(&self, from: &Stop, to: &Stop) -> Option<(u64, u64)> {
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

pub fn random_question(random: &mut Random) -> Question {
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
pub fn cost_of(market: &Market, question: &Question, route: &Route) -> (u64, u64) {
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
