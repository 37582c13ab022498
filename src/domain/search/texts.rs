//! Published texts of one script: names and other words of categories, services, places and
//! honours, and the words that stalls use, for what is being typed.

use super::bytes::{Bytes, put_count, put_part, put_signed, put_whole};
use super::core::{TEXTS_MAGIC, begin, open};
use super::han::Han;
use super::letters::{Class, class, fold, hangul_initial, hangul_letters};

/// Whose text it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// Index into `categories.json`.
    Category(u32),
    /// Number of a kind of place, in the order of
    /// [`PlaceKind::ALL`](crate::domain::market::place::PlaceKind::ALL).
    Service(u32),
    /// Number of a place in the index's file of places.
    Place(u32),
    /// Row of `honours.json`.
    Honour(u32),
}

/// What a text is to its owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Its name.
    Name = 0,
    /// Another word for it.
    Synonym = 1,
    /// What the place handles.
    Handles = 2,
}

/// A text to be written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextRow {
    /// Number of its language.
    pub language: u8,
    /// Whose it is.
    pub owner: Owner,
    /// What it is.
    pub role: Role,
    /// As published.
    pub text: String,
    /// Words and runs in it.
    pub pieces: u8,
}

/// A word to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordRow {
    /// Its stem.
    pub word: String,
    /// Stalls in which it stands.
    pub stalls: u32,
    /// Texts of the file in which it stands, and as the how manieth piece.
    pub texts: Vec<(u32, u8)>,
}

/// Writes a file; `words` sorted.
pub fn write_texts(texts: &[TextRow], words: &[WordRow]) -> Vec<u8> {
    let mut out = begin(TEXTS_MAGIC);
    put_count(&mut out, texts.len());
    for row in texts {
        let kind = match row.owner {
            Owner::Category(_) => 0,
            Owner::Service(_) => 1,
            Owner::Place(_) => 2,
            Owner::Honour(_) => 3,
        };
        out.push(kind << 2 | row.role as u8);
    }
    let mut last = 0;
    for row in texts {
        let (Owner::Category(id) | Owner::Service(id) | Owner::Place(id) | Owner::Honour(id)) =
            row.owner;
        let id = i32::try_from(id).unwrap_or(0);
        put_signed(&mut out, id - last);
        last = id;
    }
    out.extend(texts.iter().map(|row| row.language));
    out.extend(texts.iter().map(|row| row.pieces));
    for row in texts {
        put_part(&mut out, row.text.as_bytes());
    }
    put_count(&mut out, words.len());
    let mut last: &[u8] = &[];
    for row in words {
        let word = row.word.as_bytes();
        let shared = last.iter().zip(word).take_while(|(a, b)| a == b).count();
        put_count(&mut out, shared);
        put_part(&mut out, word.get(shared..).unwrap_or_default());
        last = word;
    }
    for row in words {
        put_whole(&mut out, row.stalls);
    }
    for row in words {
        put_count(&mut out, row.texts.len());
        let mut last = 0;
        for (text, place) in &row.texts {
            put_whole(&mut out, text - last);
            last = *text;
            out.push(*place);
        }
    }
    out
}

/// A loaded file.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    owners: Vec<(Owner, Role)>,
    languages: Vec<u8>,
    pieces: Vec<u8>,
    text: Column,
    words: Column,
    word_stalls: Vec<u32>,
    /// Which letters each word holds, a bit for each class of letters: a first sieve for slips.
    word_masks: Vec<u32>,
    /// End of each word's part of `places`.
    place_ends: Vec<u32>,
    /// (text, piece).
    places: Vec<(u32, u8)>,
    /// Texts with letters that are written without spaces.
    runs: Vec<RunText>,
    run_letters: Vec<char>,
}

/// Texts one behind the other.
#[derive(Debug, Clone, Default)]
struct Column {
    all: String,
    ends: Vec<u32>,
}

#[derive(Debug, Clone, Copy)]
struct RunText {
    text: u32,
    from: u32,
    to: u32,
    sounds: u32,
    /// Letters with which something typed may begin that is found in it.
    begins: u32,
}

