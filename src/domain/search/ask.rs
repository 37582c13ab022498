//! From a question to an answer.

use super::answer::{Answer, Hit, Kind, Question, Target, Why, WhyField};
use super::asked::Asked;
use super::check::{MOST, check};
use super::choice::Chosen;
use super::completions::completions;
use super::engine::{Engine, Look};
use super::entities::{Entity, Named, named};
use super::mark::Marker;
use super::near::Nearness;
use super::phrases::{Phrase, Phrases, phrases};
use super::readings::readings;
use super::set::StallSet;
use super::stalls::{Matched, matched};
use super::texts::{Owner, Role};
use crate::domain::order;

impl Engine {
    /// Answers with what is loaded; [`Answer::needs`] says what would make it better. The order
    /// depends on how well the words fit and on nearness, never on marks or grades.
    pub fn ask(&self, question: &Question) -> Answer {
        let asked = Asked::read(&question.text, &self.core.han);
        let mut answer = self.answer(question, &asked);
        if !answer.is_poor {
            return answer;
        }
        let mut next_best = None;
        for text in readings(&asked) {
            let question = Question {
                text,
                ..question.clone()
            };
            let asked = Asked::read(&question.text, &self.core.han);
            let other = self.answer(&question, &asked);
            if !other.is_poor && !other.hits.is_empty() {
                return other;
            }
            // It may find something when these are there.
            let new = other.needs.iter();
            let new = new.filter(|file| !answer.needs.contains(file)).copied();
            let new: Vec<usize> = new.collect();
            answer.needs.extend(new);
            if answer.hits.is_empty() && !other.hits.is_empty() {
                next_best = next_best.or(Some(other));
            }
        }
        // Something that lacks a word is better than nothing.
        match next_best {
            Some(other) => Answer {
                needs: answer.needs,
                ..other
            },
            None => answer,
        }
    }

    fn answer(&self, question: &Question, asked: &Asked) -> Answer {
        let mut look = Look::new(self);
        let chosen = Chosen::new(&mut look, question);
        let near = Nearness::new(&self.core, question.near.as_ref());
        let mut answer = if asked.is_empty() {
            everything(&look, &chosen, question, &near)
        } else {
            answer(&mut look, asked, &chosen, question, &near)
        };
        // What is still to come may say more.
        answer.is_poor &= !look.is_waiting();
        answer.levels = near.levels_of(&answer.stalls);
        answer.total = answer.stalls.len();
        answer.is_incomplete = look.is_incomplete;
        answer.needs = look.take_needs();
        answer
    }
}

/// Nothing was typed: all stalls that fit, when something was chosen.
fn everything(look: &Look, chosen: &Chosen, question: &Question, near: &Nearness) -> Answer {
    let mut answer = Answer {
        stalls: StallSet::empty(look.universe()),
        ..Answer::default()
    };
    if chosen.is_empty() {
        return answer;
    }
    let mut set = StallSet::full(look.universe());
    chosen.keep(&mut set);
    let why = Why {
        field: WhyField::Category,
        ..Why::default()
    };
    for stall in near.nearest(&set, question.limit) {
        answer.hits.extend(stall_hit(look, stall, Kind::Shop, &why));
    }
    answer.groups.push((Kind::Shop, set.len()));
    answer.stalls = set;
    answer
}

/// Rows with the number by which they are put in order.
struct Rows {
    list: Vec<(u8, Hit)>,
    counts: Vec<(Kind, u32)>,
}

impl Rows {
    fn put(&mut self, rank: u8, hit: Hit) {
        self.list.push((rank, hit));
    }

    fn count(&mut self, kind: Kind, rows: u32) {
        match self.counts.iter_mut().find(|own| own.0 == kind) {
            Some(own) => own.1 += rows,
            None => self.counts.push((kind, rows)),
        }
    }
}

