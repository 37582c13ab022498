//! Sentences of a route. A step becomes a [`Phrase`]: a message and what is put into it; a
//! [`Speaker`] says it. Numbers and plural classes come from outside, as everywhere.

use core::cmp::Ordering;

use super::{CountMessage, Language, Message, PluralClass, place_kind};
use crate::domain::market::place::PlaceKind;
use crate::domain::market::text::Text;
use crate::domain::market::walk::{Connector, ConnectorKind};
use crate::domain::publication::open::LevelPlace;
use crate::domain::route::{
    Blocked, Ground, Hand, Landmark, Reason, Ride, Route, Step, StepKind, Stop, landmark_of,
};

/// Numbers as the reader writes them.
pub trait Numbers {
    /// A whole number in the reader's digits.
    fn number(&self, number: u32) -> String;
    /// The plural form that it asks for.
    fn class(&self, number: u32) -> PluralClass;
}

/// A sentence before it is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// The text.
    pub message: Message,
    /// What stands for each `{name}` of it.
    pub values: Vec<(&'static str, Value)>,
}

/// What is put into a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Words in the reader's language.
    Words(String),
    /// A counted thing.
    Count(CountMessage, u32),
}

/// Who speaks: the reader's language, the market's own for names that lack it, and numbers.
#[derive(Clone, Copy)]
pub struct Speaker<'a> {
    pub language: Language,
    /// BCP 47 tag of the market's own language.
    pub home: &'a str,
    pub numbers: &'a dyn Numbers,
}

