//! What changes for whom between two publications, before the new one goes live.

/// The report as a page without script.
pub mod html;
/// The report for a person at a terminal.
pub mod human;

mod level;
mod listings;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde::Serialize;

pub use level::{LevelChanges, StallChange, StallGround};
pub use listings::ListingChange;

use super::published::Publication;
use super::refusal::Refusal;
use crate::domain::market::raw::{Labels, RawLevel};
use crate::domain::publication::files::{CategoriesFile, CategoryNamesFile, Entry, VenueFile};
use crate::domain::publication::paths;

/// All differences; field names are stable.
#[derive(Debug, Serialize)]
pub struct Difference {
    /// The publication before.
    pub old: Side,
    /// The publication after.
    pub new: Side,
    /// How many there are of each kind.
    pub counts: Counts,
    /// Ids of levels that only the new one has.
    pub levels_new: Vec<String>,
    /// Ids of levels that only the old one has.
    pub levels_gone: Vec<String>,
    /// Levels on which something changes.
    pub levels: Vec<LevelChanges>,
    /// Categories.
    pub categories: CategoryChanges,
    /// Files besides levels, names and records that were added, removed or changed.
    pub files: Vec<FileChange>,
}

/// One of the two.
#[derive(Debug, Serialize)]
pub struct Side {
    /// Number.
    pub sequence: u64,
    /// Moment.
    pub published: String,
    /// Moment.
    pub expires: String,
    /// Stalls of all levels.
    pub stalls: u64,
    /// Stalls with a Party-member plaque.
    pub marked: u64,
    /// Files of the entry.
    pub files: usize,
    /// Bytes of the entry's files, without the records that shard tables list.
    pub bytes: u64,
}

/// Numbers of changes; a stall counts once in each that applies.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Stalls that only the new publication has.
    pub stalls_new: usize,
    /// Stalls that only the old publication has.
    pub stalls_gone: usize,
    /// Stalls with another outline or another place.
    pub stalls_moved: usize,
    /// Stalls whose marks were added or taken away.
    pub marks: usize,
    /// Stalls whose grade is another one, or valid for another time.
    pub grades: usize,
    /// Stalls whose shops are called otherwise.
    pub names: usize,
    /// Stalls whose shops list other categories.
    pub stall_categories: usize,
    /// Listings that say something else besides their names.
    pub listings: usize,
}

/// Categories that come, go, or are called otherwise.
#[derive(Debug, Default, Serialize)]
pub struct CategoryChanges {
    /// Ids.
    pub new: Vec<String>,
    /// Ids.
    pub gone: Vec<String>,
    /// Other names.
    pub renamed: Vec<Renamed>,
}

/// One name in one language.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Renamed {
    /// Of what.
    pub id: String,
    /// BCP 47 tag.
    pub language: String,
    /// Empty for none.
    pub old: String,
    /// Empty for none.
    pub new: String,
}

/// One file.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct FileChange {
    /// Path without hash.
    pub path: String,
    /// Bytes; none when it was not there.
    pub old_bytes: Option<u64>,
    /// Bytes; none when it is gone.
    pub new_bytes: Option<u64>,
}

/// One publication with what all its levels need.
pub(super) struct Opened<'a> {
    pub publication: &'a Publication,
    pub venue: VenueFile,
    pub categories: Vec<String>,
    pub languages: BTreeSet<String>,
}

/// Compares two publications.
pub fn difference(old: &Publication, new: &Publication) -> Result<Difference, Refusal> {
    let old = open(old)?;
    let new = open(new)?;
    let levels_of = |side: &Opened| -> BTreeMap<String, RawLevel> {
        let levels = side.venue.buildings.iter().flat_map(|own| &own.levels);
        levels.map(|own| (own.id.clone(), own.clone())).collect()
    };
    let (old_levels, new_levels) = (levels_of(&old), levels_of(&new));
    let only = |these: &BTreeMap<String, RawLevel>, those: &BTreeMap<String, RawLevel>| {
        let own = these.keys().filter(|id| !those.contains_key(*id));
        own.cloned().collect::<Vec<_>>()
    };
    let mut ids: Vec<&String> = old_levels.keys().chain(new_levels.keys()).collect();
    ids.sort();
    ids.dedup();
    let changes: Result<Vec<LevelChanges>, Refusal> = ids
        .par_iter()
        .map(|id| level::compare(&old, &new, id, old_levels.get(*id), new_levels.get(*id)))
        .collect();
    let mut levels = changes?;
    levels.retain(|level| !level.is_empty());
    let mut counts = Counts::default();
    levels.iter().for_each(|level| level.count(&mut counts));
    Ok(Difference {
        old: side(&old),
        new: side(&new),
        counts,
        levels_new: only(&new_levels, &old_levels),
        levels_gone: only(&old_levels, &new_levels),
        levels,
        categories: categories(&old, &new)?,
        files: files(old.publication.entry(), new.publication.entry()),
    })
}

