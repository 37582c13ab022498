//! What can be named: categories, services, places, honours whose texts fit.

use super::asked::Asked;
use super::engine::Look;
use super::find::{Found, Meant, Near, PARTIAL_TIER, SLIP_TIER, find, meant};
use super::runs::{near_runs, parted};
use super::script::Script;
use super::texts::{Owner, Role, Texts};

/// A thing that was found by one of its texts.
#[derive(Debug, Clone)]
pub(super) struct Entity {
    pub owner: Owner,
    pub role: Role,
    /// See [`find`](super::find); 0 the best.
    pub tier: u8,
    pub missing: u8,
    /// The text by which it was found, and the number of its language.
    pub text: String,
    pub language: usize,
}

/// A word that could be meant by a piece of the query, as the stalls use it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub stem: String,
    pub near: Near,
    pub stalls: u32,
}

/// What the texts say to a query.
#[derive(Debug, Clone, Default)]
pub(super) struct Named {
    /// Best first.
    pub entities: Vec<Entity>,
    /// For each piece the words that could be meant.
    pub words: Vec<Vec<Word>>,
}

/// Things kept: more than a screen could ever show.
const ENTITIES: usize = 2_000;
/// Words kept for each piece.
const WORDS: usize = 24;

/// Looks through the texts that a query could be written in.
pub(super) fn named(look: &mut Look, asked: &Asked, language: &str) -> Named {
    let mut named = Named {
        entities: Vec::new(),
        words: vec![Vec::new(); asked.pieces.len()],
    };
    let mut scripts = Script::of_query(&asked.joined);
    if scripts.is_empty() {
        scripts.push(Script::Other);
    }
    let languages = &look.core().languages;
    let main = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
    let wanted = main(language);
    let preferred = languages.iter().position(|own| main(own) == wanted);
    let mut best: Vec<(u64, Entity)> = Vec::new();
    for part in [0, 1] {
        for script in &scripts {
            let Some(texts) = look.texts(*script, part) else {
                continue;
            };
            let meant = meant(texts, asked, false);
            for (words, meant) in named.words.iter_mut().zip(&meant) {
                add_words(texts, meant, words);
            }
            for found in find(texts, asked, &meant, &look.core().han) {
                put(look, texts, found, preferred, &mut best);
            }
        }
    }
    // Nothing has all of it: perhaps a slip made one word of another, or of a run no other.
    if best.iter().all(|(_, own)| own.missing > 0) {
        for part in [0, 1] {
            for script in &scripts {
                let Some(texts) = look.texts(*script, part) else {
                    continue;
                };
                let han = &look.core().han;
                let mut all = near_runs(texts, asked, han);
                if let Some(parted) = parted(texts, asked) {
                    let meant = meant(texts, &parted, false);
                    all.extend(find(texts, &parted, &meant, han));
                } else if asked.pieces.len() > 1 {
                    let meant = meant(texts, asked, true);
                    all.extend(find(texts, asked, &meant, han));
                }
                for found in all.into_iter().filter(|own| own.missing == 0) {
                    put(look, texts, found, preferred, &mut best);
                }
            }
        }
    }
    let least = best.iter().map(|(_, own)| own.missing).min().unwrap_or(0);
    best.retain(|(_, own)| own.missing == least);
    let mut order: Vec<u64> = Vec::new();
    for (number, (key, _)) in best.iter().enumerate() {
        order.push(key & !NUMBERS | number as u64 & NUMBERS);
    }
    crate::domain::order::sort(&mut order);
    let mut slots: Vec<Option<Entity>> = best.into_iter().map(|own| Some(own.1)).collect();
    let number = |key: u64| usize::try_from(key & NUMBERS).unwrap_or(usize::MAX);
    named.entities = order
        .into_iter()
        .filter_map(|key| slots.get_mut(number(key))?.take())
        .collect();
    named
}

/// The lowest bits of a key, in which the number of the entity is put for sorting.
const NUMBERS: u64 = 0xffff;

fn put(
    look: &Look,
    texts: &Texts,
    found: Found,
    preferred: Option<usize>,
    best: &mut Vec<(u64, Entity)>,
) {
    let Some((owner, role)) = texts.owner(found.text) else {
        return;
    };
    let language = texts.language(found.text);
    let is_name = role == Role::Name;
    let key = key_of(look, owner, found, Some(language) == preferred, is_name);
    let is_room = best.len() < ENTITIES;
    let known = best.iter_mut().find(|(_, own)| own.owner == owner);
    if known.as_ref().is_some_and(|(own, _)| *own <= key) {
        return;
    }
    let entity = Entity {
        owner,
        role,
        tier: found.tier,
        missing: found.missing,
        text: texts.text(found.text).to_owned(),
        language,
    };
    match known {
        Some(slot) => *slot = (key, entity),
        None if is_room => best.push((key, entity)),
        None => {}
    }
}

/// Sorts by tier, then texts in the reader's language and names before other words, then the
/// broader category, then by how much was not asked for.
fn key_of(look: &Look, owner: Owner, found: Found, is_preferred: bool, is_name: bool) -> u64 {
    let depth = match owner {
        Owner::Category(number) => depth(look, number),
        _ => 0,
    };
    let stalls = match owner {
        Owner::Category(number) => {
            let row = look.core().categories.get(number as usize);
            row.map_or(0, |row| row.stalls)
        }
        _ => 0,
    };
    let few = u64::from((0x00ff_ffff_u32.saturating_sub(stalls)) >> 4);
    u64::from(found.missing.min(7)) << 60
        | u64::from(found.tier.min(31)) << 55
        | u64::from(!is_preferred) << 54
        | u64::from(!is_name) << 53
        | u64::from(depth.min(7)) << 50
        | u64::from(found.loose.min(63)) << 44
        | few << 20
}

fn depth(look: &Look, category: u32) -> u8 {
    let mut depth = 0;
    let mut above = look.core().categories.get(category as usize);
    while let Some(parent) = above.and_then(|own| own.parent) {
        above = look.core().categories.get(parent as usize);
        depth += 1;
    }
    depth
}

fn add_words(texts: &Texts, meant: &[Meant], words: &mut Vec<Word>) {
    for own in meant {
        let stem = texts.word(own.word);
        if words.iter().any(|other| other.stem == stem) {
            continue;
        }
        let word = Word {
            stem: stem.to_owned(),
            near: own.near,
            stalls: texts.word_stalls(own.word),
        };
        // The nearest first, then those of most stalls, then in order of the words.
        let is_before = |other: &Word| {
            (
                other.near,
                std::cmp::Reverse(other.stalls),
                other.stem.as_str(),
            ) < (word.near, std::cmp::Reverse(word.stalls), stem)
        };
        let place = words.partition_point(is_before);
        if place < WORDS {
            words.insert(place, word);
            words.truncate(WORDS);
        }
    }
}

impl Entity {
    /// True when it is what was asked for, not only near to it.
    pub fn is_sure(&self) -> bool {
        self.missing == 0 && self.tier < SLIP_TIER
    }

    /// True when something that was asked for is not there.
    pub fn is_partial(&self) -> bool {
        self.missing > 0 || self.tier >= PARTIAL_TIER
    }
}
