//! The first file of the index: what the market consists of, and which other files there are.

use super::bytes::{Bytes, put_count, put_part, put_signed, put_whole};
use super::han::Han;

/// The version of all files of the index.
pub const VERSION: u8 = 1;
/// What the first file begins with, before the version.
pub const CORE_MAGIC: &[u8] = b"SMSC";
/// What files of texts begin with.
pub const TEXTS_MAGIC: &[u8] = b"SMST";
/// What shards of the dictionary begin with.
pub const SHARD_MAGIC: &[u8] = b"SMSS";
/// What files of lists by number begin with.
pub const LISTS_MAGIC: &[u8] = b"SMSL";
/// What the file of the service places begins with.
pub const PLACES_MAGIC: &[u8] = b"SMSP";
/// What the file of the facts begins with.
pub const FACTS_MAGIC: &[u8] = b"SMSF";

/// Reads what every file begins with.
pub fn open<'a>(bytes: &'a [u8], magic: &[u8]) -> Option<Bytes<'a>> {
    let (version, rest) = bytes.strip_prefix(magic)?.split_first()?;
    (*version == VERSION).then(|| Bytes::new(rest))
}

/// Begins a file.
pub fn begin(magic: &[u8]) -> Vec<u8> {
    let mut out = magic.to_vec();
    out.push(VERSION);
    out
}

/// The first file.
#[derive(Debug, Clone, Default)]
pub struct Core {
    /// Levels in the order in which stalls are numbered.
    pub levels: Vec<CoreLevel>,
    /// Tags of the languages that texts are in.
    pub languages: Vec<String>,
    /// Categories in the order of `categories.json`.
    pub categories: Vec<CoreCategory>,
    /// Characters and their readings.
    pub han: Han,
    /// The important texts in Chinese characters, as a file of texts; empty when they are a file of
    /// their own. Most queries need them, typed in characters or in pinyin.
    pub texts: Vec<u8>,
    /// All other files.
    pub files: Vec<CoreFile>,
}

/// A level.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CoreLevel {
    /// Id of the level.
    pub id: String,
    /// Number of its building.
    pub building: u32,
    /// 0 is the ground level.
    pub ordinal: i32,
    /// Number of its stalls.
    pub stalls: u32,
    /// The first of them in the market; counted up from the levels before, not stored.
    pub first: u32,
    /// Middle of its building in the market's grid, decimetres.
    pub middle_dm: (i32, i32),
    /// What may stand before a stall's number, folded and without gaps.
    pub forms: Vec<String>,
}

/// A category.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CoreCategory {
    /// The category above.
    pub parent: Option<u32>,
    /// Stalls of it and of those below.
    pub stalls: u32,
    /// Which file holds the list of its stalls, of the files of this kind.
    pub list: u32,
}

/// A file of the index besides the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoreFile {
    /// What it holds.
    pub holds: Holds,
    /// Bytes.
    pub size: u32,
    /// First half of the SHA-256 of the bytes: enough to tell that they are the published ones, and
    /// half of what no packing makes shorter.
    pub sha256: [u8; 16],
}

/// What a file of the index holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holds {
    /// Names of categories, services, honours in one script; the important ones in part 0.
    Texts {
        /// Number of the script, see [`Script`](super::script::Script).
        script: u8,
        /// 0 first.
        part: u8,
    },
    /// Stalls of categories.
    Categories(u32),
    /// Stalls of honours.
    Honours,
    /// Service places.
    Places,
    /// What one can choose by.
    Facts,
    /// Terms from this key on.
    Shard(Vec<u8>),
}

impl Holds {
    /// The name of the file, without folder and hash. `number` tells shards apart.
    pub fn name(&self, number: usize) -> String {
        let (kind, number) = match self {
            Holds::Texts { script, part } => {
                let number = [decimal(u32::from(*script)), decimal(u32::from(*part))];
                return ["texts-", &number.join("-")].concat();
            }
            Holds::Categories(own) => ("categories-", *own),
            Holds::Honours => return "honours".to_owned(),
            Holds::Places => return "places".to_owned(),
            Holds::Facts => return "facts".to_owned(),
            Holds::Shard(_) => ("terms-", u32::try_from(number).unwrap_or(u32::MAX)),
        };
        [kind, &decimal(number)].concat()
    }
}

