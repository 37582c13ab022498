//! The search index: gathered level by level, put together at the end.

use std::collections::BTreeSet;

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use sha2::{Digest, Sha256};

use super::columns::Order;
use super::level::LevelRows;
use super::output::WriteError;
use super::records::Marks;
use super::{Build, BuildError};
use crate::domain::market::time::Day;
use crate::domain::publication::files::LevelFile;
use crate::domain::publication::paths;
use crate::domain::search::core::{CoreFile, Holds};
use crate::domain::search::facts::Fact;
use crate::publisher::check::market::MarketFacts;
use crate::publisher::index::gather::{Gathering, StallWords};
use crate::publisher::index::{self, LevelMaterial, Material};
use crate::publisher::progress::Progress;

/// What a level gives to the index.
pub(super) fn gather(
    build: &Build,
    rows: &LevelRows,
    order: &Order,
    file: &LevelFile,
    marks: &Marks,
) -> LevelMaterial {
    let market = build.market;
    let mut terms = Gathering::new(&build.han);
    for (index, row) in order.rows.iter().enumerate() {
        let stall = &rows.stalls[*row];
        let listings = order.listings[index].iter();
        let listings: Vec<_> = listings.map(|listing| &rows.listings[*listing]).collect();
        let ids = listings.iter().flat_map(|listing| &listing.categories);
        let words = StallWords {
            number: &stall.number,
            printed: &stall.printed,
            categories: with_all_above(market, ids.map(String::as_str)),
            listings,
        };
        terms.add(words);
    }
    for ((plaques, id), index) in file.stalls.plaques.iter().zip(&order.ids).zip(0..) {
        if plaques & 1 != 0 {
            terms.put_fact(Fact::Marked, index);
        }
        for honour in marks.honour_rows(id) {
            terms.put_fact(Fact::Honour(honour), index);
        }
    }
    put_grades(&mut terms, rows, order, market);
    LevelMaterial {
        id: rows.level.clone(),
        terms: terms.finish(),
        places: rows.places.clone(),
    }
}

fn with_all_above<'a>(market: &MarketFacts, ids: impl Iterator<Item = &'a str>) -> BTreeSet<usize> {
    let tree = &market.tree;
    let mut all = BTreeSet::new();
    for id in ids {
        let mut above = tree.position(id);
        while let Some(position) = above.filter(|position| all.insert(*position)) {
            above = tree.parents()[position];
        }
    }
    all
}

fn put_grades(terms: &mut Gathering, rows: &LevelRows, order: &Order, market: &MarketFacts) {
    for grade in rows.grades.iter().filter(|grade| !grade.suspended) {
        let scale = market.scales.iter().find(|own| own.id == grade.scale);
        let levels = scale.map_or(&[][..], |scale| &scale.levels);
        let rank = levels.iter().position(|own| own.code == grade.level);
        let index = order.index_of.get(&grade.stall);
        let (Some(rank), Some(index)) = (rank, index) else {
            continue;
        };
        let fact = Fact::Grade {
            scale: grade.scale.clone(),
            rank: u32::try_from(rank).unwrap_or(u32::MAX),
            level: grade.level.clone(),
            until_day: Day::parse(&grade.valid_until).map_or(i32::MAX, |day| day.0),
        };
        terms.put_fact(fact, u32::try_from(*index).unwrap_or(u32::MAX));
    }
}

/// Writes the index.
pub(super) fn write(build: &mut Build, progress: Progress) -> Result<(), BuildError> {
    let phase = "Writing the search index";
    progress(phase, 0, 1);
    let (mut core, files) = index::make(Material {
        market: build.market,
        han: &build.han,
        levels: std::mem::take(&mut build.search),
    });
    let is_shard = |holds: &Holds| matches!(holds, Holds::Shard(_));
    let before_shards = files.iter().filter(|own| !is_shard(&own.holds)).count();
    let output = &build.output;
    let listed: Result<Vec<CoreFile>, WriteError> = files
        .into_par_iter()
        .enumerate()
        .map(|(number, file)| {
            let name = file.holds.name(number.saturating_sub(before_shards));
            output.write_packed(&format!("search/{name}.bin"), &file.bytes)?;
            Ok(CoreFile {
                holds: file.holds,
                size: u32::try_from(file.bytes.len()).unwrap_or(u32::MAX),
                sha256: first_half(&Sha256::digest(&file.bytes)),
            })
        })
        .collect();
    core.files = listed?;
    let row = build.output.write_packed(paths::SEARCH, &core.write())?;
    build.files.push(row);
    progress(phase, 1, 1);
    Ok(())
}

fn first_half(hash: &[u8]) -> [u8; 16] {
    let mut half = [0; 16];
    half.iter_mut().zip(hash).for_each(|(to, from)| *to = *from);
    half
}
