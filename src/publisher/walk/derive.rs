//! A walking network for a level whose operator published none: the middle lines of the ground
//! that no stall covers. It knows nothing of walls and doors, so whoever shows it says that it is
//! derived.

use std::collections::{BTreeMap, BTreeSet};

use super::raster::Raster;
use super::thin::{around, thin};
use crate::domain::market::raw::{Point, RawNode, RawWalkway, RawWalkways, Ring};
use crate::domain::route::{foot, length_dm};

/// Tenths of a cell that must be free to either side: a passage of a metre and a half counts.
const CLEAR: u32 = 20;
/// A dead end that is shorter is a corner of a wider place, not an aisle.
const SPUR_DM: u32 = 40;
/// Nodes nearer to each other are one crossing.
const CROSSING_DM: u32 = 15;
/// How far a line may stray from the straight walkway that stands for it.
const STRAIGHT_DM: f64 = 6.0;

/// The network of a level. Nodes are called `d1`, `d2`, … in reading order.
pub fn derive(outline: &Ring, voids: &[Ring], stalls: &[&Ring]) -> RawWalkways {
    let holes: Vec<&Ring> = voids.iter().chain(stalls.iter().copied()).collect();
    let Some(mut raster) = Raster::of(outline, &holes) else {
        return RawWalkways::default();
    };
    let clearance = raster.clearance();
    let mut lines: Vec<bool> = clearance.iter().map(|clear| *clear >= CLEAR).collect();
    thin(&mut lines, raster.columns);
    raster.free = lines;
    let mut net = Net::traced(&raster, &clearance);
    net.prune();
    net.merge_crossings();
    net.rows()
}

/// Joins each door (id, point) to the nearest walkway, which is parted there by a node of its id.
pub fn join_doors(network: &mut RawWalkways, doors: &[(&str, Point)]) {
    let mut at: BTreeMap<String, Point> = network
        .nodes
        .iter()
        .filter_map(|node| Some((node.id.clone(), node.at?)))
        .collect();
    for (id, door) in doors {
        let feet = network
            .walkways
            .iter()
            .enumerate()
            .filter_map(|(row, way)| {
                let foot = foot(*at.get(&way.from)?, *at.get(&way.to)?, *door);
                Some((length_dm(foot, *door), row, foot))
            });
        let Some((_, row, foot)) = feet.min().filter(|_| !at.contains_key(*id)) else {
            continue;
        };
        let whole = &mut network.walkways[row];
        let rest = RawWalkway {
            from: (*id).to_owned(),
            ..whole.clone()
        };
        (*id).clone_into(&mut whole.to);
        network.walkways.push(rest);
        network.nodes.push(RawNode {
            id: (*id).to_owned(),
            at: Some(foot),
        });
        at.insert((*id).to_owned(), foot);
    }
}

/// A line of points between two ends.
#[derive(Debug, Clone)]
struct Chain {
    points: Vec<Point>,
    width_dm: u32,
}

impl Chain {
    fn length_dm(&self) -> u32 {
        let pairs = self.points.windows(2);
        pairs.map(|pair| length_dm(pair[0], pair[1])).sum()
    }

    fn ends(&self) -> [Point; 2] {
        [self.points[0], self.points[self.points.len() - 1]]
    }
}

/// Chains that meet at their ends.
#[derive(Debug, Default)]
struct Net {
    chains: Vec<Chain>,
}

impl Net {
    /// Follows the lines from crossing to crossing.
    fn traced(raster: &Raster, clearance: &[u32]) -> Net {
        let is_line = &raster.free;
        let near = |cell: usize| -> Vec<usize> {
            let sides = around(cell, raster.columns);
            (0..8)
                .filter(|side| {
                    let straight = side % 2 == 0;
                    // A diagonal step beside a straight one would only make a small triangle.
                    let beside = [sides[(side + 7) % 8], sides[(side + 1) % 8]];
                    is_line[sides[*side]]
                        && (straight || !beside.iter().any(|other| is_line[*other]))
                })
                .map(|side| sides[side])
                .collect()
        };
        let cells: Vec<usize> = (0..is_line.len()).filter(|cell| is_line[*cell]).collect();
        let mut net = Net::default();
        let mut walked: BTreeSet<(usize, usize)> = BTreeSet::new();
        let mut covered: BTreeSet<usize> = BTreeSet::new();
        let starts = cells.iter().filter(|cell| near(**cell).len() != 2);
        // A ring without a crossing begins anywhere.
        for start in starts.chain(&cells).copied() {
            let is_end = near(start).len() != 2;
            if !is_end && covered.contains(&start) {
                continue;
            }
            for first in near(start) {
                if walked.contains(&(start, first)) {
                    continue;
                }
                let mut line = vec![start, first];
                walked.insert((start, first));
                loop {
                    let (before, here) = (line[line.len() - 2], line[line.len() - 1]);
                    covered.insert(here);
                    walked.insert((here, before));
                    let next = near(here);
                    let goes_on = next.len() == 2 && here != start;
                    let Some(next) = next.into_iter().find(|own| *own != before) else {
                        break;
                    };
                    if !goes_on {
                        break;
                    }
                    walked.insert((here, next));
                    line.push(next);
                }
                covered.insert(start);
                // Not the narrowest: at its ends a line runs into corners.
                let mut clear: Vec<u32> = line.iter().map(|cell| clearance[*cell]).collect();
                clear.sort_unstable();
                let usual = clear[clear.len() / 2];
                net.chains.push(Chain {
                    points: line.iter().map(|cell| raster.middle(*cell)).collect(),
                    width_dm: usual * 2 * raster.cell_dm.unsigned_abs() / 10,
                });
            }
        }
        net
    }

