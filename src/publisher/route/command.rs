//! `stallmap route`: arguments and what is printed.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::{Asked, answer};
use crate::domain::market::place::PlaceKind;
use crate::domain::market::time::{Day, Moment};
use crate::domain::route::{Options, When};
use crate::publisher::command::{Format, failed, say};

/// What `stallmap route` takes.
#[derive(Debug, Args)]
pub struct RouteArguments {
    /// The folder of the publication.
    publication: PathBuf,
    /// Id of a kiosk, or of a stall or place.
    #[arg(long)]
    from: String,
    /// Id of a stall, or of a place or kiosk. Given several times, all are visited in a good order.
    #[arg(long, required_unless_present = "nearest")]
    to: Vec<String>,
    /// Instead: the nearest place of a kind, e.g. `toilet`.
    #[arg(long, value_parser = kind, conflicts_with = "to")]
    nearest: Option<PlaceKind>,
    /// Lifts and ramps only, no steps.
    #[arg(long)]
    step_free: bool,
    /// With heavy goods: no escalators, only connectors that take goods.
    #[arg(long)]
    heavy_goods: bool,
    /// Fewest changes of level first.
    #[arg(long)]
    fewest_changes: bool,
    /// When, in the market's time: `2026-11-21T08:30`. Without it opening hours do not count.
    #[arg(long, value_parser = moment)]
    at: Option<(Day, When)>,
    /// Language of the sentences.
    #[arg(long, default_value = "en")]
    lang: String,
    /// For a person, or for a program: an object as FORMAT.md describes it.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

impl RouteArguments {
    /// Runs the command.
    pub fn run(&self) -> ExitCode {
        let asked = Asked {
            from: &self.from,
            to: &self.to,
            nearest: self.nearest,
            options: Options {
                step_free: self.step_free,
                goods: self.heavy_goods,
                fewest_changes: self.fewest_changes,
            },
            at: self.at,
            language: &self.lang,
        };
        let report = match answer(&self.publication, &asked) {
            Ok(report) => report,
            Err(error) => return failed(&error),
        };
        match self.format {
            Format::Human => say(&report.human()),
            Format::Json => match serde_json::to_string_pretty(&report) {
                Ok(json) => say(&(json + "\n")),
                Err(error) => return failed(&error),
            },
        }
        if report.found {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

fn kind(word: &str) -> Result<PlaceKind, String> {
    PlaceKind::parse(word).ok_or_else(|| {
        let kinds: Vec<&str> = PlaceKind::ALL.iter().map(|kind| kind.word()).collect();
        format!("one of: {}", kinds.join(", "))
    })
}

fn moment(text: &str) -> Result<(Day, When), String> {
    let moment = Moment::parse(&format!("{text}:00Z"));
    let moment = moment.ok_or("a moment such as 2026-11-21T08:30")?;
    let day = moment.day();
    let when = When {
        weekday: u8::try_from(day.weekday()).unwrap_or(0),
        minute: u16::try_from(moment.secs_of_day() / 60).unwrap_or(0),
    };
    Ok((day, when))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments() {
        let expected = When {
            weekday: 5,
            minute: 510,
        };
        assert_eq!(moment("2026-11-21T08:30"), Ok((Day(20_778), expected)));
        assert!(moment("2026-11-21").is_err());
        assert!(moment("21.11.2026 08:30").is_err());
    }
}
