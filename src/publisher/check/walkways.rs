//! The walking network of one level.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::coverage::Standing;
use super::geometry::point_lies_on;
use super::market::{LevelSite, note_duplicates, usable};
use crate::domain::market::check::Checker;
use crate::domain::market::limits;
use crate::domain::market::problem::Fault;
use crate::domain::market::raw::{Point, RawStall, RawWalkways, Ring};
use crate::publisher::walk::derive::{derive, join_doors};
use crate::publisher::walk::reach::Parts as NodeParts;

/// How far a kiosk or place may be from the nearest node: 50 m.
const NEAR_DM: i64 = 500;

/// What is worth remembering of a level's network.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(in crate::publisher) struct WalkFacts {
    /// False when the file could not be read.
    pub is_known: bool,
    /// True when there is a file.
    pub is_there: bool,
    /// True when there is none and the network was derived.
    pub is_derived: bool,
    /// The network that was derived.
    pub derived: RawWalkways,
    /// Connected parts of the nodes by their ids.
    pub parts: HashMap<String, NodeParts>,
    /// What stands on the network.
    pub standing: Standing,
    /// Index into `components` by id of node.
    pub component_of: HashMap<String, usize>,
    /// For each connected part: its first node's row, and how many nodes it has.
    pub components: Vec<(usize, usize)>,
    places: Vec<Point>,
}

impl WalkFacts {
    /// True when a way begins near a point.
    pub fn has_node_near(&self, at: Point) -> bool {
        self.places.iter().any(|place| {
            let [x, y] = [0, 1].map(|axis| i64::from(place[axis]) - i64::from(at[axis]));
            x * x + y * y <= NEAR_DM * NEAR_DM
        })
    }
}

impl WalkFacts {
    /// Derives a network from the ground between the stalls, for a level without one. `doors` are
    /// places at which a connector may stop; each becomes a node of its id.
    pub fn derive(&mut self, site: &LevelSite, stalls: &[RawStall], doors: &[(&str, Point)]) {
        let is_usable = |stall: &&RawStall| usable(&stall.outline).is_some();
        let outlines: Vec<&Ring> = stalls
            .iter()
            .filter(is_usable)
            .map(|stall| &stall.outline)
            .collect();
        let mut derived = derive(&site.outline, &site.voids, &outlines);
        join_doors(&mut derived, doors);
        if !derived.nodes.is_empty() {
            // Nothing in it is anybody's mistake.
            let checked = check_walkways(&derived, site, &mut Checker::new(""));
            *self = WalkFacts {
                is_known: self.is_known,
                is_derived: true,
                derived,
                ..checked
            };
        }
    }
}

/// Checks nodes and walkways, and finds the parts that hang together.
pub(super) fn check_walkways(raw: &RawWalkways, site: &LevelSite, at: &mut Checker) -> WalkFacts {
    let mut facts = WalkFacts::default();
    let mut index_of: HashMap<&str, usize> = HashMap::new();
    let nodes = at.list("nodes", &raw.nodes, limits::WALK_NODES);
    at.within("nodes", |at| {
        note_duplicates(at, nodes.iter().map(|own| &*own.id), "id");
        for (row, node) in nodes.iter().enumerate() {
            at.within(row, |at| {
                if at.id("id", &node.id).is_some() {
                    index_of.entry(&node.id).or_insert(row);
                }
                let Some(point) = at.point("at", node.at) else {
                    return;
                };
                facts.places.push(point);
                let floor = &site.outline;
                if !floor.is_empty() && !point_lies_on(point, floor, &site.voids) {
                    let found = format!("{}, {}", point[0], point[1]);
                    at.report_at("at", Fault::OutsideLevel, &found);
                }
            });
        }
    });

    let mut parts = Parts::new(nodes.len());
    let walkways = at.list("walkways", &raw.walkways, limits::WALK_NODES * 2);
    at.within("walkways", |at| {
        for (row, walkway) in walkways.iter().enumerate() {
            let from = index_of.get(&*walkway.from);
            let to = index_of.get(&*walkway.to);
            if let (Some(from), Some(to)) = (from, to)
                && from != to
            {
                parts.join(*from, *to);
                continue;
            }
            at.within(row, |at| {
                for (field, id, node) in [("from", &walkway.from, from), ("to", &walkway.to, to)] {
                    if node.is_none() {
                        at.report_at(field, Fault::Unknown("node of this level"), id);
                    }
                }
                if from.is_some() && from == to {
                    at.report_at("to", Fault::Form("another node than `from`"), &walkway.to);
                }
            });
        }
    });

    let mut number_of: HashMap<usize, usize> = HashMap::new();
    for (row, node) in nodes.iter().enumerate() {
        if index_of.get(&*node.id) != Some(&row) {
            continue;
        }
        let number = *number_of.entry(parts.root(row)).or_insert_with(|| {
            facts.components.push((row, 0));
            facts.components.len() - 1
        });
        facts.components[number].1 += 1;
        facts.component_of.insert(node.id.clone(), number);
    }
    facts
}

/// Which things hang together (union–find with halved paths).
#[derive(Debug)]
pub(super) struct Parts {
    above: Vec<usize>,
}

impl Parts {
    /// So many things, each by itself.
    pub fn new(count: usize) -> Parts {
        Parts {
            above: (0..count).collect(),
        }
    }

    /// One thing that stands for all that hang together with this one.
    pub fn root(&mut self, mut thing: usize) -> usize {
        while self.above[thing] != thing {
            self.above[thing] = self.above[self.above[thing]];
            thing = self.above[thing];
        }
        thing
    }

    /// Lets two things hang together.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.above[a.max(b)] = a.min(b);
    }
}
