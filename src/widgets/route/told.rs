//! A way as it is told: sentences, lines for the map, and the link that opens it elsewhere.

use crate::browser::intl;
use crate::domain::language::route::{Numbers, Phrase, Speaker};
use crate::domain::language::{Language, Message, PluralClass, place_kind};
use crate::domain::market::raw::Point;
use crate::domain::market::walk::ConnectorKind;
use crate::domain::route::{
    Blocked, Ground, Hand, Route, StepKind, Stop, Target, Tour, outlook, steps,
};

/// A way on the screen.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Told {
    /// Where to; for a list how many stops. Empty when nothing is reached.
    pub title: String,
    /// Where from.
    pub from: String,
    /// How far and how long.
    pub summary: String,
    /// What is not as the link says.
    pub news: Vec<String>,
    /// What stands in the way, or was left out.
    pub warnings: Vec<String>,
    pub legs: Vec<ToldLeg>,
    pub steps: Vec<ToldStep>,
    /// Stops of a list in the order in which they are visited, as indexes into it.
    pub order: Vec<usize>,
    /// Stops of a list, in its own order.
    pub stops: Vec<Target>,
    /// What they are now, where they have moved.
    pub now: Vec<Target>,
    /// What they are called.
    pub names: Vec<String>,
    /// Metres and seconds in all.
    pub metres: u32,
    pub secs: u32,
}

impl Told {
    /// Whether this is the same way, in whatever words.
    pub fn is_like(&self, other: &Told) -> bool {
        self.legs == other.legs && self.warnings.len() == other.warnings.len()
    }
}

/// A walk on one level.
#[derive(Debug, Clone, PartialEq)]
pub struct ToldLeg {
    /// Id of the level.
    pub level: String,
    /// Decimetres of the building's grid.
    pub line: Vec<Point>,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq)]
pub struct ToldStep {
    pub words: String,
    pub sign: StepSign,
    /// Index of its leg.
    pub leg: usize,
    /// Where it is done, and what lies ahead there.
    pub at: Point,
    pub toward: Option<Point>,
}

/// The picture beside a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepSign {
    Ahead,
    Left,
    Right,
    Round,
    Up,
    Down,
    Across,
    Arrived,
}

/// Numbers in the reader's language.
#[derive(Debug, Clone, PartialEq)]
pub struct Reader(pub Language);

impl Numbers for Reader {
    fn number(&self, number: u32) -> String {
        intl::number(self.0.tag(), f64::from(number))
    }

    fn class(&self, number: u32) -> PluralClass {
        intl::plural_class(self.0.tag(), f64::from(number))
    }
}

/// Tells ways to a reader.
pub struct Teller<'a> {
    pub ground: &'a dyn Ground,
    pub speaker: Speaker<'a>,
}

