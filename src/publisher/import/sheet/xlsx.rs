//! xlsx files, cell by cell: a value in the last cell of the sheet costs no memory, and what
//! unpacks to more than a workbook is refused before it is read.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use calamine::{DataRef, Reader, Xlsx, XlsxError, open_workbook};
use zip::ZipArchive;

use super::{Cell, Note, Row, Workbook, cell_name};
use crate::publisher::refusal::{Refusal, of_system};

/// Bytes that all parts of a workbook may unpack to.
const UNPACKED_BYTES: u64 = 512 * 1024 * 1024;
/// The same for the texts, which are kept in memory.
const TEXT_BYTES: u64 = 192 * 1024 * 1024;
/// The last column and row in which a table may have a value.
const COLUMNS: usize = 1_000;
const ROWS: u32 = 500_000;

/// An xlsx file.
pub(super) struct XlsxFile {
    name: String,
    workbook: Xlsx<BufReader<File>>,
    sheets: Vec<String>,
    formulas: usize,
}

impl XlsxFile {
    /// Opens a workbook whose parts are of a bearable size.
    pub fn open(path: &Path) -> Result<XlsxFile, Refusal> {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        refuse_bomb(path, &name)?;
        let workbook: Xlsx<_> = open_workbook(path).map_err(|error| broken(&name, &error))?;
        let sheets = workbook.sheet_names();
        Ok(XlsxFile {
            name,
            workbook,
            sheets,
            formulas: 0,
        })
    }

    fn place(&self, sheet: usize, row: u32, column: usize) -> String {
        let sheet = self.sheets.get(sheet).map_or("", String::as_str);
        format!("{}, sheet {sheet}, {}", self.name, cell_name(row, column))
    }

    /// Merged cells below each other: only the first of them has a value.
    fn refuse_merged(&mut self, sheet: usize) -> Result<(), Refusal> {
        let name = self.sheets.get(sheet).cloned().unwrap_or_default();
        // A sheet of another kind (a chart) has none.
        let Ok(merged) = self.workbook.merge_cells_by_sheet_name(&name) else {
            return Ok(());
        };
        // Titles above a table are merged sideways, which does no harm.
        let tall = merged
            .iter()
            .find(|own| own.start.0 < own.end.0 && own.end.0 >= super::TITLE_ROWS);
        let tall = tall.or(merged
            .iter()
            .find(|own| own.start.0 < own.end.0 && own.start.0 > 0));
        let Some(tall) = tall else {
            return Ok(());
        };
        let column = usize::try_from(tall.start.1).unwrap_or(usize::MAX);
        let last = cell_name(
            tall.end.0 + 1,
            usize::try_from(tall.end.1).unwrap_or(usize::MAX),
        );
        Err(
            Refusal::at(self.place(sheet, tall.start.0 + 1, column), "merged-cells")
                .found(format!("cells merged down to {last}"))
                .expected("one value in each cell of the table")
                .mend("Take the merging back and fill the value into each of the rows."),
        )
    }
}

impl Workbook for XlsxFile {
    fn sheets(&self) -> Vec<String> {
        self.sheets.clone()
    }

    fn rows(&mut self, sheet: usize, take: &mut dyn FnMut(Row) -> bool) -> Result<(), Refusal> {
        self.refuse_merged(sheet)?;
        let sheet_name = self.sheets.get(sheet).cloned().unwrap_or_default();
        let file = self.name.clone();
        let place = |row: u32, column: usize| {
            format!("{file}, sheet {sheet_name}, {}", cell_name(row, column))
        };
        let mut formulas = 0;
        // A sheet of another kind (a chart) has no cells.
        let Ok(mut cells) = self.workbook.worksheet_cells_reader(&sheet_name) else {
            return Ok(());
        };
        let mut row = Row::default();
        loop {
            let record = cells.next_cell_with_formula_metadata();
            let Some(record) = record.map_err(|error| broken(&file, &error))? else {
                break;
            };
            let (number, column) = (record.pos.0.saturating_add(1), record.pos.1);
            let column = usize::try_from(column).unwrap_or(usize::MAX);
            let is_formula = record.formula.is_some();
            let cell = match cell_of(&record.value) {
                None if is_formula => Cell::Fault("a formula without a value".to_owned()),
                None => continue,
                Some(cell) => cell,
            };
            formulas += usize::from(is_formula);
            if column >= COLUMNS || number > ROWS {
                return Err(Refusal::at(place(number, column), "far-cell")
                    .found(super::value::text(&cell))
                    .expected(format!("values in the first {COLUMNS} columns and {ROWS} rows"))
                    .mend("Delete the stray value: mark all columns (or rows) behind the table and delete them."));
            }
            if number != row.number {
                let full = std::mem::replace(
                    &mut row,
                    Row {
                        number,
                        ..Row::default()
                    },
                );
                if !full.cells.is_empty() && !take(full) {
                    self.formulas = self.formulas.max(formulas);
                    return Ok(());
                }
            }
            row.cells.push((column, cell));
        }
        if !row.cells.is_empty() {
            take(row);
        }
        self.formulas = self.formulas.max(formulas);
        Ok(())
    }

