//! Which buildings and levels there are, what is traded where, and how they lie in the town.

use rayon::prelude::*;

use super::SampleOptions;
use super::plan::frame::Frame;
use super::plan::shape::Spot;
use super::plan::style::STYLES;
use super::plan::{Floor, Wanted, draw};
use super::random::Stream;

/// A building before its levels are filled.
#[derive(Debug)]
pub struct BuildingScheme {
    /// `a` to `f`.
    pub id: &'static str,
    pub zh: &'static str,
    pub en: &'static str,
    pub frame: Frame,
    /// Place of its grid's origin in the market's grid, decimetres.
    pub anchor: [i32; 2],
    pub levels: Vec<LevelScheme>,
}

/// What a level is to hold.
#[derive(Debug)]
pub struct LevelScheme {
    /// e.g. `f3`.
    pub id: String,
    pub ordinal: i32,
    /// Ids of top categories.
    pub trades: &'static [&'static str],
    pub floor: Floor,
}

type Trades = &'static [&'static str];

/// Names and trades by building, level by level.
const BUILDINGS: [(&str, &str, &str, &[Trades]); 6] = [
    (
        "a",
        "一区",
        "District 1",
        &[
            &["flowers", "toys"],
            &["hair-ornaments", "jewellery"],
            &["festive", "crafts"],
            &["frames-souvenirs", "ceramics-glass", "toys"],
        ],
    ),
    (
        "b",
        "二区",
        "District 2",
        &[
            &["rainwear", "bags"],
            &["hardware", "locks-vehicles"],
            &["kitchen", "appliances", "electronics", "watches"],
            &["new-energy", "hardware", "electronics"],
        ],
    ),
    (
        "c",
        "三区",
        "District 3",
        &[
            &["stationery", "watches"],
            &["stationery", "sports"],
            &["cosmetics"],
            &["garment-accessories"],
        ],
    ),
    (
        "d",
        "四区",
        "District 4",
        &[
            &["socks"],
            &["knitwear"],
            &["shoes"],
            &["garment-accessories", "socks", "knitwear"],
        ],
    ),
    (
        "e",
        "五区",
        "District 5",
        &[
            &["kitchen", "cosmetics", "ceramics-glass", "crafts"],
            &["bedding"],
            &["bedding", "garment-accessories"],
            &["auto"],
            &["auto", "sports", "electronics"],
        ],
    ),
    (
        "f",
        "全球数贸中心",
        "Global Digital Trade Center",
        &[
            &["jewellery", "hair-ornaments"],
            &["electronics", "watches"],
            &["toys", "sports"],
            &["new-energy", "appliances"],
            &["cosmetics", "frames-souvenirs", "festive"],
        ],
    ),
];

/// Fewer stalls than this a level would be no level.
const FEWEST_STALLS: usize = 40;

/// How many buildings, and at most how many levels each, a market of this size has.
fn size(stalls: usize) -> (usize, usize) {
    match stalls {
        0..4_000 => (2, 2),
        4_000..20_000 => (3, 3),
        _ => (6, 5),
    }
}

/// Fewest stalls that make a market.
pub fn fewest_stalls() -> usize {
    4 * FEWEST_STALLS
}

/// Rooms of the operator that a level keeps free of stalls.
pub const ROOMS_PER_LEVEL: usize = 12;

/// Lays out all buildings; every level has exactly its share of the stalls.
pub fn lay_out(options: &SampleOptions) -> Vec<BuildingScheme> {
    let (buildings, most_levels) = size(options.stalls);
    let chosen = &BUILDINGS[..buildings];
    let shares = shares(options, chosen, most_levels);
    let mut schemes: Vec<BuildingScheme> = chosen
        .par_iter()
        .enumerate()
        .map(|(index, (id, zh, en, trades))| {
            let stalls = &shares[index];
            let (frame, floors) = fitting(options, index, id, stalls);
            let levels = floors
                .into_iter()
                .zip(*trades)
                .enumerate()
                .map(|(level, (floor, trades))| LevelScheme {
                    id: format!("{id}{}", level + 1),
                    ordinal: level as i32,
                    trades,
                    floor,
                })
                .collect();
            BuildingScheme {
                id,
                zh,
                en,
                frame,
                anchor: [0, 0],
                levels,
            }
        })
        .collect();
    place(&mut schemes);
    schemes
}

/// Stalls of every level by building, not all alike, exactly as many as asked for.
fn shares(
    options: &SampleOptions,
    chosen: &[(&str, &str, &str, &[Trades])],
    most_levels: usize,
) -> Vec<Vec<usize>> {
    let mut random = Stream::new(options.seed, "shares", "");
    let weights: Vec<Vec<f64>> = chosen
        .iter()
        .map(|(.., trades)| {
            let levels = trades.len().min(most_levels);
            (0..levels).map(|_| 0.93 + random.unit() * 0.14).collect()
        })
        .collect();
    let flat: Vec<f64> = weights.iter().flatten().copied().collect();
    let mut counts = share_out(options.stalls as u64, &flat).into_iter();
    weights
        .iter()
        .map(|levels| {
            counts
                .by_ref()
                .take(levels.len())
                .map(|count| count as usize)
                .collect()
        })
        .collect()
}

