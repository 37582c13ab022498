//! The records of a small market: each kind is there, refers to what is there, and is right.

use std::collections::{HashMap, HashSet};

use super::{SMALL, inside, made, stall_ids};
use crate::domain::market::check::Checker;
use crate::domain::market::listing::Listing;
use crate::domain::market::place::{Place, PlaceKind};
use crate::domain::market::raw::{RawGrade, RawListing};
use crate::domain::market::trust::{Grade, GradeScale, Honour, Plaque};
use crate::domain::market::venue::{Building, Kiosk, Market};
use crate::publisher::sample::SampleOptions;
use crate::publisher::sample::plan::shape::box_centre;
use crate::publisher::sample::trust::LETTER_SCALE;

#[test]
fn references_resolve() {
    let market = made(&SMALL, "references");
    let stalls = stall_ids(&market);
    let categories: HashSet<&String> = market.categories.iter().map(|row| &row.id).collect();
    let codes: HashSet<(&String, &String)> = market
        .scales
        .iter()
        .flat_map(|scale| {
            scale
                .levels
                .iter()
                .map(move |level| (&scale.id, &level.code))
        })
        .collect();
    let places: HashSet<&String> = market
        .levels
        .iter()
        .flat_map(|level| &level.places)
        .map(|place| &place.id)
        .collect();
    let branches: HashSet<&String> = market.branches.iter().map(|branch| &branch.id).collect();
    let connectors: HashSet<&String> = market.connectors.iter().map(|row| &row.id).collect();
    for row in &market.categories {
        assert!(
            row.parent.is_empty() || categories.contains(&row.parent),
            "{}",
            row.id
        );
    }
    for level in &market.levels {
        for trade in &level.raw.trades {
            assert!(categories.contains(trade), "{trade}");
        }
        for listing in &level.listings {
            assert!(!listing.stalls.is_empty() && !listing.categories.is_empty());
            assert!(listing.stalls.iter().all(|stall| stalls.contains(stall)));
            assert!(
                listing
                    .categories
                    .iter()
                    .all(|category| categories.contains(category))
            );
        }
        for grade in &level.grades {
            assert!(stalls.contains(&grade.stall));
            assert!(codes.contains(&(&grade.scale, &grade.level)));
        }
        assert!(
            level
                .plaques
                .iter()
                .all(|plaque| stalls.contains(&plaque.stall))
        );
        assert!(
            level
                .grids
                .iter()
                .all(|grid| branches.contains(&grid.branch))
        );
        for place in &level.places {
            assert!(PlaceKind::parse(&place.kind).is_some(), "{}", place.kind);
        }
        // Every stall lies in exactly one grid.
        for stall in &level.stalls {
            let middle = box_centre(&stall.outline);
            let grids = level
                .grids
                .iter()
                .filter(|grid| inside(&grid.outlines[0], middle))
                .count();
            assert_eq!(grids, 1, "{}", stall.number);
        }
    }
    for link in &market.links {
        assert!(stalls.contains(&link.member) && !link.stalls.contains(&link.member));
        assert!(
            (5..=12).contains(&link.stalls.len()),
            "{}",
            link.stalls.len()
        );
        assert!(link.stalls.iter().all(|stall| stalls.contains(stall)));
    }
    assert!(
        market
            .honours
            .iter()
            .flat_map(|row| &row.stalls)
            .all(|stall| stalls.contains(stall))
    );
    assert!(
        market
            .branches
            .iter()
            .all(|branch| places.contains(&branch.place))
    );
    assert!(
        market
            .notices
            .iter()
            .flat_map(|row| &row.closes)
            .all(|id| connectors.contains(id))
    );
    let ids = market
        .levels
        .iter()
        .flat_map(|level| level.places.iter().map(|place| &place.id));
    assert_eq!(ids.count(), places.len(), "ids of places are unique");
}

#[test]
fn every_kind_of_record_is_there() {
    let market = made(&SMALL, "kinds");
    assert!(market.market.sample);
    assert_eq!(market.market.id, "sample-yiwu");
    assert_eq!(market.market.languages.len(), 12);
    assert_eq!(market.buildings.len(), 2);
    assert_eq!(market.market.generations.len(), 6);
    assert_eq!(market.index.lights.len(), 5);
    assert!(market.index.series.len() > 200);
    assert!(
        market
            .levels
            .iter()
            .any(|level| !level.raw.voids.is_empty())
    );
    let kinds: HashSet<&str> = market
        .levels
        .iter()
        .flat_map(|level| &level.places)
        .map(|place| place.kind.as_str())
        .collect();
    for kind in PlaceKind::ALL {
        assert!(kinds.contains(kind.word()), "{}", kind.word());
    }
    let ways: HashSet<&str> = market
        .connectors
        .iter()
        .map(|row| row.kind.as_str())
        .collect();
    for way in [
        "lift",
        "stairs",
        "escalator",
        "bridge",
        "outdoor",
        "shuttle",
    ] {
        assert!(ways.contains(way), "{way}");
    }
    let closing = market
        .notices
        .iter()
        .filter(|row| !row.closes.is_empty())
        .count();
    assert_eq!(closing, 1);
    let notices: HashSet<&str> = market.notices.iter().map(|row| row.kind.as_str()).collect();
    assert_eq!(notices, HashSet::from(["notice", "warning", "service"]));
    let listings: Vec<&RawListing> = market
        .levels
        .iter()
        .flat_map(|level| &level.listings)
        .collect();
    assert!(listings.iter().any(|listing| listing.stalls.len() > 1));
    assert!(
        listings
            .iter()
            .any(|listing| !listing.name.contains_key("en"))
    );
    assert!(listings.iter().any(|listing| !listing.helped_by.is_empty()));
    assert!(listings.iter().any(|listing| !listing.hours.is_empty()));
    let mut held: HashMap<&String, usize> = HashMap::new();
    for stall in listings.iter().flat_map(|listing| &listing.stalls) {
        *held.entry(stall).or_default() += 1;
    }
    assert!(held.values().any(|shops| *shops == 2));
    for level in &market.levels {
        assert!(!level.kiosks.is_empty(), "{}", level.raw.id);
    }
    let first = &market.levels[0].kiosks[0];
    assert_eq!((first.id.as_str(), first.facing_deg), ("a1-k1", Some(0.0)));
}

