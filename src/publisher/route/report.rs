//! The answer for programs (field names are stable, see `FORMAT.md`) and for a person.

use std::fmt::Write;

use serde::Serialize;

use super::{FileGround, Tongue};
use crate::domain::language::route::Speaker;
use crate::domain::market::raw::Point;
use crate::domain::route::{
    Answer, Blocked, Ground, Hand, Landmark, Question, Reason, Route, Step, StepKind, Stop, Tour,
    steps,
};

/// The answer.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// True when every stop is reached as it was wanted.
    pub found: bool,
    /// One route after the other: to each stop, or to the point nearest to the only one.
    pub routes: Vec<RouteRow>,
    /// Why there is no way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blocked: Option<BlockedRow>,
    /// Ids of stops that are not in the publication.
    pub gone: Vec<String>,
    /// Ids of stops to which no way leads.
    pub left_out: Vec<String>,
}

/// A route.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct RouteRow {
    pub from: String,
    /// Missing when it ends at a bare point.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    pub metres: u32,
    pub seconds: u32,
    /// Changes of level.
    pub changes: usize,
    /// How far and how long, in words.
    pub summary: String,
    pub legs: Vec<LegRow>,
    pub rides: Vec<RideRow>,
    pub steps: Vec<StepRow>,
}

/// The walk on one level.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct LegRow {
    pub level: String,
    pub metres: u32,
    pub seconds: u32,
    /// Decimetres of the building's grid.
    pub points: Vec<Point>,
}

/// The ride between two legs.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct RideRow {
    /// Id of the connector.
    pub connector: String,
    pub kind: &'static str,
    /// Stops passed, the last one included.
    pub stops: usize,
    pub seconds: u32,
}

/// One thing to do.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct StepRow {
    /// `leave`, `set-out`, `turn`, `pass`, `ride` or `arrive`.
    pub kind: &'static str,
    /// `ahead`, `left`, `right` or `behind`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hand: Option<&'static str>,
    /// Index of the leg.
    pub leg: usize,
    pub at: Point,
    pub metres: u32,
    /// Id of the stall or place that it is told by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub landmark: Option<String>,
    /// Index of the ride.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ride: Option<usize>,
    /// The sentence.
    pub text: String,
}

/// Why there is no way.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct BlockedRow {
    /// `closed`, `connector`, `walkway`, `island` or `none-of-kind`.
    pub reason: &'static str,
    /// Ids of the connectors that are in the way.
    pub connectors: Vec<String>,
    /// Id of the level that is in the way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// What is left on foot from the end of the route.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rest_metres: Option<u32>,
    /// In words.
    pub text: Vec<String>,
}

impl Report {
    pub(super) fn of_answer(
        ground: &FileGround,
        question: &Question,
        answer: &Answer,
        tongue: &Tongue,
    ) -> Report {
        let speaker = speaker(ground, tongue);
        let mut report = Report::default();
        match answer {
            Answer::Found(route, to) => {
                report.found = true;
                let row = route_row(ground, &question.from, to, route, &speaker);
                report.routes.push(row);
            }
            Answer::Blocked(blocked) => {
                if let Some(route) = &blocked.nearest {
                    let end = Stop::Point(String::new(), Point::default());
                    let row = route_row(ground, &question.from, &end, route, &speaker);
                    report.routes.push(row);
                }
                report.blocked = Some(blocked_row(ground, blocked, &speaker));
            }
            Answer::NoneOfKind(kind) => {
                report.blocked = Some(BlockedRow {
                    reason: "none-of-kind",
                    connectors: Vec::new(),
                    level: None,
                    rest_metres: None,
                    text: vec![speaker.say(&speaker.none_of_kind(*kind))],
                });
            }
            Answer::Gone(stop) => report.gone.extend(id_of(stop)),
            Answer::OffNetwork(stop) => report.left_out.extend(id_of(stop)),
            // Answered only once everything is loaded.
            Answer::Needs(_) => {}
        }
        report
    }

    pub(super) fn of_tour(
        ground: &FileGround,
        from: &Stop,
        stops: &[Stop],
        tour: &Tour,
        tongue: &Tongue,
    ) -> Report {
        let speaker = speaker(ground, tongue);
        let ids = |indices: &[usize]| -> Vec<String> {
            let stops = indices.iter().filter_map(|index| stops.get(*index));
            stops.filter_map(id_of).collect()
        };
        let mut before = from;
        let mut routes = Vec::new();
        for (index, route) in tour.order.iter().zip(&tour.routes) {
            if let Some(stop) = stops.get(*index) {
                routes.push(route_row(ground, before, stop, route, &speaker));
                before = stop;
            }
        }
        Report {
            found: tour.gone.is_empty() && tour.left_out.is_empty(),
            routes,
            blocked: None,
            gone: ids(&tour.gone),
            left_out: ids(&tour.left_out),
        }
    }

