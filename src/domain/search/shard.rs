//! A shard of the dictionary: terms in order of their keys, each with the stalls in which it stands.

use super::bytes::{Bytes, put_count, put_part};
use super::core::{SHARD_MAGIC, begin, open};
use super::mixed::Mark;
use super::posting::{add_list, put_list, skip_list};
use super::set::StallSet;

/// Where a term stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// In the name of a shop.
    Shop = 0,
    /// In a brand.
    Brand = 1,
    /// In a product.
    Product = 2,
    /// In a declared standard.
    Standard = 3,
    /// It is the number of the stall.
    Number = 4,
}

impl Field {
    /// Every field.
    pub const ALL: [Field; 5] = [
        Field::Shop,
        Field::Brand,
        Field::Product,
        Field::Standard,
        Field::Number,
    ];

    /// Its bit in sets of fields.
    pub(super) fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// Set where the term is a whole published text, which follows.
const HAS_TEXT: u8 = 0x80;

/// A term to be written.
#[derive(Debug, Clone, Default)]
pub struct TermRow {
    /// Stalls by field, sorted, each once.
    pub stalls: [Vec<u32>; 5],
    /// The text as published, where the term is a brand or a standard.
    pub text: String,
}

impl TermRow {
    /// The row in bytes.
    pub fn write(&self, universe: u32) -> Vec<u8> {
        let mut flags = 0;
        for (field, stalls) in Field::ALL.into_iter().zip(&self.stalls) {
            if !stalls.is_empty() {
                flags |= field.bit();
            }
        }
        if !self.text.is_empty() {
            flags |= HAS_TEXT;
        }
        let mut out = vec![flags];
        if !self.text.is_empty() {
            put_part(&mut out, self.text.as_bytes());
        }
        for stalls in self.stalls.iter().filter(|own| !own.is_empty()) {
            put_list(&mut out, stalls, universe);
        }
        out
    }
}

/// Writes a shard; `rows` sorted by key.
pub fn write_shard(rows: &[(&[u8], &[u8])]) -> Vec<u8> {
    let mut out = begin(SHARD_MAGIC);
    put_count(&mut out, rows.len());
    let mut last: &[u8] = &[];
    for (key, row) in rows {
        let shared = last.iter().zip(*key).take_while(|(a, b)| a == b).count();
        put_count(&mut out, shared);
        put_part(&mut out, key.get(shared..).unwrap_or_default());
        put_part(&mut out, row);
        last = key;
    }
    out
}

/// A loaded shard.
#[derive(Debug, Clone)]
pub struct Shard {
    bytes: Box<[u8]>,
    /// Every so many terms: where the next one begins, and the key of the one before.
    marks: Vec<(u32, Box<[u8]>)>,
    terms: usize,
}

/// Terms between two marks.
const MARK: usize = 16;

/// A term of a loaded shard.
#[derive(Debug, Clone, Copy)]
pub struct Term<'a> {
    row: &'a [u8],
    mix: Option<Mix<'a>>,
}

/// A stall that says something else than the row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mix<'a> {
    pub stall: u32,
    /// Where the term stands in the stall's own words; nowhere when there is none.
    pub mark: Option<&'a Mark>,
}

impl Shard {
    /// None when the bytes are no shard.
    pub fn open(bytes: Vec<u8>) -> Option<Shard> {
        let mut rest = open(&bytes, SHARD_MAGIC)?;
        let terms = rest.count()?;
        let mut marks = Vec::new();
        let mut key = Vec::new();
        for number in 0..terms {
            if number % MARK == 0 {
                let offset = u32::try_from(bytes.len() - rest.left()).ok()?;
                marks.push((offset, key.clone().into()));
            }
            next(&mut rest, &mut key)?;
        }
        rest.is_empty().then_some(())?;
        Some(Shard {
            bytes: bytes.into(),
            marks,
            terms,
        })
    }

    /// Shows every term from `first` on, in order, until `visit` has seen enough.
    pub fn from(&self, first: &[u8], mut visit: impl FnMut(&[u8], Term) -> bool) {
        // The key before a mark is smaller than all behind it.
        let after = self.marks.partition_point(|(_, before)| &**before < first);
        let mark = after.saturating_sub(1);
        let Some((offset, before)) = self.marks.get(mark) else {
            return;
        };
        let mut rest = Bytes::new(self.bytes.get(*offset as usize..).unwrap_or_default());
        let mut key = before.to_vec();
        for _ in mark * MARK..self.terms {
            let Some(row) = next(&mut rest, &mut key) else {
                return;
            };
            if key.as_slice() >= first && !visit(&key, Term { row, mix: None }) {
                return;
            }
        }
    }
}

/// Makes the key of the next term of the one before; its row.
fn next<'a>(bytes: &mut Bytes<'a>, key: &mut Vec<u8>) -> Option<&'a [u8]> {
    let shared = usize::try_from(bytes.whole()?).ok()?;
    if shared > key.len() {
        return None;
    }
    key.truncate(shared);
    key.extend_from_slice(bytes.part()?);
    bytes.part()
}

