//! Writes the files of a source folder: one row a line, so that a line number finds a row.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::SampleError;
use crate::domain::market::raw::RawWalkways;

/// A list file that is written row by row.
pub struct ListFile {
    path: PathBuf,
    out: BufWriter<File>,
    rows: usize,
}

impl ListFile {
    /// Begins a list; missing folders are made.
    pub fn create(path: &Path) -> Result<ListFile, SampleError> {
        let mut file = ListFile {
            path: path.to_owned(),
            out: open(path)?,
            rows: 0,
        };
        file.put(b"[")?;
        Ok(file)
    }

    /// Writes the next row.
    pub fn row(&mut self, row: &impl Serialize) -> Result<(), SampleError> {
        self.put(if self.rows == 0 { b"\n" } else { b",\n" })?;
        self.rows += 1;
        serde_json::to_writer(&mut self.out, row).map_err(|error| failed(&self.path, error.into()))
    }

    /// Ends the list.
    pub fn finish(mut self) -> Result<(), SampleError> {
        self.put(b"\n]\n")?;
        self.out.flush().map_err(|error| failed(&self.path, error))
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), SampleError> {
        self.out
            .write_all(bytes)
            .map_err(|error| failed(&self.path, error))
    }
}

/// Writes a whole list.
pub fn list<T: Serialize>(path: &Path, rows: &[T]) -> Result<(), SampleError> {
    let mut file = ListFile::create(path)?;
    for row in rows {
        file.row(row)?;
    }
    file.finish()
}

/// Writes a walking network: one record, but its nodes and walkways one a line.
pub fn walkways(path: &Path, walkways: &RawWalkways) -> Result<(), SampleError> {
    let mut file = ListFile {
        path: path.to_owned(),
        out: open(path)?,
        rows: 0,
    };
    file.put(b"{\"nodes\": [")?;
    for node in &walkways.nodes {
        file.row(node)?;
    }
    file.put(b"\n], \"walkways\": [")?;
    file.rows = 0;
    for walkway in &walkways.walkways {
        file.row(walkway)?;
    }
    file.put(b"\n]}\n")?;
    file.out.flush().map_err(|error| failed(path, error))
}

/// Writes one record, laid out for people.
pub fn record(path: &Path, record: &impl Serialize) -> Result<(), SampleError> {
    let mut out = open(path)?;
    serde_json::to_writer_pretty(&mut out, record).map_err(|error| failed(path, error.into()))?;
    out.write_all(b"\n")
        .and_then(|()| out.flush())
        .map_err(|error| failed(path, error))
}

fn open(path: &Path) -> Result<BufWriter<File>, SampleError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
    }
    let file = File::create(path).map_err(|error| failed(path, error))?;
    Ok(BufWriter::with_capacity(256 * 1024, file))
}

fn failed(path: &Path, error: std::io::Error) -> SampleError {
    SampleError::Io {
        path: path.to_owned(),
        error,
    }
}
