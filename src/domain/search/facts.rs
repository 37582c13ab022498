//! What one can choose stalls by, besides category and level: for each choice the list of stalls.

use super::bytes::{Bytes, put_count, put_part, put_signed, put_whole};
use super::core::{FACTS_MAGIC, begin, open};
use super::posting::{add_list, put_list, skip_list};
use super::set::StallSet;

/// Something that is said of stalls.
#[cfg_attr(feature = "publisher", derive(serde::Serialize, serde::Deserialize))]
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// A Party-member plaque hangs there.
    Marked,
    /// It holds a grade.
    Grade {
        /// Id of the scale.
        scale: String,
        /// Place of the level on the scale, 0 the best.
        rank: u32,
        /// Code of the level.
        level: String,
        /// Last day, in days since 1970; `i32::MAX` when there is none.
        until_day: i32,
    },
    /// It holds an honour: row of `honours.json`.
    Honour(u32),
    /// Its shop declares a standard.
    Standard(String),
    /// A language is spoken there, by tag.
    Language(String),
    /// It is open in these spans: weekday (Monday 0), opens, closes in minutes of the day.
    Open(Vec<(u8, u16, u16)>),
}

/// Writes the file.
pub fn write_facts(rows: &[(Fact, Vec<u32>)], universe: u32) -> Vec<u8> {
    let mut out = begin(FACTS_MAGIC);
    put_count(&mut out, rows.len());
    for (fact, stalls) in rows {
        match fact {
            Fact::Marked => out.push(0),
            Fact::Grade {
                scale,
                rank,
                level,
                until_day,
            } => {
                out.push(1);
                put_part(&mut out, scale.as_bytes());
                put_whole(&mut out, *rank);
                put_part(&mut out, level.as_bytes());
                put_signed(&mut out, *until_day);
            }
            Fact::Honour(row) => {
                out.push(2);
                put_whole(&mut out, *row);
            }
            Fact::Standard(text) => {
                out.push(3);
                put_part(&mut out, text.as_bytes());
            }
            Fact::Language(tag) => {
                out.push(4);
                put_part(&mut out, tag.as_bytes());
            }
            Fact::Open(spans) => {
                out.push(5);
                put_count(&mut out, spans.len());
                for (day, opens, closes) in spans {
                    out.push(*day);
                    put_whole(&mut out, u32::from(*opens));
                    put_whole(&mut out, u32::from(*closes));
                }
            }
        }
        put_list(&mut out, stalls, universe);
    }
    out
}

/// A loaded file.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    rows: Vec<(Fact, StallSet)>,
}

impl Facts {
    /// Reads the file. None when the bytes are no such file.
    pub fn read(bytes: &[u8], universe: u32) -> Option<Facts> {
        let bytes = &mut open(bytes, FACTS_MAGIC)?;
        let mut facts = Facts::default();
        for _ in 0..bytes.count()? {
            let fact = read_fact(bytes)?;
            let mut set = StallSet::empty(universe);
            // Sets are larger than lists: what holds more facts than any market has is refused.
            if facts.rows.len() >= MOST {
                skip_list(bytes, universe)?;
                continue;
            }
            add_list(bytes, &mut set)?;
            facts.rows.push((fact, set));
        }
        bytes.is_empty().then_some(facts)
    }

    /// All facts with their stalls.
    pub fn rows(&self) -> impl Iterator<Item = (&Fact, &StallSet)> {
        self.rows.iter().map(|(fact, set)| (fact, set))
    }
}

/// Facts that are kept.
const MOST: usize = 1500;

fn read_fact(bytes: &mut Bytes) -> Option<Fact> {
    Some(match bytes.byte()? {
        0 => Fact::Marked,
        1 => Fact::Grade {
            scale: bytes.text()?.to_owned(),
            rank: bytes.whole()?,
            level: bytes.text()?.to_owned(),
            until_day: bytes.signed()?,
        },
        2 => Fact::Honour(bytes.whole()?),
        3 => Fact::Standard(bytes.text()?.to_owned()),
        4 => Fact::Language(bytes.text()?.to_owned()),
        5 => {
            let mut spans = Vec::new();
            for _ in 0..bytes.count()? {
                let day = bytes.byte()?;
                let opens = u16::try_from(bytes.whole()?).ok()?;
                let closes = u16::try_from(bytes.whole()?).ok()?;
                spans.push((day, opens, closes));
            }
            Fact::Open(spans)
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comes_back_as_written() {
        let rows = vec![
            (Fact::Marked, vec![3, 9]),
            (
                Fact::Grade {
                    scale: "letters".into(),
                    rank: 1,
                    level: "AA".into(),
                    until_day: 20_000,
                },
                vec![1],
            ),
            (Fact::Honour(4), vec![]),
            (Fact::Standard("GB 6675.1-2014".into()), (0..30).collect()),
            (Fact::Language("en".into()), vec![0, 31]),
            (Fact::Open(vec![(0, 510, 1050), (6, 600, 1440)]), vec![5]),
        ];
        let whole = write_facts(&rows, 32);
        let facts = Facts::read(&whole, 32).unwrap();
        let read: Vec<(Fact, Vec<u32>)> = facts
            .rows()
            .map(|(fact, set)| (fact.clone(), set.iter().collect()))
            .collect();
        assert_eq!(read, rows);
        for cut in 0..whole.len() {
            assert!(Facts::read(&whole[..cut], 32).is_none());
            for bit in 0..8 {
                let mut out = whole.clone();
                out[cut] ^= 1 << bit;
                let _ = Facts::read(&out, 32);
            }
        }
    }
}
