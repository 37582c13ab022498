//! The category tree: rows checked, and put in an order in which parents come before children.

use std::collections::HashMap;

use super::findings::FileCheck;
use crate::domain::market::fit::note_untranslated;
use crate::domain::market::limits;
use crate::domain::market::problem::Fault;
use crate::domain::market::raw::RawCategory;

/// The tree as far as it holds together.
#[derive(Debug, Default)]
pub struct CategoryTree {
    /// Rows in published order: each category before those below it.
    order: Vec<usize>,
    /// Published position of the category above, by published position.
    parents: Vec<Option<usize>>,
    /// None for a category that hangs below a circle.
    positions: HashMap<String, Option<usize>>,
}

impl CategoryTree {
    /// Rows of `categories.json` in published order.
    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// For each published position, the position of the category above.
    pub fn parents(&self) -> &[Option<usize>] {
        &self.parents
    }

    /// Published position of a category.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.positions.get(id).copied().flatten()
    }

    /// True when there is such a category, even one that has no place in the tree.
    pub fn knows(&self, id: &str) -> bool {
        self.positions.contains_key(id)
    }
}

/// Checks the rows and builds the tree of those that can be used.
pub fn check_categories(rows: &[RawCategory], home: &str, check: &mut FileCheck) -> CategoryTree {
    let mut row_of: HashMap<&str, usize> = HashMap::new();
    for (row, category) in rows.iter().enumerate() {
        check.at.within(row, |at| {
            let id = at.id("id", &category.id);
            at.text("name", &category.name, limits::NAME_CHARS);
            note_untranslated(at, "name", &category.name, home);
            at.within("synonyms", |at| {
                for (tag, words) in &category.synonyms {
                    let words = at.list(tag, words, limits::SYNONYMS);
                    at.rows(tag, words, limits::SYNONYMS, |word, at| {
                        Some(at.line_here(word, limits::NAME_CHARS))
                    });
                }
            });
            if id.is_none() {
                return;
            }
            if let Some(first) = row_of.get(category.id.as_str()) {
                at.report_at("id", Fault::Duplicate(format!("/{first}")), &category.id);
            } else {
                row_of.insert(&category.id, row);
            }
        });
    }

    let parents = parent_rows(rows, &row_of, check);
    in_order(rows, &row_of, &parents, check)
}

/// The row above each row; an unknown one is noted and the category counts as a top one.
fn parent_rows(
    rows: &[RawCategory],
    row_of: &HashMap<&str, usize>,
    check: &mut FileCheck,
) -> Vec<Option<usize>> {
    let mut parents = vec![None; rows.len()];
    for (row, category) in rows.iter().enumerate() {
        if category.parent.is_empty() {
            continue;
        }
        parents[row] = row_of.get(category.parent.as_str()).copied();
        if parents[row].is_none() {
            check.at.within(row, |at| {
                at.report_at("parent", Fault::Unknown("category"), &category.parent);
            });
        }
    }
    parents
}

fn in_order(
    rows: &[RawCategory],
    row_of: &HashMap<&str, usize>,
    parents: &[Option<usize>],
    check: &mut FileCheck,
) -> CategoryTree {
    let is_used = |row: usize| row_of.get(rows[row].id.as_str()) == Some(&row);
    let mut children = vec![Vec::new(); rows.len()];
    let mut waiting = Vec::new();
    for row in (0..rows.len()).rev().filter(|row| is_used(*row)) {
        match parents[row] {
            Some(parent) => children[parent].push(row),
            None => waiting.push((row, None, 1)),
        }
    }

    let mut tree = CategoryTree::default();
    // Rows were pushed from the last to the first, so that they are taken in the order written.
    while let Some((row, parent, depth)) = waiting.pop() {
        let position = tree.order.len();
        if depth == limits::CATEGORY_DEPTH + 1 {
            check.at.within(row, |at| {
                let deepest = i64::try_from(limits::CATEGORY_DEPTH).unwrap_or(i64::MAX);
                at.report_at("parent", Fault::OutOfRange(1, deepest), &depth.to_string());
            });
        }
        tree.order.push(row);
        tree.parents.push(parent);
        tree.positions.insert(rows[row].id.clone(), Some(position));
        for child in &children[row] {
            waiting.push((*child, Some(position), depth + 1));
        }
    }

    // What no top category leads to hangs below a circle. Only the circle itself is a mistake.
    for row in (0..rows.len()).filter(|row| is_used(*row)) {
        if tree.positions.contains_key(&rows[row].id) {
            continue;
        }
        if is_its_own_ancestor(row, parents) {
            check.at.within(row, |at| {
                at.report_at("parent", Fault::Cycle, &rows[row].parent);
            });
        }
        // References to it are right all the same.
        tree.positions.insert(rows[row].id.clone(), None);
    }
    tree
}