impl Speaker<'_> {
    /// Says a phrase.
    pub fn say(&self, phrase: &Phrase) -> String {
        let values: Vec<(&str, String)> = phrase
            .values
            .iter()
            .map(|(name, value)| (*name, self.value(value)))
            .collect();
        let values: Vec<(&str, &str)> = values
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        self.language.fill(phrase.message, &values)
    }

    fn value(&self, value: &Value) -> String {
        match value {
            Value::Words(words) => words.clone(),
            Value::Count(message, number) => {
                let written = self.numbers.number(*number);
                let class = self.numbers.class(*number);
                self.language.count(*message, class, &written)
            }
        }
    }

    fn name(&self, text: &Text) -> String {
        text.best(self.language.tag(), self.home).0.to_owned()
    }

    /// A stall or place in the middle of a sentence.
    fn landmark(&self, landmark: &Landmark, stall: Message) -> String {
        match landmark {
            Landmark::Stall { number, .. } => self.language.fill(stall, &[("number", number)]),
            Landmark::Place { kind, name, .. } => {
                let own = self.name(name);
                let kind = place_kind(kind.word()).map(|kind| self.language.text(kind));
                let name = match own.is_empty() {
                    true => kind.unwrap_or_default(),
                    false => &own,
                };
                self.language.fill(Message::RoutePlace, &[("name", name)])
            }
        }
    }

    /// A connector by its name, or by what it is.
    pub fn connector(&self, connector: &Connector) -> String {
        let name = self.name(connector.name());
        if name.is_empty() {
            let kind = match connector.kind() {
                ConnectorKind::Stairs => Message::RouteKindStairs,
                ConnectorKind::Escalator => Message::RouteKindEscalator,
                ConnectorKind::Lift => Message::RouteKindLift,
                ConnectorKind::Ramp => Message::RouteKindRamp,
                ConnectorKind::Bridge => Message::RouteKindBridge,
                ConnectorKind::Outdoor => Message::RouteKindOutdoor,
                ConnectorKind::Shuttle => Message::RouteKindShuttle,
            };
            return self.language.text(kind).to_owned();
        }
        name
    }

    /// A level by its name; with its building when that is another one and not in the name.
    fn level(&self, from: Option<LevelPlace>, to: Option<LevelPlace>, id: &str) -> String {
        let Some(to) = to else {
            return id.to_owned();
        };
        let name = self.name(to.level.name());
        let level = if name.is_empty() {
            to.level.short_name().clone()
        } else {
            name
        };
        let building = self.name(to.building.name());
        let is_same = from.is_some_and(|from| from.building.id() == to.building.id());
        if is_same || building.is_empty() || level.contains(&building) {
            return level;
        }
        let values = [("building", building.as_str()), ("level", level.as_str())];
        self.language.fill(Message::RouteOtherBuilding, &values)
    }

    /// The sentence of a step of a route.
    pub fn step(&self, ground: &dyn Ground, route: &Route, step: &Step) -> Phrase {
        let way = ("way", metres(step.walk_dm));
        let landmark = |landmark: &Landmark| {
            let words = self.landmark(landmark, Message::RouteStall);
            ("landmark", Value::Words(words))
        };
        let (message, values) = match &step.kind {
            StepKind::Leave(hand) => {
                let message = match hand {
                    Hand::Ahead => Message::RouteLeaveAhead,
                    Hand::Left => Message::RouteLeaveLeft,
                    Hand::Right => Message::RouteLeaveRight,
                    Hand::Behind => Message::RouteLeaveBehind,
                };
                (message, vec![way])
            }
            StepKind::SetOut(None) => (Message::RouteSetOut, vec![way]),
            StepKind::SetOut(Some(towards)) => {
                (Message::RouteSetOutTowards, vec![way, landmark(towards)])
            }
            StepKind::Turn(hand, None) => {
                let message = match hand {
                    Hand::Left => Message::RouteTurnLeft,
                    Hand::Right => Message::RouteTurnRight,
                    Hand::Ahead | Hand::Behind => Message::RouteTurnRound,
                };
                (message, vec![way])
            }
            StepKind::Turn(hand, Some(at)) => {
                let message = match hand {
                    Hand::Left => Message::RouteTurnLeftAt,
                    Hand::Right => Message::RouteTurnRightAt,
                    Hand::Ahead | Hand::Behind => Message::RouteTurnRoundAt,
                };
                (message, vec![way, landmark(at)])
            }
            StepKind::Pass(hand, beside) => {
                let message = match hand {
                    Hand::Left => Message::RoutePassLeft,
                    _ => Message::RoutePassRight,
                };
                (message, vec![landmark(beside)])
            }
            StepKind::Ride {
                ride,
                to_level,
                rise,
            } => return self.ride(ground, route, step, (*ride, to_level, *rise)),
            StepKind::Arrive(_, None) => (Message::RouteArrive, Vec::new()),
            StepKind::Arrive(hand, Some(goal)) => {
                let message = match hand {
                    Hand::Ahead => Message::RouteArriveAhead,
                    Hand::Left => Message::RouteArriveLeft,
                    Hand::Right => Message::RouteArriveRight,
                    Hand::Behind => Message::RouteArriveBehind,
                };
                let goal = self.landmark(goal, Message::RouteGoalStall);
                (message, vec![("goal", Value::Words(goal))])
            }
        };
        Phrase { message, values }
    }

    fn ride(
        &self,
        ground: &dyn Ground,
        route: &Route,
        step: &Step,
        (ride, to_level, rise): (usize, &str, Ordering),
    ) -> Phrase {
        let from = route.legs().get(step.leg);
        let from = from.and_then(|leg| ground.venue().level(&leg.level));
        let level = self.level(from, ground.venue().level(to_level), to_level);
        let ride = route.rides().get(ride);
        let connectors = ground.doors().connectors();
        let connector = ride.and_then(|ride| connectors.get(ride.connector));
        let name = connector.map(|own| self.connector(own)).unwrap_or_default();
        let mut values = vec![("name", Value::Words(name)), ("level", Value::Words(level))];
        let message = match (ride.map(|ride| ride.kind), rise) {
            (Some(ConnectorKind::Bridge), _) => Message::RouteBridge,
            (Some(ConnectorKind::Outdoor), _) => Message::RouteOutdoor,
            (Some(ConnectorKind::Shuttle), _) => {
                let stops = ride.map_or(0, |ride: &Ride| ride.stops);
                let stops = u32::try_from(stops).unwrap_or(u32::MAX);
                values.push(("stops", Value::Count(CountMessage::CountRouteStops, stops)));
                Message::RouteShuttle
            }
            (_, Ordering::Greater) => Message::RouteRideUp,
            (_, Ordering::Less) => Message::RouteRideDown,
            (_, Ordering::Equal) => Message::RouteRideAcross,
        };
        Phrase { message, values }
    }

    /// A stop as one calls it, a stall by the words of `stall`; its id while its level is not
    /// loaded.
    pub fn stop(&self, ground: &dyn Ground, stop: &Stop, stall: Message) -> String {
        landmark_of(ground, stop).map_or_else(
            || match stop {
                Stop::Kiosk(id) => {
                    let kiosk = ground.venue().kiosk(id);
                    let name = kiosk.map(|(_, kiosk)| self.name(kiosk.name()));
                    let name = name.filter(|name| !name.is_empty());
                    name.unwrap_or_else(|| self.language.text(Message::RouteKiosk).to_owned())
                }
                Stop::Stall(id) | Stop::Place(_, id) => id.clone(),
                Stop::Point(..) => String::new(),
            },
            |landmark| self.landmark(&landmark, stall),
        )
    }

    /// How far and how long a route is.
    pub fn summary(&self, route: &Route) -> Phrase {
        Self::length(route.walk_dm(), route.secs())
    }

    /// How far and how long something is.
    pub fn length(walk_dm: u32, secs: u32) -> Phrase {
        let minutes = secs.div_ceil(60).max(1);
        Phrase {
            message: Message::RouteSummary,
            values: vec![
                ("metres", metres(walk_dm)),
                (
                    "minutes",
                    Value::Count(CountMessage::CountRouteMinutes, minutes),
                ),
            ],
        }
    }

    /// That no place of a kind can be reached.
    pub fn none_of_kind(&self, kind: PlaceKind) -> Phrase {
        let name = place_kind(kind.word()).map_or("", |kind| self.language.text(kind));
        Phrase {
            message: Message::RouteNoneOfKind,
            values: vec![("name", Value::Words(name.to_owned()))],
        }
    }

    /// Why there is no way, then how near the route to the nearest point leads.
    pub fn blocked(&self, ground: &dyn Ground, blocked: &Blocked) -> Vec<Phrase> {
        let named = |indices: &[usize]| -> String {
            let connectors = ground.doors().connectors();
            let rows = indices.iter().filter_map(|index| connectors.get(*index));
            let names: Vec<String> = rows.map(|own| self.connector(own)).collect();
            names.join(" · ")
        };
        let words = |name: &'static str, words: String| vec![(name, Value::Words(words))];
        let (message, values) = match &blocked.reason {
            Reason::Closed(own) => (Message::RouteBlockedClosed, words("name", named(own))),
            Reason::Connector(own) => (
                Message::RouteBlockedConnector,
                words("name", named(&[*own])),
            ),
            Reason::Walkway(level) => {
                let level = self.level(None, ground.venue().level(level), level);
                (Message::RouteBlockedWalkway, words("level", level))
            }
            Reason::Island => (Message::RouteBlockedIsland, Vec::new()),
        };
        let mut phrases = vec![Phrase { message, values }];
        match (&blocked.nearest, blocked.rest_dm) {
            (Some(_), Some(rest_dm)) => phrases.push(Phrase {
                message: Message::RouteBlockedNear,
                values: vec![("metres", metres(rest_dm))],
            }),
            _ => phrases.push(Phrase {
                message: Message::RouteBlockedHere,
                values: Vec::new(),
            }),
        }
        phrases
    }
}

