//! Every mistake of a source folder at once: each row by itself, then the rows against each
//! other. Level by level, so that memory holds a few levels and never the whole market.

/// The category tree.
pub mod categories;
/// How much of the market the walking network reaches.
pub mod coverage;
/// What was found.
pub mod findings;
/// Outlines against outlines.
pub mod geometry;
/// One level.
pub mod level;
/// What concerns the whole market.
pub mod market;

mod connectors;
mod kept;
/// Products and categories.
pub mod goods;
/// "Did you mean …?"
pub mod nearest;
mod network;
mod notices;
mod references;
/// The stalls of a level.
pub mod stalls;
/// Texts in each language.
pub mod translations;
mod walkways;

use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use self::coverage::Coverage;
use self::findings::Findings;
use self::level::LevelFacts;
use self::market::{LevelSite, MarketFacts};
use self::translations::Translations;
use super::keep::{Keep, Key};
use super::progress::Progress;
use super::source::{SourceFolder, layout, lines};
use crate::domain::market::problem::Fault;

/// What a check leaves behind for a build.
#[derive(Debug)]
pub struct Checked {
    /// Everything that is wrong.
    pub findings: Findings,
    /// How much of the market one can walk to.
    pub coverage: Coverage,
    /// Files of the whole market.
    pub market: MarketFacts,
    /// What is worth remembering of each level, in the order of the buildings.
    pub levels: Vec<LevelFacts>,
}

/// Checks a source folder.
pub fn check_source(source: &SourceFolder, progress: Progress) -> Checked {
    check_again(source, None, progress)
}

/// The same, where an earlier build may have checked some of the levels already.
pub fn check_again(source: &SourceFolder, keep: Option<&Keep>, progress: Progress) -> Checked {
    let mut findings = Findings::default();
    let mut market = market::check_market(source, &mut findings);
    let level_ids = market.level_ids();
    note_strays(source, &level_ids, market.levels_known, &mut findings);

    let done = AtomicU64::new(0);
    let total = level_ids.len() as u64;
    let phase = "Checking levels";
    progress(phase, 0, total);
    let checked: Vec<(LevelFacts, Findings)> = market
        .levels()
        .par_iter()
        .map(|level| {
            let checked = match keep {
                Some(keep) => check_unless_kept(source, level, &market, keep),
                None => check_level(source, level, &market),
            };
            progress(phase, done.fetch_add(1, Ordering::Relaxed) + 1, total);
            checked
        })
        .collect();
    let mut levels = Vec::with_capacity(checked.len());
    for (facts, own) in checked {
        levels.push(facts);
        findings.merge(own);
    }

    references::check_ids(&levels, &mut findings);
    references::check_marks(source, &mut market, &levels, &mut findings);
    connectors::check_connectors(source, &mut market, &levels, &mut findings);
    notices::check_notices(source, &mut market, &mut findings);
    notices::check_index(source, &mut market, &mut findings);
    network::check_network(&market, &levels, &mut findings);
    goods::note_empty(&market, &levels, &mut findings);
    let mut translations = Translations::default();
    translations.count_market(&market);
    levels
        .iter()
        .for_each(|own| translations.add(&own.translations));
    translations.note(&market, &mut findings);
    let coverage = coverage::coverage(&market, &levels, &mut findings);
    references::suggest(&market, &levels, &mut findings);
    findings.sort();
    note_lines(source, &mut findings);
    Checked {
        coverage,
        findings,
        market,
        levels,
    }
}

fn check_level(
    source: &SourceFolder,
    level: &LevelSite,
    market: &MarketFacts,
) -> (LevelFacts, Findings) {
    let mut findings = Findings::default();
    let facts = level::check_level(source, level, market, &mut findings);
    (facts, findings)
}

fn check_unless_kept(
    source: &SourceFolder,
    level: &LevelSite,
    market: &MarketFacts,
    keep: &Keep,
) -> (LevelFacts, Findings) {
    let key = kept::key(market, level, kept::fingerprints(source, &level.id));
    if let Some(kept) = key.and_then(|key| kept::read(keep, &level.id, &key)) {
        return kept;
    }
    let (facts, findings) = check_level(source, level, market);
    // The files that were checked count, not what they were before.
    if let Some(key) = level_key(market, &facts) {
        kept::write(keep, &key, &facts, &findings);
    }
    (facts, findings)
}

/// What the outcome of a level that was checked depends on. None when nothing can be kept.
pub(super) fn level_key(market: &MarketFacts, level: &LevelFacts) -> Option<Key> {
    let site = market.levels().into_iter().find(|own| own.id == level.id)?;
    let paths = layout::LEVEL_FILES.iter();
    let paths = paths.map(|file| layout::of_level(&level.id, file));
    kept::key(
        market,
        &site,
        paths.map(|path| level.fingerprints.get(&path).copied()),
    )
}

/// Folders of levels that no building has, and files that nobody reads.
fn note_strays(source: &SourceFolder, levels: &[String], known: bool, findings: &mut Findings) {
    let own: HashSet<&String> = levels.iter().collect();
    for folder in source.level_folders() {
        if known && !own.contains(&folder) {
            let file = format!("{}/{folder}", layout::LEVELS);
            findings.note(&file, "", Fault::Unknown("level"), &folder);
        }
    }
    for file in source.unknown_files(levels) {
        let names = if file.starts_with(layout::LEVELS) {
            layout::LEVEL_FILES
        } else {
            layout::MARKET_FILES
        };
        findings.note(&file, "", Fault::UnknownField(names.join(", ")), &file);
    }
}

fn note_lines(source: &SourceFolder, findings: &mut Findings) {
    for (file, mut own) in findings.by_file() {
        let Some(bytes) = source.bytes(&file) else {
            continue;
        };
        let paths: Vec<&str> = own.iter().map(|own| &*own.problem.path).collect();
        let found = lines::lines_of(&bytes, &paths);
        for (finding, line) in own.iter_mut().zip(found) {
            // The whole file has no line.
            finding.line = line.filter(|_| !finding.problem.path.is_empty());
        }
    }
}
