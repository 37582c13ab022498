//! Finding texts of one file by what was asked.

use super::asked::Asked;
use super::han::Han;
use super::letters::hangul_initial;
use super::pieces::{Form, Piece};
use super::slips::{allowed, distance};
use super::sound::{Sound, find_at};
use super::stem::without_article;
use super::texts::{Role, Texts, mask};

/// How a word of the file was reached from the word that was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Near {
    /// The same.
    Same,
    /// It goes on.
    Begun,
    /// One slip.
    Slip,
    /// Two slips.
    TwoSlips,
}

/// A word of the file that could be meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meant {
    /// Number of the word.
    pub word: usize,
    /// How near it is.
    pub near: Near,
}

/// A text that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Number of the text.
    pub text: usize,
    /// How well it fits: 0 a whole name, 1 a whole other word, 2 a whole name by its sound, 3 its
    /// beginning, up to 6 somewhere in it; from [`SLIP_TIER`] on near to it, from
    /// [`PARTIAL_TIER`] on only a part.
    pub tier: u8,
    /// Pieces of the query that are not in it.
    pub missing: u8,
    /// Pieces or letters of it that were not asked for.
    pub loose: u8,
}

/// The tier from which on a text is only near to what was asked.
pub const SLIP_TIER: u8 = 7;
/// The tier of a text that lacks something that was asked for.
pub const PARTIAL_TIER: u8 = 12;

/// Words that begin with what was typed, at most so many.
const BEGUN: usize = 300;

/// The words of a file that each piece of a query could mean; none for runs. Slips are looked for
/// where the very word is not there, or everywhere.
pub fn meant(texts: &Texts, asked: &Asked, slips_everywhere: bool) -> Vec<Vec<Meant>> {
    let one = |(number, piece): (usize, &Piece)| match &piece.form {
        Form::Word { written, stem } => {
            let may_grow = asked.may_grow(number);
            let mut list = words_for(texts, written, stem, may_grow);
            if let Some(rest) = without_article(written) {
                for own in words_for(texts, rest, rest, may_grow) {
                    if !list.iter().any(|other| other.word == own.word) {
                        list.push(own);
                    }
                }
            }
            if slips_everywhere || !list.iter().any(|own| own.near == Near::Same) {
                add_slips(texts, written, stem, &mut list);
            }
            list
        }
        Form::Run(_) => Vec::new(),
    };
    asked.pieces.iter().enumerate().map(one).collect()
}

/// The number of the word that is just this.
fn same_word(texts: &Texts, stem: &str) -> Option<usize> {
    let place = texts.first_word(stem);
    (place < texts.words() && texts.word(place) == stem).then_some(place)
}

fn words_for(texts: &Texts, written: &str, stem: &str, may_grow: bool) -> Vec<Meant> {
    let mut list = Vec::new();
    list.extend(same_word(texts, stem).map(|word| Meant {
        word,
        near: Near::Same,
    }));
    let letters: Vec<char> = written.chars().collect();
    if may_grow || letters.len() >= 4 {
        let first = texts.first_word(written);
        for word in first..texts.words().min(first + BEGUN) {
            let own = texts.word(word);
            if !own.starts_with(written) {
                break;
            }
            if own != stem {
                list.push(Meant {
                    word,
                    near: Near::Begun,
                });
            }
        }
    }
    list
}

