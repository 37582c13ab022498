//! Whether an entry may be believed: who signed it, whether it is one at all, and whether it is
//! older than what was seen before. Nothing is read from the bytes before their signature fits.

use super::files::{Entry, FORMAT_VERSION, FileRow};
use super::open::is_safe_path;
use super::signature::{self, PublicKey, Signature, SignatureFault};
use crate::domain::market::check::{self, Checker};
use crate::domain::market::json::{FromJson, Json};
use crate::domain::market::json_text;
use crate::domain::market::limits;
use crate::domain::market::time::Moment;

/// Bytes of an entry, at most: thirty times that of the largest market.
pub const ENTRY_BYTES: usize = 1024 * 1024;
/// The largest number that every reader holds exactly, also one that counts in doubles.
const MOST_SEQUENCE: u64 = 9_007_199_254_740_991;
/// Fields of one object; an entry has nine, a name at most one for each language.
const MOST_FIELDS: usize = 64;

/// Why an entry is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Not the operator's.
    Signature(SignatureFault),
    /// More bytes than an entry has.
    TooLarge,
    /// Not UTF-8, or not JSON.
    NotJson,
    /// A name stands twice in an object: two readers could read two things.
    DuplicateName,
    /// Of a format that this program does not know.
    OtherVersion,
    /// A field that is missing, of another type, or means nothing.
    Form,
    /// A lower number than one that was seen.
    Rollback,
    /// The number that was seen, over other content.
    SequenceReused,
}

impl Refused {
    /// Stable code, for programs and for the technician.
    pub fn code(self) -> &'static str {
        match self {
            Refused::Signature(fault) => fault.code(),
            Refused::TooLarge => "too-large",
            Refused::NotJson => "not-json",
            Refused::DuplicateName => "duplicate-name",
            Refused::OtherVersion => "other-version",
            Refused::Form => "entry-form",
            Refused::Rollback => "rollback",
            Refused::SequenceReused => "sequence-reused",
        }
    }
}

/// An entry that is believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admitted {
    /// Id of the market.
    pub market: String,
    /// Number of the publication.
    pub sequence: u64,
    /// When it was published.
    pub published: Moment,
    /// The newest key that the trusted one leads to, which has signed.
    pub key: PublicKey,
}

/// What a reader remembers of a market from one visit to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// The highest number.
    pub sequence: u64,
    /// Id of the key that had signed it.
    pub key: [u8; 8],
    /// True when these are the very bytes that had this number.
    pub is_same: bool,
}

/// Judges the raw bytes of an entry by the files that lie beside it: the signatures, and the
/// handovers of keys (empty where there are none).
///
/// # Errors
/// Why the entry must not be used.
pub fn admit(
    bytes: &[u8],
    signatures: &str,
    handovers: &str,
    trusted: &PublicKey,
) -> Result<Admitted, Refused> {
    if bytes.len() > ENTRY_BYTES {
        return Err(Refused::TooLarge);
    }
    let key = signature::newest_key(trusted, handovers).map_err(Refused::Signature)?;
    let signatures = Signature::parse_all(signatures).map_err(Refused::Signature)?;
    signature::verify(bytes, &signatures, &key).map_err(Refused::Signature)?;
    let entry = read(bytes)?;
    let published = meaning(&entry)?;
    Ok(Admitted {
        market: entry.market,
        sequence: entry.sequence,
        published,
        key,
    })
}

impl Admitted {
    /// Whether this may come after what was seen of the market. A number that an older key had
    /// signed says nothing any more: whoever stole that key could have made it as high as he liked.
    ///
    /// # Errors
    /// When it is older, or another one of the same number.
    pub fn follows(&self, seen: &Seen) -> Result<(), Refused> {
        if seen.key != self.key.id() || self.sequence > seen.sequence {
            Ok(())
        } else if self.sequence < seen.sequence {
            Err(Refused::Rollback)
        } else if seen.is_same {
            Ok(())
        } else {
            Err(Refused::SequenceReused)
        }
    }
}

fn read(bytes: &[u8]) -> Result<Entry, Refused> {
    let text = std::str::from_utf8(bytes).map_err(|_| Refused::NotJson)?;
    // No number of an entry has a fraction; one that has is no whole number to anybody.
    let json = json_text::parse(text, &|_| Some(f64::NAN)).map_err(|_| Refused::NotJson)?;
    if has_twice(&json) {
        return Err(Refused::DuplicateName);
    }
    // Of another version not even the types of its fields are known.
    if let Json::Object(fields) = &json
        && let Some((_, Json::Whole(format))) = fields.iter().find(|(name, _)| name == "format")
        && *format != i64::from(FORMAT_VERSION)
    {
        return Err(Refused::OtherVersion);
    }
    let mut at = Checker::new(super::paths::ENTRY);
    let entry = Entry::from_json(json, &mut at);
    // In what is signed nothing may be passed over: another reader might read it.
    entry
        .filter(|_| at.finish().is_empty())
        .ok_or(Refused::Form)
}

/// Whether a name stands twice in any object.
fn has_twice(json: &Json) -> bool {
    match json {
        Json::Object(fields) => {
            fields.len() > MOST_FIELDS
                || fields.iter().enumerate().any(|(place, (name, value))| {
                    let before = fields.iter().take(place);
                    has_twice(value) || before.into_iter().any(|(other, _)| other == name)
                })
        }
        Json::List(values) => values.iter().any(has_twice),
        _ => false,
    }
}

/// When the entry was published, if it says all that an entry says.
fn meaning(entry: &Entry) -> Result<Moment, Refused> {
    if entry.format != FORMAT_VERSION {
        return Err(Refused::OtherVersion);
    }
    let mut at = Checker::new(super::paths::ENTRY);
    let market = at.id("market", &entry.market);
    let published = Moment::parse(&entry.published);
    let is_expiry = entry.expires.is_empty() || Moment::parse(&entry.expires).is_some();
    let languages = &entry.languages;
    let is_whole = market.is_some()
        && is_expiry
        && (1..=MOST_SEQUENCE).contains(&entry.sequence)
        && languages.len() <= limits::LANGUAGES
        && languages.iter().all(|tag| check::is_language_tag(tag))
        && !entry.files.is_empty()
        && entry.files.iter().all(is_row);
    published.filter(|_| is_whole).ok_or(Refused::Form)
}

fn is_row(row: &FileRow) -> bool {
    is_safe_path(&row.path)
        && usize::try_from(row.size).is_ok_and(|size| size <= limits::FILE_BYTES)
        && row.sha256.len() == 64
        && row.sha256.bytes().all(|digit| digit.is_ascii_hexdigit())
}

#[cfg(test)]
#[path = "admit_tests.rs"]
mod tests;
