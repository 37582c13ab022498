//! What the engine knows of Chinese characters: which traditional one stands for which simplified
//! one, and how they are read. The publisher makes the table from the characters of its market;
//! the page reads it with the index.

use super::bytes::{Bytes, put_count, put_part, put_whole};

/// Readings kept of one character, the usual one first.
pub const READINGS: usize = 3;

/// The table.
#[derive(Debug, Clone, Default)]
pub struct Han {
    /// (traditional, simplified), sorted.
    simplified: Vec<(u32, u32)>,
    /// All syllables without tones, sorted, so that a number orders as its text does.
    syllables: Vec<String>,
    /// Character and its readings (one more than a number of a syllable, 0 for none), sorted.
    readings: Vec<(u32, [u16; READINGS])>,
    /// Which row of `readings` a character has (one more; 0 for none), from [`FIRST`] on.
    row_of: Vec<u16>,
}

/// The block of characters that are looked up most.
const FIRST: u32 = 0x4e00;
const LAST: u32 = 0x9fff;

impl Han {
    /// Makes the table. `readings` holds syllables without tones, the usual one first.
    pub fn new(mut simplified: Vec<(char, char)>, mut readings: Vec<(char, Vec<String>)>) -> Han {
        simplified.sort_unstable();
        readings.sort_unstable();
        let mut syllables: Vec<String> = readings
            .iter()
            .flat_map(|(_, own)| own.iter().cloned())
            .collect();
        syllables.sort_unstable();
        syllables.dedup();
        let number = |text: &String| {
            let place = syllables.binary_search(text).unwrap_or(0);
            u16::try_from(place + 1).unwrap_or(0)
        };
        let readings = readings.into_iter().map(|(character, own)| {
            let mut numbers = [0; READINGS];
            for (slot, text) in numbers.iter_mut().zip(&own) {
                *slot = number(text);
            }
            (u32::from(character), numbers)
        });
        let readings = readings.collect();
        let mut han = Han {
            simplified: simplified
                .into_iter()
                .map(|(from, to)| (u32::from(from), u32::from(to)))
                .collect(),
            syllables,
            readings,
            row_of: Vec::new(),
        };
        han.find_rows();
        han
    }

    fn find_rows(&mut self) {
        self.row_of = vec![0; (LAST - FIRST + 1) as usize];
        for ((character, _), row) in self.readings.iter().zip(1_u16..) {
            let place = character.checked_sub(FIRST);
            if let Some(slot) = place.and_then(|place| self.row_of.get_mut(place as usize)) {
                *slot = row;
            }
        }
    }

    /// The simplified form of a traditional character; any other one as it is.
    pub fn simplify(&self, character: char) -> char {
        let wanted = u32::from(character);
        if wanted < 0x3400 {
            return character;
        }
        match self.simplified.binary_search_by_key(&wanted, |pair| pair.0) {
            Ok(place) => {
                let found = self.simplified.get(place);
                found
                    .and_then(|pair| char::from_u32(pair.1))
                    .unwrap_or(character)
            }
            Err(_) => character,
        }
    }

    /// Readings of a simplified character, the usual one first.
    pub fn readings(&self, character: char) -> impl Iterator<Item = u16> {
        let place = u32::from(character).checked_sub(FIRST);
        let row = place.and_then(|place| self.row_of.get(place as usize));
        let row = row.and_then(|row| usize::from(*row).checked_sub(1));
        let numbers = row.and_then(|row| self.readings.get(row));
        let numbers = numbers.map_or([0; READINGS], |(_, own)| *own);
        numbers.into_iter().filter_map(|own| own.checked_sub(1))
    }

    /// The text of a syllable.
    pub fn syllable(&self, number: u16) -> &str {
        let text = self.syllables.get(usize::from(number));
        text.map_or("", String::as_str)
    }

    /// The numbers of the syllables that begin with `text`, as a range.
    pub fn syllables_from(&self, text: &str) -> std::ops::Range<u16> {
        let first = self.syllables.partition_point(|own| own.as_str() < text);
        let begin = |own: &String| own.starts_with(text);
        let count = self
            .syllables
            .iter()
            .skip(first)
            .take_while(|own| begin(own));
        let first = u16::try_from(first).unwrap_or(u16::MAX);
        let count = u16::try_from(count.count()).unwrap_or(0);
        first..first.saturating_add(count)
    }

