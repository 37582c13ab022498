//! A uniform grid over stalls: culling and hit test ask it instead of looking at all stalls.
//!
//! A stall is filed once, in the cell of its middle, so a walk never meets it twice; a
//! question is widened by half the largest filed side. The few stalls larger than two cells
//! stand in a list of their own, which keeps that widening small.

use super::geometry::Bounds;

/// About sixteen metres: a few dozen stalls a cell.
const CELL_DM: i32 = 160;
/// Fewer, larger cells for a plan of absurd extent, so that memory stays bounded.
const MOST_CELLS_A_SIDE: i32 = 512;

/// Stall indices by cell, rows of cells one after the other.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    min_x_dm: i32,
    min_y_dm: i32,
    cell_dm: i32,
    columns: usize,
    rows: usize,
    widen_dm: i32,
    /// Where each cell's indices start in `filed`; one more at the end.
    starts: Vec<u32>,
    filed: Vec<u32>,
    large: Vec<u32>,
}

impl Grid {
    /// Files boxes given as `[min x, min y, max x, max y]` in decimetres.
    pub fn build(boxes: &[[i32; 4]]) -> Self {
        let Some(first) = boxes.first() else {
            return Self::default();
        };
        let all = boxes.iter().fold(*first, |all, b| {
            [
                all[0].min(b[0]),
                all[1].min(b[1]),
                all[2].max(b[2]),
                all[3].max(b[3]),
            ]
        });
        let longest = all[2]
            .saturating_sub(all[0])
            .max(all[3].saturating_sub(all[1]));
        let cell_dm = CELL_DM.max(longest / MOST_CELLS_A_SIDE + 1);
        let mut grid = Self {
            min_x_dm: all[0],
            min_y_dm: all[1],
            cell_dm,
            columns: (all[2].saturating_sub(all[0]) / cell_dm + 1) as usize,
            rows: (all[3].saturating_sub(all[1]) / cell_dm + 1) as usize,
            ..Self::default()
        };
        grid.file(boxes);
        grid
    }

    /// Indices whose boxes may overlap `wanted`, as a few slices; none is missing, none twice.
    pub fn near(&self, wanted: Bounds) -> impl Iterator<Item = &[u32]> {
        let wanted = wanted.grown(f64::from(self.widen_dm));
        let x0 = self.cell_of(wanted.min_x_dm - f64::from(self.min_x_dm), self.columns);
        let x1 = self.cell_of(wanted.max_x_dm - f64::from(self.min_x_dm), self.columns);
        let y0 = self.cell_of(wanted.min_y_dm - f64::from(self.min_y_dm), self.rows);
        let y1 = self.cell_of(wanted.max_y_dm - f64::from(self.min_y_dm), self.rows);
        let rows = if self.columns == 0 { 0..0 } else { y0..y1 + 1 };
        // Cells of one row lie one after the other, so a whole row is one slice. The indices
        // are within bounds: cells are clamped to the grid, and `starts` has one more.
        let slices = rows.map(move |row| {
            let from = self.starts[row * self.columns + x0];
            let to = self.starts[row * self.columns + x1 + 1];
            &self.filed[from as usize..to as usize]
        });
        core::iter::once(self.large.as_slice()).chain(slices)
    }

