//! What earlier builds of a publication have worked out, so that the next one works out only what
//! has changed.
//!
//! An entry is good for one *key*: a hash of the program itself and of everything that the entry
//! was made from. What does not fit its key, or is damaged, is as if it were not there, so nothing
//! here has to be trusted, and all of it may be deleted at any time. It lies with the operator's
//! other caches and not beside the source or the publication: a source may come from somebody
//! else, who could then bring answers along, and whatever lies beside a publication is easily
//! copied to a host.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use sha2::{Digest, Sha256};

use super::hash::{Fingerprint, fingerprint_of, hash_of};

/// Name of the file that says whose entries a folder holds.
const OWNER: &str = "publication.txt";
/// Ending of an entry's name.
const ENDING: &str = ".kept";
/// Bytes before what was kept: the key, and the hash of what follows.
const HEAD_BYTES: usize = 64;

/// What the entries of one publication lie in.
#[derive(Debug)]
pub struct Keep {
    folder: PathBuf,
    /// Names of the entries that this build has asked for or written.
    used: Mutex<BTreeSet<String>>,
}

/// What an entry is good for.
#[derive(Debug, Clone)]
pub struct Key(Sha256);

impl Key {
    /// A key of this program; none when the program cannot read itself.
    pub fn new() -> Option<Key> {
        static PROGRAM: OnceLock<Option<Fingerprint>> = OnceLock::new();
        let program = PROGRAM.get_or_init(|| {
            let bytes = fs::read(std::env::current_exe().ok()?).ok()?;
            Some(fingerprint_of(&bytes))
        });
        Some(Key(Sha256::new()).with(&(*program)?))
    }

    /// The key, for what also depends on these bytes.
    #[must_use]
    pub fn with(mut self, bytes: &[u8]) -> Key {
        // After their length, so that no two rows of parts are the same bytes.
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        self
    }

    fn hash(&self) -> Fingerprint {
        self.0.clone().finalize().into()
    }
}

impl Keep {
    /// Entries for the publication at `out`, in a folder of `cache`; none where there can be no
    /// such folder. Entries of publications that are gone go too.
    pub fn open(cache: &Path, out: &Path) -> Option<Keep> {
        let owner = std::path::absolute(out).ok()?;
        let owner = owner.to_str()?;
        forget_gone(cache);
        let name: String = hash_of(owner.as_bytes()).chars().take(16).collect();
        let folder = cache.join(name);
        fs::create_dir_all(&folder).ok()?;
        fs::write(folder.join(OWNER), owner).ok()?;
        Some(Keep {
            folder,
            used: Mutex::default(),
        })
    }

    /// What was kept under a name, if it is good for this key.
    pub fn read(&self, name: &str, key: &Key) -> Option<Vec<u8>> {
        self.note(name);
        let mut bytes = fs::read(self.path(name)).ok()?;
        let (head, kept) = bytes.split_at_checked(HEAD_BYTES)?;
        let (own_key, own_hash) = head.split_at(HEAD_BYTES / 2);
        let is_good = *own_key == key.hash() && *own_hash == fingerprint_of(kept);
        is_good.then(|| {
            bytes.drain(..HEAD_BYTES);
            bytes
        })
    }

    /// Keeps something in place of what has the name now. A full disk is no reason to end a build:
    /// then the next one is slower.
    pub fn write(&self, name: &str, key: &Key, kept: &[u8]) {
        self.note(name);
        let mut bytes = Vec::with_capacity(HEAD_BYTES + kept.len());
        bytes.extend(key.hash());
        bytes.extend(fingerprint_of(kept));
        bytes.extend(kept);
        let _ = fs::write(self.path(name), bytes);
    }

    /// Ends a build: entries that it had no use for, as of levels that are gone, go.
    pub fn finish(self) {
        let used = self
            .used
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let own = name.to_str().and_then(|own| own.strip_suffix(ENDING));
            if own.is_some_and(|own| !used.contains(own)) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}{ENDING}"))
    }

    fn note(&self, name: &str) {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.insert(name.to_owned());
    }
}

/// Removes the entries of publications that are not there any more. Only what this module has
/// written is removed.
fn forget_gone(cache: &Path) {
    for entry in fs::read_dir(cache).into_iter().flatten().flatten() {
        let folder = entry.path();
        let Ok(owner) = fs::read_to_string(folder.join(OWNER)) else {
            continue;
        };
        if Path::new(&owner).exists() {
            continue;
        }
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let own = name.to_str().unwrap_or_default();
            if own == OWNER || own.ends_with(ENDING) {
                let _ = fs::remove_file(entry.path());
            }
        }
        let _ = fs::remove_dir(&folder);
    }
}

/// Where entries are kept unless the operator says otherwise: `builds` below the folder for caches
/// that `make` keeps its tools in. None where a machine has no such place.
pub fn usual_folder() -> Option<PathBuf> {
    let of = |name: &str| std::env::var_os(name).filter(|own| !own.is_empty());
    let own = of("STALLMAP_CACHE").map(PathBuf::from);
    let of_system = || {
        of("XDG_CACHE_HOME")
            .or_else(|| of("LOCALAPPDATA"))
            .map(PathBuf::from)
            .or_else(|| of("HOME").map(|home| Path::new(&home).join(".cache")))
            .map(|caches| caches.join("stallmap"))
    };
    own.or_else(of_system).map(|folder| folder.join("builds"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_fits_its_key_and_is_whole() {
        let cache = std::env::temp_dir().join(format!("stallmap-keep-{}", std::process::id()));
        let out = cache.join("out");
        fs::create_dir_all(&out).unwrap();
        let key = Key::new().unwrap();
        let (one, other) = (
            key.clone().with(b"ab").with(b"c"),
            key.with(b"a").with(b"bc"),
        );
        let keep = Keep::open(&cache, &out).unwrap();
        assert_eq!(keep.read("f1", &one), None);
        keep.write("f1", &one, b"kept");
        keep.write("f2", &one, b"other");
        assert_eq!(keep.read("f1", &one).unwrap(), b"kept");
        assert_eq!(keep.read("f1", &other), None);
        let path = keep.path("f1");
        keep.finish();

        let keep = Keep::open(&cache, &out).unwrap();
        assert_eq!(keep.read("f1", &one).unwrap(), b"kept");
        let other_path = keep.path("f2");
        assert!(other_path.exists());
        keep.finish();
        assert!(!other_path.exists(), "nobody has asked for it");

        let keep = Keep::open(&cache, &out).unwrap();
        let mut bytes = fs::read(&path).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(&path, bytes).unwrap();
        assert_eq!(keep.read("f1", &one), None, "damaged");
        fs::write(&path, b"short").unwrap();
        assert_eq!(keep.read("f1", &one), None, "cut off");

        fs::remove_dir(&out).unwrap();
        forget_gone(&cache);
        assert!(!path.exists(), "the publication is gone");
        fs::remove_dir_all(&cache).unwrap();
    }
}
