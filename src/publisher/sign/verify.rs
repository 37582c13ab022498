//! Whether a publication is whole, right, and signed.

use std::fs;
use std::path::Path;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde::Serialize;

use crate::domain::market::problem::{Problems, Severity};
use crate::domain::market::time::Moment;
use crate::domain::publication::files::{
    CategoriesFile, FileRow, LevelFile, ShardFile, ShardTable, VenueFile,
};
use crate::domain::publication::open::{CategoryTree, LevelStalls, StallShard, Venue};
use crate::domain::publication::paths;
use crate::domain::publication::signature::{self, PublicKey, Signature, SignatureFault};
use crate::publisher::build::compress;
use crate::publisher::published::Publication;
use crate::publisher::refusal::Refusal;

/// What a reader trusts.
#[derive(Debug, Clone)]
pub struct Trust {
    /// The key, or an older one that leads to it.
    pub key: PublicKey,
    /// The highest number seen; a lower one is refused.
    pub seen_sequence: Option<u64>,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Proof {
    /// Why it must not be used; empty when all is well.
    pub refusals: Vec<Refusal>,
    /// Number of the publication.
    pub sequence: u64,
    /// Moment from which screens say how old it is.
    pub expires: String,
    /// Files that were read, the entry included.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// The key whose signature was found, by id; none when none was asked for.
    pub key: Option<String>,
}

impl Proof {
    /// True after the moment from which screens say how old the data is. It is still shown.
    pub fn has_expired(&self, now: Moment) -> bool {
        Moment::parse(&self.expires).is_some_and(|expires| expires <= now)
    }