fn answer(
    look: &mut Look,
    asked: &Asked,
    chosen: &Chosen,
    question: &Question,
    near: &Nearness,
) -> Answer {
    let named = named(look, asked, &question.language);
    let phrases = phrases(look, asked);
    let mut matched = matched(look, asked, &named);
    matched.put_phrases(&phrases);
    let mut found = matched.all();
    let facets_of = found.clone();
    matched.keep(chosen);
    chosen.keep(&mut found);

    let marker = Marker::new(&question.text, &look.core().han);
    let mut rows = Rows {
        list: Vec::new(),
        counts: Vec::new(),
    };
    put_entities(look, &named, &marker, question, near, &mut rows);
    put_phrases(&phrases, &marker, question, &mut rows);
    let checks = put_stalls(look, &matched, &named, &marker, question, near, &mut rows);

    let best = rows.list.iter().map(|own| own.0).min();
    let mut answer = Answer {
        is_poor: best.is_none_or(|rank| rank >= POOR_RANK),
        hits: in_order(rows.list, question.limit),
        checks,
        ..Answer::default()
    };
    for hit in &answer.hits {
        let count = rows.counts.iter().find(|own| own.0 == hit.kind);
        let count = count.map_or(0, |own| own.1);
        if !answer.groups.iter().any(|own| own.0 == hit.kind) {
            answer.groups.push((hit.kind, count));
        }
    }
    answer.completions = completions(look, &question.text, asked, &named, &phrases);
    if question.with_facets {
        answer.facets = chosen.facets(look, question, &facets_of);
    }
    answer.stalls = found;
    answer
}

/// From this rank on a row lacks something that was asked for.
const POOR_RANK: u8 = 150;

/// At most so many rows of one kind of thing stand before the stalls.
fn most_of(kind: Kind, limit: usize) -> usize {
    let few = match kind {
        Kind::Category => 6,
        Kind::Service => 5,
        _ => 3,
    };
    few.max(limit / 4)
}

fn put_entities(
    look: &mut Look,
    named: &Named,
    marker: &Marker,
    question: &Question,
    near: &Nearness,
    rows: &mut Rows,
) {
    let limit = question.limit;
    let (mut categories, mut honours, mut places) = (0, 0, 0);
    for entity in &named.entities {
        let rank = rank_of(entity);
        match entity.owner {
            Owner::Category(number) => {
                let row = look.core().categories.get(number as usize);
                let stalls = row.map_or(0, |row| row.stalls);
                rows.count(Kind::Category, 1);
                categories += 1;
                if categories <= most_of(Kind::Category, limit) {
                    let target = Target::Category(number);
                    let hit = entity_hit(look, entity, Kind::Category, target, marker);
                    let stalls = Some(stalls);
                    rows.put(rank, Hit { stalls, ..hit });
                }
            }
            Owner::Honour(row) => {
                rows.count(Kind::Honour, 1);
                honours += 1;
                if honours <= most_of(Kind::Honour, limit) {
                    let mut set = StallSet::empty(look.universe());
                    look.add_honour(row, &mut set);
                    let target = Target::Honour(row);
                    let hit = entity_hit(look, entity, Kind::Honour, target, marker);
                    let stalls = Some(set.len());
                    rows.put(rank + 3, Hit { stalls, ..hit });
                }
            }
            Owner::Service(_) | Owner::Place(_) => {
                if places < most_of(Kind::Service, limit) {
                    places += put_places(look, entity, rank, marker, near, limit, rows);
                }
            }
        }
    }
}

/// The place, or the nearest ones of its kind.
fn put_places(
    look: &mut Look,
    entity: &Entity,
    rank: u8,
    marker: &Marker,
    near: &Nearness,
    limit: usize,
    rows: &mut Rows,
) -> usize {
    let places = look.urgently(entity.is_sure(), Look::places);
    let mut keys: Vec<u64> = Vec::new();
    for (number, place) in places.iter().enumerate() {
        let is_meant = match entity.owner {
            Owner::Service(kind) => place.kind == kind,
            Owner::Place(own) => own as usize == number,
            _ => false,
        };
        if is_meant {
            let far = near.rank_of(place.level as usize, place.at_dm);
            keys.push(order::key(0, far, number));
        }
    }
    order::sort(&mut keys);
    rows.count(Kind::Service, u32::try_from(keys.len()).unwrap_or(u32::MAX));
    let mut put = 0;
    for key in keys.iter().take(most_of(Kind::Service, limit)) {
        let Some(place) = places.get(order::index(*key)) else {
            continue;
        };
        let is_there = rows.list.iter().any(|(_, hit)| match &hit.target {
            Target::Place(_, id) => *id == place.id,
            _ => false,
        });
        if !is_there {
            let target = Target::Place(place.level as usize, place.id.clone());
            rows.put(
                rank + 1,
                entity_hit(look, entity, Kind::Service, target, marker),
            );
            put += 1;
        }
    }
    put
}

