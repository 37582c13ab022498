//! Floors are measured: no overlaps, nothing outside, a way to every door.

use std::collections::HashSet;

use super::inside;
use crate::domain::market::check::doubled_area;
use crate::domain::market::raw::Point;
use crate::publisher::sample::SampleOptions;
use crate::publisher::sample::plan::Floor;
use crate::publisher::sample::plan::shape::{depth, distance, spot};
use crate::publisher::sample::scheme::{BuildingScheme, lay_out};

/// Every cell of the floor (a few decimetres wide) belongs to one stall at most; returns how many
/// cells two stalls share, and how many a stall shares with an atrium.
fn shared_cells(stalls: &[&[Point]], voids: &[&[Point]]) -> usize {
    const CELL_DM: i32 = 2;
    let mut taken: HashSet<(i32, i32)> = HashSet::new();
    let mut shared = 0;
    for ring in stalls.iter().chain(voids) {
        let top = ring.iter().map(|at| at[1]).min().unwrap() / CELL_DM;
        let bottom = ring.iter().map(|at| at[1]).max().unwrap() / CELL_DM;
        for row in top..=bottom {
            let y = f64::from(row * CELL_DM) + 1.03;
            let mut cuts: Vec<f64> = Vec::new();
            for (index, from) in ring.iter().enumerate() {
                let (from, to) = (spot(*from), spot(ring[(index + 1) % ring.len()]));
                if (from[1] > y) != (to[1] > y) {
                    cuts.push(from[0] + (y - from[1]) / (to[1] - from[1]) * (to[0] - from[0]));
                }
            }
            cuts.sort_by(f64::total_cmp);
            for pair in cuts.chunks(2) {
                // Not the offset of the rows: an edge aslant would pass through middles of cells.
                let cell = |x: f64| ((x - 0.71) / f64::from(CELL_DM)).ceil() as i32;
                for column in cell(pair[0])..cell(pair[1]) {
                    shared += usize::from(!taken.insert((column, row)));
                }
            }
        }
    }
    shared
}

fn check_floor(floor: &Floor, name: &str) {
    let rings: Vec<&[Point]> = floor
        .stalls
        .iter()
        .map(|stall| stall.ring.as_slice())
        .collect();
    let voids: Vec<&[Point]> = floor.voids.iter().map(Vec::as_slice).collect();
    assert_eq!(shared_cells(&rings, &voids), 0, "{name}");
    let mut numbers = HashSet::new();
    for stall in &floor.stalls {
        let area = doubled_area(&stall.ring) / 2;
        assert!(
            (500..60_000).contains(&area),
            "{name} {} {area}",
            stall.number
        );
        assert_eq!(stall.number.len(), 5, "{name}");
        assert!(numbers.insert(&stall.number), "{name} {}", stall.number);
        for at in &stall.ring {
            assert!(
                inside(&floor.outline, *at),
                "{name} {} {at:?}",
                stall.number
            );
        }
        // A way passes the door.
        let near = floor.lanes.iter().any(|lane| {
            let ends = stall.ring.iter().enumerate();
            let mut middles = ends.map(|(index, from)| {
                let to = stall.ring[(index + 1) % stall.ring.len()];
                [
                    f64::from(from[0] + to[0]) / 2.0,
                    f64::from(from[1] + to[1]) / 2.0,
                ]
            });
            middles.any(|middle| off_line(lane.from, lane.to, middle) <= 60.0)
        });
        assert!(near, "{name} {} is off every way", stall.number);
    }
}

fn off_line(from: [f64; 2], to: [f64; 2], at: [f64; 2]) -> f64 {
    let along = [to[0] - from[0], to[1] - from[1]];
    let length = (along[0] * along[0] + along[1] * along[1]).max(1e-9);
    let part = ((at[0] - from[0]) * along[0] + (at[1] - from[1]) * along[1]) / length;
    let part = part.clamp(0.0, 1.0);
    distance([from[0] + along[0] * part, from[1] + along[1] * part], at)
}

#[test]
fn floors_have_no_overlaps_and_keep_inside() {
    for (stalls, seed) in [(300, 1), (300, 5), (6_000, 1), (80_000, 1)] {
        let options = SampleOptions {
            stalls,
            products: 0,
            seed,
        };
        for scheme in lay_out(&options) {
            // One ground level and one above it tell all of a large building.
            for level in scheme.levels.iter().take(2) {
                check_floor(&level.floor, &format!("{stalls} {}", level.id));
            }
        }
    }
}

#[test]
fn the_full_market_is_laid_out_as_known() {
    let schemes = lay_out(&SampleOptions::default());
    assert_eq!(schemes.len(), 6);
    let levels: Vec<_> = schemes.iter().flat_map(|scheme| &scheme.levels).collect();
    assert_eq!(levels.len(), 26);
    assert_eq!(
        levels
            .iter()
            .map(|level| level.floor.stalls.len())
            .sum::<usize>(),
        80_000
    );
    let f3 = levels.iter().find(|level| level.id == "f3").unwrap();
    assert!(f3.floor.stalls.iter().any(|stall| stall.number == "12045"));
    for scheme in &schemes {
        let [x0, y0, x1, y1] = scheme.frame.hull.bounds();
        assert!(
            (2_500.0..4_800.0).contains(&(x1 - x0)),
            "{} {}",
            scheme.id,
            x1 - x0
        );
        assert!(
            (1_200.0..2_800.0).contains(&(y1 - y0)),
            "{} {}",
            scheme.id,
            y1 - y0
        );
        assert!((4..=8).contains(&scheme.frame.gates.len()), "{}", scheme.id);
    }
    // Buildings stand apart: some side of one has the whole other building behind it.
    for (index, one) in schemes.iter().enumerate() {
        for other in &schemes[index + 1..] {
            let hull = |scheme: &BuildingScheme| -> Vec<[f64; 2]> {
                scheme
                    .frame
                    .hull
                    .corners()
                    .iter()
                    .map(|at| scheme.in_market(*at))
                    .collect()
            };
            let (a, b) = (hull(one), hull(other));
            assert!(parted(&a, &b) || parted(&b, &a), "{} {}", one.id, other.id);
        }
    }
}

fn parted(a: &[[f64; 2]], b: &[[f64; 2]]) -> bool {
    (0..a.len()).any(|side| {
        let (from, to) = (a[side], a[(side + 1) % a.len()]);
        b.iter().all(|at| depth(*at, from, to) < -50.0)
    })
}
