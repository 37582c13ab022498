//! A believable market, for trying out and for tests: the complete source folder that an operator
//! would keep, made from a seed. Everything in it is invented and says so.
//!
//! Reading order: [`scheme`] decides on buildings and levels and has [`plan`] draw each floor;
//! [`level`] lets the stalls, furnishes the floor and writes its files with the words of
//! [`words`]; the small modules between them each know one thing.

/// Scales, honours, notices, index.
mod authority;
/// Lifts, stairs, bridges.
mod connect;
/// Writing of files.
mod files;
/// Goods of a shop.
mod goods;
/// Micro-grids.
mod grids;
/// Who holds which stall.
mod letting;
/// One level from floor to files.
mod level;
/// What a shop says of itself.
mod listing;
/// The walking network.
mod network;
/// Gates, desks, lifts, kiosks.
mod places;
/// The plan of a level.
mod plan;
/// Random numbers by seed.
mod random;
/// Desks and rooms by level.
mod rooms;
/// Buildings, levels, trades, and where they stand.
mod scheme;
#[cfg(test)]
mod tests;
/// Marks and grades.
mod trust;
/// The market and its buildings.
mod venue;
/// The words that everything is made of.
mod words;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};

use rayon::prelude::*;

use self::level::{LevelPlan, Share, Written};
use self::places::Doors;
use self::random::Stream;
use self::scheme::{BuildingScheme, LevelScheme};
use self::words::{Words, labels};
use crate::domain::market::limits;
use crate::domain::market::raw::{RawBranch, RawMove};

/// What market to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SampleOptions {
    /// Stalls of the whole market, exactly.
    pub stalls: usize,
    /// Products of all listings together, exactly.
    pub products: u64,
    /// The same seed gives the same bytes.
    pub seed: u64,
}

impl Default for SampleOptions {
    fn default() -> SampleOptions {
        SampleOptions {
            stalls: 80_000,
            products: 2_100_000,
            seed: 1,
        }
    }
}

/// What was made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SampleReport {
    pub buildings: usize,
    pub levels: usize,
    pub stalls: usize,
    /// Stalls that are let.
    pub let_stalls: usize,
    pub listings: usize,
    pub products: u64,
    pub categories: usize,
    /// Stalls with the Party-member mark.
    pub marked: usize,
    pub grades: usize,
    pub grids: usize,
    pub branches: usize,
    pub kiosks: usize,
    pub places: usize,
}

/// Why no market could be made.
#[derive(Debug)]
pub enum SampleError {
    /// Fewer stalls asked for than make a market; the number is the least.
    TooFewStalls(usize),
    /// More stalls asked for than the format holds; the number is the most.
    TooManyStalls(usize),
    /// More products asked for than the listings may hold; the number is the most.
    TooManyProducts(u64),
    /// A file could not be written.
    Io {
        path: PathBuf,
        error: std::io::Error,
    },
}

impl fmt::Display for SampleError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SampleError::TooFewStalls(least) => {
                write!(out, "a sample market needs at least {least} stalls")
            }
            SampleError::TooManyStalls(most) => {
                write!(out, "a sample market holds at most {most} stalls")
            }
            SampleError::TooManyProducts(most) => {
                write!(
                    out,
                    "the shops of this sample market hold at most {most} products"
                )
            }
            SampleError::Io { path, error } => write!(out, "{}: {error}", path.display()),
        }
    }
}

impl std::error::Error for SampleError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            SampleError::Io { error, .. } => Some(error),
            _ => None,
        }
    }
}

/// Stalls of the market that the service counts below belong to.
const FULL_MARKET: u64 = 80_000;
const GRIDS: u64 = 1_912;
const HELPED_SHOPS: u64 = 8_395;
/// The numbers of stalls have five digits, so a level ends here.
const MOST_STALLS: usize = 26 * 20_000;

