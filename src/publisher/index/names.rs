//! What can be named: categories, services, places, honours, in files by script.

use std::collections::{BTreeMap, BTreeSet};

use super::{LevelMaterial, Packed, has_letters};
use crate::domain::market::place::PlaceKind;
use crate::domain::market::raw::{Labels, Map};
use crate::domain::search::core::{CoreCategory, Holds};
use crate::domain::search::han::Han;
use crate::domain::search::letters::fold;
use crate::domain::search::pieces::{Form, pieces};
use crate::domain::search::places::{PlaceRow, write_places};
use crate::domain::search::script::Script;
use crate::domain::search::texts::{Owner, Role, TextRow, WordRow, write_texts};
use crate::publisher::check::market::MarketFacts;

/// What each kind of place is called, and looked for as, by language; the first word is the name.
const SERVICES: &str = include_str!("words/services.json");

/// Up to so many bytes of texts of a script are one file.
const ONE_FILE_BYTES: usize = 24 * 1024;
/// Words of stalls that are offered while somebody types, for each script.
const OFFERED: usize = 4_000;
/// Words in fewer stalls are not offered; they are found when they are typed in full.
const OFFERED_STALLS: u32 = 3;

/// Files of texts, and what is known from making them.
pub(super) struct TextFiles {
    pub files: Vec<Packed>,
    /// Tags by number.
    pub languages: Vec<String>,
    /// Letters of runs.
    pub letters: BTreeSet<char>,
}

/// The file of all places, in order of the levels.
pub(super) fn places(levels: &[LevelMaterial]) -> Vec<u8> {
    let mut rows = Vec::new();
    for (level, number) in levels.iter().zip(0..) {
        for place in &level.places {
            let kind = PlaceKind::ALL
                .iter()
                .position(|own| own.word() == place.kind);
            let [x, y] = place.at.unwrap_or_default();
            rows.push(PlaceRow {
                id: place.id.clone(),
                level: number,
                kind: kind.and_then(|kind| u32::try_from(kind).ok()).unwrap_or(0),
                at_dm: (x, y),
            });
        }
    }
    write_places(&rows)
}

/// Collects texts.
struct Collector<'a> {
    han: &'a Han,
    languages: Vec<String>,
    rows: BTreeMap<(Script, u8), Vec<TextRow>>,
}

impl Collector<'_> {
    fn add(&mut self, language: &str, owner: Owner, role: Role, text: &str, part: u8) {
        let text = text.trim();
        if text.is_empty() || !has_letters(text, self.han) {
            return;
        }
        let known = self.languages.iter().position(|own| own == language);
        let number = known.unwrap_or_else(|| {
            self.languages.push(language.to_owned());
            self.languages.len() - 1
        });
        let folded = fold(text, self.han);
        let script = Script::of_text(language, &folded.letters);
        let count = pieces(&folded).len();
        self.rows.entry((script, part)).or_default().push(TextRow {
            language: u8::try_from(number).unwrap_or(u8::MAX),
            owner,
            role,
            text: text.to_owned(),
            pieces: u8::try_from(count).unwrap_or(u8::MAX),
        });
    }

    fn add_labels(&mut self, labels: &Labels, owner: Owner, role: Role) {
        for (language, text) in labels {
            self.add(language, owner, role, text, 0);
        }
    }
}

/// Makes the files. `vocabulary` holds the words of all stalls with the number of stalls.
pub(super) fn texts(
    market: &MarketFacts,
    han: &Han,
    levels: &[LevelMaterial],
    categories: &[CoreCategory],
    vocabulary: &BTreeMap<&str, u32>,
) -> TextFiles {
    let mut collector = Collector {
        han,
        languages: market.market.languages.clone(),
        rows: BTreeMap::new(),
    };
    add_categories(&mut collector, market, categories);
    add_services(&mut collector, levels);
    for (honour, number) in market.honours.iter().zip(0..) {
        for (language, name) in &honour.name {
            // The year tells those of one kind apart.
            let text = format!("{} {}", name.trim(), honour.year);
            collector.add(language, Owner::Honour(number), Role::Name, &text, 0);
        }
    }
    let Collector {
        languages,
        mut rows,
        ..
    } = collector;
    for script in Script::ALL {
        let bytes = |part: Option<&Vec<TextRow>>| {
            let rows = part.into_iter().flatten();
            rows.map(|row| row.text.len()).sum::<usize>()
        };
        let all = bytes(rows.get(&(script, 0))) + bytes(rows.get(&(script, 1)));
        if all <= ONE_FILE_BYTES {
            let rest = rows.remove(&(script, 1)).unwrap_or_default();
            rows.entry((script, 0)).or_default().extend(rest);
        }
    }
    let mut letters = BTreeSet::new();
    let mut files = Vec::new();
    for ((script, part), mut rows) in rows {
        rows.sort_unstable();
        let mut words = words_of(&rows, han, &mut letters, vocabulary);
        if part == 0 {
            offer(script, vocabulary, &mut words);
        }
        let words: Vec<WordRow> = words.into_values().collect();
        if rows.is_empty() && words.is_empty() {
            continue;
        }
        files.push(Packed {
            holds: Holds::Texts {
                script: script as u8,
                part,
            },
            bytes: write_texts(&rows, &words),
        });
    }
    TextFiles {
        files,
        languages,
        letters,
    }
}

