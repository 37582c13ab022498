//! The files of the whole market besides the categories.

use std::collections::BTreeMap;

use super::romanised::romanise;
use super::{Build, BuildError};
use crate::domain::market::limits;
use crate::domain::market::raw::RawKiosk;
use crate::domain::publication::files::{
    BranchesFile, ConnectorsFile, FileRow, HonoursFile, MovesFile, NoticesFile, VenueFile,
};
use crate::domain::publication::paths;
use crate::publisher::progress::Progress;
use crate::publisher::source::{Need, layout};

/// Writes the market, and what else there is of its kind. A file that would say nothing is not
/// written.
pub(super) fn write(build: &mut Build, progress: Progress) -> Result<(), BuildError> {
    let phase = "Writing the market";
    progress(phase, 0, 1);
    let market = build.market;
    let output = &build.output;
    let mut files = vec![output.write(paths::VENUE, &venue_file(build)?)?];
    let mut put = |row: Result<FileRow, _>| row.map(|row| files.push(row));
    if !market.notices.is_empty() {
        let notices = market.notices.clone();
        put(output.write(paths::NOTICES, &NoticesFile { notices }))?;
    }
    if let Some(index) = &market.index {
        put(output.write(paths::INDEX, index))?;
    }
    if !market.honours.is_empty() {
        let mut honours = market.honours.clone();
        for honour in &mut honours {
            romanise(&mut honour.name);
        }
        put(output.write(paths::HONOURS, &HonoursFile { honours }))?;
    }
    if !market.branches.is_empty() {
        let branches = market.branches.clone();
        put(output.write(paths::BRANCHES, &BranchesFile { branches }))?;
    }
    if !market.connectors.is_empty() {
        let connectors = market.connectors.clone();
        put(output.write(paths::CONNECTORS, &ConnectorsFile { connectors }))?;
    }
    if !market.moves.is_empty() {
        let moves = market.moves.clone();
        put(output.write(paths::MOVES, &MovesFile { moves }))?;
    }
    build.files.extend(files);
    progress(phase, 1, 1);
    Ok(())
}

fn venue_file(build: &Build) -> Result<VenueFile, BuildError> {
    let mut kiosks: BTreeMap<String, Vec<RawKiosk>> = BTreeMap::new();
    for level in build.levels {
        let path = layout::of_level(&level.id, layout::KIOSKS);
        let loaded = build
            .source
            .list(&path, Need::Optional, limits::KIOSKS_PER_LEVEL);
        if level.fingerprints.get(&path) != Some(&loaded.fingerprint) {
            return Err(BuildError::SourceChanged(path));
        }
        if !loaded.value.is_empty() {
            kiosks.insert(level.id.clone(), loaded.value);
        }
    }
    let ids = build.levels.iter().map(|level| level.id.clone());
    let mut buildings = build.market.buildings.clone();
    for building in &mut buildings {
        romanise(&mut building.name);
        for level in &mut building.levels {
            romanise(&mut level.name);
        }
    }
    Ok(VenueFile {
        market: build.market.market.clone(),
        buildings,
        levels: ids.zip(build.counts.iter().cloned()).collect(),
        scales: build.market.scales.clone(),
        kiosks,
    })
}
