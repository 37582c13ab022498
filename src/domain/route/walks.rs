//! The walking network of one level.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::domain::market::check::Checker;
use crate::domain::market::limits;
use crate::domain::market::problem::{Fault, Problems};
use crate::domain::market::raw::Point;
use crate::domain::publication::files::LevelRoutesFile;
use crate::domain::publication::paths;

/// Not reached.
pub const FAR: u64 = u64::MAX;

/// How somebody moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gait {
    /// On foot: every walkway.
    Foot,
    /// With a wheelchair, pram or trolley: neither steps nor narrow ways.
    Wheels,
}

/// A wheelchair or trolley needs this much; a width that is not published is no obstacle.
pub const WHEELS_WIDTH_DM: u32 = 9;

/// A straight walk between two nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Way {
    /// Index of a node.
    pub from: usize,
    /// Index of another node.
    pub to: usize,
    /// Length.
    pub length_dm: u32,
    /// 0 when not said.
    pub width_dm: u32,
    /// Only from `from` to `to`.
    pub one_way: bool,
    /// There are steps in it.
    pub steps: bool,
}

impl Way {
    /// Whether somebody who moves so may walk here.
    pub fn takes(&self, gait: Gait) -> bool {
        let narrow = (1..WHEELS_WIDTH_DM).contains(&self.width_dm);
        gait == Gait::Foot || !(self.steps || narrow)
    }
}

/// Distance of two points, to the nearest decimetre. The publisher and the page must agree on it.
pub fn length_dm(a: Point, b: Point) -> u32 {
    let [dx, dy] = [0, 1].map(|axis| match (a.get(axis), b.get(axis)) {
        (Some(a), Some(b)) => f64::from(*a) - f64::from(*b),
        _ => 0.0,
    });
    // Coordinates are within 50 km, so the length fits.
    ((dx * dx + dy * dy).sqrt() + 0.5) as u32
}

/// The network of one level. Nodes, ways and doors are known by their index.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Walks {
    level: String,
    derived: bool,
    nodes: Vec<Point>,
    ways: Vec<Way>,
    /// Where each node's ends of ways begin in `ends`; one more at the end.
    starts: Vec<usize>,
    /// Index of a way.
    ends: Vec<usize>,
    doors: Vec<usize>,
}

impl Walks {
    /// Checks the file. Walkways between unknown nodes are left out; a door that is none is a
    /// door nowhere.
    pub fn open(file: LevelRoutesFile, level: &str) -> (Walks, Problems) {
        let mut at = Checker::new(&paths::routes(level));
        if file.level != level {
            at.unknown("level", "this level", &file.level);
        }
        let longest = file.x.len().min(file.y.len());
        let len = longest.min(limits::WALK_NODES);
        let joined = file.from.len().min(file.to.len());
        if file.x.len() != file.y.len() || file.from.len() != file.to.len() {
            at.report(Fault::Columns, "");
        }
        if len < longest {
            at.report_at(
                "x",
                Fault::TooMany(limits::WALK_NODES),
                &longest.to_string(),
            );
        }
        let bound = limits::COORDINATE_DM;
        let kept = |value: &i32| (*value).max(-bound).min(bound);
        let nodes: Vec<Point> = file
            .x
            .iter()
            .zip(&file.y)
            .take(len)
            .map(|(x, y)| [kept(x), kept(y)])
            .collect();
        let node = |index: &u32| usize::try_from(*index).ok().filter(|own| *own < len);
        let marked = |list: &[u32]| {
            let mut rows = vec![false; joined];
            for row in list {
                if let Some(own) = rows.get_mut(*row as usize) {
                    *own = true;
                }
            }
            rows
        };
        let (one_way, steps) = (marked(&file.one_way), marked(&file.steps));
        let is_in = |rows: &[bool], row: usize| rows.get(row).copied().unwrap_or(false);
        let mut ways = Vec::with_capacity(joined);
        at.push("from");
        for (row, (from, to)) in file.from.iter().zip(&file.to).enumerate() {
            let ends = (node(from), node(to));
            let (Some(from), Some(to)) = ends else {
                at.report_at(row, Fault::Unknown("node"), "");
                continue;
            };
            let ([Some(a), Some(b)], true) = ([nodes.get(from), nodes.get(to)], from != to) else {
                continue;
            };
            let width_dm = file.width.get(row).copied().unwrap_or(0);
            ways.push(Way {
                from,
                to,
                length_dm: length_dm(*a, *b),
                width_dm: if width_dm == u32::MAX { 0 } else { width_dm },
                one_way: is_in(&one_way, row),
                steps: is_in(&steps, row),
            });
        }
        at.pop();
        let doors = file.doors.iter();
        let doors = doors.map(|own| node(own).unwrap_or(usize::MAX)).collect();
        let walks = Walks {
            level: level.to_owned(),
            derived: file.derived,
            doors,
            ..Walks::joined(nodes, ways)
        };
        (walks, at.finish())
    }

