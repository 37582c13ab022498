//! Reading a publication from its folder, as a page reads it over the network: the same entry, the
//! same tolerance, the same checks of size and hash.

use std::fmt;
use std::path::{Path, PathBuf};

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::domain::market::check::Checker;
use crate::domain::market::json::{FromJson, Json};
use crate::domain::market::limits;
use crate::domain::publication::open::Contents;
use crate::domain::publication::paths;

/// A publication in a folder.
#[derive(Debug)]
pub struct Published {
    folder: PathBuf,
    contents: Contents,
}

/// Why a file of a publication cannot be used.
#[derive(Debug)]
pub enum ReadError {
    /// It cannot be read.
    Io(PathBuf, std::io::Error),
    /// It is not JSON.
    NotJson(PathBuf, serde_json::Error),
    /// It is larger than any file of a publication.
    TooLarge(PathBuf),
    /// Its size or hash is not the one that the entry names.
    Changed(PathBuf),
    /// It does not say what its name promises.
    Unusable(PathBuf),
}

impl fmt::Display for ReadError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::Io(path, error) => write!(out, "{}: {error}", path.display()),
            ReadError::NotJson(path, error) => write!(out, "{}: {error}", path.display()),
            ReadError::TooLarge(path) => write!(out, "{}: too large", path.display()),
            ReadError::Changed(path) => {
                write!(out, "{}: not the file that the entry names", path.display())
            }
            ReadError::Unusable(path) => {
                write!(out, "{}: cannot be used by this program", path.display())
            }
        }
    }
}

impl std::error::Error for ReadError {}

impl Published {
    /// Reads the entry.
    pub fn open(folder: &Path) -> Result<Published, ReadError> {
        let path = folder.join(paths::ENTRY);
        let entry = value_of(&path, &bytes(&path)?)?;
        let contents = Contents::open(entry).0;
        Ok(Published {
            folder: folder.to_owned(),
            contents: contents.ok_or(ReadError::Unusable(path))?,
        })
    }

    /// Reads the file that is published for a path of [`paths`]; none when there is none. Values
    /// that cannot be read are left out, as in the page.
    pub fn read<T: FromJson>(&self, path: &str) -> Result<Option<T>, ReadError> {
        let Some(row) = self.contents.find(path) else {
            return Ok(None);
        };
        let path = self.folder.join(&row.path);
        let bytes = bytes(&path)?;
        let hash = Sha256::digest(&bytes);
        let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        if bytes.len() as u64 != row.size || hash != row.sha256 {
            return Err(ReadError::Changed(path));
        }
        value_of(&path, &bytes).map(Some)
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, ReadError> {
    let failed = |error| ReadError::Io(path.to_owned(), error);
    let size = std::fs::metadata(path).map_err(failed)?.len();
    if size > limits::FILE_BYTES as u64 {
        return Err(ReadError::TooLarge(path.to_owned()));
    }
    std::fs::read(path).map_err(failed)
}

fn value_of<T: FromJson>(path: &Path, bytes: &[u8]) -> Result<T, ReadError> {
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|error| ReadError::NotJson(path.to_owned(), error))?;
    let mut at = Checker::new(&path.to_string_lossy());
    T::from_json(json(value), &mut at).ok_or_else(|| ReadError::Unusable(path.to_owned()))
}

fn json(value: Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(value) => Json::Bool(value),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => Json::Whole(whole),
            None => Json::Real(number.as_f64().unwrap_or(f64::NAN)),
        },
        Value::String(text) => Json::Text(text),
        Value::Array(list) => Json::List(list.into_iter().map(json).collect()),
        Value::Object(entries) => {
            let entries = entries.into_iter();
            Json::Object(entries.map(|(name, value)| (name, json(value))).collect())
        }
    }
}