/// Categories with others below them are looked for first: they go into the first part.
fn add_categories(collector: &mut Collector, market: &MarketFacts, categories: &[CoreCategory]) {
    let above: BTreeSet<u32> = categories.iter().filter_map(|own| own.parent).collect();
    for (row, number) in market.tree.order().iter().zip(0_u32..) {
        let category = &market.categories[*row];
        let is_top = categories
            .get(number as usize)
            .is_some_and(|own| own.parent.is_none());
        let part = u8::from(!is_top && !above.contains(&number));
        let owner = Owner::Category(number);
        for (language, name) in &category.name {
            collector.add(language, owner, Role::Name, name, part);
        }
        for (language, words) in &category.synonyms {
            for word in words {
                collector.add(language, owner, Role::Synonym, word, part);
            }
        }
    }
}

fn add_services(collector: &mut Collector, levels: &[LevelMaterial]) {
    let words: BTreeMap<String, Map<String, Vec<String>>> =
        serde_json::from_str(SERVICES).unwrap_or_default();
    let places = || levels.iter().flat_map(|level| &level.places);
    let there: BTreeSet<&str> = places().map(|place| place.kind.as_str()).collect();
    for (kind, number) in PlaceKind::ALL.iter().zip(0..) {
        let known = words
            .get(kind.word())
            .filter(|_| there.contains(kind.word()));
        for (language, words) in known.into_iter().flatten() {
            for (word, place) in words.iter().zip(0..) {
                let role = if place == 0 {
                    Role::Name
                } else {
                    Role::Synonym
                };
                collector.add(language, Owner::Service(number), role, word, 0);
            }
        }
    }
    for (place, number) in places().zip(0..) {
        let owner = Owner::Place(number);
        collector.add_labels(&place.name, owner, Role::Name);
        collector.add_labels(&place.agency, owner, Role::Handles);
        for matter in &place.handles {
            collector.add_labels(matter, owner, Role::Handles);
        }
    }
}

/// The words of the texts; letters of runs are noted.
fn words_of(
    rows: &[TextRow],
    han: &Han,
    letters: &mut BTreeSet<char>,
    vocabulary: &BTreeMap<&str, u32>,
) -> BTreeMap<String, WordRow> {
    let mut words: BTreeMap<String, WordRow> = BTreeMap::new();
    for (row, text) in rows.iter().zip(0..) {
        for (piece, place) in pieces(&fold(&row.text, han)).into_iter().zip(0..) {
            match piece.form {
                Form::Run(run) => letters.extend(run),
                Form::Word { stem, .. } => {
                    let word = words.entry(stem.clone()).or_insert_with(|| WordRow {
                        stalls: vocabulary.get(&*stem).copied().unwrap_or(0),
                        word: stem,
                        texts: Vec::new(),
                    });
                    // A word twice in a text counts once.
                    if word.texts.last().is_none_or(|last| last.0 != text) {
                        word.texts.push((text, place));
                    }
                }
            }
        }
    }
    words
}

/// Adds the words that most stalls use.
fn offer(script: Script, vocabulary: &BTreeMap<&str, u32>, words: &mut BTreeMap<String, WordRow>) {
    let is_ours = |word: &str| {
        let first = word.chars().next().and_then(Script::of_letter);
        first == Some(script) && word.chars().count() > 2
    };
    let mut offered: Vec<(u32, &str)> = vocabulary
        .iter()
        .filter(|(word, stalls)| **stalls >= OFFERED_STALLS && is_ours(word))
        .map(|(word, stalls)| (*stalls, *word))
        .collect();
    offered.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    for (stalls, word) in offered.into_iter().take(OFFERED) {
        words.entry(word.to_owned()).or_insert_with(|| WordRow {
            word: word.to_owned(),
            stalls,
            texts: Vec::new(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_place_has_words_in_every_language() {
        let words: BTreeMap<String, BTreeMap<String, Vec<String>>> =
            serde_json::from_str(SERVICES).unwrap();
        for kind in PlaceKind::ALL {
            let own = &words[kind.word()];
            assert_eq!(own.len(), 12, "{}", kind.word());
            assert!(own.values().all(|words| !words.is_empty()));
        }
        assert_eq!(words.len(), PlaceKind::ALL.len());
    }
}