    /// A network of nodes and ways; ways whose ends are no nodes are never walked.
    pub fn joined(nodes: Vec<Point>, ways: Vec<Way>) -> Walks {
        let mut starts = vec![0_usize; nodes.len() + 1];
        let ends_of = |way: &Way| [way.from, way.to];
        for end in ways.iter().flat_map(ends_of) {
            if let Some(count) = starts.get_mut(end + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut ends = vec![0; sum];
        for (index, way) in ways.iter().enumerate() {
            for end in ends_of(way) {
                if let Some(place) = next.get_mut(end)
                    && let Some(slot) = ends.get_mut(*place)
                {
                    *slot = index;
                    *place += 1;
                }
            }
        }
        Walks {
            nodes,
            ways,
            starts,
            ends,
            ..Walks::default()
        }
    }

    /// Id of the level.
    pub fn level(&self) -> &str {
        &self.level
    }

    /// True when the operator published no walkways and the network was derived.
    pub fn is_derived(&self) -> bool {
        self.derived
    }

    /// Places of the nodes, decimetres of the building's grid.
    pub fn nodes(&self) -> &[Point] {
        &self.nodes
    }

    /// The ways between nodes.
    pub fn ways(&self) -> &[Way] {
        &self.ways
    }

    /// Nodes of the doors; one that is beyond the nodes is nowhere.
    pub fn doors(&self) -> &[usize] {
        &self.doors
    }

    /// Costs from the seeds (node, cost) to every node; `against` walks one-way ways backwards,
    /// which gives the costs *to* the seeds.
    pub fn flood(&self, seeds: &[(usize, u64)], gait: Gait, against: bool) -> Flood {
        self.flood_until(seeds, gait, against, &[])
    }

    /// The same, as far as these nodes: what lies beyond the last of them may not be reached.
    /// Without nodes all of it.
    pub fn flood_until(
        &self,
        seeds: &[(usize, u64)],
        gait: Gait,
        against: bool,
        ends: &[(usize, u64)],
    ) -> Flood {
        let mut left = ends.len();
        let mut flood = Flood {
            cost: vec![FAR; self.nodes.len()],
            came: vec![usize::MAX; self.nodes.len()],
        };
        let mut heap = BinaryHeap::new();
        for (node, cost) in seeds {
            flood.lower(*node, *cost, usize::MAX, &mut heap);
        }
        while let Some(Reverse((cost, node))) = heap.pop() {
            if flood.cost(node) < cost {
                continue;
            }
            left -= ends
                .iter()
                .filter(|(own, _)| *own == node)
                .count()
                .min(left);
            if left == 0 && !ends.is_empty() {
                break;
            }
            let first = self.starts.get(node).copied().unwrap_or(0);
            let last = self.starts.get(node + 1).copied().unwrap_or(first);
            for index in self.ends.get(first..last).unwrap_or_default() {
                let Some(way) = self.ways.get(*index).filter(|way| way.takes(gait)) else {
                    continue;
                };
                let is_forward = way.from == node;
                if way.one_way && is_forward == against {
                    continue;
                }
                let other = if is_forward { way.to } else { way.from };
                flood.lower(other, cost + u64::from(way.length_dm), node, &mut heap);
            }
        }
        flood
    }
}

/// What a flood leaves behind.
#[derive(Debug, Clone, Default)]
pub struct Flood {
    cost: Vec<u64>,
    came: Vec<usize>,
}

impl Flood {
    fn lower(
        &mut self,
        node: usize,
        cost: u64,
        from: usize,
        heap: &mut BinaryHeap<Reverse<(u64, usize)>>,
    ) {
        if let Some(own) = self.cost.get_mut(node)
            && cost < *own
        {
            *own = cost;
            if let Some(came) = self.came.get_mut(node) {
                *came = from;
            }
            heap.push(Reverse((cost, node)));
        }
    }

    /// Cost to a node, [`FAR`] when it is not reached.
    pub fn cost(&self, node: usize) -> u64 {
        self.cost.get(node).copied().unwrap_or(FAR)
    }

    /// Nodes from a seed to this node, both included; nothing when it is not reached.
    pub fn path(&self, node: usize) -> Vec<usize> {
        let mut path = Vec::new();
        let mut next = node;
        while self.cost(next) < FAR && path.len() <= self.cost.len() {
            path.push(next);
            next = self.came.get(next).copied().unwrap_or(usize::MAX);
        }
        path.reverse();
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(from: usize, to: usize) -> Way {
        Way {
            from,
            to,
            length_dm: 10,
            width_dm: 0,
            one_way: false,
            steps: false,
        }
    }

    /// A square 0-1-2-3 with steps on 0-1 and only one direction on 3-0.
    fn square() -> Walks {
        let mut ways = vec![way(0, 1), way(1, 2), way(2, 3), way(3, 0)];
        ways[0].steps = true;
        ways[3].one_way = true;
        Walks::joined(vec![[0, 0], [10, 0], [10, 10], [0, 10]], ways)
    }

    #[test]
    fn costs() {
        let check = |gait, against, expected: [u64; 4]| {
            let flood = square().flood(&[(0, 0)], gait, against);
            assert_eq!([0, 1, 2, 3].map(|node| flood.cost(node)), expected);
        };
        check(Gait::Foot, false, [0, 10, 20, 30]);
        check(Gait::Foot, true, [0, 10, 20, 10]);
        check(Gait::Wheels, false, [0, FAR, FAR, FAR]);
        check(Gait::Wheels, true, [0, 30, 20, 10]);
    }

    #[test]
    fn paths() {
        let flood = square().flood(&[(3, 5), (1, 100)], Gait::Foot, false);
        assert_eq!(flood.path(1), [3, 0, 1]);
        assert_eq!(flood.cost(1), 25);
        assert_eq!(flood.path(3), [3]);
        assert!(flood.path(9).is_empty());
    }

    #[test]
    fn widths() {
        let check = |width_dm, expected| {
            let way = Way {
                width_dm,
                ..way(0, 1)
            };
            assert_eq!(way.takes(Gait::Wheels), expected, "{width_dm}");
            assert!(way.takes(Gait::Foot));
        };
        check(0, true);
        check(8, false);
        check(9, true);
    }

    #[test]
    fn a_damaged_file_keeps_what_can_be_walked() {
        let file = LevelRoutesFile {
            level: "a1".into(),
            x: vec![0, 30, i32::MIN],
            y: vec![0, 40, 0],
            from: vec![0, 1, 9],
            to: vec![1, 1, 0],
            width: vec![u32::MAX],
            doors: vec![1, 7],
            ..LevelRoutesFile::default()
        };
        let (walks, problems) = Walks::open(file, "a1");
        assert_eq!(problems.errors(), 1);
        assert_eq!(walks.ways().len(), 1);
        assert_eq!(walks.ways()[0].length_dm, 50);
        assert_eq!(walks.ways()[0].width_dm, 0);
        assert_eq!(walks.doors(), [1, usize::MAX]);
    }
}
