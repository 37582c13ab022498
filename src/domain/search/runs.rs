//! Slips in what is written without spaces, and words that were written as one.

use super::asked::Asked;
use super::find::{Found, SLIP_TIER};
use super::han::Han;
use super::letters::{Class, class};
use super::pieces::{Form, Piece};
use super::slips::distance;
use super::texts::{Texts, mask, spelled};

/// Texts that are a slip or two away from what was typed, compared as they are spelled: a wrong
/// character, a wrong syllable of pinyin, a wrong letter of Hangul or kana.
pub(super) fn near_runs(texts: &Texts, asked: &Asked, han: &Han) -> Vec<Found> {
    let has_run = asked.joined.iter().any(|own| class(*own) == Class::Run);
    let is_pinyin = asked.joined.iter().all(char::is_ascii_lowercase);
    if !has_run && !is_pinyin {
        return Vec::new();
    }
    let typed = if has_run {
        spelled(&asked.joined, han)
    } else {
        asked.joined.clone()
    };
    let limit = match typed.len() {
        0..=3 => return Vec::new(),
        4..=5 => 1,
        _ => 2,
    };
    let own_mask = mask(typed.iter().copied());
    let mut found = Vec::new();
    for (text, run, sounds) in texts.sounded_runs() {
        let new = (own_mask & !sounds).count_ones() as usize;
        let gone = (sounds & !own_mask).count_ones() as usize;
        let slips = if new <= limit && gone <= limit {
            distance(&typed, &spelled(run, han), limit, false)
        } else {
            None
        };
        // A character may be another one altogether, in whatever way it sounds.
        let signs = if has_run && run.len() > 2 && run.len() == asked.joined.len() {
            distance(&asked.joined, run, 1, false)
        } else {
            None
        };
        let tier = match (slips, signs) {
            (Some(0 | 1), _) => SLIP_TIER,
            (_, Some(_)) => SLIP_TIER + 1,
            (Some(_), _) => SLIP_TIER + 2,
            (None, None) => continue,
        };
        found.push(Found {
            text,
            tier,
            missing: 0,
            loose: 0,
        });
    }
    found
}

/// What was typed as one word, as the two words of the texts that it is made of.
pub(super) fn parted(texts: &Texts, asked: &Asked) -> Option<Asked> {
    let [piece] = asked.pieces.as_slice() else {
        return None;
    };
    let Form::Word { written, stem } = &piece.form else {
        return None;
    };
    for (place, _) in written.char_indices().skip(2) {
        let (first, second) = written.split_at_checked(place)?;
        let rest = stem.strip_prefix(first).unwrap_or(second);
        if rest.chars().count() < 2 {
            break;
        }
        let is_word = |word: &str| texts.word(texts.first_word(word)) == word;
        if !is_word(first) || !(is_word(rest) || is_word(second)) {
            continue;
        }
        let known = if is_word(rest) { rest } else { second };
        let part = |text: &str, from: usize| Piece {
            from,
            to: from + text.chars().count(),
            form: Form::Word {
                written: text.to_owned(),
                stem: text.to_owned(),
            },
        };
        let behind = piece.from + first.chars().count();
        return Some(Asked {
            pieces: vec![part(first, piece.from), part(known, behind)],
            joined: asked.joined.clone(),
            is_growing: false,
        });
    }
    None
}
