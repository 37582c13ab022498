//! The command line: what each command says and how it ends.

mod diff;
mod import;
mod sign;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::build::{BuildError, BuildOptions, build_with};
use super::check::check_source;
use super::keep;
use super::progress::Display;
use super::refusal::Refusal;
use super::report;
use super::route::command::RouteArguments;
use super::sample::{self, SampleOptions};
use super::schema;
use super::search::{self, Only, Search, Searched};
use super::serve::SiteServer;
use super::serve::live;
use super::serve::site::Site;
use super::sign::key::SecretKey;
use super::source::SourceFolder;

/// Publishes a market: from a folder of source files to a folder of static files that any web
/// host can serve.
#[derive(Debug, Parser)]
#[command(name = "stallmap", version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Writes a believable market of invented data as a source folder. The same seed gives the
    /// same bytes.
    Sample {
        /// The source folder to write.
        folder: PathBuf,
        /// Stalls of the whole market.
        #[arg(long, default_value_t = SampleOptions::default().stalls)]
        stalls: usize,
        /// Products of all listings together.
        #[arg(long, default_value_t = SampleOptions::default().products)]
        products: u64,
        /// Another seed gives another market.
        #[arg(long, default_value_t = SampleOptions::default().seed)]
        seed: u64,
    },
    /// Finds every mistake of a source folder: where it is, what is wrong, how to mend it. Ends
    /// with 1 when there are errors.
    Check {
        /// The source folder.
        source: PathBuf,
        /// For a person, or for a program: an object with `errors`, `warnings` and `problems`, each
        /// with severity, code, file, path, line, found, expected and mend; or SARIF 2.1.0.
        #[arg(long, value_enum, default_value_t = CheckFormat::Human)]
        format: CheckFormat,
        /// Language of the report.
        #[arg(long, value_enum, default_value_t)]
        lang: report::Language,
    },
    /// Checks a source folder and writes its publication. With errors in the source, or when
    /// anything fails, the publication that is there stays as it is.
    Build {
        /// The source folder.
        source: PathBuf,
        /// The folder of the publication.
        out: PathBuf,
        /// Signs the publication with this secret key; `sequence` must have grown since the last
        /// one that was signed.
        #[arg(long, value_name = "KEY")]
        sign: Option<PathBuf>,
        /// Puts compressed copies (.br and .gz) beside the files. The number is brotli's effort,
        /// 0 to 11: `--precompress=11`.
        #[arg(long, value_name = "EFFORT", num_args = 0..=1, require_equals = true,
            default_missing_value = BROTLI_EFFORT,
            value_parser = clap::value_parser!(i32).range(0..=11))]
        precompress: Option<i32>,
        /// Works everything out anew. Otherwise levels that have not changed since the last build
        /// are taken from what it has kept; the bytes are the same.
        #[arg(long)]
        fresh: bool,
        /// Language of the report.
        #[arg(long, value_enum, default_value_t)]
        lang: report::Language,
    },
    /// The widgets' own route from a kiosk to a stall: metres, seconds, steps. Ends with 1 when
    /// there is no such way; then it says why, and how near one can get.
    Route(RouteArguments),
    /// Searches a publication as the widgets do: the same answers in the same order.
    Search(Box<SearchArguments>),
    Keygen(sign::KeygenArguments),
    Sign(sign::SignArguments),
    Verify(sign::VerifyArguments),
    Diff(diff::DiffArguments),
    Template(import::TemplateArguments),
    Import(import::ImportArguments),
    Export(import::ExportArguments),
    /// Serves a folder on this machine with the headers that it needs in production.
    Serve {
        /// The folder of the site.
        dist: PathBuf,
        /// 0 picks a free one.
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// Pages load again when the site has been built anew.
        #[arg(long)]
        live: bool,
        /// Shows what changes against an earlier publication, at /stallmap-changes/; with --live.
        #[arg(long, value_name = "OLD")]
        compare: Option<PathBuf>,
        /// Language of what changes.
        #[arg(long, value_enum, default_value_t)]
        lang: report::Language,
    },
    /// Writes JSON Schema of all source and publication files.
    Schema {
        /// The folder they are written to.
        folder: PathBuf,
    },
}

