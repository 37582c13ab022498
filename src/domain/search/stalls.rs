//! The stalls that a query finds, in tiers: those that fit better come before those that fit less.

use super::answer::{Kind, WhyField};
use super::asked::{Asked, PIECES};
use super::choice::Chosen;
use super::engine::Look;
use super::entities::{Entity, Named, named};
use super::find::SLIP_TIER;
use super::letters::Class;
use super::numbers::numbered;
use super::phrases::Phrases;
use super::pieces::Form;
use super::set::StallSet;
use super::texts::Owner;
use super::words::{FieldSets, by_sound, of_pieces};

/// Categories whose stalls are brought in, at most so many.
const CATEGORIES: usize = 12;

/// Stalls that fit equally well.
#[derive(Debug, Clone)]
pub(super) struct Tier {
    pub kind: Kind,
    pub field: WhyField,
    /// Place among the rows.
    pub rank: u8,
    pub stalls: StallSet,
    pub is_slip: bool,
    pub is_partial: bool,
    /// For stalls found by their categories: of which, by number among the entities.
    pub reasons: Vec<(StallSet, usize)>,
    /// True when it is worth looking whether one product has all.
    pub is_checked: bool,
}

/// All tiers, the best first.
#[derive(Debug, Clone, Default)]
pub(super) struct Matched {
    pub tiers: Vec<Tier>,
    universe: u32,
    has_several: bool,
}

impl Matched {
    /// All stalls.
    pub fn all(&self) -> StallSet {
        let mut all = StallSet::empty(self.universe);
        self.tiers.iter().for_each(|tier| all.unite(&tier.stalls));
        all
    }

    /// Keeps those that pass the filters.
    pub fn keep(&mut self, chosen: &Chosen) {
        self.tiers
            .iter_mut()
            .for_each(|tier| chosen.keep(&mut tier.stalls));
    }

    fn put_categories(&mut self, rank: u8, reasons: Vec<(StallSet, usize)>) {
        let all = united(&reasons, self.universe);
        self.put(Kind::Shop, WhyField::Category, rank, all);
        let mut tiers = self.tiers.iter_mut();
        if let Some(tier) = tiers.find(|own| own.rank == rank) {
            tier.reasons = reasons;
        }
    }

    /// Adds the stalls of whole names.
    pub fn put_phrases(&mut self, phrases: &Phrases) {
        self.put(Kind::Shop, WhyField::Shop, 18, phrases.shops.clone());
        self.put(Kind::Shop, WhyField::Shop, 50, phrases.shops_begun.clone());
        for brand in &phrases.brands {
            let rank = if brand.is_whole { 19 } else { 51 };
            self.put(Kind::Shop, WhyField::Brand, rank, brand.stalls.clone());
        }
        for standard in &phrases.standards {
            self.put(Kind::Shop, WhyField::Standard, 52, standard.stalls.clone());
        }
    }

    fn put(&mut self, kind: Kind, field: WhyField, rank: u8, stalls: StallSet) {
        if stalls.is_empty() {
            return;
        }
        let tier = Tier {
            kind,
            field,
            rank,
            stalls,
            is_slip: (120..200).contains(&rank),
            is_partial: rank >= 200,
            reasons: Vec::new(),
            is_checked: kind == Kind::Product && self.has_several,
        };
        let place = self.tiers.partition_point(|own| own.rank <= rank);
        self.tiers.insert(place, tier);
    }
}

/// Finds the stalls.
pub(super) fn matched(look: &mut Look, asked: &Asked, named: &Named) -> Matched {
    let mut matched = Matched {
        tiers: Vec::new(),
        universe: look.universe(),
        has_several: asked.pieces.len() > 1 || asked.joined.len() > 3,
    };
    put_words(look, asked, named, &mut matched);
    let numbers = numbered(look, asked);
    let exact = if numbers.has_place { 2 } else { 12 };
    matched.put(Kind::Stall, WhyField::Number, exact, numbers.same);
    matched.put(Kind::Stall, WhyField::Number, exact + 34, numbers.grown);

    let reasons = categories(look, &named.entities, |own| own.is_sure());
    let is_named = !reasons.is_empty();
    matched.put_categories(80, reasons);

    if !is_named {
        let near = |own: &Entity| own.missing == 0 && own.tier >= SLIP_TIER;
        let reasons = categories(look, &named.entities, near);
        matched.put_categories(140, reasons);
    }
    matched
}

