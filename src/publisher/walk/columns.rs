//! From nodes and walkways with ids to columns with indices.

use std::collections::HashMap;

use crate::domain::market::raw::{Point, RawWalkways};
use crate::domain::publication::files::LevelRoutesFile;

/// The network of a level in columns. `doors` are ids of nodes; those that the level does not have
/// are left out, and so are walkways whose ends are no nodes. Nodes stand in reading order, ways
/// by their nodes: neighbours in the columns are neighbours on the floor, which packs best.
pub fn columns(level: &str, raw: &RawWalkways, derived: bool, doors: &[&str]) -> LevelRoutesFile {
    let mut nodes: Vec<(Point, &str)> = raw
        .nodes
        .iter()
        .filter_map(|node| Some((node.at?, &*node.id)))
        .collect();
    nodes.sort_by_key(|([x, y], id)| (*y, *x, *id));
    let mut index_of: HashMap<&str, u32> = HashMap::new();
    for ((_, id), index) in nodes.iter().zip(0..) {
        index_of.entry(id).or_insert(index);
    }
    let mut ways: Vec<(u32, u32, u32, bool, bool)> = raw
        .walkways
        .iter()
        .filter_map(|way| {
            let from = *index_of.get(&*way.from)?;
            let to = *index_of.get(&*way.to)?;
            let (from, to) = match way.one_way {
                true => (from, to),
                false => (from.min(to), from.max(to)),
            };
            (from != to).then_some((from, to, way.width_dm, way.one_way, way.steps))
        })
        .collect();
    ways.sort_unstable();
    let rows = |fits: fn(&(u32, u32, u32, bool, bool)) -> bool| -> Vec<u32> {
        let rows = ways.iter().zip(0..).filter(|(way, _)| fits(way));
        rows.map(|(_, row)| row).collect()
    };
    LevelRoutesFile {
        level: level.to_owned(),
        derived,
        x: nodes.iter().map(|([x, _], _)| *x).collect(),
        y: nodes.iter().map(|([_, y], _)| *y).collect(),
        from: ways.iter().map(|way| way.0).collect(),
        to: ways.iter().map(|way| way.1).collect(),
        width: ways.iter().map(|way| way.2).collect(),
        one_way: rows(|way| way.3),
        steps: rows(|way| way.4),
        doors: doors
            .iter()
            .filter_map(|id| index_of.get(id).copied())
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::market::raw::{RawNode, RawWalkway};

    #[test]
    fn nodes_in_reading_order() {
        let node = |id: &str, at| RawNode {
            id: id.into(),
            at: Some(at),
        };
        let way = |from: &str, to: &str, one_way| RawWalkway {
            from: from.into(),
            to: to.into(),
            width_dm: 30,
            one_way,
            steps: one_way,
        };
        let raw = RawWalkways {
            nodes: vec![
                node("a", [50, 50]),
                node("b", [90, 10]),
                node("c", [10, 10]),
            ],
            walkways: vec![
                way("a", "c", true),
                way("b", "c", false),
                way("a", "x", false),
            ],
        };
        let file = columns("f1", &raw, false, &["a", "x"]);
        let expected = LevelRoutesFile {
            level: "f1".into(),
            x: vec![10, 90, 50],
            y: vec![10, 10, 50],
            from: vec![0, 2],
            to: vec![1, 0],
            width: vec![30, 30],
            one_way: vec![1],
            steps: vec![1],
            doors: vec![2],
            ..LevelRoutesFile::default()
        };
        assert_eq!(file, expected);
    }
}