    /// For programs; field names are stable.
    pub fn json(&self, now: Moment) -> impl Serialize + use<> {
        let refusals: Vec<_> = self
            .refusals
            .iter()
            .map(|own| {
                serde_json::json!({"code": own.code, "file": own.place, "found": own.found,
                    "expected": own.expected, "mend": own.mend})
            })
            .collect();
        serde_json::json!({"accepted": self.refusals.is_empty(), "sequence": self.sequence,
            "expires": self.expires, "expired": self.has_expired(now), "files": self.files,
            "bytes": self.bytes, "key": self.key, "refusals": refusals})
    }
}

/// Proves a publication: the signature first where `trust` asks for one, then size and hash of
/// every file, then what the files say by the same checks as in the page.
pub fn prove(folder: &Path, trust: Option<&Trust>) -> Proof {
    let mut proof = Proof::default();
    let publication = match Publication::open(folder) {
        Ok(publication) => publication,
        Err(refusal) => {
            proof.refusals.push(refusal);
            return proof;
        }
    };
    let entry = publication.entry();
    proof.sequence = entry.sequence;
    proof.expires.clone_from(&entry.expires);
    proof.files = 1;
    proof.bytes = publication.entry_bytes().len() as u64;
    if let Some(trust) = trust {
        match prove_signature(&publication, trust) {
            Ok(key) => proof.key = Some(key),
            // What nobody vouches for is not looked at further.
            Err(refusal) => {
                proof.refusals.push(refusal);
                return proof;
            }
        }
    }
    prove_files(&publication, &mut proof);
    if proof.refusals.is_empty() {
        prove_meaning(&publication, &mut proof);
    }
    proof
}

fn prove_signature(publication: &Publication, trust: &Trust) -> Result<String, Refusal> {
    let read = |name: &str| fs::read_to_string(publication.root().join(name));
    let of_key = |fault: SignatureFault| {
        Refusal::at(paths::KEYS, fault.code())
            .expected("handovers, each signed by the key before it")
            .mend("Copy the .keys file beside the newest key again: `stallmap sign` does.")
    };
    let handovers = read(paths::KEYS).unwrap_or_default();
    let key = signature::newest_key(&trust.key, &handovers).map_err(of_key)?;
    let id = signature::id_text(key.id());
    let of_file = |fault: SignatureFault| {
        let refusal = Refusal::at(paths::SIGNATURE, fault.code());
        let refusal = refusal.expected(format!("a signature of publication.json by key {id}"));
        refusal.mend(match fault {
            SignatureFault::OtherKey => {
                "Sign with this key, or verify with the key that signed."
            }
            SignatureFault::Mismatch => {
                "publication.json is not what was signed. Copy entry and signature once more; if this stays, somebody has changed it."
            }
            _ => "Sign again: `stallmap sign PUBLICATION --key KEY`.",
        })
    };
    let text = read(paths::SIGNATURE).map_err(|_| {
        Refusal::at(paths::SIGNATURE, "signature-missing")
            .found("no signature")
            .expected(format!("a signature of publication.json by key {id}"))
            .mend("Sign it: `stallmap sign PUBLICATION --key KEY`, or `stallmap build --sign KEY`.")
    })?;
    let signatures = Signature::parse_all(&text).map_err(of_file)?;
    signature::verify(publication.entry_bytes(), &signatures, &key).map_err(of_file)?;
    let sequence = publication.entry().sequence;
    if let Some(seen) = trust.seen_sequence
        && sequence < seen
    {
        return Err(
            Refusal::at(format!("{} /sequence", paths::ENTRY), "sequence")
                .found(sequence)
                .expected(format!("{seen} or more: that number has been seen"))
                .mend("This is an older publication, perhaps played back: host the newest one."),
        );
    }
    Ok(id)
}

/// Size and hash of everything, compressed copies included.
fn prove_files(publication: &Publication, proof: &mut Proof) {
    let rows = &publication.entry().files;
    let all: Vec<Counted> = rows
        .par_iter()
        .map(|row| prove_row(publication, row))
        .collect();
    for one in all {
        proof.files += one.files;
        proof.bytes += one.bytes;
        proof.refusals.extend(one.refusals);
    }
}

/// What was proved behind one row of the entry.
#[derive(Default)]
struct Counted {
    files: usize,
    bytes: u64,
    refusals: Vec<Refusal>,
}

impl Counted {
    fn take(&mut self, row: &FileRow, proved: Result<(), Refusal>) {
        match proved {
            Ok(()) => {
                self.files += 1;
                self.bytes += row.size;
            }
            Err(refusal) => self.refusals.push(refusal),
        }
    }
}

/// A file of the entry and, where it is a list itself, those that it lists.
fn prove_row(publication: &Publication, row: &FileRow) -> Counted {
    let mut counted = Counted::default();
    let bytes = publication.bytes(row);
    counted.take(
        row,
        bytes.and_then(|bytes| prove_copies(publication, row, &bytes)),
    );
    let name = paths::unhashed(&row.path);
    if !counted.refusals.is_empty() {
        return counted;
    }
    if name.starts_with("stalls/") {
        match publication.listed::<ShardTable>(row) {
            Ok(table) => {
                for row in &table.files {
                    let bytes = publication.bytes(row);
                    let proved = bytes.and_then(|bytes| prove_copies(publication, row, &bytes));
                    counted.take(row, proved);
                }
            }
            Err(refusal) => counted.refusals.push(refusal),
        }
    } else if name == paths::SEARCH {
        match publication.index_rows() {
            Ok(rows) => {
                for row in &rows {
                    let bytes = publication.index_bytes(row);
                    let proved = bytes.and_then(|bytes| prove_copies(publication, row, &bytes));
                    counted.take(row, proved);
                }
            }
            Err(refusal) => counted.refusals.push(refusal),
        }
    }
    counted
}

fn prove_copies(publication: &Publication, row: &FileRow, bytes: &[u8]) -> Result<(), Refusal> {
    for coding in compress::CODINGS {
        let name = format!("{}.{}", row.path, coding.ending());
        let Ok(copy) = fs::read(publication.root().join(&name)) else {
            continue;
        };
        if !compress::holds(coding, &copy, bytes) {
            return Err(Refusal::at(name, "compressed-copy")
                .found("other content than the file's")
                .expected("the same bytes, compressed")
                .mend("Build again with --precompress, or remove the copy."));
        }
    }
    Ok(())
}

/// The checks of the page, on every file.
fn prove_meaning(publication: &Publication, proof: &mut Proof) {
    let result = meaning(publication);
    match result {
        Ok(problems) => {
            for own in problems {
                take_errors(&own, &mut proof.refusals);
            }
        }
        Err(refusal) => proof.refusals.push(refusal),
    }
}

fn meaning(publication: &Publication) -> Result<Vec<Problems>, Refusal> {
    let venue: VenueFile = publication.file(paths::VENUE)?;
    let (venue, venue_problems) = Venue::open(&venue);
    let tree: CategoriesFile = publication.file(paths::CATEGORIES)?;
    let (tree, tree_problems) = CategoryTree::open(tree);
    let mut problems = vec![venue_problems, tree_problems];
    let Some(venue) = venue else {
        return Ok(problems);
    };
    let knows = |id: &str| tree.tree.find(id).is_some();
    let levels: Vec<_> = venue.levels().map(|place| place.level.clone()).collect();
    let of_level = |level: &crate::domain::market::venue::Level| {
        let file: LevelFile = publication.file(&paths::level(level.id()))?;
        let (_, level_problems) = LevelStalls::open(file, level, &venue.scales);
        let mut problems = vec![level_problems];
        let table = paths::shard_table(level.id());
        for (shard, file) in publication.shards(level.id())?.iter().enumerate() {
            let file: &ShardFile = file;
            let path = format!("{table} {shard}");
            problems.push(StallShard::open(file, &path, &venue.scales, &knows).1);
        }
        Ok(problems)
    };
    let of_levels: Result<Vec<Vec<Problems>>, Refusal> = levels.par_iter().map(of_level).collect();
    problems.extend(of_levels?.into_iter().flatten());
    Ok(problems)
}

fn take_errors(problems: &Problems, refusals: &mut Vec<Refusal>) {
    let errors = problems
        .list()
        .iter()
        .filter(|own| own.fault.severity() == Severity::Error);
    refusals.extend(errors.map(|own| {
        Refusal::at(format!("{} {}", own.file, own.path), own.fault.code())
            .found(&own.found)
            .expected(crate::publisher::report::sentence::expected(&own.fault))
            .mend("Check the source and build again.")
    }));
}
