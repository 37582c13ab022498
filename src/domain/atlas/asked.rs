//! Which stalls were asked for.

use crate::domain::market::trust::PlaqueKind;
use crate::domain::publication::open::{CategoryTree, LevelStalls};

/// What narrows the market down to the stalls that light up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Id of a category; its own categories count too.
    pub category: Option<String>,
    /// Party-member stalls only.
    pub only_marked: bool,
}

impl Asked {
    /// Indexes of the stalls of a level that were asked for; none when nothing was. A category
    /// that the publication does not have asks for nothing.
    pub fn stalls(&self, tree: Option<&CategoryTree>, stalls: &LevelStalls) -> Option<Vec<usize>> {
        let wanted = self
            .category
            .as_ref()
            .and_then(|id| Some((tree?, tree?.tree.find(id)?)));
        if wanted.is_none() && !self.only_marked {
            return None;
        }
        let asked_for = |stall: &usize| {
            let listed = wanted.is_none_or(|(tree, wanted)| {
                stalls
                    .categories(*stall)
                    .any(|own| tree.tree.is_within(own, wanted))
            });
            listed && (!self.only_marked || stalls.has_plaque(*stall, PlaqueKind::PartyMember))
        };
        Some((0..stalls.len()).filter(asked_for).collect())
    }

    /// How many stalls of a level were asked for, for levels whose stalls are not there; none when
    /// nothing was, or when nobody counted that.
    pub fn count_on(&self, tree: Option<&CategoryTree>, level: &str) -> Option<u32> {
        let wanted = self.category.as_ref().filter(|_| !self.only_marked)?;
        let tree = tree?;
        let mut counts = tree.counts(tree.tree.find(wanted)?);
        let own = counts.find(|(own, _)| *own == level);
        Some(own.map_or(0, |(_, count)| count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::publication::files::{CategoriesFile, StallColumns};
    use crate::domain::publication::open::stalls_of;

    /// Plush with a mark, tools, toys, not let.
    fn level() -> LevelStalls {
        stalls_of(StallColumns {
            number: ["1", "2", "3", "4"].map(str::to_owned).into(),
            category: vec![1, 2, 0, -1],
            plaques: vec![1, 0, 0, 0],
            ..StallColumns::default()
        })
    }

    fn asked(category: Option<&str>, only_marked: bool) -> Option<Vec<usize>> {
        let (tree, _) = CategoryTree::open(CategoriesFile {
            id: vec!["toys".into(), "plush".into(), "tools".into()],
            parent: vec![-1, 0, -1],
            ..CategoriesFile::default()
        });
        let asked = Asked {
            category: category.map(str::to_owned),
            only_marked,
        };
        asked.stalls(Some(&tree), &level())
    }

    #[test]
    fn categories_and_marks_narrow_it_down() {
        assert_eq!(asked(None, false), None);
        assert_eq!(asked(Some("toys"), false), Some(vec![0, 2]));
        assert_eq!(asked(Some("plush"), false), Some(vec![0]));
        assert_eq!(asked(Some("plush"), true), Some(vec![0]));
        assert_eq!(asked(Some("tools"), true), Some(vec![]));
        assert_eq!(asked(None, true), Some(vec![0]));
    }

    #[test]
    fn levels_that_are_not_there_are_counted() {
        let (tree, _) = CategoryTree::open(CategoriesFile {
            id: vec!["toys".into()],
            parent: vec![-1],
            levels: vec!["a1".into()],
            counts: vec![vec![0, 7]],
        });
        let count = |category: &str, only_marked, level| {
            let asked = Asked {
                category: Some(category.into()),
                only_marked,
            };
            asked.count_on(Some(&tree), level)
        };
        assert_eq!(count("toys", false, "a1"), Some(7));
        assert_eq!(count("toys", false, "b1"), Some(0));
        assert_eq!(count("toys", true, "a1"), None);
        assert_eq!(count("tools", false, "a1"), None);
        assert_eq!(Asked::default().count_on(Some(&tree), "a1"), None);
    }

    #[test]
    fn an_unknown_category_asks_for_nothing() {
        assert_eq!(asked(Some("spaceships"), false), None);
        assert_eq!(asked(Some("spaceships"), true), Some(vec![0]));
        let asked = Asked {
            category: Some("toys".into()),
            only_marked: false,
        };
        assert_eq!(asked.stalls(None, &level()), None, "without a tree");
    }
}
