//! What could be typed instead of what is half typed: categories, services, goods and brands.

use super::answer::{Completion, Kind};
use super::asked::Asked;
use super::engine::Look;
use super::entities::Named;
use super::find::Near;
use super::letters::fold;
use super::phrases::Phrases;
use super::pieces::{Form, pieces};
use super::script::Script;
use super::texts::Owner;

/// Categories and services.
const NAMED: usize = 4;
/// Words that stalls use.
const WORDS: usize = 3;
const BRANDS: usize = 2;
/// The tier from which on a text is more than what was typed, or in other letters.
const MORE_TIER: u8 = 2;

/// What `typed` could become, the likeliest first of each kind; no text twice.
pub(super) fn completions(
    look: &mut Look,
    typed: &str,
    asked: &Asked,
    named: &Named,
    phrases: &Phrases,
) -> Vec<Completion> {
    let mut list: Vec<Completion> = Vec::new();
    if !asked.is_growing {
        return list;
    }
    let mut put = |kind, index, text: &str| {
        let is_new = list.iter().all(|own| own.text != text) && text != typed;
        if is_new {
            let text = text.to_owned();
            list.push(Completion { kind, index, text });
        }
        is_new
    };
    let more = |tier: u8| tier >= MORE_TIER;
    let entities = named.entities.iter();
    let mut room = NAMED;
    for entity in entities.filter(|own| own.is_sure() && more(own.tier)) {
        let is_put = match entity.owner {
            Owner::Category(index) => put(Kind::Category, index, entity.text),
            Owner::Service(index) => put(Kind::Service, index, entity.text),
            Owner::Place(_) | Owner::Honour(_) => false,
        };
        room -= usize::from(is_put);
        if room == 0 {
            break;
        }
    }
    for word in words(look, asked, named) {
        if let Some(text) = in_place_of_last(typed, asked, &word) {
            put(Kind::Product, 0, &text);
        }
    }
    let brands = phrases.brands.iter().filter(|own| !own.is_whole);
    for brand in brands.take(BRANDS) {
        put(Kind::Brand, 0, &brand.text);
    }
    list
}

/// The words that most stalls use among those that go on after the last one typed.
fn words(look: &mut Look, asked: &Asked, named: &Named) -> Vec<String> {
    let known = named.words.last().into_iter().flatten();
    let begun = known.filter(|own| own.near == Near::Begun && own.stalls > 0);
    let written = begun
        .take(WORDS)
        .map(|own| as_written(look, asked, &own.stem));
    written.collect()
}

/// A word as a published text has it: the index knows it without its ending and accents.
fn as_written(look: &mut Look, asked: &Asked, stem: &str) -> String {
    let han = &look.core().han;
    for script in Script::of_query(&asked.joined) {
        for part in [0, 1] {
            let Some(texts) = look.texts(script, part) else {
                continue;
            };
            let word = texts.first_word(stem);
            if word >= texts.words() || texts.word(word) != stem {
                continue;
            }
            for (text, _) in texts.places(word) {
                let text = texts.text(*text as usize);
                let folded = fold(text, han);
                let mut own = pieces(&folded).into_iter();
                let found = own.find(|piece| match &piece.form {
                    Form::Word { stem: own, .. } => own == stem,
                    Form::Run(_) => false,
                });
                let ends = found.and_then(|piece| {
                    let last = folded.origin.get(piece.to.checked_sub(1)?)?;
                    Some((*folded.origin.get(piece.from)?, *last))
                });
                if let Some((from, last)) = ends {
                    let signs = text.chars().zip(0..);
                    let own = signs.filter(|(_, place)| (from..=last).contains(place));
                    return own.map(|(sign, _)| sign).collect();
                }
            }
        }
    }
    stem.to_owned()
}

/// What was typed with another last word.
fn in_place_of_last(typed: &str, asked: &Asked, word: &str) -> Option<String> {
    if asked.pieces.len() == 1 {
        return Some(word.to_owned());
    }
    let (before, _) = typed.trim().rsplit_once(char::is_whitespace)?;
    Some([before, " ", word].concat())
}