    /// Writes the table.
    pub fn put(&self, out: &mut Vec<u8>) {
        put_count(out, self.simplified.len());
        let mut last = 0;
        for (from, _) in &self.simplified {
            put_whole(out, from - last);
            last = *from;
        }
        // Each column apart: both pack well, together they do not.
        for (_, to) in &self.simplified {
            put_whole(out, *to);
        }
        put_count(out, self.syllables.len());
        for own in &self.syllables {
            put_part(out, own.as_bytes());
        }
        put_count(out, self.readings.len());
        let mut last = 0;
        for (character, _) in &self.readings {
            put_whole(out, character - last);
            last = *character;
        }
        for (_, own) in &self.readings {
            let several = own.iter().filter(|own| **own > 0).count();
            for number in own.iter().take(several.max(1)) {
                put_whole(out, u32::from(*number));
            }
            if several < READINGS {
                put_whole(out, 0);
            }
        }
    }

    /// Reads the table.
    pub fn read(bytes: &mut Bytes) -> Option<Han> {
        let mut han = Han::default();
        let mut last = 0_u32;
        for _ in 0..bytes.count()? {
            last = last.checked_add(bytes.whole()?)?;
            han.simplified.push((last, 0));
        }
        for pair in &mut han.simplified {
            pair.1 = bytes.whole()?;
        }
        for _ in 0..bytes.count()? {
            han.syllables.push(bytes.text()?.to_owned());
        }
        let mut last = 0_u32;
        for _ in 0..bytes.count()? {
            last = last.checked_add(bytes.whole()?)?;
            han.readings.push((last, [0; READINGS]));
        }
        for (_, own) in &mut han.readings {
            for slot in own.iter_mut() {
                *slot = u16::try_from(bytes.whole()?).ok()?;
                if *slot == 0 {
                    break;
                }
            }
        }
        han.find_rows();
        Some(han)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn han() -> Han {
        let reading = |character, own: &[&str]| {
            let own = own.iter().map(|own| (*own).to_owned()).collect();
            (character, own)
        };
        Han::new(
            vec![('玩', '玩'), ('寶', '宝'), ('車', '车')],
            vec![
                reading('玩', &["wan"]),
                reading('具', &["ju"]),
                reading('重', &["zhong", "chong"]),
                reading('乐', &["le", "yue", "lao"]),
            ],
        )
    }

    #[test]
    fn comes_back_as_written() {
        let mut out = Vec::new();
        han().put(&mut out);
        let mut bytes = Bytes::new(&out);
        let han = Han::read(&mut bytes).unwrap();
        assert!(bytes.is_empty());
        assert_eq!(han.simplify('寶'), '宝');
        assert_eq!(han.simplify('宝'), '宝');
        assert_eq!(han.simplify('a'), 'a');
        let check = |character, expected: &[&str]| {
            let own: Vec<&str> = han
                .readings(character)
                .map(|own| han.syllable(own))
                .collect();
            assert_eq!(own, expected, "{character}");
        };
        check('玩', &["wan"]);
        check('重', &["zhong", "chong"]);
        check('乐', &["le", "yue", "lao"]);
        check('猫', &[]);
        check('x', &[]);
        assert_eq!(han.syllables_from("").len(), 7);
        assert_eq!(han.syllables_from("l").len(), 2);
        assert_eq!(han.syllables_from("q").len(), 0);
    }

    #[test]
    fn damaged_tables_are_read_without_harm() {
        let mut whole = Vec::new();
        han().put(&mut whole);
        for cut in 0..whole.len() {
            assert!(Han::read(&mut Bytes::new(&whole[..cut])).is_none());
            for bit in 0..8 {
                let mut out = whole.clone();
                out[cut] ^= 1 << bit;
                if let Some(han) = Han::read(&mut Bytes::new(&out)) {
                    let _ = han.readings('玩').count();
                    let _ = han.simplify('寶');
                }
            }
        }
    }
}
