//! The entry file and its signature.

use super::{Build, BuildError};
use crate::domain::publication::files::{Entry, FORMAT_VERSION};
use crate::publisher::progress::Progress;
use crate::publisher::sign::sign_entry;

/// Writes `publication.json`, which lists everything but the shards, and signs it where a key is given.
pub(super) fn write(build: &mut Build, _progress: Progress) -> Result<(), BuildError> {
    let market = &build.market.market;
    let mut files = std::mem::take(&mut build.files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let entry = build.output.write_entry(&Entry {
        format: FORMAT_VERSION,
        market: market.id.clone(),
        name: market.name.clone(),
        sequence: market.sequence,
        published: market.published.clone(),
        expires: market.expires.clone(),
        languages: market.languages.clone(),
        files,
    })?;
    if let Some((key, now)) = build.options.sign {
        let before = build.output.signed_before();
        let before = before.as_ref().map(|(entry, text)| (&entry[..], &text[..]));
        let signed = sign_entry(&entry, before, key, now).map_err(BuildError::Sign)?;
        build.output.write_signature(&signed)?;
    }
    Ok(())
}
