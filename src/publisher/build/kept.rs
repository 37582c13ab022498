//! What a level came to, kept for the next build: its files by their hashes, and what it gives to
//! the files of the whole market.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::Build;
use super::level::LevelDone;
use super::plain::PlainStall;
use crate::domain::market::raw::{RawListing, RawPlace};
use crate::domain::publication::files::{FileRow, LevelCounts, RouteLevel};
use crate::domain::search::facts::Fact;
use crate::publisher::check::level::LevelFacts;
use crate::publisher::check::level_key;
use crate::publisher::index::LevelMaterial;
use crate::publisher::index::gather::LevelTerms;
use crate::publisher::index::kept::{read_terms, write_terms};
use crate::publisher::keep::{Keep, Key};

/// All of a level but the terms of its search index, which are many and packed behind it.
#[derive(Serialize, Deserialize)]
struct KeptLevel {
    files: Vec<FileRow>,
    shards: Vec<FileRow>,
    counts: LevelCounts,
    routes: Option<RouteLevel>,
    stalls_of_category: HashMap<usize, u32>,
    plain: Vec<PlainStall>,
    categories: Vec<BTreeSet<usize>>,
    facts: Vec<(Fact, Vec<u32>)>,
    places: Vec<RawPlace>,
}

/// Bytes that say how long the first part of an entry is.
const LENGTH_BYTES: usize = 8;

/// The key of a level: what its check depends on, and what else is written into its files.
/// `foreign` are listings of other levels' files with a stall here.
pub(super) fn key(build: &Build, level: &LevelFacts, foreign: &[&RawListing]) -> Option<Key> {
    let market = build.market;
    let levels = market.buildings.iter().flat_map(|own| &own.levels);
    let prefixes = levels.filter(|own| own.id == level.id);
    let prefixes: Vec<&str> = prefixes.map(|own| &*own.stall_prefix).collect();
    let rest = (
        prefixes,
        &market.connectors,
        &market.honours,
        &market.links,
        foreign,
    );
    let rest = serde_json::to_vec(&rest).ok()?;
    Some(level_key(market, level)?.with(&rest))
}

fn name(level: &str) -> String {
    format!("level-{level}")
}

/// What was kept of a level, if all of its files are still in place.
pub(super) fn read(build: &Build, keep: &Keep, level: &str, key: &Key) -> Option<LevelDone> {
    let kept = keep.read(&name(level), key)?;
    let (length, kept) = kept.split_first_chunk::<LENGTH_BYTES>()?;
    let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
    let (head, terms) = kept.split_at_checked(length)?;
    let own: KeptLevel = serde_json::from_slice(head).ok()?;
    if !build.output.take_over(&own.files, &own.shards) {
        return None;
    }
    Some(LevelDone {
        files: own.files,
        shards: own.shards,
        counts: own.counts,
        routes: own.routes,
        stalls_of_category: own.stalls_of_category,
        plain: own.plain,
        is_kept: true,
        search: LevelMaterial {
            id: level.to_owned(),
            terms: LevelTerms {
                rows: read_terms(terms)?,
                categories: own.categories,
                facts: own.facts.into_iter().collect(),
            },
            places: own.places,
        },
    })
}

/// Keeps a level.
pub(super) fn write(keep: &Keep, key: &Key, done: &LevelDone) {
    let terms = &done.search.terms;
    let facts = terms.facts.iter();
    let head = KeptLevel {
        files: done.files.clone(),
        shards: done.shards.clone(),
        counts: done.counts.clone(),
        routes: done.routes.clone(),
        stalls_of_category: done.stalls_of_category.clone(),
        plain: done.plain.clone(),
        categories: terms.categories.clone(),
        facts: facts
            .map(|(fact, own)| (fact.clone(), own.clone()))
            .collect(),
        places: done.search.places.clone(),
    };
    let Ok(head) = serde_json::to_vec(&head) else {
        return;
    };
    let mut kept = (head.len() as u64).to_le_bytes().to_vec();
    kept.extend(head);
    kept.extend(write_terms(&terms.rows));
    keep.write(&name(&done.search.id), key, &kept);
}
