//! Spreadsheets: tables are known by their headers, in Chinese or English, in any order; values
//! are read as clerks write them. GeoJSON is one more kind of them: its features are rows, the
//! names of their properties are headers.

/// Which tables and columns there are.
pub mod tables;
/// An empty workbook to fill in.
pub mod template;

mod build;
mod csv;
mod geojson;
mod header;
mod value;
mod xlsx;

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use self::build::Builder;
use self::header::Heading;
use self::tables::{TABLES, Table};
use super::note::Note;
use super::staging::Staging;
use crate::publisher::refusal::Refusal;

/// Mistakes that are told; more are only counted.
const TOLD: usize = 200;
/// Rows above the header: titles and dates.
const TITLE_ROWS: u32 = 20;

/// One value as the spreadsheet holds it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// Text, never empty.
    Text(String),
    Number(f64),
    Flag(bool),
    /// A date cell: `2026-11-21`.
    Day(String),
    /// What the spreadsheet program itself calls a mistake, or a formula without a value.
    Fault(String),
}

/// A row with what is in it: (column, value), both from 0; the number is that on the screen.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub number: u32,
    pub cells: Vec<(usize, Cell)>,
    /// The feature on a map that the row is, where it is one.
    pub shape: Option<serde_json::Value>,
}

/// What was understood. As JSON its field names are stable.
#[derive(Debug, Default, Serialize)]
pub struct SheetReport {
    /// Sheets and their columns, in the order of the file.
    pub sheets: Vec<SheetUse>,
    /// Rows written, by file of the source folder.
    pub files: BTreeMap<String, usize>,
    /// Worth knowing, but no mistake.
    pub notes: Vec<Note>,
}

/// What became of one sheet.
#[derive(Debug, Serialize)]
pub struct SheetUse {
    /// Name of the sheet, or of the csv file.
    pub name: String,
    /// The table it was taken for; none when it was not used.
    pub table: Option<&'static str>,
    /// Headers that are known.
    pub used: Vec<HeaderUse>,
    /// Headers that say nothing to this program.
    pub unused: Vec<String>,
    /// Rows below the header.
    pub rows: usize,
}

/// What a header was taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeaderUse {
    /// As it stands in the sheet.
    pub header: String,
    /// The column of the table, with its language or unit.
    pub column: String,
}

/// Why nothing was written. As JSON its field names are stable.
#[derive(Debug, Serialize)]
pub struct SheetRefused {
    /// The first mistakes.
    #[serde(rename = "problems")]
    pub told: Vec<Refusal>,
    /// All of them, counted.
    #[serde(rename = "errors")]
    pub total: usize,
}

impl From<Refusal> for SheetRefused {
    fn from(refusal: Refusal) -> SheetRefused {
        SheetRefused {
            told: vec![refusal],
            total: 1,
        }
    }
}

/// Where rows come from: a file whose sheets can be read one after the other, as often as needed.
trait Workbook {
    fn sheets(&self) -> Vec<String>;

    /// Hands over the rows of a sheet until `take` has seen enough (false).
    fn rows(&mut self, sheet: usize, take: &mut dyn FnMut(Row) -> bool) -> Result<(), Refusal>;

    /// Names of the properties by column, where rows are features of a map; empty elsewhere.
    fn properties(&self) -> Vec<String> {
        Vec::new()
    }

    /// What is worth knowing of all sheets read so far.
    fn notes(&self) -> Vec<Note>;
}

/// Imports a spreadsheet into a source folder.
pub fn import(file: &Path, folder: &Path) -> Result<SheetReport, SheetRefused> {
    let ends = |endings: &[&str]| {
        file.extension()
            .is_some_and(|ending| endings.iter().any(|own| ending.eq_ignore_ascii_case(own)))
    };
    let mut workbook: Box<dyn Workbook> = if ends(&["csv", "tsv", "txt"]) {
        Box::new(csv::CsvFile::open(file)?)
    } else if ends(&["geojson", "json"]) {
        Box::new(geojson::GeoJsonFile::open(file, folder)?)
    } else {
        Box::new(xlsx::XlsxFile::open(file)?)
    };
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let headings = find_headings(&mut *workbook)?;
    let mut builder = Builder::new(&name, folder);
    builder.properties = workbook.properties();
    let mut report = SheetReport::default();
    for (name, heading) in &headings {
        report.sheets.push(SheetUse {
            name: name.clone(),
            table: heading.as_ref().map(|own| own.table.en),
            used: heading.as_ref().map(Heading::used).unwrap_or_default(),
            unused: heading.as_ref().map(Heading::unused).unwrap_or_default(),
            rows: 0,
        });
    }
    if headings.iter().all(|(_, heading)| heading.is_none()) {
        return Err(no_table(&name).into());
    }
    // What other tables refer to comes first, wherever it stands in the file.
    for table in TABLES {
        for (sheet, (name, heading)) in headings.iter().enumerate() {
            let Some(heading) = heading.as_ref().filter(|own| own.table.kind == table.kind) else {
                continue;
            };
            builder.begin(name, heading);
            workbook.rows(sheet, &mut |row| {
                if row.number > heading.row {
                    report.sheets[sheet].rows += 1;
                    builder.take(heading, &row);
                }
                true
            })?;
        }
    }
    report.notes = workbook.notes();
    let staging: Staging = builder.finish()?;
    report.files = staging
        .rows()
        .map(|(file, rows)| (file.to_owned(), rows))
        .collect();
    if report.files.is_empty() {
        return Err(Refusal::at(&*name, "no-rows")
            .found("headers without rows below them")
            .expected("at least one row")
            .mend("Fill the table in.")
            .into());
    }
    staging.write(folder)?;
    Ok(report)
}

/// The header of each sheet: the row among the first with the most known columns.
fn find_headings(workbook: &mut dyn Workbook) -> Result<Vec<(String, Option<Heading>)>, Refusal> {
    let mut headings = Vec::new();
    for (sheet, name) in workbook.sheets().into_iter().enumerate() {
        let mut best: Option<Heading> = None;
        workbook.rows(sheet, &mut |row| {
            if row.number > TITLE_ROWS {
                return false;
            }
            if let Some(heading) = Heading::read(&name, &row)
                && best
                    .as_ref()
                    .is_none_or(|own| own.known() < heading.known())
            {
                best = Some(heading);
            }
            true
        })?;
        headings.push((name, best));
    }
    Ok(headings)
}

fn no_table(file: &str) -> Refusal {
    let tables: Vec<String> = TABLES
        .iter()
        .map(|table: &Table| format!("{} ({})", table.en, table.zh))
        .collect();
    Refusal::at(file, "no-table")
        .found("no row of headers that are known")
        .expected(format!("one of the tables: {}", tables.join(", ")))
        .mend("Write the headers into one row: `stallmap template DIR` makes a workbook with all of them.")
}

/// `(0, 27)` → `AB1`, as people say it.
fn cell_name(row: u32, column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        letters.insert(0, char::from(b'A' + u8::try_from(digit).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    let letters: String = letters.into_iter().collect();
    format!("{letters}{row}")
}

#[cfg(test)]
mod tests {
    use super::cell_name;

    #[test]
    fn cells_by_name() {
        for (column, expected) in [(0, "A7"), (25, "Z7"), (26, "AA7"), (16_383, "XFD7")] {
            assert_eq!(cell_name(7, column), expected);
        }
    }
}
