//! The small files of the whole market: honours, notices, index, branches, and a level's grids.

use crate::domain::market::check::Checker;
use crate::domain::market::credit_index::CreditIndex;
use crate::domain::market::grid::{Branch, Grid};
use crate::domain::market::limits;
use crate::domain::market::notice::Notice;
use crate::domain::market::problem::Problems;
use crate::domain::publication::files::{BranchesFile, GridsFile, IndexFile, NoticesFile};
use crate::domain::publication::paths;

/// Notices of the market, the newest first; rows that cannot be used are left out.
pub fn open_notices(file: &NoticesFile) -> (Vec<Notice>, Problems) {
    let mut at = Checker::new(paths::NOTICES);
    let mut notices: Vec<Notice> = Vec::new();
    at.rows("notices", &file.notices, limits::ROWS, |row, at| {
        let notice = Notice::check(row, at)?;
        let place = notices.partition_point(|own| own.published() >= notice.published());
        notices.insert(place, notice);
        Some(())
    });
    (notices, at.finish())
}

/// The market's credit index; none when it holds no usable value.
pub fn open_index(file: &IndexFile) -> (Option<CreditIndex>, Problems) {
    let mut at = Checker::new(paths::INDEX);
    let index = CreditIndex::check(file, &mut at);
    (index, at.finish())
}

/// Branches of the market.
pub fn open_branches(file: &BranchesFile) -> (Vec<Branch>, Problems) {
    let mut at = Checker::new(paths::BRANCHES);
    let branches = at.rows("branches", &file.branches, limits::ROWS, Branch::check);
    (branches, at.finish())
}

/// Micro-grids of a level.
pub fn open_grids(file: &GridsFile, level: &str) -> (Vec<Grid>, Problems) {
    let mut at = Checker::new(&paths::grids(level));
    let grids = at.rows("grids", &file.grids, limits::ROWS, Grid::check);
    (grids, at.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::market::raw::{RawGrid, RawNotice};

    #[test]
    fn notices_are_newest_first_and_keep_their_order_within_a_day() {
        let row = |id: &str, published: &str| RawNotice {
            id: id.into(),
            kind: "notice".into(),
            title: [("en".into(), id.into())].into(),
            issuer: [("en".into(), "Office".into())].into(),
            published: published.into(),
            ..RawNotice::default()
        };
        let file = NoticesFile {
            notices: vec![
                row("a", "2026-11-01"),
                row("b", "2026-11-20"),
                row("broken id", "2026-11-20"),
                row("c", ""),
                row("d", "2026-11-20"),
            ],
        };
        let (notices, problems) = open_notices(&file);
        let ids: Vec<&str> = notices.iter().map(|notice| notice.id().as_str()).collect();
        assert_eq!(ids, ["b", "d", "a", "c"]);
        assert_eq!(problems.errors(), 2, "an id and a day");
    }

    #[test]
    fn nothing_is_published() {
        assert!(open_notices(&NoticesFile::default()).0.is_empty());
        assert!(open_branches(&BranchesFile::default()).0.is_empty());
        assert!(open_grids(&GridsFile::default(), "a1").0.is_empty());
        assert!(open_index(&IndexFile::default()).0.is_none());
        let file = GridsFile {
            grids: vec![RawGrid::default()],
        };
        let (grids, problems) = open_grids(&file, "a1");
        assert!(grids.is_empty());
        assert_eq!(problems.list()[0].file, "grids/a1.json");
    }
}
