//! Drafts of owners: merged field by field into the listings of a source folder. What somebody
//! else has changed meanwhile stays, what is not the owner's is rejected, and each is told.

mod file;
mod merge;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use self::file::Draft;
pub use self::merge::{FieldOutcome, Outcome};
use super::staging::Staging;
use crate::domain::market::raw::{RawBuilding, RawCategory, RawMarket};
use crate::publisher::refusal::Refusal;
use crate::publisher::report::Language;
use crate::publisher::source::{Need, SourceFolder, layout};

/// What became of drafts. Names of its fields are stable.
#[derive(Debug, Default, Serialize)]
pub struct DraftReport {
    /// Fields of all drafts that the source has now and had not before.
    pub applied: usize,
    /// Fields that somebody else has changed as well.
    pub conflicts: usize,
    /// Fields that must not be or cannot be, and drafts that were refused as a whole.
    pub rejected: usize,
    /// In the order given.
    pub drafts: Vec<DraftOutcome>,
    /// Files of the source folder that have changed.
    pub files: Vec<String>,
}

/// What became of one draft.
#[derive(Debug, Serialize)]
pub struct DraftOutcome {
    /// Its file.
    pub file: String,
    /// Id of the listing; empty when the draft could not be read.
    pub listing: String,
    /// Number of the publication that the owner has seen.
    pub base_sequence: u64,
    /// Why nothing of it was looked at.
    pub refused: Option<Refusal>,
    /// Field by field.
    pub fields: Vec<FieldOutcome>,
}

/// A level's listings, each as it is written.
struct Listings {
    rows: Vec<String>,
    row_of: BTreeMap<String, usize>,
    is_changed: bool,
}

/// Merges drafts, in this order, and writes the listings that have changed unless it is a
/// rehearsal.
pub fn import(
    files: &[PathBuf],
    folder: &Path,
    is_rehearsal: bool,
    language: Language,
) -> Result<DraftReport, Refusal> {
    let source = SourceFolder::new(folder);
    let market = source.record::<RawMarket>(layout::MARKET, Need::Required);
    if market.value.id.is_empty() {
        return Err(
            Refusal::at(folder.join(layout::MARKET).display().to_string(), "file")
                .found("no market")
                .expected("the source folder of the market")
                .mend("Give the folder that `stallmap check` accepts."),
        );
    }
    let categories: Vec<RawCategory> = source
        .list(layout::CATEGORIES, Need::Required, usize::MAX)
        .value;
    let categories: BTreeSet<&str> = categories.iter().map(|own| &*own.id).collect();
    let buildings: Vec<RawBuilding> = source
        .list(layout::BUILDINGS, Need::Required, usize::MAX)
        .value;
    let levels: Vec<&str> = buildings
        .iter()
        .flat_map(|own| &own.levels)
        .map(|level| &*level.id)
        .collect();
    let mut known: BTreeMap<String, Listings> = BTreeMap::new();
    let mut report = DraftReport::default();
    for path in files {
        let mut outcome = DraftOutcome {
            file: path.display().to_string(),
            listing: String::new(),
            base_sequence: 0,
            refused: None,
            fields: Vec::new(),
        };
        let merged = file::read(path).and_then(|draft| {
            outcome.listing.clone_from(&draft.listing);
            outcome.base_sequence = draft.base.sequence;
            refuse_foreign(&outcome.file, &draft, &market.value)?;
            let (file, row) = find(&source, &draft, &levels, &mut known, &outcome.file)?;
            match known.get_mut(&file) {
                Some(own) => merge_all(own, row, &draft, &categories, language, &outcome.file),
                None => Ok(Vec::new()),
            }
        });
        match merged {
            Ok(fields) => outcome.fields = fields,
            Err(refusal) => {
                report.rejected += 1;
                outcome.refused = Some(refusal);
            }
        }
        for field in &outcome.fields {
            match field.outcome {
                Outcome::Applied => report.applied += 1,
                Outcome::Conflict => report.conflicts += 1,
                Outcome::Rejected => report.rejected += 1,
                Outcome::Same => {}
            }
        }
        report.drafts.push(outcome);
    }
    let mut staging = Staging::default();
    for (file, listings) in known {
        if listings.is_changed {
            staging.rows_as_written(&file, listings.rows);
            report.files.push(file);
        }
    }
    if !is_rehearsal && !report.files.is_empty() {
        staging.write(folder)?;
    }
    Ok(report)
}

