//! The publication of one host. Every file is loaded once and kept, checked, for all elements of
//! the page; a file that failed is tried again the next time it is asked for.

use std::any::Any;
use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use super::fetch::{LoadError, json};
use crate::domain::market::check::Checker;
use crate::domain::market::json::{FromJson, Json};
use crate::domain::market::limits;
use crate::domain::market::problem::Problems;
use crate::domain::market::trust::Honour;
use crate::domain::publication::files::{
    CategoriesFile, CategoryNamesFile, Entry, FileRow, HonoursFile, LevelFile, NamesFile,
    ShardFile, ShardTable, VenueFile,
};
use crate::domain::publication::open::{
    CategoryNames, CategoryTree, Contents, LevelStalls, StallShard, Venue, open_honours, open_names,
};
use crate::domain::publication::paths;

thread_local! {
    static STORES: RefCell<Vec<Rc<Store>>> = const { RefCell::new(Vec::new()) };
}

/// The files of one publication.
pub struct Store {
    /// Address of the folder, with a slash at the end.
    base: String,
    /// What was opened, by path. One shelf for all types: a page opens a few dozen files, and the
    /// code to keep them is there once.
    kept: RefCell<Vec<(String, Arc<dyn Any + Send + Sync>)>>,
    /// Problems met so far, for the technician and the "part is missing" line.
    problems: RefCell<Problems>,
}

/// Loading in a box: however many wait for it, the page carries its code once.
type Loading<'a, T> = Pin<Box<dyn Future<Output = Result<T, LoadError>> + 'a>>;

impl Store {
    /// The store for a folder's address; one for all elements that name the same.
    pub fn at(src: &str) -> Rc<Store> {
        let base = if src.ends_with('/') {
            src.to_owned()
        } else {
            [src, "/"].concat()
        };
        STORES.with_borrow_mut(|stores| {
            if let Some(store) = stores.iter().find(|store| store.base == base) {
                return Rc::clone(store);
            }
            let store = Rc::new(Store {
                base,
                kept: RefCell::default(),
                problems: RefCell::default(),
            });
            stores.push(Rc::clone(&store));
            store
        })
    }

    /// Number of problems met so far in files that were loaded.
    pub fn problem_count(&self) -> usize {
        self.problems.borrow().errors()
    }

    #[inline(never)]
    fn note(&self, problems: Problems) {
        for problem in problems.list() {
            let line = [
                &problem.file,
                &problem.path,
                " ",
                problem.fault.code(),
                ": ",
                &problem.found,
            ];
            web_sys::console::warn_1(&line.concat().into());
        }
        self.problems.borrow_mut().append(problems);
    }

    /// What was opened at this path before.
    fn kept<T: Any + Send + Sync>(&self, path: &str) -> Option<Arc<T>> {
        self.kept_any(path)?.downcast().ok()
    }

    #[inline(never)]
    fn kept_any(&self, path: &str) -> Option<Arc<dyn Any + Send + Sync>> {
        let kept = self.kept.borrow();
        let own = kept.iter().find(|(own, _)| own == path);
        own.map(|(_, value)| Arc::clone(value))
    }

    fn keep<T: Any + Send + Sync>(&self, path: &str, value: T) -> Arc<T> {
        let value = Arc::new(value);
        self.keep_any(path, Arc::clone(&value) as Arc<dyn Any + Send + Sync>);
        value
    }

    #[inline(never)]
    fn keep_any(&self, path: &str, value: Arc<dyn Any + Send + Sync>) {
        self.kept.borrow_mut().push((path.to_owned(), value));
    }

    /// Takes a record out of JSON; what does not fit is noted and left out.
    fn read<T: FromJson>(&self, json: Json, path: &str) -> Result<T, LoadError> {
        let mut at = Checker::new(path);
        let record = T::from_json(json, &mut at);
        self.note(at.finish());
        record.ok_or_else(|| LoadError::new("unusable", path))
    }

    /// Keeps what was opened, when it is usable, and notes what was wrong with it.
    fn opened<T: Any + Send + Sync>(
        &self,
        path: &str,
        (value, problems): (Option<T>, Problems),
    ) -> Result<Arc<T>, LoadError> {
        self.note(problems);
        match value {
            Some(value) => Ok(self.keep(path, value)),
            None => Err(LoadError::new("unusable", path)),
        }
    }