#[derive(Debug, Args)]
struct SearchArguments {
    /// The folder of the publication.
    publication: PathBuf,
    /// What is looked for; may be empty when something is chosen. With `-` each line of the
    /// standard input is looked for, and each answer is one line of JSON.
    query: String,
    /// Language of the names, by tag.
    #[arg(long, default_value = "")]
    lang: String,
    /// Rows wanted.
    #[arg(long, default_value_t = 20)]
    limit: usize,
    /// For a person, or for a program: see FORMAT.md of the publication.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Id of the kiosk from which near and far are told.
    #[arg(long)]
    from: Option<String>,
    /// The moment in the market's time zone, `2026-11-21T10:30`.
    #[arg(long)]
    at: Option<String>,
    /// Only stalls of this category.
    #[arg(long)]
    category: Option<String>,
    /// Only stalls of this building.
    #[arg(long)]
    building: Option<String>,
    /// Only stalls of this level.
    #[arg(long)]
    level: Option<String>,
    /// Only stalls of Party-member merchants.
    #[arg(long)]
    marked: bool,
    /// Only stalls with this grade or a better one, `SCALE:LEVEL`.
    #[arg(long)]
    grade: Option<String>,
    /// Only stalls with this honour.
    #[arg(long)]
    honour: Option<String>,
    /// Only stalls that declare this standard.
    #[arg(long)]
    standard: Option<String>,
    /// Only stalls where this language is spoken.
    #[arg(long)]
    speaks: Option<String>,
    /// Only stalls that are open at the moment of `--at`.
    #[arg(long, requires = "at")]
    open: bool,
}

/// Brotli's effort where `--precompress` stands alone.
const BROTLI_EFFORT: &str = "9";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Human,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CheckFormat {
    Human,
    Json,
    Sarif,
}

/// Runs the command that was given.
pub fn run() -> ExitCode {
    match Arguments::parse().command {
        Command::Sample {
            folder,
            stalls,
            products,
            seed,
        } => invent(
            &folder,
            &SampleOptions {
                stalls,
                products,
                seed,
            },
        ),
        Command::Route(arguments) => arguments.run(),
        Command::Search(arguments) => find(*arguments),
        Command::Check {
            source,
            format,
            lang,
        } => check(&source, format, lang),
        Command::Build {
            source,
            out,
            sign,
            precompress,
            fresh,
            lang,
        } => {
            let cache = keep::usual_folder().filter(|_| !fresh);
            let options = BuildOptions {
                sign: None,
                precompress,
                cache: cache.as_deref(),
            };
            publish(&source, &out, sign.as_deref(), options, lang)
        }
        Command::Keygen(arguments) => arguments.run(),
        Command::Sign(arguments) => arguments.run(),
        Command::Verify(arguments) => arguments.run(),
        Command::Diff(arguments) => arguments.run(),
        Command::Template(arguments) => arguments.run(),
        Command::Import(arguments) => arguments.run(),
        Command::Export(arguments) => arguments.run(),
        Command::Serve {
            dist,
            port,
            live,
            compare,
            lang,
        } => serve(&dist, port, live, compare.as_deref(), lang),
        Command::Schema { folder } => write_schemas(&folder),
    }
}

fn invent(folder: &Path, options: &SampleOptions) -> ExitCode {
    let display = Display::new();
    let progress = |phase: &str, done, total| display.show(phase, done, total);
    let result = sample::write(folder, options, &progress);
    display.finish();
    match result {
        Ok(done) => {
            println!(
                "{}: {} buildings, {} levels, {} stalls, {} products, {} categories",
                folder.display(),
                done.buildings,
                done.levels,
                done.stalls,
                done.products,
                done.categories
            );
            ExitCode::SUCCESS
        }
        Err(error) => failed(&error),
    }
}

