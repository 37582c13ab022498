//! Reading a publication back from its folder: bytes with the size and hash that the entry says,
//! then the files' shapes.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use super::hash::{hash_of, hexadecimal};
use super::refusal::{Refusal, of_system};
use crate::domain::market::check::Checker;
use crate::domain::market::json::FromJson;
use crate::domain::market::json_text;
use crate::domain::market::limits;
use crate::domain::publication::files::{Entry, FORMAT_VERSION, FileRow, ShardFile, ShardTable};
use crate::domain::publication::open::Contents;
use crate::domain::publication::paths;
use crate::domain::search::core::Core;

/// A publication whose entry was read.
#[derive(Debug)]
pub struct Publication {
    root: PathBuf,
    entry: Entry,
    entry_bytes: Vec<u8>,
}

impl Publication {
    /// Reads the entry.
    pub fn open(root: &Path) -> Result<Publication, Refusal> {
        let entry_bytes = read_bounded(&root.join(paths::ENTRY)).map_err(|refusal| {
            refusal.mend("Give the folder of a publication: the one that holds publication.json.")
        })?;
        let entry: Entry = super::sign::read_entry(&entry_bytes)?;
        if entry.format != FORMAT_VERSION {
            return Err(Refusal::at(format!("{} /format", paths::ENTRY), "format")
                .found(entry.format)
                .expected(FORMAT_VERSION.to_string())
                .mend("Use the version of this program that wrote it, or build again."));
        }
        let (_, problems) = Contents::open(entry.clone());
        if let Some(problem) = problems.list().first() {
            return Err(Refusal::at(
                format!("{} {}", paths::ENTRY, problem.path),
                problem.fault.code(),
            )
            .found(&problem.found)
            .mend("Build the publication again."));
        }
        Ok(Publication {
            root: root.to_owned(),
            entry,
            entry_bytes,
        })
    }

    /// What the entry says.
    pub fn entry(&self) -> &Entry {
        &self.entry
    }

    /// The entry's own bytes: what a signature is over.
    pub fn entry_bytes(&self) -> &[u8] {
        &self.entry_bytes
    }

    /// Where it lies.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The row of a file by its path without hash.
    pub fn row(&self, path: &str) -> Option<&FileRow> {
        let mut rows = self.entry.files.iter();
        rows.find(|row| paths::unhashed(&row.path) == path)
    }

    /// Reads a file of the entry by its path without hash; empty when it is not listed.
    pub fn file<T: DeserializeOwned + Default>(&self, path: &str) -> Result<T, Refusal> {
        match self.row(path) {
            Some(row) => self.listed(row),
            None => Ok(T::default()),
        }
    }

    /// Reads a file of the entry as a page does: what cannot be read in it is left out. None when
    /// it is not listed.
    pub fn read<T: FromJson>(&self, path: &str) -> Result<Option<T>, Refusal> {
        let Some(row) = self.row(path) else {
            return Ok(None);
        };
        let unusable = |found: &str| {
            Refusal::at(&row.path, "unusable")
                .found(found)
                .expected("the shape that its schema describes")
                .mend("Build the publication again.")
        };
        let bytes = self.bytes(row)?;
        let text = str::from_utf8(&bytes).map_err(|error| unusable(&error.to_string()))?;
        let json = json_text::parse(text, &|number| number.parse().ok())
            .map_err(|misread| unusable(&format!("no JSON from byte {} on", misread.byte)))?;
        let mut at = Checker::new(path);
        let file = T::from_json(json, &mut at);
        file.map(Some).ok_or_else(|| unusable("other JSON"))
    }

    /// All shards of a level, in order.
    pub fn shards(&self, level: &str) -> Result<Vec<ShardFile>, Refusal> {
        let table: ShardTable = self.file(&paths::shard_table(level))?;
        table.files.iter().map(|row| self.listed(row)).collect()
    }

    /// Reads a listed file.
    pub fn listed<T: DeserializeOwned>(&self, row: &FileRow) -> Result<T, Refusal> {
        let bytes = self.bytes(row)?;
        serde_json::from_slice(&bytes).map_err(|error| {
            Refusal::at(&row.path, "not-json")
                .found(error)
                .expected("the shape that its schema describes")
                .mend("Build the publication again.")
        })
    }

    /// Rows of the search index's files, as its first file lists them: with the first half of each
    /// hash. Empty without an index.
    pub fn index_rows(&self) -> Result<Vec<FileRow>, Refusal> {
        let Some(row) = self.row(paths::SEARCH) else {
            return Ok(Vec::new());
        };
        let core = Core::read(&self.bytes(row)?).ok_or_else(|| {
            Refusal::at(&row.path, "no-index")
                .found("bytes that are no search index")
                .expected("the first file of an index of this version")
                .mend("Build the publication again.")
        })?;
        let rows = core.files.iter().enumerate().filter_map(|(number, file)| {
            Some(FileRow {
                path: core.path(number)?,
                size: u64::from(file.size),
                sha256: hexadecimal(&file.sha256),
            })
        });
        Ok(rows.collect())
    }

    /// The bytes of a file of [`Publication::index_rows`].
    pub fn index_bytes(&self, row: &FileRow) -> Result<Vec<u8>, Refusal> {
        self.bytes_like(row, |hash| hash.starts_with(&row.sha256))
    }

    /// The bytes of a listed file, of the right size and hash.
    pub fn bytes(&self, row: &FileRow) -> Result<Vec<u8>, Refusal> {
        self.bytes_like(row, |hash| hash == row.sha256)
    }

    fn bytes_like(
        &self,
        row: &FileRow,
        is_right: impl FnOnce(&str) -> bool,
    ) -> Result<Vec<u8>, Refusal> {
        let path = self.root.join(&row.path);
        // A link could lead out of the folder, and would not survive the way to the host.
        let is_link = fs::symlink_metadata(&path).is_ok_and(|data| data.is_symlink());
        if is_link {
            return Err(Refusal::at(&row.path, "link")
                .found("a link")
                .expected("a file")
                .mend("Build the publication again into an empty folder."));
        }
        let bytes = read_bounded(&path)?;
        let mend = "Build the publication again, and copy all of its files.";
        if bytes.len() as u64 != row.size {
            return Err(Refusal::at(&row.path, "size")
                .found(format!("{} bytes", bytes.len()))
                .expected(format!("{} bytes", row.size))
                .mend(mend));
        }
        let hash = hash_of(&bytes);
        if !is_right(&hash) {
            return Err(Refusal::at(&row.path, "hash")
                .found(hash)
                .expected(row.sha256.clone())
                .mend(mend));
        }
        Ok(bytes)
    }
}

fn read_bounded(path: &Path) -> Result<Vec<u8>, Refusal> {
    let refused = |error: std::io::Error| of_system(path, &error);
    let bound = limits::FILE_BYTES as u64;
    let data = fs::metadata(path).map_err(refused)?;
    if !data.is_file() || data.len() > bound {
        return Err(Refusal::at(path.display().to_string(), "file-too-large")
            .found(format!("{} bytes", data.len()))
            .expected(format!("a file of at most {bound} bytes")));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(refused)?;
    file.take(bound).read_to_end(&mut bytes).map_err(refused)?;
    Ok(bytes)
}