    fn file(&mut self, boxes: &[[i32; 4]]) {
        let cells = self.columns * self.rows;
        let cell_of_box = |b: &[i32; 4]| {
            let x = (middle(b[0], b[2]) - self.min_x_dm) / self.cell_dm;
            let y = (middle(b[1], b[3]) - self.min_y_dm) / self.cell_dm;
            y as usize * self.columns + x as usize
        };
        let is_large = |b: &[i32; 4]| {
            b[2].saturating_sub(b[0]).max(b[3].saturating_sub(b[1])) > 2 * self.cell_dm
        };
        // Counting sort: count, add up, place.
        let mut starts = vec![0_u32; cells + 1];
        let mut large = Vec::new();
        let mut widen_dm = 0;
        // A stall whose ground could not be read has none: it is neither drawn nor touched.
        let has_ground = |b: &[i32; 4]| b[0] < b[2] && b[1] < b[3];
        for (index, b) in boxes.iter().enumerate().filter(|(_, b)| has_ground(b)) {
            if is_large(b) {
                large.push(index as u32);
            } else {
                starts[cell_of_box(b) + 1] += 1;
                widen_dm = widen_dm.max((b[2] - b[0]).max(b[3] - b[1]) / 2 + 1);
            }
        }
        for cell in 0..cells {
            starts[cell + 1] += starts[cell];
        }
        let mut filed = vec![0_u32; starts[cells] as usize];
        let mut next = starts.clone();
        for (index, b) in boxes.iter().enumerate().filter(|(_, b)| has_ground(b)) {
            if !is_large(b) {
                let place = &mut next[cell_of_box(b)];
                filed[*place as usize] = index as u32;
                *place += 1;
            }
        }
        self.starts = starts;
        self.filed = filed;
        self.large = large;
        self.widen_dm = widen_dm;
    }

    fn cell_of(&self, offset_dm: f64, cells: usize) -> usize {
        // `as` saturates: far left becomes 0, far right is cut by `min`.
        let cell = (offset_dm / f64::from(self.cell_dm.max(1))) as usize;
        cell.min(cells.saturating_sub(1))
    }
}

fn middle(low: i32, high: i32) -> i32 {
    // Cannot overflow, unlike (low + high) / 2.
    low + (high - low) / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn touches(b: &[i32; 4], wanted: Bounds) -> bool {
        Bounds::new(b[0].into(), b[1].into(), b[2].into(), b[3].into()).overlaps(wanted)
    }

    #[test]
    fn finds_what_looking_at_all_finds_and_nothing_twice() {
        let mut boxes = Vec::new();
        for y in 0..40 {
            for x in 0..50 {
                boxes.push([x * 33, y * 29, x * 33 + 30, y * 29 + 27]);
            }
        }
        boxes.push([100, 100, 900, 400]);
        let grid = Grid::build(&boxes);
        for wanted in [
            Bounds::new(-500.0, -500.0, -10.0, -10.0),
            Bounds::new(0.0, 0.0, 1.0, 1.0),
            Bounds::new(301.5, 222.2, 518.3, 640.0),
            Bounds::new(-1e9, -1e9, 1e9, 1e9),
            Bounds::new(1600.0, 1100.0, 9000.0, 9000.0),
        ] {
            let mut found: Vec<u32> = grid.near(wanted).flatten().copied().collect();
            found.sort_unstable();
            let count = found.len();
            found.dedup();
            assert_eq!(found.len(), count, "an index came twice");
            for (index, b) in boxes.iter().enumerate() {
                if touches(b, wanted) {
                    assert!(found.contains(&(index as u32)), "{index} is missing");
                }
            }
        }
    }

    #[test]
    fn a_small_question_meets_few_stalls() {
        let boxes: Vec<_> = (0..10_000)
            .map(|i| {
                [
                    (i % 100) * 30,
                    (i / 100) * 30,
                    (i % 100) * 30 + 30,
                    (i / 100) * 30 + 30,
                ]
            })
            .collect();
        let grid = Grid::build(&boxes);
        let point = Bounds::new(1500.0, 1500.0, 1501.0, 1501.0);
        assert!(grid.near(point).flatten().count() < 120);
    }

    #[test]
    fn empty_and_single() {
        let nothing = Grid::build(&[]);
        let anywhere = Bounds::new(-1e9, -1e9, 1e9, 1e9);
        assert_eq!(nothing.near(anywhere).flatten().count(), 0);
        let one = Grid::build(&[[5, 5, 6, 6]]);
        assert_eq!(one.near(anywhere).flatten().count(), 1);
        let without_ground = Grid::build(&[[5, 5, 5, 5], [5, 5, 6, 6]]);
        assert_eq!(without_ground.near(anywhere).flatten().count(), 1);
    }
}
