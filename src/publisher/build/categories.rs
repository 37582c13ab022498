//! The category tree with its counts, and its names by language.

use std::collections::{BTreeMap, BTreeSet};

use super::romanised::romanise;
use super::{Build, BuildError};
use crate::domain::market::raw::Labels;
use crate::domain::publication::files::{CategoriesFile, CategoryNamesFile};
use crate::domain::publication::paths;
use crate::publisher::check::market::MarketFacts;
use crate::publisher::progress::Progress;

/// Writes `categories.json` and the names of the categories.
pub(super) fn write(build: &mut Build, progress: Progress) -> Result<(), BuildError> {
    let phase = "Writing categories";
    progress(phase, 0, 1);
    let market = build.market;
    let row = build.output.write(paths::CATEGORIES, &tree_file(build))?;
    build.files.push(row);
    for (language, names) in names_by_language(market) {
        let path = paths::category_names(&language);
        build.files.push(build.output.write(&path, &names)?);
    }
    progress(phase, 1, 1);
    Ok(())
}

fn tree_file(build: &Build) -> CategoriesFile {
    let tree = &build.market.tree;
    let position_of = |parent: &Option<usize>| {
        parent
            .and_then(|position| i32::try_from(position).ok())
            .unwrap_or(-1)
    };
    let counts = build.stalls_of_category.iter().map(|by_level| {
        let sorted: BTreeMap<&usize, &u32> = by_level.iter().collect();
        sorted
            .into_iter()
            .flat_map(|(level, stalls)| [u32::try_from(*level).unwrap_or(u32::MAX), *stalls])
            .collect()
    });
    CategoriesFile {
        id: tree
            .order()
            .iter()
            .map(|row| build.market.categories[*row].id.clone())
            .collect(),
        parent: tree.parents().iter().map(position_of).collect(),
        levels: build.levels.iter().map(|level| level.id.clone()).collect(),
        counts: counts.collect(),
    }
}

/// Names for each language in which at least one category has a name.
fn names_by_language(market: &MarketFacts) -> Vec<(String, CategoryNamesFile)> {
    let says = |text: &&str| !text.trim().is_empty();
    let own = market.categories.iter().map(|category| {
        let mut name = category.name.clone();
        romanise(&mut name);
        name
    });
    let own: Vec<Labels> = own.collect();
    let languages: BTreeSet<&str> = own
        .iter()
        .flatten()
        .filter(|(_, name)| says(&name.as_str()))
        .map(|(language, _)| language.as_str())
        .collect();
    let names_of = |language: &str| {
        let rows = market.tree.order().iter();
        let name = |labels: Option<&String>| labels.map_or("", |name| name.trim()).to_owned();
        let mut synonyms: Vec<Vec<String>> = rows
            .clone()
            .map(|row| {
                let words = market.categories[*row]
                    .synonyms
                    .get(language)
                    .into_iter()
                    .flatten();
                let words = words.map(|word| word.trim()).filter(says);
                words.map(str::to_owned).collect()
            })
            .collect();
        let used = synonyms.iter().rposition(|words| !words.is_empty());
        synonyms.truncate(used.map_or(0, |last| last + 1));
        CategoryNamesFile {
            name: rows.map(|row| name(own[*row].get(language))).collect(),
            synonyms,
        }
    };
    languages
        .into_iter()
        .map(|language| (language.to_owned(), names_of(language)))
        .collect()
}