fn add_slips(texts: &Texts, written: &str, stem: &str, list: &mut Vec<Meant>) {
    let letters: Vec<char> = stem.chars().collect();
    // An ending that was taken away gave room for a slip all the same.
    let limit = allowed(letters.len().max(written.chars().count()));
    if limit == 0 || letters.iter().any(char::is_ascii_digit) {
        return;
    }
    let own_mask = mask(letters.iter().copied());
    let most = u32::try_from(limit).unwrap_or(0);
    let mut whole: Vec<char> = Vec::new();
    for (word, other) in texts.word_masks().iter().enumerate() {
        // A slip brings in at most one class of letters and takes out at most one.
        let new = (own_mask & !other).count_ones();
        if new > most || (other & !own_mask).count_ones() > most {
            continue;
        }
        whole.clear();
        whole.extend(texts.word(word).chars());
        // Three letters: something changed, nothing left out.
        if letters.len() < 4 && whole.len() != letters.len() {
            continue;
        }
        let near = match distance(&letters, &whole, limit, false) {
            Some(1) => Near::Slip,
            Some(2) => Near::TwoSlips,
            _ => continue,
        };
        if !list.iter().any(|own| own.word == word) {
            list.push(Meant { word, near });
        }
    }
}

/// The texts that hold all that was asked for; when there are none, those that hold the most.
pub fn find(texts: &Texts, asked: &Asked, meant: &[Vec<Meant>], han: &Han) -> Vec<Found> {
    let mut best: Vec<Found> = Vec::new();
    by_words(texts, asked, meant, &mut best);
    by_runs(texts, asked, han, &mut best);
    let least = best.iter().map(|own| own.missing).min().unwrap_or(0);
    best.retain(|own| own.missing == least);
    best
}

/// What is known of a text while its words are counted.
#[derive(Clone, Copy, Default)]
struct Count {
    /// A bit for each piece of the query.
    pieces: u8,
    /// How many pieces of the text.
    own: u8,
    near: u8,
    begins: bool,
}

fn by_words(texts: &Texts, asked: &Asked, meant: &[Vec<Meant>], found: &mut Vec<Found>) {
    let mut counts = vec![Count::default(); texts.len()];
    let mut touched: Vec<usize> = Vec::new();
    for (piece, words) in meant.iter().enumerate() {
        // The nearest words first: each text keeps the best that it has of each piece.
        for near in [Near::Same, Near::Begun, Near::Slip, Near::TwoSlips] {
            for own in words.iter().filter(|own| own.near == near) {
                for (text, place) in texts.places(own.word) {
                    let Some(count) = counts.get_mut(*text as usize) else {
                        continue;
                    };
                    if count.pieces == 0 {
                        touched.push(*text as usize);
                    }
                    if count.pieces >> piece & 1 == 1 {
                        continue;
                    }
                    count.pieces |= 1 << piece;
                    count.own += 1;
                    count.near = count.near.max(near as u8);
                    count.begins |= *place == 0;
                }
            }
        }
    }
    for text in touched {
        let Some(count) = counts.get(text) else {
            continue;
        };
        let has = count.pieces.count_ones() as usize;
        let missing = asked.pieces.len().saturating_sub(has);
        let loose = texts.pieces(text).saturating_sub(usize::from(count.own));
        let is_name = is_name(texts, text);
        let tier = match (missing, count.near) {
            (1.., near) => PARTIAL_TIER + near,
            (0, 0) if loose == 0 => u8::from(!is_name),
            (0, 0) if count.begins => 3,
            (0, 1) if loose == 0 => 4,
            (0, 0) => 5,
            (0, 1) if count.begins => 5,
            (0, 1) => 6,
            (0, 2) if loose == 0 => SLIP_TIER,
            (0, 2) => SLIP_TIER + 1,
            (0, _) if loose == 0 => SLIP_TIER + 2,
            (0, _) => SLIP_TIER + 3,
        };
        found.push(Found {
            text,
            tier,
            missing: small(missing),
            loose: small(loose),
        });
    }
}

