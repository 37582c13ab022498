//! From a source folder to a publication: a list of phases, each of which writes some files.
//!
//! Nothing of an earlier publication is touched before every file of the new one is written
//! ([`output`]). The same source gives the same bytes, however many cores there are: files are
//! made one by one from ordered rows, and named by their content.

/// How large files may be.
pub mod budget;
/// Compressed copies beside the files.
pub mod compress;
/// Where files are written, and how they take the place of the old ones.
pub mod output;

mod categories;
mod columns;
mod entry;
mod kept;
mod level;
mod plain;
mod records;
mod romanised;
mod routes;
mod search;
mod venue;

use std::collections::HashMap;
use std::fmt;
use std::path::Path;

use self::output::{Output, WriteError};
use super::check::findings::Findings;
use super::check::level::LevelFacts;
use super::check::market::MarketFacts;
use super::check::{Checked, check_again};
use super::index::{LevelMaterial, characters};
use super::keep::Keep;
use super::progress::Progress;
use super::refusal::Refusal;
use super::sign::key::SecretKey;
use super::source::SourceFolder;
use crate::domain::market::time::Moment;
use crate::domain::publication::files::{FileRow, LevelCounts, RouteLevel};
use crate::domain::search::han::Han;

/// Writes the files of one kind.
type Phase = fn(&mut Build, Progress) -> Result<(), BuildError>;

/// The phases in the order in which they run. A later one may use what an earlier one left in
/// [`Build`]; the entry comes last, because it lists all files.
const PHASES: &[Phase] = &[
    level::write,
    categories::write,
    venue::write,
    routes::write,
    search::write,
    plain::write,
    entry::write,
];

/// A build on its way.
struct Build<'a> {
    source: &'a SourceFolder,
    market: &'a MarketFacts,
    levels: &'a [LevelFacts],
    output: Output,
    options: &'a BuildOptions<'a>,
    /// What earlier builds have worked out; none when all is to be worked out anew.
    keep: Option<&'a Keep>,
    /// Levels that were taken from it.
    levels_kept: usize,
    /// What the entry will list.
    files: Vec<FileRow>,
    /// By level, in the order of `levels`.
    counts: Vec<LevelCounts>,
    /// Rows of `routes.json`, of levels with a network.
    routes: Vec<RouteLevel>,
    /// Stalls by level (index into `levels`), for each category in published order.
    stalls_of_category: Vec<HashMap<usize, u32>>,
    /// Every character that is known.
    han: Han,
    /// What the levels give to the plain pages, in the order of `levels`.
    plain: Vec<Vec<plain::PlainStall>>,
    /// What the levels give to the search index, in the order of `levels`.
    search: Vec<LevelMaterial>,
}

/// How a publication is written.
#[derive(Debug, Default)]
pub struct BuildOptions<'a> {
    /// The key that signs the entry, and the moment of signing; none leaves it unsigned.
    pub sign: Option<(&'a SecretKey, Moment)>,
    /// Brotli's effort, 0 to 11, for compressed copies beside the files; none for no copies.
    pub precompress: Option<i32>,
    /// The folder for what is kept for the next build of the same publication (see
    /// [`keep`](super::keep)); none keeps nothing. The bytes that are written are the same.
    pub cache: Option<&'a Path>,
}

/// What a build has done.
#[derive(Debug)]
pub struct BuildReport {
    /// Warnings of the check.
    pub findings: Findings,
    /// Files written, the entry included.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Stalls on the map.
    pub stalls: u64,
    /// Ids of levels whose walking network was derived.
    pub derived: Vec<String>,
    /// Levels that are as an earlier build has worked them out.
    pub levels_kept: usize,
    /// Files that visitors would wait for, by path.
    pub heavy: Vec<budget::Heavy>,
}

/// Why nothing was published.
#[derive(Debug)]
pub enum BuildError {
    /// The source has errors.
    Check(Findings),
    /// A file of the source changed while it was being read.
    SourceChanged(String),
    /// A file could not be written.
    Write(WriteError),
    /// What must not be signed.
    Sign(Refusal),
}

impl From<WriteError> for BuildError {
    fn from(error: WriteError) -> BuildError {
        BuildError::Write(error)
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            BuildError::Check(_) => formatter.write_str("the source folder has errors"),
            BuildError::SourceChanged(file) => {
                write!(
                    formatter,
                    "{file} has changed during the build; build again"
                )
            }
            BuildError::Write(error) => error.fmt(formatter),
            BuildError::Sign(refusal) => refusal.fmt(formatter),
        }
    }
}

impl std::error::Error for BuildError {}

/// Checks `source` and writes its publication to `out`, in place of the one that is there:
/// unsigned and without compressed copies.
pub fn build(source: &Path, out: &Path, progress: Progress) -> Result<BuildReport, BuildError> {
    build_with(source, out, &BuildOptions::default(), progress)
}

/// The same, as the options say.
pub fn build_with(
    source: &Path,
    out: &Path,
    options: &BuildOptions,
    progress: Progress,
) -> Result<BuildReport, BuildError> {
    let source = SourceFolder::new(source);
    // First of all, so that a folder that must not be written to is known at once.
    let mut output = Output::beside(out)?;
    let keep = options.cache.and_then(|cache| Keep::open(cache, out));
    if let Some(effort) = options.precompress {
        output.precompress(effort, keep.as_ref());
    }
    let checked = check_again(&source, keep.as_ref(), progress);
    if checked.findings.errors() > 0 {
        return Err(BuildError::Check(checked.findings));
    }
    let Checked {
        findings,
        coverage,
        market,
        levels,
    } = checked;
    let source = source.once_more();
    let mut build = Build {
        source: &source,
        market: &market,
        levels: &levels,
        output,
        options,
        keep: keep.as_ref(),
        levels_kept: 0,
        files: Vec::new(),
        counts: Vec::new(),
        routes: Vec::new(),
        stalls_of_category: Vec::new(),
        han: characters::all(),
        plain: Vec::new(),
        search: Vec::new(),
    };
    for phase in PHASES {
        phase(&mut build, progress)?;
    }
    progress("Putting in place", 0, 1);
    let stalls = build.counts.iter().map(|own| u64::from(own.stalls)).sum();
    let (heavy, levels_kept) = (build.output.heavy(), build.levels_kept);
    if let Some(keep) = &keep {
        build.output.keep_copies(keep);
    }
    let (files, bytes) = build.output.put_in_place()?;
    if let Some(keep) = keep {
        keep.finish();
    }
    progress("Putting in place", 1, 1);
    Ok(BuildReport {
        findings,
        files,
        bytes,
        stalls,
        derived: coverage.derived,
        levels_kept,
        heavy,
    })
}
