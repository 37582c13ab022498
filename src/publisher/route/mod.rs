//! `stallmap route`: the widgets' own routes over the files of a publication.

/// The command line's part.
pub mod command;
/// The data of a publication, loaded as it is needed.
mod ground;
/// The answer for programs and for a person.
mod report;
/// The words of the screens.
mod words;

use std::fmt;
use std::path::Path;

pub use self::ground::FileGround;
pub use self::report::Report;
pub use self::words::Tongue;

use super::refusal::Refusal;
use crate::domain::market::place::PlaceKind;
use crate::domain::market::time::Day;
use crate::domain::route::{Answer, Options, Question, Stop, Target, TourAnswer, When, find, tour};

/// What is asked.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    /// Id of a kiosk, stall or place.
    pub from: &'a str,
    /// Ids of stalls, places or kiosks; several make a tour.
    pub to: &'a [String],
    /// Instead: a kind of place.
    pub nearest: Option<PlaceKind>,
    pub options: Options,
    /// Day, weekday and minute in the market's time zone; without it hours do not count, and
    /// notices count on the day of publication.
    pub at: Option<(Day, When)>,
    /// Language of the sentences, BCP 47.
    pub language: &'a str,
}

/// Why there is no answer.
#[derive(Debug)]
pub enum RouteError {
    /// The publication cannot be read.
    Read(Refusal),
    /// No kiosk, stall or place has this id.
    NoSuchStop(String),
    /// The screens do not speak this language.
    NoSuchLanguage(String),
    /// The publication holds nothing to find routes in.
    NoRoutes,
}

impl From<Refusal> for RouteError {
    fn from(error: Refusal) -> RouteError {
        RouteError::Read(error)
    }
}

impl fmt::Display for RouteError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RouteError::Read(error) => error.fmt(out),
            RouteError::NoSuchStop(id) => write!(out, "no kiosk, stall or place has the id {id}"),
            RouteError::NoSuchLanguage(tag) => write!(out, "the screens do not speak {tag}"),
            RouteError::NoRoutes => {
                write!(out, "the publication has no routes.json: build it anew")
            }
        }
    }
}

impl std::error::Error for RouteError {}

/// Answers from the publication in a folder.
pub fn answer(folder: &Path, asked: &Asked) -> Result<Report, RouteError> {
    let tongue = Tongue::new(asked.language)
        .ok_or_else(|| RouteError::NoSuchLanguage(asked.language.to_owned()))?;
    let mut ground = FileGround::open(folder, asked.at.map(|(day, _)| day))?;
    let when = asked.at.map(|(_, when)| when);
    let from = ground.stop(asked.from)?;
    let mut stops: Vec<Stop> = Vec::with_capacity(asked.to.len());
    for id in asked.to {
        stops.push(ground.stop(id)?);
    }
    if let ([_, _, ..], None) = (stops.as_slice(), asked.nearest) {
        return visit(&mut ground, &from, &stops, asked.options, when, &tongue);
    }
    let to = match (asked.nearest, stops.into_iter().next()) {
        (Some(kind), _) => Target::Nearest(kind),
        (None, Some(stop)) => Target::Stop(stop),
        (None, None) => return Err(RouteError::NoSuchStop(String::new())),
    };
    let question = Question {
        from,
        to,
        options: asked.options,
        when,
    };
    loop {
        match find(&ground, &question) {
            Answer::Needs(needs) => ground.load(&needs)?,
            answer => {
                ground.load_landmarks(&answer)?;
                return Ok(Report::of_answer(&ground, &question, &answer, &tongue));
            }
        }
    }
}

fn visit(
    ground: &mut FileGround,
    from: &Stop,
    stops: &[Stop],
    options: Options,
    when: Option<When>,
    tongue: &Tongue,
) -> Result<Report, RouteError> {
    let targets: Vec<Target> = stops.iter().cloned().map(Target::Stop).collect();
    loop {
        match tour(ground, from, &targets, options, when) {
            TourAnswer::Needs(needs) => ground.load(&needs)?,
            TourAnswer::Found(tour) => {
                for route in &tour.routes {
                    ground.load_landmarks_of(route)?;
                }
                return Ok(Report::of_tour(ground, from, stops, &tour, tongue));
            }
            TourAnswer::NoStart => return Ok(Report::no_start(from)),
        }
    }
}