impl Column {
    fn push(&mut self, text: &str) {
        self.all.push_str(text);
        self.ends
            .push(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
    }

    fn get(&self, place: usize) -> &str {
        let end = self.ends.get(place).copied().unwrap_or(0) as usize;
        let before = place.checked_sub(1).and_then(|place| self.ends.get(place));
        let from = before.copied().unwrap_or(0) as usize;
        self.all.get(from..end).unwrap_or("")
    }

    fn len(&self) -> usize {
        self.ends.len()
    }
}

impl Texts {
    /// Reads a file. None when the bytes are no such file.
    pub fn read(bytes: &[u8], han: &Han) -> Option<Texts> {
        let bytes = &mut open(bytes, TEXTS_MAGIC)?;
        let mut file = Texts::default();
        let count = bytes.count()?;
        let kinds = bytes.take(count)?;
        let mut id = 0_i32;
        for kind in kinds {
            id = id.checked_add(bytes.signed()?)?;
            let number = u32::try_from(id).ok()?;
            let owner = match kind >> 2 {
                0 => Owner::Category(number),
                1 => Owner::Service(number),
                2 => Owner::Place(number),
                3 => Owner::Honour(number),
                _ => return None,
            };
            let role = match kind & 3 {
                0 => Role::Name,
                1 => Role::Synonym,
                _ => Role::Handles,
            };
            file.owners.push((owner, role));
        }
        file.languages = bytes.take(count)?.to_vec();
        file.pieces = bytes.take(count)?.to_vec();
        for _ in 0..count {
            file.text.push(bytes.text()?);
        }
        file.read_words(bytes)?;
        file.find_runs(han);
        Some(file)
    }

    fn read_words(&mut self, bytes: &mut Bytes) -> Option<()> {
        let count = bytes.count()?;
        let mut word: Vec<u8> = Vec::new();
        for _ in 0..count {
            let shared = usize::try_from(bytes.whole()?).ok()?;
            if shared > word.len() {
                return None;
            }
            word.truncate(shared);
            word.extend_from_slice(bytes.part()?);
            let text = std::str::from_utf8(&word).ok()?;
            self.words.push(text);
            self.word_masks.push(mask(text.chars()));
        }
        for _ in 0..count {
            self.word_stalls.push(bytes.whole()?);
        }
        for _ in 0..count {
            let mut text = 0_u32;
            for _ in 0..bytes.count()? {
                text = text.checked_add(bytes.whole()?)?;
                self.places.push((text, bytes.byte()?));
            }
            self.place_ends.push(u32::try_from(self.places.len()).ok()?);
        }
        bytes.is_empty().then_some(())
    }

    fn find_runs(&mut self, han: &Han) {
        for number in 0..self.text.len() {
            let text = self.text.get(number);
            if text.is_ascii() {
                continue;
            }
            let letters = fold(text, han).letters;
            if !letters.iter().any(|own| class(*own) == Class::Run) {
                continue;
            }
            let from = self.run_letters.len();
            self.run_letters
                .extend(letters.iter().filter(|own| **own != ' '));
            let own = self.run_letters.get(from..).unwrap_or_default();
            let sounds = mask(spelled(own, han).into_iter());
            self.runs.push(RunText {
                text: u32::try_from(number).unwrap_or(u32::MAX),
                from: u32::try_from(from).unwrap_or(u32::MAX),
                to: u32::try_from(self.run_letters.len()).unwrap_or(u32::MAX),
                sounds,
                begins: begins(own, han),
            });
        }
    }

    /// Number of texts.
    pub fn len(&self) -> usize {
        self.owners.len()
    }

    /// True when there are none.
    pub fn is_empty(&self) -> bool {
        self.owners.is_empty()
    }

    /// Whose a text is, and what.
    pub fn owner(&self, text: usize) -> Option<(Owner, Role)> {
        self.owners.get(text).copied()
    }

    /// Number of its language.
    pub fn language(&self, text: usize) -> usize {
        usize::from(self.languages.get(text).copied().unwrap_or(0))
    }

    /// Words and runs in it.
    pub fn pieces(&self, text: usize) -> usize {
        usize::from(self.pieces.get(text).copied().unwrap_or(1))
    }

    /// The text as published.
    pub fn text(&self, text: usize) -> &str {
        self.text.get(text)
    }

    /// Number of words.
    pub fn words(&self) -> usize {
        self.words.len()
    }

    /// A word.
    pub fn word(&self, word: usize) -> &str {
        self.words.get(word)
    }

    /// Stalls in which a word stands.
    pub fn word_stalls(&self, word: usize) -> u32 {
        self.word_stalls.get(word).copied().unwrap_or(0)
    }

    /// Which letters a word holds; see [`mask`].
    pub fn word_masks(&self) -> &[u32] {
        &self.word_masks
    }

