//! Where files are written, and how they take the place of the old ones.
//!
//! Every file but the entry is named by its content, so a new file never stands in the way of an
//! old one. All files are first written to a folder beside, then moved in under their own names,
//! then the entry is replaced. That one rename is the moment of publication: whoever reads the
//! folder before finds the old market, whoever reads it after finds the new one, and a run that
//! is killed in between leaves at most files that no entry lists. The next run takes them away.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde::{Deserialize, Serialize};

use crate::domain::publication::files::FileRow;
use crate::domain::publication::paths;
use crate::publisher::build::budget::{self, Heavy};
use crate::publisher::build::compress::{self, CODINGS, Coding};
use crate::publisher::build::plain::FOLDER as PLAIN;
use crate::publisher::hash::hash_of;
use crate::publisher::keep::{Keep, Key};
use crate::publisher::sign::Signed;

/// A publication that is being written.
#[derive(Debug)]
pub struct Output {
    /// Where it will be.
    target: PathBuf,
    /// Where it is written.
    beside: PathBuf,
    /// Held while this run writes; a killed run lets go of it by itself.
    lock: File,
    lock_path: PathBuf,
    /// How copies beside the files are made; none for no copies.
    precompress: Option<Precompress>,
    written: Mutex<Written>,
}

#[derive(Debug)]
struct Precompress {
    /// Brotli's.
    effort: i32,
    /// Copies that an earlier build has made with the same effort.
    known: KnownCopies,
}

/// Hashes of compressed copies, by the path of the file that they are made of.
type KnownCopies = BTreeMap<String, Copies>;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Copies {
    /// SHA-256 of the file.
    sha256: String,
    /// SHA-256 of its copies, in the order of [`CODINGS`].
    copies: [String; CODINGS.len()],
}

#[derive(Debug, Default)]
struct Written {
    /// Every file of the publication.
    paths: BTreeSet<String>,
    /// Those that are not in place already.
    fresh: BTreeSet<String>,
    /// Their compressed copies.
    copies: KnownCopies,
    /// Of all files.
    bytes: u64,
    /// Files over their budget.
    heavy: Vec<Heavy>,
}

/// Why a file could not be written.
#[derive(Debug)]
pub enum WriteError {
    /// The system refused.
    Io {
        /// What was being done.
        doing: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// Why not.
        cause: std::io::Error,
    },
    /// A value could not be written as JSON.
    Json(String, serde_json::Error),
    /// Another run writes to the same place.
    Busy(PathBuf),
    /// There is something, but no publication; it is not for this program to remove.
    NotAPublication(PathBuf),
}

impl fmt::Display for WriteError {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            WriteError::Io { doing, path, cause } => {
                write!(formatter, "{doing} {}: {cause}", path.display())
            }
            WriteError::Json(path, cause) => write!(formatter, "writing {path}: {cause}"),
            WriteError::Busy(path) => {
                let path = path.display();
                write!(
                    formatter,
                    "another build is writing to {path}; wait for its end"
                )
            }
            WriteError::NotAPublication(path) => {
                let path = path.display();
                write!(
                    formatter,
                    "{path} is not empty and holds no publication; choose another folder, or empty it"
                )
            }
        }
    }
}

impl std::error::Error for WriteError {}

/// Says what was being done when the system refused.
fn doing<'a>(
    what: &'static str,
    path: &'a Path,
) -> impl FnOnce(std::io::Error) -> WriteError + use<'a> {
    move |cause| WriteError::Io {
        doing: what,
        path: path.to_owned(),
        cause,
    }
}

