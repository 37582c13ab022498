//! The free ground of a level as cells: inside its outline, in none of its holes, under no stall.

use crate::domain::market::raw::{Point, Ring};

/// Side of a cell: half of the narrowest passage that counts.
pub const CELL_DM: i32 = 5;
/// Cells of the largest level that is looked at; a level beyond has larger cells.
const MOST_CELLS: i64 = 4_000_000;

/// Cells by row. The outermost cells are never free.
#[derive(Debug, Clone)]
pub struct Raster {
    /// Of the first cell's corner, decimetres.
    left: i32,
    top: i32,
    /// Side of a cell.
    pub cell_dm: i32,
    /// Cells of a row.
    pub columns: usize,
    /// Rows.
    pub rows: usize,
    /// Whether each cell is free.
    pub free: Vec<bool>,
}

impl Raster {
    /// The free ground of a level; none when the outline has no extent.
    pub fn of(outline: &Ring, holes: &[&Ring]) -> Option<Raster> {
        let xs = outline.iter().map(|at| at[0]);
        let ys = outline.iter().map(|at| at[1]);
        let (left, right) = (xs.clone().min()?, xs.max()?);
        let (top, bottom) = (ys.clone().min()?, ys.max()?);
        let mut cell_dm = CELL_DM;
        let cells = |extent: i32, cell: i32| i64::from(extent / cell) + 4;
        while cells(right - left, cell_dm) * cells(bottom - top, cell_dm) > MOST_CELLS {
            cell_dm *= 2;
        }
        let columns = usize::try_from(cells(right - left, cell_dm)).ok()?;
        let rows = usize::try_from(cells(bottom - top, cell_dm)).ok()?;
        let mut raster = Raster {
            left: left - cell_dm,
            top: top - cell_dm,
            cell_dm,
            columns,
            rows,
            free: vec![false; columns * rows],
        };
        raster.fill(outline, true);
        for hole in holes {
            raster.fill(hole, false);
        }
        Some(raster)
    }

    /// Middle of a cell, decimetres.
    pub fn middle(&self, cell: usize) -> Point {
        let (column, row) = (cell % self.columns, cell / self.columns);
        [
            self.left + column as i32 * self.cell_dm + self.cell_dm / 2,
            self.top + row as i32 * self.cell_dm + self.cell_dm / 2,
        ]
    }

    /// Sets all cells whose middle lies in a ring.
    fn fill(&mut self, ring: &Ring, free: bool) {
        let half = f64::from(self.cell_dm) / 2.0;
        let ys = ring.iter().map(|at| at[1]);
        let (Some(top), Some(bottom)) = (ys.clone().min(), ys.max()) else {
            return;
        };
        let row_of = |y: i32| ((y - self.top) / self.cell_dm).clamp(0, self.rows as i32 - 1);
        for row in row_of(top)..=row_of(bottom) {
            let y = f64::from(self.top + row * self.cell_dm) + half;
            let mut cuts: Vec<f64> = Vec::new();
            for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
                let [ax, ay] = a.map(f64::from);
                let [bx, by] = b.map(f64::from);
                if (ay > y) != (by > y) {
                    cuts.push(ax + (y - ay) / (by - ay) * (bx - ax));
                }
            }
            cuts.sort_by(f64::total_cmp);
            for pair in cuts.chunks_exact(2) {
                let column = |x: f64| (x - f64::from(self.left) - half) / f64::from(self.cell_dm);
                let first = column(pair[0]).ceil().max(0.0) as usize;
                let last = column(pair[1]).floor().min(self.columns as f64 - 1.0);
                if last < 0.0 {
                    continue;
                }
                for cell in first..=last as usize {
                    self.free[row as usize * self.columns + cell] = free;
                }
            }
        }
    }

    /// Distance of each cell's middle from the nearest cell that is not free, in tenths of a cell:
    /// 10 beside it, 14 at a corner. 0 for a cell that is not free.
    pub fn clearance(&self) -> Vec<u32> {
        let columns = self.columns;
        let mut clear: Vec<u32> = self
            .free
            .iter()
            .map(|free| u32::from(*free) << 20)
            .collect();
        let inner = |cell: &usize| {
            let (column, row) = (cell % columns, cell / columns);
            column > 0 && row > 0 && column + 1 < columns && row + 1 < self.rows
        };
        let before = |cell: usize| {
            [
                (cell - 1, 10),
                (cell - columns - 1, 14),
                (cell - columns, 10),
                (cell - columns + 1, 14),
            ]
        };
        let after = |cell: usize| {
            [
                (cell + 1, 10),
                (cell + columns + 1, 14),
                (cell + columns, 10),
                (cell + columns - 1, 14),
            ]
        };
        let cells = 0..clear.len();
        for cell in cells.clone().filter(inner) {
            let around = before(cell).map(|(other, dm)| clear[other] + dm);
            clear[cell] = around.into_iter().fold(clear[cell], u32::min);
        }
        for cell in cells.rev().filter(inner) {
            let around = after(cell).map(|(other, dm)| clear[other] + dm);
            clear[cell] = around.into_iter().fold(clear[cell], u32::min);
        }
        clear
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(left: i32, top: i32, side: i32) -> Ring {
        vec![
            [left, top],
            [left + side, top],
            [left + side, top + side],
            [left, top + side],
        ]
    }

    #[test]
    fn free_ground() {
        let raster = Raster::of(&square(0, 0, 100), &[&square(40, 40, 20)]).unwrap();
        assert_eq!(raster.free.iter().filter(|free| **free).count(), 400 - 16);
        let clear = raster.clearance();
        let at = |at: Point| {
            let cell = (0..clear.len()).find(|cell| raster.middle(*cell) == at);
            clear[cell.unwrap()]
        };
        assert_eq!(at([2, 2]), 10);
        assert_eq!(at([22, 52]), 40);
        assert_eq!(at([52, 52]), 0);
        assert!(Raster::of(&Ring::new(), &[]).is_none());
    }
}
