//! The walking network of a level: middle lines of all ways, with a node wherever two meet and
//! wherever somebody stops.

use std::collections::{BTreeMap, HashMap};

use super::plan::Lane;
use super::plan::shape::{Spot, distance, line_crossing, spot, whole};
use crate::domain::market::raw::{Point, RawNode, RawWalkway, RawWalkways};

/// Two points nearer than this are one node.
const SNAP_DM: f64 = 6.0;
/// Longest walkway without a node on the way.
const STEP_DM: f64 = 300.0;

/// A level's network while nodes can still be added.
#[derive(Debug)]
pub struct Network {
    lanes: Vec<Lane>,
    /// Points on each lane as (place along it, node).
    stops: Vec<BTreeMap<i64, usize>>,
    nodes: Vec<Point>,
    near: HashMap<(i32, i32), Vec<usize>>,
}

impl Network {
    /// Joins ways where they cross or touch.
    pub fn new(lanes: &[Lane]) -> Network {
        let mut network = Network {
            lanes: lanes.to_vec(),
            stops: vec![BTreeMap::new(); lanes.len()],
            nodes: Vec::new(),
            near: HashMap::new(),
        };
        for index in 0..lanes.len() {
            let lane = lanes[index];
            network.stop(index, lane.from);
            network.stop(index, lane.to);
            for (other, across) in lanes.iter().enumerate().skip(index + 1) {
                network.meet(index, &lane, other, across);
            }
        }
        network
    }

    fn meet(&mut self, index: usize, lane: &Lane, other: usize, across: &Lane) {
        for end in [across.from, across.to] {
            if off_lane(lane, end) < SNAP_DM {
                self.stop(index, end);
                self.stop(other, end);
            }
        }
        for end in [lane.from, lane.to] {
            if off_lane(across, end) < SNAP_DM {
                self.stop(index, end);
                self.stop(other, end);
            }
        }
        if let Some(at) = line_crossing((lane.from, lane.to), (across.from, across.to))
            && off_lane(lane, at) < 1.0
            && off_lane(across, at) < 1.0
        {
            self.stop(index, at);
            self.stop(other, at);
        }
    }

    /// A node on the way that runs nearest to a point; returns its index.
    pub fn node_near(&mut self, at: Point) -> usize {
        let at = spot(at);
        let nearest = (0..self.lanes.len()).min_by(|one, other| {
            off_lane(&self.lanes[*one], at).total_cmp(&off_lane(&self.lanes[*other], at))
        });
        match nearest {
            Some(lane) => {
                let foot = foot(&self.lanes[lane], at);
                self.stop(lane, foot)
            }
            None => self.node(at),
        }
    }

    /// The id that a node is written with.
    pub fn node_id(node: usize) -> String {
        format!("n{}", node + 1)
    }

    /// Where a node lies.
    pub fn at(&self, node: usize) -> Point {
        self.nodes[node]
    }

    fn stop(&mut self, lane: usize, at: Spot) -> usize {
        let node = self.node(at);
        let place = distance(self.lanes[lane].from, foot(&self.lanes[lane], at));
        self.stops[lane].insert((place * 16.0) as i64, node);
        node
    }

    fn node(&mut self, at: Spot) -> usize {
        let size = SNAP_DM * 2.0;
        let cell = [(at[0] / size).floor() as i32, (at[1] / size).floor() as i32];
        for x in cell[0] - 1..=cell[0] + 1 {
            for y in cell[1] - 1..=cell[1] + 1 {
                let known = self.near.get(&(x, y)).into_iter().flatten();
                let near = known
                    .copied()
                    .find(|node| distance(spot(self.nodes[*node]), at) < SNAP_DM);
                if let Some(node) = near {
                    return node;
                }
            }
        }
        self.nodes.push(whole(at));
        let node = self.nodes.len() - 1;
        self.near.entry((cell[0], cell[1])).or_default().push(node);
        node
    }

    /// The rows of the file.
    pub fn finish(mut self) -> RawWalkways {
        let mut walks: BTreeMap<(usize, usize), u32> = BTreeMap::new();
        for lane in 0..self.lanes.len() {
            let width_dm = self.lanes[lane].width_dm.unsigned_abs();
            let mut stops: Vec<usize> = self.stops[lane].values().copied().collect();
            stops.dedup();
            for pair in stops.windows(2) {
                let (from, to) = (self.nodes[pair[0]], self.nodes[pair[1]]);
                let length = distance(spot(from), spot(to));
                let parts = (length / STEP_DM).ceil().max(1.0) as i32;
                let mut before = pair[0];
                for part in 1..=parts {
                    let along = f64::from(part) / f64::from(parts);
                    let next = if part == parts {
                        pair[1]
                    } else {
                        self.node([
                            f64::from(from[0]) + f64::from(to[0] - from[0]) * along,
                            f64::from(from[1]) + f64::from(to[1] - from[1]) * along,
                        ])
                    };
                    if before != next {
                        let key = (before.min(next), before.max(next));
                        let widest = walks.entry(key).or_insert(0);
                        *widest = (*widest).max(width_dm);
                    }
                    before = next;
                }
            }
        }
        RawWalkways {
            nodes: self
                .nodes
                .iter()
                .enumerate()
                .map(|(node, at)| RawNode {
                    id: Network::node_id(node),
                    at: Some(*at),
                })
                .collect(),
            walkways: walks
                .into_iter()
                .map(|((from, to), width_dm)| RawWalkway {
                    from: Network::node_id(from),
                    to: Network::node_id(to),
                    width_dm,
                    ..RawWalkway::default()
                })
                .collect(),
        }
    }
}

/// The point of a way nearest to a point.
fn foot(lane: &Lane, at: Spot) -> Spot {
    let along = [lane.to[0] - lane.from[0], lane.to[1] - lane.from[1]];
    let length = (along[0] * along[0] + along[1] * along[1]).max(1e-9);
    let part = ((at[0] - lane.from[0]) * along[0] + (at[1] - lane.from[1]) * along[1]) / length;
    let part = part.clamp(0.0, 1.0);
    [
        lane.from[0] + along[0] * part,
        lane.from[1] + along[1] * part,
    ]
}

/// Distance of a point from a way.
fn off_lane(lane: &Lane, at: Spot) -> f64 {
    distance(foot(lane, at), at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crossings_and_touching_ends_become_nodes() {
        let lane = |from: Spot, to: Spot| Lane {
            from,
            to,
            width_dm: 30,
        };
        let mut network = Network::new(&[
            lane([0.0, 0.0], [200.0, 0.0]),
            lane([50.0, -50.0], [50.0, 50.0]),
            lane([120.0, 3.0], [120.0, 80.0]),
        ]);
        let stand = network.node_near([150, 40]);
        assert_eq!(network.at(stand), [120, 40]);
        let walkways = network.finish();
        // Five ends, one crossing, one touching end, one stand; seven walks join them all.
        assert_eq!(walkways.nodes.len(), 8);
        assert_eq!(walkways.walkways.len(), 7);
    }
}