#[test]
fn shares_are_as_published() {
    let market = made(
        &SampleOptions {
            stalls: 3_000,
            products: 6_000,
            seed: 1,
        },
        "shares",
    );
    let all: Vec<&RawListing> = market
        .levels
        .iter()
        .flat_map(|level| &level.listings)
        .collect();
    let held: HashSet<&String> = all.iter().flat_map(|listing| &listing.stalls).collect();
    let share = |part: usize, of: usize| part as f64 / of as f64 * 100.0;
    let check = |name: &str, share: f64, low: f64, high: f64| {
        assert!((low..=high).contains(&share), "{name}: {share}");
    };
    check("let", share(held.len(), 3_000), 91.5, 92.5);
    let plaques = |kind: &str| {
        let rows = market.levels.iter().flat_map(|level| &level.plaques);
        let stalls: HashSet<&String> = rows
            .filter(|plaque| plaque.kind == kind)
            .map(|plaque| &plaque.stall)
            .collect();
        stalls.len()
    };
    let marked = plaques("party_member");
    check("marked", share(marked, held.len()), 11.0, 13.0);
    check(
        "demonstration",
        share(plaques("demonstration_post"), marked),
        11.0,
        22.0,
    );
    let of_listings = |test: &dyn Fn(&RawListing) -> bool| {
        share(
            all.iter().filter(|listing| test(listing)).count(),
            all.len(),
        )
    };
    check(
        "brands",
        of_listings(&|listing| !listing.brands.is_empty()),
        63.0,
        70.0,
    );
    check(
        "standards",
        of_listings(&|listing| !listing.standards.is_empty()),
        43.0,
        50.0,
    );
    check(
        "several stalls",
        of_listings(&|listing| listing.stalls.len() > 1),
        4.0,
        8.0,
    );
    check(
        "only Chinese",
        of_listings(&|listing| listing.name.len() == 1),
        2.0,
        4.0,
    );
    let grades: Vec<&RawGrade> = market
        .levels
        .iter()
        .flat_map(|level| &level.grades)
        .collect();
    let letters = grades
        .iter()
        .filter(|grade| grade.scale == LETTER_SCALE)
        .count();
    check("letters", share(letters, held.len()), 67.0, 73.0);
    let expired = grades
        .iter()
        .filter(|grade| grade.valid_until.as_str() < "2026-11-21")
        .count();
    check("expired", share(expired, held.len()), 4.0, 8.0);
    let suspended = grades.iter().filter(|grade| grade.suspended).count();
    check("suspended", share(suspended, held.len()), 0.5, 1.6);
    let names: HashSet<&String> = all.iter().map(|listing| &listing.name["zh"]).collect();
    check(
        "different names",
        share(names.len(), all.len()),
        98.0,
        100.0,
    );
}

#[test]
fn the_door_to_checked_types_finds_nothing() {
    let market = made(&SMALL, "checked");
    let mut at = Checker::new("sample");
    let categories: HashSet<&String> = market.categories.iter().map(|row| &row.id).collect();
    let usable = Market::check(&market.market, &mut at).is_some()
        && market
            .buildings
            .iter()
            .all(|row| Building::check(row, &mut at).is_some());
    assert!(usable);
    let scales: Vec<GradeScale> = market
        .scales
        .iter()
        .filter_map(|row| GradeScale::check(row, &mut at))
        .collect();
    for row in &market.honours {
        assert!(Honour::check(row, &mut at).is_some());
    }
    for level in &market.levels {
        for row in &level.listings {
            let known = |id: &str| categories.contains(&id.to_owned());
            assert!(Listing::check(row, &known, &mut at).is_some());
        }
        assert!(
            level
                .places
                .iter()
                .all(|row| Place::check(row, &mut at).is_some())
        );
        assert!(
            level
                .kiosks
                .iter()
                .all(|row| Kiosk::check(row, &mut at).is_some())
        );
        assert!(
            level
                .plaques
                .iter()
                .all(|row| Plaque::check(row, &mut at).is_some())
        );
        assert!(
            level
                .grades
                .iter()
                .all(|row| Grade::check(row, &scales, &mut at).is_some())
        );
        for (index, stall) in level.stalls.iter().enumerate() {
            assert!(at.ring(index, &stall.outline).is_some());
        }
    }
    let problems = at.finish();
    assert!(problems.is_empty(), "{:?}", problems.list().first());
}