/// Metres as one says them: nobody counts single ones on a long walk.
fn metres(dm: u32) -> Value {
    let metres = dm.div_ceil(10);
    let step = match metres {
        0..=10 => 1,
        11..=50 => 5,
        51..=1_000 => 10,
        _ => 50,
    };
    Value::Count(CountMessage::CountRouteMetres, metres.div_ceil(step) * step)
}

#[cfg(test)]
mod tests {
    use super::super::tests::language;
    use super::*;
    use crate::domain::market::raw::Labels;
    use crate::domain::route::test_market::{Draft, Market};
    use crate::domain::route::{Answer, Options, Question, Stop, Target, find, steps};

    struct Plain;

    impl Numbers for Plain {
        fn number(&self, number: u32) -> String {
            number.to_string()
        }

        fn class(&self, number: u32) -> PluralClass {
            match number {
                1 => PluralClass::One,
                _ => PluralClass::Other,
            }
        }
    }

    fn names(zh: &str, en: &str) -> Labels {
        [
            ("zh".to_owned(), zh.to_owned()),
            ("en".to_owned(), en.to_owned()),
        ]
        .into()
    }

    /// Along an aisle and round a corner, up an escalator, over a bridge to another building.
    fn market() -> Market {
        let mut draft = Draft::default();
        let outline = vec![[0, 0], [1000, 0], [1000, 1000], [0, 1000]];
        draft.level("a", "a1", 0, outline.clone());
        let nodes = [[100, 100], [700, 100], [700, 500]].map(|at| draft.node(at));
        draft.way(nodes[0], nodes[1]);
        draft.way(nodes[1], nodes[2]);
        draft.stall([390, 110]);
        draft.stall([655, 110]);
        draft.kiosk("a1", "k1", [100, 120], 270.0);
        draft.level("a", "a2", 1, outline.clone());
        let nodes = [[700, 500], [300, 500]].map(|at| draft.node(at));
        draft.way(nodes[0], nodes[1]);
        draft.place("a2-desk", "information", [300, 520]);
        draft.level("b", "b2", 1, outline);
        let nodes = [[100, 50], [100, 600]].map(|at| draft.node(at));
        draft.way(nodes[0], nodes[1]);
        draft.stall([110, 380]);
        draft.stall([70, 380]);
        let escalator = draft.connector("escalator", &[(0, 2), (1, 0)], [0, 28]);
        draft.connectors.connectors[escalator].name = names("4号扶梯", "Escalator 4");
        draft.connector("bridge", &[(1, 1), (2, 0)], [0, 50]);
        draft.open()
    }