impl Teller<'_> {
    fn say(&self, phrase: &Phrase) -> String {
        self.speaker.say(phrase)
    }

    /// One way.
    pub fn route(&self, from: &Stop, to: &Stop, route: &Route) -> Told {
        let mut told = Told {
            title: self.stop_within(to),
            from: self.stop_within(from),
            summary: self.say(&self.speaker.summary(route)),
            ..Told::default()
        };
        self.append(&mut told, from, to, route);
        told
    }

    /// No way, and the way to the nearest point if there is one.
    pub fn blocked(&self, from: &Stop, to: &Stop, blocked: &Blocked) -> Told {
        let mut told = match &blocked.nearest {
            Some(route) => self.route(from, &Stop::Point(String::new(), Point::default()), route),
            None => Told::default(),
        };
        told.title = self.stop_within(to);
        let phrases = self.speaker.blocked(self.ground, blocked);
        told.warnings = phrases.iter().map(|phrase| self.say(phrase)).collect();
        told
    }

    /// A way through several stops.
    pub fn tour(&self, from: &Stop, stops: &[Target], tour: &Tour) -> Told {
        let mut told = Told {
            from: self.stop_within(from),
            order: tour.order.clone(),
            names: stops.iter().map(|stop| self.target(stop)).collect(),
            stops: stops.to_vec(),
            now: stops.to_vec(),
            ..Told::default()
        };
        let mut start = from;
        for (stop, route) in tour.stops.iter().zip(&tour.routes) {
            self.append(&mut told, start, stop, route);
            start = stop;
        }
        let (dm, secs) = tour.routes.iter().fold((0_u32, 0_u32), |(dm, secs), own| {
            (
                dm.saturating_add(own.walk_dm()),
                secs.saturating_add(own.secs()),
            )
        });
        if !tour.routes.is_empty() {
            told.summary = self.say(&Speaker::length(dm, secs));
        }
        let names = |indices: &[usize], message: Message, told: &mut Told| {
            for stop in indices.iter().filter_map(|index| stops.get(*index)) {
                let words = [("id", &*self.target(stop))];
                told.warnings
                    .push(self.speaker.language.fill(message, &words));
            }
        };
        names(&tour.gone, Message::RouteGone, &mut told);
        names(&tour.left_out, Message::RouteOffNetwork, &mut told);
        told
    }

    fn append(&self, told: &mut Told, from: &Stop, to: &Stop, route: &Route) {
        let first = told.legs.len();
        for step in steps(self.ground, from, to, route) {
            let line = route.legs().get(step.leg).map(|leg| leg.points.as_slice());
            told.steps.push(ToldStep {
                words: self.say(&self.speaker.step(self.ground, route, &step)),
                sign: sign(route, &step.kind),
                leg: first + step.leg,
                at: step.at,
                toward: line.and_then(|line| outlook(line, step.at)),
            });
        }
        told.legs.extend(route.legs().iter().map(|leg| ToldLeg {
            level: leg.level.clone(),
            line: leg.points.clone(),
        }));
        told.metres = told.metres.saturating_add(route.walk_dm().div_ceil(10));
        told.secs = told.secs.saturating_add(route.secs());
    }

    /// A stop at the beginning of a sentence; its id while nothing else is known.
    pub fn stop(&self, stop: &Stop) -> String {
        self.speaker
            .stop(self.ground, stop, Message::RouteGoalStall)
    }

    /// A stop, or what kind of place is meant.
    fn target(&self, target: &Target) -> String {
        match target {
            Target::Stop(stop) => self.stop(stop),
            Target::Nearest(kind) => {
                let kind = place_kind(kind.word());
                kind.map_or("", |kind| self.speaker.language.text(kind))
                    .to_owned()
            }
        }
    }

    /// A stop within a sentence.
    fn stop_within(&self, stop: &Stop) -> String {
        self.speaker.stop(self.ground, stop, Message::RouteStall)
    }
}

/// A number as the reader writes it.
pub fn written(language: Language, number: usize) -> String {
    Reader(language).number(u32::try_from(number).unwrap_or(u32::MAX))
}

fn sign(route: &Route, kind: &StepKind) -> StepSign {
    let of_hand = |hand: &Hand| match hand {
        Hand::Left => StepSign::Left,
        Hand::Right => StepSign::Right,
        Hand::Ahead => StepSign::Ahead,
        Hand::Behind => StepSign::Round,
    };
    match kind {
        StepKind::Leave(hand) | StepKind::Turn(hand, _) => of_hand(hand),
        StepKind::SetOut(_) | StepKind::Pass(..) => StepSign::Ahead,
        StepKind::Arrive(..) => StepSign::Arrived,
        StepKind::Ride { ride, rise, .. } => {
            let kind = route.rides().get(*ride).map(|ride| ride.kind);
            let is_flat = matches!(
                kind,
                Some(ConnectorKind::Bridge | ConnectorKind::Outdoor | ConnectorKind::Shuttle)
            );
            match rise {
                _ if is_flat => StepSign::Across,
                core::cmp::Ordering::Greater => StepSign::Up,
                core::cmp::Ordering::Less => StepSign::Down,
                core::cmp::Ordering::Equal => StepSign::Across,
            }
        }
    }
}
