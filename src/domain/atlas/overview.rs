//! The market as a sheet of levels: what each card says and is coloured like before its stalls
//! are there.

use super::scene::{point, ring};
use crate::domain::order;
use crate::domain::plan::sheet::{BuildingInput, LevelInput, SheetInput, TradeShare};
use crate::domain::publication::open::{CategoryTree, Venue};

/// So many trades colour a card; the rest would be slivers.
const MOST_TRADES: usize = 6;

/// All levels of a market, in the order of [`Venue::levels`]. `details` writes the line below a
/// level's name from its number of stalls.
pub fn sheet_input(
    venue: &Venue,
    tree: Option<&CategoryTree>,
    language: &str,
    details: &dyn Fn(u32) -> String,
) -> SheetInput {
    let home = venue.market.home_language();
    let buildings = venue.buildings.iter().map(|building| BuildingInput {
        name: building.name().best(language, home).0.to_owned(),
        anchor: point(*building.anchor()),
        levels: building
            .levels()
            .iter()
            .map(|level| {
                let (stalls, marks) = venue.counts(level.id());
                LevelInput {
                    name: level.name().best(language, home).0.to_owned(),
                    short_name: level.short_name().clone(),
                    details: details(stalls),
                    outlines: vec![ring(level.outline())],
                    marks,
                    trades: tree.map_or_else(Vec::new, |tree| trades(tree, level.id())),
                }
            })
            .collect(),
    });
    SheetInput {
        buildings: buildings.collect(),
    }
}

/// The main trades of a level, most stalls first.
fn trades(tree: &CategoryTree, level: &str) -> Vec<TradeShare> {
    let tops = tree.tree.tops().iter().enumerate();
    let mut keys: Vec<u64> = tops
        .filter_map(|(place, top)| {
            let (_, stalls) = tree.counts(*top).find(|(own, _)| *own == level)?;
            Some(order::key(0, usize::try_from(stalls).ok()?, place))
        })
        .collect();
    order::sort(&mut keys);
    let most = keys.iter().rev().take(MOST_TRADES);
    most.filter_map(|key| {
        Some(TradeShare {
            tint: u8::try_from(order::index(*key)).ok()?,
            stalls: u32::try_from(order::second(*key)).ok()?,
        })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::publication::files::CategoriesFile;

    #[test]
    fn a_level_is_coloured_like_its_main_trades() {
        let (tree, _) = CategoryTree::open(CategoriesFile {
            id: ["toys", "plush", "tools", "bags"].map(str::to_owned).into(),
            parent: vec![-1, 0, -1, -1],
            levels: vec!["a1".into(), "a2".into()],
            counts: vec![vec![0, 7, 1, 3], vec![0, 7], vec![0, 40], vec![1, 9]],
        });
        let shares = |level| {
            let shares = trades(&tree, level).into_iter();
            shares.map(|own| (own.tint, own.stalls)).collect::<Vec<_>>()
        };
        assert_eq!(shares("a1"), [(1, 40), (0, 7)]);
        assert_eq!(shares("a2"), [(2, 9), (0, 3)]);
        assert_eq!(shares("b1"), []);
    }
}
