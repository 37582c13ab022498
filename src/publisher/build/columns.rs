//! The level file: stalls in columns.

use std::collections::HashMap;

use super::level::LevelRows;
use crate::domain::market::raw::RawGrade;
use crate::domain::market::time::{Day, Moment};
use crate::domain::market::trust::PlaqueKind;
use crate::domain::publication::files::{GradeRow, LevelFile, StallColumns};
use crate::publisher::check::geometry::{Bounds, is_box};
use crate::publisher::check::market::MarketFacts;
use crate::publisher::check::stalls::stall_id;

/// In which order the stalls stand in every file of a level, and what hangs on each.
pub(super) struct Order {
    /// Rows of the source, sorted by number.
    pub rows: Vec<usize>,
    /// Id of each stall, in order.
    pub ids: Vec<String>,
    /// Index in that order, by id.
    pub index_of: HashMap<String, usize>,
    /// Listings of each stall, in order: indexes into the level's listings.
    pub listings: Vec<Vec<usize>>,
}

impl Order {
    /// Sorts the stalls of a level.
    pub fn of(level: &LevelRows) -> Order {
        let mut rows: Vec<usize> = (0..level.stalls.len()).collect();
        rows.sort_by_key(|row| &level.stalls[*row].number);
        let ids: Vec<String> = rows
            .iter()
            .map(|row| stall_id(&level.level, &level.stalls[*row]))
            .collect();
        let index_of: HashMap<String, usize> = ids.iter().cloned().zip(0..).collect();
        let mut listings = vec![Vec::new(); ids.len()];
        for (listing, row) in level.listings.iter().enumerate() {
            for stall in row.stalls.iter().filter_map(|id| index_of.get(id)) {
                listings[*stall].push(listing);
            }
        }
        Order {
            rows,
            ids,
            index_of,
            listings,
        }
    }
}

/// Makes the level file.
pub(super) fn level_file(level: &LevelRows, order: &Order, market: &MarketFacts) -> LevelFile {
    let mut stalls = StallColumns {
        plaques: plaque_bits(level, order, market),
        ..StallColumns::default()
    };
    for ((row, id), key) in order.rows.iter().zip(&order.ids).zip(0..) {
        let stall = &level.stalls[*row];
        if *id != format!("{}-{}", level.level, stall.number) {
            stalls.ids.insert(key, id.clone());
        }
        if !stall.printed.is_empty() {
            stalls.printed.insert(key, stall.printed.clone());
        }
        stalls.number.push(stall.number.clone());
        let bounds = Bounds::of(&stall.outline);
        stalls.x.push(bounds.left);
        stalls.y.push(bounds.top);
        stalls.w.push(bounds.right - bounds.left);
        stalls.h.push(bounds.bottom - bounds.top);
        if !is_box(&stall.outline) {
            stalls.outline.insert(key, stall.outline.clone());
        }
    }
    put_categories(&mut stalls, level, order, market);
    let grades = put_grades(&mut stalls, level, order, market);
    LevelFile {
        level: level.level.clone(),
        stalls,
        grades,
        places: level.places.clone(),
    }
}

fn put_categories(
    stalls: &mut StallColumns,
    level: &LevelRows,
    order: &Order,
    market: &MarketFacts,
) {
    for (listings, key) in order.listings.iter().zip(0..) {
        let mut own: Vec<usize> = Vec::new();
        for listing in listings {
            let ids = &level.listings[*listing].categories;
            for category in ids.iter().filter_map(|id| market.tree.position(id)) {
                if !own.contains(&category) {
                    own.push(category);
                }
            }
        }
        let main = own.first().and_then(|main| i32::try_from(*main).ok());
        stalls.category.push(main.unwrap_or(-1));
        let more: Vec<u32> = own
            .iter()
            .skip(1)
            .filter_map(|category| u32::try_from(*category).ok())
            .collect();
        if !more.is_empty() {
            stalls.more_categories.insert(key, more);
        }
    }
}

/// The grade on the current scale for each stall; returns the distinct ones.
fn put_grades(
    stalls: &mut StallColumns,
    level: &LevelRows,
    order: &Order,
    market: &MarketFacts,
) -> Vec<GradeRow> {
    let rank_of = |grade: &RawGrade| market.scales.iter().position(|own| own.id == grade.scale);
    let mut grade_of: Vec<Option<&RawGrade>> = vec![None; order.ids.len()];
    for grade in &level.grades {
        let Some(stall) = order.index_of.get(&grade.stall) else {
            continue;
        };
        let own = &mut grade_of[*stall];
        if own.is_none_or(|own| rank_of(grade) < rank_of(own)) {
            *own = Some(grade);
        }
    }
    let mut rows: Vec<GradeRow> = Vec::new();
    for grade in grade_of {
        let Some(grade) = grade else {
            stalls.grade.push(0);
            continue;
        };
        let row = GradeRow {
            scale: grade.scale.clone(),
            level: grade.level.clone(),
            suspended: grade.suspended,
            valid_until: grade.valid_until.clone(),
        };
        let place = rows
            .iter()
            .position(|own| *own == row)
            .unwrap_or(rows.len());
        if place == rows.len() {
            rows.push(row);
        }
        stalls.grade.push(u32::try_from(place + 1).unwrap_or(0));
    }
    rows
}

/// Bits of the plaques that hang on the day of publication. One that has been taken down is told
/// in the stall's record only.
fn plaque_bits(level: &LevelRows, order: &Order, market: &MarketFacts) -> Vec<u32> {
    let published = Moment::parse(&market.market.published).unwrap_or_default();
    let today = published.day();
    let mut bits = vec![0; order.ids.len()];
    for plaque in &level.plaques {
        let has_ended = Day::parse(&plaque.until).is_some_and(|last| last < today);
        if let Some(stall) = order.index_of.get(&plaque.stall)
            && let Some(kind) = PlaqueKind::parse(&plaque.kind)
            && !has_ended
        {
            bits[*stall] |= kind.bit();
        }
    }
    bits
}
