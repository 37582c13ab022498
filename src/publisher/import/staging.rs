//! Writing a source folder as a whole: all files beside, then each renamed to its place.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use serde_json::Value;

use crate::publisher::refusal::{Refusal, of_system};

/// Files that are going to be written, by path in the source folder.
#[derive(Debug, Default)]
pub struct Staging {
    files: BTreeMap<String, Content>,
}

#[derive(Debug)]
enum Content {
    /// One record.
    Record(Value),
    /// Rows, each as one line of JSON: a hundred thousand of them are kept as text.
    Rows(Vec<String>),
}

impl Staging {
    /// Adds a row to a list.
    pub fn push(&mut self, file: &str, row: &Value) {
        let content = self
            .files
            .entry(file.to_owned())
            .or_insert_with(|| Content::Rows(Vec::new()));
        if let Content::Rows(rows) = content {
            rows.push(row.to_string());
        }
    }

    /// Makes a list, empty unless it has rows.
    pub fn list(&mut self, file: &str) {
        let empty = || Content::Rows(Vec::new());
        self.files.entry(file.to_owned()).or_insert_with(empty);
    }

    /// Replaces a list by rows that are JSON already.
    pub fn rows_as_written(&mut self, file: &str, rows: Vec<String>) {
        self.files.insert(file.to_owned(), Content::Rows(rows));
    }

    /// True when the file is going to be written.
    pub fn has(&self, file: &str) -> bool {
        self.files.contains_key(file)
    }

    /// Sets a file that is one record.
    pub fn record(&mut self, file: &str, record: Value) {
        self.files.insert(file.to_owned(), Content::Record(record));
    }

    /// Names of the files and their numbers of rows.
    pub fn rows(&self) -> impl Iterator<Item = (&str, usize)> {
        self.files.iter().map(|(file, content)| match content {
            Content::Record(_) => (file.as_str(), 1),
            Content::Rows(rows) => (file.as_str(), rows.len()),
        })
    }

    /// Puts the files into `folder`; those that are not among them stay as they are.
    pub fn write(self, folder: &Path) -> Result<(), Refusal> {
        let beside = beside(folder);
        let result = self.write_beside(folder, &beside);
        let _ = fs::remove_dir_all(&beside);
        result
    }

    fn write_beside(self, folder: &Path, beside: &Path) -> Result<(), Refusal> {
        let mut places = Vec::new();
        for (file, content) in self.files {
            refuse_elsewhere(&file)?;
            let text = match content {
                Content::Record(record) => format!("{record:#}\n"),
                Content::Rows(rows) => format!("[\n{}\n]\n", rows.join(",\n")),
            };
            let place = beside.join(&file);
            make_folder_of(&place)?;
            fs::write(&place, text).map_err(|error| of_system(&place, &error))?;
            places.push((place, folder.join(&file)));
        }
        for (from, to) in places {
            make_folder_of(&to)?;
            fs::rename(&from, &to).map_err(|error| of_system(&to, &error))?;
        }
        Ok(())
    }
}

/// Names of files hold ids of levels, and these come from somebody else.
fn refuse_elsewhere(file: &str) -> Result<(), Refusal> {
    let mut parts = Path::new(file).components();
    if parts.all(|part| matches!(part, Component::Normal(_))) && !file.contains('\\') {
        return Ok(());
    }
    Err(Refusal::at(file, "form")
        .found(file)
        .expected("a level's id that can be the name of a folder")
        .mend("Give the level another id: letters, digits, dashes."))
}

fn make_folder_of(path: &Path) -> Result<(), Refusal> {
    let Some(folder) = path.parent() else {
        return Ok(());
    };
    fs::create_dir_all(folder).map_err(|error| of_system(folder, &error))
}

/// On the same disk, so that files can be renamed into place.
fn beside(folder: &Path) -> PathBuf {
    let mut name = folder.as_os_str().to_owned();
    name.push(format!(".partial-{}", std::process::id()));
    PathBuf::from(name)
}
