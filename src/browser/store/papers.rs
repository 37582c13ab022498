//! The small files of the whole market, each loaded when a page asks for it. A file that the
//! publication does not have is an empty list. They are handed out without their type, so that
//! the page carries the code to load one of them once.

use std::any::Any;
use std::sync::Arc;

use super::{Loading, Opened, Store};
use crate::browser::fetch::LoadError;
use crate::domain::market::json::{FromJson, Json};
use crate::domain::market::problem::Problems;
use crate::domain::market::trust::Honour;
use crate::domain::publication::files::{GridsFile, IndexFile};
use crate::domain::publication::open::{
    open_branches, open_grids, open_honours, open_index, open_notices,
};
use crate::domain::publication::paths;

/// One of the files, by what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaperFile {
    /// A list of [`Notice`](crate::domain::market::notice::Notice).
    Notices,
    /// A list of [`Honour`].
    Honours,
    /// A list of [`Branch`](crate::domain::market::grid::Branch).
    Branches,
    /// A list of at most one [`CreditIndex`](crate::domain::market::credit_index::CreditIndex).
    Index,
    /// A list of [`Grid`](crate::domain::market::grid::Grid); the level's id.
    Grids(String),
}

impl PaperFile {
    /// Its path in the publication.
    pub fn path(&self) -> String {
        match self {
            PaperFile::Notices => paths::NOTICES.to_owned(),
            PaperFile::Honours => paths::HONOURS.to_owned(),
            PaperFile::Branches => paths::BRANCHES.to_owned(),
            PaperFile::Index => paths::INDEX.to_owned(),
            PaperFile::Grids(level) => paths::grids(level),
        }
    }
}

/// A file's list, whatever it is of. Each file has its own type of list.
#[derive(Debug, Clone)]
pub struct List(Opened);

impl List {
    /// The list; none when it is one of something else.
    pub fn of<T: Send + Sync + 'static>(&self) -> Option<Arc<Vec<T>>> {
        Arc::clone(&self.0).downcast().ok()
    }
}

impl Store {
    /// A file's list.
    pub fn paper(&self, file: PaperFile) -> Loading<'_, List> {
        let path = file.path();
        let own = path.clone();
        let load = async move {
            let json = self.find(&path).await?;
            let list = match &file {
                PaperFile::Notices => self.list(json, &path, &open_notices),
                PaperFile::Honours => self.list(json, &path, &open_honours),
                PaperFile::Branches => self.list(json, &path, &open_branches),
                PaperFile::Index => self.list(json, &path, &|file: &IndexFile| {
                    let (index, problems) = open_index(file);
                    (Vec::from_iter(index), problems)
                }),
                PaperFile::Grids(level) => {
                    self.list(json, &path, &|file: &GridsFile| open_grids(file, level))
                }
            };
            self.keep_any(&path, list?);
            Ok(())
        };
        let opened = self.once_any(own, Box::pin(load));
        Box::pin(async move { opened.await.map(List) })
    }

    /// Honours of the market; none when nothing is published.
    pub fn honours(&self) -> Loading<'_, Arc<Vec<Honour>>> {
        Box::pin(async move {
            let list = self.paper(PaperFile::Honours).await?.of();
            list.ok_or_else(|| LoadError::new("unusable", paths::HONOURS))
        })
    }

    fn list<F: FromJson, T: Any + Send + Sync>(
        &self,
        json: Option<Json>,
        path: &str,
        open: &dyn Fn(&F) -> (Vec<T>, Problems),
    ) -> Result<Opened, LoadError> {
        let Some(json) = json else {
            return Ok(Arc::new(Vec::<T>::new()));
        };
        let file: F = self.read(json, path)?;
        let (list, problems) = open(&file);
        self.note(problems);
        Ok(Arc::new(list))
    }
}
