//! The category tree.

use super::check::Checker;
use super::limits;
use super::problem::Fault;

/// The tree in columns, parents before children.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Categories {
    ids: Vec<String>,
    parents: Vec<Option<usize>>,
    children: Vec<Vec<usize>>,
    tops: Vec<usize>,
}

impl Categories {
    /// Builds the tree from (id, index of parent). A parent that does not come before its child
    /// is noted and the category becomes a top one.
    pub fn check(ids: &[String], parents: &[i32], at: &mut Checker) -> Categories {
        if ids.len() != parents.len() {
            at.report(
                Fault::Columns,
                &format!("id {}, parent {}", ids.len(), parents.len()),
            );
        }
        let mut tree = Categories::default();
        let ids = at.list("id", ids, limits::CATEGORIES);
        for (index, (id, parent)) in ids.iter().zip(parents).enumerate() {
            let parent = match usize::try_from(*parent) {
                Ok(parent) if parent < index => Some(parent),
                Ok(_) => {
                    at.report_at("parent", Fault::Cycle, id);
                    None
                }
                Err(_) => None,
            };
            tree.children.push(Vec::new());
            match parent.and_then(|parent| tree.children.get_mut(parent)) {
                Some(siblings) => siblings.push(index),
                None => tree.tops.push(index),
            }
            tree.ids.push(id.clone());
            tree.parents.push(parent);
        }
        tree
    }

    /// Number of categories.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// True when there are none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Indexes of the top categories, in published order.
    pub fn tops(&self) -> &[usize] {
        &self.tops
    }

    /// Indexes of the categories directly below.
    pub fn children(&self, category: usize) -> &[usize] {
        self.children.get(category).map_or(&[], Vec::as_slice)
    }

    /// Index of the category above.
    pub fn parent(&self, category: usize) -> Option<usize> {
        self.parents.get(category).copied().flatten()
    }

    /// Id of a category, empty when there is no such index.
    pub fn id(&self, category: usize) -> &str {
        self.ids.get(category).map_or("", String::as_str)
    }

    /// Index of an id.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.ids.iter().position(|own| own == id)
    }

    /// The top category that a category belongs to.
    pub fn top_of(&self, category: usize) -> usize {
        let mut top = category;
        // Parents come before children, so this walk ends.
        while let Some(parent) = self.parent(top) {
            top = parent;
        }
        top
    }

    /// True when `category` is `above` or lies below it.
    pub fn is_within(&self, category: usize, above: usize) -> bool {
        let mut at = Some(category);
        while let Some(own) = at {
            if own == above {
                return true;
            }
            at = self.parent(own);
        }
        false
    }

    /// The way from the top category down to this one, both included.
    pub fn path(&self, category: usize) -> Vec<usize> {
        let mut path = vec![category];
        while let Some(parent) = path.last().and_then(|own| self.parent(*own)) {
            path.push(parent);
        }
        path.reverse();
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(rows: &[(&str, i32)]) -> (Categories, usize) {
        let ids: Vec<String> = rows.iter().map(|row| row.0.to_owned()).collect();
        let parents: Vec<i32> = rows.iter().map(|row| row.1).collect();
        let mut at = Checker::new("categories.json");
        let tree = Categories::check(&ids, &parents, &mut at);
        (tree, at.finish().errors())
    }

    #[test]
    fn up_and_down() {
        let (tree, errors) = tree(&[("toys", -1), ("plush", 0), ("bears", 1), ("bags", -1)]);
        assert_eq!(errors, 0);
        assert_eq!(tree.tops(), [0, 3]);
        assert_eq!(tree.children(0), [1]);
        assert_eq!(tree.top_of(2), 0);
        assert_eq!(tree.path(2), [0, 1, 2]);
        assert!(tree.is_within(2, 0) && tree.is_within(2, 2) && !tree.is_within(2, 3));
        assert_eq!(tree.find("bears"), Some(2));
        assert_eq!(tree.id(9), "");
    }

    #[test]
    fn a_parent_that_comes_later_is_noted() {
        let (tree, errors) = tree(&[("a", 1), ("b", 0)]);
        assert_eq!(errors, 1);
        assert_eq!(tree.tops(), [0]);
    }
}
