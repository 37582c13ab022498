//! `template`, `import` and `export`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::{Format, refused, refused_in, say, say_json};
use crate::publisher::export;
use crate::publisher::import::draft::{self, DraftReport, Outcome};
use crate::publisher::import::imdf;
use crate::publisher::import::note::Note;
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
        /// For a person, or for a program: an object with `sheets`, `files` and `notes`; with a
        /// mistake, one with `errors` and `problems`.
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
        /// Language of the report.
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
    /// kiosks, openings, lifts and stairs. The report says what became of every feature.
    Imdf {
        /// The archive.
        file: PathBuf,
        /// The source folder.
        folder: PathBuf,
        /// For a person, or for a program: an object with `features`, `files` and `notes`; with a
        /// mistake, one with `errors` and `problems`.
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
        /// Language of the report.
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
            From::Sheet {
                file,
                folder,
                format,
                lang,
            } => match sheet::import(file, folder) {
                Ok(report) if *format == Format::Json => say_json(&report),
                Ok(report) => {
                    say_report(&report, folder, *lang);
                    ExitCode::SUCCESS
                }
                Err(refused) => nothing_written(&refused, *format, *lang),
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
            From::Imdf {
                file,
                folder,
                format,
                lang,
            } => match imdf::import(file, folder) {
                Ok(report) if *format == Format::Json => say_json(&report),
                Ok(report) => {
                    let not = ["not mapped: ", "未采用："];
                    for own in &report.features {
                        let not = if *lang == Language::Zh {
                            not[1]
                        } else {
                            not[0]
                        };
                        let not = if own.is_mapped { "" } else { not };
                        let became = own.became.told(*lang);
                        println!("{:>8} {}  →  {not}{became}", own.count, own.feature);
                    }
                    say_files(&report.notes, &report.files, folder, *lang);
                    ExitCode::SUCCESS
                }
                Err(refusal) => nothing_written(&refusal.into(), *format, *lang),
            },
        }
    }
}

/// Says why nothing was written.
fn nothing_written(refused: &SheetRefused, format: Format, lang: Language) -> ExitCode {
    if format == Format::Json {
        let _ = say_json(refused);
        return ExitCode::FAILURE;
    }
    let code = refused_in(&refused.told, lang);
    let total = refused.total;
    match lang {
        Language::En if total == 1 => eprintln!("1 mistake. Nothing was written."),
        Language::En => eprintln!("{total} mistakes. Nothing was written."),
        Language::Zh => eprintln!("共 {total} 处错误，没有写入任何内容。"),
    }
    code
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

fn say_report(report: &SheetReport, folder: &Path, lang: Language) {
    let is_chinese = lang == Language::Zh;
    for sheet in &report.sheets {
        let (name, rows) = (&sheet.name, sheet.rows);
        match sheet.table {
            Some(table) if is_chinese => println!("{name}：表 {table}，{rows} 行"),
            Some(table) => println!("{name}: table {table}, {rows} rows"),
            None if is_chinese => println!("{name}：未采用，没有哪个表有这样的标题"),
            None => println!("{name}: not used, no table has such headers"),
        }
        for own in &sheet.used {
            println!("  {}  →  {}", own.header, own.column);
        }
        let unused = if is_chinese { "未采用" } else { "not used" };
        for header in &sheet.unused {
            println!("  {header}  →  {unused}");
        }
    }
    say_files(&report.notes, &report.files, folder, lang);
}

fn say_files(notes: &[Note], files: &BTreeMap<String, usize>, folder: &Path, lang: Language) {
    for note in notes {
        println!("{}", note.told(lang));
    }
    for (file, rows) in files {
        let file = folder.join(file);
        match lang {
            Language::En => println!("{}: {rows} rows", file.display()),
            Language::Zh => println!("{}：{rows} 行", file.display()),
        }
    }
    let folder = folder.display();
    match lang {
        Language::En => println!("Next: stallmap check {folder}"),
        Language::Zh => println!("下一步：stallmap check --lang zh {folder}"),
    }
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
