//! Products against the categories of their shop, and categories against the shops that list them.

use std::collections::HashMap;

use super::categories::CategoryTree;
use super::findings::Findings;
use super::level::LevelFacts;
use super::market::MarketFacts;
use crate::domain::market::check::Checker;
use crate::domain::market::problem::{Fault, Severity};
use crate::domain::market::raw::{RawCategory, RawListing};
use crate::publisher::source::layout;

/// Categories by what they are called in the market's own language.
#[derive(Debug, Default)]
pub struct CategoryNames {
    positions: HashMap<String, Vec<usize>>,
}

/// What stands behind the name of a product: size, colour, packing.
const ENDS_NAME: [char; 6] = [',', '，', '(', '（', ' ', '\u{3000}'];

impl CategoryNames {
    /// Names and synonyms of the categories that have a place in the tree.
    pub fn of(rows: &[RawCategory], tree: &CategoryTree, home: &str) -> CategoryNames {
        let mut names = CategoryNames::default();
        for category in rows {
            let Some(position) = tree.position(&category.id) else {
                continue;
            };
            let synonyms = category.synonyms.get(home).into_iter().flatten();
            for name in category.name.get(home).into_iter().chain(synonyms) {
                let positions = names.positions.entry(plain(name)).or_default();
                positions.push(position);
            }
        }
        names.positions.remove("");
        names
    }

    /// The categories that a product is called like.
    fn called(&self, product: &str) -> &[usize] {
        let head = product.split(ENDS_NAME).next().unwrap_or_default();
        let found = self.positions.get(&plain(product));
        let found = found.or_else(|| self.positions.get(&plain(head)));
        found.map_or(&[], Vec::as_slice)
    }
}

fn plain(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Notes products that are called like a category below other top categories than the shop's.
pub(super) fn note_foreign(listing: &RawListing, facts: &MarketFacts, at: &mut Checker) {
    let tree = &facts.tree;
    let own: Vec<usize> = listing
        .categories
        .iter()
        .filter_map(|id| Some(top_of(tree.position(id)?, tree)))
        .collect();
    if own.is_empty() {
        return;
    }
    at.within("products", |at| {
        for (index, product) in listing.products.iter().enumerate() {
            let name = product.get(facts.home()).map_or("", String::as_str);
            let called = facts.category_names.called(name);
            let is_own = |position: &usize| own.contains(&top_of(*position, tree));
            if let Some(first) = called.first()
                && !called.iter().any(is_own)
            {
                let row = tree.order().get(*first);
                let id = row.and_then(|row| facts.categories.get(*row));
                let id = id.map_or(String::new(), |category| category.id.clone());
                at.report_at(index, Fault::Foreign(id), name);
            }
        }
    });
}

fn top_of(position: usize, tree: &CategoryTree) -> usize {
    let mut top = position;
    while let Some(Some(above)) = tree.parents().get(top) {
        top = *above;
    }
    top
}

/// Notes categories that no listing has, neither themselves nor through one below; of an empty
/// branch only its beginning.
pub(super) fn note_empty(facts: &MarketFacts, levels: &[LevelFacts], findings: &mut Findings) {
    let tree = &facts.tree;
    // A tree with a mistake in it hangs together otherwise than it will.
    let is_tree_wrong = findings.list().iter().any(|own| {
        own.problem.file == layout::CATEGORIES && own.problem.fault.severity() == Severity::Error
    });
    let is_known = !is_tree_wrong
        && facts.categories_known
        && facts.levels_known
        && levels.iter().all(|level| level.listings_known);
    // Where no shop is listed yet, it is not the categories that are too many.
    if !is_known || levels.iter().all(|level| level.categories.is_empty()) {
        return;
    }
    let mut is_used = vec![false; tree.order().len()];
    for position in levels.iter().flat_map(|level| &level.categories) {
        let mut next = Some(*position);
        while let Some(position) = next.filter(|own| !is_used[*own]) {
            is_used[position] = true;
            next = tree.parents()[position];
        }
    }
    for (position, row) in tree.order().iter().enumerate() {
        let is_beginning = tree.parents()[position].is_none_or(|above| is_used[above]);
        if !is_used[position] && is_beginning {
            let id = &facts.categories[*row].id;
            let path = format!("/{row}/id");
            findings.note(layout::CATEGORIES, &path, Fault::NoStalls, id);
        }
    }
}
