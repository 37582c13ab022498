//! `stalls/<level>/<n>.json`: everything about a few stalls.

use crate::domain::market::check::Checker;
use crate::domain::market::limits;
use crate::domain::market::listing::Listing;
use crate::domain::market::problem::Problems;
use crate::domain::market::trust::{Grade, GradeScale, Plaque};
use crate::domain::publication::files::{ShardFile, StallRecord};

/// Records of neighbouring stalls and the listings of the shops in them.
#[derive(Debug, Clone, PartialEq)]
pub struct StallShard {
    stalls: Vec<StallDetail>,
    listings: Vec<Listing>,
}

/// What is known of a stall besides its outline.
#[derive(Debug, Clone, PartialEq)]
pub struct StallDetail {
    /// Id of the stall.
    pub id: String,
    /// Grades, in the order of the market's scales.
    pub grades: Vec<Grade>,
    /// Plaques at the stall.
    pub plaques: Vec<Plaque>,
    /// Id of the marked stall that looks after it; empty for none.
    pub looked_after_by: String,
    /// Ids of the stalls it looks after.
    pub looks_after: Vec<String>,
    /// Ids of its honours.
    pub honours: Vec<String>,
    /// Id of its micro-grid; empty for none.
    pub grid: String,
}

impl StallShard {
    /// Checks the file; `path` only names it in problems.
    pub fn open(
        file: &ShardFile,
        path: &str,
        scales: &[GradeScale],
        known_category: &dyn Fn(&str) -> bool,
    ) -> (StallShard, Problems) {
        let mut at = Checker::new(path);
        let stalls = at.within("stalls", |at| {
            let mut stalls = Vec::with_capacity(file.stalls.len());
            for (index, row) in file.stalls.iter().enumerate() {
                stalls
                    .extend(at.within(index.to_string(), |at| StallDetail::check(row, scales, at)));
            }
            stalls
        });
        let listings = at.within("listings", |at| {
            let mut listings = Vec::with_capacity(file.listings.len());
            for (index, row) in file.listings.iter().enumerate() {
                let listing = at.within(index.to_string(), |at| {
                    Listing::check(row, known_category, at)
                });
                listings.extend(listing);
            }
            listings
        });
        (StallShard { stalls, listings }, at.finish())
    }

    /// The record of a stall.
    pub fn stall(&self, id: &str) -> Option<&StallDetail> {
        self.stalls.iter().find(|stall| stall.id == id)
    }

    /// Listings of the shops in a stall.
    pub fn listings<'a>(&'a self, stall: &'a str) -> impl Iterator<Item = &'a Listing> {
        self.listings
            .iter()
            .filter(move |listing| listing.stalls().iter().any(|own| own == stall))
    }
}

impl StallDetail {
    fn check(raw: &StallRecord, scales: &[GradeScale], at: &mut Checker) -> Option<StallDetail> {
        let id = at.id("id", &raw.id)?;
        let grades = at.within("grades", |at| {
            let mut grades: Vec<Grade> = Vec::new();
            for (index, row) in raw.grades.iter().enumerate() {
                grades.extend(at.within(index.to_string(), |at| Grade::check(row, scales, at)));
            }
            grades.sort_by_key(|grade| *grade.scale());
            grades
        });
        let plaques = at.within("plaques", |at| {
            let mut plaques = Vec::new();
            for (index, row) in raw.plaques.iter().enumerate() {
                plaques.extend(at.within(index.to_string(), |at| Plaque::check(row, at)));
            }
            plaques
        });
        Some(StallDetail {
            id,
            grades,
            plaques,
            looked_after_by: raw.looked_after_by.clone(),
            looks_after: at
                .list("looks_after", &raw.looks_after, limits::STALLS_PER_SHOP)
                .to_vec(),
            honours: at
                .list("honours", &raw.honours, limits::LIST_ITEMS)
                .to_vec(),
            grid: raw.grid.clone(),
        })
    }
}
