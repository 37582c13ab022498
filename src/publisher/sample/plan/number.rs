//! Stall numbers: two digits for the street, three along it.

use std::collections::BTreeMap;

use super::Stall;
use super::draft::{Slot, Street};
use super::shape::box_centre;

const FIRST_STREET: usize = 10;
const STREETS: usize = 90;
const LONGEST_STREET: usize = 950;

/// Numbers the stalls street by street, from the top of the plan to the bottom.
pub fn number(slots: Vec<Slot>) -> Vec<Stall> {
    let total = slots.len();
    let mut ways: BTreeMap<Street, Vec<(usize, Slot)>> = BTreeMap::new();
    for (drawn, slot) in slots.into_iter().enumerate() {
        ways.entry(slot.street).or_default().push((drawn, slot));
    }
    let mut ways: Vec<(Street, Vec<(usize, Slot)>)> = ways.into_iter().collect();
    for (street, stalls) in &mut ways {
        stalls.sort_by_key(|(drawn, slot)| {
            let [x, y] = box_centre(&slot.ring);
            match street {
                Street::Spine(_) | Street::Row(_) => (x, y, *drawn),
                Street::Cross(_) => (y, x, *drawn),
                Street::Block(_) | Street::Wall(_) => (0, 0, *drawn),
            }
        });
    }
    ways.sort_by_cached_key(|(street, stalls)| {
        let sum = |axis: usize| -> i64 {
            stalls
                .iter()
                .map(|(_, slot)| i64::from(box_centre(&slot.ring)[axis]))
                .sum()
        };
        let count = stalls.len().max(1) as i64;
        (sum(1) / count, sum(0) / count, *street)
    });
    // Short ways share a street, so that two digits are enough.
    let shortest = if total < 1_500 {
        (total / 10).max(8)
    } else {
        (total / (STREETS - 20)).max(60)
    };
    let mut streets: Vec<Vec<Slot>> = Vec::new();
    for (_, stalls) in ways {
        let room = LONGEST_STREET.max(total / (STREETS - 2));
        match streets.last_mut() {
            Some(open) if open.len() < shortest && open.len() + stalls.len() <= room => {
                open.extend(stalls.into_iter().map(|(_, slot)| slot));
            }
            _ => streets.push(stalls.into_iter().map(|(_, slot)| slot).collect()),
        }
    }
    let mut numbered = Vec::with_capacity(total);
    for (street, slots) in streets.into_iter().enumerate() {
        for (along, slot) in slots.into_iter().enumerate() {
            numbered.push(Stall {
                number: format!("{:02}{:03}", FIRST_STREET + street, along + 1),
                centre: box_centre(&slot.ring),
                ring: slot.ring,
                run: slot.run,
                street,
            });
        }
    }
    numbered
}