impl Output {
    /// Prepares a folder beside `target`, and takes away what killed runs have left there.
    pub fn beside(target: &Path) -> Result<Output, WriteError> {
        // A link is followed, so that the folder behind it is filled and the link stays.
        let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
        refuse_foreign(&target)?;
        let parent = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        fs::create_dir_all(&parent).map_err(doing("making the folder", &parent))?;
        let name = target.file_name().unwrap_or_default().to_string_lossy();

        let lock_path = parent.join(format!("{name}.lock"));
        let lock = File::create(&lock_path).map_err(doing("writing", &lock_path))?;
        match lock.try_lock() {
            // Some network drives cannot lock; a build there is as safe as its operator.
            Ok(()) | Err(TryLockError::Error(_)) => {}
            Err(TryLockError::WouldBlock) => return Err(WriteError::Busy(target)),
        }

        // Whoever holds the lock is the only one who writes: other folders are leftovers.
        let partial = format!("{name}.partial-");
        let entries = fs::read_dir(&parent).map_err(doing("reading", &parent))?;
        for entry in entries.flatten() {
            if entry.file_name().to_string_lossy().starts_with(&partial) {
                let path = entry.path();
                fs::remove_dir_all(&path).map_err(doing("removing", &path))?;
            }
        }
        let beside = parent.join(format!("{partial}{}", std::process::id()));
        fs::create_dir(&beside).map_err(doing("making the folder", &beside))?;
        Ok(Output {
            target,
            beside,
            lock,
            lock_path,
            precompress: None,
            written: Mutex::default(),
        })
    }

    /// Puts compressed copies beside all files that are written from now on. Those of which it was
    /// kept that they were made with the same effort are not made again.
    pub fn precompress(&mut self, brotli_effort: i32, keep: Option<&Keep>) {
        let kept = keep.and_then(|keep| keep.read(COPIES, &copies_key(brotli_effort)?));
        let known = kept.and_then(|kept| serde_json::from_slice(&kept).ok());
        self.precompress = Some(Precompress {
            effort: brotli_effort,
            known: known.unwrap_or_default(),
        });
    }

    /// Keeps what is known of the compressed copies for the next build.
    pub fn keep_copies(&self, keep: &Keep) {
        let Some(precompress) = &self.precompress else {
            return;
        };
        let kept = serde_json::to_vec(&self.written().copies).ok();
        if let (Some(key), Some(kept)) = (copies_key(precompress.effort), kept) {
            keep.write(COPIES, &key, &kept);
        }
    }

    /// Writes a file under a name that carries its hash. `path` is its name without.
    pub fn write(&self, path: &str, content: &impl Serialize) -> Result<FileRow, WriteError> {
        self.write_packed(path, &to_json(path, content)?)
    }

    /// Writes a file that is packed already, as [`Output::write`] does.
    pub fn write_packed(&self, path: &str, bytes: &[u8]) -> Result<FileRow, WriteError> {
        let sha256 = hash_of(bytes);
        let path = paths::hashed(path, &sha256);
        self.write_bytes(&path, bytes)?;
        self.write_copies(&path, &sha256, bytes)?;
        Ok(FileRow {
            path,
            size: bytes.len() as u64,
            sha256,
        })
    }

    /// Writes the entry under its fixed name; returns its bytes.
    pub fn write_entry(&self, content: &impl Serialize) -> Result<Vec<u8>, WriteError> {
        let json = to_json(paths::ENTRY, content)?;
        // Without a copy: a copy and the entry could not be replaced at the same moment.
        self.write_bytes(paths::ENTRY, &json)?;
        Ok(json)
    }

    /// Writes a page under a name of its own: pages are linked to, and nothing in the publication
    /// refers to them.
    pub fn write_named(&self, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
        self.write_bytes(path, bytes)
    }

    /// Writes the signature of the entry, and what leads to its key.
    pub fn write_signature(&self, signed: &Signed) -> Result<(), WriteError> {
        self.write_bytes(paths::SIGNATURE, signed.signatures.as_bytes())?;
        match &signed.handovers {
            Some(handovers) => self.write_bytes(paths::KEYS, handovers.as_bytes()),
            None => Ok(()),
        }
    }

    /// Entry and signature of the publication that is there, where both are.
    pub fn signed_before(&self) -> Option<(Vec<u8>, String)> {
        let entry = fs::read(self.target.join(paths::ENTRY)).ok()?;
        let signature = fs::read_to_string(self.target.join(paths::SIGNATURE)).ok()?;
        Some((entry, signature))
    }

