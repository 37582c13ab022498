//! From the files' bytes, already parsed, to checked types. Each `open` returns what is usable
//! and a list of what was wrong, so that a page shows the rest of a damaged file.

#[cfg(test)]
pub use level::tests::stalls_of;
pub use level::{Footprint, GradeMark, LevelStalls};
pub use papers::{open_branches, open_grids, open_index, open_notices};
pub use record::{StallDetail, StallShard};
pub use venue::{LevelPlace, Venue};
pub use walk::{closed_by_notices, moved_stall, open_connectors};

use super::files::{
    CategoriesFile, CategoryNamesFile, Entry, FORMAT_VERSION, FileRow, HonoursFile, NamesFile,
};
use super::paths;
use crate::domain::market::category::Categories;
use crate::domain::market::check::Checker;
use crate::domain::market::limits;
use crate::domain::market::problem::{Fault, Problems};
use crate::domain::market::trust::Honour;

mod level;
mod papers;
mod record;
mod venue;
mod walk;

/// What the entry file offers, found by the paths of [`paths`].
#[derive(Debug, Clone, PartialEq)]
pub struct Contents {
    files: Vec<(String, FileRow)>,
    languages: Vec<String>,
    sequence: u64,
}

impl Contents {
    /// Checks the entry. None when the format is not ours or nothing is listed.
    pub fn open(entry: Entry) -> (Option<Contents>, Problems) {
        let mut at = Checker::new(paths::ENTRY);
        if entry.format != FORMAT_VERSION {
            at.report_at("format", Fault::Form("1"), &entry.format.to_string());
            return (None, at.finish());
        }
        if entry.files.is_empty() {
            at.missing("files");
            return (None, at.finish());
        }
        let mut files = Vec::with_capacity(entry.files.len());
        for (index, row) in entry.files.into_iter().enumerate() {
            if is_safe_path(&row.path) {
                files.push((paths::unhashed(&row.path), row));
            } else {
                at.push("files");
                at.push(index);
                at.misformed("path", "a relative path below the entry", &row.path);
                at.pop();
                at.pop();
            }
        }
        let languages = at.language_tags("languages", &entry.languages, limits::LANGUAGES);
        let contents = Contents {
            files,
            languages,
            sequence: entry.sequence,
        };
        (Some(contents), at.finish())
    }

    /// The file published for a path of [`paths`], if any.
    pub fn find(&self, path: &str) -> Option<&FileRow> {
        self.files
            .iter()
            .find(|(own, _)| own == path)
            .map(|(_, row)| row)
    }

    /// Languages of the publication, the market's own first.
    pub fn languages(&self) -> &[String] {
        &self.languages
    }

    /// Number of the publication; grows.
    pub fn sequence(&self) -> u64 {
        self.sequence
    }
}

/// A path that stays below the entry whatever the server makes of it.
pub(super) fn is_safe_path(path: &str) -> bool {
    !path.is_empty()
        && path.split('/').all(|part| {
            !part.is_empty()
                && part != "."
                && part != ".."
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'))
        })
}

/// The category tree with how many stalls list each category, level by level.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CategoryTree {
    /// The tree.
    pub tree: Categories,
    levels: Vec<String>,
    counts: Vec<Vec<u32>>,
}

impl CategoryTree {
    /// Checks the file.
    pub fn open(file: CategoriesFile) -> (CategoryTree, Problems) {
        let mut at = Checker::new(paths::CATEGORIES);
        let tree = Categories::check(&file.id, &file.parent, &mut at);
        if file.counts.len() != tree.len() {
            at.report_at("counts", Fault::Columns, &file.counts.len().to_string());
        }
        let tree = CategoryTree {
            tree,
            levels: file.levels,
            counts: file.counts,
        };
        (tree, at.finish())
    }

