//! Middle lines of free ground: cells are taken from its edge, all around at once, as long as
//! nothing falls apart (Zhang and Suen).

/// Takes cells away until only lines of one cell's width are left. `cells` are rows of `columns`
/// cells; the outermost ones must not be set.
pub fn thin(cells: &mut [bool], columns: usize) {
    let mut live: Vec<usize> = (0..cells.len()).filter(|cell| cells[*cell]).collect();
    loop {
        let before = live.len();
        for second in [false, true] {
            let gone: Vec<usize> = live
                .iter()
                .copied()
                .filter(|cell| may_go(cells, columns, *cell, second))
                .collect();
            for cell in gone {
                cells[cell] = false;
            }
            live.retain(|cell| cells[*cell]);
        }
        if live.len() == before {
            return;
        }
    }
}

/// The eight cells around one, clockwise from the one above.
pub fn around(cell: usize, columns: usize) -> [usize; 8] {
    [
        cell - columns,
        cell - columns + 1,
        cell + 1,
        cell + columns + 1,
        cell + columns,
        cell + columns - 1,
        cell - 1,
        cell - columns - 1,
    ]
}

fn may_go(cells: &[bool], columns: usize, cell: usize, second: bool) -> bool {
    let set = around(cell, columns).map(|other| cells[other]);
    let count = set.iter().filter(|set| **set).count();
    if !(2..=6).contains(&count) {
        return false;
    }
    let begins = (0..8).filter(|side| !set[*side] && set[(side + 1) % 8]);
    if begins.count() != 1 {
        return false;
    }
    let [above, _, right, _, below, _, left, _] = set;
    if second {
        !(above && left && (right || below))
    } else {
        !(right && below && (above || left))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(rows: &[&str]) -> (Vec<bool>, usize) {
        let cells = rows
            .iter()
            .flat_map(|row| row.bytes().map(|own| own == b'#'));
        (cells.collect(), rows[0].len())
    }

    #[test]
    fn lines_are_left() {
        let (mut cells, columns) = drawn(&[
            "..............",
            ".############.",
            ".############.",
            ".############.",
            "......###.....",
            "......###.....",
            "......###.....",
            "......###.....",
            "......###.....",
            "......###.....",
            "..............",
        ]);
        thin(&mut cells, columns);
        let left: Vec<usize> = (0..cells.len()).filter(|cell| cells[*cell]).collect();
        assert!(left.len() < 19, "{left:?}");
        // Nothing fell apart, and the lines still reach into both arms and down.
        let mut seen = vec![left[0]];
        let mut next = 0;
        while let Some(cell) = seen.get(next).copied() {
            next += 1;
            let near = around(cell, columns).into_iter();
            let near: Vec<usize> = near
                .filter(|other| cells[*other] && !seen.contains(other))
                .collect();
            seen.extend(near);
        }
        assert_eq!(seen.len(), left.len());
        assert!(left.iter().any(|cell| cell % columns < 4));
        assert!(left.iter().any(|cell| cell % columns > 9));
        assert!(left.iter().any(|cell| cell / columns > 5));
    }
}