    /// What the publication offers.
    pub fn contents(&self) -> Loading<'_, Arc<Contents>> {
        Box::pin(async move {
            if let Some(known) = self.kept(paths::ENTRY) {
                return Ok(known);
            }
            let url = [&self.base, paths::ENTRY].concat();
            let entry: Entry = self.read(json(&url).await?, paths::ENTRY)?;
            let contents = self.opened(paths::ENTRY, Contents::open(entry));
            contents.map_err(|error| LoadError { path: url, ..error })
        })
    }

    /// A file named by the entry; none when it is not.
    fn find<'a>(&'a self, path: &'a str) -> Loading<'a, Option<Json>> {
        Box::pin(async move {
            match self.contents().await?.find(path) {
                Some(row) => self.row(row).await.map(Some),
                None => Ok(None),
            }
        })
    }

    /// A file named by the entry.
    fn file<'a>(&'a self, path: &'a str) -> Loading<'a, Json> {
        Box::pin(async move {
            let file = self.find(path).await?;
            file.ok_or_else(|| LoadError::new("not-published", path))
        })
    }

    /// A file named by the entry or by a table of shards.
    fn row<'a>(&'a self, row: &'a FileRow) -> Loading<'a, Json> {
        Box::pin(async move {
            if usize::try_from(row.size).unwrap_or(usize::MAX) > limits::FILE_BYTES {
                return Err(LoadError::new("too-large", &row.path));
            }
            json(&[self.base.as_str(), &row.path].concat()).await
        })
    }

    /// The market.
    pub fn venue(&self) -> Loading<'_, Arc<Venue>> {
        Box::pin(async move {
            if let Some(known) = self.kept(paths::VENUE) {
                return Ok(known);
            }
            let file: VenueFile = self.read(self.file(paths::VENUE).await?, paths::VENUE)?;
            self.opened(paths::VENUE, Venue::open(&file))
        })
    }

    /// The category tree.
    pub fn categories(&self) -> Loading<'_, Arc<CategoryTree>> {
        Box::pin(async move {
            if let Some(known) = self.kept(paths::CATEGORIES) {
                return Ok(known);
            }
            let json = self.file(paths::CATEGORIES).await?;
            let file: CategoriesFile = self.read(json, paths::CATEGORIES)?;
            let (tree, problems) = CategoryTree::open(file);
            self.opened(paths::CATEGORIES, (Some(tree), problems))
        })
    }

    /// Category names in a language of the publication.
    pub fn category_names<'a>(&'a self, language: &'a str) -> Loading<'a, Arc<CategoryNames>> {
        Box::pin(async move {
            let path = paths::category_names(language);
            if let Some(known) = self.kept(&path) {
                return Ok(known);
            }
            let file: CategoryNamesFile = self.read(self.file(&path).await?, &path)?;
            let (names, problems) = CategoryNames::open(file, language);
            self.opened(&path, (Some(names), problems))
        })
    }

    /// The stalls of a level.
    pub fn level<'a>(&'a self, id: &'a str) -> Loading<'a, Arc<LevelStalls>> {
        Box::pin(async move {
            let path = paths::level(id);
            if let Some(known) = self.kept(&path) {
                return Ok(known);
            }
            let venue = self.venue().await?;
            let place = venue
                .level(id)
                .ok_or_else(|| LoadError::new("not-published", id))?;
            let file: LevelFile = self.read(self.file(&path).await?, &path)?;
            let (stalls, problems) = LevelStalls::open(file, place.level, &venue.scales);
            self.opened(&path, (Some(stalls), problems))
        })
    }

    /// Shop names of a level in a language of the publication. A language without names for this
    /// level gives an empty list.
    pub fn names<'a>(&'a self, language: &'a str, level: &'a str) -> Loading<'a, Arc<Vec<String>>> {
        Box::pin(async move {
            let path = paths::names(language, level);
            if let Some(known) = self.kept(&path) {
                return Ok(known);
            }
            let Some(json) = self.find(&path).await? else {
                return Ok(self.keep(&path, Vec::new()));
            };
            let file: NamesFile = self.read(json, &path)?;
            let (names, problems) = open_names(file, language, level);
            self.opened(&path, (Some(names), problems))
        })
    }

    /// The shard with the record of a level's stall.
    pub fn shard<'a>(&'a self, level: &'a str, stall: usize) -> Loading<'a, Arc<StallShard>> {
        Box::pin(async move {
            let table = self.shard_table(level).await?;
            let per_shard = usize::try_from(table.stalls_per_shard).unwrap_or(0).max(1);
            let index = stall / per_shard;
            let path = paths::shard(level, index);
            if let Some(known) = self.kept(&path) {
                return Ok(known);
            }
            let row = table
                .files
                .get(index)
                .ok_or_else(|| LoadError::new("not-published", &path))?;
            let venue = self.venue().await?;
            let tree = self.categories().await?;
            let file: ShardFile = self.read(self.row(row).await?, &path)?;
            let known_category = |id: &str| tree.tree.find(id).is_some();
            let (shard, problems) = StallShard::open(&file, &path, &venue.scales, &known_category);
            self.opened(&path, (Some(shard), problems))
        })
    }

    async fn shard_table(&self, level: &str) -> Result<Arc<ShardTable>, LoadError> {
        let path = paths::shard_table(level);
        if let Some(known) = self.kept(&path) {
            return Ok(known);
        }
        let table: ShardTable = self.read(self.file(&path).await?, &path)?;
        Ok(self.keep(&path, table))
    }

    /// Honours of the market; none when nothing is published.
    pub fn honours(&self) -> Loading<'_, Arc<Vec<Honour>>> {
        Box::pin(async move {
            if let Some(known) = self.kept(paths::HONOURS) {
                return Ok(known);
            }
            let Some(json) = self.find(paths::HONOURS).await? else {
                return Ok(self.keep(paths::HONOURS, Vec::new()));
            };
            let file: HonoursFile = self.read(json, paths::HONOURS)?;
            let (honours, problems) = open_honours(&file);
            self.opened(paths::HONOURS, (Some(honours), problems))
        })
    }
}
