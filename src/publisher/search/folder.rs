//! A published folder: its files by their paths without hash, each checked against its hash.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;
use std::rc::Rc;

use serde::de::DeserializeOwned;

use crate::domain::market::raw::RawListing;
use crate::domain::publication::files::{FileRow, LevelFile, ShardFile, ShardTable};
use crate::domain::publication::paths;
use crate::domain::search::engine::Engine;
use crate::publisher::hash::hexadecimal;
use crate::publisher::published::Publication;
use crate::publisher::refusal::Refusal;

/// A publication on the disk.
#[derive(Debug)]
pub struct Folder {
    publication: Publication,
    levels: RefCell<HashMap<String, Rc<LevelFile>>>,
    tables: RefCell<HashMap<String, Rc<ShardTable>>>,
}

impl Folder {
    /// Reads the entry.
    pub fn open(root: &Path) -> Result<Folder, Refusal> {
        Ok(Folder {
            publication: Publication::open(root)?,
            levels: RefCell::default(),
            tables: RefCell::default(),
        })
    }

    /// The bytes of a file of the entry, when they are the ones that were published.
    pub fn bytes(&self, path: &str) -> Option<Vec<u8>> {
        self.publication.bytes(self.publication.row(path)?).ok()
    }

    /// A file of the entry as a record.
    pub fn json<T: DeserializeOwned>(&self, path: &str) -> Result<T, Refusal> {
        match self.publication.row(path) {
            Some(row) => self.publication.listed(row),
            None => Err(Refusal::at(path, "not-published")
                .expected("a file that the entry lists")
                .mend("Build the publication again.")),
        }
    }

    /// A level; without stalls when its file cannot be used.
    pub fn level(&self, level: &str) -> Rc<LevelFile> {
        let mut levels = self.levels.borrow_mut();
        let file = levels.entry(level.to_owned());
        let read = || Rc::new(self.json(&paths::level(level)).unwrap_or_default());
        file.or_insert_with(read).clone()
    }

    /// Id of a stall.
    pub fn stall_id(&self, level: &str, index: u32) -> String {
        let stalls = &self.level(level).stalls;
        let number = stalls.number.get(index as usize).map_or("", String::as_str);
        let own = stalls.ids.get(&index).cloned();
        own.unwrap_or_else(|| format!("{level}-{number}"))
    }

    /// What the shops of a stall have published.
    pub fn listings(&self, level: &str, index: usize, stall: &str) -> Vec<RawListing> {
        let table = {
            let mut tables = self.tables.borrow_mut();
            let table = tables.entry(level.to_owned());
            let read = || Rc::new(self.json(&paths::shard_table(level)).unwrap_or_default());
            table.or_insert_with(read).clone()
        };
        let shard = index.checked_div(table.stalls_per_shard as usize);
        let row = shard.and_then(|shard| table.files.get(shard));
        let file = row.and_then(|row| self.publication.listed::<ShardFile>(row).ok());
        let file = file.unwrap_or_default();
        let mut listings = file.listings;
        listings.retain(|listing| listing.stalls.iter().any(|own| own == stall));
        listings
    }

    /// A file of the search index, when its bytes are the ones that were published.
    pub fn index_file(&self, engine: &Engine, file: usize) -> Option<Vec<u8>> {
        let row = engine.file(file)?;
        let row = FileRow {
            path: engine.path(file)?,
            size: u64::from(row.size),
            sha256: hexadecimal(&row.sha256),
        };
        self.publication.index_bytes(&row).ok()
    }

    /// Levels of the index.
    pub(super) fn level_count(&self, engine: &Engine) -> usize {
        (0..)
            .take_while(|number| !engine.level(*number).is_empty())
            .count()
    }
}
