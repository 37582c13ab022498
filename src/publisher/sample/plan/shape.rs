//! Convex outlines of buildings and what lies inside them. Decimetres, `y` downwards.

use crate::domain::market::raw::Ring;

/// A point before it is rounded to whole decimetres.
pub type Spot = [f64; 2];

/// A rectangle along the axes, in whole decimetres.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rect {
    pub x0: i32,
    pub y0: i32,
    pub x1: i32,
    pub y1: i32,
}

impl Rect {
    pub fn width(&self) -> i32 {
        self.x1 - self.x0
    }

    pub fn height(&self) -> i32 {
        self.y1 - self.y0
    }

    pub fn centre(&self) -> [i32; 2] {
        [(self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2]
    }

    /// Its four corners, clockwise on paper.
    pub fn ring(&self) -> Ring {
        vec![
            [self.x0, self.y0],
            [self.x1, self.y0],
            [self.x1, self.y1],
            [self.x0, self.y1],
        ]
    }

    /// The same with every side moved inwards.
    pub fn shrunk(&self, by_dm: i32) -> Rect {
        Rect {
            x0: self.x0 + by_dm,
            y0: self.y0 + by_dm,
            x1: self.x1 - by_dm,
            y1: self.y1 - by_dm,
        }
    }
}

/// A convex outline, clockwise on paper.
#[derive(Debug, Clone)]
pub struct Hull {
    corners: Vec<Spot>,
}

impl Hull {
    pub fn new(corners: Vec<Spot>) -> Hull {
        Hull { corners }
    }

    pub fn corners(&self) -> &[Spot] {
        &self.corners
    }

    /// The sides as (from, to).
    pub fn sides(&self) -> impl Iterator<Item = (Spot, Spot)> {
        let next = self.corners.iter().cycle().skip(1);
        self.corners.iter().copied().zip(next.copied())
    }

    /// Every side moved inwards; side `i` stays side `i`.
    pub fn inset(&self, by_dm: f64) -> Hull {
        let moved: Vec<(Spot, Spot)> = self
            .sides()
            .map(|(from, to)| {
                let inward = inward(from, to);
                let shift = |at: Spot| [at[0] + inward[0] * by_dm, at[1] + inward[1] * by_dm];
                (shift(from), shift(to))
            })
            .collect();
        let corners = (0..moved.len())
            .map(|side| {
                let before = moved[(side + moved.len() - 1) % moved.len()];
                line_crossing(before, moved[side]).unwrap_or(moved[side].0)
            })
            .collect();
        Hull { corners }
    }

    pub fn contains(&self, at: Spot) -> bool {
        self.sides().all(|(from, to)| depth(at, from, to) >= 0.0)
    }

    /// The part of a convex outline that lies inside.
    pub fn clip(&self, outline: &[Spot]) -> Vec<Spot> {
        let mut rest = outline.to_vec();
        for (from, to) in self.sides() {
            rest = half(&rest, from, to);
        }
        rest
    }

    /// The part of a straight line that lies inside, when it is longer than a step.
    pub fn cut(&self, from: Spot, to: Spot) -> Option<(Spot, Spot)> {
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        for (side_from, side_to) in self.sides() {
            let (start, end) = (
                depth(from, side_from, side_to),
                depth(to, side_from, side_to),
            );
            if start < 0.0 && end < 0.0 {
                return None;
            }
            if start < 0.0 {
                enter = enter.max(start / (start - end));
            } else if end < 0.0 {
                leave = leave.min(start / (start - end));
            }
        }
        let at = |part: f64| {
            [
                from[0] + (to[0] - from[0]) * part,
                from[1] + (to[1] - from[1]) * part,
            ]
        };
        let (start, end) = (at(enter), at(leave));
        (enter < leave && distance(start, end) > 8.0).then_some((start, end))
    }

