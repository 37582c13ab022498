//! Signing publications: keys, signatures, and the proof of both.
//!
//! The form is that of [minisign](https://jedisct1.github.io/minisign/) with the signature over
//! the file's own bytes, so that its tools read our signatures and keys; what is true of them is
//! decided by [`signature`](crate::domain::publication::signature), in the page as here.

/// Keys and where they lie.
pub mod key;
/// Whether a publication is whole, right, and signed.
pub mod verify;

use std::fs;
use std::io::Write;
use std::path::Path;

use self::key::SecretKey;
use super::refusal::{Refusal, of_system};
use crate::domain::market::time::Moment;
use crate::domain::publication::files::Entry;
use crate::domain::publication::paths;
use crate::domain::publication::signature::{self, PublicKey, Signature, id_text};

/// What lies in a publication besides its files: the signature and the handovers of keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// Text of `publication.json.sig`.
    pub signatures: String,
    /// Text of `publication.keys`; none when the key has replaced no other.
    pub handovers: Option<String>,
}

/// Signs an entry. `earlier` is the entry that it replaces, with its signature file: the sequence
/// must have grown since, and the earlier signature stays below the new one.
pub fn sign_entry(
    entry: &[u8],
    earlier: Option<(&[u8], &str)>,
    key: &SecretKey,
    now: Moment,
) -> Result<Signed, Refusal> {
    let own = read_entry(entry)?;
    let place = paths::ENTRY;
    let expires = Moment::parse(&own.expires);
    if expires.is_none_or(|expires| expires <= now) {
        return Err(Refusal::at(format!("{place} /expires"), "expired")
            .found(&own.expires)
            .expected("a moment that is still to come")
            .mend("Set `expires` in the source's market.json to a later moment and build again."));
    }
    let mut signatures = key.sign(entry, &comment(&own)).lines();
    if let Some((earlier_entry, earlier_signatures)) = earlier
        && earlier_entry != entry
    {
        let before = read_entry(earlier_entry)?;
        refuse_older(&own, &before)?;
        if let Ok(all) = Signature::parse_all(earlier_signatures)
            && let Ok(good) = signature::verify(earlier_entry, &all, &key.public())
        {
            signatures.push_str(&good.lines());
        }
    }
    Ok(Signed {
        signatures,
        handovers: key.handovers().map(str::to_owned),
    })
}

/// A kiosk that has seen the higher number would refuse the lower one, or the same one with other
/// content.
fn refuse_older(own: &Entry, before: &Entry) -> Result<(), Refusal> {
    if own.market == before.market && own.sequence <= before.sequence {
        let least = before.sequence.saturating_add(1);
        return Err(
            Refusal::at(format!("{} /sequence", paths::ENTRY), "sequence")
                .found(own.sequence)
                .expected(format!(
                    "at least {least}: number {} is published and signed already",
                    before.sequence
                ))
                .mend(format!(
                    "Set `sequence` in the source's market.json to {least} or more."
                )),
        );
    }
    Ok(())
}

/// Signs a publication that lies in a folder, after proving that it is whole and right.
pub fn sign_folder(folder: &Path, key: &SecretKey, now: Moment) -> Result<(), Vec<Refusal>> {
    let report = verify::prove(folder, None);
    if !report.refusals.is_empty() {
        return Err(report.refusals);
    }
    put_signature(folder, key, now).map_err(|refusal| vec![refusal])
}

fn put_signature(folder: &Path, key: &SecretKey, now: Moment) -> Result<(), Refusal> {
    let place = folder.join(paths::ENTRY);
    let entry = fs::read(&place).map_err(|error| of_system(&place, &error))?;
    let own = read_entry(&entry)?;
    // The signature that lies there may be of another entry: its comment tells of which.
    let earlier = fs::read_to_string(folder.join(paths::SIGNATURE)).unwrap_or_default();
    let known = Signature::parse_all(&earlier).unwrap_or_default();
    let is_of_this = signature::verify(&entry, &known, &key.public()).is_ok();
    let newest = known.iter().filter_map(signed_sequence).max();
    if let Some(newest) = newest
        && !is_of_this
        && newest >= own.sequence
    {
        let before = Entry {
            market: own.market.clone(),
            sequence: newest,
            ..Entry::default()
        };
        refuse_older(&own, &before)?;
    }
    let signed = sign_entry(&entry, None, key, now)?;
    let mut signatures = signed.signatures;
    for other in known.iter().take(1).filter(|_| !is_of_this) {
        signatures.push_str(&other.lines());
    }
    let files = [
        (paths::KEYS, signed.handovers),
        (paths::SIGNATURE, Some(signatures)),
    ];
    for (name, text) in files {
        if let Some(text) = text {
            replace(&folder.join(name), text.as_bytes())?;
        }
    }
    Ok(())
}

/// The number in a signed comment.
fn signed_sequence(signature: &Signature) -> Option<u64> {
    let mut words = signature.comment().split_whitespace();
    words.find_map(|word| word.strip_prefix("sequence=")?.parse().ok())
}

/// What the signed comment says: enough to tell signatures apart without their entries.
fn comment(entry: &Entry) -> String {
    let Entry {
        market,
        sequence,
        published,
        expires,
        ..
    } = entry;
    // Checked texts, but a line is a line.
    let line =
        format!("market={market} sequence={sequence} published={published} expires={expires}");
    line.replace(|letter: char| letter.is_control(), " ")
}

pub(super) fn read_entry(bytes: &[u8]) -> Result<Entry, Refusal> {
    serde_json::from_slice(bytes).map_err(|error| {
        Refusal::at(paths::ENTRY, "not-json")
            .found(error)
            .expected("the entry of a publication")
            .mend("Build the publication again: `stallmap build SOURCE OUT`.")
    })
}

/// Writes a file beside and renames it, so that nobody reads half of it.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Refusal> {
    let beside = path.with_extension(format!("partial-{}", std::process::id()));
    let write = || {
        let mut file = fs::File::create(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    };
    write().map_err(|error| {
        let _ = fs::remove_file(&beside);
        of_system(path, &error)
    })
}

/// Makes a new key at `path`, with its public part beside. With `replaces` the old key signs the
/// new one, and the handovers lie beside as well.
pub fn keygen(path: &Path, replaces: Option<&SecretKey>) -> Result<PublicKey, Refusal> {
    let new = SecretKey::generate()?;
    let public = new.public();
    let id = id_text(public.id());
    let comment_line = format!("untrusted comment: stallmap public key {id}");
    let file = signature::key_file(&comment_line, &public.line());
    let handovers = replaces.map(|old| {
        let comment = format!("handover from={} to={id}", id_text(old.public().id()));
        let own = old.sign(file.as_bytes(), &comment).lines();
        format!("{}{file}{own}", old.handovers().unwrap_or_default())
    });
    new.write(path)?;
    key::write_new(&key::beside(path, key::PUBLIC), file.as_bytes(), false)?;
    if let Some(handovers) = handovers {
        key::write_new(
            &key::beside(path, key::HANDOVERS),
            handovers.as_bytes(),
            false,
        )?;
    }
    Ok(public)
}
