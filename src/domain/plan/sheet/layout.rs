//! Where each building and level stands on the sheet.

use super::{Block, BuildingInput, Card, Sheet, SheetInput};
use crate::domain::order;
use crate::domain::plan::geometry::{Bounds, Point};

/// The band above a card for its title, and above a building for its name.
const CARD_TITLE_DM: f64 = 520.0;
const BLOCK_TITLE_DM: f64 = 700.0;
/// Free ground between buildings side by side, and between their rows.
const GAP_DM: f64 = 700.0;

pub fn lay_out(input: SheetInput, aspect: f64) -> Sheet {
    let sizes: Vec<Bounds> = input.buildings.iter().map(ground).collect();
    let tall = |index: usize, levels: usize| {
        let card_dm = sizes.get(index).map_or(0.0, |size| size.height_dm());
        BLOCK_TITLE_DM + (card_dm + CARD_TITLE_DM) * levels as f64
    };
    let buildings = &input.buildings;
    let height_of = |index: usize| tall(index, buildings.get(index).map_or(0, |b| b.levels.len()));
    let width_of = |index: usize| sizes.get(index).map_or(0.0, |size| size.width_dm());

    // As many columns as give the largest scale on this screen.
    let mut best: Option<(f64, Vec<Vec<usize>>)> = None;
    for columns in 1..=buildings.len() {
        let rows = rows(buildings, columns);
        let (mut wide, mut high) = (0.0_f64, 0.0);
        for row in &rows {
            let row_wide: f64 = row.iter().map(|index| width_of(*index) + GAP_DM).sum();
            wide = wide.max(row_wide - GAP_DM);
            high += row.iter().fold(0.0, |h: f64, i| h.max(height_of(*i))) + GAP_DM;
        }
        let scale = (aspect.max(0.01) / wide.max(1.0)).min(1.0 / (high - GAP_DM).max(1.0));
        if best.as_ref().is_none_or(|(other, _)| scale > *other) {
            best = Some((scale, rows));
        }
    }
    let mut corners = vec![Point::default(); buildings.len()];
    let mut top_dm = 0.0;
    for row in best.map(|(_, rows)| rows).unwrap_or_default() {
        let high = row.iter().fold(0.0, |h: f64, i| h.max(height_of(*i)));
        let mut left_dm = 0.0;
        for index in row {
            // The lowest levels of a row stand on one line.
            let corner = Point::new(left_dm, top_dm + high - height_of(index));
            if let Some(place) = corners.get_mut(index) {
                *place = corner;
            }
            left_dm += width_of(index) + GAP_DM;
        }
        top_dm += high + GAP_DM;
    }
    let mut sheet = Sheet {
        bounds: Bounds::new(0.0, 0.0, 1000.0, 1000.0),
        blocks: Vec::new(),
        cards: Vec::new(),
    };
    let placed = input.buildings.into_iter().zip(sizes).zip(corners);
    for ((building, size), corner) in placed {
        place(&mut sheet, building, size, corner);
    }
    let all = sheet.blocks.iter().map(|block| block.bounds);
    if let Some(bounds) = all.reduce(Bounds::union) {
        sheet.bounds = bounds;
    }
    sheet
}

/// All floors of a building in its own grid; a hundred metres square when none has an outline.
fn ground(building: &BuildingInput) -> Bounds {
    let rings = building.levels.iter().flat_map(|level| &level.outlines);
    rings
        .filter_map(|ring| Bounds::around(ring))
        .reduce(Bounds::union)
        .unwrap_or(Bounds::new(0.0, 0.0, 1000.0, 1000.0))
}

/// Buildings in rows of at most `columns`: one row in the order given, more than one as they
/// lie on the ground, from north to south and west to east.
fn rows(buildings: &[BuildingInput], columns: usize) -> Vec<Vec<usize>> {
    let all: Vec<usize> = (0..buildings.len()).collect();
    if columns >= all.len() {
        return vec![all];
    }
    let along = |indices: &[usize], of: fn(&BuildingInput) -> f64| -> Vec<usize> {
        // Whole decimetres above any market's most western and northern place.
        let key = |index: &usize| {
            let dm = buildings.get(*index).map_or(0.0, of) + 1e9;
            (dm as u64) << 16 | *index as u64
        };
        let mut keys: Vec<u64> = indices.iter().map(key).collect();
        order::sort(&mut keys);
        keys.into_iter()
            .map(|key| (key & 0xffff) as usize)
            .collect()
    };
    let southwards = along(&all, |building| building.anchor.y_dm);
    southwards
        .chunks(columns)
        .map(|row| along(row, |building| building.anchor.x_dm))
        .collect()
}

/// Puts a building's cards below one another, the highest level first.
fn place(sheet: &mut Sheet, building: BuildingInput, size: Bounds, corner: Point) {
    let index = sheet.blocks.len();
    let count = building.levels.len();
    let step_dm = size.height_dm() + CARD_TITLE_DM;
    for (ordinal, level) in building.levels.into_iter().enumerate() {
        let above = (count - 1 - ordinal) as f64;
        let top_dm = corner.y_dm + BLOCK_TITLE_DM + CARD_TITLE_DM + above * step_dm;
        let offset = Point::new(corner.x_dm - size.min_x_dm, top_dm - size.min_y_dm);
        sheet.cards.push(Card {
            building: index,
            name: level.name,
            short_name: level.short_name,
            details: level.details,
            outlines: level.outlines,
            marks: level.marks,
            trades: level.trades,
            offset,
            bounds: size.moved(offset),
            title_dm: CARD_TITLE_DM,
        });
    }
    let high = BLOCK_TITLE_DM + step_dm * count as f64;
    sheet.blocks.push(Block {
        name: building.name,
        bounds: Bounds::new(
            corner.x_dm,
            corner.y_dm,
            corner.x_dm + size.width_dm(),
            corner.y_dm + high,
        ),
        title_dm: BLOCK_TITLE_DM,
    });
}
