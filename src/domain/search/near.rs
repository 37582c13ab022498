//! What is nearer to the person: the same level, the same building, the other buildings.

use super::answer::Near;
use super::core::Core;
use super::set::StallSet;
use crate::domain::order;

/// The order in which levels are told, and stalls within them.
pub(super) struct Nearness<'a> {
    core: &'a Core,
    near: Option<&'a Near>,
    /// Numbers of the levels, the nearest first.
    pub levels: Vec<usize>,
}

impl<'a> Nearness<'a> {
    /// Without a place the order is the market's own.
    pub fn new(core: &'a Core, near: Option<&'a Near>) -> Nearness<'a> {
        let here = near.and_then(|near| core.levels.iter().find(|own| own.id == near.level));
        let mut keys: Vec<u64> = Vec::new();
        for (number, level) in core.levels.iter().enumerate() {
            let (far, distance) = match here {
                None => (0, 0),
                Some(here) if here.id == level.id => (0, 0),
                Some(here) if here.building == level.building => {
                    (1, here.ordinal.abs_diff(level.ordinal) as usize)
                }
                Some(here) => {
                    let x = here.middle_dm.0.abs_diff(level.middle_dm.0) as usize;
                    let y = here.middle_dm.1.abs_diff(level.middle_dm.1) as usize;
                    // Metres; the floor that is reached first comes first.
                    let floors = level.ordinal.unsigned_abs().min(63) as usize;
                    (2, ((x + y) / 10).min(0x3_ffff) * 64 + floors)
                }
            };
            keys.push(order::key(far, distance, number));
        }
        order::sort(&mut keys);
        Nearness {
            core,
            near: near.filter(|_| here.is_some()),
            levels: keys.into_iter().map(order::index).collect(),
        }
    }

    /// The nearest stalls of a set, at most `limit`.
    pub fn nearest(&self, set: &StallSet, limit: usize) -> Vec<u32> {
        let mut list = Vec::new();
        for number in &self.levels {
            let Some(level) = self.core.levels.get(*number) else {
                continue;
            };
            let end = level.first + level.stalls;
            let wanted = limit.saturating_sub(list.len());
            if wanted == 0 {
                break;
            }
            let near = self.near.filter(|near| near.level == level.id);
            match near.filter(|near| !near.stalls_dm.is_empty()) {
                None => list.extend(set.within(level.first, end).take(wanted)),
                Some(near) => {
                    let own = set.within(level.first, end);
                    let mut keys: Vec<u64> = own
                        .map(|stall| {
                            let index = stall - level.first;
                            order::key(0, distance_dm(near, index), stall as usize)
                        })
                        .collect();
                    order::sort(&mut keys);
                    let own = keys.into_iter().take(wanted).map(order::index);
                    list.extend(own.filter_map(|own| u32::try_from(own).ok()));
                }
            }
        }
        list
    }

    /// How many stalls of a set each level has, the nearest level first; none are left out.
    pub fn levels_of(&self, set: &StallSet) -> Vec<(usize, u32)> {
        let count = |number: &usize| {
            let level = self.core.levels.get(*number)?;
            let stalls = set.count_within(level.first, level.first + level.stalls);
            (stalls > 0).then_some((*number, stalls))
        };
        self.levels.iter().filter_map(count).collect()
    }

    /// The place of a level in the order, then the distance where the person's level is meant.
    pub fn rank_of(&self, level: usize, at_dm: (i32, i32)) -> usize {
        let rank = self.levels.iter().position(|own| *own == level);
        let rank = rank.unwrap_or(usize::from(u8::MAX)).min(0xff);
        let id = self.core.levels.get(level).map(|own| own.id.as_str());
        let near = self.near.filter(|near| Some(near.level.as_str()) == id);
        let distance = near.map_or(0, |near| between_dm(near.at_dm, at_dm));
        rank << 16 | distance.min(0xffff)
    }
}

fn distance_dm(near: &Near, index: u32) -> usize {
    let at = near.stalls_dm.get(index as usize);
    at.map_or(0xff_ffff, |at| between_dm(near.at_dm, *at))
        .min(0xff_ffff)
}

/// As one walks between rows of stalls: along one axis, then along the other.
fn between_dm(a: (i32, i32), b: (i32, i32)) -> usize {
    a.0.abs_diff(b.0) as usize + a.1.abs_diff(b.1) as usize
}