    fn notes(&self) -> Vec<Note> {
        if self.formulas == 0 {
            return Vec::new();
        }
        let (name, formulas) = (&self.name, self.formulas);
        vec![Note {
            en: format!(
                "{name}: {formulas} cells are formulas; their values are those that were last calculated"
            ),
            zh: format!("{name}：{formulas} 个单元格是公式，采用上次计算的值"),
        }]
    }
}

fn cell_of(value: &DataRef) -> Option<Cell> {
    let text = |text: &str| {
        let text = text.trim();
        (!text.is_empty()).then(|| Cell::Text(text.to_owned()))
    };
    match value {
        DataRef::Empty => None,
        DataRef::String(own) => text(own),
        DataRef::SharedString(own) => text(own),
        DataRef::Int(number) => Some(Cell::Number(*number as f64)),
        DataRef::Float(number) => Some(Cell::Number(*number)),
        DataRef::Bool(flag) => Some(Cell::Flag(*flag)),
        DataRef::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
            if moment.as_f64() < 1.0 {
                return Some(Cell::Text(format!("{hour:02}:{minute:02}")));
            }
            Some(Cell::Day(format!("{year:04}-{month:02}-{day:02}")))
        }
        DataRef::DateTime(duration) => Some(Cell::Number(duration.as_f64())),
        DataRef::DateTimeIso(own) => Some(Cell::Day(own.clone())),
        DataRef::DurationIso(own) => text(own),
        DataRef::Error(error) => Some(Cell::Fault(error.to_string())),
    }
}

/// Unpacks every part into nothing, up to the bound: sizes that an archive claims prove nothing.
fn refuse_bomb(path: &Path, name: &str) -> Result<(), Refusal> {
    let file = File::open(path).map_err(|error| of_system(path, &error))?;
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|error| {
        Refusal::at(name, "no-workbook")
            .found(error)
            .expected("an .xlsx or .csv file")
            .mend("Save it as \"Excel workbook (.xlsx)\"; .xls, .et and files with a password are not read.")
    })?;
    let mut rest = UNPACKED_BYTES;
    for index in 0..archive.len() {
        let part = archive.by_index(index);
        let part = part.map_err(|error| Refusal::at(name, "no-workbook").found(error))?;
        let part_name = part
            .name()
            .map_err(|error| Refusal::at(name, "no-workbook").found(error))?
            .into_owned();
        let bound = if part_name.ends_with("sharedStrings.xml") {
            rest.min(TEXT_BYTES)
        } else {
            rest
        };
        let read = std::io::copy(&mut part.take(bound + 1), &mut std::io::sink());
        let read = read.map_err(|error| {
            Refusal::at(format!("{name}, {part_name}"), "no-workbook").found(error)
        })?;
        if read > bound {
            return Err(Refusal::at(format!("{name}, {part_name}"), "too-large")
                .found(format!("a part that unpacks to more than {bound} bytes"))
                .expected("a workbook of a few hundred thousand rows at most")
                .mend("Split it into several workbooks, or save it anew if it should be small."));
        }
        rest -= read;
    }
    Ok(())
}

fn broken(name: &str, error: &XlsxError) -> Refusal {
    Refusal::at(name, "no-workbook")
        .found(error)
        .expected("a workbook that a spreadsheet program can open")
        .mend("Open it in the spreadsheet program and save it again as .xlsx.")
}
