//! Micro-grids: the level cut into small rectangles of neighbouring stalls.

use super::plan::Floor;
use super::plan::frame::Frame;
use super::plan::shape::{Rect, rounded, spot};
use crate::domain::market::raw::{Point, Ring};

/// Cuts a level into `count` grids; every stall's middle lies inside exactly one outline.
pub fn outlines(frame: &Frame, floor: &Floor, count: usize) -> Vec<Ring> {
    let [x0, y0, x1, y1] = frame.hull.bounds();
    let whole = Rect {
        x0: x0.floor() as i32,
        y0: y0.floor() as i32,
        x1: x1.ceil() as i32,
        y1: y1.ceil() as i32,
    };
    let centres: Vec<Point> = floor.stalls.iter().map(|stall| stall.centre).collect();
    let mut parts = Vec::new();
    split(whole, centres, count.max(1), &mut parts);
    parts
        .into_iter()
        .map(|part| {
            let corners: Vec<[f64; 2]> = part.ring().into_iter().map(spot).collect();
            rounded(&frame.hull.clip(&corners))
        })
        .collect()
}

fn split(area: Rect, mut centres: Vec<Point>, count: usize, parts: &mut Vec<Rect>) {
    if count <= 1 || centres.len() < 2 {
        parts.push(area);
        return;
    }
    let first_count = count / 2;
    let across = if area.width() >= area.height() { 0 } else { 1 };
    let Some((at, axis)) = widest_gap(&mut centres, first_count, count, across)
        .map(|at| (at, across))
        .or_else(|| {
            widest_gap(&mut centres, first_count, count, 1 - across).map(|at| (at, 1 - across))
        })
    else {
        parts.push(area);
        return;
    };
    let (low, high): (Vec<Point>, Vec<Point>) =
        centres.into_iter().partition(|centre| centre[axis] < at);
    let (low_area, high_area) = if axis == 0 {
        (Rect { x1: at, ..area }, Rect { x0: at, ..area })
    } else {
        (Rect { y1: at, ..area }, Rect { y0: at, ..area })
    };
    split(low_area, low, first_count, parts);
    split(high_area, high, count - first_count, parts);
}

/// Where to cut: in the widest gap near the wanted share, which is an aisle or a corridor if
/// there is one.
fn widest_gap(centres: &mut [Point], first: usize, count: usize, axis: usize) -> Option<i32> {
    centres.sort_unstable_by_key(|centre| centre[axis]);
    let wanted = centres.len() * first / count;
    let slack = (centres.len() / 8).max(2);
    let fewest = first.max(1);
    let most = centres.len() - (count - first);
    let low = wanted.saturating_sub(slack).max(fewest);
    let high = (wanted + slack).min(most);
    (low..=high)
        .filter_map(|cut| {
            let (before, behind) = (centres.get(cut - 1)?[axis], centres.get(cut)?[axis]);
            (behind - before >= 2).then_some((behind - before, (before + behind) / 2))
        })
        .max_by_key(|(gap, _)| *gap)
        .map(|(_, at)| at)
}
