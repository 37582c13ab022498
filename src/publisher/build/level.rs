//! The files of the levels: columns, names, records, walkways, grids.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use serde::de::DeserializeOwned;

use super::columns::{Order, level_file};
use super::plain::PlainStall;
use super::records::{Marks, write_records};
use super::romanised::romanise;
use super::{Build, BuildError, kept};
use crate::domain::market::limits;
use crate::domain::market::raw::{
    RawGrade, RawGrid, RawListing, RawPlace, RawPlaque, RawStall, RawWalkways,
};
use crate::domain::publication::files::{FileRow, GridsFile, LevelCounts, NamesFile, RouteLevel};
use crate::domain::publication::paths;
use crate::publisher::check::level::LevelFacts;
use crate::publisher::index::LevelMaterial;
use crate::publisher::progress::Progress;
use crate::publisher::source::{Need, State, layout};

/// The rows of one level, read a second time now that they are known to be right.
pub(super) struct LevelRows {
    pub level: String,
    pub stalls: Vec<RawStall>,
    /// Listings of shops that have a stall here, those of other levels' files last.
    pub listings: Vec<RawListing>,
    pub places: Vec<RawPlace>,
    pub grades: Vec<RawGrade>,
    pub plaques: Vec<RawPlaque>,
    pub walkways: RawWalkways,
    /// True when the walkways were derived and are not the operator's.
    pub is_derived: bool,
    pub grids: Vec<RawGrid>,
}

/// What one level leaves for the files of the whole market.
pub(super) struct LevelDone {
    /// Those that the entry lists.
    pub files: Vec<FileRow>,
    /// Those that one of them lists.
    pub shards: Vec<FileRow>,
    pub counts: LevelCounts,
    pub routes: Option<RouteLevel>,
    pub stalls_of_category: HashMap<usize, u32>,
    pub search: LevelMaterial,
    pub plain: Vec<PlainStall>,
    /// True when an earlier build has worked it out.
    pub is_kept: bool,
}

/// Writes the files of all levels.
pub(super) fn write(build: &mut Build, progress: Progress) -> Result<(), BuildError> {
    let phase = "Writing levels";
    let total = build.levels.len() as u64;
    let done = AtomicU64::new(0);
    progress(phase, 0, total);
    let marks = Marks::gather(build.market);
    let this = &*build;
    let levels: Result<Vec<LevelDone>, BuildError> = build
        .levels
        .par_iter()
        .enumerate()
        .map(|(index, facts)| {
            let level = write_unless_kept(this, index, facts, &marks)?;
            progress(phase, done.fetch_add(1, Ordering::Relaxed) + 1, total);
            Ok(level)
        })
        .collect();
    build.stalls_of_category = vec![HashMap::new(); build.market.tree.order().len()];
    for (index, level) in levels?.into_iter().enumerate() {
        build.files.extend(level.files);
        build.counts.push(level.counts);
        build.routes.extend(level.routes);
        build.search.push(level.search);
        build.plain.push(level.plain);
        build.levels_kept += usize::from(level.is_kept);
        for (category, stalls) in level.stalls_of_category {
            build.stalls_of_category[category].insert(index, stalls);
        }
    }
    Ok(())
}

fn write_unless_kept(
    build: &Build,
    index: usize,
    facts: &LevelFacts,
    marks: &Marks,
) -> Result<LevelDone, BuildError> {
    let foreign = foreign(build, index, facts);
    let key = build
        .keep
        .and_then(|keep| Some((keep, kept::key(build, facts, &foreign)?)));
    if let Some((keep, key)) = &key
        && let Some(level) = kept::read(build, keep, &facts.id, key)
    {
        return Ok(level);
    }
    let rows = read_again(build, facts, &foreign)?;
    let level = write_level(build, rows, marks)?;
    if let Some((keep, key)) = &key {
        kept::write(keep, key, &level);
    }
    Ok(level)
}

/// Listings of other levels' files with a stall here.
fn foreign<'a>(build: &Build<'a>, index: usize, level: &LevelFacts) -> Vec<&'a RawListing> {
    let own: HashSet<&str> = level.stalls.iter().map(String::as_str).collect();
    let others = build.levels.iter().enumerate();
    let others = others.filter(|(other, _)| *other != index);
    others
        .flat_map(|(_, facts)| &facts.foreign)
        .filter(|listing| is_here(listing, &own))
        .collect()
}

fn is_here(listing: &RawListing, stalls: &HashSet<&str>) -> bool {
    listing.stalls.iter().any(|id| stalls.contains(&**id))
}