    /// How many chains end at each point.
    fn degrees(&self) -> BTreeMap<Point, usize> {
        let mut degrees = BTreeMap::new();
        for end in self.chains.iter().flat_map(Chain::ends) {
            *degrees.entry(end).or_default() += 1;
        }
        degrees
    }

    /// Takes short dead ends away, until there are none, and joins what they had cut.
    fn prune(&mut self) {
        loop {
            let degrees = self.degrees();
            let before = self.chains.len();
            self.chains.retain(|chain| {
                let [a, b] = chain.ends().map(|end| degrees[&end]);
                // A line by itself may be all that a small level has.
                let is_spur = a.min(b) == 1 && a.max(b) > 1;
                !(is_spur && chain.length_dm() < SPUR_DM)
            });
            self.join();
            if self.chains.len() == before {
                return;
            }
        }
    }

    /// Makes one chain of two that meet where no other does.
    fn join(&mut self) {
        let mut at: BTreeMap<Point, Vec<usize>> = BTreeMap::new();
        for (index, chain) in self.chains.iter().enumerate() {
            for end in chain.ends() {
                at.entry(end).or_default().push(index);
            }
        }
        // Chains that were joined stand in for those that they took over.
        let mut stands: Vec<usize> = (0..self.chains.len()).collect();
        let root = |stands: &[usize], mut index: usize| {
            while stands[index] != index {
                index = stands[index];
            }
            index
        };
        for (end, own) in at {
            let [a, b] = own.as_slice() else { continue };
            let (a, b) = (root(&stands, *a), root(&stands, *b));
            if a == b {
                continue;
            }
            let mut tail = std::mem::take(&mut self.chains[b].points);
            let width_dm = self.chains[b].width_dm;
            let chain = &mut self.chains[a];
            if chain.points[0] == end {
                chain.points.reverse();
            }
            if tail[0] != end {
                tail.reverse();
            }
            chain.points.extend(tail.into_iter().skip(1));
            chain.width_dm = chain.width_dm.min(width_dm);
            stands[b] = a;
        }
        self.chains.retain(|chain| chain.points.len() > 1);
    }

    /// Lets crossings that thinning has drawn apart meet in one point.
    fn merge_crossings(&mut self) {
        let degrees = self.degrees();
        let mut stands: BTreeMap<Point, Point> = BTreeMap::new();
        let root = |stands: &BTreeMap<Point, Point>, mut at: Point| {
            while let Some(next) = stands.get(&at) {
                at = *next;
            }
            at
        };
        for chain in &self.chains {
            let [a, b] = chain.ends();
            if a != b && degrees[&a] > 2 && degrees[&b] > 2 && chain.length_dm() < CROSSING_DM {
                let (a, b) = (root(&stands, a), root(&stands, b));
                if a != b {
                    stands.insert(b, a);
                }
            }
        }
        for chain in &mut self.chains {
            let last = chain.points.len() - 1;
            chain.points[0] = root(&stands, chain.points[0]);
            chain.points[last] = root(&stands, chain.points[last]);
        }
        self.chains
            .retain(|chain| chain.length_dm() >= CROSSING_DM || chain.points[0] != chain.ends()[1]);
    }

    /// Nodes at the ends and bends of the chains, walkways between them.
    fn rows(&self) -> RawWalkways {
        let mut walks: BTreeMap<(Point, Point), u32> = BTreeMap::new();
        let mut points: BTreeSet<(i32, i32)> = BTreeSet::new();
        for chain in &self.chains {
            let mut bends = vec![chain.points[0]];
            bend(&chain.points, &mut bends);
            bends.push(chain.ends()[1]);
            for pair in bends.windows(2).filter(|pair| pair[0] != pair[1]) {
                let key = (pair[0].min(pair[1]), pair[0].max(pair[1]));
                let width = walks.entry(key).or_insert(chain.width_dm);
                *width = (*width).max(chain.width_dm);
                points.extend(pair.iter().map(|at| (at[1], at[0])));
            }
        }
        let ids: BTreeMap<Point, String> = points
            .iter()
            .zip(1..)
            .map(|((y, x), number)| ([*x, *y], format!("d{number}")))
            .collect();
        RawWalkways {
            nodes: points
                .iter()
                .map(|(y, x)| RawNode {
                    id: ids[&[*x, *y]].clone(),
                    at: Some([*x, *y]),
                })
                .collect(),
            walkways: walks
                .iter()
                .map(|((from, to), width_dm)| RawWalkway {
                    from: ids[from].clone(),
                    to: ids[to].clone(),
                    width_dm: *width_dm,
                    ..RawWalkway::default()
                })
                .collect(),
        }
    }
}

