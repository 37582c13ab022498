//! Lifts, stairs, escalators, bridges, ways between buildings: `connectors.json`.

use super::places::Doors;
use super::plan::shape::distance;
use super::scheme::BuildingScheme;
use super::words::labels;
use crate::domain::market::raw::{Labels, RawConnector, RawSpan, RawStop};

/// Walking speed across a street or bridge, decimetres a second.
const WALK_DM_PER_SEC: f64 = 11.0;

/// All connectors. `doors` holds the nodes of every level, by building and level.
pub fn connectors(schemes: &[BuildingScheme], doors: &[Vec<&Doors>]) -> Vec<RawConnector> {
    let mut rows = Vec::new();
    for (scheme, doors) in schemes.iter().zip(doors) {
        cores(scheme, doors, &mut rows);
        escalators(scheme, doors, &mut rows);
    }
    for (one, other, right) in neighbours(schemes.len()) {
        between(schemes, doors, (one, other, right), &mut rows);
    }
    shuttle(schemes, doors, &mut rows);
    rows
}

fn cores(scheme: &BuildingScheme, doors: &[&Doors], rows: &mut Vec<RawConnector>) {
    let shared = doors
        .iter()
        .map(|level| level.cores.len())
        .min()
        .unwrap_or(0);
    for core in 0..shared {
        let stops: Vec<RawStop> = scheme
            .levels
            .iter()
            .zip(doors)
            .map(|(level, doors)| stop(&level.id, &doors.cores[core]))
            .collect();
        let number = core + 1;
        let goods = core % 2 == 1;
        rows.push(RawConnector {
            id: format!("{}-lift-{number}", scheme.id),
            kind: "lift".to_owned(),
            name: if goods {
                labels(format!("{number}号货梯"), format!("Goods lift {number}"))
            } else {
                labels(format!("{number}号电梯"), format!("Lift {number}"))
            },
            stops: stops.clone(),
            step_free: true,
            goods,
            // Doors open and close at each stop; the wait is for the car to come.
            ride_secs: if goods { 18 } else { 12 },
            wait_secs: if goods { 45 } else { 30 },
            width_dm: if goods { 18 } else { 11 },
            ..RawConnector::default()
        });
        rows.push(RawConnector {
            id: format!("{}-stairs-{number}", scheme.id),
            kind: "stairs".to_owned(),
            name: labels(format!("{number}号楼梯"), format!("Stairs {number}")),
            stops,
            ride_secs: 30,
            ..RawConnector::default()
        });
    }
}

fn escalators(scheme: &BuildingScheme, doors: &[&Doors], rows: &mut Vec<RawConnector>) {
    for (level, pair) in doors.windows(2).enumerate() {
        let (below, above) = (&scheme.levels[level].id, &scheme.levels[level + 1].id);
        let landings = pair[0].escalators.iter().zip(&pair[1].escalators);
        for (atrium, (lower, upper)) in landings.enumerate() {
            let number = atrium + 1;
            let mut row = |way: &str, name: Labels, stops: Vec<RawStop>| {
                rows.push(RawConnector {
                    id: format!("{}-escalator-{number}-{way}", scheme.levels[level].id),
                    kind: "escalator".to_owned(),
                    name,
                    stops,
                    one_way: true,
                    ride_secs: 28,
                    ..RawConnector::default()
                });
            };
            let up = labels(
                format!("{number}号中庭上行扶梯"),
                format!("Escalator up, atrium {number}"),
            );
            row(
                "up",
                up,
                vec![stop(below, &lower[0]), stop(above, &upper[0])],
            );
            let down = labels(
                format!("{number}号中庭下行扶梯"),
                format!("Escalator down, atrium {number}"),
            );
            row(
                "down",
                down,
                vec![stop(above, &upper[1]), stop(below, &lower[1])],
            );
        }
    }
}

/// Pairs of neighbouring buildings: side by side (`true`), or across the street.
fn neighbours(buildings: usize) -> Vec<(usize, usize, bool)> {
    let columns = buildings.min(3);
    let mut pairs = Vec::new();
    for building in 0..buildings {
        if (building + 1) % columns != 0 && building + 1 < buildings {
            pairs.push((building, building + 1, true));
        }
        if building + columns < buildings {
            pairs.push((building, building + columns, false));
        }
    }
    pairs
}

/// The way over the street between two buildings on the ground, and the bridge above it.
fn between(
    schemes: &[BuildingScheme],
    doors: &[Vec<&Doors>],
    (one, other, right): (usize, usize, bool),
    rows: &mut Vec<RawConnector>,
) {
    let gates = if right {
        (
            schemes[one].frame.end_gate(true),
            schemes[other].frame.end_gate(false),
        )
    } else {
        (
            schemes[one].frame.side_gate(true),
            schemes[other].frame.side_gate(false),
        )
    };
    let (Some(from), Some(to)) = gates else {
        return;
    };
    let apart = distance(
        schemes[one].in_market(schemes[one].frame.gates[from].at),
        schemes[other].in_market(schemes[other].frame.gates[to].at),
    );
    let ride_secs = (apart / WALK_DM_PER_SEC).ceil().max(10.0) as u32;
    let pair = format!("{}-{}", schemes[one].id, schemes[other].id);
    let zh = format!("{}—{}", schemes[one].zh, schemes[other].zh);
    let en = format!("{} – {}", schemes[one].en, schemes[other].en);
    for (level, kind, zh_kind, en_kind) in [
        (0, "outdoor", "室外通道", "Outdoor way"),
        (1, "bridge", "连廊", "Bridge"),
    ] {
        let node = |building: usize, gate: usize| -> Option<RawStop> {
            let of_level = doors.get(building)?.get(level)?;
            let (_, node) = of_level.gates.iter().find(|(index, _)| *index == gate)?;
            Some(stop(&schemes[building].levels[level].id, node))
        };
        let (Some(start), Some(end)) = (node(one, from), node(other, to)) else {
            continue;
        };
        rows.push(RawConnector {
            id: format!("{kind}-{pair}"),
            kind: kind.to_owned(),
            name: labels(format!("{zh}{zh_kind}"), format!("{en_kind} {en}")),
            stops: vec![start, end],
            step_free: true,
            goods: kind == "outdoor",
            ride_secs,
            width_dm: if kind == "outdoor" { 60 } else { 40 },
            ..RawConnector::default()
        });
    }
}

/// A small bus from main gate to main gate.
fn shuttle(schemes: &[BuildingScheme], doors: &[Vec<&Doors>], rows: &mut Vec<RawConnector>) {
    // Along the upper row, back along the lower one.
    let columns = schemes.len().min(3);
    let mut order: Vec<usize> = (0..columns).collect();
    order.extend((columns..schemes.len()).rev());
    let stops: Vec<RawStop> = order
        .into_iter()
        .filter_map(|building| {
            let (_, node) = doors[building].first()?.gates.first()?;
            Some(stop(&schemes[building].levels[0].id, node))
        })
        .collect();
    rows.push(RawConnector {
        id: "shuttle-1".to_owned(),
        kind: "shuttle".to_owned(),
        name: labels("市场内部接驳车", "Market shuttle"),
        stops,
        step_free: true,
        ride_secs: 150,
        wait_secs: 300,
        width_dm: 10,
        hours: vec![RawSpan {
            opens: "08:30".to_owned(),
            closes: "17:30".to_owned(),
            ..RawSpan::default()
        }],
        ..RawConnector::default()
    });
}

fn stop(level: &str, node: &str) -> RawStop {
    RawStop {
        level: level.to_owned(),
        node: node.to_owned(),
    }
}