fn entity_hit(look: &Look, entity: &Entity, kind: Kind, target: Target, marker: &Marker) -> Hit {
    let field = match (entity.owner, entity.role) {
        (Owner::Service(_), _) => WhyField::Kind,
        (_, Role::Name) => WhyField::Name,
        (_, Role::Synonym) => WhyField::Synonym,
        (_, Role::Handles) => WhyField::Handles,
    };
    let language = look.core().languages.get(entity.language);
    Hit {
        kind,
        target,
        stalls: None,
        why: Why {
            field,
            language: language.cloned().unwrap_or_default(),
            ranges: marker.ranges(entity.text),
            text: entity.text.to_owned(),
            is_slip: !entity.is_sure() && !entity.is_partial(),
            is_partial: entity.is_partial(),
        },
    }
}

/// Where an entity stands among the rows: see [`in_order`].
fn rank_of(entity: &Entity) -> u8 {
    if entity.is_partial() {
        return 150;
    }
    match entity.tier {
        0 => 0,
        1 => 5,
        2 => 10,
        3 => 40,
        4 => 45,
        5 => 48,
        6 => 49,
        7 => 110,
        8 => 113,
        9 => 116,
        _ => 119,
    }
}

fn put_phrases(phrases: &Phrases, marker: &Marker, question: &Question, rows: &mut Rows) {
    let kinds = [
        (&phrases.brands, Kind::Brand, WhyField::Brand, 16),
        (&phrases.standards, Kind::Standard, WhyField::Standard, 14),
    ];
    for (list, kind, field, rank) in kinds {
        rows.count(kind, u32::try_from(list.len()).unwrap_or(u32::MAX));
        for Phrase {
            text,
            stalls,
            is_whole,
        } in list.iter().take(most_of(kind, question.limit))
        {
            let hit = Hit {
                kind,
                target: Target::Text(text.clone()),
                stalls: Some(stalls.len()),
                why: Why {
                    field,
                    text: text.clone(),
                    ranges: marker.ranges(text),
                    ..Why::default()
                },
            };
            rows.put(if *is_whole { rank } else { rank + 34 }, hit);
        }
    }
}

/// Puts the stalls, tier by tier; returns those whose products should be looked at.
fn put_stalls(
    look: &Look,
    matched: &Matched,
    named: &Named,
    marker: &Marker,
    question: &Question,
    near: &Nearness,
    rows: &mut Rows,
) -> Vec<u32> {
    let mut checks = Vec::new();
    let mut told = StallSet::empty(look.universe());
    for tier in &matched.tiers {
        let mut set = tier.stalls.clone();
        set.remove(&told);
        rows.count(tier.kind, set.len());
        let why = Why {
            field: tier.field,
            is_slip: tier.is_slip,
            is_partial: tier.is_partial,
            ..Why::default()
        };
        let mut order = near.nearest(&set, question.limit);
        let mut sure = usize::MAX;
        if tier.is_checked {
            let checked = check(look.engine, marker, &near.nearest(&set, MOST));
            sure = checked.whole.len();
            order.retain(|stall| !checked.whole.contains(stall));
            order.splice(0..0, checked.whole);
            order.truncate(question.limit);
            checks.extend(checked.wanted);
        }
        for (number, stall) in order.into_iter().enumerate() {
            // Words that stand in different products say little.
            let rank = if number < sure {
                tier.rank
            } else {
                tier.rank.max(170)
            };
            let mut reasons = tier.reasons.iter();
            let reason = reasons.find(|(stalls, _)| stalls.has(stall));
            let entity = reason.and_then(|own| named.entities.get(own.1));
            let own = entity.map_or_else(|| why.clone(), |own| why_category(look, own, marker));
            if let Some(hit) = stall_hit(look, stall, tier.kind, &own) {
                rows.put(rank, hit);
            }
        }
        told.unite(&set);
    }
    checks
}

/// A stall that is found by a category: the category's text says why.
fn why_category(look: &Look, entity: &Entity, marker: &Marker) -> Why {
    let target = Target::Text(String::new());
    Why {
        field: WhyField::Category,
        ..entity_hit(look, entity, Kind::Category, target, marker).why
    }
}

fn stall_hit(look: &Look, stall: u32, kind: Kind, why: &Why) -> Option<Hit> {
    let (level, index) = look.core().place(stall)?;
    Some(Hit {
        kind,
        target: Target::Stall(level, index),
        stalls: None,
        why: why.clone(),
    })
}

/// The best first; rows of the same rank stay as they were put, which is the order of nearness.
fn in_order(mut list: Vec<(u8, Hit)>, limit: usize) -> Vec<Hit> {
    order::by(&mut list, |own| (own.0, 0));
    list.into_iter().map(|own| own.1).take(limit).collect()
}
