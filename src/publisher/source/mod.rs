//! The source folder: which files there are, and how one is read without stopping at the first
//! mistake.

/// Names of the files.
pub mod layout;
/// On which line a JSON path stands.
pub mod lines;

mod mend;
mod personal;
mod rows;

pub use self::personal::personal_number;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use crate::domain::market::limits;
use crate::domain::market::problem::{Fault, Problem, Problems};
use crate::publisher::hash::{Fingerprint, fingerprint_of};

/// A folder of source files.
#[derive(Debug, Clone)]
pub struct SourceFolder {
    root: PathBuf,
    /// Whether files are searched for what should not be published.
    is_searched: bool,
}

/// Whether a market can do without a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Without it there is no market.
    Required,
    /// Its absence says that there is nothing of the kind.
    Optional,
}

/// How much of a file could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The whole file, except for values that were noted and taken out.
    Whole,
    /// It is not there and need not be.
    Absent,
    /// Missing, too large or not JSON: what refers to its rows cannot be judged.
    Broken,
}

/// What was read of one file. Rows keep their places: one that could not be read at all is an
/// empty row, and its mistake is among the problems.
#[derive(Debug)]
pub struct Loaded<T> {
    /// Path in the source folder, with `/`.
    pub file: String,
    /// The rows, or the one record.
    pub value: T,
    /// How much of it could be read.
    pub state: State,
    /// What was wrong with it as JSON of the expected shape.
    pub problems: Problems,
    /// Of the bytes; tells whether the file has changed between two readings. All zero for a file
    /// that is not there.
    pub fingerprint: Fingerprint,
}

impl<T> Loaded<T> {
    /// The same file, read as something else.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Loaded<U> {
        Loaded {
            value: change(self.value),
            file: self.file,
            state: self.state,
            problems: self.problems,
            fingerprint: self.fingerprint,
        }
    }
}

impl SourceFolder {
    /// A source folder at this place. Nothing is read yet.
    pub fn new(root: &Path) -> SourceFolder {
        SourceFolder {
            root: root.to_owned(),
            is_searched: true,
        }
    }

    /// The same folder for a second reading, after its files were checked: what they hold is read
    /// and not judged again.
    pub fn once_more(&self) -> SourceFolder {
        SourceFolder {
            is_searched: false,
            ..self.clone()
        }
    }

    /// Reads a file that holds an array of rows, at most `limit` of them.
    pub fn list<T>(&self, file: &str, need: Need, limit: usize) -> Loaded<Vec<T>>
    where
        T: DeserializeOwned + Default,
    {
        self.load(file, need, |bytes, problems| {
            rows::read_list(file, bytes, limit, problems)
        })
    }

    /// Reads a file that holds one record.
    pub fn record<T>(&self, file: &str, need: Need) -> Loaded<T>
    where
        T: DeserializeOwned + Default,
    {
        self.load(file, need, |bytes, problems| {
            rows::read_record(file, bytes, problems)
        })
    }

    /// The bytes of a file that is within the limits, to find lines in it; none when it cannot
    /// be read.
    pub fn bytes(&self, file: &str) -> Option<Vec<u8>> {
        self.read(file).ok()
    }

    /// What [`Loaded::fingerprint`] would be; none when the file cannot be read.
    pub fn fingerprint(&self, file: &str) -> Option<Fingerprint> {
        match self.read(file) {
            Ok(bytes) => Some(fingerprint_of(&bytes)),
            Err(Unreadable::Missing) => Some(Fingerprint::default()),
            Err(_) => None,
        }
    }

    /// Names of the folders below `levels/`, in order.
    pub fn level_folders(&self) -> BTreeSet<String> {
        names_in(&self.root.join(layout::LEVELS), |kind| kind.is_dir())
    }

    /// JSON files that no part of this program reads, e.g. `honors.json`: a slip in a file's
    /// name would otherwise lose all of its rows silently.
    pub fn unknown_files(&self, levels: &[String]) -> Vec<String> {
        let is_json = |name: &String| name.ends_with(".json") && !name.starts_with('.');
        let mut unknown: Vec<String> = names_in(&self.root, |kind| kind.is_file())
            .into_iter()
            .filter(|name| is_json(name) && !layout::MARKET_FILES.contains(&name.as_str()))
            .collect();
        for level in levels {
            let folder = self.root.join(layout::LEVELS).join(level);
            for name in names_in(&folder, |kind| kind.is_file()) {
                if is_json(&name) && !layout::LEVEL_FILES.contains(&name.as_str()) {
                    unknown.push(layout::of_level(level, &name));
                }
            }
        }
        unknown
    }

    fn load<T: Default>(
        &self,
        file: &str,
        need: Need,
        parse: impl FnOnce(&[u8], &mut Problems) -> (T, State),
    ) -> Loaded<T> {
        let mut loaded = Loaded {
            file: file.to_owned(),
            value: T::default(),
            state: State::Broken,
            problems: Problems::default(),
            fingerprint: Fingerprint::default(),
        };
        match self.read(file) {
            Ok(bytes) => {
                loaded.fingerprint = fingerprint_of(&bytes);
                // Spreadsheet programs like to write a byte order mark.
                let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
                (loaded.value, loaded.state) = parse(text, &mut loaded.problems);
                if self.is_searched {
                    personal::note_personal(file, text, &mut loaded.problems);
                }
            }
            Err(Unreadable::Missing) if need == Need::Optional => loaded.state = State::Absent,
            Err(unreadable) => {
                let (fault, found) = match unreadable {
                    Unreadable::Missing => (Fault::FileMissing, String::new()),
                    Unreadable::Refused(error) => (Fault::FileMissing, error),
                    Unreadable::TooLarge(bytes) => (
                        Fault::FileTooLarge(limits::FILE_BYTES),
                        format!("{bytes} bytes"),
                    ),
                };
                loaded.problems.push(Problem {
                    file: file.to_owned(),
                    path: String::new(),
                    fault,
                    found,
                });
            }
        }
        loaded
    }

    fn read(&self, file: &str) -> Result<Vec<u8>, Unreadable> {
        let path = self.root.join(file);
        let refused = |error: std::io::Error| match error.kind() {
            std::io::ErrorKind::NotFound => Unreadable::Missing,
            _ => Unreadable::Refused(error.to_string()),
        };
        let data = std::fs::metadata(&path).map_err(refused)?;
        // A pipe would be waited for without end.
        if !data.is_file() {
            return Err(Unreadable::Refused("not a file".to_owned()));
        }
        let bound = limits::FILE_BYTES as u64;
        if data.len() > bound {
            return Err(Unreadable::TooLarge(data.len()));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(data.len()).unwrap_or(0));
        // Bounded once more, in case the file grows while it is read.
        File::open(&path)
            .and_then(|file| file.take(bound + 1).read_to_end(&mut bytes))
            .map_err(refused)?;
        match bytes.len() as u64 {
            size if size > bound => Err(Unreadable::TooLarge(size)),
            _ => Ok(bytes),
        }
    }
}

enum Unreadable {
    Missing,
    Refused(String),
    TooLarge(u64),
}

/// Names of a folder's entries of one kind; none when there is no such folder. Names that are no
/// text cannot be referred to by any row and are left out.
fn names_in(folder: &Path, wanted: impl Fn(&std::fs::Metadata) -> bool) -> BTreeSet<String> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return BTreeSet::new();
    };
    entries
        .flatten()
        .filter(|entry| std::fs::metadata(entry.path()).is_ok_and(|data| wanted(&data)))
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect()
}
