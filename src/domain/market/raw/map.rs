//! The map type of raw records in the page: a list of pairs. Records there are read once and looked
//! at from end to end; a tree for each kind of value would only be more to download. As published
//! the keys grow from pair to pair, and then the list is searched by halves: a level asks for
//! something of each of its stalls.

/// Pairs in written order; a key that comes twice keeps its last value.
#[derive(Debug, Clone, PartialEq)]
pub struct Map<K, V> {
    entries: Vec<(K, V)>,
    /// Some key is smaller than one before it.
    is_mixed: bool,
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Map<K, V> {
        Map {
            entries: Vec::new(),
            is_mixed: false,
        }
    }
}

impl<K: Ord, V> Map<K, V> {
    /// The value of a key.
    pub fn get(&self, key: &K) -> Option<&V> {
        self.entries.get(self.place(key)?).map(|(_, value)| value)
    }

    /// Sets the value of a key and gives the one before.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        let last = self.entries.last().map(|(own, _)| own);
        let is_next = last.is_none_or(|last| *last < key);
        let known = if is_next && !self.is_mixed {
            None
        } else {
            self.place(&key)
        };
        match known.and_then(|place| self.entries.get_mut(place)) {
            Some((_, slot)) => Some(std::mem::replace(slot, value)),
            None => {
                self.is_mixed |= !is_next;
                self.entries.push((key, value));
                None
            }
        }
    }

    fn place(&self, key: &K) -> Option<usize> {
        if self.is_mixed {
            return self.entries.iter().position(|(own, _)| own == key);
        }
        self.entries.binary_search_by(|(own, _)| own.cmp(key)).ok()
    }
}

impl<K, V> Map<K, V> {
    /// All pairs.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.entries.iter().map(|(key, value)| (key, value))
    }

    /// Number of keys.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True when there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Takes all pairs out.
    pub fn clear(&mut self) {
        self.entries.clear();
    }

    /// Keeps the pairs that fit.
    pub fn retain(&mut self, mut fits: impl FnMut(&K, &mut V) -> bool) {
        self.entries.retain_mut(|(key, value)| fits(key, value));
    }
}

impl<K, V> IntoIterator for Map<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<'a, K, V> IntoIterator for &'a Map<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = std::iter::Map<std::slice::Iter<'a, (K, V)>, fn(&'a (K, V)) -> (&'a K, &'a V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter().map(|(key, value)| (key, value))
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Map<K, V> {
        let mut map = Map::default();
        for (key, value) in pairs {
            map.insert(key, value);
        }
        map
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for Map<K, V> {
    fn from(pairs: [(K, V); N]) -> Map<K, V> {
        pairs.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_key_in_any_order() {
        for keys in [[1, 3, 5, 7], [7, 5, 3, 1], [3, 1, 7, 5], [1, 3, 7, 5]] {
            let mut map: Map<u32, u32> = keys.iter().map(|key| (*key, key * 10)).collect();
            for key in 0..9 {
                let expected = keys.contains(&key).then_some(key * 10);
                assert_eq!(map.get(&key).copied(), expected, "{key} of {keys:?}");
            }
            assert_eq!(map.insert(5, 51), Some(50));
            assert_eq!(map.insert(4, 40), None);
            assert_eq!(
                (map.get(&5), map.get(&4), map.len()),
                (Some(&51), Some(&40), 5)
            );
            assert_eq!(map.get(&7), Some(&70));
        }
    }
}
