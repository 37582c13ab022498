//! `template`, `import` and `export`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::refused;
use crate::publisher::export;
use crate::publisher::import::imdf;
use crate::publisher::import::sheet::{self, SheetRefused, SheetReport};

/// Writes an empty workbook with all tables, their headers in Chinese and English, examples and
/// drop-downs; and each table as a csv file.
#[derive(Debug, Args)]
pub struct TemplateArguments {
    /// The folder to write to.
    folder: PathBuf,
}

/// Brings what an operator has already into a source folder. With a mistake nothing is written.
#[derive(Debug, Args)]
pub struct ImportArguments {
    #[command(subcommand)]
    from: From,
}

#[derive(Debug, Subcommand)]
enum From {
    /// An .xlsx or .csv file. Tables are known by their headers, in Chinese or English, in any
    /// order; `stallmap template` shows all of them. Each file of the source folder that the
    /// sheet speaks of is replaced, the others stay.
    Sheet {
        /// The spreadsheet.
        file: PathBuf,
        /// The source folder.
        folder: PathBuf,
    },
    /// An IMDF archive (OGC 20-094): venue, buildings, levels, units, occupants, amenities,
    /// kiosks, openings. The report says what became of every feature.
    Imdf {
        /// The archive.
        file: PathBuf,
        /// The source folder.
        folder: PathBuf,
    },
}

/// Hands a market on to other programs.
#[derive(Debug, Args)]
pub struct ExportArguments {
    #[command(subcommand)]
    to: To,
}

#[derive(Debug, Subcommand)]
enum To {
    /// An IMDF archive. What IMDF has no word for stands in properties that begin with
    /// `stallmap_`, declared as an extension in the manifest.
    Imdf {
        /// A publication or a source folder.
        market: PathBuf,
        /// The archive to write.
        file: PathBuf,
    },
}

impl TemplateArguments {
    /// Runs it.
    pub fn run(&self) -> ExitCode {
        match sheet::template::write(&self.folder) {
            Ok(names) => {
                println!("{}: {}", self.folder.display(), names.join(", "));
                ExitCode::SUCCESS
            }
            Err(refusal) => refused(&[refusal]),
        }
    }
}

impl ImportArguments {
    /// Runs it.
    pub fn run(&self) -> ExitCode {
        match &self.from {
            From::Sheet { file, folder } => match sheet::import(file, folder) {
                Ok(report) => {
                    say_report(&report, folder);
                    ExitCode::SUCCESS
                }
                Err(SheetRefused { told, total }) => {
                    let code = refused(&told);
                    eprintln!("{total} mistakes. Nothing was written.");
                    code
                }
            },
            From::Imdf { file, folder } => match imdf::import(file, folder) {
                Ok(report) => {
                    for ((kind, became), count) in &report.mapped {
                        println!("{count:>8} {kind}  →  {became}");
                    }
                    say_files(&report.notes, &report.files, folder);
                    ExitCode::SUCCESS
                }
                Err(refusal) => {
                    let code = refused(&[refusal]);
                    eprintln!("Nothing was written.");
                    code
                }
            },
        }
    }
}

impl ExportArguments {
    /// Runs it.
    pub fn run(&self) -> ExitCode {
        let To::Imdf { market, file } = &self.to;
        match export::imdf::export(market, file) {
            Ok(counts) => {
                let counts = counts.iter().map(|(kind, count)| format!("{count} {kind}"));
                let counts: Vec<String> = counts.collect();
                println!("{}: {}", file.display(), counts.join(", "));
                ExitCode::SUCCESS
            }
            Err(refusal) => refused(&[refusal]),
        }
    }
}

fn say_report(report: &SheetReport, folder: &Path) {
    for sheet in &report.sheets {
        match sheet.table {
            Some(table) => println!("{}: table {table}, {} rows", sheet.name, sheet.rows),
            None => println!("{}: not used, no table has such headers", sheet.name),
        }
        for (header, meaning) in &sheet.used {
            println!("  {header}  →  {meaning}");
        }
        for header in &sheet.unused {
            println!("  {header}  →  not used");
        }
    }
    say_files(&report.notes, &report.files, folder);
}

fn say_files(notes: &[String], files: &BTreeMap<String, usize>, folder: &Path) {
    for note in notes {
        println!("{note}");
    }
    for (file, rows) in files {
        println!("{}: {rows} rows", folder.join(file).display());
    }
    println!("Next: stallmap check {}", folder.display());
}
