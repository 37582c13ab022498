//! `template`, `import` and `export`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::{Format, refused, refused_in, say, say_json};
use crate::publisher::export;
use crate::publisher::import::draft::{self, DraftReport, Outcome};
use crate::publisher::import::imdf;
use crate::publisher::import::sheet::{self, SheetRefused, SheetReport};
use crate::publisher::report::Language;

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
    /// An .xlsx, .csv or .geojson file. Tables are known by their headers, in Chinese or English, in any
    /// order; `stallmap template` shows all of them. The features of a map are rows, the names of
    /// their properties headers. Each file of the source folder that the
    /// sheet speaks of is replaced, the others stay.
    Sheet {
        /// The spreadsheet or map.
        file: PathBuf,
        /// The source folder.
        folder: PathBuf,
        /// Language of what is wrong.
        #[arg(long, value_enum, default_value_t)]
        lang: Language,
    },
    /// Drafts that shops' owners have made in the preview page, merged field by field into the
    /// listings. What was changed by others meanwhile, or is not the owner's to say, stays and is
    /// told; then the command ends with 1.
    Listings {
        /// The drafts, in the order in which they are merged.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// The source folder.
        folder: PathBuf,
        /// Only says what would happen.
        #[arg(long)]
        dry_run: bool,
        /// For a person, or for a program: an object with `applied`, `conflicts`, `rejected`,
        /// `drafts` and `files`.
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
        /// Language of the report.
        #[arg(long, value_enum, default_value_t)]
        lang: Language,
    },
    /// An IMDF archive (OGC 20-094): venue, buildings, levels, units, occupants, amenities,
    /// kiosks, openings. The report says what became of every feature.
    Imdf {
        /// The archive.
        file: PathBuf,
        /// The source folder.
        folder: PathBuf,
        /// Language of what is wrong.
        #[arg(long, value_enum, default_value_t)]
        lang: Language,
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
            From::Sheet { file, folder, lang } => match sheet::import(file, folder) {
                Ok(report) => {
                    say_report(&report, folder);
                    ExitCode::SUCCESS
                }
                Err(SheetRefused { told, total }) => {
                    let code = refused_in(&told, *lang);
                    match lang {
                        Language::En => eprintln!("{total} mistakes. Nothing was written."),
                        Language::Zh => eprintln!("共 {total} 处错误，没有写入任何内容。"),
                    }
                    code
                }
            },
            From::Listings {
                files,
                folder,
                dry_run,
                format,
                lang,
            } => match draft::import(files, folder, *dry_run, *lang) {
                Ok(report) => {
                    match format {
                        Format::Human => say(&told(&report, *lang)),
                        Format::Json => drop(say_json(&report)),
                    }
                    if report.conflicts + report.rejected == 0 {
                        ExitCode::SUCCESS
                    } else {
                        ExitCode::FAILURE
                    }
                }
                Err(refusal) => refused(&[refusal]),
            },
            From::Imdf { file, folder, lang } => match imdf::import(file, folder) {
                Ok(report) => {
                    for ((kind, became), count) in &report.mapped {
                        println!("{count:>8} {kind}  →  {became}");
                    }
                    say_files(&report.notes, &report.files, folder);
                    ExitCode::SUCCESS
                }
                Err(refusal) => {
                    let code = refused_in(&[refusal], *lang);
                    match lang {
                        Language::En => eprintln!("Nothing was written."),
                        Language::Zh => eprintln!("没有写入任何内容。"),
                    }
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

/// What became of drafts, for a person.
fn told(report: &DraftReport, language: Language) -> String {
    let is_chinese = language == Language::Zh;
    let word = |outcome: Outcome| match (outcome, is_chinese) {
        (Outcome::Applied, false) => "applied",
        (Outcome::Same, false) => "was so already",
        (Outcome::Conflict, false) => "conflict",
        (Outcome::Rejected, false) => "rejected",
        (Outcome::Applied, true) => "已采用",
        (Outcome::Same, true) => "本来如此",
        (Outcome::Conflict, true) => "冲突",
        (Outcome::Rejected, true) => "未采用",
    };
    let names = if is_chinese {
        ["现为：", "应为：", "改法："]
    } else {
        ["found:   ", "expected:", "mend:    "]
    };
    let mut text = String::new();
    for draft in &report.drafts {
        text.push_str(&format!("{}: {}\n", draft.file, draft.listing));
        if let Some(refusal) = &draft.refused {
            let word = word(Outcome::Rejected);
            text.push_str(&format!("  {word} {refusal}\n"));
        }
        for own in &draft.fields {
            let word = word(own.outcome);
            text.push_str(&format!("  {word} {} {}\n", own.field, own.code));
            for (name, words) in names.iter().zip([&own.found, &own.expected, &own.mend]) {
                if !words.is_empty() {
                    text.push_str(&format!("    {name} {words}\n"));
                }
            }
        }
    }
    let DraftReport {
        applied,
        conflicts,
        rejected,
        ..
    } = report;
    text.push_str(&if is_chinese {
        format!("已采用 {applied} 项，冲突 {conflicts} 项，未采用 {rejected} 项\n")
    } else {
        format!("{applied} applied, {conflicts} conflicts, {rejected} rejected\n")
    });
    text
}