fn is_its_own_ancestor(row: usize, parents: &[Option<usize>]) -> bool {
    let mut above = parents[row];
    for _ in 0..parents.len() {
        match above {
            Some(own) if own == row => return true,
            Some(own) => above = parents[own],
            None => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publisher::check::findings::Findings;
    use crate::publisher::source::{Loaded, State};

    fn check(rows: &[(&str, &str)], expected_order: &[&str], expected: &[(&str, &str)]) {
        let rows: Vec<RawCategory> = rows
            .iter()
            .map(|(id, parent)| RawCategory {
                id: (*id).into(),
                parent: (*parent).into(),
                name: [("zh".into(), (*id).into())].into(),
                ..RawCategory::default()
            })
            .collect();
        let mut loaded = Loaded {
            file: "categories.json".into(),
            value: (),
            state: State::Whole,
            problems: Default::default(),
            fingerprint: Default::default(),
        };
        let mut file = FileCheck::new(&mut loaded);
        let tree = check_categories(&rows, "zh", &mut file);
        let order: Vec<&str> = tree.order().iter().map(|row| &*rows[*row].id).collect();
        assert_eq!(order, expected_order);
        for (position, parent) in tree.parents().iter().enumerate() {
            assert!(parent.is_none_or(|parent| parent < position));
        }
        let mut findings = Findings::default();
        file.finish(&mut findings);
        let found: Vec<(&str, &str)> = findings
            .list()
            .iter()
            .map(|finding| (&*finding.problem.path, finding.problem.fault.code()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn children_after_parents_and_otherwise_as_written() {
        check(
            &[
                ("bears", "plush"),
                ("bags", ""),
                ("toys", ""),
                ("plush", "toys"),
                ("balls", "toys"),
            ],
            &["bags", "toys", "plush", "bears", "balls"],
            &[],
        );
    }

    #[test]
    fn unknown_parent() {
        check(&[("a", "x")], &["a"], &[("/0/parent", "unknown-reference")]);
    }

    #[test]
    fn circles() {
        check(&[("a", "a")], &[], &[("/0/parent", "cycle")]);
        check(
            &[("a", "b"), ("b", "a"), ("c", "a"), ("d", "")],
            &["d"],
            &[("/0/parent", "cycle"), ("/1/parent", "cycle")],
        );
    }

    #[test]
    fn the_same_id_twice() {
        check(
            &[("a", ""), ("b", "a"), ("a", "b")],
            &["a", "b"],
            &[("/2/id", "duplicate")],
        );
    }

    #[test]
    fn too_deep() {
        let ids: Vec<String> = (0..10).map(|depth| format!("c{depth}")).collect();
        let mut rows = vec![(ids[0].as_str(), "")];
        for pair in ids.windows(2) {
            rows.push((&pair[1], &pair[0]));
        }
        let order: Vec<&str> = ids.iter().map(String::as_str).collect();
        check(&rows, &order, &[("/8/parent", "out-of-range")]);
    }
}