fn by_runs(texts: &Texts, asked: &Asked, han: &Han, found: &mut Vec<Found>) {
    let whole = [asked.joined.as_slice()];
    let parts: Vec<Vec<char>> = asked.pieces.iter().map(letters_of).collect();
    let parts: Vec<&[char]> = parts.iter().map(Vec::as_slice).collect();
    // Words of the same text may have been found already.
    let mut place_of = vec![NONE; texts.len()];
    for (own, place) in found.iter().zip(0..) {
        if let Some(slot) = place_of.get_mut(own.text) {
            *slot = place;
        }
    }
    let mut put = |own: Found| {
        let Some(slot) = place_of.get_mut(own.text) else {
            return;
        };
        match found.get_mut(*slot as usize) {
            Some(other) if (own.missing, own.tier) < (other.missing, other.tier) => *other = own,
            Some(_) => {}
            None => {
                *slot = u32::try_from(found.len()).unwrap_or(NONE);
                found.push(own);
            }
        }
    };
    let first_of = |part: &[char]| part.first().copied().unwrap_or(' ');
    for (text, run) in texts.runs_with(first_of(&asked.joined)) {
        if let Some(own) = in_run(texts, text, run, &whole, han) {
            put(own);
        }
    }
    if parts.len() < 2 {
        return;
    }
    for part in &parts {
        for (text, run) in texts.runs_with(first_of(part)) {
            if let Some(own) = in_run(texts, text, run, &parts, han) {
                put(own);
            }
        }
    }
}

/// Stands for no place.
const NONE: u32 = u32::MAX;

fn letters_of(piece: &Piece) -> Vec<char> {
    match &piece.form {
        Form::Word { written, .. } => written.chars().collect(),
        Form::Run(letters) => letters.clone(),
    }
}

fn in_run(texts: &Texts, text: usize, run: &[char], parts: &[&[char]], han: &Han) -> Option<Found> {
    let (mut has, mut letters, mut begins) = (0, 0, false);
    let mut sound = Sound::Letters;
    for part in parts {
        let Some((start, end, own)) = place_in(part, run, han) else {
            continue;
        };
        has += 1;
        letters += end - start;
        begins |= start == 0;
        sound = sound.max(own);
    }
    if has == 0 {
        return None;
    }
    let missing = parts.len() - has;
    let loose = run.len().saturating_sub(letters);
    let tier = match (missing, sound) {
        (1.., own) => PARTIAL_TIER + own as u8,
        (0, Sound::Letters) if loose == 0 => u8::from(!is_name(texts, text)),
        (0, Sound::Letters) if begins => 3,
        (0, Sound::Letters) => 5,
        (0, Sound::Full) if loose == 0 => 2,
        (0, Sound::Full) if begins => 5,
        (0, Sound::Full) => 6,
        (0, Sound::Initials) if loose == 0 => 4,
        (0, Sound::Initials) if begins && letters > 2 => 6,
        (0, Sound::Initials) if begins => SLIP_TIER + 1,
        (0, Sound::Initials) => SLIP_TIER + 2,
    };
    Some(Found {
        text,
        tier,
        missing: small(missing),
        loose: small(loose),
    })
}

/// Where a run holds what was typed: by the best sound, then the first place.
pub fn place_in(typed: &[char], run: &[char], han: &Han) -> Option<(usize, usize, Sound)> {
    let first = *typed.first()?;
    let mut best: Option<(usize, usize, Sound)> = None;
    for (start, letter) in run.iter().enumerate() {
        let may_begin = *letter == first
            || (first.is_ascii_lowercase()
                && han
                    .readings(*letter)
                    .any(|own| han.syllable(own).starts_with(first)))
            || hangul_initial(*letter) == Some(first);
        if !may_begin {
            continue;
        }
        if let Some((end, sound)) = find_at(typed, run, start, han)
            && best.is_none_or(|(_, _, own)| sound < own)
        {
            best = Some((start, end, sound));
            if sound == Sound::Letters {
                break;
            }
        }
    }
    best
}

fn is_name(texts: &Texts, text: usize) -> bool {
    let owner = texts.owner(text);
    owner.is_some_and(|(_, role)| role == Role::Name)
}

fn small(count: usize) -> u8 {
    u8::try_from(count).unwrap_or(u8::MAX)
}
