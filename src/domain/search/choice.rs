//! Choosing among stalls, and how many each choice would leave.

use super::answer::{Facets, Filters, Now, Question};
use super::engine::Look;
use super::facts::Fact;
use super::set::StallSet;

/// The stalls that each set filter lets pass.
pub(super) struct Chosen {
    parts: Vec<(Part, StallSet)>,
}

/// What a filter looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Category,
    Place,
    Marked,
    Grade,
    Honour,
    Standard,
    Language,
    Open,
}

impl Chosen {
    /// Reads the filters.
    pub fn new(look: &mut Look, question: &Question) -> Chosen {
        let filters = &question.filters;
        let universe = look.universe();
        let mut parts = Vec::new();
        if let Some(category) = filters.category {
            let mut set = StallSet::empty(universe);
            look.add_category(category, &mut set);
            parts.push((Part::Category, set));
        }
        if filters.building.is_some() || filters.level.is_some() {
            let mut set = StallSet::empty(universe);
            for (number, level) in look.core().levels.iter().enumerate() {
                let fits = filters.building.is_none_or(|own| own == level.building)
                    && filters.level.is_none_or(|own| own == number);
                if fits {
                    set.add_range(level.first, level.first + level.stalls);
                }
            }
            parts.push((Part::Place, set));
        }
        for part in wanted(filters) {
            let mut set = StallSet::empty(universe);
            let facts = look.facts();
            for (fact, stalls) in facts.iter().flat_map(|facts| facts.rows()) {
                if fits(fact, filters, part, question.now) {
                    set.unite(stalls);
                }
            }
            parts.push((part, set));
        }
        Chosen { parts }
    }

    /// True when nothing was chosen.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Keeps the stalls that pass all filters.
    pub fn keep(&self, set: &mut StallSet) {
        self.keep_but(set, None);
    }

    fn keep_but(&self, set: &mut StallSet, but: Option<Part>) {
        for (_, own) in self.parts.iter().filter(|(part, _)| Some(*part) != but) {
            set.meet(own);
        }
    }

    /// Counts the choices among the stalls that were found before any filter.
    pub fn facets(&self, look: &mut Look, question: &Question, found: &StallSet) -> Facets {
        let mut facets = Facets::default();
        let left = |but: Part| {
            let mut set = found.clone();
            self.keep_but(&mut set, Some(but));
            set
        };
        places(look, &left(Part::Place), &mut facets);
        categories(look, question, &left(Part::Category), &mut facets);
        let Some(facts) = look.facts() else {
            return facets;
        };
        let (marked, grade) = (left(Part::Marked), left(Part::Grade));
        let (honour, standard) = (left(Part::Honour), left(Part::Standard));
        let (language, open) = (left(Part::Language), left(Part::Open));
        let mut is_open = StallSet::empty(look.universe());
        let mut grades: Vec<(String, u32, String, StallSet)> = Vec::new();
        for (fact, stalls) in facts.rows() {
            match fact {
                Fact::Marked => facets.marked = common(&marked, stalls),
                Fact::Honour(row) => put(&mut facets.honours, *row, common(&honour, stalls)),
                Fact::Standard(text) => {
                    put(
                        &mut facets.standards,
                        text.clone(),
                        common(&standard, stalls),
                    );
                }
                Fact::Language(tag) => {
                    put(
                        &mut facets.languages,
                        tag.clone(),
                        common(&language, stalls),
                    );
                }
                Fact::Open(spans) if is_in(spans, question.now) => is_open.unite(stalls),
                Fact::Open(_) => {}
                Fact::Grade {
                    scale,
                    rank,
                    level,
                    until_day,
                } if is_valid(*until_day, question.now) => {
                    let known = grades
                        .iter_mut()
                        .find(|own| own.0 == *scale && own.1 == *rank);
                    match known {
                        Some(own) => own.3.unite(stalls),
                        None => {
                            let row = (scale.clone(), *rank, level.clone(), stalls.clone());
                            grades.push(row);
                        }
                    }
                }
                Fact::Grade { .. } => {}
            }
        }
        facets.open = common(&open, &is_open);
        facets.grades = at_least(&grades, &grade);
        most_first(&mut facets.standards);
        most_first(&mut facets.languages);
        facets
    }
}