    /// Files over their budget so far, by path.
    pub fn heavy(&self) -> Vec<Heavy> {
        let mut heavy = self.written().heavy.clone();
        heavy.sort_by(|a, b| a.path.cmp(&b.path));
        heavy
    }

    fn write_bytes(&self, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
        let mut fresh = Vec::new();
        if !self.is_in_place(path, bytes) {
            self.write_beside(path, bytes)?;
            fresh.push(path.to_owned());
        }
        let mut written = self.written();
        written.paths.insert(path.to_owned());
        written.bytes += bytes.len() as u64;
        written.fresh.extend(fresh);
        written.heavy.extend(budget::over(path, bytes.len()));
        Ok(())
    }

    /// Writes the compressed copies of a file, unless an earlier build has.
    fn write_copies(&self, path: &str, sha256: &str, bytes: &[u8]) -> Result<(), WriteError> {
        let Some(precompress) = &self.precompress else {
            return Ok(());
        };
        if bytes.len() < compress::LEAST_BYTES {
            return Ok(());
        }
        if let Some(known) = self.copies_in_place(path, sha256) {
            self.written().copies.insert(path.to_owned(), known);
            return Ok(());
        }
        let mut hashes = <[String; CODINGS.len()]>::default();
        for (coding, hash) in CODINGS.into_iter().zip(&mut hashes) {
            let copy = copy_of(path, coding);
            let made = compress::compressed(coding, bytes, precompress.effort);
            let made = made.map_err(doing("compressing", Path::new(path)))?;
            *hash = hash_of(&made);
            if !self.is_in_place(&copy, &made) {
                self.write_beside(&copy, &made)?;
                self.written().fresh.insert(copy);
            }
        }
        let copies = Copies {
            sha256: sha256.to_owned(),
            copies: hashes,
        };
        self.written().copies.insert(path.to_owned(), copies);
        Ok(())
    }

    /// What is known of the copies of a file, where they are in place and whole.
    fn copies_in_place(&self, path: &str, sha256: &str) -> Option<Copies> {
        let known = self.precompress.as_ref()?.known.get(path)?;
        let are_right = known.sha256 == sha256
            && CODINGS
                .into_iter()
                .zip(&known.copies)
                .all(|(coding, hash)| {
                    let copy = fs::read(self.target.join(copy_of(path, coding)));
                    copy.is_ok_and(|own| hash_of(&own) == *hash)
                });
        are_right.then(|| known.clone())
    }

    /// Takes files of the earlier publication over into this one, when all of them and their
    /// copies are in place and whole: true then. `files` and `more` make no difference.
    pub fn take_over(&self, files: &[FileRow], more: &[FileRow]) -> bool {
        let rows = files.par_iter().chain(more);
        let looked_at: Option<Vec<(&FileRow, Option<Copies>)>> = rows
            .map(|row| {
                let own = fs::read(self.target.join(&row.path)).ok()?;
                let is_whole = own.len() as u64 == row.size && hash_of(&own) == row.sha256;
                let has_copies = self.precompress.is_some() && own.len() >= compress::LEAST_BYTES;
                let copies = match is_whole && has_copies {
                    true => Some(self.copies_in_place(&row.path, &row.sha256)?),
                    false => None,
                };
                is_whole.then_some((row, copies))
            })
            .collect();
        let Some(looked_at) = looked_at else {
            return false;
        };
        let mut written = self.written();
        for (row, copies) in looked_at {
            let size = usize::try_from(row.size).unwrap_or(usize::MAX);
            written.paths.insert(row.path.clone());
            written.bytes += row.size;
            written.heavy.extend(budget::over(&row.path, size));
            written
                .copies
                .extend(copies.map(|own| (row.path.clone(), own)));
        }
        true
    }

