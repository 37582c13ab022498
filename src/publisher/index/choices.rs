//! Lists of stalls by what one can choose: categories, honours, facts.

use std::collections::BTreeMap;

use super::{LevelMaterial, Packed, bare_category};
use crate::domain::search::core::{CoreCategory, CoreLevel, Holds};
use crate::domain::search::facts::{Fact, write_facts};
use crate::domain::search::lists::write_lists;
use crate::publisher::check::market::MarketFacts;

/// Standards that one can choose by: those of most stalls.
const STANDARDS: usize = 200;

/// A list of stalls for each category and those below it, in a file for each top category.
pub(super) fn categories(
    market: &MarketFacts,
    levels: &[LevelMaterial],
    places: &[CoreLevel],
    universe: u32,
) -> (Vec<CoreCategory>, Vec<Packed>) {
    let parents = market.tree.parents();
    let mut stalls: Vec<Vec<u32>> = vec![Vec::new(); parents.len()];
    for (level, place) in levels.iter().zip(places) {
        for (own, stall) in level.terms.categories.iter().zip(place.first..) {
            for category in own {
                stalls[*category].push(stall);
            }
        }
    }
    let mut files: BTreeMap<u32, Vec<(u32, Vec<u32>)>> = BTreeMap::new();
    let mut rows: Vec<CoreCategory> = Vec::new();
    let mut tops = 0..;
    for ((number, parent), stalls) in (0..).zip(parents).zip(stalls) {
        let above = parent
            .and_then(|parent| rows.get(parent))
            .map(|own| own.list);
        let list = above.or_else(|| tops.next()).unwrap_or(0);
        let count = u32::try_from(stalls.len()).unwrap_or(u32::MAX);
        rows.push(bare_category(*parent, count, list));
        files.entry(list).or_default().push((number, stalls));
    }
    let files = files.into_iter().map(|(list, lists)| Packed {
        holds: Holds::Categories(list),
        bytes: write_lists(&lists, universe),
    });
    (rows, files.collect())
}

/// A list of stalls for each honour.
pub(super) fn honours(
    market: &MarketFacts,
    levels: &[LevelMaterial],
    places: &[CoreLevel],
    universe: u32,
) -> Option<Packed> {
    // The levels have noted them as facts.
    let facts = all_facts(levels, places);
    let stalls = |number| {
        facts
            .get(&Fact::Honour(number))
            .cloned()
            .unwrap_or_default()
    };
    let numbers = (0..).take(market.honours.len());
    let lists: Vec<(u32, Vec<u32>)> = numbers.map(|number| (number, stalls(number))).collect();
    (!lists.is_empty()).then(|| Packed {
        holds: Holds::Honours,
        bytes: write_lists(&lists, universe),
    })
}

/// What one can choose by besides category and level.
pub(super) fn facts(levels: &[LevelMaterial], places: &[CoreLevel], universe: u32) -> Packed {
    let mut facts = all_facts(levels, places);
    let mut standards: Vec<(usize, Fact)> = facts
        .iter()
        .filter(|(fact, _)| matches!(fact, Fact::Standard(_)))
        .map(|(fact, stalls)| (stalls.len(), fact.clone()))
        .collect();
    standards.sort_unstable_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    for (_, fact) in standards.iter().skip(STANDARDS) {
        facts.remove(fact);
    }
    let rows: Vec<(Fact, Vec<u32>)> = facts.into_iter().collect();
    Packed {
        holds: Holds::Facts,
        bytes: write_facts(&rows, universe),
    }
}

fn all_facts(levels: &[LevelMaterial], places: &[CoreLevel]) -> BTreeMap<Fact, Vec<u32>> {
    let mut all: BTreeMap<Fact, Vec<u32>> = BTreeMap::new();
    for (level, place) in levels.iter().zip(places) {
        for (fact, stalls) in &level.terms.facts {
            let own = stalls.iter().map(|index| index + place.first);
            all.entry(fact.clone()).or_default().extend(own);
        }
    }
    all
}
