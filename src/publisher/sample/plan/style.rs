//! How each of the six buildings is built: its form, its blocks, its atria.

use super::shape::{Hull, Spot};

/// Form of a building seen from above.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A long box with cut corners.
    Box,
    /// Right end runs aslant.
    Slanted,
    /// Left end is a bow.
    BowLeft,
    /// Both ends are bows.
    BowBoth,
    /// Both ends come to a blunt point.
    Hexagon,
}

/// Which way the rows of stalls run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grain {
    /// Along the building.
    Along,
    /// Across the building.
    Across,
    /// Changing from block to block.
    Checkered,
}

/// What makes a building look like itself.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    pub form: Form,
    /// Length over depth.
    pub aspect: f64,
    /// Main corridors along the building.
    pub spines: usize,
    pub spine_width_dm: i32,
    pub cross_width_dm: i32,
    /// Usual length of a block between two cross corridors.
    pub block_dm: i32,
    pub grain: Grain,
    /// Depth of a small stall, and width of its front.
    pub depth_dm: i32,
    pub front_dm: i32,
    pub aisle_dm: i32,
    pub wall_depth_dm: i32,
    pub wall_front_dm: i32,
    /// Rows begin and end with a stall that looks onto the cross corridor.
    pub end_caps: bool,
    /// Blocks are cut into islands of about this many stalls in a row.
    pub islands: Option<i32>,
    /// A wide corridor cuts aslant through the whole building.
    pub boulevard: bool,
    /// Atria as (place along the building, place across), each from 0 to 1.
    pub atria: &'static [(f64, f64)],
    pub bearing_deg: f64,
}

/// The six buildings in the order of their letters.
pub const STYLES: [Style; 6] = [
    Style {
        form: Form::Box,
        aspect: 2.05,
        spines: 1,
        spine_width_dm: 80,
        cross_width_dm: 50,
        block_dm: 640,
        grain: Grain::Along,
        depth_dm: 40,
        front_dm: 32,
        aisle_dm: 30,
        wall_depth_dm: 62,
        wall_front_dm: 64,
        end_caps: true,
        islands: None,
        boulevard: false,
        atria: &[(0.25, 0.2), (0.72, 0.8)],
        bearing_deg: 0.0,
    },
    Style {
        form: Form::Slanted,
        aspect: 2.0,
        spines: 2,
        spine_width_dm: 64,
        cross_width_dm: 56,
        block_dm: 520,
        grain: Grain::Across,
        depth_dm: 38,
        front_dm: 33,
        aisle_dm: 30,
        wall_depth_dm: 58,
        wall_front_dm: 58,
        end_caps: true,
        islands: None,
        boulevard: false,
        atria: &[(0.2, 0.5), (0.5, 0.5), (0.76, 0.5)],
        bearing_deg: 8.0,
    },
    Style {
        form: Form::BowLeft,
        aspect: 2.3,
        spines: 1,
        spine_width_dm: 74,
        cross_width_dm: 48,
        block_dm: 560,
        grain: Grain::Checkered,
        depth_dm: 42,
        front_dm: 34,
        aisle_dm: 30,
        wall_depth_dm: 60,
        wall_front_dm: 66,
        end_caps: true,
        islands: None,
        boulevard: false,
        atria: &[(0.5, 0.2), (0.5, 0.8)],
        bearing_deg: 15.0,
    },
    Style {
        form: Form::Box,
        aspect: 1.75,
        spines: 2,
        spine_width_dm: 60,
        cross_width_dm: 46,
        block_dm: 700,
        grain: Grain::Along,
        depth_dm: 36,
        front_dm: 31,
        aisle_dm: 28,
        wall_depth_dm: 55,
        wall_front_dm: 60,
        end_caps: false,
        islands: Some(8),
        boulevard: false,
        atria: &[(0.34, 0.5), (0.66, 0.5)],
        bearing_deg: -12.0,
    },
    Style {
        form: Form::BowBoth,
        aspect: 2.4,
        spines: 1,
        spine_width_dm: 78,
        cross_width_dm: 52,
        block_dm: 600,
        grain: Grain::Across,
        depth_dm: 41,
        front_dm: 33,
        aisle_dm: 30,
        wall_depth_dm: 64,
        wall_front_dm: 70,
        end_caps: true,
        islands: None,
        boulevard: false,
        atria: &[(0.3, 0.8), (0.68, 0.2)],
        bearing_deg: -4.0,
    },
    Style {
        form: Form::Hexagon,
        aspect: 1.7,
        spines: 2,
        spine_width_dm: 70,
        cross_width_dm: 54,
        block_dm: 620,
        grain: Grain::Checkered,
        depth_dm: 43,
        front_dm: 36,
        aisle_dm: 32,
        wall_depth_dm: 66,
        wall_front_dm: 72,
        end_caps: true,
        islands: None,
        boulevard: true,
        atria: &[(0.22, 0.5), (0.8, 0.5)],
        bearing_deg: 5.0,
    },
];

