//! The stalls of a level: ids, numbers, outlines.

use super::geometry::{Bounds, lies_on, overlap};
use super::market::{LevelSite, note_crossing, note_duplicates};
use crate::domain::market::check::Checker;
use crate::domain::market::limits;
use crate::domain::market::problem::Fault;
use crate::domain::market::raw::{Point, RawStall};

/// Characters of a stall number or its printed form.
const NUMBER_CHARS: usize = 24;

/// The id of a stall: its own, or made of level and number. Empty when there is neither.
pub fn stall_id(level: &str, stall: &RawStall) -> String {
    match (&*stall.id, &*stall.number) {
        ("", "") => String::new(),
        ("", number) => format!("{level}-{number}"),
        (id, _) => id.to_owned(),
    }
}

/// Checks the rows; returns the id of each, empty for a row without a usable one.
pub(super) fn check_stalls(rows: &[RawStall], site: &LevelSite, at: &mut Checker) -> Vec<String> {
    let mut ids = Vec::with_capacity(rows.len());
    for (row, stall) in rows.iter().enumerate() {
        at.within(row, |at| {
            ids.push(check_id(stall, site, at));
            at.line("number", &stall.number, NUMBER_CHARS);
            at.line("printed", &stall.printed, NUMBER_CHARS);
            let outline = at.ring("outline", &stall.outline);
            note_crossing(at, "outline", &stall.outline);
            if let Some(ring) = outline
                && !site.outline.is_empty()
                && !lies_on(&ring, &site.outline, &site.voids)
            {
                let [x, y] = Bounds::of(&ring).middle();
                at.report_at("outline", Fault::OutsideLevel, &format!("{x}, {y}"));
            }
        });
    }
    note_duplicates(at, rows.iter().map(|own| &*own.number), "number");
    // Whoever looks for a sign finds one stall.
    note_duplicates(at, rows.iter().map(|own| &*own.printed), "printed");
    note_overlaps(rows, &ids, at);
    ids
}

fn check_id(stall: &RawStall, site: &LevelSite, at: &mut Checker) -> String {
    if stall.number.is_empty() {
        at.report_at("number", Fault::Missing, "");
    }
    let id = stall_id(&site.id, stall);
    if id.is_empty() {
        return id;
    }
    let field = if stall.id.is_empty() { "number" } else { "id" };
    let Some(id) = at.id(field, &id) else {
        return String::new();
    };
    let begins_with_level = id
        .strip_prefix(&*site.id)
        .and_then(|rest| rest.strip_prefix('-'))
        .is_some_and(|rest| !rest.is_empty());
    if !begins_with_level {
        at.report_at(
            "id",
            Fault::Form("the id of its level, a dash and more"),
            &id,
        );
    }
    id
}

/// Sweeps over the level from left to right, so that each stall meets only those beside it. A
/// stall is reported once, however many it covers.
fn note_overlaps(rows: &[RawStall], ids: &[String], at: &mut Checker) {
    let mut boxes: Vec<(Bounds, usize)> = rows
        .iter()
        .enumerate()
        .filter(|(_, stall)| is_bounded(&stall.outline))
        .map(|(row, stall)| (Bounds::of(&stall.outline), row))
        .collect();
    boxes.sort_unstable_by_key(|(bounds, row)| (bounds.left, *row));

    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut open: Vec<(Bounds, usize)> = Vec::new();
    for (bounds, row) in boxes {
        open.retain(|(other, _)| other.right > bounds.left);
        let shares_ground = |(other, other_row): &&(Bounds, usize)| {
            other.overlaps(&bounds) && overlap(&rows[row].outline, &rows[*other_row].outline)
        };
        if let Some((_, other)) = open.iter().find(shares_ground) {
            pairs.push((row.max(*other), row.min(*other)));
        }
        open.push((bounds, row));
    }

    pairs.sort_unstable();
    pairs.dedup_by_key(|(later, _)| *later);
    for (later, earlier) in pairs {
        at.within(later, |at| {
            let other = Fault::Overlap(format!("/{earlier}/outline"));
            at.report_at(
                "outline",
                other,
                &format!("{} {}", ids[later], ids[earlier]),
            );
        });
    }
}

/// True when the outline can be calculated with; others are reported already.
fn is_bounded(ring: &[Point]) -> bool {
    let bound = limits::COORDINATE_DM;
    (3..=limits::RING_POINTS).contains(&ring.len())
        && ring
            .iter()
            .flatten()
            .all(|value| (-bound..=bound).contains(value))
}
