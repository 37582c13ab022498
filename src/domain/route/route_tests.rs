//! Routes against a plain search over every node of the market, on markets drawn at random; and
//! what is said where there is no way.

use super::route_oracle::{Oracle, Random, cost_of, random_market, random_question};
use super::test_market::{Draft, Market};
use super::wish::FOOT_DM_PER_SEC;
use super::*;
use crate::domain::market::place::PlaceKind;

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
    let stops = ["a1-1002", "a2-1001", "a0-1002", "a1-1001", "a1-7"];
    let stops = stops.map(|id| Target::Stop(stall(id)));
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

#[test]
fn a_tour_takes_the_place_of_a_kind_that_suits_it() {
    let mut draft = two_levels(true);
    draft.place("a1-wc", "toilet", [500, 90]);
    let market = draft.open();
    let stall = |id: &str| Stop::Stall(id.into());
    let from = stall("a0-1001");
    let visit = |targets: &[Target]| {
        let answer = tour(&market, &from, targets, Options::default(), None);
        let TourAnswer::Found(found) = answer else {
            panic!("all is loaded");
        };
        found
    };
    let wc = Stop::Place("a1".into(), "a1-wc".into());
    let toilet = Target::Nearest(PlaceKind::Toilet);
    // On the way from one stall of the upper level to the other.
    let upstairs = ["a1-1001", "a1-1002"].map(|id| Target::Stop(stall(id)));
    let [first, second] = upstairs;
    let found = visit(&[first, toilet.clone(), second]);
    assert_eq!(found.order.len(), 3);
    assert_eq!(found.order[1], 1);
    assert_eq!(found.stops[1], wc);
    // On no level of the tour: then the nearest to the start.
    let found = visit(&[toilet, Target::Stop(stall("a0-1002"))]);
    assert!(found.stops.contains(&wc), "{:?}", found.stops);
    assert_eq!(found.order.len(), 2);
    // The market has none.
    let found = visit(&[Target::Nearest(PlaceKind::Bank)]);
    assert_eq!(found.left_out, [0]);
}
