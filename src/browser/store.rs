//! The publication of one host. Every file is loaded once and kept, checked, for all elements of
//! the page; who asks while it is under way waits for it. A file that failed is tried again the
//! next time it is asked for.

#[cfg(feature = "web")]
mod walk;

use std::any::Any;
use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Poll, Waker};

use super::fetch::{LoadError, json};
use crate::domain::market::check::Checker;
use crate::domain::market::json::{FromJson, Json};
use crate::domain::market::limits;
use crate::domain::market::problem::Problems;
use crate::domain::publication::draft::Draft;
use crate::domain::publication::files::{
    CategoriesFile, CategoryNamesFile, Entry, FileRow, LevelFile, NamesFile, ShardFile, ShardTable,
    VenueFile,
};
use crate::domain::publication::open::{
    CategoryNames, CategoryTree, Contents, LevelStalls, StallShard, Venue, open_names,
};
use crate::domain::publication::paths;

pub use papers::{List, PaperFile};

mod papers;

thread_local! {
    static STORES: RefCell<Vec<Rc<Store>>> = const { RefCell::new(Vec::new()) };
}

/// The files of one publication.
pub struct Store {
    /// Address of the folder, with a slash at the end.
    base: String,
    /// What was opened, by path. One shelf for all types: a page opens a few dozen files, and the
    /// code to keep them is there once.
    kept: RefCell<Vec<(String, Opened)>>,
    /// Loads under way, by path, and who waits for them.
    underway: RefCell<Vec<(String, Vec<Waker>)>>,
    /// What could not be had when it was last asked for, by path.
    failed: RefCell<Vec<(String, LoadError)>>,
    /// Problems met so far, for the technician and the "part is missing" line.
    problems: RefCell<Problems>,
}

/// A checked file of any type.
type Opened = Arc<dyn Any + Send + Sync>;

