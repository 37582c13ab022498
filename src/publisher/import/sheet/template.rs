//! An empty workbook to fill in: every table with its headers in Chinese and English, one example
//! and drop-downs; and the same tables as csv files.

use std::fs;
use std::path::Path;

use rust_xlsxwriter::{DataValidation, Format, Workbook, XlsxError};

use super::tables::{Column, Form, TABLES, Table};
use crate::publisher::refusal::{Refusal, of_system};

/// Rows that get drop-downs.
const ROWS: u32 = 20_000;
/// Spreadsheet programs take no longer list of choices, separators included.
const CHOICES_CHARS: usize = 255;

/// Writes the templates into a folder; returns the names of the files.
pub fn write(folder: &Path) -> Result<Vec<String>, Refusal> {
    fs::create_dir_all(folder).map_err(|error| of_system(folder, &error))?;
    let name = "stallmap.xlsx".to_owned();
    let path = folder.join(&name);
    let bytes = workbook()
        .and_then(|mut workbook| workbook.save_to_buffer())
        .map_err(|error| Refusal::at(path.display().to_string(), "file").found(error))?;
    let mut files = vec![(name, bytes)];
    for table in TABLES {
        let name = format!("{}.csv", table.en.to_lowercase().replace(' ', "-"));
        files.push((name, csv(table).into_bytes()));
    }
    let mut names = Vec::new();
    for (name, bytes) in files {
        let path = folder.join(&name);
        if path.exists() {
            return Err(Refusal::at(path.display().to_string(), "file-exists")
                .found("a file of this name")
                .expected("a folder without filled-in templates")
                .mend("Choose another folder, so that nothing filled in is lost."));
        }
        fs::write(&path, bytes).map_err(|error| of_system(&path, &error))?;
        names.push(name);
    }
    Ok(names)
}

fn workbook() -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let bold = Format::new().set_bold();
    let needed = Format::new().set_bold().set_background_color(0x00ff_f2cc);
    for table in TABLES {
        let sheet = workbook.add_worksheet();
        sheet.set_name(table.zh)?;
        sheet.set_freeze_panes(1, 0)?;
        for (place, column) in (0_u16..).zip(table.columns) {
            let format = if column.needed { &needed } else { &bold };
            sheet.write_string_with_format(0, place, header(column), format)?;
            sheet.set_column_width(place, 18)?;
            if !column.example.is_empty() {
                sheet.write_string(1, place, column.example)?;
            }
            if let Some(validation) = drop_down(column)? {
                sheet.add_data_validation(1, place, ROWS, place, &validation)?;
            }
        }
    }
    Ok(workbook)
}

fn header(column: &Column) -> String {
    let unit = match column.form {
        Form::Length | Form::Points => " (dm)",
        _ => "",
    };
    format!("{}{unit} / {}{unit}", column.zh, column.en)
}

fn drop_down(column: &Column) -> Result<Option<DataValidation>, XlsxError> {
    let choices: Vec<&str> = match column.form {
        Form::YesNo => vec!["是", "否"],
        Form::Words(words) => words.iter().map(|(_, zh, _)| *zh).collect(),
        _ => return Ok(None),
    };
    let chars: usize = choices.iter().map(|own| own.chars().count() + 1).sum();
    if chars > CHOICES_CHARS {
        return Ok(None);
    }
    DataValidation::new().allow_list_strings(&choices).map(Some)
}

/// With a byte order mark, without which spreadsheet programs take it for another encoding.
fn csv(table: &Table) -> String {
    let line = |texts: Vec<String>| texts.join(",");
    // None of the headers and examples needs quotes.
    let headers = table.columns.iter().map(header).collect();
    let examples = table.columns.iter().map(|own| own.example.to_owned());
    format!(
        "\u{feff}{}\r\n{}\r\n",
        line(headers),
        line(examples.collect())
    )
}