/// Writes a sample market as a source folder. Files of an earlier sample there are overwritten.
/// `progress` hears the step, how much of it is done and how much there is.
pub fn write(
    dir: &Path,
    options: &SampleOptions,
    progress: &dyn Fn(&str, u64, u64),
) -> Result<SampleReport, SampleError> {
    if options.stalls < scheme::fewest_stalls() {
        return Err(SampleError::TooFewStalls(scheme::fewest_stalls()));
    }
    if options.stalls > MOST_STALLS {
        return Err(SampleError::TooManyStalls(MOST_STALLS));
    }
    let (sender, receiver) = channel();
    std::thread::scope(|threads| {
        // The levels are made on all cores; what they report is told from this thread.
        let worker = threads.spawn(move || make(dir, options, &Reporter { sender }));
        for (step, done, all) in receiver {
            progress(step, done, all);
        }
        worker
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// Tells how far the work is, from any thread.
struct Reporter {
    sender: Sender<(&'static str, u64, u64)>,
}

impl Reporter {
    fn tell(&self, step: &'static str, done: u64, all: u64) {
        // Nobody listening any more is no reason to stop.
        let _ = self.sender.send((step, done, all));
    }
}

fn make(
    dir: &Path,
    options: &SampleOptions,
    reporter: &Reporter,
) -> Result<SampleReport, SampleError> {
    let words = Words::get();
    reporter.tell("floor plans", 0, 1);
    let schemes = scheme::lay_out(options);
    reporter.tell("floor plans", 1, 1);
    let rooms = rooms::share_out(&schemes, options.stalls, words.offices.len());
    let all_levels: Vec<(&BuildingScheme, &LevelScheme)> = schemes
        .iter()
        .flat_map(|scheme| scheme.levels.iter().map(move |level| (scheme, level)))
        .collect();
    let plans: Vec<LevelPlan<'_>> = all_levels
        .par_iter()
        .zip(&rooms)
        .map(|((building, level), rooms)| {
            LevelPlan::new(building, level, rooms, words, options.seed)
        })
        .collect();
    let listings: usize = plans.iter().map(|plan| plan.shops.len()).sum();
    let most_products = (listings * limits::PRODUCTS / 4) as u64;
    if options.products > most_products {
        return Err(SampleError::TooManyProducts(most_products));
    }
    let branches = branches(&plans);
    let shares = shares(options, &plans, &branches);
    let all_stalls = options.stalls as u64;
    let done = std::sync::atomic::AtomicU64::new(0);
    let written: Vec<Written> = plans
        .par_iter()
        .zip(&shares)
        .map(|(plan, share)| {
            let folder = dir.join("levels").join(&plan.level.id);
            let written = plan.write(&folder, share, words, options.seed)?;
            let own = plan.ids.len() as u64;
            let before = done.fetch_add(own, std::sync::atomic::Ordering::Relaxed);
            reporter.tell("stalls", before + own, all_stalls);
            Ok(written)
        })
        .collect::<Result<_, SampleError>>()?;
    reporter.tell("market", 0, 1);
    let categories = write_market(dir, options, words, &schemes, &plans, &branches, &written)?;
    reporter.tell("market", 1, 1);
    Ok(SampleReport {
        buildings: schemes.len(),
        levels: plans.len(),
        stalls: plans.iter().map(|plan| plan.ids.len()).sum(),
        let_stalls: plans
            .iter()
            .map(|plan| plan.is_let.iter().filter(|is_let| **is_let).count())
            .sum(),
        listings,
        products: shares.iter().map(|share| share.products).sum(),
        categories,
        marked: written.iter().map(|level| level.links.len()).sum(),
        grades: written.iter().map(|level| level.grades).sum(),
        grids: shares.iter().map(|share| share.grids).sum(),
        branches: branches.len(),
        kiosks: plans.iter().map(|plan| plan.furniture.kiosks.len()).sum(),
        places: plans.iter().map(|plan| plan.furniture.places.len()).sum(),
    })
}

/// Writes the files above the levels; returns the number of categories.
fn write_market(
    dir: &Path,
    options: &SampleOptions,
    words: &Words,
    schemes: &[BuildingScheme],
    plans: &[LevelPlan<'_>],
    branches: &[(usize, RawBranch)],
    written: &[Written],
) -> Result<usize, SampleError> {
    let mut doors: Vec<Vec<&Doors>> = schemes.iter().map(|_| Vec::new()).collect();
    let mut rest = plans.iter();
    for (scheme, doors) in schemes.iter().zip(&mut doors) {
        doors.extend(
            rest.by_ref()
                .take(scheme.levels.len())
                .map(|plan| &plan.furniture.doors),
        );
    }
    let connectors = connect::connectors(schemes, &doors);
    let candidates: Vec<String> = plans
        .iter()
        .flat_map(|plan| plan.ids.iter().zip(&plan.is_let))
        .filter(|(_, is_let)| **is_let)
        .map(|(id, _)| id.clone())
        .collect();
    let stream = |purpose: &str| Stream::new(options.seed, purpose, "");
    let honours = authority::honours(words, &candidates, &mut stream("honours"));
    let categories = words.categories();
    let branches: Vec<&RawBranch> = branches.iter().map(|(_, branch)| branch).collect();
    let links: Vec<_> = written.iter().flat_map(|level| &level.links).collect();
    files::record(&dir.join("market.json"), &venue::market(words))?;
    files::list(&dir.join("buildings.json"), &venue::buildings(schemes))?;
    files::list(&dir.join("categories.json"), &categories)?;
    files::list(&dir.join("scales.json"), &authority::scales())?;
    files::list(&dir.join("honours.json"), &honours)?;
    files::list(&dir.join("links.json"), &links)?;
    files::list(&dir.join("branches.json"), &branches)?;
    files::list(
        &dir.join("notices.json"),
        &authority::notices(words, &connectors),
    )?;
    files::record(
        &dir.join("index.json"),
        &authority::index(&mut stream("index")),
    )?;
    files::list(&dir.join("connectors.json"), &connectors)?;
    files::list(&dir.join("moves.json"), &moves(plans, &candidates))?;
    Ok(categories.len())
}

/// Stalls that moved from the first level to where the last ones are.
fn moves(plans: &[LevelPlan<'_>], stalls: &[String]) -> Vec<RawMove> {
    let Some(first) = plans.first() else {
        return Vec::new();
    };
    let numbers = 1..=3;
    numbers
        .zip(stalls.iter().rev())
        .map(|(number, stall)| RawMove {
            from: format!("{}-9900{number}", first.level.id),
            to: stall.clone(),
        })
        .collect()
}

/// Branches by level (its index), one for each branch office.
fn branches(plans: &[LevelPlan<'_>]) -> Vec<(usize, RawBranch)> {
    let offices = plans.iter().enumerate().flat_map(|(level, plan)| {
        plan.furniture
            .branch_offices
            .iter()
            .map(move |place| (level, place))
    });
    offices
        .enumerate()
        .map(|(index, (level, place))| {
            let number = index + 1;
            let branch = RawBranch {
                id: format!("branch-{number:02}"),
                name: labels(
                    format!("市场第{number}党支部"),
                    format!("Market Party branch {number}"),
                ),
                place: place.clone(),
            };
            (level, branch)
        })
        .collect()
}

/// What every level gets of the whole market's numbers.
fn shares(
    options: &SampleOptions,
    plans: &[LevelPlan<'_>],
    branches: &[(usize, RawBranch)],
) -> Vec<Share> {
    let by_shops: Vec<f64> = plans.iter().map(|plan| plan.shops.len() as f64).collect();
    let by_stalls: Vec<f64> = plans.iter().map(|plan| plan.ids.len() as f64).collect();
    let scaled = |count: u64| (options.stalls as u64 * count + FULL_MARKET / 2) / FULL_MARKET;
    let products = scheme::share_out(options.products, &by_shops);
    let helped = scheme::share_out(scaled(HELPED_SHOPS), &by_shops);
    // One for every level, the others by size.
    let more_grids = scaled(GRIDS).saturating_sub(plans.len() as u64);
    let grids: Vec<u64> = scheme::share_out(more_grids, &by_stalls)
        .into_iter()
        .map(|more| more + 1)
        .collect();
    let mut first_grid = 0;
    (0..plans.len())
        .map(|level| {
            let own: Vec<String> = branches
                .iter()
                .filter(|(of, _)| *of == level)
                .map(|(_, branch)| branch.id.clone())
                .collect();
            // A level without an office belongs to the branch of the level before.
            let nearest = branches
                .iter()
                .rev()
                .find(|(of, _)| *of < level)
                .or(branches.first());
            let share = Share {
                products: products[level],
                helped: helped[level] as usize,
                grids: grids[level] as usize,
                branches: if own.is_empty() {
                    nearest
                        .map(|(_, branch)| branch.id.clone())
                        .into_iter()
                        .collect()
                } else {
                    own
                },
                first_grid,
            };
            first_grid += grids[level] as usize;
            share
        })
        .collect()
}
