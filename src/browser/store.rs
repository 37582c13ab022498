//! The publication of one host. Every file is loaded once and kept, checked, for all elements of
//! the page; a file that failed is tried again the next time it is asked for.

use std::cell::RefCell;
use std::collections::BTreeMap;
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
    CategoryNames, CategoryTree, Contents, LevelStalls, StallShard, Venue, open_names,
};
use crate::domain::publication::paths;

thread_local! {
    static STORES: RefCell<BTreeMap<String, Rc<Store>>> = const { RefCell::new(BTreeMap::new()) };
}

/// The files of one publication.
pub struct Store {
    /// Address of the folder, with a slash at the end.
    base: String,
    contents: RefCell<Option<Arc<Contents>>>,
    venue: RefCell<Option<Arc<Venue>>>,
    categories: RefCell<Option<Arc<CategoryTree>>>,
    category_names: RefCell<BTreeMap<String, Arc<CategoryNames>>>,
    levels: RefCell<BTreeMap<String, Arc<LevelStalls>>>,
    names: RefCell<BTreeMap<String, Arc<Vec<String>>>>,
    tables: RefCell<BTreeMap<String, Arc<ShardTable>>>,
    shards: RefCell<BTreeMap<String, Arc<StallShard>>>,
    honours: RefCell<Option<Arc<Vec<Honour>>>>,
    /// Problems met so far, for the technician and the "part is missing" line.
    problems: RefCell<Problems>,
}

impl Store {
    /// The store for a folder's address; one for all elements that name the same.
    pub fn at(src: &str) -> Rc<Store> {
        let base = if src.ends_with('/') {
            src.to_owned()
        } else {
            [src, "/"].concat()
        };
        STORES.with_borrow_mut(|stores| {
            let store = stores.entry(base.clone()).or_insert_with(|| {
                Rc::new(Store {
                    base,
                    contents: RefCell::default(),
                    venue: RefCell::default(),
                    categories: RefCell::default(),
                    category_names: RefCell::default(),
                    levels: RefCell::default(),
                    names: RefCell::default(),
                    tables: RefCell::default(),
                    shards: RefCell::default(),
                    honours: RefCell::default(),
                    problems: RefCell::default(),
                })
            });
            Rc::clone(store)
        })
    }

    /// Number of problems met so far in files that were loaded.
    pub fn problem_count(&self) -> usize {
        self.problems.borrow().errors()
    }

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

    /// What the publication offers.
    pub async fn contents(&self) -> Result<Arc<Contents>, LoadError> {
        if let Some(known) = self.contents.borrow().clone() {
            return Ok(known);
        }
        let url = [&self.base, paths::ENTRY].concat();
        let entry: Entry = self.read(json(&url).await?, paths::ENTRY)?;
        let (contents, problems) = Contents::open(entry);
        self.note(problems);
        let contents = Arc::new(contents.ok_or_else(|| LoadError::new("unusable", &url))?);
        *self.contents.borrow_mut() = Some(Arc::clone(&contents));
        Ok(contents)
    }

    /// Takes a record out of JSON; what does not fit is noted and left out.
    fn read<T: FromJson>(&self, json: Json, path: &str) -> Result<T, LoadError> {
        let mut at = Checker::new(path);
        let record = T::from_json(json, &mut at);
        self.note(at.finish());
        record.ok_or_else(|| LoadError::new("unusable", path))
    }

    /// A file named by the entry.
    async fn file<T: FromJson>(&self, path: &str) -> Result<T, LoadError> {
        let row = self.contents().await?.find(path).cloned();
        let row = row.ok_or_else(|| LoadError::new("not-published", path))?;
        self.row(&row, path).await
    }

    async fn row<T: FromJson>(&self, row: &FileRow, path: &str) -> Result<T, LoadError> {
        let json = self.row_json(row).await?;
        self.read(json, path)
    }

    async fn row_json(&self, row: &FileRow) -> Result<Json, LoadError> {
        if usize::try_from(row.size).unwrap_or(usize::MAX) > limits::FILE_BYTES {
            return Err(LoadError::new("too-large", &row.path));
        }
        json(&[self.base.as_str(), &row.path].concat()).await
    }

    /// The market.
    pub async fn venue(&self) -> Result<Arc<Venue>, LoadError> {
        if let Some(known) = self.venue.borrow().clone() {
            return Ok(known);
        }
        let (venue, problems) = Venue::open(&self.file::<VenueFile>(paths::VENUE).await?);
        self.note(problems);
        let venue = Arc::new(venue.ok_or_else(|| LoadError::new("unusable", paths::VENUE))?);
        *self.venue.borrow_mut() = Some(Arc::clone(&venue));
        Ok(venue)
    }