    /// Left, top, right and bottom of the box around it.
    pub fn bounds(&self) -> [f64; 4] {
        let mut bounds = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
        for corner in &self.corners {
            bounds[0] = bounds[0].min(corner[0]);
            bounds[1] = bounds[1].min(corner[1]);
            bounds[2] = bounds[2].max(corner[0]);
            bounds[3] = bounds[3].max(corner[1]);
        }
        bounds
    }
}

/// Unit vector from a side to the inside.
pub fn inward(from: Spot, to: Spot) -> Spot {
    let length = distance(from, to).max(1e-9);
    [(from[1] - to[1]) / length, (to[0] - from[0]) / length]
}

/// How far a point lies inside the line through a side; negative outside.
pub fn depth(at: Spot, from: Spot, to: Spot) -> f64 {
    let inward = inward(from, to);
    (at[0] - from[0]) * inward[0] + (at[1] - from[1]) * inward[1]
}

/// The part of a convex outline on the inner side of a line.
pub fn half(outline: &[Spot], from: Spot, to: Spot) -> Vec<Spot> {
    let mut kept = Vec::with_capacity(outline.len() + 1);
    for (index, &at) in outline.iter().enumerate() {
        let next = outline[(index + 1) % outline.len()];
        let (here, there) = (depth(at, from, to), depth(next, from, to));
        if here >= 0.0 {
            kept.push(at);
        }
        if (here > 0.0 && there < 0.0) || (here < 0.0 && there > 0.0) {
            let part = here / (here - there);
            kept.push([
                at[0] + (next[0] - at[0]) * part,
                at[1] + (next[1] - at[1]) * part,
            ]);
        }
    }
    kept
}

pub fn distance(a: Spot, b: Spot) -> f64 {
    ((a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2)).sqrt()
}

/// Where two endless lines cross.
pub fn line_crossing(first: (Spot, Spot), second: (Spot, Spot)) -> Option<Spot> {
    let along = [first.1[0] - first.0[0], first.1[1] - first.0[1]];
    let other = [second.1[0] - second.0[0], second.1[1] - second.0[1]];
    let turn = along[0] * other[1] - along[1] * other[0];
    if turn.abs() < 1e-9 {
        return None;
    }
    let gap = [second.0[0] - first.0[0], second.0[1] - first.0[1]];
    let part = (gap[0] * other[1] - gap[1] * other[0]) / turn;
    Some([first.0[0] + along[0] * part, first.0[1] + along[1] * part])
}

/// Whole decimetres; points that fall together are kept once.
pub fn rounded(outline: &[Spot]) -> Ring {
    let mut ring: Ring = outline.iter().copied().map(whole).collect();
    ring.dedup();
    while ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    ring
}

/// A point in whole decimetres.
pub fn whole(at: Spot) -> [i32; 2] {
    [at[0].round() as i32, at[1].round() as i32]
}

/// A whole point as a spot.
pub fn spot(at: [i32; 2]) -> Spot {
    [f64::from(at[0]), f64::from(at[1])]
}

/// Centre of the box around an outline.
pub fn box_centre(ring: &[[i32; 2]]) -> [i32; 2] {
    let low = |axis: usize| ring.iter().map(|at| at[axis]).min().unwrap_or(0);
    let high = |axis: usize| ring.iter().map(|at| at[axis]).max().unwrap_or(0);
    [(low(0) + high(0)) / 2, (low(1) + high(1)) / 2]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square() -> Hull {
        Hull::new(vec![[0.0, 0.0], [100.0, 0.0], [100.0, 100.0], [0.0, 100.0]])
    }

    #[test]
    fn inset_and_contains() {
        let inner = square().inset(10.0);
        assert_eq!(inner.bounds(), [10.0, 10.0, 90.0, 90.0]);
        assert!(inner.contains([50.0, 50.0]));
        assert!(!inner.contains([5.0, 50.0]));
    }

    #[test]
    fn clip_and_cut() {
        let clipped = square().clip(&[[90.0, 40.0], [130.0, 40.0], [130.0, 60.0], [90.0, 60.0]]);
        assert_eq!(
            rounded(&clipped),
            vec![[90, 40], [100, 40], [100, 60], [90, 60]]
        );
        let (from, to) = square().cut([-50.0, 50.0], [150.0, 50.0]).unwrap();
        assert_eq!((whole(from), whole(to)), ([0, 50], [100, 50]));
        assert!(square().cut([-50.0, 150.0], [150.0, 150.0]).is_none());
    }
}
