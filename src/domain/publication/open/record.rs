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
        let stalls = at.rows("stalls", &file.stalls, usize::MAX, |row, at| {
            StallDetail::check(row, scales, at)
        });
        let listings = at.rows("listings", &file.listings, usize::MAX, |row, at| {
            Listing::check(row, known_category, at)
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
        let mut grades: Vec<Grade> = Vec::new();
        at.rows("grades", &raw.grades, usize::MAX, |row, at| {
            let grade = Grade::check(row, scales, at)?;
            // A handful: putting each in its place is less code than sorting.
            let place = grades.partition_point(|own| own.scale() <= grade.scale());
            grades.insert(place, grade);
            Some(())
        });
        let plaques = at.rows("plaques", &raw.plaques, usize::MAX, Plaque::check);
        Some(StallDetail {
            id,
            grades,
            plaques,
            looked_after_by: raw.looked_after_by.clone(),
            looks_after: at.taken("looks_after", &raw.looks_after, limits::STALLS_PER_SHOP),
            honours: at.taken("honours", &raw.honours, limits::LIST_ITEMS),
            grid: raw.grid.clone(),
        })
    }
}