/// A draft of another market, or of a publication that this source has not led to yet.
fn refuse_foreign(name: &str, draft: &Draft, market: &RawMarket) -> Result<(), Refusal> {
    if draft.market != market.id {
        return Err(Refusal::at(format!("{name} market"), "other-market")
            .found(&draft.market)
            .expected(market.id.clone())
            .mend("Merge it into the source of its own market."));
    }
    if draft.base.sequence > market.sequence {
        return Err(Refusal::at(format!("{name} base.sequence"), "newer-base")
            .found(draft.base.sequence)
            .expected(format!(
                "at most {}, the sequence of this source",
                market.sequence
            ))
            .mend(
                "The draft was begun on a newer publication: merge it into the source of that one.",
            ));
    }
    Ok(())
}

/// The listings among which the draft's is, with its row. Levels whose id the stall's begins with
/// come first; a shop's listing may stand on another level than its stall.
fn find(
    source: &SourceFolder,
    draft: &Draft,
    levels: &[&str],
    known: &mut BTreeMap<String, Listings>,
    name: &str,
) -> Result<(String, usize), Refusal> {
    let begins = |level: &str| {
        let rest = draft.stall.strip_prefix(level);
        rest.is_some_and(|rest| rest.starts_with('-'))
    };
    let (near, far): (Vec<&str>, Vec<&str>) = levels.iter().partition(|level| begins(level));
    for level in near.into_iter().chain(far) {
        let file = layout::of_level(level, layout::LISTINGS);
        if !known.contains_key(&file) {
            let listings = read_listings(source, &file)?;
            known.insert(file.clone(), listings);
        }
        let row = known
            .get(&file)
            .and_then(|own| own.row_of.get(&draft.listing));
        if let Some(row) = row.copied() {
            return Ok((file, row));
        }
    }
    Err(Refusal::at(format!("{name} listing"), "unknown-reference")
        .found(&draft.listing)
        .expected("the id of a listing of this market")
        .mend("The listing has been taken out, or the draft is of another market."))
}

fn read_listings(source: &SourceFolder, file: &str) -> Result<Listings, Refusal> {
    #[derive(Deserialize)]
    struct Named {
        #[serde(default)]
        id: String,
    }
    let bytes = source.bytes(file).unwrap_or_default();
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let rows: Vec<&RawValue> = match text {
        b"" => Vec::new(),
        text => serde_json::from_slice(text).map_err(|error| not_json(file, &error))?,
    };
    let mut listings = Listings {
        rows: Vec::with_capacity(rows.len()),
        row_of: BTreeMap::new(),
        is_changed: false,
    };
    for (place, row) in rows.into_iter().enumerate() {
        let named: Named =
            serde_json::from_str(row.get()).map_err(|error| not_json(file, &error))?;
        listings.row_of.entry(named.id).or_insert(place);
        listings.rows.push(row.get().to_owned());
    }
    Ok(listings)
}

fn not_json(file: &str, error: &serde_json::Error) -> Refusal {
    Refusal::at(file, "not-json")
        .found(error)
        .expected("a list of listings")
        .mend("Mend the source first: `stallmap check` tells what is wrong.")
}

fn merge_all(
    listings: &mut Listings,
    row: usize,
    draft: &Draft,
    categories: &BTreeSet<&str>,
    language: Language,
    name: &str,
) -> Result<Vec<FieldOutcome>, Refusal> {
    let text = listings.rows.get(row).map_or("{}", String::as_str);
    let mut record: Map<String, Value> =
        serde_json::from_str(text).map_err(|error| not_json(name, &error))?;
    let stalls = record.get("stalls").and_then(Value::as_array);
    let mut stalls = stalls.into_iter().flatten();
    if !stalls.any(|own| own.as_str() == Some(&draft.stall)) {
        return Err(Refusal::at(format!("{name} stall"), "other-stall")
            .found(&draft.stall)
            .expected(format!("a stall of the listing {}", draft.listing))
            .mend("The shop has moved since: open its draft at the stall that it has now."));
    }
    let mut seen = BTreeSet::new();
    let mut fields = Vec::new();
    for change in &draft.changes {
        if !seen.insert(&change.field) {
            return Err(Refusal::at(format!("{name} changes"), "duplicate")
                .found(&change.field)
                .expected("each field once")
                .mend("Ask for the draft again, from the preview page."));
        }
        fields.push(merge::merge(&mut record, change, categories, language));
    }
    if fields.iter().any(|own| own.outcome == Outcome::Applied)
        && let Some(text) = listings.rows.get_mut(row)
    {
        *text = Value::Object(record).to_string();
        listings.is_changed = true;
    }
    Ok(fields)
}
