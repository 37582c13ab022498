//! Keys of the dictionary. Each kind of term has its own first byte, so that what is typed one way
//! never leads to what is written another. Words without digits have none: letters come after.

use super::han::Han;
use super::letters::is_han;
use super::pieces::{Form, Piece};

const PAIR_BY_SOUND: u8 = 2;
const PAIR: u8 = 3;
const NUMBER: u8 = 4;
const STANDARD: u8 = 5;
const PHRASE: u8 = 6;
const WORD_WITH_DIGITS: u8 = 7;
const ONE: u8 = 9;
/// Stands behind each syllable.
const END: u8 = 1;

/// A word by its stem.
pub fn word(stem: &str) -> Vec<u8> {
    if stem.bytes().any(|own| own.is_ascii_digit()) {
        return after(WORD_WITH_DIGITS, stem);
    }
    stem.as_bytes().to_vec()
}

/// Two letters of a run. Pairs of characters stand in the order of their initials, then of their
/// syllables: who types pinyin asks for a range, who types characters for one of its members.
pub fn pair(first: char, second: char, han: &Han) -> Vec<u8> {
    let reading = |letter| han.readings(letter).next().filter(|_| is_han(letter));
    let mut letters = [0; 8];
    let mut put = |key: &mut Vec<u8>| {
        for letter in [first, second] {
            key.extend_from_slice(letter.encode_utf8(&mut letters).as_bytes());
        }
    };
    let (Some(one), Some(two)) = (reading(first), reading(second)) else {
        let mut key = vec![PAIR];
        put(&mut key);
        return key;
    };
    let mut key = sounds(&[han.syllable(one), han.syllable(two)]);
    key.push(END);
    put(&mut key);
    key
}

/// The beginning of the keys of pairs that sound like two syllables, the second perhaps begun.
pub fn sounds(syllables: &[&str; 2]) -> Vec<u8> {
    let mut key = vec![PAIR_BY_SOUND];
    for syllable in syllables {
        key.extend(syllable.bytes().take(1));
    }
    let [first, second] = syllables;
    key.extend_from_slice(first.as_bytes());
    key.push(END);
    key.extend_from_slice(second.as_bytes());
    key
}

/// The beginning of the keys of pairs by the initials of their two syllables.
pub fn initials(first: u8, second: u8) -> Vec<u8> {
    vec![PAIR_BY_SOUND, first, second]
}

/// A run of one letter.
pub fn one(letter: char) -> Vec<u8> {
    after(ONE, letter.encode_utf8(&mut [0; 4]))
}

/// A stall's number, only its letters and digits.
pub fn number(squeezed: &str) -> Vec<u8> {
    after(NUMBER, bare_number(squeezed))
}

/// A number without the word for it that stands behind.
pub fn bare_number(squeezed: &str) -> &str {
    squeezed.trim_end_matches(['号', '號', '호', '番'])
}

/// A standard, only its letters and digits.
pub fn standard(squeezed: &str) -> Vec<u8> {
    after(STANDARD, squeezed)
}

/// A whole name.
pub fn phrase(text: &str) -> Vec<u8> {
    after(PHRASE, text)
}

fn after(kind: u8, text: &str) -> Vec<u8> {
    let mut key = vec![kind];
    key.extend_from_slice(text.as_bytes());
    key
}

/// The keys of all terms of a piece: all must be there where the piece is.
pub fn of_piece(piece: &Piece, han: &Han) -> Vec<Vec<u8>> {
    match &piece.form {
        Form::Word { stem, .. } => vec![word(stem)],
        Form::Run(letters) => match letters.as_slice() {
            [letter] => vec![one(*letter)],
            letters => letters
                .windows(2)
                .filter_map(|two| Some(pair(*two.first()?, *two.last()?, han)))
                .collect(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_stand_in_the_order_of_their_sound() {
        let reading = |letter, own: &str| (letter, vec![own.to_owned()]);
        let han = Han::new(
            Vec::new(),
            vec![
                reading('玩', "wan"),
                reading('具', "ju"),
                reading('家', "jia"),
            ],
        );
        let toys = pair('玩', '具', &han);
        assert!(toys.starts_with(&initials(b'w', b'j')));
        assert!(toys.starts_with(&sounds(&["wan", "j"])));
        assert!(toys.starts_with(&sounds(&["wan", "ju"])));
        assert!(!pair('玩', '家', &han).starts_with(&sounds(&["wan", "ju"])));
        assert!(pair('玩', 'の', &han).starts_with(&[PAIR]));
        assert!(word("toy") > word("w552"));
        assert!(word("игрушк") > word("w552"));
    }
}
