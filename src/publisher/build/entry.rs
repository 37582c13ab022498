//! The entry file.

use super::{Build, BuildError};
use crate::domain::publication::files::{Entry, FORMAT_VERSION};
use crate::publisher::progress::Progress;

/// Writes `publication.json`, which lists everything but the shards.
pub(super) fn write(build: &mut Build, _progress: Progress) -> Result<(), BuildError> {
    let market = &build.market.market;
    let mut files = std::mem::take(&mut build.files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    build.output.write_entry(&Entry {
        format: FORMAT_VERSION,
        market: market.id.clone(),
        name: market.name.clone(),
        sequence: market.sequence,
        published: market.published.clone(),
        expires: market.expires.clone(),
        languages: market.languages.clone(),
        files,
    })?;
    Ok(())
}