    fn write_beside(&self, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
        let place = self.beside.join(path);
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder).map_err(doing("making the folder", folder))?;
        }
        fs::write(&place, bytes).map_err(doing("writing", &place))
    }

    /// True when an earlier publication has the same file. Its bytes are compared, not only its
    /// name: a new build mends what was damaged since.
    fn is_in_place(&self, path: &str, bytes: &[u8]) -> bool {
        let place = self.target.join(path);
        let has_size = fs::metadata(&place).is_ok_and(|data| data.len() == bytes.len() as u64);
        has_size && fs::read(&place).is_ok_and(|own| own == bytes)
    }

    fn written(&self) -> MutexGuard<'_, Written> {
        // The lists are whole after every statement, so a panic elsewhere cannot spoil them.
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Publishes: the files move in, the entry is replaced, old files go. Returns number and
    /// bytes of the files.
    pub fn put_in_place(self) -> Result<(usize, u64), WriteError> {
        let written = std::mem::take(&mut *self.written());
        let target = &self.target;
        // Before a name leads to it, the content is on the disk.
        sync_files(&self.beside, &written.fresh)?;
        fs::create_dir_all(target).map_err(doing("making the folder", target))?;
        let is_entry = |path: &&String| *path == paths::ENTRY;
        for path in written.fresh.iter().filter(|path| !is_entry(path)) {
            self.move_in(path)?;
        }
        sync_folders(target, &written.fresh);
        if written.fresh.iter().any(|path| is_entry(&path)) {
            self.move_in(paths::ENTRY)?;
            sync_folders(target, &BTreeSet::from([paths::ENTRY.to_owned()]));
        }
        remove_old(target, &written.paths, self.precompress.is_some())?;
        // A signature that was not written now is of another entry.
        for path in [paths::SIGNATURE, paths::KEYS] {
            if !written.paths.contains(path) {
                let _ = fs::remove_file(target.join(path));
            }
        }
        Ok((written.paths.len(), written.bytes))
    }

    fn move_in(&self, path: &str) -> Result<(), WriteError> {
        let place = self.target.join(path);
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder).map_err(doing("making the folder", folder))?;
        }
        fs::rename(self.beside.join(path), &place).map_err(doing("moving a file to", &place))
    }
}

impl Drop for Output {
    /// Whether published or given up: nothing is left beside.
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.beside);
        let _ = fs::remove_file(&self.lock_path);
        let _ = self.lock.unlock();
    }
}

fn to_json(path: &str, content: &impl Serialize) -> Result<Vec<u8>, WriteError> {
    serde_json::to_vec(content).map_err(|cause| WriteError::Json(path.to_owned(), cause))
}

/// A folder of something else would be littered, and its files might be taken for old ones.
fn refuse_foreign(target: &Path) -> Result<(), WriteError> {
    if target.join(paths::ENTRY).is_file() {
        return Ok(());
    }
    let mut entries = match fs::read_dir(target) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(cause) => return Err(doing("reading", target)(cause)),
    };
    // A run that was killed before its entry stood leaves only files that are named as ours.
    if entries.all(|entry| entry.is_ok_and(|own| is_ours(&own.path()))) {
        Ok(())
    } else {
        Err(WriteError::NotAPublication(target.to_owned()))
    }
}

fn is_ours(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if path.is_dir() {
        FOLDERS.contains(&&*name)
    } else {
        is_hashed(&name) || [paths::SIGNATURE, paths::KEYS].contains(&&*name)
    }
}

/// Name under which it is kept what is known of the copies.
const COPIES: &str = "copies";

fn copies_key(brotli_effort: i32) -> Option<Key> {
    Some(Key::new()?.with(&brotli_effort.to_le_bytes()))
}

fn copy_of(path: &str, coding: Coding) -> String {
    format!("{path}.{}", coding.ending())
}

/// Folders of a publication.
const FOLDERS: [&str; 8] = [
    "grids", "levels", "names", PLAIN, "routes", "search", "stalls", "walkways",
];