/// Loading in a box: however many wait for it, the page carries its code once.
pub type Loading<'a, T> = Pin<Box<dyn Future<Output = Result<T, LoadError>> + 'a>>;

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
                underway: RefCell::default(),
                failed: RefCell::default(),
                problems: RefCell::default(),
            });
            stores.push(Rc::clone(&store));
            store
        })
    }

    /// Lets go of all publications: who asks for a store from here on begins with fresh files.
    pub fn forget_all() {
        STORES.with_borrow_mut(Vec::clear);
    }

    /// Whether the publication has proved to be the operator's.
    #[cfg(feature = "web")]
    pub async fn is_signed(&self) -> bool {
        super::fetch::is_signed(&self.base).await
    }

    /// Number of problems met so far in files that were loaded.
    pub fn problem_count(&self) -> usize {
        self.problems.borrow().errors()
    }

    /// Number of published files that could not be had when they were last asked for, be it for
    /// another file that they need. A file that loads after all no longer counts.
    pub fn failed_count(&self) -> usize {
        self.failed.borrow().len()
    }

    /// Whether anything asked for is missing: a file, or a part of one that was loaded. What the
    /// publication does not offer, such as names in a further language, is not missing.
    pub fn is_incomplete(&self) -> bool {
        self.failed_count() + self.problem_count() > 0
    }

    #[inline(never)]
    fn note(&self, problems: Problems) {
        log(&problems);
        self.problems.borrow_mut().append(problems);
    }

    /// What is kept at this path; without that, what `load` puts there, be it the caller's own or
    /// the one already under way.
    fn once<'a, T: Any + Send + Sync>(
        &'a self,
        path: String,
        load: Loading<'a, ()>,
    ) -> Loading<'a, Arc<T>> {
        let opened = self.once_any(path, load);
        Box::pin(async move {
            let value = opened.await?.downcast();
            value.map_err(|_| LoadError::new("unusable", ""))
        })
    }

    fn once_any<'a>(&'a self, path: String, load: Loading<'a, ()>) -> Loading<'a, Opened> {
        Box::pin(async move {
            while self.kept(&path).is_none() && self.wait(&path).await {
                // Waited in vain: its error is ours too, unless it was given up.
                if let (None, Some(error)) = (self.kept(&path), self.failure(&path)) {
                    return Err(error);
                }
            }
            if let Some(known) = self.kept(&path) {
                return Ok(known);
            }
            let turn = Turn::new(self, &path);
            let outcome = load.await;
            self.settle(&path, outcome.as_ref().err());
            drop(turn);
            outcome?;
            self.kept(&path)
                .ok_or_else(|| LoadError::new("unusable", &path))
        })
    }

    /// Waits until nobody loads this path. False when nobody did.
    async fn wait(&self, path: &str) -> bool {
        let mut has_waited = false;
        poll_fn(|context| {
            let mut underway = self.underway.borrow_mut();
            let Some((_, waiting)) = underway.iter_mut().find(|(own, _)| own == path) else {
                return Poll::Ready(());
            };
            waiting.push(context.waker().clone());
            has_waited = true;
            Poll::Pending
        })
        .await;
        has_waited
    }

    /// Remembers how the last attempt at a path ended.
    fn settle(&self, path: &str, error: Option<&LoadError>) {
        let mut failed = self.failed.borrow_mut();
        failed.retain(|(own, _)| own != path);
        if let Some(error) = error.filter(|error| error.code != "not-published") {
            failed.push((path.to_owned(), error.clone()));
        }
    }

    fn failure(&self, path: &str) -> Option<LoadError> {
        let failed = self.failed.borrow();
        let own = failed.iter().find(|(own, _)| own == path);
        own.map(|(_, error)| error.clone())
    }

    fn kept(&self, path: &str) -> Option<Opened> {
        let kept = self.kept.borrow();
        let own = kept.iter().find(|(own, _)| own == path);
        own.map(|(_, value)| Arc::clone(value))
    }

    fn keep<T: Any + Send + Sync>(&self, path: &str, value: T) {
        self.keep_any(path, Arc::new(value));
    }

    #[inline(never)]
    fn keep_any(&self, path: &str, value: Opened) {
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
    ) -> Result<(), LoadError> {
        self.note(problems);
        let value = value.ok_or_else(|| LoadError::new("unusable", path))?;
        self.keep(path, value);
        Ok(())
    }

    /// What the publication offers.
    pub fn contents(&self) -> Loading<'_, Arc<Contents>> {
        let load = async move {
            let url = [&self.base, paths::ENTRY].concat();
            let entry: Entry = self.read(json(&url).await?, paths::ENTRY)?;
            let contents = self.opened(paths::ENTRY, Contents::open(entry));
            contents.map_err(|error| LoadError { path: url, ..error })
        };
        self.once(paths::ENTRY.to_owned(), Box::pin(load))
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
        let load = async move {
            let file: VenueFile = self.read(self.file(paths::VENUE).await?, paths::VENUE)?;
            self.opened(paths::VENUE, Venue::open(&file))
        };
        self.once(paths::VENUE.to_owned(), Box::pin(load))
    }

    /// Address of the publication's folder, and the path of the search index's first file in it;
    /// none when the publication has no index.
    ///
    /// # Errors
    /// When the entry cannot be loaded.
    pub async fn search_index(&self) -> Result<Option<(String, String)>, LoadError> {
        let contents = self.contents().await?;
        let row = contents.find(paths::SEARCH);
        Ok(row.map(|row| (self.base.clone(), row.path.clone())))
    }

    /// The category tree.
    pub fn categories(&self) -> Loading<'_, Arc<CategoryTree>> {
        let load = async move {
            let json = self.file(paths::CATEGORIES).await?;
            let file: CategoriesFile = self.read(json, paths::CATEGORIES)?;
            let (tree, problems) = CategoryTree::open(file);
            self.opened(paths::CATEGORIES, (Some(tree), problems))
        };
        self.once(paths::CATEGORIES.to_owned(), Box::pin(load))
    }

    /// Category names in a language of the publication.
    pub fn category_names<'a>(&'a self, language: &'a str) -> Loading<'a, Arc<CategoryNames>> {
        let path = paths::category_names(language);
        let own = path.clone();
        let load = async move {
            let file: CategoryNamesFile = self.read(self.file(&path).await?, &path)?;
            let (names, problems) = CategoryNames::open(file, language);
            self.opened(&path, (Some(names), problems))
        };
        self.once(own, Box::pin(load))
    }

    /// Whether a level's stalls are at hand, without asking the host.
    pub fn has_level(&self, id: &str) -> bool {
        self.kept(&paths::level(id)).is_some()
    }

    /// The stalls of a level.
    pub fn level<'a>(&'a self, id: &'a str) -> Loading<'a, Arc<LevelStalls>> {
        let path = paths::level(id);
        let own = path.clone();
        let load = async move {
            let venue = self.venue().await?;
            let place = venue
                .level(id)
                .ok_or_else(|| LoadError::new("not-published", id))?;
            let file: LevelFile = self.read(self.file(&path).await?, &path)?;
            let (stalls, problems) = LevelStalls::open(file, place.level, &venue.scales);
            self.opened(&path, (Some(stalls), problems))
        };
        self.once(own, Box::pin(load))
    }

    /// Shop names of a level in a language of the publication. A language without names for this
    /// level gives an empty list.
    pub fn names<'a>(&'a self, language: &'a str, level: &'a str) -> Loading<'a, Arc<Vec<String>>> {
        let path = paths::names(language, level);
        let own = path.clone();
        let load = async move {
            let Some(json) = self.find(&path).await? else {
                self.keep(&path, Vec::<String>::new());
                return Ok(());
            };
            let file: NamesFile = self.read(json, &path)?;
            let (names, problems) = open_names(file, language, level);
            self.opened(&path, (Some(names), problems))
        };
        self.once(own, Box::pin(load))
    }

    /// The shard with the record of a level's stall.
    pub fn shard<'a>(&'a self, level: &'a str, stall: usize) -> Loading<'a, Arc<StallShard>> {
        Box::pin(async move {
            let (table, index) = self.shard_place(level, stall).await?;
            let path = paths::shard(level, index);
            let own = path.clone();
            let load = async move {
                let json = self.shard_json(&table, index, &path).await?;
                let shard = self.open_shard(json, &path).await;
                self.opened(
                    &path,
                    shard.map(|(shard, problems)| (Some(shard), problems))?,
                )
            };
            self.once(own, Box::pin(load)).await
        })
    }

    /// The same with one listing as a draft wants it; the draft's own mistakes cost what they
    /// cost in a publication. Not kept.
    pub fn drafted<'a>(
        &'a self,
        level: &'a str,
        stall: usize,
        draft: &'a Draft,
    ) -> Loading<'a, StallShard> {
        Box::pin(async move {
            let (table, index) = self.shard_place(level, stall).await?;
            let path = paths::shard(level, index);
            let mut json = self.shard_json(&table, index, &path).await?;
            let venue = self.venue().await?;
            if draft.market != *venue.market.id() || !draft.put_into(&mut json) {
                return Err(LoadError::new("foreign-draft", &draft.stall));
            }
            let (shard, problems) = self.open_shard(json, &path).await?;
            log(&problems);
            Ok(shard)
        })
    }

    /// The level's table of shards, and which of them has the stall.
    fn shard_place<'a>(
        &'a self,
        level: &'a str,
        stall: usize,
    ) -> Loading<'a, (Arc<ShardTable>, usize)> {
        Box::pin(async move {
            let table = self.shard_table(level).await?;
            let per_shard = usize::try_from(table.stalls_per_shard).unwrap_or(0).max(1);
            Ok((table, stall / per_shard))
        })
    }

    fn shard_json<'a>(
        &'a self,
        table: &'a ShardTable,
        index: usize,
        path: &'a str,
    ) -> Loading<'a, Json> {
        Box::pin(async move {
            let row = table.files.get(index);
            let row = row.ok_or_else(|| LoadError::new("not-published", path))?;
            self.row(row).await
        })
    }

    fn open_shard<'a>(&'a self, json: Json, path: &'a str) -> Loading<'a, (StallShard, Problems)> {
        Box::pin(async move {
            let venue = self.venue().await?;
            // Without the tree no category can be called unknown.
            let tree = self.categories().await.ok();
            let file: ShardFile = self.read(json, path)?;
            let known_category = |id: &str| {
                tree.as_ref()
                    .is_none_or(|tree| tree.tree.find(id).is_some())
            };
            Ok(StallShard::open(
                &file,
                path,
                &venue.scales,
                &known_category,
            ))
        })
    }

    fn shard_table<'a>(&'a self, level: &'a str) -> Loading<'a, Arc<ShardTable>> {
        let path = paths::shard_table(level);
        let own = path.clone();
        let load = async move {
            let table: ShardTable = self.read(self.file(&path).await?, &path)?;
            self.keep(&path, table);
            Ok(())
        };
        self.once(own, Box::pin(load))
    }
}

/// Tells the technician.
fn log(problems: &Problems) {
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
}

/// The right to load a path; gone, in whatever way the load ends, the waiting look again.
struct Turn<'a> {
    store: &'a Store,
    path: &'a str,
}

impl<'a> Turn<'a> {
    fn new(store: &'a Store, path: &'a str) -> Turn<'a> {
        let own = (path.to_owned(), Vec::new());
        store.underway.borrow_mut().push(own);
        Turn { store, path }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut underway = self.store.underway.borrow_mut();
        let place = underway.iter().position(|(own, _)| own == self.path);
        let waiting = place.map(|place| underway.swap_remove(place).1);
        drop(underway);
        for waker in waiting.unwrap_or_default() {
            waker.wake();
        }
    }
}