/// The text of a label in the market's own language, or any.
pub(super) fn label(labels: &Labels, entry: &Entry) -> String {
    let home = entry.languages.first();
    let text = home.and_then(|home| labels.get(home));
    let text = text.or_else(|| labels.values().next());
    text.cloned().unwrap_or_default()
}

fn open(publication: &Publication) -> Result<Opened<'_>, Refusal> {
    let tree: CategoriesFile = publication.file(paths::CATEGORIES)?;
    let rows = publication.entry().files.iter();
    let languages = rows.filter_map(|row| {
        let language = row.path.strip_prefix("names/")?.split('/').next()?;
        Some(language.to_owned())
    });
    Ok(Opened {
        venue: publication.file(paths::VENUE)?,
        categories: tree.id,
        languages: languages.collect(),
        publication,
    })
}

fn side(own: &Opened) -> Side {
    let entry = own.publication.entry();
    let counts = own.venue.levels.values();
    Side {
        sequence: entry.sequence,
        published: entry.published.clone(),
        expires: entry.expires.clone(),
        stalls: counts.clone().map(|own| u64::from(own.stalls)).sum(),
        marked: counts.map(|own| u64::from(own.marked)).sum(),
        files: entry.files.len(),
        bytes: entry.files.iter().map(|row| row.size).sum(),
    }
}

fn categories(old: &Opened, new: &Opened) -> Result<CategoryChanges, Refusal> {
    let ids = |own: &Opened| own.categories.iter().cloned().collect::<BTreeSet<_>>();
    let (old_ids, new_ids) = (ids(old), ids(new));
    let mut renamed = Vec::new();
    for language in old.languages.union(&new.languages) {
        let old_names = category_names(old, language)?;
        let new_names = category_names(new, language)?;
        for id in old_ids.intersection(&new_ids) {
            let name =
                |names: &BTreeMap<String, String>| names.get(id).cloned().unwrap_or_default();
            let (old, new) = (name(&old_names), name(&new_names));
            if old != new {
                renamed.push(Renamed {
                    id: id.clone(),
                    language: language.clone(),
                    old,
                    new,
                });
            }
        }
    }
    Ok(CategoryChanges {
        new: new_ids.difference(&old_ids).cloned().collect(),
        gone: old_ids.difference(&new_ids).cloned().collect(),
        renamed,
    })
}

fn category_names(own: &Opened, language: &str) -> Result<BTreeMap<String, String>, Refusal> {
    let file: CategoryNamesFile = own.publication.file(&paths::category_names(language))?;
    Ok(own.categories.iter().cloned().zip(file.name).collect())
}

/// Files of the whole market; those of levels are told stall by stall.
fn files(old: &Entry, new: &Entry) -> Vec<FileChange> {
    let of_market = |entry: &Entry| -> BTreeMap<String, (u64, String)> {
        let rows = entry
            .files
            .iter()
            .map(|row| (paths::unhashed(&row.path), row));
        let rows = rows.filter(|(path, _)| {
            !["levels/", "names/", "stalls/"]
                .iter()
                .any(|folder| path.starts_with(folder))
        });
        rows.map(|(path, row)| (path, (row.size, row.sha256.clone())))
            .collect()
    };
    let (old, new) = (of_market(old), of_market(new));
    let paths: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let changed = paths
        .into_iter()
        .filter(|path| old.get(*path) != new.get(*path));
    changed
        .map(|path| FileChange {
            path: path.clone(),
            old_bytes: old.get(path).map(|own| own.0),
            new_bytes: new.get(path).map(|own| own.0),
        })
        .collect()
}