/// True for `f3.1a2b3c4d.json` and `core.1a2b3c4d.bin`, and for what stands compressed beside it.
fn is_hashed(name: &str) -> bool {
    let name = name
        .strip_suffix(".br")
        .or_else(|| name.strip_suffix(".gz"))
        .unwrap_or(name);
    let digits = name
        .strip_suffix(".json")
        .or_else(|| name.strip_suffix(".bin"))
        .and_then(|stem| stem.rsplit_once('.'))
        .map_or("", |(_, digits)| digits);
    digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// True for the plain pages and their style sheet.
fn is_plain(path: &str) -> bool {
    let own = path
        .strip_prefix(PLAIN)
        .and_then(|own| own.strip_prefix('/'));
    own.is_some_and(|own| !own.contains('/') && (own.ends_with(".html") || own.ends_with(".css")))
}

/// Makes the content of files last. Disks do many such requests in little more time than one, so
/// there are more threads than cores.
fn sync_files(folder: &Path, files: &BTreeSet<String>) -> Result<(), WriteError> {
    const THREADS: usize = 32;
    let files: Vec<PathBuf> = files.iter().map(|path| folder.join(path)).collect();
    let sync = |files: &[PathBuf]| {
        files.iter().try_for_each(|path| {
            // Opened for writing, which some systems ask for.
            let file = File::options().write(true).open(path);
            let file = file.and_then(|file| file.sync_all());
            file.map_err(doing("writing", path))
        })
    };
    std::thread::scope(|scope| {
        let share = files.len().div_ceil(THREADS).max(1);
        let threads: Vec<_> = files
            .chunks(share)
            .map(|own| scope.spawn(|| sync(own)))
            .collect();
        for thread in threads {
            match thread.join() {
                Ok(result) => result?,
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        Ok(())
    })
}

/// Makes the names of moved files last. Not every system can do that to a folder.
fn sync_folders(target: &Path, written: &BTreeSet<String>) {
    let mut folders: BTreeSet<&Path> = BTreeSet::new();
    for path in written {
        folders.extend(Path::new(path).ancestors().skip(1));
    }
    for folder in folders {
        if let Ok(folder) = File::open(target.join(folder)) {
            let _ = folder.sync_all();
        }
    }
}

/// Removes files of earlier publications. What this program has not named stays.
fn remove_old(
    target: &Path,
    written: &BTreeSet<String>,
    keep_copies: bool,
) -> Result<(), WriteError> {
    let mut waiting = vec![target.to_owned()];
    let mut folders = Vec::new();
    while let Some(folder) = waiting.pop() {
        let entries = fs::read_dir(&folder).map_err(doing("reading", &folder))?;
        for entry in entries.flatten() {
            let path = entry.path();
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            let own = path.strip_prefix(target).unwrap_or(&path);
            let own = own.to_string_lossy().replace('\\', "/");
            let is_top = folder == target;
            if is_folder && (!is_top || FOLDERS.contains(&own.as_str())) {
                waiting.push(path.clone());
                folders.push(path);
            } else if !is_folder
                && (is_hashed(&own) || is_plain(&own))
                && !is_listed(&own, written, keep_copies)
            {
                fs::remove_file(&path).map_err(doing("removing", &path))?;
            }
        }
    }
    // The deepest first; a folder with something in it refuses, and stays.
    for folder in folders.iter().rev() {
        let _ = fs::remove_dir(folder);
    }
    Ok(())
}

fn is_listed(path: &str, written: &BTreeSet<String>, keep_copies: bool) -> bool {
    let copied = CODINGS.iter().find_map(|coding| {
        let file = path.strip_suffix(coding.ending())?;
        file.strip_suffix('.')
    });
    match copied {
        Some(file) => keep_copies && written.contains(file),
        None => written.contains(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_a_hash() {
        let check = |name, expected| assert_eq!(is_hashed(name), expected, "{name}");
        check("levels/f3.1a2b3c4d.json", true);
        check("levels/f3.1a2b3c4d.json.br", true);
        check("search/core.1a2b3c4d.bin", true);
        check("publication.json", false);
        check("notes.json", false);
        check("levels/f3.1a2b3c4.json", false);
        check("levels/f3.1a2b3c4z.json", false);
        check("f3.1a2b3c4d.txt", false);
    }

    #[test]
    fn plain_pages() {
        let check = |path, expected| assert_eq!(is_plain(path), expected, "{path}");
        check("plain/index.html", true);
        check("plain/level-a1~2.html", true);
        check("plain/plain.css", true);
        check("plain/notes.txt", false);
        check("plain/own/index.html", false);
        check("index.html", false);
        check("plainer/index.html", false);
    }
}
