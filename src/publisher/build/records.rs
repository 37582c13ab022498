//! Everything about a stall besides its outline, a few neighbouring stalls to a file.

use std::collections::HashMap;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::BuildError;
use super::columns::Order;
use super::level::LevelRows;
use super::output::{Output, WriteError};
use crate::domain::market::raw::{RawGrade, RawGrid, RawPlaque};
use crate::domain::publication::files::{FileRow, ShardFile, ShardTable, StallRecord};
use crate::domain::publication::paths;
use crate::publisher::check::geometry::{Bounds, Side, side_of};
use crate::publisher::check::market::MarketFacts;

/// Marks that are published for the whole market, by stall.
pub(super) struct Marks<'a> {
    honours: HashMap<&'a str, Vec<&'a str>>,
    honour_rows: HashMap<&'a str, Vec<u32>>,
    looks_after: HashMap<&'a str, &'a [String]>,
    looked_after_by: HashMap<&'a str, &'a str>,
}

impl<'a> Marks<'a> {
    /// Turns honours and links around.
    pub fn gather(market: &'a MarketFacts) -> Marks<'a> {
        let mut marks = Marks {
            honours: HashMap::new(),
            honour_rows: HashMap::new(),
            looks_after: HashMap::new(),
            looked_after_by: HashMap::new(),
        };
        for (honour, row) in market.honours.iter().zip(0..) {
            for stall in &honour.stalls {
                marks.honour_rows.entry(stall).or_default().push(row);
                let own = marks.honours.entry(stall).or_default();
                if own.last() != Some(&&*honour.id) {
                    own.push(&honour.id);
                }
            }
        }
        for link in &market.links {
            marks.looks_after.insert(&link.member, &link.stalls);
            for stall in &link.stalls {
                marks.looked_after_by.insert(stall, &link.member);
            }
        }
        marks
    }

    /// Rows of `honours.json` that name a stall.
    pub fn honour_rows(&self, stall: &str) -> impl Iterator<Item = u32> {
        let rows = self.honour_rows.get(stall);
        rows.into_iter().flatten().copied()
    }
}

/// Writes the shards of a level and their table; returns the row of the table, and those in it.
pub(super) fn write_records(
    rows: LevelRows,
    order: &Order,
    marks: &Marks,
    output: &Output,
) -> Result<(FileRow, Vec<FileRow>), BuildError> {
    let mut grades: HashMap<&str, Vec<&RawGrade>> = HashMap::new();
    for grade in &rows.grades {
        grades.entry(&grade.stall).or_default().push(grade);
    }
    let mut plaques: HashMap<&str, Vec<&RawPlaque>> = HashMap::new();
    for plaque in &rows.plaques {
        plaques.entry(&plaque.stall).or_default().push(plaque);
    }
    let record_of = |stall: usize| {
        let id = order.ids[stall].as_str();
        let owned = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
        StallRecord {
            id: id.to_owned(),
            grades: cloned(grades.get(id)),
            plaques: cloned(plaques.get(id)),
            looked_after_by: marks
                .looked_after_by
                .get(id)
                .copied()
                .unwrap_or_default()
                .to_owned(),
            looks_after: marks
                .looks_after
                .get(id)
                .map_or(Vec::new(), |own| own.to_vec()),
            honours: marks.honours.get(id).map_or(Vec::new(), |own| owned(own)),
            grid: grid_of(&rows, order, stall),
        }
    };

    let per_shard = paths::STALLS_PER_SHARD;
    let shards = order.ids.len().div_ceil(per_shard);
    let files: Result<Vec<FileRow>, WriteError> = (0..shards)
        .into_par_iter()
        .map(|shard| {
            let first = shard * per_shard;
            let stalls = first..order.ids.len().min(first + per_shard);
            let mut listings: Vec<usize> = stalls
                .clone()
                .flat_map(|stall| order.listings[stall].iter().copied())
                .collect();
            listings.sort_unstable();
            listings.dedup();
            let file = ShardFile {
                level: rows.level.clone(),
                first: u32::try_from(first).unwrap_or(u32::MAX),
                stalls: stalls.map(record_of).collect(),
                listings: listings
                    .into_iter()
                    .map(|listing| rows.listings[listing].clone())
                    .collect(),
            };
            output.write(&paths::shard(&rows.level, shard), &file)
        })
        .collect();
    let table = ShardTable {
        stalls_per_shard: u32::try_from(per_shard).unwrap_or(u32::MAX),
        files: files?,
    };
    let row = output.write(&paths::shard_table(&rows.level), &table)?;
    Ok((row, table.files))
}

fn cloned<T: Clone>(rows: Option<&Vec<&T>>) -> Vec<T> {
    rows.into_iter().flatten().copied().cloned().collect()
}

/// The first micro-grid in which the middle of the stall lies.
fn grid_of(rows: &LevelRows, order: &Order, stall: usize) -> String {
    let middle = Bounds::of(&rows.stalls[order.rows[stall]].outline).middle();
    let holds = |grid: &&RawGrid| {
        let mut outlines = grid.outlines.iter();
        outlines.any(|ring| side_of(ring, middle) != Side::Outside)
    };
    let grid = rows.grids.iter().find(holds);
    grid.map_or(String::new(), |grid| grid.id.clone())
}
