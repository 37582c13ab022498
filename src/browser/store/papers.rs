//! The small files of the whole market, each loaded when a panel asks for it. A file that the
//! publication does not have is an empty list.

use std::any::Any;
use std::sync::Arc;

use super::{Loading, Store};
use crate::domain::market::credit_index::CreditIndex;
use crate::domain::market::grid::{Branch, Grid};
use crate::domain::market::json::FromJson;
use crate::domain::market::notice::Notice;
use crate::domain::market::problem::Problems;
use crate::domain::publication::files::{BranchesFile, GridsFile, IndexFile, NoticesFile};
use crate::domain::publication::open::{open_branches, open_grids, open_index, open_notices};
use crate::domain::publication::paths;

impl Store {
    /// Notices of the market.
    pub fn notices(&self) -> Loading<'_, Arc<Vec<Notice>>> {
        self.list(paths::NOTICES.to_owned(), |file: &NoticesFile| {
            open_notices(file)
        })
    }

    /// Branches of the market.
    pub fn branches(&self) -> Loading<'_, Arc<Vec<Branch>>> {
        self.list(paths::BRANCHES.to_owned(), |file: &BranchesFile| {
            open_branches(file)
        })
    }

    /// Micro-grids of a level.
    pub fn grids(&self, level: &str) -> Loading<'_, Arc<Vec<Grid>>> {
        let level = level.to_owned();
        self.list(paths::grids(&level), move |file: &GridsFile| {
            open_grids(file, &level)
        })
    }

    /// The market's credit index, in a list of at most one.
    pub fn index(&self) -> Loading<'_, Arc<Vec<CreditIndex>>> {
        self.list(paths::INDEX.to_owned(), |file: &IndexFile| {
            let (index, problems) = open_index(file);
            (index.into_iter().collect(), problems)
        })
    }

    fn list<'a, F, T>(
        &'a self,
        path: String,
        open: impl FnOnce(&F) -> (Vec<T>, Problems) + 'a,
    ) -> Loading<'a, Arc<Vec<T>>>
    where
        F: FromJson + 'a,
        T: Any + Send + Sync,
    {
        let own = path.clone();
        let load = async move {
            let Some(json) = self.find(&path).await? else {
                self.keep(&path, Vec::<T>::new());
                return Ok(());
            };
            let file: F = self.read(json, &path)?;
            let (list, problems) = open(&file);
            self.opened(&path, (Some(list), problems))
        };
        self.once(own, Box::pin(load))
    }
}
