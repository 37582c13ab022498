//! Which shop holds which stalls.

use std::collections::BTreeMap;

use super::plan::Stall;
use super::random::Stream;

/// A shop, by the indices of its stalls; the main one first.
#[derive(Debug, Clone)]
pub struct Shop {
    pub stalls: Vec<usize>,
}

const VACANT_PER_MILLE: usize = 80;
const LARGE_SHOP_PER_MILLE: usize = 60;
const SHARED_PER_MILLE: usize = 10;

/// Lets a level: most stalls to one shop each, some shops to several neighbours, a few stalls to
/// two shops. Sorted by main stall.
pub fn let_stalls(stalls: &[Stall], random: &mut Stream) -> Vec<Shop> {
    let mut order: Vec<usize> = (0..stalls.len()).collect();
    random.shuffle(&mut order);
    let mut vacant = vec![false; stalls.len()];
    for index in order.iter().take(stalls.len() * VACANT_PER_MILLE / 1_000) {
        vacant[*index] = true;
    }
    let mut runs: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, stall) in stalls.iter().enumerate() {
        runs.entry(stall.run).or_default().push(index);
    }
    let mut shops = Vec::new();
    for run in runs.values() {
        let mut place = 0;
        while place < run.len() {
            let first = run[place];
            place += 1;
            if vacant[first] {
                continue;
            }
            let mut held = vec![first];
            if random.chance(LARGE_SHOP_PER_MILLE) {
                let wanted = *random.pick(&[2, 2, 2, 3, 3, 4]);
                while held.len() < wanted && place < run.len() && !vacant[run[place]] {
                    held.push(run[place]);
                    place += 1;
                }
            }
            shops.push(Shop { stalls: held });
        }
    }
    let single: Vec<usize> = shops
        .iter()
        .filter(|shop| shop.stalls.len() == 1)
        .map(|shop| shop.stalls[0])
        .collect();
    let shared = (stalls.len() * SHARED_PER_MILLE / 1_000)
        .max(1)
        .min(single.len());
    for number in 0..shared {
        shops.push(Shop {
            stalls: vec![single[number * single.len() / shared]],
        });
    }
    shops.sort_by_key(|shop| shop.stalls[0]);
    shops
}
