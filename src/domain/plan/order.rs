//! Sorting of whole numbers.

/// Sorts ascending, in place.
///
/// The library's own sort is compiled anew for every type and order, five kilobytes of
/// WebAssembly each. The map sorts lists of a few to a few thousand entries, so each place
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
}