fn check(source: &Path, format: CheckFormat, lang: report::Language) -> ExitCode {
    if !source.is_dir() {
        return no_folder(source);
    }
    let display = Display::new();
    let progress = |phase: &str, done, total| display.show(phase, done, total);
    let checked = check_source(&SourceFolder::new(source), &progress);
    let (findings, network) = (checked.findings, checked.coverage);
    display.finish();
    match format {
        CheckFormat::Human => {
            say(&report::human::network_in(&network, lang));
            say(&report::human::report_in(&findings, lang));
        }
        CheckFormat::Json => {
            let _ = say_json(&report::json::report_in(&findings, &network, lang));
        }
        CheckFormat::Sarif => {
            let _ = say_json(&report::sarif::report_in(&findings, lang));
        }
    }
    if findings.errors() == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn publish(
    source: &Path,
    out: &Path,
    sign: Option<&Path>,
    options: BuildOptions,
    lang: report::Language,
) -> ExitCode {
    if !source.is_dir() {
        return no_folder(source);
    }
    // Before the long work: a key that cannot be read is known at once.
    let key = match sign.map(SecretKey::read).transpose() {
        Ok(key) => key,
        Err(refusal) => return refused_in(&[refusal], lang),
    };
    let options = BuildOptions {
        sign: key.as_ref().map(|key| (key, sign::now())),
        ..options
    };
    let display = Display::new();
    let progress = |phase: &str, done, total| display.show(phase, done, total);
    let result = build_with(source, out, &options, &progress);
    display.finish();
    match result {
        Ok(done) => {
            eprint!("{}", report::built::told(&done, source, lang));
            println!(
                "{}: {} stalls, {} files, {:.1} MB",
                out.display(),
                done.stalls,
                done.files,
                done.bytes as f64 / 1e6
            );
            ExitCode::SUCCESS
        }
        Err(BuildError::Check(findings)) => {
            eprint!("{}", report::human::report_in(&findings, lang));
            eprintln!("{}", report::built::stopped_by_errors(lang));
            ExitCode::FAILURE
        }
        Err(BuildError::Sign(refusal)) => {
            let code = refused_in(&[refusal], lang);
            eprintln!("{}", report::built::not_published(lang));
            code
        }
        Err(error) => failed(&error),
    }
}

fn find(arguments: SearchArguments) -> ExitCode {
    let mut searched = match Searched::open(&arguments.publication) {
        Ok(searched) => searched,
        Err(error) => return failed(&error),
    };
    let format = arguments.format;
    let is_many = arguments.query == "-";
    let mut wanted = Search {
        query: arguments.query,
        language: arguments.lang,
        limit: arguments.limit,
        from: arguments.from,
        at: arguments.at,
        only: Only {
            category: arguments.category,
            building: arguments.building,
            level: arguments.level,
            marked: arguments.marked,
            grade: arguments.grade,
            honour: arguments.honour,
            standard: arguments.standard,
            speaks: arguments.speaks,
            open: arguments.open,
        },
    };
    if !is_many {
        return answer(&mut searched, &wanted, format);
    }
    for line in std::io::stdin().lines() {
        wanted.query = match line {
            Ok(line) => line,
            Err(error) => return failed(&error),
        };
        let code = answer(&mut searched, &wanted, format);
        if code != ExitCode::SUCCESS {
            return code;
        }
    }
    ExitCode::SUCCESS
}

fn answer(searched: &mut Searched, wanted: &Search, format: Format) -> ExitCode {
    let found = match searched.search(wanted) {
        Ok(found) => found,
        Err(error) => return failed(&error),
    };
    match format {
        Format::Human => say(&search::human(&found)),
        Format::Json => match serde_json::to_string(&found) {
            Ok(json) => say(&(json + "\n")),
            Err(error) => return failed(&error),
        },
    }
    ExitCode::SUCCESS
}

fn serve(
    dist: &Path,
    port: u16,
    is_live: bool,
    compare: Option<&Path>,
    lang: report::Language,
) -> ExitCode {
    let run = || {
        let mut site = Site::open(dist)?;
        if is_live || compare.is_some() {
            site = site.live(compare, lang);
        }
        let server = SiteServer::listen(site, port)?;
        println!("Serving {}; Ctrl-C ends it.", dist.display());
        // Alone on its line, for programs that look for it.
        println!("{}", server.url());
        if compare.is_some() {
            let path = live::PREFIX.trim_start_matches('/');
            println!("What changes: {}{path}", server.url());
        }
        std::io::stdout().flush()?;
        server.run()
    };
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed_at(dist, &error),
    }
}

fn write_schemas(folder: &Path) -> ExitCode {
    match schema::write(folder) {
        Ok(count) => {
            println!("{}: {count} schemas", folder.display());
            ExitCode::SUCCESS
        }
        Err(error) => failed_at(folder, &error),
    }
}

/// Says why something was not done.
fn refused(refusals: &[Refusal]) -> ExitCode {
    refused_in(refusals, report::Language::En)
}

/// The same in a language.
fn refused_in(refusals: &[Refusal], language: report::Language) -> ExitCode {
    const SHOWN: usize = 50;
    for refusal in refusals.iter().take(SHOWN) {
        eprintln!("stallmap: {}", report::refusal::told(refusal, language));
    }
    if refusals.len() > SHOWN {
        let more = refusals.len() - SHOWN;
        match language {
            report::Language::En => eprintln!("… and {more} more."),
            report::Language::Zh => eprintln!("……另有 {more} 处。"),
        }
    }
    ExitCode::FAILURE
}

/// Prints an answer for programs.
fn say_json(answer: &impl serde::Serialize) -> ExitCode {
    match serde_json::to_string_pretty(answer) {
        Ok(json) => {
            say(&(json + "\n"));
            ExitCode::SUCCESS
        }
        Err(error) => failed(&error),
    }
}

/// Prints a long text. Whoever reads only its beginning (`| head`) has no use for the rest.
pub(super) fn say(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

fn no_folder(source: &Path) -> ExitCode {
    eprintln!("stallmap: {}: there is no such folder", source.display());
    ExitCode::FAILURE
}

fn failed_at(place: &Path, error: &std::io::Error) -> ExitCode {
    eprintln!("stallmap: {}: {error}", place.display());
    ExitCode::FAILURE
}

pub(super) fn failed(error: &dyn std::error::Error) -> ExitCode {
    eprintln!("stallmap: {error}");
    ExitCode::FAILURE
}
