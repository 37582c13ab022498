//! Lists of stalls as they are stored.
//!
//! A list is the number of its stalls and then, whichever is right for that number: the stalls as
//! gaps (a few), a bit for each stall of the market (many), or interpolative codes: the middle
//! stall in as many bits as its possible places need, then both halves the same way. Stalls that
//! sell the same things stand side by side in a market, and runs cost next to nothing there.

use super::bytes::{Bytes, put_count, put_part, put_whole};
use super::set::StallSet;

/// Up to so many stalls are written as gaps.
const FEW: usize = 3;

/// Whether a bit for each stall is the shorter form, or nearly and the quicker one.
fn is_dense(count: usize, stalls: u32) -> bool {
    count * 6 > stalls as usize
}

/// Writes a list; `sorted` without doubles, each below `stalls`.
pub fn put_list(out: &mut Vec<u8>, sorted: &[u32], stalls: u32) {
    put_count(out, sorted.len());
    if sorted.len() <= FEW {
        let mut next = 0;
        for stall in sorted {
            put_whole(out, stall - next);
            next = stall + 1;
        }
    } else if is_dense(sorted.len(), stalls) {
        let mut bits = vec![0_u8; stalls.div_ceil(8) as usize];
        for stall in sorted {
            if let Some(byte) = bits.get_mut((stall / 8) as usize) {
                *byte |= 1 << (stall % 8);
            }
        }
        out.extend_from_slice(&bits);
    } else {
        let mut bits = BitWriter::default();
        bits.halves(sorted, 0, stalls);
        put_part(out, &bits.done());
    }
}

/// Reads a list and adds its stalls to `set`. None when the bytes are no list.
pub fn add_list(bytes: &mut Bytes, set: &mut StallSet) -> Option<()> {
    let stalls = set.universe();
    let count = bytes.whole()?;
    if count > stalls {
        return None;
    }
    if count as usize <= FEW {
        let mut next = 0_u32;
        for _ in 0..count {
            let stall = next.checked_add(bytes.whole()?)?;
            set.add(stall);
            next = stall.checked_add(1)?;
        }
    } else if is_dense(count as usize, stalls) {
        set.add_bits(bytes.take(stalls.div_ceil(8) as usize)?);
    } else {
        let mut bits = BitReader::new(bytes.part()?);
        halves(&mut bits, count, 0, stalls, set)?;
    }
    Some(())
}

/// The number of stalls of a list, without reading them.
pub fn skip_list(bytes: &mut Bytes, stalls: u32) -> Option<u32> {
    let count = bytes.whole()?;
    if count > stalls {
        return None;
    }
    if count as usize <= FEW {
        for _ in 0..count {
            bytes.whole()?;
        }
    } else if is_dense(count as usize, stalls) {
        bytes.take(stalls.div_ceil(8) as usize)?;
    } else {
        bytes.part()?;
    }
    Some(count)
}

/// `count` stalls from `low` up to `end`. The depth is the logarithm of the count.
fn halves(bits: &mut BitReader, count: u32, low: u32, end: u32, set: &mut StallSet) -> Option<()> {
    if count == 0 {
        return Some(());
    }
    if end.checked_sub(low)? == count {
        set.add_range(low, end);
        return Some(());
    }
    let before = count / 2;
    let after = count - before - 1;
    let first = low.checked_add(before)?;
    let places = end.checked_sub(after)?.checked_sub(first)?;
    let middle = first.checked_add(bits.below(places)?)?;
    set.add(middle);
    halves(bits, before, low, middle, set)?;
    halves(bits, after, middle + 1, end, set)
}

/// Bits, the lowest of each byte first.
struct BitReader<'a> {
    bytes: std::slice::Iter<'a, u8>,
    held: u64,
    held_bits: u32,
}