fn read_again(
    build: &Build,
    facts: &LevelFacts,
    foreign: &[&RawListing],
) -> Result<LevelRows, BuildError> {
    fn list<T: DeserializeOwned + Default>(
        build: &Build,
        facts: &LevelFacts,
        file: &str,
        limit: usize,
    ) -> Result<Vec<T>, BuildError> {
        let path = layout::of_level(&facts.id, file);
        let loaded = build.source.list(&path, Need::Optional, limit);
        let is_same = facts.fingerprints.get(&path) == Some(&loaded.fingerprint);
        if !is_same || loaded.state == State::Broken {
            return Err(BuildError::SourceChanged(path));
        }
        Ok(loaded.value)
    }

    let stalls = list(build, facts, layout::STALLS, limits::STALLS_PER_LEVEL)?;
    let mut listings: Vec<RawListing> =
        list(build, facts, layout::LISTINGS, limits::STALLS_PER_LEVEL * 2)?;
    let own: HashSet<&str> = facts.stalls.iter().map(String::as_str).collect();
    listings.retain(|listing| is_here(listing, &own));
    listings.extend(foreign.iter().map(|own| (*own).clone()));
    let path = layout::of_level(&facts.id, layout::WALKWAYS);
    let walkways = build.source.record(&path, Need::Optional);
    if facts.fingerprints.get(&path) != Some(&walkways.fingerprint) {
        return Err(BuildError::SourceChanged(path));
    }
    Ok(LevelRows {
        level: facts.id.clone(),
        stalls,
        listings,
        places: list(build, facts, layout::PLACES, limits::PLACES_PER_LEVEL)?,
        grades: list(build, facts, layout::GRADES, limits::STALLS_PER_LEVEL * 4)?,
        plaques: list(build, facts, layout::PLAQUES, limits::STALLS_PER_LEVEL * 2)?,
        is_derived: facts.walk.is_derived,
        walkways: match facts.walk.is_derived {
            true => facts.walk.derived.clone(),
            false => walkways.value,
        },
        grids: list(build, facts, layout::GRIDS, limits::ROWS)?,
    })
}

fn write_level(build: &Build, mut rows: LevelRows, marks: &Marks) -> Result<LevelDone, BuildError> {
    let market = build.market;
    let order = Order::of(&rows);
    let mut file = level_file(&rows, &order, market);
    let search = super::search::gather(build, &rows, &order, &file, marks);
    // The search knows pinyin by itself; only people need it written.
    for listing in &mut rows.listings {
        romanise(&mut listing.name);
    }
    for place in &mut file.places {
        romanise(&mut place.name);
    }
    let output = &build.output;
    let level = &*rows.level;

    let marked = file.stalls.plaques.iter().filter(|bits| *bits & 1 != 0);
    let counts = LevelCounts {
        stalls: u32::try_from(file.stalls.number.len()).unwrap_or(u32::MAX),
        marked: u32::try_from(marked.count()).unwrap_or(u32::MAX),
        services: rows
            .places
            .iter()
            .map(|place| place.kind.clone())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect(),
    };
    let mut files = vec![output.write(&paths::level(level), &file)?];
    for (language, names) in names_by_language(&rows, &order) {
        files.push(output.write(&paths::names(&language, level), &names)?);
    }
    let mut routes = None;
    if !rows.walkways.nodes.is_empty() {
        // What was derived stays out of the operator's own file.
        if !rows.is_derived {
            files.push(output.write(&paths::walkways(level), &rows.walkways)?);
        }
        let (network, row) = super::routes::of_level(&rows, &market.connectors);
        files.push(output.write(&paths::routes(level), &network)?);
        routes = Some(row);
    }
    if !rows.grids.is_empty() {
        let grids = GridsFile {
            grids: rows.grids.clone(),
        };
        files.push(output.write(&paths::grids(level), &grids)?);
    }
    let stalls_of_category = count_categories(&rows, &order, build);
    let plain = super::plain::gather(build, &rows, &order, &file);
    let (table, shards) = write_records(rows, &order, marks, output)?;
    files.push(table);
    Ok(LevelDone {
        shards,
        is_kept: false,
        search,
        plain,
        files,
        counts,
        routes,
        stalls_of_category,
    })
}

/// Shop names by language, for each language in which there is at least one.
fn names_by_language(rows: &LevelRows, order: &Order) -> Vec<(String, NamesFile)> {
    let languages: BTreeSet<&String> = rows
        .listings
        .iter()
        .flat_map(|listing| &listing.name)
        .filter(|(_, name)| !name.trim().is_empty())
        .map(|(language, _)| language)
        .collect();
    let names_of = |language: &String| {
        let stalls = order.listings.iter().map(|listings| {
            let names: Vec<&str> = listings
                .iter()
                .filter_map(|listing| rows.listings[*listing].name.get(language))
                .map(|name| name.trim())
                .filter(|name| !name.is_empty())
                .collect();
            names.join(" · ")
        });
        NamesFile {
            name: stalls.collect(),
        }
    };
    languages
        .into_iter()
        .map(|language| (language.clone(), names_of(language)))
        .collect()
}

/// How many stalls list each category or one below it; a stall counts once for each.
fn count_categories(rows: &LevelRows, order: &Order, build: &Build) -> HashMap<usize, u32> {
    let tree = &build.market.tree;
    let mut counts = HashMap::new();
    for listings in &order.listings {
        let mut of_stall = BTreeSet::new();
        for listing in listings {
            for category in &rows.listings[*listing].categories {
                let mut above = tree.position(category);
                while let Some(position) = above.filter(|position| of_stall.insert(*position)) {
                    above = tree.parents()[position];
                }
            }
        }
        for category in of_stall {
            *counts.entry(category).or_default() += 1;
        }
    }
    counts
}
