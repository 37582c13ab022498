//! Sets of stalls, a bit for each stall of the market.

/// Stalls by their place in the market: all of the first level, then all of the next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StallSet {
    words: Vec<u64>,
    /// Stalls there are.
    stalls: u32,
}

impl StallSet {
    /// No stall of a market with so many.
    pub fn empty(stalls: u32) -> StallSet {
        StallSet {
            words: vec![0; stalls.div_ceil(64) as usize],
            stalls,
        }
    }

    /// Every stall.
    pub fn full(stalls: u32) -> StallSet {
        let mut set = StallSet::empty(stalls);
        set.add_range(0, stalls);
        set
    }

    /// Stalls there are in the market.
    pub fn universe(&self) -> u32 {
        self.stalls
    }

    /// Puts a stall in; one that does not exist is passed over.
    pub fn add(&mut self, stall: u32) {
        if stall < self.stalls
            && let Some(word) = self.words.get_mut((stall / 64) as usize)
        {
            *word |= 1 << (stall % 64);
        }
    }

    /// Puts a stall in, or takes it out.
    pub fn put(&mut self, stall: u32, is_in: bool) {
        if is_in {
            self.add(stall);
        } else if let Some(word) = self.words.get_mut((stall / 64) as usize) {
            *word &= !(1 << (stall % 64));
        }
    }

    /// Puts the stalls from `first` up to `end` in.
    pub fn add_range(&mut self, first: u32, end: u32) {
        for stall in first..end.min(self.stalls) {
            self.add(stall);
        }
    }

    /// Puts in the stalls whose bit is set, eight to a byte, the lowest first.
    pub fn add_bits(&mut self, bits: &[u8]) {
        for (word, bytes) in self.words.iter_mut().zip(bits.chunks(8)) {
            for (byte, shift) in bytes.iter().zip([0, 8, 16, 24, 32, 40, 48, 56]) {
                *word |= u64::from(*byte) << shift;
            }
        }
        // Bits beyond the last stall stand for nothing.
        if let Some(last) = self.words.last_mut()
            && !self.stalls.is_multiple_of(64)
        {
            *last &= (1 << (self.stalls % 64)) - 1;
        }
    }

    /// True when the stall is in.
    pub fn has(&self, stall: u32) -> bool {
        let word = self.words.get((stall / 64) as usize);
        word.is_some_and(|word| word >> (stall % 64) & 1 == 1)
    }

    /// Adds all of another set.
    pub fn unite(&mut self, other: &StallSet) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    /// Keeps what is in both.
    pub fn meet(&mut self, other: &StallSet) {
        let others = other.words.iter().copied().chain(std::iter::repeat(0));
        for (word, other) in self.words.iter_mut().zip(others) {
            *word &= other;
        }
    }

    /// Takes out what is in the other.
    pub fn remove(&mut self, other: &StallSet) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }

    /// Number of stalls in it.
    pub fn len(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    /// True when no stall is in it.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// The stalls in it, in order.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        self.within(0, self.stalls)
    }

    /// The stalls in it from `first` up to `end`, in order.
    pub fn within(&self, first: u32, end: u32) -> impl Iterator<Item = u32> {
        let end = end.min(self.stalls);
        let words = (first / 64)..end.div_ceil(64).max(first / 64);
        words.flat_map(move |index| {
            let mut word = self.words.get(index as usize).copied().unwrap_or(0);
            if index == first / 64 {
                word &= u64::MAX << (first % 64);
            }
            if index == end / 64 {
                word &= !(u64::MAX << (end % 64));
            }
            std::iter::from_fn(move || {
                let bit = word.trailing_zeros();
                // The lowest bit goes.
                word &= word.wrapping_sub(1);
                (bit < 64).then_some(index * 64 + bit)
            })
        })
    }

    /// Number of stalls in it from `first` up to `end`.
    pub fn count_within(&self, first: u32, end: u32) -> u32 {
        let end = end.min(self.stalls);
        let words = (first / 64)..end.div_ceil(64).max(first / 64);
        words
            .map(|index| {
                let mut word = self.words.get(index as usize).copied().unwrap_or(0);
                if index == first / 64 {
                    word &= u64::MAX << (first % 64);
                }
                if index == end / 64 {
                    word &= !(u64::MAX << (end % 64));
                }
                word.count_ones()
            })
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn behaves_as_a_list_does() {
        let stalls: Vec<u32> = (0..1000).filter(|own| own * own % 7 == 2).collect();
        let mut set = StallSet::empty(1000);
        stalls.iter().for_each(|own| set.add(*own));
        set.add(1000);
        assert_eq!(set.iter().collect::<Vec<_>>(), stalls);
        for (first, end) in [
            (0, 1000),
            (64, 128),
            (3, 61),
            (65, 900),
            (500, 500),
            (9, 5000),
        ] {
            let expected: Vec<u32> = stalls
                .iter()
                .copied()
                .filter(|own| (first..end).contains(own))
                .collect();
            assert_eq!(set.within(first, end).collect::<Vec<_>>(), expected);
            assert_eq!(set.count_within(first, end) as usize, expected.len());
        }
        let mut rest = StallSet::full(1000);
        rest.remove(&set);
        assert_eq!(rest.len() + set.len(), 1000);
        rest.meet(&set);
        assert!(rest.is_empty());
    }

    #[test]
    fn bits_beyond_the_last_stall_are_nothing() {
        let mut set = StallSet::empty(70);
        set.add_bits(&[0xff; 20]);
        assert_eq!(set, StallSet::full(70));
        assert!(!set.has(70));
    }
}