/// A whole number in digits, without the library's machinery.
pub fn decimal(mut number: u32) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(char::from_digit(number % 10, 10).unwrap_or('0'));
        number /= 10;
        if number == 0 {
            return digits.into_iter().rev().collect();
        }
    }
}

impl Core {
    /// Stalls of the market.
    pub fn stalls(&self) -> u32 {
        let last = self.levels.last();
        last.map_or(0, |last| last.first.saturating_add(last.stalls))
    }

    /// The level of a stall, and the stall's index there.
    pub fn place(&self, stall: u32) -> Option<(usize, u32)> {
        let after = self.levels.partition_point(|own| own.first <= stall);
        let number = after.checked_sub(1)?;
        let level = self.levels.get(number)?;
        let index = stall - level.first;
        (index < level.stalls).then_some((number, index))
    }

    /// The shard in which a key would be: number of the file.
    pub fn shard_of(&self, key: &[u8]) -> Option<usize> {
        let after = self.files.partition_point(|own| match &own.holds {
            Holds::Shard(first) => first.as_slice() <= key,
            _ => true,
        });
        let place = after.checked_sub(1)?;
        let file = self.files.get(place)?;
        matches!(file.holds, Holds::Shard(_)).then_some(place)
    }

    /// The path of a file below the entry.
    pub fn path(&self, file: usize) -> Option<String> {
        let row = self.files.get(file)?;
        let shards_from = self.files.iter().take_while(|own| !is_shard(own)).count();
        let name = row.holds.name(file.saturating_sub(shards_from));
        let mut path = ["search/", &name, "."].concat();
        for byte in row.sha256.iter().take(4) {
            for half in [byte >> 4, byte & 15] {
                path.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
            }
        }
        path.push_str(".bin");
        Some(path)
    }

    /// Writes the file. Shards come last among `files`, in order of their keys.
    pub fn write(&self) -> Vec<u8> {
        let mut out = begin(CORE_MAGIC);
        put_count(&mut out, self.levels.len());
        for level in &self.levels {
            put_part(&mut out, level.id.as_bytes());
            put_whole(&mut out, level.building);
            put_signed(&mut out, level.ordinal);
            put_whole(&mut out, level.stalls);
            put_signed(&mut out, level.middle_dm.0);
            put_signed(&mut out, level.middle_dm.1);
            put_count(&mut out, level.forms.len());
            for form in &level.forms {
                put_part(&mut out, form.as_bytes());
            }
        }
        put_count(&mut out, self.languages.len());
        for language in &self.languages {
            put_part(&mut out, language.as_bytes());
        }
        put_count(&mut out, self.categories.len());
        for category in &self.categories {
            put_whole(&mut out, category.parent.map_or(0, |parent| parent + 1));
            put_whole(&mut out, category.stalls);
            put_whole(&mut out, category.list);
        }
        self.han.put(&mut out);
        put_part(&mut out, &self.texts);
        put_count(&mut out, self.files.len());
        for file in &self.files {
            match &file.holds {
                Holds::Texts { script, part } => out.extend([0, *script, *part]),
                Holds::Categories(number) => {
                    out.push(1);
                    put_whole(&mut out, *number);
                }
                Holds::Honours => out.push(2),
                Holds::Places => out.push(3),
                Holds::Facts => out.push(4),
                Holds::Shard(first) => {
                    out.push(5);
                    put_part(&mut out, first);
                }
            }
            put_whole(&mut out, file.size);
        }
        // All together, because nothing makes them shorter.
        for file in &self.files {
            out.extend_from_slice(&file.sha256);
        }
        out
    }