/// The points between the ends at which a line bends (Ramer, Douglas and Peucker).
fn bend(points: &[Point], bends: &mut Vec<Point>) {
    let [first, .., last] = points else { return };
    let off = |at: &Point| off_line(*first, *last, *at);
    let inner = 1..points.len() - 1;
    let farthest = inner.max_by(|a, b| off(&points[*a]).total_cmp(&off(&points[*b])));
    let Some(index) = farthest.filter(|index| off(&points[*index]) > STRAIGHT_DM) else {
        return;
    };
    bend(&points[..=index], bends);
    bends.push(points[index]);
    bend(&points[index..], bends);
}

fn off_line(a: Point, b: Point, at: Point) -> f64 {
    let [ax, ay] = a.map(f64::from);
    let [dx, dy] = [f64::from(b[0]) - ax, f64::from(b[1]) - ay];
    let [x, y] = [f64::from(at[0]) - ax, f64::from(at[1]) - ay];
    let length = (dx * dx + dy * dy).sqrt();
    if length < 1.0 {
        return (x * x + y * y).sqrt();
    }
    (dx * y - dy * x).abs() / length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(x: i32, y: i32, w: i32, h: i32) -> Ring {
        vec![[x, y], [x + w, y], [x + w, y + h], [x, y + h]]
    }

    fn derived(outline: &Ring, stalls: &[Ring]) -> RawWalkways {
        let stalls: Vec<&Ring> = stalls.iter().collect();
        derive(outline, &[], &stalls)
    }

    #[test]
    fn aisles_between_blocks() {
        // Four blocks leave a cross of two aisles, 40 and 60 wide.
        let outline = block(0, 0, 540, 360);
        let stalls = [
            block(0, 0, 240, 160),
            block(300, 0, 240, 160),
            block(0, 200, 240, 160),
            block(300, 200, 240, 160),
        ];
        let net = derived(&outline, &stalls);
        let mut degree: BTreeMap<&str, usize> = BTreeMap::new();
        for way in &net.walkways {
            *degree.entry(&way.from).or_default() += 1;
            *degree.entry(&way.to).or_default() += 1;
            assert!((30..=60).contains(&way.width_dm), "{way:?}");
        }
        let crossings: Vec<Point> = net
            .nodes
            .iter()
            .filter(|node| degree[&*node.id] > 2)
            .filter_map(|node| node.at)
            .collect();
        assert_eq!(crossings.len(), 1, "{net:?}");
        assert!(length_dm(crossings[0], [270, 180]) < 20, "{crossings:?}");
        assert_eq!(
            net.walkways.len() + 1,
            net.nodes.len(),
            "four arms, no ring"
        );
    }

    #[test]
    fn a_ring_around_one_block() {
        let net = derived(&block(0, 0, 300, 300), &[block(50, 50, 200, 200)]);
        assert_eq!(net.walkways.len(), net.nodes.len(), "{net:?}");
        assert!(net.nodes.len() >= 4);
    }

    #[test]
    fn doors_part_the_nearest_walkway() {
        let mut net = derived(&block(0, 0, 500, 40), &[]);
        let (nodes, ways) = (net.nodes.len(), net.walkways.len());
        join_doors(
            &mut net,
            &[
                ("lift-1", [250, 2]),
                ("lift-2", [260, 38]),
                ("d1", [100, 2]),
            ],
        );
        assert_eq!((net.nodes.len(), net.walkways.len()), (nodes + 2, ways + 2));
        let lift = net.nodes.iter().find(|node| node.id == "lift-1").unwrap();
        assert!(length_dm(lift.at.unwrap(), [250, 20]) < 8, "{lift:?}");
    }

    #[test]
    fn nothing_where_nothing_is_free() {
        let outline = block(0, 0, 300, 300);
        assert!(
            derived(&outline, std::slice::from_ref(&outline))
                .nodes
                .is_empty()
        );
        assert!(derived(&Ring::new(), &[]).nodes.is_empty());
        // A gap that nobody fits through is no aisle.
        let halves = [block(0, 0, 146, 300), block(154, 0, 146, 300)];
        assert!(derived(&outline, &halves).nodes.is_empty());
    }
}