impl Form {
    /// The outline of a building of this form. Ends are cut so far that a corner leaves room for
    /// the outer shops.
    pub fn hull(self, width_dm: f64, height_dm: f64) -> Hull {
        let (w, h) = (width_dm, height_dm);
        let corner = (h * 0.06).max(110.0);
        let bow = h * 0.22;
        // Upwards along a bow; an odd number of sides leaves one upright in the middle, where
        // the main corridor ends at a gate.
        let bow_at = |step: usize, steps: usize| -> Spot {
            let part = 1.0 - 2.0 * step as f64 / steps as f64;
            [bow * (1.0 - part * part), h * (0.5 + 0.5 * part)]
        };
        let steps = if h > 1_200.0 { 9 } else { 3 };
        let left_bow: Vec<Spot> = (0..=steps)
            .map(|step| bow_at(step, steps))
            .map(|at| [bow - at[0], at[1]])
            .collect();
        let right_bow: Vec<Spot> = left_bow.iter().rev().map(|at| [w - at[0], at[1]]).collect();
        Hull::new(match self {
            Form::Box => vec![
                [corner, 0.0],
                [w - corner, 0.0],
                [w, corner],
                [w, h - corner],
                [w - corner, h],
                [corner, h],
                [0.0, h - corner],
                [0.0, corner],
            ],
            Form::Slanted => vec![
                [0.0, 0.0],
                [w - h * 0.30, 0.0],
                [w - corner * 0.4, h - corner],
                [w - corner * 1.2, h],
                [corner, h],
                [0.0, h - corner],
            ],
            Form::BowLeft => {
                let mut corners = left_bow;
                corners.extend([
                    [w - corner, 0.0],
                    [w, corner],
                    [w, h - corner],
                    [w - corner, h],
                ]);
                corners
            }
            Form::BowBoth => {
                let mut corners = left_bow;
                corners.extend(right_bow);
                corners
            }
            Form::Hexagon => {
                let (point, blunt) = (h * 0.26, h * 0.30);
                vec![
                    [point, 0.0],
                    [w - point, 0.0],
                    [w, blunt],
                    [w, h - blunt],
                    [w - point, h],
                    [point, h],
                    [0.0, h - blunt],
                    [0.0, blunt],
                ]
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hulls_are_convex_and_clockwise() {
        for form in [
            Form::Box,
            Form::Slanted,
            Form::BowLeft,
            Form::BowBoth,
            Form::Hexagon,
        ] {
            for (width, height) in [(4_000.0, 1_900.0), (900.0, 560.0)] {
                let hull = form.hull(width, height);
                let inner = hull.inset(100.0);
                assert_eq!(hull.corners().len(), inner.corners().len());
                for corner in inner.corners() {
                    assert!(hull.contains(*corner), "{form:?} {width} {corner:?}");
                }
                for corner in hull.corners() {
                    let slightly_in = |at: f64, middle: f64| at + (middle - at) * 0.001;
                    let inside = [
                        slightly_in(corner[0], width / 2.0),
                        slightly_in(corner[1], height / 2.0),
                    ];
                    assert!(hull.contains(inside), "{form:?} {corner:?}");
                }
            }
        }
    }
}
