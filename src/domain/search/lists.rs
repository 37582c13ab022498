//! Lists of stalls by number: of categories, of honours.

use super::bytes::{put_count, put_whole};
use super::core::{LISTS_MAGIC, begin, open};
use super::posting::{add_list, put_list, skip_list};
use super::set::StallSet;

/// Writes a file; `lists` sorted by number.
pub fn write_lists(lists: &[(u32, Vec<u32>)], universe: u32) -> Vec<u8> {
    let mut out = begin(LISTS_MAGIC);
    put_count(&mut out, lists.len());
    let mut next = 0;
    for (number, stalls) in lists {
        put_whole(&mut out, number - next);
        next = number + 1;
        put_list(&mut out, stalls, universe);
    }
    out
}

/// A loaded file.
#[derive(Debug, Clone)]
pub struct Lists {
    bytes: Box<[u8]>,
}

impl Lists {
    /// None when the bytes are no such file.
    pub fn open(bytes: Vec<u8>) -> Option<Lists> {
        open(&bytes, LISTS_MAGIC)?;
        Some(Lists {
            bytes: bytes.into(),
        })
    }

    /// Adds the stalls of a number. None when they are not there or damaged.
    pub fn add(&self, wanted: u32, set: &mut StallSet) -> Option<()> {
        let mut bytes = open(&self.bytes, LISTS_MAGIC)?;
        let mut next = 0_u32;
        for _ in 0..bytes.count()? {
            let number = next.checked_add(bytes.whole()?)?;
            next = number.checked_add(1)?;
            if number == wanted {
                return add_list(&mut bytes, set);
            }
            skip_list(&mut bytes, set.universe())?;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_back() {
        let lists = vec![(3, vec![1, 5]), (4, (0..50).collect()), (90, vec![])];
        let whole = write_lists(&lists, 60);
        let file = Lists::open(whole.clone()).unwrap();
        for (number, stalls) in &lists {
            let mut set = StallSet::empty(60);
            file.add(*number, &mut set).unwrap();
            assert_eq!(set.iter().collect::<Vec<_>>(), *stalls);
        }
        assert!(file.add(5, &mut StallSet::empty(60)).is_none());
        for cut in 0..whole.len() {
            for bit in 0..8 {
                let mut out = whole.clone();
                out[cut] ^= 1 << bit;
                if let Some(file) = Lists::open(out) {
                    let _ = file.add(90, &mut StallSet::empty(60));
                }
            }
        }
    }
}
