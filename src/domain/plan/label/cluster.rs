//! Marks that stand too close to be seen one by one, merged into counts.

use super::super::scene::Scene;
use super::super::viewport::Viewport;
use super::room::Projection;
use crate::domain::plan::geometry::Kept;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tally {
    /// Stalls with a red mark.
    Marks,
    /// Stalls that were asked for.
    Lit,
}

/// How many stalls of a kind stand around a point of the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cluster {
    pub tally: Tally,
    pub count: u32,
    pub x_px: f64,
    pub y_px: f64,
    pub radius_px: f64,
}

/// The marks within one square, and the sums of their places: its list is kept between
/// frames, because a moving map counts in every one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sum {
    marks: u32,
    x_dm: f64,
    y_dm: f64,
}

/// A stall smaller than this cannot show a mark of its own that a person could touch or tell
/// from its neighbour's.
const LEAST_STALL_PX: f64 = 3.5;
/// One count on an area of at least this side.
const CELL_PX: f64 = 84.0;

/// Whether this view shows counts instead of single marks.
pub fn are_marks_merged(scene: &Scene, view: &Viewport) -> bool {
    scene.typical_side_dm() * view.px_per_dm() < LEAST_STALL_PX
}

/// Half the side of a count's disc: room for its digits.
pub fn radius_px(count: u32) -> f64 {
    match count {
        0..10 => 11.0,
        10..100 => 14.0,
        100..1000 => 18.0,
        _ => 22.0,
    }
}

/// Counts marks on squares of the plan. The squares belong to the plan and double in size
/// with the scale, so counts neither move nor change while panning.
pub fn collect(
    scene: &Scene,
    projection: &Projection,
    sums: &mut Vec<Sum>,
    clusters: &mut Vec<Cluster>,
) {
    let px_per_dm = projection.px_per_m() / 10.0;
    let mut cell_dm = 100.0;
    while cell_dm * px_per_dm < CELL_PX {
        cell_dm *= 2.0;
    }
    let bounds = scene.bounds();
    let columns = (bounds.width_dm() / cell_dm) as usize + 1;
    let rows = (bounds.height_dm() / cell_dm) as usize + 1;
    // At these scales a level has a few hundred squares at most; the limit guards against a
    // plan of absurd extent.
    if columns.saturating_mul(rows) > 65_536 {
        return;
    }
    sums.clear();
    sums.resize(columns * rows, Sum::default());
    for stall in 0..scene.stall_count() {
        if !scene.is_marked(stall) {
            continue;
        }
        let at = scene.stall_bounds(stall).center();
        let column = ((at.x_dm - bounds.min_x_dm) / cell_dm) as usize;
        let row = ((at.y_dm - bounds.min_y_dm) / cell_dm) as usize;
        if let Some(sum) = sums.get_mut(row.min(rows - 1) * columns + column.min(columns - 1)) {
            sum.marks += 1;
            sum.x_dm += at.x_dm;
            sum.y_dm += at.y_dm;
        }
    }
    for (index, sum) in sums.iter().enumerate() {
        let marks = sum.marks;
        if marks == 0 {
            continue;
        }
        // Not too near the square's border, so that two counts never overlap.
        let kept = |sum: f64, low: f64| {
            (sum / f64::from(marks)).kept(low + cell_dm * 0.28, low + cell_dm * 0.72)
        };
        let low_x = bounds.min_x_dm + (index % columns) as f64 * cell_dm;
        let low_y = bounds.min_y_dm + (index / columns) as f64 * cell_dm;
        let (x_px, y_px) = projection.screen(kept(sum.x_dm, low_x), kept(sum.y_dm, low_y));
        let radius_px = radius_px(marks);
        if projection.is_on_screen(x_px, y_px, radius_px) {
            clusters.push(Cluster {
                tally: Tally::Marks,
                count: marks,
                x_px,
                y_px,
                radius_px,
            });
        }
    }
}
