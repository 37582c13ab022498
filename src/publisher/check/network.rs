//! The walking network of the whole market: every place can be reached from every other.

use std::collections::HashMap;

use super::findings::Findings;
use super::level::LevelFacts;
use super::market::MarketFacts;
use super::walkways::Parts;
use crate::domain::market::problem::Fault;
use crate::publisher::source::layout;

/// Notes each part of the network that is cut off from the largest one.
pub(super) fn check_network(facts: &MarketFacts, levels: &[LevelFacts], findings: &mut Findings) {
    // Part `number` of a level is thing `first + number` of the market.
    let mut first_of: HashMap<&str, (usize, &LevelFacts)> = HashMap::new();
    let mut total = 0;
    for level in levels {
        first_of.insert(&level.id, (total, level));
        total += level.walk.components.len();
    }
    let mut parts = Parts::new(total);
    for connector in &facts.connectors {
        let mut things = connector.stops.iter().filter_map(|stop| {
            let (first, level) = first_of.get(&*stop.level)?;
            let number = level.walk.component_of.get(&stop.node)?;
            Some(first + number)
        });
        if let Some(start) = things.next() {
            things.for_each(|thing| parts.join(start, thing));
        }
    }

    let mut nodes_of: HashMap<usize, usize> = HashMap::new();
    let sizes = levels.iter().flat_map(|level| {
        let walk = &level.walk;
        // What was derived does not make the operator's own network an island.
        let published = usize::from(!walk.is_derived);
        walk.components
            .iter()
            .map(move |(_, nodes)| nodes * published)
    });
    for (thing, nodes) in sizes.enumerate() {
        *nodes_of.entry(parts.root(thing)).or_default() += nodes;
    }
    // Of two equal parts the one met first is the market.
    let largest = nodes_of
        .iter()
        .max_by_key(|(root, nodes)| (**nodes, std::cmp::Reverse(**root)))
        .map(|(root, _)| *root);

    let mut thing = 0;
    for level in levels {
        for (row, nodes) in &level.walk.components {
            // What was derived is nobody's mistake; how much of it is reached is told apart.
            if Some(parts.root(thing)) != largest && !level.walk.is_derived {
                let file = layout::of_level(&level.id, layout::WALKWAYS);
                let found = format!("{nodes} nodes");
                findings.note(&file, &format!("/nodes/{row}"), Fault::Island, &found);
            }
            thing += 1;
        }
    }
}
