//! What listings say besides what the map shows. Only shards that differ are read.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use crate::domain::market::raw::RawListing;
use crate::domain::publication::files::{ShardFile, ShardTable};
use crate::domain::publication::paths;
use crate::publisher::published::Publication;
use crate::publisher::refusal::Refusal;

/// A listing that changes.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct ListingChange {
    /// Id of the listing.
    pub id: String,
    /// Its stalls as they will be.
    pub stalls: Vec<String>,
    /// Which of its fields; `new` or `gone` for the whole listing.
    pub fields: Vec<&'static str>,
}

/// Listings of a level that change in anything but the shop's name and categories, which the
/// stalls tell.
pub(super) fn compare(
    old: &Publication,
    new: &Publication,
    level: &str,
) -> Result<Vec<ListingChange>, Refusal> {
    let table = paths::shard_table(level);
    let same = |own: &Publication| own.row(&table).map(|row| row.sha256.clone());
    if same(old) == same(new) {
        return Ok(Vec::new());
    }
    let old_table: ShardTable = old.file(&table)?;
    let new_table: ShardTable = new.file(&table)?;
    let before = listings(old, &old_table, &new_table)?;
    let after = listings(new, &new_table, &old_table)?;
    let mut changes = Vec::new();
    for (id, listing) in &after {
        let fields = match before.get(id) {
            Some(earlier) => changed_fields(earlier, listing),
            None => vec!["new"],
        };
        if !fields.is_empty() {
            changes.push(ListingChange {
                id: id.clone(),
                stalls: listing.stalls.clone(),
                fields,
            });
        }
    }
    for (id, listing) in before.iter().filter(|(id, _)| !after.contains_key(*id)) {
        changes.push(ListingChange {
            id: id.clone(),
            stalls: listing.stalls.clone(),
            fields: vec!["gone"],
        });
    }
    Ok(changes)
}

/// Listings of the shards that the other side does not have.
fn listings(
    own: &Publication,
    table: &ShardTable,
    other: &ShardTable,
) -> Result<BTreeMap<String, RawListing>, Refusal> {
    let known: HashSet<&String> = other.files.iter().map(|row| &row.sha256).collect();
    let mut all = BTreeMap::new();
    for row in table
        .files
        .iter()
        .filter(|row| !known.contains(&row.sha256))
    {
        let shard: ShardFile = own.listed(row)?;
        all.extend(shard.listings.into_iter().map(|own| (own.id.clone(), own)));
    }
    Ok(all)
}

fn changed_fields(old: &RawListing, new: &RawListing) -> Vec<&'static str> {
    [
        ("stalls", old.stalls != new.stalls),
        ("description", old.description != new.description),
        ("products", old.products != new.products),
        ("brands", old.brands != new.brands),
        ("standards", old.standards != new.standards),
        ("contact", old.contact != new.contact),
        ("hours", old.hours != new.hours),
        ("languages", old.languages != new.languages),
        ("helped_by", old.helped_by != new.helped_by),
    ]
    .into_iter()
    .filter(|(_, differs)| *differs)
    .map(|(field, _)| field)
    .collect()
}