    /// Reads the file.
    pub fn read(bytes: &[u8]) -> Option<Core> {
        let bytes = &mut open(bytes, CORE_MAGIC)?;
        let mut core = Core::default();
        let mut first = 0_u32;
        for _ in 0..bytes.count()? {
            let level = read_level(bytes, first)?;
            first = first.checked_add(level.stalls)?;
            core.levels.push(level);
        }
        // Sets of stalls are made for this many.
        if first > MOST_STALLS {
            return None;
        }
        for _ in 0..bytes.count()? {
            core.languages.push(bytes.text()?.to_owned());
        }
        for number in 0..u32::try_from(bytes.count()?).ok()? {
            let parent = bytes.whole()?.checked_sub(1);
            // Parents come first, so that no walk upwards goes in a circle.
            if parent.is_some_and(|parent| parent >= number) {
                return None;
            }
            core.categories.push(CoreCategory {
                parent,
                stalls: bytes.whole()?,
                list: bytes.whole()?,
            });
        }
        core.han = Han::read(bytes)?;
        core.texts = bytes.part()?.to_vec();
        for _ in 0..bytes.count()? {
            let holds = match bytes.byte()? {
                0 => Holds::Texts {
                    script: bytes.byte()?,
                    part: bytes.byte()?,
                },
                1 => Holds::Categories(bytes.whole()?),
                2 => Holds::Honours,
                3 => Holds::Places,
                4 => Holds::Facts,
                5 => Holds::Shard(bytes.part()?.to_owned()),
                _ => return None,
            };
            core.files.push(CoreFile {
                holds,
                size: bytes.whole()?,
                sha256: [0; 16],
            });
        }
        for file in &mut core.files {
            file.sha256 = bytes.take(16)?.try_into().ok()?;
        }
        bytes.is_empty().then_some(core)
    }
}

/// Four times the largest market known, and more.
const MOST_STALLS: u32 = 1 << 20;

fn is_shard(file: &CoreFile) -> bool {
    matches!(file.holds, Holds::Shard(_))
}

fn read_level(bytes: &mut Bytes, first: u32) -> Option<CoreLevel> {
    let mut level = CoreLevel {
        id: bytes.text()?.to_owned(),
        building: bytes.whole()?,
        ordinal: bytes.signed()?,
        stalls: bytes.whole()?,
        first,
        middle_dm: (bytes.signed()?, bytes.signed()?),
        forms: Vec::new(),
    };
    for _ in 0..bytes.count()? {
        level.forms.push(bytes.text()?.to_owned());
    }
    Some(level)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn core() -> Core {
        let level = |id: &str, first, stalls| CoreLevel {
            id: id.to_owned(),
            building: 1,
            ordinal: -1,
            stalls,
            first,
            middle_dm: (-5, 700),
            forms: vec![id.to_owned(), "一区".to_owned()],
        };
        let file = |holds| CoreFile {
            holds,
            size: 300,
            sha256: [0x1f; 16],
        };
        Core {
            levels: vec![level("a1", 0, 10), level("a2", 10, 0), level("a3", 10, 20)],
            languages: vec!["zh".to_owned()],
            categories: vec![
                CoreCategory::default(),
                CoreCategory {
                    parent: Some(0),
                    stalls: 9,
                    list: 2,
                },
            ],
            han: Han::default(),
            texts: b"SMST".to_vec(),
            files: vec![
                file(Holds::Texts { script: 2, part: 1 }),
                file(Holds::Facts),
                file(Holds::Shard(Vec::new())),
                file(Holds::Shard(b"m".to_vec())),
            ],
        }
    }

    #[test]
    fn comes_back_as_written() {
        let own = core();
        let read = Core::read(&own.write()).unwrap();
        assert_eq!(read.levels, own.levels);
        assert_eq!(read.categories, own.categories);
        assert_eq!(read.files, own.files);
        assert_eq!(read.texts, own.texts);
        assert_eq!(read.stalls(), 30);
        assert_eq!(read.place(9), Some((0, 9)));
        assert_eq!(read.place(10), Some((2, 0)));
        assert_eq!(read.place(30), None);
        assert_eq!(read.shard_of(b"a"), Some(2));
        assert_eq!(read.shard_of(b"m"), Some(3));
        assert_eq!(read.path(0).unwrap(), "search/texts-2-1.1f1f1f1f.bin");
        assert_eq!(read.path(3).unwrap(), "search/terms-1.1f1f1f1f.bin");
        assert_eq!(read.path(4), None);
    }

    #[test]
    fn damaged_files_are_refused_or_read_without_harm() {
        let whole = core().write();
        for cut in 0..whole.len() {
            assert!(Core::read(&whole[..cut]).is_none());
            for bit in 0..8 {
                let mut out = whole.clone();
                out[cut] ^= 1 << bit;
                if let Some(core) = Core::read(&out) {
                    let _ = (core.stalls(), core.place(3), core.path(2));
                }
            }
        }
    }

    #[test]
    fn numbers_in_digits() {
        for own in [0, 7, 10, 409, u32::MAX] {
            assert_eq!(decimal(own), own.to_string());
        }
    }
}