impl<'a> BitReader<'a> {
    fn new(bytes: &'a [u8]) -> BitReader<'a> {
        BitReader {
            bytes: bytes.iter(),
            held: 0,
            held_bits: 0,
        }
    }

    fn bits(&mut self, count: u32) -> Option<u32> {
        while self.held_bits < count {
            self.held |= u64::from(*self.bytes.next()?) << self.held_bits;
            self.held_bits += 8;
        }
        let value = self.held & ((1 << count) - 1);
        self.held >>= count;
        self.held_bits -= count;
        u32::try_from(value).ok()
    }

    /// A number below `places`: the first ones take a bit less than the others.
    fn below(&mut self, places: u32) -> Option<u32> {
        let short_bits = places.checked_ilog2()?;
        let short = short_codes(places, short_bits);
        let value = self.bits(short_bits)?;
        if value < short {
            return Some(value);
        }
        let value = (value << 1 | self.bits(1)?) - short;
        (value < places).then_some(value)
    }
}

/// How many of `places` numbers have the shorter code.
fn short_codes(places: u32, short_bits: u32) -> u32 {
    u32::try_from((2_u64 << short_bits) - u64::from(places)).unwrap_or(u32::MAX)
}

#[derive(Default)]
struct BitWriter {
    bytes: Vec<u8>,
    held: u64,
    held_bits: u32,
}

impl BitWriter {
    fn halves(&mut self, sorted: &[u32], low: u32, end: u32) {
        let Ok(count) = u32::try_from(sorted.len()) else {
            return;
        };
        if count == 0 || end - low == count {
            return;
        }
        let (before, rest) = sorted.split_at(sorted.len() / 2);
        let Some((middle, after)) = rest.split_first() else {
            return;
        };
        let first = low + count / 2;
        let places = end - (count - count / 2 - 1) - first;
        self.below(middle - first, places);
        self.halves(before, low, *middle);
        self.halves(after, middle + 1, end);
    }

    fn below(&mut self, value: u32, places: u32) {
        let short_bits = places.ilog2();
        let short = short_codes(places, short_bits);
        if value < short {
            self.bits(value, short_bits);
        } else {
            // The bit that tells the longer ones apart comes last.
            self.bits((value + short) >> 1, short_bits);
            self.bits((value + short) & 1, 1);
        }
    }

    fn bits(&mut self, value: u32, count: u32) {
        self.held |= u64::from(value) << self.held_bits;
        self.held_bits += count;
        while self.held_bits >= 8 {
            self.bytes.push(self.held.to_le_bytes()[0]);
            self.held >>= 8;
            self.held_bits -= 8;
        }
    }

    fn done(mut self) -> Vec<u8> {
        if self.held_bits > 0 {
            self.bytes.push(self.held.to_le_bytes()[0]);
        }
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(sorted: &[u32], stalls: u32) -> Vec<u8> {
        let mut out = Vec::new();
        put_list(&mut out, sorted, stalls);
        out
    }

    /// A small generator, the same numbers each time.
    fn roll(state: &mut u64) -> u32 {
        *state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        u32::try_from(*state >> 33).unwrap()
    }

    #[test]
    fn every_list_comes_back() {
        let mut state = 11;
        for stalls in [1, 2, 63, 64, 65, 1000, 80_000] {
            for one_in in [1, 2, 5, 7, 50, 3000, 100_000] {
                let list: Vec<u32> = (0..stalls)
                    .filter(|_| roll(&mut state).is_multiple_of(one_in))
                    .collect();
                let out = written(&list, stalls);
                let mut set = StallSet::empty(stalls);
                let mut bytes = Bytes::new(&out);
                add_list(&mut bytes, &mut set).unwrap();
                assert!(bytes.is_empty());
                assert_eq!(set.iter().collect::<Vec<_>>(), list);
                let mut bytes = Bytes::new(&out);
                assert_eq!(
                    skip_list(&mut bytes, stalls),
                    u32::try_from(list.len()).ok()
                );
                assert!(bytes.is_empty());
            }
        }
    }

    #[test]
    fn runs_cost_next_to_nothing() {
        let run: Vec<u32> = (40_000..41_000).collect();
        assert!(written(&run, 80_000).len() < 60);
    }

    #[test]
    fn damaged_lists_are_read_without_harm() {
        let mut state = 5;
        let list: Vec<u32> = (0..5000)
            .filter(|_| roll(&mut state).is_multiple_of(9))
            .collect();
        let whole = written(&list, 5000);
        for _ in 0..2000 {
            let mut out = whole.clone();
            let at = roll(&mut state) as usize % out.len();
            out[at] ^= roll(&mut state).to_le_bytes()[1];
            out.truncate(roll(&mut state) as usize % out.len() + 1);
            let mut set = StallSet::empty(5000);
            let _ = add_list(&mut Bytes::new(&out), &mut set);
            assert!(set.iter().all(|own| own < 5000));
        }
    }
}
