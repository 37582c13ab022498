//! The dictionary: the terms of all levels together, cut into shards.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Packed;
use crate::domain::search::core::{CoreLevel, Holds};
use crate::domain::search::han::Han;
use crate::domain::search::shard::{TermRow, write_shard};

/// Bytes after which a shard ends. Larger ones would bring more that nobody asked for, smaller ones
/// would need a longer list in the first file.
const SHARD_BYTES: usize = 24 * 1024;

/// All terms of the market.
pub(super) struct Dictionary {
    /// By key.
    rows: BTreeMap<Vec<u8>, TermRow>,
    /// Letters of runs.
    pub letters: BTreeSet<char>,
}

/// Puts the terms of the levels together: what was a stall's index becomes its place in the market.
pub(super) fn merge(
    levels: Vec<HashMap<Vec<u8>, TermRow>>,
    places: &[CoreLevel],
    han: &Han,
) -> Dictionary {
    let mut rows: BTreeMap<Vec<u8>, TermRow> = BTreeMap::new();
    for (terms, level) in levels.into_iter().zip(places) {
        for (key, term) in terms {
            let row = rows.entry(key).or_default();
            for (all, own) in row.stalls.iter_mut().zip(term.stalls) {
                all.extend(own.into_iter().map(|index| index + level.first));
            }
            if row.text.is_empty() || (!term.text.is_empty() && term.text < row.text) {
                row.text = term.text;
            }
        }
    }
    let letters = rows
        .keys()
        .flat_map(|key| String::from_utf8_lossy(key).chars().collect::<Vec<_>>())
        .filter(|letter| han.readings(*letter).next().is_some())
        .collect();
    Dictionary { rows, letters }
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
        let mut files = Vec::new();
        let mut waiting: Vec<(&[u8], Vec<u8>)> = Vec::new();
        let mut bytes = 0;
        let mut first: Vec<u8> = Vec::new();
        let mut close = |waiting: &mut Vec<(&[u8], Vec<u8>)>, first: &mut Vec<u8>| {
            let rows: Vec<(&[u8], &[u8])> = waiting.iter().map(|own| (own.0, &*own.1)).collect();
            files.push(Packed {
                holds: Holds::Shard(std::mem::take(first)),
                bytes: write_shard(&rows),
            });
            waiting.clear();
        };
        for (key, row) in &self.rows {
            let own = row.write(universe);
            if bytes > 0 && bytes + own.len() > SHARD_BYTES {
                let last = waiting.last().map_or(&[][..], |own| own.0);
                let next = between(last, key);
                close(&mut waiting, &mut first);
                first = next;
                bytes = 0;
            }
            bytes += own.len() + key.len() / 2 + 3;
            waiting.push((key, own));
        }
        close(&mut waiting, &mut first);
        files
    }
}

/// The shortest key that is after `last` and not after `next`.
fn between(last: &[u8], next: &[u8]) -> Vec<u8> {
    let shared = last.iter().zip(next).take_while(|(a, b)| a == b).count();
    next.get(..=shared).unwrap_or(next).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

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