    pub(super) fn no_start(from: &Stop) -> Report {
        Report {
            gone: id_of(from).into_iter().collect(),
            ..Report::default()
        }
    }

    /// For a person at a terminal.
    pub fn human(&self) -> String {
        let mut text = String::new();
        for line in self.blocked.iter().flat_map(|blocked| &blocked.text) {
            let _ = writeln!(text, "{line}");
        }
        for id in &self.gone {
            let _ = writeln!(text, "{id} is not in the publication");
        }
        for id in &self.left_out {
            let _ = writeln!(text, "no way leads to {id}");
        }
        for route in &self.routes {
            let to = route.to.as_deref().unwrap_or("the nearest point");
            let _ = writeln!(text, "{} → {to}: {}", route.from, route.summary);
            for (number, step) in route.steps.iter().enumerate() {
                let level = route.legs.get(step.leg).map_or("", |leg| &leg.level);
                let _ = writeln!(text, "{:>3}. [{level}] {}", number + 1, step.text);
            }
        }
        text
    }
}

fn speaker<'a>(ground: &'a FileGround, tongue: &'a Tongue) -> Speaker<'a> {
    Speaker {
        language: tongue.language,
        home: ground.venue().market.home_language(),
        numbers: tongue,
    }
}

fn id_of(stop: &Stop) -> Option<String> {
    match stop {
        Stop::Kiosk(id) | Stop::Stall(id) | Stop::Place(_, id) => Some(id.clone()),
        Stop::Point(..) => None,
    }
}

fn route_row(
    ground: &FileGround,
    from: &Stop,
    to: &Stop,
    route: &Route,
    speaker: &Speaker,
) -> RouteRow {
    let connectors = ground.doors().connectors();
    let rides = route.rides().iter().map(|ride| RideRow {
        connector: connectors
            .get(ride.connector)
            .map(|own| own.id().clone())
            .unwrap_or_default(),
        kind: ride.kind.word(),
        stops: ride.stops,
        seconds: ride.secs,
    });
    let legs = route.legs().iter().map(|leg| LegRow {
        level: leg.level.clone(),
        metres: leg.walk_dm.div_ceil(10),
        seconds: leg.walk_secs,
        points: leg.points.clone(),
    });
    let steps = steps(ground, from, to, route);
    RouteRow {
        from: id_of(from).unwrap_or_default(),
        to: id_of(to),
        metres: route.walk_dm().div_ceil(10),
        seconds: route.secs(),
        changes: route.changes(),
        summary: speaker.say(&speaker.summary(route)),
        legs: legs.collect(),
        rides: rides.collect(),
        steps: steps
            .iter()
            .map(|step| step_row(step, speaker.say(&speaker.step(ground, route, step))))
            .collect(),
    }
}

fn step_row(step: &Step, text: String) -> StepRow {
    let (kind, hand, landmark, ride) = match &step.kind {
        StepKind::Leave(hand) => ("leave", Some(*hand), None, None),
        StepKind::SetOut(towards) => ("set-out", None, towards.as_ref(), None),
        StepKind::Turn(hand, at) => ("turn", Some(*hand), at.as_ref(), None),
        StepKind::Pass(hand, beside) => ("pass", Some(*hand), Some(beside), None),
        StepKind::Ride { ride, .. } => ("ride", None, None, Some(*ride)),
        StepKind::Arrive(hand, goal) => ("arrive", Some(*hand), goal.as_ref(), None),
    };
    StepRow {
        kind,
        hand: hand.map(|hand| match hand {
            Hand::Ahead => "ahead",
            Hand::Left => "left",
            Hand::Right => "right",
            Hand::Behind => "behind",
        }),
        leg: step.leg,
        at: step.at,
        metres: step.walk_dm.div_ceil(10),
        landmark: landmark.map(|own: &Landmark| own.id().to_owned()),
        ride,
        text,
    }
}

fn blocked_row(ground: &FileGround, blocked: &Blocked, speaker: &Speaker) -> BlockedRow {
    let connectors = ground.doors().connectors();
    let ids = |indices: &[usize]| -> Vec<String> {
        let rows = indices.iter().filter_map(|index| connectors.get(*index));
        rows.map(|own| own.id().clone()).collect()
    };
    let (reason, connectors, level) = match &blocked.reason {
        Reason::Closed(own) => ("closed", ids(own), None),
        Reason::Connector(own) => ("connector", ids(&[*own]), None),
        Reason::Walkway(level) => ("walkway", Vec::new(), Some(level.clone())),
        Reason::Island => ("island", Vec::new(), None),
    };
    let phrases = speaker.blocked(ground, blocked);
    BlockedRow {
        reason,
        connectors,
        level,
        rest_metres: blocked.rest_dm.map(|dm| dm.div_ceil(10)),
        text: phrases.iter().map(|own| speaker.say(own)).collect(),
    }
}