    /// (level id, number of stalls) for each level where the category or one below it is listed.
    pub fn counts(&self, category: usize) -> impl Iterator<Item = (&str, u32)> {
        let pairs = self.counts.get(category).map_or(&[][..], Vec::as_slice);
        pairs.chunks_exact(2).filter_map(|pair| {
            let level = usize::try_from(*pair.first()?).ok()?;
            // A number that could not be read is no number of stalls.
            let count = *pair.get(1).filter(|count| **count != u32::MAX)?;
            Some((self.levels.get(level)?.as_str(), count))
        })
    }

    /// Number of stalls in the whole market that list the category or one below it.
    pub fn total(&self, category: usize) -> u32 {
        self.counts(category).map(|(_, count)| count).sum()
    }
}

/// Category names of one language; an empty name means the language has none.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CategoryNames {
    names: Vec<String>,
    synonyms: Vec<Vec<String>>,
}

impl CategoryNames {
    /// Takes the file over; `language` only names it in problems.
    pub fn open(file: CategoryNamesFile, language: &str) -> (CategoryNames, Problems) {
        let mut at = Checker::new(&paths::category_names(language));
        let names = clean_names(&file.name, limits::CATEGORIES, &mut at);
        (
            CategoryNames {
                names,
                synonyms: file.synonyms,
            },
            at.finish(),
        )
    }

    /// Names in the order of the tree, empty where there is none.
    pub fn all(&self) -> &[String] {
        &self.names
    }

    /// Other words for a category.
    pub fn synonyms(&self, category: usize) -> &[String] {
        self.synonyms.get(category).map_or(&[], Vec::as_slice)
    }
}

/// Shop names of a level, in the order of its stalls.
pub fn open_names(file: NamesFile, language: &str, level: &str) -> (Vec<String>, Problems) {
    let mut at = Checker::new(&paths::names(language, level));
    let names = clean_names(&file.name, limits::STALLS_PER_LEVEL, &mut at);
    (names, at.finish())
}

/// Honours of the market; rows that cannot be used are left out.
pub fn open_honours(file: &HonoursFile) -> (Vec<Honour>, Problems) {
    let mut at = Checker::new(paths::HONOURS);
    let honours = at.rows("honours", &file.honours, limits::ROWS, Honour::check);
    (honours, at.finish())
}

#[inline(never)]
fn clean_names(raw: &[String], limit: usize, at: &mut Checker) -> Vec<String> {
    // Several shops of one stall stand in one name.
    let longest = limits::NAME_CHARS * 4;
    at.rows("name", raw, limit, |name, at| {
        Some(at.line_here(name, longest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_stay_below_the_entry() {
        let check = |path: &str, expected| assert_eq!(is_safe_path(path), expected, "{path}");
        check("levels/f3.1a2b3c4d.json", true);
        check("market.json", true);
        check("", false);
        check("/etc/passwd", false);
        check("levels//x", false);
        check("../x", false);
        check("a/../../x", false);
        check("https://elsewhere.example/x", false);
        check("a\\b", false);
        check("a%2e%2e/b", false);
    }

    #[test]
    fn counts_of_a_category() {
        let (tree, problems) = CategoryTree::open(CategoriesFile {
            id: vec!["toys".into(), "plush".into()],
            parent: vec![-1, 0],
            levels: vec!["a1".into(), "a2".into()],
            counts: vec![vec![0, 7, 1, 3], vec![1, 3, 9, 9, 0, u32::MAX]],
        });
        assert!(problems.is_empty());
        assert_eq!(tree.counts(0).collect::<Vec<_>>(), [("a1", 7), ("a2", 3)]);
        assert_eq!(
            tree.total(1),
            3,
            "neither an unknown level nor an unread number counts"
        );
    }

    #[test]
    fn another_format_is_refused() {
        let (contents, problems) = Contents::open(Entry {
            format: 2,
            ..Entry::default()
        });
        assert!(contents.is_none());
        assert_eq!(problems.list()[0].path, "/format");
    }
}