    /// The first word that is not before `text`.
    pub fn first_word(&self, text: &str) -> usize {
        let (mut low, mut high) = (0, self.words.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.words.get(middle) < text {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// Where a word stands: texts, and as the how manieth piece.
    pub fn places(&self, word: usize) -> &[(u32, u8)] {
        let end = self.place_ends.get(word).copied().unwrap_or(0) as usize;
        let before = word.checked_sub(1).and_then(|own| self.place_ends.get(own));
        let from = before.copied().unwrap_or(0) as usize;
        self.places.get(from..end).unwrap_or_default()
    }

    /// Texts that are written without spaces, in which something that begins with this letter may
    /// be found: number and letters.
    pub fn runs_with(&self, first: char) -> impl Iterator<Item = (usize, &[char])> {
        let bit = mask(std::iter::once(first));
        let runs = self.runs.iter().filter(move |own| own.begins & bit != 0);
        runs.map(|own| (own.text as usize, self.letters_of(*own)))
    }

    fn letters_of(&self, run: RunText) -> &[char] {
        let letters = self.run_letters.get(run.from as usize..run.to as usize);
        letters.unwrap_or_default()
    }

    /// All of them, with the [`mask`] of the letters as they are [`spelled`].
    pub fn sounded_runs(&self) -> impl Iterator<Item = (usize, &[char], u32)> {
        let runs = self.runs.iter();
        runs.map(|own| (own.text as usize, self.letters_of(*own), own.sounds))
    }
}

/// The letters of a run, and what stands for them when typing begins there.
fn begins(run: &[char], han: &Han) -> u32 {
    let sounds = |own: &char| {
        let readings = han.readings(*own);
        let initials = readings.filter_map(|own| han.syllable(own).chars().next());
        mask(initials.chain(hangul_initial(*own)))
    };
    mask(run.iter().copied()) | run.iter().map(sounds).fold(0, |all, own| all | own)
}

/// A run as it is typed letter by letter: characters in pinyin, Hangul in its letters.
pub fn spelled(run: &[char], han: &Han) -> Vec<char> {
    let mut letters = Vec::new();
    for own in run {
        let parts = hangul_letters(*own);
        match han.readings(*own).next() {
            Some(reading) => letters.extend(han.syllable(reading).chars()),
            None if parts.is_empty() => letters.push(*own),
            None => letters.extend(parts),
        }
    }
    letters
}

/// Which letters a word holds, a bit for each class of letters.
pub fn mask(letters: impl Iterator<Item = char>) -> u32 {
    letters.fold(0, |mask, own| mask | 1 << (u32::from(own) % 32))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> Vec<u8> {
        let row = |owner, text: &str, pieces| TextRow {
            language: 1,
            owner,
            role: Role::Name,
            text: text.to_owned(),
            pieces,
        };
        let word = |word: &str, texts: &[(u32, u8)]| WordRow {
            word: word.to_owned(),
            stalls: 40,
            texts: texts.to_vec(),
        };
        write_texts(
            &[
                row(Owner::Category(4), "Plush toys", 2),
                row(Owner::Category(2), "Toys", 1),
                row(Owner::Service(3), "卫生间", 1),
            ],
            &[
                word("plum", &[]),
                word("plush", &[(0, 0)]),
                word("toy", &[(0, 1), (1, 0)]),
            ],
        )
    }

    #[test]
    fn comes_back_as_written() {
        let texts = Texts::read(&file(), &Han::default()).unwrap();
        assert_eq!(texts.len(), 3);
        assert_eq!(texts.owner(1), Some((Owner::Category(2), Role::Name)));
        assert_eq!(texts.text(0), "Plush toys");
        assert_eq!(texts.word(texts.first_word("plus")), "plush");
        assert_eq!(texts.first_word("z"), 3);
        assert_eq!(texts.places(0), []);
        assert_eq!(texts.places(2), [(0, 1), (1, 0)]);
        let runs: Vec<(usize, String)> = texts
            .runs_with('生')
            .map(|(text, letters)| (text, letters.iter().collect()))
            .collect();
        assert_eq!(runs, [(2, "卫生间".to_owned())]);
    }

    #[test]
    fn damaged_files_are_refused_or_read_without_harm() {
        let whole = file();
        for cut in 0..whole.len() {
            assert!(Texts::read(&whole[..cut], &Han::default()).is_none());
            for bit in 0..8 {
                let mut out = whole.clone();
                out[cut] ^= 1 << bit;
                if let Some(texts) = Texts::read(&out, &Han::default()) {
                    for word in 0..texts.words() + 1 {
                        let _ = (texts.word(word), texts.places(word));
                    }
                    let mut runs = texts.sounded_runs();
                    assert!(runs.all(|own| own.0 < texts.len()));
                }
            }
        }
    }
}
