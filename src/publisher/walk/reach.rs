//! What of a level stands on its network: stalls, places, kiosks, each with the connected part
//! that it belongs to, on foot and on wheels.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::columns::columns;
use crate::domain::market::check::Checker;
use crate::domain::market::raw::{Point, RawLevel, RawStall, RawWalkways, Ring};
use crate::domain::market::venue::Level;
use crate::domain::publication::files::{LevelFile, StallColumns};
use crate::domain::publication::open::LevelStalls;
use crate::domain::route::{Footing, Gait, Walks};
use crate::publisher::check::geometry::{Bounds, is_box};

/// The ground of a level: its stalls, and its network if there is one.
pub struct LevelGround {
    stalls: LevelStalls,
    walks: Walks,
    /// Connected part of each node.
    foot: Vec<usize>,
    wheels: Vec<usize>,
}

/// Nodes of one connected part each, on foot and on wheels, by which parts of levels are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parts {
    /// Index of a node.
    pub foot: usize,
    /// Index of a node.
    pub wheels: usize,
}

impl LevelGround {
    /// Puts rows as they stand in the source on the ground; what cannot be used is left out.
    pub fn new(level: &str, outline: &Ring, stalls: &[RawStall], walkways: &RawWalkways) -> Self {
        let raw = RawLevel {
            id: level.to_owned(),
            ordinal: Some(0),
            outline: outline.clone(),
            ..RawLevel::default()
        };
        let file = LevelFile {
            level: level.to_owned(),
            stalls: boxes(stalls),
            ..LevelFile::default()
        };
        let checked = Level::check(&raw, &mut Checker::new(""));
        let stalls = checked.map_or(LevelStalls::default(), |checked| {
            LevelStalls::open(file, &checked, &[]).0
        });
        let (walks, _) = Walks::open(columns(level, walkways, false, &[]), level);
        LevelGround {
            stalls,
            foot: parts(&walks, Gait::Foot),
            wheels: parts(&walks, Gait::Wheels),
            walks,
        }
    }

    /// Where a stall (by its row) stands on the network.
    pub fn stall(&self, row: usize) -> Option<Footing> {
        Footing::of_stall(&self.walks, &self.stalls, row)
    }

    /// Where a point is on the network.
    pub fn point(&self, at: Point) -> Option<Footing> {
        Footing::of_point(&self.walks, &self.stalls, at)
    }

    /// The connected parts that a footing belongs to; on wheels none where its way has steps.
    pub fn parts(&self, footing: &Footing) -> (Option<usize>, Option<usize>) {
        let node = |gait| {
            let seeds = footing.seeds(&self.walks, gait, true);
            let back = footing.seeds(&self.walks, gait, false);
            seeds.first().or(back.first()).map(|(node, _)| *node)
        };
        let of = |parts: &[usize], node: Option<usize>| parts.get(node?).copied();
        (
            of(&self.foot, node(Gait::Foot)),
            of(&self.wheels, node(Gait::Wheels)),
        )
    }

    /// The parts of each node, by the node's id.
    pub fn parts_by_id(&self, walkways: &RawWalkways) -> HashMap<String, Parts> {
        let mut at: HashMap<Point, Vec<&str>> = HashMap::new();
        for node in &walkways.nodes {
            if let Some(point) = node.at {
                at.entry(point).or_default().push(&node.id);
            }
        }
        let mut parts = HashMap::new();
        // Columns stand in the order of place, then id.
        for ids in at.values_mut() {
            ids.sort_unstable_by(|a, b| b.cmp(a));
        }
        for (index, point) in self.walks.nodes().iter().enumerate() {
            let id = at.get_mut(point).and_then(Vec::pop);
            if let (Some(id), Some(foot), Some(wheels)) =
                (id, self.foot.get(index), self.wheels.get(index))
            {
                let own = Parts {
                    foot: *foot,
                    wheels: *wheels,
                };
                parts.insert(id.to_owned(), own);
            }
        }
        parts
    }
}

fn boxes(stalls: &[RawStall]) -> StallColumns {
    let mut columns = StallColumns::default();
    for (stall, key) in stalls.iter().zip(0..) {
        let bounds = Bounds::of(&stall.outline);
        columns.number.push(stall.number.clone());
        columns.x.push(bounds.left);
        columns.y.push(bounds.top);
        columns.w.push(bounds.right.saturating_sub(bounds.left));
        columns.h.push(bounds.bottom.saturating_sub(bounds.top));
        if !is_box(&stall.outline) {
            columns.outline.insert(key, stall.outline.clone());
        }
    }
    columns.category = vec![-1; stalls.len()];
    columns.grade = vec![0; stalls.len()];
    columns.plaques = vec![0; stalls.len()];
    columns
}

/// For each node the first node of its connected part; one-way ways join as others do.
fn parts(walks: &Walks, gait: Gait) -> Vec<usize> {
    let mut above: Vec<usize> = (0..walks.nodes().len()).collect();
    let root = |above: &mut Vec<usize>, mut node: usize| {
        while above[node] != node {
            above[node] = above[above[node]];
            node = above[node];
        }
        node
    };
    for way in walks.ways().iter().filter(|way| way.takes(gait)) {
        let (a, b) = (root(&mut above, way.from), root(&mut above, way.to));
        above[a.max(b)] = a.min(b);
    }
    (0..above.len())
        .map(|node| root(&mut above, node))
        .collect()
}
