//! The dictionary: the terms of all levels together, cut into shards.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::ops::Range;

use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::Packed;
use crate::domain::search::core::{CoreLevel, Holds};
use crate::domain::search::han::Han;
use crate::domain::search::shard::{TermRow, write_shard};

/// Bytes after which a shard ends. Larger ones would bring more that nobody asked for, smaller ones
/// would need a longer list in the first file.
const SHARD_BYTES: usize = 24 * 1024;

/// All terms of the market.
pub(super) struct Dictionary {
    /// In the order of their keys, each once.
    rows: Vec<(Vec<u8>, TermRow)>,
    /// Letters of runs.
    pub letters: BTreeSet<char>,
}

/// Puts the terms of the levels together, each in the order of its keys: what was a stall's index
/// becomes its place in the market.
pub(super) fn merge(
    levels: Vec<Vec<(Vec<u8>, TermRow)>>,
    places: &[CoreLevel],
    han: &Han,
) -> Dictionary {
    let mut rest: Vec<_> = levels.into_iter().map(Vec::into_iter).collect();
    // The next row of each level; the smallest key first, of equal ones the first level's.
    let mut next: Vec<Option<TermRow>> = Vec::with_capacity(rest.len());
    let mut heads = BinaryHeap::with_capacity(rest.len());
    for (level, rows) in rest.iter_mut().enumerate() {
        next.push(rows.next().map(|(key, row)| {
            heads.push(Reverse((key, level)));
            row
        }));
    }
    let mut rows: Vec<(Vec<u8>, TermRow)> = Vec::new();
    while let Some(Reverse((key, level))) = heads.pop() {
        let term = next[level].take().unwrap_or_default();
        next[level] = rest[level].next().map(|(key, row)| {
            heads.push(Reverse((key, level)));
            row
        });
        if rows.last().is_none_or(|(last, _)| *last != key) {
            rows.push((key, TermRow::default()));
        }
        let first = places.get(level).map_or(0, |own| own.first);
        if let Some((_, row)) = rows.last_mut() {
            for (all, own) in row.stalls.iter_mut().zip(term.stalls) {
                all.extend(own.into_iter().map(|index| index + first));
            }
            if row.text.is_empty() || (!term.text.is_empty() && term.text < row.text) {
                row.text = term.text;
            }
        }
    }
    Dictionary {
        letters: letters_of(&rows, han),
        rows,
    }
}

/// Letters that have a reading, of all keys.
fn letters_of(rows: &[(Vec<u8>, TermRow)], han: &Han) -> BTreeSet<char> {
    let mut letters: BTreeSet<char> = BTreeSet::new();
    for (key, _) in rows.iter().filter(|(key, _)| !key.is_ascii()) {
        let own = String::from_utf8_lossy(key);
        letters.extend(own.chars().filter(|own| !own.is_ascii()));
    }
    letters.retain(|letter| han.readings(*letter).next().is_some());
    letters
}

impl Dictionary {
    /// Words without digits, with the number of stalls that use them.
    pub fn vocabulary(&self) -> BTreeMap<&str, u32> {
        let is_word = |key: &str| key.chars().next().is_some_and(char::is_alphabetic);
        let words = self.rows.iter().filter_map(|(key, row)| {
            let word = std::str::from_utf8(key).ok().filter(|key| is_word(key))?;
            let most = row.stalls.iter().map(Vec::len).max().unwrap_or(0);
            Some((word, u32::try_from(most).unwrap_or(u32::MAX)))
        });
        words.collect()
    }

    /// The files, in order of their keys.
    pub fn shards(&self, universe: u32) -> Vec<Packed> {
        let rows: Vec<(&[u8], Vec<u8>)> = self
            .rows
            .par_iter()
            .map(|(key, row)| (key.as_slice(), row.write(universe)))
            .collect();
        let shards: Vec<(Vec<u8>, Range<usize>)> = cut(&rows);
        shards
            .into_par_iter()
            .map(|(first, own)| {
                let own = rows[own].iter().map(|(key, row)| (*key, row.as_slice()));
                let own: Vec<(&[u8], &[u8])> = own.collect();
                Packed {
                    holds: Holds::Shard(first),
                    bytes: write_shard(&own),
                }
            })
            .collect()
    }
}

/// Where shards begin and end, each with the key from which on it is asked.
fn cut(rows: &[(&[u8], Vec<u8>)]) -> Vec<(Vec<u8>, Range<usize>)> {
    let mut shards = Vec::new();
    let (mut first, mut begins, mut bytes) = (Vec::new(), 0, 0);
    for (place, (key, row)) in rows.iter().enumerate() {
        if bytes > 0 && bytes + row.len() > SHARD_BYTES {
            let last = rows[place - 1].0;
            shards.push((
                std::mem::replace(&mut first, between(last, key)),
                begins..place,
            ));
            (begins, bytes) = (place, 0);
        }
        bytes += row.len() + key.len() / 2 + 3;
    }
    shards.push((first, begins..rows.len()));
    shards
}

/// The shortest key that is after `last` and not after `next`.
fn between(last: &[u8], next: &[u8]) -> Vec<u8> {
    let shared = last.iter().zip(next).take_while(|(a, b)| a == b).count();
    next.get(..=shared).unwrap_or(next).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::search::shard::Field;

    #[test]
    fn terms_of_several_levels_are_one_list() {
        let row = |stalls: &[u32], text: &str| {
            let mut row = TermRow {
                text: text.to_owned(),
                ..TermRow::default()
            };
            row.stalls[Field::Product as usize] = stalls.to_vec();
            row
        };
        let levels = vec![
            vec![
                (b"bear".to_vec(), row(&[0, 2], "Bear")),
                (b"cat".to_vec(), row(&[1], "")),
            ],
            vec![],
            vec![
                (b"ant".to_vec(), row(&[0], "")),
                (b"bear".to_vec(), row(&[1], "BEAR")),
            ],
        ];
        let places = [0, 3, 3].map(|first| CoreLevel {
            first,
            ..CoreLevel::default()
        });
        let all = merge(levels, &places, &Han::default());
        let rows = all.rows.iter().map(|(key, row)| {
            (
                key.as_slice(),
                row.stalls[Field::Product as usize].as_slice(),
                row.text.as_str(),
            )
        });
        let expected: [(&[u8], &[u32], &str); 3] = [
            (b"ant", &[3], ""),
            (b"bear", &[0, 2, 4], "BEAR"),
            (b"cat", &[1], ""),
        ];
        assert_eq!(rows.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn keys_between() {
        let check = |last: &[u8], next: &[u8], expected: &[u8]| {
            assert_eq!(between(last, next), expected);
            assert!(last < expected && expected <= next);
        };
        check(b"bear", b"cat", b"c");
        check(b"bear", b"beard", b"beard");
        check(b"bear", b"beb", b"beb");
        check(b"", b"a", b"a");
    }
}