impl<'a> Term<'a> {
    /// The term as it is when one stall says something else.
    pub(super) fn mixed(self, mix: Mix<'a>) -> Term<'a> {
        let mix = Some(mix);
        Term { mix, ..self }
    }

    /// A term that only that stall has.
    pub(super) fn of_mix(mix: Mix<'a>) -> Term<'a> {
        Term {
            row: &[],
            mix: Some(mix),
        }
    }

    fn mark(&self) -> Option<&'a Mark> {
        self.mix.and_then(|mix| mix.mark)
    }

    /// The text as published, empty for a term that is only a part of one.
    pub fn text(&self) -> &'a str {
        let mut bytes = Bytes::new(self.row);
        let flags = bytes.byte().unwrap_or(0);
        if flags & HAS_TEXT == 0 {
            return self.mark().map_or("", |mark| &mark.text);
        }
        bytes.text().unwrap_or("")
    }

    /// Adds the stalls in which the term stands in `field`. None when the row is damaged.
    pub fn add_stalls(&self, field: Field, set: &mut StallSet) -> Option<()> {
        let Some(mix) = self.mix.filter(|_| field != Field::Number) else {
            return self.add_published(field, set);
        };
        let had = set.has(mix.stall);
        let added = match self.row.is_empty() {
            true => Some(()),
            false => self.add_published(field, set),
        };
        // Another term may have put it in.
        if !had {
            let fields = mix.mark.map_or(0, |mark| mark.fields);
            set.put(mix.stall, fields & field.bit() != 0);
        }
        added
    }

    fn add_published(&self, field: Field, set: &mut StallSet) -> Option<()> {
        let (flags, mut bytes) = self.lists()?;
        for own in Field::ALL {
            if flags & own.bit() == 0 {
                continue;
            }
            if own == field {
                return add_list(&mut bytes, set);
            }
            skip_list(&mut bytes, set.universe())?;
        }
        Some(())
    }

    /// True when there are stalls in which the term stands in `field`.
    pub fn is_in(&self, field: Field) -> bool {
        let flags = self.row.first().copied().unwrap_or(0);
        let own = self.mark().map_or(0, |mark| mark.fields);
        (flags | own) & field.bit() != 0
    }

    fn lists(&self) -> Option<(u8, Bytes<'a>)> {
        let mut bytes = Bytes::new(self.row);
        let flags = bytes.byte()?;
        if flags & HAS_TEXT != 0 {
            bytes.part()?;
        }
        Some((flags, bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shard() -> Vec<u8> {
        let row = |shop: &[u32], product: &[u32], text: &str| {
            let mut row = TermRow {
                text: text.to_owned(),
                ..TermRow::default()
            };
            row.stalls[0] = shop.to_vec();
            row.stalls[2] = product.to_vec();
            row.write(100)
        };
        let rows = [
            (&b"bear"[..], row(&[1, 2], &[4, 5, 6, 99], "")),
            (b"beard", row(&[], &[7], "Beard")),
            (b"cat", row(&(0..100).collect::<Vec<_>>(), &[], "")),
        ];
        let rows: Vec<(&[u8], &[u8])> = rows.iter().map(|own| (own.0, &*own.1)).collect();
        write_shard(&rows)
    }

    fn found(shard: &Shard, from: &str, field: Field) -> Vec<(String, u32, String)> {
        let mut list = Vec::new();
        shard.from(from.as_bytes(), |key, term| {
            let mut set = StallSet::empty(100);
            let _ = term.add_stalls(field, &mut set);
            let key = String::from_utf8_lossy(key).into_owned();
            list.push((key, set.len(), term.text().to_owned()));
            true
        });
        list
    }

    #[test]
    fn terms_come_back_in_order() {
        let shard = Shard::open(shard()).unwrap();
        let row = |key: &str, count, text: &str| (key.to_owned(), count, text.to_owned());
        assert_eq!(
            found(&shard, "bear", Field::Product),
            [
                row("bear", 4, ""),
                row("beard", 1, "Beard"),
                row("cat", 0, "")
            ]
        );
        assert_eq!(found(&shard, "c", Field::Shop), [row("cat", 100, "")]);
        assert_eq!(found(&shard, "d", Field::Shop), []);
    }

    #[test]
    fn any_key_is_reached() {
        let keys: Vec<String> = (0..500).map(|own| format!("k{own:03}")).collect();
        let row = TermRow::default().write(100);
        let rows: Vec<(&[u8], &[u8])> = keys.iter().map(|own| (own.as_bytes(), &*row)).collect();
        let shard = Shard::open(write_shard(&rows)).unwrap();
        for key in &keys {
            let mut first = Vec::new();
            shard.from(key.as_bytes(), |own, _| {
                first = own.to_vec();
                false
            });
            assert_eq!(first, key.as_bytes());
        }
    }

    #[test]
    fn damaged_shards_are_read_without_harm() {
        let whole = shard();
        for cut in 0..whole.len() {
            for bit in 0..8 {
                let mut out = whole.clone();
                out[cut] ^= 1 << bit;
                if let Some(shard) = Shard::open(out) {
                    let _ = found(&shard, "", Field::Product);
                }
            }
            if let Some(shard) = Shard::open(whole[..cut].to_vec()) {
                let _ = found(&shard, "", Field::Shop);
            }
        }
    }
}
