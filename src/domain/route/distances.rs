//! How far it is from door to door of a level. A distance that leads past another door is the sum
//! of two others and is left out.

use super::walks::{Gait, Walks};

/// Triples of door, door, decimetres, flattened. `directed` says whether a distance counts only
/// from the first to the second; otherwise each pair stands once.
pub fn distances(walks: &Walks, gait: Gait, directed: bool) -> Vec<u32> {
    let doors = walks.doors();
    let between: Vec<Vec<u64>> = doors
        .iter()
        .map(|door| {
            let flood = walks.flood(&[(*door, 0)], gait, false);
            doors.iter().map(|other| flood.cost(*other)).collect()
        })
        .collect();
    let mut triples = Vec::new();
    for (from, row) in between.iter().enumerate() {
        for (to, dm) in row.iter().enumerate() {
            let Some(short) = u32::try_from(*dm).ok().filter(|dm| *dm < u32::MAX) else {
                continue;
            };
            if from == to || (!directed && to < from) {
                continue;
            }
            // Doors at the same place do not stand for each other.
            let leads_past = (0..doors.len()).any(|other| {
                let at = |from: usize, to: usize| {
                    let row = between.get(from);
                    row.and_then(|row| row.get(to)).copied().unwrap_or(0)
                };
                let (first, second) = (at(from, other), at(other, to));
                let is_between = other != from && other != to;
                let is_shorter = first > 0 && second > 0;
                is_between && is_shorter && first.checked_add(second) == Some(*dm)
            });
            if !leads_past {
                triples.extend([from, to, short as usize].map(|value| value as u32));
            }
        }
    }
    triples
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::publication::files::LevelRoutesFile;

    #[test]
    fn what_leads_past_a_door_is_left_out() {
        let file = LevelRoutesFile {
            level: "a1".into(),
            x: vec![0, 100, 200, 200, 900],
            y: vec![0, 0, 0, 100, 900],
            from: vec![0, 1, 2],
            to: vec![1, 2, 3],
            steps: vec![2],
            doors: vec![0, 1, 3, 4],
            ..LevelRoutesFile::default()
        };
        let (walks, problems) = Walks::open(file, "a1");
        assert!(problems.is_empty());
        let check = |gait, directed, expected: &[u32]| {
            assert_eq!(distances(&walks, gait, directed), expected);
        };
        check(Gait::Foot, false, &[0, 1, 100, 1, 2, 200]);
        check(Gait::Wheels, false, &[0, 1, 100]);
        check(
            Gait::Foot,
            true,
            &[0, 1, 100, 1, 0, 100, 1, 2, 200, 2, 1, 200],
        );
    }
}
