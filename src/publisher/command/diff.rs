//! `diff`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::{refused_in, say, say_json};
use crate::publisher::diff::{difference, html, human};
use crate::publisher::published::Publication;
use crate::publisher::refusal::Refusal;
use crate::publisher::report::Language;

/// Says what changes for whom between two publications: stalls added, removed and moved; marks,
/// grades, names and categories that change; levels, files and sizes.
#[derive(Debug, Args)]
pub struct DiffArguments {
    /// The publication before.
    old: PathBuf,
    /// The publication after.
    new: PathBuf,
    /// For a person, for a program, or as a page with maps.
    #[arg(long, value_enum, default_value_t = DiffFormat::Human)]
    format: DiffFormat,
    /// Language of text and page.
    #[arg(long, value_enum, default_value_t)]
    lang: Language,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum DiffFormat {
    /// Text.
    Human,
    /// An object with `old`, `new`, `counts`, `levels`, `categories` and `files`.
    Json,
    /// One page that needs nothing else: `stallmap diff OLD NEW --format html > changes.html`.
    Html,
}

impl DiffArguments {
    /// Runs it.
    pub fn run(&self) -> ExitCode {
        let compared = || -> Result<_, Refusal> {
            let old = Publication::open(&self.old)?;
            let new = Publication::open(&self.new)?;
            difference(&old, &new)
        };
        match compared() {
            Ok(found) => {
                match self.format {
                    DiffFormat::Human => say(&human::report(&found, self.lang)),
                    DiffFormat::Json => return say_json(&found),
                    DiffFormat::Html => say(&html::report(&found, self.lang)),
                }
                ExitCode::SUCCESS
            }
            Err(refusal) => refused_in(&[refusal], self.lang),
        }
    }
}
