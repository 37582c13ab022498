//! What can be named: categories, services, places, honours whose texts fit.

use super::asked::Asked;
use super::core::Core;
use super::engine::Look;
use super::find::{Found, Meant, Near, PARTIAL_TIER, SLIP_TIER, find, meant};
use super::runs::{near_runs, parted};
use super::script::Script;
use super::texts::{Owner, Role, Texts};
use crate::domain::order;

/// A thing that was found by one of its texts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entity<'a> {
    pub owner: Owner,
    pub role: Role,
    /// See [`find`](super::find); 0 the best.
    pub tier: u8,
    pub missing: u8,
    /// The text by which it was found, and the number of its language.
    pub text: &'a str,
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
#[derive(Debug, Clone)]
pub(super) struct Named<'a> {
    /// Best first.
    pub entities: Vec<Entity<'a>>,
    /// For each piece the words that could be meant.
    pub words: Vec<Vec<Word>>,
}

/// Things kept: more than a screen could ever show.
const ENTITIES: usize = 2_000;
/// Things of a kind that there may be.
const OWNERS: usize = 1 << 20;
/// Words kept for each piece.
const WORDS: usize = 24;

/// Looks through the texts that a query could be written in.
pub(super) fn named<'a>(look: &mut Look<'a>, asked: &Asked, language: &str) -> Named<'a> {
    let mut words = vec![Vec::new(); asked.pieces.len()];
    let mut scripts = Script::of_query(&asked.joined);
    if scripts.is_empty() {
        scripts.push(Script::Other);
    }
    let core = look.core();
    let main = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
    let wanted = main(language);
    let mut best = Best {
        core,
        preferred: core.languages.iter().position(|own| main(own) == wanted),
        list: Vec::new(),
        place_of: Default::default(),
    };
    for part in [0, 1] {
        for script in &scripts {
            let is_late = is_late(*script, &scripts, asked, &wanted);
            let texts = look.lately(is_late, |look| look.texts(*script, part));
            let Some(texts) = texts else {
                continue;
            };
            let meant = meant(texts, asked, false);
            for (words, meant) in words.iter_mut().zip(&meant) {
                add_words(texts, meant, words);
            }
            for found in find(texts, asked, &meant, &core.han) {
                best.put(texts, found);
            }
        }
    }
    // Nothing has all of it: perhaps a slip made one word of another, or of a run no other.
    if best.list.iter().all(|(_, own)| own.missing > 0) {
        for part in [0, 1] {
            for script in &scripts {
                if let Some(texts) = look.texts(*script, part) {
                    put_slips(texts, asked, &mut best);
                }
            }
        }
    }
    Named {
        entities: best.in_order(),
        words,
    }
}

/// True for texts that hardly say anything to this query that others do not say: Japanese ones to
/// characters typed on another screen, Latin ones to the unit of a size or the letter of a stall.
fn is_late(script: Script, scripts: &[Script], asked: &Asked, language: &str) -> bool {
    match script {
        Script::Japanese => language != "ja" && scripts.contains(&Script::Han),
        Script::Latin => {
            let of =
                |wanted: fn(&char) -> bool| asked.joined.iter().filter(|own| wanted(own)).count();
            let latin = of(|own| Script::of_letter(*own) == Some(Script::Latin));
            let digits = of(char::is_ascii_digit);
            let others = asked.joined.len() - latin - digits;
            latin <= 2 && others + digits > 1 || latin <= 3 && digits > 2
        }
        _ => false,
    }
}

fn put_slips<'a>(texts: &'a Texts, asked: &Asked, best: &mut Best<'a>) {
    let han = &best.core.han;
    let mut all = near_runs(texts, asked, han);
    if let Some(parted) = parted(texts, asked) {
        let meant = meant(texts, &parted, false);
        all.extend(find(texts, &parted, &meant, han));
    } else if asked.pieces.len() > 1 {
        let meant = meant(texts, asked, true);
        all.extend(find(texts, asked, &meant, han));
    }
    for found in all.into_iter().filter(|own| own.missing == 0) {
        best.put(texts, found);
    }
}

/// The best text of each thing.
struct Best<'a> {
    core: &'a Core,
    /// Number of the reader's language.
    preferred: Option<usize>,
    /// With the number by which they are put in order.
    list: Vec<(u64, Entity<'a>)>,
    /// For each kind of owner, by its number: place in the list, one more; 0 for none.
    place_of: [Vec<u16>; 4],
}

/// The lowest bits of a key, in which the number of the entity is put for sorting.
const NUMBERS: u64 = 0xffff;

impl<'a> Best<'a> {
    fn put(&mut self, texts: &'a Texts, found: Found) {
        let Some((owner, role)) = texts.owner(found.text) else {
            return;
        };
        let (kind, number) = match owner {
            Owner::Category(own) => (0, own),
            Owner::Service(own) => (1, own),
            Owner::Place(own) => (2, own),
            Owner::Honour(own) => (3, own),
        };
        let number = number as usize;
        let Some(places) = self.place_of.get_mut(kind).filter(|_| number < OWNERS) else {
            return;
        };
        if places.len() <= number {
            places.resize(number + 1, 0);
        }
        let Some(place) = places.get_mut(number) else {
            return;
        };
        let language = texts.language(found.text);
        let is_preferred = Some(language) == self.preferred;
        let key = key_of(self.core, owner, found, is_preferred, role == Role::Name);
        let entity = Entity {
            owner,
            role,
            tier: found.tier,
            missing: found.missing,
            text: texts.text(found.text),
            language,
        };
        if let Some(known) = usize::from(*place).checked_sub(1) {
            if let Some(slot) = self.list.get_mut(known).filter(|slot| key < slot.0) {
                *slot = (key, entity);
            }
        } else if self.list.len() < ENTITIES {
            self.list.push((key, entity));
            *place = u16::try_from(self.list.len()).unwrap_or(0);
        }
    }

    /// Those that lack the least, the best first.
    fn in_order(self) -> Vec<Entity<'a>> {
        let least = self.list.iter().map(|(_, own)| own.missing).min();
        let mut order: Vec<u64> = Vec::new();
        for (number, (key, entity)) in self.list.iter().enumerate() {
            if Some(entity.missing) == least {
                order.push(key & !NUMBERS | number as u64 & NUMBERS);
            }
        }
        order::sort(&mut order);
        let number = |key: u64| usize::try_from(key & NUMBERS).unwrap_or(usize::MAX);
        let own = |key| self.list.get(number(key)).map(|own| own.1);
        order.into_iter().filter_map(own).collect()
    }
}

/// Sorts by tier, then texts in the reader's language and names before other words, then the
/// broader category, then by how much was not asked for.
fn key_of(core: &Core, owner: Owner, found: Found, is_preferred: bool, is_name: bool) -> u64 {
    let depth = match owner {
        Owner::Category(number) => depth(core, number),
        _ => 0,
    };
    let stalls = match owner {
        Owner::Category(number) => {
            let row = core.categories.get(number as usize);
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

fn depth(core: &Core, category: u32) -> u8 {
    let mut depth = 0;
    let mut above = core.categories.get(category as usize);
    while let Some(parent) = above.and_then(|own| own.parent) {
        above = core.categories.get(parent as usize);
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

impl Entity<'_> {
    /// True when it is what was asked for, not only near to it.
    pub fn is_sure(&self) -> bool {
        self.missing == 0 && self.tier < SLIP_TIER
    }

    /// True when something that was asked for is not there.
    pub fn is_partial(&self) -> bool {
        self.missing > 0 || self.tier >= PARTIAL_TIER
    }
}