/// Stalls by the words of their shops, by pinyin, and as a last resort by some of the words.
fn put_words(look: &mut Look, asked: &Asked, named: &Named, matched: &mut Matched) {
    let universe = look.universe();
    let mut pieces = of_pieces(look, asked, named);
    let mut all = FieldSets::full_of(&pieces, universe);
    let is_known_word = named.entities.iter().any(Entity::is_sure);
    let is_odd = (all.is_empty() || all.is_slip) && !is_known_word;
    if is_odd && may_be_sound(asked) && !look.is_waiting() {
        let (sounds, is_full) = by_sound(look, asked);
        if !sounds.is_empty() {
            // Initials alone fit too much.
            let later = if is_full { 0 } else { 72 };
            // A category one slip away is more likely than a product that only sounds like it.
            let fields = [
                (56 + later, &sounds.shop),
                (58 + later, &sounds.brand),
                (112 + later / 2, &sounds.product),
            ];
            put_fields(matched, fields);
            return;
        }
    }
    let slip = if all.is_slip { 70 } else { 0 };
    let fields = [
        (54 + slip, &all.shop),
        (55 + slip, &all.brand),
        (70 + slip, &all.product),
    ];
    put_fields(matched, fields);
    let is_found = is_known_word || !(all.is_empty() || all.is_slip);
    if pieces.len() < 2 || is_found {
        return;
    }
    // Each word in another field: the shop's name, a product, a category in another language.
    let mut any: Vec<StallSet> = Vec::new();
    let mut branded = StallSet::empty(universe);
    for (number, own) in pieces.iter_mut().enumerate() {
        let mut set = own.any();
        branded.unite(&own.brand);
        set.unite(&categories_of_piece(look, asked, number));
        if !own.is_open || !set.is_empty() {
            any.push(set);
        }
    }
    all = FieldSets::empty(universe);
    all.product = any.first().cloned().unwrap_or_default();
    any.iter().skip(1).for_each(|own| all.product.meet(own));
    let is_none = all.product.is_empty() && matched.tiers.iter().all(|own| own.rank >= 100);
    // With a brand among the words they belong together.
    branded.meet(&all.product);
    matched.put(Kind::Shop, WhyField::Brand, 75 + slip, branded);
    matched.put(Kind::Product, WhyField::Product, 76 + slip, all.product);
    if is_none {
        let most = most_of(&any, universe);
        matched.put(Kind::Product, WhyField::Product, 210, most);
    }
}

fn put_fields(matched: &mut Matched, fields: [(u8, &StallSet); 3]) {
    let kinds = [
        (Kind::Shop, WhyField::Shop),
        (Kind::Shop, WhyField::Brand),
        (Kind::Product, WhyField::Product),
    ];
    for ((rank, set), (kind, field)) in fields.into_iter().zip(kinds) {
        matched.put(kind, field, rank, set.clone());
    }
}

impl FieldSets {
    /// What all pieces have in common.
    fn full_of(pieces: &[FieldSets], universe: u32) -> FieldSets {
        let mut pieces = pieces.iter();
        let first = pieces.next().cloned();
        let mut all = first.unwrap_or_else(|| FieldSets::empty(universe));
        pieces.for_each(|own| all.meet(own));
        all
    }
}

fn may_be_sound(asked: &Asked) -> bool {
    let class_of = super::letters::class;
    let mut letters = asked.joined.iter();
    letters.all(|own| own.is_ascii_lowercase() && class_of(*own) == Class::Word)
}

fn united(reasons: &[(StallSet, usize)], universe: u32) -> StallSet {
    let mut all = StallSet::empty(universe);
    reasons.iter().for_each(|(own, _)| all.unite(own));
    all
}

/// Stalls of the categories that fit, the best ones, each with the number of its entity.
fn categories(
    look: &mut Look,
    entities: &[Entity],
    fits: impl Fn(&Entity) -> bool,
) -> Vec<(StallSet, usize)> {
    let mut list = Vec::new();
    let mut taken: Vec<u32> = Vec::new();
    for (place, entity) in entities.iter().enumerate().filter(|own| fits(own.1)) {
        let Owner::Category(number) = entity.owner else {
            continue;
        };
        // Its stalls are among those of the one above.
        if is_below(look, number, &taken) {
            continue;
        }
        let mut set = StallSet::empty(look.universe());
        look.add_category(number, &mut set);
        list.push((set, place));
        taken.push(number);
        if taken.len() == CATEGORIES {
            break;
        }
    }
    list
}

fn is_below(look: &Look, category: u32, taken: &[u32]) -> bool {
    let mut above = Some(category);
    while let Some(number) = above {
        if taken.contains(&number) {
            return true;
        }
        let row = look.core().categories.get(number as usize);
        above = row.and_then(|row| row.parent);
    }
    false
}

/// Stalls of the categories that one piece of the query names by itself.
fn categories_of_piece(look: &mut Look, asked: &Asked, number: usize) -> StallSet {
    let Some(piece) = asked.pieces.get(number) else {
        return StallSet::empty(look.universe());
    };
    let joined = match &piece.form {
        Form::Word { written, .. } => written.chars().collect(),
        Form::Run(letters) => letters.clone(),
    };
    let alone = Asked {
        pieces: vec![piece.clone()],
        joined,
        is_growing: asked.may_grow(number),
    };
    let named = named(look, &alone, "");
    let reasons = categories(look, &named.entities, |own| own.is_sure());
    united(&reasons, look.universe())
}

/// Stalls that have the most pieces.
fn most_of(any: &[StallSet], universe: u32) -> StallSet {
    let mut at_least = vec![StallSet::empty(universe); PIECES + 1];
    if let Some(none) = at_least.first_mut() {
        *none = StallSet::full(universe);
    }
    for own in any {
        for count in (0..PIECES).rev() {
            let mut more = at_least.get(count).cloned().unwrap_or_default();
            more.meet(own);
            if let Some(set) = at_least.get_mut(count + 1) {
                set.unite(&more);
            }
        }
    }
    let most = at_least
        .into_iter()
        .skip(1)
        .rev()
        .find(|own| !own.is_empty());
    most.unwrap_or_else(|| StallSet::empty(universe))
}