/// Shares out a whole number by weight; what rounding leaves goes to the first ones.
pub fn share_out(total: u64, weights: &[f64]) -> Vec<u64> {
    let sum: f64 = weights.iter().sum();
    let mut shares: Vec<u64> = weights
        .iter()
        .map(|weight| (total as f64 * weight / sum) as u64)
        .collect();
    let mut rest = total - shares.iter().sum::<u64>().min(total);
    while rest > 0 && !shares.is_empty() {
        for share in shares.iter_mut().take(rest as usize) {
            *share += 1;
            rest -= 1;
        }
    }
    shares
}

/// The smallest building of its style that holds all its levels, and these levels.
fn fitting(
    options: &SampleOptions,
    index: usize,
    id: &str,
    stalls: &[usize],
) -> (Frame, Vec<Floor>) {
    const DM2_PER_STALL: f64 = 2_100.0;
    let style = STYLES[index];
    let most = stalls.iter().copied().max().unwrap_or(0) as f64;
    let mut area = most * DM2_PER_STALL;
    loop {
        let height = (area / style.aspect).sqrt().max(560.0);
        let width = (area / height).max(height * 1.5);
        let frame = Frame::new(style, width, height);
        let floors: Option<Vec<Floor>> = stalls
            .iter()
            .enumerate()
            .map(|(level, stalls)| {
                let gates = open_gates(&frame, level);
                let wanted = Wanted {
                    level: &format!("{id}{}", level + 1),
                    stalls: *stalls,
                    ground: level == 0,
                    gates: &gates,
                    rooms: ROOMS_PER_LEVEL.min(4 + stalls / 40),
                };
                draw(&frame, &wanted, options.seed)
            })
            .collect();
        if let Some(floors) = floors {
            return (frame, floors);
        }
        area *= 1.03;
    }
}

/// Gates are open on the ground; bridges leave from the level above.
fn open_gates(frame: &Frame, level: usize) -> Vec<usize> {
    match level {
        0 => (0..frame.gates.len()).collect(),
        1 => bridge_gates(frame),
        _ => Vec::new(),
    }
}

/// Ends from which bridges may leave: right, left, lower and upper side.
fn bridge_gates(frame: &Frame) -> Vec<usize> {
    let ends = [
        frame.end_gate(true),
        frame.end_gate(false),
        frame.side_gate(true),
        frame.side_gate(false),
    ];
    ends.into_iter().flatten().collect()
}

/// Puts the buildings along two streets: three above, three below.
fn place(schemes: &mut [BuildingScheme]) {
    const STREET_DM: f64 = 420.0;
    let turned: Vec<[f64; 4]> = schemes.iter().map(turned_bounds).collect();
    let columns = schemes.len().min(3);
    let mut left = vec![0.0_f64; columns + 1];
    for column in 0..columns {
        let widest = turned
            .iter()
            .skip(column)
            .step_by(columns)
            .map(|bounds| bounds[2] - bounds[0])
            .fold(0.0, f64::max);
        left[column + 1] = left[column] + widest + STREET_DM;
    }
    let tallest = turned
        .iter()
        .take(columns)
        .map(|bounds| bounds[3] - bounds[1])
        .fold(0.0, f64::max);
    for (index, scheme) in schemes.iter_mut().enumerate() {
        let bounds = turned[index];
        let (column, row) = (index % columns, index / columns);
        let room = left[column + 1] - left[column] - STREET_DM;
        let x = left[column] + (room - (bounds[2] - bounds[0])) / 2.0;
        // The upper row stands along the street between the rows.
        let y = if row == 0 {
            tallest - (bounds[3] - bounds[1])
        } else {
            tallest + STREET_DM
        };
        scheme.anchor = [
            (x - bounds[0]).round() as i32,
            (y - bounds[1]).round() as i32,
        ];
    }
}

/// Box around a building in the market's grid, its anchor at 0, 0.
fn turned_bounds(scheme: &BuildingScheme) -> [f64; 4] {
    let mut bounds = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
    for corner in scheme.frame.hull.corners() {
        let at = turned(*corner, scheme.frame.style.bearing_deg);
        bounds[0] = bounds[0].min(at[0]);
        bounds[1] = bounds[1].min(at[1]);
        bounds[2] = bounds[2].max(at[0]);
        bounds[3] = bounds[3].max(at[1]);
    }
    bounds
}

/// A point turned clockwise on paper.
pub fn turned(at: Spot, bearing_deg: f64) -> Spot {
    let (sine, cosine) = bearing_deg.to_radians().sin_cos();
    [at[0] * cosine - at[1] * sine, at[0] * sine + at[1] * cosine]
}

impl BuildingScheme {
    /// A point of this building in the market's grid.
    pub fn in_market(&self, at: Spot) -> Spot {
        let at = turned(at, self.frame.style.bearing_deg);
        [
            at[0] + f64::from(self.anchor[0]),
            at[1] + f64::from(self.anchor[1]),
        ]
    }
}
