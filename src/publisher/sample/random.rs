//! A small random source of its own: the same numbers on every machine and in every release.

/// A stream of random numbers (SplitMix64). Every level and purpose has its own, so that levels
/// can be made side by side and one more number drawn here changes nothing there.
#[derive(Debug, Clone)]
pub struct Stream {
    state: u64,
}

impl Stream {
    /// The stream of a purpose, e.g. `Stream::new(1, "letting", "f3")`.
    pub fn new(seed: u64, purpose: &str, place: &str) -> Stream {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0xcbf2_9ce4_8422_2325;
        for byte in purpose.bytes().chain([0]).chain(place.bytes()) {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        let mut stream = Stream { state };
        stream.draw();
        stream
    }

    /// Any 64 bits.
    pub fn draw(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`; 0 when `bound` is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        let wide = u128::from(self.draw()) * bound as u128;
        (wide >> 64) as usize
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i32, high: i32) -> i32 {
        low + self.below((high - low + 1).max(1) as usize) as i32
    }

    /// True in `per_mille` of a thousand cases.
    pub fn chance(&mut self, per_mille: usize) -> bool {
        self.below(1_000) < per_mille
    }

    /// A number from 0 to 1, 1 excluded.
    pub fn unit(&mut self) -> f64 {
        (self.draw() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// One of a list that is not empty.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// Puts a list into random order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Stream;

    #[test]
    fn streams_differ_by_seed_purpose_and_place() {
        let first = |seed, purpose, place| Stream::new(seed, purpose, place).draw();
        assert_eq!(first(1, "plan", "a1"), first(1, "plan", "a1"));
        assert_ne!(first(1, "plan", "a1"), first(2, "plan", "a1"));
        assert_ne!(first(1, "plan", "a1"), first(1, "letting", "a1"));
        assert_ne!(first(1, "plan", "a1"), first(1, "plan", "a2"));
    }

    #[test]
    fn numbers_stay_in_bounds_and_reach_them() {
        let mut stream = Stream::new(1, "test", "");
        let drawn: Vec<i32> = (0..1_000).map(|_| stream.between(3, 6)).collect();
        assert_eq!(drawn.iter().min(), Some(&3));
        assert_eq!(drawn.iter().max(), Some(&6));
        let hits = (0..10_000).filter(|_| stream.chance(120)).count();
        assert!((1_050..1_350).contains(&hits), "{hits}");
    }
}
