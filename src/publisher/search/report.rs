//! An answer as an object for programs and as lines for people.

use std::fmt::Write as _;

use serde::Serialize;

use super::Search;
use super::folder::Folder;
use super::names::Names;
use crate::domain::market::raw::{Labels, RawListing};
use crate::domain::publication::files::VenueFile;
use crate::domain::search::answer::{Answer, Facets, Hit, Target, Why, WhyField};
use crate::domain::search::engine::Engine;
use crate::domain::search::mark::Marker;

/// An answer; `FORMAT.md` says what its fields mean.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Found {
    pub query: String,
    pub incomplete: bool,
    pub total: u32,
    pub results: Vec<FoundRow>,
    pub groups: Vec<FoundGroup>,
    pub levels: Vec<FoundCount>,
    pub facets: FoundFacets,
}

/// One row.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FoundRow {
    pub kind: &'static str,
    pub id: String,
    pub name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub level: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub number: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stalls: Option<u32>,
    pub why: FoundWhy,
}

/// Why a row is there.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FoundWhy {
    pub field: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub language: String,
    pub text: String,
    pub ranges: Vec<(u32, u32)>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub slip: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub partial: bool,
}

/// How many rows there are of a kind.
#[derive(Debug, Clone, Serialize)]
pub struct FoundGroup {
    pub kind: &'static str,
    pub results: u32,
}

/// How many stalls there are of something.
#[derive(Debug, Clone, Serialize)]
pub struct FoundCount {
    pub id: String,
    pub stalls: u32,
}

/// How many stalls have a grade or a better one.
#[derive(Debug, Clone, Serialize)]
pub struct FoundGrade {
    pub scale: String,
    pub level: String,
    pub stalls: u32,
}

/// What one can choose further.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FoundFacets {
    pub categories: Vec<FoundCount>,
    pub buildings: Vec<FoundCount>,
    pub levels: Vec<FoundCount>,
    pub marked: u32,
    pub grades: Vec<FoundGrade>,
    pub honours: Vec<FoundCount>,
    pub standards: Vec<FoundCount>,
    pub languages: Vec<FoundCount>,
    pub open: u32,
}

/// Puts names to what was found.
pub(super) struct Writer<'a> {
    names: &'a Names,
    marker: Marker<'a>,
    folder: &'a Folder,
    engine: &'a Engine,
}

impl<'a> Writer<'a> {
    /// For answers to one query.
    pub fn new(
        folder: &'a Folder,
        engine: &'a Engine,
        names: &'a Names,
        typed: &str,
    ) -> Writer<'a> {
        Writer {
            names,
            marker: Marker::new(typed, engine.han()),
            folder,
            engine,
        }
    }

    /// The answer with names.
    pub fn report(&self, venue: &VenueFile, search: &Search, answer: &Answer) -> Found {
        Found {
            query: search.query.clone(),
            incomplete: answer.is_incomplete,
            total: answer.total,
            results: answer.hits.iter().map(|hit| self.row(hit)).collect(),
            groups: answer
                .groups
                .iter()
                .map(|own| FoundGroup {
                    kind: own.0.word(),
                    results: own.1,
                })
                .collect(),
            levels: self.levels(&answer.levels),
            facets: self.facets(venue, &answer.facets),
        }
    }

    fn levels(&self, levels: &[(usize, u32)]) -> Vec<FoundCount> {
        counts(levels, |own| self.engine.level(*own).to_owned())
    }

    fn facets(&self, venue: &VenueFile, facets: &Facets) -> FoundFacets {
        let building = |own: &u32| {
            let building = venue.buildings.get(*own as usize);
            building.map_or(String::new(), |own| own.id.clone())
        };
        let grade = |(scale, _, level, stalls): &(String, u32, String, u32)| FoundGrade {
            scale: scale.clone(),
            level: level.clone(),
            stalls: *stalls,
        };
        FoundFacets {
            categories: counts(&facets.categories, |own| self.names.category(*own).0),
            buildings: counts(&facets.buildings, building),
            levels: self.levels(&facets.levels),
            marked: facets.marked,
            grades: facets.grades.iter().map(grade).collect(),
            honours: counts(&facets.honours, |own| self.names.honour(*own).0),
            standards: counts(&facets.standards, String::clone),
            languages: counts(&facets.languages, String::clone),
            open: facets.open,
        }
    }
}

fn counts<K>(list: &[(K, u32)], id: impl Fn(&K) -> String) -> Vec<FoundCount> {
    let count = |own: &(K, u32)| FoundCount {
        id: id(&own.0),
        stalls: own.1,
    };
    list.iter().map(count).collect()
}