    /// The category tree.
    pub async fn categories(&self) -> Result<Arc<CategoryTree>, LoadError> {
        if let Some(known) = self.categories.borrow().clone() {
            return Ok(known);
        }
        let (tree, problems) =
            CategoryTree::open(self.file::<CategoriesFile>(paths::CATEGORIES).await?);
        self.note(problems);
        let tree = Arc::new(tree);
        *self.categories.borrow_mut() = Some(Arc::clone(&tree));
        Ok(tree)
    }

    /// Category names in a language of the publication.
    pub async fn category_names(&self, language: &str) -> Result<Arc<CategoryNames>, LoadError> {
        if let Some(known) = self.category_names.borrow().get(language) {
            return Ok(Arc::clone(known));
        }
        let file = self
            .file::<CategoryNamesFile>(&paths::category_names(language))
            .await?;
        let (names, problems) = CategoryNames::open(file, language);
        self.note(problems);
        let names = Arc::new(names);
        self.category_names
            .borrow_mut()
            .insert(language.to_owned(), Arc::clone(&names));
        Ok(names)
    }

    /// The stalls of a level.
    pub async fn level(&self, id: &str) -> Result<Arc<LevelStalls>, LoadError> {
        if let Some(known) = self.levels.borrow().get(id) {
            return Ok(Arc::clone(known));
        }
        let venue = self.venue().await?;
        let place = venue
            .level(id)
            .ok_or_else(|| LoadError::new("not-published", id))?;
        let file = self.file::<LevelFile>(&paths::level(id)).await?;
        let (stalls, problems) = LevelStalls::open(file, place.level, &venue.scales);
        self.note(problems);
        let stalls = Arc::new(stalls);
        self.levels
            .borrow_mut()
            .insert(id.to_owned(), Arc::clone(&stalls));
        Ok(stalls)
    }

    /// Shop names of a level in a language of the publication. A language without names for this
    /// level gives an empty list.
    pub async fn names(&self, language: &str, level: &str) -> Result<Arc<Vec<String>>, LoadError> {
        let path = paths::names(language, level);
        if let Some(known) = self.names.borrow().get(&path) {
            return Ok(Arc::clone(known));
        }
        let published = self.contents().await?.find(&path).is_some();
        let names = if published {
            let file = self.file::<NamesFile>(&path).await?;
            let (names, problems) = open_names(file, language, level);
            self.note(problems);
            names
        } else {
            Vec::new()
        };
        let names = Arc::new(names);
        self.names.borrow_mut().insert(path, Arc::clone(&names));
        Ok(names)
    }

    /// The shard with the record of a level's stall.
    pub async fn shard(&self, level: &str, stall: usize) -> Result<Arc<StallShard>, LoadError> {
        let table = self.shard_table(level).await?;
        let per_shard = usize::try_from(table.stalls_per_shard).unwrap_or(0).max(1);
        let index = stall / per_shard;
        let key = paths::shard(level, index);
        if let Some(known) = self.shards.borrow().get(&key) {
            return Ok(Arc::clone(known));
        }
        let row = table
            .files
            .get(index)
            .ok_or_else(|| LoadError::new("not-published", &key))?;
        let venue = self.venue().await?;
        let tree = self.categories().await?;
        let file = self.row::<ShardFile>(row, &key).await?;
        let known_category = |id: &str| tree.tree.find(id).is_some();
        let (shard, problems) = StallShard::open(&file, &key, &venue.scales, &known_category);
        self.note(problems);
        let shard = Arc::new(shard);
        self.shards.borrow_mut().insert(key, Arc::clone(&shard));
        Ok(shard)
    }

    async fn shard_table(&self, level: &str) -> Result<Arc<ShardTable>, LoadError> {
        if let Some(known) = self.tables.borrow().get(level) {
            return Ok(Arc::clone(known));
        }
        let table = Arc::new(self.file::<ShardTable>(&paths::shard_table(level)).await?);
        self.tables
            .borrow_mut()
            .insert(level.to_owned(), Arc::clone(&table));
        Ok(table)
    }

    /// Honours of the market; none when nothing is published.
    pub async fn honours(&self) -> Result<Arc<Vec<Honour>>, LoadError> {
        if let Some(known) = self.honours.borrow().clone() {
            return Ok(known);
        }
        let mut honours = Vec::new();
        if self.contents().await?.find(paths::HONOURS).is_some() {
            let file = self.file::<HonoursFile>(paths::HONOURS).await?;
            let (checked, problems) = crate::domain::publication::open::open_honours(&file);
            self.note(problems);
            honours = checked;
        }
        let honours = Arc::new(honours);
        *self.honours.borrow_mut() = Some(Arc::clone(&honours));
        Ok(honours)
    }
}
