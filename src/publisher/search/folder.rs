//! A published folder: its files by their paths without hash, each checked against its hash.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::domain::market::raw::RawListing;
use crate::domain::publication::files::{Entry, FileRow, LevelFile, ShardFile, ShardTable};
use crate::domain::publication::paths;
use crate::domain::search::engine::Engine;

/// A publication on the disk.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    files: Vec<FileRow>,
    levels: RefCell<HashMap<String, Rc<LevelFile>>>,
    tables: RefCell<HashMap<String, Rc<ShardTable>>>,
}

/// Why a file could not be used.
#[derive(Debug)]
pub enum FolderError {
    /// It cannot be read.
    Io(PathBuf, std::io::Error),
    /// It is not what it should be.
    Json(String, serde_json::Error),
    /// It is not listed, or its bytes are others.
    Damaged(String),
}

impl fmt::Display for FolderError {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            FolderError::Io(path, error) => write!(formatter, "{}: {error}", path.display()),
            FolderError::Json(path, error) => write!(formatter, "{path}: {error}"),
            FolderError::Damaged(path) => write!(formatter, "{path}: missing or damaged"),
        }
    }
}

impl std::error::Error for FolderError {}

impl Folder {
    /// Reads the entry.
    pub fn open(root: &Path) -> Result<Folder, FolderError> {
        let path = root.join(paths::ENTRY);
        let bytes = fs::read(&path).map_err(|error| FolderError::Io(path, error))?;
        let entry: Entry = serde_json::from_slice(&bytes)
            .map_err(|error| FolderError::Json(paths::ENTRY.to_owned(), error))?;
        Ok(Folder {
            root: root.to_owned(),
            files: entry.files,
            levels: RefCell::default(),
            tables: RefCell::default(),
        })
    }

    /// The bytes of a file of the entry, when they are the ones that were published.
    pub fn bytes(&self, path: &str) -> Option<Vec<u8>> {
        let row = self
            .files
            .iter()
            .find(|row| paths::unhashed(&row.path) == path)?;
        self.row(row)
    }

    fn row(&self, row: &FileRow) -> Option<Vec<u8>> {
        let bytes = fs::read(self.root.join(&row.path)).ok()?;
        let hash = Sha256::digest(&bytes);
        let own: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        (own == row.sha256).then_some(bytes)
    }

    /// A file of the entry as a record.
    pub fn json<T: DeserializeOwned>(&self, path: &str) -> Result<T, FolderError> {
        let bytes = self.bytes(path);
        let bytes = bytes.ok_or_else(|| FolderError::Damaged(path.to_owned()))?;
        let read = serde_json::from_slice(&bytes);
        read.map_err(|error| FolderError::Json(path.to_owned(), error))
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
        let bytes = row.and_then(|row| self.row(row)).unwrap_or_default();
        let file: ShardFile = serde_json::from_slice(&bytes).unwrap_or_default();
        let mut listings = file.listings;
        listings.retain(|listing| listing.stalls.iter().any(|own| own == stall));
        listings
    }

    /// A file of the search index, when its bytes are the ones that were published.
    pub fn index_file(&self, engine: &Engine, file: usize) -> Option<Vec<u8>> {
        let bytes = fs::read(self.root.join(engine.path(file)?)).ok()?;
        let row = engine.file(file)?;
        Sha256::digest(&bytes)
            .starts_with(&row.sha256)
            .then_some(bytes)
    }

    /// Levels of the index.
    pub(super) fn level_count(&self, engine: &Engine) -> usize {
        (0..)
            .take_while(|number| !engine.level(*number).is_empty())
            .count()
    }
}