    fn question(step_free: bool) -> Question {
        Question {
            from: Stop::Kiosk("k1".into()),
            to: Target::Stop(Stop::Stall("b2-1001".into())),
            options: Options {
                step_free,
                ..Options::default()
            },
            when: None,
        }
    }

    fn said(tag: &str) -> Vec<String> {
        let market = market();
        let speaker = Speaker {
            language: language(tag),
            home: "zh",
            numbers: &Plain,
        };
        let question = question(false);
        let Answer::Found(route, to) = find(&market, &question) else {
            panic!("there is a way");
        };
        let steps = steps(&market, &question.from, &to, &route);
        let mut said: Vec<String> = steps
            .iter()
            .map(|step| speaker.say(&speaker.step(&market, &route, step)))
            .collect();
        said.push(speaker.say(&speaker.summary(&route)));
        said
    }

    #[test]
    fn a_route_in_words() {
        let expected = [
            "Turn round, leave the kiosk behind you and go 60 metres.",
            "Pass stall 1001 on your right.",
            "At stall 1002 turn right and go 40 metres.",
            "Take Escalator 4 up to level 2.",
            "Go 40 metres towards “Information”.",
            "Cross the bridge to Building b, level 2.",
            "Go 35 metres towards stall 1002.",
            "Stall 1001 is on your left.",
            "240 metres, about 4 minutes",
        ];
        assert_eq!(said("en"), expected);
        let expected = [
            "转身背对导览屏，直行 60 米。",
            "经过右手边的1001号商位。",
            "在1002号商位处右转，走 40 米。",
            "由4号扶梯上到2楼。",
            "朝“咨询台”方向走 40 米。",
            "经连廊到b座2楼。",
            "朝1002号商位方向走 35 米。",
            "1001号商位在您的左手边。",
            "240 米，约 4 分钟",
        ];
        assert_eq!(said("zh"), expected);
    }

    #[test]
    fn why_there_is_no_way_in_words() {
        let check = |tag: &str, expected: [&str; 2]| {
            let market = market();
            let speaker = Speaker {
                language: language(tag),
                home: "zh",
                numbers: &Plain,
            };
            let Answer::Blocked(blocked) = find(&market, &question(true)) else {
                panic!("the escalator is no step-free way");
            };
            let phrases = speaker.blocked(&market, &blocked);
            let said: Vec<String> = phrases.iter().map(|own| speaker.say(own)).collect();
            assert_eq!(said, expected);
        };
        check(
            "en",
            [
                "There is no way of this kind: it would need Escalator 4.",
                "This way leads as near as possible; 170 metres are left from there.",
            ],
        );
        check(
            "zh",
            [
                "没有符合要求的路线：必须经过4号扶梯。",
                "此路线到达最近可达处，从那里还有 170 米。",
            ],
        );
    }

    #[test]
    fn metres_as_one_says_them() {
        let check = |dm, expected| {
            let counted = Value::Count(CountMessage::CountRouteMetres, expected);
            assert_eq!(metres(dm), counted, "{dm}");
        };
        check(0, 0);
        check(9, 1);
        check(100, 10);
        check(101, 15);
        check(422, 45);
        check(511, 60);
        check(9_999, 1_000);
        check(10_301, 1_050);
    }
}