impl Writer<'_> {
    fn row(&self, hit: &Hit) -> FoundRow {
        let mut row = FoundRow {
            kind: hit.kind.word(),
            stalls: hit.stalls,
            why: why_of(&hit.why),
            ..FoundRow::default()
        };
        match &hit.target {
            Target::Category(number) => (row.id, row.name) = self.names.category(*number),
            Target::Honour(number) => (row.id, row.name) = self.names.honour(*number),
            Target::Text(text) => {
                row.id.clone_from(text);
                row.name.clone_from(text);
            }
            Target::Place(level, id) => {
                row.level = self.engine.level(*level).to_owned();
                row.id.clone_from(id);
                let place = self.names.place(&row.level, id).unwrap_or_default();
                let name = self.names.best(&place.name).0;
                row.name = if name.is_empty() { &row.why.text } else { name }.to_owned();
            }
            Target::Stall(level, index) => self.stall(hit, *level, *index, &mut row),
        }
        row
    }

    fn stall(&self, hit: &Hit, level: usize, index: u32, row: &mut FoundRow) {
        row.level = self.engine.level(level).to_owned();
        (row.id, row.number) = self.names.stall(&row.level, index);
        row.name = self.names.shop(&row.level, index);
        if hit.why.field == WhyField::Number {
            row.why.text.clone_from(&row.number);
            let signs = u32::try_from(row.number.chars().count()).unwrap_or(0);
            row.why.ranges = vec![(0, signs)];
        }
        if !row.why.text.is_empty() {
            return;
        }
        let listings = self.folder.listings(&row.level, index as usize, &row.id);
        let texts = self.texts(hit.why.field, &listings);
        let best = self.marker.best(texts.iter().map(|own| own.0.as_str()));
        if let Some((number, ranges)) = best
            && let Some((text, language)) = texts.get(number)
        {
            row.why.text.clone_from(text);
            row.why.language.clone_from(language);
            row.why.ranges = ranges;
        }
    }

    /// Texts of a stall's shops in which the match may be, with their languages.
    fn texts(&self, field: WhyField, listings: &[RawListing]) -> Vec<(String, String)> {
        let all = |labels: &Labels| {
            let pairs = labels.iter();
            pairs
                .map(|(tag, text)| (text.clone(), tag.clone()))
                .collect::<Vec<_>>()
        };
        let plain = |list: &[String]| {
            let pairs = list.iter();
            pairs
                .map(|text| (text.clone(), String::new()))
                .collect::<Vec<_>>()
        };
        let of = |listing: &RawListing| match field {
            WhyField::Shop => all(&listing.name),
            WhyField::Brand => plain(&listing.brands),
            WhyField::Standard => plain(&listing.standards),
            WhyField::Product => listing.products.iter().flat_map(all).collect(),
            _ => Vec::new(),
        };
        listings.iter().flat_map(of).collect()
    }
}

fn why_of(why: &Why) -> FoundWhy {
    FoundWhy {
        field: why.field.word(),
        language: why.language.clone(),
        text: why.text.clone(),
        ranges: why.ranges.clone(),
        slip: why.is_slip,
        partial: why.is_partial,
    }
}

/// The answer in lines for a person.
pub fn human(found: &Found) -> String {
    let mut text = String::new();
    for row in &found.results {
        let stalls = row
            .stalls
            .map_or(String::new(), |own| format!(" ({own} stalls)"));
        let place = if row.number.is_empty() {
            &row.level
        } else {
            &row.number
        };
        let _ = writeln!(
            text,
            "{:9} {:28} {:14} {}{stalls} — {}: {}",
            row.kind, row.id, place, row.name, row.why.field, row.why.text
        );
    }
    let _ = writeln!(text, "{} stalls", found.total);
    for level in found.levels.iter().take(10) {
        let _ = writeln!(text, "  {:6} {}", level.id, level.stalls);
    }
    if found.incomplete {
        let _ = writeln!(
            text,
            "A file of the index is missing or damaged: there may be more."
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::search::answer::Kind;

    #[test]
    fn a_row_in_json() {
        let row = FoundRow {
            kind: Kind::Category.word(),
            id: "toys".into(),
            name: "玩具".into(),
            stalls: Some(3),
            why: FoundWhy {
                field: WhyField::Name.word(),
                text: "玩具".into(),
                ranges: vec![(0, 2)],
                ..FoundWhy::default()
            },
            ..FoundRow::default()
        };
        assert_eq!(
            serde_json::to_string(&row).unwrap(),
            r#"{"kind":"category","id":"toys","name":"玩具","stalls":3,"why":{"field":"name","text":"玩具","ranges":[[0,2]]}}"#
        );
    }
}