fn wanted(filters: &Filters) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut want = |is_set, part| {
        if is_set {
            parts.push(part);
        }
    };
    want(filters.marked, Part::Marked);
    want(filters.grade.is_some(), Part::Grade);
    want(filters.honour.is_some(), Part::Honour);
    want(filters.standard.is_some(), Part::Standard);
    want(filters.language.is_some(), Part::Language);
    want(filters.open, Part::Open);
    parts
}

fn fits(fact: &Fact, filters: &Filters, part: Part, now: Option<Now>) -> bool {
    match (fact, part) {
        (Fact::Marked, Part::Marked) => true,
        (
            Fact::Grade {
                scale,
                rank,
                until_day,
                ..
            },
            Part::Grade,
        ) => {
            let wanted = filters.grade.as_ref();
            let is_good = wanted.is_some_and(|(own, least)| own == scale && rank <= least);
            is_good && is_valid(*until_day, now)
        }
        (Fact::Honour(row), Part::Honour) => filters.honour == Some(*row),
        (Fact::Standard(text), Part::Standard) => filters.standard.as_ref() == Some(text),
        (Fact::Language(tag), Part::Language) => filters.language.as_ref() == Some(tag),
        (Fact::Open(spans), Part::Open) => is_in(spans, now),
        _ => false,
    }
}

fn is_valid(until_day: i32, now: Option<Now>) -> bool {
    now.is_none_or(|now| now.day <= until_day)
}

fn is_in(spans: &[(u8, u16, u16)], now: Option<Now>) -> bool {
    let Some(now) = now else {
        return false;
    };
    let mut spans = spans.iter();
    spans.any(|(day, opens, closes)| *day == now.weekday && (*opens..*closes).contains(&now.minute))
}

fn common(a: &StallSet, b: &StallSet) -> u32 {
    let mut both = a.clone();
    both.meet(b);
    both.len()
}

fn put<K>(list: &mut Vec<(K, u32)>, key: K, stalls: u32) {
    if stalls > 0 {
        list.push((key, stalls));
    }
}

fn places(look: &Look, set: &StallSet, facets: &mut Facets) {
    for (number, level) in look.core().levels.iter().enumerate() {
        let stalls = set.count_within(level.first, level.first + level.stalls);
        put(&mut facets.levels, number, stalls);
        match facets
            .buildings
            .iter_mut()
            .find(|own| own.0 == level.building)
        {
            Some(own) => own.1 += stalls,
            None => put(&mut facets.buildings, level.building, stalls),
        }
    }
}

fn categories(look: &mut Look, question: &Question, set: &StallSet, facets: &mut Facets) {
    let chosen = question.filters.category;
    for (category, number) in look.core().categories.iter().zip(0..) {
        if category.parent != chosen || category.stalls == 0 {
            continue;
        }
        let mut own = StallSet::empty(look.universe());
        if look.add_category(number, &mut own) {
            own.meet(set);
            put(&mut facets.categories, number, own.len());
        }
    }
}

/// For each grade the stalls with it or a better one of its scale.
fn at_least(
    grades: &[(String, u32, String, StallSet)],
    set: &StallSet,
) -> Vec<(String, u32, String, u32)> {
    let mut list: Vec<(String, u32, String, u32)> = Vec::new();
    for (scale, rank, level, _) in grades {
        let mut all = StallSet::empty(set.universe());
        for (other, better, _, stalls) in grades {
            if other == scale && better <= rank {
                all.unite(stalls);
            }
        }
        all.meet(set);
        let row = (scale.clone(), *rank, level.clone(), all.len());
        let is_before = |own: &(String, u32, String, u32)| (&own.0, own.1) < (scale, *rank);
        list.insert(list.partition_point(is_before), row);
    }
    list
}

fn most_first(list: &mut Vec<(String, u32)>) {
    crate::domain::order::by(list, |own| (0, usize::MAX & (0xff_ffff - own.1 as usize)));
}
