//! Sorting of whole numbers.

/// Sorts ascending, in place.
///
/// The library's own sort is compiled anew for every type and order, five kilobytes of
/// WebAssembly each. The widgets sort lists of a few to a few thousand entries, so each place
/// packs what it sorts by, and which entry it is, into one number, and this one short function
/// (Shell's method) serves all.
pub fn sort(keys: &mut [u64]) {
    let mut gap = 1;
    while gap < keys.len() / 3 {
        gap = gap * 3 + 1;
    }
    while gap > 0 {
        for from in gap..keys.len() {
            let key = keys[from];
            let mut at = from;
            while at >= gap && keys[at - gap] > key {
                keys[at] = keys[at - gap];
                at -= gap;
            }
            keys[at] = key;
        }
        gap /= 3;
    }
}

/// A key that sorts by `first`, then `second` (below 2^24), then `index` (below 2^32); the index
/// comes back from the sorted key with [`index`].
pub fn key(first: u8, second: usize, index: usize) -> u64 {
    (u64::from(first) << 56) | ((second as u64 & 0xff_ffff) << 32) | (index as u64 & 0xffff_ffff)
}

/// The index that a key was made with.
pub fn index(key: u64) -> usize {
    (key & 0xffff_ffff) as usize
}

/// The second value that a key was made with.
pub fn second(key: u64) -> usize {
    ((key >> 32) & 0xff_ffff) as usize
}

/// Puts a short list in the order of a key; entries with the same key stay as they were.
pub fn by<T>(list: &mut Vec<T>, key_of: impl Fn(&T) -> (u8, usize)) {
    let with_index = |(place, item)| {
        let (first, second) = key_of(item);
        key(first, second, place)
    };
    let mut keys: Vec<u64> = list.iter().enumerate().map(with_index).collect();
    sort(&mut keys);
    let mut items: Vec<Option<T>> = list.drain(..).map(Some).collect();
    list.extend(
        keys.iter()
            .filter_map(|key| items.get_mut(index(*key))?.take()),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_as_the_library_does() {
        let mut state = 7_u64;
        let mut roll = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            state >> 20
        };
        for count in (0..60).chain([1000, 4321]) {
            let rolled: Vec<u64> = (0..count).map(|_| roll()).collect();
            let few: Vec<u64> = rolled.iter().map(|key| key % 7).collect();
            let rising: Vec<u64> = (0..count).collect();
            let falling: Vec<u64> = (0..count).rev().collect();
            for mut keys in [rolled, few, rising, falling] {
                let mut expected = keys.clone();
                expected.sort_unstable();
                sort(&mut keys);
                assert_eq!(keys, expected);
            }
        }
    }

    #[test]
    fn a_list_by_key_keeps_equals_in_place() {
        let mut words = vec!["bb", "a", "cc", "d", ""];
        by(&mut words, |word| (0, word.len()));
        assert_eq!(words, ["", "a", "d", "bb", "cc"]);
        by(&mut words, |word| (u8::from(word.is_empty()), 0));
        assert_eq!(words, ["a", "d", "bb", "cc", ""]);
    }
}
